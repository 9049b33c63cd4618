//! Learning from the room's own tags, a slice at a time, so that whoever tags meanwhile does not wait for it. Nothing of
//! it is stored, and nothing that is kept can be read: pieces of words are numbers. Must not know what is learned.

use std::cell::{Ref, RefCell};

use hashbrown::HashSet;
use strum::VariantArray;

use super::super::{blind, feedback, sql, told};
use super::Desk;
use super::looked::LookedOnce;
use super::ruled::{Ruled, RuledTags};
use crate::domain::failure::Failure;
use crate::domain::feedback::Mark;
use crate::domain::fold::fold;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::suggest::learning::{Learning, Slice};
use crate::domain::suggest::read_once::ReadOnce;
use crate::domain::suggest::suggested::{Lesson, OfText, Suggested, Suggestions, TagOrMark};
use crate::domain::suggest::{Learned, SUGGESTED, SURE, TaggedText};

/// Texts read for one question.
const SLICE: usize = 100;

/// From more texts than so many nothing more is learned; which they are is drawn.
const MOST: usize = 5_000;

/// What was learned is learned anew when the texts with tags are more or fewer by a tenth, and by so many.
const ANEW: usize = 10;

/// What a person has said of a text: a tag that was taken from a list is nobody's word.
const GIVEN: &str = "
    SELECT g.tag FROM feedback_tags g JOIN tags t ON t.id = g.tag AND t.archived = 0
    WHERE g.feedback = ?1 AND g.taken IS NULL ORDER BY g.tag";
const TEXT: &str = "SELECT text FROM feedback WHERE id = ?1";

/// What is learned, and what it is learned from.
#[derive(Default)]
pub(super) struct Lessons {
    under_way: RefCell<Option<UnderWay>>,
    taught: RefCell<Option<LastTaught>>,
    /// What rules find.
    pub(super) ruled: RefCell<Ruled>,
}

/// What was learned last.
struct LastTaught {
    /// `None` where there was too little.
    learned: Option<Learned>,
    of: LessonSource,
    texts: u64,
    /// What is thought of texts, as far as they were looked at.
    looked: RefCell<LookedOnce<Judged>>,
}

/// What is thought of a text.
#[derive(Clone, Copy)]
pub(super) struct Judged {
    /// What it is surely to be given.
    pub(super) sure: Option<TagOrMark>,
    /// How far that is before the next best; `None` where it says nothing that is known.
    pub(super) margin: Option<f32>,
}

/// What is learned from.
#[derive(Clone)]
struct LessonSource {
    /// The tags that may be suggested, in the order of their ids; behind them stand the marks.
    tags: Vec<TagId>,
    /// How many texts had a tag or a mark.
    with: usize,
}

enum UnderWay {
    /// Texts are read.
    Reading(ReadOnce, Vec<FeedbackId>, LessonSource),
    /// It is found which of them read alike.
    Placing(ReadOnce, LessonSource),
    /// They are learned from, so many of them.
    Learning(Box<Learning>, u64, LessonSource),
}

impl Desk<'_> {
    /// Goes on learning, to the end of it if that is waited for, and suggests for some texts what is learned by then.
    /// Nothing for those that are being tagged blind, unless what is hidden is asked for: that is what was learned alone,
    /// to be measured.
    pub fn suggested(
        &self,
        texts: &[FeedbackId],
        wait: bool,
        hidden: bool,
    ) -> Result<Suggestions, Failure> {
        let lesson = self.taught(wait)?;
        let (known, rules) = (self.known_now()?, RuledTags::of(self.db)?);
        let mut found = Vec::new();
        let not_to_be_seen = match hidden {
            true => HashSet::new(),
            false => blind::hidden(self.db)?,
        };
        for id in texts.iter().filter(|id| !not_to_be_seen.contains(*id)) {
            let mut suggested: Vec<Suggested> = Vec::new();
            let said = match hidden {
                true => Vec::new(),
                false => self.said_by_people(&rules, *id)?,
            };
            let words = self.folded(*id)?;
            let learned = known.iter().flat_map(|known| known.suggest(&words));
            for one in said.into_iter().chain(learned) {
                let is_there = suggested.iter().any(|other| other.what == one.what);
                suggested.extend((!is_there).then_some(one));
            }
            suggested.truncate(SUGGESTED);
            found.extend((!suggested.is_empty()).then_some(OfText {
                feedback: *id,
                suggested,
            }));
        }
        Ok(Suggestions {
            lesson,
            texts: found,
        })
    }

    /// What somebody has said of texts like one, by a rule or of one that reads like it.
    fn said_by_people(&self, rules: &RuledTags, id: FeedbackId) -> Result<Vec<Suggested>, Failure> {
        let mut said = rules.suggest(&self.said_of(id)?);
        said.extend(self.said_alike(id)?);
        Ok(said)
    }

    /// What somebody has said of a text that reads like one: at once, before anything is learned of it.
    fn said_alike(&self, id: FeedbackId) -> Result<Vec<Suggested>, Failure> {
        for other in self.kept.likenesses.others(id) {
            let tags: Vec<TagId> = sql::all(self.db, GIVEN, [other], |row| row.get(0))?;
            let mark = feedback::mark(self.db, other)?;
            let tags = tags.into_iter().map(TagOrMark::Tag);
            let all: Vec<TagOrMark> = tags.chain(mark.map(TagOrMark::Mark)).collect();
            if !all.is_empty() {
                return Ok(all.into_iter().map(Suggested::alike).collect());
            }
        }
        Ok(Vec::new())
    }

    /// A step of learning, or all that is left of it.
    pub(super) fn taught(&self, wait: bool) -> Result<Lesson, Failure> {
        let mut lesson = self.learn()?;
        while wait && lesson == Lesson::UnderWay {
            lesson = self.learn()?;
        }
        Ok(lesson)
    }

    /// What is known by now; `None` where that is nothing yet.
    pub(super) fn known_now(&self) -> Result<Option<KnownNow<'_>>, Failure> {
        let taught = self.kept.lessons.taught.borrow();
        let taught = Ref::filter_map(taught, |taught| {
            taught.as_ref().filter(|taught| taught.learned.is_some())
        });
        let tags = told::tags(self.db)?;
        Ok(taught.ok().map(|taught| KnownNow { taught, tags }))
    }

    /// The folded words of a text.
    pub(super) fn folded(&self, id: FeedbackId) -> Result<String, Failure> {
        let text: Option<String> = sql::first(self.db, TEXT, [id], |row| row.get(0))?;
        Ok(fold(&text.unwrap_or_default()))
    }

    /// One step of learning.
    fn learn(&self) -> Result<Lesson, Failure> {
        let lessons = &self.kept.lessons;
        let next = match lessons.under_way.take() {
            None => self.begin()?,
            Some(UnderWay::Reading(once, rest, of)) => Some(self.read(once, rest, of)?),
            Some(UnderWay::Placing(mut once, of)) => match once.place(SLICE) {
                false => Some(UnderWay::Placing(once, of)),
                true => lessons.begun(&once.told(), of),
            },
            Some(UnderWay::Learning(learning, texts, of)) => match learning.go_on() {
                Slice::More(learning) => Some(UnderWay::Learning(learning.into(), texts, of)),
                Slice::Done(learned) => lessons.done(Some(learned), texts, of),
            },
        };
        let under_way = next.is_some();
        lessons.under_way.replace(next);
        Ok(match under_way {
            true => Lesson::UnderWay,
            false => lessons.known(),
        })
    }

    /// The texts to read, where what was learned is not of now.
    fn begin(&self) -> Result<Option<UnderWay>, Failure> {
        let of = self.source()?;
        if self
            .kept
            .lessons
            .taught
            .borrow()
            .as_ref()
            .is_some_and(|taught| taught.of.is_like(&of))
        {
            return Ok(None);
        }
        let mut rest: Vec<FeedbackId> = self.texts_told()?;
        if rest.len() > MOST {
            rest.select_nth_unstable_by_key(MOST, lot);
            rest.truncate(MOST);
        }
        Ok(Some(UnderWay::Reading(ReadOnce::default(), rest, of)))
    }

    /// What could be learned from now.
    fn source(&self) -> Result<LessonSource, Failure> {
        let tags = told::tags(self.db)?;
        let with = self.texts_told()?.len();
        Ok(LessonSource { tags, with })
    }

    /// The texts that say something and of which somebody has said something; those that are still to measure what is
    /// learned teach nothing.
    fn texts_told(&self) -> Result<Vec<FeedbackId>, Failure> {
        let (_, evidence) = self.both()?;
        let mut no_teachers = told::taken(self.db)?;
        no_teachers.extend(blind::hidden(self.db)?);
        let all = evidence.all().map(|(_, at)| at);
        let told = all.filter(|at| evidence.has_words(*at) && !evidence.is_untouched(*at));
        let told = told.map(|at| evidence.id(at));
        Ok(told.filter(|id| !no_teachers.contains(id)).collect())
    }

    /// Reads some more texts.
    fn read(
        &self,
        mut once: ReadOnce,
        mut rest: Vec<FeedbackId>,
        of: LessonSource,
    ) -> Result<UnderWay, Failure> {
        for id in rest.split_off(rest.len().saturating_sub(SLICE)) {
            let (text, tags) = told::told(self.db, id, &of.tags)?;
            once.add(&text, tags);
        }
        Ok(match rest.is_empty() {
            true => UnderWay::Placing(once, of),
            false => UnderWay::Reading(once, rest, of),
        })
    }
}

/// The lot of a text: its number, its bits well mixed.
fn lot(id: &FeedbackId) -> u64 {
    id.0.cast_unsigned()
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(32)
}

impl LessonSource {
    /// Whether another would teach no more.
    fn is_like(&self, other: &LessonSource) -> bool {
        let apart = self.with.abs_diff(other.with);
        self.tags == other.tags && (apart < ANEW || apart * 10 < self.with)
    }

    /// The tag or mark in a place.
    fn at(&self, place: usize) -> Option<TagOrMark> {
        let mark = |place: usize| Mark::VARIANTS.get(place).copied().map(TagOrMark::Mark);
        match self.tags.get(place) {
            Some(tag) => Some(TagOrMark::Tag(*tag)),
            None => mark(place - self.tags.len()),
        }
    }
}

impl Lessons {
    /// Begins to learn from texts that read differently; with too few of them it is done.
    fn begun(&self, texts: &[TaggedText], of: LessonSource) -> Option<UnderWay> {
        let told = texts.iter().filter(|text| !text.tags.is_empty()).count() as u64;
        match Learning::of(texts, 0) {
            Some(learning) => Some(UnderWay::Learning(learning.into(), told, of)),
            None => self.done(None, told, of),
        }
    }

    fn done(&self, learned: Option<Learned>, texts: u64, of: LessonSource) -> Option<UnderWay> {
        self.taught.replace(Some(LastTaught {
            learned,
            of,
            texts,
            looked: RefCell::default(),
        }));
        None
    }

    fn known(&self) -> Lesson {
        let taught = self.taught.borrow();
        taught
            .as_ref()
            .map_or(Lesson::UnderWay, |taught| match taught.learned {
                Some(_) => Lesson::Learned(taught.texts),
                None => Lesson::TooLittle(taught.texts),
            })
    }
}

/// What is known by now, and which tags there are.
pub(super) struct KnownNow<'a> {
    taught: Ref<'a, LastTaught>,
    tags: Vec<TagId>,
}

impl KnownNow<'_> {
    /// The best for a text, given folded, the best first; of tags that are gone by now, none.
    pub(super) fn suggest(&self, words: &str) -> impl Iterator<Item = Suggested> {
        let learned = self.taught.learned.as_ref();
        let best = learned.map_or_else(Vec::new, |learned| learned.suggest(words));
        best.into_iter().filter_map(move |one| {
            let what = self.taught.of.at(one.tag)?;
            let there = match what {
                TagOrMark::Tag(tag) => self.tags.binary_search(&tag).is_ok(),
                TagOrMark::Mark(_) => true,
            };
            there.then(|| Suggested {
                what,
                chance: Some(one.chance),
                rule: None,
                words: learned.map_or_else(Vec::new, |known| known.speaking(words, one.tag)),
            })
        })
    }

    /// What is thought of texts, as far as they were looked at.
    pub(super) fn looked(&self) -> &RefCell<LookedOnce<Judged>> {
        &self.taught.looked
    }

    /// What is thought of a text, given folded.
    pub(super) fn judge(&self, words: &str) -> Judged {
        let learned = self.taught.learned.as_ref();
        let first = self.suggest(words).next();
        let sure = first.filter(|one| one.chance.is_some_and(|chance| chance >= SURE));
        Judged {
            sure: sure.map(|one| one.what),
            margin: learned.and_then(|learned| learned.margin(words)),
        }
    }
}
