//! The page as a browser gets it: its parts, its drawings read back, and what it must never hold.

use churnroom::exchange::minutes::MinutesFormat;
use serde_json::Value;

use super::room::{HOSTILE, Hand};
use super::{PLAIN, gather};

pub(super) fn page(words: &str) -> String {
    let minutes = gather(&Hand::new(false, words));
    minutes.render(MinutesFormat::Html).unwrap()
}

pub(super) fn json(words: &str) -> Value {
    let minutes = gather(&Hand::new(false, words));
    let text = minutes.render(MinutesFormat::Json).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The drawing with a title, from its first tag to its last.
pub(super) fn drawing<'a>(page: &'a str, title: &str) -> &'a str {
    let all = page.split("<svg viewBox").skip(1);
    let mut all = all.map(|svg| svg.split_once("</svg>").unwrap().0);
    let titled = format!("<title>{title}");
    all.find(|svg| svg.contains(&titled)).unwrap()
}

/// The tags of a look, each as its numbers by their names.
pub(super) fn marks<'a>(svg: &'a str, tag: &str, look: &str) -> Vec<&'a str> {
    let begins = format!("<{tag} class=\"{look}\"");
    let all = svg.split(&begins).skip(1);
    all.map(|mark| mark.split_once("/>").unwrap().0).collect()
}

pub(super) fn number(mark: &str, name: &str) -> f64 {
    let (_, rest) = mark.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0.parse().unwrap()
}

pub(super) fn every_tag_is_closed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = page.split_once("</style>").unwrap().1;
    for tag in body.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap().0;
        if tag.ends_with('/') || tag == "br" {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) if !["head", "html"].contains(&name) => {
                assert_eq!(open.pop(), Some(name), "in {open:?}");
            }
            Some(_) => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_page_stands_alone_and_every_tag_is_closed() {
    for words in [PLAIN, HOSTILE] {
        let page = page(words);
        assert!(page.len() < 300_000, "{}", page.len());
        for never in [
            "<script",
            "<link",
            "<img",
            "url(",
            "@import",
            "src=",
            "href=\"http",
        ] {
            assert!(!page.contains(never), "{never}");
        }
        every_tag_is_closed(&page);
        assert_eq!(page.matches("<h1>").count(), 1);
        let drawn = page.matches("role=\"img\"").count();
        assert_eq!(page.matches("role=\"img\"><title>").count(), drawn);
        assert_eq!(page.matches("</title><desc>").count(), drawn);
        for rule in [
            "prefers-color-scheme:dark",
            "@media print",
            "break-inside:avoid",
        ] {
            assert!(page.contains(rule), "{rule}");
        }
    }
}

#[test]
fn the_front_has_what_somebody_who_was_not_there_asks() {
    let page = page(PLAIN);
    let (front, _) = page.split_once("<nav>").unwrap();
    for part in [
        "of MRR lost, reporting named by",
        "31 of 1,004",
        "€6,000 of €8,410 is one account",
        "Priya asks",
        "does 3.1 % include pauses?",
        "<dt>Target</dt><dd>stop lookalikes on trial users</dd>",
        "20 Nov",
        "challenges the priorities",
        "1 of 2 done, 1 late",
    ] {
        assert!(front.contains(part), "{part} is missing in\n{front}");
    }
}

/// A line stands for its values: what it rises by a step is the same for all.
#[test]
fn a_trend_read_back_from_its_line_is_that_of_the_json() {
    let (page, json) = (page(PLAIN), json(PLAIN));
    for (title, rate) in [
        ("Logo churn", "logo_churn"),
        ("Gross MRR churn", "gross_mrr_churn"),
    ] {
        let svg = drawing(&page, title);
        let (_, points) = marks(svg, "polyline", "past")[0]
            .split_once("points=\"")
            .unwrap();
        let points = points.trim_end_matches('"').split(' ');
        let drawn: Vec<f64> = points
            .map(|p| p.split_once(',').unwrap().1.parse().unwrap())
            .collect();
        let trend = json["trend"].as_array().unwrap();
        let told: Vec<f64> = trend
            .iter()
            .filter_map(|m| m["rates"][rate].as_f64())
            .collect();
        assert_eq!(drawn.len(), told.len(), "{title}");
        let last = told.len() - 1;
        let spread = told
            .iter()
            .map(|value| (value - told[last]).abs())
            .fold(0.0, f64::max);
        let widest = drawn
            .iter()
            .map(|y| (drawn[last] - y).abs())
            .fold(0.0, f64::max);
        if spread == 0.0 {
            assert_eq!(widest, 0.0, "{title}");
            continue;
        }
        for (y, value) in drawn.iter().zip(&told) {
            let read = told[last] + (drawn[last] - y) * spread / widest;
            assert!(
                (read - value).abs() <= spread / widest * 0.2,
                "{title}: {read} for {value}"
            );
        }
    }
}

#[test]
fn bars_read_back_from_their_widths_are_the_amounts_of_the_json() {
    let (page, json) = (page(PLAIN), json(PLAIN));
    let svg = drawing(&page, "reporting: ");
    // Each block keeps a pixel from the next.
    let blocks: Vec<f64> = marks(svg, "rect", "ink")
        .iter()
        .map(|m| number(m, "width") + 1.0)
        .collect();
    let of = |n: usize| {
        let accounts = json["theme_accounts"][n]["accounts"].as_array().unwrap();
        accounts
            .iter()
            .map(|one| one["falls_to_theme_cents"].as_f64().unwrap())
            .collect::<Vec<f64>>()
    };
    let own = of(0);
    assert!(
        (blocks[0] / blocks[1] - own[0] / own[1]).abs() < 0.1,
        "{blocks:?} {own:?}"
    );
    let mrr = &json["metrics"]["mrr_cents"];
    let svg = drawing(&page, &page_title_of_bridge(&page));
    let lost = marks(svg, "rect", "ink")
        .iter()
        .map(|m| number(m, "width"))
        .filter(|w| *w > 2.0)
        .collect::<Vec<f64>>();
    let gained = marks(svg, "rect", "out")
        .iter()
        .map(|m| number(m, "width"))
        .collect::<Vec<f64>>();
    let told = ["churn", "contraction"].map(|line| mrr[line].as_f64().unwrap());
    let unit = lost[0] / told[0];
    for (width, cents) in lost.iter().zip(told) {
        assert!((width - cents * unit).abs() < 0.3, "{width} for {cents}");
    }
    let told = ["new", "expansion", "reactivation"].map(|line| mrr[line].as_f64().unwrap());
    for (width, cents) in gained.iter().zip(told) {
        assert!(
            (width - (cents * unit).max(1.0)).abs() < 0.3,
            "{width} for {cents}"
        );
    }
}

/// The bridge is called by what it comes to.
fn page_title_of_bridge(page: &str) -> String {
    let (before, _) = page.split_once(" MRR at the end</title>").unwrap();
    before.rsplit_once("<title>").unwrap().1.to_owned()
}

#[test]
fn the_half_page_is_short_and_says_what_the_page_says() {
    for words in [PLAIN, HOSTILE] {
        let half = gather(&Hand::new(false, words)).half();
        assert!(half.split_whitespace().count() <= 120, "{half}");
        assert!(!half.contains('<') || words == HOSTILE);
        let said = json(words)["judgement"].as_str().unwrap().to_owned();
        for part in [
            "October 2026",
            &said,
            "31 of 1,004",
            "Asked of you",
            "Decided",
            "Agreed",
            "Last time: 1 of 2 done, 1 late",
        ] {
            assert!(half.contains(part), "{part} is missing in\n{half}");
        }
    }
    let empty = gather(&Hand::new(true, "")).half();
    assert!(empty.contains("Nothing was owed."), "{empty}");
}
