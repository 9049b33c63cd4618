//! What customers said and what the team made of it, as columns in memory beside the ledger.
//! Must not know words or tables: texts stay in the store, here are only ids, days and tags.

mod build;
#[cfg(test)]
mod tests;

use std::ops::Range;

use hashbrown::HashMap;

use super::day::Day;
use super::feedback::{Mark, Tag};
use super::ids::{FeedbackId, TagId};
use super::sort::sort_by_key;

pub use build::EvidenceBuilder;

/// One piece of feedback as the numbers see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its id; ids are in the order of their days.
    pub id: FeedbackId,
    /// Its account's dense number in the ledger; `None` for a mention only.
    pub account: Option<usize>,
    /// The day it was received; undated feedback is in no period.
    pub day: Option<Day>,
    /// Whether it was given at cancellation.
    pub exit_survey: bool,
    /// What the team said it is.
    pub mark: Option<Mark>,
    /// Whether the team pinned it.
    pub pinned: bool,
    /// Whether it has words, not only a score or a stated reason.
    pub words: bool,
    /// Where it came from, by number.
    pub source: u16,
}

const SURVEY: u8 = 1;
const PRAISE: u8 = 2;
const NO_REASON: u8 = 4;
const PINNED: u8 = 8;
const WORDS: u8 = 16;

/// The day of undated feedback: in no period, and in no window.
const UNDATED: Day = Day(i32::MIN);

/// Feedback by account: all of account 0 in the order of its ids, then of account 1, ..., and at
/// the end what has no account. About 24 bytes a piece and 4 a tag.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Where each account's feedback begins; two more than accounts.
    starts: Vec<u32>,
    ids: Vec<FeedbackId>,
    days: Vec<Day>,
    flags: Vec<u8>,
    /// Where each piece came from, by its place among the names.
    sources: Vec<u16>,
    source_names: Vec<String>,
    /// Where in `tags` each piece's tags are, and how many.
    tags_at: Vec<(u32, u16)>,
    tags: Vec<u32>,
    book: TagTree,
}

impl Evidence {
    /// The tags and what they roll up into.
    pub fn book(&self) -> &TagTree {
        &self.book
    }

    /// Replaces the tags, after one was added, removed, renamed or moved.
    pub fn set_book(&mut self, book: TagTree) {
        self.book = book;
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many sources there are.
    pub fn sources(&self) -> usize {
        self.source_names.len().max(1)
    }

    /// Where a piece came from.
    pub fn source(&self, at: usize) -> usize {
        usize::from(self.sources[at])
    }

    /// The number of a source, a new one where it has none yet.
    pub fn source_number(&mut self, name: &str) -> u16 {
        source_number(&mut self.source_names, name)
    }

    /// Where an account's pieces are.
    pub fn of(&self, account: usize) -> Range<usize> {
        match (self.starts.get(account), self.starts.get(account + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        }
    }

    /// Where the pieces without an account are.
    pub fn of_nobody(&self) -> Range<usize> {
        let nobody = self.starts.len().checked_sub(2);
        nobody.map_or(0..0, |n| self.of(n))
    }

    /// Every piece with its account, in the order in which they are kept.
    pub fn all(&self) -> impl Iterator<Item = (Option<usize>, usize)> + '_ {
        let nobody = self.starts.len().saturating_sub(2);
        let groups = (0..nobody).map(|account| (Some(account), self.of(account)));
        let groups = groups.chain([(None, self.of_nobody())]);
        groups.flat_map(|(account, pieces)| pieces.map(move |at| (account, at)))
    }

    /// Where a piece is.
    pub fn position(&self, account: Option<usize>, id: FeedbackId) -> Option<usize> {
        let range = account.map_or_else(|| self.of_nobody(), |a| self.of(a));
        let found = self.ids[range.clone()].binary_search(&id).ok()?;
        Some(range.start + found)
    }

    /// A piece's id.
    pub fn id(&self, at: usize) -> FeedbackId {
        self.ids[at]
    }

    /// The day a piece was received.
    pub fn day(&self, at: usize) -> Option<Day> {
        Some(self.days[at]).filter(|day| *day != UNDATED)
    }

    /// Whether it is an exit survey.
    pub fn is_survey(&self, at: usize) -> bool {
        self.flags[at] & SURVEY != 0
    }

    /// Whether it is praise, which enters no figure.
    pub fn is_praise(&self, at: usize) -> bool {
        self.flags[at] & PRAISE != 0
    }

    /// Whether it was read and there is no reason in it.
    pub fn is_no_reason(&self, at: usize) -> bool {
        self.flags[at] & NO_REASON != 0
    }

    /// Whether it is pinned.
    pub fn is_pinned(&self, at: usize) -> bool {
        self.flags[at] & PINNED != 0
    }

    /// Whether it has words, not only a score or a stated reason.
    pub fn has_words(&self, at: usize) -> bool {
        self.flags[at] & WORDS != 0
    }

    /// Whether it carries a tag, whatever it rolls up into.
    pub fn is_tagged(&self, at: usize) -> bool {
        self.tags_at[at].1 > 0
    }

    /// Whether it waits for the team: no tag, no mark.
    pub fn is_untouched(&self, at: usize) -> bool {
        !self.is_tagged(at) && self.flags[at] & (PRAISE | NO_REASON) == 0
    }

    /// The themes its tags roll up into; a theme comes twice if two of its tags are there.
    pub fn themes(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let raw = self.raw_tags(at).iter();
        raw.filter_map(|tag| self.book.theme_of_number(*tag))
    }

    fn raw_tags(&self, at: usize) -> &[u32] {
        let (from, count) = self.tags_at[at];
        &self.tags[from as usize..from as usize + usize::from(count)]
    }

    /// Puts a tag on a piece; twice is once.
    pub fn tag(&mut self, at: usize, tag: TagId) {
        let (Ok(tag), (from, count)) = (u32::try_from(tag.0), self.tags_at[at]) else {
            return;
        };
        if self.raw_tags(at).contains(&tag) || count == u16::MAX {
            return;
        }
        // Its tags move to the end, where there is room; their old place stays unused.
        let own = from as usize..from as usize + usize::from(count);
        let end = u32::try_from(self.tags.len()).unwrap_or(u32::MAX);
        self.tags.extend_from_within(own);
        self.tags.push(tag);
        self.tags_at[at] = (end, count + 1);
    }

    /// Takes a tag off a piece.
    pub fn untag(&mut self, at: usize, tag: TagId) {
        let (from, count) = self.tags_at[at];
        let (from, end) = (from as usize, from as usize + usize::from(count));
        let own = &mut self.tags[from..end];
        if let Some(n) = own.iter().position(|t| i64::from(*t) == tag.0) {
            own.swap(n, usize::from(count) - 1);
            self.tags_at[at].1 -= 1;
        }
    }

    /// Sets a piece's mark.
    pub fn set_mark(&mut self, at: usize, mark: Option<Mark>) {
        self.flags[at] = self.flags[at] & !(PRAISE | NO_REASON) | mark_flag(mark);
    }

    /// Pins or unpins a piece.
    pub fn set_pinned(&mut self, at: usize, pinned: bool) {
        self.flags[at] = self.flags[at] & !PINNED | if pinned { PINNED } else { 0 };
    }

    /// Adds a piece typed in by hand, still without tags.
    pub fn insert(&mut self, piece: Piece) {
        let nobody = self.starts.len().saturating_sub(2);
        let account = piece.account.unwrap_or(nobody);
        let range = self.of(account);
        let Err(found) = self.ids[range.clone()].binary_search(&piece.id) else {
            return;
        };
        let at = range.start + found;
        self.ids.insert(at, piece.id);
        self.days.insert(at, piece.day.unwrap_or(UNDATED));
        self.flags.insert(at, flags(&piece));
        self.sources.insert(at, piece.source);
        self.tags_at.insert(at, (0, 0));
        for start in &mut self.starts[account + 1..] {
            *start += 1;
        }
    }

    /// Removes a piece.
    pub fn remove(&mut self, account: Option<usize>, id: FeedbackId) {
        let Some(at) = self.position(account, id) else {
            return;
        };
        self.ids.remove(at);
        self.days.remove(at);
        self.flags.remove(at);
        self.sources.remove(at);
        self.tags_at.remove(at);
        let account = account.unwrap_or(self.starts.len().saturating_sub(2));
        for start in &mut self.starts[account + 1..] {
            *start -= 1;
        }
    }
}

/// The number of a source among some, a new one where it has none yet; of more than there are numbers the last.
fn source_number(names: &mut Vec<String>, name: &str) -> u16 {
    let at = names.iter().position(|known| known == name);
    let at = at.unwrap_or_else(|| {
        if names.len() <= usize::from(u16::MAX) {
            names.push(name.to_owned());
        }
        names.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn mark_flag(mark: Option<Mark>) -> u8 {
    match mark {
        Some(Mark::Praise) => PRAISE,
        Some(Mark::NoReason) => NO_REASON,
        None => 0,
    }
}

fn flags(piece: &Piece) -> u8 {
    let set = |on: bool, flag: u8| if on { flag } else { 0 };
    let said = set(piece.exit_survey, SURVEY) | set(piece.words, WORDS);
    said | set(piece.pinned, PINNED) | mark_flag(piece.mark)
}

/// The tags and which theme each rolls up into. Themes are numbered in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagTree {
    themes: Vec<(TagId, String)>,
    /// By tag id: its theme's number plus one, 0 for none.
    theme_of: Vec<u32>,
    /// The same of ids that no room comes to by itself.
    far: HashMap<u32, u32>,
}

/// Ids below it have a place of their own.
const NEAR: usize = 1 << 20;

impl TagTree {
    /// The codebook of these tags. A tag whose parent is missing is a theme of its own.
    pub fn new(tags: &[Tag]) -> TagTree {
        let top = |tag: &Tag| {
            let parent = tag.parent.and_then(|id| tags.iter().find(|t| t.id == id));
            parent.map_or(tag.id, |parent| parent.id)
        };
        let themes = tags.iter().filter(|tag| top(tag) == tag.id);
        let themes = themes.map(|tag| (tag.id, tag.name.clone()));
        let mut themes: Vec<(TagId, String)> = themes.collect();
        sort_by_key(&mut themes, |(id, name)| {
            (name.to_lowercase(), name.clone(), *id)
        });
        let mut book = TagTree {
            themes,
            theme_of: Vec::new(),
            far: HashMap::new(),
        };
        let numbers: HashMap<TagId, u32> = (1..).zip(&book.themes).map(|(n, t)| (t.0, n)).collect();
        for tag in tags {
            let theme = numbers.get(&top(tag));
            if let (Ok(id), Some(&theme)) = (u32::try_from(tag.id.0), theme) {
                book.number(id, theme);
            }
        }
        book
    }

    fn number(&mut self, id: u32, theme: u32) {
        let at = id as usize;
        if at >= NEAR {
            self.far.insert(id, theme);
            return;
        }
        if self.theme_of.len() <= at {
            self.theme_of.resize(at + 1, 0);
        }
        self.theme_of[at] = theme;
    }

    /// How many themes.
    pub fn themes(&self) -> usize {
        self.themes.len()
    }

    /// A theme's tag.
    pub fn id(&self, theme: usize) -> TagId {
        self.themes.get(theme).map_or(TagId(0), |t| t.0)
    }

    /// A theme's name.
    pub fn name(&self, theme: usize) -> &str {
        self.themes.get(theme).map_or("", |t| t.1.as_str())
    }

    /// The number of the theme a tag rolls up into.
    pub fn theme_of(&self, tag: TagId) -> Option<usize> {
        self.theme_of_number(u32::try_from(tag.0).ok()?)
    }

    fn theme_of_number(&self, tag: u32) -> Option<usize> {
        let near = self.theme_of.get(tag as usize);
        let theme = near.or_else(|| self.far.get(&tag))?;
        theme.checked_sub(1).map(|theme| theme as usize)
    }
}
