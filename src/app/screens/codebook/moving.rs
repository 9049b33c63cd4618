//! A tag made part of another, or some of its texts given to a new one: asked with what would go, before anything does.
//! Must not know how it is carried out.

use crate::app::cx::{Choice, Cx, LetterQuestion, Offer, Prompt};
use crate::app::searches;
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::ids::TagId;
use crate::domain::moving::{Move, MoveGoal, Moving};
use crate::domain::query::Query;

use super::{Codebook, CodebookRows};

impl Codebook {
    /// Asks which tag it becomes part of.
    pub(super) fn ask_into(&self, id: TagId, cx: &mut Cx<'_>) {
        let Some(tag) = self.tag(id) else { return };
        let others = self.tags.iter().flatten().map(|view| &view.tag);
        let others = others.filter(|other| other.id != id);
        let rows: Vec<Choice<TagId>> = others
            .map(|other| Choice::new(other.id, &other.name, &other.description))
            .collect();
        let title = format!("Which tag does {} become part of", tag.name);
        let ask = move |book: &mut CodebookRows, into: TagId, cx: &mut Cx<'_>| {
            book.list.ask_move(Move::whole(id, into), cx);
        };
        cx.open(Offer::new(cx.place, title, rows, ask));
    }

    /// Asks for the name of a tag that some texts get, and then which ones.
    pub(super) fn ask_new_for(&self, id: TagId, cx: &mut Cx<'_>) {
        let Some(tag) = self.tag(id) else { return };
        let title = format!("Split {}: the name of the new tag", tag.name);
        let of = tag.name.clone();
        let named = move |book: &mut CodebookRows, name: String, cx: &mut Cx<'_>| {
            let name = name.trim().trim_start_matches('#').to_owned();
            if !name.is_empty() {
                book.list.ask_which(id, &of, name, cx);
            }
        };
        cx.open(Prompt::new(cx.place, title, "", named));
    }

    fn ask_which(&self, id: TagId, of: &str, name: String, cx: &mut Cx<'_>) {
        let title = format!("Which texts tagged {of} get {name}");
        let to = match self.other_named(id, &name) {
            Some(other) => MoveGoal::Tag(other),
            None => MoveGoal::New(name),
        };
        let spell = move |book: &mut CodebookRows,
                          words: Result<String, Failure>,
                          cx: &mut Cx<'_>| match words {
            Err(unknown) => cx.fail(unknown),
            Ok(words) if words.is_empty() => {}
            Ok(words) => book.list.ask_move(
                Move {
                    from: id,
                    to,
                    words,
                },
                cx,
            ),
        };
        let found = move |_: &mut CodebookRows, words: String, cx: &mut Cx<'_>| {
            searches::spell(words, spell, cx);
        };
        let hint = "words they say, source:ticket, segment:Pro, -word for those without it";
        cx.open(Prompt::new(cx.place, title, "", found).hint(hint));
    }

    /// Counts what would go, and asks.
    pub(super) fn ask_move(&self, what: Move, cx: &mut Cx<'_>) {
        let name = |id| {
            self.tag(id)
                .map_or_else(String::new, |tag: &Tag| tag.name.clone())
        };
        let from = name(what.from);
        let to = match &what.to {
            MoveGoal::Tag(id) => name(*id),
            MoveGoal::New(name) => name.clone(),
        };
        let query = Query::Move(what.clone());
        cx.ask(
            query,
            move |_: &mut CodebookRows, moving: Moving, cx: &mut Cx<'_>| {
                let whole = what.words.is_empty();
                if moving.texts == 0 && !whole {
                    return cx.say(format!("no text tagged {from} is found by that"));
                }
                let (asks, goes) = match whole {
                    true => (
                        format!("Make {from} part of {to}?"),
                        format!("{from} goes, and files that name it find {to}."),
                    ),
                    false => (
                        format!("Give these texts {to} instead of {from}?"),
                        format!("{from} stays on its other texts."),
                    ),
                };
                let go = move |_: &mut CodebookRows, cx: &mut Cx<'_>| {
                    cx.apply(Change::Move(Box::new(what)));
                };
                let question = LetterQuestion::new(cx.place, asks)
                    .line(moving.words(&to))
                    .line(goes)
                    .line("One undo brings all of it back.")
                    .answer('y', "yes", go)
                    .nothing('n', "leave them as they are");
                cx.open(question);
            },
        );
    }
}
