//! A figure against its usual range in words: the range beside it, a word only outside it.
//! Must not know how lines are laid out.

use super::reasons::{ReasonsJudged, ThemeJudged};
use super::{JudgedAs, Judgement};
use crate::domain::figure::{self, Figure};
use crate::domain::ids::TagId;
use crate::domain::metrics::{Metrics, Review};
use crate::domain::period::Period;

impl Metrics {
    /// How a figure was judged, if it was.
    pub fn judgement(&self, figure: Figure) -> Option<&Judgement> {
        self.judged.as_ref()?.get(&figure)
    }

    /// `above usual`, `8 months below average`; `None` where nothing is said.
    pub fn outside(&self, figure: Figure) -> Option<String> {
        let judgement = self.judgement(figure)?;
        judgement.words(judgement.above(figure), self.period)
    }

    /// `usual 2.2 to 4.0 %`, `above usual, 0.7 to 5.2 %`; `None` where there is no range. A quarter has none of its
    /// own: `each month as usual`, `Aug 2026 above usual, 0.6 to 4.7 %`, `8 months above average to Aug 2026; usual 0.6
    /// to 4.7 % a month`.
    pub fn usual(&self, figure: Figure) -> Option<String> {
        let judgement = self.judgement(figure)?;
        if let (Some(month), JudgedAs::Routine) = (judgement.of, judgement.word) {
            return Some(format!("each {} as usual", month.kind()));
        }
        let range = judgement.range_words(figure)?;
        let since = judgement
            .since
            .map_or_else(String::new, |since| format!(" since {}", since.short()));
        Some(match (self.outside(figure), judgement.word) {
            (Some(words), JudgedAs::Signal) => format!("{words}, {range}{since}"),
            (Some(words), _) => {
                let each = judgement.of.map(|month| format!(" a {}", month.kind()));
                let each = each.unwrap_or_default();
                format!("{words}; usual {range}{each}{since}")
            }
            (None, _) => format!("usual {range}{since}"),
        })
    }

    /// In a line each, why figures are not judged: from when there can be ranges, of what there is too little.
    pub fn not_judged(&self) -> Vec<String> {
        let from = self.ranges_from();
        let from =
            from.map(|period| format!("usual ranges from {} at the earliest", period.long()));
        from.into_iter().chain(self.too_few_words()).collect()
    }

    /// `too few accounts lost or changed to judge NRR`; of figures of which the past has none, that. GRR is the mirror
    /// of gross churn.
    fn too_few_words(&self) -> impl Iterator<Item = String> {
        let all = Figure::headlines(self.profile).iter();
        let all = all.filter(|figure| **figure != Figure::Grr);
        let few = all.filter_map(|figure| Some((*figure, *self.judgement(*figure)?)));
        let few = few.filter(|(_, judged)| judged.word == JudgedAs::TooFew);
        let (none, few): (Vec<_>, Vec<_>) = few.partition(|(_, judged)| judged.nothing);
        let names = |of: &[(Figure, Judgement)]| {
            let figures: Vec<Figure> = of.iter().map(|(figure, _)| *figure).collect();
            figure::names(&figures)
        };
        let none = none.first().map(|(_, judged)| {
            let (n, unit) = (judged.periods, judged.of.unwrap_or(self.period).kind());
            let names = names(&none);
            format!("no loss in the {n} {unit}s before: nothing to judge {names} by")
        });
        let few = (!few.is_empty()).then(|| {
            let names = names(&few);
            format!("too few accounts lost or changed to judge {names}")
        });
        none.into_iter().chain(few)
    }

    /// The first period whose figures can be judged, where the past of this one is too short, or losses of it are not
    /// known.
    pub fn ranges_from(&self) -> Option<Period> {
        if !self.begins() {
            return None;
        }
        let mut all = self.judged.as_ref()?.values();
        let unknown = all.any(|judgement| judgement.word == JudgedAs::Unknown);
        self.first_range.filter(|_| unknown)
    }
}

impl Judgement {
    /// Whether what is outside lies above.
    pub fn above(&self, figure: Figure) -> bool {
        (self.better == Some(true)) == figure.more_is_better()
    }

    /// What stands in a column of ranges: `2.2 to 4.0 %`. Beside the rate of a quarter the range of its months would be
    /// taken for its own: where all are as usual, that alone is said, and else which is not: `Oct 2026 ▲`.
    pub fn column_words(&self, figure: Figure) -> Option<String> {
        match (self.of, self.word) {
            (Some(_), JudgedAs::Routine) => Some("each as usual".to_owned()),
            (Some(month), word) if word.outside() => {
                let sign = if self.above(figure) { '▲' } else { '▼' };
                Some(format!("{} {sign}", month.short()))
            }
            (Some(_), _) => None,
            (None, _) => self.range_words(figure),
        }
    }

    /// `2.2 to 4.0 %`.
    pub fn range_words(&self, figure: Figure) -> Option<String> {
        let (low, high) = self.range()?;
        Some(match figure {
            Figure::QuickRatio => format!("{low:.2} to {high:.2}"),
            Figure::LogoChurn
            | Figure::GrossMrrChurn
            | Figure::NetMrrChurn
            | Figure::Grr
            | Figure::Nrr => format!("{:.1} to {:.1} %", low * 100.0, high * 100.0),
        })
    }
}

impl ReasonsJudged {
    /// A theme against its past.
    pub fn of(&self, theme: TagId) -> Option<&ThemeJudged> {
        self.themes.iter().find(|own| own.id == theme)
    }

    /// `0-5`, `0-1 ▲` where it lies above; `None` where there is no range. A quarter has none of its own: `Aug ▲` where
    /// one of its months lies outside.
    pub fn usual(&self, theme: TagId) -> Option<String> {
        let judged = &self.of(theme)?.accounts;
        let (low, high) = judged.range()?;
        let sign = match (judged.word.outside(), judged.better) {
            (true, Some(true)) => " ▼",
            (true, _) => " ▲",
            (false, _) => "",
        };
        match judged.of {
            None => Some(format!("{low:.0}-{high:.0}{sign}")),
            Some(month) => {
                let short = month.short();
                let name = short.split(' ').next().unwrap_or_default();
                judged.word.outside().then(|| format!("{name}{sign}"))
            }
        }
    }

    /// The same in words: `usual 0-5 accounts`, of a quarter `Aug 2026 above usual`.
    pub fn told(&self, theme: TagId) -> Option<String> {
        let judged = &self.of(theme)?.accounts;
        match judged.of {
            None => self
                .usual(theme)
                .map(|usual| format!("usual {usual} accounts")),
            Some(_) => judged.words(judged.better == Some(false), self.period),
        }
    }

    /// That a theme is closed, or open again.
    pub fn standing(&self, theme: TagId) -> Option<String> {
        Some(self.of(theme)?.closed.as_ref()?.words())
    }

    /// The themes that are closed or open again, each with since when.
    pub fn settled(&self) -> impl Iterator<Item = String> {
        let themes = self.themes.iter();
        themes.filter_map(|theme| {
            let closed = theme.closed.as_ref()?;
            Some(format!("{}: {}", theme.theme, closed.words()))
        })
    }

    /// In one line, why no theme is judged.
    pub fn not_yet(&self) -> Option<String> {
        if self.not_tagged {
            let words = "over 10 % of the loss is not tagged yet: no theme is judged";
            return Some(words.to_owned());
        }
        self.from
            .map(|period| format!("themes: usual ranges from {}", period.long()))
    }
}

impl Review {
    /// Whether it was frozen before there were usual ranges.
    pub fn before_ranges(&self) -> bool {
        self.compared.iter().any(|compared| compared.then.is_some())
    }

    /// Since when losses are known, where that is not the whole ledger, and where it is a guess and none is in sight:
    /// then there may be none on file.
    pub fn since(&self) -> Option<String> {
        let known = self.known?;
        let none = || self.trend.iter().all(|m| m.accounts.churned == 0);
        let guess = || (known.since.guessed && none()).then(|| known.told());
        known.words().or_else(guess)
    }

    /// In a line each, why something is not told or not judged: how far the data
    /// reaches, since when losses are known, from when there are
    /// ranges, of what there is too little.
    pub fn not_yet(&self) -> Vec<String> {
        let limit = self.metrics.limit();
        let since = self.since();
        let not_judged = self.metrics.not_judged();
        limit.into_iter().chain(since).chain(not_judged).collect()
    }
}
