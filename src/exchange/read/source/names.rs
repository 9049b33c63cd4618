//! What the columns of a file say by their names beyond which field each is: how often a price is due, where feedback was
//! said, what a person's words were of use for. Must not know values.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::listed::is_listed;
use crate::domain::money::count;
use crate::exchange::read::Source;
use crate::exchange::read::by_name::{counted, flag, is_of_states, shared};
use crate::exchange::read::columns::{Index, is_on_a_bill, squeeze, words};
use crate::exchange::read::fields::form;
use crate::exchange::read::header::{Header, Mapping};
use crate::exchange::read::hints::{Hints, Remembered};
use crate::exchange::read::price::Every;
use crate::exchange::read::priced_as;
use crate::exchange::safe::{quoted, shell};

/// The columns of states that are not to be used, with what yes means in them.
pub(super) fn ignored_states(header: &Header, said: &Remembered) -> Vec<(usize, Option<bool>)> {
    let index = Index::of(&header.columns);
    let ignored = said.ignore.iter().filter_map(|name| index.find(name));
    let ignored = ignored.map(|at| (at, header.columns.names[at].as_str()));
    let states = ignored.filter(|(_, name)| is_of_states(name));
    states.map(|(at, name)| (at, flag(name))).collect()
}

/// Refuses to say when what a status calls ended did end, and in one breath that no status is to be used.
///
/// # Errors
/// A sentence that names both.
pub(super) fn said_of_states(
    header: &Header,
    mapping: &Mapping,
    hints: &Hints,
    name: &str,
) -> Result<(), Failure> {
    let index = Index::of(&header.columns);
    let found = |column: &&String| is_of_states(column) && index.find(column).is_some();
    let ignored = hints.ignore.iter().find(found);
    let (Some(ends), Some(ignored)) = (&hints.status_ends, ignored) else {
        return Ok(());
    };
    let says = |field: &str| column_name(mapping, header, field).is_some_and(is_of_states);
    if mapping.kind != ImportKind::Subscriptions
        || ["status", "trial", "cause"].into_iter().any(says)
    {
        return Ok(());
    }
    let [ends, column] = [ends, ignored].map(|column| shell(column));
    Err(Failure::usage(format!(
        "reading {name}: --status-ends {ends} says when what a status calls ended did end, and --ignore {column} that \
         no status is to be used"
    ))
    .hint(format!(
        "leave --ignore {column} out, and what has no day is rejected; or --status-ends {ends}, and all of it counts"
    )))
}

pub(super) fn column_name<'a>(
    mapping: &Mapping,
    header: &'a Header,
    field: &str,
) -> Option<&'a str> {
    let at = mapping.column(field)?;
    Some(header.columns.names[at].as_str())
}

/// How often the price is due, where the name of its column says it, and nobody that another column does. What is called
/// MRR is a month's, whatever anybody says.
pub(super) fn due(mapping: &Mapping, header: &Header, said: &Remembered) -> Option<Every> {
    let name = column_name(mapping, header, "amount")?;
    let told = said.map.iter().any(|(field, _)| field == "interval");
    let due = priced_as::due(name).only();
    due.filter(|_| !told || squeeze(name).contains("mrr"))
}

/// Which of some names are those of columns.
pub(super) fn found(index: &Index<'_>, names: &[String]) -> Vec<bool> {
    names
        .iter()
        .map(|name| index.find(name).is_some())
        .collect()
}

/// Which of the given mappings this file has a field and a column for.
pub(super) fn used(mapping: &Mapping, header: &Header, hints: &Hints) -> Vec<bool> {
    let index = Index::of(&header.columns);
    let fits = |field: &str, column: &str| {
        form(mapping.kind).place(field).is_some() && index.find(column).is_some()
    };
    hints.map.iter().map(|(f, c)| fits(f, c)).collect()
}

pub(super) fn tags_from(mapping: &Mapping, header: &Header, hints: &Hints) -> Vec<bool> {
    let has_tags = matches!(mapping.kind, ImportKind::Surveys | ImportKind::Feedback);
    let index = Index::of(&header.columns);
    let fits = |name: &String| has_tags && index.find(name).is_some();
    hints.tag_from.iter().map(fits).collect()
}

/// The column by which rows are left out, and the words that do it.
pub(super) fn leaves_out(
    mapping: &Mapping,
    index: &Index<'_>,
) -> Option<(usize, Vec<&'static str>)> {
    let (column, words) = mapping.shape?.left_out()?;
    Some((index.find(column)?, words.collect()))
}

/// What is to be said of rows above a header, and of what a bill has beside a price: whether that holds it.
pub(super) fn notes(header: &Header, mapping: &Mapping, said: &Remembered) -> Vec<String> {
    const WITH: &str = "total gross brutto incl including inkl ttc paid";
    let says = |name: &str, list: &str| words(name).any(|word| is_listed(list, &word));
    let names = &header.columns.names;
    let price = column_name(mapping, header, "amount").or(column_name(mapping, header, "mrr"));
    let price = price.unwrap_or_default();
    let held: Vec<&String> = match mapping.shape {
        _ if price.is_empty() => Vec::new(),
        Some(shape) => names
            .iter()
            .filter(|name| is_listed(shape.holds, &squeeze(name)))
            .collect(),
        None if says(price, "mrr arr") => Vec::new(),
        None => {
            let others = others(header, mapping, said).into_iter();
            let others = others.map(|at| &names[at]);
            others.filter(|name| is_on_a_bill(name)).collect()
        }
    };
    let with = mapping.shape.is_some() || says(price, WITH);
    let bill = held.iter().map(|name| quoted(name, 40));
    let bill = bill.collect::<Vec<_>>().join(", ");
    let price = quoted(price, 40);
    let held = (!held.is_empty()).then(|| match with {
        true => format!(
            "{price} is with {bill}, and so is MRR: a column that is net can be named with --map amount=COLUMN"
        ),
        false => format!("MRR is {price} alone: nothing of {bill} goes into it"),
    });
    titles(header).into_iter().chain(held).collect()
}

/// What is to be said of rows above a header.
fn titles(header: &Header) -> Option<String> {
    let above = match header.titles {
        0 => return None,
        1 => "the row above it is a title".to_owned(),
        n => format!("the {n} rows above it are titles"),
    };
    let line = count(header.line);
    Some(format!("the header is in line {line}: {above}"))
}

/// The columns that are no field, unless they are not to be used.
pub(super) fn others(header: &Header, mapping: &Mapping, said: &Remembered) -> Vec<usize> {
    let index = Index::of(&header.columns);
    let ignored: Vec<_> = said
        .ignore
        .iter()
        .filter_map(|name| index.find(name))
        .collect();
    let is_idle = |at: usize| {
        let name = squeeze(&header.columns.names[at]);
        mapping.shape.is_some_and(|shape| shape.is_idle(&name))
    };
    let is_field = |at: usize| mapping.fields().any(|(_, used)| used == at);
    let used = |at: &usize| is_field(*at) || ignored.contains(at) || is_idle(*at);
    let columns = mapping.ours..header.columns.names.len();
    columns.filter(|at| !used(at)).collect()
}

impl Source {
    /// Whether its maker says that a column changes no price, or a person that it is not to be used.
    pub(in crate::exchange::read) fn is_idle(&self, at: usize) -> bool {
        let name = squeeze(&self.names[at]);
        let shape = self.mapping.shape;
        self.is_ignored(at) || shape.is_some_and(|shape| shape.is_idle(&name))
    }

    /// Whether a person said that a column is not to be used, and it is still what it was then.
    pub(in crate::exchange::read) fn is_ignored(&self, at: usize) -> bool {
        let lapsed = self.recalled.lapsed.iter().any(|lapsed| lapsed.at == at);
        !lapsed && self.is_not_to_be_used(at)
    }

    /// Of what the column of counts says in its name that it counts them: years, months.
    pub(in crate::exchange::read) fn counted(&self) -> Option<Interval> {
        let at = self.mapping.column("interval_count")?;
        counted(&self.names[at]).filter(|_| self.shared().is_none())
    }

    /// In what it says that it counts how many times a price is due: `payments_per_year`.
    pub(in crate::exchange::read) fn shared(&self) -> Option<Interval> {
        let at = self.mapping.column("interval_count")?;
        shared(&self.names[at])
    }
}

/// Where feedback was said, from the name of its id or text column.
pub(super) fn origin(mapping: &Mapping, header: &Header) -> &'static str {
    const ORIGINS: [(&str, &str); 8] = [
        ("ticket", "ticket"),
        ("case", "ticket"),
        ("review", "review"),
        ("nps", "nps"),
        ("csat", "csat"),
        ("conversation", "conversation"),
        ("response", "survey"),
        ("message", "message"),
    ];
    if mapping.kind == ImportKind::Surveys {
        return "exit survey";
    }
    let columns = ["id", "text", "score"].map(|field| column_name(mapping, header, field));
    let squeezed = columns.map(|name| squeeze(name.unwrap_or_default()));
    let says = |word: &str| squeezed.iter().any(|name| name.contains(word));
    let found = ORIGINS.into_iter().find(|(word, _)| says(word));
    found.map_or("", |(_, origin)| origin)
}
