//! Since when losses are known: guessed, said, taken back, and what then is told of.
//! Must not know how it is guessed.

use super::*;
use crate::domain::known::LossesSince;

fn since(store: &mut Store) -> (String, bool) {
    let known = facts(store, "2026-11-02").known.unwrap();
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
