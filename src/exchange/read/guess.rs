//! What a file may be whose columns have no known names, by what its cells hold: days, amounts, addresses, words. And
//! whether a column can be what its name says.
//! Must not decide: a person does.

use std::io;

use crate::domain::listed::is_listed;
use crate::exchange::safe::{shell, unguard};

use super::amounts::{amount, taken_apart};
use super::columns::{COUNTS, FORMER, PRICE, is_among, is_measure, is_no_price, squeeze, words};
use super::dates::{self, WrittenDays};
use super::fields::{ACCOUNT, Goes, ends_as_account};
use super::header::{Header, pairs};
use super::question::Way;
use super::records::{FileRecord, Records};
use super::things::is_of_another;
use super::{kinds, values};

/// So many rows are looked at.
const ROWS: usize = 2_000;

/// So many words a value has on average that somebody wrote.
const WORDS: usize = 3;

/// How customers are called where they are counted.
pub(super) const HEADS: &str =
    "customers accounts clients subscribers subscriptions users logos companies kunden abos";

/// What was seen of one column.
#[derive(Default)]
pub(super) struct GuessedColumn {
    pub(super) filled: usize,
    pub(super) days: usize,
    amounts: usize,
    pub(super) addresses: usize,
    /// How many of its values say that MRR rose, and that it fell.
    changes: [usize; 2],
    pub(super) words: usize,
    /// Whether one of its values has something behind its decimal sign, or a currency beside it.
    priced: bool,
    /// The first of its values, each once.
    pub(super) values: Vec<String>,
    /// How many rows have one of those that an earlier one had.
    again: usize,
}

/// So many values of a column are told apart.
const DISTINCT: usize = 12;

impl GuessedColumn {
    pub(super) fn see(&mut self, cell: &str) {
        if values::is_nothing(cell) {
            return;
        }
        self.filled += 1;
        let day = cell.len() >= 8 && WrittenDays::default().could_be(cell);
        let day = day || (!cell.contains('.') && dates::month_end(cell).is_some());
        let written = taken_apart(cell).filter(|_| !day && amount(cell).is_ok());
        self.days += usize::from(day);
        self.amounts += usize::from(written.is_some());
        self.priced |= written.is_some_and(|written| written.mark.is_some())
            || (written.is_some() && cell.contains(['.', ',']));
        self.addresses += usize::from(is_address(cell));
        if let Some(goes) = kinds::goes(cell).filter(|_| written.is_none()) {
            self.changes[usize::from(goes == Goes::Down)] += 1;
        }
        self.words += cell.split_whitespace().count();
        let known = self.values.iter().any(|known| known == cell);
        self.again += usize::from(known);
        if self.values.len() < DISTINCT && !known {
            self.values.push(cell.to_owned());
        }
    }

    /// Whether its values are days, or could be in some way of writing them.
    fn could_be_days(&self) -> bool {
        let digit = |value: &String| value.contains(|c: char| c.is_ascii_digit());
        self.days > 0 || (!self.is_of(self.amounts) && self.values.iter().any(digit))
    }

    /// Whether its values tell customers apart: they are many, and neither days nor prices.
    fn tells_apart(&self) -> bool {
        let many = self.values.len() == DISTINCT || self.values.len() * 4 >= self.filled;
        self.filled > 0 && many && !self.is_of(self.days) && !self.priced
    }

    /// Whether it names what happened to MRR.
    fn names_changes(&self) -> bool {
        self.changes[1] > 0 && self.is_of(self.changes[0] + self.changes[1])
    }

    /// Whether most of its values are there several times.
    fn repeats(&self) -> bool {
        self.again >= self.values.len() && self.again > 0
    }

    /// Whether nearly all of its values are such.
    pub(super) fn is_of(&self, such: usize) -> bool {
        such > 0 && such * 10 >= self.filled * 9
    }
}

/// Words in the ids of what customers pay for.
const PAID_FOR: &str = "subscription subscriptionid contract contractid sub subs abo abonnement abonnementid vertrag \
    suscripcion assinatura";

/// Words of columns that say how it is paid for, and tell nobody apart.
pub(super) const HOW: &str = "plan tier product package edition status state interval currency period term billing frequency type \
    country region segment tarif produkt producto produit";

/// Whether a column is called as the customer is.
pub(super) fn names_customer(name: &str) -> bool {
    let name = squeeze(name);
    name == "account" || is_listed(ACCOUNT, &name) || ends_as_account(&name)
}

/// Whether it is of a customer by a word of its name, and none of what else customers have.
pub(super) fn nearly_names_customer(name: &str) -> bool {
    const WHO: &str = "account customer client company organization organisation business kunde kunden klient cliente \
        firma société bedrijf empresa azienda tenant workspace subscriber member logo";
    const NOT: &str = "owner manager rep executive size since date day start end created segment industry count value";
    let has = |list: &str| words(name).any(|word| is_listed(list, &word));
    has(WHO) && !has(NOT) && !has(HOW) && !has(PRICE)
}

/// Whether it counts customers, or says something of all of them: `active_customers`, `revenue per account`.
pub(super) fn counts_customers(name: &str) -> bool {
    const MANY: &str = "customers accounts clients subscribers users logos companies members kunden avg average mean median \
        total sum cost per churned";
    words(name).any(|word| is_listed(MANY, &word))
}

/// Whether a column is called as prices are, or as what is paid in all.
fn is_price(name: &str) -> bool {
    const SUMS: &str = "mrr arr tcv acv revenue";
    words(name).any(|word| is_among(&[PRICE, SUMS], &word))
}

/// Whether a text is an address of somebody.
pub(super) fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(who, at)| {
        !who.is_empty() && at.contains('.') && !text.contains(char::is_whitespace)
    })
}

/// What its columns hold.
pub(super) fn of(mut records: Records, header: &Header) -> io::Result<Guess> {
    let names = header.columns.distinct();
    let mut columns: Vec<GuessedColumn> = names.iter().map(|_| GuessedColumn::default()).collect();
    let (mut record, mut rows) = (FileRecord::default(), 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows > header.skip && !record.broken {
            let cells = columns.iter_mut().zip(record.cells.iter());
            cells.for_each(|(column, cell)| column.see(unguard(cell.trim())));
        }
    }
    Ok(Guess {
        ours: header.columns.ours(),
        names,
        columns,
    })
}

/// The columns of a file by what they hold.
pub(super) struct Guess {
    ours: usize,
    pub(super) names: Vec<String>,
    pub(super) columns: Vec<GuessedColumn>,
}

impl Guess {
    /// The options under which it can be read; `None` where its cells say too little.
    pub(super) fn way(&self) -> Option<Way> {
        let found = self.said().or_else(|| self.changed());
        found.or_else(|| self.paid())
    }

    /// Whether a column has another value in each of the first rows.
    pub(super) fn tells_rows_apart(&self, at: usize) -> bool {
        let column = &self.columns[at];
        column.tells_apart() && column.again == 0
    }

    /// The column that names another customer in each of the first rows.
    pub(super) fn customer_each(&self) -> Option<&str> {
        let called = |at: &usize| names_customer(&self.names[*at]);
        let all = || self.those(|_| true).filter(|at| self.tells_rows_apart(*at));
        let address = |at: &usize| self.columns[*at].is_of(self.columns[*at].addresses);
        let found = all().find(called).or_else(|| all().find(address))?;
        Some(self.names[found].as_str())
    }

    /// Whether each row is of a time, or of a group, and has numbers alone beside, one of them how many customers there are.
    pub(super) fn is_of_all(&self) -> bool {
        const TIMES: &str = "date day week month quarter year period monat jahr woche quartal datum fecha mes año mois année";
        const WHY: &str = "reason reasons grund gründe motif motifs motivo motivos theme category";
        let number = |value: &String| {
            value
                .trim_start_matches('-')
                .starts_with(|c: char| c.is_ascii_digit())
        };
        let is_number = |column: &GuessedColumn| {
            column.is_of(column.amounts)
                || (!column.is_of(column.days) && column.values.iter().all(number))
        };
        let is = |name: &str, list: &[&str]| words(name).any(|word| is_among(list, &word));
        let columns = self.names.iter().zip(&self.columns).skip(self.ours);
        let (labels, numbers): (Vec<_>, Vec<_>) = columns.partition(|(name, column)| {
            is(name, &[TIMES, HOW, WHY])
                && !(is_number(column) && (is(name, &[HEADS]) || is_price(name)))
        });
        let counts = |(name, column): &(&String, &GuessedColumn)| {
            is(name, &[HEADS, COUNTS]) && column.is_of(column.amounts)
        };
        let once = match labels[..] {
            [] => false,
            [(_, only)] => only.again == 0,
            _ => labels.iter().any(|(name, _)| is(name, &[TIMES])),
        };
        once && numbers.len() > 1
            && numbers.iter().all(|(_, column)| is_number(column))
            && numbers.iter().any(counts)
    }

    /// Whether a column can be a field by what it holds, whatever its name says.
    pub(super) fn fits(&self, field: &str, at: usize) -> bool {
        let (name, column) = (&self.names[at], &self.columns[at]);
        match field {
            "start" | "day" => column.could_be_days(),
            "end" => column.filled == 0 || column.could_be_days(),
            "amount" | "mrr" | "delta" => column.is_of(column.amounts) && !is_no_price(name),
            // The id of a subscription is the last resort.
            "account" | "id" => {
                column.tells_apart() && (squeeze(name) == "subscriptionid" || !is_of_another(name))
            }
            _ => true,
        }
    }

    /// The columns that are such, in their order.
    fn those<'a>(
        &'a self,
        is: impl Fn(&GuessedColumn) -> bool + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        (self.ours..self.columns.len()).filter(move |at| is(&self.columns[*at]))
    }

    /// Whether a column holds days.
    pub(super) fn has_days(&self) -> bool {
        self.those(|column| column.days > 0).next().is_some()
    }

    fn days(&self) -> Vec<usize> {
        self.those(|column| column.is_of(column.days)).collect()
    }

    fn who(&self) -> Option<usize> {
        self.those(|column| column.is_of(column.addresses)).next()
    }

    /// Options for what customers said: a column of words. Somebody who is asked may answer in one.
    fn said(&self) -> Option<Way> {
        let days = self.days();
        let worded = |at: &usize| {
            let column = &self.columns[*at];
            let asks = self.names[*at].trim_end().ends_with('?');
            let least = if asks { 1 } else { WORDS };
            let words = column.words >= column.filled * least;
            column.filled > 0 && words && !column.is_of(column.amounts) && !days.contains(at)
        };
        let text = self
            .those(|_| true)
            .filter(worded)
            .max_by_key(|at| (self.columns[*at].words, std::cmp::Reverse(*at)))?;
        let maps = self.map(&[
            ("text", Some(text)),
            ("received", days.first().copied()),
            ("account", self.who()),
        ]);
        let way = format!("--as-kind feedback{maps}");
        Some(Way::when(way, "if it is what customers said"))
    }

    /// Options for how MRR changed, where a column names what happened: with a day and an amount.
    pub(super) fn changed(&self) -> Option<Way> {
        let kind = self.those(GuessedColumn::names_changes).next()?;
        let day = *self.days().first()?;
        let is_amount = |at: &usize| *at != kind && self.fits("amount", *at);
        let called = |at: &usize| is_amount(at) && is_price(&self.names[*at]);
        let amount = self.those(|_| true).find(called);
        let amount = amount.or_else(|| {
            self.those(|column| column.priced)
                .find(|at| is_amount(at) && *at != day)
        })?;
        let account = self.customer(|at| ![kind, day, amount].contains(&at))?;
        let maps = self.map(&[
            ("account", Some(account)),
            ("day", Some(day)),
            ("kind", Some(kind)),
            ("delta", Some(amount)),
        ]);
        let way = format!("--as-kind movements{maps}");
        Some(Way::when(way, "if it is by how much MRR changed each time"))
    }

    /// Options for what customers pay: a day and an amount.
    fn paid(&self) -> Option<Way> {
        let days = self.days();
        // A column of days that were not all read is no beginning.
        if self.those(|column| column.days > 0).count() > days.len() {
            return None;
        }
        // Whole numbers of which nothing says that they are money are ids, or counts.
        let is_price = |at: &usize| {
            let named = self.columns[*at].priced || is_price(&self.names[*at]);
            named && self.fits("amount", *at)
        };
        let is_former = |at: &usize| words(&self.names[*at]).any(|word| is_listed(FORMER, &word));
        let mut prices = self.those(|_| true).filter(is_price);
        let first = prices.next()?;
        let price = [first].into_iter().chain(prices).find(|at| !is_former(at));
        let price = price.unwrap_or(first);
        let account = self.customer(|at| !days.contains(&at) && at != price)?;
        let named = days.iter().map(|at| (*at, self.names[*at].as_str()));
        let ends = |at: &usize| !pairs::is_of_bills(&self.names[*at]);
        let second = days.get(1).copied().filter(ends);
        let pair = pairs::among(named);
        let day = pair.map_or(*days.first()?, |pair| pair.first);
        let last = pair.map_or(second, |pair| Some(pair.last));
        if days.len() == 1 && self.columns[account].repeats() {
            const BY: &str = "change changed delta difference diff variation änderung veränderung";
            let changes = words(&self.names[price]).any(|word| is_listed(BY, &word));
            let (kind, field, when) = match changes {
                true => (
                    "movements",
                    "delta",
                    "if it is by how much MRR changed each time",
                ),
                false => ("balances", "mrr", "if that is the MRR of each on that day"),
            };
            let maps = self.map(&[
                ("account", Some(account)),
                ("day", Some(day)),
                (field, Some(price)),
            ]);
            return Some(Way::when(format!("--as-kind {kind}{maps}"), when));
        }
        let maps = self.map(&[
            ("account", Some(account)),
            ("start", Some(day)),
            ("end", last),
            ("amount", Some(price)),
        ]);
        let way = format!("--as-kind subscriptions{maps}");
        Some(Way::when(
            way,
            "if it is what customers pay, and since when",
        ))
    }

    /// The column that tells customers apart, of those that are `free`: one that is called so, or holds addresses; else
    /// the first that can, but no id of what they pay for where another follows.
    fn customer(&self, free: impl Fn(usize) -> bool) -> Option<usize> {
        let free = |at: &usize| free(*at) && self.columns[*at].tells_apart();
        let all = || self.those(|_| true).filter(free);
        let called = all().find(|at| names_customer(&self.names[*at]));
        let nearly = || all().find(|at| nearly_names_customer(&self.names[*at]));
        let of_what = |at: &usize| words(&self.names[*at]).any(|word| is_listed(PAID_FOR, &word));
        let could = |at: &usize| {
            let name = &self.names[*at];
            let how = words(name).any(|word| is_listed(HOW, &word));
            !is_measure(name)
                && !counts_customers(name)
                && (of_what(at) || !(how || is_of_another(name)))
        };
        let other = |at: &usize| {
            let column = &self.columns[*at];
            !column.is_of(column.amounts) && !of_what(at)
        };
        called.or_else(nearly).or_else(|| self.who()).or_else(|| {
            let first = all().find(could)?;
            let next = all().filter(could).find(other).filter(|_| of_what(&first));
            Some(next.unwrap_or(first))
        })
    }

    fn map(&self, fields: &[(&str, Option<usize>)]) -> String {
        let fields = fields.iter();
        let found = fields.filter_map(|(field, at)| Some((field, shell(&self.names[(*at)?]))));
        found
            .map(|(field, column)| format!(" --map {field}={column}"))
            .collect()
    }
}
