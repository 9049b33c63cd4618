//! The cohort map and the lines of days read back from their marks: what is drawn is what the JSON says.

use churnroom::domain::day::Day;
use serde_json::Value;

use super::PLAIN;
use super::page::{drawing, json, marks, number, page};

/// Where the first cell of a map begins, and how far the next one is.
const FIRST: f64 = 80.0;
const CELL: (f64, f64) = (21.5, 19.0);
/// Where a line of days begins and ends.
const LINE: (f64, f64) = (124.0, 292.0);

/// The looks of a cell with the least that is still active in it, in per cent.
const TONES: [(&str, f64); 5] = [
    ("t0", 95.0),
    ("t1", 80.0),
    ("t2", 65.0),
    ("t3", 50.0),
    ("t4", 0.0),
];

fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json[key].as_array().unwrap()
}

/// The cells of a map: row, month, look and the figure in it.
fn cells(svg: &str) -> Vec<(usize, usize, &str, f64)> {
    let all = svg.split("<rect class=\"").skip(1);
    let place = |at: f64, first: f64, step: f64| ((at - first) / step).round() as usize;
    let cells = all.map(|mark| {
        let (look, _) = mark.split_once('"').unwrap();
        let (_, figure) = mark.split_once("<text").unwrap();
        let figure = figure.split_once('>').unwrap().1.split_once('<').unwrap();
        let row = place(number(mark, "y"), 18.0, CELL.1);
        let month = place(number(mark, "x"), FIRST, CELL.0);
        (row, month, look, figure.0.parse().unwrap())
    });
    cells.collect()
}

#[test]
fn a_cohort_map_read_back_from_its_cells_is_that_of_the_json() {
    let (page, json) = (page(PLAIN), json(PLAIN));
    let svg = drawing(&page, "35 of 40 joiners of July 2026 still active");
    let mut drawn = cells(svg).into_iter();
    for (row, cohort) in list(&json, "cohorts").iter().enumerate() {
        let joined = cohort["accounts"].as_f64().unwrap();
        for (month, active) in list(cohort, "active").iter().enumerate() {
            let part = active.as_f64().unwrap() * 100.0 / joined;
            let (at_row, at_month, look, figure) = drawn.next().unwrap();
            assert_eq!((at_row, at_month), (row, month));
            assert!((figure - part).abs() <= 0.5, "{figure} for {part}");
            let wanted = TONES.iter().find(|(_, least)| part >= *least).unwrap();
            assert_eq!(look, wanted.0, "{part}");
        }
    }
    assert_eq!(drawn.next(), None);
}

fn day(value: &Value) -> Option<f64> {
    let day: Day = value.as_str()?[..10].parse().unwrap();
    Some(f64::from(day.0))
}

/// The points of each line of a look, across.
fn lines(svg: &str, look: &str) -> Vec<Vec<f64>> {
    let all = marks(svg, "polyline", look).into_iter();
    let points = all.map(|mark| mark.split_once("points=\"").unwrap().1);
    let across = |point: &str| point.split_once(',').unwrap().0.parse().unwrap();
    points
        .map(|points| {
            points
                .trim_end_matches('"')
                .split(' ')
                .map(across)
                .collect()
        })
        .collect()
}

#[test]
fn lines_of_days_read_back_are_when_each_action_was_written_due_and_closed() {
    let (page, json) = (page(PLAIN), json(PLAIN));
    // The last sitting.
    let on = day(&"2026-11-03".into()).unwrap();
    for (title, key) in [
        ("1 of 2 done, 1 late", "carried"),
        ("1 action due by 20 Nov", "actions"),
    ] {
        let svg = drawing(&page, title);
        let told = list(&json, key).iter().filter(|one| !one["due"].is_null());
        let told: Vec<[Option<f64>; 3]> = told
            .map(|one| ["at", "due", "closed"].map(|key| day(&one[key])))
            .collect();
        let days = told.iter().flatten().flatten().copied().chain([on]);
        let (first, last) = days.fold((f64::MAX, f64::MIN), |(a, b), d| (a.min(d), b.max(d)));
        let read = |x: f64| first + (x - LINE.0) / (LINE.1 - LINE.0) * (last - first);
        let same = |x: f64, day: f64| {
            let read = read(x);
            assert!((read - day).abs() < 0.3, "{title}: {read} for {day}");
        };
        let (past, due) = (lines(svg, "past"), marks(svg, "rect", "ink"));
        assert_eq!((past.len(), due.len()), (told.len(), told.len()), "{title}");
        for ((line, stroke), [written, is_due, _]) in past.iter().zip(due).zip(&told) {
            same(line[0], written.unwrap());
            same(line[1], is_due.unwrap());
            // The stroke is 1.4 wide and stands over its day.
            same(number(stroke, "x") + 0.7, is_due.unwrap());
        }
        let closed: Vec<f64> = told.iter().filter_map(|one| one[2]).collect();
        let dots = marks(svg, "circle", "now");
        assert_eq!(dots.len(), closed.len(), "{title}");
        for (dot, day) in dots.iter().zip(closed) {
            same(number(dot, "cx"), day);
        }
        same(lines(svg, "goal")[0][0], on);
    }
}
