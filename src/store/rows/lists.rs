//! The two short lists: owners and roadmap items, found again by id, owners else by name.
//! Must not know who answers for what: actions and links point at these, not the other way.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldOf, Value};
use crate::domain::roadmap::{Owner, RoadmapItem};
use crate::store::sql;
use crate::store::table::Tabled;

use super::edits::Edits;
use super::former::{ImportTable, OWNERS, ROADMAP, RowWriter};
use super::run::{DOUBLED, Run};

/// What stands in the table for a row of the file: its number, its hash, its external id.
type ListedRow = (i64, Option<i64>, String);

/// Takes in the rows of an owners file.
pub(super) fn owners(run: &mut Run<'_>) -> Result<(), Failure> {
    let mut list = ListWriter::new(run, OWNERS, "owner")?;
    while let Some((line, hash, mut row)) = run.next_of::<Owner>()? {
        if row.name.trim().is_empty() {
            run.reject(line, "the owner has no name");
            continue;
        }
        let key = match row.external.is_empty() {
            true => row.name.clone(),
            false => row.external.clone(),
        };
        let mut found = owner_of(run, &row)?;
        // Two people of one name are told apart by their teams.
        if found.is_err() && !row.team.is_empty() {
            row.name = format!("{} ({})", row.name, row.team);
            found = owner_of(run, &row)?;
        }
        match found {
            Ok(found) => list.take(run, (line, hash), key, found, row)?,
            Err(reason) => run.reject(line, reason),
        }
    }
    Ok(())
}

/// The owner a row is about, or why its name cannot be used.
fn owner_of(
    run: &Run<'_>,
    row: &Owner,
) -> Result<Result<Option<ListedRow>, &'static str>, Failure> {
    let by_id = match row.external.as_str() {
        "" => None,
        external => find(run, OWNERS, "external", external)?,
    };
    let by_name = find(run, OWNERS, "name", &row.name)?;
    Ok(match (by_id, by_name) {
        (Some((a, ..)), Some((b, ..))) if a != b => Err("another owner has its name already"),
        (None, Some((.., external))) if !row.external.is_empty() && !external.is_empty() => {
            Err("the owner of its name already has another id")
        }
        (found, named) => Ok(found.or(named)),
    })
}

fn find(
    run: &Run<'_>,
    of: ImportTable,
    column: &str,
    key: &str,
) -> Result<Option<ListedRow>, Failure> {
    let table = of.table;
    let sql = format!("SELECT id, hash, external FROM {table} WHERE {column} = ?1");
    sql::first(run.tx, &sql, [key], |r| {
        Ok((r.get(0)?, r.get(1)?, r.get(2)?))
    })
}

/// Takes in the rows of a roadmap file.
pub(super) fn roadmap(run: &mut Run<'_>) -> Result<(), Failure> {
    let mut list = ListWriter::new(run, ROADMAP, "item")?;
    while let Some((line, hash, row)) = run.next_of::<RoadmapItem>()? {
        if row.external.is_empty() || row.title.is_empty() {
            run.reject(line, "the roadmap item lacks its id or its title");
            continue;
        }
        let found = find(run, ROADMAP, "external", &row.external)?;
        list.take(run, (line, hash), row.external.clone(), found, row)?;
    }
    Ok(())
}

/// A list on its way into its table.
struct ListWriter<'a> {
    table: ImportTable,
    writer: RowWriter<'a>,
    seen: HashMap<String, i64>,
    edits: Edits,
}

impl<'a> ListWriter<'a> {
    fn new(
        run: &Run<'a>,
        table: ImportTable,
        kind: &'static str,
    ) -> Result<ListWriter<'a>, Failure> {
        Ok(ListWriter {
            table,
            writer: table.writer(run.tx, run.import, &[])?,
            seen: HashMap::new(),
            edits: Edits::load(run.tx, kind)?,
        })
    }

    /// Counts a row, and writes it unless it stands there already.
    fn take<T: Tabled>(
        &mut self,
        run: &mut Run<'_>,
        (line, hash): (u64, i64),
        key: String,
        found: Option<ListedRow>,
        mut thing: T,
    ) -> Result<(), Failure> {
        let (id, known) = found.map(|(id, known, _)| (id, known)).unzip();
        if !run.is_first(&mut self.seen, key, (line, hash), DOUBLED) {
            return Ok(());
        }
        let mut same = known.flatten() == Some(hash);
        let mut kept = false;
        if let Some(id) = id.filter(|_| !same) {
            let stands = run.standing::<T>(id)?;
            kept = run.keep_of(&mut thing, &stands);
            self.keep_written(run, id, &mut thing)?;
            same = self.is_as_it(&stands, &thing);
        }
        if run.admit(self.table, id, same, 1)? {
            let hash = if kept { hash ^ run.lacks.mark } else { hash };
            let fields = T::FIELDS.iter().filter(|row| row.is.import.is_some());
            let values = fields.map(|row| (row.get)(&thing).value());
            self.writer.write(id, values.chain([Value::Int(hash)]))?;
        }
        Ok(())
    }

    /// What a list of owners leaves empty stays as it is in any case.
    fn bare_stays(&self) -> bool {
        self.table.table == OWNERS.table
    }

    /// Puts what people wrote in place of what the file says again.
    fn keep_written<T: Tabled>(
        &self,
        run: &mut Run<'_>,
        id: i64,
        thing: &mut T,
    ) -> Result<(), Failure> {
        let says = |row: &&FieldOf<T>| !self.bare_stays() || !(row.get)(thing).value().is_nothing();
        let says: Vec<Field> = T::FIELDS
            .iter()
            .filter(says)
            .map(|row| row.is.field)
            .collect();
        self.edits
            .keep(run, id, thing, |field| says.contains(&field))
    }

    /// Whether a thing as it `stands` is what it would be with a row.
    fn is_as_it<T: Tabled>(&self, stands: &T, row: &T) -> bool {
        let mut fields = T::FIELDS.iter().filter(|row| row.is.import.is_some());
        fields.all(|of| {
            let said = (of.get)(row).value();
            said == (of.get)(stands).value() || (self.bare_stays() && said.is_nothing())
        })
    }
}
