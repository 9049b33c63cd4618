//! A second price beside the one that is read: the list's and what is really paid, with and without a discount.
//! Must not decide which of the two is paid.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::{PRICE, is_among, is_on_a_bill, squeeze, words};
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
    let free: Vec<usize> = free.collect();
    let is_on_a_bill = |at: &&usize| is_on_a_bill(&source.names[**at]);
    let bill: Vec<usize> = free.iter().filter(is_on_a_bill).copied().collect();
    let columns = free.iter().map(|at| PricesColumn::new(source, *at));
    // What a price is without a tax may be called anything.
    let mut others: Vec<PricesColumn> = columns
        .filter(|other| other.named || !(bill.is_empty() || bill.contains(&other.column)))
        .collect();
    if others.is_empty() {
        return Ok(Vec::new());
    }
    each_row(source, SAMPLE, |record| {
        let read = |at: usize| read(source, record, at);
        let bill: Vec<i64> = bill.iter().filter_map(|at| read(*at)).collect();
        others.iter_mut().for_each(|other| {
            let own = read(other.column);
            other.look(record.cell(other.column), own, (read(price), &bill));
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
    /// Whether it is called as prices are.
    named: bool,
    filled: u64,
    amounts: u64,
    /// Whether it is another amount than the price in some row.
    differs: bool,
    /// Whether what is more or less than the price in a row is always on the bill: a tax; and which of both it was.
    billed: bool,
    less: bool,
    /// By what it differs where both are something, in millionths.
    ratios: Vec<i64>,
    seen: Vec<String>,
}

impl PricesColumn {
    fn new(source: &Source, column: usize) -> PricesColumn {
        let name = &source.names[column];
        PricesColumn {
            column,
            named: is_price(name) && !is_addon(name),
            filled: 0,
            amounts: 0,
            differs: false,
            billed: true,
            less: false,
            ratios: Vec::new(),
            seen: Vec::new(),
        }
    }

    fn look(&mut self, cell: &str, own: Option<i64>, (price, bill): (Option<i64>, &[i64])) {
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
        let off = price.abs_diff(own);
        let mut on_it = bill.iter().copied().chain([bill.iter().sum()]);
        self.billed &=
            off == 0 || !bill.is_empty() && on_it.any(|on_it| on_it.abs_diff(0).abs_diff(off) <= 1);
        self.less |= own < price;
        let ratio = own.saturating_mul(1_000_000) / price;
        if self.ratios.len() < 2 && !self.ratios.contains(&ratio) {
            self.ratios.push(ratio);
        }
    }

    /// A multiple is another unit or time of the price, but where its name `says` that it is what is paid.
    fn is_one(&self, says: bool) -> bool {
        let of_a_time = |ratio: &i64| [83_333, 333_333, 166_666].contains(ratio);
        let other = self.ratios.len() > 1 || (says && !self.ratios.iter().any(of_a_time));
        let amounts = self.differs && self.amounts * 10 >= self.filled * 9;
        // With what is on the bill it is what is paid, and MRR is without.
        amounts
            && match self.billed {
                true => self.less,
                false => self.named && other,
            }
    }

    fn question(&self, source: &Source, price: usize) -> Question {
        let name = |at: usize| source.names[at].as_str();
        let [column, own] = [self.column, price].map(|at| quoted(name(at), 40));
        let seen = self.seen.join(", ");
        let open = match self.billed {
            true => format!(
                "{column} ({seen}) is {own} without what is on the bill beside it, taxes or the like, and MRR is with it"
            ),
            false => format!(
                "{column} ({seen}) is a price, too, and not that of {own}; which of them is paid"
            ),
        };
        let column = shell(name(self.column));
        let mut ways = vec![
            Way::when(format!("--map amount={column}"), "if it is this one"),
            Way::when(format!("--ignore {column}"), "if it is the other"),
        ];
        let on_top = || Way::when(format!("--map addon={column}"), "if it is paid on top");
        ways.extend((!self.billed).then(on_top));
        Question::new(&source.file, open, ways)
    }
}
