//! The codebook: every tag with its key and what belongs to it; each of these can be changed here.
//! Must not know how it is drawn.

use crate::app::cx::{Choice, Cx, LetterQuestion, Offer, Prompt};
use crate::app::editing;
use crate::app::listing::{List, Listing};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::change::{Applied, Change, Field, Record, Subject, Value};
use crate::domain::codebook::{Together, named, starter};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, TagView, in_order};
use crate::domain::field::{Holds, Thing};
use crate::domain::ids::TagId;
use crate::domain::money::counted;
use crate::domain::moving::Move;
use crate::domain::note::Origin;
use crate::domain::query::Query;
use crate::keys::{Command, Context};

use super::quotes::new_tag;

mod moving;
#[cfg(test)]
mod tests;

#[derive(Debug, Default)]
pub struct Codebook {
    /// All tags, each theme followed by the tags below it; `None` until answered.
    pub tags: Option<Vec<TagView>>,
    /// Tags that always come with another.
    pub together: Vec<Together>,
    /// A tag made here, to be selected as soon as it is among the others.
    made: Option<TagId>,
}

/// The codebook while it is open.
type CodebookRows = Listing<Codebook>;

impl Codebook {
    /// Another tag that has a name, or had it before.
    fn other_named(&self, id: TagId, name: &str) -> Option<TagId> {
        let found = named(self.tags.as_deref().unwrap_or_default(), name);
        found.map(|view| view.tag.id).filter(|other| *other != id)
    }

    fn tag(&self, id: TagId) -> Option<&Tag> {
        let all = self.tags.iter().flatten();
        all.map(|view| &view.tag).find(|tag| tag.id == id)
    }
}

/// Asks what is to be changed of a tag.
fn ask_what(tag: &Tag, cx: &mut Cx<'_>) {
    let (id, archived) = (tag.id, tag.archived);
    let ask =
        |field| move |book: &mut CodebookRows, cx: &mut Cx<'_>| book.list.ask_value(id, field, cx);
    let to = match archived {
        true => "bring it back",
        false => "archive it: no longer offered, texts keep it",
    };
    let question = LetterQuestion::new(cx.place, format!("Change what of {}?", tag.name))
        .answer('d', "what belongs to it", ask(Field::Description))
        .answer('e', "its example quotes", ask(Field::Examples))
        .answer(
            'r',
            "its rules: words by which it is suggested",
            ask(Field::Rules),
        )
        .answer('n', "its name", ask(Field::Name))
        .answer('k', "its key on the tagging screen", ask(Field::Key))
        .answer(
            't',
            "the theme it is under",
            move |book: &mut CodebookRows, cx| {
                book.list.ask_parent(id, cx);
            },
        )
        .answer('o', "other names that files know it by", ask(Field::Also))
        .answer(
            'm',
            "make it part of another tag",
            move |book: &mut CodebookRows, cx| {
                book.list.ask_into(id, cx);
            },
        )
        .answer(
            's',
            "split it: some of its texts get a new tag",
            move |book: &mut CodebookRows, cx| {
                book.list.ask_new_for(id, cx);
            },
        )
        .answer('a', to, move |book: &mut CodebookRows, cx| match archived {
            true => set(id, Field::Archived, 1_i64, 0_i64, cx),
            false => book.list.ask_archive(id, cx),
        });
    cx.open(question);
}

/// Sets a field of a tag.
fn set<V: Into<Value> + PartialEq>(tag: TagId, field: Field, was: V, now: V, cx: &mut Cx<'_>) {
    if was != now {
        cx.apply(Change::set(Subject::Tag(tag), field, was, now));
    }
}

impl Codebook {
    /// Asks for the new text of a field; keys are small.
    fn ask_value(&self, id: TagId, field: Field, cx: &mut Cx<'_>) {
        let (Some(tag), Some(row)) = (self.tag(id), Tag::field(field)) else {
            return;
        };
        let name = &tag.name;
        let (title, hint) = match field {
            Field::Name => (format!("Name of {name}"), ""),
            Field::Key => {
                let hint = "one small letter or digit; empty for none";
                (format!("Key of {name}"), hint)
            }
            Field::Description => (format!("What belongs to {name}, and what does not"), ""),
            Field::Rules => {
                let hint = "SSO OR \"single sign\" -test; login: a rule between semicolons";
                (format!("Words by which {name} is suggested"), hint)
            }
            // Any other is asked for as its row says.
            _ => (format!("{name}: {}", editing::title(&row.is)), ""),
        };
        let was = editing::text(tag, row);
        let text = was.clone();
        let save = move |book: &mut CodebookRows, text: String, cx: &mut Cx<'_>| {
            let is_key = matches!(row.is.holds, Holds::Key);
            let now = if is_key { text.to_lowercase() } else { text };
            match book
                .list
                .other_named(id, &now)
                .filter(|_| field == Field::Name)
            {
                Some(other) => book.list.ask_move(Move::whole(id, other), cx),
                None => cx.set_typed(Subject::Tag(id), field, was, now),
            }
        };
        let prompt = Prompt::new(cx.place, title, text, save).hint(hint);
        cx.open(prompt.of(Subject::Tag(id), field));
    }

    /// Asks before a tag is no longer offered, with how many texts carry it.
    fn ask_archive(&self, id: TagId, cx: &mut Cx<'_>) {
        let mut all = self.tags.iter().flatten();
        let Some(view) = all.find(|view| view.tag.id == id) else {
            return;
        };
        let carry = match view.used {
            0 => "No text carries it".to_owned(),
            1 => "1 text carries it and keeps it".to_owned(),
            n => format!("{} carry it and keep it", counted(n, "text")),
        };
        let archive = move |_: &mut CodebookRows, cx: &mut Cx<'_>| {
            set(id, Field::Archived, 0_i64, 1_i64, cx);
        };
        let question = LetterQuestion::new(cx.place, format!("Archive the tag {}?", view.tag.name))
            .line(format!("{carry}. It is no longer offered."))
            .answer('y', "archive it", archive)
            .nothing('n', "go on offering it");
        cx.open(question);
    }

    fn ask_parent(&self, id: TagId, cx: &mut Cx<'_>) {
        let Some(tag) = self.tag(id) else {
            return;
        };
        let all = self.tags.iter().flatten().map(|view| &view.tag);
        let themes = all.filter(|t| t.parent.is_none() && t.id != id);
        let mut rows = vec![Choice::new(None, "no theme", "it is a theme itself")];
        rows.extend(themes.map(|t| Choice::new(Some(t.id), &t.name, &t.description)));
        let title = format!("Under which theme is {}", tag.name);
        let was = tag.parent;
        let save = move |_: &mut CodebookRows, now: Option<TagId>, cx: &mut Cx<'_>| {
            let number = |theme: Option<TagId>| theme.map(|id| id.0);
            set(id, Field::Parent, number(was), number(now), cx);
        };
        cx.open(Offer::new(cx.place, title, rows, save));
    }
}

fn ask_drop(tag: Tag, cx: &mut Cx<'_>) {
    let words = format!("Drop the tag {}?", tag.name);
    let drop = |_: &mut CodebookRows, cx: &mut Cx<'_>| {
        cx.apply(Change::remove(Record::Tag(tag)));
    };
    let question = LetterQuestion::new(cx.place, words)
        .line("Only a tag that nothing uses can go.")
        .answer('y', "drop it", drop)
        .nothing('n', "keep it");
    cx.open(question);
}

fn ask_new(cx: &mut Cx<'_>) {
    let add = |_: &mut CodebookRows, name: String, cx: &mut Cx<'_>| add(&name, cx);
    let prompt = Prompt::new(cx.place, "Name of the new tag", "", add);
    cx.open(prompt.hint("theme/name puts it under a theme"));
}

/// Asks whether an empty codebook begins with the usual tags.
fn ask_starter(cx: &mut Cx<'_>) {
    let (change, made) = starter(&cx.shared.room.tags);
    let words = format!("Begin with {} that most reviews use?", counted(made, "tag"));
    let question = LetterQuestion::new(cx.place, words)
        .line("Eight usual reasons and three questions about a customer's first weeks.")
        .line("Each can be renamed or dropped. One undo takes all of them back.")
        .answer('y', "make them", |_: &mut CodebookRows, cx| {
            cx.apply(change)
        })
        .nothing('n', "no");
    cx.open(question);
}

fn add(typed: &str, cx: &mut Cx<'_>) {
    let tag = new_tag(typed, cx.shared);
    let theme = typed.split_once('/').filter(|_| tag.parent.is_none());
    if let Some((theme, _)) = theme {
        let failure = Failure::usage(format!("making the tag {typed}: there is no theme {theme}"));
        return cx.fail(failure.hint("make the theme first, or leave the / out"));
    }
    if tag.name.is_empty() {
        return;
    }
    let made = |book: &mut CodebookRows, applied: Option<Applied>, _: &mut Cx<'_>| {
        if let Some(Subject::Tag(id)) = applied.map(|a| a.subject) {
            book.list.made = Some(id);
        }
    };
    cx.apply_then(Change::add(Record::Tag(tag)), made);
}

impl List for Codebook {
    type Key = TagId;
    const CONTEXT: Context = Context::Codebook;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        cx.ask(Query::Together, |book: &mut CodebookRows, together, _| {
            book.list.together = together;
        });
        cx.ask(Query::Tags, |book: &mut CodebookRows, tags, _| {
            book.list.tags = Some(in_order(tags));
            book.fill();
            let made = book.list.made;
            if let Some(made) = made.filter(|id| book.list.tag(*id).is_some()) {
                book.shown.select_key(&made);
                book.list.made = None;
            }
        });
    }

    fn keys(&self) -> Vec<TagId> {
        self.tags.iter().flatten().map(|view| view.tag.id).collect()
    }

    fn subject(&self, key: &TagId) -> Option<Subject> {
        Some(Subject::Tag(*key))
    }

    fn origin(&self, key: Option<&TagId>) -> Origin {
        let tag = key.and_then(|id| self.tag(*id));
        Origin {
            theme: tag.map(|tag| tag.parent.unwrap_or(tag.id)),
            ..Origin::default()
        }
    }

    fn command(book: &mut CodebookRows, command: Command, cx: &mut Cx<'_>) -> bool {
        let tag = book.shown.key().and_then(|id| book.list.tag(*id)).cloned();
        match (command, tag) {
            (Command::Open | Command::Edit, Some(tag)) => ask_what(&tag, cx),
            (Command::Drop, Some(tag)) => ask_drop(tag, cx),
            (Command::Open, None) => ask_starter(cx),
            (Command::PickTag, _) => ask_new(cx),
            _ => return false,
        }
        true
    }

    fn can(book: &CodebookRows, command: Command, shared: &Shared) -> Option<bool> {
        match command {
            Command::Edit | Command::Drop => Some(shared.writes() && !book.shown.is_empty()),
            Command::Open | Command::PickTag => Some(shared.writes() && book.list.tags.is_some()),
            _ => None,
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::PickTag,
            Command::Drop,
            Command::Undo,
            Command::Thread,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command, key: Option<&TagId>) -> Option<&'static str> {
        match command {
            Command::Open if key.is_none() => Some("a codebook to begin with"),
            Command::Open => Some("change"),
            Command::PickTag => Some("new tag"),
            _ => None,
        }
    }
}
