//! Tables as the page shows them: which cells are words, which are figures. Must not know what stands in them.

use serde::Serialize;

use super::MinutesTable;

/// A table whose cells know how they stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct PageTable {
    title: String,
    head: Vec<PageCell>,
    rows: Vec<Vec<PageCell>>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct PageCell {
    /// `t` of words, which begin at the left; `n` of those that stay in their line.
    look: &'static str,
    text: String,
}

/// Characters of a first column that is never broken.
const NARROW: usize = 28;

impl From<&MinutesTable> for PageTable {
    fn from(table: &MinutesTable) -> PageTable {
        let cells = |n: usize| table.rows.iter().filter_map(move |row| row.get(n));
        let look = |n: usize| match n {
            0 if cells(0).all(|cell| cell.chars().count() <= NARROW) => "t n",
            0 => "t",
            n if cells(n).all(|cell| is_figure(cell)) => "",
            _ => "t",
        };
        let looks: Vec<&str> = (0..table.columns.len()).map(look).collect();
        let cell = |(look, text): (&&'static str, &String)| PageCell {
            look,
            text: text.clone(),
        };
        let row = |row: &Vec<String>| looks.iter().zip(row).map(cell).collect();
        PageTable {
            title: table.title.clone(),
            head: row(&table.columns),
            rows: table.rows.iter().map(row).collect(),
        }
    }
}

/// Whether a cell is a number with what belongs to it, or what stands in place of one.
fn is_figure(cell: &str) -> bool {
    let short = cell.chars().count() <= 14;
    cell.is_empty()
        || matches!(cell, "n/a" | "too few to rank")
        || short && cell.contains(|c: char| c.is_ascii_digit())
}
