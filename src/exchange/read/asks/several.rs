//! Rows that are each one of several things that a customer has (orders, deals, contacts, months), or that it could have
//! (plans), in a file that reads as a list of accounts or as what customers said.
//! Must not decide.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashMap;

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::count;
use crate::domain::word::Word;
use crate::exchange::read::amounts::amount;
use crate::exchange::read::by_name::is_status;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::guess::names_customer;
use crate::exchange::read::{Source, dates, things, values};
use crate::exchange::safe::{quoted, shell, unguard};

use super::ledgers::{is_interval, is_price, moves};
use super::{Question, SAMPLE, Way, each_row};

/// What things are called that a customer has several of, and the words of the columns that such lists have.
const THINGS: [(&str, &str); 8] = [
    ("deals", "deal opportunity stage pipeline probability"),
    ("invoices", "invoice invoices rechnung facture factura"),
    ("refunds", "refund refunds refunded"),
    ("charges", "charge charges charged"),
    ("payments", "payment payments paid"),
    ("orders", "order orders ordered shipping"),
    ("leads", "lead leads"),
    ("contacts", "email mail phone mobile"),
];

/// What its columns were seen to hold.
struct SeveralSeen {
    rows: u64,
    /// Rows that name what an earlier one named with other values, by column.
    again: Vec<u64>,
    filled: Vec<u64>,
    amounts: Vec<u64>,
    days: Vec<u64>,
}

impl SeveralSeen {
    fn of(source: &Source) -> Result<SeveralSeen, Failure> {
        let columns = source.names.len();
        let none = || vec![0; columns];
        let mut seen = SeveralSeen {
            rows: 0,
            again: none(),
            filled: none(),
            amounts: none(),
            days: none(),
        };
        let hasher = RandomState::new();
        let mut first: HashMap<(usize, u64), u64> = HashMap::new();
        let told: Vec<usize> = (source.mapping.ours..columns)
            .filter(|at| source.is_id_of_account(*at))
            .collect();
        let of_months = |at: &usize| words(&source.names[*at]).any(|word| word == "month");
        let months: Vec<usize> = (0..columns).filter(of_months).collect();
        each_row(source, SAMPLE, |record| {
            seen.rows += 1;
            let cells = record.cells.iter().take(columns).enumerate();
            let cells = cells.map(|(at, cell)| (at, unguard(cell.trim())));
            for (at, cell) in cells.filter(|(_, cell)| !values::is_nothing(cell)) {
                seen.filled[at] += 1;
                seen.amounts[at] += u64::from(amount(cell).is_ok());
                let day = cell.len() >= 8 && source.settled.days.could_be(cell);
                let day = day || (months.contains(&at) && dates::month_end(cell).is_some());
                seen.days[at] += u64::from(day);
            }
            let whole = hasher.hash_one(record.cells.as_slice());
            for at in &told {
                let cell = record.cell(*at);
                if !values::is_nothing(cell) {
                    let key = (*at, hasher.hash_one(cell));
                    let other = *first.entry(key).or_insert(whole) != whole;
                    seen.again[*at] += u64::from(other);
                }
            }
            true
        })?;
        Ok(seen)
    }

    /// Whether nearly all values of a column are such.
    fn are(&self, such: &[u64], at: usize) -> bool {
        such[at] > 0 && such[at] * 10 >= self.filled[at] * 9
    }

    /// Whether many rows have what another has.
    fn repeats(&self, at: usize) -> bool {
        self.again[at] * 4 >= self.rows && self.again[at] > 0
    }

    /// The first column of prices.
    fn price(&self, source: &Source) -> Option<usize> {
        let names = source.names.iter().enumerate();
        let mut priced = names.filter(|(at, name)| is_price(name) && self.are(&self.amounts, *at));
        priced.next().map(|(at, _)| at)
    }

    /// The first column of days that every row has.
    fn day(&self, source: &Source) -> Option<usize> {
        let mut columns = source.mapping.ours..source.names.len();
        columns.find(|at| {
            self.are(&self.days, *at) && self.filled[*at] == self.rows && !moves(source, *at)
        })
    }
}

/// What is open.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    if source.mapping.shape.is_some() {
        return Ok(None);
    }
    match source.kind {
        ImportKind::Accounts => of_accounts(source),
        ImportKind::Feedback | ImportKind::Surveys => of_words(source),
        ImportKind::Owners
        | ImportKind::Subscriptions
        | ImportKind::Movements
        | ImportKind::Balances
        | ImportKind::Roadmap
        | ImportKind::Usage => Ok(None),
    }
}

/// A list of accounts has a row for each.
fn of_accounts(source: &Source) -> Result<Option<Question>, Failure> {
    let Some(id) = source.mapping.column("id") else {
        return Ok(None);
    };
    let seen = SeveralSeen::of(source)?;
    let repeats = seen.repeats(id);
    if repeats && seen.price(source).and(seen.day(source)).is_some() {
        return Ok(Some(again(source, &seen, id)));
    }
    if source.given.contains(&id) {
        return Ok(None);
    }
    let owned = source.owned().filter(|(_, whom)| {
        let named = source.mapping.column("name");
        let plain = named.is_some_and(|named| named != *whom) && seen.price(source).is_none();
        !plain || seen.repeats(*whom)
    });
    if let Some((own, whom)) = owned {
        return Ok(Some(one_of_several(source, &seen, own, whom)));
    }
    // One row that says otherwise than another is a mistake, and rejected.
    Ok(match repeats && seen.again[id] > 1 {
        true => Some(again(source, &seen, id)),
        false => plans(source, &seen),
    })
}

impl Source {
    /// Whether a column of it tells customers apart, by its name or as the id of accounts.
    fn is_id_of_account(&self, at: usize) -> bool {
        self.mapping.column("id") == Some(at) || names_customer(&self.names[at])
    }

    /// The id that its rows have of their own, and the column that names the customer beside it.
    fn owned(&self) -> Option<(usize, usize)> {
        const OTHERS: [&str; 2] = ["userid", "contactid"];
        let own = self.mapping.ours;
        let first = self.names.get(own)?;
        let squeezed = squeeze(first);
        let is_id = is_listed("id uuid guid key number no nr recordid rowid", &squeezed)
            || squeezed.ends_with("id")
            || things::named(first, true).is_some();
        if !is_id || names_customer(first) {
            return None;
        }
        let name = self.mapping.column("name");
        let parent = |at: usize| words(&self.names[at]).any(|word| word == "parent");
        let whom = (own + 1..self.names.len()).find(|at| {
            let other = OTHERS.contains(&squeeze(&self.names[*at]).as_str());
            self.is_id_of_account(*at) && name != Some(*at) && !other && !parent(*at)
        });
        // Where the rows have names of their own, that of the customer is not theirs.
        let theirs = || {
            let of = |name: &String| things::of_sales(name);
            name.filter(|at| names_customer(&self.names[*at]) && self.names.iter().any(of))
        };
        Some((own, whom.or_else(theirs)?))
    }
}

/// Whether it could be said what the rows are.
fn things_of(source: &Source) -> Option<&'static str> {
    let has = |known: &str| {
        let mut names = source.names.iter();
        names.any(|name| words(name).any(|word| is_listed(known, &word)))
    };
    let found = THINGS.iter().find(|(_, known)| has(known));
    found.map(|(things, _)| *things)
}

/// What the rows look like, and what to do about it.
fn like(source: &Source, advice: &str) -> String {
    things_of(source).map_or(String::new(), |things| {
        format!(" (they look like {things}{advice})")
    })
}

/// How a list of accounts stays one.
fn accounts(when: &'static str) -> Way {
    Way::when(format!("--as-kind {}", ImportKind::Accounts.word()), when)
}

fn again(source: &Source, seen: &SeveralSeen, id: usize) -> Question {
    let name = quoted(&source.names[id], 40);
    let open = format!(
        "{} of {} rows have the {name} of another and other values, and it reads as accounts, of which each has one row{}",
        count(seen.again[id]),
        count(seen.rows),
        like(source, "; bring the list of customers without them")
    );
    let paid = seen.price(source).zip(seen.day(source));
    let paid = paid.map(|(price, day)| {
        let [price, day, id] = [price, day, id].map(|at| shell(&source.names[at]));
        Way::when(
            format!("--as-kind balances --map account={id} --map day={day} --map mrr={price}"),
            "if that is what each paid a month on that day",
        )
    });
    let said = (source.mapping.ours..source.names.len()).find(|at| is_of_words(&source.names[*at]));
    let said = said.map(|at| {
        let map = format!("--as-kind feedback --map text={}", shell(&source.names[at]));
        Way::when(map, "if it is what customers said")
    });
    let mut ways: Vec<Way> = paid.into_iter().chain(said).collect();
    ways.push(accounts("if only the first row of each counts"));
    Question::new(&source.file, open, ways).proposing(0)
}

/// Whether a column is called as what somebody wrote is.
fn is_of_words(name: &str) -> bool {
    const SAID: &str = "body message comment comments text feedback transcript verbatim content";
    words(name)
        .last()
        .is_some_and(|word| is_listed(SAID, &word))
}

fn one_of_several(source: &Source, seen: &SeveralSeen, own: usize, whom: usize) -> Question {
    let quote = |at: usize| quoted(&source.names[at], 40);
    let like = like(source, "");
    let open = format!(
        "each row has an id of its own ({}) and names a customer ({}), as things do of which a customer has several{like}, \
         and it reads as accounts; churnroom takes what customers paid (subscriptions, or MRR by month), what they said, \
         and lists of accounts",
        quote(own),
        quote(whom)
    );
    let by_whom = (!seen.repeats(whom)).then(|| {
        let map = format!("--as-kind accounts --map id={}", shell(&source.names[whom]));
        Way::when(map, "if each row is the customer that it names")
    });
    let mut ways: Vec<Way> = by_whom.into_iter().collect();
    ways.push(accounts("if each row is a customer of its own"));
    Question::new(&source.file, open, ways).proposing(0)
}

/// What can be had, and at which price.
fn plans(source: &Source, seen: &SeveralSeen) -> Option<Question> {
    let price = seen.price(source)?;
    let often = source.names.iter().find(|name| is_interval(name))?;
    if source.mapping.column("plan").is_some() || seen.days.iter().any(|days| *days > 0) {
        return None;
    }
    let open = format!(
        "each row has a price ({}) and how often it is due ({}), as plans have, and it reads as accounts; no column says \
         who pays it, or since when",
        quoted(&source.names[price], 40),
        quoted(often, 40)
    );
    let ways = vec![accounts("if each row is a customer")];
    Some(Question::new(&source.file, open, ways).proposing(0))
}

/// A list of customers may say of some why they left, and of all in what state they are.
fn customers(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let survey = source.kind == ImportKind::Surveys && column("text").is_none();
    let Some((reason, account)) = column("reason").zip(column("account")).filter(|_| survey) else {
        return Ok(None);
    };
    let (mut rows, mut silent, mut running) = (0, 0, None);
    let states =
        (source.mapping.ours..source.names.len()).filter(|at| is_status(&source.names[*at]));
    let states: Vec<usize> = states.collect();
    each_row(source, SAMPLE, |record| {
        rows += 1;
        silent += u64::from(values::is_nothing(record.cell(reason)));
        let runs = |at: &&usize| Cause::is_running(record.cell(**at));
        running = running.or(states.iter().find(runs).copied());
        true
    })?;
    let Some(state) = running.filter(|_| silent * 2 > rows) else {
        return Ok(None);
    };
    let quote = |at: usize| quoted(&source.names[at], 40);
    let open = format!(
        "{} of {} rows say no reason ({}), {} says that some are still there, and it reads as exit surveys",
        count(silent),
        count(rows),
        quote(reason),
        quote(state)
    );
    let id = shell(&source.names[account]);
    let ways = vec![
        Way::when(
            format!("--as-kind accounts --map id={id}"),
            "if each row is a customer (what they paid comes as subscriptions, or as MRR by month)",
        ),
        Way::when(
            format!("--as-kind {}", source.kind.word()),
            "if only those who said why count",
        ),
    ];
    Ok(Some(Question::new(&source.file, open, ways)))
}

/// Words beside an amount may be a note on what was sold, or why money was given back.
fn of_words(source: &Source) -> Result<Option<Question>, Failure> {
    const NOTES: &str = "note notes memo remark remarks description details";
    let column = |field: &str| source.mapping.column(field);
    let given = |at: usize| source.given.contains(&at);
    let says = ["text", "reason", "score"].into_iter().filter_map(column);
    if says.clone().any(given) || column("score").is_some() {
        return Ok(None);
    }
    if let Some(question) = customers(source)? {
        return Ok(Some(question));
    }
    let survey = source.kind == ImportKind::Surveys;
    let noted = column("text").is_none_or(|at| is_listed(NOTES, &squeeze(&source.names[at])));
    if !source.names.iter().any(|name| is_price(name)) || !(survey || noted) {
        return Ok(None);
    }
    let seen = SeveralSeen::of(source)?;
    let Some(price) = seen
        .price(source)
        .filter(|at| seen.filled[*at] * 2 > seen.rows)
    else {
        return Ok(None);
    };
    // Who left was paying: what that was stands beside a survey, and says nothing of it.
    let sold = |at: usize| {
        let name = &source.names[at];
        things::is_of_sales(name) || (seen.are(&seen.days, at) && things::of_sales_by_day(name))
    };
    if survey && !(0..source.names.len()).any(sold) {
        return Ok(None);
    }
    let word = source.kind.word();
    let things = things_of(source).unwrap_or("payments");
    let open = format!(
        "each row has an amount ({}), as {things} have, and it reads as {word}; churnroom takes what customers paid \
         as subscriptions, or as MRR by month",
        quoted(&source.names[price], 40)
    );
    let ways = vec![Way::when(
        format!("--as-kind {word}"),
        "if it is what customers said",
    )];
    Ok(Some(Question::new(&source.file, open, ways).proposing(0)))
}
