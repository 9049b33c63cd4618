//! Every question that can be asked, with words that say what it finds. Must not know what is answered.

use churnroom::domain::against::ClaimedLoss;
use churnroom::domain::behind::What;
use churnroom::domain::change::Subject;
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::effect::aim::Aim;
use churnroom::domain::figure::Figure;
use churnroom::domain::given::Taken;
use churnroom::domain::ids::{
    AccountId, ActionId, ChangeId, FeedbackId, MeetingId, NoteId, RoadmapId, TagId,
};
use churnroom::domain::metrics::Dimension;
use churnroom::domain::money::Cents;
use churnroom::domain::moving::{Move, MoveGoal};
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{
    AccountFilter, ActionFilter, AimQuery, FeedbackFilter, NoteFilter, Query, QueryKind, QueueOf,
    QuoteOrder, TrustQuery,
};
use churnroom::domain::themes::ThemeRow;
use churnroom::domain::thread::ThreadOf;

use super::room::NAME;

fn period() -> Period {
    "2026-10".parse().unwrap()
}

/// Questions of a kind about the planted room and its customer; a new kind does not compile until it has its own.
#[rustfmt::skip]
pub fn of(kind: QueryKind, feedback: FeedbackId) -> Vec<Query> {
    use QueryKind as K;
    let (period, today, profile, after, limit) = (period(), Day::ymd(2026, 11, 6).unwrap(), None, None, 100);
    let by = || Dimension("segment".to_owned());
    let theme = ThemeRow::Theme(TagId(1));
    match kind {
        K::Room => vec![Query::Room { today }],
        K::Extent => vec![Query::Extent { today }],
        K::Review => vec![Query::Review { period, profile }],
        K::Metrics => vec![Query::Metrics { periods: vec![period], profile }],
        K::Explained => vec![Query::Explained { periods: vec![period], profile }],
        K::Breakdown => [by(), Dimension("owner".to_owned()), Dimension(format!("{NAME} head"))]
            .map(|by| Query::Breakdown { period, by, profile }).into(),
        K::Early => vec![Query::Early { period, by: by() }],
        K::Reconcile => vec![Query::Reconcile { period, left: None, right: Profile::Chartmogul }],
        K::Against => vec![Query::Against { period, profile, rows: against() }],
        K::Cohorts => vec![Query::Cohorts { today }],
        K::Themes => vec![Query::Themes(period)],
        K::Reasons => vec![Query::Reasons(period)],
        K::Findings => vec![Query::Findings { period, profile, today }],
        K::ThemeTrend => vec![Query::ThemeTrend { period, periods: 3 }],
        K::Effects => vec![Query::Effects],
        K::Aims => aims().into_iter().map(Query::Aims).collect(),
        K::LostAccounts => vec![Query::LostAccounts { period, row: None }],
        K::Behind => {
            let cell = Some((by(), format!("{NAME} segment")));
            let what = What::Figure(Figure::LogoChurn);
            [None, cell].map(|cell| Query::Behind { what, period, profile, cell, after: None, limit }).into()
        }
        K::Quotes => vec![Query::Quotes { period, row: theme, order: QuoteOrder::Dearest, limit }],
        K::Readiness => vec![Query::Readiness { period, today }],
        K::Feedback => vec![Query::Feedback { filter: FeedbackFilter::default(), after, limit }],
        K::FeedbackById => vec![Query::FeedbackById(feedback)],
        K::Untagged => vec![Query::Untagged { period: Some(period), words: String::new(), limit }],
        K::Likened => vec![Query::Likened],
        K::Alike => vec![Query::Likened, Query::Alike { of: feedback, period: None, words: String::new(), whole: false }],
        K::Accounts => [AccountFilter::default(), AccountFilter { adjusted: true, ..AccountFilter::default() }]
            .map(|filter| Query::Accounts { filter, after: None, limit: 1 }).into(),
        K::Story => [1, 2, 3, 4].map(|id| Query::Story(AccountId(id))).into(),
        K::Outlook => [1, 2].map(|id| Query::Outlook(AccountId(id))).into(),
        K::Risk => vec![Query::Risk { limit }],
        K::Ahead => vec![Query::Ahead(period)],
        K::Warnings => vec![Query::Warnings(period.last())],
        K::Warned => vec![Query::Warned],
        K::Value => [None, Some(by())].map(|by| Query::Value { period, by, profile }).into(),
        K::Tags => vec![Query::Tags],
        K::Together => vec![Query::Together],
        K::Former => vec![Query::Former],
        K::Trust => [
            TrustQuery::Drift(period),
            TrustQuery::Evaluated { train: 1, seed: 1 },
            TrustQuery::Suggested { texts: vec![feedback], wait: true, hidden: true },
            TrustQuery::Blind,
            TrustQuery::ToSay { coder: "Dana".to_owned(), limit },
            TrustQuery::Drawn { size: 1, period: None, by_money: true, seed: 1 },
            TrustQuery::Unsure { queue: QueueOf::default(), limit },
            TrustQuery::ToTake { from: Taken::Sure, queue: QueueOf::default(), limit, wait: true },
            TrustQuery::ToTake { from: Taken::Rule, queue: QueueOf::default(), limit, wait: true },
        ].map(Query::Trust).into(),
        K::Move => vec![Query::Move(Move { from: TagId(1), to: MoveGoal::New(NAME.to_owned()), words: String::new() })],
        K::Searches => vec![Query::Searches],
        K::Owners => vec![Query::Owners],
        K::Roadmap => vec![Query::Roadmap],
        K::Links => vec![Query::Links],
        K::Priority => vec![Query::Priority(period)],
        K::WinBack => vec![Query::WinBack(RoadmapId(1))],
        K::LeaveAlone => vec![Query::LeaveAlone(period)],
        K::Marks => vec![Query::Marks],
        K::Meetings => vec![Query::Meetings],
        K::Meeting => vec![Query::Meeting(MeetingId(1))],
        K::Shortlist => vec![Query::Shortlist(period)],
        K::Notes => vec![Query::Notes(NoteFilter::default())],
        K::Actions => vec![Query::Actions(ActionFilter::default())],
        K::Thread => [Subject::Tag(TagId(1)), Subject::Account(AccountId(1)), Subject::Feedback(feedback),
            Subject::Item(RoadmapId(1)), Subject::Action(ActionId(1)), Subject::Note(NoteId(1)), Subject::Meeting(MeetingId(1))]
            .map(ThreadOf::Thing).into_iter().chain([ThreadOf::Segment((Dimension("plan".into()), "Team".into()))])
            .map(|of| Query::Thread { of, period }).collect(),
        K::Find => ["kartoffel", "name"].map(|words| Query::Find { words: words.to_owned(), limit }).into(),
        K::Imports => vec![Query::Imports],
        K::Feed => vec![Query::Feed { since: ChangeId(0), limit: 1000 }],
        K::Presence => vec![Query::Presence { now: Moment(0) }],
        // What the mask itself is made of and is: neither is shown.
        K::Names | K::Mask => Vec::new(),
    }
}

/// Somebody's list with the customer, and with one that the room does not know.
fn against() -> Vec<ClaimedLoss> {
    let lost = |account: &str, name: &str| ClaimedLoss {
        line: 2,
        account: account.to_owned(),
        name: name.to_owned(),
        lost: Cents(100),
    };
    vec![
        lost("zyxwvu-kartoffel", NAME),
        lost("", &format!("{NAME} Nordics")),
    ]
}

fn aims() -> Vec<AimQuery> {
    let aim = Aim {
        action: Some(ActionId(1)),
        theme: Some(TagId(1)),
        ..Aim::default()
    };
    vec![
        AimQuery::Of(Subject::Action(ActionId(1))),
        AimQuery::Promise {
            aim: Box::new(aim),
            due: None,
        },
        AimQuery::Exposed {
            theme: TagId(1),
            period: period(),
        },
        AimQuery::Named {
            names: vec!["a2".to_owned()],
            day: period().last(),
        },
    ]
}
