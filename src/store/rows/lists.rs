//! The two short lists: owners and roadmap items, found again by id, owners else by name.
//! Must not know who answers for what: actions and links point at these, not the other way.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params_from_iter};

use crate::domain::failure::Failure;
use crate::domain::field::Value;
use crate::domain::import::{ImportRow, SourceRow};
use crate::domain::roadmap::Owner;
use crate::store::table::Table;

use super::accounts::doubled;
use super::former::{ImportTable, OWNERS, ROADMAP};
use super::run::Run;

/// What stands in the table for a row of the file.
struct Standing {
    id: i64,
    hash: Option<i64>,
}

/// Takes in the rows of an owners file.
pub(super) fn owners(run: &mut Run<'_>) -> Result<(), Failure> {
    let mut seen = HashMap::new();
    while let Some(SourceRow { line, hash, row }) = run.next()? {
        let ImportRow::Owner(row) = row else {
            return Err(Run::mixed_up(line));
        };
        if row.name.trim().is_empty() {
            run.reject(line, "the owner has no name");
            continue;
        }
        let found = match owner_of(run, &row)? {
            Ok(found) => found,
            Err(reason) => {
                run.reject(line, reason);
                continue;
            }
        };
        let key = if row.external.is_empty() {
            &row.name
        } else {
            &row.external
        };
        let Some(id) = admit(run, OWNERS, &mut seen, (line, hash), key, found)? else {
            continue;
        };
        write(run, id, hash, &row)?;
    }
    Ok(())
}

/// Writes a row into its thing's table. What a file leaves empty stays as it is for owners, who are also typed
/// in by hand; a roadmap file is the tracker's word on every column.
fn write<T: Table>(run: &Run<'_>, id: Option<i64>, hash: i64, thing: &T) -> Result<(), Failure> {
    let fields: Vec<_> = T::FIELDS
        .iter()
        .filter(|row| row.is.import.is_some())
        .collect();
    let columns: Vec<&str> = fields.iter().map(|row| row.is.column).collect();
    let sets = columns.iter().map(|c| match T::TABLE {
        "owners" => format!("{c} = iif(excluded.{c} = '', {c}, excluded.{c})"),
        _ => format!("{c} = excluded.{c}"),
    });
    let sql = format!(
        "INSERT INTO {} (id, hash, import, {}) VALUES (?, ?, ?{}) \
         ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, {}",
        T::TABLE,
        columns.join(", "),
        ", ?".repeat(columns.len()),
        sets.collect::<Vec<_>>().join(", "),
    );
    let own = [id.into(), Value::Int(hash), Value::Int(run.import.0)];
    let values = own
        .into_iter()
        .chain(fields.iter().map(|row| (row.get)(thing).value()));
    run.tx
        .prepare_cached(&sql)?
        .execute(params_from_iter(values))?;
    Ok(())
}

/// The owner a row is about, or why its name cannot be used.
fn owner_of(run: &Run<'_>, row: &Owner) -> Result<Result<Option<Standing>, String>, Failure> {
    let by_id = if row.external.is_empty() {
        None
    } else {
        find(
            run,
            "SELECT id, hash, external FROM owners WHERE external = ?1",
            &row.external,
        )?
    };
    let by_name = find(
        run,
        "SELECT id, hash, external FROM owners WHERE name = ?1",
        &row.name,
    )?;
    Ok(match (by_id, by_name) {
        (Some((a, _)), Some((b, _))) if a.id != b.id => {
            Err(format!("another owner is called `{}` already", row.name))
        }
        (None, Some((_, external))) if !row.external.is_empty() && !external.is_empty() => Err(
            format!("the owner `{}` already has the id `{external}`", row.name),
        ),
        (found, named) => Ok(found.or(named).map(|(standing, _)| standing)),
    })
}

fn find(run: &Run<'_>, sql: &str, key: &str) -> Result<Option<(Standing, String)>, Failure> {
    Ok(run
        .tx
        .prepare_cached(sql)?
        .query_row([key], |r| {
            Ok((
                Standing {
                    id: r.get(0)?,
                    hash: r.get(1)?,
                },
                r.get(2)?,
            ))
        })
        .optional()?)
}

/// Takes in the rows of a roadmap file.
pub(super) fn roadmap(run: &mut Run<'_>) -> Result<(), Failure> {
    let mut seen = HashMap::new();
    while let Some(SourceRow { line, hash, row }) = run.next()? {
        let ImportRow::Roadmap(row) = row else {
            return Err(Run::mixed_up(line));
        };
        if row.external.is_empty() || row.title.is_empty() {
            run.reject(line, "the roadmap item lacks its id or its title");
            continue;
        }
        let found = find(
            run,
            "SELECT id, hash, external FROM roadmap WHERE external = ?1",
            &row.external,
        )?;
        let standing = found.map(|(standing, _)| standing);
        if let Some(id) = admit(
            run,
            ROADMAP,
            &mut seen,
            (line, hash),
            &row.external,
            standing,
        )? {
            write(run, id, hash, &row)?;
        }
    }
    Ok(())
}

/// Counts a row. `Some(None)` is a new one, `Some(id)` one to update whose values were kept first.
fn admit(
    run: &mut Run<'_>,
    shape: ImportTable,
    seen: &mut HashMap<String, i64>,
    (line, hash): (u64, i64),
    key: &str,
    standing: Option<Standing>,
) -> Result<Option<Option<i64>>, Failure> {
    let first = seen.get(key).copied();
    if first.is_some_and(|first| first != hash) {
        run.reject(line, doubled(key));
        return Ok(None);
    }
    seen.insert(key.to_owned(), hash);
    let Some(standing) = standing else {
        run.counts.new += 1;
        return Ok(Some(None));
    };
    if first.is_some() || standing.hash == Some(hash) {
        run.counts.unchanged += 1;
        return Ok(None);
    }
    shape.keep(run.tx, run.import.0, standing.id)?;
    run.counts.updated += 1;
    Ok(Some(Some(standing.id)))
}
