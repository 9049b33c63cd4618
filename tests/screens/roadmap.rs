//! The Roadmap screen: what it looks like, and what its keys write.
//! Must not look into the screen's own state.

use churnroom::domain::change::{Change, Field, Record, Subject, Value};
use churnroom::domain::day::Day;
use churnroom::domain::ids::{AccountId, LinkId, RoadmapId, TagId};
use churnroom::domain::outreach::{Outreach, OutreachStatus};
use churnroom::domain::roadmap::{Link, Stance};
use rstest::rstest;

use super::sections::stage;
use super::{Stage, draw, says, snapshot, text};

fn roadmap() -> Stage {
    let mut stage = stage();
    stage.press("3");
    stage
}

#[test]
fn the_screen() {
    snapshot(&mut roadmap().model, (80, 24), "roadmap");
}

#[test]
fn the_list_to_win_back() {
    let mut stage = roadmap();
    stage.press("tab enter");
    snapshot(&mut stage.model, (80, 24), "winback");
    says(
        &mut stage.model,
        (80, 24),
        &["returned 1, ", "Northwind GmbH"],
    );
    let shown = |stage: &mut Stage| text(&draw(&mut stage.model, 80, 24));
    assert!(!shown(&mut stage).contains("Acme SA"), "it pays again");
    stage.press("]");
    says(&mut stage.model, (80, 24), &["Acme SA", "returned"]);
    stage.press("tab");
    says(
        &mut stage.model,
        (80, 24),
        &["Tell them", "still pay and named reporting", "Berg & Co"],
    );
    stage.press("M");
    assert!(!shown(&mut stage).contains("Northwind"));
}

#[test]
fn one_key_says_how_far_it_is_with_an_account() {
    let mut stage = roadmap();
    stage.press("tab enter x");
    let said = |change: &Change| -> Outreach {
        let Change::Add(record) = change else {
            panic!("{change:?}");
        };
        let Record::Outreach(outreach) = &**record else {
            panic!("{record:?}");
        };
        outreach.clone()
    };
    let contacted = Outreach {
        item: RoadmapId(1),
        account: AccountId(1),
        status: OutreachStatus::Contacted,
        day: Day::ymd(2026, 10, 12).unwrap(),
        said_by: "Priya".to_owned(),
        said_on: Day::ymd(2026, 11, 5).unwrap(),
        ..Outreach::default()
    };
    assert_eq!(said(&stage.changes[0]), contacted);
    stage.changes.clear();
    stage.press("S").write("n");
    let not_wanted = Outreach {
        status: OutreachStatus::NotWanted,
        ..contacted
    };
    assert_eq!(said(&stage.changes[0]), not_wanted);
    stage.changes.clear();
    // Of one that pays again there is nothing to say.
    stage.press("] down x");
    assert_eq!(stage.changes, []);
    says(
        &mut stage.model,
        (80, 24),
        &["returned 30 Oct 2026: it pays again"],
    );
}

fn link(theme: i64, item: Option<i64>, stance: Stance, note: &str) -> Link {
    Link {
        id: LinkId(0),
        theme: TagId(theme),
        item: item.map(RoadmapId),
        stance,
        note: note.to_owned(),
        meeting: None,
    }
}

/// Price, the second theme, is not linked yet.
#[rstest]
#[case::aligns("bil enter a", link(2, Some(2), Stance::Aligns, "soon"))]
#[case::challenges("bil enter c", link(2, Some(2), Stance::Challenges, "soon"))]
#[case::missing("missing enter", link(2, None, Stance::Challenges, "soon"))]
#[case::nothing("nothing enter", link(2, None, Stance::Nothing, "soon"))]
fn a_theme_is_linked(#[case] keys: &str, #[case] wanted: Link) {
    let mut stage = roadmap();
    stage.press("down L");
    for key in keys.split(' ') {
        match key {
            "enter" => stage.press("enter"),
            word => stage.write(word),
        };
    }
    stage.write("soon").press("enter");
    assert_eq!(
        stage.changes,
        [Change::All(vec![Change::add(Record::Link(wanted))])]
    );
}

#[test]
fn a_link_is_changed_where_it_is_and_esc_changes_nothing() {
    let mut stage = roadmap();
    stage
        .press("L")
        .write("rpt")
        .press("enter")
        .write("c")
        .press("esc");
    assert_eq!(stage.changes, []);
    stage
        .press("L")
        .write("rpt")
        .press("enter")
        .write("c")
        .press("enter");
    let subject = Subject::Link(LinkId(1));
    let note = "the half of them asked for it";
    let wanted = vec![
        Change::set(subject, Field::Stance, "aligns", "challenges"),
        Change::set(subject, Field::Note, note, note),
    ];
    assert_eq!(stage.changes, [Change::All(wanted)]);
}

#[test]
fn a_link_is_taken_off() {
    let mut stage = roadmap();
    stage.press("delete").write("y");
    let [Change::Remove(record)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    assert_eq!(record.subject(), Subject::Link(LinkId(1)));
}

#[test]
fn an_item_that_ships_offers_whom_it_could_win_back() {
    let mut stage = roadmap();
    stage.press("S").write("shipped").press("enter");
    let item = Subject::Item(RoadmapId(1));
    let status = Change::set(item, Field::Status, "in progress", "shipped");
    let today = Value::Int(Day::ymd(2026, 11, 5).unwrap().0.into());
    let shipped = Change::set(item, Field::Shipped, Value::None, today);
    let wanted = Change::All(vec![status, shipped]);
    assert_eq!(stage.changes, [wanted]);
    stage.write("w");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("Win back · RPT-12"), "{shown}");
    assert!(shown.contains("Northwind GmbH"), "{shown}");
}

#[test]
fn items_are_added_and_changed() {
    let mut stage = roadmap();
    stage
        .press("tab G enter")
        .write("API-1 Public API")
        .press("enter");
    let [Change::Add(record)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let Record::Item(item) = record.as_ref() else {
        panic!("{record:?}");
    };
    assert_eq!(
        (item.external.as_str(), item.title.as_str()),
        ("API-1", "Public API")
    );
    stage.changes.clear();
    stage
        .press("g e")
        .write("target")
        .press("enter end ctrl-u")
        .write("2027-Q2")
        .press("enter");
    let item = Subject::Item(RoadmapId(1));
    let was = Value::from("2026-Q4");
    assert_eq!(
        stage.changes,
        [Change::set(item, Field::Target, was, "2027-Q2")]
    );
}

#[test]
fn the_day_an_item_shipped_is_changed_and_never_still_to_come() {
    let mut stage = roadmap();
    let ship = |stage: &mut Stage, day: &str| {
        stage
            .press("g e")
            .write("shipped")
            .press("enter")
            .write(day);
        stage.press("enter");
    };
    stage.press("tab");
    ship(&mut stage, "2026-12-24");
    assert_eq!(stage.changes, []);
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("2026-12-24 is still to come"), "{shown}");
    // The line stays, with what was typed.
    assert!(shown.contains("2026-12-24"), "{shown}");
    stage.press("esc esc");
    // Without its year it is the last such day.
    ship(&mut stage, "24 dec");
    let item = Subject::Item(RoadmapId(1));
    let day = Value::Int(Day::ymd(2025, 12, 24).unwrap().0.into());
    // What has shipped on a day is in progress no more.
    let wanted = Change::All(vec![
        Change::set(item, Field::Shipped, Value::None, day),
        Change::set(item, Field::Status, "in progress", "shipped"),
    ]);
    assert_eq!(stage.changes, [wanted]);
}
