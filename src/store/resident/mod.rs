//! The numbers kept in memory: ledger, evidence and the accounts' values, and the queries they answer.
//! Must not know how a change is made: it reads the journal to learn what has happened, whoever did it.

mod against;
mod ahead;
mod aims;
mod alike;
mod behind;
mod drift;
mod explain;
mod feed;
mod hindsight;
mod inbox;
mod learned;
mod leave_alone;
mod lessons;
mod lists;
mod load;
mod looked;
mod money;
mod outlook;
pub mod picture;
mod priority;
mod readiness;
mod reasons;
mod reconcile;
mod room;
mod ruled;
#[cfg(test)]
mod tests;
mod to_take;
mod traits;
mod warned;
mod watch;
mod winback;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

use rusqlite::Connection;

use crate::domain::bands::mrr;
use crate::domain::breakdown::{Cells, breakdown, plans, tenure};
use crate::domain::cohorts::known_cohorts;
use crate::domain::counting::{CountingWay, metrics};
use crate::domain::day::Day;
use crate::domain::early::{Early, early, joined};
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::ids::ChangeId;
use crate::domain::known::KnownSince;
use crate::domain::ledger::Ledger;
use crate::domain::left::Surveys;
use crate::domain::metrics::{Breakdown, Cohorts, Dimension, Metrics, Review};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::review::review;
use crate::domain::rules::Rules;
use crate::domain::sought::Sought;
use crate::domain::themes::{ThemeTrend, Themes, theme_trend, themes};
use crate::domain::usual::figures::metrics as judged;
use crate::domain::warned::Warnings;

use super::shown::LedgerMoney;
use super::table;
use alike::Likenesses;
pub use behind::AskedNumber;
use learned::LearnedRisk;
use lessons::Lessons;
use money::{AtReach, FEW, OneByOne};
use reasons::KeptReasons;
use traits::{FoundTrait, Traits};
use watch::SignWatch;

/// What is kept of one room. Everything is loaded when it is first asked for.
#[derive(Default)]
pub struct Resident {
    ledger: OnceCell<Ledger>,
    evidence: OnceCell<Evidence>,
    traits: OnceCell<Traits>,
    learned: Option<LearnedRisk>,
    watch: Option<SignWatch>,
    /// Who is at risk by dated rows only, as of the reach.
    warnings: Option<Warnings>,
    /// What exit surveys say of why accounts left.
    surveys: OnceCell<Surveys>,
    /// How much feedback there is, and how many exit surveys among it.
    counts: OnceCell<(u64, u64)>,
    /// The last day, up to another, of which a file says what anybody pays, whether that changed or not.
    balanced: Cell<Option<(Day, Option<Day>)>>,
    /// The day on which a file of the ledger was last taken in.
    taken: OnceCell<room::TakenFile>,
    /// Since when losses are known, by the day given and the reach.
    known: Cell<Option<KnownLosses>>,
    /// Why accounts were lost, period by period.
    reasons: KeptReasons,
    /// Which texts that nobody has read read alike.
    likenesses: Likenesses,
    /// What the room's own tags teach.
    lessons: Lessons,
    /// The last journal row taken into account.
    seen: ChangeId,
    /// Whether rows were taken in that may have been rolled back since.
    in_doubt: bool,
    /// The latest today any query brought; it bounds the reach of those that bring none.
    today: Option<Day>,
}

/// Since when losses are known, and what that was worked out from.
type KnownLosses = ((Option<Day>, Option<Day>), Option<KnownSince>);

/// What is kept, loaded first if need be.
fn once<T>(kept: &OnceCell<T>, load: impl FnOnce() -> Result<T, Failure>) -> Result<&T, Failure> {
    if let Some(kept) = kept.get() {
        return Ok(kept);
    }
    let loaded = load()?;
    Ok(kept.get_or_init(|| loaded))
}

/// One query being answered: the room, what is kept of it, and the rules.
pub struct Desk<'a> {
    db: &'a Connection,
    kept: &'a mut Resident,
    rules: &'a Rules,
}

impl Resident {
    /// Opens the desk at which queries are answered, everything kept being true for what `db` sees.
    pub fn desk<'a>(
        &'a mut self,
        db: &'a Connection,
        rules: &'a Rules,
    ) -> Result<Desk<'a>, Failure> {
        self.catch_up(db)?;
        let kept = self;
        Ok(Desk { db, kept, rules })
    }

    /// Forgets everything; the next query loads it again.
    pub fn invalidate(&mut self) {
        *self = Resident {
            seen: self.seen,
            in_doubt: self.in_doubt,
            today: self.today,
            ..Resident::default()
        };
    }

    /// Today, as far as anybody has said it.
    pub fn today(&self) -> Option<Day> {
        self.today
    }

    /// Today, for questions that do not bring it.
    pub fn set_today(&mut self, today: Day) {
        self.today = Some(today);
    }
}

impl<'a> Desk<'a> {
    /// Today as a question brings it; it bounds the reach of those that bring none.
    pub fn on(&mut self, today: Day) -> &Self {
        self.kept.today = Some(today);
        self
    }

    /// Metrics, each with how accounts left and what was settled that changes it.
    pub fn explained(
        &self,
        periods: &[Period],
        profile: Option<Profile>,
    ) -> Result<Vec<Metrics>, Failure> {
        let mut all = self.judged(periods, profile)?;
        for metrics in &mut all {
            self.explain(metrics)?;
        }
        Ok(all)
    }

    /// The numbers of periods of one kind, all accounts together, judged by their past.
    fn judged(
        &self,
        periods: &[Period],
        profile: Option<Profile>,
    ) -> Result<Vec<Metrics>, Failure> {
        let Some(known) = self.known()? else {
            return self.metrics(periods, profile);
        };
        let (ledger, reach) = (self.ledger()?, self.reach()?.unwrap_or(Day::LAST));
        Ok(judged(ledger, known, periods, &self.way(profile)?, reach))
    }

    /// How the room counts, or would by another profile.
    fn way(&self, profile: Option<Profile>) -> Result<CountingWay, Failure> {
        Ok(CountingWay {
            profile: self.profile(profile)?,
            currency: self.currency()?,
            known: self.known()?,
            reach: self.reach()?,
        })
    }

    /// Monthly cohorts as far as the data reaches.
    pub fn cohorts(&self) -> Result<Cohorts, Failure> {
        let reach = self.reach()?;
        let (ledger, known) = (self.ledger()?, self.known()?);
        let both = known.zip(reach);
        Ok(both.map_or_else(Cohorts::default, |(known, day)| {
            known_cohorts(ledger, known, day)
        }))
    }

    /// The themes of a period; none of one that begins after the data ends.
    pub fn themes(&self, period: Period) -> Result<Themes, Failure> {
        if self.reach()?.is_some_and(|reach| reach < period.first()) {
            return Ok(Themes::none(period));
        }
        let (ledger, evidence) = self.both()?;
        let unknown = self.unknown(ledger, evidence)?(period);
        Ok(Themes {
            unknown,
            ..themes(ledger, evidence, period, &self.rules.windows)
        })
    }

    /// Lost MRR per theme over the periods that end with one.
    pub fn theme_trend(&self, period: Period, periods: u32) -> Result<Vec<ThemeTrend>, Failure> {
        let ((ledger, evidence), windows) = (self.both()?, &self.rules.windows);
        let unknown = self.unknown(ledger, evidence)?;
        let trend = theme_trend(ledger, evidence, period, periods, windows, unknown);
        Ok(trend)
    }

    /// What the ledger knows of so many single accounts. A ledger in memory knows it; for a few none
    /// is loaded.
    pub fn money(&self, rows: u32) -> Result<Box<dyn LedgerMoney + '_>, Failure> {
        if self.kept.ledger.get().is_none() && rows <= FEW {
            let day = self.stands_for_reach()?;
            let grace_days = self.rules.grace_days;
            return Ok(Box::new(OneByOne::new(self.db, day, grace_days)?));
        }
        let (ledger, reach) = (self.ledger()?, self.reach()?);
        Ok(Box::new(AtReach { ledger, reach }))
    }

    /// The same for what a search finds: one by plan asks of all accounts.
    pub fn searched(&self, words: &str, rows: u32) -> Result<Box<dyn LedgerMoney + '_>, Failure> {
        let all = Sought::read(words).is_of_plans();
        self.money(if all { u32::MAX } else { rows })
    }

    /// The ledger, loaded if need be.
    fn ledger(&self) -> Result<&Ledger, Failure> {
        once(&self.kept.ledger, || {
            load::ledger(self.db, self.rules.grace_days)
        })
    }

    /// Ledger and evidence, loaded if need be.
    fn both(&self) -> Result<(&Ledger, &Evidence), Failure> {
        let ledger = self.ledger()?;
        let evidence = once(&self.kept.evidence, || load::evidence(self.db, ledger))?;
        Ok((ledger, evidence))
    }

    /// Ledger and the accounts' values, loaded if need be.
    fn traits(&self) -> Result<(&Ledger, &Traits), Failure> {
        let traits = once(&self.kept.traits, || traits::load(self.db))?;
        Ok((self.ledger()?, traits))
    }

    /// Plain metrics of several periods, in the order asked.
    pub fn metrics(
        &self,
        periods: &[Period],
        profile: Option<Profile>,
    ) -> Result<Vec<Metrics>, Failure> {
        Ok(metrics(self.ledger()?, periods, &self.way(profile)?))
    }

    /// The Numbers section but cohorts.
    pub fn review(&self, period: Period, profile: Option<Profile>) -> Result<Review, Failure> {
        let profile = self.profile(profile)?;
        let (currency, reach) = (self.currency()?, self.reach()?);
        let (currency, known) = (currency.as_ref(), self.known()?);
        let mut review = review(self.ledger()?, known, period, profile, currency, reach);
        for metrics in &mut review.trend {
            metrics.causes = Some(self.causes(metrics)?);
        }
        let metrics = &mut review.metrics;
        self.explain(metrics)?;
        let causes = metrics.causes.and_then(|causes| causes.words(currency));
        // Of how some left nothing is told where others may have left as well.
        let told = known.is_none_or(|known| known.covers(period));
        review.words.extend(causes.filter(|_| told));
        review.words.extend_from_slice(&metrics.disclosed);
        review.goals = self.rules.goals.defined(metrics.period, metrics.profile);
        review.marks = table::all(self.db)?;
        Ok(review)
    }

    /// A period by a dimension.
    pub fn breakdown(
        &self,
        period: Period,
        by: &Dimension,
        profile: Option<Profile>,
    ) -> Result<Breakdown, Failure> {
        let (way, too_few) = (self.way(profile)?, self.rules.too_few);
        let (ledger, by, cells) = self.cells(period, by)?;
        Ok(breakdown(ledger, period, &by, &cells, &way, too_few))
    }

    /// Who was gone within 90 days, as known at a period's end.
    pub fn early(&self, period: Period, by: &Dimension) -> Result<Option<Early>, Failure> {
        let (reach, too_few) = (self.reach()?, self.rules.too_few);
        let end = reach.map(|reach| reach.min(period.last()));
        let known = self.known()?;
        let span = known.zip(end).and_then(|(known, end)| {
            let span = joined(self.kept.ledger.get()?, known, end)?;
            Some((known, span))
        });
        let Some((known, span)) = span else {
            return Ok(None);
        };
        let (ledger, by, cells) = self.cells(span, by)?;
        Ok(Some(early(ledger, known, span, by, &cells, too_few)))
    }

    /// The cell of each account by a dimension, as of a period.
    fn cells(
        &self,
        period: Period,
        by: &Dimension,
    ) -> Result<(&Ledger, Dimension, Cow<'_, Cells>), Failure> {
        let (ledger, traits) = self.traits()?;
        let (by, found) = traits.find(&by.0)?;
        let cells = match found {
            FoundTrait::Cells(cells) => Cow::Borrowed(cells),
            FoundTrait::Tenure => Cow::Owned(tenure(ledger, period)),
            FoundTrait::Mrr => {
                let currency = self.currency()?;
                Cow::Owned(mrr(
                    ledger,
                    period,
                    crate::domain::money::Money::of(currency.as_ref()),
                ))
            }
            FoundTrait::Plan(stated) => Cow::Owned(plans(ledger, period, stated)),
        };
        Ok((ledger, by, cells))
    }
}
