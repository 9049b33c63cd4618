//! Find, thread, recap and codebook over the demo's room, whose store answers for real.
//! Must not test what an overlay decides: that is beside each of them.

use churnroom::app::Kind;
use churnroom::domain::meeting::MeetingStatus;
use churnroom::domain::query::{Answer, Query};
use churnroom::store::{OpenOptions, Store};
use rstest::rstest;

use super::{Stage, draw, snapshot, text};
use crate::pictures::{demo, demo_names, demo_room};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Opens an overlay from the lobby.
fn open(stage: &mut Stage, name: &str) {
    match name {
        "find" => stage.press("/").write("invoice"),
        "find_nothing" => stage.press("/").write("zeppelin"),
        "thread_of_theme" => stage.press("2 T"),
        "thread_of_account" => stage.press("A down T"),
        "recap" => stage.press("R"),
        "definition" => stage.press("1 down ="),
        "definition_of_cell" => stage.press("1 ] ="),
        "counting" => stage.press("1 C"),
        "reconcile" => stage.press("1 D tab"),
        "reconcile_stripe" => stage.press("1 D ]"),
        _ => stage.press("t C down"),
    };
}

#[rstest]
#[case("find")]
#[case("find_nothing")]
#[case("thread_of_theme")]
#[case("thread_of_account")]
#[case("recap")]
#[case("definition")]
#[case("definition_of_cell")]
#[case("counting")]
#[case("reconcile")]
#[case("reconcile_stripe")]
#[case("codebook")]
fn pictures_masked_and_not(#[case] name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    open(&mut stage, name);
    for size in SIZES {
        snapshot(&mut stage.model, size, &format!("overlay_{name}"));
    }
    stage.press("esc esc M");
    open(&mut stage, name);
    let shown = text(&draw(&mut stage.model, 200, 60));
    for account in demo_names(folder.path()) {
        assert!(!shown.contains(&account), "shows {account}:\n{shown}");
    }
}

#[test]
fn the_recap_of_a_running_meeting_reads_the_room() {
    let folder = tempfile::tempdir().unwrap();
    let file = demo_room(folder.path());
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    let mut stage = Stage::new(move |query: &Query| {
        let mut answer = store.answer(query).unwrap();
        if let Answer::Meetings(meetings) = &mut answer {
            for view in meetings {
                view.meeting.status = MeetingStatus::Adjourned;
                view.meeting.frozen_start = None;
                view.meeting.frozen_end = None;
            }
        }
        Some(answer)
    });
    stage.press("esc R");
    snapshot(&mut stage.model, (80, 24), "overlay_recap_live");
}

#[test]
fn a_step_of_a_thread_is_one_key_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("2 down T");
    let theme = stage.model.front().origin().theme;
    assert!(theme.is_some());
    while stage.model.front().subject() != theme.map(churnroom::domain::change::Subject::Tag) {
        stage.press("down");
    }
    stage.press("enter");
    assert_eq!(stage.model.shared.screen, Kind::Why);
    assert!(stage.model.layers.is_empty());
    assert_eq!(stage.model.front().origin().theme, theme);
}
