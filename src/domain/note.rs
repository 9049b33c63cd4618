//! What the room writes down: notes, open questions, decisions, "no action, because", and actions.
//! Must not know screens: where a thing was written is an `Origin`, plain data.

mod decided;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::agenda::Section;
use super::day::{Day, Moment};
use super::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use super::ids::{
    AccountId, ActionId, FeedbackId, MeetingId, NoteId, OwnerId, RoadmapId, RoomSalt, TagId,
};
use super::period::Period;
use super::roadmap::Owner;
use super::says::RoomSays;
use super::subject::Subject;
use super::word::words;

pub use decided::{before, is_on_the_same};

/// Where something was written: what ran, was shown and was selected then. The thread from it back to the quote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Origin {
    pub meeting: Option<MeetingId>,
    pub section: Option<Section>,
    pub theme: Option<TagId>,
    pub account: Option<AccountId>,
    pub feedback: Option<FeedbackId>,
    pub item: Option<RoadmapId>,
    /// The cell of a breakdown, as `plan=Team`; empty when none.
    pub segment: String,
}

/// What kind of note it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum NoteKind {
    /// A note; in section Target a target note.
    #[default]
    Note,
    /// An open question: typed with a leading `?`.
    Question,
    /// A decision.
    Decision,
    /// Why a discussed theme has no action.
    NoAction,
}

impl Plain for NoteKind {}

impl Plain for Origin {
    fn words(&mut self) -> Vec<&mut String> {
        vec![&mut self.segment]
    }
}

/// A sentence somebody wrote down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Note {
    pub id: NoteId,
    pub kind: NoteKind,
    pub text: String,
    /// Who typed it.
    pub person: String,
    pub at: Moment,
    /// The answer to an open question, or of whom a decision is asked; empty while it is open.
    pub answer: String,
    /// Who decided, where somebody said so: whoever typed it is another matter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decided_by: String,
    /// What was rejected in its favour.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rejected: String,
    /// Who objected, and why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dissent: String,
    /// Whom a decision is asked of, who was not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<OwnerId>,
    /// The day they are asked to answer by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    pub origin: Origin,
}

impl Note {
    /// Whether it waits for an answer: an open question, or a decision that is asked of somebody.
    pub fn waits(&self) -> bool {
        let asks = match self.kind {
            NoteKind::Question => true,
            NoteKind::Decision => self.asked.is_some(),
            NoteKind::Note | NoteKind::NoAction => false,
        };
        asks && self.answer.is_empty()
    }
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ActionStatus {
    /// Still to do.
    #[default]
    Open,
    /// Done; whether it worked is `worked`.
    Done,
    /// Dropped: the team decided not to do it.
    Dropped,
}

impl Plain for ActionStatus {}

/// Who does what by when, and did it work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Action {
    pub id: ActionId,
    pub what: String,
    /// Who answers for it.
    pub owner: Option<OwnerId>,
    /// Who helps.
    pub with: Vec<OwnerId>,
    pub due: Option<Day>,
    pub status: ActionStatus,
    /// The day it was done or dropped.
    pub closed: Option<Day>,
    /// The effect looked for, in words.
    pub effect: String,
    /// The team's answer next month: did it work?
    pub worked: Option<bool>,
    /// How the room itself says that it went: kept apart from what is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<RoomSays>,
    /// Who said so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said_by: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_on: Option<Day>,
    /// The last review that found it open from before and kept it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<MeetingId>,
    /// Why it was kept once more, or dropped.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Who typed it.
    pub person: String,
    pub at: Moment,
    /// Where it came from; its theme is what it is meant to move.
    pub origin: Origin,
}

impl Action {
    /// What the room itself says of it once it is closed: `room: worked, Dana, 3 Nov`.
    pub fn room_says(&self) -> Option<String> {
        let said = self.said.map(RoomSays::words);
        let said = said.or(match self.worked {
            Some(true) => Some("worked"),
            Some(false) => Some("did not work"),
            None => None,
        });
        let Some(said) = said else {
            let done = self.status == ActionStatus::Done;
            return done.then(|| "room: no answer yet".to_owned());
        };
        let by = Some(self.said_by.as_str()).filter(|by| !by.is_empty());
        let on = self.said_on.map(Day::short);
        let more = by.map(str::to_owned).into_iter().chain(on);
        Some(more.fold(format!("room: {said}"), |all, one| format!("{all}, {one}")))
    }
}

/// A note with the names its origin points to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct NoteView {
    /// The note.
    pub note: Note,
    /// Where it came from, named.
    pub from: OriginNames,
    /// Whom it is asked of, with team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Owner>,
    /// The teams that such a decision needs, of which nobody was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
}

/// An action with the names it points to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ActionView {
    /// The action.
    pub action: Action,
    /// Who answers for it, with team.
    pub owner: Option<Owner>,
    /// Who helps.
    pub with: Vec<Owner>,
    /// Where it came from, named.
    pub from: OriginNames,
    /// How many meetings since its own have found it open.
    pub carried: u64,
    /// What the journal has of it; `None` where that was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<ActionChanges>,
}

impl ActionView {
    /// How many reviews have had it before them: the one it was written in is the first.
    pub fn times(&self) -> u64 {
        self.carried + u64::from(self.action.origin.meeting.is_some())
    }
}

/// How often an action was changed since it was written, and when last, and which room it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ActionChanges {
    /// How often.
    pub times: u64,
    /// When last.
    pub last: Moment,
    /// What the ids of its room differ from those of others by.
    #[serde(default)]
    pub room: RoomSalt,
}

/// An origin in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct OriginNames {
    pub section: Option<Section>,
    pub period: Option<Period>,
    pub theme: Option<String>,
    pub account: Option<String>,
    /// The account's id; `None` of meetings of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    pub alias: Option<String>,
    /// The roadmap item's key.
    pub item: Option<String>,
    /// The words of the feedback, shortened.
    pub quote: Option<String>,
    pub segment: String,
}

#[rustfmt::skip]
impl Thing for Note {
    const FIELDS: &'static [FieldOf<Note>] = &[
        row(is(Field::Kind, "kind", Holds::Words(words::<NoteKind>(), false), "the kind"), |n| &n.kind, |n| &mut n.kind),
        row(is(Field::Text, "text", Holds::Name, "the words").typed("text", "The words"), |n| &n.text, |n| &mut n.text),
        row(is(Field::Answer, "answer", Holds::Text, "the answer"), |n| &n.answer, |n| &mut n.answer),
        row(is(Field::DecidedBy, "decided_by", Holds::Text, "who decided").typed("decided-by", "Who decided, by name or team"), |n| &n.decided_by, |n| &mut n.decided_by),
        row(is(Field::Rejected, "rejected", Holds::Text, "what was rejected").typed("rejected", "What was rejected"), |n| &n.rejected, |n| &mut n.rejected),
        row(is(Field::Dissent, "dissent", Holds::Text, "the dissent").typed("dissent", "Who objected, and why"), |n| &n.dissent, |n| &mut n.dissent),
        row(is(Field::Asked, "asked", Holds::Points(|id| Subject::Owner(id.into())), "whom it is asked of").typed("ask", "Who is asked for it, who was not there"), |n| &n.asked, |n| &mut n.asked),
        row(is(Field::Due, "due", Holds::Day, "the day to answer by").typed("by", "The day they are asked to answer by"), |n| &n.due, |n| &mut n.due),
        row(is(Field::Person, "person", Holds::Name, "who typed it").fixed(), |n| &n.person, |n| &mut n.person),
        row(is(Field::At, "at", Holds::Whole, "when it was typed").fixed(), |n| &n.at, |n| &mut n.at),
        row(is(Field::Origin, "origin", Holds::Origin, "the origin"), |n| &n.origin, |n| &mut n.origin),
    ];
}

/// Who helps is a set and not among them: joining and leaving it never conflict.
#[rustfmt::skip]
impl Thing for Action {
    const FIELDS: &'static [FieldOf<Action>] = &[
        row(is(Field::What, "what", Holds::Name, "the words").typed("what", "What is to be done"), |a| &a.what, |a| &mut a.what),
        row(is(Field::Owner, "owner", Holds::Points(|id| Subject::Owner(id.into())), "the owner").typed("owner", "Who answers for it"), |a| &a.owner, |a| &mut a.owner),
        row(is(Field::Due, "due", Holds::Day, "the due day").typed("due", "The day it is due"), |a| &a.due, |a| &mut a.due),
        row(is(Field::Status, "status", Holds::Words(words::<ActionStatus>(), false), "the status"), |a| &a.status, |a| &mut a.status),
        row(is(Field::Closed, "closed", Holds::Day, "the closing day"), |a| &a.closed, |a| &mut a.closed),
        row(is(Field::Effect, "effect", Holds::Text, "the effect looked for").typed("effect", "The effect looked for"), |a| &a.effect, |a| &mut a.effect),
        row(is(Field::Worked, "worked", Holds::MaybeFlag, "whether it worked"), |a| &a.worked, |a| &mut a.worked),
        row(is(Field::Said, "said", Holds::Words(words::<RoomSays>(), true), "what the room says"), |a| &a.said, |a| &mut a.said),
        row(is(Field::SaidBy, "said_by", Holds::Text, "who says it"), |a| &a.said_by, |a| &mut a.said_by),
        row(is(Field::SaidOn, "said_on", Holds::Day, "when it was said"), |a| &a.said_on, |a| &mut a.said_on),
        row(is(Field::Kept, "kept", Holds::Points(|id| Subject::Meeting(id.into())), "the review that kept it").open(), |a| &a.kept, |a| &mut a.kept),
        row(is(Field::Because, "because", Holds::Text, "why it was kept or dropped").typed("because", "Why it was kept or dropped"), |a| &a.because, |a| &mut a.because),
        row(is(Field::Person, "person", Holds::Name, "who typed it").fixed(), |a| &a.person, |a| &mut a.person),
        row(is(Field::At, "at", Holds::Whole, "when it was typed").fixed(), |a| &a.at, |a| &mut a.at),
        row(is(Field::Origin, "origin", Holds::Origin, "the origin"), |a| &a.origin, |a| &mut a.origin),
    ];
}
