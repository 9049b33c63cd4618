//! Axes in round numbers, names that never share a row, and lines that are told apart without colours.
//! Must not know any screen.

use proptest::prelude::*;
use ratatui::buffer::Buffer;

use super::*;
use crate::app::Model;

#[test]
fn axes_end_at_round_numbers() {
    for (values, fit, low, high) in [
        (vec![0.031, 0.046], false, 0.0, 0.06),
        (vec![0.935, 0.98], true, 0.92, 0.98),
        (vec![0.0, 0.0], false, 0.0, 1.0),
        (vec![-0.01, 0.02], false, -0.01, 0.02),
        (vec![120_000.0, 90_000.0], false, 0.0, 150_000.0),
    ] {
        let scale = Axis::over(values.iter().copied(), fit).unwrap();
        assert!((scale.low - low).abs() < 1e-9, "{values:?}: {scale:?}");
        assert!((scale.high - high).abs() < 1e-9, "{values:?}: {scale:?}");
    }
    assert_eq!(Axis::over(std::iter::empty(), false), None);
}

#[test]
fn names_never_share_a_row() {
    assert_eq!(spread(&[3, 3, 4], 10), [3, 4, 5]);
    assert_eq!(spread(&[9, 9, 9], 10), [7, 8, 9]);
    assert_eq!(spread(&[0, 0], 1), [0, 0]);
    assert_eq!(spread(&[], 5), Vec::<u16>::new());
}

#[test]
fn what_is_looked_at_is_named_whole() {
    assert_eq!(pointing(10, "Oct 2026", 40), (10, "▲Oct 2026".to_owned()));
    assert_eq!(pointing(38, "Oct 2026", 40), (30, "Oct 2026▲".to_owned()));
}

fn chart(values: Vec<Vec<Option<f64>>>, unit: &dyn Fn(f64) -> String) -> Chart<'_> {
    let all = values.iter().flatten().flatten().copied();
    let scale = Axis::over(all.chain([0.025]), false).unwrap();
    let labels = (1..=values[0].len()).map(|n| format!("m{n}")).collect();
    let signs = [("○", true), ("●", false)];
    let series = |(values, (sign, dashed))| Series {
        end: format!("line {sign}"),
        sign,
        values,
        style: Style::new(),
        dashed,
        outside: Vec::new(),
    };
    Chart {
        series: values.into_iter().zip(signs).map(series).collect(),
        band: Vec::new(),
        band_name: "",
        levels: vec![Level {
            name: "goal 2.5 %".to_owned(),
            value: 0.025,
        }],
        flags: vec![Flag {
            at: 1,
            sign: "$",
            words: "14 Sep, price: New list".to_owned(),
        }],
        labels,
        marked: Some((3, "Oct 2026".to_owned())),
        cursor: None,
        scale,
        unit,
        steps: false,
    }
}

fn drawn(chart: &Chart<'_>, width: u16, height: u16) -> (bool, String) {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let model = Model::default();
    let mut canvas = Canvas::new(&mut buffer, &model);
    let done = chart.draw(&mut canvas, area);
    let lines = buffer.content.chunks(usize::from(width).max(1));
    let lines = lines.map(|l| l.iter().map(|c| c.symbol()).collect::<String>());
    let lines: Vec<String> = lines.map(|l| l.trim_end().to_owned()).collect();
    (done, lines.join("\n"))
}

#[test]
fn a_chart_names_everything_it_draws() {
    let unit = |v: f64| format!("{:.0} %", v * 100.0);
    let chart = chart(
        vec![
            vec![Some(0.04), None, Some(0.05), Some(0.05)],
            vec![Some(0.02), Some(0.03), Some(0.05), Some(0.03)],
        ],
        &unit,
    );
    let (done, picture) = drawn(&chart, 60, 14);
    assert!(done);
    for words in [
        "0 %",
        "line ○",
        "line ●",
        "goal 2.5 %",
        "▲Oct 2026",
        "◉",
        "╌",
        "┊",
    ] {
        assert!(picture.contains(words), "{words} is missing:\n{picture}");
    }
    assert!(picture.ends_with("$ 14 Sep, price: New list"), "{picture}");
    assert!(!drawn(&chart, 20, 14).0);
    assert!(!drawn(&chart, 60, 4).0);
}

proptest! {
    #[test]
    fn whatever_it_is_given_it_stays_within_its_area(
        values in prop::collection::vec(prop::option::of(-5.0..1e9_f64), 1..40),
        width in 0..140_u16,
        height in 0..50_u16,
    ) {
        let unit = |v: f64| format!("{v:.1}");
        let mut chart = chart(vec![values.clone()], &unit);
        let last = values.len() - 1;
        chart.marked = Some((last, "now".to_owned()));
        chart.flags[0].at = last;
        chart.cursor = Some(0);
        chart.steps = width % 2 == 0;
        drawn(&chart, width, height);
        for tick in chart.scale.ticks(height) {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&chart.scale.share(tick)));
        }
    }
}

#[test]
fn a_band_has_its_name_beside_it() {
    let unit = |v: f64| format!("{:.0} %", v * 100.0);
    let mut chart = chart(
        vec![vec![Some(0.02), Some(0.03), Some(0.02), Some(0.04)]],
        &unit,
    );
    assert!(!drawn(&chart, 60, 10).1.contains("usual"));
    chart.band = vec![
        None,
        Some((0.01, 0.03)),
        Some((0.01, 0.03)),
        Some((0.01, 0.03)),
    ];
    chart.band_name = "usual logo";
    let (done, shown) = drawn(&chart, 60, 10);
    assert!(done && shown.contains("· usual logo"), "{shown}");
}
