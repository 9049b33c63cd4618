//! The tagging screen: one text after another, one key a tag. Must not know how it is drawn.

mod alike;
mod blind;
mod claims;
mod letters;
mod making;
mod narrowing;
mod offered;
mod putting;
mod queue;
mod reading;
mod suggesting;
#[cfg(test)]
mod tests;
mod together;

pub use blind::TaggingMode;
pub use letters::{letters, tag_of};
pub use queue::TaggingQueue;

use crate::app::cx::Cx;
use crate::app::screen::{NextThing, Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::change::{Applied, Change, Subject};
use crate::domain::day::Moment;
use crate::domain::feedback::{FeedbackView, Mark, Quote};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::keys::{Chord, Command, Context};

/// How many texts are read ahead: the next one is there before the finger is up.
const AHEAD: u32 = 60;

/// Lines a long text is scrolled by.
const SCROLL: usize = 4;

#[derive(Debug, Default)]
pub struct Tagging {
    /// The texts, those already gone through among them.
    pub queue: TaggingQueue,
    /// Narrows the queue; empty for all.
    pub filter: String,
    /// Whether it is all that nobody has read, of any day; else what the period has.
    pub everywhere: bool,
    /// Whether a tag goes on to the next text by itself.
    pub one_key: bool,
    /// Whether those texts come first of which the suggestions are least sure.
    pub teaches: bool,
    /// Whether the next answer takes the place of the text in front as well.
    anew: bool,
    /// The period whose texts were found read, so that all others are shown instead.
    read_through: Option<Period>,
    /// Lines of a long text that were scrolled past.
    pub scroll: usize,
    /// The queue without the filter, kept while there is one.
    whole: Option<TaggingQueue>,
    /// The tags of the text gone on from last, for "same as before".
    before: Vec<TagId>,
    /// The tags that were put on the text since it was come to.
    put: Vec<TagId>,
    /// What something was done to, the last one last.
    trail: Vec<DealtWith>,
    /// Changes that were sent and not answered yet.
    pending: usize,
    /// When the queue was asked for, as long as it was not answered.
    reading: Option<Moment>,
    /// Whether something was changed since it was asked for, here or elsewhere.
    outdated: bool,
    /// Whether it is being worked out which texts read alike.
    likening: bool,
    claims: claims::Claims,
    /// That texts are tagged blind, or settled.
    pub blind: Option<Box<TaggingMode>>,
    /// What is to be drawn for that.
    draft: together::SampleDraft,
    suggesting: suggesting::Suggesting,
}

/// A text that something was done to.
#[derive(Clone, Debug)]
struct DealtWith {
    /// As it was shown: the queue that it stood in may be another by the time it is taken back.
    quote: Quote,
    /// How many others that read like it the same was done to.
    others: u64,
}

impl DealtWith {
    fn text(&self) -> FeedbackId {
        self.quote.view.feedback.id
    }
}

impl Tagging {
    /// The text that is read now.
    pub fn view(&self) -> Option<&FeedbackView> {
        self.queue.current().map(|quote| &quote.view)
    }

    /// Which text that is.
    fn front(&self) -> Option<FeedbackId> {
        self.view().map(|view| view.feedback.id)
    }

    /// The text that is read now as one that something is done to, and to so many others with it.
    fn dealt(&self, others: u64) -> Option<DealtWith> {
        let quote = self.queue.current()?.clone();
        Some(DealtWith { quote, others })
    }

    /// Changes the text that is read.
    fn change(&mut self, change: Change, cx: &mut Cx<'_>) {
        let front = self.front();
        self.trail.extend(self.dealt(0));
        if self.queue.alike() > 0 {
            self.suggesting.forget();
        }
        // Texts that are read again are counted as they are found: by none of them is one more or less untagged.
        self.outdated |= self.is_of_read();
        self.send(change, cx, move |s, applied, _| s.forget(applied, front));
    }

    /// Does something, and goes on once it went through; then the current text is read again.
    fn apply(
        &mut self,
        change: Change,
        cx: &mut Cx<'_>,
        then: impl FnOnce(&mut Tagging, &Applied, &mut Cx<'_>) + 'static,
    ) {
        self.send(change, cx, |s, applied, cx| {
            if let Some(applied) = applied {
                then(s, applied, cx);
            }
        });
    }

    /// The same; what comes then hears of nothing where it was refused.
    fn send(
        &mut self,
        change: Change,
        cx: &mut Cx<'_>,
        then: impl FnOnce(&mut Tagging, Option<&Applied>, &mut Cx<'_>) + 'static,
    ) {
        self.pending += 1;
        cx.apply_then(change, |s: &mut Tagging, applied, cx| {
            s.pending = s.pending.saturating_sub(1);
            then(s, applied.as_ref(), cx);
            s.recount(cx);
            s.refresh(cx);
        });
    }

    fn go_on(&mut self, cx: &mut Cx<'_>) {
        if let Some(view) = self.view()
            && !view.tags.is_empty()
        {
            self.before = view.tags.iter().map(|t| t.id).collect();
        }
        self.queue.next(cx.shared.time.now);
        self.visited();
        // What others had at the end they may have let go of.
        if self.queue.runs_short() || self.view().is_none() && !self.queue.passed.is_empty() {
            self.read(cx);
        } else {
            self.recount(cx);
        }
        self.claim(true, cx);
        self.suggest(cx);
    }

    fn go_back(&mut self, cx: &mut Cx<'_>) {
        self.queue.back();
        self.visited();
        self.refresh(cx);
        self.hold(cx);
        self.suggest(cx);
    }

    /// Another text is in front.
    fn visited(&mut self) {
        self.scroll = 0;
        self.put.clear();
    }

    /// The texts that wait come in front.
    fn come(&mut self, cx: &mut Cx<'_>) {
        self.suggesting.entered();
        let stale = self.queue.is_stale(cx.shared.time.now) || self.view().is_none();
        if self.queue.of(self.period(cx.shared)) || stale {
            self.read(cx);
        } else {
            self.outdated = true;
            self.recount(cx);
        }
        self.refresh(cx);
        match self.comes_back() {
            true => self.claim(true, cx),
            false => self.make_way(cx),
        }
    }

    /// What the store has of the current text, once nothing of our own is under way.
    fn refresh(&self, cx: &mut Cx<'_>) {
        if let Some(view) = self.view()
            && self.pending == 0
            && !self.is_blind()
        {
            let query = Query::FeedbackById(view.feedback.id);
            let take = |s: &mut Tagging, found: Option<Box<FeedbackView>>, _: &mut Cx<'_>| {
                if let (Some(view), 0, false) = (found, s.pending, s.is_blind()) {
                    s.queue.correct(*view);
                }
            };
            cx.ask(query, take);
        }
    }
}

impl Screen for Tagging {
    fn context(&self) -> Context {
        Context::Tagging
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        match self.blind {
            Some(_) => self.blind_again(cx),
            None => self.come(cx),
        }
    }

    fn left(&mut self, cx: &mut Cx<'_>) {
        self.go_away(cx);
    }

    fn erased(&mut self) {
        self.suggesting.forget();
        self.queue.outdate();
    }

    fn others_moved(&mut self, cx: &mut Cx<'_>) {
        self.make_way(cx);
    }

    fn waits(&self) -> bool {
        self.is_claiming()
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let Some(typed) = chord.typed() else {
            return false;
        };
        self.hold(cx);
        match tag_of(typed, &cx.shared.room.tags) {
            Some(tag) => self.by_key(tag, cx),
            None => cx.say(format!("no tag has the key {typed}; / picks or makes one")),
        }
        true
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        self.hold(cx);
        match command {
            Command::Blind => self.ask_blind(cx),
            Command::Back if self.blind.is_some() => self.stop_blind(cx),
            Command::Open if self.is_through() => self.ask_blind(cx),
            Command::PreviousVariant => self.take_of(0, cx),
            Command::NextVariant => self.take_of(1, cx),
            Command::Open | Command::Down => self.go_on(cx),
            Command::Up => self.go_back(cx),
            Command::PageDown => self.scroll += SCROLL,
            Command::PageUp => self.scroll = self.scroll.saturating_sub(SCROLL),
            Command::SameAgain => self.same_again(cx),
            Command::NoReason => self.mark(Mark::NoReason, cx),
            Command::Praise => self.mark(Mark::Praise, cx),
            Command::Pin => self.pin(cx),
            Command::AllAlike => self.show_alike(cx),
            Command::AllFound => self.show_found(cx),
            Command::Suggested => self.show_to_take(cx),
            Command::Mark => self.show_coming(cx),
            Command::Inbox => self.turn(cx),
            Command::OneKey => self.turn_one_key(cx),
            Command::Teach => self.turn_teaching(cx),
            Command::PickTag => self.pick(cx),
            Command::Drop if self.says_none() => self.say_none(cx),
            Command::Drop => self.ask_which_off(cx),
            Command::Undo => return self.undo(cx),
            Command::Filter => self.ask_filter(cx),
            Command::Searches => Tagging::offer(self.filter.clone(), cx),
            _ => return false,
        }
        true
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        self.offers(command, shared)
    }

    fn next_thing(&self, _shared: &Shared) -> Option<NextThing> {
        let next = NextThing::of("one key a tag, then Enter: the next text is already there");
        self.view()
            .map(|_| next.or("one key a tag, then Enter: the next text is there"))
    }

    fn footer(&self) -> &'static [Command] {
        match &self.blind {
            Some(mode) if mode.settles() => &offered::SETTLING,
            Some(_) => &offered::BLIND,
            None => &offered::OPEN,
        }
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        self.named(command)
    }

    fn origin(&self) -> Origin {
        let feedback = self.view().map(|v| &v.feedback);
        Origin {
            feedback: feedback.map(|f| f.id),
            account: feedback.and_then(|f| f.account),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.view().map(|v| Subject::Feedback(v.feedback.id))
    }

    fn copied(&self, _shared: &Shared) -> Option<String> {
        let feedback = &self.view()?.feedback;
        Some(match feedback.text.as_str() {
            "" => feedback.reason.clone(),
            text => text.to_owned(),
        })
    }
}
