//! A file of tags read again, whatever a spreadsheet has made of its separators. Must not know any room.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::DateTime;
use hashbrown::HashMap;

use super::{BOOK, COLUMNS, MORE, OFF, TEXT};
use crate::domain::carried::{Carried, CarriedGift, CarriedTag, CarriedText};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::feedback::{LONGEST_TAG, Mark, Tag};
use crate::domain::given::Taken;
use crate::domain::safe::one_line;
use crate::domain::suggest::rules;
use crate::domain::word::Word;
use crate::exchange::read::{FileRecord, Records};
use crate::exchange::safe::{quoted, text_in};

/// A row that could not be used: its line, and why.
pub type RefusedLine = (u64, String);

/// What stands between the cells of a file that begins as files of tags do; `None` of any other file.
pub fn is_one(path: &Path) -> Option<u8> {
    let is_file = path.metadata().ok()?.is_file();
    let mut first = Vec::new();
    let longest = COLUMNS[..3]
        .iter()
        .map(|name| name.len() + 3)
        .sum::<usize>() as u64;
    let file = is_file.then(|| File::open(path).ok()).flatten()?;
    file.take(longest).read_to_end(&mut first).ok()?;
    let first = first.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&first);
    let first = String::from_utf8_lossy(first).replace('"', "");
    let rest = first.strip_prefix(COLUMNS[0])?;
    let separator = *rest.as_bytes().first()?;
    let known = matches!(separator, b',' | b';' | b'\t' | b'|');
    let second = rest[1..].starts_with(COLUMNS[1]);
    (known && second).then_some(separator)
}

/// Reads a file of tags, and says which of its rows could not be used.
///
/// # Errors
/// When the file cannot be read, or lacks a column.
pub fn read(path: &Path, separator: u8) -> Result<(Carried, Vec<RefusedLine>), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = quoted(&name, 200);
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    let mut records = Records::of(path, separator)?;
    let mut record = FileRecord::default();
    records.next_into(&mut record).map_err(unreadable)?;
    let place = |column| {
        let mut heads = record.cells.iter();
        heads.position(|head| head.trim_start_matches('\u{FEFF}').trim() == column)
    };
    let mut places = [0; COLUMNS.len()];
    for (at, column) in places.iter_mut().zip(COLUMNS) {
        *at = place(column).ok_or_else(|| {
            Failure::usage(format!("reading {name}: its column `{column}` is missing"))
                .hint("take the file as `churnroom tag export` wrote it")
        })?;
    }
    let more = MORE.map(place);
    let mut reading = TagsReading::default();
    let mut refused = Vec::new();
    while records.next_into(&mut record).map_err(unreadable)? {
        let cell = |at: usize| text_in(record.cells.get(at).unwrap_or("")).into_owned();
        let more = more.map(|at| at.map_or_else(String::new, cell));
        let taken = match record.broken {
            true => Err("a quote opened in this row is never closed".to_owned()),
            false => reading.row(places.map(cell), more),
        };
        if let Err(why) = taken {
            refused.push((record.line, why));
        }
    }
    Ok((reading.carried, refused))
}

/// What has been read so far, and where the texts are by their number in the file.
#[derive(Default)]
struct TagsReading {
    carried: Carried,
    texts: HashMap<String, usize>,
}

impl TagsReading {
    fn row(
        &mut self,
        cells: [String; COLUMNS.len()],
        more: [String; MORE.len()],
    ) -> Result<(), String> {
        match cells[0].trim() {
            BOOK => self.tag(cells, more),
            TEXT => {
                let [.., taken, _, _] = more;
                self.text(cells, &taken)
            }
            OFF => self.off(cells),
            other => Err(format!("{} is no kind of row", quoted(other, 40))),
        }
    }

    fn tag(
        &mut self,
        cells: [String; COLUMNS.len()],
        [examples, also, archived, _, rules, before]: [String; MORE.len()],
    ) -> Result<(), String> {
        let [_, name, theme, key, description, ..] = cells;
        let name = tag_name(&name)?;
        if name.is_empty() {
            return Err("the tag has no name".to_owned());
        }
        let theme = tag_name(&theme)?;
        rules::allow(&rules).map_err(|failure| failure.message)?;
        let tag = Tag {
            name,
            key: key.trim().to_owned(),
            description,
            examples,
            also,
            rules,
            archived: flag(&archived)?,
            ..Tag::default()
        };
        let before = before.lines().filter_map(|name| tag_name(name).ok());
        let before = before.filter(|name| !name.is_empty()).collect();
        self.carried.book.push(CarriedTag { tag, theme, before });
        Ok(())
    }

    fn text(&mut self, cells: [String; COLUMNS.len()], taken: &str) -> Result<(), String> {
        let [_, tag, _, _, _, by, at, n, ..] = &cells;
        let gift = CarriedGift {
            tag: tag_name(tag)?,
            by: one_line(by).trim().to_owned(),
            at: moment(at.trim())?,
            taken: list(taken.trim())?,
        };
        let n = n.clone();
        let text = self.at(n, said(cells)?);
        if !gift.tag.is_empty() {
            text.tags.push(gift);
        }
        Ok(())
    }

    /// What was taken off a text: a tag, or its mark.
    fn off(&mut self, cells: [String; COLUMNS.len()]) -> Result<(), String> {
        let (tag, n) = (tag_name(&cells[1])?, cells[7].clone());
        let said = said(cells)?;
        let mark = said.mark;
        let text = self.at(n, CarriedText { mark: None, ..said });
        match tag.is_empty() {
            true => text.unmarked = mark,
            false => text.off.push(tag),
        }
        Ok(())
    }

    /// The text with that number in the file, which a row says this of.
    fn at(&mut self, n: String, said: CarriedText) -> &mut CarriedText {
        let texts = &mut self.carried.texts;
        let at = *self.texts.entry(n).or_insert(texts.len());
        if at == texts.len() {
            texts.push(said);
        }
        &mut texts[at]
    }
}

/// The text of a row, without its tag.
fn said(cells: [String; COLUMNS.len()]) -> Result<CarriedText, String> {
    let [
        ..,
        mark,
        pinned,
        survey,
        external,
        account,
        received,
        source,
        reason,
        text,
        score,
    ] = cells;
    let mark = match mark.trim() {
        "" => None,
        word => {
            Some(Mark::from_word(word).ok_or_else(|| format!("{} is no mark", quoted(word, 40)))?)
        }
    };
    Ok(CarriedText {
        exit_survey: flag(&survey)?,
        external: external.trim().to_owned(),
        account: account.trim().to_owned(),
        received: read_as(&received, "day")?,
        source,
        reason,
        text,
        score: read_as(&score, "score")?.filter(|score: &f64| score.is_finite()),
        mark,
        pinned: flag(&pinned)?,
        tags: Vec::new(),
        off: Vec::new(),
        unmarked: None,
    })
}

/// The name of a tag in a cell, on one line; one that is too long is none.
pub fn tag_name(cell: &str) -> Result<String, String> {
    let name = one_line(cell).trim().to_owned();
    match name.chars().count() {
        0..=LONGEST_TAG => Ok(name),
        _ => Err(format!("{} is too long for a tag", quoted(&name, 40))),
    }
}

fn flag(cell: &str) -> Result<bool, String> {
    match cell.trim().to_lowercase().as_str() {
        "" | "no" => Ok(false),
        "yes" => Ok(true),
        other => Err(format!("{} is neither yes nor no", quoted(other, 40))),
    }
}

/// The list of suggestions that a tag was taken from.
fn list(cell: &str) -> Result<Option<Taken>, String> {
    match cell {
        "" => Ok(None),
        word => {
            let taken = Taken::from_word(word).map(Some);
            taken.ok_or_else(|| format!("{} is no list of suggestions", quoted(word, 40)))
        }
    }
}

fn moment(cell: &str) -> Result<Option<Moment>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let read = DateTime::parse_from_rfc3339(cell);
    let read = read.map_err(|_| format!("{} is no moment", quoted(cell, 40)))?;
    Ok(Some(Moment(read.timestamp())))
}

/// A value that may be missing.
fn read_as<T: std::str::FromStr>(cell: &str, what: &str) -> Result<Option<T>, String> {
    match cell.trim() {
        "" => Ok(None),
        cell => {
            let read = cell.parse().map(Some);
            read.map_err(|_| format!("{} is no {what}", quoted(cell, 40)))
        }
    }
}
