//! Since when losses are known: guessed, said, taken back, and what then is told of.
//! Must not know how it is guessed.

use super::*;
use crate::domain::known::LossesSince;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::period::Period;
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
