//! Subscriptions of several items, a row each under one id, as Stripe writes them: each item counts for itself under an
//! id of its own, and what the customer pays is their sum. Must not know columns.

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::import::{ImportKind, ImportRow, SubscriptionRow};
use crate::exchange::safe::quoted;

use super::Source;
use super::hash::Fnv;
use super::records::FileRecord;

/// The items of each subscription so far, by its id; nothing where each row is a subscription of its own.
pub(super) struct Items {
    seen: Option<HashMap<String, Item>>,
    /// How many rows were further items.
    pub(super) further: u64,
}

/// What the items of a subscription share, and what each of them was.
struct Item {
    account: String,
    days: (Day, Option<Day>),
    rows: Vec<i64>,
}

impl Items {
    pub(super) fn of(source: &Source) -> Items {
        let shape = source.mapping.shape;
        let listed = shape.is_some_and(|shape| ["Stripe", "Paddle"].contains(&shape.vendor));
        let several = listed && source.kind == ImportKind::Subscriptions;
        Items {
            seen: several.then(HashMap::new),
            further: 0,
        }
    }

    /// The row of a record with an id of its own, or why it is no item of the subscription that has its id.
    pub(super) fn named(
        &mut self,
        row: ImportRow,
        (source, record): (&Source, &FileRecord),
    ) -> Result<ImportRow, String> {
        let (Some(seen), ImportRow::Subscription(sub)) = (&mut self.seen, &row) else {
            return Ok(row);
        };
        if sub.external.is_empty() {
            return Ok(row);
        }
        let (this, days) = (as_written(source, record), (sub.start, sub.end));
        let Some(item) = seen.get_mut(&sub.external) else {
            let item = Item {
                account: sub.account.clone(),
                days,
                rows: vec![this],
            };
            seen.insert(sub.external.clone(), item);
            return Ok(row);
        };
        if item.account != sub.account || item.days != days {
            return Err(format!(
                "{} stands on an earlier line with another customer, start or end; the items of a subscription share them.",
                quoted(&sub.external, 40)
            ));
        }
        let at = item.rows.iter().position(|known| *known == this);
        let at = at.unwrap_or_else(|| {
            item.rows.push(this);
            self.further += 1;
            item.rows.len() - 1
        });
        Ok(ImportRow::Subscription(SubscriptionRow {
            external: match at {
                0 => sub.external.clone(),
                at => format!("{}#{}", sub.external, at + 1),
            },
            ..sub.clone()
        }))
    }
}

/// What tells an item from another: all that is read of it as it is written. Two may come to the same, as one of 10.00 and
/// two of 5.00 do.
fn as_written(source: &Source, record: &FileRecord) -> i64 {
    let mut fnv = Fnv::new();
    for (_, at) in source.mapping.fields() {
        fnv.text(record.cell(at));
    }
    fnv.sum()
}
