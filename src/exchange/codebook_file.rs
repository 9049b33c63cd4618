//! A codebook as a table: a row a tag, with a column for each thing it says of one. What `tag list --format csv` writes
//! is read back, and so is what somebody keeps in a spreadsheet. Must not know any room.

use std::path::Path;

use hashbrown::HashMap;

use crate::domain::carried::CarriedTag;
use crate::domain::change::Field;
use crate::domain::codebook::{folded, same_name};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, other_names};
use crate::domain::field::{FieldOf, FieldValue, Holds, Thing, Value};
use crate::domain::safe::one_line;
use crate::domain::suggest::rules;
use crate::exchange::read::{FileRecord, Records};
use crate::exchange::safe::{quoted, text_in};
use crate::exchange::tags_file::tag_name;

/// A codebook as it was read.
#[derive(Debug, Default, PartialEq)]
pub struct CodebookRead {
    /// Its tags.
    pub tags: Vec<CarriedTag>,
    /// What it says of each: the fields it has columns for.
    pub has: Vec<Field>,
    /// Columns that say nothing of a tag.
    pub ignored: Vec<String>,
}

/// What people call the columns beside the fields' own keys, in small letters.
const CALLED: [(Field, &[&str]); 7] = [
    (Field::Name, &["name", "code", "label"]),
    (Field::Parent, &["theme", "category", "parent code"]),
    (Field::Description, &["definition", "what belongs here"]),
    (
        Field::Examples,
        &["example", "example quote", "example quotes", "quotes"],
    ),
    (Field::Also, &["other names", "aliases", "synonyms"]),
    (Field::Key, &["letter", "shortcut"]),
    (Field::Rules, &["rule", "keywords"]),
];

/// What stands between cells, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Rows that are named when a file is refused.
const NAMED: usize = 5;

/// Reads a codebook whole, or refuses it and says what is wrong in which line.
///
/// # Errors
/// When the file cannot be read, names no tags, or a row of it cannot be.
pub fn read(path: &Path) -> Result<CodebookRead, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = quoted(&name, 200);
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    let mut best: Option<(usize, Records, Heads)> = None;
    for separator in SEPARATORS {
        let mut records = Records::of(path, separator)?;
        let mut record = FileRecord::default();
        records.next_into(&mut record).map_err(unreadable)?;
        let heads = Heads::of(&record);
        let known = heads.places.len();
        if best.as_ref().is_none_or(|(most, ..)| known > *most) {
            best = Some((known, records, heads));
        }
    }
    let found = best.filter(|(_, _, heads)| {
        heads
            .places
            .iter()
            .any(|(row, _)| row.is.field == Field::Name)
    });
    let (_, mut records, heads) = found.ok_or_else(|| {
        Failure::usage(format!("reading {name}: no column of it names tags"))
            .hint("its first line has to have a column `tag`; `churnroom tag list --format csv` writes such a file")
    })?;
    let (mut record, mut reading) = (FileRecord::default(), CodebookReading::default());
    while records.next_into(&mut record).map_err(unreadable)? {
        let line = record.line;
        let taken = match record.broken {
            true => Err("a quote opened in it is never closed".to_owned()),
            false => heads.tag(&record).and_then(|tag| reading.take(tag)),
        };
        if let Err(why) = taken {
            reading.wrong.push(format!("line {line}: {why}"));
        }
    }
    reading.whole(&name)?;
    Ok(CodebookRead {
        tags: reading.tags,
        has: heads.places.iter().map(|(row, _)| row.is.field).collect(),
        ignored: heads.ignored,
    })
}

/// Which column is what.
struct Heads {
    places: Vec<(&'static FieldOf<Tag>, usize)>,
    ignored: Vec<String>,
}

impl Heads {
    fn of(record: &FileRecord) -> Heads {
        let mut heads = Heads {
            places: Vec::new(),
            ignored: Vec::new(),
        };
        for (at, head) in record.cells.iter().enumerate() {
            let name = one_line(head.trim_start_matches('\u{FEFF}'))
                .trim()
                .to_lowercase();
            let known = Tag::FIELDS.iter().find(|row| is_called(row, &name));
            match known.filter(|row| heads.place(row.is.field).is_none()) {
                Some(row) => heads.places.push((row, at)),
                None if ["", "id", "used"].contains(&name.as_str()) => {}
                None => heads.ignored.push(quoted(&name, 40)),
            }
        }
        heads
    }

    fn place(&self, field: Field) -> Option<usize> {
        let mut places = self.places.iter();
        places
            .find(|(row, _)| row.is.field == field)
            .map(|(_, at)| *at)
    }

    fn tag(&self, record: &FileRecord) -> Result<CarriedTag, String> {
        let mut one = CarriedTag::default();
        for (row, at) in &self.places {
            let cell = text_in(record.cells.get(*at).unwrap_or(""))
                .trim()
                .to_owned();
            let value = match (row.is.field, row.is.holds) {
                (Field::Parent, _) => {
                    one.theme = tag_name(cell.trim_start_matches('#'))?;
                    continue;
                }
                (Field::Name, _) => tag_name(cell.trim_start_matches('#'))?.as_str().into(),
                (Field::Rules, _) => {
                    rules::allow(&cell).map_err(|failure| failure.message)?;
                    Value::Text(cell)
                }
                (_, Holds::Flag) => flag(&cell)?.value(),
                (_, Holds::Key) => Value::Text(cell.to_lowercase()),
                _ => Value::Text(cell),
            };
            if !(row.get_mut)(&mut one.tag).put(value) {
                return Err(format!("{} cannot be read", row.is.words));
            }
        }
        Ok(one)
    }
}

fn is_called(row: &FieldOf<Tag>, name: &str) -> bool {
    let mut called = CALLED.iter().filter(|(field, _)| *field == row.is.field);
    name == row.is.key || called.any(|(_, names)| names.contains(&name))
}

fn flag(cell: &str) -> Result<bool, String> {
    match cell.to_lowercase().as_str() {
        "" | "no" | "false" | "0" => Ok(false),
        "yes" | "true" | "1" | "x" => Ok(true),
        other => Err(format!("{} is neither yes nor no", quoted(other, 40))),
    }
}

/// What has been read so far, and what is wrong with it.
#[derive(Default)]
struct CodebookReading {
    tags: Vec<CarriedTag>,
    /// Which tag a name leads to.
    names: HashMap<String, String>,
    keys: HashMap<String, String>,
    wrong: Vec<String>,
}

impl CodebookReading {
    fn take(&mut self, one: CarriedTag) -> Result<(), String> {
        let name = &one.tag.name;
        if name.is_empty() {
            let says = !one.theme.is_empty() || one.tag != Tag::default();
            return if says {
                Err("it has no name of a tag".to_owned())
            } else {
                Ok(())
            };
        }
        self.names(&one.tag)?;
        if same_name(name, &one.theme) {
            return Err(format!("the tag {} is under itself", quoted(name, 40)));
        }
        let key = one.tag.key.clone();
        if !key.is_empty()
            && let Some(other) = self.keys.insert(key.clone(), name.clone())
        {
            let (name, other) = (quoted(name, 40), quoted(&other, 40));
            return Err(format!("the key `{key}` is both {other}'s and {name}'s"));
        }
        self.tags.push(one);
        Ok(())
    }

    /// Takes in what a tag is called: a name leads to one tag.
    fn names(&mut self, tag: &Tag) -> Result<(), String> {
        let own = tag.name.as_str();
        let both = |name: &str, other: &str| {
            let (name, own, other) = (quoted(name, 40), quoted(own, 40), quoted(other, 40));
            Err(format!("the name {name} is both {other}'s and {own}'s"))
        };
        match self.names.insert(folded(own), own.to_owned()) {
            Some(other) if same_name(&other, own) => {
                let own = quoted(own, 40);
                return Err(format!("the tag {own} stands in another line too"));
            }
            Some(other) => return both(own, &other),
            None => {}
        }
        for name in other_names(&tag.also) {
            let other = self.names.insert(folded(name), own.to_owned());
            if let Some(other) = other.filter(|other| other != own) {
                return both(name, &other);
            }
        }
        Ok(())
    }

    /// Refuses a file with anything wrong in it: half a codebook is none.
    fn whole(&self, name: &str) -> Result<(), Failure> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        let named: Vec<&str> = self.wrong.iter().take(NAMED).map(String::as_str).collect();
        let more = self.wrong.len().saturating_sub(NAMED);
        let more = if more > 0 {
            format!("; and {more} more")
        } else {
            String::new()
        };
        let message = format!("reading {name}: {}{more}", named.join("; "));
        Err(Failure::usage(message).hint("mend these lines and give it again; nothing was changed"))
    }
}
