//! Who left, and why. Must not know tables.

use proptest::prelude::*;

use super::*;
use crate::domain::counting::tallies;
use crate::domain::ids::AccountId;
use crate::domain::ledger::LedgerBuilder;
use crate::domain::sample::{self, day, ledger_of, paid, period, subs};

fn october() -> Days {
    sample::october().into()
}

#[test]
fn the_row_speaks_first_then_the_survey_of_that_loss() {
    let mut builder = LedgerBuilder::default();
    for account in 1..=4 {
        builder.movement(AccountId(account), day("2026-01-01"), Cents(100 * account));
        builder.movement(AccountId(account), day("2026-10-05"), Cents(-100 * account));
    }
    let failed = Cause::PaymentFailed;
    builder.ended(AccountId(1), day("2026-10-05"), Cents(100), failed);
    let ledger = builder.build();
    let mut surveys = Surveys::default();
    surveys.add(0, day("2026-10-05"), Cause::Cancelled);
    surveys.add(1, day("2026-11-02"), Cause::Cancelled);
    surveys.add(2, day("2026-11-20"), Cause::Cancelled);
    let left = left(&ledger, october(), Profile::Snapshot);
    let causes = causes(&ledger, &left, &surveys, october(), 30);
    let parts = causes.parts().map(|(_, part)| (part.accounts, part.mrr.0));
    // The third survey came too late.
    assert_eq!(parts, [(1, 200), (1, 100), (2, 700)]);
}

#[test]
fn of_two_that_end_on_a_day_the_larger_speaks() {
    let on = day("2026-10-05");
    for (known, cause) in [(false, None), (true, Some(Cause::PaymentFailed))] {
        let mut builder = LedgerBuilder::default();
        if known {
            builder.account(AccountId(1));
        }
        builder.ended(AccountId(1), on, Cents(5), Cause::Cancelled);
        builder.ended(AccountId(1), on, Cents(9), Cause::PaymentFailed);
        assert_eq!(builder.build().cause(0, on), cause);
    }
}

#[test]
fn who_leaves_twice_counts_as_the_profile_says() {
    let ledger = paid(
        "1: 2026-01-01 300, 2026-10-05 -300, 2026-10-20 150, 2026-10-25 -150; \
         2: 2026-10-03 100, 2026-10-25 -100",
    );
    let count = |profile| {
        let left = left(&ledger, october(), profile);
        let money: i64 = left.iter().map(|left| left.mrr.0).sum();
        (left.iter().filter(|left| left.counts).count(), money)
    };
    assert_eq!(count(Profile::Snapshot), (1, 300));
    assert_eq!(count(Profile::Stripe), (3, 550));
    assert_eq!(count(Profile::Baremetrics), (2, 550));
    assert_eq!(count(Profile::Profitwell), (1, 450));
}

proptest! {
    #[test]
    fn those_who_left_are_the_churn(subs in subs()) {
        let ledger = ledger_of(&subs);
        for profile in Profile::ALL {
            for span in ["2026-03", "2026-Q2", "2026-W41"] {
                let days = Days::from(period(span));
                let tally = tallies(&ledger, &[days], profile)[0];
                let left = left(&ledger, days, profile);
                let sum: Cents = left.iter().map(|l| l.mrr).sum();
                let counted = left.iter().filter(|left| left.counts).count();
                prop_assert_eq!(counted as u64, tally.accounts.churned);
                prop_assert_eq!(sum, tally.mrr.churn);
                let causes = causes(&ledger, &left, &Surveys::default(), days, 30);
                prop_assert_eq!(causes.unknown.mrr, tally.mrr.churn);
            }
        }
    }
}
