//! What `]` turns to on the Why screen, and back: columns that do not fit beside the first, then what was stated.
//! Must not know what stands in a column.

use super::WhyScreen;
use crate::app::cx::Cx;
use crate::app::shared::Look;
use crate::domain::query::{Query, TrustQuery};

/// What is shown of the themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Set {
    /// The first columns, and the words below.
    #[default]
    First,
    /// Those that do not fit beside them.
    Second,
    /// The whole loss and the roadmap.
    Third,
    /// The first columns, and below what was stated beside what was found.
    Stated,
}

/// How many columns fit side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The first set.
    Few,
    /// All but the whole loss and the roadmap.
    Most,
    /// All.
    All,
}

impl Fit {
    /// Of a terminal of so many columns.
    pub fn of(look: Look) -> Fit {
        match look.width {
            162.. => Fit::All,
            118.. => Fit::Most,
            _ => Fit::Few,
        }
    }

    /// The sets that show something of their own.
    fn sets(self) -> &'static [Set] {
        match self {
            Fit::Few => &[Set::First, Set::Second, Set::Third, Set::Stated],
            Fit::Most => &[Set::First, Set::Third, Set::Stated],
            Fit::All => &[Set::First, Set::Stated],
        }
    }
}

impl Set {
    /// So many sets further, back at the first after the last.
    pub fn turned(self, by: isize, look: Look) -> Set {
        let sets = Fit::of(look).sets();
        let at = sets.iter().position(|set| *set == self).unwrap_or(0);
        let count = sets.len() as isize;
        sets[(at as isize + by).rem_euclid(count) as usize]
    }
}

impl WhyScreen {
    /// Turns so many sets further.
    pub(super) fn turn(&mut self, by: isize, cx: &mut Cx<'_>) {
        self.set = self.set.turned(by, cx.shared.look);
        self.ask_stated(cx);
    }

    /// Asks for what was stated, where that is shown.
    pub(super) fn ask_stated(&mut self, cx: &mut Cx<'_>) {
        let period = cx.shared.period.filter(|_| self.set == Set::Stated);
        if let Some(period) = period {
            cx.ask(
                Query::Trust(TrustQuery::Drift(period)),
                |s: &mut WhyScreen, drift, _| {
                    s.drift = Some(drift);
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_that_shows_something_comes_once() {
        let around = |width| {
            let look = Look {
                width,
                ..Look::default()
            };
            let (mut seen, mut set) = (vec![Set::First], Set::First.turned(1, look));
            while set != Set::First {
                seen.push(set);
                assert_eq!(seen.last(), Some(&set.turned(1, look).turned(-1, look)));
                set = set.turned(1, look);
            }
            seen
        };
        use Set::{First, Second, Stated, Third};
        assert_eq!(around(80), [First, Second, Third, Stated]);
        assert_eq!(around(120), [First, Third, Stated]);
        assert_eq!(around(200), [First, Stated]);
        // A window made wider shows nothing twice.
        let wide = Look {
            width: 200,
            ..Look::default()
        };
        assert_eq!(Second.turned(1, wide), Stated);
    }
}
