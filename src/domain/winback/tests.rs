//! Departures and voices of a small company, and what is said of each. Must not touch a room.

use super::*;
use crate::domain::evidence::{Evidence, Piece};
use crate::domain::feedback::Mark;
use crate::domain::ids::RoadmapId;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::Windows;
use crate::domain::sample::{day, evidence, moved, piece, tag};

/// 1 left in July and is back since September; 2 joined and left in August; 3 left twice; 4 pays; 5 left, for another
/// theme; 6 only shrank.
fn company() -> (Ledger, Evidence) {
    let rows = [
        (1, "2026-01-01", 100),
        (1, "2026-07-10", -100),
        (1, "2026-09-05", 80),
        (2, "2026-08-03", 50),
        (2, "2026-08-20", -50),
        (3, "2026-01-01", 30),
        (3, "2026-07-20", -30),
        (3, "2026-08-01", 40),
        (3, "2026-09-30", -40),
        (4, "2026-01-01", 70),
        (5, "2026-01-01", 90),
        (5, "2026-08-15", -90),
        (6, "2026-01-01", 60),
        (6, "2026-08-15", -20),
    ];
    let survey = |account, on| Piece {
        exit_survey: true,
        words: true,
        ..piece(Some(account), on)
    };
    let praise = Piece {
        mark: Some(Mark::Praise),
        ..piece(Some(4), "2026-09-01")
    };
    let said: [(Piece, &[i64]); 8] = [
        (survey(0, "2026-07-09"), &[1]),
        (survey(1, "2026-08-19"), &[1]),
        (survey(2, "2026-07-19"), &[1, 2]),
        (survey(2, "2026-09-29"), &[2]),
        (piece(Some(3), "2026-06-01"), &[1]),
        (praise, &[2]),
        (survey(4, "2026-08-14"), &[3]),
        (survey(5, "2026-08-14"), &[1]),
    ];
    let tags = [(1, "a"), (2, "b"), (3, "c")].map(|(id, name)| tag(id, name, None));
    (moved(&rows), evidence(6, &said, &tags))
}

/// Account, day, what it paid, the day it was back, its themes.
type Gone = (usize, &'static str, i64, Option<&'static str>, Vec<usize>);

/// Themes, the first and the last day, and who is found.
type Asked = (&'static [usize], (&'static str, &'static str), Vec<Gone>);

#[test]
fn every_departure_of_some_days_is_found_with_its_day_and_its_return() {
    let (ledger, evidence) = company();
    let cases: [Asked; 6] = [
        (
            &[0],
            ("2026-01-01", "2026-09-30"),
            vec![
                (0, "2026-07-10", 100, Some("2026-09-05"), vec![0]),
                // It came back in August and left again in September, for the other theme.
                (2, "2026-07-20", 30, None, vec![0]),
                (1, "2026-08-20", 50, None, vec![0]),
            ],
        ),
        (
            &[0],
            ("2026-01-01", "2026-09-29"),
            vec![
                (0, "2026-07-10", 100, Some("2026-09-05"), vec![0]),
                (2, "2026-07-20", 30, Some("2026-08-01"), vec![0]),
                (1, "2026-08-20", 50, None, vec![0]),
            ],
        ),
        (
            &[1],
            ("2026-01-01", "2026-09-30"),
            // Of two departures for it the later is the one to contact.
            vec![
                (2, "2026-07-20", 30, Some("2026-08-01"), vec![1]),
                (2, "2026-09-30", 40, None, vec![1]),
            ],
        ),
        (
            &[0, 1],
            ("2026-07-15", "2026-07-31"),
            // What it did after the last day nobody knows.
            vec![(2, "2026-07-20", 30, None, vec![0, 1])],
        ),
        (
            &[2],
            ("2026-01-01", "2026-09-30"),
            vec![(4, "2026-08-15", 90, None, vec![2])],
        ),
        (&[], ("2026-01-01", "2026-09-30"), vec![]),
    ];
    for case in cases {
        assert_found((&ledger, &evidence), case);
    }
}

fn assert_found((ledger, evidence): (&Ledger, &Evidence), (themes, (first, last), wanted): Asked) {
    let days = Days {
        first: day(first),
        last: day(last),
    };
    let found = departures(ledger, evidence, &Windows::default(), themes, days);
    let found = found.into_iter().map(|gone| {
        let Departure { account, lost, .. } = gone;
        (account, gone.day, lost.0, gone.back, gone.voice.themes)
    });
    let wanted = wanted
        .into_iter()
        .map(|(account, on, lost, back, themes)| (account, day(on), lost, back.map(day), themes));
    assert_eq!(
        found.collect::<Vec<_>>(),
        wanted.collect::<Vec<_>>(),
        "{themes:?}"
    );
}

#[test]
fn whoever_pays_and_named_a_theme_is_to_be_told_and_praise_names_none() {
    let (ledger, evidence) = company();
    let cases: [(&[usize], &str, Vec<usize>); 4] = [
        (&[0], "2026-09-30", vec![0, 3, 5]),
        (&[0], "2026-06-30", vec![3]),
        (&[1], "2026-09-30", vec![]),
        (&[1], "2026-09-29", vec![2]),
    ];
    for (themes, on, wanted) in cases {
        let days = Days::until(day(on));
        let found = voices(&ledger, &evidence, themes, days, day(on)).into_iter();
        let found: Vec<usize> = found.map(|(account, _)| account).collect();
        assert_eq!(found, wanted, "{themes:?} {on}");
    }
}

fn said(status: OutreachStatus, on: &str) -> Outreach {
    Outreach {
        id: OutreachId(7),
        item: RoadmapId(1),
        account: AccountId(3),
        status,
        day: day("2026-07-20"),
        said_by: "Dana".to_owned(),
        said_on: day(on),
    }
}

fn row(account: i64, left: &str, back: Option<&str>, outreach: Option<Outreach>) -> WinBackRow {
    WinBackRow {
        account: AccountBrief::of(AccountId(account)),
        day: day(left),
        mrr: Cents(1000),
        back: back.map(day),
        outreach,
        ..WinBackRow::default()
    }
}

#[test]
fn what_was_said_holds_of_a_departure_until_the_next_and_a_return_is_known_by_payments() {
    use OutreachStatus::{Contacted, NotWanted, Returned, ToContact};
    let contacted = || Some(said(Contacted, "2026-08-01"));
    for (left, back, outreach, status, words) in [
        ("2026-07-20", None, None, ToContact, "to contact"),
        (
            "2026-07-20",
            None,
            contacted(),
            Contacted,
            "contacted, Dana, 1 Aug 2026",
        ),
        (
            "2026-08-01",
            None,
            contacted(),
            Contacted,
            "contacted, Dana, 1 Aug 2026",
        ),
        ("2026-09-30", None, contacted(), ToContact, "to contact"),
        (
            "2026-07-20",
            Some("2026-08-09"),
            contacted(),
            Returned,
            "returned 9 Aug 2026",
        ),
        (
            "2026-07-20",
            None,
            Some(said(NotWanted, "2026-06-01")),
            NotWanted,
            "not wanted, Dana, 1 Jun 2026",
        ),
    ] {
        let row = row(3, left, back, outreach);
        assert_eq!((row.status(), row.stands().as_str()), (status, words));
    }
}

#[test]
fn a_state_is_added_or_set_with_what_was_seen_of_it() {
    let today = day("2026-11-05");
    let says = |row: &WinBackRow, status| row.says(RoadmapId(1), status, "Omar", today);
    let fresh = row(3, "2026-07-20", None, None);
    let Some(Change::Add(record)) = says(&fresh, OutreachStatus::Contacted) else {
        panic!("nothing was said of it");
    };
    let Record::Outreach(added) = *record else {
        panic!("it is about the account");
    };
    assert_eq!(
        (added.account, added.day),
        (AccountId(3), day("2026-07-20"))
    );
    let seen = row(
        3,
        "2026-07-20",
        None,
        Some(said(OutreachStatus::Contacted, "2026-08-01")),
    );
    assert_eq!(says(&seen, OutreachStatus::Contacted), None);
    let set = says(&seen, OutreachStatus::NotWanted).unwrap();
    let edits: Vec<(&str, String)> = set
        .edits()
        .into_iter()
        .map(|edit| (edit.subject == Subject::Outreach(OutreachId(7)), edit))
        .map(|(own, edit)| {
            (
                if own { "own" } else { "other" },
                format!("{:?} {:?}", edit.field, edit.was),
            )
        })
        .collect();
    let wanted = [
        "Status Text(\"contacted\")",
        "SaidBy Text(\"Dana\")",
        "SaidOn Int(20666)",
    ];
    assert_eq!(edits, wanted.map(|edit| ("own", edit.to_owned())));
    // Of its next departure nothing was said yet.
    let again = row(
        3,
        "2026-09-30",
        None,
        Some(said(OutreachStatus::Contacted, "2026-08-01")),
    );
    assert!(says(&again, OutreachStatus::Contacted).is_some());
    let back = row(3, "2026-07-20", Some("2026-08-09"), None);
    assert_eq!(says(&back, OutreachStatus::Returned), None);
}

#[test]
fn a_list_is_said_with_its_counts_and_an_empty_one_with_its_days() {
    let money = Money::of(None);
    let since = LossesSince {
        day: day("2026-07-01"),
        guessed: true,
    };
    let theme = |name: &str| AnsweredTheme {
        theme: name.to_owned(),
        ..AnsweredTheme::default()
    };
    let mut list = WinBack {
        key: "RPT-12".to_owned(),
        since: Some(since),
        ..WinBack::default()
    };
    let aligns = "no theme aligns with RPT-12: link one that it answers, and those who left over it stand here";
    assert_eq!(list.sentence(false, money), aligns);
    list.themes = vec![theme("price"), theme("reporting")];
    assert_eq!(
        list.sentence(false, money),
        "nobody left over price and reporting since 1 Jul 2026 (a guess)"
    );
    assert_eq!(
        list.sentence(true, money),
        "nobody who still pays named price and reporting"
    );
    list.left = vec![
        row(3, "2026-07-20", Some("2026-08-01"), None),
        row(3, "2026-09-30", None, None),
        row(
            4,
            "2026-09-30",
            None,
            Some(said(OutreachStatus::Contacted, "2026-10-01")),
        ),
    ];
    assert_eq!(
        list.sentence(false, money),
        "2 accounts, 3 times, 30.00 left over price and reporting since 1 Jul 2026 (a guess): \
         to contact 1, 10.00; contacted 1, 10.00; returned 1, 10.00"
    );
}
