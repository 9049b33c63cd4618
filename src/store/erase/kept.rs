//! The customer's own rows: what they say goes, what they pay stays. Must not know texts of others.

use rusqlite::{Connection, params};

use crate::domain::account::Account;
use crate::domain::erasure::{ERASED, Erasure};
use crate::domain::failure::Failure;
use crate::domain::feedback::Feedback;
use crate::domain::ids::AccountId;
use crate::store::{sql, table};

/// What imports kept of its rows.
pub(super) const FORMER: &str = "kind = 'accounts' AND row = ?1 \
    OR kind = 'usage' AND row IN (SELECT id FROM usage WHERE account = ?1) \
    OR kind = 'feedback' AND row IN (SELECT id FROM feedback WHERE account = ?1) \
    OR kind = 'subscriptions' AND row IN (SELECT id FROM subscriptions WHERE account = ?1) \
    OR kind = 'movements' AND row IN (SELECT id FROM movements WHERE account = ?1) \
    OR kind = 'balances' AND row IN (SELECT id FROM balances WHERE account = ?1)";

/// The same of rows that were its own and are another's.
pub(super) const ANOTHERS: &str =
    "kind IN ('feedback', 'subscriptions') AND json_extract(was, '$.account') = ?1";

/// What was its own and is another's may be its own again: its amounts then, nothing else. Hashes are of whole rows, its
/// id among them, so they go too.
const WORDS_OF_ANOTHER: &str = "
    UPDATE import_former SET was = json_set(was, '$.text', ?2, '$.reason', '', '$.source', '', '$.hash', NULL,
      '$.raw', NULL, '$.external', '') WHERE kind = 'feedback' AND ";
const PRICES_OF_ANOTHER: &str = "
    UPDATE import_former SET was = json_set(was, '$.hash', random(), '$.raw', NULL, '$.external', '', '$.plan',
      iif(json_extract(was, '$.plan') IN (SELECT plan FROM subscriptions WHERE account <> ?1),
        json_extract(was, '$.plan'), '')) WHERE kind = 'subscriptions' AND ";

const AMOUNTS: [&str; 3] = [
    "UPDATE subscriptions SET external = '', hash = random(), raw = NULL, occurrence = 0, \
       plan = iif(plan IN (SELECT plan FROM subscriptions WHERE account <> ?1), plan, '') WHERE account = ?1",
    "UPDATE movements SET hash = 0 WHERE account = ?1",
    "UPDATE balances SET hash = 0 WHERE account = ?1",
];

/// Nothing of what imports kept of its rows comes back.
pub(super) fn formers(db: &Connection, account: AccountId) -> Result<(), Failure> {
    sql::run(
        db,
        &format!("DELETE FROM import_former WHERE {FORMER}"),
        [account],
    )?;
    let words = format!("{WORDS_OF_ANOTHER}{ANOTHERS}");
    sql::run(db, &words, params![account, ERASED])?;
    sql::run(db, &format!("{PRICES_OF_ANOTHER}{ANOTHERS}"), [account])?;
    Ok(())
}

/// Its rows; how many pieces of feedback lost their words, and how many days of usage went.
pub(super) fn rows(db: &Connection, erasure: &mut Erasure) -> Result<(usize, usize), Failure> {
    let id = erasure.account;
    if let Some(mut account) = table::by_id::<Account>(db, id)? {
        erasure.all(&mut account);
        table::rewrite(db, id.0, &account)?;
        sql::run(db, "UPDATE accounts SET hash = NULL WHERE id = ?1", [id])?;
    }
    let said = "SELECT * FROM feedback WHERE account = ?1";
    let said: Vec<Feedback> = sql::all(db, said, [id], table::read)?;
    let pieces = said.len();
    for mut piece in said {
        erasure.all(&mut piece);
        table::rewrite(db, piece.id.0, &piece)?;
    }
    sql::run(
        db,
        "UPDATE feedback SET hash = NULL, raw = NULL WHERE account = ?1",
        [id],
    )?;
    for sql in AMOUNTS {
        sql::run(db, sql, [id])?;
    }
    // That it was on a list is a number of a past meeting; what a rule said of it is not.
    sql::run(
        db,
        "UPDATE warnings SET rule = '', since = NULL WHERE account = ?1",
        [id],
    )?;
    let days = sql::run(db, "DELETE FROM usage WHERE account = ?1", [id])?;
    Ok((pieces, days))
}
