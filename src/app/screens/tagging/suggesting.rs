//! Which tags suit the text in front, by what the room's own tags teach. Must not know how that is learned, nor give
//! a tag: a person does.

use hashbrown::HashMap;

use crate::app::cx::{Cx, Open};
use crate::app::shared::Shared;
use crate::domain::change::Change;
use crate::domain::given::{Gift, Taken};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::query::{Query, QueueOf, TrustQuery};
use crate::domain::suggest::suggested::{Lesson, Suggested, Suggestions};

use super::Tagging;

/// How many texts it is known for ahead of the finger.
const AHEAD: usize = 5;

/// What is suggested, as far as it is known.
#[derive(Debug, Default)]
pub struct Suggesting {
    of: HashMap<FeedbackId, Vec<Suggested>>,
    lesson: Lesson,
    /// Whether an answer is awaited.
    asked: bool,
}

impl Tagging {
    /// What is suggested for the text in front, the best first; nothing once something was done to it.
    pub fn suggested(&self) -> &[Suggested] {
        let view = self.view().filter(|view| !view.is_touched());
        let view = view.filter(|_| self.blind.is_none());
        let suggested = view.and_then(|view| self.suggesting.of.get(&view.feedback.id));
        suggested.map_or(&[], Vec::as_slice)
    }

    /// Asks for what suits the text in front and the next ones, where that is not known; each question is a step of
    /// learning as well, and the next one follows at once while there is anything left of that.
    pub(super) fn suggest(&mut self, cx: &mut Cx<'_>) {
        if self.is_blind() {
            return;
        }
        let front = self.view().map(|view| view.feedback.id);
        let later = self.queue.later().map(|quote| quote.view.feedback.id);
        let coming = front.into_iter().chain(later).take(AHEAD);
        // A rule says something at once; what is learned is still to come.
        let (known, learns) = (
            &self.suggesting.of,
            self.suggesting.lesson == Lesson::UnderWay,
        );
        let wanted = |id: &FeedbackId| learns || !known.contains_key(id);
        let texts: Vec<FeedbackId> = coming.filter(wanted).collect();
        if self.suggesting.asked || texts.is_empty() {
            return;
        }
        self.suggesting.asked = true;
        // What is settled is held against what was suggested for it and not shown.
        let (wait, hidden, of) = (false, self.blind.is_some(), self.mode());
        let query = Query::Trust(TrustQuery::Suggested {
            texts: texts.clone(),
            wait,
            hidden,
        });
        cx.ask(query, move |s: &mut Tagging, found: Suggestions, cx| {
            if s.mode() != of {
                return;
            }
            s.suggesting.take(found, texts);
            if s.suggesting.lesson == Lesson::UnderWay {
                s.suggest(cx);
            }
        });
    }
}

/// So many texts with tags, and nobody is told any more that more of them teach more.
const ENOUGH: u64 = 100;

impl Tagging {
    /// The texts that wait, those first of which the suggestions are least sure.
    pub(super) fn unsure(&self, limit: u32, shared: &Shared) -> Query {
        let queue = QueueOf {
            period: self.period(shared),
            words: self.filter.clone(),
        };
        Query::Trust(TrustQuery::Unsure { queue, limit })
    }

    /// Least sure first, or by money again.
    pub(super) fn turn_teaching(&mut self, cx: &mut Cx<'_>) {
        if !self.teaches && !self.suggesting.teachable() {
            return cx
                .say("too little is tagged to be sure of anything: it begins with some 20 texts");
        }
        self.teaches = !self.teaches;
        self.anew = true;
        self.visited();
        cx.say(match self.teaches {
            true => "those it is least sure of come first, once each was looked at; N: by money",
            false => "by money again",
        });
        self.read(cx);
    }

    /// From how many texts it has learned, where it would learn much more of those that it is least sure of.
    pub fn may_be_taught(&self) -> Option<u64> {
        let untouched = self.view().is_some_and(|view| !view.is_touched());
        match self.suggesting.lesson {
            Lesson::Learned(texts) if texts < ENOUGH && untouched => {
                Some(texts).filter(|_| !self.teaches && self.blind.is_none())
            }
            Lesson::Learned(_) | Lesson::UnderWay | Lesson::TooLittle(_) => None,
        }
    }

    /// Shows what is sure among the texts of the queue, before any of it is taken.
    pub(super) fn show_to_take(&self, cx: &mut Cx<'_>) {
        let queue = QueueOf {
            period: self.period(cx.shared),
            words: self.filter.clone(),
        };
        cx.open(Open::Taking(Taken::Sure, queue, cx.place));
    }

    /// Takes suggestions that were seen in a list, as one change.
    pub fn take_from(&mut self, from: Taken, each: &[(FeedbackId, TagId)], cx: &mut Cx<'_>) {
        let texts: Vec<FeedbackId> = each.iter().map(|(text, _)| *text).collect();
        self.queue.take_out(&texts);
        // It is taken back from here.
        self.trail.extend(self.dealt(0));
        let gifts = each.iter();
        let gifts = gifts.map(|&(text, tag)| Change::Give(Box::new(Gift::taken(text, tag, from))));
        self.apply(Change::All(gifts.collect()), cx, |s, _, cx| s.read(cx));
    }
}

impl Suggesting {
    /// The screen is looked at anew: an answer that never came is awaited no more.
    pub(super) fn entered(&mut self) {
        self.asked = false;
    }

    /// Whether anything is learned, or may yet be.
    pub(super) fn teachable(&self) -> bool {
        match self.lesson {
            Lesson::UnderWay | Lesson::Learned(_) => true,
            Lesson::TooLittle(_) => false,
        }
    }

    /// Something was said that bears on others.
    pub(super) fn forget(&mut self) {
        self.of.clear();
    }

    /// What was suggested for a text; `None` where that is not known.
    pub(super) fn hidden(&self, text: FeedbackId) -> Option<&Vec<Suggested>> {
        self.of.get(&text)
    }

    fn take(&mut self, found: Suggestions, texts: Vec<FeedbackId>) {
        self.asked = false;
        if self.lesson != found.lesson {
            // Something else may be suggested by what is learned now.
            self.of.clear();
        }
        self.lesson = found.lesson;
        match self.lesson {
            Lesson::UnderWay => {}
            Lesson::Learned(_) | Lesson::TooLittle(_) => {
                self.of.extend(texts.into_iter().map(|id| (id, Vec::new())));
            }
        }
        let texts = found.texts.into_iter();
        self.of
            .extend(texts.map(|one| (one.feedback, one.suggested)));
    }
}
