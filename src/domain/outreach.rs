//! What the team did about one account for a roadmap item: told it, or not yet; it came back, or is not wanted.
//! Must not know who is on the list, nor why.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};

use super::day::Day;
use super::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use super::ids::{AccountId, OutreachId, RoadmapId};
use super::subject::Subject;
use super::word::{all, words};

/// How far it has come with an account.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum OutreachStatus {
    /// Somebody has still to write or call.
    #[default]
    ToContact,
    /// Somebody did.
    Contacted,
    /// It came back.
    Returned,
    /// The team does not want it, or it does not want to be asked.
    NotWanted,
}

impl OutreachStatus {
    /// Each, in the order it is shown in.
    pub const ALL: [OutreachStatus; 4] = all();

    /// In words: `not wanted`.
    pub fn words(self) -> &'static str {
        match self {
            OutreachStatus::ToContact => "to contact",
            OutreachStatus::Contacted => "contacted",
            OutreachStatus::Returned => "returned",
            OutreachStatus::NotWanted => "not wanted",
        }
    }
}

impl Plain for OutreachStatus {}

/// What somebody said of an account and an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Outreach {
    pub id: OutreachId,
    pub item: RoadmapId,
    pub account: AccountId,
    pub status: OutreachStatus,
    /// The day the account had left, or had said that it misses the item, when this was said.
    pub day: Day,
    /// Who said so.
    pub said_by: String,
    /// When.
    pub said_on: Day,
}

impl Outreach {
    /// Whether it is about what happened on a day: what is said of an account does not hold of its next departure.
    pub fn is_of(&self, day: Day) -> bool {
        self.day.0.max(self.said_on.0) >= day.0
    }
}

#[rustfmt::skip]
impl Thing for Outreach {
    const FIELDS: &'static [FieldOf<Outreach>] = &[
        row(is(Field::Item, "item", Holds::Points(|id| Subject::Item(id.into())), "the roadmap item").open().fixed(), |o| &o.item, |o| &mut o.item),
        row(is(Field::Account, "account", Holds::Points(|id| Subject::Account(id.into())), "the account").open().fixed(), |o| &o.account, |o| &mut o.account),
        row(is(Field::Status, "status", Holds::Words(words::<OutreachStatus>(), false), "the state").key("state"), |o| &o.status, |o| &mut o.status),
        row(is(Field::Day, "day", Holds::NeedsDay, "the day it is about"), |o| &o.day, |o| &mut o.day),
        row(is(Field::SaidBy, "said_by", Holds::Text, "who says it"), |o| &o.said_by, |o| &mut o.said_by),
        row(is(Field::SaidOn, "said_on", Holds::NeedsDay, "when it was said"), |o| &o.said_on, |o| &mut o.said_on),
    ];
}
