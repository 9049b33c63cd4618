//! What an import is: its head, its rows as domain values, and what became of them.
//! Must not know files or dialects (the border reads those) nor tables (the store writes those).

mod beside;
mod fields;
mod kept;
mod reasons;
mod receipt;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use derive_more::TryInto;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::account::Account;
use super::cause::Cause;
use super::day::{Day, Moment};
use super::field::Field;
use super::ids::ImportId;
use super::money::{Cents, Currency};
use super::roadmap::{Owner, RoadmapItem};
use super::word::all;

pub use beside::Beside;
pub use kept::{Kept, Lacks};
pub use reasons::{Reason, RejectReasons};
pub use receipt::{Absent, Expect, LargestAccount, Moved, PeriodLoss, RoomHolds, Tied};
pub use written::WrittenValues;

/// The kinds of file, in the order the files of one call are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, TraversableMut)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "each is the plural of its row")]
pub enum ImportKind {
    Owners,
    Accounts,
    Subscriptions,
    Movements,
    Balances,
    Roadmap,
    Surveys,
    Feedback,
    Usage,
}

impl ImportKind {
    /// The kinds whose rows are kept with its own, itself among them: exit surveys are feedback.
    pub fn kept_with(&self) -> &[ImportKind] {
        match self {
            ImportKind::Surveys | ImportKind::Feedback => {
                &[ImportKind::Surveys, ImportKind::Feedback]
            }
            ImportKind::Owners
            | ImportKind::Accounts
            | ImportKind::Subscriptions
            | ImportKind::Movements
            | ImportKind::Balances
            | ImportKind::Roadmap
            | ImportKind::Usage => std::slice::from_ref(self),
        }
    }

    /// Every kind, in import order.
    pub const ALL: [ImportKind; 9] = all();

    /// Whether its rows make the ledger; a room's ledger comes from one such kind.
    pub fn is_ledger(self) -> bool {
        matches!(
            self,
            ImportKind::Subscriptions | ImportKind::Movements | ImportKind::Balances
        )
    }
}

/// The head of one import: one file, one transaction, one journal row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ImportHead {
    /// Assigned by the store.
    pub id: ImportId,
    /// What its rows are.
    pub kind: ImportKind,
    /// The file's name without its folder.
    pub file: String,
    /// Hash of the file's bytes, 16 hex digits.
    #[traverse(skip)]
    pub hash: String,
    /// What files with the same columns have in common; empty for one that was imported before this was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[traverse(skip)]
    pub header: String,
    /// Tells apart how files with the same columns were read: which column was which field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[traverse(skip)]
    pub reading: String,
    /// The reach given with `--as-of`.
    pub as_of: Option<Day>,
    /// Whether its ends were read as the last days that were paid for: they are stored as the days after.
    #[serde(default, skip_serializing_if = "is_false")]
    #[traverse(skip)]
    pub last_day: bool,
    /// What it reckoned a price with, or the day from which it is paid, beside them: a quantity, a discount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[traverse(skip)]
    pub reckons: Vec<String>,
    /// The currency of the rows; becomes the room's if it has none.
    pub currency: Option<Currency>,
    /// The currencies of converted rows with the rates used, `USD 0.92`; filled in by the store.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[traverse(skip)]
    pub rates: BTreeSet<String>,
    /// Whether the list is complete: an account absent from a day's balances is at zero.
    pub complete: bool,
    /// What became of the rows; filled in by the store.
    pub counts: Counts,
    /// What the room held with it; filled in by the store where it can change that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<Box<RoomHolds>>,
    /// The sum that was given for it and that the ledger came to; filled in by the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tied: Option<Tied>,
}

/// What became of an import's rows. `read` is the sum of the other five but `bare_accounts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(default)]
pub struct Counts {
    /// Data rows in the file.
    pub read: u64,
    /// Rows not seen before.
    pub new: u64,
    /// Rows known by their id with other values than last time.
    pub updated: u64,
    /// Rows equal to last time's.
    pub unchanged: u64,
    /// Feedback with neither text nor score, usage without a sign, rows of customers that were erased.
    pub left_out: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Accounts made because a row named one nobody imported.
    pub bare_accounts: u64,
    /// Of those left out, the rows of customers that were erased.
    #[serde(skip_serializing_if = "is_none")]
    pub erased: u64,
}

impl Counts {
    /// Whether none of its rows could be used, and some had to be rejected.
    pub fn are_all_rejected(&self) -> bool {
        self.rejected > 0 && self.new + self.updated + self.unchanged == 0
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

/// A row that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Rejected {
    /// Its line in the file, the first line being 1.
    pub line: u64,
    /// One sentence: which value is wrong and what would be right.
    pub reason: String,
    /// The ids of the account that it names all the same.
    #[serde(skip)]
    pub accounts: Vec<String>,
}

/// A row that was read and that the room cannot take, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its line in the file, the first line being 1.
    pub line: u64,
    /// One sentence, the same for all rows of which the same is wrong: there may be millions.
    pub reason: &'static str,
}

/// One usable row of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// Its line in the file, the first line being 1.
    pub line: u64,
    /// FNV-1a 64 over its mapped values, to know it again.
    pub hash: i64,
    /// What else it may be known by.
    pub former: FormerKey,
    /// The further ids of its account, in the order of their columns.
    pub also: Vec<String>,
    /// Its values.
    pub row: ImportRow,
}

/// What a row is known by beside its id and the hash of its values, when files with the same columns were read in another
/// way before. Empty for most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormerKey {
    /// Hash of its cells as they stand in the file and of the file's header, whatever is made of them.
    pub raw: Option<i64>,
    /// Hashes of the values that an earlier reading made of it.
    pub hashes: Vec<i64>,
    /// The ids that it had in earlier readings, where those were others.
    pub ids: Vec<String>,
}

/// The values of one row, by kind. An empty text or `None` means the file did not say.
#[derive(Clone, Debug, PartialEq, TryInto)]
pub enum ImportRow {
    /// An account.
    Account(Box<GivenThing<Account>>),
    /// A subscription.
    Subscription(SubscriptionRow),
    /// A movement.
    Movement(MovementRow),
    /// A balance.
    Balance(BalanceRow),
    /// An exit survey or other feedback.
    Feedback(FeedbackRow),
    /// An owner.
    Owner(Owner),
    /// A roadmap item.
    Roadmap(RoadmapItem),
    /// An account's signs on a day.
    Usage(UsageRow),
    /// Feedback with neither text nor score, usage without a sign: counted, not stored.
    LeftOut,
}

impl ImportRow {
    /// The id of the account it is about; empty where it is about none.
    pub fn account(&self) -> &str {
        match self {
            ImportRow::Account(row) => &row.thing.external,
            ImportRow::Subscription(row) => &row.account,
            ImportRow::Movement(row) => &row.account,
            ImportRow::Balance(row) => &row.account,
            ImportRow::Feedback(row) => &row.account,
            ImportRow::Usage(row) => &row.account,
            ImportRow::Owner(_) | ImportRow::Roadmap(_) | ImportRow::LeftOut => "",
        }
    }
}

/// A thing as a row of a file gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenThing<T> {
    /// The thing; what the file does not say is empty.
    pub thing: T,
    /// The fields that the file has a column for: a re-import leaves the others alone.
    pub fields: Vec<Field>,
}

/// How often a price is due; `Month` also stands for a column that already is MRR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Interval {
    #[default]
    Month,
    Quarter,
    Year,
    Week,
    Day,
}

impl Interval {
    /// What a price is multiplied with, and divided by, to be one of a month: /12, /3, *52/12, *365/12.
    pub fn of_a_month(self) -> (i64, i64) {
        match self {
            Interval::Month => (1, 1),
            Interval::Quarter => (1, 3),
            Interval::Year => (1, 12),
            Interval::Week => (52, 12),
            Interval::Day => (365, 12),
        }
    }

    /// A price in this interval as a monthly one, half up to a cent.
    pub fn monthly(self, price: Cents) -> Cents {
        let (times, by) = self.of_a_month();
        Cents((price.0 * times * 2 + by).div_euclid(2 * by))
    }
}

/// A row of a subscriptions file. Active on days `start <= d < end`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the plain columns of a subscriptions file")]
pub struct SubscriptionRow {
    pub external: String,
    pub account: String,
    pub start: Day,
    pub end: Option<Day>,
    /// The price per `interval`.
    pub amount: Cents,
    pub interval: Interval,
    pub plan: String,
    pub trial: bool,
    /// Why it ended, where the row says so.
    pub cause: Option<Cause>,
    /// The currency and rate its amount was converted at: `USD 0.92`.
    pub rate: Option<String>,
    /// Whether its status says that it runs. Not kept.
    pub runs: bool,
}

/// A row of a movements file: the change of an account's MRR on a day, or the balance after it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the plain columns of a movements file")]
pub struct MovementRow {
    pub account: String,
    pub day: Day,
    pub amount: MovementAmount,
    /// Why it ended, where the row says so.
    pub cause: Option<Cause>,
    /// The currency and rate its amount was converted at.
    pub rate: Option<String>,
}

/// What a movements file gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovementAmount {
    /// The change.
    Delta(Cents),
    /// The balance after it.
    Balance(Cents),
}

/// A row of a balances file: an account's MRR on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the plain columns of a balances file")]
pub struct BalanceRow {
    pub account: String,
    pub day: Day,
    pub mrr: Cents,
    /// The currency and rate it was converted at.
    pub rate: Option<String>,
    /// Which part of what the account pays on that day it is, where a column says so: the parts are added up.
    pub part: Option<String>,
}

/// A row of a surveys or feedback file.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields of `Feedback`")]
pub struct FeedbackRow {
    pub external: String,
    pub account: String,
    pub source: String,
    pub exit_survey: bool,
    pub received: Option<Day>,
    pub reason: String,
    pub text: String,
    pub score: Option<f64>,
    /// Tag names; `parent/child` makes a child tag. `None` where the file has no tags: then it touches none.
    pub tags: Option<Vec<String>>,
}

/// A row of a usage file: the signs of an account on a day, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsageRow {
    /// Its external id.
    pub account: String,
    /// The day; `None` where the file is of one day that is said elsewhere.
    pub day: Option<Day>,
    /// The values as written, by the sign's plain name, else by its header.
    pub signs: BTreeMap<String, String>,
}

/// An import and whether it still stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct ImportView {
    pub head: ImportHead,
    pub at: Moment,
    pub person: String,
    /// Whether it was taken back.
    pub reverted: bool,
}
