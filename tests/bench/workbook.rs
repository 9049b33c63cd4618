//! The same subscriptions as a text, a workbook, a packed text and JSON, each into a new room on disk: a workbook of
//! 100,000 rows takes less than three times as long as its text.
//!
//! `IMPORT_ROWS` sets how many rows (100,000 without it).

#![allow(
    clippy::unwrap_used,
    reason = "a measurement that cannot go on should stop"
)]

#[path = "../intake/made.rs"]
#[allow(dead_code, reason = "more is made for the tests")]
mod made;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use churnroom::domain::change::Author;
use churnroom::domain::day::{Day, Moment};
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::{Options, take_in};
use churnroom::store::{OpenOptions, Store};
use divan::Bencher;
use flate2::Compression;
use flate2::write::GzEncoder;
use made::{Book, V};
use tempfile::TempDir;

fn main() {
    divan::main();
}

const HEAD: [&str; 8] = [
    "id",
    "account_id",
    "start_date",
    "end_date",
    "mrr",
    "plan",
    "currency",
    "note",
];

/// How the rows are kept.
#[derive(Clone, Copy, Debug)]
enum Kept {
    Csv,
    Xlsx,
    Gzip,
    Json,
}

fn size() -> usize {
    let asked = std::env::var("IMPORT_ROWS").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

/// The cells of a row, and the serial number of its first day.
fn row(n: usize) -> ([String; 8], String) {
    let days = 45_000 + (n * 7) % 900;
    let cells = [
        format!("sub-{n:07}"),
        format!("acc-{:06}", n % 40_000),
        Day(days as i32 - 25_569).to_string(),
        String::new(),
        format!("{}.{:02}", 10 + n % 490, n % 100),
        ["basic", "team", "scale"][n % 3].to_owned(),
        "EUR".to_owned(),
        format!("renewed {} times, last by mail", n % 17),
    ];
    (cells, days.to_string())
}

fn bytes(kept: Kept) -> Vec<u8> {
    let rows = || (0..size()).map(row);
    match kept {
        Kept::Csv => {
            let mut text = HEAD.join(",") + "\n";
            for (cells, _) in rows() {
                let (note, plain) = cells.split_last().unwrap();
                let _ = writeln!(text, "{},\"{note}\"", plain.join(","));
            }
            text.into_bytes()
        }
        Kept::Gzip => {
            let mut out = GzEncoder::new(Vec::new(), Compression::default());
            out.write_all(&bytes(Kept::Csv)).unwrap();
            out.finish().unwrap()
        }
        Kept::Json => {
            let mut text = String::new();
            for (cells, _) in rows() {
                let fields = HEAD.iter().zip(&cells);
                let fields = fields.map(|(name, cell)| format!("\"{name}\":\"{cell}\""));
                let _ = writeln!(text, "{{{}}}", fields.collect::<Vec<_>>().join(","));
            }
            text.into_bytes()
        }
        Kept::Xlsx => {
            let all: Vec<_> = rows().collect();
            let head = HEAD.map(V::T);
            let cells = all.iter().map(|(cells, day)| {
                [
                    V::T(&cells[0]),
                    V::T(&cells[1]),
                    V::D(day),
                    V::O,
                    V::N(&cells[4]),
                    V::T(&cells[5]),
                    V::T(&cells[6]),
                    V::T(&cells[7]),
                ]
            });
            let cells: Vec<_> = std::iter::once(head).chain(cells).collect();
            let cells: Vec<&[V]> = cells.iter().map(<[V; 8]>::as_slice).collect();
            Book::of(&cells).xlsx()
        }
    }
}

#[divan::bench(args = [Kept::Csv, Kept::Xlsx, Kept::Gzip, Kept::Json], sample_count = 5, sample_size = 1)]
fn import(bencher: Bencher<'_, '_>, kept: Kept) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("subscriptions");
    std::fs::write(&file, bytes(kept)).unwrap();
    let (files, mut n) = (vec![file], 0);
    let fresh = || {
        n += 1;
        let room: PathBuf = folder.path().join(format!("{n}.db"));
        Store::open(&room, &OpenOptions::default()).unwrap()
    };
    let options = Options {
        hints: Hints {
            currency: Some("EUR".parse().unwrap()),
            ..Hints::default()
        },
        ..Options::default()
    };
    let dana = Author {
        person: "Dana".into(),
        at: Moment(1_790_000_000),
    };
    bencher.with_inputs(fresh).bench_local_values(|mut store| {
        let reports = take_in(&mut store, &files, &options, &dana, &mut |_| true).unwrap();
        assert_eq!(reports.files[0].counts.new as usize, size());
        store
    });
}
