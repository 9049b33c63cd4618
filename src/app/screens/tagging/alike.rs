//! What is done to one text done to all that read alike. Must not know which those are: the store says so.

use crate::app::cx::{Cx, Like, Open};
use crate::app::screens::quotes::full_name;
use crate::domain::change::{Change, Field, Member, Subject};
use crate::domain::feedback::{Likened, Mark};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::query::Query;
use crate::domain::word::Word;

use super::Tagging;

impl Tagging {
    /// Lets it be worked out which texts read alike, a slice after the other; then the queue says so.
    pub(super) fn liken(&mut self, cx: &mut Cx<'_>) {
        if self.likening || self.queue.readings.is_some() || self.view().is_none() {
            return;
        }
        self.likening = true;
        cx.ask(Query::Likened, |s: &mut Tagging, found: Likened, cx| {
            s.likening = false;
            match found.left {
                // Whatever the queue says then, it is not worked out again before it is read anew.
                0 => s.read_then(cx, |_, _| {}),
                _ => s.liken(cx),
            }
        });
    }

    /// Shows everything else that the filter finds, before anything is done to it.
    pub(super) fn show_found(&self, cx: &mut Cx<'_>) {
        self.show(true, cx);
    }

    /// Shows what reads like the text in front, before anything is done to it.
    pub(super) fn show_alike(&self, cx: &mut Cx<'_>) {
        if self.view().is_some() && self.queue.alike() == 0 {
            return cx.say(match self.queue.readings {
                Some(_) => "no other text of the queue reads like this one",
                None => "what reads alike is still being worked out",
            });
        }
        self.show(false, cx);
    }

    /// Shows what comes next, to be marked and tagged together.
    pub(super) fn show_coming(&self, cx: &mut Cx<'_>) {
        let like = self.like(true, cx);
        cx.open_some(like.map(Open::Coming));
    }

    fn show(&self, whole: bool, cx: &mut Cx<'_>) {
        let like = self.like(whole, cx);
        cx.open_some(like.map(Open::Alike));
    }

    fn like(&self, whole: bool, cx: &Cx<'_>) -> Option<Like> {
        let view = self.view()?;
        let tags = view.tags.iter().map(|tag| full_name(tag, cx.shared));
        let mark = view.feedback.mark.map(|mark| named(mark).to_owned());
        let does: Vec<String> = tags.chain(mark).collect();
        Some(Like {
            of: view.feedback.id,
            period: self.period(cx.shared),
            words: self.filter.clone(),
            whole,
            place: cx.place,
            does: does.join(", "),
        })
    }

    /// What the text in front has, for others that read like it.
    pub fn tag_alike(&mut self, others: &[FeedbackId], cx: &mut Cx<'_>) {
        if let Some(view) = self.view() {
            let tags: Vec<TagId> = view.tags.iter().map(|tag| tag.id).collect();
            let changes = changes(others, &tags, view.feedback.mark);
            self.queue.leave_out(others);
            self.change(Change::All(changes), others.len(), cx);
        }
    }

    /// Gives texts of the queue tags and a mark, as one change; the one in front stays as it is.
    pub fn give(
        &mut self,
        texts: &[FeedbackId],
        tags: &[TagId],
        mark: Option<Mark>,
        cx: &mut Cx<'_>,
    ) {
        self.queue.take_out(texts);
        // It is taken back from here, where the text in front is still the same.
        self.trail.extend(self.front().map(|text| (text, 0)));
        let changes = Change::All(changes(texts, tags, mark));
        self.apply(changes, cx, |s, _, cx| s.read(cx));
    }
}

fn named(mark: Mark) -> &'static str {
    match mark {
        Mark::Praise => "praise",
        Mark::NoReason => "no reason in it",
    }
}

/// Tags and a mark for texts that have none.
fn changes(texts: &[FeedbackId], tags: &[TagId], mark: Option<Mark>) -> Vec<Change> {
    let of = |feedback: FeedbackId| {
        let tags = tags.iter().map(move |tag| {
            let tag = *tag;
            Change::Join(Member::Tagged { feedback, tag })
        });
        let mark = mark.map(|mark| {
            let subject = Subject::Feedback(feedback);
            Change::set(subject, Field::Mark, None::<&str>, Some(mark.word()))
        });
        tags.chain(mark)
    };
    texts.iter().copied().flat_map(of).collect()
}
