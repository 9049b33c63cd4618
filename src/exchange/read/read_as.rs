//! How a file is read, for people to see before they believe it: each of its columns with what becomes of it, once.
//! Must not know rows, nor how it is shown.

use serde::Serialize;
use traversable::TraversableMut;

use crate::domain::import::{ImportKind, Interval};
use crate::domain::sort::sort_by_key;
use crate::domain::word::Word;
use crate::exchange::safe::quoted;

use super::Source;
use super::amounts::Decimal;
use super::dates::DayOrder;
use super::fields::{BILLED, ValueShape, form};
use super::price::{self, Every};
use super::vendors::Unit;
use super::{values, worded};

/// So many words for how often are named.
const MOST_WORDS: usize = 6;

/// How a file is read. Every column of it stands in one of the two lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TraversableMut)]
pub struct ReadAs {
    /// Who made it, where its columns tell.
    #[traverse(skip)]
    pub vendor: Option<&'static str>,
    /// What its maker calls it.
    #[traverse(skip)]
    pub shape: Option<&'static str>,
    /// The public page that describes it.
    #[traverse(skip)]
    pub page: Option<&'static str>,
    /// The columns that are used.
    pub columns: Vec<ColumnRead>,
    /// The columns nothing is made of.
    pub unused: Vec<String>,
}

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TraversableMut)]
pub struct ColumnRead {
    /// Its name in the file.
    pub column: String,
    /// The field it is, or `attribute`, `sign`, `tags`.
    #[traverse(skip)]
    pub became: &'static str,
    /// In what its values are, and what else goes into them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
}

impl Source {
    /// How this file is read.
    pub fn read_as(&self) -> ReadAs {
        let shape = self.mapping.shape;
        let fields = self.mapping.fields();
        let fields = fields.filter(|(field, at)| !self.is_second(field.name, *at));
        let mut columns: Vec<(usize, ColumnRead)> = fields
            .map(|(field, at)| {
                (
                    at,
                    self.column(at, field.name, self.how(field.name, field.shape)),
                )
            })
            .collect();
        let balance = |day| Some(format!("the balance on {day}, {}", self.unit("mrr")));
        let months = self.mapping.months.iter();
        columns.extend(months.map(|(at, day)| (*at, self.column(*at, "mrr", balance(day)))));
        let new = |at: &usize| columns.iter().all(|(used, _)| used != at);
        let spoken: Vec<_> = self.spoken().filter(|(at, _)| new(at)).collect();
        columns.extend(spoken);
        let other = match self.kind {
            ImportKind::Accounts => Some("attribute"),
            ImportKind::Usage => Some("sign"),
            _ => None,
        };
        let others = self
            .others
            .iter()
            .filter_map(|at| Some((*at, self.column(*at, other?, None))));
        columns.extend(others);
        sort_by_key(&mut columns, |(at, column)| {
            (column.became == "attribute", *at)
        });
        columns.dedup_by_key(|(at, _)| *at);
        ReadAs {
            vendor: shape.map(|shape| shape.vendor),
            shape: shape.map(|shape| shape.what),
            page: shape.map(|shape| shape.page),
            unused: self.unused().map(|at| self.names[at].clone()).collect(),
            columns: columns.into_iter().map(|(_, column)| column).collect(),
        }
    }

    /// The columns of words beyond the fields.
    fn spoken(&self) -> impl Iterator<Item = (usize, ColumnRead)> + '_ {
        let questions = self.spoken.questions.iter().map(|asked| {
            let how = "behind the text, with its question".to_owned();
            (asked.at, self.column(asked.at, "text", Some(how)))
        });
        let tags = self.spoken.tags.iter().map(|tags| {
            let how = match &tags.choice {
                Some(choice) => format!("{} where it is ticked", quoted(choice, 40)),
                None => format!("split at `{}`", tags.separator),
            };
            (tags.at, self.column(tags.at, "tags", Some(how)))
        });
        questions.chain(tags)
    }

    fn column(&self, at: usize, became: &'static str, how: Option<String>) -> ColumnRead {
        ColumnRead {
            column: self.names[at].clone(),
            became,
            how,
        }
    }

    /// Whether a column is the cause of an end as well as a status: it is named as the first.
    fn is_second(&self, field: &str, at: usize) -> bool {
        field == "cause" && self.mapping.column("trial") == Some(at)
    }

    fn how(&self, field: &str, shape: ValueShape) -> Option<String> {
        let price = self.kind == ImportKind::Subscriptions;
        match shape {
            ValueShape::Day => Some(self.days()),
            ValueShape::Amount if price && field == "amount" => Some(self.price()),
            ValueShape::Amount if field == "discount" => Some(format!(
                "{}, or per cent where a cell says so",
                self.unit(field)
            )),
            ValueShape::Amount => Some(self.unit(field)),
            ValueShape::Text | ValueShape::Count if price && self.is_beside_the_price(field) => {
                Some("not needed: the price says how often".to_owned())
            }
            ValueShape::Text if field == "trial" && self.lenient_trial => {
                Some("says which were never paid, and how they ended".to_owned())
            }
            ValueShape::Text if price && field == "interval" => self.words_of_intervals(),
            ValueShape::Text if field == "reason" && !self.spoken.reasons.is_empty() => {
                Some("its name where it is ticked".to_owned())
            }
            ValueShape::Text if field == "discount_type" => {
                Some("says which discounts are in per cent".to_owned())
            }
            ValueShape::Text if field == "part" => {
                Some("the rows of one account and day are added up".to_owned())
            }
            ValueShape::Text if field == BILLED => {
                Some("what was billed in, not the amounts' currency".to_owned())
            }
            ValueShape::Text | ValueShape::Count => None,
        }
    }

    /// What the words for how often became, first those that some people mean otherwise.
    fn words_of_intervals(&self) -> Option<String> {
        let ticks = |word: &String| values::tick(word).is_some();
        if let Some(every) = self
            .settled
            .ticked
            .filter(|_| self.settled.often.iter().all(ticks))
        {
            return Some(format!("{every} where it is ticked, else a month"));
        }
        let read = self.settled.often.iter().filter_map(|word| {
            let in_passing = || worded::interval(word).filter(|_| self.worded.interval)?;
            let often = price::every(word).or_else(in_passing);
            Some((word.as_str(), often?))
        });
        let mut read: Vec<(&str, Every)> = read.collect();
        sort_by_key(&mut read, |(word, _)| !price::is_of_two_minds(word));
        let more = read.len().saturating_sub(MOST_WORDS);
        let said = read.iter().take(MOST_WORDS);
        let said = said.map(|(word, often)| format!("{} as {often}", quoted(word, 20)));
        let mut said: Vec<String> = said.collect();
        if more > 0 {
            said.push(format!("{more} more"));
        }
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn days(&self) -> String {
        let days = &self.settled.days;
        let order = days.order.map(|order| match order {
            DayOrder::DayFirst => "days, the day first",
            DayOrder::MonthFirst => "days, the month first",
        });
        let stated = days.stated.is_some().then_some("days as you said");
        stated.or(order).unwrap_or("days").to_owned()
    }

    /// In what the amounts of a field are.
    fn unit(&self, field: &str) -> String {
        let amounts = form(self.kind)
            .place(field)
            .map(|at| self.settled.amounts[at]);
        let amounts = amounts.unwrap_or_default();
        let currency = self
            .currency
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let unit = match amounts.unit {
            Unit::Whole => currency,
            Unit::Minor => format!("cents of {currency}"),
            Unit::Thousands | Unit::Millions | Unit::Micros => {
                format!("{} of {currency}", amounts.unit.word())
            }
        };
        match amounts.decimal {
            Decimal::Dot => unit,
            Decimal::Comma => format!("{unit}, a comma before the cents"),
        }
    }

    /// Whether a field says of a price what its own column says already.
    fn is_beside_the_price(&self, field: &str) -> bool {
        let often = ["interval", "interval_count"];
        let whole = ["quantity", "discount_percent", "discount_fraction", "addon"];
        self.interval.is_some()
            && (often.contains(&field) || (whole.contains(&field) && !self.of_one))
    }

    /// What goes into a price besides itself.
    fn price(&self) -> String {
        let unit = self.unit("amount");
        let already = match self.interval {
            None => return self.reckoned(unit) + &self.how_often(),
            Some(every) if every == Every::one(Interval::Month) => ", already a month's".to_owned(),
            Some(Every { count: 1, interval }) => format!(", a {}'s", interval.word()),
            Some(several) => format!(", for {several}"),
        };
        match self.of_one {
            true => self.reckoned(unit) + &already,
            false => unit + &already,
        }
    }

    /// What a price is multiplied with and loses, behind what it is in.
    fn reckoned(&self, mut words: String) -> String {
        for (field, sign) in [
            ("quantity", " ×"),
            ("discount_percent", ", less % of"),
            ("discount_fraction", ", less the part in"),
            ("discount", ", less"),
            ("addon", ", with"),
        ] {
            words.extend(self.called(field).map(|name| format!("{sign} {name}")));
        }
        words
    }

    /// How the column of a field is called.
    fn called(&self, field: &str) -> Option<String> {
        let at = self.mapping.column(field)?;
        Some(quoted(&self.names[at], 40))
    }

    /// For how long a price is.
    fn how_often(&self) -> String {
        let counts = self.called("interval_count");
        if let Some((unit, times)) = self.shared().zip(counts.as_ref()) {
            return format!(", {times} times a {}", unit.word());
        }
        if let Some((unit, times)) = self.counted().zip(counts.as_ref()) {
            return format!(", for {times} {}s", unit.word());
        }
        match (self.called("interval"), counts) {
            (Some(every), Some(times)) => format!(", for {times} × {every}"),
            (Some(every), None) => format!(", per {every}"),
            (None, Some(times)) => format!(", for {times} months"),
            (None, None) if self.mapping.column("period_start").is_some() => {
                let [from, to] = ["period_start", "period_end"]
                    .map(|field| self.called(field))
                    .map(Option::unwrap_or_default);
                format!(", for as long as from {from} to {to}")
            }
            (None, None) => self.words_of_intervals().map_or_else(
                || ", a month: no column says how often".to_owned(),
                |words| format!(", with {words}; a month where nothing says how often"),
            ),
        }
    }
}
