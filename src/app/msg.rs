//! What happens to the model and what it wants done: messages in, tasks out. Plain data.
//! Must not know who sends the one or performs the other.

use crate::domain::change::{Applied, Change, JournalRow};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::ids::{FeedbackId, MeetingId};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{Answer, Query};
use crate::keys::{Chord, Command};

use super::looked::Looked;
use super::place::Ticket;
use super::room::Others;
use super::shared::Tone;

/// What a mouse click hit, as the drawing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hit {
    /// A row of the list that has the focus, counted from its first.
    Row(usize),
    /// A command shown on the screen.
    Run(Command),
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The room was opened: ask for what the first screen shows.
    Opened,
    /// A key.
    Chord(Chord),
    /// A text pasted whole.
    Paste(String),
    /// A click.
    Click(Hit),
    /// The wheel: rows down, negative for up.
    Scroll(i32),
    /// The terminal's size in columns and rows.
    Resize(u16, u16),
    /// It is now this late. Sent before every key, and each second in a meeting.
    Tick(Moment),
    /// A query was answered.
    Answered(Ticket, Result<Answer, Failure>),
    /// A change went through or did not.
    Applied(Ticket, Result<Applied, Failure>),
    /// The journal grew: own changes and those of other terminals.
    Fed(Vec<JournalRow>),
    /// Who has the room open, this process left out.
    Others(Others),
    /// The text edited outside, or `None` when it was left as it was.
    Edited(Option<String>),
    /// From here on the room answers with names masked, or as they are.
    Masked,
    /// A long job says how far it is; empty when it is over.
    Progress(String),
    /// Files were looked at, with what was typed.
    Looked(Vec<String>, Result<Looked, Failure>),
    /// A text for the clipboard was made, with what it is.
    Made(&'static str, Result<String, Failure>),
    /// A job outside the journal is done, in words.
    Finished(Result<String, Failure>),
    /// The terminal's background is known.
    Background(Tone),
    /// The file fails its own check: nothing more is written.
    Unsound(Failure),
    /// The file that was opened is not there any more, or holds something else: nothing more is written into it.
    Lost(Failure),
    /// What lies there now was opened, or cannot be.
    OpenedAnew(Result<(), Failure>),
}

impl Msg {
    /// Whether it says what the room holds, so that it may name customers.
    pub(super) fn is_the_rooms(&self) -> bool {
        match self {
            Msg::Answered(..) | Msg::Applied(..) | Msg::Fed(_) | Msg::Others(_) => true,
            Msg::Progress(_) | Msg::Made(..) | Msg::Finished(_) | Msg::Looked(..) => true,
            Msg::Opened | Msg::Chord(_) | Msg::Paste(_) | Msg::Click(_) | Msg::Scroll(_) => false,
            Msg::Resize(..) | Msg::Tick(_) | Msg::Edited(_) | Msg::Masked => false,
            Msg::Background(_) | Msg::Unsound(_) | Msg::Lost(_) | Msg::OpenedAnew(_) => false,
        }
    }
}

/// What the room's worker is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Answer this.
    Ask {
        /// Where the answer goes.
        ticket: Ticket,
        /// The question.
        query: Query,
    },
    /// Hold somebody's list of losses against the room.
    Against {
        /// Where the answer goes.
        ticket: Ticket,
        /// The file as typed.
        path: String,
        /// The period.
        period: Period,
        /// How the room's losses are counted; `None` the way the room has chosen.
        profile: Option<Profile>,
    },
    /// Carry this out.
    Apply {
        /// Where the outcome goes.
        ticket: Ticket,
        /// Who does it.
        person: String,
        /// What.
        change: Change,
    },
    /// Say who sits here and which meeting's clock is moved from here, again and again from now on.
    Beat {
        /// Who types.
        person: String,
        /// The meeting whose clock this process moves.
        meeting: Option<MeetingId>,
    },
    /// Claim the first of these texts that are nobody else's; the answer says which.
    Claim {
        /// Where the answer goes.
        ticket: Ticket,
        /// The text in front, and those after it.
        texts: Vec<FeedbackId>,
    },
    /// Freeze a meeting's numbers, at its start or at its end.
    Freeze {
        /// Who does it.
        person: String,
        /// The meeting.
        meeting: MeetingId,
        /// Whether it is the end's numbers.
        end: bool,
    },
    /// Look at files, before anything of them is written.
    LookAtFiles {
        /// Who asks.
        person: String,
        /// Their paths and what is said of them, as typed.
        words: Vec<String>,
    },
    /// Import files, in import order.
    ImportFiles {
        /// Who does it.
        person: String,
        /// Their paths and what is said of them, as typed.
        words: Vec<String>,
    },
    /// Write a meeting's minutes.
    WriteMinutes {
        /// The meeting.
        meeting: MeetingId,
        /// The file.
        path: String,
    },
    /// Make the half page of a meeting, for the clipboard.
    MakeHalfPage(MeetingId),
    /// Answer with names masked from now on, or as they are.
    Mask(bool),
    /// Somebody found the file damaged: look whether it is, and then write nothing from now on.
    Unsound,
    /// Open what lies now where the room's file was.
    OpenAnew,
}

/// Everything the model can want done.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Work on the room.
    Work(Job),
    /// Put a text on the clipboard.
    Copy(String),
    /// Edit a text in `$EDITOR`.
    EditOutside(String),
    /// Stop the process until `fg`.
    Suspend,
    /// Draw everything again.
    Redraw,
    /// Go no further with the files that are being read.
    StopReading,
    /// Leave.
    Quit,
}
