//! The model: what every screen may see, the screens' own states, the overlays, and what is waited for.
//! Must not know how it is drawn, nor carry anything out.

use std::collections::VecDeque;
use std::mem::Discriminant;

use hashbrown::HashMap;

use crate::domain::agenda::Agenda;
use crate::domain::calendar::Calendar;
use crate::domain::change::Applied;
use crate::domain::day::{Day, Moment};
use crate::domain::ids::MeetingId;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};
use crate::keys::{Command, Context, Keymap};

use super::cx::Reply;
use super::msg::Msg;
use super::place::{Place, Ticket};
use super::possible;
use super::room::RoomPart;
use super::screen::Screen;
use super::screens::{Layer, Screens};
use super::shared::{Look, Messages, Shared, Start, Time, Tone};

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
    /// Questions whose answers are waited for.
    pub(super) asked: Vec<Waiting>,
    /// What is done once a change went through or was refused, by the serial of its ticket.
    pub(super) changing: HashMap<u64, Reply<Option<Applied>>>,
    /// What waits for a room to be opened anew.
    pub(super) waits: Option<ForRoom>,
    /// What was typed while keys had to wait.
    pub(super) typed_ahead: VecDeque<Msg>,
    serial: u64,
}

/// A command that waits for a room to be opened anew, and to answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct ForRoom {
    pub(super) command: Command,
    /// The line it opens is sent at once: somebody has done so.
    pub(super) sends: bool,
    /// It is open; what it holds is not known yet.
    pub(super) is_open: bool,
    /// Before it was, words were refused, and somebody may not have read that yet.
    pub(super) unsaved: bool,
}

/// A question whose answer is waited for.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) ticket: Ticket,
    /// The kind of question; `None` for a list to be held against the room.
    pub(super) of: Option<Discriminant<Query>>,
    pub(super) reply: Reply<Answer>,
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

    /// Forgets all that the room said, and what waits for it to say more.
    pub(super) fn forget(&mut self) {
        self.screens = Screens::default();
        for (draft, text) in self.layers.drain(..).filter_map(|(_, layer)| layer.draft()) {
            self.shared.keep(draft, &text);
        }
        self.asked.clear();
        self.changing.clear();
        self.moving = None;
        self.shared.messages = Messages::default();
        self.shared.room = RoomPart {
            others: self.shared.room.others.take(),
            ..RoomPart::default()
        };
    }

    /// Whether keys have to wait: for a room to be opened, or for what the front still asks for.
    pub(super) fn holds_keys(&self) -> bool {
        let front = self.front_place();
        let mut asked = self.asked.iter();
        let asked = asked.any(|waiting| waiting.ticket.place == front);
        self.waits.is_some() || asked && self.front().waits()
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
        possible::can(self.front(), &self.shared, command)
    }

    /// A fresh ticket.
    pub(super) fn ticket(&mut self, place: Place) -> Ticket {
        let (serial, nth) = (self.number(), 0);
        Ticket { place, serial, nth }
    }

    /// A number that nothing had before: for a ticket, or a new overlay.
    pub(super) fn number(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }
}

impl Waiting {
    /// Whether a question outdates this one.
    pub(super) fn is_outdated_by(&self, ticket: Ticket, of: Option<Discriminant<Query>>) -> bool {
        let own = &self.ticket;
        (own.place, own.nth, self.of) == (ticket.place, ticket.nth, of)
    }
}
