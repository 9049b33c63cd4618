//! The receipt of an import: how a file was read and what the room holds with it, for people to see and for
//! programs. Must not know formats, nor how wide whoever looks at it is.

use serde::Serialize;
use traversable::TraversableMut;

use super::noticed;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::{Absent, ImportKind, Moved, Reason, RoomHolds, Tied};
use crate::domain::money::{Money, count, counted};
use crate::exchange::read::{Noticed, ReadAs, Source};
use crate::store::ImportOutcome;

/// How a file was read and what follows from it: `"read_as"`.
#[derive(Clone, Debug, Serialize, TraversableMut)]
pub struct Receipt {
    /// Its columns.
    #[serde(flatten)]
    pub columns: ReadAs,
    /// What it was, where it was no plain text.
    pub container: Option<String>,
    /// What its rows lack.
    pub without: Without,
    /// The days its rows cover.
    pub days: Option<ReceiptSpan>,
    /// What was passed over, and what looks strange, as sentences.
    pub noticed: Vec<String>,
    /// Why rows were rejected, what was wrong with most of them first.
    pub reasons: Vec<Reason>,
    /// Whether a file with the same columns was imported before.
    pub settled: bool,
    /// What the room holds with a file that makes a ledger.
    pub holds: Option<RoomHolds>,
    /// What it held before.
    pub before: Option<RoomHolds>,
    /// Reviewed periods that it moves.
    pub moved: Vec<Moved>,
    /// Accounts that the same list brought, that still pay, and that it does not name.
    pub absent: Option<Absent>,
    /// Why nothing of it is written, unless somebody says that it is right.
    #[serde(skip)]
    pub refusals: Vec<Failure>,
    /// The sum that was given for it.
    pub tied: Option<Tied>,
    /// The command that shows what became of it.
    #[traverse(skip)]
    pub next: String,
}

/// How many rows lack what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TraversableMut)]
pub struct Without {
    /// Rows without a day.
    pub day: u64,
    /// Rows that name no account.
    pub account: u64,
    /// Rows without a word.
    pub text: u64,
}

/// The first and the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TraversableMut)]
pub struct ReceiptSpan {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

impl Receipt {
    /// Of a file that was read, and what the store made of it.
    pub(super) fn of(source: &Source, outcome: &ImportOutcome, seen: &Noticed) -> Receipt {
        let holds = outcome.holds.clone();
        let days = seen.first.zip(seen.last);
        let mut noticed = source.notes.clone();
        // Whoever a complete list says nothing of pays nothing.
        let mut seen = seen.clone();
        if outcome.head.complete {
            seen.zero_months += std::mem::take(&mut seen.empty_months);
        }
        let money = Money::of(source.currency.as_ref());
        noticed.extend(noticed::sentences(&seen, money));
        noticed.extend(noticed::found(outcome));
        Receipt {
            columns: source.read_as(),
            container: source.what.clone(),
            without: Without {
                day: seen.without_day,
                account: seen.without_account,
                text: seen.without_text,
            },
            days: days.map(|(from, to)| ReceiptSpan { from, to }),
            noticed,
            reasons: outcome.reasons.clone(),
            settled: source.settled_before,
            next: next(source.kind, holds.as_ref()),
            holds,
            before: outcome.before.clone(),
            moved: outcome.moved.clone(),
            absent: Some(outcome.absent.clone()).filter(|absent| absent.accounts > 0),
            refusals: match source.is_returned() {
                true => Vec::new(),
                false => outcome.refusals.clone(),
            },
            tied: outcome.head.tied,
        }
    }
}

/// What there is to say when a file is read in another way and nothing comes of it.
pub(super) fn nothing_new(source: &Source, outcome: &ImportOutcome) -> Option<String> {
    let counts = outcome.head.counts;
    if counts.are_all_rejected() {
        return Some("nothing of it is taken in: each of its rows is rejected".to_owned());
    }
    if !outcome.reread || counts.new + counts.updated > 0 || counts.unchanged == 0 {
        return None;
    }
    let rows = match counts.unchanged {
        1 => "the row is as it was".to_owned(),
        n => format!("all {} rows are as they were", count(n)),
    };
    let anew = source.mapped_anew();
    let which = match anew.is_empty() {
        true => String::new(),
        false => format!(" ({})", anew.join(", ")),
    };
    if outcome.further_ids > 0 {
        let ids = counted(outcome.further_ids, "further id");
        return Some(format!(
            "{rows}: {ids} of accounts came with it, and files that use them meet the same accounts"
        ));
    }
    Some(format!(
        "{rows}: the new mapping changes no value that is kept{which}"
    ))
}

/// The command to look at what came in.
fn next(kind: ImportKind, holds: Option<&RoomHolds>) -> String {
    match (kind, holds) {
        (ImportKind::Owners, _) => "churnroom owners".to_owned(),
        (ImportKind::Accounts, _) => "churnroom accounts".to_owned(),
        (ImportKind::Roadmap, _) => "churnroom roadmap".to_owned(),
        (ImportKind::Surveys, _) => "churnroom themes".to_owned(),
        (ImportKind::Feedback, _) => "churnroom feedback".to_owned(),
        (ImportKind::Usage, _) => "churnroom signs".to_owned(),
        (ImportKind::Subscriptions | ImportKind::Movements | ImportKind::Balances, Some(holds)) => {
            let (year, month) = (holds.day.year(), holds.day.month());
            format!("churnroom metrics --period {year}-{month:02}")
        }
        (ImportKind::Subscriptions | ImportKind::Movements | ImportKind::Balances, None) => {
            "churnroom metrics".to_owned()
        }
    }
}
