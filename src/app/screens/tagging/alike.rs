//! What is done to one text done to all that read alike. Must not know which those are: the store says so.

use crate::app::cx::{Cx, Like, Open};
use crate::app::screens::quotes::full_name;
use crate::domain::change::{Applied, Change, Member};
use crate::domain::feedback::{Likened, Mark};
use crate::domain::ids::{ChangeId, FeedbackId, TagId};
use crate::domain::query::Query;
use crate::domain::sweep::Sweep;

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
        let mark = view.feedback.mark.map(|mark| mark.said().to_owned());
        let does: Vec<String> = tags.chain(mark).collect();
        Some(Like {
            of: view.feedback.id,
            text: view.feedback.text.clone(),
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
            let change = self.to_all(others, &tags, view.feedback.mark);
            let front = self.front();
            let alike = self.queue.leave_out(others);
            self.trail.extend(self.dealt(alike));
            self.send(change, cx, move |s, applied, _| s.forget(applied, front));
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
        let change = self.to_all(texts, tags, mark);
        self.queue.take_out(texts);
        // It is taken back from here, where the text in front is still the same.
        let front = self.front();
        self.trail.extend(self.dealt(0));
        self.send(change, cx, move |s, applied, cx| {
            s.forget(applied, front);
            s.read(cx);
        });
    }

    /// Where it was refused, or was so already, nothing was done to the text in front that could be taken back.
    pub(super) fn forget(&mut self, applied: Option<&Applied>, front: Option<FeedbackId>) {
        let is_nothing = applied.is_none_or(|applied| applied.change == ChangeId(0));
        let mut trail = self.trail.iter();
        if is_nothing && let Some(at) = trail.rposition(|one| Some(one.text()) == front) {
            self.trail.remove(at);
        }
    }

    /// Tags and a mark for texts of a list: whoever reads some of them meanwhile has the word on these, unless all of
    /// them had been read before.
    fn to_all(&self, texts: &[FeedbackId], tags: &[TagId], mark: Option<Mark>) -> Change {
        if self.is_of_read() {
            let joins = texts.iter().flat_map(|feedback| {
                let tagged = |tag: &TagId| Member::Tagged {
                    feedback: *feedback,
                    tag: *tag,
                };
                tags.iter().map(move |tag| Change::Join(tagged(tag)))
            });
            return Change::All(joins.collect());
        }
        Change::Sweep(Box::new(Sweep {
            texts: texts.to_vec(),
            tags: tags.to_vec(),
            mark,
        }))
    }
}
