//! Numbers over a small room, through the two doors; whatever happens, what is kept equals what loading gives.
//! Must not know how the numbers are worked out.

use super::*;
use crate::domain::account::{Account, LostAccount};
use crate::domain::change::{Author, Change, Field, Member, Record, Subject, Value};
use crate::domain::day::Moment;
use crate::domain::feedback::{Feedback, FeedbackView, Mark, Quote, Tag, Untagged};
use crate::domain::found::Found;
use crate::domain::ids::{AccountId, FeedbackId, ImportId, TagId};
use crate::domain::import::*;
use crate::domain::metrics::Review;
use crate::domain::money::Cents;
use crate::domain::page::Page;
use crate::domain::query::{Answer, FeedbackFilter, Query, QuoteOrder};
use crate::domain::readiness::Readiness;
use crate::domain::room::RoomFacts;
use crate::domain::themes::{ThemeRow, ThemeTrend, Themes};
use crate::store::{ImportOptions, Store, sql};

mod ahead;
mod alike;
mod behind;
mod changes;
mod known;
mod lessons;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn dana() -> Author {
    Author {
        person: "Dana".into(),
        at: Moment(i64::from(day("2026-11-02").0) * 86_400),
    }
}

fn import(store: &mut Store, kind: ImportKind, rows: Vec<ImportRow>) {
    let head = ImportHead {
        id: ImportId(0),
        kind,
        file: format!("{kind:?}.csv"),
        hash: "00".into(),
        header: String::new(),
        reading: String::new(),
        as_of: None,
        currency: Some("EUR".parse().unwrap()),
        rates: Default::default(),
        complete: false,
        counts: Counts::default(),
        holds: None,
        last_day: false,
        reckons: Vec::new(),
        tied: None,
    };
    let mut rows = (1_u32..).zip(rows).map(|(n, row)| {
        let (line, hash) = (n.into(), n.into());
        Ok(SourceRow {
            line,
            hash,
            former: FormerKey::default(),
            also: Vec::new(),
            row,
        })
    });
    let outcome = store.import(&dana(), head, &ImportOptions::default(), &mut rows);
    let outcome = outcome.unwrap();
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
}

fn account(external: &str, segment: &str, industry: &str) -> ImportRow {
    ImportRow::Account(Box::new(GivenThing {
        thing: Account {
            external: external.into(),
            segment: segment.into(),
            attributes: [("Industry".to_owned(), industry.to_owned())].into(),
            ..Account::default()
        },
        fields: vec![Field::Segment],
    }))
}

fn paid(account: &str, start: &str, end: Option<&str>, amount: i64, plan: &str) -> ImportRow {
    ImportRow::Subscription(SubscriptionRow {
        external: format!("{account}-{start}"),
        account: account.into(),
        start: day(start),
        end: end.map(day),
        amount: Cents(amount),
        plan: plan.into(),
        ..SubscriptionRow::default()
    })
}

fn said(external: &str, account: &str, on: &str, survey: bool, tags: &[&str]) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: external.into(),
        account: account.into(),
        exit_survey: survey,
        received: Some(day(on)),
        text: format!("the words of {external}"),
        tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
        ..FeedbackRow::default()
    })
}

/// Acme leaves over reporting, Bolt shrinks with an untagged survey, Cora leaves in silence, Dino stays.
fn room() -> Store {
    let mut store = Store::in_memory().unwrap();
    let accounts = vec![
        account("acme", "Small", "Retail"),
        account("bolt", "Large", "Steel"),
        account("cora", "Small", ""),
        account("dino", "Large", "Retail"),
    ];
    import(&mut store, ImportKind::Accounts, accounts);
    let subscriptions = vec![
        paid("acme", "2026-01-01", Some("2026-10-12"), 10_000, "Team"),
        paid("bolt", "2026-02-01", Some("2026-10-20"), 30_000, "Pro"),
        paid("bolt", "2026-02-02", None, 5_000, "Team"),
        paid("cora", "2026-03-01", Some("2026-10-31"), 700, "Team"),
        paid("dino", "2026-03-01", None, 2_000, "Pro"),
    ];
    import(&mut store, ImportKind::Subscriptions, subscriptions);
    let surveys = vec![
        said("s1", "acme", "2026-10-11", true, &["reporting/export"]),
        said("s2", "bolt", "2026-10-19", true, &[]),
    ];
    import(&mut store, ImportKind::Surveys, surveys);
    let feedback = vec![
        said("f1", "dino", "2026-10-05", false, &["reporting"]),
        said("f2", "dino", "2026-10-06", false, &[]),
    ];
    import(&mut store, ImportKind::Feedback, feedback);
    store
}

fn october() -> Period {
    "2026-10".parse().unwrap()
}

fn ask<T: TryFrom<Answer>>(store: &mut Store, query: &Query) -> T
where
    T::Error: std::fmt::Debug,
{
    T::try_from(store.answer(query).unwrap()).unwrap()
}

fn themes_of(store: &mut Store) -> Themes {
    *ask::<Box<Themes>>(store, &Query::Themes(october()))
}

fn feedback_id(store: &Store, external: &str) -> FeedbackId {
    let id = "SELECT id FROM feedback WHERE external = ?1";
    sql::one(&store.db, id, [external], |row| row.get(0)).unwrap()
}

fn facts(store: &mut Store, today: &str) -> Box<RoomFacts> {
    ask(store, &Query::Room { today: day(today) })
}

#[test]
fn what_the_room_holds() {
    let mut store = room();
    let room = facts(&mut store, "2026-11-02");
    assert_eq!((room.accounts, room.feedback, room.surveys), (4, 4, 2));
    assert_eq!(room.first_day, Some(day("2026-01-01")));
    assert_eq!(room.extent.reach, Some(day("2026-10-31")));
    assert_eq!(room.extent.default_period, october());
    let names: Vec<&str> = room.dimensions.iter().map(|d| d.0.as_str()).collect();
    assert_eq!(names, ["plan", "segment", "tenure", "mrr", "Industry"]);
    let earlier = facts(&mut store, "2026-10-15");
    assert_eq!(earlier.extent.reach, Some(day("2026-10-15")));
    assert_eq!(earlier.extent.default_period.to_string(), "2026-09");
}

#[test]
fn an_empty_room_answers_everything() {
    let mut store = Store::in_memory().unwrap();
    let room = facts(&mut store, "2026-11-02");
    assert_eq!(room.extent.reach, None);
    assert_eq!(room.extent.default_period.to_string(), "2026-11");
    assert!(room.dimensions.is_empty());
    let (period, profile, today) = (october(), None, day("2026-11-02"));
    let review: Box<Review> = ask(&mut store, &Query::Review { period, profile });
    assert_eq!(review.metrics.rates.logo_churn, None);
    assert!(themes_of(&mut store).themes.is_empty());
    let ready: Box<Readiness> = ask(&mut store, &Query::Readiness { period, today });
    let words: Vec<&str> = ready.checks.iter().map(|c| c.words.as_str()).collect();
    assert_eq!(words, ["no ledger yet", "no owners yet", "no roadmap yet"]);
}

#[test]
fn breakdowns_by_any_column() {
    let mut store = room();
    let query = |by: &str| Query::Breakdown {
        period: october(),
        by: Dimension(by.into()),
        profile: None,
    };
    for (by, lost) in [
        ("segment", "Large 30000, Small 10700"),
        ("plan", "Pro 30000, Team 10700"),
        ("industry", "Steel 30000, Retail 10000, (none) 700"),
        ("tenure", "6 to 12 months 40700"),
    ] {
        let found: Box<Breakdown> = ask(&mut store, &query(by));
        let rows = found.rows.iter();
        let rows: Vec<String> = rows.map(|r| format!("{} {}", r.value, r.lost.0)).collect();
        assert_eq!(rows.join(", "), lost, "{by}");
    }
    let wrong = store.answer(&query("colour")).unwrap_err();
    assert!(wrong.hint.contains("segment"), "{wrong}");
}

#[test]
fn who_was_lost_and_what_they_said() {
    let mut store = room();
    let found = themes_of(&mut store);
    assert_eq!((found.lost.accounts, found.lost.mrr), (3, Cents(40_700)));
    let theme = &found.themes[0];
    let lost = (theme.theme.as_str(), theme.lost_mrr, theme.mentions);
    assert_eq!(lost, ("reporting", Cents(10_000), 2));
    let exposed = (theme.exposed_accounts, theme.exposed_mrr);
    assert_eq!(exposed, (1, Cents(2_000)));
    assert_eq!(found.outside.not_tagged.mrr, Cents(30_000));
    assert_eq!(found.outside.nobody_said_why.mrr, Cents(700));

    let mut lost = |row: Option<ThemeRow>| -> Vec<String> {
        let period = october();
        let rows: Vec<LostAccount> = ask(&mut store, &Query::LostAccounts { period, row });
        let line = |l: &LostAccount| format!("{} {} {:?}", l.account.name, l.lost().0, l.themes);
        rows.iter().map(line).collect()
    };
    let acme = "acme 10000 [\"reporting\"]";
    assert_eq!(lost(None), ["bolt 30000 []", acme, "cora 700 []"]);
    assert_eq!(lost(Some(ThemeRow::Theme(theme.id))), [acme]);
    assert_eq!(lost(Some(ThemeRow::NobodySaid)), ["cora 700 []"]);
}

#[test]
fn the_words_behind_a_row() {
    let mut store = room();
    let theme = themes_of(&mut store).themes[0].id;
    let mut quotes = |row, order| -> Vec<String> {
        let query = Query::Quotes {
            period: october(),
            row,
            order,
            limit: 10,
        };
        let found: Vec<Quote> = ask(&mut store, &query);
        let line = |q: &Quote| format!("{} {}", q.view.feedback.external, q.lost.0);
        found.iter().map(line).collect()
    };
    let reporting = ThemeRow::Theme(theme);
    assert_eq!(quotes(reporting, QuoteOrder::Dearest), ["s1 10000", "f1 0"]);
    assert_eq!(quotes(reporting, QuoteOrder::Newest), ["s1 10000", "f1 0"]);
    let untagged = quotes(ThemeRow::NotTagged, QuoteOrder::Dearest);
    assert_eq!(untagged, ["s2 30000"]);
    assert!(quotes(ThemeRow::NobodySaid, QuoteOrder::Dearest).is_empty());
}

#[test]
fn the_tagging_queue() {
    let mut store = room();
    let mut ask_for = |period, words: &str| -> Untagged {
        let query = Query::Untagged {
            period,
            words: words.to_owned(),
            limit: 10,
        };
        ask(&mut store, &query)
    };
    let names = |found: &Untagged| -> Vec<String> {
        let items = found.items.iter();
        items.map(|q| q.view.feedback.external.clone()).collect()
    };
    let mut queue = |words: &str| ask_for(Some(october()), words);
    let whole = queue("");
    assert_eq!((whole.left, whole.mrr), (1, Cents(30_000)));
    assert_eq!(names(&whole), ["s2", "f2"]);
    let brief = whole.items[0].view.account.clone().unwrap();
    assert_eq!((brief.plan.as_str(), brief.mrr), ("Team", Cents(5_000)));
    assert_eq!(names(&queue("words f2")), ["f2"]);
    assert_eq!(
        names(&queue("plan:team")),
        ["s2"],
        "by what is shown as its plan"
    );
    assert_eq!(names(&queue("plan:pro")), ["f2"]);
    assert_eq!(names(&queue("source:survey")), ["s2"]);
    assert_eq!(whole.everywhere, 2);
    let september = ask_for("2026-09".parse().ok(), "");
    assert_eq!(
        (september.left, september.others, september.everywhere),
        (0, 0, 2)
    );
    let all = ask_for(None, "");
    assert_eq!(names(&all), ["s2", "f2"]);
    assert_eq!((all.left, all.others, all.mrr), (1, 1, Cents(30_000)));
}

#[test]
fn plans_of_the_ledger_are_found_before_it_is_in_memory() {
    for (words, expected) in [
        ("plan:team", 2),
        ("plan:pro", 2),
        ("-plan:pro", 2),
        ("plan:free", 0),
    ] {
        let mut store = room();
        let filter = FeedbackFilter {
            words: words.to_owned(),
            ..FeedbackFilter::default()
        };
        let (after, limit) = (None, 9);
        let page: Page<FeedbackView> = ask(
            &mut store,
            &Query::Feedback {
                filter,
                after,
                limit,
            },
        );
        assert_eq!(page.items.len(), expected, "{words}");
        let words = words.to_owned();
        let found: Box<Found> = ask(&mut room(), &Query::Find { words, limit });
        assert_eq!(found.feedback.len(), expected);
    }
}

#[test]
fn the_room_says_what_it_lacks() {
    let mut store = room();
    let (period, today) = (october(), day("2026-11-02"));
    let ready: Box<Readiness> = ask(&mut store, &Query::Readiness { period, today });
    let lines = ready.checks.iter();
    let lines = lines.map(|c| (c.ok, &*c.words, c.mrr.map(|m| m.0)));
    let lines: Vec<(bool, &str, Option<i64>)> = lines.collect();
    let expected = [
        (true, "ledger reaches 31 Oct", None),
        (false, "1 of 2 surveys not tagged", Some(30_000)),
        (false, "not tagged: 2 texts, 2 of Oct 2026", Some(30_000)),
        (false, "1 lost account, nobody said why", Some(700)),
        (false, "no owners yet", None),
        (false, "no roadmap yet", None),
    ];
    assert_eq!(lines, expected);
    let period = "2026-09".parse().unwrap();
    let ready: Box<Readiness> = ask(&mut store, &Query::Readiness { period, today });
    let mut words = ready.checks.iter().map(|check| (&*check.words, check.mrr));
    let inbox = "not tagged: 2 texts, 0 of Sep 2026";
    assert!(words.any(|said| said == (inbox, Some(Cents(30_000)))));
}

#[test]
fn movements_of_one_account() {
    let mut store = room();
    let rules = Rules::default();
    let desk = store.resident.desk(&store.db, &rules).unwrap();
    let movements = desk.money(1).unwrap().movements(AccountId(2)).unwrap();
    let kinds: Vec<&str> = movements.iter().map(|m| m.kind.into()).collect();
    assert_eq!(kinds, ["new", "expansion", "contraction"]);
}

#[test]
fn single_accounts_need_no_ledger_and_are_worth_the_same() {
    for today in [None, Some(day("2026-10-20")), Some(day("2030-01-01"))] {
        let mut store = room();
        store.resident.today = today;
        let worths = |store: &mut Store, rows: u32| {
            let rules = Rules::default();
            let desk = store.resident.desk(&store.db, &rules).unwrap();
            let money = desk.money(rows).unwrap();
            let accounts = (1..=6).map(AccountId);
            let of = |id| (money.worth(id).unwrap(), money.movements(id).unwrap());
            accounts.map(of).collect::<Vec<_>>()
        };
        let few = worths(&mut store, 1);
        assert!(store.resident.ledger.get().is_none());
        let many = worths(&mut store, u32::MAX);
        assert!(store.resident.ledger.get().is_some());
        assert_eq!(few, many, "{today:?}");
        assert!(few.iter().any(|(worth, _)| worth.mrr > Cents::ZERO));
    }
}
