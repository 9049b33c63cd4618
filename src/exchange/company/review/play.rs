//! The past review turned into changes, one after the other, as if people had typed them.
//! Must not know where the room is kept.

use std::collections::BTreeMap;

use super::names::Names;
use super::{Deed, Doors, Entry, Linked, Noted, Promised};
use crate::domain::agenda::{Agenda, Section};
use crate::domain::change::{Author, Change, Field, Member, Record, Subject, Value};
use crate::domain::clock::Clock;
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::feedback::Mark;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::ids::{ActionId, LinkId, MeetingId};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::note::{Action, ActionStatus, Note, Origin};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::roadmap::Link;
use crate::domain::word::Word;

/// A review being played: the room, what is known of it, and where the meeting stands.
pub(super) struct Playing<'a> {
    room: &'a mut dyn Doors,
    names: Names,
    utc_offset: i32,
    author: Author,
    meeting: Option<MeetingId>,
    clock: Clock,
    actions: BTreeMap<String, ActionId>,
}

impl<'a> Playing<'a> {
    pub(super) fn new(room: &'a mut dyn Doors, utc_offset: i32) -> Result<Self, Failure> {
        let names = Names::read(room)?;
        Ok(Playing {
            room,
            names,
            utc_offset,
            author: Author {
                person: String::new(),
                at: Moment(0),
            },
            meeting: None,
            clock: Clock::default(),
            actions: BTreeMap::new(),
        })
    }

    /// Who types from here on, and when.
    pub(super) fn at(&mut self, at: Moment, person: &str) {
        self.author = Author {
            person: person.to_owned(),
            at,
        };
    }

    /// Does one thing.
    pub(super) fn perform(&mut self, deed: &Deed) -> Result<(), Failure> {
        match deed {
            Deed::Codebook(entries) => self.codebook(entries),
            Deed::Mark { mark, feedback } => self.mark(*mark, feedback),
            Deed::Pin(feedback) => self.pin(feedback),
            Deed::Start { period, present } => self.start(*period, present),
            Deed::Section(section) => self.section(*section),
            Deed::Discuss(theme) => self.discuss(theme),
            Deed::Link(link) => self.link(link),
            Deed::Note(note) => self.note(note),
            Deed::Action(action) => self.action(action),
            Deed::End {} => self.end(),
            Deed::Done(key) => self.done(key),
            Deed::Worked { action, answer } => self.worked(action, *answer),
        }
    }

    fn apply(&mut self, change: &Change) -> Result<Subject, Failure> {
        Ok(self.room.apply(&self.author, change)?.subject)
    }

    fn today(&self) -> Day {
        self.author.at.day(self.utc_offset)
    }

    fn sitting(&self) -> Result<MeetingId, Failure> {
        self.meeting.ok_or_else(|| {
            Failure::failed("the demo's past review speaks of a meeting before its start")
        })
    }

    fn codebook(&mut self, entries: &[Entry]) -> Result<(), Failure> {
        let mut changes = Vec::new();
        for entry in entries {
            let tag = Subject::Tag(self.names.tag(&entry.tag)?);
            changes.push(Change::set(tag, Field::Key, "", entry.key.as_str()));
            changes.push(Change::set(
                tag,
                Field::Description,
                "",
                entry.about.as_str(),
            ));
        }
        self.apply(&Change::All(changes)).map(drop)
    }

    fn mark(&mut self, mark: Mark, feedback: &[String]) -> Result<(), Failure> {
        self.each(feedback, Field::Mark, &Value::None, &mark.word().into())
    }

    fn pin(&mut self, feedback: &[String]) -> Result<(), Failure> {
        self.each(feedback, Field::Pinned, &0.into(), &1.into())
    }

    /// The same on several pieces of feedback, each a change of its own, as the tagging screen does it.
    fn each(
        &mut self,
        feedback: &[String],
        field: Field,
        was: &Value,
        now: &Value,
    ) -> Result<(), Failure> {
        for external in feedback {
            let subject = Subject::Feedback(self.names.feedback(external)?);
            self.apply(&Change::set(subject, field, was.clone(), now.clone()))?;
        }
        Ok(())
    }

    fn start(&mut self, period: Period, present: &[String]) -> Result<(), Failure> {
        let now = self.author.at;
        self.clock = Clock::default().sit_down(now);
        let meeting = Meeting {
            id: MeetingId(0),
            period,
            profile: Profile::default(),
            status: MeetingStatus::Running,
            started: now,
            utc_offset: self.utc_offset,
            agenda: Agenda::default(),
            clock: self.clock.clone(),
            frozen_start: None,
            frozen_end: None,
        };
        let subject = self.apply(&Change::add(Record::Meeting(meeting)))?;
        let Subject::Meeting(id) = subject else {
            return Err(Failure::failed(
                "starting the demo's past review: the room did not say which meeting it made",
            ));
        };
        self.meeting = Some(id);
        let today = self.today();
        let room = &mut *self.room;
        let frozen = AtStart::gather(
            id,
            period,
            Profile::default(),
            today,
            &mut |query: Query| room.ask(query),
        )?;
        let json = frozen.to_json()?;
        self.apply(&Change::set(subject, Field::FrozenStart, Value::None, json))?;
        let join = |owner| Change::Join(Member::Present { meeting: id, owner });
        let present = self.names.owners(present)?;
        self.apply(&Change::All(present.into_iter().map(join).collect()))
            .map(drop)
    }

    fn section(&mut self, section: Section) -> Result<(), Failure> {
        let next = self.clock.clone().go_to(section, self.author.at);
        let change = self.clock_to(next)?;
        self.apply(&change).map(drop)
    }

    /// The change that moves the stored clock; ours moves with it.
    fn clock_to(&mut self, next: Clock) -> Result<Change, Failure> {
        let json = |clock: &Clock| {
            serde_json::to_string(clock)
                .map_err(|error| Failure::failed(format!("writing the meeting's clock: {error}")))
        };
        let subject = Subject::Meeting(self.sitting()?);
        let change = Change::set(subject, Field::Clock, json(&self.clock)?, json(&next)?);
        self.clock = next;
        Ok(change)
    }

    fn discuss(&mut self, theme: &str) -> Result<(), Failure> {
        let member = Member::Discussed {
            meeting: self.sitting()?,
            theme: self.names.tag(theme)?,
        };
        self.apply(&Change::Join(member)).map(drop)
    }

    fn link(&mut self, link: &Linked) -> Result<(), Failure> {
        let item = link.item.as_deref().map(|key| self.names.item(key));
        let link = Link {
            id: LinkId(0),
            theme: self.names.tag(&link.theme)?,
            item: item.transpose()?,
            stance: link.stance,
            note: link.note.clone(),
            meeting: Some(self.sitting()?),
        };
        self.apply(&Change::add(Record::Link(link))).map(drop)
    }

    /// Where something is written: the section the clock is in, and what was selected.
    fn origin(&self, theme: Option<&str>, item: Option<&str>) -> Result<Origin, Failure> {
        Ok(Origin {
            meeting: Some(self.sitting()?),
            section: Some(self.clock.section),
            theme: theme.map(|name| self.names.tag(name)).transpose()?,
            item: item.map(|key| self.names.item(key)).transpose()?,
            ..Origin::default()
        })
    }

    fn note(&mut self, noted: &Noted) -> Result<(), Failure> {
        let origin = self.origin(noted.theme.as_deref(), noted.item.as_deref())?;
        let note = Note {
            kind: noted.kind,
            text: noted.text.clone(),
            person: self.author.person.clone(),
            at: self.author.at,
            origin: Origin {
                segment: noted.segment.clone(),
                ..origin
            },
            ..Note::default()
        };
        self.apply(&Change::add(Record::Note(note))).map(drop)
    }

    fn action(&mut self, promised: &Promised) -> Result<(), Failure> {
        let action = Action {
            what: promised.what.clone(),
            owner: Some(self.names.owner(&promised.owner)?),
            with: self.names.owners(&promised.with)?,
            due: Some(promised.due),
            effect: promised.effect.clone(),
            person: self.author.person.clone(),
            at: self.author.at,
            origin: self.origin(Some(&promised.theme), promised.item.as_deref())?,
            ..Action::default()
        };
        if let Subject::Action(id) = self.apply(&Change::add(Record::Action(action)))? {
            self.actions.insert(promised.key.clone(), id);
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Failure> {
        let id = self.sitting()?;
        let stopped = self.clock.clone().pause(self.author.at);
        let stop = self.clock_to(stopped)?;
        let today = self.today();
        let room = &mut *self.room;
        let frozen = AtEnd::gather(id, today, &mut |query: Query| room.ask(query))?;
        let subject = Subject::Meeting(id);
        let (running, ended) = (MeetingStatus::Running, MeetingStatus::Ended);
        let changes = vec![
            Change::set(subject, Field::Status, running.word(), ended.word()),
            stop,
            Change::set(subject, Field::FrozenEnd, Value::None, frozen.to_json()?),
        ];
        self.apply(&Change::All(changes)).map(drop)
    }

    fn known_action(&self, key: &str) -> Result<Subject, Failure> {
        let id = self.actions.get(key).copied().ok_or_else(|| {
            Failure::failed(format!(
                "the demo's past review speaks of an action `{key}` that nobody wrote down"
            ))
        })?;
        Ok(Subject::Action(id))
    }

    fn done(&mut self, key: &str) -> Result<(), Failure> {
        let action = self.known_action(key)?;
        let (open, done) = (ActionStatus::Open, ActionStatus::Done);
        let today = i64::from(self.today().0);
        let changes = vec![
            Change::set(action, Field::Status, open.word(), done.word()),
            Change::set(action, Field::Closed, Value::None, today),
        ];
        self.apply(&Change::All(changes)).map(drop)
    }

    fn worked(&mut self, key: &str, answer: bool) -> Result<(), Failure> {
        let action = self.known_action(key)?;
        let change = Change::set(action, Field::Worked, Value::None, i64::from(answer));
        self.apply(&change).map(drop)
    }
}
