//! What queries answer with: rows and pages as screens and commands read them.
//! Must not know how they are drawn or printed.

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::agenda::Section;
use super::day::{Day, Moment};
use super::feedback::{Feedback, Tag};
use super::ids::{AccountId, ActionId, ChangeId, MeetingId, OwnerId, TagId};
use super::import::{ImportHead, Kind};
use super::meeting::Meeting;
use super::metrics::Dimension;
use super::money::{Cents, Currency};
use super::note::{Action, Note};
use super::period::Period;
use super::profile::Profile;
use super::roadmap::{Link, Owner, RoadmapItem};

/// One page of a list read by key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to pass as `after` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// What the room holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Room {
    /// The reporting currency; `None` before the first ledger import.
    pub currency: Option<Currency>,
    /// What the ledger is made of.
    pub ledger: Option<Kind>,
    /// The way of counting it has chosen.
    pub profile: Profile,
    /// The first day of the ledger.
    pub first_day: Option<Day>,
    /// How far the data reaches: `--as-of`, else the smaller of today and the latest day in it.
    pub reach: Option<Day>,
    /// The last whole month within the reach; the current month of today in an empty room.
    pub default_period: Option<Period>,
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
}

/// Feedback with what stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackView {
    /// The feedback.
    pub feedback: Feedback,
    /// Its account in short.
    pub account: Option<AccountBrief>,
    /// Its tags, by name.
    pub tags: Vec<Tag>,
}

/// An account in one line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountBrief {
    /// Id.
    pub id: AccountId,
    /// External id.
    pub external: String,
    /// Name.
    pub name: String,
    /// Alias for masking.
    pub alias: String,
    /// Its own plan, else that of its largest subscription.
    pub plan: String,
    /// MRR now (at the reach).
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// An account that lost MRR in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LostAccount {
    /// The account.
    pub account: AccountBrief,
    /// MRR at opening.
    #[serde(rename = "opening_cents")]
    pub opening: Cents,
    /// MRR at closing.
    #[serde(rename = "closing_cents")]
    pub closing: Cents,
    /// The names of the themes in its evidence.
    pub themes: Vec<String>,
}

impl LostAccount {
    /// What it lost.
    pub fn lost(&self) -> Cents {
        self.opening - self.closing
    }
}

/// Feedback with the loss of its account in the period asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The feedback.
    pub view: FeedbackView,
    /// MRR of its account at the period's opening.
    #[serde(rename = "opening_cents")]
    pub opening: Cents,
    /// What its account lost in the period.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
}

/// The tagging queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Untagged {
    /// How many are left in the period's evidence.
    pub left: u64,
    /// The lost MRR that waits for them (the row "not tagged yet").
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// The first of them.
    pub items: Vec<Quote>,
}

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// MRR at the reach.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// How it stands where it does not simply count as itself: `excluded: test account, by Dana`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<String>,
}

/// Everything about one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// The account.
    pub account: Account,
    /// In short.
    pub brief: AccountBrief,
    /// How it stands where it does not simply count as itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<String>,
    /// Every movement: the day, the change, the balance after it, its kind.
    pub movements: Vec<MovementView>,
    /// Everything it said, newest first.
    pub feedback: Vec<FeedbackView>,
    /// Actions whose origin is this account or one of its words.
    pub actions: Vec<ActionView>,
    /// Other actions against a theme it spoke of.
    #[serde(default)]
    pub on_themes: Vec<ActionView>,
}

/// A derived movement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementView {
    /// The day.
    pub day: Day,
    /// `new`, `reactivation`, `expansion`, `contraction`, `churn`.
    pub kind: String,
    /// The change.
    #[serde(rename = "delta_cents")]
    pub delta: Cents,
    /// The balance after it.
    #[serde(rename = "balance_cents")]
    pub balance: Cents,
}

/// A tag and how often it is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// Pieces of feedback that carry it itself.
    pub used: u64,
}

/// Lost MRR of one theme over several periods, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeTrend {
    /// The theme.
    pub theme: TagId,
    /// A sum per period.
    pub lost: Vec<Cents>,
}

/// Whether the room is ready.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Readiness {
    /// A line each, `ok` or not, with what it is worth.
    pub checks: Vec<Check>,
    /// Teams among the owners, with how many each.
    pub teams: Vec<(String, u64)>,
}

/// One line of readiness.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Whether nothing needs doing.
    pub ok: bool,
    /// What was looked at, in words with counts.
    pub words: String,
    /// Money at stake.
    #[serde(rename = "mrr_cents")]
    pub mrr: Option<Cents>,
    /// What to do next, in words; empty when ok.
    pub next: String,
}

/// A meeting with what belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Meeting,
    /// Who was there.
    pub present: Vec<OwnerId>,
    /// Themes discussed.
    pub discussed: Vec<TagId>,
    /// Actions written in it.
    pub actions: u64,
}

/// A note with the names its origin points to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteView {
    /// The note.
    pub note: Note,
    /// Where it came from, named.
    pub from: OriginNames,
}

/// An action with the names it points to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

/// An origin in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginNames {
    /// The section.
    pub section: Option<Section>,
    /// The meeting's period.
    pub period: Option<Period>,
    /// The theme's name.
    pub theme: Option<String>,
    /// The account's name.
    pub account: Option<String>,
    /// Its alias.
    pub alias: Option<String>,
    /// The roadmap item's key.
    pub item: Option<String>,
    /// The words of the feedback, shortened.
    pub quote: Option<String>,
    /// The segment.
    pub segment: String,
}

/// The thread of one thing; an empty list where it breaks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// Quotes.
    pub quotes: Vec<FeedbackView>,
    /// Themes with their money in the period.
    pub themes: Vec<super::themes::Theme>,
    /// Links to the roadmap.
    pub links: Vec<Link>,
    /// Roadmap items named by those links.
    pub items: Vec<RoadmapItem>,
    /// Target notes, questions and decisions.
    pub notes: Vec<NoteView>,
    /// Actions.
    pub actions: Vec<ActionView>,
    /// What became of the theme's lost MRR after each done action.
    pub results: Vec<Effect>,
}

/// Did the number move? Said as "after", never "because of".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The action.
    pub action: ActionId,
    /// The theme it was meant to move.
    pub theme: TagId,
    /// The period before the action was written.
    pub before: Period,
    /// Lost MRR of the theme then.
    #[serde(rename = "before_cents")]
    pub before_mrr: Cents,
    /// Lost accounts then.
    pub before_accounts: u64,
    /// The period looked at.
    pub after: Period,
    /// Lost MRR of the theme in it.
    #[serde(rename = "after_cents")]
    pub after_mrr: Cents,
    /// Lost accounts in it.
    pub after_accounts: u64,
    /// The change of all other themes' lost MRR over the same time, as a fraction; `None` when n/a.
    pub others: Option<f64>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Feedback, newest first.
    pub feedback: Vec<FeedbackView>,
    /// Accounts.
    pub accounts: Vec<AccountBrief>,
    /// Actions.
    pub actions: Vec<ActionView>,
    /// Notes, questions and decisions.
    pub notes: Vec<NoteView>,
}

/// An import and whether it still stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportView {
    /// Its head.
    pub head: ImportHead,
    /// When.
    pub at: Moment,
    /// Who.
    pub person: String,
    /// Whether it was taken back.
    pub reverted: bool,
}

/// Somebody who has the room open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Present {
    /// A number unique to the process.
    pub process: i64,
    /// Who types there.
    pub person: String,
    /// Last heartbeat.
    pub seen: Moment,
    /// The meeting whose clock it moves, if it does.
    pub meeting: Option<MeetingId>,
}

/// A name that masking replaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaskedName {
    /// The account.
    pub account: AccountId,
    /// The name as it stands in texts.
    pub name: String,
    /// What to show instead.
    pub alias: String,
}
