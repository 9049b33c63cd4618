//! In what a file's amounts are and how often they are due, where neither the file nor its maker says so.
//! Must not guess: it only knows what could be.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::fields::ValueShape;
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Sign, Source, Unit, priced_as, vendors};
use crate::exchange::safe::{quoted, shell, unguard};

use super::{Question, SAMPLE, Way, each_row};

/// Beginnings of ids in the files of systems that count money in cents.
const MINOR: [&str; 8] = [
    "cus_", "sub_", "price_", "plan_", "prod_", "si_", "in_", "cus-",
];

/// How amounts in cents end that are just below a round one.
const BELOW: [&str; 6] = ["99", "95", "90", "49", "50", "98"];

/// Of fewer amounts nothing is said by how they end.
const FEW: u64 = 3;

/// What programs for programs call an amount in cents.
const NAMES: &str = "unitamount planamount priceunitamount amountdue amountpaid amountremaining amounttotal \
                     amountsubtotal planunitprice itemprice itemamount";

/// All that is open about them; `told` is what a person said that they are.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, told: Option<Unit>) -> Result<Vec<Question>, Failure> {
    let asked = [
        interval(source),
        cut(source),
        named(source),
        unit(source, told)?,
    ];
    Ok(asked.into_iter().flatten().collect())
}

/// Prices are for a period of which no column says how long it is.
fn interval(source: &Source) -> Option<Question> {
    let shape = source.mapping.shape?;
    let has = |field: &str| source.mapping.column(field).is_some();
    let said = has("interval") || has("period_start") || source.interval.is_some();
    if shape.period.is_empty() || said || source.kind != ImportKind::Subscriptions {
        return None;
    }
    let amount = source.mapping.column("amount")?;
    let open = format!(
        "{} is the price of a billing period, and no column says how long that is",
        quoted(&source.names[amount], 40)
    );
    let named = |squeezed: &str| source.names.iter().find(|name| squeeze(name) == squeezed);
    let between = shape.of_a_period();
    let between = between.and_then(|(from, to)| Some((named(from)?, named(to)?)));
    let mut ways = Vec::new();
    ways.extend(between.map(|(from, to)| {
        let (from, to) = (shell(from), shell(to));
        Way::when(
            format!("--map period_start={from} --map period_end={to}"),
            "if it is as long as from one day to the other",
        )
    }));
    ways.push(Way::of("--map interval=COLUMN".to_owned()));
    ways.push(Way::when(
        "--ignore-rest".to_owned(),
        "if it is a month everywhere",
    ));
    Some(Question::new(&source.file, open, ways))
}

/// Columns that go into a price in its maker's shape and that this file lacks: somebody cut them out.
fn cut(source: &Source) -> Option<Question> {
    let shape = source.mapping.shape?;
    if source.kind != ImportKind::Subscriptions
        || source.interval.is_some()
        || !shape.period.is_empty()
    {
        return None;
    }
    let factors = ["interval", "interval_count", "quantity"];
    let optional = |column: &str| is_listed(shape.optional, column);
    let lacks = |field: &&str| {
        source.mapping.column(field).is_none()
            && shape
                .pairs()
                .any(|(of, column)| of == *field && !optional(column))
    };
    let lacking: Vec<&str> = factors.into_iter().filter(lacks).collect();
    let first = lacking.first()?;
    let amount = source.mapping.column("amount")?;
    let open = format!(
        "{} is a price of which {}'s {} say the {}, and no column of this file does",
        quoted(&source.names[amount], 40),
        shape.vendor,
        shape.what,
        lacking.join(", ").replace('_', " ")
    );
    let ways = vec![
        Way::of(format!("--map {first}=COLUMN")),
        Way::when(
            "--ignore-rest".to_owned(),
            "if it is the price of a month everywhere",
        ),
    ];
    Some(Question::new(&source.file, open, ways))
}

/// Amounts that could be cents: their maker says nothing of it, or their names or the ids beside them look like
/// those of a system that counts in cents, and no amount has any.
fn unit(source: &Source, said: Option<Unit>) -> Result<Option<Question>, Failure> {
    let open = match source.mapping.shape {
        Some(shape) => shape.amounts.is_none(),
        None => true,
    };
    if !open || !source.kind.is_ledger() || said.is_some() {
        return Ok(None);
    }
    let amounts: Vec<usize> = those(source, Sign::None).collect();
    let Some(first) = amounts.first() else {
        return Ok(None);
    };
    let name = &source.names[*first];
    let mut seen = UnitsSeen::default();
    seen.look(source, &amounts)?;
    let Some(open) = open_about(source, name, &seen) else {
        return Ok(None);
    };
    let open = format!("{} ({}) {open}", quoted(name, 40), seen.shown());
    let way = |option: &str, when| Way {
        option: option.to_owned(),
        when,
    };
    let mut ways = vec![
        way("--unit minor", "if it is in cents"),
        way("--unit whole", "if it is not"),
    ];
    // A sign of money stands beside whole ones.
    if name.contains(['$', '\u{20ac}', '\u{a3}', '\u{a5}']) {
        ways.reverse();
    }
    Ok(Some(Question::new(&source.file, open, ways)))
}

/// The columns of amounts whose names say this of what they count.
fn those(source: &Source, says: Sign<Unit>) -> impl Iterator<Item = usize> + '_ {
    let fields = source.mapping.fields();
    let amounts = fields.filter(|(field, _)| field.shape == ValueShape::Amount);
    let amounts = amounts
        .map(|(_, at)| at)
        .chain(source.mapping.months.iter().map(|(at, _)| *at));
    amounts.filter(move |at| priced_as::unit(&source.names[*at]) == says)
}

/// Amounts whose name has a word that may say what they count, and may not.
fn named(source: &Source) -> Option<Question> {
    let open = source.kind.is_ledger() && source.said.unit.is_none();
    let at = those(source, Sign::Either).next().filter(|_| open)?;
    let open = format!(
        "{} may say in what its amounts are",
        quoted(&source.names[at], 40)
    );
    let ways = [
        (Unit::Thousands, "if it is in thousands"),
        (Unit::Millions, "if it is in millions"),
        (Unit::Micros, "if it is in millionths"),
        (Unit::Minor, "if it is in cents"),
        (Unit::Whole, "if it is in none of these"),
    ];
    let ways = ways.map(|(unit, when)| Way::when(format!("--unit {}", unit.word()), when));
    // Which of them is for a person to say.
    Some(Question::new(&source.file, open, ways.into()).proposing(0))
}

/// What is open about a column of amounts: of files with the same columns somebody said it, or they were far from these.
fn open_about(source: &Source, name: &str, seen: &UnitsSeen) -> Option<String> {
    const FAR: i64 = 30;
    let minor = source.said.unit == Some(Unit::Minor);
    let before = source
        .said
        .written
        .as_ref()
        .filter(|_| source.mapping.ours == 0);
    let sizes = before
        .and_then(|written| written.typical)
        .zip(source.typical());
    let far =
        sizes.and_then(
            |(before, [low, high])| match (low / before.max(1), before / high.max(1)) {
                (times, _) if times >= FAR && !minor && !seen.parts => {
                    Some(format!("{times} times what they were"))
                }
                (_, times) if times >= FAR && minor => {
                    Some(format!("one {times}th of what they were"))
                }
                _ => None,
            },
        );
    match far {
        Some(far) => Some(format!(
            "are mostly {far} in the last file with these columns"
        )),
        None if minor && seen.parts => {
            Some("has parts of one, and the last file with these columns was in cents".to_owned())
        }
        None if source.said.unit.is_some() || !seen.could_be_minor() => None,
        None => why(source, name, seen).map(|by| format!("has no cents, and {by}")),
    }
}

/// Why amounts could be cents.
fn why(source: &Source, name: &str, seen: &UnitsSeen) -> Option<String> {
    let names: Vec<String> = source.names.iter().map(|name| squeeze(name)).collect();
    let squeezed = squeeze(name);
    let shape = source.mapping.shape;
    let named = shape.is_some()
        || NAMES
            .split_whitespace()
            .any(|known| squeezed.ends_with(known));
    let cut = vendors::cut_from(&names).filter(|_| shape.is_none());
    let alien = source.names.iter().zip(&names);
    let alien = alien
        .filter(|(_, squeezed)| vendors::is_of_cents(squeezed))
        .map(|(name, _)| name)
        .next();
    match (&seen.id, cut) {
        (Some(id), _) => Some(format!(
            "ids as {} are of a system that counts in cents",
            quoted(id, 20)
        )),
        (None, Some(cut)) => Some(format!(
            "its columns are some of those that {} gives in cents ({})",
            cut.vendor, cut.what
        )),
        (None, None) if named => Some("its maker may count in cents".to_owned()),
        (None, None) => match alien {
            Some(column) => Some(format!(
                "{} is of a system that counts in cents",
                quoted(column, 40)
            )),
            None => seen
                .looks_like_cents(source)
                .then(|| "its numbers end like cents".to_owned()),
        },
    }
}

/// Whether it is an id of such a system, and no words that begin so, as `price_too_high`.
fn is_minor(id: &str) -> bool {
    let rest = MINOR.iter().find_map(|begins| id.strip_prefix(begins));
    let is_made = |rest: &str| rest.bytes().any(|b| b.is_ascii_digit());
    id.len() >= 12 && rest.is_some_and(is_made)
}

/// What was seen of the amounts and of the ids beside them.
#[derive(Default)]
struct UnitsSeen {
    /// An id as of a system that counts in cents.
    id: Option<String>,
    /// The first amounts.
    values: Vec<String>,
    /// Whether one of them is not a whole number.
    parts: bool,
    /// Whether one of them could be more than nothing in cents.
    large: bool,
    /// How many there are; how many of those are less than a thousand, end in two zeros, and in three.
    amounts: u64,
    small: u64,
    hundreds: u64,
    thousands: u64,
    /// How many end like the cents of a price just below a round one, and how many are due every year or later.
    below: u64,
    yearly: u64,
}

impl UnitsSeen {
    fn look(&mut self, source: &Source, amounts: &[usize]) -> Result<(), Failure> {
        each_row(source, SAMPLE, |record| {
            let every = source.mapping.column("interval");
            let every = every.and_then(|at| price::every(record.cell(at)));
            self.row(
                record,
                amounts,
                every.is_some_and(|every| every.interval == Interval::Year),
            );
            !self.parts
        })
    }

    fn row(&mut self, record: &FileRecord, amounts: &[usize], yearly: bool) {
        for at in amounts {
            let value = record.cell(*at);
            let digits = value.trim_start_matches('-');
            if digits.is_empty() || digits == "0" {
                continue;
            }
            self.parts |= !digits.bytes().all(|b| b.is_ascii_digit());
            self.large |= digits.len() > 2;
            self.amounts += 1;
            self.small += u64::from(digits.len() < 4);
            self.hundreds += u64::from(digits.ends_with("00"));
            self.below += u64::from(BELOW.iter().any(|end| digits.ends_with(end)));
            self.yearly += u64::from(yearly);
            self.thousands += u64::from(digits.ends_with("000"));
            if self.values.len() < 3 && !self.values.iter().any(|known| known == value) {
                self.values.push(value.to_owned());
            }
        }
        if self.id.is_none() {
            let mut ids = record.cells.iter().map(|cell| unguard(cell.trim()));
            self.id = ids.find(|id| is_minor(id)).map(str::to_owned);
        }
    }

    /// Whether nearly all of them are whole hundreds and few are whole thousands, as prices of 29.00 and 199.00 are in
    /// cents: hardly anybody bills so in a currency of which one buys something.
    fn looks_like_cents(&self, source: &Source) -> bool {
        const WORTH: [&str; 8] = ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];
        let worth = source.currency.as_ref();
        worth.is_some_and(|currency| WORTH.contains(&currency.code()))
            && self.amounts >= FEW
            && self.small == 0
            && (self.are_hundreds() || self.are_below(source))
    }

    fn are_hundreds(&self) -> bool {
        self.hundreds * 10 >= self.amounts * 9 && self.thousands * 2 < self.amounts
    }

    /// What a year costs is written so in whole ones as well.
    fn are_below(&self, source: &Source) -> bool {
        let yearly =
            source.interval == Some(Every::one(Interval::Year)) || self.yearly * 2 > self.amounts;
        let ends = self.below + self.hundreds;
        !yearly && self.below * 2 >= self.amounts && ends * 10 >= self.amounts * 9
    }

    fn could_be_minor(&self) -> bool {
        !self.parts && self.large
    }

    fn shown(&self) -> String {
        let values: Vec<String> = self.values.iter().map(|v| quoted(v, 20)).collect();
        values.join(", ")
    }
}
