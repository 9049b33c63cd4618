//! Accounts whose ids differ only by how they are written: by zeros before them, as a number with a fraction of nothing, by
//! large and small letters, by blanks.
//! Must not decide that they are one.

use hashbrown::HashMap;
use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::import::ImportHead;
use crate::domain::money::count;
use crate::store::sql;

use super::ids;

/// Two accounts that differ only by how their ids are written, of which one came with an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpelledPair {
    /// Their ids: last the one that has a name, or is longer.
    pub ids: [String; 2],
    /// Whether both came with it.
    both: bool,
}

/// An account, as far as its id goes.
struct Spelled {
    id: String,
    new: bool,
    named: bool,
}

/// All of them, in the order in which they came.
pub(super) fn otherwise(tx: &Connection, head: &ImportHead) -> Result<Vec<SpelledPair>, Failure> {
    const ALL: &str = "SELECT external, ifnull(import = ?1, 0), name <> external FROM accounts WHERE same_as IS NULL \
                       ORDER BY id";
    const NEW: &str = "SELECT 1 FROM accounts WHERE import = ?1 LIMIT 1";
    let mut pairs = Vec::new();
    if sql::first(tx, NEW, [head.id], |_| Ok(()))?.is_none() {
        return Ok(pairs);
    }
    let mut first: HashMap<String, Spelled> = HashMap::new();
    sql::each(tx, ALL, [head.id], |row| {
        let (id, new, named): (String, bool, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let own = Spelled { id, new, named };
        let plainly = plainly(&own.id);
        match first.get(&plainly) {
            None => drop(first.insert(plainly, own)),
            Some(other) if own.new || other.new => pairs.push(pair(other, &own)),
            Some(_) => {}
        }
        Ok(())
    })?;
    Ok(pairs)
}

fn pair(one: &Spelled, other: &Spelled) -> SpelledPair {
    let rank = |of: &Spelled| (of.named, of.id.len());
    let [first, last] = match rank(one) <= rank(other) {
        true => [one, other],
        false => [other, one],
    };
    SpelledPair {
        ids: [first.id.clone(), last.id.clone()],
        both: one.new && other.new,
    }
}

/// The refusal of accounts of which most that are new have the ids of others in another way of writing: each would be
/// there twice.
pub(super) fn refusal(pairs: &[SpelledPair], head: &ImportHead) -> Option<Failure> {
    let (alike, new) = (pairs.iter().filter(|pair| !pair.both), ids::new(head));
    let first = alike.clone().next()?;
    let alike = alike.count() as u64;
    if alike < 2 || alike * 2 < new {
        return None;
    }
    let failure = Failure::usage(format!(
        "{} of {} new accounts have the ids of others, written otherwise ({}): each would be there twice; nothing was \
         written",
        count(alike),
        count(new),
        first.ids.join(" and ")
    ));
    Some(failure.hint("write the ids in one way in all files; or say --partial if they are others"))
}

/// An id however it is written: `00042`, `42.0` and `42` are one, and so are `ACME-1` and `acme-1`.
fn plainly(id: &str) -> String {
    let words: Vec<&str> = id.split_whitespace().collect();
    let id = words.join(" ").to_lowercase();
    let whole = id.split_once('.').map_or(id.as_str(), |(whole, rest)| {
        match !rest.is_empty() && rest.bytes().all(|b| b == b'0') {
            true => whole,
            false => &id,
        }
    });
    match !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) {
        true => whole.trim_start_matches('0').to_owned(),
        false => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_however_they_are_written() {
        for (one, other, same) in [
            ("42", "00042", true),
            ("42", "42.0", true),
            ("0042.00", "42", true),
            ("ACME-1", "acme-1", true),
            ("Müller  AG", "MÜLLER AG", true),
            ("42", "42.5", false),
            ("A.0", "A", false),
            ("v1.0", "v1", false),
            ("acme-1", "acme-01", false),
            ("1.000", "1000", false),
            ("0", "000", true),
        ] {
            assert_eq!(plainly(one) == plainly(other), same, "{one} {other}");
        }
    }
}
