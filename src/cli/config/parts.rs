//! The sections of the configuration file that say how numbers are counted: each as written, and what it settles.
//! Must not know how anything is counted. What is `expecting` is what errors have always called a section.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::calendar::Calendar;
use crate::domain::day::month_named;
use crate::domain::figure::{Figure, round6};
use crate::domain::goals::{Each, Goal, Goals};
use crate::domain::losses::Windows;
use crate::domain::money::Currency;
use crate::domain::period::WeekStart;
use crate::domain::rate::{ExchangeRates, Rate};
use crate::domain::rules::Rules;
use crate::domain::signs::{Condition, Rule, State};
use crate::domain::sort::sort_by_key;
use crate::domain::value::Costs;
use crate::domain::word::Word;

/// `[currency]`: what one unit of another currency is in the room's.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "struct Part")]
pub(super) struct CurrencyPart {
    rates: BTreeMap<String, String>,
}

impl CurrencyPart {
    pub(super) fn rates(self) -> Result<ExchangeRates, String> {
        let read = |(code, rate): (String, String)| {
            let wrong = |why: String| format!("currency.rates.{code}: {why}");
            let currency: Currency = code.parse().map_err(|e| wrong(format!("{e}")))?;
            let rate: Rate = rate.parse().map_err(|e| wrong(format!("{e}")))?;
            Ok((currency, rate))
        };
        self.rates.into_iter().map(read).collect()
    }
}

/// A line of `[decisions]`: one team, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a team, or a list of teams")]
pub(super) enum TeamsPart {
    One(String),
    Several(Vec<String>),
}

impl TeamsPart {
    /// Their names; an empty one stands for none.
    pub(super) fn names(self) -> Vec<String> {
        let mut names = match self {
            TeamsPart::One(name) => vec![name],
            TeamsPart::Several(names) => names,
        };
        names.retain(|name| !name.trim().is_empty());
        names
    }
}

/// `[evidence]`: how many days around a period feedback counts.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "struct Part")]
pub(super) struct EvidencePart {
    before: Option<i32>,
    after: Option<i32>,
    exposed: Option<i32>,
    survey_lead: Option<i32>,
}

impl EvidencePart {
    pub(super) fn windows(&self) -> Result<Windows, String> {
        let mut windows = Windows::default();
        for (name, said, days) in [
            ("before", self.before, &mut windows.before),
            ("after", self.after, &mut windows.after),
            ("exposed", self.exposed, &mut windows.exposed),
            ("survey_lead", self.survey_lead, &mut windows.survey_lead),
        ] {
            *days = said.unwrap_or(*days);
            if !(0..=3660).contains(days) {
                return Err(format!("evidence.{name} is {days} days; use 0 to 3660"));
            }
        }
        Ok(windows)
    }
}

/// `[calendar]`: when a team's fiscal years and weeks begin.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "struct Part")]
pub(super) struct CalendarPart {
    fiscal_year_starts: Option<String>,
    week_starts: Option<String>,
}

impl CalendarPart {
    pub(super) fn calendar(&self) -> Result<Calendar, String> {
        let mut calendar = Calendar::default();
        if let Some(word) = &self.fiscal_year_starts {
            let word = word.trim().to_ascii_lowercase();
            calendar.fiscal_year_starts = month_named(&word).ok_or_else(|| {
                format!("calendar.fiscal_year_starts is `{word}`; use the name of a month, such as april")
            })?;
        }
        if let Some(word) = &self.week_starts {
            let word = word.trim().to_ascii_lowercase();
            let day = WeekStart::ALL.into_iter().find(|day| day.word() == word);
            calendar.week_starts = day.ok_or_else(|| {
                format!("calendar.week_starts is `{word}`; use monday, sunday or saturday")
            })?;
        }
        Ok(calendar)
    }
}

/// `[goals]`: what figures should be, in percent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "struct Part")]
pub(super) struct GoalsPart {
    each: Each,
    #[serde(flatten)]
    of: BTreeMap<String, f64>,
}

/// The figures that can have a goal, and from where to where: only what is kept can pass the whole, for growth
/// counts in two of them.
const CAN: [(Figure, f64, f64); 5] = [
    (Figure::LogoChurn, 0.0, 100.0),
    (Figure::GrossMrrChurn, 0.0, 100.0),
    (Figure::NetMrrChurn, -1000.0, 100.0),
    (Figure::Grr, 0.0, 100.0),
    (Figure::Nrr, 0.0, 1000.0),
];

impl GoalsPart {
    pub(super) fn goals(self) -> Result<Goals, String> {
        let goal = |(key, percent): (String, f64)| {
            let can = CAN.into_iter().find(|(figure, ..)| figure.word() == key);
            let (figure, low, high) = can.ok_or_else(|| {
                let all = CAN.map(|(figure, ..)| figure.word()).join(", ");
                format!("goals.{key} is no figure with a goal; use one of {all}")
            })?;
            if !(low..=high).contains(&percent) {
                return Err(format!(
                    "goals.{key} cannot be {percent}; give it in percent, {low} to {high}"
                ));
            }
            let target = round6(percent / 100.0);
            Ok(Goal { figure, target })
        };
        let (each, of) = (self.each, self.of.into_iter().map(goal));
        let mut of = of.collect::<Result<Vec<Goal>, String>>()?;
        sort_by_key(&mut of, |goal| goal.figure);
        Ok(Goals { each, of })
    }
}

/// `[numbers]`: what a team has settled about counting.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "struct Part")]
pub(super) struct NumbersPart {
    grace_days: Option<u16>,
    too_few: Option<u64>,
    reopens_at: Option<u64>,
}

impl NumbersPart {
    pub(super) fn settle(self, rules: &mut Rules) -> Result<(), String> {
        rules.grace_days = self.grace_days.unwrap_or(rules.grace_days);
        rules.too_few = self.too_few.unwrap_or(rules.too_few);
        rules.reopens_at = self.reopens_at.unwrap_or(rules.reopens_at).max(1);
        match rules.grace_days {
            0..=366 => Ok(()),
            days => Err(format!("numbers.grace_days is {days} days; use 0 to 366")),
        }
    }
}

/// `[[signs]]`: a rule that makes an account at risk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "struct Part")]
pub(super) struct SignPart {
    when: Condition,
    then: RuleThen,
}

/// What a rule can make of an account.
#[derive(Clone, Copy, Debug, Deserialize)]
enum RuleThen {
    #[serde(rename = "at risk")]
    AtRisk,
    #[serde(rename = "endangered")]
    Endangered,
}

impl From<SignPart> for Rule {
    fn from(part: SignPart) -> Rule {
        let then = match part.then {
            RuleThen::AtRisk => State::AtRisk,
            RuleThen::Endangered => State::Endangered,
        };
        let when = part.when;
        Rule { when, then }
    }
}

/// `[risk]`: what is learned from whatever it tells.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "struct Part")]
pub(super) struct RiskPart {
    pub(super) learn_from: Vec<String>,
}

/// `[value]`, and `[cac]` beside it: what customers cost.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "struct Part")]
pub(super) struct ValuePart {
    gross_margin: Option<f64>,
}

impl ValuePart {
    /// The margin, and what a new customer costs per channel.
    pub(super) fn costs(&self, cac: BTreeMap<String, f64>) -> Result<Costs, String> {
        let usual = Costs::default();
        let gross_margin = self.gross_margin.unwrap_or(usual.gross_margin);
        if !(gross_margin > 0.0 && gross_margin <= 1.0) {
            return Err(format!(
                "value.gross_margin is {gross_margin}; it is the share of revenue left after serving it, \
                 such as 0.8 for 80 %"
            ));
        }
        let cac = cac.into_iter().map(|(channel, amount)| {
            if !(amount > 0.0 && amount < 1e9) {
                return Err(format!(
                    "cac.{channel} is {amount}; say what one new customer costs, such as 320.50"
                ));
            }
            Ok((channel, amount))
        });
        let cac = cac.collect::<Result<_, String>>()?;
        Ok(Costs { gross_margin, cac })
    }
}
