//! One line makes an action or a note: what was typed, and what was understood of it.
//! Must not know screens or the clock: the line, today and the known names are arguments.

mod around;
mod complete;
mod dates;
mod due;
mod foreign;
mod numbers;
mod reading;
mod spans;
#[cfg(test)]
mod tests;
mod tongues;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::day::Day;
use super::failure::Failure;
use super::feedback::Tag;
use super::field::Described;
use super::ids::{OwnerId, TagId};
use super::note::{Note, NoteKind};
use super::roadmap::Owner;
use reading::Loosely;

pub use complete::{Completion, CompletionChoice, complete, like};
pub use dates::LONGEST as LONGEST_DATE;

/// What a line is understood against.
#[derive(Clone, Copy, Debug)]
pub struct EntryContext<'a> {
    /// Today, which dates are relative to.
    pub today: Day,
    /// Everybody who can own an action.
    pub owners: &'a [Owner],
    /// All tags; a child stands for its theme.
    pub tags: &'a [Tag],
    /// The theme that is selected, taken when the line names none.
    pub theme: Option<TagId>,
}

/// What an action still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Nobody answers for it.
    Who,
    /// It has no day.
    When,
}

/// What was understood of an action's line. Every word that is no owner, date or theme stays in `what`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// What is to be done.
    pub what: String,
    /// Who answers for it, then who helps.
    pub owners: Vec<OwnerId>,
    /// `@names` that nobody has, as typed without the `@`.
    pub unknown_owners: Vec<String>,
    /// `@names` that several have.
    pub unclear_owners: Vec<String>,
    /// The day it is due, never before today.
    pub due: Option<Day>,
    /// A date that was written out but is over; it is not taken.
    pub past: Option<Day>,
    /// Words that look like a day and are none to be done by, such as `31 feb` or `after friday`; they stay in `what`.
    pub unread: Option<String>,
    /// The theme it is meant to move.
    pub theme: Option<TagId>,
    /// `#names` that no theme has; they stay in `what`.
    pub unknown_themes: Vec<String>,
    /// What must still be asked for.
    pub missing: Vec<Missing>,
    /// All of it in one line, to show below the field: `Priya · Fri 20 Nov 2026 · reporting`.
    pub line: String,
}

/// The day a whole text means, as in an action's line: `2026-12-01`, `20 nov`, `fri`, `in 2 weeks`, `eom`.
pub fn day(text: &str, today: Day) -> Option<Day> {
    let mut ways = tongues::spoken(&small(text)).into_iter();
    ways.find_map(|way| reading::read(&way.words, way.foreign, Loosely::ALONE, today))
}

/// The day a whole text means when it looks back: a day without its year, or of the week, is the last such
/// day (today included), `yesterday` is one; whatever else is as in an action's line.
pub fn day_back(text: &str, today: Day) -> Option<Day> {
    let mut ways = tongues::spoken(&small(text)).into_iter();
    ways.find_map(|way| reading::read_back(&way.words, way.foreign, today))
}

fn small(text: &str) -> Vec<String> {
    text.split_whitespace().map(tongues::bare).collect()
}

/// The day that is typed into a field, by what the field's row says of its days.
///
/// # Errors
/// When it is no day, or one still to come where the field has none.
pub fn day_of(is: &Described, text: &str, today: Day) -> Result<Day, Failure> {
    let typed = is.typed.as_ref();
    let read = match typed.is_some_and(|typed| typed.past) {
        true => day_back,
        false => day,
    };
    let found = read(text, today).ok_or_else(|| {
        Failure::usage(format!("`{text}` is not a day"))
            .hint("write 2026-11-20, `20 nov`, `fri`, `in 2 weeks` or `eom`")
    })?;
    match typed.and_then(|typed| typed.over).filter(|_| found > today) {
        Some([why, instead]) => {
            Err(Failure::usage(format!("{found} is still to come: {why}")).hint(instead))
        }
        None => Ok(found),
    }
}

/// Understands a note: its kind and its words, trimmed. A leading `?` makes it an open question.
pub fn note(line: &str, kind: NoteKind) -> (NoteKind, String) {
    let line = line.trim();
    let (kind, text) = match line.strip_prefix('?') {
        Some(question) => (NoteKind::Question, question.trim_start_matches('?').trim()),
        None => (kind, line),
    };
    (kind, text.to_owned())
}

/// Whom something is asked of, and by which day.
type AskedOf = (OwnerId, Option<Day>);

/// Understands a decision: its words, and whom it is asked of where an `@` names somebody, with the day said behind.
fn asked(line: &str, around: &EntryContext) -> (String, Option<AskedOf>) {
    let owners = Names::of(around.owners.iter().map(|o| &o.name));
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let named = words.iter().enumerate().find_map(|(at, word)| {
        let name = word.strip_prefix('@')?;
        let name = name.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
        match owners.resolve(name) {
            Resolved::One(index) => Some((at, around.owners[index].id)),
            Resolved::Several | Resolved::Nobody => None,
        }
    });
    let Some((at, owner)) = named else {
        return (line.trim().to_owned(), None);
    };
    words.remove(at);
    let found = due::find(&words[at..], around.today);
    words.drain(at + found.taken.start..at + found.taken.end);
    (words.join(" "), Some((owner, found.due)))
}

/// Asks a decision of whom its words name, by the day that they name; its words are then without both.
pub fn ask(decision: &mut Note, today: Day, owners: &[Owner]) {
    let around = EntryContext {
        today,
        owners,
        tags: &[],
        theme: None,
    };
    let (text, asked) = asked(&decision.text, &around);
    decision.text = text;
    decision.asked = asked.map(|(owner, _)| owner);
    decision.due = asked.and_then(|(_, due)| due);
}

/// Understands an action's line. Total: whatever is typed, something is understood.
pub fn action(line: &str, around: &EntryContext) -> Understood {
    let mut out = Understood::default();
    let mut words: Vec<&str> = Vec::new();
    let owners = Names::of(around.owners.iter().map(|o| &o.name));
    let tags = Names::of(around.tags.iter().map(|t| &t.name));
    for word in line.split_whitespace() {
        let taken = match word.as_bytes() {
            [b'@', _, ..] => take_owner(&word[1..], &owners, around, &mut out),
            [b'#', _, ..] => take_theme(&word[1..], &tags, around, &mut out),
            _ => false,
        };
        if !taken {
            words.push(word);
        }
    }
    let found = due::find(&words, around.today);
    words.drain(found.taken);
    (out.due, out.past, out.unread) = (found.due, found.past, found.unread);
    out.what = words.join(" ");
    out.theme = out.theme.or(around.theme);
    if out.owners.is_empty() {
        out.missing.push(Missing::Who);
    }
    if out.due.is_none() {
        out.missing.push(Missing::When);
    }
    out.line = in_words(&out, around);
    out
}

fn take_owner(typed: &str, names: &Names, around: &EntryContext, out: &mut Understood) -> bool {
    let typed = typed.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
    match names.resolve(typed) {
        Resolved::One(index) => {
            let id = around.owners[index].id;
            if !out.owners.contains(&id) {
                out.owners.push(id);
            }
        }
        Resolved::Several => out.unclear_owners.push(typed.to_owned()),
        Resolved::Nobody if squeeze(typed).is_empty() => return false,
        Resolved::Nobody => out.unknown_owners.push(typed.to_owned()),
    }
    true
}

/// The first theme counts; a later one, or one nobody knows, stays in the words (`fix #4411`).
fn take_theme(typed: &str, names: &Names, around: &EntryContext, out: &mut Understood) -> bool {
    let typed = typed.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
    match names.resolve(typed) {
        Resolved::One(index) if out.theme.is_none() => {
            let tag = &around.tags[index];
            out.theme = Some(tag.parent.unwrap_or(tag.id));
            true
        }
        Resolved::One(_) => false,
        Resolved::Several | Resolved::Nobody => {
            if typed.chars().any(char::is_alphabetic) {
                out.unknown_themes.push(typed.to_owned());
            }
            false
        }
    }
}

/// Whom or what a typed name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resolved {
    One(usize),
    Several,
    Nobody,
}

/// A name as it is compared: whole, and by its words.
type ComparedName = (String, Vec<String>);

/// Names, prepared once: a long line asks for many.
struct Names(Vec<ComparedName>);

impl Names {
    fn of<'a>(names: impl Iterator<Item = &'a String>) -> Names {
        Names(
            names
                .map(|n| (squeeze(n), name_words(n).collect()))
                .collect(),
        )
    }

    /// A whole name, else a whole word of one, else the start of one, else the start of a word.
    fn resolve(&self, typed: &str) -> Resolved {
        let typed = squeeze(typed);
        if typed.is_empty() {
            return Resolved::Nobody;
        }
        let tests: [fn(&ComparedName, &str) -> bool; 4] = [
            |(name, _), typed| name == typed,
            |(_, words), typed| words.iter().any(|w| w == typed),
            |(name, _), typed| name.starts_with(typed),
            |(_, words), typed| words.iter().any(|w| w.starts_with(typed)),
        ];
        for test in tests {
            let names = self.0.iter().enumerate();
            let mut hits = names.filter(|(_, name)| test(name, &typed));
            if let Some((first, _)) = hits.next() {
                return match hits.next() {
                    None => Resolved::One(first),
                    Some(_) => Resolved::Several,
                };
            }
        }
        Resolved::Nobody
    }
}

/// Letters and digits only, without case and accents: `Ana-María` is `anamaria`.
fn squeeze(text: &str) -> String {
    let letters = text.nfkd().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn name_words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_alphanumeric())
        .map(squeeze)
        .filter(|w| !w.is_empty())
}

fn in_words(out: &Understood, around: &EntryContext) -> String {
    let name = |id: &OwnerId| around.owners.iter().find(|o| o.id == *id);
    let known = out.owners.iter().filter_map(name).map(|o| o.name.clone());
    let unknown = out.unknown_owners.iter();
    let unclear = out.unclear_owners.iter();
    let who: Vec<String> = known
        .chain(unknown.map(|n| match like(n, around.owners) {
            Some(owner) => format!("@{n} is not known yet, {} is", owner.name),
            None => format!("@{n} is not known yet"),
        }))
        .chain(unclear.map(|n| format!("@{n} may be several")))
        .collect();
    let mut parts = vec![match who.split_first() {
        None => "who?".to_owned(),
        Some((first, [])) => first.clone(),
        Some((first, rest)) => format!("{first} with {}", rest.join(", ")),
    }];
    parts.push(match (out.due, out.past, &out.unread) {
        (Some(day), ..) if day.is_weekend() => format!("{}, a weekend", day.long()),
        (Some(day), ..) => day.long(),
        (None, Some(past), _) => format!("when? {} is over", past.long()),
        (None, None, Some(words)) => format!("when? `{words}` is no day to be done by"),
        (None, None, None) => "when?".to_owned(),
    });
    let theme = |id: TagId| around.tags.iter().find(|t| t.id == id);
    if let Some(tag) = out.theme.and_then(theme) {
        parts.push(tag.name.clone());
    }
    parts.extend(out.unknown_themes.iter().map(|t| format!("no theme #{t}")));
    parts.join(" · ")
}

/// The whitespace-separated word that a cursor (a byte offset) stands in or right behind.
fn word_at(line: &str, cursor: usize) -> Option<Range<usize>> {
    let cursor = cursor.min(line.len());
    let (before, after) = (line.get(..cursor)?, line.get(cursor..)?);
    let mut back = before.char_indices().rev();
    let space = back.find(|(_, c)| c.is_whitespace());
    let start = space.map_or(0, |(at, c)| at + c.len_utf8());
    let end = cursor + after.find(char::is_whitespace).unwrap_or(after.len());
    Some(start..end)
}
