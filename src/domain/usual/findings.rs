//! What there is to say of a period, as data: what is unusual and by whom, what is usual and costs most, what is owed
//! or not known. Must not know screens: who shows it puts it into sentences.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::figures::last_unit;
use super::reasons::{LargestTheme, ReasonsJudged};
use super::{JudgedAs, Judgement};
use crate::domain::behind::What;
use crate::domain::figure::{self, Figure};
use crate::domain::ids::TagId;
use crate::domain::metrics::Metrics;
use crate::domain::money::{Cents, counted};
use crate::domain::period::Period;
use crate::domain::tally::{Line, Sum};
use crate::domain::themes::Themes;

/// What is unusual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// A figure.
    Figure(Figure),
    /// The accounts lost for a theme, by its name.
    Theme(String),
}

/// Something outside its usual range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Unusual {
    /// What.
    pub what: Which,
    /// Of a theme, its tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<TagId>,
    /// How it was judged.
    pub judged: Judgement,
    /// On which side it lies.
    pub above: bool,
    /// The figure's rate, or the theme's accounts.
    pub value: f64,
    /// The accounts that make it and their loss: of a sum those, the largest first, without which it would be usual.
    pub by: Sum,
}

/// What a team still owes itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Owed {
    /// Actions that are late.
    pub late: u64,
    /// By how many days the latest is.
    pub days: u32,
    /// Lost accounts of which nobody said why.
    pub nobody_said: Sum,
    /// Lost accounts whose words are not tagged yet.
    pub not_tagged: Sum,
}

/// All there is to say of a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Findings {
    /// The period.
    pub period: Period,
    /// Outside their ranges: figures, then themes.
    pub unusual: Vec<Unusual>,
    /// Whether any figure lies inside its range.
    pub usual: bool,
    /// Those that do, where another does not: all are named then. What was frozen before names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Figure>,
    /// The figures of which nothing can be said.
    #[serde(default)]
    pub unjudged: Vec<Figure>,
    /// What is usual and costs most.
    pub largest: Option<LargestTheme>,
    /// What is owed or not known.
    pub owed: Owed,
    /// Whether too much of the loss is not tagged for themes to be judged.
    pub not_tagged: bool,
}

/// Whose accounts make a figure unusual: those lost, also of less than usual; of NRR and net churn that are better
/// than usual those who pay more.
pub fn made_by(figure: Figure, better: Option<bool>) -> What {
    match (figure, better) {
        (Figure::LogoChurn, _) => What::Figure(figure),
        (Figure::Nrr | Figure::NetMrrChurn, Some(true)) => What::Line(Line::Expansion),
        (
            Figure::GrossMrrChurn
            | Figure::NetMrrChurn
            | Figure::Grr
            | Figure::Nrr
            | Figure::QuickRatio,
            _,
        ) => What::Lost,
    }
}

/// The accounts that make a figure unusual, of all that are `made_by` it: `parts` is what each lost or gained, the
/// largest first.
pub fn makers(figure: Figure, metrics: &Metrics, parts: &[Cents]) -> Sum {
    let all = || {
        let mut sum = Sum::default();
        parts.iter().for_each(|part| sum.add(*part));
        sum
    };
    let judgement = metrics.judgement(figure).copied().unwrap_or_default();
    let opening = metrics.mrr.opening.0 as f64;
    let gained = made_by(figure, judgement.better) == What::Line(Line::Expansion);
    let worse = judgement.better == Some(false);
    // What may be lost, or gained, at most for the figure to be usual.
    let beyond = match (figure, judgement.word, judgement.range()) {
        (Figure::LogoChurn, ..) | (_, _, None) => return all(),
        (_, JudgedAs::Signal, Some((low, high))) if worse || gained => {
            let value = figure.of(&metrics.rates).unwrap_or_default();
            match judgement.above(figure) {
                true => (value - high) * opening,
                false => (low - value) * opening,
            }
        }
        _ => return all(),
    };
    let mut sum = Sum::default();
    for part in parts {
        if sum.mrr.0 as f64 >= beyond {
            break;
        }
        sum.add(*part);
    }
    sum
}

/// The themes outside their ranges, with what each cost.
fn unusual_themes(themes: &Themes, judged: &ReasonsJudged) -> impl Iterator<Item = Unusual> {
    let judged = judged.themes.iter();
    let outside = judged.filter(|theme| theme.accounts.word.outside());
    outside.map(|theme| {
        let own = themes.themes.iter().find(|own| own.theme == theme.theme);
        let by = own.map_or_else(Sum::default, |own| Sum {
            accounts: own.accounts,
            mrr: own.lost_mrr,
        });
        Unusual {
            what: Which::Theme(theme.theme.clone()),
            theme: Some(theme.id),
            judged: theme.accounts,
            above: theme.accounts.better == Some(false),
            value: by.accounts as f64,
            by,
        }
    })
}

impl Findings {
    /// Of a period's numbers, its themes and what is owed; `by` tells who makes a figure.
    pub fn of(
        metrics: &Metrics,
        themes: &Themes,
        judged: &ReasonsJudged,
        owed: Owed,
        by: impl Fn(Figure) -> Sum,
    ) -> Findings {
        let figures = Figure::headlines(metrics.profile).iter();
        let judgements = figures.filter_map(|figure| Some((*figure, *metrics.judgement(*figure)?)));
        let all: Vec<(Figure, Judgement)> = judgements.collect();
        // GRR is the mirror of gross churn: once is enough of what is outside, or not judged.
        let once = || all.iter().filter(|(figure, _)| *figure != Figure::Grr);
        let of_figure = |(figure, judged): &(Figure, Judgement)| Unusual {
            what: Which::Figure(*figure),
            theme: None,
            judged: *judged,
            above: judged.above(*figure),
            value: figure.of(&metrics.rates).unwrap_or_default(),
            by: by(*figure),
        };
        let found = once().filter(|(_, judged)| judged.word.outside());
        let mut unusual: Vec<Unusual> = found.map(of_figure).collect();
        unusual.extend(unusual_themes(themes, judged));
        let inside = all
            .iter()
            .filter(|(_, judged)| judged.word == JudgedAs::Routine);
        let inside: Vec<Figure> = inside.map(|(figure, _)| *figure).collect();
        Findings {
            period: metrics.period,
            usual: !inside.is_empty(),
            inside: if inside.len() == all.len() {
                Vec::new()
            } else {
                inside
            },
            unjudged: once()
                .filter(|(_, judged)| matches!(judged.word, JudgedAs::TooFew | JudgedAs::Unknown))
                .map(|(figure, _)| *figure)
                .collect(),
            unusual,
            largest: judged.largest.clone(),
            owed,
            not_tagged: judged.not_tagged,
        }
    }

    /// What is unusual, a line each: `reporting: 3 accounts, €1,551 (usual: 0 to 1 account a month)`.
    pub fn unusual_lines(&self, money: &dyn Fn(Cents) -> String) -> Vec<String> {
        self.unusual
            .iter()
            .map(|one| one.line(self.period, money))
            .collect()
    }

    /// Whether anything was judged and found usual.
    pub fn is_usual(&self) -> bool {
        self.usual || self.largest.as_ref().is_some_and(|largest| largest.usual)
    }

    /// What is usual and costs most: `Logo churn; largest usual cause since April: price, €1,120`.
    pub fn usual_line(&self, money: &dyn Fn(Cents) -> String) -> Option<String> {
        let figures = self.usual.then(|| self.usual_figures() + &self.each());
        let largest = self.largest.as_ref().map(|largest| {
            let (theme, mrr) = (&largest.theme, money(largest.mrr));
            // What makes a figure unusual is in it.
            let cause = match largest.usual && !self.lost_unusually_much() {
                true => "usual cause",
                false => "cause",
            };
            let since = self.beginning(largest.since);
            let (tagged, of, unit) = (largest.tagged, largest.of, last_unit(self.period).kind());
            let when = match (largest.since == self.period, of.saturating_sub(tagged)) {
                (true, _) => String::new(),
                (false, 0) => format!(" since {since}"),
                (false, _) if !largest.all => {
                    format!(" since {since} ({tagged} of {of} {unit}s tagged)")
                }
                (false, partly) => {
                    format!(" since {since} ({partly} of {of} {unit}s over 10 % not tagged)")
                }
            };
            format!("largest {cause}{when}: {theme}, {mrr}")
        });
        let said: Vec<String> = figures.into_iter().chain(largest).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// Whether more MRR was lost than usual.
    fn lost_unusually_much(&self) -> bool {
        let of_money = |one: &Unusual| {
            let figure = !matches!(one.what, Which::Figure(Figure::LogoChurn) | Which::Theme(_));
            figure && one.judged.better == Some(false)
        };
        self.unusual.iter().any(of_money)
    }

    /// When a period began, as short as it can be told from here: `July`, `July 2025`, `12 Oct`.
    fn beginning(&self, of: Period) -> String {
        let name = of.long();
        match (of, name.split_once(' ')) {
            (Period::Month { .. }, Some((month, _)))
                if of.first().year() == self.period.first().year() =>
            {
                month.to_owned()
            }
            (Period::Month { .. }, _) => name,
            _ => of.first().near(self.period.last()),
        }
    }

    /// A quarter is judged by its months: `, each month`.
    fn each(&self) -> String {
        let unit = last_unit(self.period);
        if unit == self.period {
            return String::new();
        }
        format!(", each {}", unit.kind())
    }

    /// `all figures`, or the names of those that are usual where not all are.
    fn usual_figures(&self) -> String {
        if !self.inside.is_empty() {
            return figure::names(&self.inside);
        }
        let of_figure = |one: &Unusual| matches!(one.what, Which::Figure(_));
        let all = match self.unusual.iter().any(of_figure) {
            false => "all figures",
            true => "all other figures",
        };
        match &self.unjudged[..] {
            [] => all.to_owned(),
            these => format!("{all} but {}", figure::names(these)),
        }
    }

    /// What is owed or not known: `1 action 9 days late · nobody said why: €476`.
    pub fn owed_line(&self, money: &dyn Fn(Cents) -> String) -> Option<String> {
        let Owed {
            late,
            days,
            nobody_said,
            not_tagged,
        } = self.owed;
        let late = (late > 0).then(|| {
            let up_to = if late > 1 { "up to " } else { "" };
            format!(
                "{} {up_to}{} late",
                counted(late as usize, "action"),
                counted(days as usize, "day")
            )
        });
        let row = |name: &str, sum: Sum| {
            (sum.accounts > 0).then(|| format!("{name}: {}", money(sum.mrr)))
        };
        let rest = [
            row("nobody said why", nobody_said),
            row("not tagged yet", not_tagged),
        ];
        let said: Vec<String> = late.into_iter().chain(rest.into_iter().flatten()).collect();
        (!said.is_empty()).then(|| said.join(" · "))
    }
}

impl Unusual {
    /// Whether those who pay more make it.
    fn is_gain(&self, figure: Figure) -> bool {
        made_by(figure, self.judged.better) == What::Line(Line::Expansion)
    }

    fn line(&self, period: Period, money: &dyn Fn(Cents) -> String) -> String {
        let Sum { accounts, mrr } = self.by;
        let who = counted(accounts as usize, "account");
        let each = self.judged.of.unwrap_or(period).kind();
        let side = self.judged.words(self.above, period).unwrap_or_default();
        match &self.what {
            Which::Theme(theme) => {
                let range = self.judged.range().map_or_else(String::new, |(low, high)| {
                    let s = if high == 1.0 { "" } else { "s" };
                    format!(" (usual: {low:.0} to {high:.0} account{s} a {each})")
                });
                let side = match self.judged.word {
                    JudgedAs::Shift => format!(", {side}"),
                    JudgedAs::Signal | JudgedAs::Routine | JudgedAs::TooFew | JudgedAs::Unknown => {
                        String::new()
                    }
                };
                format!("{theme}: {who}, {}{side}{range}", money(mrr))
            }
            Which::Figure(figure) => {
                let from = match figure {
                    Figure::LogoChurn => format!(": {who}, {}", money(mrr)),
                    _ if accounts == 0 || self.judged.word == JudgedAs::Shift => String::new(),
                    // Of less than usual nobody is the cause: those who left are few.
                    _ if self.judged.better == Some(true) && !self.is_gain(*figure) => {
                        String::new()
                    }
                    Figure::GrossMrrChurn
                    | Figure::NetMrrChurn
                    | Figure::Grr
                    | Figure::Nrr
                    | Figure::QuickRatio => format!(": {} of it from {who}", money(mrr)),
                };
                let value = figure.shown(Some(self.value));
                format!("{} {value}, {side}{from}", figure.name())
            }
        }
    }
}
