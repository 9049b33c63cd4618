//! Themes and the rows outside them add up to the loss; each figure by its own rule.
//! Must not know files or tables.

use proptest::prelude::*;

use super::*;
use crate::domain::evidence::Piece;
use crate::domain::feedback::Mark;
use crate::domain::profile::Profile;
use crate::domain::sample::{
    Words, book, day, evidence, heard, ledger_of, october, paid, piece, subs, words,
};

/// One leaves for reporting (twice) and price, one shrinks for price, one stays and said price, one
/// leaves without a word.
fn four_accounts() -> Ledger {
    paid(
        "1: 2026-01-01 1001, 2026-10-20 -1001; 2: 2026-01-01 500, 2026-10-20 -100; \
         3: 2026-01-01 70; 4: 2026-01-01 9, 2026-10-02 -9",
    )
}

#[test]
#[rustfmt::skip]
fn every_figure_of_a_theme() {
    let survey = Piece { exit_survey: true, ..piece(Some(0), "2026-10-19") };
    let praise = Piece { mark: Some(Mark::Praise), ..piece(Some(2), "2026-10-05") };
    let said = evidence(4, &[
        (survey, &[1, 3, 2]),
        (piece(Some(1), "2026-09-30"), &[2]),
        (piece(Some(2), "2026-08-04"), &[2]),
        (piece(Some(2), "2026-09-03"), &[2]),
        (piece(Some(2), "2026-08-02"), &[4]), // the 91st day before the period's end
        (praise, &[4]),
        (piece(None, "2026-10-31"), &[2]),
        (piece(None, "2026-11-01"), &[2]),
    ], &book());
    let found = themes(&four_accounts(), &said, october(), &Windows::default());
    let reporting = Theme {
        id: TagId(1), theme: "reporting".into(), mentions: 1,
        accounts: 1, left: 1, shrank: 0,
        lost_mrr: Cents(500), lost_mrr_any: Cents(1_001),
        exposed_accounts: 0, exposed_mrr: Cents(0),
    };
    let price = Theme {
        id: TagId(2), theme: "price".into(), mentions: 2,
        accounts: 2, left: 1, shrank: 1,
        lost_mrr: Cents(601), lost_mrr_any: Cents(1_101),
        exposed_accounts: 2, exposed_mrr: Cents(470),
    };
    assert_eq!(found.themes, [price, reporting]);
    let lost = LostInPeriod { accounts: 3, left: 2, shrank: 1, mrr: Cents(1_110) };
    assert_eq!(found.lost, lost);
    let silent = Sum { accounts: 1, mrr: Cents(9) };
    assert_eq!(found.outside, Outside { nobody_said_why: silent, ..Outside::default() });
}

#[test]
fn the_trend_is_the_loss_of_each_period() {
    let ledger = paid("1: 2026-01-01 100, 2026-08-10 -30, 2026-10-20 -70");
    let survey = |on| Piece {
        exit_survey: true,
        ..piece(Some(0), on)
    };
    let pieces: [(Piece, &[i64]); 2] = [
        (survey("2026-08-10"), &[2]),
        (survey("2026-10-20"), &[3, 4]),
    ];
    let said = evidence(1, &pieces, &book());
    let trend = |known: &str, words: &str| {
        let known = KnownSince::of(&ledger, Some(day(known)), None);
        let unknown = |period| Unknown::of(&ledger, period, known, Some(day(words)));
        let windows = Windows::default();
        let trend = theme_trend(&ledger, &said, october(), 4, &windows, unknown);
        let found = trend.into_iter().map(|t| (t.theme.0, t.lost, t.silent));
        found.collect::<Vec<_>>()
    };
    let sums = |sums: [i64; 4]| sums.map(|sum| (sum >= 0).then_some(Cents(sum))).to_vec();
    let [first, last] = [[0, 30, 0, 0], [0, 0, 0, 35]].map(sums);
    let all = |silent| {
        let [first, last] = [first.clone(), last.clone()];
        [
            (4, last.clone(), silent),
            (2, first, silent),
            (1, last, silent),
        ]
    };
    assert_eq!(trend("2026-01-01", "2026-07-31"), all(0));
    assert_eq!(trend("2026-01-01", "2026-09-01"), all(2));
    // Of months whose losses are not known it has none.
    let last = sums([-1, -1, 0, 35]);
    let known = [(4, last.clone(), 0), (1, last, 0)];
    assert_eq!(trend("2026-08-02", "2026-07-01"), known);
}

/// A month at whose start nobody was there, be it the ledger's first or after all had left, lost nothing that another
/// could be held against.
#[test]
fn nothing_is_held_against_a_month_that_could_lose_nobody() {
    let ledger = paid("1: 2026-07-15 100, 2026-08-10 -100; 2: 2026-09-05 50, 2026-10-20 -50");
    let known = KnownSince::of(&ledger, Some(day("2026-07-15")), None);
    for (month, compares) in [("2026-08", false), ("2026-09", true), ("2026-10", false)] {
        let month: Period = month.parse().unwrap();
        let unknown = Unknown::of(&ledger, month, known, None);
        assert_eq!(unknown.compares(), compares, "{month}");
    }
}

proptest! {
    #[test]
    fn themes_and_the_rows_outside_add_up_to_the_loss(subs in subs(), said in words()) {
        let (ledger, evidence) = (ledger_of(&subs), heard(&said));
        for text in ["2026-03", "2026-Q2", "2026-04-15..2026-09-02"] {
            let period: Period = text.parse().unwrap();
            let found = themes(&ledger, &evidence, period, &Windows::default());
            let numbers = &crate::domain::counting::metrics(&ledger, &[period], &crate::domain::counting::CountingWay::of(Profile::Snapshot))[0];
            prop_assert_eq!(found.lost.mrr, numbers.mrr.churn + numbers.mrr.contraction);
            prop_assert_eq!((found.lost.left, found.lost.shrank), (numbers.accounts.churned, numbers.accounts.shrank));
            let outside = [found.outside.not_tagged, found.outside.no_reason_in_it, found.outside.nobody_said_why];
            let sum: Cents = found.themes.iter().map(|t| t.lost_mrr).chain(outside.map(|r| r.mrr)).sum();
            prop_assert_eq!(sum, found.lost.mrr);
            for theme in &found.themes {
                prop_assert!(theme.lost_mrr <= theme.lost_mrr_any && theme.lost_mrr_any <= found.lost.mrr);
                prop_assert_eq!(theme.accounts, theme.left + theme.shrank);
            }
        }
    }

    #[test]
    fn the_order_of_feedback_never_matters(subs in subs(), said in words()) {
        let ledger = ledger_of(&subs);
        let mut turned = said.clone();
        turned.reverse();
        let figures = |said: &[Words]| themes(&ledger, &heard(said), "2026-Q2".parse().unwrap(), &Windows::default());
        prop_assert_eq!(figures(&said), figures(&turned));
    }
}
