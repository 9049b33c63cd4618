//! What the room holds, and how far it reaches.
//! Must not know how it is shown.

use super::{Desk, once};
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::known::KnownSince;
use crate::domain::money::Currency;
use crate::domain::profile::Profile;
use crate::domain::reach::{default_period, reach, told_until};
use crate::domain::room::{Extent, RoomFacts};
use crate::store::{currency, sql};

const HEAD: &str = "SELECT ledger, as_of, profile, losses_since FROM room";
const LAST_SURVEY: &str = "
    SELECT received FROM feedback WHERE exit_survey = 1 AND received <= ?1
    ORDER BY id DESC LIMIT 1";
/// A file that changed nothing leaves every figure as it was.
const LAST_TAKEN: &str = "
    SELECT at, coalesce(json_extract(head, '$.last_day'), 0) FROM imports
    WHERE NOT reverted AND json_extract(head, '$.kind') IN ('subscriptions', 'movements', 'balances')
    AND json_extract(head, '$.counts.new') + json_extract(head, '$.counts.updated') > 0
    ORDER BY at DESC, id DESC LIMIT 1";
/// The file of the ledger that was taken in last.
#[derive(Clone, Copy, Default)]
pub(super) struct TakenFile {
    /// The day on which it was.
    on: Option<Day>,
    /// Whether its ends are the last days that were paid for.
    last_day: bool,
}

/// The room's own row.
#[derive(Default)]
struct RoomRow {
    ledger: Option<ImportKind>,
    as_of: Option<Day>,
    profile: Profile,
    losses_since: Option<Day>,
}

impl Desk<'_> {
    fn head(&self) -> Result<RoomRow, Failure> {
        let head = sql::first(self.db, HEAD, [], |row| {
            Ok(RoomRow {
                ledger: row.get(0)?,
                as_of: row.get(1)?,
                profile: row.get(2)?,
                losses_since: row.get(3)?,
            })
        });
        Ok(head?.unwrap_or_default())
    }

    /// The reporting currency.
    pub(super) fn currency(&self) -> Result<Option<Currency>, Failure> {
        currency::of(self.db)
    }

    /// The way of counting asked for, else the one the room has chosen.
    pub fn profile(&self, asked: Option<Profile>) -> Result<Profile, Failure> {
        asked.map_or_else(|| Ok(self.head()?.profile), Ok)
    }

    /// The reach that an import was given.
    pub(super) fn as_of(&self) -> Result<Option<Day>, Failure> {
        Ok(self.head()?.as_of)
    }

    /// How far the data reaches, today being the latest any query has brought.
    pub(super) fn reach(&self) -> Result<Option<Day>, Failure> {
        let as_of = self.as_of()?;
        if as_of.is_some() {
            return Ok(as_of);
        }
        let (today, until) = (self.kept.today, self.told_until()?);
        let moved = self.last_moved(until)?;
        let moved = moved.max(self.last_balance(until)?);
        // Past today nothing can reach further: then the surveys need not be asked.
        let surveyed = match today.is_some() && moved >= today {
            true => None,
            false => self.last_survey(today.map_or(Day::LAST, |today| today.max(until)))?,
        };
        Ok(reach(as_of, today, moved.max(surveyed)))
    }

    /// The last day that the ledger tells of, unless an import has said it.
    fn told_until(&self) -> Result<Day, Failure> {
        Ok(told_until(self.kept.today, self.taken()?.on))
    }

    fn taken(&self) -> Result<TakenFile, Failure> {
        let last = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Moment>(0)?, row.get(1)?));
        let taken = once(&self.kept.taken, || {
            let last = sql::first(self.db, LAST_TAKEN, [], last)?;
            Ok(
                last.map_or_else(TakenFile::default, |(at, last_day)| TakenFile {
                    on: Some(at.day(0)),
                    last_day,
                }),
            )
        })?;
        Ok(*taken)
    }

    /// The last change of the ledger that lies no later than a day. What ended after its last day paid for was told
    /// of on that day.
    fn last_moved(&self, until: Day) -> Result<Option<Day>, Failure> {
        let ledger = self.ledger()?;
        if !self.taken()?.last_day {
            return Ok(ledger.last_day_by(until));
        }
        let last = ledger.last_day_by(until.plus(1));
        let told = |last: Day| match ledger.only_falls_on(last) {
            true => last.plus(-1),
            false => last,
        };
        Ok(last.map(|last| told(last).min(until)))
    }

    /// A day that stands for the reach where no ledger is loaded: nothing changes between the two.
    pub(super) fn stands_for_reach(&self) -> Result<Day, Failure> {
        let until = self.told_until()?;
        let until = self.kept.today.map_or(until, |today| today.min(until));
        Ok(self.as_of()?.unwrap_or(until))
    }

    /// Since when losses are known, as far as the data reaches; a guess is made once.
    pub(super) fn known(&self) -> Result<Option<KnownSince>, Failure> {
        let (given, reach) = (self.head()?.losses_since, self.reach()?);
        let of = (given, reach);
        if let Some((_, known)) = self.kept.known.get().filter(|kept| kept.0 == of) {
            return Ok(known);
        }
        let known = KnownSince::of(self.ledger()?, given, reach);
        self.kept.known.set(Some((of, known)));
        Ok(known)
    }

    /// Feedback is numbered in the order of its days, so the last survey is near the end.
    fn last_survey(&self, until: Day) -> Result<Option<Day>, Failure> {
        sql::first(self.db, LAST_SURVEY, [until], |row| row.get(0))
    }

    /// A balance that is as it was is no change of the ledger, and says that nothing changed until then.
    fn last_balance(&self, until: Day) -> Result<Option<Day>, Failure> {
        const LAST: &str = "SELECT max(day) FROM balances WHERE day <= ?1";
        if let Some((_, last)) = self.kept.balanced.get().filter(|kept| kept.0 == until) {
            return Ok(last);
        }
        let last = sql::one(self.db, LAST, [until], |row| row.get(0))?;
        self.kept.balanced.set(Some((until, last)));
        Ok(last)
    }

    /// Feedback and the exit surveys among it, counted once: the room is asked about after every tag.
    fn counts(&self) -> Result<(u64, u64), Failure> {
        let count = |sql| -> Result<u64, Failure> {
            let count: i64 = sql::one(self.db, sql, [], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        let counts = once(&self.kept.counts, || {
            let surveys = count("SELECT count(*) FROM feedback WHERE exit_survey = 1")?;
            Ok((count("SELECT count(*) FROM feedback")?, surveys))
        });
        counts.copied()
    }

    /// What the room's numbers are about.
    pub fn extent(&self, today: Day) -> Result<Extent, Failure> {
        let (head, reach) = (self.head()?, self.reach()?);
        Ok(Extent {
            currency: self.currency()?,
            profile: head.profile,
            known: self.known()?,
            reach,
            default_period: default_period(reach, today),
        })
    }

    /// What the room holds; what the file itself is like (read-only, warnings) is not known here.
    pub fn room(&self, today: Day) -> Result<RoomFacts, Failure> {
        let (head, extent) = (self.head()?, self.extent(today)?);
        let (ledger, traits) = self.traits()?;
        let with_plans = (0..ledger.len()).any(|account| ledger.last_plan(account).is_some());
        let dimensions = if ledger.is_empty() {
            Vec::new()
        } else {
            traits.dimensions(with_plans)
        };
        let (feedback, surveys) = self.counts()?;
        Ok(RoomFacts {
            extent,
            ledger: head.ledger,
            first_day: ledger.first_day(),
            losses_since: head.losses_since,
            accounts: ledger.len() as u64,
            feedback,
            surveys,
            dimensions,
            last_change: self.kept.seen,
            read_only: None,
            warnings: Vec::new(),
            lacks: Vec::new(),
        })
    }
}
