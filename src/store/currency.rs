//! The currency that a room counts in, and what its amounts are kept in.
//! Must not know who sets it.

use rusqlite::Connection;

use super::sql;
use crate::domain::failure::Failure;
use crate::domain::money::Currency;

/// The room's reporting currency; `None` before the first ledger import.
pub fn of(db: &Connection) -> Result<Option<Currency>, Failure> {
    const CURRENCY: &str = "SELECT currency, in_hundredths FROM room";
    let found = sql::first(db, CURRENCY, [], |row| {
        let currency: Option<Currency> = row.get(0)?;
        let in_hundredths: bool = row.get(1)?;
        Ok(currency.map(|currency| match in_hundredths {
            true => currency.in_hundredths(),
            false => currency,
        }))
    })?;
    Ok(found.flatten())
}

#[cfg(test)]
mod tests {
    use super::super::migrate::up;
    use super::super::steps::STEPS;
    use super::*;
    use crate::domain::money::{Cents, Money};

    #[test]
    fn a_room_from_before_thousandths_goes_on_with_the_hundredths_it_has() {
        for (code, then, now) in [
            ("KWD", "KWD 123.45", "KWD 12.345"),
            ("EUR", "€123.45", "€123.45"),
            ("JPY", "JPY 123", "JPY 123"),
        ] {
            let mut db = Connection::open_in_memory().unwrap();
            db.execute_batch(&STEPS[..14].concat()).unwrap();
            db.pragma_update(None, "user_version", 14).unwrap();
            let set = "UPDATE room SET currency = ?1";
            db.execute(set, [code]).unwrap();
            up(&mut db, None, STEPS).unwrap();
            let shown = |db: &Connection| {
                let currency = of(db).unwrap();
                Money::of(currency.as_ref()).exact(Cents(12_345))
            };
            assert_eq!(shown(&db), then);
            let mut new = Connection::open_in_memory().unwrap();
            up(&mut new, None, STEPS).unwrap();
            new.execute(set, [code]).unwrap();
            assert_eq!(shown(&new), now);
        }
    }
}
