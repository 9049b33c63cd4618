//! What a file has no column for: of that it says nothing, and what earlier files gave stays.
//! Must not know which columns a file has.

use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldOf, Thing, Value};
use crate::domain::import::{FeedbackRow, Interval, SubscriptionRow};
use crate::domain::money::Cents;
use crate::domain::word::Word;
use crate::store::convert::JsonText;
use crate::store::sql;
use crate::store::table::{self, Tabled};

use super::run::Run;

/// The new prices beside those of some imports, where one of those is not due each month.
const NEW_PRICES: &str = "
    SELECT count(*) FROM subscriptions WHERE import = ?1 AND NOT trial AND amount > 0 AND EXISTS (
      SELECT 1 FROM subscriptions WHERE import IN (SELECT value FROM json_each(?2)) AND interval <> 'month')";

impl Run<'_> {
    /// Puts the values that stand there in place of those that the file has no column for; whether there were any.
    fn keep_values<T: Thing>(&mut self, said: &mut [Value], stands: &[Value]) -> bool {
        let mut kept = Vec::new();
        for (row, (said, stands)) in T::FIELDS.iter().zip(said.iter_mut().zip(stands)) {
            // A status can say why it ended as well.
            let says = row.is.field == Field::Cause && !said.is_nothing();
            let lacks = self.lacks.has(row.is.field);
            if lacks && !says && !stands.is_nothing() && said != stands {
                said.clone_from(stands);
                kept.push(row.is.column);
            }
        }
        self.kept.note(&kept)
    }

    /// The same of a thing that has a table, which is as it `stands`.
    pub(super) fn keep_of<T: Tabled>(&mut self, said: &mut T, stands: &T) -> bool {
        let mut kept = Vec::new();
        let lacked = |row: &&FieldOf<T>| self.lacks.has(row.is.field);
        for row in T::FIELDS.iter().filter(lacked) {
            let value = (row.get)(stands).value();
            // What stands there was read from there.
            if !value.is_nothing() && (row.get_mut)(said).put(value) {
                kept.push(row.is.column);
            }
        }
        self.kept.note(&kept)
    }

    /// The same of a piece of feedback; `bare` keeps what its row leaves empty as well.
    pub(super) fn keep_of_feedback(
        &mut self,
        said: &mut FeedbackRow,
        stood: FeedbackRow,
        bare: bool,
    ) -> bool {
        let (lacks, mut kept) = (&self.lacks, Vec::new());
        for (field, name, said, stood) in [
            (Field::External, "id", &mut said.external, stood.external),
            (Field::Account, "account", &mut said.account, stood.account),
            (Field::Source, "source", &mut said.source, stood.source),
            (Field::Reason, "reason", &mut said.reason, stood.reason),
            (Field::Text, "text", &mut said.text, stood.text),
        ] {
            let stays = lacks.has(field) || (bare && said.is_empty());
            if stays && !stood.is_empty() && *said != stood {
                *said = stood;
                kept.extend(lacks.has(field).then_some(name));
            }
        }
        let received = lacks.has(Field::Received);
        if (received || (bare && said.received.is_none())) && stood.received.is_some() {
            said.received = stood.received;
            kept.extend(received.then_some("day"));
        }
        let score = lacks.has(Field::Score);
        if (score || (bare && said.score.is_none())) && stood.score.is_some() {
            said.score = stood.score;
            kept.extend(score.then_some("score"));
        }
        self.kept.note(&kept)
    }

    /// What a subscription that stands there says from now on: what the file has no column for stays. `runs` is what
    /// its status says. Whether there was any.
    pub(super) fn keep_of_subscription(
        &mut self,
        said: &mut [Value],
        stands: &[Value],
        runs: bool,
    ) -> bool {
        let place = |field| {
            let mut fields = SubscriptionRow::FIELDS.iter();
            fields.position(|row| row.is.field == field).unwrap_or(0)
        };
        let [start, end, cause] = [Field::Start, Field::End, Field::Cause].map(place);
        let mut stands = stands.to_vec();
        let ended = !stands[end].is_nothing();
        // One that begins after its end began again.
        let again = matches!((&stands[end], &said[start]), (Value::Int(end), Value::Int(start)) if end < start);
        if again || !self.lacks.has(Field::End) {
            stands[end] = Value::None;
        }
        // Why it ended is of an end.
        if stands[end].is_nothing() && said[end].is_nothing() {
            stands[cause] = Value::None;
        }
        let [amount, interval] = [Field::Amount, Field::Interval].map(place);
        let yearly = interval_of(&stands[interval]) == Some(Interval::Year);
        if self.lacks.has(Field::Interval) && yearly && is_part(&said[amount], &stands[amount]) {
            said[amount].clone_from(&stands[amount]);
        }
        if self.lacks.has(Field::Interval) {
            let of = |row: &[Value]| Some((interval_of(&row[interval])?, cents(&row[amount])?));
            self.kept.far += u64::from(of(said).zip(of(&stands)).is_some_and(is_far));
        }
        let stays = i32::try_from(int(&stands[end]).unwrap_or(i64::MAX)).ok();
        self.doubt_end(stays, runs && said[end].is_nothing());
        let kept = self.keep_values::<SubscriptionRow>(said, &stands);
        self.kept.run_on += u64::from(ended && said[end].is_nothing());
        kept
    }

    /// Notes an end that stays and has passed, though a status says that the subscription `runs`.
    pub(super) fn doubt_end(&mut self, end: Option<i32>, runs: bool) {
        let over = |end: i32| self.today.is_none_or(|today| end <= today.0);
        self.kept.stay_ended += u64::from(runs && end.is_some_and(over));
    }

    /// Notes the new prices of which no column says how often they are due, where others of their list are not due each
    /// month.
    pub(super) fn doubt_new_prices(&mut self) -> Result<(), Failure> {
        if !self.lacks.has(Field::Interval) || self.counts.new == 0 {
            return Ok(());
        }
        let list: Vec<i64> = self.again.iter().copied().collect();
        let new = (self.import, JsonText(list));
        let undue: i64 = sql::one(self.tx, NEW_PRICES, new, |row| row.get(0))?;
        self.kept.undue = undue.unsigned_abs();
        Ok(())
    }

    /// A thing as it stands in its table.
    pub(super) fn standing<T: Tabled>(&self, id: i64) -> Result<T, Failure> {
        let sql = format!("SELECT * FROM {} WHERE id = ?1", T::TABLE);
        sql::one(self.tx, &sql, [id], table::read)
    }
}

/// Whether a price that is due as it was is further from what was paid a month before than as the file says.
fn is_far((said, stood): ((Interval, Cents), (Interval, Cents))) -> bool {
    let before = i128::from(stood.0.monthly(stood.1).0);
    let [now, kept] = [said.0, stood.0].map(|due| i128::from(due.monthly(said.1).0));
    before > 0 && now > 0 && now.max(before) * kept.min(before) < kept.max(before) * now.min(before)
}

fn interval_of(value: &Value) -> Option<Interval> {
    match value {
        Value::Text(word) => Interval::from_word(word),
        Value::None | Value::Int(_) | Value::Real(_) => None,
    }
}

fn cents(value: &Value) -> Option<Cents> {
    int(value).map(Cents)
}

fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Int(int) => Some(*int),
        Value::None | Value::Text(_) | Value::Real(_) => None,
    }
}

/// Whether a price is that of some months of which that of a year was made when it came.
fn is_part(price: &Value, of_a_year: &Value) -> bool {
    let times = |times: &i64| int(price)?.checked_mul(*times);
    int(of_a_year).is_some() && [2, 3, 6].iter().any(|n| times(n) == int(of_a_year))
}
