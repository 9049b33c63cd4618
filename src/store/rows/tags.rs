//! Tags by name for an import: found, or made with their parent, and set on feedback.
//! Must not know words that mean something to the numbers: no tag name is special.

use hashbrown::HashMap;
use rusqlite::{Connection, Statement, params};

use crate::domain::codebook::folded;
use crate::domain::failure::Failure;
use crate::domain::feedback::{LONGEST_TAG, other_names};
use crate::store::{sql, tag_names};

/// Tags set by one statement: starting one costs as much as two rows.
const GROUP: usize = 64;

const SET: &str = "SELECT tag, import FROM feedback_tags WHERE feedback = ?1";
const OFF: &str = "SELECT tag FROM feedback_tags_off WHERE feedback = ?1";

const ALSO: &str = "SELECT also, id FROM tags WHERE also <> ''";

/// Two levels only: a child of a child hangs below the theme.
const MAKE: &str = "
    INSERT INTO tags (name, parent, import)
    VALUES (?1, (SELECT ifnull(parent, id) FROM tags WHERE id = ?2), ?3)";

/// Whether feedback that says what it said before gets the tags of the file: where the hash of a row says nothing of
/// its tags, only another reading of the file can make them others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Retag {
    /// They are those that it has, or had before people renamed and joined them.
    #[default]
    No,
    /// Where no import gave it any.
    Bare,
    /// All.
    All,
}

/// Every tag's number by its folded name, and the setting of tags on feedback.
pub(super) struct TagNumbers<'a> {
    tx: &'a Connection,
    import: i64,
    /// As written in files, so that a name is taken apart once.
    written: HashMap<String, Option<i64>>,
    /// By lower-case name.
    named: HashMap<String, i64>,
    /// By the names that tags had before people gave them others.
    before: HashMap<String, i64>,
    set_one: Statement<'a>,
    set_group: Statement<'a>,
    set_unless_off: Statement<'a>,
}

impl<'a> TagNumbers<'a> {
    pub(super) fn load(tx: &'a Connection, import: i64) -> Result<TagNumbers<'a>, Failure> {
        let named = tx
            // Of two that are written alike but for their blanks, the one that is written as files are read.
            .prepare("SELECT name, id FROM tags ORDER BY instr(name, '  ') = 0")?
            .query_map([], |row| {
                Ok((folded(&row.get::<_, String>(0)?), row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        Ok(TagNumbers {
            tx,
            import,
            written: HashMap::new(),
            before: before(tx)?,
            named,
            set_one: tx.prepare(
                "INSERT OR IGNORE INTO feedback_tags (feedback, tag, import) VALUES (?1, ?2, ?3)",
            )?,
            set_group: tx.prepare(&format!(
                "INSERT OR IGNORE INTO feedback_tags (import, feedback, tag) VALUES {}",
                vec!["(?1, ?, ?)"; GROUP].join(", ")
            ))?,
            set_unless_off: tx.prepare(
                "INSERT OR IGNORE INTO feedback_tags (feedback, tag, import) SELECT ?1, ?2, ?3 \
                 WHERE NOT EXISTS (SELECT 1 FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2)",
            )?,
        })
    }

    /// The numbers of tags, those that nobody has made first.
    pub(super) fn numbers(&mut self, names: &[String]) -> Result<Vec<i64>, Failure> {
        let mut numbers = Vec::with_capacity(names.len());
        for name in names {
            numbers.extend(self.number(name)?);
        }
        Ok(numbers)
    }

    /// Sets tags on feedback that was just made: pairs of feedback and tag, many at a time.
    pub(super) fn set(&mut self, pairs: &[(i64, i64)]) -> Result<(), Failure> {
        let mut groups = pairs.chunks_exact(GROUP);
        for group in &mut groups {
            for (place, (feedback, tag)) in (2..).step_by(2).zip(group) {
                self.set_group.raw_bind_parameter(place, feedback)?;
                self.set_group.raw_bind_parameter(place + 1, tag)?;
            }
            self.set_group.raw_bind_parameter(1, self.import)?;
            self.set_group.raw_execute()?;
        }
        for (feedback, tag) in groups.remainder() {
            self.set_one.execute((feedback, tag, self.import))?;
        }
        Ok(())
    }

    /// Adds the tags of the file. Those that are there stay, whoever set them: a file may be of last month, or of a
    /// system that knows nothing of tags. Those that people took off stay off.
    pub(super) fn tag_again(&mut self, feedback: i64, names: &[String]) -> Result<(), Failure> {
        for name in names {
            if let Some(tag) = self.number(name)? {
                self.set_unless_off.execute((feedback, tag, self.import))?;
            }
        }
        Ok(())
    }

    /// Whether the file has tags that feedback lacks, but for those that people took off.
    pub(super) fn differ(
        &mut self,
        feedback: i64,
        names: &[String],
        retag: Retag,
    ) -> Result<bool, Failure> {
        if retag == Retag::No || (retag == Retag::Bare && names.is_empty()) {
            return Ok(false);
        }
        let (mut settled, mut imported) = (Vec::new(), false);
        sql::each(self.tx, SET, [feedback], |row| {
            settled.push(row.get::<_, i64>(0)?);
            imported |= row.get::<_, Option<i64>>(1)?.is_some();
            Ok(())
        })?;
        if retag == Retag::Bare && imported {
            return Ok(false);
        }
        settled.extend(sql::all(self.tx, OFF, [feedback], |row| {
            row.get::<_, i64>(0)
        })?);
        let wanted = self.numbers(names)?;
        Ok(wanted.iter().any(|tag| !settled.contains(tag)))
    }

    /// The number of a tag written as `name` or `parent/child`.
    fn number(&mut self, written: &str) -> Result<Option<i64>, Failure> {
        if let Some(number) = self.written.get(written) {
            return Ok(*number);
        }
        let (parent, name) = match written.split_once('/') {
            Some((parent, child)) if !parent.trim().is_empty() && !child.trim().is_empty() => {
                (Some(parent.trim()), child.trim())
            }
            _ => (None, written.trim().trim_matches('/').trim()),
        };
        let parent = parent.map_or(Ok(None), |parent| self.named(parent, None))?;
        let number = self.named(name, parent)?;
        self.written.insert(written.to_owned(), number);
        Ok(number)
    }

    /// The number of a name, made if nobody has; an existing tag keeps the place it has.
    fn named(&mut self, name: &str, parent: Option<i64>) -> Result<Option<i64>, Failure> {
        let name: String = name.chars().take(LONGEST_TAG).collect();
        if name.is_empty() {
            return Ok(None);
        }
        let known = |names: &HashMap<String, i64>| names.get(&folded(&name)).copied();
        if let Some(number) = known(&self.named).or_else(|| known(&self.before)) {
            return Ok(Some(number));
        }
        let mut make = self.tx.prepare_cached(MAKE)?;
        make.execute(params![name, parent, self.import])?;
        let number = self.tx.last_insert_rowid();
        self.named.insert(folded(&name), number);
        Ok(Some(number))
    }
}

/// The tags that people renamed or that others became part of, by each name they had.
pub(in crate::store) fn before(tx: &Connection) -> Result<HashMap<String, i64>, Failure> {
    let former = tag_names::former(tx)?.into_iter();
    let mut before: HashMap<String, i64> =
        former.map(|(tag, name)| (folded(&name), tag.0)).collect();
    sql::each(tx, ALSO, [], |row| {
        let (also, tag): (String, i64) = (row.get(0)?, row.get(1)?);
        before.extend(other_names(&also).map(|name| (folded(name), tag)));
        Ok(())
    })?;
    Ok(before)
}
