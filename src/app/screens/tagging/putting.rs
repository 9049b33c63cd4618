//! What the hand does to the text that is read: tags put on and taken off, marks, the pin, and the last of it taken
//! back. Must not know which texts come next.

use crate::app::cx::{Choice, Cx, Offer};
use crate::app::screens::quotes::full_name;
use crate::domain::change::{Change, Field, Member, Subject};
use crate::domain::feedback::{FeedbackView, Mark, Tag};
use crate::domain::ids::TagId;
use crate::domain::word::Word;

use super::Tagging;

impl Tagging {
    /// A tag's key: it puts the tag on. Only what this visit put on does the same key take off again: a second person
    /// who agrees must not take away what the first one said.
    pub(super) fn by_key(&mut self, tag: TagId, cx: &mut Cx<'_>) {
        if self.is_taken(tag) {
            return self.confirm(tag, cx);
        }
        match (self.carries(tag), self.put.contains(&tag)) {
            (false, _) => self.put(&[tag], cx),
            (true, true) => self.take(tag, cx),
            (true, false) => {
                let name = cx.shared.room.tag_name(tag);
                cx.say(format!(
                    "{name} is on this text already; Delete takes a tag off"
                ));
            }
        }
    }

    fn carries(&self, tag: TagId) -> bool {
        let view = self.view();
        view.is_some_and(|view| view.tags.iter().any(|on| on.id == tag))
    }

    /// Whether a tag of the text was taken from a list, and nobody has said it of the text since.
    fn is_taken(&self, tag: TagId) -> bool {
        let given = self.view().and_then(|view| view.given(tag));
        given.is_some_and(|given| given.taken.is_some())
    }

    /// A tag that was taken from a list becomes that of the person who says it of the text.
    fn confirm(&mut self, tag: TagId, cx: &mut Cx<'_>) {
        let person = cx.shared.person.clone();
        self.edit(cx, |view| {
            let given = view.given.iter_mut().find(|given| given.tag == tag);
            if let Some(given) = given {
                (given.person, given.taken) = (Some(person), None);
            }
            let feedback = view.feedback.id;
            Change::Join(Member::Tagged { feedback, tag })
        });
        self.dealt_with(cx);
    }

    /// Puts tags on the text, all in one change.
    pub(super) fn put(&mut self, tags: &[TagId], cx: &mut Cx<'_>) {
        if self.view().is_none() {
            return cx.say(match self.queue.known {
                true => "there is no text in front to tag",
                false => "the next text is still being read",
            });
        }
        let missing = tags.iter().filter(|tag| !self.carries(**tag));
        let missing = missing.filter_map(|tag| cx.shared.room.tag(*tag).cloned());
        let missing: Vec<Tag> = missing.collect();
        if missing.is_empty() {
            return;
        }
        self.put.extend(missing.iter().map(|tag| tag.id));
        self.edit(cx, |view| {
            let feedback = view.feedback.id;
            let join = |tag: &Tag| {
                Change::Join(Member::Tagged {
                    feedback,
                    tag: tag.id,
                })
            };
            let mut joins: Vec<Change> = missing.iter().map(join).collect();
            view.tags.extend(missing);
            match joins.len() {
                1 => joins.remove(0),
                _ => Change::All(joins),
            }
        });
        self.dealt_with(cx);
    }

    /// Something was said of the text: with one key a text the next one comes.
    pub(super) fn dealt_with(&mut self, cx: &mut Cx<'_>) {
        if self.one_key {
            self.go_on(cx);
        }
    }

    pub(super) fn turn_one_key(&mut self, cx: &mut Cx<'_>) {
        self.one_key = !self.one_key;
        cx.say(match self.one_key {
            true => "one key a text: a tag, a mark or . goes on to the next; U goes back",
            false => "Enter goes on to the next text",
        });
    }

    /// Takes a tag off the text.
    fn take(&mut self, tag: TagId, cx: &mut Cx<'_>) {
        self.put.retain(|put| *put != tag);
        self.edit(cx, |view| {
            view.tags.retain(|on| on.id != tag);
            let feedback = view.feedback.id;
            Change::Leave(Member::Tagged { feedback, tag })
        });
    }

    /// Takes the only tag off, or asks which.
    pub(super) fn ask_which_off(&mut self, cx: &mut Cx<'_>) {
        match self.view().map_or(&[][..], |view| &view.tags) {
            [] => cx.say("there is no tag on this text"),
            [only] => self.take(only.id, cx),
            several => {
                let choice = |tag: &Tag| Choice::new(tag.id, full_name(tag, cx.shared), "");
                let tags = several.iter().map(choice).collect();
                let title = "Take which tag off?";
                cx.open(Offer::new(cx.place, title, tags, Tagging::take));
            }
        }
    }

    /// The tags of the text gone on from last, on this one too.
    pub(super) fn same_again(&mut self, cx: &mut Cx<'_>) {
        let before = self.before.clone();
        self.put(&before, cx);
    }

    pub(super) fn mark(&mut self, mark: Mark, cx: &mut Cx<'_>) {
        let sets = self
            .view()
            .is_some_and(|view| view.feedback.mark != Some(mark));
        self.edit(cx, |view| {
            let feedback = &mut view.feedback;
            let was = feedback.mark;
            feedback.mark = (was != Some(mark)).then_some(mark);
            let words = |mark: Option<Mark>| mark.map(Mark::word);
            let subject = Subject::Feedback(feedback.id);
            Change::set(subject, Field::Mark, words(was), words(feedback.mark))
        });
        if sets {
            self.dealt_with(cx);
        }
    }

    pub(super) fn pin(&mut self, cx: &mut Cx<'_>) {
        self.edit(cx, |view| {
            let was = i64::from(view.feedback.pinned);
            view.feedback.pinned = was == 0;
            let subject = Subject::Feedback(view.feedback.id);
            Change::set(subject, Field::Pinned, was, 1 - was)
        });
    }

    /// Changes the text that is read: shown at once, then written.
    fn edit(&mut self, cx: &mut Cx<'_>, edit: impl FnOnce(&mut FeedbackView) -> Change) {
        if let Some(change) = self.touch(edit) {
            self.change(change, cx);
        }
    }

    /// Takes back what was done last, and goes back to the text it was done to, at once: what is typed after it is
    /// meant for that text. `false` where nothing was done here.
    pub fn undo(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(last) = self.trail.pop() else {
            return false;
        };
        let text = last.text();
        let is_there = self.queue.seek(text);
        if !is_there && self.blind.is_none() {
            self.queue.bring(last.quote);
        }
        self.visited();
        self.queue.take_back(text, last.others);
        self.apply(Change::Undo, cx, |s, _, cx| match s.blind {
            Some(_) => s.blind_again(cx),
            None => s.read(cx),
        });
        self.hold(cx);
        true
    }
}
