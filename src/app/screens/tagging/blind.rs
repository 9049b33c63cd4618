//! Two people tag the same texts, neither seeing what the other or anything learned says of them; then the room settles
//! where they differ. It is the same screen with the same keys: what they do is written apart from the tags. Must not know
//! how texts are drawn, nor how agreement is counted.

use crate::app::cx::{Cx, FrameOrder};
use crate::domain::blind::{Blind, CoderWords, Sample};
use crate::domain::change::Change;
use crate::domain::feedback::{FeedbackView, Tag};
use crate::domain::ids::FeedbackId;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::suggest::suggested::Suggested;

use super::Tagging;

/// Which of the questions about trust that are asked at once: what is suggested is the first.
pub(super) const TO_SAY: u8 = 1;
pub(super) const SAMPLE: u8 = 2;

/// That texts are tagged blind, or settled.
#[derive(Debug)]
pub struct TaggingMode {
    /// The sample, with what was said of it.
    pub blind: Blind,
    /// Who tags; nobody where the room settles.
    pub by: String,
    /// Who typed before, where it was somebody else.
    typed: Option<String>,
    /// The screen as it was before.
    before: Tagging,
}

impl TaggingMode {
    /// Whether the room settles where both differ.
    pub fn settles(&self) -> bool {
        self.by.is_empty()
    }

    /// What is said of a text by whoever tags.
    pub fn said(&self, text: FeedbackId) -> Option<&CoderWords> {
        self.blind.said(text, &self.by)
    }

    /// Whether they say that none of the tags suits a text.
    pub fn says_none(&self, text: FeedbackId) -> bool {
        self.said(text).is_some_and(|words| words.all().is_empty())
    }

    /// How many texts they have said something of, and of how many; of settling, those on which both differed.
    pub fn progress(&self) -> [usize; 2] {
        let texts = self.blind.sample.texts.iter();
        match self.settles() {
            false => [
                texts.filter(|text| self.said(**text).is_some()).count(),
                self.blind.sample.texts.len(),
            ],
            true => {
                let differs = |text: &&FeedbackId| {
                    let both = self.blind.both(**text);
                    both.is_some_and(|[one, other]| !one.says(other))
                };
                let differ: Vec<&FeedbackId> = texts.filter(differs).collect();
                let settled = differ.iter().filter(|text| self.said(***text).is_some());
                [settled.count(), differ.len()]
            }
        }
    }

    /// The texts that are left to whoever tags.
    pub(super) fn query(&self, limit: u32) -> Query {
        let coder = self.by.clone();
        Query::Trust(TrustQuery::ToSay { coder, limit })
    }

    /// Says something of a text; where it is settled it is measured what was suggested and not shown.
    fn say(
        &mut self,
        text: FeedbackId,
        now: Option<CoderWords>,
        hidden: Option<&Vec<Suggested>>,
    ) -> Change {
        let was = self
            .said(text)
            .filter(|was| now.as_ref().is_some_and(|now| was.says(now)));
        let was = was.and_then(|was| was.right);
        // Since it is over everybody sees what is suggested.
        let hidden = hidden.filter(|_| !self.blind.sample.over);
        let now = now.map(|words| CoderWords {
            right: hidden.map_or(was, |hidden| words.right(hidden)),
            ..words
        });
        let saying = self.blind.saying(text, &self.by, now);
        self.blind.take(&saying);
        saying.change()
    }
}

/// What a text carries.
fn carried(view: &FeedbackView) -> CoderWords {
    let tags = view.tags.iter().map(|tag| tag.id);
    CoderWords::of(tags.collect(), view.feedback.mark)
}

impl Tagging {
    /// Whether somebody tags blind, so that nothing of others may be seen.
    pub(super) fn is_blind(&self) -> bool {
        self.blind.as_ref().is_some_and(|mode| !mode.settles())
    }

    /// Who tags blind; nobody where it is settled, `None` on the ordinary screen. What was asked for before another
    /// began is not for them.
    pub(super) fn mode(&self) -> Option<String> {
        self.blind.as_ref().map(|mode| mode.by.clone())
    }

    /// Tags a sample from now on, or settles it, the given text first.
    pub(super) fn begin(&mut self, blind: Blind, by: &str, cx: &mut Cx<'_>) {
        self.go_away(cx);
        let mut before = std::mem::take(self);
        self.pending = std::mem::take(&mut before.pending);
        (self.everywhere, self.one_key) = (true, before.one_key);
        let by = by.to_owned();
        self.blind = Some(Box::new(TaggingMode {
            blind,
            by,
            typed: None,
            before,
        }));
        self.read(cx);
    }

    /// Who types again once whoever tags goes back.
    pub(super) fn hand_back(&mut self, typed: Option<String>) {
        if let Some(mode) = &mut self.blind {
            mode.typed = typed;
        }
    }

    /// Goes back to the ordinary screen, where it is not in front.
    pub(super) fn stop_blind(&mut self, cx: &mut Cx<'_>) {
        let Some(mode) = self.blind.take() else {
            return;
        };
        if let Some(typed) = mode.typed {
            cx.order(FrameOrder::Hand(typed));
        }
        let pending = std::mem::take(&mut self.pending);
        *self = Tagging {
            pending,
            ..mode.before
        };
        self.come(cx);
    }

    /// Reads the sample again, as somebody may have said something of it elsewhere, or taken it back.
    pub(super) fn blind_again(&mut self, cx: &mut Cx<'_>) {
        let of = self.mode();
        self.suggesting.entered();
        let take = move |s: &mut Tagging, found: Option<Box<Blind>>, cx: &mut Cx<'_>| {
            if s.mode() != of || s.pending > 0 {
                return;
            }
            let Some(mode) = s.blind.as_mut() else {
                return;
            };
            let goes_on =
                |now: &Sample| now.id == mode.blind.sample.id && (mode.settles() || !now.over);
            match found.filter(|now| goes_on(&now.sample)) {
                Some(now) => mode.blind = *now,
                None => {
                    cx.say("the sample was ended elsewhere");
                    return s.stop_blind(cx);
                }
            }
            s.as_said(cx);
            s.read(cx);
        };
        cx.ask_nth(SAMPLE, Query::Trust(TrustQuery::Blind), take);
    }

    /// Shows on each text what is said of it.
    fn as_said(&mut self, cx: &Cx<'_>) {
        let Some(mode) = &self.blind else { return };
        self.queue.each(|view| {
            let said = mode.said(view.feedback.id).cloned().unwrap_or_default();
            (view.tags, view.feedback.mark) = (tags(&said, cx), said.mark);
        });
    }

    /// What is done to a view with its change; blind, what is said is written in its place.
    pub(super) fn touch(
        &mut self,
        edit: impl FnOnce(&mut FeedbackView) -> Change,
    ) -> Option<Change> {
        let Tagging {
            blind,
            queue,
            suggesting,
            ..
        } = self;
        let Some(mode) = blind else {
            return queue.edit(edit);
        };
        queue.edit(|view| {
            edit(view);
            let (text, now) = (view.feedback.id, carried(view));
            let now = Some(now).filter(|now| !now.all().is_empty());
            mode.say(text, now, suggesting.hidden(text))
        })
    }

    /// Says that none of the tags suits the text in front, or that no more.
    pub(super) fn say_none(&mut self, cx: &mut Cx<'_>) {
        let front = self.view().map(|view| view.feedback.id);
        let said = self.blind.as_ref().zip(front);
        let said = said.and_then(|(mode, text)| mode.said(text));
        let now = said.is_none().then(CoderWords::default);
        self.say(now, cx);
    }

    /// The room takes what one of the two has said.
    pub(super) fn take_of(&mut self, coder: usize, cx: &mut Cx<'_>) {
        let front = self.view().map(|view| view.feedback.id);
        let mode = self.blind.as_ref().filter(|mode| mode.settles());
        let both = mode
            .zip(front)
            .and_then(|(mode, text)| mode.blind.both(text));
        if let Some(words) = both.map(|both| both[coder].clone()) {
            self.say(Some(words), cx);
        }
    }

    /// Says something of the text in front in the place of what was said before.
    fn say(&mut self, now: Option<CoderWords>, cx: &mut Cx<'_>) {
        let Tagging {
            blind,
            queue,
            suggesting,
            ..
        } = self;
        let Some(mode) = blind else { return };
        let shown = now.clone().unwrap_or_default();
        let change = queue.edit(|view| {
            (view.tags, view.feedback.mark) = (tags(&shown, cx), shown.mark);
            let text = view.feedback.id;
            mode.say(text, now, suggesting.hidden(text))
        });
        if let Some(change) = change {
            self.change(change, cx);
            self.dealt_with(cx);
        }
    }
}

/// The tags that somebody says.
fn tags(said: &CoderWords, cx: &Cx<'_>) -> Vec<Tag> {
    let tags = said.tags.iter();
    tags.filter_map(|tag| cx.shared.room.tag(*tag).cloned())
        .collect()
}
