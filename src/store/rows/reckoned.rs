//! Prices and starts that a file says otherwise than an earlier one that had more to reckon them with: a quantity, a
//! discount, the end of a trial. They may have changed, or only lack it. Must not decide, nor know how they are reckoned.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::field::{Field, Thing, Value};
use crate::domain::ids::ImportId;
use crate::domain::import::{ImportHead, SubscriptionRow};
use crate::store::sql;

use super::room;
use super::run::{Otherwise, Run};

/// What the day is reckoned with from which a price is paid, and not the price.
const OF_STARTS: [&str; 1] = ["trial_end"];

/// The import that changed a row last, or made it, but for one.
const TOUCHED: &str = "
    SELECT row, max(import) FROM import_former WHERE kind = 'subscriptions' AND import <> ?1 GROUP BY row";
const MADE: &str = "SELECT import FROM subscriptions WHERE id = ?1";

impl Otherwise {
    /// What is other of one.
    fn of(id: i64, said: &[Value], stands: &[Value]) -> Otherwise {
        let differs = |field: Field| {
            let mut fields = SubscriptionRow::FIELDS.iter();
            let place = fields.position(|row| row.is.field == field);
            place.is_some_and(|at| said[at] != stands[at])
        };
        Otherwise {
            id,
            price: differs(Field::Amount),
            start: differs(Field::Start),
        }
    }

    fn is_reckoned_with(&self, field: &str) -> bool {
        match OF_STARTS.contains(&field) {
            true => self.start,
            false => self.price,
        }
    }
}

impl Run<'_> {
    /// Notes what is other of a subscription that stands there.
    pub(super) fn note_other(&mut self, id: i64, said: &[Value], stands: &[Value]) {
        let other = Otherwise::of(id, said, stands);
        if other.price || other.start {
            self.others.push(other);
        }
    }

    /// Notes those of them that an earlier file reckoned with what this one has no column for.
    pub(super) fn doubt_reckoned(&mut self) -> Result<(), Failure> {
        let heads = match self.others.is_empty() {
            true => Vec::new(),
            false => room::standing(self.tx, self.import)?,
        };
        let more = |head: &ImportHead| head.reckons.iter().any(|of| !self.reckons.contains(of));
        let more: HashMap<i64, ImportHead> = heads
            .into_iter()
            .filter(more)
            .map(|head| (head.id.0, head))
            .collect();
        if more.is_empty() {
            return Ok(());
        }
        let mut touched: HashMap<i64, i64> = HashMap::new();
        sql::each(self.tx, TOUCHED, [self.import], |row| {
            touched.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        let (mut rows, mut fields) = (0, BTreeSet::new());
        for other in &self.others {
            let last = match touched.get(&other.id) {
                Some(import) => Some(ImportId(*import)),
                None => sql::first(self.tx, MADE, [other.id], |row| row.get(0))?,
            };
            let Some(head) = last.and_then(|last| more.get(&last.0)) else {
                continue;
            };
            let lacked = head.reckons.iter();
            let lacked = lacked.filter(|of| !self.reckons.contains(of));
            let lacked: Vec<&String> = lacked.filter(|of| other.is_reckoned_with(of)).collect();
            rows += u64::from(!lacked.is_empty());
            fields.extend(lacked.into_iter().cloned());
        }
        self.kept.unreckoned = (rows, fields);
        Ok(())
    }
}
