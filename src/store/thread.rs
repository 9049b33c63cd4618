//! The thread of one thing: quote, tag, money, roadmap, target, action, result; empty where it breaks.
//! Must not know how any of these is stored or worked out: it asks those who answer the room's own queries.

use super::Store;
use super::kept::missing;
use super::records;
use crate::domain::change::{Record, Subject};
use crate::domain::effect::Effect;
use crate::domain::failure::{Code, Failure};
use crate::domain::feedback::{FeedbackView, Tag};
use crate::domain::ids::{AccountId, FeedbackId, RoadmapId, TagId};
use crate::domain::metrics::Dimension;
use crate::domain::note::{Action, ActionView, Note, NoteView, Origin};
use crate::domain::period::Period;
use crate::domain::query::{ActionFilter, NoteFilter, QuoteOrder};
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::domain::sort::sort;
use crate::domain::themes::ThemeRow;
use crate::domain::thread::{Thread, ThreadOf, ThreadSegment};

use super::resident::Desk;
use super::{actions, aims, feedback, meetings, notes, shown, table};

/// How many quotes of a theme the thread shows.
const QUOTES: u32 = 5;

/// What a thing hangs on: everything on the thread shares one of these with it.
#[derive(Default)]
struct Knots {
    /// The thing itself.
    subject: Option<Subject>,
    themes: Vec<TagId>,
    items: Vec<RoadmapId>,
    account: Option<AccountId>,
    feedback: Option<FeedbackId>,
    /// A cell of a breakdown, as origins write it; empty for none.
    segment: String,
    /// Somebody of the team.
    owner: Option<Owner>,
}

impl Knots {
    /// Whether something written hangs on the same thread.
    fn hold(&self, subject: Subject, origin: &Origin) -> bool {
        self.subject == Some(subject)
            || origin
                .theme
                .is_some_and(|theme| self.themes.contains(&theme))
            || origin.item.is_some_and(|item| self.items.contains(&item))
            || self.account.is_some() && origin.account == self.account
            || self.feedback.is_some() && origin.feedback == self.feedback
            || !self.segment.is_empty() && origin.segment == self.segment
            || self.subject.is_some() && self.subject == origin.meeting.map(Subject::Meeting)
    }

    /// Whether somebody of the team wrote a note, or is asked for its answer.
    fn is_of_note(&self, note: &Note) -> bool {
        let owner = self.owner.as_ref();
        owner.is_some_and(|owner| note.asked == Some(owner.id) || note.person == owner.name)
    }

    /// Whether somebody of the team answers for an action, or helps.
    fn is_of_action(&self, action: &Action) -> bool {
        let owner = self.owner.as_ref();
        owner.is_some_and(|owner| action.owner == Some(owner.id) || action.with.contains(&owner.id))
    }
}

impl Store {
    /// The whole thread of a thing, its money counted over a period.
    pub(super) fn thread(&mut self, of: &ThreadOf, period: Period) -> Result<Thread, Failure> {
        let knots = match of {
            ThreadOf::Thing(subject) => self.knots(*subject)?,
            ThreadOf::Segment((by, value)) => Knots {
                segment: by.cell(value),
                ..Knots::default()
            },
        };
        let mut all = self.desk()?.themes(period)?;
        let links = self.links_of(&knots)?;
        let actions = self.actions_of(&knots)?;
        let results = self.results_of(&actions)?;
        all.themes.retain(|theme| knots.themes.contains(&theme.id));
        Ok(Thread {
            quotes: self.quotes_of(&knots, period)?,
            segment: self.segment_of(&knots, period)?,
            items: self.items_of(&knots, &links)?,
            links,
            notes: self.notes_of(&knots)?,
            results,
            actions,
            themes: all.themes,
        })
    }

    fn knots(&self, subject: Subject) -> Result<Knots, Failure> {
        let mut knots = Knots {
            subject: Some(subject),
            ..Knots::default()
        };
        let record = records::load(&self.db, subject)?.ok_or_else(|| missing(subject))?;
        match record {
            Record::Tag(tag) => knots.themes.push(tag.parent.unwrap_or(tag.id)),
            Record::Feedback(feedback) => knots.feedback = Some(feedback.id),
            Record::Account(account) => knots.account = Some(account.id),
            Record::Item(item) => self.tie_item(&mut knots, item.id)?,
            Record::Link(link) => {
                knots.themes.push(link.theme);
                knots.items.extend(link.item);
            }
            Record::Meeting(meeting) => {
                knots.themes = meetings::view(&self.db, meeting)?.discussed;
            }
            Record::Note(note) => self.tie_origin(&mut knots, &note.origin)?,
            Record::Action(action) => self.tie_origin(&mut knots, &action.origin)?,
            Record::Aim(aim) => knots.themes.extend(aim.theme),
            Record::Outreach(outreach) => self.tie_item(&mut knots, outreach.item)?,
            Record::Owner(owner) => knots.owner = Some(owner),
            Record::DayMark(_) => {}
        }
        self.tie_feedback(&mut knots)?;
        Ok(knots)
    }

    /// A roadmap item brings the themes linked to it.
    fn tie_item(&self, knots: &mut Knots, item: RoadmapId) -> Result<(), Failure> {
        knots.items.push(item);
        let linked = table::all::<Link>(&self.db)?.into_iter();
        let themes = linked.filter(|link| link.item == Some(item));
        knots.themes.extend(themes.map(|link| link.theme));
        Ok(())
    }

    /// Something written brings where it was written. A theme says more than the account it came up with.
    fn tie_origin(&self, knots: &mut Knots, origin: &Origin) -> Result<(), Failure> {
        if let Some(item) = origin.item {
            self.tie_item(knots, item)?;
        }
        if let Some(theme) = origin.theme {
            let tag = table::by_id::<Tag>(&self.db, theme)?;
            knots
                .themes
                .push(tag.and_then(|tag| tag.parent).unwrap_or(theme));
        } else {
            knots.account = origin.account;
        }
        knots.feedback = origin.feedback;
        knots.segment.clone_from(&origin.segment);
        Ok(())
    }

    /// Feedback brings its themes.
    fn tie_feedback(&self, knots: &mut Knots) -> Result<(), Failure> {
        let pieces = match (knots.feedback, knots.account) {
            (Some(id), _) => vec![id],
            (None, Some(account)) => {
                let said = feedback::of_account(&self.db, account)?.into_iter();
                said.map(|piece| piece.id).collect()
            }
            (None, None) => Vec::new(),
        };
        for id in pieces {
            for tag in feedback::tags_of(&self.db, id)?.0 {
                knots.themes.push(tag.parent.unwrap_or(tag.id));
            }
        }
        sort(&mut knots.themes);
        knots.themes.dedup();
        Ok(())
    }

    fn quotes_of(&mut self, knots: &Knots, period: Period) -> Result<Vec<FeedbackView>, Failure> {
        let (db, desk) = (&self.db, &mut self.resident.desk(&self.db, &self.rules)?);
        if let Some(id) = knots.feedback {
            return shown::pieces(db, &*desk.money(1)?, &[id]);
        }
        if let Some(id) = knots.account {
            return Ok(shown::story(db, &*desk.money(1)?, id)?.feedback);
        }
        let mut quotes = Vec::new();
        for theme in &knots.themes {
            let (row, order) = (ThemeRow::Theme(*theme), QuoteOrder::Dearest);
            let found = desk.quotes(period, row, order, QUOTES)?;
            quotes.extend(found.into_iter().map(|quote| quote.view));
        }
        Ok(quotes)
    }

    /// What was lost in the segment; nothing where the period has none of it.
    fn segment_of(
        &mut self,
        knots: &Knots,
        period: Period,
    ) -> Result<Option<ThreadSegment>, Failure> {
        let Some((by, value)) = Dimension::of_cell(&knots.segment) else {
            return Ok(None);
        };
        let broken_down = match self.desk()?.breakdown(period, &by, None) {
            Ok(found) => found,
            Err(gone) if matches!(gone.code, Code::Usage | Code::NotFound) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let row = broken_down.rows.into_iter().find(|row| row.value == value);
        Ok(row.map(|row| ThreadSegment { by, row }))
    }

    fn links_of(&self, knots: &Knots) -> Result<Vec<Link>, Failure> {
        let mut links: Vec<Link> = table::all(&self.db)?;
        links.retain(|link| {
            knots.themes.contains(&link.theme)
                || link.item.is_some_and(|item| knots.items.contains(&item))
        });
        Ok(links)
    }

    fn items_of(&self, knots: &Knots, links: &[Link]) -> Result<Vec<RoadmapItem>, Failure> {
        let mut items: Vec<RoadmapItem> = table::all(&self.db)?;
        items.retain(|item| {
            knots.items.contains(&item.id) || links.iter().any(|link| link.item == Some(item.id))
        });
        Ok(items)
    }

    fn notes_of(&self, knots: &Knots) -> Result<Vec<NoteView>, Failure> {
        let mut notes = notes::all(&self.db, &NoteFilter::default())?;
        notes.retain(|view| {
            knots.hold(Subject::Note(view.note.id), &view.note.origin)
                || knots.is_of_note(&view.note)
        });
        notes::told_without(&self.db, &self.rules.needs, notes)
    }

    fn actions_of(&self, knots: &Knots) -> Result<Vec<ActionView>, Failure> {
        let mut actions = actions::all(&self.db, &ActionFilter::default())?;
        actions.retain(|view| {
            knots.is_of_action(&view.action)
                || knots.hold(Subject::Action(view.action.id), &view.action.origin)
        });
        Ok(actions)
    }

    /// What became of what each action was for.
    fn results_of(&mut self, actions: &[ActionView]) -> Result<Vec<Effect>, Failure> {
        let mut aims = Vec::new();
        for view in actions {
            let of = Subject::Action(view.action.id);
            aims.extend(aims::of_subject(&self.db, of)?);
        }
        self.desk()?.effect_of(&aims)
    }

    fn desk(&mut self) -> Result<Desk<'_>, Failure> {
        self.resident.desk(&self.db, &self.rules)
    }
}
