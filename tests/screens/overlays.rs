//! Find, thread, recap and codebook over the demo's room, whose store answers for real.
//! Must not test what an overlay decides: that is beside each of them.

use std::path::Path;

use churnroom::app::{Job, Msg, ScreenKind, Task};
use churnroom::domain::against::ClaimedLoss;
use churnroom::domain::change::{Change, Field, Subject};
use churnroom::domain::meeting::MeetingStatus;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::query::{Answer, Query};
use churnroom::store::{OpenOptions, Store};
use rstest::rstest;

use super::{Stage, draw, says, snapshot, text};
use crate::demo::demo_room;
use crate::pictures::{demo, demo_names};

/// Opens an overlay from the lobby.
fn open(stage: &mut Stage, name: &str) {
    match name {
        "find" => stage.press("/").write("invoice"),
        "find_nothing" => stage.press("/").write("zeppelin"),
        "thread_of_theme" => stage.press("2 T"),
        "thread_of_account" => stage.press("A down T"),
        "recap" => stage.press("R"),
        "definition" => stage.press("1 down ="),
        "definition_of_logo_churn" => stage.press("1 ="),
        "definition_of_cell" => stage.press("1 ] ="),
        "counting" => stage.press("1 C"),
        "reconcile" => stage.press("1 D tab"),
        "reconcile_stripe" => stage.press("1 D ]"),
        _ => stage.press("t C down"),
    };
}

/// Each in the window that everybody has, and a line that a larger one has room for.
#[rstest]
#[case(
    "find",
    "I will try it once more in simple words: invoice wrong, please correct…"
)]
#[case(
    "thread_of_theme",
    "reporting: Reports, dashboards and exports: missing, wrong, slow or hard to build"
)]
#[case(
    "recap",
    "Sit beside five people while they build their month-end report (Jonas Weber, 20 Nov)"
)]
#[case(
    "definition",
    "▸ snapshot         6.4 %   5,069.00 of 78,814.50   counted so here"
)]
#[case(
    "counting",
    "snapshot (now)                   balances at the start against t…  │"
)]
#[case("reconcile", "▸Net MRR churn          5.7 % 4,467.00 of 78,814.50")]
#[case(
    "codebook",
    "Something we do not have at all; if we have it and it fails, tag t…"
)]
fn pictures_masked_and_not(#[case] name: &str, #[case] wider: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    open(&mut stage, name);
    snapshot(&mut stage.model, (80, 24), &format!("overlay_{name}"));
    says(&mut stage.model, (120, 40), &[wider]);
    names_nobody(&mut stage, folder.path(), name);
}

/// The same overlays in another state.
#[rstest]
#[case("find_nothing", &["Find  zeppelin", "nothing has all of these words: fewer words find more"])]
#[case("thread_of_account", &[
    "▸ quote   ●  “Somebody called Tomás rang me on day three",
    "Ambulances Garnier · nps 15 Oct 2026",
    "tag     !  not tagged yet; Enter goes to the untagged",
    "money   !  nothing lost to it in this period",
    "roadmap !  not linked to the roadmap; Enter goes there",
    "noted   !  nothing noted or decided; Enter writes a note",
    "action  !  no action; Enter writes one",
    "result  !  nothing done yet, so nothing to look back at",
])]
#[case("definition_of_logo_churn", &[
    "at the start; who churns twice counts once",
    "counts twice; Stripe counts the last 30 days, here it is the period",
    "at the start; who churns twice counts once; Baremetrics counts the last 30",
    "days (365 of annual plans), here it is the period",
    "   profitwell       4.8 %   18 of 375 accounts",
])]
#[case("definition_of_cell", &[
    "▸Logo churn   Gross MRR churn",
    "▸ snapshot         2.3 %   1 of 43 accounts   counted so here",
    "accounts active at the start and not at the end / accounts active at the",
    "stripe           2.2 %   1 of 45 accounts",
])]
#[case("reconcile_stripe", &[
    "snapshot                           stripe",
    "▸Logo churn             4.8 % 18 of 375                  4.8 % 19 of 395",
    "Gross MRR churn        6.4 % 5,069 of 78,815              n/a",
    "Logo churn · 20 accounts · +1 above the line, +20 below it",
    "▸ Østerby Byggservice   0 → 1, below the line 0 → 1",
    "ends, so it came and went and is no churned account; stripe counts 1",
    "cancellation, and a new account below the line",
])]
fn other_states_masked_and_not(#[case] name: &str, #[case] words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    open(&mut stage, name);
    says(&mut stage.model, (80, 24), words);
    names_nobody(&mut stage, folder.path(), name);
}

#[track_caller]
fn names_nobody(stage: &mut Stage, folder: &Path, name: &str) {
    stage.press("esc esc M");
    open(stage, name);
    let shown = text(&draw(&mut stage.model, 200, 60));
    for account in demo_names(folder) {
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
    // What a held review keeps as it ended, a running one says as it is now.
    says(
        &mut stage.model,
        (80, 24),
        &[
            "numbers    logo churn 5.1 % · 19 of 372    gross MRR churn 4.0 % · €3,015",
            "reporting           €1,551  challenges RPT-17,… · Jonas Weber, 20 …",
            "onboarding            €285  challenges GRW-3    ! no action yet",
            "price                  €91  challenges BIL-7    · Mo Haddad, 30 Oct",
            "✓ Call every new Starter account in its fir… (Tomás Ribeiro, 9 Oct)",
            "and 2 more",
        ],
    );
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
    assert_eq!(stage.model.shared.screen, ScreenKind::Why);
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
    let Some(Task::Work(Job::Against {
        ticket: tag,
        path,
        period,
        profile,
    })) = stage.effects.pop()
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
    snapshot(&mut stage.model, (80, 24), "overlay_against");
    stage.press("] ]");
    says(
        &mut stage.model,
        (80, 24),
        &[
            "▸ amount differs                 1      €13,464       €1,122",
            "▸ Sicherheitsdienst Oppermann   13,464.00 theirs, 1,122.00 ours",
            "theirs is the price of a year; a month of it is ours",
        ],
    );
}

#[test]
fn a_way_of_counting_is_picked_for_the_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("1 C down enter");
    let set = Change::set(Subject::Room, Field::Profile, "snapshot", "chartmogul");
    assert_eq!(stage.changes, [set]);
}

/// A verdict is told in one review; whoever looks at its period later finds it there.
#[test]
fn the_period_whose_review_told_a_verdict_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("1 left shift-tab");
    says(
        &mut stage.model,
        (120, 40),
        &[
            "92 touched: 24 left · 92 others: 51 left by 31",
            "94 touched: 38 left · 93 others: 40 left by 30",
        ],
    );
}
