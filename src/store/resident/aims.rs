//! Did it work, out of what is kept of the room: when something would be judged, and what became of what actions
//! and shipped items are for. Must not know the rules by which it is judged.

use super::Desk;
use crate::domain::day::Day;
use crate::domain::effect::Effect;
use crate::domain::effect::aim::{Aim, DRAW, Promise};
use crate::domain::effect::found::{self, Deed};
use crate::domain::effect::list;
use crate::domain::effect::months::Months;
use crate::domain::effect::promise::{self, Horizon};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, TagId};
use crate::domain::money::Cents;
use crate::domain::note::ActionStatus;
use crate::domain::period::Period;
use crate::domain::reach::default_period;
use crate::domain::risk::hash;
use crate::store::{aims, sql};

const FIRST_SURVEY: &str = "
    SELECT received FROM feedback WHERE exit_survey = 1 AND received IS NOT NULL
    ORDER BY id LIMIT 1";
const ACTION: &str = "SELECT status, closed, theme FROM actions WHERE id = ?1";
const SHIPPED: &str = "SELECT shipped FROM roadmap WHERE id = ?1";

impl Desk<'_> {
    /// How far the room is known, and since when; `None` where it has no ledger.
    fn told_of(&self) -> Result<Option<Horizon>, Failure> {
        let (Some(reach), Some(losses)) = (self.reach()?, self.known()?) else {
            return Ok(None);
        };
        let words = sql::first(self.db, FIRST_SURVEY, [], |row| {
            row.get::<_, Option<Day>>(0)
        })?;
        Ok(Some(Horizon {
            reach,
            losses: losses.first(),
            words: words.flatten().unwrap_or(reach),
        }))
    }

    /// When something is judged that is due on a day; `chosen` is the period whose numbers chose it.
    pub fn promise(
        &self,
        aim: &Aim,
        due: Option<Day>,
        chosen: Option<Period>,
    ) -> Result<Promise, Failure> {
        let Some(known) = self.told_of()? else {
            return Ok(Promise::default());
        };
        if aim.seed == DRAW {
            // Asked while it is written: any half of it will do.
            let mut drawn = aim.clone();
            self.keep_active(&mut drawn)?;
            drawn.draw("", hash);
            return Ok(promise::of_list(self.ledger()?, &drawn, due, &known));
        }
        if !aim.members.is_empty() {
            return Ok(promise::of_list(self.ledger()?, aim, due, &known));
        }
        let chosen = chosen.unwrap_or_else(|| default_period(Some(known.reach), aim.day));
        let (ledger, evidence) = self.both()?;
        let theme = aim.theme.and_then(|id| evidence.book().theme_of(id));
        let Some(theme) = theme else {
            return Ok(Promise::default());
        };
        let mut months = Months::new(ledger, evidence, &self.rules.windows);
        let settled = promise::of_theme(&mut months, theme, aim, (due, chosen), &known);
        Ok(settled)
    }

    /// What became of everything for which something was settled, the newest first.
    pub fn effects(&self) -> Result<Vec<Effect>, Failure> {
        self.effect_of(&aims::all(self.db)?)
    }

    /// What became of some of it.
    pub fn effect_of(&self, aims: &[Aim]) -> Result<Vec<Effect>, Failure> {
        let Some(known) = self.told_of()?.filter(|_| !aims.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut effects = Vec::with_capacity(aims.len());
        let by_theme = aims.iter().any(|aim| aim.members.is_empty());
        let mut months = match by_theme {
            false => None,
            true => {
                let (ledger, evidence) = self.both()?;
                Some(Months::new(ledger, evidence, &self.rules.windows))
            }
        };
        for aim in aims {
            let deed = self.deed(aim)?;
            let effect = match months.as_mut().filter(|_| aim.members.is_empty()) {
                Some(months) => found::of_theme(months, aim, &deed, &known),
                None => found::of_list(self.ledger()?, aim, &deed, &known),
            };
            effects.extend(effect.map(|effect| effect.on(self.kept.today, known.reach)));
        }
        Ok(effects)
    }

    /// How what something is for stands.
    pub fn deed(&self, aim: &Aim) -> Result<Deed, Failure> {
        if let Some(id) = aim.item {
            let shipped = sql::first(self.db, SHIPPED, [id], |row| row.get::<_, Option<Day>>(0))?;
            return Ok(Deed {
                done: shipped.flatten(),
                dropped: false,
                theme: aim.theme,
            });
        }
        let found = sql::first(self.db, ACTION, [aim.action], |row| {
            let status: ActionStatus = row.get(0)?;
            let closed: Option<Day> = row.get(1)?;
            Ok(Deed {
                done: closed.filter(|_| status == ActionStatus::Done),
                dropped: status == ActionStatus::Dropped,
                theme: row.get::<_, Option<TagId>>(2)?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Who is active at a period's end and named a theme shortly before.
    pub fn exposed_to(&self, theme: TagId, period: Period) -> Result<Vec<AccountId>, Failure> {
        let (ledger, evidence) = self.both()?;
        let theme = evidence.book().theme_of(theme);
        let windows = &self.rules.windows;
        let found = theme.map(|theme| list::exposed(ledger, evidence, theme, period, windows));
        let found = found.unwrap_or_default().into_iter();
        Ok(found.map(|account| ledger.id(account)).collect())
    }

    /// Leaves those on a list that are active on its day: nobody else can stay.
    pub fn keep_active(&self, aim: &mut Aim) -> Result<(), Failure> {
        let mut active = Vec::with_capacity(aim.members.len());
        for one in &aim.members {
            active.extend(self.customer(one.account, aim.day)?.1.then_some(*one));
        }
        aim.members = active;
        Ok(())
    }

    /// Whether an account is left out of every number.
    pub fn leaves_out(&self, id: AccountId) -> Result<bool, Failure> {
        Ok(self.ledger()?.leaves_out(id))
    }

    /// The account of the customer that an account is, and whether it is active on a day.
    pub fn customer(&self, id: AccountId, day: Day) -> Result<(AccountId, bool), Failure> {
        let ledger = self.ledger()?;
        Ok(match ledger.customer(id) {
            Some(account) => (
                ledger.id(account),
                ledger.balance_at(account, day) > Cents::ZERO,
            ),
            None => (id, false),
        })
    }
}
