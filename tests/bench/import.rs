//! Feedback into a room on disk, as an import does it: rows, tags, indexes, with and without full text.
//! Must not know files: what reading a CSV costs is measured with the whole program.
//!
//! `IMPORT_ROWS` sets how many rows (100,000 without it; a company of size M has 1,000,000).

#![allow(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on should stop"
)]

use churnroom::domain::change::Author;
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::ids::ImportId;
use churnroom::domain::import::{
    Counts, FeedbackRow, FormerKey, ImportHead, ImportKind, ImportRow, Rejected, SourceRow,
};
use churnroom::store::{ImportOptions, OpenOptions, Store};
use tempfile::TempDir;

fn main() {
    divan::main();
}

const ACCOUNTS: u64 = 100_000;
const DAYS: u64 = 730;
const WORDS: u64 = 5_000;

fn size() -> u64 {
    let asked = std::env::var("IMPORT_ROWS").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

/// The same numbers on every machine: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}

/// Common words are many times as frequent as rare ones, as in any language.
fn text(dice: &mut Dice) -> String {
    let word = |dice: &mut Dice| {
        let rank = dice.roll(WORDS) * dice.roll(WORDS) / WORDS;
        format!("w{}x", rank * 7919)
    };
    let words: Vec<String> = (0..8 + dice.roll(20)).map(|_| word(dice)).collect();
    words.join(" ")
}

/// Feedback of two years in the order of its days, 1.6 tags each.
fn rows(words: bool) -> impl Iterator<Item = Result<SourceRow, Rejected>> {
    let (size, mut dice) = (size(), Dice(7));
    (0..size).map(move |n| {
        let tags = [0, 1, 1, 2, 4][dice.roll(5) as usize];
        let row = FeedbackRow {
            external: format!("fb-{n:07}"),
            account: format!("acc-{}", dice.roll(ACCOUNTS)),
            source: "ticket".to_owned(),
            received: Some(Day(20_000 + (n * DAYS / size) as i32)),
            text: if words {
                text(&mut dice)
            } else {
                String::new()
            },
            score: Some(dice.roll(11) as f64),
            tags: Some(
                (0..tags)
                    .map(|_| format!("tag {}", dice.roll(40)))
                    .collect(),
            ),
            ..FeedbackRow::default()
        };
        Ok(SourceRow {
            line: n + 2,
            hash: dice.roll(u64::MAX) as i64,
            former: FormerKey::default(),
            also: Vec::new(),
            row: ImportRow::Feedback(row),
        })
    })
}

/// An empty room on disk.
fn room() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("room.db"), &OpenOptions::default()).unwrap();
    (folder, store)
}

fn take_in(store: &mut Store, words: bool) -> Counts {
    let author = Author {
        person: "bench".to_owned(),
        at: Moment(1_790_000_000),
    };
    let head = ImportHead {
        rates: Default::default(),
        id: ImportId(0),
        kind: ImportKind::Feedback,
        file: "feedback.csv".to_owned(),
        hash: "0123456789abcdef".to_owned(),
        header: String::new(),
        reading: String::new(),
        as_of: None,
        currency: None,
        complete: false,
        counts: Counts::default(),
        holds: None,
        last_day: false,
        reckons: Vec::new(),
        tied: None,
    };
    let outcome = store.import(&author, head, &ImportOptions::default(), &mut rows(words));
    outcome.unwrap().head.counts
}

/// Making the rows, to take off the others.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn only_generated() -> usize {
    rows(true).map(divan::black_box).count()
}

/// Rows with their words, indexes and full text.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn with_full_text(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(room)
        .bench_local_values(|(folder, mut store)| {
            assert_eq!(take_in(&mut store, true).new, size());
            (folder, store)
        });
}

/// The same rows without a word in them: nothing for the full-text index to do.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn without_words(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(room)
        .bench_local_values(|(folder, mut store)| {
            assert_eq!(take_in(&mut store, false).new, size());
            (folder, store)
        });
}

/// The same file again: every row known and unchanged.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn unchanged(bencher: divan::Bencher<'_, '_>) {
    let loaded = || {
        let (folder, mut store) = room();
        take_in(&mut store, true);
        (folder, store)
    };
    bencher
        .with_inputs(loaded)
        .bench_local_values(|(folder, mut store)| {
            assert_eq!(take_in(&mut store, true).unchanged, size());
            (folder, store)
        });
}
