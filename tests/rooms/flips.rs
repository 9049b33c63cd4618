//! A byte turned over anywhere in a good room: nothing panics, nothing is written, and no figure is another
//! without `check` noticing. A few places each time, many when asked: `cargo test flips -- --ignored`.

use std::fs;
use std::path::Path;

use churnroom::domain::failure::Failure;
use churnroom::domain::ids::MeetingId;
use churnroom::domain::metrics::Dimension;
use churnroom::domain::query::{Answer, Query};
use churnroom::store::{OpenOptions, Store};

use super::room;

/// The questions whose answers are figures.
fn questions() -> Vec<Query> {
    let months: Vec<_> = ["2026-08", "2026-09", "2026-10"]
        .map(|m| m.parse().unwrap())
        .into();
    let (period, today) = (months[2], "2026-11-03".parse().unwrap());
    vec![
        Query::Room { today },
        Query::Explained {
            periods: months,
            profile: None,
        },
        Query::Breakdown {
            period,
            by: Dimension("plan".to_owned()),
            profile: None,
        },
        Query::Cohorts { today },
        Query::Themes(period),
        Query::Effects,
        Query::Risk { limit: 20 },
        Query::Value {
            period,
            by: None,
            profile: None,
        },
        Query::Marks,
        Query::Meeting(MeetingId(1)),
        Query::Meeting(MeetingId(2)),
    ]
}

fn figures(store: &mut Store) -> Result<Vec<Answer>, Failure> {
    store.set_today("2026-11-03".parse().unwrap());
    questions()
        .iter()
        .map(|question| store.answer(question))
        .collect()
}

/// What became of a place.
#[derive(Debug, Default)]
struct Became {
    refused: u32,
    found: u32,
    harmless: u32,
}

fn flip(path: &Path, good: &[u8], at: usize, by: u8, right: &[Answer], became: &mut Became) {
    let mut bytes = good.to_vec();
    bytes[at] ^= by;
    fs::write(path, &bytes).unwrap();
    let options = OpenOptions {
        create: false,
        ..OpenOptions::default()
    };
    let (said, found) = match Store::open(path, &options) {
        Err(_) => (None, true),
        Ok(mut store) => {
            let said = figures(&mut store).ok();
            (said, !store.check().is_ok_and(|faults| faults.is_empty()))
        }
    };
    match (&said, found) {
        (None, _) => became.refused += 1,
        (Some(_), true) => became.found += 1,
        (Some(said), false) => {
            assert!(
                said == right,
                "another figure unnoticed: byte {at} ^ {by:#04x}"
            );
            became.harmless += 1;
        }
    }
    assert!(
        said.is_some() || found,
        "no answer and no fault: byte {at} ^ {by:#04x}"
    );
    // Bytes 18 and 19 say whether there is a log: a room that has none is given one.
    let after = fs::read(path).unwrap();
    let written = (0..bytes.len()).find(|n| after.get(*n) != bytes.get(*n));
    assert!(
        written.is_none() || matches!(at, 18 | 19),
        "byte {at} ^ {by:#04x}: wrote at {written:?}"
    );
}

fn flips(count: u64) -> Became {
    let home = room("review");
    let path = home.path("room.db");
    home.run(&["check"]).ok();
    let good = fs::read(&path).unwrap();
    let right = {
        let mut store = Store::open(&path, &OpenOptions::default()).unwrap();
        figures(&mut store).unwrap()
    };
    let mut became = Became::default();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    for _ in 0..count {
        let at = (next() % good.len() as u64) as usize;
        let by = 1 << (next() % 8);
        flip(&path, &good, at, by, &right, &mut became);
    }
    println!("{count} places of {} bytes: {became:?}", good.len());
    became
}

#[test]
fn a_few_bytes_turned_over() {
    let became = flips(48);
    assert!(became.found > 0, "{became:?}");
}

#[test]
#[ignore = "two thousand places take minutes; run by hand"]
fn many_bytes_turned_over() {
    flips(2_000);
}
