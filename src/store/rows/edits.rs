//! What people wrote over the values of things since they were imported: a file that says there what it said before,
//! or is only read in another way, does not take that back.
//! Must not know how any of these things is written.

use rusqlite::Connection;

use crate::domain::change::{Change, Edit, Field, Value};
use crate::domain::failure::Failure;
use crate::store::convert::JsonText;
use crate::store::kept::address;
use crate::store::sql;
use crate::store::table::{self, Tabled};

use super::run::Run;

const ANY: &str = "
    SELECT EXISTS (SELECT 1 FROM journal WHERE kind = ?1)
        OR EXISTS (SELECT 1 FROM journal_also WHERE kind = ?1)";
const TOUCHES: &str = "
    SELECT forward FROM (
      SELECT id FROM journal WHERE kind = ?1 AND subject = ?2
      UNION SELECT change FROM journal_also WHERE kind = ?1 AND subject = ?2
    ) JOIN journal USING (id) ORDER BY id";

/// What people changed of the things of one kind, looked up once.
pub(super) struct Edits {
    /// The journal's word for the kind.
    kind: &'static str,
    /// Whether anybody ever changed one.
    any: bool,
}

impl Edits {
    /// `kind` is the journal's word: `account`.
    pub(super) fn load(tx: &Connection, kind: &'static str) -> Result<Edits, Failure> {
        let any = sql::one(tx, ANY, [kind], |row| row.get(0))?;
        Ok(Edits { kind, any })
    }

    /// All edits of one thing, the first of them first.
    pub(super) fn of(&self, tx: &Connection, id: i64) -> Result<WrittenEdits, Failure> {
        if !self.any {
            return Ok(WrittenEdits::default());
        }
        let changes = sql::all(tx, TOUCHES, (self.kind, id), |row| {
            row.get::<_, JsonText<Change>>(0)
        })?;
        let all = changes.iter().flat_map(|change| change.0.edits());
        let own = |edit: &&Edit| {
            let (kind, _, of) = address(edit.subject);
            (kind, of) == (self.kind, id)
        };
        Ok(WrittenEdits(all.filter(own).cloned().collect()))
    }

    /// Puts what people wrote of a thing in place of what a file says of it again, in the fields the file `has`.
    pub(super) fn keep<T: Tabled>(
        &self,
        run: &mut Run<'_>,
        id: i64,
        thing: &mut T,
        has: impl Fn(Field) -> bool,
    ) -> Result<(), Failure> {
        let written = self.of(run.tx, id)?;
        if written.is_empty() {
            return Ok(());
        }
        let stands = format!("SELECT * FROM {} WHERE id = ?1", T::TABLE);
        let stands: T = sql::one(run.tx, &stands, [id], table::read)?;
        let fields = T::FIELDS.iter();
        for row in fields.filter(|row| row.is.import.is_some() && has(row.is.field)) {
            let said = (row.get)(thing).value();
            let stands = (row.get)(&stands).value();
            let of = (row.is.field, row.is.column);
            if let Some(kept) = written.keep(run, of, (&stands, &said), false) {
                // What stands there was read from there.
                let _ = (row.get_mut)(thing).put(kept);
            }
        }
        Ok(())
    }
}

/// The edits of one thing.
#[derive(Default)]
pub(super) struct WrittenEdits(Vec<Edit>);

impl WrittenEdits {
    /// Whether nobody ever changed it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the file said in a field where somebody wrote since, and what was written.
    pub(super) fn of(&self, field: Field) -> Option<(&Value, &Value)> {
        let mut found: Option<(&Value, &Value)> = None;
        for edit in self.0.iter().filter(|edit| edit.field == field) {
            // What was found there is not what somebody wrote before: a file said it in between.
            let over = found.filter(|(_, now)| is_same(now, &edit.was));
            found = Some((over.map_or(&edit.was, |(over, _)| over), &edit.now));
        }
        found.filter(|(over, now)| !is_same(over, now))
    }

    /// What people wrote in a field, where it `stands` there and the file has `said` nothing new over it. A file that
    /// says something else than it did before them has the last word, unless it is only read in another way.
    pub(super) fn keep(
        &self,
        run: &mut Run<'_>,
        (field, column): (Field, &'static str),
        (stands, said): (&Value, &Value),
        reread: bool,
    ) -> Option<Value> {
        let (over, now) = self.of(field)?;
        if !is_same(now, stands) || is_same(said, stands) {
            return None;
        }
        let stays = reread || is_same(said, over);
        run.written.note(column, stays);
        stays.then(|| now.clone())
    }
}

/// Whether two values say the same: an empty text is none.
fn is_same(a: &Value, b: &Value) -> bool {
    a == b || (a.is_nothing() && b.is_nothing())
}
