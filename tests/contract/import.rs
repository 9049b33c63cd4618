//! Imports through the doors: in, in again, changed, taken back, and what is refused.

use std::cell::Cell;

use churnroom::domain::change::{Change, Field, Member, Subject};
use churnroom::domain::failure::Code;
use churnroom::domain::feedback::FeedbackView;
use churnroom::domain::found::Found;
use churnroom::domain::ids::FeedbackId;
use churnroom::domain::import::{FeedbackRow, ImportHead, ImportKind, ImportRow, Rejected};
use churnroom::domain::page::Page;
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::store::ImportOptions;

use super::room::{Room, both};
use super::rows::*;

#[test]
fn a_company_comes_in_once_and_goes_out_again() {
    both(|room| {
        let mut before = vec![all(room)];
        for (kind, given) in company("Pro") {
            let lines = given.len() as u64;
            assert_eq!(
                counts(&import(room, kind, given)),
                [lines, 0, 0, 0],
                "{kind:?}"
            );
            before.push(all(room));
        }
        for (kind, given) in company("Pro") {
            let lines = given.len() as u64;
            assert_eq!(
                counts(&import(room, kind, given)),
                [0, 0, lines, 0],
                "{kind:?}"
            );
        }
        assert_eq!(
            &all(room),
            before.last().unwrap(),
            "the same files change nothing"
        );
        for _ in company("Pro") {
            room.undo();
        }
        while let Some(answers) = before.pop() {
            assert_eq!(all(room), answers, "with {} files", before.len());
            room.reopen();
            if !before.is_empty() {
                room.undo();
            }
        }
    });
}

#[test]
fn changed_files_update_and_undo_brings_the_former_values_back() {
    both(|room| {
        for (kind, given) in company("Pro") {
            import(room, kind, given);
        }
        let mut before = vec![all(room)];
        for (kind, given) in company("Team") {
            let same = u64::from(kind == ImportKind::Surveys);
            let updated = given.len() as u64 - same;
            assert_eq!(
                counts(&import(room, kind, given)),
                [0, updated, same, 0],
                "{kind:?}"
            );
            before.push(all(room));
        }
        while let Some(answers) = before.pop() {
            assert_eq!(all(room), answers, "with {} changed files", before.len());
            if !before.is_empty() {
                room.undo();
            }
        }
    });
}

#[test]
fn a_tag_that_a_person_took_off_does_not_come_back() {
    both(|room| {
        import(
            room,
            ImportKind::Feedback,
            vec![feedback("f1", "slow", &["speed", "price"])],
        );
        let tag = tag_named(room, "speed");
        let feedback_id = page(room, FeedbackFilter::default()).items[0].feedback.id;
        room.by(
            "Sam",
            Change::Leave(Member::Tagged {
                feedback: feedback_id,
                tag,
            }),
        );
        let again = import(
            room,
            ImportKind::Feedback,
            vec![feedback("f1", "slow", &["speed", "price"])],
        );
        assert_eq!(
            (counts(&again), tags(room)),
            ([0, 0, 1, 0], vec!["price".to_owned()])
        );
        let other = vec![feedback("f1", "slower", &["speed", "load"])];
        assert_eq!(
            counts(&import(room, ImportKind::Feedback, other)),
            [0, 1, 0, 0]
        );
        assert_eq!(tags(room), ["load", "price"], "a file takes nothing away");
        room.undo();
        assert_eq!(tags(room), ["price"]);
    });
}

#[test]
fn undo_lists_the_work_that_stands_on_an_import() {
    both(|room| {
        let mine = room.tag("mine", None);
        import(
            room,
            ImportKind::Feedback,
            vec![feedback("f1", "slow", &["speed"])],
        );
        let feedback = page(room, FeedbackFilter::default()).items[0].feedback.id;
        room.by(
            "Sam",
            Change::Join(Member::Tagged {
                feedback,
                tag: mine,
            }),
        );
        let before = all(room);
        let refused = room.try_as("Priya", &Change::Undo).unwrap_err();
        assert_eq!(refused.code, Code::Conflict);
        assert!(refused.message.contains("1 tag set by hand"), "{refused}");
        assert_eq!(all(room), before);
        room.by("Sam", Change::Undo);
        room.undo();
        assert!(page(room, FeedbackFilter::default()).items.is_empty());
    });
}

#[test]
fn redo_of_an_import_asks_for_the_file() {
    both(|room| {
        import(
            room,
            ImportKind::Feedback,
            vec![feedback("f1", "slow", &["speed"])],
        );
        room.undo();
        let refused = room.try_as("Priya", &Change::Redo).unwrap_err();
        assert!(
            refused.hint.contains("import feedback.csv again"),
            "{refused}"
        );
        import(
            room,
            ImportKind::Feedback,
            vec![feedback("f1", "slow", &["speed"])],
        );
        assert_eq!(tags(room), ["speed"]);
    });
}

#[test]
fn refusals_are_sentences_and_write_nothing() {
    both(|room| {
        for (kind, given) in company("Pro") {
            import(room, kind, given);
        }
        let before = all(room);
        let none = ImportOptions::default();
        let second = taken(room, head(ImportKind::Movements), &none, Vec::new()).unwrap_err();
        assert!(
            second.message.contains("ledger comes from subscriptions"),
            "{second}"
        );
        let currency = Some("USD".parse().unwrap());
        let dollars = ImportHead {
            currency,
            ..head(ImportKind::Subscriptions)
        };
        let other = taken(room, dollars, &none, Vec::new()).unwrap_err();
        assert!(other.message.contains("this room's are in EUR"), "{other}");
        assert!(!second.hint.is_empty() && !other.hint.is_empty());
        assert_eq!(all(room), before);
    });
}

#[test]
fn a_dry_run_and_a_stopped_import_write_nothing() {
    both(|room| {
        let before = all(room);
        let one = |i| feedback(&format!("f{i}"), "slow exports", &["speed"]);
        let many = || (0..3_000).map(one).collect();
        let dry = ImportOptions {
            dry_run: true,
            ..ImportOptions::default()
        };
        let outcome = taken(room, head(ImportKind::Feedback), &dry, many()).unwrap();
        assert_eq!(
            (counts(&outcome), outcome.applied),
            ([3_000, 0, 0, 0], None)
        );
        assert_eq!(outcome.head.counts.bare_accounts, 1);
        assert_eq!(all(room), before);
        let asked = Cell::new(0);
        let stop = |read| {
            asked.set(read);
            read < 2_000
        };
        let options = ImportOptions {
            progress: Some(&stop),
            ..ImportOptions::default()
        };
        let stopped = taken(room, head(ImportKind::Feedback), &options, many()).unwrap_err();
        assert!(
            stopped.message.contains("stopped") && asked.get() == 2_000,
            "{stopped}"
        );
        assert_eq!(all(room), before);
    });
}

#[test]
fn rejected_rows_are_counted_refused_ones_listed_and_the_rest_loads() {
    both(|room| {
        let mut given = rows(vec![
            feedback("f1", "a", &[]),
            feedback("f1", "b", &[]),
            ImportRow::LeftOut,
            feedback("f2", "c", &[]),
        ]);
        given.insert(
            0,
            Err(Rejected {
                line: 9,
                reason: "no such day".to_owned(),
                accounts: Vec::new(),
            }),
        );
        let (author, options) = (room.author("Priya"), ImportOptions::default());
        let given = &mut given.into_iter();
        let outcome = room
            .store
            .import(&author, head(ImportKind::Feedback), &options, given)
            .unwrap();
        assert_eq!(
            (counts(&outcome), outcome.head.counts.left_out),
            ([2, 0, 0, 2], 1)
        );
        assert_eq!(outcome.head.counts.read, 5);
        let lines: Vec<u64> = outcome.refused.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3]);
        assert!(outcome.refused[0].reason.contains("earlier line"));
    });
}

#[test]
fn hostile_words_are_stored_as_given_and_found_or_not_but_never_fail() {
    let hostile = [
        "'; DROP TABLE feedback; --",
        "\" OR 1=1",
        "NEAR(a b, 3) AND NOT c*",
        "=cmd|'/c calc'!A1",
        "col:x ^y z- +w {q}",
        "\u{202e}gnp.exe \u{200d} \u{1b}[31m",
        "Ａ１ ﬁ Größe 解約 ไทย",
        "(((((((((((((((((((((",
    ];
    both(|room| {
        let numbered = hostile.iter().enumerate();
        let given = numbered.map(|(i, text)| feedback(&format!("f{i}"), text, &[text]));
        import(room, ImportKind::Feedback, given.collect());
        for words in hostile {
            let query = Query::Find {
                words: words.to_owned(),
                limit: 20,
            };
            let found: Box<Found> = room.store.answer(&query).unwrap().try_into().unwrap();
            let has = found
                .feedback
                .iter()
                .any(|view| view.feedback.text == words);
            assert_eq!(has, words.chars().any(char::is_alphanumeric), "{words:?}");
            page(
                room,
                FeedbackFilter {
                    words: words.to_owned(),
                    ..FeedbackFilter::default()
                },
            );
        }
        assert_eq!(
            page(room, FeedbackFilter::default()).items.len(),
            hostile.len()
        );
    });
}

#[test]
fn pages_go_on_by_key_while_others_add() {
    both(|room| {
        let many = (0..120).map(|i| feedback(&format!("f{i}"), "slow", &["speed"]));
        import(room, ImportKind::Feedback, many.collect());
        let mut seen: Vec<FeedbackId> = Vec::new();
        let mut after = None;
        loop {
            let filter = FeedbackFilter::default();
            let query = Query::Feedback {
                filter,
                after,
                limit: 50,
            };
            let page: Page<FeedbackView> = room.store.answer(&query).unwrap().try_into().unwrap();
            seen.extend(page.items.iter().map(|view| view.feedback.id));
            room.feedback("meanwhile", None);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 120);
        assert!(seen.is_sorted_by(|a, b| a > b), "newest first, each once");
    });
}

#[test]
fn what_people_wrote_over_the_words_of_a_file_stays_where_the_file_says_nothing_new() {
    let piece = |text: &str, score: f64| {
        ImportRow::Feedback(FeedbackRow {
            external: "f1".to_owned(),
            text: text.to_owned(),
            reason: "Price".to_owned(),
            score: Some(score),
            ..FeedbackRow::default()
        })
    };
    let said = |room: &mut Room| {
        let first = page(room, FeedbackFilter::default()).items.remove(0);
        (first.feedback.text, first.feedback.reason)
    };
    let both_of = |text: &str, reason: &str| (text.to_owned(), reason.to_owned());
    both(|room| {
        let once = |room: &mut Room, row: ImportRow| {
            counts(&import(room, ImportKind::Feedback, vec![row]))
        };
        once(room, piece("call me at 0123", 3.0));
        let id = page(room, FeedbackFilter::default()).items[0].feedback.id;
        let set = |field, was: &str, now: &str| {
            let subject = Subject::Feedback(id);
            Change::set(subject, field, was.to_owned(), now.to_owned())
        };
        room.apply(set(Field::Text, "call me at 0123", "call me"));
        room.apply(Change::All(vec![set(Field::Reason, "Price", "Too dear")]));
        assert_eq!(once(room, piece("call me at 0123", 4.0)), [0, 1, 0, 0]);
        assert_eq!(said(room), both_of("call me", "Too dear"));
        assert_eq!(once(room, piece("never mind", 4.0)), [0, 1, 0, 0]);
        assert_eq!(said(room), both_of("never mind", "Too dear"));
        // The same values read in another way have no last word.
        room.apply(set(Field::Text, "never mind", "mind"));
        let mut again = rows(vec![piece("never mind!", 4.0)]);
        let hash = rows(vec![piece("never mind", 4.0)])[0]
            .as_ref()
            .unwrap()
            .hash;
        again[0].as_mut().unwrap().former.hashes.push(hash);
        let (author, head) = (room.author("Priya"), head(ImportKind::Feedback));
        let options = ImportOptions::default();
        let done = room
            .store
            .import(&author, head, &options, &mut again.into_iter());
        assert_eq!(counts(&done.unwrap()), [0, 1, 0, 0]);
        assert_eq!(said(room), both_of("mind", "Too dear"));
    });
}
