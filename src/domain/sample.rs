//! For tests: small ledgers, by hand and at random, and what somebody writes.
//! Must not be compiled into the program.

use std::str::FromStr;

use proptest::prelude::*;

use super::change::{Author, Change, Record};
use super::day::{Day, Moment};
use super::evidence::{Evidence, EvidenceBuilder, Piece, TagTree};
use super::feedback::{Mark, Tag};
use super::ids::{AccountId, FeedbackId, TagId};
use super::import::Interval;
use super::ledger::{Ledger, LedgerBuilder, Priced};
use super::money::Cents;
use super::note::Note;
use super::period::Period;
use super::standing::SaidOfAccount;

/// What a text stands for.
fn read<T: FromStr>(text: &str) -> T {
    let wrong = |_| panic!("`{text}` cannot be read");
    text.parse().unwrap_or_else(wrong)
}

/// Somebody who writes.
pub fn dana() -> Author {
    Author {
        person: "Dana".to_owned(),
        at: Moment(1),
    }
}

/// A note of hers.
pub fn note(text: &str) -> Change {
    Change::add(Record::Note(Note {
        text: text.to_owned(),
        person: dana().person,
        ..Note::default()
    }))
}

/// A day from its text.
pub fn day(text: &str) -> Day {
    read(text)
}

/// A period from its text.
pub fn period(text: &str) -> Period {
    read(text)
}

/// The period of the worked case.
pub fn october() -> Period {
    period("2026-10")
}

/// A tag; with a parent it rolls up into that theme.
pub fn tag(id: i64, name: &str, parent: Option<i64>) -> Tag {
    Tag {
        id: TagId(id),
        name: name.to_owned(),
        parent: parent.map(TagId),
        ..Tag::default()
    }
}

/// A piece of feedback with words; an empty day is none.
pub fn piece(account: Option<usize>, on: &str) -> Piece {
    Piece {
        account,
        day: (!on.is_empty()).then(|| day(on)),
        words: true,
        ..Piece::default()
    }
}

/// Pieces with their tags, numbered from 1 on.
pub fn evidence(accounts: usize, rows: &[(Piece, &[i64])], tags: &[Tag]) -> Evidence {
    let mut builder = EvidenceBuilder::new(accounts);
    for (id, (piece, tags)) in (1..).map(FeedbackId).zip(rows) {
        builder.piece(Piece { id, ..*piece });
        tags.iter().for_each(|tag| builder.tag(id, TagId(*tag)));
    }
    builder.build(TagTree::new(tags))
}

/// A monthly subscription without a plan.
pub fn monthly(start: Day, end: Option<Day>, amount: i64) -> Priced<'static> {
    Priced {
        start,
        end,
        amount: Cents(amount),
        interval: Interval::Month,
        plan: "",
        trial: false,
    }
}

/// What was said about an account, as far as counting goes.
pub fn said(account: i64, excluded: bool, same_as: Option<i64>) -> SaidOfAccount {
    SaidOfAccount {
        account: AccountId(account),
        excluded,
        same_as: same_as.map(AccountId),
    }
}

/// Movements in words, an account after the other: `1: 2026-01-01 100, 2026-10-20 -100; 2: 2026-03-01 50`.
pub fn moves(text: &str) -> Vec<(i64, &str, i64)> {
    let accounts = text
        .split(';')
        .filter_map(|account| account.split_once(':'));
    let each = accounts.flat_map(|(id, moves)| moves.split(',').map(move |one| (id, one)));
    let each = each.map(|(id, one)| {
        let (on, delta) = one.trim().split_once(' ').unwrap_or_default();
        (read(id.trim()), on, read(delta))
    });
    each.collect()
}

/// A ledger of movements in words.
pub fn paid(text: &str) -> Ledger {
    moved(&moves(text))
}

/// A ledger of movements: account, day, change in cents.
pub fn moved(rows: &[(i64, &str, i64)]) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for (account, on, delta) in rows {
        builder.movement(AccountId(*account), day(on), Cents(*delta));
    }
    builder.build()
}

/// A to G of the worked case.
const SEVEN: &str = "
    1: 2026-01-01 30000, 2026-10-12 -30000;
    2: 2026-01-01 20000, 2026-10-05 -20000, 2026-10-20 15000;
    3: 2026-10-03 10000, 2026-10-25 -10000;
    4: 2026-01-01 30000, 2026-10-31 -10000;
    5: 2026-01-01 20000, 2026-10-01 25000;
    6: 2026-10-09 40000;
    7: 2026-01-01 5000, 2026-05-10 -5000, 2026-10-30 12000";

/// The worked case that every profile has to reproduce: 100 accounts with 10,000 at the start of October 2026, of
/// which A to G do one thing each that profiles count differently (A churns; B churns and is back with less; C comes
/// and goes; D contracts; E expands; F is new; G, lost five months ago, is back); 101 accounts with 10,320 at its end.
pub fn worked_case() -> Ledger {
    let mut rows = moves(SEVEN);
    rows.extend((100..196).map(|other| (other, "2026-01-01", 9_375)));
    moved(&rows)
}

/// The same with H among the 100 accounts and 10,000, who churns twice; 100 accounts with 10,220 at its end.
pub fn worked_case_with_h() -> Ledger {
    let mut rows = moves(SEVEN);
    rows.extend(moves(
        "8: 2026-01-01 10000, 2026-10-06 -10000, 2026-10-14 8000, 2026-10-28 -8000",
    ));
    rows.push((100, "2026-01-01", 8_750));
    rows.extend((101..195).map(|other| (other, "2026-01-01", 9_375)));
    moved(&rows)
}

/// A random subscription: account, start, end, monthly price.
pub type Sub = (i64, i32, Option<i32>, i64);

/// Random subscriptions of up to eight accounts over about eleven months from 2026-01-01.
pub fn subs() -> impl Strategy<Value = Vec<Sub>> {
    let one = (
        1..9_i64,
        0..340_i32,
        prop::option::of(0..200_i32),
        0..400_i64,
    );
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        let from = day("2026-01-01").0;
        let dated = |(account, start, length, amount): (i64, i32, Option<i32>, i64)| {
            let start = from + start;
            (account, start, length.map(|n| start + n), amount)
        };
        rows.into_iter().map(dated).collect()
    })
}

/// The ledger of random subscriptions; all eight accounts are in it.
pub fn ledger_of(subs: &[Sub]) -> Ledger {
    built(LedgerBuilder::default(), subs)
}

/// The same made by a builder that may already know something.
pub fn built(mut builder: LedgerBuilder, subs: &[Sub]) -> Ledger {
    (1..9).for_each(|id| builder.account(AccountId(id)));
    for (account, start, end, amount) in subs {
        let row = monthly(Day(*start), end.map(Day), *amount);
        builder.subscription(AccountId(*account), row);
    }
    builder.build()
}

/// What an account pays at the end of a day, the slow and obvious way.
pub fn pays(subs: &[Sub], account: i64, on: Day) -> i64 {
    subs.iter()
        .filter(|(a, start, end, _)| {
            *a == account && *start <= on.0 && end.is_none_or(|e| on.0 < e)
        })
        .map(|row| row.3)
        .sum()
}

/// Four tags, three of them themes.
pub fn book() -> [Tag; 4] {
    let tags = [
        (1, "reporting", None),
        (2, "price", None),
        (3, "export", Some(1)),
        (4, "billing", None),
    ];
    tags.map(|(id, name, parent)| tag(id, name, parent))
}

/// Something said in a generated room: by whom, so many days after its first, at cancellation or not, how it is
/// marked, and its tags.
pub type Words = (Option<usize>, i32, bool, u8, Vec<i64>);

/// What was said in a generated room.
pub fn words() -> impl Strategy<Value = Vec<Words>> {
    let one = (
        prop::option::weighted(0.9, 0..8_usize),
        0..400_i32,
        any::<bool>(),
        0..6_u8,
        prop::collection::vec(1..6_i64, 0..4),
    );
    prop::collection::vec(one, 0..60)
}

/// It as evidence, with the tags of `book`.
pub fn heard(said: &[Words]) -> Evidence {
    let marks = [Some(Mark::Praise), Some(Mark::NoReason)];
    let one = |(account, on, exit_survey, mark, _): &Words| Piece {
        day: Some(day("2025-12-15").plus(*on)),
        exit_survey: *exit_survey,
        mark: marks.get(usize::from(*mark)).copied().flatten(),
        ..piece(*account, "")
    };
    let rows: Vec<(Piece, &[i64])> = said.iter().map(|s| (one(s), s.4.as_slice())).collect();
    evidence(8, &rows, &book())
}
