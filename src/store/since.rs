//! What is to be taken back or done again, where others have worked on the same tags since: a tag that became part of
//! another is that one, and what somebody took off or took back stays so. Must not know how a change is carried out.

use hashbrown::{HashMap, HashSet};
use rusqlite::Connection;

use super::convert::JsonText;
use super::journal::Earlier;
use super::{given, sql, taken_off};
use crate::domain::change::{Change, Member};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::given::Gift;
use crate::domain::ids::{ChangeId, FeedbackId, ImportId, TagId};
use crate::domain::money::counted;

/// Rows since one that are about tags on texts, or take others back; of one that takes back what came before it, that too.
const ROWS: &str = "
    SELECT j.id, j.undoes, j.way = 'do', j.forward, b.forward, b.person, b.at
    FROM journal j LEFT JOIN journal b ON j.way = 'undo' AND b.id = j.undoes AND b.id < ?1
    WHERE j.id > ?1 AND (j.forward LIKE '%\"tagged\"%' OR j.forward LIKE '%\"give\"%'
      OR j.forward LIKE '%\"taken_off\"%' OR j.undoes IS NOT NULL)
    ORDER BY j.id";

/// A row of the journal.
struct SinceRow {
    id: ChangeId,
    undoes: Option<ChangeId>,
    own: bool,
    forward: Change,
    /// What it takes back, where that came before: what it was, by whom and when.
    before: Option<(Change, String, Option<Moment>)>,
}

/// What was done to one tag of a text.
enum TagStep {
    /// A move made another of it.
    Moved(TagId, TagId),
    /// It was off, and another is off instead.
    OffMoved(TagId, TagId),
    /// It was taken off, or is somebody else's from now on.
    Lost(TagId),
    /// It came back in the name of whoever had given it.
    Back(TagId),
}

/// Who gave a text tags, and when: that tells their giving from any other.
type Giving = (FeedbackId, String, Option<Moment>);

#[derive(Default)]
struct TakenSince {
    steps: HashMap<FeedbackId, Vec<TagStep>>,
    /// What was given before and has been taken back.
    withdrawn: HashSet<Giving>,
}

/// The inverse of an earlier change as it is to be carried out now, and what is to be said of what stays.
pub fn as_it_is_now(db: &Connection, earlier: &Earlier) -> Result<(Change, String), Failure> {
    let as_it_was = || (earlier.inverse.clone(), String::new());
    let parts = flat(&earlier.inverse);
    if !parts.iter().any(|part| on_text(part).is_some()) {
        return Ok(as_it_was());
    }
    let since = TakenSince::of(db, earlier.id)?;
    if since.steps.is_empty() && since.withdrawn.is_empty() {
        return Ok(as_it_was());
    }
    let mut now = Now {
        db,
        moved: moves(&earlier.forward),
        since,
        changes: Vec::new(),
        lost: HashSet::new(),
    };
    for part in parts {
        now.part(part)?;
    }
    let lost = match now.lost.len() {
        0 => String::new(),
        1 => "; on a text somebody has changed that since: it stays so".to_owned(),
        texts => {
            let texts = counted(texts, "text");
            format!("; on {texts} somebody has changed that since: those stay so")
        }
    };
    Ok((Change::All(now.changes), lost))
}

/// The single changes of a group, in their order.
pub(super) fn flat(change: &Change) -> Vec<&Change> {
    if let Change::All(changes) = change {
        return changes.iter().flat_map(flat).collect();
    }
    vec![change]
}

/// The text and the tag that a change is about.
fn on_text(change: &Change) -> Option<(FeedbackId, TagId)> {
    if let Change::Give(gift) = change {
        return Some((gift.feedback, gift.tag));
    }
    let (Change::Join(member) | Change::Leave(member)) = change else {
        return None;
    };
    match *member {
        Member::Tagged { feedback, tag } | Member::TakenOff { feedback, tag, .. } => {
            Some((feedback, tag))
        }
        Member::Present { .. }
        | Member::Discussed { .. }
        | Member::Shortlisted { .. }
        | Member::With { .. } => None,
    }
}

fn is_off(change: &Change) -> bool {
    matches!(
        change,
        Change::Join(Member::TakenOff { .. }) | Change::Leave(Member::TakenOff { .. })
    )
}

/// What a row did to the tags of texts, in its order. `own`: it takes nothing back, and does nothing again.
fn steps(forward: &Change, own: bool) -> Vec<(FeedbackId, TagStep)> {
    let mut steps = Vec::new();
    let mut parts = flat(forward).into_iter().peekable();
    while let Some(part) = parts.next() {
        let Some((text, tag)) = on_text(part) else {
            continue;
        };
        let leaves = matches!(part, Change::Leave(_));
        if leaves && !is_off(part) {
            // What is off from now on is so because of this.
            parts.next_if(|next| is_off(next) && on_text(next) == Some((text, tag)));
        }
        let moved = |next: &&Change| {
            let joins = is_off(next) && matches!(next, Change::Join(_));
            let goes_on = match is_off(part) {
                true => joins,
                false => matches!(next, Change::Give(_)),
            };
            leaves && goes_on && on_text(next).is_some_and(|(other, _)| other == text)
        };
        let next = parts.next_if(moved).and_then(on_text);
        let step = match next {
            Some((_, to)) if to != tag && is_off(part) => TagStep::OffMoved(tag, to),
            Some((_, to)) if to != tag => TagStep::Moved(tag, to),
            Some(_) if own => TagStep::Lost(tag),
            Some(_) => TagStep::Back(tag),
            None if leaves && !is_off(part) => TagStep::Lost(tag),
            None if matches!(part, Change::Give(_)) || !own && !leaves && !is_off(part) => {
                TagStep::Back(tag)
            }
            None => continue,
        };
        steps.push((text, step));
    }
    steps
}

/// The tags that a row made others of, by text and tag.
fn moves(forward: &Change) -> HashMap<(FeedbackId, TagId), TagId> {
    let steps = steps(forward, true).into_iter();
    let moved = steps.filter_map(|(text, step)| match step {
        TagStep::Moved(from, to) => Some(((text, from), to)),
        TagStep::OffMoved(..) | TagStep::Lost(_) | TagStep::Back(_) => None,
    });
    moved.collect()
}

fn giving(gift: &Gift) -> Giving {
    (gift.feedback, gift.person.clone(), gift.at)
}

/// Those rows of which something is left: what was taken back among them is gone with what took it back.
fn standing(rows: &[SinceRow]) -> HashSet<ChangeId> {
    let mut stand: HashSet<ChangeId> = HashSet::new();
    // What a row has taken back, and the row that one did again.
    let (mut took, mut again) = (HashMap::new(), HashMap::new());
    for row in rows {
        let Some(undone) = row.undoes else {
            stand.insert(row.id);
            continue;
        };
        let first = again.get(&undone).copied().unwrap_or(undone);
        if let Some(&back) = took.get(&undone) {
            stand.insert(back);
            again.insert(row.id, back);
        } else if stand.remove(&first) {
            took.insert(row.id, first);
        } else {
            stand.insert(row.id);
        }
    }
    stand
}

impl TakenSince {
    fn of(db: &Connection, row: ChangeId) -> Result<TakenSince, Failure> {
        let rows = sql::all(db, ROWS, [row], |row| {
            let before: Option<JsonText<Change>> = row.get(4)?;
            let by: (Option<String>, Option<Moment>) = (row.get(5)?, row.get(6)?);
            Ok(SinceRow {
                id: row.get(0)?,
                undoes: row.get(1)?,
                own: row.get(2)?,
                forward: row.get::<_, JsonText<Change>>(3)?.0,
                before: before.map(|JsonText(before)| (before, by.0.unwrap_or_default(), by.1)),
            })
        })?;
        let mut since = TakenSince::default();
        let stand = standing(&rows);
        for row in rows.into_iter().filter(|row| stand.contains(&row.id)) {
            if let Some((before, person, at)) = &row.before {
                since.withdraws(before, person, *at);
            }
            for (text, step) in steps(&row.forward, row.own) {
                since.steps.entry(text).or_default().push(step);
            }
        }
        Ok(since)
    }

    /// Somebody took back what a row had given.
    fn withdraws(&mut self, before: &Change, person: &str, at: Option<Moment>) {
        let moved = moves(before);
        let is_moved = |gift: &Gift| {
            let mut moved = moved.iter();
            moved.any(|((text, _), to)| (*text, *to) == (gift.feedback, gift.tag))
        };
        for part in flat(before) {
            if let Change::Join(Member::Tagged { feedback, .. }) = part {
                self.withdrawn.insert((*feedback, person.to_owned(), at));
            }
            if let Change::Give(gift) = part
                && !is_moved(gift)
            {
                self.withdrawn.insert(giving(gift));
            }
        }
    }

    /// What a tag of a text is by now that was on it, or `off`, and whether it is off or somebody else's.
    fn now(&self, text: FeedbackId, tag: TagId, off: bool) -> (TagId, bool) {
        // What comes back where it was off is another's.
        let (mut now, was_off, mut off) = (tag, off, off);
        for step in self.steps.get(&text).into_iter().flatten() {
            match *step {
                TagStep::Moved(from, to) if from == now && !off => now = to,
                TagStep::OffMoved(from, to) if from == now && off => now = to,
                TagStep::Lost(tag) if tag == now => off = true,
                TagStep::Back(tag) if tag == now => off = was_off,
                TagStep::Moved(..)
                | TagStep::OffMoved(..)
                | TagStep::Lost(_)
                | TagStep::Back(_) => {}
            }
        }
        (now, off)
    }
}

/// An inverse being made what it is now.
struct Now<'a> {
    db: &'a Connection,
    /// What the change itself had made others of.
    moved: HashMap<(FeedbackId, TagId), TagId>,
    since: TakenSince,
    changes: Vec<Change>,
    /// Texts on which something stays as somebody has made it.
    lost: HashSet<FeedbackId>,
}

impl Now<'_> {
    fn part(&mut self, part: &Change) -> Result<(), Failure> {
        let Some((feedback, tag)) = on_text(part) else {
            self.changes.push(part.clone());
            return Ok(());
        };
        let (now, lost) = self.since.now(feedback, tag, false);
        let member = Member::Tagged { feedback, tag: now };
        if let Change::Leave(Member::Tagged { .. }) = part {
            self.lost.extend(lost.then_some(feedback));
            // What is on it is another's by now.
            if !lost || !given::has(self.db, feedback, now)? {
                self.leave(member);
            }
        } else if let Change::Give(gift) = part {
            self.give(gift, self.since.now(feedback, tag, true).0)?;
        } else if let Change::Join(Member::Tagged { .. }) = part {
            let (tag, _) = self.since.now(feedback, tag, true);
            let member = Member::Tagged { feedback, tag };
            self.changes.push(Change::Join(member));
        } else if let Change::Join(Member::TakenOff { import, .. }) = part {
            // Not what the move itself had left so.
            if !self.moved.contains_key(&(feedback, tag)) {
                self.off(feedback, now, *import);
            }
        } else {
            self.changes.push(part.clone());
        }
        Ok(())
    }

    fn leave(&mut self, member: Member) {
        self.changes.push(Change::Leave(member));
    }

    fn off(&mut self, feedback: FeedbackId, tag: TagId, import: Option<ImportId>) {
        let member = Member::TakenOff {
            feedback,
            tag,
            import,
        };
        self.changes.push(Change::Join(member));
    }

    /// A tag that comes back, unless its giving was taken back since. Where it had become another, and that was taken
    /// off, it is off.
    fn give(&mut self, gift: &Gift, now: TagId) -> Result<(), Failure> {
        let as_left = Member::TakenOff {
            feedback: gift.feedback,
            tag: now,
            import: None,
        };
        if self.since.withdrawn.contains(&giving(gift)) {
            self.lost.insert(gift.feedback);
            self.leave(as_left);
            return Ok(());
        }
        if let Some(&other) = self.moved.get(&(gift.feedback, gift.tag)) {
            let (other, lost) = self.since.now(gift.feedback, other, false);
            if lost {
                self.lost.insert(gift.feedback);
                self.leave(as_left);
                if let Some(off) = taken_off::remembered(self.db, gift.feedback, other)? {
                    self.leave(off);
                    self.off(gift.feedback, gift.tag, None);
                }
                return Ok(());
            }
        }
        let gift = Gift {
            tag: now,
            ..gift.clone()
        };
        self.changes.push(Change::Give(Box::new(gift)));
        Ok(())
    }
}
