//! What is stated and what is found add up to the same loss, both ways.
//! Must not know files or tables.

use std::convert::Infallible;

use hashbrown::HashMap;
use proptest::prelude::*;

use super::*;
use crate::domain::evidence::Piece;
use crate::domain::feedback::Mark;
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::sample::{book, evidence, heard, ledger_of, october, paid, piece, subs, words};
use crate::domain::themes::themes;

fn survey(account: usize, on: &str, mark: Option<Mark>) -> Piece {
    Piece {
        exit_survey: true,
        mark,
        ..piece(Some(account), on)
    }
}

fn sorted(
    ledger: &Ledger,
    evidence: &Evidence,
    period: Period,
    stated: impl Fn(FeedbackId) -> String,
) -> Drift {
    let windows = Windows::default();
    let themes = themes(ledger, evidence, period, &windows);
    let stated = |id| Ok::<_, Infallible>(stated(id));
    drift(ledger, evidence, themes, &windows, stated).unwrap()
}

/// Accounts 0 to 5 pay 100, 80, 60, 40, 20, 10 and leave in October.
fn six_leave() -> Ledger {
    let one = |(id, pays): (usize, i64)| format!("{id}: 2026-01-01 {pays}, 2026-10-20 -{pays}");
    let all = (1..).zip([100, 80, 60, 40, 20, 10]).map(one);
    paid(&all.collect::<Vec<_>>().join("; "))
}

#[test]
#[rustfmt::skip]
fn each_loss_stands_where_it_was_stated_and_where_it_was_found() {
    let said = evidence(6, &[
        (survey(0, "2026-10-18", None), &[1, 2]),   // too expensive; reporting and price
        (survey(1, "2026-10-18", None), &[2]),      // TOO  expensive; price
        (survey(2, "2026-10-10", None), &[4]),      // other tool, and then ...
        (survey(2, "2026-10-19", None), &[]),       // ... nothing more: the older one counts
        (survey(3, "2026-10-18", Some(Mark::NoReason)), &[]), // nothing stated, nothing found
        (survey(4, "2026-10-18", None), &[]),       // hard to use; not tagged yet
        (piece(Some(5), "2026-10-03"), &[1]),       // never asked; reporting
    ], &book());
    let stated = ["Too expensive", "too   EXPENSIVE ", "other tool", "", " ", "hard to use"];
    let stated = |id: FeedbackId| stated[usize::try_from(id.0).unwrap() - 1].to_owned();
    let found = sorted(&six_leave(), &said, october(), stated);

    let columns: Vec<(&str, u64, i64)> =
        found.found.iter().map(|f| (f.name.as_str(), f.all.accounts, f.all.mrr.0)).collect();
    assert_eq!(columns, [
        ("price", 2, 130), ("reporting", 2, 60), ("billing", 1, 60),
        ("read, no reason in it", 1, 40), ("not tagged yet", 1, 20),
    ]);
    let name = |at: usize| found.found[at].name.as_str();
    let rows = found.stated.iter().map(|row| {
        let parts = row.parts().map(|(at, sum)| format!("{} {} {}", name(at), sum.accounts, sum.mrr.0));
        (row.reason.words(), row.all.accounts, row.all.mrr.0, parts.collect::<Vec<_>>().join(", "))
    });
    assert_eq!(rows.collect::<Vec<_>>(), [
        ("Too expensive", 2, 180, "price 2 130, reporting 1 50".to_owned()),
        ("other tool", 1, 60, "billing 1 60".to_owned()),
        ("hard to use", 1, 20, "not tagged yet 1 20".to_owned()),
        ("none stated", 1, 40, "read, no reason in it 1 40".to_owned()),
        ("no exit survey", 1, 10, "reporting 1 10".to_owned()),
    ]);
    assert!(found.stated[0].several() && !found.stated[1].several());
}

#[test]
fn of_a_period_without_a_loss_nothing_stands() {
    let found = sorted(
        &six_leave(),
        &evidence(6, &[], &book()),
        "2026-07".parse().unwrap(),
        |_| unreachable!("nobody left"),
    );
    assert_eq!((found.found.len(), found.stated.len()), (0, 0));
}

proptest! {
    #[test]
    fn rows_and_columns_add_up_to_the_themes(subs in subs(), said in words(), stated in prop::collection::vec(0..4_usize, 60)) {
        let (ledger, evidence) = (ledger_of(&subs), heard(&said));
        let reasons = ["", "price", "Price", "tool"];
        let stated = |id: FeedbackId| {
            let at = usize::try_from(id.0).unwrap_or(0) % stated.len();
            reasons[stated[at]].to_owned()
        };
        for text in ["2026-03", "2026-Q2", "2026-04-15..2026-09-02"] {
            let found = sorted(&ledger, &evidence, text.parse().unwrap(), stated);
            let (lost, rows) = (&found.themes.lost, &found.stated);
            prop_assert_eq!(rows.iter().map(|row| row.all.accounts).sum::<u64>(), lost.accounts);
            prop_assert_eq!(rows.iter().map(|row| row.all.mrr).sum::<Cents>(), lost.mrr);
            for row in rows {
                prop_assert_eq!(row.found.iter().map(|sum| sum.mrr).sum::<Cents>(), row.all.mrr);
            }
            for (at, column) in found.found.iter().enumerate() {
                let own = rows.iter().map(|row| row.found[at]);
                let sum = own.fold(Sum::default(), |sum, own| sum + own);
                prop_assert_eq!(sum, column.all);
            }
            // Every theme with a loss has its column, with the theme's own figures.
            let by_row: HashMap<ThemeRow, Sum> = found.found.iter().map(|f| (f.row, f.all)).collect();
            for theme in found.themes.themes.iter().filter(|theme| theme.accounts > 0) {
                let own = by_row[&ThemeRow::Theme(theme.id)];
                prop_assert_eq!((own.accounts, own.mrr), (theme.accounts, theme.lost_mrr));
            }
        }
    }
}
