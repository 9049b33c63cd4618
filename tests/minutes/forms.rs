//! The forms of one review beside each other, the recap on the screen among them: a figure that stands in two of them is
//! the same in both.

use churnroom::domain::meeting::{Meeting, MeetingView};
use churnroom::domain::money::{Cents, Currency, Money};
use churnroom::domain::query::Query;
use churnroom::exchange::minutes::{Minutes, MinutesFormat, PreRead};
use churnroom::store::{OpenOptions, Store};
use serde_json::Value;

use crate::demo::demo_room;
use crate::screens::{Stage, draw, text};

/// What the JSON says, as people read it: the figures of the front, and those only that minutes and recap have.
fn figures(json: &Value) -> ([String; 3], Vec<String>) {
    let metrics = &json["metrics"];
    let currency: Currency = metrics["currency"].as_str().unwrap().parse().unwrap();
    let money = |value: &Value| {
        let cents = Cents(value.as_i64().unwrap());
        Money::of(Some(&currency)).whole(cents)
    };
    let rate = |name: &str| format!("{:.1} %", metrics["rates"][name].as_f64().unwrap() * 100.0);
    let accounts = &metrics["accounts"];
    let left = format!("{} of {}", accounts["churned"], accounts["opening"]);
    let lost = &json["themes"]["lost"]["mrr_cents"];
    let theme = &json["themes"]["themes"][0];
    let front = [
        left,
        rate("gross_mrr_churn"),
        theme["theme"].as_str().unwrap().to_owned(),
    ];
    let more = vec![
        rate("logo_churn"),
        rate("grr"),
        rate("nrr"),
        money(lost),
        money(&theme["lost_mrr_cents"]),
        money(&metrics["mrr_cents"]["opening"]),
        money(&metrics["mrr_cents"]["closing"]),
    ];
    (front, more)
}

#[test]
fn all_forms_of_a_review_say_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let file = demo_room(folder.path());
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    let held: Vec<MeetingView> = store.answer(&Query::Meetings).unwrap().try_into().unwrap();
    let meeting = held[0].meeting.clone();
    let today = meeting.started.day(meeting.utc_offset);
    let mut asks = |query: Query| store.answer(&query);
    let minutes = Minutes::gather(meeting.id, today, &mut asks).unwrap();
    let before = Meeting {
        frozen_start: None,
        frozen_end: None,
        ..meeting
    };
    let read = PreRead::gather(before, today, &mut asks).unwrap();
    let mut stage = Stage::new(move |query: &Query| store.answer(query).ok());
    stage.press("esc R");
    let recap = text(&draw(&mut stage.model, 200, 60));
    let json: Value = serde_json::from_str(&minutes.render(MinutesFormat::Json).unwrap()).unwrap();
    let [md, html] = [MinutesFormat::Markdown, MinutesFormat::Html].map(|format| {
        (
            minutes.render(format).unwrap(),
            read.render(format).unwrap(),
        )
    });
    let (half, judgement) = (minutes.half(), json["judgement"].as_str().unwrap());
    let (front, more) = figures(&json);
    let forms = [
        ("md", &md.0),
        ("html", &html.0),
        ("half page", &half),
        ("pre-read md", &md.1),
        ("pre-read html", &html.1),
        ("recap", &recap),
    ];
    for (name, form) in forms {
        for figure in &front {
            assert!(
                form.contains(figure),
                "{figure} is not in the {name}:\n{form}"
            );
        }
        let whole = name == "recap" || form.contains(judgement);
        assert!(whole, "{judgement} is not in the {name}:\n{form}");
    }
    for (name, form) in [("md", &md.0), ("html", &html.0), ("recap", &recap)] {
        for figure in &more {
            assert!(
                form.contains(figure),
                "{figure} is not in the {name}:\n{form}"
            );
        }
    }
    // What a month's trend says of how accounts left is what the month itself says.
    let trend = json["trend"].as_array().unwrap();
    assert_eq!(trend.last().unwrap()["causes"], json["metrics"]["causes"]);
    let told = trend.iter().filter(|month| !month["causes"].is_null());
    assert_eq!(told.count(), trend.len());
}
