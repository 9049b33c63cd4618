//! Find, thread, recap and codebook over the demo's room, whose store answers for real.
//! Must not test what an overlay decides: that is beside each of them.

use churnroom::app::{Effect, Kind, Msg};
use churnroom::domain::against::ClaimedLoss;
use churnroom::domain::change::{Change, Field, Subject};
use churnroom::domain::meeting::MeetingStatus;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
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

/// A list that has one loss right, one as the price of a year, and one of a stranger.
fn theirs(store: &mut Store, period: Period) -> Vec<ClaimedLoss> {
    let query = Query::LostAccounts { period, row: None };
    let Answer::LostAccounts(lost) = store.answer(&query).unwrap() else {
        panic!("no losses");
    };
    let row = |line: u64, account: &str, lost: i64| ClaimedLoss {
        line,
        account: account.to_owned(),
        name: String::new(),
        lost: Cents(lost),
    };
    vec![
        row(2, &lost[0].account.external, lost[0].lost().0),
        row(3, &lost[1].account.external, lost[1].lost().0 * 12),
        row(4, "Zeppelin KG", 12_000),
    ]
}

#[test]
fn a_list_is_held_against_the_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("1 F").write("theirs.csv").press("enter");
    let Some(Effect::Against {
        tag,
        path,
        period,
        profile,
    }) = stage.effects.pop()
    else {
        panic!("{:?}", stage.effects);
    };
    assert_eq!((path.as_str(), profile), ("theirs.csv", None));
    let file = folder.path().join("demo.room");
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    let rows = theirs(&mut store, period);
    let query = Query::Against {
        period,
        profile,
        rows,
    };
    let answer = store.answer(&query).unwrap();
    stage.tell(Msg::Answered(tag, Ok(answer)));
    for size in SIZES {
        snapshot(&mut stage.model, size, "overlay_against");
    }
    stage.press("] ]");
    snapshot(&mut stage.model, (80, 24), "overlay_against_amounts");
}

#[test]
fn a_way_of_counting_is_picked_for_the_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("1 C down enter");
    let set = Change::set(Subject::Room, Field::Profile, "snapshot", "chartmogul");
    assert_eq!(stage.changes, [set]);
}
