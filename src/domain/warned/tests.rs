//! Lists made by hand, looked at with what happened afterwards.

use super::*;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::money::Money;
use crate::domain::sample::{day, moves, paid, period, said};
use crate::domain::signs::{Condition, Rule, State};
use crate::domain::standing::Standing;

fn rules() -> Vec<Rule> {
    let rule = |when: &str| Rule {
        when: Condition::parse(when).unwrap(),
        then: State::AtRisk,
    };
    ["last_seen > 30 days", "logins falls 50 %"]
        .map(rule)
        .to_vec()
}

/// Rows in words, the newest first: `2026-09-30 logins=9 last_seen=2026-09-01`.
fn rows(texts: &[&str]) -> Vec<DatedRow> {
    let row = |text: &&str| {
        let (on, signs) = text.split_once(' ').unwrap();
        let signs = signs.split(' ').map(|sign| {
            let (name, value) = sign.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        });
        DatedRow {
            day: day(on),
            signs: signs.collect(),
        }
    };
    texts.iter().map(row).collect()
}

#[test]
fn the_rule_that_has_held_longest_spoke_first() {
    let judge = |texts: &[&str]| spoken(&rules(), &rows(texts), day("2026-09-30"));
    // Seen last on 20 August: more than 30 days ago from 20 September on, between two rows.
    let both = judge(&[
        "2026-09-25 logins=9 last_seen=2026-08-20",
        "2026-09-01 logins=20 last_seen=2026-08-20",
    ]);
    assert!(both.exposed);
    assert_eq!(both.first, Some((0, day("2026-09-20"))));
    assert_eq!(both.held, [0, 1]);
    // It was back in between: what had held before that does not count.
    let back = judge(&[
        "2026-09-29 logins=4",
        "2026-09-22 logins=9",
        "2026-09-15 logins=9",
        "2026-09-01 logins=40",
    ]);
    assert_eq!(back.first, Some((1, day("2026-09-29"))));
    // Three rows that each say it.
    let long = judge(&[
        "2026-09-29 last_seen=2026-05-01",
        "2026-08-01 last_seen=2026-05-01",
        "2026-07-01 last_seen=2026-05-01",
    ]);
    assert_eq!(long.first, Some((0, day("2026-07-01"))));
    let fine = judge(&["2026-09-29 last_seen=2026-09-28 logins=5"]);
    assert!(!fine.exposed);
    assert_eq!(
        (fine.first, fine.not_compared),
        (None, vec![1]),
        "there is nothing to compare 5 logins with"
    );
    assert_eq!(judge(&[]), Spoken::default());
}

fn warning(account: i64, rule: &str, since: &str) -> Warning {
    Warning {
        account: AccountId(account),
        by_rules: !rule.is_empty(),
        by_score: rule.is_empty(),
        first: (!rule.is_empty()).then(|| (rule.to_owned(), day(since))),
    }
}

fn list(accounts: Vec<Warning>) -> Warnings {
    Warnings {
        meeting: MeetingId(1),
        as_of: day("2026-09-30"),
        looked: 3,
        accounts,
        ..Warnings::default()
    }
}

/// 1 and 2 leave in October, 3 stays, 4 left before, 5 joins later, 6 leaves in November.
const PAID: &str = "1: 2026-01-01 100, 2026-10-11 -100; 2: 2026-01-01 200, 2026-10-20 -200; 3: 2026-01-01 50; \
                    4: 2026-01-01 70, 2026-09-01 -70; 5: 2026-10-02 10; 6: 2026-01-01 30, 2026-11-01 -30";

/// Until a day that the data has.
fn until(end: &str) -> (Day, Day) {
    (day(end), Day::LAST)
}

/// A time that has not come, or not whole, is never one in which nobody left.
#[test]
fn what_is_not_over_is_counted_so_far() {
    let kept = list(vec![warning(1, "last_seen > 30 days", "2026-09-01")]);
    let at = |reach: &str| {
        let days = (day("2026-11-30"), day(reach));
        outcome(&paid(PAID), &kept, period("2026-09"), days)
    };
    let words = |found: &Outcome| found.words(|sum| sum.0.to_string());
    for early in ["2026-08-01", "2026-09-30"] {
        let found = at(early);
        assert_eq!(found.left(), Sum::default());
        let said = "cannot be told yet: nothing is known since the list of 30 Sep, and the time until 30 Nov is not over";
        assert_eq!(
            (words(&found), found.in_short()),
            (vec![said.to_owned()], said.to_owned())
        );
    }
    let none = at("2026-10-05");
    assert_eq!(
        words(&none)[0],
        "none known to have left by 5 Oct · 1 was on the list of 30 Sep"
    );
    assert_eq!(
        none.in_short(),
        "none known to have left from 1 Oct to 5 Oct, so far"
    );
    let some = at("2026-10-12");
    assert_eq!(some.left().accounts, 1);
    assert_eq!(words(&some)[0], "1 left, 100 · 1 was on the list of 30 Sep");
    let so_far = "so far: the time until 30 Nov is not over, and known until 12 Oct";
    assert!(
        words(&some).iter().any(|line| line == so_far),
        "{:?}",
        words(&some)
    );
    assert_eq!(
        some.in_short(),
        "the one who left from 1 Oct to 12 Oct, so far was on the list"
    );
    let over = at("2026-11-30");
    assert_eq!((over.known, over.left().accounts), (None, 3));
    assert!(!words(&over).join(" ").contains("so far"));
}

#[test]
fn who_left_was_on_the_list_or_not() {
    let kept = list(vec![
        warning(1, "last_seen > 30 days", "2026-09-01"),
        warning(3, "", ""),
        warning(4, "last_seen > 30 days", "2026-07-01"),
    ]);
    let found = outcome(&paid(PAID), &kept, period("2026-09"), until("2026-10-31"));
    let sum = |accounts, mrr| Sum {
        accounts,
        mrr: Cents(mrr),
    };
    assert_eq!(
        (found.flagged, found.flagged_left),
        (sum(2, 150), sum(1, 100)),
        "4 had left already"
    );
    assert_eq!(
        (found.others, found.others_left),
        (sum(2, 230), sum(1, 200))
    );
    assert_eq!(found.left(), sum(2, 300));
    assert_eq!(
        found.by_rules,
        Caught {
            flagged: 1,
            left: 1
        }
    );
    assert_eq!(
        found.by_score,
        Caught {
            flagged: 1,
            left: 0
        }
    );
    assert_eq!((found.first[0].accounts, found.first[0].days), (1, 40));
    let money = |amount: Cents| Money::of(None).exact(amount);
    assert_eq!(
        found.words(money),
        [
            "2 left, 3.00 · 1 was on the list of 30 Sep",
            "flagged 2, left 1 (50 %) · not flagged 2, left 1 (50 %); the difference lies between -57 and 57 points: \
             too few to tell the groups apart",
            "first to speak: last_seen > 30 days for 1, 40 days before",
        ]
    );
}

#[test]
fn an_account_that_goes_on_in_another_has_not_left() {
    // 1 goes on in 7, which was not on the list under its own number.
    let standing = Standing::new(&[said(1, false, Some(7)), said(3, false, None)]);
    let mut builder = LedgerBuilder::under(standing.into(), 0);
    let paid = "1: 2026-01-01 100, 2026-10-11 -100; 3: 2026-01-01 50; 7: 2026-10-15 120";
    for (account, on, delta) in moves(paid) {
        builder.movement(AccountId(account), day(on), Cents(delta));
    }
    let ledger = builder.build();
    let kept = list(vec![warning(1, "last_seen > 30 days", "2026-09-01")]);
    let found = outcome(&ledger, &kept, period("2026-09"), until("2026-10-31"));
    assert_eq!(
        (found.flagged.accounts, found.flagged_left.accounts),
        (1, 0)
    );
    assert_eq!(found.others.accounts, 1);
}

#[test]
fn what_changed_on_the_list() {
    let ledger = paid(PAID);
    let spoke = |account| warning(account, "last_seen > 30 days", "2026-09-01");
    let then = list(vec![spoke(1), spoke(3), spoke(6)]);
    let now = Warnings {
        as_of: day("2026-10-31"),
        ..list(vec![spoke(5), spoke(6)])
    };
    let found = since(&ledger, &then, period("2026-09"), &now);
    let counts = (found.listed.accounts, found.new, found.off, found.left);
    assert_eq!(counts, (2, 1, 1, 1), "5 is new, 3 is off it, 1 has left");
    assert_eq!(
        found.words(|amount| Money::of(None).exact(amount)),
        "1 new on the list, 1 off it, 1 of it left: now 2 accounts, 0.40 a month"
    );
}

#[test]
fn a_meeting_that_kept_none_says_so() {
    let none = Outcome::none_kept(MeetingId(1), period("2026-09"), day("2026-10-31"));
    let words = none.words(|amount| Money::of(None).exact(amount));
    assert_eq!(
        words,
        [
            "the review of September 2026 kept no list of accounts at risk: whether it warned of anybody cannot be told"
        ]
    );
    assert!(none.in_short().starts_with("cannot be told"));
    let blind = Warnings {
        looked: 0,
        no_score: "too few left".to_owned(),
        ..list(Vec::new())
    };
    let blind = outcome(&paid(PAID), &blind, period("2026-09"), until("2026-10-31"));
    assert_eq!(
        blind.words(|amount| Money::of(None).exact(amount)),
        [
            "cannot be told: no account had a row of usage by 30 Sep, and no learned score: too few left"
        ]
    );
}
