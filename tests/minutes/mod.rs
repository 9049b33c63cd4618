//! Minutes as a reader gets them: the same bytes every time, whatever customers and the room wrote.

mod actions;
mod drawn;
mod forms;
mod hard;
mod page;
mod room;

use churnroom::domain::account::MaskedName;
use churnroom::domain::day::Day;
use churnroom::domain::frozen::{AtEnd, AtStart};
use churnroom::domain::ids::{AccountId, MeetingId};
use churnroom::domain::masking::Mask;
use churnroom::domain::meeting::MeetingStatus;
use churnroom::domain::profile::Profile;
use churnroom::exchange::minutes::{Minutes, MinutesFormat, markdown};
use proptest::prelude::*;
use strum::VariantArray;

use room::{HOSTILE, Hand, period};

const PLAIN: &str = "I couldn't figure out how to build a report; Northwind GmbH needs exports";
const TODAY: Day = Day(20_760);

fn gather(hand: &Hand) -> Minutes {
    Minutes::gather(MeetingId(2), TODAY, &mut |query| hand.answer(&query)).unwrap()
}

fn mask() -> Mask {
    let name = MaskedName {
        account: AccountId(1),
        name: "Northwind GmbH".to_owned(),
        external: String::new(),
        alias: "Grey Heron".to_owned(),
    };
    Mask::new(&[name])
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn an_empty_room_has_minutes() {
    let minutes = gather(&Hand::new(true, ""));
    snapshot(
        "minutes_empty",
        &minutes.render(MinutesFormat::Markdown).unwrap(),
    );
    assert!(
        minutes
            .render(MinutesFormat::Html)
            .unwrap()
            .contains("Nobody was marked as present")
    );
}

#[test]
fn a_small_meeting_has_minutes() {
    let minutes = gather(&Hand::new(false, PLAIN));
    snapshot(
        "minutes_small",
        &minutes.render(MinutesFormat::Markdown).unwrap(),
    );
    snapshot(
        "minutes_small_html",
        &minutes.render(MinutesFormat::Html).unwrap(),
    );
    snapshot(
        "minutes_small_json",
        &minutes.render(MinutesFormat::Json).unwrap(),
    );
}

#[test]
fn hostile_words_stay_words() {
    let minutes = gather(&Hand::new(false, HOSTILE));
    let text = minutes.render(MinutesFormat::Markdown).unwrap();
    snapshot("minutes_hostile", &text);
    let html = minutes.render(MinutesFormat::Html).unwrap();
    assert!(!html.contains("<script"));
    for out in [text, html, minutes.render(MinutesFormat::Json).unwrap()] {
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'));
        assert!(out.ends_with('\n'));
    }
}

#[test]
fn the_first_screenful_answers_what_a_reader_asks_first() {
    let text = gather(&Hand::new(false, PLAIN))
        .render(MinutesFormat::Markdown)
        .unwrap();
    let first = text.split("\n## ").next().unwrap();
    assert!(first.lines().count() <= 50, "{first}");
    for needed in [
        "3.1 %",
        "31 of 1,004",
        "reporting",
        "€8,410",
        "stop lookalikes",
        "Priya",
        "Fri 20 Nov 2026",
        "Fix invoice mails",
        "done, worked",
    ] {
        assert!(first.contains(needed), "{needed} is missing in\n{first}");
    }
}

#[test]
fn an_ended_meeting_reads_only_what_was_frozen() {
    let mut hand = Hand::new(false, PLAIN);
    let ask = hand.clone();
    let mut asks = |query| ask.answer(&query);
    let start =
        AtStart::gather(MeetingId(2), period(), Profile::Snapshot, TODAY, &mut asks).unwrap();
    let end = AtEnd::gather(MeetingId(2), TODAY, &mut asks).unwrap();
    hand.meeting.status = MeetingStatus::Ended;
    hand.meeting.frozen_start = Some(start.to_json().unwrap());
    hand.meeting.frozen_end = Some(end.to_json().unwrap());
    let before = gather(&hand);
    // Everything changes afterwards, but the meeting's own row.
    let mut later = Hand::new(true, "other words");
    later.meeting = hand.meeting;
    let mut asked = 0;
    let after = Minutes::gather(MeetingId(2), Day(30_000), &mut |query| {
        asked += 1;
        later.answer(&query)
    })
    .unwrap();
    assert_eq!(asked, 1);
    for &format in MinutesFormat::VARIANTS {
        assert_eq!(
            before.render(format).unwrap(),
            after.render(format).unwrap()
        );
    }
    later.meeting.frozen_end = None;
    let missing = Minutes::gather(MeetingId(2), TODAY, &mut |query| later.answer(&query));
    assert!(missing.unwrap_err().message.contains("not kept"));
}

#[test]
fn masked_minutes_hold_no_name_and_no_address() {
    for words in [PLAIN, HOSTILE] {
        let (hand, mask) = (Hand::new(false, words), mask());
        let covered = &mut |query| hand.answer(&query).map(|answer| mask.covered(answer));
        let minutes = Minutes::gather(MeetingId(2), TODAY, covered).unwrap();
        for &format in MinutesFormat::VARIANTS {
            let out = minutes.render(format).unwrap().to_lowercase();
            assert!(!out.contains("northwind"), "{out}");
            assert!(!out.contains("evil.example"), "{out}");
            assert!(out.contains("grey heron"));
        }
        let half = minutes.half().to_lowercase();
        assert!(
            !half.contains("northwind") && !half.contains("evil.example"),
            "{half}"
        );
    }
}

#[test]
fn nothing_is_said_to_be_the_cause() {
    for &format in MinutesFormat::VARIANTS {
        let out = gather(&Hand::new(false, PLAIN)).render(format).unwrap();
        assert!(!out.to_lowercase().contains("because of"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_words_leave_the_lines_of_the_minutes_alone(words in "\\PC{0,60}|[ -~\n]{0,60}") {
        let with = |words: &str| gather(&Hand::new(false, words)).render(MinutesFormat::Markdown).unwrap();
        let out = with(&words);
        prop_assert_eq!(&out, &with(&words));
        // Only headings and lines that the template itself has.
        let shape = |text: &str| {
            let headings = text.lines().filter(|l| l.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
            (headings, text.lines().count())
        };
        prop_assert_eq!(shape(&out), shape(&with("x")));
        let shown = markdown(&words);
        prop_assert!(out.contains(&shown) || words.chars().count() > 60 || shown.len() > 60);
    }
}
