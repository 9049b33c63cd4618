//! Since when losses are known: guessed, said, taken back, and what then is told of.
//! Must not know how it is guessed.

use super::*;
use crate::domain::account::AccountView;
use crate::domain::known::LossesSince;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::page::Page;
use crate::domain::period::Period;
use crate::domain::query::AccountFilter;
use crate::domain::warned::{Warned, Warnings};

fn since(store: &mut Store) -> (String, bool) {
    let known = facts(store, "2026-11-02").extent.known.unwrap();
    let LossesSince { day, guessed } = known.since;
    (day.to_string(), guessed)
}

fn say(was: Option<&str>, now: Option<&str>) -> Change {
    let value = |text: Option<&str>| text.map(|text| i64::from(day(text).0));
    Change::set(Subject::Room, Field::LossesSince, value(was), value(now))
}

#[test]
fn what_is_said_takes_the_place_of_the_guess_and_goes_again() {
    let mut store = room();
    assert_eq!(since(&mut store), ("2026-01-01".to_owned(), true));
    let done = store
        .apply(&dana(), &say(None, Some("2026-09-01")))
        .unwrap();
    assert_eq!(
        done.words,
        "set the day losses are known since of the room to 2026-09-01"
    );
    assert_eq!(since(&mut store), ("2026-09-01".to_owned(), false));
    let (period, profile) = (october(), None);
    let review: Box<Review> = ask(&mut store, &Query::Review { period, profile });
    assert_eq!(review.trend.len(), 2);
    assert!(
        review.not_yet()[0].contains("1 Sep 2026"),
        "{:?}",
        review.not_yet()
    );
    store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(since(&mut store), ("2026-01-01".to_owned(), true));
    let conflict = store
        .apply(&dana(), &say(Some("2026-05-05"), None))
        .unwrap_err();
    assert_eq!(conflict.code, crate::domain::failure::Code::Conflict);
}

/// A hundred and sixty accounts since 2025, of which seventy small ones leave in late 2026.
fn leaving() -> Store {
    let mut store = Store::in_memory().unwrap();
    store.set_today(day("2026-11-02"));
    let rows = (0..160).map(|n| {
        let small = n % 2 == 0;
        let end = (small && n < 140).then(|| format!("2026-{}-{:02}", 9 + n % 3 / 2, 1 + n % 27));
        let amount = if small { 1_000 } else { 90_000 };
        paid(
            &format!("A{n:03}"),
            "2025-01-01",
            end.as_deref(),
            amount,
            "",
        )
    });
    import(&mut store, ImportKind::Subscriptions, rows.collect());
    store
}

#[test]
fn who_the_score_names_is_asked_again_when_losses_are_known_since_another_day() {
    let mut store = leaving();
    let meeting = Meeting {
        period: "2026-09".parse::<Period>().unwrap(),
        status: MeetingStatus::Ended,
        ..Meeting::default()
    };
    let added = Change::add(Record::Meeting(meeting));
    let Subject::Meeting(meeting) = store.apply(&dana(), &added).unwrap().subject else {
        panic!("no meeting")
    };
    let list = Warnings {
        meeting,
        as_of: day("2026-09-30"),
        ..Warnings::default()
    };
    store.apply(&dana(), &Change::Warn(Box::new(list))).unwrap();
    let listed = |store: &mut Store| {
        let warned: Box<Warned> = ask(store, &Query::Warned);
        warned.since.unwrap().listed.accounts
    };
    let (all, two_days) = (Some("2025-01-01"), Some("2026-10-30"));
    store.apply(&dana(), &say(None, all)).unwrap();
    assert!(listed(&mut store) > 0);
    store.apply(&dana(), &say(all, two_days)).unwrap();
    assert_eq!(listed(&mut store), 0, "two days teach nothing");
}

/// What ends, starts or moves after the day a file was taken in is known ahead: it says nothing of the months until
/// then, also once it has passed.
#[test]
fn what_is_known_ahead_stretches_no_reach() {
    let ended = |end: &str| {
        let mut store = Store::in_memory().unwrap();
        let rows = vec![
            paid("acme", "2026-01-01", Some("2026-08-20"), 10_000, "Team"),
            paid("bolt", "2026-02-01", Some(end), 30_000, "Pro"),
            paid("cora", "2026-09-15", None, 700, "Team"),
        ];
        import(&mut store, ImportKind::Subscriptions, rows);
        store
    };
    let reach =
        |store: &mut Store, today: &str| facts(store, today).extent.reach.unwrap().to_string();
    for (end, today, expected) in [
        ("2027-12-31", "2026-11-02", "2026-09-15"),
        ("2026-11-20", "2026-11-02", "2026-09-15"),
        ("2026-11-20", "2027-01-10", "2026-09-15"),
        ("2026-11-02", "2026-11-02", "2026-11-02"),
        ("2026-10-31", "2026-11-02", "2026-10-31"),
        ("2026-10-31", "2026-10-03", "2026-10-03"),
        ("2026-11-20", "2026-08-03", "2026-08-03"),
    ] {
        let mut store = ended(end);
        assert_eq!(reach(&mut store, today), expected, "{end} {today}");
    }
    // Nor does an order to come; a survey does, but not one with a wrong year.
    let mut store = ended("2026-11-20");
    let later = vec![paid("dino", "2026-12-24", None, 900, "Team")];
    import(&mut store, ImportKind::Subscriptions, later);
    assert_eq!(reach(&mut store, "2027-01-10"), "2026-09-15");
    let later = vec![said("s1", "acme", "2026-10-11", true, &[])];
    import(&mut store, ImportKind::Surveys, later);
    assert_eq!(reach(&mut store, "2027-01-10"), "2026-10-11");
    let wrong = vec![said("s2", "acme", "2062-10-11", true, &[])];
    import(&mut store, ImportKind::Surveys, wrong);
    assert_eq!(reach(&mut store, "2027-01-10"), "2026-10-11");
}

/// What an account pays is the same whether the whole ledger is in memory or only its own rows are read.
#[test]
fn who_has_not_left_as_far_as_is_known_still_pays() {
    let mut store = Store::in_memory().unwrap();
    let rows = vec![
        paid("acme", "2026-01-01", Some("2026-12-20"), 10_000, "Team"),
        paid("bolt", "2026-10-01", None, 30_000, "Pro"),
    ];
    import(&mut store, ImportKind::Subscriptions, rows);
    let today = day("2027-01-10");
    store.set_today(today);
    let mrr = |store: &mut Store| {
        let (filter, after, limit) = (AccountFilter::default(), None, 1);
        let query = Query::Accounts {
            filter,
            after,
            limit,
        };
        let page: Page<AccountView> = ask(store, &query);
        page.items[0].mrr
    };
    let alone = mrr(&mut store);
    facts(&mut store, "2027-01-10");
    assert_eq!((alone, mrr(&mut store)), (Cents(10_000), Cents(10_000)));
}

/// Of months before losses, or words, are known no theme is told of, nor held against them.
#[test]
fn themes_are_told_of_known_months_alone() {
    let mut store = room();
    let first = said("s0", "dino", "2026-08-01", true, &[]);
    import(&mut store, ImportKind::Surveys, vec![first]);
    let months = |store: &mut Store| {
        let (period, periods) = (october(), 4);
        let trend: Vec<ThemeTrend> = ask(store, &Query::ThemeTrend { period, periods });
        let told = trend.iter().map(|theme| {
            let known = theme.lost.iter().map(Option::is_some);
            (known.collect::<Vec<bool>>(), theme.silent)
        });
        told.collect::<Vec<_>>()
    };
    let whole = months(&mut store);
    assert_eq!(
        whole,
        [(vec![true; 4], 1)],
        "before August nobody was asked"
    );
    store
        .apply(&dana(), &say(None, Some("2026-09-15")))
        .unwrap();
    assert_eq!(months(&mut store), [(vec![false, false, false, true], 1)]);
    for (of, unknown) in [("2026-09", true), ("2026-10", false)] {
        let themes: Box<Themes> = ask(&mut store, &Query::Themes(of.parse().unwrap()));
        assert_eq!(themes.unknown.losses, unknown, "{of}");
    }
}
