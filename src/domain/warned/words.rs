//! What became of a list, in sentences for people. Must not claim that the list was the reason for anything.

use super::{ListChange, Outcome, RuleKept};
use crate::domain::money::{Cents, by_count, count, counted};
use crate::domain::tally::Sum;

/// So many rules are named in one sentence.
const NAMED: usize = 3;

impl Outcome {
    /// `31 left, €18,300 · 9 were on the list of 30 Sep`, the rates of both groups, and which sign spoke first;
    /// `money` writes an amount.
    pub fn words(&self, money: impl Fn(Cents) -> String) -> Vec<String> {
        if !self.kept {
            let period = self.period.long();
            return vec![format!(
                "the review of {period} kept no list of accounts at risk: whether it warned of anybody cannot be told"
            )];
        }
        if !self.could_warn() {
            let (day, why) = (self.as_of.short(), &self.no_score);
            return vec![format!(
                "cannot be told: no account had a row of usage by {day}, and no learned score: {why}"
            )];
        }
        if !self.is_known() {
            return vec![self.too_early()];
        }
        let mut lines = vec![self.headline(&money), self.rates()];
        lines.extend(self.not_over());
        lines.extend(self.first_words());
        lines.extend(self.blind());
        let said = self.hindsight.iter();
        lines.extend(said.flat_map(|said| said.words(self)));
        lines
    }

    /// That nothing can have become of it yet.
    fn too_early(&self) -> String {
        let (day, until) = (self.as_of.short(), self.until.short());
        format!(
            "cannot be told yet: nothing is known since the list of {day}, and the time until {until} is not over"
        )
    }

    /// `so far: the time until 30 Nov is not over, and known until 20 Nov`
    fn not_over(&self) -> Option<String> {
        let (until, known) = (self.until.short(), self.known?.short());
        Some(format!(
            "so far: the time until {until} is not over, and known until {known}"
        ))
    }

    /// `31 left, €18,300 · 9 were on the list of 30 Sep`
    pub fn headline(&self, money: impl Fn(Cents) -> String) -> String {
        let left = self.left();
        let day = self.as_of.short();
        let Sum { accounts, mrr } = left;
        if accounts == 0 {
            let were = were(self.flagged.accounts);
            let nobody = match self.known {
                None => "nobody left".to_owned(),
                Some(known) => format!("none known to have left by {}", known.short()),
            };
            return format!("{nobody} · {were} on the list of {day}");
        }
        let were = were(self.flagged_left.accounts);
        format!(
            "{} left, {} · {were} on the list of {day}",
            count(accounts),
            money(mrr)
        )
    }

    /// `flagged 71, left 9 (13 %) · not flagged 940, left 22 (2 %): 4 to 22 points more of the flagged left`
    pub fn rates(&self) -> String {
        let group = |what: &str, all: Sum, left: Sum| {
            let share = match all.accounts {
                0 => "n/a".to_owned(),
                n => format!("{:.0} %", left.accounts as f64 / n as f64 * 100.0),
            };
            format!(
                "{what} {}, left {} ({share})",
                count(all.accounts),
                count(left.accounts)
            )
        };
        let flagged = group("flagged", self.flagged, self.flagged_left);
        let others = group("not flagged", self.others, self.others_left);
        let more = match self.more {
            Some((low, high)) if low > 0.0 => {
                format!("; {} points more of the flagged left", points(low, high))
            }
            Some((low, high)) if high < 0.0 => {
                format!("; {} points fewer of the flagged left", points(-high, -low))
            }
            Some((low, high)) => format!(
                "; the difference lies between {:.0} and {:.0} points: too few to tell the groups apart",
                low * 100.0,
                high * 100.0
            ),
            None => String::new(),
        };
        format!("{flagged} · {others}{more}")
    }

    /// `first to speak: logins falls 50 % for 6, 41 days before they left (median)`
    fn first_words(&self) -> Option<String> {
        let rules = self.first.iter().take(NAMED);
        let told: Vec<String> = rules
            .map(|spoke| {
                let days = counted(usize::try_from(spoke.days).unwrap_or_default(), "day");
                format!(
                    "{} for {}, {days} before",
                    spoke.rule,
                    count(spoke.accounts)
                )
            })
            .collect();
        let several = self
            .first
            .iter()
            .take(NAMED)
            .any(|spoke| spoke.accounts > 1);
        let medians = if several { " (medians)" } else { "" };
        (!told.is_empty()).then(|| format!("first to speak: {}{medians}", told.join("; ")))
    }

    /// What the list could not look at.
    fn blind(&self) -> Option<String> {
        let lacks = self.rules.iter().filter(|rule| rule.not_compared > 0);
        let lacks: Vec<String> = lacks.map(not_compared).collect();
        let mut said = Vec::new();
        if !lacks.is_empty() {
            said.push(format!(
                "no earlier row to compare with: {}",
                lacks.join(", ")
            ));
        }
        if !self.no_score.is_empty() {
            said.push(format!("no learned score: {}", self.no_score));
        }
        (!said.is_empty()).then(|| said.join(" · "))
    }

    /// `0 of the 6 who left in October were on the list`, for one line.
    pub fn in_short(&self) -> String {
        if !self.kept {
            return format!(
                "cannot be told: the review of {} kept no list",
                self.period.long()
            );
        }
        if !self.could_warn() {
            return format!(
                "cannot be told: no account had a sign with a day by {}",
                self.as_of.short()
            );
        }
        if !self.is_known() {
            return self.too_early();
        }
        let (listed, left) = (self.flagged_left.accounts, self.left().accounts);
        let from = self.as_of.plus(1).short();
        let until = match self.known {
            None => self.until.short(),
            Some(known) => format!("{}, so far", known.short()),
        };
        match left {
            0 if self.known.is_some() => format!("none known to have left from {from} to {until}"),
            0 => format!("nobody left from {from} to {until}"),
            1 if listed == 1 => format!("the one who left from {from} to {until} was on the list"),
            1 => format!("the one who left from {from} to {until} was not on the list"),
            left => {
                let (who, were) = match listed {
                    0 => ("none".to_owned(), "was"),
                    n => (count(n), by_count(n, "was", "were")),
                };
                let left = count(left);
                format!("{who} of the {left} who left from {from} to {until} {were} on the list")
            }
        }
    }
}

/// `none was`, `1 was`, `9 were`.
fn were(n: u64) -> String {
    match n {
        0 => "none was".to_owned(),
        n => format!("{} {}", count(n), by_count(n, "was", "were")),
    }
}

impl ListChange {
    /// `6 new on the list, 7 off it, 2 of it left: now 28 accounts, €13,251 a month`
    pub fn words(&self, money: impl Fn(Cents) -> String) -> String {
        let who = counted(self.listed.accounts as usize, "account");
        let amount = money(self.listed.mrr);
        let (new, off) = (count(self.new), count(self.off));
        let left = match self.left {
            0 => String::new(),
            n => format!(", {} of it left", count(n)),
        };
        format!("{new} new on the list, {off} off it{left}: now {who}, {amount} a month")
    }
}

fn not_compared(rule: &RuleKept) -> String {
    let of = counted(rule.not_compared as usize, "account");
    format!("{} ({of})", rule.when)
}

fn points(low: f64, high: f64) -> String {
    format!("{:.0} to {:.0}", low * 100.0, high * 100.0)
}
