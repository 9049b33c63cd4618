//! What the rules of the codebook find among texts that nobody has read. Must not know what a rule is, nor give a tag.

use rusqlite::Connection;

use super::super::{sql, table};
use super::Desk;
use super::looked::LookedOnce;
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::fold::fold;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::query::QueueOf;
use crate::domain::suggest::rules::{TagRule, lines};
use crate::domain::suggest::suggested::{Finds, Lesson, Suggested, TagOrMark, ToTake};

const SAID: &str = "SELECT text || ' ' || reason FROM feedback WHERE id = ?1";

/// The rules of the tags that are offered, by the tags' names.
#[derive(Default, PartialEq)]
pub(super) struct RuledTags(Vec<(TagId, TagRule)>);

impl RuledTags {
    pub(super) fn of(db: &Connection) -> Result<RuledTags, Failure> {
        let tags = table::all::<Tag>(db)?.into_iter();
        let rules = tags.filter(|tag| !tag.archived).flat_map(|tag| {
            let rules: Vec<TagRule> = lines(&tag.rules).map(TagRule::of).collect();
            rules.into_iter().map(move |rule| (tag.id, rule))
        });
        Ok(RuledTags(rules.collect()))
    }

    /// The places of those that find a text.
    fn that_find(&self, said: &str) -> Vec<usize> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let folded = format!(" {} ", fold(said));
        let all = self.0.iter().enumerate();
        let find = all.filter(|(_, (_, rule))| rule.finds(said, &folded));
        find.map(|(at, _)| at).collect()
    }

    /// The tag of a rule.
    fn tag(&self, at: usize) -> TagOrMark {
        TagOrMark::Tag(self.0[at].0)
    }

    /// The tags of which a rule finds a text, each once, with the first rule that does.
    pub(super) fn suggest(&self, said: &str) -> Vec<Suggested> {
        let mut found: Vec<Suggested> = Vec::new();
        for at in self.that_find(said) {
            let what = self.tag(at);
            if found.iter().all(|one| one.what != what) {
                found.push(Suggested {
                    what,
                    chance: None,
                    words: Vec::new(),
                    rule: Some(self.0[at].1.said.clone()),
                });
            }
        }
        found
    }
}

/// What rules found, and which rules those were.
#[derive(Default)]
pub(super) struct Ruled {
    rules: RuledTags,
    looked: LookedOnce<Vec<usize>>,
}

impl Desk<'_> {
    /// What may be taken of a queue because a rule finds it, as far as it is known; so many of it in full.
    pub fn ruled(&self, queue: &QueueOf, limit: usize, wait: bool) -> Result<ToTake, Failure> {
        let rules = RuledTags::of(self.db)?;
        let mut ruled = self.kept.lessons.ruled.borrow_mut();
        if ruled.rules != rules {
            *ruled = Ruled {
                rules,
                ..Ruled::default()
            };
        }
        let Ruled { rules, looked } = &mut *ruled;
        let find = |id| Ok(rules.that_find(&self.said_of(id)?));
        let left = looked.go_on(queue, wait, || self.unread_of(queue), find)?;
        let found = ToTake {
            lesson: Lesson::Learned(0),
            left,
            rules: match left {
                0 => self.finds(queue, rules, looked)?,
                _ => Vec::new(),
            },
            ..ToTake::default()
        };
        let of = |id| {
            let mut tags: Vec<TagOrMark> = Vec::new();
            for at in looked.of(id).into_iter().flatten() {
                let tag = rules.tag(*at);
                tags.extend((!tags.contains(&tag)).then_some(tag));
            }
            tags
        };
        let full = |id, tag| {
            let mut found = rules.suggest(&self.said_of(id)?).into_iter();
            Ok(found.find(|one| one.what == tag))
        };
        self.to_take(queue, found, limit, of, full)
    }

    /// How many texts of a queue each rule finds.
    fn finds(
        &self,
        queue: &QueueOf,
        rules: &RuledTags,
        looked: &LookedOnce<Vec<usize>>,
    ) -> Result<Vec<Finds>, Failure> {
        let finds = rules.0.iter().map(|(tag, rule)| Finds {
            tag: *tag,
            rule: rule.said.clone(),
            texts: 0,
        });
        let mut finds: Vec<Finds> = finds.collect();
        for id in self.unread_of(queue)? {
            for at in looked.of(id).into_iter().flatten() {
                finds[*at].texts += 1;
            }
        }
        Ok(finds)
    }

    /// What was said in a text, and stated.
    pub(super) fn said_of(&self, id: FeedbackId) -> Result<String, Failure> {
        Ok(sql::first(self.db, SAID, [id], |row| row.get(0))?.unwrap_or_default())
    }
}
