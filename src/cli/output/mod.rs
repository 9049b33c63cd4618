//! What a command shows: one JSON value, a human reading of it, and records for CSV.
//! Must not know what any command does, nor the store: it turns finished answers into bytes.

mod columns;
mod file;
mod flat;
mod page;
mod table;

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::domain::change::Applied;
use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::money::Money;
use crate::domain::safe;
use crate::exchange::safe::wash;

pub use file::OutFile;
pub use page::wrapped;
pub use table::OutputTable;

/// Said behind what a dry run shows.
pub const DRY_RUN: &str = "a dry run: nothing was written";

/// The keys under which a command names files and folders.
const FILES: [&str; 4] = ["file", "folder", "backup", "kept"];

/// Whether a key says again, with teams for programs, who a key beside it names.
fn said_again(item: &Map<String, Value>, key: &str) -> bool {
    let names = [("who", "owner"), ("helpers", "with")];
    let mut names = names.iter().filter(|(again, _)| *again == key);
    names.any(|(_, said)| item.contains_key(*said))
}

/// How a command prints what it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs: stable and documented.
    Json,
    /// For spreadsheets: the JSON, flattened.
    Csv,
    /// Markdown; minutes only.
    Md,
    /// HTML; minutes only.
    Html,
}

/// A part of what people read.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line, or several.
    Text(String),
    /// Columns.
    Table(OutputTable),
    /// Labelled lines.
    Page(Vec<(String, String)>),
}

impl Block {
    /// Items as columns.
    pub fn columns(columns: &str, items: &[Value]) -> Block {
        Block::Table(columns::table(columns, items))
    }
}

/// Everything a command has to say when it went through.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// For people.
    pub blocks: Vec<Block>,
    /// For programs.
    pub json: Value,
    /// For spreadsheets; taken from the JSON's only list where absent.
    pub records: Option<Vec<Value>>,
    /// What one of the list's items has, for the head of one without any.
    pub like: Value,
    /// Said beside it: on stderr unless people read it anyway.
    pub notes: Vec<String>,
    /// The key of the next page: a number of the room's, which no mask may take for somebody's.
    pub next: Option<String>,
    /// Whether some rows could not be used: exit code 3.
    pub rejected: bool,
    /// What keeps the command from having gone through, said after the rest.
    pub failed: Option<Failure>,
    /// Whether the text is already in a format of its own (minutes, a script) and is printed as it stands.
    pub verbatim: bool,
}

impl Shown {
    /// A list in the shape `{"items": [...], "next": null}`, and as columns for people.
    pub fn list(columns: &str, items: Vec<Value>, next: Option<String>) -> Shown {
        let table = columns::table(columns, &items);
        let shown = Shown::value(listed(items, next.clone())).before(next);
        shown
            .like(columns::empty(columns))
            .with(Block::Table(table))
    }

    /// A list of things of a kind, with every field that people type.
    pub fn things<T: Thing>(columns: &str, items: Vec<Value>) -> Shown {
        let table = columns::with_fields::<T>(columns, &items);
        let shown = Shown::value(listed(items, None)).like(columns::empty(columns));
        shown.with(Block::Table(table))
    }

    /// An edit in the shape `{"change": ID, "item": {...}}`; `words` say what was done.
    pub fn edit(applied: &Applied, item: Value) -> Shown {
        let words = match applied.change.0 {
            0 => "nothing to change".to_owned(),
            id => format!("{} (change {id})", applied.words),
        };
        Shown::value(json!({"change": applied.change, "item": item})).line(words)
    }

    /// One item: for people, a line per field.
    pub fn one(item: Value) -> Shown {
        let table = columns::fields(&item);
        Shown::value(item).with(Block::Table(table))
    }

    /// A file that was written.
    pub fn written(path: &Path) -> Shown {
        let name = path.display().to_string();
        Shown::value(json!({ "file": name })).line(format!("wrote {name}"))
    }

    /// A value without its human reading yet.
    pub fn value(json: Value) -> Shown {
        Shown {
            json,
            ..Shown::default()
        }
    }

    /// A text in a format of its own, printed as it stands whatever `--format` says.
    pub fn verbatim(text: String) -> Shown {
        Shown {
            blocks: vec![Block::Text(text)],
            verbatim: true,
            ..Shown::default()
        }
    }

    /// Adds a part for people.
    pub fn with(mut self, block: Block) -> Shown {
        self.blocks.push(block);
        self
    }

    /// Adds a line for people.
    pub fn line(self, text: impl Into<String>) -> Shown {
        self.with(Block::Text(text.into()))
    }

    /// Says something beside it.
    pub fn note(mut self, text: impl Into<String>) -> Shown {
        self.notes.push(text.into());
        self
    }

    /// Says what there is to say beside it.
    pub fn noted(mut self, texts: impl IntoIterator<Item = String>) -> Shown {
        self.notes.extend(texts);
        self
    }

    /// Says that more follows, from this key on.
    pub fn before(mut self, next: Option<String>) -> Shown {
        self.next = next;
        self
    }

    /// What is said beside it, and that more follows.
    fn beside(&self) -> impl Iterator<Item = String> {
        let next = self.next.iter();
        let more = next.map(|after| format!("more follows: --after {after}"));
        more.chain(self.notes.iter().cloned())
    }

    /// Adds lines for people.
    pub fn lines(self, lines: impl IntoIterator<Item = String>) -> Shown {
        lines.into_iter().fold(self, Shown::line)
    }

    /// Gives the records for CSV where the JSON's list is not what a spreadsheet wants.
    pub fn with_records(mut self, records: Vec<Value>) -> Shown {
        self.records = Some(records);
        self
    }

    /// Says what an item has where the list may be empty: a spreadsheet's columns are the same then.
    pub fn like(mut self, item: Value) -> Shown {
        self.like = item;
        self
    }

    /// Covers what is no answer of the room, which came covered: what is said in words of its own and beside it, and the
    /// files that it names. A text in a format of its own was made of such answers.
    pub fn cover(&mut self, covered: impl FnOnce(Vec<String>) -> Vec<String>) {
        let said = self.said().map(std::mem::take).collect();
        for (place, said) in self.said().zip(covered(said)) {
            *place = said;
        }
    }

    fn said(&mut self) -> impl Iterator<Item = &mut String> {
        let verbatim = self.verbatim;
        let lines = self.blocks.iter_mut().filter_map(move |block| match block {
            Block::Text(text) => (!verbatim).then_some(text),
            Block::Table(_) | Block::Page(_) => None,
        });
        let files = self.json.as_object_mut().into_iter().flatten();
        let files = files.filter(|(key, _)| FILES.contains(&key.as_str()));
        let files = files.filter_map(|(_, file)| match file {
            Value::String(name) => Some(name),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
            Value::Array(_) | Value::Object(_) => None,
        });
        self.notes.iter_mut().chain(lines).chain(files)
    }

    /// Makes every text of it safe to print, whatever customers wrote.
    pub fn make_safe(&mut self) {
        for note in &mut self.notes {
            *note = safe::one_line(note).into_owned();
        }
        if self.verbatim {
            return;
        }
        for block in &mut self.blocks {
            // A table has made its cells safe when they came.
            if let Block::Text(text) = block {
                *text = safe::many_lines(text).into_owned();
            }
        }
        wash(&mut self.json);
        self.records.iter_mut().flatten().for_each(wash);
    }

    /// Writes it, its amounts as those of the room, to standard output (and notes to standard error). A closed pipe is not an error.
    pub fn print(&self, format: Format, money: Money<'_>) -> Result<(), Failure> {
        let text = self.render(format, money)?;
        write_out(&text)?;
        if self.verbatim || matches!(format, Format::Json | Format::Csv) {
            for note in self.beside() {
                complain(&format!("note: {note}"));
            }
        }
        Ok(())
    }

    /// The bytes for standard output.
    pub fn render(&self, format: Format, money: Money<'_>) -> Result<String, Failure> {
        if self.verbatim {
            return Ok(self.human(None, money));
        }
        match format {
            Format::Json => Ok(format!("{}\n", self.json)),
            Format::Csv => self.csv(),
            // Minutes are printed as they are; where they went is for people.
            Format::Table | Format::Md | Format::Html => {
                Ok(self.human(table::terminal_width(), money))
            }
        }
    }

    fn human(&self, width: Option<usize>, money: Money<'_>) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            match block {
                Block::Text(text) => {
                    out.push_str(text);
                    if !text.ends_with('\n') {
                        out.push('\n');
                    }
                }
                Block::Table(table) => out.push_str(&table.render(width, money)),
                Block::Page(lines) => out.push_str(&page::render(lines, width)),
            }
        }
        if !self.verbatim {
            for note in self.beside() {
                out.push_str(&note);
                out.push('\n');
            }
        }
        out
    }

    fn csv(&self) -> Result<String, Failure> {
        let records = self.records.as_deref();
        let bytes = flat::csv(
            records.unwrap_or_else(|| records_of(&self.json)),
            &self.like,
        )
        .map_err(|error| Failure::failed(format!("the CSV could not be made: {error}")))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A list for programs. `json!` would hold its items twice.
fn listed(items: Vec<Value>, next: Option<String>) -> Value {
    let list = [("items", items.into()), ("next", next.into())];
    Value::Object(
        list.map(|(key, value)| (key.to_owned(), value))
            .into_iter()
            .collect(),
    )
}

/// The rows of a JSON answer: its only list, the item of an edit, or itself.
fn records_of(json: &Value) -> &[Value] {
    let lists = ["items", "rows", "cohorts", "files", "themes"];
    let list = lists.iter().find_map(|key| json.get(key)?.as_array());
    list.map_or(std::slice::from_ref(json), Vec::as_slice)
}

/// Writes to standard output; a closed pipe is not an error.
pub fn write_out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::failed(format!(
            "the answer could not be written: {error}"
        ))),
        _ => Ok(()),
    }
}

/// A line on standard error; if nobody can read it, nothing can be done about that.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
