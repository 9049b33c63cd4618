//! Rows of a list of balances that add up the other parts of their account, as `Total` among a customer's products: by what
//! the part is called, and by what it comes to. Must not know what becomes of such a row.

use std::io;

use hashbrown::{HashMap, HashSet};

use super::Source;
use super::foot::{self, Called};
use super::sums::{MOST, PartTotal};
use super::values;
use crate::domain::listed::is_listed;
use crate::domain::money::Cents;
use crate::domain::sort::sort_by_key;

/// Words before what is added up: `All products`.
const ALL: &str = "all every alle sämtliche tous toutes todos todas tutti tutte overall";

/// So many sums of several parts are no chance.
const FEW: usize = 2;

/// A part of what an account pays on a day.
struct PartRow {
    line: u64,
    part: String,
    amounts: [i64; MOST],
}

/// What was seen of the rows of a part.
#[derive(Default)]
struct PartSeen {
    /// Those beside other parts.
    lines: Vec<u64>,
    /// How many of those come to what several parts do, and to something else than the others.
    sums: u64,
    off: u64,
    /// What the sums are.
    amounts: HashSet<[i64; MOST]>,
    /// Whether some account has no other part.
    alone: bool,
}

impl Source {
    /// How it is with a row of a line, if it may add up the other parts of its account.
    pub(super) fn part_total(&self, line: u64) -> Option<PartTotal> {
        let found = self.settled.part_totals.get_or_init(|| {
            let mut found = self.find_part_totals().unwrap_or_default();
            sort_by_key(&mut found, |(line, _)| *line);
            found
        });
        let at = found.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        Some(found[at].1)
    }

    fn find_part_totals(&self) -> io::Result<Vec<(u64, PartTotal)>> {
        let column = |field: &str| self.mapping.column(field);
        let (Some(account), Some(part)) = (column("account"), column("part")) else {
            return Ok(Vec::new());
        };
        // What two columns say together no word of one adds up.
        if self.mapping.columns("part").count() > 1 {
            return Ok(Vec::new());
        }
        let (day, added) = (column("day"), self.added());
        let mut accounts: HashMap<(String, String), Vec<PartRow>> = HashMap::new();
        self.each_of_them(|record| {
            let name = record.cell(account);
            if values::is_nothing(name) || foot::called(name).is_some() {
                return;
            }
            let of_day = day.map_or("", |at| record.cell(at));
            let row = PartRow {
                line: record.line,
                part: record.cell(part).to_lowercase(),
                amounts: self
                    .amounts_of(&added, &record.cells)
                    .map(|amount| amount.unwrap_or(Cents::ZERO).0),
            };
            let own = accounts.entry((name.to_owned(), of_day.to_owned()));
            own.or_default().push(row);
        })?;
        let mut parts: HashMap<&str, PartSeen> = HashMap::new();
        for rows in accounts.values() {
            rows.iter()
                .for_each(|row| parts.entry(&row.part).or_default().look(row, rows));
        }
        let found = parts.iter().filter_map(|(part, seen)| {
            let is = seen.is(part)?;
            Some(seen.lines.iter().map(move |line| (*line, is)))
        });
        Ok(found.flatten().collect())
    }
}

/// Whether a part is called like a total of others.
fn is_called_so(part: &str) -> bool {
    let all = part.split_whitespace().next();
    matches!(
        foot::called(part),
        Some(Called::Surely | Called::Perhaps | Called::Part)
    ) || all.is_some_and(|all| is_listed(ALL, all))
}

impl PartSeen {
    fn look(&mut self, row: &PartRow, rows: &[PartRow]) {
        let others = rows.iter().filter(|other| other.part != row.part);
        // A total beside another adds up what that does.
        let others = others.filter(|other| !is_called_so(&other.part));
        let others: Vec<&PartRow> = others.collect();
        if others.is_empty() {
            self.alone = true;
            return;
        }
        self.lines.push(row.line);
        let sum = |at: usize| others.iter().map(|other| other.amounts[at]).sum::<i64>();
        let near = others.len() as u64 / 2;
        let mut pairs = row.amounts.iter().enumerate();
        if !pairs.all(|(at, own)| own.abs_diff(sum(at)) <= near) {
            self.off += 1;
        } else if others.len() > 1 && row.amounts != [0; MOST] {
            self.sums += 1;
            self.amounts.insert(row.amounts);
        }
    }

    fn is(&self, part: &str) -> Option<PartTotal> {
        if is_called_so(part) {
            let is = if self.off == 0 {
                PartTotal::Surely
            } else {
                PartTotal::Name
            };
            return Some(is);
        }
        let nameless = values::is_nothing(part) && self.sums > 0;
        let several = !self.alone && self.amounts.len() >= FEW;
        (self.off == 0 && (nameless || several)).then_some(PartTotal::Sum)
    }
}
