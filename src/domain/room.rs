//! What the room holds and how far it reaches. Must not know how that is found out.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Day;
use super::field::{Described, Field, Holds, is};
use super::ids::ChangeId;
use super::import::ImportKind;
use super::known::KnownSince;
use super::metrics::Dimension;
use super::money::Currency;
use super::period::Period;
use super::profile::Profile;
use super::reach::limit;

/// The fields of the room itself that a change can set.
pub const FIELDS: [Described; 4] = [
    is(Field::Currency, "currency", Holds::Currency, "the currency"),
    is(Field::AsOf, "as_of", Holds::Day, "the reach"),
    is(
        Field::Profile,
        "profile",
        Holds::Profile,
        "the way of counting",
    ),
    is(
        Field::LossesSince,
        "losses_since",
        Holds::Day,
        "the day losses are known since",
    ),
];

/// What the room's numbers are about: what they are counted in and how, and how far they reach. Whoever asks for
/// numbers asks this first, and what the room holds beside the ledger is not read for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Extent {
    /// The reporting currency; `None` before the first ledger import.
    pub currency: Option<Currency>,
    /// The way of counting it has chosen.
    pub profile: Profile,
    /// Since when losses are known, said or guessed; `None` in a room without a ledger.
    pub known: Option<KnownSince>,
    /// How far the data reaches: `--as-of`, else the smaller of today and the latest day in it.
    pub reach: Option<Day>,
    /// The last whole month within the reach; the current month of today in an empty room.
    pub default_period: Period,
}

impl Extent {
    /// Whether the data has all days of a period.
    pub fn is_over(&self, period: Period) -> bool {
        self.reach.is_none_or(|reach| period.last() <= reach)
    }

    /// Whether the data reaches a period's first day.
    pub fn begins(&self, period: Period) -> bool {
        self.reach.is_none_or(|reach| period.first() <= reach)
    }

    /// Why nothing is told of a period, or less than of others: losses are not known of all its days, or the data ends
    /// before it does.
    pub fn limits(&self, period: Period) -> impl Iterator<Item = String> {
        let unknown = self.known.and_then(|known| known.not_told(period));
        unknown.into_iter().chain(limit(period, self.reach))
    }
}

/// What the room holds.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct RoomFacts {
    /// What its numbers are about.
    pub extent: Extent,
    /// What the ledger is made of.
    pub ledger: Option<ImportKind>,
    /// The first day of the ledger.
    pub first_day: Option<Day>,
    /// The day somebody has said losses are known since.
    pub losses_since: Option<Day>,
    /// Accounts, lost ones included.
    pub accounts: u64,
    /// Feedback, surveys included.
    pub feedback: u64,
    /// Exit surveys.
    pub surveys: u64,
    /// What accounts can be broken down by.
    pub dimensions: Vec<Dimension>,
    /// The last row of the journal.
    pub last_change: ChangeId,
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// Plain warnings: network folder and the like.
    pub warnings: Vec<String>,
    /// What was saved and is missing in it, as far as that is known.
    pub lacks: Vec<String>,
}

impl RoomFacts {
    /// Whether nothing was brought in yet.
    pub fn is_empty(&self) -> bool {
        self.accounts == 0 && self.feedback == 0
    }
}
