//! Draws what an account paid month by month: a chart where there is room, else one row.
//! Must not know the rest of its story.

use ratatui::layout::Rect;

use crate::domain::day::Day;
use crate::domain::ledger::Movement;
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::story::Story;
use crate::ui::Canvas;
use crate::ui::canvas::top;
use crate::ui::chart::{Axis, Chart, Series};
use crate::ui::text::spark;

/// Rows below which the movements themselves need all the room.
const ROOM: u16 = 20;
/// Months a chart goes back at most.
const MONTHS: usize = 36;

/// Draws it at the top of an area; answers with the rows it took.
pub(super) fn draw(canvas: &mut Canvas<'_>, told: &Story, area: Rect) -> u16 {
    let today = canvas.shared().time.today;
    let rows = (area.height / 3).min(12);
    if area.height >= ROOM && chart(canvas, told, today, top(area, rows)) {
        return rows + 1;
    }
    let months = by_month(&told.movements, today, usize::from(area.width));
    let values: Vec<Option<i64>> = months.iter().map(|(_, sum)| Some(sum.0)).collect();
    canvas.text(area, 0, &spark(&values), canvas.paint.series[0]);
    1
}

fn chart(canvas: &mut Canvas<'_>, told: &Story, today: Day, area: Rect) -> bool {
    let months = by_month(&told.movements, today, MONTHS);
    let values = months.iter().map(|(_, balance)| balance.0 as f64);
    let (Some(scale), Some((last, _))) = (Axis::over(values.clone(), false), months.last()) else {
        return false;
    };
    let shared = canvas.shared();
    let unit = |value: f64| shared.money(Cents(value.round() as i64));
    let label = |(end, _): &(Day, Cents)| end.date().format("%b %y").to_string();
    let chart = Chart {
        series: vec![Series {
            end: String::new(),
            sign: "●",
            values: values.map(Some).collect(),
            style: canvas.paint.series[0],
            dashed: false,
            outside: Vec::new(),
        }],
        levels: Vec::new(),
        band: Vec::new(),
        band_name: "",
        flags: Vec::new(),
        labels: months.iter().map(label).collect(),
        marked: Some((months.len() - 1, Period::month_of(*last).short())),
        cursor: None,
        scale,
        unit: &unit,
        steps: true,
    };
    chart.draw(canvas, area)
}

/// The balance at the end of each of the last months, oldest first.
fn by_month(movements: &[Movement], today: Day, most: usize) -> Vec<(Day, Cents)> {
    let (Some(first), Some(last)) = (movements.first(), movements.last()) else {
        return Vec::new();
    };
    let until = today.max(last.day).month_end();
    let mut ends = Vec::new();
    let mut end = until;
    while end >= first.day && ends.len() < most {
        ends.push(end);
        end = end.month_start().before();
    }
    let balance = |end: Day| {
        let before = movements.iter().rev().find(|m| m.day <= end);
        (end, before.map_or(Cents::ZERO, |m| m.balance))
    };
    ends.into_iter().rev().map(balance).collect()
}
