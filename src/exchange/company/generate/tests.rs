//! What a generated company promises: the same bytes for a seed, the demo's shape, believable figures.
//! Must not know the importer.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;

use super::*;

fn file(company: &Company, name: &str) -> String {
    let mut out = Vec::new();
    company.write(name, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn rows(company: &Company, name: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(file(company, name).as_bytes())
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

#[test]
fn a_seed_gives_the_same_company_for_ever() {
    let company = generate(500, 3_000, 7);
    let head = |name: &str| -> String {
        let text = file(&company, name);
        text.lines().take(200).collect::<Vec<_>>().join("\n")
    };
    let hashes: Vec<String> = Company::FILES[1..]
        .iter()
        .filter(|name| **name != "roadmap.csv")
        .map(|name| format!("{name} {:016x}", fnv(&head(name))))
        .collect();
    assert_eq!(
        hashes,
        [
            "accounts.csv aa00772efed0b0aa",
            "subscriptions.csv b6d70558f8760a48",
            "exit_surveys.csv 8c9afac9c4bc57ee",
            "feedback.csv 9dae83e26b2384b8",
        ]
    );
    let feedback = |seed| file(&generate(500, 3_000, seed), "feedback.csv");
    assert_eq!(file(&company, "feedback.csv"), feedback(7));
    assert_ne!(file(&company, "feedback.csv"), feedback(8));
}

#[test]
fn a_company_has_the_size_asked_for_and_the_columns_of_the_demo() {
    for (accounts, feedback) in [(0, 0), (1, 1), (40, 5), (2_000, 9_000)] {
        let company = generate(accounts, feedback, 1);
        assert_eq!(rows(&company, "accounts.csv").len() as u64, accounts);
        let words = rows(&company, "exit_surveys.csv").len() + rows(&company, "feedback.csv").len();
        assert_eq!(words as u64, feedback);
    }
    let company = generate(300, 900, 1);
    for (name, bytes) in demo_files() {
        if !Company::FILES.contains(name) {
            continue;
        }
        let theirs = std::str::from_utf8(bytes).unwrap().lines().next().unwrap();
        let ours = file(&company, name);
        assert_eq!(ours.lines().next().unwrap(), theirs, "{name}");
    }
    assert!(company.write("else.csv", Vec::new()).is_err());
    let months = |back: i32| DEMO_TODAY.month_start().plus_months(-back);
    assert_eq!(company.span.first, months(15));
    assert_eq!(generate(10_000, 0, 1).span.first, months(24));
}

#[test]
fn names_are_unique_and_everything_is_said_by_today() {
    let company = generate(30_000, 2_000, 3);
    let accounts = rows(&company, "accounts.csv");
    let names: BTreeSet<&str> = accounts.iter().map(|row| row["name"].as_str()).collect();
    assert_eq!(names.len(), accounts.len());
    for name in ["exit_surveys.csv", "feedback.csv"] {
        for row in rows(&company, name) {
            let day: Day = row["received"].parse().unwrap();
            assert!(day <= company.span.today, "{name}: {day}");
        }
    }
}

#[test]
fn two_to_four_percent_leave_each_month() {
    let company = generate(6_000, 0, 11);
    let span = company.span;
    let lives: Vec<Life> = (0..6_000).map(|n| Life::of(11, n, span)).collect();
    for month in 1..15 {
        let first = span.first.plus_months(month);
        let last = first.month_end();
        let opening: Vec<_> = lives.iter().filter(|l| l.is_here(first.before())).collect();
        let left = opening.iter().filter(|l| !l.is_here(last)).count();
        let rate = left as f64 / opening.len() as f64;
        assert!((0.02..0.04).contains(&rate), "{first}: {rate}");
    }
}

#[test]
fn tags_and_words_are_spread_as_in_real_life() {
    let company = generate(2_000, 20_000, 5);
    let mut tags: BTreeMap<String, usize> = BTreeMap::new();
    let (mut pieces, mut carried) = (0, 0);
    let mut texts = HashSet::new();
    for row in rows(&company, "feedback.csv") {
        pieces += 1;
        texts.insert(row["text"].clone());
        for tag in row["tags"].split(';').filter(|tag| !tag.is_empty()) {
            carried += 1;
            *tags.entry(tag.to_owned()).or_default() += 1;
        }
    }
    let per_piece = carried as f64 / f64::from(pieces);
    assert!(
        (1.55..1.65).contains(&per_piece),
        "{per_piece} tags a piece"
    );
    let mut counts: Vec<usize> = tags.values().copied().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(counts.len(), TOPICS.len());
    assert!(counts[0] > 4 * counts[9], "{counts:?}");
    let different = texts.len() as f64 / f64::from(pieces);
    assert!(different > 0.85, "only {different} of the texts differ");
}
