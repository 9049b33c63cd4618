//! The sums of a room from which a customer was erased, in whatever order files come and go before and after it: they
//! differ from those of a room that never had the customer by the same amounts as on the day it was erased.

use std::collections::BTreeMap;

use churnroom::domain::account::MaskedName;
use churnroom::domain::change::{Applied, Change, Record};
use churnroom::domain::day::Day;
use churnroom::domain::failure::Failure;
use churnroom::domain::feedback::Feedback;
use churnroom::domain::ids::{AccountId, ImportId};
use churnroom::domain::import::{
    BalanceRow, FeedbackRow, ImportKind, ImportRow, Interval, MovementAmount, MovementRow,
    SubscriptionRow, UsageRow,
};
use churnroom::domain::money::Cents;
use churnroom::domain::query::{Answer, Query};
use proptest::prelude::*;

use super::room::{Room, both};
use super::rows::{account, head, import, rows};
use churnroom::store::ImportOptions;

/// The one that is erased, and one that is not.
const ACCOUNTS: [&str; 2] = ["a1", "a2"];

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A kind by its place, and which of two versions of its file.
    Import(usize, u8),
    Undo,
    Redo,
    Revert(i64),
    Erase,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..5_usize, 0..2_u8).prop_map(|(kind, version)| Step::Import(kind, version)),
        3 => Just(Step::Undo),
        1 => Just(Step::Redo),
        2 => (2..9_i64).prop_map(Step::Revert),
        1 => Just(Step::Erase),
    ]
}

fn day(month: u32, day: u32) -> Day {
    Day::ymd(2026, month, day).unwrap()
}

/// What a file of a kind says of an account in one of its versions.
fn rows_of(kind: ImportKind, version: u8, of: &str) -> Vec<ImportRow> {
    let amount = Cents(10_000 + 1_000 * i64::from(version));
    let own = |what: &str| format!("{what}-{of}");
    let account_of = of.to_owned();
    let movement = |day, delta| {
        ImportRow::Movement(MovementRow {
            account: of.to_owned(),
            day,
            amount: MovementAmount::Delta(Cents(delta)),
            cause: None,
            rate: None,
        })
    };
    let balance = |day, mrr| {
        ImportRow::Balance(BalanceRow {
            account: of.to_owned(),
            day,
            mrr,
            part: None,
            rate: None,
        })
    };
    match kind {
        ImportKind::Accounts => vec![account(
            of,
            &own("Zyxwvu"),
            ["Pro", "Team"][usize::from(version)],
        )],
        ImportKind::Subscriptions => vec![ImportRow::Subscription(SubscriptionRow {
            external: own("s"),
            account: account_of,
            start: day(1, 15),
            end: Some(day(10, 20)),
            amount,
            interval: Interval::Month,
            ..SubscriptionRow::default()
        })],
        ImportKind::Movements => {
            vec![
                movement(day(1, 15), amount.0),
                movement(day(10, 20), -amount.0),
            ]
        }
        ImportKind::Balances => {
            vec![
                balance(day(8, 31), amount),
                balance(day(9, 30), Cents(amount.0 + 500)),
                balance(day(10, 31), Cents(0)),
            ]
        }
        ImportKind::Surveys => vec![ImportRow::Feedback(FeedbackRow {
            external: own("x"),
            account: account_of,
            exit_survey: true,
            received: Some(day(10, 18)),
            text: own("frobnicator"),
            tags: Some(vec![["price", "speed"][usize::from(version)].to_owned()]),
            ..FeedbackRow::default()
        })],
        ImportKind::Usage => vec![ImportRow::Usage(UsageRow {
            account: account_of,
            day: Some(day(9, 1)),
            signs: [("logins".to_owned(), version.to_string())].into(),
        })],
        other => panic!("{other:?}"),
    }
}

/// All that is counted, by name.
fn figures(room: &mut Room) -> BTreeMap<String, i64> {
    let months = ["2026-01", "2026-09", "2026-10", "2026-11"];
    let periods = months.iter().map(|month| month.parse().unwrap()).collect();
    let Ok(Answer::Metrics(metrics)) = room.store.answer(&Query::Metrics {
        periods,
        profile: None,
    }) else {
        panic!("metrics were asked for")
    };
    let mut all = BTreeMap::new();
    for (metrics, month) in metrics.iter().zip(months) {
        let mut put = |what: &str, n: i64| {
            all.insert(format!("{month} {what}"), n);
        };
        put("opening", metrics.mrr.opening.0);
        put("new", metrics.mrr.new.0);
        put("expansion", metrics.mrr.expansion.0);
        put("churn", metrics.mrr.churn.0);
        put("closing", metrics.mrr.closing.0);
        put("accounts", metrics.accounts.opening.cast_signed());
        put("churned", metrics.accounts.churned.cast_signed());
    }
    let october = "2026-10".parse().unwrap();
    let Ok(Answer::Themes(themes)) = room.store.answer(&Query::Themes(october)) else {
        panic!("themes were asked for")
    };
    all.insert("lost".to_owned(), themes.lost.mrr.0);
    for theme in &themes.themes {
        all.insert(
            format!("{} mentions", theme.theme),
            theme.mentions.cast_signed(),
        );
        all.insert(format!("{} lost", theme.theme), theme.lost_mrr.0);
    }
    for (name, sum) in themes.outside.rows() {
        all.insert(name.to_owned(), sum.mrr.0);
    }
    all
}

/// By how much one room's figures are above another's.
fn above(one: &mut Room, other: &mut Room) -> BTreeMap<String, i64> {
    let mut above = figures(one);
    for (name, n) in figures(other) {
        *above.entry(name).or_default() -= n;
    }
    above.retain(|_, n| *n != 0);
    above
}

/// Two rooms to which the same happens; one never had the customer.
struct Twins {
    room: Room,
    without: Room,
    kinds: [ImportKind; 5],
    erased: Option<BTreeMap<String, i64>>,
}

impl Twins {
    fn new(mut room: Room, ledger: ImportKind) -> Twins {
        let mut without = Room::memory();
        // Neither room ends before the last month that is looked at.
        let first = Feedback {
            exit_survey: true,
            received: Some(day(10, 2)),
            reason: "Price".to_owned(),
            ..Feedback::default()
        };
        for room in [&mut room, &mut without] {
            let author = room.author("Dana");
            let mut base = rows(rows_of(ledger, 0, "a0")).into_iter();
            let options = ImportOptions::default();
            room.store
                .import(&author, head(ledger), &options, &mut base)
                .unwrap();
            let account = Some(AccountId(1));
            let first = Feedback {
                account,
                ..first.clone()
            };
            room.by("Dana", Change::add(Record::Feedback(first)));
        }
        let kinds = [
            ledger,
            ImportKind::Accounts,
            ImportKind::Surveys,
            ledger,
            ImportKind::Usage,
        ];
        Twins {
            room,
            without,
            kinds,
            erased: None,
        }
    }

    fn import(&mut self, kind: ImportKind, version: u8) {
        let of = |accounts: &[&str]| {
            let rows = accounts.iter().map(|of| rows_of(kind, version, of));
            rows.flatten().collect::<Vec<ImportRow>>()
        };
        import(&mut self.room, kind, of(&ACCOUNTS));
        import(&mut self.without, kind, of(&ACCOUNTS[1..]));
    }

    /// The same change to both; whether it went through is the same.
    fn both(&mut self, change: &Change) {
        let done = |done: Result<Applied, Failure>| done.map_err(|failure| failure.code).map(drop);
        let one = done(self.room.try_as("Priya", change));
        assert_eq!(
            one,
            done(self.without.try_as("Priya", change)),
            "{change:?}"
        );
    }

    fn erase(&mut self) {
        let author = self.room.author("Sam");
        if self.room.store.erase(&author, AccountId(2)).is_ok() && self.erased.is_none() {
            self.erased = Some(above(&mut self.room, &mut self.without));
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Import(kind, version) => self.import(self.kinds[kind], version),
            Step::Undo => self.both(&Change::Undo),
            Step::Redo => self.both(&Change::Redo),
            Step::Revert(id) => self.both(&Change::RevertImport(ImportId(id))),
            Step::Erase => self.erase(),
        }
        if let Some(erased) = &self.erased {
            let now = above(&mut self.room, &mut self.without);
            assert_eq!(&now, erased, "{step:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn the_amounts_of_an_erased_customer_stay_in_every_order(
        ledger in prop::sample::select(vec![ImportKind::Subscriptions, ImportKind::Movements, ImportKind::Balances]),
        before in prop::collection::vec(step(), 1..8),
        after in prop::collection::vec(step(), 1..12),
    ) {
        let mut twins = Twins::new(Room::memory(), ledger);
        let start = [Step::Import(0, 0), Step::Import(2, 0)].into_iter();
        for step in start.chain(before).chain([Step::Erase]).chain(after) {
            twins.take(step);
        }
        prop_assert_eq!(twins.room.store.check().unwrap(), Vec::<String>::new());
        let Answer::Names(names) = twins.room.store.answer(&Query::Names).unwrap() else {
            panic!("names were asked for")
        };
        prop_assert!(twins.erased.is_none() || names.iter().all(|name| name.external != "a1" && name.name != "Zyxwvu-a1"));
    }
}

#[test]
fn an_import_taken_back_leaves_what_it_brought_of_an_erased_customer_and_says_so() {
    both(|room| {
        let files = [
            ImportKind::Accounts,
            ImportKind::Subscriptions,
            ImportKind::Surveys,
        ];
        let bring = |room: &mut Room| {
            files.map(|kind| {
                let rows = ACCOUNTS.iter().flat_map(|of| rows_of(kind, 0, of));
                import(room, kind, rows.collect()).head.counts
            })
        };
        bring(room);
        let before = figures(room);
        let author = room.author("Sam");
        room.store.erase(&author, AccountId(1)).unwrap();
        assert_eq!(figures(room), before);
        for file in ["surveys", "subscriptions", "accounts"] {
            assert_eq!(
                room.undo().words,
                format!(
                    "took back: imported {file}.csv: 2 new {file}; what it brought of a customer that was erased since stays, \
                     without a name"
                )
            );
        }
        assert_eq!(figures(room)["2026-09 opening"], 10_000);
        let again = bring(room);
        assert!(
            again
                .iter()
                .all(|counts| (counts.erased, counts.new) == (1, 1)),
            "{again:?}"
        );
        assert_eq!(figures(room), before);
        assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    });
}

#[test]
fn a_number_from_before_erases_who_came_again_under_its_id() {
    both(|room| {
        let list = || rows_of(ImportKind::Accounts, 0, "a1");
        import(room, ImportKind::Accounts, list());
        room.undo();
        import(room, ImportKind::Accounts, list());
        let author = room.author("Sam");
        room.store.erase(&author, AccountId(1)).unwrap();
        let names = room.store.answer(&Query::Names);
        let Ok(Answer::Names(names)) = names else {
            panic!("names were asked for")
        };
        let called = |name: &MaskedName| !name.name.is_empty() || !name.external.is_empty();
        assert!(!names.iter().any(called), "{names:?}");
    });
}
