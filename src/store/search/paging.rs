//! For tests: every mixture of filters gives the same as looking at every row, page by page.

use proptest::prelude::*;
use rusqlite::Connection;

use super::find::find;
use super::pages::feedback;
use crate::domain::day::Day;
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::period::Period;
use crate::domain::query::FeedbackFilter;
use crate::store::open;
use crate::store::rows::key::Keys;
use crate::store::sql;

const WORDS: [&str; 6] = [
    "slow export",
    "price",
    "Preis zu hoch",
    "遅い読み込み",
    "slow",
    "expo 7",
];

thread_local! {
    static ROOM: Connection = room();
}

/// 600 pieces over 60 days, some undated, some moved to another day, tags in two levels.
fn room() -> Connection {
    let db = open::tables().unwrap();
    db.execute_batch(
        "INSERT INTO accounts (external, name, alias) VALUES ('1', 'Northern Light', 'Amber Heron 1'), \
           ('2', 'Ärzte-Haus Nord', 'Calm Elk 2'), ('3', 'Initech', 'Wise Owl 3'); \
         INSERT INTO tags (id, name, parent) VALUES (1, 'speed', NULL), (2, 'export', 1), (3, 'price', NULL); \
         INSERT INTO actions (what, status, person, at, origin) VALUES ('Fix the EXPORT', 'open', 'Dana', 0, '{}'); \
         INSERT INTO notes (kind, text, person, at, origin) VALUES ('note', 'exports again', 'Dana', 0, '{}');",
    )
    .unwrap();
    fill(&db);
    db
}

fn fill(db: &Connection) {
    let mut keys = Keys::new(db).unwrap();
    let day = |n: i64| Day(20_700 + (n * 7 % 60) as i32);
    for n in 0..600_i64 {
        let received = (n % 11 != 0).then(|| day(n));
        let id = keys.next(received).unwrap().unwrap();
        let stored = if n % 50 == 3 {
            Some(day(n + 5))
        } else {
            received
        };
        let account = Some(n % 4).filter(|account| *account > 0);
        let (survey, text, praise) = (n % 5 == 0, WORDS[n as usize % 6], n % 13 == 0);
        let piece = "INSERT INTO feedback (id, account, received, exit_survey, text, mark) \
                     VALUES (?1, ?2, ?3, ?4, ?5, iif(?6, 'praise', NULL))";
        let values = (id, account, stored, survey, text, praise);
        db.execute(piece, values).unwrap();
        let carried = (1..4).filter(|tag| (n + tag) % 7 == 0 || (n + tag) % 9 == 0);
        for tag in carried {
            let tagged = "INSERT INTO feedback_tags (feedback, tag) VALUES (?1, ?2)";
            db.execute(tagged, (id, tag)).unwrap();
        }
    }
}

/// Looks at every row.
fn slowly(db: &Connection, filter: &FeedbackFilter, words: &[&str]) -> Vec<FeedbackId> {
    let pieces = "SELECT id, account, received, exit_survey, fold(text), mark IS NOT NULL, \
                    (SELECT group_concat(tag) FROM feedback_tags WHERE feedback = feedback.id) \
                  FROM feedback ORDER BY id DESC";
    let mut found = Vec::new();
    let looked = sql::each(db, pieces, [], |row| {
        let (id, account): (FeedbackId, Option<AccountId>) = (row.get(0)?, row.get(1)?);
        let (received, survey): (Option<Day>, bool) = (row.get(2)?, row.get(3)?);
        let text: String = row.get(4)?;
        let tags = row.get::<_, Option<String>>(6)?.unwrap_or_default();
        let carries = |tag: TagId| match tag.0 {
            1 => tags.contains('1') || tags.contains('2'),
            other => tags.contains(&other.to_string()),
        };
        let dealt = row.get::<_, bool>(5)? || !tags.is_empty();
        let within = |period: Period| received.is_some_and(|day| period.contains(day));
        let says = |word: &&str| format!(" {text} ").contains(&format!(" {word}"));
        if filter.account.is_none_or(|a| account == Some(a))
            && filter.period.is_none_or(within)
            && filter.exit_survey.is_none_or(|e| survey == e)
            && filter.untagged.is_none_or(|u| dealt != u)
            && filter.tag.is_none_or(carries)
            && words.iter().all(says)
        {
            found.push(id);
        }
        Ok(())
    });
    looked.unwrap();
    found
}

fn in_pages(db: &Connection, filter: &FeedbackFilter, limit: u32) -> Vec<FeedbackId> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = feedback(db, filter, &|_| Ok(String::new()), after.as_deref(), limit).unwrap();
        all.extend(page.ids);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn pages_hold_what_the_filter_says(
        words in proptest::sample::select(vec![("", vec![]), ("slow", vec!["slow"]), ("slow EXP", vec!["slow ", "exp"]), ("遅い", vec!["遅い"])]),
        account in proptest::option::of(1..4_i64),
        tag in proptest::option::of(1..4_i64),
        period in proptest::option::of(proptest::sample::select(vec!["2026-09", "2026-10", "2026-09-05..2026-09-08", "2024"])),
        exit_survey in proptest::option::of(any::<bool>()),
        untagged in proptest::option::of(any::<bool>()),
        limit in 1..90_u32,
    ) {
        let filter = FeedbackFilter {
            words: words.0.into(),
            account: account.map(AccountId),
            tag: tag.map(TagId),
            period: period.and_then(|p| p.parse().ok()),
            exit_survey,
            untagged,
        };
        ROOM.with(|db| {
            prop_assert_eq!(in_pages(db, &filter, limit), slowly(db, &filter, &words.1));
            Ok(())
        })?;
    }
}

#[test]
fn words_are_found_everywhere() {
    let db = room();
    let hits = find(&db, "nord", &|_| Ok(String::new()), 5).unwrap();
    assert_eq!(hits.accounts, [AccountId(2)]);
    let hits = find(&db, "nor", &|_| Ok(String::new()), 5).unwrap();
    assert_eq!(hits.accounts, [AccountId(1), AccountId(2)]);
    assert_eq!(
        find(&db, "heron amb", &|_| Ok(String::new()), 5)
            .unwrap()
            .accounts,
        [AccountId(1)]
    );
    let hits = find(&db, "Export", &|_| Ok(String::new()), 3).unwrap();
    let found = [hits.feedback.len(), hits.actions.len(), hits.notes.len()];
    assert_eq!(found, [3, 1, 1]);
    for words in ["", "   ", "\"", "*", "(OR", "\0"] {
        let hits = find(&db, words, &|_| Ok(String::new()), 5).unwrap();
        assert!(words == "(OR" || hits == Default::default(), "{words:?}");
    }
    let only_signs = FeedbackFilter {
        words: "?!".into(),
        ..FeedbackFilter::default()
    };
    assert_eq!(
        feedback(&db, &only_signs, &|_| Ok(String::new()), None, 5)
            .unwrap()
            .ids,
        []
    );
    assert!(
        feedback(
            &db,
            &FeedbackFilter::default(),
            &|_| Ok(String::new()),
            Some("x"),
            5
        )
        .is_err()
    );
}
