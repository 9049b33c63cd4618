//! The customer's own rows: what they say goes, what they pay stays. Must not know texts of others.

use rusqlite::{Connection, params};

use crate::domain::erasure::{ERASED, Erasure};
use crate::domain::failure::Failure;
use crate::domain::feedback::Feedback;
use crate::store::{sql, table};

use super::gather::Customer;

/// What imports kept of its rows.
pub(super) const FORMER: &str = "kind = 'accounts' AND row IN (SELECT value FROM json_each(?1)) \
    OR kind = 'usage' AND row IN (SELECT id FROM usage WHERE account IN (SELECT value FROM json_each(?1))) \
    OR kind = 'feedback' AND row IN (SELECT id FROM feedback WHERE account IN (SELECT value FROM json_each(?1))) \
    OR kind = 'subscriptions' AND row IN (SELECT id FROM subscriptions WHERE account IN (SELECT value FROM json_each(?1))) \
    OR kind = 'movements' AND row IN (SELECT id FROM movements WHERE account IN (SELECT value FROM json_each(?1))) \
    OR kind = 'balances' AND row IN (SELECT id FROM balances WHERE account IN (SELECT value FROM json_each(?1)))";

/// The same of rows that were its own and are another's.
pub(super) const ANOTHERS: &str = "kind IN ('feedback', 'subscriptions') \
    AND json_extract(was, '$.account') IN (SELECT value FROM json_each(?1))";

/// What was its own and is another's may be its own again: its amounts then, nothing else. Hashes are of whole rows, its
/// id among them, so they go too.
const WORDS_OF_ANOTHER: &str = "
    UPDATE import_former SET was = json_set(was, '$.text', ?2, '$.reason', '', '$.source', '', '$.hash', NULL,
      '$.raw', NULL, '$.external', '') WHERE kind = 'feedback' AND ";
const PRICES_OF_ANOTHER: &str = "
    UPDATE import_former SET was = json_set(was, '$.hash', random(), '$.raw', NULL, '$.external', '', '$.plan',
      iif(json_extract(was, '$.plan') IN
          (SELECT plan FROM subscriptions WHERE account NOT IN (SELECT value FROM json_each(?1))),
        json_extract(was, '$.plan'), '')) WHERE kind = 'subscriptions' AND ";

/// Its rows by their amounts. That it was on a list is a number of a past meeting; what a rule said of it is not.
const NUMBERS: [&str; 6] = [
    "UPDATE accounts SET hash = NULL WHERE id IN (SELECT value FROM json_each(?1))",
    "UPDATE feedback SET hash = NULL, raw = NULL WHERE account IN (SELECT value FROM json_each(?1))",
    "UPDATE subscriptions SET external = '', hash = random(), raw = NULL, occurrence = 0, plan = iif(plan IN \
       (SELECT plan FROM subscriptions WHERE account NOT IN (SELECT value FROM json_each(?1))), plan, '') \
       WHERE account IN (SELECT value FROM json_each(?1))",
    "UPDATE movements SET hash = 0 WHERE account IN (SELECT value FROM json_each(?1))",
    "UPDATE balances SET hash = 0 WHERE account IN (SELECT value FROM json_each(?1))",
    "UPDATE warnings SET rule = '', since = NULL WHERE account IN (SELECT value FROM json_each(?1))",
];

/// Nothing of what imports kept of its rows comes back, nor what it was called before.
pub(super) fn formers(db: &Connection, numbers: &str) -> Result<(), Failure> {
    let former = format!("DELETE FROM import_former WHERE {FORMER}");
    sql::run(db, &former, [numbers])?;
    let words = format!("{WORDS_OF_ANOTHER}{ANOTHERS}");
    sql::run(db, &words, params![numbers, ERASED])?;
    let prices = format!("{PRICES_OF_ANOTHER}{ANOTHERS}");
    sql::run(db, &prices, [numbers])?;
    let names = "DELETE FROM former_names WHERE account IN (SELECT value FROM json_each(?1))";
    sql::run(db, names, [numbers])?;
    Ok(())
}

/// Its rows; how many pieces of feedback lost their words, and how many days of usage went.
pub(super) fn rows(
    db: &Connection,
    erasure: &mut Erasure,
    customer: &Customer,
) -> Result<(usize, usize), Failure> {
    for mut account in customer.accounts.iter().cloned() {
        erasure.all(&mut account);
        table::rewrite(db, account.id.0, &account)?;
    }
    let numbers = customer.numbers();
    let said = "SELECT * FROM feedback WHERE account IN (SELECT value FROM json_each(?1))";
    let said: Vec<Feedback> = sql::all(db, said, [&numbers], table::read)?;
    let pieces = said.len();
    for mut piece in said {
        erasure.all(&mut piece);
        table::rewrite(db, piece.id.0, &piece)?;
    }
    for sql in NUMBERS {
        sql::run(db, sql, [&numbers])?;
    }
    let outreach = "DELETE FROM outreach WHERE account IN (SELECT value FROM json_each(?1))";
    sql::run(db, outreach, [&numbers])?;
    let usage = "DELETE FROM usage WHERE account IN (SELECT value FROM json_each(?1))";
    Ok((pieces, sql::run(db, usage, [numbers])?))
}
