//! The rates of a period: what each profile means by them, and what they are made of.
//! Must not know how lines are counted: it is given a tally.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

use super::money::{Cents, Money, count, part_of_accounts};
use super::profile::Profile;
use super::tally::{Rates, Tally};
use super::word::all;

/// A rate that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, TraversableMut)]
#[strum(serialize_all = "snake_case")]
pub enum Figure {
    /// Accounts that left.
    LogoChurn,
    /// Money that left or was downgraded.
    GrossMrrChurn,
    /// The same, growth of accounts there were taken off.
    NetMrrChurn,
    /// Money kept, growth left out.
    Grr,
    /// Money kept, growth counted.
    Nrr,
    /// Money gained over money lost.
    QuickRatio,
}

impl Figure {
    /// Every figure, in the order they are read.
    pub const ALL: [Figure; 6] = all();

    /// The headlines of a profile: what it defines, and no figure that only turns another round.
    pub fn headlines(profile: Profile) -> &'static [Figure] {
        use Figure::{GrossMrrChurn, Grr, LogoChurn, NetMrrChurn, Nrr};
        match profile {
            Profile::Snapshot => &[LogoChurn, GrossMrrChurn, Grr, Nrr],
            Profile::Chartmogul => &[LogoChurn, GrossMrrChurn, NetMrrChurn],
            Profile::Stripe => &[LogoChurn],
            Profile::Baremetrics => &[LogoChurn, GrossMrrChurn, Nrr],
            Profile::Profitwell => &[LogoChurn, GrossMrrChurn],
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Figure::LogoChurn => "Logo churn",
            Figure::GrossMrrChurn => "Gross MRR churn",
            Figure::NetMrrChurn => "Net MRR churn",
            Figure::Grr => "GRR",
            Figure::Nrr => "NRR",
            Figure::QuickRatio => "Quick ratio",
        }
    }

    /// Whether more of it is better.
    pub fn more_is_better(self) -> bool {
        matches!(self, Figure::Grr | Figure::Nrr | Figure::QuickRatio)
    }

    /// Its rate; `None` is n/a.
    pub fn of(self, rates: &Rates) -> Option<f64> {
        match self {
            Figure::LogoChurn => rates.logo_churn,
            Figure::GrossMrrChurn => rates.gross_mrr_churn,
            Figure::NetMrrChurn => rates.net_mrr_churn,
            Figure::Grr => rates.grr,
            Figure::Nrr => rates.nrr,
            Figure::QuickRatio => rates.quick_ratio,
        }
    }

    /// Its value for people: `3.1 %`, a quick ratio as `1.04`, `n/a` where there is none.
    pub fn shown(self, rate: Option<f64>) -> String {
        match (self, rate) {
            (_, None) => "n/a".to_owned(),
            (Figure::QuickRatio, Some(ratio)) => format!("{ratio:.2}"),
            (_, Some(rate)) => format!("{:.1} %", rate * 100.0),
        }
    }

    /// What a profile means by it in words, or that it does not define it.
    pub fn meaning(self, profile: Profile) -> String {
        self.definition(profile)
            .map_or_else(|| self.not_defined(profile), |d| d.formula())
    }

    /// That a profile does not define it.
    pub fn not_defined(self, profile: Profile) -> String {
        format!("not defined by {profile}")
    }

    /// What a profile means by it; `None` where it does not define it.
    pub fn definition(self, profile: Profile) -> Option<Definition> {
        let (top, over) = numerator(self, profile)?;
        let (bottom, under) = denominator(self, profile);
        let unit = match self {
            Figure::LogoChurn => RatioUnit::Accounts,
            Figure::GrossMrrChurn
            | Figure::NetMrrChurn
            | Figure::Grr
            | Figure::Nrr
            | Figure::QuickRatio => RatioUnit::MrrCents,
        };
        Some(Definition {
            top,
            bottom,
            unit,
            over,
            under,
        })
    }
}

/// What the two parts of a ratio count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum RatioUnit {
    /// Accounts.
    Accounts,
    /// MRR in cents.
    MrrCents,
}

/// What a profile means by a figure: one number over another, each a sum over accounts.
#[derive(Debug)]
pub struct Definition {
    /// The numerator in words.
    pub top: &'static str,
    /// The denominator in words.
    pub bottom: &'static str,
    /// What both count.
    pub unit: RatioUnit,
    over: fn(&Tally) -> i64,
    under: fn(&Tally) -> i64,
}

impl Definition {
    /// Numerator and denominator of a set of accounts.
    pub fn ratio(&self, tally: &Tally) -> Ratio {
        Ratio {
            unit: self.unit,
            top: (self.over)(tally),
            bottom: (self.under)(tally),
        }
    }

    /// The formula in words: `churned accounts / accounts active at the start`.
    pub fn formula(&self) -> String {
        format!("{} / {}", self.top, self.bottom)
    }
}

/// A rate's two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Ratio {
    /// What they count.
    pub unit: RatioUnit,
    /// The numerator.
    #[serde(rename = "numerator")]
    pub top: i64,
    /// The denominator.
    #[serde(rename = "denominator")]
    pub bottom: i64,
}

impl Ratio {
    /// The rate, rounded to 6 decimals; `None` (n/a) when there is nothing below the line.
    pub fn rate(self) -> Option<f64> {
        fraction(self.top, self.bottom).map(round6)
    }

    /// Its two parts for people: `31 of 1,004 accounts`, `1,204.00 of 38,100.00`.
    pub fn words(self, money: Money<'_>) -> String {
        match (self.unit, self.top.try_into(), self.bottom.try_into()) {
            (RatioUnit::Accounts, Ok(top), Ok(bottom)) => part_of_accounts(top, bottom),
            (RatioUnit::Accounts | RatioUnit::MrrCents, ..) => {
                let [top, bottom] =
                    [self.top, self.bottom].map(|part| self.unit.shown(part, money));
                format!("{top} of {bottom}")
            }
        }
    }
}

impl RatioUnit {
    /// So many of it for people: `1,004`, `38,100.00`.
    pub fn shown(self, n: i64, money: Money<'_>) -> String {
        match self {
            RatioUnit::Accounts if n < 0 => format!("-{}", count(n.unsigned_abs())),
            RatioUnit::Accounts => count(n.unsigned_abs()),
            RatioUnit::MrrCents => money.number(Cents(n)),
        }
    }
}

/// `gross MRR churn, NRR`.
pub fn names(figures: &[Figure]) -> String {
    let names: Vec<&str> = figures.iter().map(|figure| figure.name()).collect();
    names.join(", ")
}

/// `part / whole`, or `None` when there is no whole.
pub fn fraction(part: i64, whole: i64) -> Option<f64> {
    (whole != 0).then(|| part as f64 / whole as f64)
}

/// Rounded to 6 decimals, as every rate is given out; never a negative zero.
pub fn round6(rate: f64) -> f64 {
    (rate * 1e6).round() / 1e6 + 0.0
}

/// A chance, rounded as every rate is. None is 0 however small: then it is the least that six decimals can tell.
pub fn chance(p: f64) -> f64 {
    round6(p).max(1e-6)
}

/// The chance of what may come or not: neither 0 nor 1 however near it lies.
pub fn open_chance(p: f64) -> f64 {
    chance(p).min(1.0 - 1e-6)
}

/// Such a chance in whole percent, `12 %`; never `0 %` nor `100 %`.
pub fn open_percent(p: f64) -> String {
    match p {
        p if p < 0.005 => "< 1 %".to_owned(),
        p if p >= 0.995 => "> 99 %".to_owned(),
        p => format!("{:.0} %", p * 100.0),
    }
}

fn accounts_at_start(t: &Tally) -> i64 {
    t.accounts.opening.cast_signed()
}

fn opening(t: &Tally) -> i64 {
    t.mrr.opening.0
}

/// MRR that left or was downgraded.
fn gone(t: &Tally) -> i64 {
    t.mrr.churn.0 + t.mrr.contraction.0
}

fn churned(t: &Tally) -> i64 {
    t.accounts.churned.cast_signed()
}

/// A number in words, and how it is summed.
type RatioPart = (&'static str, fn(&Tally) -> i64);

/// Snapshot's definitions are the usual ones of the field, of balances at a period's start and end. The others are
/// what ChartMogul, Stripe, Baremetrics and ProfitWell publish in their help pages about their own figures; what a
/// tool does not define is `None`.
fn numerator(figure: Figure, profile: Profile) -> Option<RatioPart> {
    use Figure::{GrossMrrChurn, Grr, LogoChurn, NetMrrChurn, Nrr, QuickRatio};
    use Profile::{Baremetrics, Chartmogul, Profitwell, Snapshot, Stripe};
    let part: RatioPart = match (figure, profile) {
        (LogoChurn, Snapshot) => ("accounts active at the start and not at the end", churned),
        (LogoChurn, Chartmogul) => (
            "cancellations, but of accounts that joined in the period",
            |t| churned(t) - t.accounts.joined_and_left.cast_signed(),
        ),
        (LogoChurn, Stripe) => ("cancellations", churned),
        (LogoChurn, Baremetrics) => (
            "cancellations, also of accounts that joined in the period",
            churned,
        ),
        (LogoChurn, Profitwell) => ("cancellations, but of accounts that came and went", churned),
        (GrossMrrChurn, Snapshot | Chartmogul | Baremetrics | Profitwell) => {
            ("MRR churned and downgraded", gone)
        }
        (NetMrrChurn, Snapshot) => ("MRR churned and downgraded less expansion", |t| {
            gone(t) - t.mrr.expansion.0
        }),
        (NetMrrChurn, Chartmogul) => (
            "MRR churned and downgraded less expansion and reactivation",
            |t| gone(t) - t.mrr.expansion.0 - t.mrr.reactivation.0,
        ),
        (Grr, Snapshot) => (
            "of each account at the start the smaller of its MRR then and at the end",
            |t| opening(t) - gone(t),
        ),
        (Nrr, Snapshot | Baremetrics) => (
            "MRR at the start less churned and downgraded plus expansion",
            |t| opening(t) - gone(t) + t.mrr.expansion.0,
        ),
        (QuickRatio, Snapshot | Chartmogul) => ("new, reactivated and expanded MRR", |t| {
            t.mrr.new.0 + t.mrr.reactivation.0 + t.mrr.expansion.0
        }),
        (QuickRatio, Baremetrics) => ("new and expanded MRR", |t| t.mrr.new.0 + t.mrr.expansion.0),
        (GrossMrrChurn | NetMrrChurn | Nrr | QuickRatio, Stripe)
        | (NetMrrChurn, Baremetrics)
        | (NetMrrChurn | QuickRatio, Profitwell)
        | (Grr, Chartmogul | Stripe | Baremetrics | Profitwell)
        | (Nrr, Chartmogul | Profitwell) => return None,
    };
    Some(part)
}

fn denominator(figure: Figure, profile: Profile) -> RatioPart {
    match (figure, profile) {
        (Figure::LogoChurn, Profile::Stripe) => {
            ("accounts active at the start and new ones", |t| {
                accounts_at_start(t) + t.accounts.new.cast_signed()
            })
        }
        (Figure::LogoChurn, _) => ("accounts active at the start", accounts_at_start),
        (Figure::QuickRatio, _) => ("MRR churned and downgraded", gone),
        (Figure::GrossMrrChurn | Figure::NetMrrChurn | Figure::Grr | Figure::Nrr, _) => {
            ("MRR at the start", opening)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_headline_of_a_profile_is_defined() {
        for profile in Profile::ALL {
            for figure in Figure::headlines(profile) {
                assert!(figure.definition(profile).is_some(), "{profile} {figure:?}");
            }
        }
    }

    #[test]
    fn a_chance_is_never_nothing() {
        for (p, given, open, words) in [
            (0.0, 0.000_001, 0.000_001, "< 1 %"),
            (3e-12, 0.000_001, 0.000_001, "< 1 %"),
            (4.4e-7, 0.000_001, 0.000_001, "< 1 %"),
            (0.242_857_1, 0.242_857, 0.242_857, "24 %"),
            (0.994, 0.994, 0.994, "99 %"),
            (0.999_999_9, 1.0, 0.999_999, "> 99 %"),
            (1.0, 1.0, 0.999_999, "> 99 %"),
        ] {
            assert_eq!((chance(p), open_chance(p)), (given, open), "{p}");
            assert_eq!(open_percent(p), words, "{p}");
        }
    }

    #[test]
    fn what_a_tool_does_not_publish_is_undefined() {
        use Profile::{Baremetrics, Chartmogul, Profitwell, Stripe};
        for (profile, figure) in [
            (Chartmogul, Figure::Grr),
            (Chartmogul, Figure::Nrr),
            (Stripe, Figure::GrossMrrChurn),
            (Stripe, Figure::Nrr),
            (Baremetrics, Figure::Grr),
            (Profitwell, Figure::Nrr),
        ] {
            assert!(figure.definition(profile).is_none());
        }
    }
}
