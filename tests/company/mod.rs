//! The built-in company and a generated one go through the real importer without a word of complaint.
//! Must not know how either is written.

use std::fs::File;
use std::path::Path;

use churnroom::domain::ahead::Ahead;
use churnroom::domain::change::Author;
use churnroom::domain::day::Moment;
use churnroom::domain::figure::Figure;
use churnroom::domain::import::{Counts, ImportHead};
use churnroom::domain::marks::DayMark;
use churnroom::domain::meeting::{MeetingStatus, MeetingView};
use churnroom::domain::metrics::{Metrics, Review};
use churnroom::domain::note::{ActionStatus, ActionView};
use churnroom::domain::query::{ActionFilter, Answer, Query};
use churnroom::domain::room::RoomFacts;
use churnroom::domain::themes::{Theme, Themes};
use churnroom::domain::usual::JudgedAs;
use churnroom::domain::warned::Warned;
use churnroom::exchange::company::{Company, DEMO_TODAY, demo_files, generate};
use churnroom::exchange::read::{Hints, open};
use churnroom::store::{ImportOptions, OpenOptions, Store};

/// Imports a file as the room would, and gives what became of its rows.
fn take(store: &mut Store, path: &Path) -> Counts {
    let source = open(path, &Hints::default()).unwrap();
    let head = ImportHead {
        id: 0.into(),
        kind: source.kind,
        file: source.file.clone(),
        hash: source.hash.clone(),
        header: String::new(),
        reading: String::new(),
        as_of: None,
        currency: source.currency.clone(),
        rates: Default::default(),
        complete: false,
        counts: Counts::default(),
        holds: None,
        last_day: false,
        reckons: Vec::new(),
        tied: None,
    };
    let author = Author {
        person: "Dana".to_owned(),
        at: Moment(1_793_900_000),
    };
    let options = ImportOptions::default();
    let mut rows = source.rows().unwrap();
    let outcome = store.import(&author, head, &options, &mut rows).unwrap();
    assert_eq!(outcome.head.counts.rejected, 0, "{}", source.file);
    outcome.head.counts
}

#[test]
fn the_demo_is_imported_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    let mut taken = Vec::new();
    for (name, bytes) in demo_files() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let counts = take(&mut store, &path);
        assert_eq!(
            (counts.new, counts.bare_accounts),
            (counts.read, 0),
            "{name}"
        );
        taken.push(counts.new);
        assert_eq!(
            take(&mut store, &path).unchanged,
            counts.read,
            "{name} again"
        );
    }
    assert_eq!(taken, [10, 703, 934, 15, 77, 153, 489]);
}

#[test]
fn a_generated_company_is_imported_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    let company = generate(300, 2_000, 4);
    let mut words = 0;
    for name in Company::FILES {
        let path = folder.path().join(name);
        company.write(name, File::create(&path).unwrap()).unwrap();
        let counts = take(&mut store, &path);
        assert_eq!(
            (counts.new, counts.bare_accounts),
            (counts.read, 0),
            "{name}"
        );
        if name == "feedback.csv" || name == "exit_surveys.csv" {
            words += counts.new;
        }
    }
    assert_eq!(words, 2_000);
}

/// The demo's room as `churnroom demo` makes it.
fn demo_room() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let room = folder.path().join("demo.room");
    let mut command = demo(folder.path());
    command.arg("--keep").arg(&room).assert().success();
    Store::open(&room, &OpenOptions::default()).unwrap()
}

/// `churnroom demo` in a home of its own.
fn demo(home: &Path) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("churnroom").unwrap();
    command.env("HOME", home).env("XDG_CONFIG_HOME", home);
    command.arg("demo");
    command
}

fn ask<T: TryFrom<Answer>>(store: &mut Store, query: Query) -> T {
    let answer = store.answer(&query).unwrap();
    answer.try_into().ok().unwrap()
}

fn theme(store: &mut Store, period: &str, name: &str) -> (usize, Theme) {
    let query = Query::Themes(period.parse().unwrap());
    let themes = ask::<Box<Themes>>(store, query).themes;
    let place = themes.iter().position(|t| t.theme == name).unwrap();
    (place, themes[place].clone())
}

#[test]
fn october_tells_the_story_the_demo_is_for() {
    let mut store = demo_room();
    let room: Box<RoomFacts> = ask(&mut store, Query::Room { today: DEMO_TODAY });
    assert_eq!(room.extent.default_period.to_string(), "2026-10");
    let periods = ["2026-09", "2026-10"].map(|p| p.parse().unwrap());
    let months: Vec<Metrics> = ask(
        &mut store,
        Query::Metrics {
            periods: periods.into(),
            profile: None,
        },
    );
    let october = &months[1].accounts;
    assert_eq!(
        (october.opening, october.churned, october.shrank),
        (375, 18, 5)
    );
    assert_eq!((october.reactivated, october.came_and_went), (1, 1));
    // Reporting is the dearest theme, and dearer than the month before.
    let (before, after) = (
        theme(&mut store, "2026-09", "reporting"),
        theme(&mut store, "2026-10", "reporting"),
    );
    assert_eq!((before.0, after.0), (0, 0));
    assert!(after.1.lost_mrr.0 > 2 * before.1.lost_mrr.0);
    // The calls to new accounts worked.
    let before = theme(&mut store, "2026-09", "onboarding").1;
    let after = theme(&mut store, "2026-10", "onboarding").1;
    assert_eq!((before.accounts, after.accounts), (4, 1));
    assert!(3 * after.lost_mrr.0 < before.lost_mrr.0);
    // There is something to tag, and somebody nobody heard of.
    let themes: Box<Themes> = ask(&mut store, Query::Themes("2026-10".parse().unwrap()));
    assert!(
        themes.outside.not_tagged.accounts >= 3,
        "{:?}",
        themes.outside
    );
    assert!(
        themes.outside.nobody_said_why.accounts >= 1,
        "{:?}",
        themes.outside
    );
}

/// The demo's figures against their past, its marks, and what the review before had kept.
#[test]
fn two_years_show_what_is_usual_and_what_is_not() {
    let mut store = demo_room();
    let word = |store: &mut Store, period: &str, figure: Figure| {
        let period = period.parse().unwrap();
        let review: Box<Review> = ask(
            store,
            Query::Review {
                period,
                profile: None,
            },
        );
        review.metrics.judged.unwrap()[&figure].word
    };
    let churn = Figure::GrossMrrChurn;
    assert_eq!(word(&mut store, "2026-03", churn), JudgedAs::Shift);
    assert_eq!(word(&mut store, "2026-09", churn), JudgedAs::Routine);
    assert_eq!(word(&mut store, "2026-10", churn), JudgedAs::Signal);
    assert_eq!(
        word(&mut store, "2026-10", Figure::LogoChurn),
        JudgedAs::Routine
    );
    let marks: Vec<DayMark> = ask(&mut store, Query::Marks);
    assert_eq!(marks.len(), 3);
    let _: Box<RoomFacts> = ask(&mut store, Query::Room { today: DEMO_TODAY });
    let warned: Box<Warned> = ask(&mut store, Query::Warned);
    let since = warned.since.unwrap();
    assert_eq!((since.listed.accounts, since.new, since.off), (28, 6, 7));
    let outcome = &warned.record[0];
    assert_eq!(
        (outcome.flagged.accounts, outcome.left().accounts),
        (29, 18)
    );
    let ahead: Box<Ahead> = ask(&mut store, Query::Ahead("2026-10".parse().unwrap()));
    assert_eq!(ahead.leaves.accounts, 3);
}

#[test]
fn the_past_review_left_five_actions_and_its_numbers() {
    let mut store = demo_room();
    let meetings: Vec<MeetingView> = ask(&mut store, Query::Meetings);
    let [held] = meetings.as_slice() else {
        panic!("{} meetings", meetings.len())
    };
    assert_eq!(held.meeting.period.to_string(), "2026-09");
    assert_eq!(held.meeting.status, MeetingStatus::Ended);
    assert!(held.meeting.frozen_start.is_some() && held.meeting.frozen_end.is_some());
    assert_eq!(
        (held.present.len(), held.discussed.len(), held.actions),
        (7, 4, 5)
    );
    assert_eq!(held.meeting.clock.total_used(held.meeting.started) / 60, 46);
    let actions: Vec<ActionView> = ask(&mut store, Query::Actions(ActionFilter::default()));
    let done = |a: &&ActionView| a.action.status == ActionStatus::Done;
    assert_eq!(actions.iter().filter(done).count(), 5);
    assert_eq!(
        actions
            .iter()
            .filter(|a| a.action.worked == Some(true))
            .count(),
        1
    );
    let overdue = |a: &&ActionView| {
        a.action.status == ActionStatus::Open && a.action.due.is_some_and(|due| due < DEMO_TODAY)
    };
    assert_eq!(actions.iter().filter(overdue).count(), 1);
}

#[test]
fn the_command_makes_a_room_to_keep_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let room = folder.path().join("kept.room");
    let demo = |more: &[&str]| demo(folder.path()).args(more).assert();
    let keep = ["--keep", room.to_str().unwrap()];
    demo(&["--accounts", "30", "--feedback", "100", keep[0], keep[1]]).success();
    let before = std::fs::read(&room).unwrap();
    demo(&keep).code(1);
    assert_eq!(std::fs::read(&room).unwrap(), before);
    // A test has no terminal to open a room on.
    demo(&[]).code(2);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
