//! Everything anybody reads: a `Query` and its typed `Answer`.
//! Must not know how it is answered: the store does that, from tables or from what it keeps resident.

mod filters;
mod parts;

use derive_more::{From, TryInto};
use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, VariantArray};
use traversable::TraversableMut;

use super::account::{AccountView, LostAccount, MaskedName};
use super::against::{Against, ClaimedLoss};
use super::ahead::Ahead;
use super::behind::{Behind, What};
use super::blind::{Blind, Drawn};
use super::carried::FormerTags;
use super::change::JournalRow;
use super::codebook::Together;
use super::day::{Day, Moment};
use super::drift::Drift;
use super::early::Early;
use super::effect::Effect;
use super::effect::agreed::{AimView, Named};
use super::effect::aim::Promise;
use super::feedback::{Alike, FeedbackView, Likened, Quote, TagView, Untagged};
use super::found::Found;
use super::ids::{AccountId, ChangeId, FeedbackId, MeetingId, RoadmapId, TagId};
use super::import::ImportView;
use super::leave_alone::LeaveAlone;
use super::marks::DayMark;
use super::masking::Mask;
use super::meeting::{MeetingView, Present};
use super::metrics::{Breakdown, Cohorts, Dimension, Metrics, Review};
use super::moving::{Move, Moving};
use super::note::{ActionView, NoteView};
use super::outlook::{Outlook, RiskList};
use super::page::Page;
use super::period::Period;
use super::priority::Priority;
use super::profile::Profile;
use super::readiness::Readiness;
use super::reconcile::Reconciliation;
use super::roadmap::{Link, Owner, RoadmapItem};
use super::room::{Extent, RoomFacts};
use super::sought::kept::Search;
use super::story::Story;
use super::suggest::evaluated::Evaluated;
use super::suggest::suggested::{Suggestions, ToTake};
use super::themes::{ThemeRow, ThemeTrend, Themes};
use super::thread::{Thread, ThreadOf};
use super::usual::findings::Findings;
use super::usual::reasons::ReasonsJudged;
use super::value::ValueReport;
use super::warned::{Warned, Warnings};
use super::winback::WinBack;

pub use filters::{AccountFilter, ActionFilter, FeedbackFilter, NEXT, NoteFilter};
pub use parts::{AimQuery, QueueOf, QuoteOrder, SoughtWords, TrustQuery};

/// Everything anybody can ask. A `profile` of `None` counts the way the room has chosen; `limit` is how many at
/// most, `after` the key that the page before ended with, `None` for the first page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "a field is what its name says")]
#[strum_discriminants(name(QueryKind), derive(VariantArray), doc = "Which question it is.")]
pub enum Query {
    /// What the room holds and how far it reaches.
    Room { today: Day },
    /// What its numbers are about, and how far they reach.
    Extent { today: Day },
    /// The Numbers section but cohorts.
    Review {
        period: Period,
        profile: Option<Profile>,
    },
    /// Plain metrics of several periods, in the order asked.
    Metrics {
        periods: Vec<Period>,
        profile: Option<Profile>,
    },
    /// The same, each with how accounts left and what was settled that changes it.
    Explained {
        periods: Vec<Period>,
        profile: Option<Profile>,
    },
    /// A period by a dimension.
    Breakdown {
        period: Period,
        by: Dimension,
        profile: Option<Profile>,
    },
    /// Who was gone within 90 days, of those who joined in the last three months that can be said of then.
    Early { period: Period, by: Dimension },
    /// Two ways of counting a period side by side, with the accounts that make the difference.
    Reconcile {
        period: Period,
        left: Option<Profile>,
        right: Profile,
    },
    /// Somebody else's list of what was lost in a period against the room.
    Against {
        period: Period,
        profile: Option<Profile>,
        rows: Vec<ClaimedLoss>,
    },
    /// Monthly cohorts, all of them.
    Cohorts { today: Day },
    /// The themes of a period.
    Themes(Period),
    /// The themes of a period, each by its past.
    Reasons(Period),
    /// All there is to say of a period: what is unusual, what is usual and costs most, what is owed.
    Findings {
        period: Period,
        profile: Option<Profile>,
        /// Today: what was due before is late.
        today: Day,
    },
    /// Lost MRR per theme over the last periods: the sparkline of the Why screen.
    ThemeTrend {
        /// The last period.
        period: Period,
        periods: u32,
    },
    /// Did it work: what became of every action and shipped item for which something was settled, as far as the
    /// data reaches.
    Effects,
    /// Whom an action or an item is for, or could be.
    Aims(AimQuery),
    /// Accounts lost in a period, dearest first, all of them or those of one row of the Why screen.
    LostAccounts {
        period: Period,
        /// The row; `None` for all.
        row: Option<ThemeRow>,
    },
    /// The accounts behind a number, the largest amounts first, a page at a time.
    Behind {
        what: What,
        /// The period it is counted over; a cohort brings its own days.
        period: Period,
        profile: Option<Profile>,
        /// Only those in one cell of a breakdown of that period.
        cell: Option<(Dimension, String)>,
        after: Option<String>,
        limit: u32,
    },
    /// The words behind a row of the Why screen.
    Quotes {
        period: Period,
        row: ThemeRow,
        /// What comes first after pinned ones.
        order: QuoteOrder,
        limit: u32,
    },
    /// How ready the room is for the review of a period.
    Readiness { period: Period, today: Day },
    /// Feedback, a page at a time.
    Feedback {
        filter: FeedbackFilter,
        after: Option<String>,
        limit: u32,
    },
    /// One piece of feedback.
    FeedbackById(FeedbackId),
    /// The tagging queue, of a period or all there is: untagged feedback, that of lost accounts first, by money.
    Untagged {
        period: Option<Period>,
        /// Narrows by words; empty for all.
        words: String,
        limit: u32,
    },
    /// Works out the next slice of which texts that nobody has read read alike: asked until none is left.
    Likened,
    /// The other texts of a tagging queue that read like one, as far as that is worked out.
    Alike {
        of: FeedbackId,
        period: Option<Period>,
        /// Narrows by words; empty for all.
        words: String,
        /// All others of the queue instead, however they read.
        whole: bool,
    },
    /// Accounts by name or external id, a page at a time.
    Accounts {
        filter: AccountFilter,
        after: Option<String>,
        limit: u32,
    },
    /// An account's whole story.
    Story(AccountId),
    /// What lies ahead of an account: its state, its learned risk, what it is worth.
    Outlook(AccountId),
    /// Active accounts at risk, the most MRR first.
    Risk { limit: u32 },
    /// Who still pays at the end of a period and is known to leave, or to pay less.
    Ahead(Period),
    /// Who is at risk at the end of a day by dated rows only, for a meeting to keep.
    Warnings(Day),
    /// What became of the lists that meetings kept.
    Warned,
    /// What the accounts of a period are worth.
    Value {
        period: Period,
        /// By which dimension beside the whole.
        by: Option<Dimension>,
        profile: Option<Profile>,
    },
    /// All tags, with how often each is used.
    Tags,
    /// Tags that no text has without another.
    Together,
    /// What tags were called before, and what people took off texts.
    Former,
    /// Whether tags can be trusted.
    Trust(TrustQuery),
    /// What would go if texts of a tag were given to another.
    Move(Move),
    /// All searches that are kept.
    Searches,
    /// All owners.
    Owners,
    /// All roadmap items.
    Roadmap,
    /// All links between themes and the roadmap.
    Links,
    /// What speaks for each roadmap item at the end of a period.
    Priority(Period),
    /// Whom a roadmap item could win back, and whom to tell of it.
    WinBack(RoadmapId),
    /// Whom to leave alone: who still pays and complained in a period of what is not solved.
    LeaveAlone(Period),
    /// All marks, by their days.
    Marks,
    /// All meetings, newest first.
    Meetings,
    /// One meeting with who was there and what was discussed.
    Meeting(MeetingId),
    /// Themes shortlisted for a period.
    Shortlist(Period),
    /// Notes, questions, decisions.
    Notes(NoteFilter),
    /// Actions.
    Actions(ActionFilter),
    /// What stands on the thread of a thing: quote, tag, money, roadmap, target, action, result.
    Thread {
        of: ThreadOf,
        /// The period its money is counted over.
        period: Period,
    },
    /// Words anywhere: feedback, accounts, actions, notes, decisions.
    Find {
        words: String,
        /// How many hits of each kind at most.
        limit: u32,
    },
    /// All imports, newest first.
    Imports,
    /// Journal rows after the last one seen: the feed.
    Feed { since: ChangeId, limit: u32 },
    /// Who has the room open.
    Presence {
        /// Now; heartbeats older than two minutes do not count.
        now: Moment,
    },
    /// The names masking must replace inside texts, with their aliases, longest first.
    Names,
    /// The same, made ready to be found in texts: with many names that takes a while.
    Mask,
}

impl Query {
    /// Every question with what it says, so that a new one does not compile until it has its own.
    #[rustfmt::skip]
    pub fn said(&mut self) -> SoughtWords<'_> {
        use Query as Q;
        match self {
            Q::Breakdown { by, .. } | Q::Early { by, .. } | Q::Value { by: Some(by), .. } => SoughtWords::By(by),
            Q::Behind { cell: Some(cell), period, profile, .. } => SoughtWords::Cell(*period, *profile, cell),
            Q::Thread { of: ThreadOf::Segment(cell), period } => SoughtWords::Cell(*period, None, cell),
            Q::Find { words, .. } => SoughtWords::Anywhere(words),
            Q::Accounts { filter, .. } => SoughtWords::OfAccounts(&mut filter.words),
            Q::Feedback { filter, .. } => SoughtWords::OfFeedback(&mut filter.words),
            Q::Move(what) => SoughtWords::OfFeedback(&mut what.words),
            Q::Untagged { words, .. } | Q::Alike { words, .. } => SoughtWords::OfUntagged(words),
            Q::Trust(TrustQuery::ToTake { queue, .. } | TrustQuery::Unsure { queue, .. }) => SoughtWords::OfUntagged(&mut queue.words),
            Q::Value { by: None, .. } | Q::Behind { cell: None, .. } => SoughtWords::Nothing,
            // A list of somebody's, and accounts by their names, are not from what was shown.
            Q::Against { .. } | Q::Aims(_) => SoughtWords::Nothing,
            Q::Room { .. } | Q::Extent { .. } | Q::Review { .. } | Q::Metrics { .. } | Q::Explained { .. } | Q::Reconcile { .. }
            | Q::Cohorts { .. } | Q::Themes(_) | Q::Reasons(_) | Q::Findings { .. } | Q::ThemeTrend { .. } | Q::Effects
            | Q::LostAccounts { .. } | Q::Likened | Q::Quotes { .. } | Q::Readiness { .. } | Q::FeedbackById(_) | Q::Story(_)
            | Q::Outlook(_) | Q::Risk { .. } | Q::Ahead(_) | Q::Warnings(_) | Q::Warned | Q::Tags | Q::Together | Q::Former | Q::Trust(_) | Q::Searches | Q::Owners | Q::Roadmap
            | Q::Links | Q::Priority(_) | Q::WinBack(_) | Q::LeaveAlone(_) | Q::Marks | Q::Meetings | Q::Meeting(_) | Q::Shortlist(_) | Q::Notes(_) | Q::Actions(_)
            | Q::Thread { of: ThreadOf::Thing(_), .. } | Q::Imports | Q::Feed { .. } | Q::Presence { .. } | Q::Names | Q::Mask => SoughtWords::Nothing,
        }
    }
}

/// The answer to each query.
#[derive(Clone, Debug, PartialEq, TryInto, From, TraversableMut)]
#[try_into(owned)]
#[expect(missing_docs, reason = "each answers the query of the same name")]
pub enum Answer {
    Room(Box<RoomFacts>),
    Extent(Box<Extent>),
    Review(Box<Review>),
    Metrics(Vec<Metrics>),
    Breakdown(Box<Breakdown>),
    Early(Option<Box<Early>>),
    Reconcile(Box<Reconciliation>),
    Against(Box<Against>),
    Cohorts(Cohorts),
    Themes(Box<Themes>),
    Drift(Box<Drift>),
    Reasons(Box<ReasonsJudged>),
    Findings(Box<Findings>),
    ThemeTrend(Vec<ThemeTrend>),
    Effects(Vec<Effect>),
    Aim(Option<Box<AimView>>),
    Promise(Box<Promise>),
    Exposed(Vec<AccountId>),
    Named(Vec<Named>),
    LostAccounts(Vec<LostAccount>),
    Behind(Box<Behind>),
    Quotes(Vec<Quote>),
    Readiness(Box<Readiness>),
    Feedback(Page<FeedbackView>),
    FeedbackById(Option<Box<FeedbackView>>),
    Untagged(Untagged),
    Likened(Likened),
    Alike(Alike),
    Accounts(Page<AccountView>),
    Story(Box<Story>),
    Outlook(Box<Option<Outlook>>),
    Risk(Box<RiskList>),
    Ahead(Box<Ahead>),
    Warnings(Box<Warnings>),
    Warned(Box<Warned>),
    Value(Box<ValueReport>),
    Tags(Vec<TagView>),
    Together(Vec<Together>),
    Former(FormerTags),
    Evaluated(Evaluated),
    Suggestions(Suggestions),
    ToTake(ToTake),
    Blind(Option<Box<Blind>>),
    Drawn(Drawn),
    Moving(Moving),
    Searches(Vec<Search>),
    Owners(Vec<Owner>),
    Roadmap(Vec<RoadmapItem>),
    Links(Vec<Link>),
    Priority(Box<Priority>),
    WinBack(Box<WinBack>),
    LeaveAlone(Box<LeaveAlone>),
    Marks(Vec<DayMark>),
    Meetings(Vec<MeetingView>),
    Meeting(Box<MeetingView>),
    Shortlist(Vec<TagId>),
    Notes(Vec<NoteView>),
    Actions(Vec<ActionView>),
    Thread(Box<Thread>),
    Find(Box<Found>),
    Imports(Vec<ImportView>),
    Feed(Vec<JournalRow>),
    Presence(Vec<Present>),
    Names(Vec<MaskedName>),
    #[traverse(skip)]
    Mask(Mask),
}
