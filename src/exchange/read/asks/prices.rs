//! A second price beside the one that is read: the list's and what is really paid, with and without a discount.
//! Must not decide which of the two is paid.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::{PRICE, is_among, squeeze, words};
use crate::exchange::read::currency::named_currency;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::suspects::is_addon;
use super::{Question, SAMPLE, Way, each_row};

/// Further words of a price, and of which price it is.
const WHICH: &str = "prices cost charge net gross paid netto brutto mrr =amountdue =total";

/// Words of amounts that are no price of a period, or not a customer's.
const OTHERS: &str = "tax vat mwst ust tva iva btw moms setup onboarding once onetime one time total lifetime refund \
    refunded credit balance due overdue cost costs margin discount shipping deposit interval frequency count type id";

/// Columns that could be the price as well as the one that is, and are no multiple of it.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions
        && source.interval.is_none()
        && source.mapping.shape.is_none();
    let price = source.mapping.column("amount");
    let Some(price) = price.filter(|at| plain && !source.given.contains(at)) else {
        return Ok(Vec::new());
    };
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let mut others: Vec<PricesColumn> = free
        .filter(|at| is_price(&source.names[*at]) && !is_addon(&source.names[*at]))
        .map(PricesColumn::new)
        .collect();
    if others.is_empty() {
        return Ok(Vec::new());
    }
    each_row(source, SAMPLE, |record| {
        let read = |at: usize| read(source, record, at);
        others.iter_mut().for_each(|other| {
            other.look(record.cell(other.column), read(other.column), read(price))
        });
        true
    })?;
    let own = &source.names[price];
    let says_more = |other: &PricesColumn| {
        let name = &source.names[other.column];
        says_what_is_paid(name) && !says_what_is_paid(own)
    };
    let asked = others.iter().filter(|other| other.is_one(says_more(other)));
    Ok(asked.map(|other| other.question(source, price)).collect())
}

fn is_price(name: &str) -> bool {
    let priced = |word: &str| is_among(&[PRICE, WHICH], word);
    let squeezed = squeeze(name);
    // What says it only where it is the whole name is marked.
    if is_listed(WHICH, &format!("={squeezed}")) {
        return true;
    }
    let named = words(name).any(|word| priced(&word)) || priced(&squeezed);
    named && !words(name).any(|word| is_listed(OTHERS, &word))
}

/// Whether a price of this name is what is paid rather than that of a list, or in the currency that it says.
fn says_what_is_paid(name: &str) -> bool {
    const PAID: &str = "mrr net netto final effective actual discounted";
    words(name).any(|word| is_listed(PAID, &word)) || named_currency(name).is_some()
}

/// An amount in the way that those of the price are written.
fn read(source: &Source, record: &FileRecord, at: usize) -> Option<i64> {
    let amounts = source.settled.amounts.iter();
    let mut amounts = amounts.filter(|amounts| **amounts != Default::default());
    let amounts = amounts.next().copied().unwrap_or_default();
    let currency = source.currency.as_ref();
    amounts.read(record.cell(at), currency).map(|cents| cents.0)
}

/// A column that may be a price, and what was seen of it.
struct PricesColumn {
    column: usize,
    filled: u64,
    amounts: u64,
    /// Whether it is another amount than the price in some row.
    differs: bool,
    /// By what it differs where both are something, in millionths.
    ratios: Vec<i64>,
    seen: Vec<String>,
}

impl PricesColumn {
    fn new(column: usize) -> PricesColumn {
        PricesColumn {
            column,
            filled: 0,
            amounts: 0,
            differs: false,
            ratios: Vec::new(),
            seen: Vec::new(),
        }
    }

    fn look(&mut self, cell: &str, own: Option<i64>, price: Option<i64>) {
        if values::is_nothing(cell) {
            return;
        }
        self.filled += 1;
        let Some(own) = own else { return };
        self.amounts += 1;
        let shown = quoted(cell, 20);
        if self.seen.len() < 3 && !self.seen.contains(&shown) {
            self.seen.push(shown);
        }
        let Some(price) = price.filter(|price| *price != 0) else {
            return;
        };
        self.differs |= own != price;
        let ratio = own.saturating_mul(1_000_000) / price;
        if self.ratios.len() < 2 && !self.ratios.contains(&ratio) {
            self.ratios.push(ratio);
        }
    }

    /// A multiple is another unit or time of the price, but where its name `says` that it is what is paid.
    fn is_one(&self, says: bool) -> bool {
        let of_a_time = |ratio: &i64| [83_333, 333_333, 166_666].contains(ratio);
        let other = self.ratios.len() > 1 || (says && !self.ratios.iter().any(of_a_time));
        self.differs && other && self.amounts * 10 >= self.filled * 9
    }

    fn question(&self, source: &Source, price: usize) -> Question {
        let name = |at: usize| source.names[at].as_str();
        let open = format!(
            "{} ({}) is a price, too, and not that of {}; which of them is paid",
            quoted(name(self.column), 40),
            self.seen.join(", "),
            quoted(name(price), 40)
        );
        let ways = vec![
            Way::when(
                format!("--map amount={}", shell(name(self.column))),
                "if it is this one",
            ),
            Way::when(
                format!("--ignore {}", shell(name(self.column))),
                "if it is the other",
            ),
            Way::when(
                format!("--map addon={}", shell(name(self.column))),
                "if it is paid on top",
            ),
        ];
        Question::new(&source.file, open, ways)
    }
}
