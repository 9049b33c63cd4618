//! The texts to tag: what was gone through, what is read now, what comes next, and the pace.
//! Must not know tags or keys.

use hashbrown::{HashMap, HashSet};

use crate::domain::day::Moment;
use crate::domain::feedback::{FeedbackView, Quote, Untagged};
use crate::domain::ids::FeedbackId;
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// Seconds after which the queue is read again when somebody else changed something.
pub const STALE: i64 = 5;

/// Seconds on one text beyond which somebody went for coffee.
const PAUSE: i64 = 120;

#[derive(Debug, Default)]
pub struct TaggingQueue {
    /// How many texts of lost accounts were left when it was read, less those touched since.
    pub left: u64,
    /// The same of all other texts.
    pub others: u64,
    /// How many were left in all, whatever their day, when it was read.
    pub everywhere: u64,
    /// The lost MRR that waits for the texts of lost accounts; `None` once one of these was counted off, or on again,
    /// until it is read anew: money never stands beside another count than its own.
    pub mrr: Option<Cents>,
    /// How many have to be read until nine tenths of the whole are accounted for, less those read since.
    pub most: u64,
    /// What all of its accounts lost, whether anybody has read what they said or not.
    pub whole: Cents,
    /// How many have to be read in all, what reads alike once, less those read since; `None` until that is known.
    pub readings: Option<u64>,
    /// Whether it was answered at all.
    pub known: bool,
    /// Whether its texts come least sure first, and not by money.
    pub taught: bool,
    items: Vec<Quote>,
    /// Texts gone past because others had them, until it is read again.
    pub passed: Vec<Quote>,
    /// How many others read like each.
    alike: HashMap<FeedbackId, u64>,
    /// Those of them that lost accounts said.
    of_lost: HashSet<FeedbackId>,
    at: usize,
    wanted: u32,
    /// Whether the store had as many as were wanted, so that there may be more.
    more: bool,
    period: Option<Period>,
    read: Moment,
    stepped: Option<Moment>,
    seconds: i64,
    steps: i64,
}

impl TaggingQueue {
    /// Whether the queue is of another period than this one, which it then is from now on.
    pub fn of(&mut self, period: Option<Period>) -> bool {
        if self.known && self.period == period {
            return false;
        }
        self.period = period;
        *self = self.anew();
        true
    }

    /// A queue of the same period with nothing read yet. Its reader goes on at the pace there was.
    pub fn anew(&self) -> TaggingQueue {
        TaggingQueue {
            period: self.period,
            stepped: self.stepped,
            seconds: self.seconds,
            steps: self.steps,
            ..TaggingQueue::default()
        }
    }

    /// Whether it was read so long ago that others may have tagged some of it.
    pub fn is_stale(&self, now: Moment) -> bool {
        now.since(self.read) >= STALE
    }

    /// What was read is to be read again, however short a time ago that was.
    pub fn outdate(&mut self) {
        self.read = Moment::default();
    }

    /// Whether more should be read ahead.
    pub fn runs_short(&self) -> bool {
        self.more && self.items.len() < self.at + 20
    }

    /// How many to ask for: those gone past untouched are among what the store answers.
    pub fn wants(&mut self, ahead: u32) -> u32 {
        let past = u32::try_from(self.at).unwrap_or(u32::MAX);
        self.wanted = ahead.saturating_add(past);
        self.wanted
    }

    /// Takes what the store has: everything up to the current text stays, the rest is replaced.
    pub fn fill(&mut self, found: Untagged, now: Moment) {
        // Of none there is none to keep.
        self.items.truncate(self.at + 1);
        self.passed.clear();
        self.more = found.items.len() >= self.wanted as usize;
        let seen: Vec<FeedbackId> = self.items.iter().map(|q| q.view.feedback.id).collect();
        let first = usize::try_from(found.left).unwrap_or(usize::MAX);
        let of_lost = found.items.iter().enumerate();
        let of_lost = of_lost.filter(|(at, quote)| match self.taught {
            true => quote.lost > Cents::ZERO,
            false => *at < first,
        });
        self.of_lost
            .extend(of_lost.map(|(_, quote)| quote.view.feedback.id));
        let fresh = found.items.into_iter();
        self.items
            .extend(fresh.filter(|q| !seen.contains(&q.view.feedback.id)));
        self.left = found.left;
        self.others = found.others;
        self.everywhere = found.everywhere;
        self.mrr = Some(found.mrr);
        self.most = found.most;
        self.whole = found.whole;
        self.readings = found.readings;
        self.alike.extend(found.alike);
        self.known = true;
        self.read = now;
    }

    /// Takes what the store has of one text. It is not counted by it: how many are left was read, or is read anew.
    pub fn correct(&mut self, view: FeedbackView) {
        let id = view.feedback.id;
        let mut items = self.items.iter_mut();
        if let Some(quote) = items.find(|quote| quote.view.feedback.id == id) {
            quote.view = view;
        }
    }

    /// Takes the text in front out, and what comes after it.
    pub fn cut(&mut self) {
        self.items.truncate(self.at);
    }

    /// Shows each of its texts otherwise.
    pub fn each(&mut self, show: impl Fn(&mut FeedbackView)) {
        self.items
            .iter_mut()
            .for_each(|quote| show(&mut quote.view));
    }

    /// The text read now.
    pub fn current(&self) -> Option<&Quote> {
        self.items.get(self.at)
    }

    /// Takes the text in front out, where it was read elsewhere.
    pub fn pass(&mut self, is_read: impl Fn(FeedbackId) -> bool) {
        if self
            .current()
            .is_some_and(|quote| is_read(quote.view.feedback.id))
        {
            self.cut();
        }
    }

    /// Takes out what comes after the text in front and others have.
    pub fn leave(&mut self, has: impl Fn(FeedbackId) -> bool) {
        let from = self.items.len().min(self.at + 1);
        let later = self.items.split_off(from).into_iter();
        let (theirs, free) = later.partition::<Vec<_>, _>(|quote| has(quote.view.feedback.id));
        self.items.extend(free);
        self.passed.extend(theirs);
    }

    /// Takes out what comes before the next text that is one's own, from so many after the one in front on.
    pub fn pass_over(&mut self, after: usize, own: &[FeedbackId]) {
        let from = self.items.len().min(self.at + after);
        let mut later = self.items[from..].iter();
        let stays =
            |quote: &Quote| own.contains(&quote.view.feedback.id) || quote.view.is_touched();
        let to = later.position(stays).map_or(self.items.len(), |n| from + n);
        self.passed.splice(0..0, self.items.drain(from..to));
    }

    /// The texts from the one in front on.
    pub fn rest(&self) -> impl Iterator<Item = FeedbackId> {
        let rest = self.items.iter().skip(self.at);
        rest.map(|quote| quote.view.feedback.id)
    }

    /// Goes to a text that was read; whether it is there.
    pub fn seek(&mut self, text: FeedbackId) -> bool {
        let mut items = self.items.iter();
        let at = items.position(|quote| quote.view.feedback.id == text);
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    /// Brings a text in front that was read in another queue.
    pub fn bring(&mut self, quote: Quote) {
        self.at = self.at.min(self.items.len());
        self.items.insert(self.at, quote);
    }

    /// Shows a change of the current text before it is confirmed, and counts it off (or on again).
    pub fn edit<T>(&mut self, change: impl FnOnce(&mut FeedbackView) -> T) -> Option<T> {
        let quote = self.items.get_mut(self.at)?;
        let before = quote.view.is_touched();
        let done = change(&mut quote.view);
        let (id, after) = (quote.view.feedback.id, quote.view.is_touched());
        match (before, after) {
            (false, true) => self.count(id, |left| left.saturating_sub(1)),
            (true, false) => self.count(id, |left| left + 1),
            (true, true) | (false, false) => {}
        }
        Some(done)
    }

    /// Counts a text off, or on again: as read too where no other is left that reads like it.
    fn count(&mut self, id: FeedbackId, change: impl Fn(u64) -> u64) {
        let of_lost = self.of_lost.contains(&id);
        let left = if of_lost {
            self.mrr = None;
            &mut self.left
        } else {
            &mut self.others
        };
        *left = change(*left);
        self.count_reading(id, change);
    }

    /// Counts what a text reads like off, or on again, where no other that reads so is left.
    fn count_reading(&mut self, id: FeedbackId, change: impl Fn(u64) -> u64) {
        if self.alike.get(&id).is_none_or(|others| *others == 0) {
            self.readings = self.readings.map(&change);
            if self.of_lost.contains(&id) {
                self.most = change(self.most);
            }
        }
    }

    /// Whether nine tenths of the money are accounted for, so that one may stop.
    pub fn may_stop(&self) -> bool {
        self.whole > Cents::ZERO && self.most == 0
    }

    /// How many others of the queue read like the text in front.
    pub fn alike(&self) -> u64 {
        let current = self.current().map(|quote| quote.view.feedback.id);
        let others = current.and_then(|id| self.alike.get(&id));
        others.copied().unwrap_or(0)
    }

    /// Whether what was lost orders it: the dearest come first, whether that is explained already or not.
    pub fn is_by_money(&self) -> bool {
        let mut waits = self.current().into_iter().chain(self.later());
        self.left > 0 || waits.any(|quote| quote.lost > Cents::ZERO)
    }

    /// The texts after it.
    pub fn later(&self) -> impl Iterator<Item = &Quote> {
        self.items.iter().skip(self.at + 1)
    }

    /// How many were gone through.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Takes texts out that were tagged along with the current one, and says how many of them read like it.
    pub fn leave_out(&mut self, ids: &[FeedbackId]) -> u64 {
        let mut taken = 0;
        if let Some(id) = self.current().map(|quote| quote.view.feedback.id) {
            let others = self.alike.entry(id).or_default();
            taken = (ids.len() as u64).min(*others);
            *others -= taken;
            self.count_reading(id, |left| left.saturating_sub(1));
        }
        self.take_out(ids);
        taken
    }

    /// Takes texts out that were tagged, wherever they stood.
    pub fn take_out(&mut self, ids: &[FeedbackId]) {
        let is_out = |quote: &Quote| ids.contains(&quote.view.feedback.id);
        let past = self.items.iter().take(self.at);
        self.at -= past.filter(|quote| is_out(quote)).count();
        self.items
            .retain(|quote| !ids.contains(&quote.view.feedback.id));
        let of_lost = ids.iter().filter(|id| self.of_lost.contains(*id)).count() as u64;
        self.mrr = self.mrr.filter(|_| of_lost == 0);
        self.left = self.left.saturating_sub(of_lost);
        self.others = self.others.saturating_sub(ids.len() as u64 - of_lost);
    }

    /// So many others that read like a text are to be read again; the store is asked which.
    pub fn take_back(&mut self, text: FeedbackId, others: u64) {
        if let Some(alike) = self.alike.get_mut(&text) {
            *alike += others;
        }
    }

    /// Goes on to the next text, and notes how long this one took.
    pub fn next(&mut self, now: Moment) {
        if let Some(stepped) = self.stepped {
            let took = now.since(stepped);
            if took <= PAUSE {
                self.seconds += took;
                self.steps += 1;
            }
        }
        self.stepped = Some(now);
        self.at = (self.at + 1).min(self.items.len());
    }

    /// Goes back to the text before.
    pub fn back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// Minutes that so many texts take at the pace so far; `None` before there is one.
    pub fn minutes(&self, texts: u64) -> Option<i64> {
        let left = i64::try_from(texts).unwrap_or(i64::MAX);
        (self.steps >= 3).then(|| (left.saturating_mul(self.seconds) / self.steps + 59) / 60)
    }
}
