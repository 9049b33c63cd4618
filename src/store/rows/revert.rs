//! Taking a whole import back: former values again, its rows gone, the room as it was before.
//! What it brought of customers that were erased since stays, and accounts that a review keeps on its list.
//! Must not know the journal's undo: it only looks there for what people did since.

use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::ids::ImportId;
use crate::domain::import::ImportHead;
use crate::store::accounts;
use crate::store::kept::KeptRecord;
use crate::store::search::index::{self, TextIndex};
use crate::store::sql::{self, Use};

use super::aside::Aside;
use super::erased;
use super::former::ImportTable;
use super::ids;
use super::listed;
use super::room;
use super::stands;

/// Takes an import back and gives its head. In a transaction that the caller ends.
///
/// # Errors
/// A conflict that lists it when later work stands on the import's rows; nothing is written then.
pub fn revert(tx: &Connection, import: ImportId) -> Result<ImportHead, Failure> {
    let (head, reverted) = room::head(tx, import)?;
    if reverted {
        return Err(Failure::conflict(format!(
            "the import of {} was taken back already",
            head.file
        )));
    }
    erased::stay(tx, import)?;
    let later = stands::on(tx, import)?;
    if !later.is_empty() {
        return Err(Failure::conflict(format!(
            "taking back the import of {}: later work stands on its rows: {}",
            head.file,
            later.join(", ")
        ))
        .hint("take that back first; nothing was changed"));
    }
    accounts::remember(tx, import)?;
    ids::take_back(tx, import)?;
    listed::stay(tx, import)?;
    for shape in ImportTable::ALL {
        undo_rows(tx, shape, import)?;
    }
    forget_tags(tx, import)?;
    tx.execute("DELETE FROM import_former WHERE import = ?1", [import])?;
    tx.execute("UPDATE imports SET reverted = 1 WHERE id = ?1", [import])?;
    room::put_back(tx, &head)?;
    Ok(head)
}

/// Why an import that was taken back cannot simply be done again.
pub fn redo_refusal(head: &ImportHead) -> Failure {
    Failure::failed(format!(
        "the import of {} cannot be done again from here: its rows are in the file, not in the room",
        head.file
    ))
    .hint(format!("import {} again", head.file))
}

/// Former values back and made rows gone, in one table. Most of a table goes without its indexes.
fn undo_rows(tx: &Connection, shape: ImportTable, import: ImportId) -> Result<(), Failure> {
    let table = shape.table;
    let count = |of: String| -> Result<i64, Failure> { sql::one(tx, &of, [], |row| row.get(0)) };
    let touched = count(format!(
        "SELECT (SELECT count(*) FROM {table} WHERE import = {import}) + \
           (SELECT count(*) FROM import_former WHERE import = {import} AND kind = '{table}')"
    ))?;
    if touched == 0 {
        return Ok(());
    }
    let most = touched * 2 > count(format!("SELECT count(*) FROM {table}"))?;
    let indexed = TextIndex::ALL
        .into_iter()
        .find(|index| index.table() == table);
    let mut aside = Aside::default();
    if most {
        aside.take(tx, "trigger", table, &[])?;
        aside.take(tx, "index", table, &[])?;
    }
    // A row that was made may have what one that was changed is to have again.
    let made = format!(
        "DELETE FROM {table} WHERE import = ?1 AND {}",
        erased::others(shape)
    );
    tx.execute(&made, [import])?;
    shape.restore(tx, import)?;
    if table == "feedback" {
        former_tags(tx, import)?;
    }
    aside.put_back(tx)?;
    if let (true, Some(index)) = (most, indexed) {
        index::rebuild(tx, index)?;
    }
    Ok(())
}

/// The tags that imports had set on changed feedback before, but for those people took off since.
fn former_tags(tx: &Connection, import: ImportId) -> Result<(), Failure> {
    tx.execute(
        "DELETE FROM feedback_tags WHERE import IS NOT NULL AND feedback IN \
           (SELECT row FROM import_former WHERE import = ?1 AND kind = 'feedback')",
        [import],
    )?;
    tx.execute(
        "INSERT OR IGNORE INTO feedback_tags (feedback, tag, import) \
         SELECT f.row, t.id, json_extract(j.value, '$[1]') \
         FROM import_former f, json_each(f.was, '$.tags') j \
         JOIN tags t ON t.id = json_extract(j.value, '$[0]') \
         WHERE f.import = ?1 AND f.kind = 'feedback' AND NOT EXISTS \
           (SELECT 1 FROM feedback_tags_off o WHERE o.feedback = f.row AND o.tag = t.id)",
        [import],
    )?;
    Ok(())
}

/// Tags the import made go, children first, unless something else uses them or somebody has changed them: those are the
/// team's now.
fn forget_tags(tx: &Connection, import: ImportId) -> Result<(), Failure> {
    let tag = Tag::default();
    let used = |(_, table, column): &Use| format!("SELECT 1 FROM {table} WHERE {column} = t.id");
    let off = ("", "feedback_tags_off", "tag");
    let used: Vec<String> = tag.uses().iter().chain([&off]).map(used).collect();
    for level in ["NOT NULL", "NULL"] {
        tx.execute(
            &format!(
                "DELETE FROM tags AS t WHERE import = ?1 AND parent IS {level} AND description = '' AND key = '' \
                 AND NOT EXISTS ({}) AND id NOT IN (SELECT thing FROM ({}))",
                used.join(" UNION ALL "),
                stands::edits("tag")
            ),
            [import],
        )?;
    }
    let stay = "UPDATE tags SET import = NULL WHERE import = ?1";
    sql::run(tx, stay, [import]).map(drop)
}
