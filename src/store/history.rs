//! What became of a roadmap item, out of the journal: when it shipped, when that was taken back, what the room said.
//! Must not know how it is shown.

use rusqlite::{Connection, params};

use super::convert::JsonText;
use super::sql;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::priority::ItemEvent;
use crate::domain::roadmap::RoadmapItem;
use crate::domain::says::RoomSays;
use crate::domain::word::Word;

/// What was done to it and stands: neither what was taken back, nor the taking back.
const STANDS: &str = "
    SELECT at, person, forward FROM (
      SELECT id FROM journal WHERE kind = 'item' AND subject = ?1
      UNION SELECT change FROM journal_also WHERE kind = 'item' AND subject = ?1
    ) JOIN journal AS j USING (id)
    WHERE way <> 'undo' AND NOT EXISTS (SELECT 1 FROM journal AS u WHERE u.undoes = j.id) ORDER BY id";

/// Everything that became of it, the oldest first. A day that only a file gave has nobody who said so.
pub fn of_item(db: &Connection, item: &RoadmapItem) -> Result<Vec<ItemEvent>, Failure> {
    let rows = sql::all(db, STANDS, params![item.id], |row| {
        let forward = row.get::<_, JsonText<Change>>("forward")?.0;
        Ok((row.get::<_, Moment>("at")?, row.get("person")?, forward))
    })?;
    let mut events = Vec::new();
    for (at, person, forward) in rows {
        let person: String = person;
        let what = |(on, what): (Option<Day>, &str)| ItemEvent {
            on: on.unwrap_or_else(|| at.day(0)),
            by: person.clone(),
            what: what.to_owned(),
        };
        events.extend(told(&forward, item).into_iter().map(what));
    }
    let last = events
        .iter()
        .rev()
        .find(|event| event.what.contains("shipped"));
    let known = last.is_some_and(|event| event.what == "shipped");
    if let Some(on) = item.shipped.filter(|_| !known) {
        let (by, what) = (String::new(), "shipped".to_owned());
        events.insert(0, ItemEvent { on, by, what });
    }
    Ok(events)
}

/// What of a change became of it, each with a day of its own where it has one.
fn told(change: &Change, item: &RoadmapItem) -> Vec<(Option<Day>, &'static str)> {
    if let Change::Add(record) = change
        && let Record::Item(added) = &**record
    {
        return added
            .shipped
            .map(|day| (Some(day), "shipped"))
            .into_iter()
            .collect();
    }
    let edits = change.edits().into_iter();
    let edits = edits.filter(|edit| edit.subject == Subject::Item(item.id));
    let events = edits.filter_map(|edit| match (edit.field, &edit.was, &edit.now) {
        (Field::Shipped, Value::None, Value::Int(day)) => {
            let day = i32::try_from(*day).ok().map(Day);
            Some((day, "shipped"))
        }
        (Field::Shipped, _, Value::None) => Some((None, "shipped no more")),
        (Field::Said, _, Value::Text(word)) => {
            Some((None, RoomSays::from_word(word).map(RoomSays::words)?))
        }
        _ => None,
    });
    events.collect()
}
