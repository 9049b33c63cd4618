//! Themes against their past, and what there is to say of a period: kept, and taken up to date change by change.
//! Must not know what is said of either.

use std::cell::RefCell;

use hashbrown::HashMap;

use super::{Desk, Resident};
use crate::domain::behind::behind;
use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::figure::Figure;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::metrics::Metrics;
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::sort::sort_by_key;
use crate::domain::tally::Sum;
use crate::domain::themes::Unknown;
use crate::domain::usual::closed::{ThemeClosed, ThemeWorked, rest};
use crate::domain::usual::figures::{chain, last_unit, later};
use crate::domain::usual::findings::{Findings, Owed, made_by, makers};
use crate::domain::usual::reasons::{
    ReasonsJudged, ThemeLosses, WordsSince, judged, reasons, words_since,
};
use crate::store::sql;

const LATE: &str = "SELECT count(*), min(due) FROM actions WHERE status = 'open' AND due < ?1";

const WORKED: &str = "
    SELECT theme, said_on, what FROM actions
    WHERE said = 'worked' AND status = 'done' AND theme IS NOT NULL AND said_on IS NOT NULL
    UNION ALL SELECT l.theme, r.said_on, r.external || ' ' || r.title FROM roadmap r
    JOIN links l ON l.item = r.id AND l.stance = 'aligns'
    WHERE r.said = 'worked' AND r.said_on IS NOT NULL ORDER BY 2, 3";

/// What is kept of why accounts were lost.
#[derive(Default)]
pub(super) struct KeptReasons {
    rows: RefCell<HashMap<Period, ThemeLosses>>,
    since: RefCell<Option<WordsSince>>,
}

impl KeptReasons {
    /// Forgets the periods that a piece of feedback has a part in: the one it was received in, and those in which
    /// its account lost something.
    pub(super) fn touched(&self, ledger: &Ledger, account: Option<usize>, day: Option<Day>) {
        let loses = |period: &Period| {
            let lost = account.map(|account| ledger.passage(account, Days::from(*period)).lost());
            lost.is_some_and(|lost| lost > Cents::ZERO)
        };
        let received = |period: &Period| day.is_some_and(|day| period.contains(day));
        let mut rows = self.rows.borrow_mut();
        rows.retain(|period, _| !received(period) && !loses(period));
        // Sooner than it or later, words may be known now.
        self.since.replace(None);
    }
}

impl Resident {
    /// Forgets all that is kept of reasons: the themes themselves have changed.
    pub(super) fn forget_reasons(&mut self) {
        self.reasons = KeptReasons::default();
    }
}

impl Desk<'_> {
    /// The themes of a period, each by its past.
    pub fn reasons_judged(&self, period: Period) -> Result<ReasonsJudged, Failure> {
        let (known, reach) = (self.known()?, self.reach()?.unwrap_or(Day::LAST));
        let (ledger, evidence) = self.both()?;
        let Some(known) = known.filter(|_| period.first() <= reach) else {
            return Ok(ReasonsJudged {
                period,
                ..ReasonsJudged::default()
            });
        };
        let periods = chain(known, last_unit(period));
        let worked = self.worked()?;
        let rests = worked.iter();
        let rests = rests.filter_map(|one| rest(&periods, one.on, reach));
        let rests: Vec<Period> = rests.collect();
        self.keep(ledger, evidence, &periods);
        self.keep(ledger, evidence, &rests);
        let rows = self.kept.reasons.rows.borrow();
        let past = periods
            .iter()
            .filter_map(|period| rows.get(period).cloned());
        let past: Vec<ThemeLosses> = past.collect();
        let since = &self.words_since(evidence);
        let later = later(ledger, known, last_unit(period), reach);
        let book = evidence.book();
        let mut all = judged(&past, book, since, period, reach, later);
        let reopens_at = self.rules.reopens_at;
        let rests = rests.iter().filter_map(|rest| rows.get(rest));
        let mut seen: Vec<&ThemeLosses> = past.iter().chain(rests).collect();
        sort_by_key(&mut seen, |row| row.period.first());
        for theme in &mut all.themes {
            let lost = book.theme_of(theme.id).into_iter().flat_map(|n| {
                let seen = seen.iter();
                seen.map(move |row| (row.period, row.sum_of(n).accounts))
            });
            theme.closed = ThemeClosed::of(theme.id, &worked, lost, period, reopens_at);
        }
        Ok(all)
    }

    /// The actions against themes, and the shipped items that align with one, of which the room said that they worked.
    pub(super) fn worked(&self) -> Result<Vec<ThemeWorked>, Failure> {
        sql::all(self.db, WORKED, [], |row| {
            Ok(ThemeWorked {
                theme: row.get(0)?,
                on: row.get(1)?,
                what: row.get(2)?,
            })
        })
    }

    /// What was lost to the themes in some months, by the themes' places in the codebook.
    pub(super) fn lost_in(&self, months: &[Period]) -> Result<Vec<Vec<Sum>>, Failure> {
        let (ledger, evidence) = self.both()?;
        self.keep(ledger, evidence, months);
        let rows = self.kept.reasons.rows.borrow();
        let found = months.iter().filter_map(|month| rows.get(month));
        let themes = evidence.book().themes();
        let found = found.map(|row| (0..themes).map(|theme| row.sum_of(theme)).collect());
        Ok(found.collect())
    }

    /// Since when words are known.
    fn words_since(&self, evidence: &Evidence) -> WordsSince {
        let mut since = self.kept.reasons.since.borrow_mut();
        since.get_or_insert_with(|| words_since(evidence)).clone()
    }

    /// What is not known of a period.
    pub(super) fn unknown(
        &self,
        ledger: &Ledger,
        evidence: &Evidence,
    ) -> Result<impl Fn(Period) -> Unknown, Failure> {
        let (known, words) = (self.known()?, self.words_since(evidence).themes);
        Ok(move |period| Unknown::of(ledger, period, known, words))
    }

    /// Works out the reasons of the periods that are not kept.
    fn keep(&self, ledger: &Ledger, evidence: &Evidence, periods: &[Period]) {
        let mut rows = self.kept.reasons.rows.borrow_mut();
        let missing = periods.iter().filter(|period| !rows.contains_key(*period));
        let missing: Vec<Period> = missing.copied().collect();
        let found = reasons(ledger, evidence, &missing, &self.rules.windows);
        rows.extend(found.into_iter().map(|row| (row.period, row)));
    }

    /// All there is to say of a period.
    pub fn findings(
        &self,
        period: Period,
        profile: Option<Profile>,
        today: Day,
    ) -> Result<Findings, Failure> {
        let mut all = self.judged(&[period], profile)?;
        let Some(metrics) = all.pop() else {
            return Ok(Findings::default());
        };
        let (themes, judged) = (self.themes(period)?, self.reasons_judged(period)?);
        let (late, since): (i64, Option<Day>) =
            sql::one(self.db, LATE, [today], |row| Ok((row.get(0)?, row.get(1)?)))?;
        // What is on file is not all that was lost: then nothing is said of it, neither here nor beside the themes.
        let lost = |sum: Sum| themes.told(sum).unwrap_or_default();
        let owed = Owed {
            late: late.unsigned_abs(),
            days: since.map_or(0, |due| today.0.abs_diff(due.0)),
            nobody_said: lost(themes.outside.nobody_said_why),
            not_tagged: lost(themes.outside.not_tagged),
        };
        // What is said of a quarter by one of its months is made by the accounts of that month.
        let mut months = HashMap::new();
        for month in Figure::headlines(metrics.profile)
            .iter()
            .filter_map(|figure| metrics.judgement(*figure)?.of)
        {
            let own = self.judged(&[month], profile)?.pop();
            months.extend(own.map(|own| (month, own)));
        }
        let by = |figure| {
            let month = metrics.judgement(figure).and_then(|judged| judged.of);
            let of = month
                .and_then(|month| months.get(&month))
                .unwrap_or(&metrics);
            makers(figure, of, &self.parts_of(figure, of))
        };
        Ok(Findings::of(&metrics, &themes, &judged, owed, by))
    }

    /// What each account lost or gained of those that make a figure, the largest first.
    fn parts_of(&self, figure: Figure, metrics: &Metrics) -> Vec<Cents> {
        let Ok(ledger) = self.ledger() else {
            return Vec::new();
        };
        let better = metrics.judgement(figure).and_then(|judged| judged.better);
        let (what, days) = (made_by(figure, better), Days::from(metrics.period));
        let parts = behind(ledger, what, days, metrics.profile, days.last, |_| true);
        parts.into_iter().map(|part| part.counted).collect()
    }
}
