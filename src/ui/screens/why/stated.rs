//! Draws what customers stated when they left beside what was found in their words: as many columns of what was
//! found as fit, the dearest first. Must not know how a loss is sorted.

use ratatui::layout::Rect;

use crate::app::Shared;
use crate::app::listing::Column;
use crate::app::screens::why::WhyScreen;
use crate::domain::drift::{Drift, Stated};
use crate::domain::money::{Cents, count};
use crate::domain::tally::Sum;
use crate::ui::text::{cut, width};
use crate::ui::{Canvas, Row, Table};

/// What was stated has room for so much at least, where it is longer.
const REASON: usize = 16;
/// A name of what was found is cut behind so much.
const NAME: usize = 16;

pub fn draw(canvas: &mut Canvas<'_>, state: &WhyScreen, area: Rect) {
    let title = "What they stated, and what we found in their words: accounts, lost MRR";
    let body = canvas.pane(area, title, false);
    let period = canvas.shared().period;
    let drift = state.drift.as_deref();
    let Some(drift) = drift.filter(|drift| Some(drift.themes.period) == period) else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    if drift.themes.unknown.losses || drift.stated.is_empty() {
        return canvas.text(body, 0, "cannot be told", canvas.paint.dim);
    }
    let sheet = StatedSheet {
        shared: canvas.shared(),
        drift,
        lines: folded(&drift.stated, usize::from(body.height).saturating_sub(2)),
    };
    let columns = sheet.fitting(usize::from(body.width));
    let row = |at: usize| Row::new(columns.iter().map(|column| column.cells[at].clone()));
    let last = sheet.lines.len() + 1;
    let middle = (1..last).map(row);
    let (head, foot) = (
        row(0).all(canvas.paint.dim),
        row(last).all(canvas.paint.strong),
    );
    let rows: Vec<Row> = [head].into_iter().chain(middle).chain([foot]).collect();
    let shape: Vec<Column> = columns.iter().map(StatedCells::shape).collect();
    Table::new(&shape, rows).untitled().draw(canvas, body);
}

/// Those who stated the same, or the rest of them as one.
struct StatedLine {
    name: String,
    all: Sum,
    found: Vec<Sum>,
}

impl StatedLine {
    fn of(row: &Stated) -> StatedLine {
        StatedLine {
            name: row.reason.words().to_owned(),
            all: row.all,
            found: row.found.clone(),
        }
    }

    fn and(self, row: StatedLine) -> StatedLine {
        let found = self.found.into_iter().zip(row.found);
        StatedLine {
            name: self.name,
            all: self.all + row.all,
            found: found.map(|(a, b)| a + b).collect(),
        }
    }
}

/// The lines that there is room for; those that do not fit as one.
fn folded(stated: &[Stated], room: usize) -> Vec<StatedLine> {
    let lines = stated.iter().map(StatedLine::of);
    if stated.len() <= room {
        return lines.collect();
    }
    let shown = room.saturating_sub(1);
    let rest = lines.clone().skip(shown).reduce(StatedLine::and);
    let name = format!("{} more", stated.len() - shown);
    let rest = rest.map(|rest| StatedLine { name, ..rest });
    lines.take(shown).chain(rest).collect()
}

/// A column as it is written, its title first and what all add up to last.
struct StatedCells {
    cells: Vec<String>,
    width: usize,
    shape: fn(&'static str, u16) -> Column,
}

impl StatedCells {
    fn new(cells: Vec<String>) -> StatedCells {
        let width = cells.iter().map(|cell| width(cell)).max().unwrap_or(0);
        let shape = Column::number;
        StatedCells {
            cells,
            width,
            shape,
        }
    }

    fn shaped(self, shape: fn(&'static str, u16) -> Column) -> StatedCells {
        StatedCells { shape, ..self }
    }

    fn shape(&self) -> Column {
        (self.shape)("", u16::try_from(self.width).unwrap_or(u16::MAX))
    }
}

/// What is written.
struct StatedSheet<'a> {
    shared: &'a Shared,
    drift: &'a Drift,
    lines: Vec<StatedLine>,
}

impl StatedSheet<'_> {
    /// As many columns of what was found as fit, the others as one; what was stated gives way to them.
    fn fitting(&self, room: usize) -> Vec<StatedCells> {
        let mut shown = self.drift.found.len();
        loop {
            let mut columns = self.columns(shown);
            let beside: usize = columns.iter().skip(1).map(|column| column.width + 1).sum();
            let left = room.saturating_sub(beside);
            let stated = &mut columns[0];
            if shown == 0 || left >= stated.width.min(REASON) {
                stated.width = stated.width.min(left);
                return columns;
            }
            shown -= 1;
        }
    }

    /// What was stated, so many columns of what was found, the others, and all.
    fn columns(&self, shown: usize) -> Vec<StatedCells> {
        let (drift, lost) = (self.drift, self.drift.themes.lost);
        let (accounts, mrr) = (lost.accounts, lost.mrr);
        let stated = self.column(["stated", "all"], |line| line.name.clone());
        let mut columns = vec![stated.shaped(Column::text)];
        for (at, found) in drift.found.iter().enumerate().take(shown) {
            let ends = [&cut(&found.name, NAME), &self.both(found.all)];
            columns.push(self.column(ends, |line| self.both(line.found[at])));
        }
        // An account may stand in several of the others: only their money adds up.
        let money = |sums: &[Sum]| self.money(sums.iter().map(|sum| sum.mrr).sum());
        let others: Vec<Sum> = drift.found[shown..].iter().map(|found| found.all).collect();
        if !others.is_empty() {
            let ends = [&format!("{} more", others.len()), &money(&others)];
            columns.push(self.column(ends, |line| money(&line.found[shown..])));
        }
        let ends = ["all", &self.both(Sum { accounts, mrr })];
        columns.push(self.column(ends, |line| self.both(line.all)));
        columns
    }

    /// A column of numbers between its title and what they add up to.
    fn column<T: AsRef<str>>(
        &self,
        ends: [T; 2],
        cell: impl Fn(&StatedLine) -> String,
    ) -> StatedCells {
        let [head, foot] = ends.map(|end| end.as_ref().to_owned());
        let cells = [head].into_iter().chain(self.lines.iter().map(cell));
        StatedCells::new(cells.chain([foot]).collect())
    }

    /// `12, €3,400`; a dot for nobody.
    fn both(&self, sum: Sum) -> String {
        match sum.accounts {
            0 => "·".to_owned(),
            accounts => format!("{}, {}", count(accounts), self.shared.money(sum.mrr)),
        }
    }

    fn money(&self, sum: Cents) -> String {
        match sum {
            Cents::ZERO => "·".to_owned(),
            sum => self.shared.money(sum),
        }
    }
}
