//! Why a figure with a past long enough is not judged all the same. Must not know tables or screens.

use super::{known, losing};
use crate::domain::counting::CountingWay;
use crate::domain::profile::Profile;
use crate::domain::sample::{day, period};
use crate::domain::usual::figures;

fn said(accounts: i64, each_month: &[i64]) -> Vec<String> {
    let ledger = losing(accounts, each_month);
    let (known, reach) = (known("2024-12-31"), day("2026-06-30"));
    let way = CountingWay::of(Profile::Snapshot);
    let mut all = figures::metrics(&ledger, known, &[period("2026-06")], &way, reach);
    all.pop().unwrap().not_judged()
}

#[test]
fn many_accounts_of_which_none_leaves_are_not_too_few() {
    let none = "no loss in the 17 months before: nothing to judge Gross MRR churn, NRR by";
    assert_eq!(said(3_000, &[]), [none]);
    // Of one loss there is too little.
    let few = "too few accounts lost or changed to judge Gross MRR churn, NRR";
    let late: Vec<i64> = (0..18).map(|n| i64::from(n == 15)).collect();
    assert_eq!(said(3_000, &late), [few]);
    assert!(said(3_000, &[9; 18]).is_empty());
}
