//! Rows as the border hands them over, for the tests of imports.
//! Must not test anything itself.

use churnroom::domain::account::Account;
use churnroom::domain::change::Author;
use churnroom::domain::day::Day;
use churnroom::domain::failure::Failure;
use churnroom::domain::feedback::FeedbackView;
use churnroom::domain::field::Field;
use churnroom::domain::ids::{ImportId, TagId};
use churnroom::domain::import::{
    Counts, FeedbackRow, FormerKey, GivenThing, ImportHead, ImportKind, ImportRow, Interval,
    Rejected, SourceRow, SubscriptionRow,
};
use churnroom::domain::money::Cents;
use churnroom::domain::page::Page;
use churnroom::domain::query::{AccountFilter, Answer, FeedbackFilter, Query};
use churnroom::domain::roadmap::Owner;
use churnroom::domain::roadmap::RoadmapItem;
use churnroom::domain::word::Word;
use churnroom::store::{ImportOptions, ImportOutcome};

use super::room::{Room, october};

/// Rows as the border hands them over, each with a hash of its values.
pub fn rows(given: Vec<ImportRow>) -> Vec<Result<SourceRow, Rejected>> {
    let hash = |row: &ImportRow| {
        format!("{row:?}").bytes().fold(0_i64, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(i64::from(byte))
        })
    };
    let numbered = given.into_iter().zip(2..);
    numbered
        .map(|(row, line)| {
            Ok(SourceRow {
                line,
                hash: hash(&row),
                former: FormerKey::default(),
                also: Vec::new(),
                row,
            })
        })
        .collect()
}

pub fn head(kind: ImportKind) -> ImportHead {
    ImportHead {
        id: ImportId(0),
        kind,
        file: format!("{}.csv", kind.word()),
        hash: "0123456789abcdef".to_owned(),
        header: String::new(),
        reading: String::new(),
        as_of: None,
        currency: kind.is_ledger().then(|| "EUR".parse().unwrap()),
        rates: Default::default(),
        complete: false,
        counts: Counts::default(),
        holds: None,
        last_day: false,
        reckons: Vec::new(),
        tied: None,
    }
}

pub fn taken(
    room: &mut Room,
    head: ImportHead,
    options: &ImportOptions<'_>,
    given: Vec<ImportRow>,
) -> Result<ImportOutcome, Failure> {
    let author: Author = room.author("Priya");
    room.store
        .import(&author, head, options, &mut rows(given).into_iter())
}

pub fn import(room: &mut Room, kind: ImportKind, given: Vec<ImportRow>) -> ImportOutcome {
    taken(room, head(kind), &ImportOptions::default(), given).unwrap()
}

/// New, updated, unchanged, rejected.
pub fn counts(outcome: &ImportOutcome) -> [u64; 4] {
    let c = outcome.head.counts;
    [c.new, c.updated, c.unchanged, c.rejected]
}

pub fn feedback(external: &str, text: &str, tags: &[&str]) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: external.to_owned(),
        account: "a1".to_owned(),
        source: "ticket".to_owned(),
        received: Day::ymd(2026, 10, 12),
        text: text.to_owned(),
        tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
        ..FeedbackRow::default()
    })
}

pub fn account(external: &str, name: &str, plan: &str) -> ImportRow {
    ImportRow::Account(Box::new(GivenThing {
        thing: Account {
            external: external.to_owned(),
            name: name.to_owned(),
            plan: plan.to_owned(),
            ..Account::default()
        },
        fields: vec![Field::Name, Field::Plan],
    }))
}

pub fn subscription(account: &str, amount: i64, plan: &str) -> ImportRow {
    ImportRow::Subscription(SubscriptionRow {
        external: format!("s-{account}"),
        cause: None,
        rate: None,
        account: account.to_owned(),
        start: Day::ymd(2026, 1, 15).unwrap(),
        end: Day::ymd(2026, 10, 20),
        amount: Cents(amount),
        interval: Interval::Month,
        plan: plan.to_owned(),
        ..SubscriptionRow::default()
    })
}

/// One file of each kind that can stand in one room.
pub fn company(plan: &str) -> Vec<(ImportKind, Vec<ImportRow>)> {
    let survey = ImportRow::Feedback(FeedbackRow {
        external: "x1".to_owned(),
        account: "a2".to_owned(),
        exit_survey: true,
        received: Day::ymd(2026, 10, 18),
        reason: "Price".to_owned(),
        tags: Some(vec!["price".to_owned()]),
        ..FeedbackRow::default()
    });
    let owner = ImportRow::Owner(Owner {
        external: "o1".to_owned(),
        name: "Dana".to_owned(),
        team: plan.to_owned(),
        ..Owner::default()
    });
    let item = ImportRow::Roadmap(RoadmapItem {
        external: "R-1".to_owned(),
        title: format!("Exports for {plan}"),
        ..RoadmapItem::default()
    });
    let accounts = vec![
        account("a1", "Northwind", plan),
        account("a2", "Initech", plan),
    ];
    let subscriptions = vec![
        subscription("a1", 4900, plan),
        subscription("a3", 100, plan),
    ];
    let words = format!("exports of {plan} are slow");
    vec![
        (ImportKind::Owners, vec![owner]),
        (ImportKind::Accounts, accounts),
        (ImportKind::Subscriptions, subscriptions),
        (ImportKind::Roadmap, vec![item]),
        (ImportKind::Surveys, vec![survey]),
        (
            ImportKind::Feedback,
            vec![feedback("f1", &words, &["speed/exports"])],
        ),
    ]
}

/// Everything an import may touch, the numbers included.
pub fn all(room: &mut Room) -> Vec<Answer> {
    let mut all = room.everything();
    // Names that an import brought stay known to the mask when it is taken back.
    all.retain(|answer| !matches!(answer, Answer::Names(_)));
    for query in [
        Query::Feedback {
            filter: FeedbackFilter::default(),
            after: None,
            limit: 500,
        },
        Query::Accounts {
            filter: AccountFilter::default(),
            after: None,
            limit: 500,
        },
        Query::Explained {
            periods: vec![october()],
            profile: None,
        },
        Query::Themes(october()),
        Query::Cohorts {
            today: Day::ymd(2026, 11, 20).unwrap(),
        },
        Query::Find {
            words: "exports slow".to_owned(),
            limit: 50,
        },
    ] {
        all.push(room.store.answer(&query).unwrap());
    }
    all
}

pub fn page(room: &mut Room, filter: FeedbackFilter) -> Page<FeedbackView> {
    let query = Query::Feedback {
        filter,
        after: None,
        limit: 500,
    };
    room.store.answer(&query).unwrap().try_into().unwrap()
}

pub fn tags(room: &mut Room) -> Vec<String> {
    let first = page(room, FeedbackFilter::default()).items.remove(0);
    first.tags.into_iter().map(|tag| tag.name).collect()
}

pub fn tag_named(room: &mut Room, name: &str) -> TagId {
    let Answer::Tags(tags) = room.store.answer(&Query::Tags).unwrap() else {
        panic!("not tags")
    };
    tags.iter()
        .find(|view| view.tag.name == name)
        .unwrap()
        .tag
        .id
}
