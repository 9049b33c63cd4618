//! What an import of a ledger comes to: what the room holds, the reviewed periods it moves, whom it leaves out, and
//! the sum that was given for it.

use churnroom::domain::change::{Change, Record};
use churnroom::domain::day::Day;
use churnroom::domain::failure::{Code, Failure};
use churnroom::domain::import::{
    Absent, BalanceRow, Expect, ImportHead, ImportKind, ImportRow, LargestAccount, Moved,
    MovementAmount, MovementRow, PeriodLoss, RoomHolds, SubscriptionRow, Tied,
};
use churnroom::domain::meeting::{Meeting, MeetingStatus};
use churnroom::domain::metrics::Metrics;
use churnroom::domain::money::{Cents, Thousandths};
use churnroom::domain::query::{Answer, Query};
use churnroom::store::{ImportOptions, ImportOutcome};

use super::room::{Room, both, october};
use super::rows::{all, feedback, head, import, taken};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A subscription of 2026 with its account's letter: `a 05-01 10-12 400`, `-` for one that runs.
fn subs(rows: &[&str]) -> Vec<ImportRow> {
    let row = |row: &&str| {
        let parts: Vec<&str> = row.split(' ').collect();
        ImportRow::Subscription(SubscriptionRow {
            external: format!("s-{}", parts[0]),
            account: parts[0].to_owned(),
            start: day(&format!("2026-{}", parts[1])),
            end: (parts[2] != "-").then(|| day(&format!("2026-{}", parts[2]))),
            amount: Cents(parts[3].parse::<i64>().unwrap() * 100),
            ..SubscriptionRow::default()
        })
    };
    rows.iter().map(row).collect()
}

const FIRST: [&str; 3] = ["a 05-01 - 400", "b 05-01 09-10 250", "c 05-01 - 90"];

fn known(kind: ImportKind) -> ImportHead {
    ImportHead {
        header: "0123456789abcdef".to_owned(),
        ..head(kind)
    }
}

fn take(room: &mut Room, given: Vec<ImportRow>, options: &ImportOptions<'_>) -> ImportOutcome {
    taken(room, known(ImportKind::Subscriptions), options, given).unwrap()
}

/// It is refused, and the room is as it was.
fn refused(room: &mut Room, given: Vec<ImportRow>, options: &ImportOptions<'_>) -> Failure {
    let before = all(room);
    let head = known(ImportKind::Subscriptions);
    let failure = taken(room, head, options, given).unwrap_err();
    assert_eq!(failure.code, Code::Usage, "{failure}");
    assert_eq!(all(room), before);
    failure
}

fn disclosed(room: &mut Room, period: &str) -> Vec<String> {
    let query = Query::Explained {
        periods: vec![period.parse().unwrap()],
        profile: None,
    };
    let answer = room.store.answer(&query).unwrap();
    let metrics: Vec<Metrics> = answer.try_into().unwrap();
    metrics[0].disclosed.clone()
}

fn held(on: &str, accounts: u64, mrr: i64, name: &str, most: i64) -> Option<RoomHolds> {
    Some(RoomHolds {
        day: day(on),
        accounts,
        mrr: Cents(mrr * 100),
        largest: Some(LargestAccount {
            name: name.to_owned(),
            mrr: Cents(most * 100),
        }),
    })
}

#[test]
fn an_import_says_what_the_room_holds_with_it_and_held_before() {
    both(|room| {
        let first = take(room, subs(&FIRST), &ImportOptions::default());
        assert_eq!(first.before, None);
        assert_eq!(first.holds, held("2026-09-10", 2, 490, "a", 400));
        assert_eq!(first.head.holds.map(|held| *held), first.holds);
        let later = subs(&["a 05-01 09-12 400", "c 05-01 - 90", "d 09-15 - 90"]);
        let dry = ImportOptions {
            dry_run: true,
            ..ImportOptions::default()
        };
        let said = take(room, later.clone(), &dry);
        let done = take(room, later, &ImportOptions::default());
        assert_eq!(said.holds, done.holds, "a dry run says the same");
        assert_eq!(done.before, first.holds);
        assert_eq!(done.holds, held("2026-09-15", 2, 180, "c", 90));
        let Answer::Imports(imports) = room.store.answer(&Query::Imports).unwrap() else {
            panic!("not imports")
        };
        let kept = imports[0].head.holds.clone().map(|held| *held);
        assert_eq!(kept, done.holds);
        let words = import(room, ImportKind::Feedback, vec![feedback("1", "slow", &[])]);
        assert_eq!((words.holds, words.before), (None, None));
    });
}

#[test]
fn what_the_room_held_before_is_known_whatever_says_how_far_it_reaches() {
    both(|room| {
        let told = ImportHead {
            as_of: Some(day("2026-09-30")),
            ..known(ImportKind::Subscriptions)
        };
        let first = taken(room, told, &ImportOptions::default(), subs(&FIRST)).unwrap();
        assert_eq!(first.holds, held("2026-09-30", 2, 490, "a", 400));
        room.apply(Change::add(Record::Meeting(Meeting {
            period: "2026-09".parse().unwrap(),
            status: MeetingStatus::Ended,
            ..Meeting::default()
        })));
        let again = take(room, subs(&FIRST), &ImportOptions::default());
        assert_eq!(again.before, first.holds);
        assert_eq!(again.moved, []);
    });
}

#[test]
fn a_reviewed_period_that_an_import_moves_is_told() {
    both(|room| {
        let plain = ImportOptions::default();
        take(room, subs(&FIRST), &plain);
        for period in ["2026-08", "2026-09"] {
            room.apply(Change::add(Record::Meeting(Meeting {
                period: period.parse().unwrap(),
                status: MeetingStatus::Ended,
                ..Meeting::default()
            })));
        }
        let same = take(room, subs(&FIRST), &plain);
        assert_eq!(same.moved, []);
        let later = take(
            room,
            subs(&["a 05-01 09-12 400", "b 05-01 09-11 250"]),
            &plain,
        );
        let lost = |accounts, mrr| PeriodLoss {
            accounts,
            mrr: Cents(mrr),
        };
        let moved = Moved {
            period: "2026-09".parse().unwrap(),
            before: lost(1, 25_000),
            after: lost(2, 65_000),
        };
        assert_eq!(later.moved, [moved]);
    });
}

#[test]
fn accounts_that_a_file_leaves_out_and_that_still_pay_are_told_or_stop_it() {
    both(|room| {
        let plain = ImportOptions::default();
        assert_eq!(take(room, subs(&FIRST), &plain).absent, Absent::default());
        // `b` has left: nobody misses it.
        let whole = take(room, subs(&["a 05-01 - 400", "c 05-01 - 90"]), &plain);
        assert_eq!(whole.absent, Absent::default());
        let part = || subs(&["c 05-01 - 90", "d 09-01 - 10"]);
        let strict = ImportOptions {
            refuse_absent: true,
            ..plain
        };
        let failure = refused(room, part(), &strict);
        let words = "1 account of the import before is not in this file, 400.00 a month (a)";
        assert!(failure.message.contains(words), "{failure}");
        assert!(failure.hint.contains("--partial"), "{failure}");
        // What comes in addition is no list again.
        let more = taken(
            room,
            known(ImportKind::Subscriptions),
            &strict,
            subs(&["x 09-01 - 10"]),
        );
        assert_eq!(more.unwrap().absent.accounts, 2);
        let told = take(room, part(), &plain).absent;
        assert_eq!((told.accounts, told.mrr), (2, Cents(41_000)));
        assert_eq!(told.names, ["a", "x"]);
        // Another header is another list.
        let other = ImportHead {
            header: "another".to_owned(),
            ..known(ImportKind::Subscriptions)
        };
        let other = taken(room, other, &strict, subs(&["e 09-01 - 10"])).unwrap();
        assert_eq!(other.absent, Absent::default());
    });
}

#[test]
fn a_file_of_movements_names_only_what_moved_and_a_complete_list_leaves_nobody_open() {
    let moved = |account: &str| {
        ImportRow::Movement(MovementRow {
            account: account.to_owned(),
            day: day("2026-09-01"),
            amount: MovementAmount::Delta(Cents(100)),
            cause: None,
            rate: None,
        })
    };
    let strict = ImportOptions {
        refuse_absent: true,
        ..ImportOptions::default()
    };
    let mut room = Room::memory();
    for account in ["a", "b"] {
        let head = known(ImportKind::Movements);
        taken(&mut room, head, &strict, vec![moved(account)]).unwrap();
    }
    let balance = |account: &str, on: &str| {
        ImportRow::Balance(BalanceRow {
            account: account.to_owned(),
            day: day(on),
            mrr: Cents(100),
            part: None,
            rate: None,
        })
    };
    let mut room = Room::memory();
    let both = vec![balance("a", "2026-07-31"), balance("b", "2026-07-31")];
    taken(&mut room, known(ImportKind::Balances), &strict, both).unwrap();
    let one = || vec![balance("b", "2026-08-31")];
    let head = known(ImportKind::Balances);
    taken(&mut room, head.clone(), &strict, one()).unwrap_err();
    let complete = ImportHead {
        complete: true,
        ..head
    };
    let done = taken(&mut room, complete, &strict, one()).unwrap();
    assert_eq!(done.goes_to_zero, ["a"]);
}

#[test]
fn a_sum_that_was_given_is_held_to_and_kept() {
    both(|room| {
        let expect = |amount: i64, on: Option<&str>| ImportOptions {
            expect: Some(Expect {
                amount: Thousandths(amount * 1_000),
                open: false,
                codes: "",
                on: on.map(day),
            }),
            ..ImportOptions::default()
        };
        let failure = refused(room, subs(&FIRST), &expect(740, None));
        let words = "740.00 was given for 10 Sep 2026 and the ledger comes to 490.00, 250.00 less";
        assert!(failure.message.contains(words), "{failure}");
        let ties = "the day: it ties on 9 Sep 2026; b, which paid just the difference";
        assert!(failure.hint.contains(ties), "{failure}");
        let done = take(room, subs(&FIRST), &expect(740, Some("2026-08-31")));
        let tied = Tied {
            amount: Cents(74_000),
            on: day("2026-08-31"),
        };
        assert_eq!(done.head.tied, Some(tied));
        let ties = ["ties to 740.00 given at import (31 Aug 2026)"];
        for (period, said) in [
            ("2026-08", &ties[..]),
            ("2026-Q3", &ties),
            ("2026-09", &[]),
            ("2026-07", &[]),
        ] {
            assert_eq!(disclosed(room, period), said, "{period}");
        }
        let import = done.head.id;
        let later = subs(&["c 05-01 08-20 90"]);
        take(room, later, &ImportOptions::default());
        let words = "no longer ties: 740.00 was given at import for 31 Aug 2026, now 650.00";
        assert_eq!(disclosed(room, "2026-08"), [words]);
        room.undo();
        assert_eq!(disclosed(room, "2026-08"), ties);
        room.apply(Change::RevertImport(import));
        assert_eq!(disclosed(room, "2026-08"), [""; 0]);
        assert!(room.store.answer(&Query::Themes(october())).is_ok());
    });
}
