//! The facts that every screen may see: the room, the period, the meeting, who types, how it looks.
//! Must not know any screen, nor ask for anything.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use crate::domain::agenda::{Agenda, Section};
use crate::domain::calendar::Calendar;
use crate::domain::change::{Field, Subject};
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::ids::{ChangeId, MeetingId, OwnerId};
use crate::domain::known::KnownSince;
use crate::domain::meeting::MeetingView;
use crate::domain::metrics::Dimension;
use crate::domain::money::{Cents, Money};
use crate::domain::note::NoteKind;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::keys::Keymap;

use super::place::ScreenKind;
use super::room::RoomPart;

/// A meeting to start without asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// When the room must be empty.
    pub until: Option<Moment>,
    /// Whether it is a rehearsal: its file is a copy that nobody keeps.
    pub rehearse: bool,
}

/// The meeting this terminal sits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Which.
    pub meeting: MeetingId,
    /// Whether its clock is moved from here; else this terminal only follows it.
    pub moves: bool,
    /// Whether it is a rehearsal, which keeps nothing.
    pub rehearsal: bool,
}

/// Time as the messages brought it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// Now.
    pub now: Moment,
    /// Today.
    pub today: Day,
    /// Local offset from UTC in seconds.
    pub utc_offset: i32,
}

/// A background's brightness, or no colours at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Light text on a dark background.
    #[default]
    Dark,
    /// Dark text on a light background.
    Light,
    /// No colours.
    Mono,
}

/// How things are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The terminal's background.
    pub tone: Tone,
    /// Presenter view: one idea at a time.
    pub presenter: bool,
    /// Names are masked.
    pub masked: bool,
    /// They are being masked, or shown again: until the room says so, nothing of it is drawn.
    pub veiled: bool,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Look {
    /// Rows a list moves by with a page key.
    pub fn page(self) -> usize {
        usize::from(self.height).saturating_sub(10).max(3)
    }
}

/// For so many seconds what was said stays on the screen; the next key takes it away before.
pub const STAYS: i64 = 8;

/// What was said to the person: the last of it for a while, errors until read, and all of it as a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// What was said last: `saved`, `Dana tagged 3`; empty when that was long enough ago.
    pub status: String,
    /// When it goes.
    pub until: Option<Moment>,
    /// How far a long job is; empty when none runs.
    pub progress: String,
    /// The failure that still waits to be read.
    pub unread: Option<Failure>,
    /// Everything said, oldest first, with its moment; `true` for failures.
    pub log: Vec<(Moment, bool, String)>,
}

impl Messages {
    /// What is on the screen now: how far a long job is, else what was said last.
    pub fn shown(&self) -> &str {
        match self.progress.as_str() {
            "" => &self.status,
            progress => progress,
        }
    }

    /// Takes away what was said last.
    pub fn fade(&mut self) {
        self.status.clear();
        self.until = None;
    }
}

/// The model's facts that every screen may see.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// What the room holds, and who else is in it.
    pub room: RoomPart,
    /// The period under review; `None` until the room has answered.
    pub period: Option<Period>,
    /// The month that was left for a longer period.
    pub left: Option<Period>,
    /// The meeting that is under way here.
    pub sitting: Option<Sitting>,
    /// Who types.
    pub person: String,
    /// This process.
    pub process: i64,
    /// Time.
    pub time: Time,
    /// How things are shown.
    pub look: Look,
    /// What was said.
    pub messages: Messages,
    /// Section minutes and presenters of a new meeting.
    pub agenda: Agenda,
    /// When fiscal years and weeks begin.
    pub calendar: Calendar,
    /// The keys.
    pub keymap: Keymap,
    /// The screen under the overlays.
    pub screen: ScreenKind,
    /// A meeting waits to be started as soon as the room has answered.
    pub start: Option<Start>,
    /// Who is here, before the meeting that will keep it.
    pub here: BTreeSet<OwnerId>,
    /// Lines that were left with Esc, or refused by the store.
    pub drafts: HashMap<Draft, String>,
    /// What was typed for a field of something and refused, as somebody else had changed it: it stands in the line when
    /// that opens again.
    pub refused: HashMap<(Subject, Field), String>,
    /// The meeting whose minutes are asked about: the last one ended or looked at.
    pub minutes_of: Option<MeetingId>,
    /// The last journal row seen.
    pub seen: ChangeId,
}

/// A line that is being written down, by what it becomes: its text is kept until the store has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Draft {
    /// A note, question, decision or reason for having no action.
    Note(NoteKind),
    /// An action.
    Action,
    /// A new mark.
    Mark,
    /// Other days and words for a mark.
    MarkEdited,
}

impl Shared {
    /// Says something for a while, and keeps it in the log.
    pub fn say(&mut self, words: impl Into<String>) {
        self.hint(words);
        let words = self.messages.status.clone();
        self.messages.log.push((self.time.now, false, words));
    }

    /// Says for a while what is worth no line in the log.
    pub fn hint(&mut self, words: impl Into<String>) {
        self.messages.status = words.into();
        self.messages.until = Some(self.time.now.plus(STAYS));
    }

    /// Keeps a failure on the screen until it is read; once, if it is the same again and again.
    pub fn fail(&mut self, failure: Failure) {
        let is_said = |unread: &Failure| {
            *unread == failure || unread.is_not_saved() && unread.why() == failure.message
        };
        if self.messages.unread.as_ref().is_some_and(is_said) {
            return;
        }
        let words = failure.to_string();
        self.messages.log.push((self.time.now, true, words));
        self.messages.unread = Some(failure);
    }

    /// Money in whole units with the room's sign; `...` before the room has answered.
    pub fn money(&self, amount: Cents) -> String {
        match self.room.facts {
            Some(_) => self.amounts().whole(amount),
            None => "...".to_owned(),
        }
    }

    /// How the room's amounts are written.
    pub fn amounts(&self) -> Money<'_> {
        let facts = self.room.facts.as_ref();
        Money::of(facts.and_then(|room| room.extent.currency.as_ref()))
    }

    /// Looks at a period; a month that is left for a longer one is what one comes back to.
    pub fn look_at(&mut self, period: Period) {
        let is_month = |period: &Period| matches!(period, Period::Month { .. });
        if !is_month(&period) {
            self.left = self.period.filter(is_month).or(self.left);
        }
        self.period = Some(period);
    }

    /// The month to come back to from a longer period: the one left for it, else the last that is told of.
    pub fn month_of(&self, period: Period) -> Option<Period> {
        let within =
            |month: &Period| period.first() <= month.first() && month.last() <= period.last();
        let newest = || Some(self.room.facts.as_ref()?.extent.default_period);
        self.left.filter(within).or_else(|| newest().filter(within))
    }

    /// Since when losses are known; `None` before that is.
    pub fn known(&self) -> Option<KnownSince> {
        let facts = self.room.facts.as_ref();
        facts.and_then(|room| room.extent.known)
    }

    /// Whether the data has all days of a period; so it is taken to be before that is known.
    pub fn is_over(&self, period: Period) -> bool {
        let facts = self.room.facts.as_ref();
        facts.is_none_or(|room| room.extent.is_over(period))
    }

    /// In one line, why nothing is told of a period, or less than of others.
    pub fn limit(&self, period: Period) -> Option<String> {
        let facts = self.room.facts.as_ref()?;
        facts.extent.limits(period).next()
    }

    /// What numbers can be broken down by.
    pub fn dimensions(&self) -> &[Dimension] {
        self.room.facts.as_ref().map_or(&[], |f| &f.dimensions)
    }

    /// Whether anything can be written.
    pub fn writes(&self) -> bool {
        self.room.read_only().is_none()
    }

    /// Keeps a line that was left or not stored, behind what is kept of its kind already.
    pub(super) fn keep(&mut self, draft: Draft, text: &str) {
        let kept = self.drafts.entry(draft).or_default();
        if !kept.is_empty() && !text.is_empty() {
            kept.push(' ');
        }
        kept.push_str(text);
    }

    /// A line of this kind that was left or not stored; empty without one.
    pub fn draft(&self, of: Draft) -> String {
        self.drafts.get(&of).cloned().unwrap_or_default()
    }

    /// The meeting under way here.
    pub fn meeting(&self) -> Option<&MeetingView> {
        self.room.meeting(self.sitting?.meeting)
    }

    /// The section the meeting is in.
    pub fn section(&self) -> Option<Section> {
        self.meeting().map(|m| m.meeting.clock.section)
    }

    /// The meeting whose minutes can be written: the one under way, else the last one looked at.
    pub fn minutes_of(&self) -> Option<MeetingId> {
        let under_way = self.sitting.map(|s| s.meeting);
        let newest = || self.room.meetings.as_ref()?.first().map(|m| m.meeting.id);
        under_way.or(self.minutes_of).or_else(newest)
    }

    /// The way of counting that the meeting under way was started with.
    pub fn kept_profile(&self) -> Option<Profile> {
        self.meeting().map(|m| m.meeting.profile)
    }

    /// The way of counting: a meeting keeps the one it was started with, else it is the room's.
    pub fn profile(&self) -> Profile {
        let room = || self.room.facts.as_ref().map(|f| f.extent.profile);
        self.kept_profile().or_else(room).unwrap_or_default()
    }
}
