//! The fields by their names, and what each bears on beside the thing it is set on: said once here, and whoever
//! has to follow matches that. Must not know who follows, nor which things have which fields.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

/// A field by its name in the journal; which things have it, and what it is, stands in their tables of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the field of that name")]
pub enum Field {
    Account,
    Action,
    Agenda,
    Alias,
    Also,
    Amount,
    Answer,
    Archived,
    AsOf,
    Asked,
    At,
    Attributes,
    Avoidable,
    Because,
    Cause,
    Channel,
    Clock,
    Closed,
    Currency,
    Day,
    DecidedBy,
    Delta,
    Description,
    Dissent,
    Due,
    Ease,
    Effect,
    Email,
    End,
    Examples,
    Excluded,
    ExitSurvey,
    Expected,
    External,
    FrozenEnd,
    FrozenStart,
    Interval,
    Item,
    JudgedOn,
    Kept,
    Key,
    Kind,
    LeftOn,
    LossesSince,
    Mark,
    Meeting,
    Mrr,
    Name,
    Note,
    Origin,
    Owner,
    Parent,
    Period,
    Person,
    Pinned,
    Plan,
    Profile,
    Promise,
    Rate,
    Reason,
    Received,
    Region,
    Rejected,
    Rest,
    Rules,
    Said,
    SaidBy,
    SaidOn,
    SameAs,
    SameReason,
    Score,
    Seed,
    Segment,
    Shipped,
    SignedUp,
    Signs,
    Source,
    Stance,
    Start,
    Started,
    Status,
    Target,
    Team,
    Text,
    Theme,
    Title,
    Trial,
    Until,
    Url,
    UtcOffset,
    Verdict,
    What,
    Worked,
}

/// What else has to be looked at when a field is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bears {
    /// Nothing: it is the thing's own affair.
    Alone,
    /// What tags and owners are found by, which no two of them may share.
    Call,
    /// Whether an account counts.
    Standing,
    /// As whom an account counts.
    Successor,
    /// What a link points to.
    End,
    /// How far a meeting has come.
    Course,
    /// What a piece of feedback is apart from its tags.
    Mark,
    /// Which quotes come first.
    Pin,
    /// Why somebody left.
    Reason,
    /// Whether feedback has words.
    Words,
}

impl Field {
    /// What it bears on, whatever has it.
    #[rustfmt::skip]
    pub const fn bears_on(self) -> Bears {
        use Field as F;
        match self {
            F::Name | F::Key => Bears::Call,
            F::Excluded => Bears::Standing,
            F::SameAs => Bears::Successor,
            F::Item => Bears::End,
            F::Clock | F::Status | F::FrozenStart | F::FrozenEnd => Bears::Course,
            F::Mark => Bears::Mark,
            F::Pinned => Bears::Pin,
            F::Reason => Bears::Reason,
            F::Text => Bears::Words,
            F::Account | F::Action | F::Agenda | F::Alias | F::Also | F::Amount | F::Answer | F::Archived | F::AsOf | F::Asked | F::At | F::Attributes | F::Avoidable | F::Because
            | F::Cause | F::Channel | F::Closed | F::Currency | F::Day | F::DecidedBy | F::Delta | F::Description | F::Dissent | F::Due | F::Ease
            | F::Effect | F::Email | F::End | F::Examples | F::ExitSurvey | F::Expected | F::External | F::Interval | F::JudgedOn | F::Kept | F::Kind | F::LeftOn | F::LossesSince
            | F::Meeting | F::Mrr | F::Note | F::Origin | F::Owner | F::Parent | F::Period | F::Person | F::Plan
            | F::Profile | F::Promise | F::Rate | F::Received | F::Region | F::Rejected | F::Rest | F::Rules | F::Said | F::SaidBy | F::SaidOn
            | F::SameReason | F::Score | F::Seed | F::Segment | F::Shipped | F::SignedUp | F::Signs | F::Source
            | F::Stance | F::Start | F::Started | F::Target | F::Team | F::Theme | F::Title | F::Trial | F::Until
            | F::Url | F::UtcOffset | F::Verdict | F::What | F::Worked => Bears::Alone,
        }
    }
}
