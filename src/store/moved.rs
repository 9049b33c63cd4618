//! One tag made part of another, or some of its texts given to another: made of the changes that anybody could do by
//! hand, so that undo, the journal and whoever follows it know them. Must not know how those are carried out.

use hashbrown::HashSet;
use rusqlite::{Connection, ToSql};

use super::blind;
use super::convert::JsonText;
use super::given;
use super::kept::missing;
use super::search::pages;
use super::shown::LedgerMoney;
use super::since;
use super::sql;
use super::table;
use super::tag_names;
use super::taken_off;
use crate::domain::change::{Change, Field, Member, Record, Subject, Value};
use crate::domain::codebook::{folded, same_name};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, other_names};
use crate::domain::field::FieldValue;
use crate::domain::given::Gift;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::moving::{Move, MoveGoal, Moving};
use crate::domain::note::Origin;
use crate::domain::query::FeedbackFilter;
use crate::domain::roadmap::Link;
use crate::domain::suggest::rules;

const TEXTS: &str = "SELECT feedback FROM feedback_tags WHERE tag = ?1 ORDER BY feedback";
const BELOW: &str = "SELECT id FROM tags WHERE parent = ?1 AND id <> ?2 ORDER BY id";
const AIMS: &str = "SELECT id FROM aims WHERE theme = ?1 ORDER BY id";
const NOTES: &str = "SELECT id, origin FROM notes WHERE theme = ?1 ORDER BY id";
const ACTIONS: &str = "SELECT id, origin FROM actions WHERE theme = ?1 ORDER BY id";
const DISCUSSED: &str = "SELECT meeting FROM meeting_discussed WHERE theme = ?1 ORDER BY meeting";
const SHORTLISTED: &str = "SELECT period FROM shortlist WHERE theme = ?1 ORDER BY period";
/// Who did something to a tag last, and what.
const LAST: &str = "
    SELECT person, words FROM journal WHERE id = (
      SELECT max(id) FROM (
        SELECT id FROM journal WHERE kind = 'tag' AND subject = ?1
        UNION SELECT change FROM journal_also WHERE kind = 'tag' AND subject = ?1))";
/// Texts found at a time.
const PAGE: u32 = 5_000;

/// The changes that a move is made of, what it is called, and what goes.
pub struct Composed {
    /// In their order.
    pub changes: Vec<Change>,
    /// What it is called: `made price part of cost`.
    pub words: String,
    /// What goes.
    pub moving: Moving,
}

/// What a move is made of.
///
/// # Errors
/// `NotFound` where a tag is gone, `Usage` where a tag would go to itself.
pub fn composed(
    db: &Connection,
    money: &dyn LedgerMoney,
    what: &Move,
) -> Result<Composed, Failure> {
    let from = tag(db, what.from)?;
    let texts = texts(db, money, what)?;
    let whole = what.words.trim().is_empty();
    let mut parts = Parts {
        db,
        changes: Vec::new(),
        moving: Moving::default(),
    };
    let words = match &what.to {
        MoveGoal::New(name) => {
            let parent = from.parent;
            let new = Tag {
                name: name.trim().to_owned(),
                parent,
                ..Tag::default()
            };
            parts.changes.push(Change::add(Record::Tag(new)));
            parts.texts(&texts, from.id, TagId(0))?;
            format!("split {} from {}", name.trim(), from.name)
        }
        MoveGoal::Tag(id) => {
            let into = tag(db, *id)?;
            if into.id == from.id {
                let message = format!("{} cannot become part of itself", from.name);
                return Err(Failure::usage(message).hint("name another tag"));
            }
            parts.texts(&texts, from.id, into.id)?;
            let words = format!("made {} part of {}", from.name, into.name);
            if whole {
                parts.rest(from, into)?;
                words
            } else {
                format!("gave texts of {} to {}", from.name, into.name)
            }
        }
    };
    let Parts {
        changes, moving, ..
    } = parts;
    Ok(Composed {
        changes,
        words,
        moving,
    })
}

/// Whether a change that was carried out before makes one tag part of another, or takes that back: a tag comes or goes
/// with reviews in which it was talked over.
pub fn is_merge(change: &Change) -> bool {
    // What goes with a tag makes a group of its own with it.
    let parts = since::flat(change);
    let comes_or_goes = |part: &Change| {
        if let Change::Add(record) | Change::Remove(record) = part
            && let Record::Tag(tag) = &**record
        {
            return Some(tag.id);
        }
        None
    };
    let tags: Vec<TagId> = parts.iter().copied().filter_map(comes_or_goes).collect();
    let of_one = |part: &Change| {
        let (Change::Join(member) | Change::Leave(member)) = part else {
            return false;
        };
        matches!(member, Member::Discussed { theme, .. } if tags.contains(theme))
    };
    parts.into_iter().any(of_one)
}

fn tag(db: &Connection, id: TagId) -> Result<Tag, Failure> {
    match table::by_id(db, id)? {
        Some(tag) => Ok(tag),
        None => Err(gone(db, id)?),
    }
}

/// That a tag is not there any more, with what was done to it last: that has its name.
fn gone(db: &Connection, id: TagId) -> Result<Failure, Failure> {
    let last = sql::first(db, LAST, [id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let Some((person, words)) = last else {
        return Ok(missing(Subject::Tag(id)));
    };
    let failure = Failure::not_found(format!("the tag is gone: {person} {words}"));
    Ok(failure.hint("look at the tags again"))
}

/// The texts that are to go.
fn texts(
    db: &Connection,
    money: &dyn LedgerMoney,
    what: &Move,
) -> Result<Vec<FeedbackId>, Failure> {
    let all: Vec<FeedbackId> = sql::all(db, TEXTS, [what.from], |row| row.get(0))?;
    if what.words.trim().is_empty() {
        return Ok(all);
    }
    let filter = FeedbackFilter {
        words: what.words.clone(),
        ..FeedbackFilter::default()
    };
    let (mut found, mut after) = (HashSet::new(), None::<String>);
    loop {
        let page = pages::feedback(db, &filter, &|id| money.plan(id), after.as_deref(), PAGE)?;
        found.extend(page.ids);
        after = page.next;
        if after.is_none() {
            return Ok(all.into_iter().filter(|id| found.contains(id)).collect());
        }
    }
}

struct Parts<'a> {
    db: &'a Connection,
    changes: Vec<Change>,
    moving: Moving,
}

impl Parts<'_> {
    /// Each text loses one tag and gets the other, in the name of whoever had given it the first.
    fn texts(&mut self, texts: &[FeedbackId], from: TagId, to: TagId) -> Result<(), Failure> {
        for &feedback in texts {
            let nobody = Gift {
                feedback,
                tag: to,
                person: String::new(),
                at: None,
                import: None,
                taken: None,
            };
            let gift = given::gift(self.db, feedback, from)?.unwrap_or(nobody);
            // What a person has put on is that person's, whatever file it had come with.
            let import = gift.import.filter(|_| gift.person.is_empty());
            let gift = Gift {
                tag: to,
                import,
                ..gift
            };
            let has = given::has(self.db, feedback, to)?;
            self.moving.texts += 1;
            self.moving.both += u64::from(has);
            self.changes.push(Change::Leave(Member::Tagged {
                feedback,
                tag: from,
            }));
            if !has {
                self.changes.push(Change::Give(Box::new(gift)));
            }
        }
        Ok(())
    }

    /// What people took off texts stays off them under the other name, where they do not carry that.
    fn taken_off(&mut self, from: TagId, into: TagId) -> Result<(), Failure> {
        let off = taken_off::of_tag(self.db, from)?;
        let off = off.into_iter().map(|(feedback, import)| {
            Change::Join(Member::TakenOff {
                feedback,
                tag: into,
                import,
            })
        });
        self.changes.extend(off);
        Ok(())
    }

    /// Everything else that names the first tag names the other, or its theme; then the first goes.
    fn rest(&mut self, from: Tag, into: Tag) -> Result<(), Failure> {
        let own_child = into.parent == Some(from.id);
        let home = into.parent.filter(|_| !own_child).unwrap_or(into.id);
        if own_child {
            self.set(
                Subject::Tag(into.id),
                Field::Parent,
                into.parent.value(),
                Value::None,
            );
        }
        let below: Vec<TagId> = sql::all(self.db, BELOW, [from.id, into.id], |row| row.get(0))?;
        self.moving.below = below.len() as u64;
        for id in below {
            self.set(
                Subject::Tag(id),
                Field::Parent,
                from.id.value(),
                home.value(),
            );
        }
        let before = self.changes.len();
        self.links(from.id, home)?;
        for id in self.ids(AIMS, from.id)? {
            self.set(
                Subject::Aim(id.into()),
                Field::Theme,
                from.id.value(),
                home.value(),
            );
        }
        self.origins(NOTES, |id| Subject::Note(id.into()), from.id, home)?;
        self.origins(ACTIONS, |id| Subject::Action(id.into()), from.id, home)?;
        for meeting in self.ids(DISCUSSED, from.id)? {
            let of = |theme| Member::Discussed {
                meeting: meeting.into(),
                theme,
            };
            self.change_over(of(from.id), of(home));
        }
        let periods = sql::all(self.db, SHORTLISTED, [from.id], |row| row.get(0))?;
        for period in periods {
            let of = |theme| Member::Shortlisted { period, theme };
            self.change_over(of(from.id), of(home));
        }
        self.moving.others = (self.changes.len() - before) as u64;
        self.taken_off(from.id, into.id)?;
        self.names(&from, &into)?;
        self.rules(&from, &into)?;
        self.changes.push(Change::remove(Record::Tag(from)));
        Ok(())
    }

    /// Links of the first; where the other is linked to the same item already, its own stays.
    fn links(&mut self, from: TagId, home: TagId) -> Result<(), Failure> {
        let (own, others): (Vec<Link>, Vec<Link>) = table::all::<Link>(self.db)?
            .into_iter()
            .filter(|link| link.theme == from || link.theme == home)
            .partition(|link| link.theme == from);
        for link in own {
            match others.iter().any(|other| other.item == link.item) {
                true => self.changes.push(Change::remove(Record::Link(link))),
                false => self.set(
                    Subject::Link(link.id),
                    Field::Theme,
                    from.value(),
                    home.value(),
                ),
            }
        }
        Ok(())
    }

    /// Notes and actions that began with the first.
    fn origins(
        &mut self,
        select: &str,
        subject: fn(i64) -> Subject,
        from: TagId,
        home: TagId,
    ) -> Result<(), Failure> {
        let found: Vec<(i64, Origin)> = sql::all(self.db, select, [from], |row| {
            Ok((row.get(0)?, row.get::<_, JsonText<Origin>>(1)?.0))
        })?;
        for (id, was) in found {
            let now = Origin {
                theme: Some(home),
                ..was.clone()
            };
            self.set(subject(id), Field::Origin, was.value(), now.value());
        }
        Ok(())
    }

    /// Files that know the first by a name that it has or had find the other, unless a third tag is called so.
    fn names(&mut self, from: &Tag, into: &Tag) -> Result<(), Failure> {
        let mut names: Vec<String> = other_names(&into.also).map(str::to_owned).collect();
        let all = table::all::<Tag>(self.db)?;
        let others = all.iter().filter(|tag| tag.id != from.id);
        let called =
            others.flat_map(|tag| std::iter::once(tag.name.as_str()).chain(other_names(&tag.also)));
        let taken: HashSet<String> = called.map(folded).collect();
        let former = tag_names::former(self.db)?.into_iter();
        let former = former.filter(|(tag, _)| *tag == from.id);
        let own = std::iter::once(from.name.clone());
        let own = own.chain(other_names(&from.also).map(str::to_owned));
        for name in own.chain(former.map(|(_, name)| name)) {
            let known = names.iter().any(|known| same_name(known, &name));
            if !known && !name.contains(',') && !taken.contains(&folded(&name)) {
                names.push(name);
            }
        }
        let also = names.join(", ");
        self.set(
            Subject::Tag(into.id),
            Field::Also,
            into.also.value(),
            also.value(),
        );
        Ok(())
    }

    /// What the rules of the first find the other is suggested for, as far as it can have so many; and what was said
    /// with the first blind is said with the other.
    fn rules(&mut self, from: &Tag, into: &Tag) -> Result<(), Failure> {
        let all =
            rules::lines(&from.rules).fold(into.rules.clone(), |all, one| rules::with(&all, one));
        if !from.rules.is_empty() && rules::allow(&all).is_ok() {
            let (was, now) = (into.rules.value(), all.value());
            self.set(Subject::Tag(into.id), Field::Rules, was, now);
        }
        let renamed = blind::renamed(self.db, from.id, into.id)?;
        self.changes.extend(renamed);
        Ok(())
    }

    fn ids(&self, select: &str, of: impl ToSql) -> Result<Vec<i64>, Failure> {
        sql::all(self.db, select, [of], |row| row.get(0))
    }

    fn set(&mut self, subject: Subject, field: Field, was: Value, now: Value) {
        self.changes.push(Change::set(subject, field, was, now));
    }

    fn change_over(&mut self, was: Member, now: Member) {
        self.changes.push(Change::Leave(was));
        self.changes.push(Change::Join(now));
    }
}
