//! The model: small parts that every screen may see, the screens' own states, and the overlays.
//! Must not know how it is drawn, nor carry anything out.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::domain::account::AccountBrief;
use crate::domain::agenda::Agenda;
use crate::domain::calendar::Calendar;
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::ids::{ChangeId, MeetingId, OwnerId};
use crate::domain::meeting::MeetingView;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::keys::{Command, Context, Keymap};

use super::meeting::Sitting;
use super::msg::{Effect, Place, Tag, Tone};
use super::room::RoomPart;
use super::screen::Screen;
use super::screens::{Kind, Layer, Screens};

/// What the outer edge knows before the room is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Who types.
    pub person: String,
    /// Today.
    pub today: Day,
    /// Now.
    pub now: Moment,
    /// Local offset from UTC in seconds.
    pub utc_offset: i32,
    /// Whether names are masked.
    pub masked: bool,
    /// The colours to begin with.
    pub tone: Tone,
    /// Section minutes and presenters of a new meeting.
    pub agenda: Agenda,
    /// When fiscal years and weeks begin.
    pub calendar: Calendar,
    /// This process, as presence knows it.
    pub process: i64,
    /// The period to look at; the room's default when `None`.
    pub period: Option<Period>,
    /// Start (or go on with) the meeting at once.
    pub start: Option<Start>,
}

/// A meeting to start without asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// When the room must be empty.
    pub until: Option<Moment>,
    /// Whether it is a rehearsal: its file is a copy that nobody keeps.
    pub rehearse: bool,
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

/// How things are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The terminal's background.
    pub tone: Tone,
    /// Presenter view: one idea at a time.
    pub presenter: bool,
    /// Names are masked.
    pub masked: bool,
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

/// What was said to the person: the footer's last words, errors until read, and all of it as a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// The footer's right end: `saved`, `Dana tagged 3`.
    pub status: String,
    /// How far a long job is; empty when none runs.
    pub progress: String,
    /// The failure that still waits to be read.
    pub unread: Option<Failure>,
    /// Everything said, oldest first, with its moment; `true` for failures.
    pub log: Vec<(Moment, bool, String)>,
}

/// The model's facts that every screen may see.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// What the room holds, and who else is in it.
    pub room: RoomPart,
    /// The period under review; `None` until the room has answered.
    pub period: Option<Period>,
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
    pub screen: Kind,
    /// A meeting waits to be started as soon as the room has answered.
    pub start: Option<Start>,
    /// Who is here, before the meeting that will keep it.
    pub here: BTreeSet<OwnerId>,
    /// Lines that were left with Esc, by what they were for.
    pub drafts: HashMap<&'static str, String>,
    /// The meeting whose minutes are asked about: the last one ended or looked at.
    pub minutes_of: Option<MeetingId>,
    /// The last journal row seen.
    pub seen: ChangeId,
}

/// Everything there is to draw.
#[derive(Debug, Default)]
pub struct Model {
    /// What every screen may see.
    pub shared: Shared,
    /// Each screen's own state.
    pub screens: Screens,
    /// Overlays, the topmost last, each with its number.
    pub layers: Vec<(u64, Layer)>,
    /// Whether anything has changed since the last drawing.
    pub changed: bool,
    /// A meeting whose clock was moved here, and how many of its moves the store has not answered.
    pub(super) moving: Option<(MeetingId, u32)>,
    /// Whether a meeting left running was already looked for.
    pub(super) greeted: bool,
    /// Whether Ctrl-Z was pressed once in a running meeting.
    pub(super) suspend_asked: bool,
    asked: HashMap<(Place, &'static str), u64>,
    serial: u64,
}

impl Model {
    /// A model before anything has been answered.
    pub fn new(setup: Setup) -> Model {
        let shared = Shared {
            period: setup.period,
            person: setup.person,
            process: setup.process,
            time: Time {
                now: setup.now,
                today: setup.today,
                utc_offset: setup.utc_offset,
            },
            look: Look {
                tone: setup.tone,
                masked: setup.masked,
                width: 80,
                height: 24,
                ..Look::default()
            },
            agenda: setup.agenda,
            calendar: setup.calendar,
            keymap: Keymap::built_in(),
            start: setup.start,
            ..Shared::default()
        };
        Model {
            shared,
            changed: true,
            ..Model::default()
        }
    }

    /// The topmost overlay, else the screen.
    pub fn front(&self) -> &dyn Screen {
        match self.layers.last() {
            Some((_, layer)) => layer.get(),
            None => self.screens.get(self.shared.screen),
        }
    }

    /// Where the front is.
    pub fn front_place(&self) -> Place {
        match self.layers.last() {
            Some((id, _)) => Place::Layer(*id),
            None => Place::Screen(self.shared.screen),
        }
    }

    /// The screen under all overlays.
    pub fn screen(&self) -> &dyn Screen {
        self.screens.get(self.shared.screen)
    }

    /// The context keys are looked up in now.
    pub fn context(&self) -> Context {
        self.front().context()
    }

    /// Whether a command is possible now.
    pub fn can(&self, command: Command) -> bool {
        self.front()
            .can(command, &self.shared)
            .unwrap_or_else(|| super::commands::can(self, command))
    }

    /// A question with a fresh serial, which outdates the one before in its slot.
    pub(super) fn ask(&mut self, place: Place, slot: &'static str, query: Query) -> Effect {
        let tag = self.await_answer(place, slot);
        Effect::Ask { tag, query }
    }

    /// A tag whose answer is waited for, and outdates the one before in its slot.
    pub(super) fn await_answer(&mut self, place: Place, slot: &'static str) -> Tag {
        let tag = self.tag(place, slot);
        self.asked.insert((place, slot), tag.serial);
        tag
    }

    /// A tag with a fresh serial.
    pub(super) fn tag(&mut self, place: Place, slot: &'static str) -> Tag {
        self.serial += 1;
        Tag {
            place,
            slot,
            serial: self.serial,
        }
    }

    /// A number for a new overlay.
    pub(super) fn number(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Whether an answer is still waited for.
    pub(super) fn waits_for(&self, tag: Tag) -> bool {
        self.asked.get(&(tag.place, tag.slot)) == Some(&tag.serial)
    }
}

impl Shared {
    /// Puts words at the footer's right end, and into the log.
    pub fn say(&mut self, words: impl Into<String>) {
        let words = words.into();
        self.messages
            .log
            .push((self.time.now, false, words.clone()));
        self.messages.status = words;
    }

    /// Keeps a failure on the screen until it is read.
    pub fn fail(&mut self, failure: Failure) {
        self.messages
            .log
            .push((self.time.now, true, failure.to_string()));
        self.messages.unread = Some(failure);
    }

    /// Money in whole units with the room's sign; `...` before the room has answered.
    pub fn money(&self, amount: crate::domain::money::Cents) -> String {
        match &self.room.facts {
            Some(room) => match &room.currency {
                Some(currency) => currency.whole(amount),
                None => amount.whole(),
            },
            None => "...".to_owned(),
        }
    }

    /// A customer's words, or any text that may name one, as they may be shown now.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match (&self.room.mask, self.look.masked) {
            (_, false) => Cow::Borrowed(text),
            (Some(mask), true) => mask.text(text),
            (None, true) => Cow::Borrowed("..."),
        }
    }

    /// An account's name as it may be shown now.
    pub fn name<'a>(&self, name: &'a str, alias: &'a str) -> &'a str {
        if self.look.masked { alias } else { name }
    }

    /// An account in short, by the name that may be shown now.
    pub fn account<'a>(&self, account: &'a AccountBrief) -> &'a str {
        self.name(&account.name, &account.alias)
    }

    /// The meeting under way here.
    pub fn meeting(&self) -> Option<&MeetingView> {
        self.room.meeting(self.sitting?.meeting)
    }

    /// The way of counting that the meeting under way was started with.
    pub fn kept_profile(&self) -> Option<Profile> {
        self.meeting().map(|m| m.meeting.profile)
    }

    /// The way of counting: a meeting keeps the one it was started with, else it is the room's.
    pub fn profile(&self) -> Profile {
        let room = || self.room.facts.as_ref().map(|f| f.profile);
        self.kept_profile().or_else(room).unwrap_or_default()
    }
}
