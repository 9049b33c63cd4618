//! What is done to one text done to all that read alike. Must not know which those are: the store says so.

use crate::app::cx::{Cx, Like};
use crate::app::screens::quotes::full_name;
use crate::domain::change::{Change, Field, Member, Subject};
use crate::domain::feedback::{FeedbackView, Likened, Mark};
use crate::domain::ids::FeedbackId;
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

    fn show(&self, whole: bool, cx: &mut Cx<'_>) {
        let Some(view) = self.view() else { return };
        let tags = view.tags.iter().map(|tag| full_name(tag, cx.shared));
        let mark = view.feedback.mark.map(|mark| named(mark).to_owned());
        let does: Vec<String> = tags.chain(mark).collect();
        let like = Like {
            of: view.feedback.id,
            period: self.period(cx.shared),
            words: self.filter.clone(),
            whole,
            place: cx.place,
            does: does.join(", "),
        };
        cx.open(like);
    }

    /// What the text in front has, for others that read like it.
    pub fn tag_alike(&mut self, others: &[FeedbackId], cx: &mut Cx<'_>) {
        if let Some(view) = self.view() {
            let changes = changes(view, others);
            self.queue.leave_out(others);
            self.change(Change::All(changes), others.len(), cx);
        }
    }
}

fn named(mark: Mark) -> &'static str {
    match mark {
        Mark::Praise => "praise",
        Mark::NoReason => "no reason in it",
    }
}

/// A text's tags and its mark, for others.
fn changes(view: &FeedbackView, others: &[FeedbackId]) -> Vec<Change> {
    let of = |feedback: FeedbackId| {
        let tags = view.tags.iter().map(move |tag| {
            let tag = tag.id;
            Change::Join(Member::Tagged { feedback, tag })
        });
        let mark = view.feedback.mark.map(|mark| {
            let subject = Subject::Feedback(feedback);
            Change::set(subject, Field::Mark, None::<&str>, Some(mark.word()))
        });
        tags.chain(mark)
    };
    others.iter().copied().flat_map(of).collect()
}
