//! Did the number move? A theme's loss before an action was written and after it, beside the rest.
//! Must not claim a cause: it says what was before and after, never why.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::figure::{fraction, round6};
use super::ids::{ActionId, TagId};
use super::money::Cents;
use super::period::Period;
use super::themes::Themes;

/// Did the number move? Said as "after", never "because of".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ActionOutcome {
    /// The action.
    pub action: ActionId,
    /// The theme it was meant to move.
    pub theme: TagId,
    /// The period before the action was written.
    pub before: Period,
    /// Lost MRR of the theme then.
    #[serde(rename = "before_cents")]
    pub before_mrr: Cents,
    /// Lost accounts then.
    pub before_accounts: u64,
    /// The period looked at.
    pub after: Period,
    /// Lost MRR of the theme in it.
    #[serde(rename = "after_cents")]
    pub after_mrr: Cents,
    /// Lost accounts in it.
    pub after_accounts: u64,
    /// The change of all other themes' lost MRR over the same time, as a fraction; `None` when n/a.
    pub others: Option<f64>,
}

/// The whole period before the one an action was written in, of the kind of the period looked at.
pub fn period_before(written: super::day::Day, looked_at: Period) -> Period {
    let mut period = looked_at;
    // An action is written within a few periods of when it is looked at; a hundred years end it.
    for _ in 0..1_200 {
        if period.last() < written {
            return period;
        }
        period = period.previous();
    }
    period
}

/// What became of a theme between two periods.
pub fn effect(action: ActionId, theme: TagId, before: &Themes, after: &Themes) -> ActionOutcome {
    let own = |themes: &Themes| {
        let found = themes.themes.iter().find(|t| t.id == theme);
        found.map_or((Cents::ZERO, 0), |t| (t.lost_mrr, t.accounts))
    };
    let others = |themes: &Themes| -> Cents {
        let rest = themes.themes.iter().filter(|t| t.id != theme);
        rest.map(|t| t.lost_mrr).sum()
    };
    let ((before_mrr, before_accounts), (after_mrr, after_accounts)) = (own(before), own(after));
    let change = others(after) - others(before);
    ActionOutcome {
        action,
        theme,
        before: before.period,
        before_mrr,
        before_accounts,
        after: after.period,
        after_mrr,
        after_accounts,
        others: fraction(change.0, others(before).0).map(round6),
    }
}

#[cfg(test)]
mod tests {
    use super::super::themes::{Lost, Outside, Theme};
    use super::*;
    use crate::domain::day::Day;

    fn themes(period: &str, rows: &[(i64, i64, u64)]) -> Themes {
        Themes {
            period: period.parse().unwrap(),
            lost: Lost::default(),
            themes: rows
                .iter()
                .map(|(id, lost, accounts)| Theme {
                    id: TagId(*id),
                    lost_mrr: Cents(*lost),
                    accounts: *accounts,
                    ..Theme::default()
                })
                .collect(),
            outside: Outside::default(),
        }
    }

    #[test]
    fn a_theme_before_and_after_beside_the_others() {
        let before = themes("2026-07", &[(1, 3_410, 9), (2, 600, 2), (3, 400, 1)]);
        let after = themes("2026-10", &[(1, 1_100, 3), (2, 1_040, 4)]);
        let found = effect(ActionId(5), TagId(1), &before, &after);
        let mrr = [found.before_mrr, found.after_mrr];
        assert_eq!(mrr, [3_410, 1_100].map(Cents));
        assert_eq!((found.before_accounts, found.after_accounts), (9, 3));
        assert_eq!(found.others, Some(0.04));
        let nothing = effect(ActionId(5), TagId(1), &themes("2026-07", &[]), &after);
        assert_eq!((nothing.before_mrr, nothing.others), (Cents::ZERO, None));
    }

    #[test]
    fn before_is_the_last_whole_period_when_it_was_written() {
        let written = Day::ymd(2026, 8, 4).unwrap();
        for (looked_at, before) in [
            ("2026-10", "2026-07"),
            ("2026-07", "2026-07"),
            ("2026-Q4", "2026-Q2"),
        ] {
            let period = period_before(written, looked_at.parse().unwrap());
            assert_eq!(period.to_string(), before);
        }
    }
}
