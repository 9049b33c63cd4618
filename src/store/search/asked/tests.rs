//! What is found by what is typed. Must not test pages beyond that.

use super::super::pages;
use super::*;
use crate::domain::ids::AccountId;
use crate::domain::query::FeedbackFilter;
use crate::store::Store;

#[test]
fn no_input_is_a_syntax_error() {
    for (words, of_names, expected) in [
        ("Slow EXPORT", false, "'slow' AND 'export' *"),
        (
            "解約 理由",
            true,
            "'解約' * AND '約' * AND '理由' * AND '由' *",
        ),
        ("a\" OR NEAR(b", false, "('a' OR 'near' AND 'b' *)"),
        ("excel -refund", false, "('excel') NOT (('refund' *))"),
        (
            "-re-fund - excel",
            false,
            "('excel' *) NOT (('re' AND 'fund'))",
        ),
        ("karl-heinz", false, "'karl' AND 'heinz' *"),
        (
            "excel OR csv slow",
            false,
            "(('excel') OR ('csv')) AND 'slow' *",
        ),
    ] {
        let store = Store::in_memory().unwrap();
        let asked = match of_names {
            true => names(words),
            false => feedback(&store.db, words, &|_| Ok(String::new())).unwrap(),
        };
        let expected = expected.replace('\'', "\"");
        let said = asked.expression(None).unwrap();
        if words.starts_with("a\"") {
            assert!(said.is_some_and(|said| said.contains("near")));
        } else {
            assert_eq!(said, Some(expected), "{words}");
        }
    }
    assert!(names("\" - * ( \0").is_empty());
    assert_eq!(names("-refund").expression(None).unwrap(), None);
}
/// Six texts: what is found in them, all at once, in pages, and by an account.
#[test]
fn every_field_and_word_finds_its_texts() {
    let store = six_texts();
    let db = &store.db;
    let find = |words: &str| found(db, words, &bolt).unwrap();
    for (words, expected) in FOUND {
        let wanted: Vec<i64> = expected.iter().map(|at| ID[*at]).collect();
        let all: Vec<FeedbackId> = find(words).unwrap().into_iter().collect();
        assert_eq!(
            sorted(all),
            sorted(wanted.iter().map(|id| (*id).into()).collect()),
            "{words}"
        );
        let page = |of: FeedbackFilter| {
            let words = words.to_owned();
            let filter = FeedbackFilter { words, ..of };
            sorted(pages::feedback(db, &filter, &bolt, None, 9).unwrap().ids)
        };
        let ids = |ids: Vec<i64>| sorted(ids.into_iter().map(FeedbackId).collect());
        assert_eq!(
            page(FeedbackFilter::default()),
            ids(wanted.clone()),
            "{words}"
        );
        let of_account = page(FeedbackFilter {
            account: Some(1.into()),
            ..FeedbackFilter::default()
        });
        let own = wanted.into_iter().filter(|id| ID[..2].contains(id));
        assert_eq!(of_account, ids(own.collect()), "{words}");
    }
    assert_eq!(find("  "), None);
    for nothing in [" - ", "🇩🇪 \"", "!?"] {
        assert_eq!(find(nothing), Some(HashSet::new()), "{nothing}");
    }
}

/// A letter that begins more words than are written out is a word to whoever asks: all at once, in pages, one by one.
#[test]
fn a_letter_that_begins_too_many_words_means_one_thing() {
    let store = six_texts();
    let many: String = (0..90).map(|n| format!("s{n} ")).collect();
    let insert = "INSERT INTO feedback (id, source, reason, text) VALUES (?1, '', '', ?2)";
    for (id, text) in [(-3, many.as_str()), (-4, "plan s"), (-5, "sharp")] {
        store.db.execute(insert, (id, text)).unwrap();
    }
    for (words, ids) in [
        ("s", vec![-4]),
        ("sh", vec![-5]),
        ("s1", vec![-3]),
        ("plan s", vec![-4]),
    ] {
        let all = found(&store.db, words, &bolt).unwrap().unwrap();
        let ids = sorted(ids.into_iter().map(FeedbackId).collect());
        assert_eq!(sorted(all.into_iter().collect()), ids, "{words}");
        let words = words.to_owned();
        let filter = FeedbackFilter {
            words,
            ..FeedbackFilter::default()
        };
        let page = pages::feedback(&store.db, &filter, &bolt, None, 9).unwrap();
        assert_eq!(sorted(page.ids), ids, "{}", filter.words);
    }
}

/// What the ledger knows of the second account, which has no plan of its own.
fn bolt(account: AccountId) -> Result<String, Failure> {
    let plan = if account.0 == 2 { "Growth" } else { "Gone" };
    Ok(plan.to_owned())
}

fn sorted(mut ids: Vec<FeedbackId>) -> Vec<FeedbackId> {
    ids.sort_unstable();
    ids
}

const DAY: i64 = 20_700 << 24;
const ID: [i64; 6] = [DAY | 1, DAY | 2, DAY | 3, (20_800 << 24) | 1, -1, -2];

fn six_texts() -> Store {
    let store = Store::in_memory().unwrap();
    let [a, b, c, d, e, f] = ID;
    let made = store.db.execute_batch(&format!(
        "INSERT INTO accounts (id, external, name, alias, plan, segment)
            VALUES (1, 'a', 'Acme', 'x', 'Pro Plus', 'SMB'), (2, 'b', 'Bolt', 'y', '', '');
         INSERT INTO tags (id, name, parent) VALUES (1, 'price', NULL), (2, 'export', NULL),
            (3, 'csv slow', 2);
         INSERT INTO feedback (id, account, received, source, reason, score, text) VALUES
            ({a}, 1, 20700, 'nps', '', 3.0, 'Excel is not good'),
            ({b}, 1, 20700, 'typeform', 'Too expensive', NULL, 'not very good, excel'),
            ({c}, 2, 20700, 'App Store', '', 9.0, 'Refund my csv'),
            ({d}, NULL, 20800, 'nps', '', 7.0, 'excellent csv'),
            ({e}, 2, NULL, '', '', NULL, '解約理由 refund'),
            ({f}, NULL, NULL, 'ticket', '', NULL, 'Größe 👍🏽');
         INSERT INTO feedback_tags (feedback, tag) VALUES ({a}, 1), ({c}, 3);
         UPDATE feedback SET exit_survey = 1 WHERE id = {b};
         UPDATE feedback SET mark = 'praise' WHERE id = {f};"
    ));
    made.unwrap();
    store
}

/// What is typed, and which of the six it finds.
const FOUND: [(&str, &[usize]); 61] = [
    ("source:nps", &[0, 3]),
    ("source:\"app st", &[2]),
    ("-source:nps -is:undated", &[1, 2]),
    ("reason:expensive", &[1]),
    ("plan:plus excel", &[0, 1]),
    ("plan:growth", &[2, 4]),
    ("-plan:growth -is:undated", &[0, 1, 3]),
    ("source:\"exit survey\"", &[1]),
    ("source:typeform", &[1]),
    ("source:feedback", &[4]),
    ("segment:smb OR source:app", &[0, 1, 2]),
    ("score:<7", &[0]),
    ("-score:<7", &[1, 2, 3, 4, 5]),
    ("score:3..7", &[0, 3]),
    ("tag:export", &[2]),
    ("tag:slow OR tag:price", &[0, 2]),
    ("-tag:price excel", &[1, 3]),
    ("tag:none-such", &[]),
    ("period:2026-09", &[0, 1, 2]),
    ("is:undated", &[4, 5]),
    ("is:untagged -is:undated", &[1, 3]),
    ("is:praise", &[5]),
    ("\"not good\"", &[0]),
    ("-\"not good\" excel", &[1, 3]),
    ("\"not goo", &[0]),
    ("excel ", &[0, 1, 3]),
    ("excel -refund", &[0, 1]),
    ("-excel", &[2, 4, 5]),
    ("excel OR refund -csv", &[0, 1, 4]),
    ("\"csv\" OR \"grosse\"", &[2, 3, 5]),
    ("\"解約\"", &[4]),
    ("\"理由 ref", &[4]),
    ("csv -\"my csv\"", &[3]),
    // Signs are looked for as they stand.
    ("👍", &[5]),
    ("👍\u{fe0f}, is:undated", &[5]),
    ("-👍 is:undated", &[4]),
    ("\" 👍 \" OR refund", &[2, 4, 5]),
    ("🇩🇪", &[]),
    ("🇩🇪 is:undated", &[]),
    ("! is:untagged", &[]),
    ("is:untagged !", &[]),
    ("is:untagged \"?\"", &[]),
    // And with words, whether these stand apart or not.
    ("grosse👍", &[5]),
    ("\"grosse 👍\" is:undated", &[5]),
    ("csv👍", &[]),
    ("\"my csv 👎\" OR csv€", &[]),
    ("-csv€ csv", &[2, 3]),
    ("€50 OR 👍", &[5]),
    ("\"good, \" -!", &[0, 1]),
    ("-! is:undated", &[4, 5]),
    ("is:untagged -\"?\" OR ☂", &[1, 3, 4]),
    ("-, is:untagged", &[3, 4]),
    // What is only being typed says nothing beside words, and alone finds nothing.
    ("!", &[]),
    ("\"", &[]),
    (" - ", &[]),
    ("-\" \"", &[]),
    ("excel -", &[0, 1]),
    ("excel OR !", &[0, 1]),
    ("! OR \"?\" excel ", &[0, 1, 3]),
    ("excel -- ", &[0, 1]),
    ("source:nps OR \"!\"", &[0, 3]),
];

#[test]
fn what_people_typed_is_found_by_the_same_words_and_signs() {
    for (words, is_found) in [
        ("great", true),
        ("👍", true),
        ("👍 OR bad", true),
        ("great 🇩🇪", false),
        ("-👍", false),
        ("bad OR !", false),
        ("great \"", true),
        ("great👍", true),
        ("great👎", false),
        ("\"great €\"", false),
        ("-great€", true),
        ("-!", true),
    ] {
        let sought = Sought::words(words);
        assert_eq!(has(&sought, "Great 👍🏽"), is_found, "{words}");
    }
}

#[test]
fn none_of_many_alternatives_is_passed_over() {
    let store = six_texts();
    let find = |words: &str| found(&store.db, words, &bolt);
    let others = |count: usize| -> String { (0..count).map(|n| format!("zz{n} OR ")).collect() };
    let alone = find("excel").unwrap();
    assert!(alone.as_ref().is_some_and(|found| !found.is_empty()));
    for count in [23, 24, 150, 390] {
        assert_eq!(find(&format!("{}excel", others(count))).unwrap(), alone);
        let beside = format!("{}source:none OR excel", others(count));
        assert_eq!(find(&beside).unwrap(), alone, "{count}");
    }
    let failure = find(&format!("{}excel", others(500))).unwrap_err();
    assert!(failure.message.contains("more than 399 words"), "{failure}");
}
