//! Searches that are kept: added, changed, dropped and taken back, each by its name; none that looks for itself.

use churnroom::domain::change::Change;
use churnroom::domain::failure::Code;
use churnroom::domain::query::Query;
use churnroom::domain::sought::kept::{Keeping, Search};

use super::room::{Room, both};

fn kept(room: &mut Room) -> Vec<(String, String)> {
    let all: Vec<Search> = room
        .store
        .answer(&Query::Searches)
        .unwrap()
        .try_into()
        .unwrap();
    all.into_iter().map(|one| (one.name, one.words)).collect()
}

fn keep(name: &str, was: &str, now: &str) -> Change {
    let [name, was, now] = [name, was, now].map(str::to_owned);
    Change::Keep(Box::new(Keeping { name, was, now }))
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = all.iter().map(|(name, words)| (*name, *words));
    owned
        .map(|(name, words)| (name.to_owned(), words.to_owned()))
        .collect()
}

#[test]
fn a_search_is_kept_changed_dropped_and_each_is_taken_back() {
    both(|room| {
        let (first, then) = (
            pairs(&[("price", "too dear")]),
            pairs(&[("price", "tag:price")]),
        );
        let applied = room.apply(keep("price", "", " too dear "));
        assert_eq!(applied.words, "kept the search @price: too dear");
        assert_eq!(kept(room), first);
        let applied = room.apply(keep("Price", "too dear", "tag:price"));
        assert_eq!(applied.words, "changed the search @price: tag:price");
        assert_eq!(kept(room), then);
        room.apply(keep("price", "tag:price", ""));
        assert_eq!(kept(room), []);
        for after in [&then, &first] {
            room.apply(Change::Undo);
            assert_eq!(kept(room), *after);
        }
        room.apply(Change::Undo);
        assert_eq!(kept(room), []);
        for after in [&first, &then] {
            room.apply(Change::Redo);
            assert_eq!(kept(room), *after);
        }
        let same = room.apply(keep("price", "tag:price", "tag:price"));
        assert_eq!(same.change.0, 0);
    });
}

#[test]
fn what_makes_no_search_is_refused() {
    both(|room| {
        room.apply(keep("a", "", "slow"));
        room.apply(keep("b", "", "@a -refund"));
        for (change, said) in [
            (keep("a", "slow", "x @b"), "the search @a looks for itself"),
            (keep("c", "", "@C"), "the search @c looks for itself"),
            (keep("c", "", "@gone"), "no search is kept as @gone"),
            (keep("a", "slow", ""), "@b looks for @a too"),
            (keep("c d", "", "x"), "`c d` cannot be the name of a search"),
        ] {
            let failure = room.try_as("Priya", &change).unwrap_err();
            assert_eq!(
                (failure.code, failure.message.as_str()),
                (Code::Usage, said)
            );
        }
        assert_eq!(kept(room), pairs(&[("a", "slow"), ("b", "@a -refund")]));
    });
}

#[test]
fn who_changed_a_search_meanwhile_is_named() {
    both(|room| {
        room.by("Dana", keep("price", "", "dear"));
        room.by("Erin", keep("speed", "", "slow"));
        let failure = room
            .try_as("Priya", &keep("price", "", "cost"))
            .unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        let said = "Dana has changed the search @price just now (kept the search @price: dear)";
        assert_eq!(failure.message, said);
        // What stands on it by now keeps it from being taken back.
        room.by("Erin", keep("both", "", "@price OR @speed"));
        let failure = room.try_as("Dana", &Change::Undo).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert!(
            failure.message.contains("@both looks for @price too"),
            "{failure}"
        );
    });
}
