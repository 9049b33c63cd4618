//! What the rules say of one account by its dated rows, which of them spoke first and since when.
//! Must not know who left.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::signs::{ROWS, Rule, Signs, judge};

/// A row of usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedRow {
    /// Its day.
    pub day: Day,
    /// Its signs, by header.
    pub signs: BTreeMap<String, String>,
}

/// What the rules say of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Whether any says that it is at risk or worse.
    pub exposed: bool,
    /// The rules that hold, by place.
    pub held: Vec<usize>,
    /// The rule that spoke first, by place, and since when.
    pub first: Option<(usize, Day)>,
    /// The rules that compare with an earlier row where there is none, by place.
    pub not_compared: Vec<usize>,
}

/// Judges an account as of a day by its rows up to that day, the newest first.
pub fn spoken(rules: &[Rule], rows: &[DatedRow], at: Day) -> Spoken {
    let signs = signs(rows);
    let judged = judge(rules, &signs, at);
    let compared = |(_, rule): &(usize, &Rule)| signs.lacks_earlier(rule);
    let not_compared = rules.iter().enumerate().filter(compared);
    let not_compared = not_compared.map(|(place, _)| place).collect();
    let mut first: Option<(usize, Day)> = None;
    if judged.state.is_exposed() {
        for place in &judged.held {
            let since = rules.get(*place).and_then(|rule| since(rule, rows, at));
            if let Some(day) = since.filter(|day| first.is_none_or(|(_, earliest)| *day < earliest))
            {
                first = Some((*place, day));
            }
        }
    }
    Spoken {
        exposed: judged.state.is_exposed(),
        held: judged.held,
        first,
        not_compared,
    }
}

fn signs(rows: &[DatedRow]) -> Signs {
    let mut signs = Signs::default();
    for row in rows.iter().take(ROWS) {
        signs.row(&row.signs);
    }
    signs
}

/// The first day of the time over which a rule has held without a break, as far as the rows go back; `None` for
/// one that does not hold, or that looks at no sign of its own.
fn since(rule: &Rule, rows: &[DatedRow], at: Day) -> Option<Day> {
    let mut found = None;
    let mut until = at;
    for (place, row) in rows.iter().enumerate() {
        let signs = signs(&rows[place..]);
        if !signs.says(rule, until) {
            break;
        }
        let day = first_held(rule, &signs, row.day.min(until), until);
        found = Some(day);
        if day > row.day {
            break;
        }
        until = row.day.before();
    }
    found
}

/// Between two rows nothing changes but how long ago things were, so a rule that holds at the end of that time
/// began to hold on one day of it.
fn first_held(rule: &Rule, signs: &Signs, from: Day, until: Day) -> Day {
    let (mut from, mut until) = (from.0, until.0);
    while from < until {
        let middle = from + (until - from) / 2;
        match signs.says(rule, Day(middle)) {
            true => until = middle,
            false => from = middle + 1,
        }
    }
    Day(until)
}
