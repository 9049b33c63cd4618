//! Tests of reconciling: the listed accounts make exactly the difference; the worked case names B, C and G.

use proptest::prelude::*;

use super::super::ids::AccountId;
use super::super::sample::{ledger_of, moved, october, subs, worked_case, worked_case_with_h};
use super::*;

fn with_h(left: Profile, right: Profile) -> Reconciliation {
    reconcile(
        &worked_case_with_h(),
        october(),
        &CountingWay::of(left),
        right,
    )
}

fn worked(left: Profile, right: Profile) -> Reconciliation {
    reconcile(&worked_case(), october(), &CountingWay::of(left), right)
}

fn of(found: &Reconciliation, figure: Figure) -> &Apart {
    found.figures.iter().find(|a| a.figure == figure).unwrap()
}

/// The accounts of the worked case by their letters.
fn letters(apart: &Apart) -> String {
    let letter = |c: &Contribution| {
        let nth = u8::try_from(c.account.id.0 - 1).unwrap();
        char::from(b'A' + nth)
    };
    let mut letters: Vec<char> = apart.accounts.iter().map(letter).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// The rules by which an account counts differently, and why in words.
fn why(found: &Reconciliation, figure: Figure, account: i64) -> String {
    let own = |c: &&Contribution| c.account.id == AccountId(account);
    let found = of(found, figure).accounts.iter().find(own).unwrap();
    format!("{:?} {}", found.rules, found.why)
}

#[test]
fn the_worked_case_names_b_c_and_g() {
    let found = worked(Profile::Snapshot, Profile::Chartmogul);
    for (figure, names) in [
        (Figure::LogoChurn, "B"),
        (Figure::GrossMrrChurn, "BC"),
        (Figure::NetMrrChurn, "CG"),
        (Figure::Grr, ""),
        (Figure::Nrr, ""),
        (Figure::QuickRatio, "BC"),
    ] {
        assert_eq!(letters(of(&found, figure)), names, "{figure:?}");
    }
    let of = [
        (Figure::GrossMrrChurn, 2),
        (Figure::GrossMrrChurn, 3),
        (Figure::NetMrrChurn, 7),
    ];
    assert_eq!(
        of.map(|(figure, account)| why(&found, figure, account)),
        [
            "[EndsOrMovements] left on 5 Oct (200.00) and was back on 20 Oct (150.00): snapshot compares the ends, so it is 50.00 of contraction; chartmogul counts churn 200.00 and reactivation 150.00",
            "[EndsOrMovements] joined on 3 Oct (100.00) and left on 25 Oct (100.00): snapshot compares the ends, so it came and went, outside the bridge; chartmogul counts churn 100.00 and new 100.00",
            "[Reactivation] was back on 30 Oct (120.00): snapshot compares the ends, so it is 120.00 of reactivation, which its net churn does not take off; chartmogul counts reactivation 120.00 and takes reactivation off net churn",
        ]
    );
}

#[test]
fn other_pairs_of_the_worked_case() {
    use Profile::{Baremetrics, Chartmogul, Profitwell, Snapshot, Stripe};
    for (left, right, logo, gross) in [
        (Snapshot, Stripe, "BCF", ""),
        (Snapshot, Baremetrics, "BC", "BC"),
        (Snapshot, Profitwell, "B", "B"),
        (Chartmogul, Stripe, "CF", ""),
        (Chartmogul, Baremetrics, "C", ""),
        (Chartmogul, Profitwell, "", "C"),
        (Baremetrics, Profitwell, "C", "C"),
    ] {
        let found = worked(left, right);
        let is = |figure| letters(of(&found, figure));
        assert_eq!(is(Figure::LogoChurn), logo, "{left} and {right}");
        assert_eq!(is(Figure::GrossMrrChurn), gross, "{left} and {right}");
    }
    let found = worked(Chartmogul, Stripe);
    let said = why(&found, Figure::LogoChurn, 3);
    assert!(said.starts_with("[JoinedInPeriod, NewBelow]"), "{said}");
    let ends = "chartmogul leaves out who joined in the period; stripe counts 1 cancellation, and a new account below the line";
    assert!(said.ends_with(ends), "{said}");
}

#[test]
fn who_churns_twice_is_named_where_that_counts_twice() {
    use Profile::{Baremetrics, Chartmogul, Profitwell, Snapshot, Stripe};
    for (left, right, logo, quick) in [
        (Snapshot, Stripe, "BCFH", ""),
        (Snapshot, Baremetrics, "BC", "BCGH"),
        (Snapshot, Chartmogul, "B", "BCH"),
        (Chartmogul, Stripe, "CFH", ""),
        (Chartmogul, Baremetrics, "C", "BGH"),
        (Baremetrics, Stripe, "CFH", ""),
        (Profitwell, Stripe, "CFH", ""),
        (Chartmogul, Profitwell, "", ""),
    ] {
        let found = with_h(left, right);
        let is = |figure| letters(of(&found, figure));
        assert_eq!(is(Figure::LogoChurn), logo, "{left} and {right}");
        assert_eq!(is(Figure::QuickRatio), quick, "{left} and {right}");
    }
    let happened = "left on 6 Oct (100.00), was back on 14 Oct (80.00) and left on 28 Oct (80.00)";
    let found = with_h(Baremetrics, Stripe);
    assert_eq!(
        why(&found, Figure::LogoChurn, 8),
        format!(
            "[ChurnedAgain] {happened}: baremetrics counts 1 cancellation; stripe counts 2 cancellations"
        )
    );
    assert_eq!(
        why(&with_h(Chartmogul, Baremetrics), Figure::QuickRatio, 8),
        format!(
            "[Reactivation] {happened}: chartmogul counts churn 180.00 and reactivation 80.00; \
             baremetrics counts churn 180.00 and reactivation 80.00 and leaves reactivation out of the quick ratio"
        )
    );
}

#[test]
fn a_busy_account_is_told_in_short() {
    let days = "2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07";
    let rows: Vec<(i64, &str, i64)> = days.split(' ').map(|day| (1, day, 100)).collect();
    assert_eq!(
        words::happened(&moved(&rows), 0, october().into(), Money::of(None)),
        "joined on 1 Oct (1.00), grew from 1.00 to 2.00 on 2 Oct, grew from 2.00 to 3.00 on 3 Oct, \
         grew from 3.00 to 4.00 on 4 Oct, changed 2 times more and grew from 6.00 to 7.00 on 7 Oct"
    );
}

proptest! {
    /// Also: what is listed is all there is, whatever the two profiles and the period.
    #[test]
    fn the_listed_accounts_make_exactly_the_difference(
        subs in subs(),
        left in 0..5_usize,
        right in 0..5_usize,
        period in prop::sample::select(vec!["2026-03", "2026-Q2", "2026-W20", "2026-02-10..2026-06-20"]),
    ) {
        let ledger = ledger_of(&subs);
        let profiles = (Profile::ALL[left], Profile::ALL[right]);
        let found = reconcile(&ledger, period.parse().unwrap(), &CountingWay::of(profiles.0), profiles.1);
        for apart in &found.figures {
            let (Some(one), Some(other)) = (apart.left, apart.right) else {
                prop_assert!(apart.accounts.is_empty());
                continue;
            };
            let by = |pick: fn((i64, i64)) -> i64| apart.accounts.iter().map(|c| pick(c.by())).sum::<i64>();
            prop_assert_eq!(by(|b| b.0), other.top - one.top);
            prop_assert_eq!(by(|b| b.1), other.bottom - one.bottom);
            for account in &apart.accounts {
                prop_assert!(!account.rules.is_empty(), "{}", account.why);
                prop_assert!(!account.why.starts_with(':'), "{}", account.why);
            }
        }
    }
}
