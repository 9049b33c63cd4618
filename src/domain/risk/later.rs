//! A back-test in time: what one window teaches, tested on the one after it.
//! Must not know tables, screens or the clock.
//!
//! Both windows are as long as the one that is learned from, and the second is that one. The columns are those that
//! are learned from in the end; what they become is decided in the first window.

use super::{
    BackTest, ENOUGH, Examples, RiskLesson, RiskModel, TraitTable, columns, known_days, standing,
    taken,
};
use crate::domain::breakdown::Cells;
use crate::domain::day::Day;
use crate::domain::ledger::Ledger;
use crate::domain::money::count;

/// The window before some examples; fails with what is needed and what there is.
pub fn before(
    ledger: &Ledger,
    now: &Examples,
    since: Day,
    hashes: &[u64],
) -> Result<Examples, String> {
    let known = known_days(since, now.cut.plus(now.days));
    let needed = now.days * 2;
    if known < needed {
        return Err(format!("needs {needed} known days, has {known}"));
    }
    let cut = now.cut.plus(-now.days);
    let rows = standing(ledger, cut, now.cut, hashes);
    let left = rows.iter().filter(|row| row.left).count();
    if left < ENOUGH || rows.len() - left < ENOUGH {
        return Err(format!(
            "needs {ENOUGH} accounts that left and {ENOUGH} that stayed in the {} days before, has {left} and {}",
            now.days,
            rows.len() - left
        ));
    }
    Ok(taken(rows, cut, now.days, left))
}

/// What the window `before` teaches, tested on the accounts of `now`; `plans` has the plans of a day.
pub fn tested(
    table: &mut TraitTable,
    lesson: &RiskLesson,
    (before, now): (&Examples, &Examples),
    trusted: &[String],
    plans: impl Fn(Day) -> Cells,
) -> Option<BackTest> {
    let own = |table: &mut TraitTable, day: Day| {
        if let Some(cells) = table.cells.first_mut() {
            *cells = plans(day);
        }
    };
    own(table, before.cut);
    let (mut found, _) = columns::study(table, &before.rows, before, trusted);
    found.retain(|column| lesson.columns.contains(&column.name));
    let model = RiskModel::fitted(found, table, &before.rows);
    own(table, now.cut);
    model.tested(table, &now.rows)
}

impl RiskLesson {
    /// The same in a sentence; `None` where nothing was learned.
    pub fn later_words(&self) -> Option<String> {
        let needs = self.later_needs.iter();
        let needs = needs.map(|why| format!("back-test on a later period: {why}"));
        let tested = self.later.iter().map(|test| {
            format!(
                "back-test on a later period: learned from the {} days before, AUC {:.3} (95 % interval {:.3} to {:.3}) \
                 on {} accounts, {} of whom left",
                self.days,
                test.auc,
                test.auc_low,
                test.auc_high,
                count(test.accounts),
                count(test.left)
            )
        });
        tested.chain(needs).next()
    }

    /// Takes in how good what the window before taught was; that it was no better than chance hides the whole.
    pub fn tested_later(&mut self, found: Result<Option<BackTest>, String>) {
        match found {
            Ok(Some(test)) => {
                let why = test.no_better_than_chance("accounts of a later period");
                self.hidden = self.hidden.take().or(why);
                self.later = Some(test);
            }
            Ok(None) => {
                self.later_needs = Some("needs some who left and some who stayed".to_owned())
            }
            Err(why) => self.later_needs = Some(why),
        }
    }
}
