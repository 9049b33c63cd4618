//! What can be opened above a screen, as plain values: a screen asks for an overlay without knowing it.
//! Must not know what any overlay does.

use derive_more::From;

use crate::domain::behind::What;
use crate::domain::change::Subject;
use crate::domain::figure::Figure;
use crate::domain::given::Taken;
use crate::domain::ids::{AccountId, FeedbackId, MeetingId, RoadmapId};
use crate::domain::marks::DayMark;
use crate::domain::metrics::{Dimension, Metrics};
use crate::domain::note::{NoteKind, Origin};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{Query, QueueOf};
use crate::domain::themes::ThemeRow;

use crate::app::looked::Looked;
use crate::app::picked::PickedAccounts;
use crate::app::place::Place;

use super::question::{LetterQuestion, Offer, Prompt};

/// Accounts behind a number of a period.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// Those lost for a row of the Why screen, by what it is called; all of them without one.
    Row(Option<ThemeRow>, String),
    /// Those behind the first of some numbers that belong together.
    Numbers(Vec<What>),
    /// The same, in one cell of a breakdown.
    Cell(Vec<What>, Dimension, String),
}

/// Whose meaning is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The period.
    pub period: Period,
    /// The figure to begin at.
    pub figure: Option<Figure>,
    /// The cell of a breakdown; `None` for all accounts.
    pub cell: Option<(Dimension, String)>,
    /// The numbers that are on the screen: a meeting's frozen ones stand for its own profile.
    pub kept: Option<Box<Metrics>>,
}

impl Meaning {
    /// Of the figures of a period.
    pub fn of(period: Period) -> Meaning {
        Meaning {
            period,
            figure: None,
            cell: None,
            kept: None,
        }
    }
}

/// The quotes behind a row of the Why screen.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotesBehind {
    /// The period.
    pub period: Period,
    /// The row.
    pub row: ThemeRow,
    /// What the row is called.
    pub of: String,
    /// The quote to begin at.
    pub at: Option<FeedbackId>,
}

/// A text whose likes are shown, with the queue it stands in.
#[derive(Debug)]
pub struct Like {
    pub of: FeedbackId,
    /// What it says: where others read alike, in what they differ is seen.
    pub text: String,
    /// The period of the queue; `None` for all there is.
    pub period: Option<Period>,
    /// What narrows the queue.
    pub words: String,
    /// Whether all others of the queue are meant, however they read.
    pub whole: bool,
    /// Whose queue it is.
    pub place: Place,
    /// What they are to get: the names of tags and marks.
    pub does: String,
}

impl Like {
    /// The question for its likes.
    pub fn query(&self) -> Query {
        Query::Alike {
            of: self.of,
            period: self.period,
            words: self.words.clone(),
            whole: self.whole,
        }
    }
}

/// An overlay to open.
#[derive(Debug, From)]
pub enum Open {
    /// A list of losses in a file, held against the room.
    Against(Period, String),
    /// How far two who tagged blind agree, for the screen that settles where they do not.
    Agreement(Place),
    /// The texts that read like one.
    #[from]
    Alike(Like),
    /// The accounts behind a number.
    Behind(Period, Basis),
    /// The texts of the tagging queue after one.
    Coming(Like),
    /// Files that are being read, as typed.
    Reading(Vec<String>),
    /// How files would be read.
    #[from]
    Receipt(Box<Looked>),
    /// What figures mean.
    #[from]
    Definition(Meaning),
    /// The question before a meeting ends.
    Ending(MeetingId),
    /// The question before a meeting of a period.
    Begin(Period),
    /// A question with a few answers.
    #[from]
    Confirm(LetterQuestion),
    /// One of several.
    #[from]
    Pick(Offer),
    /// A line of text.
    #[from]
    Line(Prompt),
    /// A line that becomes a note of a kind.
    Note(NoteKind, Origin),
    /// A line that becomes an action, with the accounts it may be for.
    Action(Origin, Option<Box<PickedAccounts>>),
    /// A line that becomes a mark, or changes one.
    Mark(Option<Box<DayMark>>),
    /// All quotes behind a row.
    #[from]
    Quotes(QuotesBehind),
    /// A way of counting held against the room's own.
    Reconcile(Period, Profile),
    /// An account's story, from a piece of its words on.
    Story(AccountId, Option<FeedbackId>),
    /// What may be taken as a list, of a queue of a screen.
    Taking(Taken, QueueOf, Place),
    /// The thread of a thing.
    Thread(Subject),
    /// Whom a roadmap item could win back.
    WinBack(RoadmapId),
}
