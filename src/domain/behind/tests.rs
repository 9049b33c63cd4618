//! Whoever stands behind a number adds up to it, in every profile and in every cell.
//! Must not know files or tables.

use proptest::prelude::*;

use super::*;
use crate::domain::breakdown::Cells;
use crate::domain::cohorts::cohorts;
use crate::domain::counting::tallies;
use crate::domain::sample::{self, day, ledger_of, subs, worked_case};

const EVER: Day = Day(i32::MAX - 1_000);

fn october() -> Days {
    sample::october().into()
}

fn sum(parts: &[Addend]) -> (i64, Cents) {
    let money = parts.iter().map(|p| p.counted).sum();
    (parts.iter().map(|p| p.times).sum(), money)
}

fn named(what: What, profile: Profile) -> Vec<(i64, i64)> {
    let ledger = worked_case();
    let parts = behind(&ledger, what, october(), profile, EVER, |_| true);
    let of = |p: &Addend| (ledger.id(p.account).0, p.counted.0);
    parts.iter().map(of).collect()
}

#[test]
fn the_worked_case_is_named() {
    use Profile::{Chartmogul, Snapshot, Stripe};
    let churn = What::Line(Line::Churn);
    let (logo, grr) = (What::Figure(Figure::LogoChurn), What::Figure(Figure::Grr));
    let came_and_went = What::Line(Line::CameAndWent);
    let [a, b, c, d] = [(1, 30_000), (2, 20_000), (3, 10_000), (4, 10_000)];
    assert_eq!(named(churn, Snapshot), [a]);
    assert_eq!(named(churn, Chartmogul), [a, b, c]);
    assert_eq!(named(logo, Chartmogul), [a, b]);
    assert_eq!(named(What::Lost, Snapshot), [a, d, (2, 5_000)]);
    assert_eq!(named(came_and_went, Snapshot), [c]);
    assert_eq!(named(grr, Stripe), []);
    let found = named(What::Figure(Figure::NetMrrChurn), Chartmogul);
    assert_eq!(found.iter().map(|(_, money)| money).sum::<i64>(), 18_000);
    assert!(found.contains(&(7, -12_000)));
}

#[test]
fn a_page_begins_after_the_last_one() {
    let ledger = worked_case();
    let what = What::Line(Line::Opening);
    let all = behind(&ledger, what, october(), Profile::Snapshot, EVER, |_| true);
    for at in [0, 1, 50, all.len() - 1] {
        assert_eq!(after(&all, &key(&all[at])), at + 1);
    }
    assert_eq!(after(&all, "nonsense"), 0);
}

#[test]
fn a_cohort_cell_knows_who_stayed_and_who_went() {
    let ledger = worked_case();
    let january = "2026-01".parse().unwrap();
    let who = |at, gone| {
        let what = What::cohort((january, january), at, gone);
        behind(&ledger, what, october(), Profile::Snapshot, EVER, |_| true)
    };
    let gone = who(When::Months(5), true);
    let told = |p: &Addend| (ledger.id(p.account).0, p.counted.0);
    let gone: Vec<_> = gone.iter().map(told).collect();
    assert_eq!(gone, [(7, 5_000)]);
    assert!(who(When::Day90, true).is_empty());
    let title = What::cohort((january, january), When::Months(3), false).title();
    assert_eq!(title, "Joined Jan 2026, still active 3 months later");
}

proptest! {
    #[test]
    fn the_list_adds_up_to_the_number(subs in subs(), cell in prop::collection::vec(0..3_usize, 8)) {
        let ledger = ledger_of(&subs);
        let cells = Cells::by(&ledger, |a| ["a", "b", ""][cell[a]]);
        let period: Period = "2026-05".parse().unwrap();
        let days = Days::from(period);
        for profile in Profile::ALL {
            let whole = tallies(&ledger, &[days], profile)[0];
            for (_, what) in What::words() {
                let wanted = what.own(&whole, profile);
                let parts = behind(&ledger, what, days, profile, EVER, |_| true);
                // Of a count the money is that of the accounts counted, of a sum the count is that of accounts.
                match what {
                    What::Figure(Figure::LogoChurn) => prop_assert_eq!(sum(&parts).0, wanted.0),
                    What::Figure(_) => prop_assert_eq!(sum(&parts).1, wanted.1),
                    _ => prop_assert_eq!(sum(&parts), wanted),
                }
                let mut of_cells = Cents::ZERO;
                for name in ["a", "b", "(none)"] {
                    let own = behind(&ledger, what, days, profile, EVER, |a| cells.name(a) == name);
                    of_cells += sum(&own).1;
                }
                prop_assert_eq!(of_cells, sum(&parts).1);
            }
        }
    }

    #[test]
    fn the_list_of_a_cohort_cell_is_the_cell(subs in subs(), reach in 60..400_i32) {
        let ledger = ledger_of(&subs);
        let reach = day("2026-01-01").plus(reach);
        for cohort in cohorts(&ledger, reach).cohorts {
            let who = |at, gone| {
                let what = What::cohort((cohort.month, cohort.month), at, gone);
                behind(&ledger, what, october(), Profile::Snapshot, reach, |_| true)
            };
            for (n, active) in (0..).zip(&cohort.active) {
                let found = who(When::Months(n), false);
                prop_assert_eq!(found.len() as u64, *active);
                prop_assert_eq!(sum(&found).1, cohort.active_mrr[n as usize]);
                let gone = who(When::Months(n), true).len() as u64;
                prop_assert_eq!(gone + active, cohort.accounts);
            }
            if let Some(share) = cohort.day_90 {
                let stayed = who(When::Day90, false).len() as f64;
                prop_assert!((stayed / cohort.accounts as f64 - share).abs() < 1e-6);
            }
        }
    }
}
