//! A company whose accounts are bound for a year: what nobody could leave in says nothing of later months.
//! Must not know tables or screens.

use rstest::rstest;

use super::super::bound::bound;
use super::super::figures;
use super::*;
use crate::domain::counting::tallies;
use crate::domain::ids::AccountId;
use crate::domain::import::Interval;
use crate::domain::ledger::{Days, LedgerBuilder, Priced};
use crate::domain::money::Cents;

/// Twenty accounts join in each month of 2024; a quarter of them leave when their first year is over, and every third
/// of the others a year later.
fn company(interval: Interval) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for n in 0..240 {
        let (month, place) = (n / 20 % 12, n % 20);
        let start = period("2024-01").plus(month).first().plus(place);
        let years = match n % 4 {
            0 => 1,
            1 => 2,
            _ => 9,
        };
        let end = period("2024-01")
            .plus(month + 12 * years)
            .first()
            .plus(place);
        builder.subscription(
            AccountId(n.into()),
            Priced {
                start,
                end: (years < 9).then_some(end),
                amount: Cents(12_000),
                interval,
                plan: "",
                trial: false,
            },
        );
    }
    builder.build()
}

fn months() -> Vec<Period> {
    (0..34).map(|n| period("2024-01").plus(n)).collect()
}

/// What is said of logo churn, month by month.
fn words(ledger: &Ledger) -> Vec<JudgedAs> {
    let reach = day("2026-10-31");
    let since = known("2023-12-31");
    let all = figures::judged(ledger, since, &months(), Profile::Snapshot, reach);
    all.iter().map(|one| one[&Figure::LogoChurn].word).collect()
}

#[test]
fn a_month_in_which_hardly_anybody_could_leave_is_no_past() {
    let said = words(&company(Interval::Year));
    assert!(
        said.iter().all(|word| *word != JudgedAs::Signal),
        "{said:?}"
    );
    // The second year is the past of the third.
    assert_eq!(
        (said[20], said[24]),
        (JudgedAs::Unknown, JudgedAs::Routine),
        "{said:?}"
    );
    // Bound by nothing, the same losses are more than in the quiet year before.
    let said = words(&company(Interval::Month));
    assert!(said[12..16].iter().any(|word| word.outside()), "{said:?}");
}

#[rstest]
#[case(Interval::Year, &[6, 11], &[13, 20])]
#[case(Interval::Month, &[], &[6, 11, 13, 20])]
fn a_month_is_held_while_nine_tenths_are_bound(
    #[case] interval: Interval,
    #[case] held: &[usize],
    #[case] free: &[usize],
) {
    let (ledger, months) = (company(interval), months());
    let days: Vec<Days> = months.iter().map(|month| Days::from(*month)).collect();
    let found = bound(
        &ledger,
        &months,
        &tallies(&ledger, &days, Profile::Snapshot),
    );
    assert!(held.iter().all(|at| found[*at]), "{found:?}");
    assert!(free.iter().all(|at| !found[*at]), "{found:?}");
}
