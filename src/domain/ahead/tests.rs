//! Who has given notice and who has not, and that all that is lost ahead is counted once.
//! Must not know names or tables.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::ids::AccountId;
use crate::domain::import::Interval;
use crate::domain::ledger::{LedgerBuilder, Priced};
use crate::domain::money::Money;
use crate::domain::profile::Profile;
use crate::domain::sample::{day, ledger_of, monthly, october, paid, pays, period, subs};

fn money(cents: Cents) -> String {
    format!("€{}", Money::of(None).whole(cents))
}

fn words(ledger: &Ledger, reach: &str) -> Option<String> {
    ahead(ledger, october(), day(reach), Profile::Snapshot, None).words(money)
}

/// What is known at the end of October.
fn known(ledger: &Ledger) -> Ahead {
    ahead(
        ledger,
        october(),
        day("2026-10-31"),
        Profile::Snapshot,
        None,
    )
}

/// The account, what it will do, and what it loses.
fn told(found: &Ahead) -> Vec<(i64, String, i64)> {
    let items = found.items.iter();
    let each = items.map(|item| {
        (
            item.account.id.0,
            item.words(found.as_of, money),
            item.lost.0,
        )
    });
    each.collect()
}

#[test]
fn an_end_beyond_the_period_is_a_notice() {
    let ledger = paid("1: 2026-01-01 4900, 2026-11-30 -4900; 2: 2026-01-01 1000");
    let found = ahead(
        &ledger,
        october(),
        day("2026-11-05"),
        Profile::Snapshot,
        None,
    );
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
        ("2026-11-10 -4900, 2026-11-11 4900", false),
        ("2026-11-10 -4900, 2026-11-30 6000", false),
        ("2026-11-10 -4000, 2026-11-25 4000", false),
        ("2026-11-30 1100", false),
        ("2026-10-31 -4900", false),
        ("2026-11-01 -4900", true),
        ("2026-11-30 -1", true),
    ] {
        let ledger = paid(&format!("1: 2026-01-01 4900, {later}; 2: 2026-01-01 1"));
        assert_eq!(words(&ledger, "2026-10-31").is_some(), is, "{later}");
    }
}

/// Who pays nothing at the end of a period is among those that left in its numbers, whether or not it comes back.
#[rstest]
#[case(
    "2026-11-20 -4900, 2026-12-25 4900",
    "leaves 20 Nov, back 25 Dec",
    4_900
)]
#[case(
    "2026-11-30 -4900, 2026-12-01 6000",
    "leaves 30 Nov, back 1 Dec",
    4_900
)]
#[case("2026-11-05 -4900, 2026-12-25 900", "leaves 5 Nov, back 25 Dec", 4_900)]
#[case(
    "2026-11-05 -4900, 2026-12-25 900, 2027-02-01 -900",
    "leaves 5 Nov, back 25 Dec",
    4_900
)]
#[case(
    "2026-11-20 -900, 2026-12-25 900",
    "pays less from 20 Nov, back 25 Dec",
    900
)]
#[case(
    "2026-11-10 -4900, 2026-11-15 4900, 2026-11-20 -4900",
    "leaves 20 Nov",
    4_900
)]
fn a_pause_over_the_end_of_a_period_is_a_notice(
    #[case] moves: &str,
    #[case] is: &str,
    #[case] lost: i64,
) {
    let ledger = paid(&format!("1: 2026-01-01 4900, {moves}; 2: 2026-01-01 1"));
    let found = known(&ledger);
    assert_eq!(told(&found), [(1, is.to_owned(), lost)]);
}

/// Who first pays less is lost in two months: the one shrinks, the other leaves.
#[rstest]
#[case(
    "2026-11-05 -8000, 2026-12-05 -2000",
    "leaves 5 Dec, €80 of it from 5 Nov"
)]
#[case(
    "2026-11-05 -1000, 2026-12-05 -2000, 2027-01-05 -7000",
    "leaves 5 Jan 2027, €10 of it from 5 Nov"
)]
#[case(
    "2026-11-05 -1000, 2026-12-05 -2000",
    "pays less from 5 Dec, €10 of it from 5 Nov"
)]
#[case("2026-11-05 -8000, 2026-11-20 -2000", "leaves 20 Nov")]
fn what_is_lost_sooner_is_said(#[case] moves: &str, #[case] is: &str) {
    let ledger = paid(&format!("1: 2026-01-01 10000, {moves}; 2: 2026-01-01 1"));
    let reach = day("2026-10-31");
    let found = ahead(&ledger, october(), reach, Profile::Snapshot, None);
    assert_eq!(told(&found)[0].1, is);
    let line = found.words(money).unwrap();
    let more = is.split_once(',').map_or("", |(_, more)| more);
    assert!(line.ends_with(more), "{line}");
}

#[test]
fn where_every_movement_counts_a_pause_of_days_is_a_notice() {
    let ledger = paid("1: 2026-01-01 4900, 2026-11-10 -4900, 2026-11-15 4900; 2: 2026-01-01 1");
    for (profile, is) in [(Profile::Snapshot, 0), (Profile::Stripe, 1)] {
        let found = ahead(&ledger, october(), day("2026-10-31"), profile, None);
        assert_eq!(found.leaves.accounts, is, "{profile}");
    }
}

#[test]
fn how_many_are_back_later_is_said() {
    let ledger = paid(
        "1: 2026-01-01 4900, 2026-11-20 -4900, 2026-12-25 4900; 2: 2026-01-01 100, 2026-11-30 -100",
    );
    let said = "notice given, still paying: 2, €50, leave 20 Nov to 30 Nov, 1 back later";
    assert_eq!(words(&ledger, "2026-10-31").as_deref(), Some(said));
    let found = known(&ledger);
    assert_eq!(found.left(), Cents::ZERO);
}

#[test]
fn who_leaves_shrinks_and_is_gone_already_is_told_apart() {
    let ledger = paid(
        "1: 2026-01-01 4900, 2026-11-30 -4900; 2: 2026-01-01 3000, 2027-01-31 -3000; \
         3: 2026-01-01 5000, 2026-12-01 -2000; 4: 2026-01-01 700, 2026-11-02 -700; 5: 2026-01-01 9",
    );
    let found = ahead(
        &ledger,
        october(),
        day("2026-11-05"),
        Profile::Snapshot,
        None,
    );
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
    let found = ahead(
        &ledger,
        period("2026-06"),
        day("2026-11-05"),
        Profile::Snapshot,
        None,
    );
    assert!(!found.latest);
    assert_eq!(told(&found), [(2, "leaves 31 Dec".to_owned(), 100)]);
    let now = ahead(
        &ledger,
        period("2026-11"),
        day("2026-11-05"),
        Profile::Snapshot,
        None,
    );
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
    let found = ahead(
        &builder.build(),
        october(),
        day("2026-10-31"),
        Profile::Snapshot,
        None,
    );
    assert_eq!(told(&found), [(3, "leaves 31 Dec".to_owned(), 100)]);
    let said = "6 of 12 accounts have an end ahead: terms that run out, not notices";
    assert_eq!(found.about_terms().as_deref(), Some(said));
}

#[test]
fn an_empty_room_and_one_that_everybody_left_know_nothing() {
    let gone = paid("1: 2026-01-01 4900, 2026-09-30 -4900");
    for ledger in [Ledger::default(), gone] {
        let found = known(&ledger);
        assert_eq!((found.words(money), found.left()), (None, Cents::ZERO));
    }
    // One account, all that there is, has given notice.
    let one = paid("1: 2026-09-01 4900, 2026-11-30 -4900");
    let found = known(&one);
    assert_eq!((found.leaves.accounts, found.left()), (1, Cents::ZERO));
}

proptest! {
    /// However much is scheduled: what is left is the least that those who pay now will pay at the end of a month, or at
    /// the end of it all.
    #[test]
    fn what_is_left_is_what_the_numbers_come_to(subs in subs(), from in 0..400_i32) {
        let ledger = ledger_of(&subs);
        let reach = day("2026-01-01").plus(from);
        let month = Period::month_of(reach);
        let found = ahead(&ledger, month, reach, Profile::Snapshot, None);
        let now = found.as_of;
        let ends = (1..60).map(|n| month.plus(n).last()).chain([Day(now.0 + 10_000)]);
        let days: Vec<Day> = ends.collect();
        let mut left = 0;
        for account in 1..9 {
            let will = days.iter().map(|end| pays(&subs, account, *end)).min();
            left += pays(&subs, account, now).min(will.unwrap_or_default());
        }
        // Two rows of half a year, one behind the other, may be terms by chance: their ends take nothing away.
        let run_out = ledger.running_out(reach).len() as u64;
        if run_out == 0 {
            prop_assert_eq!(found.terms, 0);
            prop_assert_eq!(found.left().0, left);
        } else {
            prop_assert!(found.terms <= run_out && found.left().0 >= left);
        }
    }
}

/// Of twenty that pay by the month four have a year's contract, renewed each year but by the last of them.
#[rstest]
#[case::renewed(&[("2024-11-20", "2025-11-20"), ("2025-11-20", "2026-11-20")], Interval::Year, None, 0)]
#[case::last_day_written(&[("2024-11-20", "2025-11-19"), ("2025-11-20", "2026-11-19")], Interval::Year, None, 0)]
#[case::first_term(&[("2025-11-20", "2026-11-20")], Interval::Year, None, 0)]
#[case::cancelled(&[("2025-11-20", "2026-11-20")], Interval::Year, Some(Cause::Cancelled), 1)]
#[case::within_its_term(&[("2025-11-20", "2026-11-10")], Interval::Year, None, 1)]
#[case::half_years_by_the_month(&[("2025-11-20", "2026-05-20"), ("2026-05-20", "2026-11-20")], Interval::Month, None, 0)]
#[case::first_half_year_by_the_month(&[("2026-05-20", "2026-11-20")], Interval::Month, None, 1)]
#[case::went_and_came_back(&[("2024-06-20", "2025-06-20"), ("2025-11-20", "2026-11-20")], Interval::Year, None, 1)]
fn the_end_of_a_term_is_a_notice_only_where_those_before_it_were(
    #[case] rows: &[(&str, &str)],
    #[case] interval: Interval,
    #[case] cause: Option<Cause>,
    #[case] notices: u64,
) {
    let mut builder = LedgerBuilder::default();
    let row = |start: &str, end: &str, interval| Priced {
        interval,
        ..monthly(day(start), Some(day(end)), 1_200)
    };
    for account in 1..=16 {
        builder.subscription(AccountId(account), monthly(day("2024-01-01"), None, 100));
    }
    for account in 20..=23 {
        let year = |start, end| row(start, end, Interval::Year);
        builder.subscription(AccountId(account), year("2024-02-01", "2025-02-01"));
        if account < 23 {
            builder.subscription(AccountId(account), year("2025-02-01", "2026-02-01"));
            builder.subscription(AccountId(account), year("2026-02-01", "2027-02-01"));
        }
    }
    for (start, end) in rows {
        builder.subscription(AccountId(30), row(start, end, interval));
        if let Some(cause) = cause {
            builder.ended(AccountId(30), day(end), Cents(100), cause);
        }
    }
    let ledger = builder.build();
    let found = known(&ledger);
    assert_eq!((found.leaves.accounts, found.terms), (notices, 4 - notices));
}

/// A contract that was not renewed says so, whatever else the account pays for meanwhile.
#[rstest]
#[case::renewed("2024-11-20", 1)]
#[case::not_renewed("2024-06-20", 0)]
fn a_term_is_renewed_by_what_comes_after_it_and_not_by_what_runs_beside_it(
    #[case] first: &str,
    #[case] terms: u64,
) {
    let mut builder = LedgerBuilder::default();
    for account in 1..=4 {
        builder.subscription(AccountId(account), monthly(day("2024-01-01"), None, 100));
    }
    for start in [day(first), day("2025-11-20")] {
        let year = Priced {
            interval: Interval::Year,
            ..monthly(start, Some(start.plus_months(12)), 1_200)
        };
        builder.subscription(AccountId(4), year);
    }
    assert_eq!(known(&builder.build()).terms, terms);
}
