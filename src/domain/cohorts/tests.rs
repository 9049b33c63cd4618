//! Which cells appear, and that counting by changes equals counting day by day.
//! Must not know tables or screens.

use proptest::prelude::*;

use super::*;
use crate::domain::sample::{day, ledger_of, paid, subs};

#[test]
fn a_cell_appears_only_when_the_reach_covers_it() {
    let ledger = paid(
        "1: 2026-01-05 100, 2026-03-01 -40; 2: 2026-01-31 50, 2026-02-28 -50; 3: 2026-03-10 70",
    );
    for (reach, expected) in [
        ("2026-01-30", "2026-01: 1 []"),
        ("2026-01-31", "2026-01: 2 [2]"),
        ("2026-02-28", "2026-01: 2 [2, 1]"),
        ("2026-03-31", "2026-01: 2 [2, 1, 1]; 2026-03: 1 [1]"),
    ] {
        let found = cohorts(&ledger, day(reach)).cohorts;
        let said = |c: &Cohort| format!("{}: {} {:?}", c.month, c.accounts, c.active);
        let found: Vec<String> = found.iter().map(said).collect();
        assert_eq!(found.join("; "), expected, "{reach}");
    }
    for ledger in [ledger, Ledger::default()] {
        assert!(cohorts(&ledger, day("2025-12-31")).cohorts.is_empty());
    }
}

#[test]
fn day_90_waits_for_the_last_joiner() {
    let ledger = paid("1: 2026-01-01 100, 2026-04-01 -100; 2: 2026-01-10 50, 2026-04-10 -50");
    // The 90th day of the one is its last; the other is gone on it.
    let day_90 = |ledger, reach| cohorts(ledger, day(reach)).cohorts[0].day_90;
    assert_eq!(ledger.first_active(0).unwrap().plus(90), day("2026-04-01"));
    assert_eq!(day_90(&ledger, "2026-04-09"), None);
    assert_eq!(day_90(&ledger, "2026-04-10"), Some(0.0));
    let stays = paid("1: 2026-01-01 100, 2026-04-02 -100; 2: 2026-01-10 5");
    assert_eq!(day_90(&stays, "2026-04-10"), Some(1.0));
}

proptest! {
    #[test]
    fn counting_changes_equals_counting_days(subs in subs(), ahead in 0..400_i32) {
        let ledger = ledger_of(&subs);
        let reach = day("2026-01-15").plus(ahead);
        for cohort in cohorts(&ledger, reach).cohorts {
            let joined = |a: &usize| ledger.first_active(*a).is_some_and(|d| d <= reach && cohort.month.contains(d));
            let members: Vec<usize> = (0..ledger.len()).filter(joined).collect();
            prop_assert_eq!(cohort.accounts, members.len() as u64);
            let ends: Vec<Day> = (0..).map(|n| cohort.month.plus(n).last()).take_while(|d| *d <= reach).collect();
            prop_assert_eq!(cohort.active.len(), ends.len());
            for (n, end) in ends.into_iter().enumerate() {
                let mrr: Vec<Cents> = members.iter().map(|a| ledger.balance_at(*a, end)).filter(|b| b.0 > 0).collect();
                prop_assert_eq!(cohort.active[n], mrr.len() as u64);
                prop_assert_eq!(cohort.active_mrr[n], mrr.into_iter().sum());
            }
        }
    }
}

fn kept(month: &str, accounts: u64, kept: Option<u64>) -> Cohort {
    Cohort {
        month: month.parse().unwrap(),
        accounts,
        active: Vec::new(),
        active_mrr: Vec::new(),
        day_90: kept.map(|n| round6(n as f64 / accounts as f64)),
    }
}

#[test]
fn the_last_complete_cohorts_are_compared_in_words() {
    let said = |all: Vec<Cohort>| in_words(&Cohorts { cohorts: all });
    let then = |all: &[Cohort]| {
        in_words_then(&Cohorts {
            cohorts: all.to_vec(),
        })
    };
    let three = vec![
        kept("2026-03", 70, Some(60)),
        kept("2026-04", 72, Some(65)),
        kept("2026-05", 75, Some(68)),
        kept("2026-06", 74, Some(62)),
        kept("2026-07", 70, None),
    ];
    let chance = "; fewer stayed than before, within chance";
    assert!(then(&three).unwrap().ends_with(chance));
    assert_eq!(
        said(three).unwrap(),
        "June 2026 keeps 84 % at day 90 (62 of 74), May 91 % (68 of 75), April 90 % (65 of 72)"
    );
    let turn = vec![
        kept("2025-12", 1_000, Some(900)),
        kept("2026-01", 1_000, Some(950)),
    ];
    let chance = "; more stayed than before, beyond chance";
    assert!(then(&turn).unwrap().ends_with(chance));
    assert_eq!(
        said(turn).unwrap(),
        "January 2026 keeps 95 % at day 90 (950 of 1,000), December 2025 90 % (900 of 1,000); \
         more stayed than before"
    );
    let same = vec![kept("2026-01", 10, Some(5)), kept("2026-02", 20, Some(10))];
    assert!(said(same).unwrap().ends_with(", January 50 % (5 of 10)"));
    assert_eq!(said(vec![kept("2026-01", 10, Some(9))]), None);
    assert_eq!(said(Vec::new()), None);
}

proptest! {
    #[test]
    fn a_cell_is_the_share_of_its_cohort(subs in subs(), ahead in 0..400_i32) {
        let ledger = ledger_of(&subs);
        for cohort in cohorts(&ledger, day("2026-01-15").plus(ahead)).cohorts {
            for (n, active) in cohort.active.iter().enumerate() {
                let share = cohort.share(n).unwrap();
                prop_assert_eq!((share * cohort.accounts as f64).round() as u64, *active);
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert_eq!(cohort.share(cohort.active.len()), None);
            if let Some(kept) = cohort.kept_day_90() {
                prop_assert!(kept <= cohort.accounts);
            }
        }
    }
}

#[test]
fn who_was_there_on_the_first_day_or_before_losses_were_known_is_no_cohort() {
    let ledger = paid(
        "1: 2026-01-05 100; 2: 2026-01-05 50, 2026-08-02 -50; 3: 2026-01-20 70; 4: 2026-06-30 5; 5: 2026-07-01 9",
    );
    let said = |since: &str| {
        let known = KnownSince::of(&ledger, Some(day(since)), None).unwrap();
        let found = known_cohorts(&ledger, known, day("2026-08-31")).cohorts;
        let each = found.iter().map(|c| format!("{} {}", c.month, c.accounts));
        each.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(said("2026-01-05"), "2026-01 1, 2026-06 1, 2026-07 1");
    assert_eq!(said("2026-07-01"), "2026-07 1");
    assert_eq!(said("2026-09-01"), "");
}
