//! Which of the texts that nobody has read read alike: worked out a slice at a time, so that whoever tags meanwhile
//! does not wait for it. Must not know what makes texts alike.

use hashbrown::HashMap;

use super::super::sql;
use super::Desk;
use super::inbox::{self, QuoteCandidate};
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Alike, Likened, Quote};
use crate::domain::fold::fold;
use crate::domain::ids::FeedbackId;
use crate::domain::likeness::{Likeness, TextWords};
use crate::domain::period::Period;

/// Texts worked through for one question.
const SLICE: usize = 2_000;

/// Texts shown of those alike; all of them can be tagged.
const SHOWN: usize = 200;

const SAID: &str = "SELECT text, reason FROM feedback WHERE id = ?1";

/// What is known of likeness so far.
#[derive(Default)]
pub(super) struct Likenesses {
    likeness: Likeness,
    /// What a text reads like; `None` where its words are counted and no more.
    of: HashMap<FeedbackId, Option<u32>>,
    /// The texts that read alike.
    members: Vec<Vec<FeedbackId>>,
    /// Texts whose words are not counted yet, and those that are not placed, the first of them last.
    uncounted: Vec<FeedbackId>,
    unplaced: Vec<FeedbackId>,
    /// Whether every text that nobody has read was placed when it was last looked.
    done: bool,
}

/// How often a likeness stands among the texts of a queue; `None` until all are worked out.
pub(super) struct AlikeCounts<'a> {
    likenesses: &'a Likenesses,
    texts: HashMap<u32, u64>,
    /// Those that say nothing.
    alone: u64,
}

impl AlikeCounts<'_> {
    /// How many there are to read.
    pub(super) fn readings(&self) -> u64 {
        self.texts.len() as u64 + self.alone
    }

    /// What a text reads like.
    pub(super) fn of(&self, id: FeedbackId) -> Option<u32> {
        self.likenesses.reading(id)
    }

    /// How many others of the queue read like it.
    pub(super) fn others(&self, id: FeedbackId) -> u64 {
        let texts = self.of(id).and_then(|reading| self.texts.get(&reading));
        texts.map_or(0, |texts| texts - 1)
    }
}

impl Desk<'_> {
    /// Works out the next slice of what reads alike, and says how much is left.
    pub fn liken(&mut self) -> Result<Likened, Failure> {
        let mut likenesses = std::mem::take(&mut self.kept.likenesses);
        let left = self.go_on(&mut likenesses);
        likenesses.done = matches!(left, Ok(0));
        self.kept.likenesses = likenesses;
        Ok(Likened { left: left? })
    }

    /// Words are counted in all texts before the first of them is placed. Which there are is looked up once for all
    /// slices, and again behind the last: in a large room that takes as long as a slice itself.
    fn go_on(&self, likenesses: &mut Likenesses) -> Result<u64, Failure> {
        if likenesses.left() == 0 {
            self.look_again(likenesses)?;
        }
        let mut slice = SLICE;
        while slice > 0
            && let Some(id) = likenesses.uncounted.pop()
        {
            let (words, _) = self.said(id)?;
            likenesses.likeness.count(&words);
            likenesses.of.insert(id, None);
            slice -= 1;
        }
        while slice > 0
            && let Some(id) = likenesses.unplaced.pop()
        {
            let (words, reason) = self.said(id)?;
            likenesses.place(id, &words, &reason);
            slice -= 1;
        }
        if likenesses.left() == 0 {
            self.look_again(likenesses)?;
        }
        Ok(likenesses.left() as u64)
    }

    /// Which texts that nobody has read are still to be worked out, the first of them last.
    fn look_again(&self, likenesses: &mut Likenesses) -> Result<(), Failure> {
        let (_, evidence) = self.both()?;
        let unread = inbox::unread(evidence, |at| evidence.is_untouched(at));
        let unread = unread.map(|(_, at)| evidence.id(at));
        let unplaced = unread.filter(|id| likenesses.reading(*id).is_none());
        let mut unplaced: Vec<FeedbackId> = unplaced.collect();
        unplaced.reverse();
        let known = &likenesses.of;
        let uncounted = unplaced.iter().filter(|id| !known.contains_key(*id));
        likenesses.uncounted = uncounted.copied().collect();
        likenesses.unplaced = unplaced;
        Ok(())
    }

    fn said(&self, id: FeedbackId) -> Result<(TextWords, String), Failure> {
        let said = sql::first(self.db, SAID, [id], |row| {
            let text = row
                .get_ref(0)?
                .as_str()
                .map(|text| TextWords::of(text, fold));
            let reason = row.get_ref(1)?.as_str().map(fold);
            Ok((text?, reason?))
        })?;
        Ok(said.unwrap_or_default())
    }

    /// How often each likeness stands among texts; `None` until all that nobody has read are worked out.
    pub(super) fn alike_among(
        &self,
        evidence: &Evidence,
        found: &[QuoteCandidate],
    ) -> Option<AlikeCounts<'_>> {
        let likenesses = &self.kept.likenesses;
        if !likenesses.done {
            return None;
        }
        let mut texts: HashMap<u32, u64> = HashMap::new();
        let mut alone = 0;
        for one in found {
            match likenesses.reading(evidence.id(one.at)) {
                Some(reading) => *texts.entry(reading).or_default() += 1,
                None if evidence.is_untouched(one.at) && inbox::is_readable(evidence, one.at) => {
                    return None;
                }
                // It says nothing that could be alike, or is read again.
                None => alone += 1,
            }
        }
        Some(AlikeCounts {
            likenesses,
            texts,
            alone,
        })
    }

    /// The texts of a queue that read like one, or all of it, that one itself left out, in the queue's order.
    pub fn alike(
        &self,
        of: FeedbackId,
        period: Option<Period>,
        words: &str,
        whole: bool,
    ) -> Result<Alike, Failure> {
        if whole {
            return self.others(of, period, words, |_| true);
        }
        let likenesses = &self.kept.likenesses;
        let reading = match likenesses.reading(of) {
            Some(reading) => Some(reading),
            None => likenesses.likeness.find(&self.said(of)?.0),
        };
        let members = reading.and_then(|reading| likenesses.members.get(reading as usize));
        let others = |members: &Vec<FeedbackId>| members.iter().any(|id| *id != of);
        if !members.is_some_and(others) {
            return Ok(Alike::default());
        }
        self.others(of, period, words, |id| likenesses.reading(id) == reading)
    }

    /// The texts of a queue but one, those that are meant, in the queue's order.
    fn others(
        &self,
        of: FeedbackId,
        period: Option<Period>,
        words: &str,
        is_meant: impl Fn(FeedbackId) -> bool,
    ) -> Result<Alike, Failure> {
        let (_, evidence) = self.both()?;
        let mut found = self.waiting(period, words)?.all;
        found.retain(|one| {
            let id = evidence.id(one.at);
            id != of && is_meant(id)
        });
        let ids = found.iter().map(|one| evidence.id(one.at)).collect();
        found.truncate(SHOWN);
        let texts: Vec<Quote> = self.quoted(evidence, &found)?;
        Ok(Alike { ids, texts })
    }
}

impl Likenesses {
    /// The first of the texts that read like one, as far as that is known.
    pub(super) fn others(&self, id: FeedbackId) -> impl Iterator<Item = FeedbackId> {
        let reading = self.reading(id);
        let members = reading.and_then(|reading| self.members.get(reading as usize));
        let members = members.into_iter().flatten().copied();
        members.filter(move |other| *other != id).take(SHOWN)
    }

    /// How much is still to be done: a text is counted, and then placed.
    fn left(&self) -> usize {
        self.uncounted.len() + self.unplaced.len()
    }

    fn reading(&self, id: FeedbackId) -> Option<u32> {
        self.of.get(&id).copied().flatten()
    }

    fn place(&mut self, id: FeedbackId, words: &TextWords, reason: &str) {
        let reading = match words.is_empty() {
            true => self.likeness.place_wordless(reason),
            false => self.likeness.place(words),
        };
        let at = reading as usize;
        if self.members.len() <= at {
            self.members.resize_with(at + 1, Vec::new);
        }
        self.members[at].push(id);
        self.of.insert(id, Some(reading));
    }
}
