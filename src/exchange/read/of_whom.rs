//! Of whom the rows of a file are that nothing is near to: of all customers together, of a customer each, or of the team.
//! Must not decide: a person does.

use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::exchange::safe::{quoted, shell};

use super::by_name::says_who_left;
use super::columns::{COUNTS, is_among, squeeze, words};
use super::guess::{self, Guess};
use super::header::{self, Header, Mapping};
use super::hints::Remembered;
use super::months;
use super::question::Way;
use super::values;

/// What is said of a file of which each row is of a month, and of all customers.
pub(super) const ALL: &str = "such sums are worked out here from what each customer pays: bring the list of subscriptions, or the \
                      MRR of each customer by month";

/// Whether it is worth a look whether its rows are sums of all customers, which read as something else.
pub(super) fn could_be_all(mapping: &Mapping, header: &Header) -> bool {
    let heads = [guess::HEADS, COUNTS];
    let counts = |name: &String| words(name).any(|word| is_among(&heads, &word));
    mapping.shape.is_none() && !mapping.kind.is_ledger() && header.columns.names.iter().any(counts)
}

/// Columns that are times, and none that is known as a month of balances: named, where they are half of a table.
pub(super) fn times(header: &Header) -> Option<(String, Way)> {
    let names = &header.columns.names;
    let times: Vec<&String> = names.iter().filter(|name| is_time(name)).collect();
    if times.len() < 2 || times.len() * 2 < names.len() {
        return None;
    }
    let named: Vec<String> = times.iter().take(3).map(|name| quoted(name, 40)).collect();
    let open = format!(
        "{} may be months, under names that are not known: write each as `Jan 2026` if they are what is paid a month (a \
         quarter, a year and what is added up from January on are none)",
        named.join(", ")
    );
    let when = "if each row is a customer, and those are no money";
    Some((open, Way::when("--as-kind accounts".to_owned(), when)))
}

/// Columns of ticks under names that nobody knows, where they are half of a table: what somebody said is why.
pub(super) fn ticked(guess: &Guess) -> Option<(String, Way)> {
    const FLAGS: &str = "is has was active test";
    let flag = |name: &str| words(name).any(|word| is_listed(FLAGS, &word));
    let columns = guess.names.iter().zip(&guess.columns);
    // Nothing but yes and no, or its own name.
    let tick = |value: &String, name: &str| {
        values::tick(value).is_some() || squeeze(value) == squeeze(name)
    };
    let ticked = columns.filter(|(name, column)| {
        let all = column.values.iter().all(|value| tick(value, name));
        all && !column.values.is_empty() && !flag(name)
    });
    let (ticked, filled): (Vec<&String>, Vec<usize>) =
        ticked.map(|(name, column)| (name, column.filled)).unzip();
    // One row of an `x` and a `y` may be anything.
    let once = filled.iter().all(|filled| *filled == 1);
    if once || ticked.len() < 2 || ticked.len() * 2 < guess.names.len() {
        return None;
    }
    let named: Vec<String> = ticked.iter().take(3).map(|name| quoted(name, 40)).collect();
    let open = format!("{} hold nothing but ticks, as reasons do", named.join(", "));
    let reasons = ticked
        .iter()
        .map(|name| format!(" --map reason={}", shell(name)));
    let option = format!("--as-kind surveys{}", reasons.collect::<String>());
    Some((open, Way::when(option, "if each is a reason for leaving")))
}

/// Whether a column is called after a month, a quarter or a year.
fn is_time(name: &str) -> bool {
    let quarter = |word: &str| matches!(word, "q1" | "q2" | "q3" | "q4");
    let year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.parse::<u32>().is_ok();
    let mut words = words(name);
    words.any(|word| quarter(&word) || year(&word) || months::named(&word).is_some())
}

/// The answer by which it is a list of accounts, where each row may be one.
pub(super) fn customers(header: &Header, guess: &Guess) -> Option<Way> {
    let when = match left_without_a_day(header, guess) {
        true => WHO_LEFT,
        false => "if each row is a customer",
    };
    let way = "--as-kind accounts";
    if lists_accounts(header, guess) {
        return Some(Way::when(way.to_owned(), when));
    }
    let by = guess.customer_each()?;
    Some(Way::when(format!("{way} --map id={}", shell(by)), when))
}

/// What is said where a list of customers says who left.
const WHO_LEFT: &str = "if each row is a customer (who left then counts in no number: that takes the days on \
                                   which each began and left, or the MRR of each by month)";

/// Whether a column says who left, and none has days.
fn left_without_a_day(header: &Header, guess: &Guess) -> bool {
    let mut names = header.columns.names.iter();
    names.any(|name| says_who_left(name)) && !guess.has_days()
}

/// The answer by which a list of people with their first and last names is that of the team.
pub(super) fn team(header: &Header) -> Option<Way> {
    const AT_WORK: &str = "role position department team function abteilung rolle title job";
    let names = &header.columns.names;
    let called = |list: &str| names.iter().find(|name| is_listed(list, &squeeze(name)));
    let first = called("firstname vorname givenname prénom prenom nombre")?;
    called("lastname nachname surname familyname nom apellido apellidos")?;
    let at_work = |name: &String| words(name).any(|word| is_listed(AT_WORK, &word));
    names.iter().any(at_work).then(|| {
        let way = format!("--as-kind owners --map name={}", shell(first));
        Way::when(
            way,
            "if it is the team (or first put both names into one column)",
        )
    })
}

/// Whether each row of it may be a customer.
fn lists_accounts(header: &Header, guess: &Guess) -> bool {
    let said = Remembered {
        kind: Some(ImportKind::Accounts),
        ..Remembered::default()
    };
    let mapping = header::map(&header.columns, header.rows, &said);
    let id = mapping.and_then(|mapping| mapping.column("id"));
    id.is_some_and(|at| guess.tells_rows_apart(at))
}
