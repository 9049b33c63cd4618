//! Who has given notice and who has not, and that all that is lost ahead is counted once.
//! Must not know names or tables.

use proptest::prelude::*;

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::money::Money;
use crate::domain::sample::{day, ledger_of, monthly, october, paid, pays, period, subs};

fn money(cents: Cents) -> String {
    format!("€{}", Money::of(None).whole(cents))
}

fn words(ledger: &Ledger, reach: &str) -> Option<String> {
    ahead(ledger, october(), day(reach), None).words(money)
}

/// The account, what it will do, and what it loses.
fn told(found: &Ahead) -> Vec<(i64, String, i64)> {
    let items = found.items.iter();
    let each = items.map(|item| (item.account.id.0, item.words(found.as_of), item.lost.0));
    each.collect()
}

#[test]
fn an_end_beyond_the_period_is_a_notice() {
    let ledger = paid("1: 2026-01-01 4900, 2026-11-30 -4900; 2: 2026-01-01 1000");
    let found = ahead(&ledger, october(), day("2026-11-05"), None);
    assert_eq!(told(&found), [(1, "leaves 30 Nov".to_owned(), 4_900)]);
    let said = "notice given, still paying: 1, €49, leaves 30 Nov";
    assert_eq!(found.words(money).as_deref(), Some(said));
    assert_eq!(
        (found.active.mrr, found.left()),
        (Cents(5_900), Cents(1_000))
    );
    assert_eq!(found.as_of, day("2026-10-31"));
}

#[test]
fn what_goes_on_under_another_contract_is_none() {
    for (later, is) in [
        ("2026-11-30 -4900, 2026-12-01 4900", false),
        ("2026-11-30 -4900, 2026-12-15 6000", false),
        ("2026-11-30 1100", false),
        ("2026-10-31 -4900", false),
        ("2026-11-01 -4900", true),
        ("2026-11-30 -1", true),
    ] {
        let ledger = paid(&format!("1: 2026-01-01 4900, {later}; 2: 2026-01-01 1"));
        assert_eq!(words(&ledger, "2026-10-31").is_some(), is, "{later}");
    }
}

#[test]
fn who_leaves_shrinks_and_is_gone_already_is_told_apart() {
    let ledger = paid(
        "1: 2026-01-01 4900, 2026-11-30 -4900; 2: 2026-01-01 3000, 2027-01-31 -3000; \
         3: 2026-01-01 5000, 2026-12-01 -2000; 4: 2026-01-01 700, 2026-11-02 -700; 5: 2026-01-01 9",
    );
    let found = ahead(&ledger, october(), day("2026-11-05"), None);
    let said = "notice given, still paying: 2, €79, leave 30 Nov to 31 Jan 2027 · will pay less: 1, by €20, \
                from 1 Dec · lost since 31 Oct: 1, €7";
    assert_eq!(found.words(money).as_deref(), Some(said));
    let days: Vec<String> = told(&found)
        .into_iter()
        .map(|(_, words, _)| words)
        .collect();
    assert_eq!(
        days[..3],
        ["left 2 Nov", "leaves 30 Nov", "pays less from 1 Dec"]
    );
    assert_eq!(found.left(), Cents(3_009));
}

/// Of a period long over what came later is no notice: the list is as of now.
#[test]
fn an_earlier_period_is_looked_at_from_now() {
    let ledger = paid("1: 2026-01-01 4900, 2026-09-30 -4900; 2: 2026-01-01 100, 2026-12-31 -100");
    let found = ahead(&ledger, period("2026-06"), day("2026-11-05"), None);
    assert!(!found.latest);
    assert_eq!(told(&found), [(2, "leaves 31 Dec".to_owned(), 100)]);
    let now = ahead(&ledger, period("2026-11"), day("2026-11-05"), None);
    assert!(now.latest);
    assert_eq!(told(&now), told(&found));
}

#[test]
fn ends_that_most_have_are_terms() {
    let mut builder = LedgerBuilder::default();
    for account in 1..=12 {
        let end = (account <= 7).then(|| day("2026-12-31"));
        builder.subscription(AccountId(account), monthly(day("2026-01-01"), end, 100));
    }
    builder.ended(
        AccountId(3),
        day("2026-12-31"),
        Cents(100),
        Cause::Cancelled,
    );
    let found = ahead(&builder.build(), october(), day("2026-10-31"), None);
    assert_eq!(told(&found), [(3, "leaves 31 Dec".to_owned(), 100)]);
    let said = "6 of 12 accounts have an end ahead: terms that run out, not notices";
    assert_eq!(found.about_terms().as_deref(), Some(said));
}

#[test]
fn an_empty_room_and_one_that_everybody_left_know_nothing() {
    let gone = paid("1: 2026-01-01 4900, 2026-09-30 -4900");
    for ledger in [Ledger::default(), gone] {
        let found = ahead(&ledger, october(), day("2026-10-31"), None);
        assert_eq!((found.words(money), found.left()), (None, Cents::ZERO));
    }
    // One account, all that there is, has given notice.
    let one = paid("1: 2026-09-01 4900, 2026-11-30 -4900");
    let found = ahead(&one, october(), day("2026-10-31"), None);
    assert_eq!((found.leaves.accounts, found.left()), (1, Cents::ZERO));
}

proptest! {
    /// However much is scheduled: what is left is what those who pay now will pay at the end of it all, but for
    /// those who will pay more.
    #[test]
    fn what_is_left_is_what_the_ledger_comes_to(subs in subs(), from in 0..400_i32) {
        let ledger = ledger_of(&subs);
        let reach = day("2026-01-01").plus(from);
        let found = ahead(&ledger, Period::month_of(reach), reach, None);
        let (now, ever) = (found.as_of, Day(day("2026-01-01").0 + 10_000));
        let mut left = 0;
        for account in 1..9 {
            let (is, will) = (pays(&subs, account, now), pays(&subs, account, ever));
            left += is.min(will);
        }
        prop_assert_eq!(found.terms, 0);
        prop_assert_eq!(found.left().0, left);
    }
}
