//! What people wrote over the words of feedback since they were imported: reading a file in another way does not take
//! that back. Must not know how feedback is written.

use rusqlite::Connection;

use crate::domain::change::{Change, Edit, Field, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::store::convert::Json;
use crate::store::sql;

const ANY: &str = "
    SELECT EXISTS (SELECT 1 FROM journal WHERE kind = 'feedback')
        OR EXISTS (SELECT 1 FROM journal_also WHERE kind = 'feedback')";
const TOUCHES: &str = "
    SELECT forward FROM (
      SELECT id FROM journal WHERE kind = 'feedback' AND subject = ?1
      UNION SELECT change FROM journal_also WHERE kind = 'feedback' AND subject = ?1
    ) JOIN journal USING (id) ORDER BY id";
const STANDS: &str = "SELECT text, reason FROM feedback WHERE id = ?1";

/// Whether anybody ever changed a piece of feedback, looked up once.
pub(super) struct Edits {
    any: bool,
}

/// A text that somebody wrote, and the one of the file that it stands in for.
struct Written {
    text: String,
    over: String,
}

impl Edits {
    pub(super) fn load(tx: &Connection) -> Result<Edits, Failure> {
        let any = sql::one(tx, ANY, [], |row| row.get(0))?;
        Ok(Edits { any })
    }

    /// Puts what people wrote in place of what a file says again of feedback: its text and its reason. A file that
    /// says something else now than it did before them has the last word, unless it is only read in another way.
    pub(super) fn keep(
        &self,
        tx: &Connection,
        id: i64,
        reread: bool,
        (text, reason): (&mut String, &mut String),
    ) -> Result<(), Failure> {
        if !self.any {
            return Ok(());
        }
        let changes = sql::all(tx, TOUCHES, [id], |row| row.get::<_, Json<Change>>(0))?;
        if changes.is_empty() {
            return Ok(());
        }
        let stands = sql::one(tx, STANDS, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (stands_text, stands_reason): (String, String) = stands;
        for (field, stands, said) in [
            (Field::Text, stands_text, text),
            (Field::Reason, stands_reason, reason),
        ] {
            let written = written(&changes, id, field);
            if let Some(written) = written.filter(|w| w.text == stands && w.text != w.over)
                && (reread || *said == written.over)
            {
                *said = written.text;
            }
        }
        Ok(())
    }
}

/// What the last change of a field wrote, and what the first found there.
fn written(changes: &[Json<Change>], id: i64, field: Field) -> Option<Written> {
    let subject = Subject::Feedback(FeedbackId(id));
    let all = changes.iter().flat_map(|change| change.0.edits());
    let edits: Vec<&Edit> = all
        .filter(|edit| edit.subject == subject && edit.field == field)
        .collect();
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::None | Value::Int(_) | Value::Real(_) => String::new(),
    };
    Some(Written {
        text: text(&edits.last()?.now),
        over: text(&edits.first()?.was),
    })
}
