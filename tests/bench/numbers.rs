//! The numbers at size M, in memory: 100,000 accounts, 1,000,000 pieces of feedback, 1,600,000 tags
//! over 24 months. Must not know the store: what is measured here is arithmetic alone.
//! With `CHURNROOM_BENCH_DATA=DIR` the same data and its answers are written there first, so that
//! others can be measured on it: `tests/bench/against.py` does.

#![allow(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on should stop"
)]

use std::sync::LazyLock;

mod written;

use churnroom::domain::cohorts::cohorts;
use churnroom::domain::counting::{CountingWay, metrics};
use churnroom::domain::day::Day;
use churnroom::domain::evidence::{Evidence, EvidenceBuilder, Piece, TagTree};
use churnroom::domain::feedback::{Mark, Tag};
use churnroom::domain::ids::{AccountId, FeedbackId, TagId};
use churnroom::domain::import::Interval;
use churnroom::domain::known::KnownSince;
use churnroom::domain::ledger::{Ledger, LedgerBuilder, Priced};
use churnroom::domain::losses::Windows;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::review::review;
use churnroom::domain::themes::themes;

const ACCOUNTS: i64 = 100_000;
const FEEDBACK: i64 = 1_000_000;
const DAYS: u64 = 730;
const TAGS: u64 = 40;

fn main() {
    if let Some(folder) = std::env::var_os("CHURNROOM_BENCH_DATA") {
        written::write(folder.as_ref()).unwrap();
    }
    divan::main();
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

    fn day(&mut self, sides: u64) -> i32 {
        i32::try_from(self.roll(sides)).unwrap_or(0)
    }
}

fn first() -> Day {
    Day::ymd(2024, 11, 1).unwrap_or_default()
}

/// Every account joins somewhere in the 24 months; three in five change plan, leave or come back.
static LEDGER: LazyLock<Ledger> = LazyLock::new(|| {
    let mut dice = Dice(1);
    let mut builder = LedgerBuilder::default();
    for account in 1..=ACCOUNTS {
        let mut start = first().plus(dice.day(DAYS));
        for _ in 0..=dice.roll(3) {
            let end = start.plus(30 + dice.day(400));
            let ends = dice.roll(3) > 0;
            let plan = ["Basic", "Team", "Pro"][usize::try_from(dice.roll(3)).unwrap_or(0)];
            builder.subscription(
                AccountId(account),
                Priced {
                    start,
                    end: ends.then_some(end),
                    amount: Cents(i64::try_from(1_000 + dice.roll(40_000)).unwrap_or(0)),
                    interval: Interval::Month,
                    plan,
                    trial: false,
                },
            );
            start = end.plus(dice.day(40));
        }
    }
    builder.build()
});

/// Every piece of feedback with its tags: 0 to 3 of them, 1.6 on average.
fn pieces(mut each: impl FnMut(Piece, &[TagId])) {
    let mut dice = Dice(2);
    for n in 0..FEEDBACK {
        let account = usize::try_from(dice.roll(ACCOUNTS.unsigned_abs() + 5_000)).ok();
        let day = i32::try_from(n * 730 / FEEDBACK).unwrap_or(0);
        let piece = Piece {
            id: FeedbackId(n),
            account: account.filter(|account| *account < LEDGER.len()),
            day: Some(first().plus(day)),
            exit_survey: dice.roll(10) == 0,
            mark: (dice.roll(20) == 0).then_some(Mark::Praise),
            pinned: false,
            words: true,
            source: 0,
        };
        let many = [0, 1, 1, 2, 2, 2, 3, 3, 1, 1][usize::try_from(dice.roll(10)).unwrap_or(0)];
        let tags: Vec<TagId> = (0..many).map(|_| tag(dice.roll(TAGS))).collect();
        each(piece, &tags);
    }
}

static EVIDENCE: LazyLock<Evidence> = LazyLock::new(|| {
    let mut builder = EvidenceBuilder::new(LEDGER.len());
    pieces(|piece, tags| {
        let id = piece.id;
        builder.piece(piece);
        tags.iter().for_each(|tag| builder.tag(id, *tag));
    });
    builder.build(TagTree::new(&book()))
});

fn tag(n: u64) -> TagId {
    TagId(i64::try_from(n + 1).unwrap_or(1))
}

/// 40 tags under 12 themes.
fn book() -> Vec<Tag> {
    (0..TAGS)
        .map(|n| Tag {
            id: tag(n),
            name: format!("tag {n}"),
            parent: (n >= 12).then(|| tag(n % 12)),
            ..Tag::default()
        })
        .collect()
}

fn months() -> Vec<Period> {
    (0..24).map(|n| Period::month_of(first()).plus(n)).collect()
}

/// The month whose themes are asked for.
fn reviewed() -> Period {
    Period::month_of(first()).plus(12)
}

/// The last day of the data.
fn reach() -> Day {
    Period::month_of(first()).plus(23).last()
}

#[divan::bench]
fn metrics_of_24_months(bencher: divan::Bencher) {
    let (ledger, months) = (&*LEDGER, months());
    bencher.bench(|| metrics(ledger, &months, &CountingWay::of(Profile::Snapshot)));
}

/// What the Numbers section took before its figures had ranges: the trend.
#[divan::bench]
fn trend_of_a_month(bencher: divan::Bencher) {
    let (ledger, months) = (&*LEDGER, months());
    bencher.bench(|| metrics(ledger, &months[11..], &CountingWay::of(Profile::Snapshot)));
}

#[divan::bench]
fn numbers_with_their_ranges(bencher: divan::Bencher) {
    let (ledger, month, reach) = (&*LEDGER, months()[23], Some(reach()));
    let known = KnownSince::of(ledger, None, reach);
    bencher.bench(|| review(ledger, known, month, Profile::Snapshot, None, reach));
}

#[divan::bench]
fn cohorts_24_by_24(bencher: divan::Bencher) {
    let (ledger, reach) = (&*LEDGER, reach());
    bencher.bench(|| cohorts(ledger, reach));
}

#[divan::bench]
fn themes_of_a_month(bencher: divan::Bencher) {
    let (ledger, evidence) = (&*LEDGER, &*EVIDENCE);
    let month = reviewed();
    bencher.bench(|| themes(ledger, evidence, month, &Windows::default()));
}
