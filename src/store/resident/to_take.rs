//! What may be taken as a list of the texts of a queue: found a slice at a time, so that whoever tags meanwhile does not
//! wait for it. Must not know how anything is learned, nor give a tag.

use super::super::{blind, taken_off};
use super::Desk;
use super::inbox::QuoteCandidate;
use crate::domain::blind::{Drawn, ToDraw, draw};
use crate::domain::failure::Failure;
use crate::domain::feedback::Untagged;
use crate::domain::ids::FeedbackId;
use crate::domain::period::Period;
use crate::domain::query::QueueOf;
use crate::domain::sort::sort_by;
use crate::domain::suggest::suggested::{Lesson, Suggested, TagOrMark, Takeable, ToTake};

impl Desk<'_> {
    /// What may be taken of a queue because it is sure, as far as it is known; so many of it in full.
    pub fn sure(&self, queue: &QueueOf, limit: usize, wait: bool) -> Result<ToTake, Failure> {
        let lesson = self.taught(wait)?;
        let found = ToTake {
            lesson,
            ..ToTake::default()
        };
        let known = self.known_now()?;
        let (Lesson::Learned(_), Some(known)) = (lesson, known) else {
            return Ok(found);
        };
        let first = |id| Ok(known.suggest(&self.folded(id)?).next());
        let judge = |id| Ok(known.judge(&self.folded(id)?));
        let mut looked = known.looked().borrow_mut();
        let left = looked.go_on(queue, wait, || self.unread_of(queue), judge)?;
        let of = |id| {
            let sure = looked.of(id).and_then(|judged| judged.sure);
            sure.into_iter().collect()
        };
        let found = ToTake { left, ..found };
        self.to_take(queue, found, limit, of, |id, _| first(id))
    }

    /// A queue with those texts first of which what is learned is least sure, as soon as each was looked at; those that
    /// say nothing that is known come last. As it is where nothing is learned.
    pub fn unsure(&self, queue: &QueueOf, limit: u32) -> Result<Untagged, Failure> {
        let lesson = self.taught(false)?;
        let not_yet = |unjudged| Untagged {
            unjudged,
            ..Untagged::default()
        };
        let (QueueOf { period, words }, known) = (queue, self.known_now()?);
        let (Lesson::Learned(_), Some(known)) = (lesson, known) else {
            return match lesson {
                Lesson::UnderWay => Ok(not_yet(1)),
                Lesson::Learned(_) | Lesson::TooLittle(_) => self.untagged(*period, words, limit),
            };
        };
        let judge = |id| Ok(known.judge(&self.folded(id)?));
        let mut looked = known.looked().borrow_mut();
        let left = looked.go_on(queue, false, || self.unread_of(queue), judge)?;
        if left > 0 {
            return Ok(not_yet(left));
        }
        let (_, evidence) = self.both()?;
        self.untagged_by(*period, words, limit, &|inbox| {
            let margin = |one: &QuoteCandidate| {
                let judged = looked.of(evidence.id(one.at));
                judged.and_then(|judged| judged.margin)
            };
            sort_by(&mut inbox.all, |one, other| {
                let [one, other] = [one, other].map(|one| margin(one).unwrap_or(f32::INFINITY));
                one.total_cmp(&other)
            });
        })
    }

    /// The texts of a queue that nobody has read.
    pub(super) fn unread_of(&self, queue: &QueueOf) -> Result<Vec<FeedbackId>, Failure> {
        let (_, evidence) = self.both()?;
        let all = self.waiting(queue.period, &queue.words)?.all.into_iter();
        let unread = all.filter(|one| evidence.is_untouched(one.at));
        Ok(unread.map(|one| evidence.id(one.at)).collect())
    }

    /// Texts with words that nobody has read, drawn by a seed.
    pub fn drawn(
        &self,
        size: usize,
        period: Option<Period>,
        by_money: bool,
        seed: u64,
    ) -> Result<Drawn, Failure> {
        let (_, evidence) = self.both()?;
        let all = self.waiting(period, "")?.all.into_iter();
        let said = all.filter(|one| evidence.has_words(one.at));
        let said = said.map(|one| ToDraw {
            text: evidence.id(one.at),
            of: one.account,
            lost: one.lost,
        });
        let said: Vec<ToDraw> = said.collect();
        Ok(Drawn {
            texts: draw(&said, size, by_money, seed),
            of: said.len() as u64,
        })
    }

    /// What was found of a queue once all of it was gone through, the first of it in full.
    pub(super) fn to_take(
        &self,
        queue: &QueueOf,
        mut found: ToTake,
        limit: usize,
        of: impl Fn(FeedbackId) -> Vec<TagOrMark>,
        full: impl Fn(FeedbackId, TagOrMark) -> Result<Option<Suggested>, Failure>,
    ) -> Result<ToTake, Failure> {
        if found.left > 0 {
            return Ok(found);
        }
        let (_, evidence) = self.both()?;
        let (hidden, off) = (blind::hidden(self.db)?, taken_off::all(self.db)?);
        let mut all = self.waiting(queue.period, &queue.words)?.all;
        all.retain(|one| evidence.is_untouched(one.at) && !hidden.contains(&evidence.id(one.at)));
        found.of = all.len() as u64;
        all.retain(|one| {
            let id = evidence.id(one.at);
            let before = found.each.len();
            for what in of(id) {
                match what {
                    TagOrMark::Tag(tag) if off.contains(&(id, tag)) => found.off += 1,
                    TagOrMark::Tag(tag) => found.each.push((id, tag)),
                    TagOrMark::Mark(_) => found.marks += 1,
                }
            }
            found.each.len() > before
        });
        all.truncate(limit);
        let quotes = self.quoted(evidence, &all)?;
        for (id, tag) in found.each.iter().take(limit) {
            let quote = quotes.iter().find(|one| one.view.feedback.id == *id);
            let suggested = full(*id, TagOrMark::Tag(*tag))?;
            let both = quote.cloned().zip(suggested);
            found
                .texts
                .extend(both.map(|(quote, suggested)| Takeable { quote, suggested }));
        }
        Ok(found)
    }
}
