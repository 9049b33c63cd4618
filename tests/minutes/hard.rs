//! Reviews that no page was drawn for: nothing is torn, and the page stays small and valid.

use std::io::Write;
use std::process::{Command, Stdio};

use churnroom::domain::agenda::Section;
use churnroom::domain::clock::Clock;
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::ids::{ActionId, MeetingId};
use churnroom::exchange::minutes::{Minutes, MinutesFormat};

use super::page::every_tag_is_closed;
use super::room::Hand;
use super::{PLAIN, TODAY, gather, mask};

/// What is agreed in the review of eighty actions: few words, but long ones.
const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitän Verantwortungsdiffusionsbeauftragter \
                    Arbeitsunfähigkeitsbescheinigungen Kraftfahrzeughaftpflichtversicherungen \
                    Rechtsschutzversicherungsgesellschaften Nahrungsmittelunverträglichkeitstest";

/// A quote that runs the other way, with what would turn a line around.
const RIGHT_TO_LEFT: &str =
    "הדוחות איטיים מדי \u{202e}ולא ניתן לייצא אותם\u{202c}, التقارير بطيئة جدا";

fn eighty() -> Minutes {
    let mut minutes = gather(&Hand::new(false, PLAIN));
    let one = minutes.end.actions[0].clone();
    minutes.end.actions = (0..80)
        .map(|n| {
            let mut action = one.clone();
            action.action.id = ActionId(100 + n);
            action.action.what = LONG.to_owned();
            action.action.due = Some(Day(20_760 + n as i32));
            action
        })
        .collect();
    minutes
}

/// A theme of 200 letters, a word each or all one.
fn long_theme(name: &str) -> Minutes {
    let mut minutes = gather(&Hand::new(false, PLAIN));
    let end = &mut minutes.end;
    let all = end.discussed.iter_mut();
    let all = all.chain(end.themes.themes.iter_mut().map(|theme| &mut theme.theme));
    let all = all.chain(end.quotes.iter_mut().map(|quotes| &mut quotes.theme));
    let all = all.chain(end.lost.iter_mut().map(|lost| &mut lost.theme));
    let all = all.chain(end.trend.iter_mut().map(|trend| &mut trend.theme));
    let all = all.chain(end.links.iter_mut().map(|link| &mut link.theme));
    let all = all.chain(end.actions.iter_mut().filter_map(|a| a.from.theme.as_mut()));
    for theme in all.filter(|theme| *theme == "reporting") {
        *theme = name.to_owned();
    }
    minutes
}

fn long_quote(text: &str) -> Minutes {
    let mut minutes = gather(&Hand::new(false, PLAIN));
    for quotes in &mut minutes.end.quotes {
        for quote in &mut quotes.quotes {
            quote.view.feedback.text = text.to_owned();
        }
    }
    minutes
}

fn masked() -> Minutes {
    let (hand, mask) = (Hand::new(false, PLAIN), mask());
    let covered = &mut |query| hand.answer(&query).map(|answer| mask.covered(answer));
    let mut minutes = Minutes::gather(MeetingId(2), TODAY, covered).unwrap();
    minutes.masked = true;
    minutes
}

/// A review that took so many minutes, a fifth of them in each section.
fn took(minutes: i64) -> Minutes {
    let mut hand = Hand::new(false, PLAIN);
    let at = |part: i64| Moment(1_793_624_400 + minutes * 60 * part / 5);
    let sections = [
        Section::Why,
        Section::Roadmap,
        Section::Target,
        Section::Actions,
    ];
    let clock = Clock::default().sit_down(at(0));
    let clock = (1..).zip(sections).fold(clock, |clock, (part, section)| {
        clock.go_to(section, at(part))
    });
    hand.meeting.clock = clock.pause(at(5));
    gather(&hand)
}

fn reviews() -> Vec<(&'static str, Minutes)> {
    let mb = 1 << 20;
    vec![
        ("eighty actions", eighty()),
        ("a theme of 200 letters", long_theme(&"ß".repeat(200))),
        ("a theme of many words", long_theme(&"ab ".repeat(67))),
        ("right to left", gather(&Hand::new(false, RIGHT_TO_LEFT))),
        ("a quote from right to left", long_quote(RIGHT_TO_LEFT)),
        (
            "a quote of 1 MB",
            long_quote(&"so slow & <b> ".repeat(mb / 14)),
        ),
        ("a word of 1 MB", long_quote(&"x".repeat(mb))),
        ("masked", masked()),
        ("nothing", gather(&Hand::new(true, ""))),
        ("three minutes", took(3)),
        ("three hours", took(180)),
    ]
}

/// What HTML Tidy has to say of a page; nothing where it is not installed.
fn tidied(page: &str) -> String {
    let mut tidy = Command::new("tidy");
    tidy.args(["-e", "-q", "-utf8"]);
    let piped = tidy
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let Ok(mut child) = piped.spawn() else {
        eprintln!("tidy is not installed: whether the page is valid was not looked at");
        return String::new();
    };
    child
        .stdin
        .take()
        .unwrap()
        .write_all(page.as_bytes())
        .unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()
}

#[test]
fn no_review_makes_a_page_that_is_large_or_torn() {
    let mut invalid = Vec::new();
    for (name, minutes) in reviews() {
        let page = minutes.render(MinutesFormat::Html).unwrap();
        assert!(page.len() < 300_000, "{name}: {} bytes", page.len());
        every_tag_is_closed(&page);
        let said = tidied(&page);
        invalid.extend((!said.is_empty()).then(|| format!("{name}:\n{said}")));
        assert!(!page.contains('\u{202e}'), "{name}");
        assert!(!page.contains("NaN") && !page.contains("inf\""), "{name}");
        let md = minutes.render(MinutesFormat::Markdown).unwrap();
        assert!(md.starts_with("# Churn review: October 2026\n"), "{name}");
    }
    assert!(invalid.is_empty(), "{}", invalid.join("\n"));
}

#[test]
fn no_half_page_is_longer_than_120_words_or_cuts_a_word_that_was_agreed() {
    for (name, minutes) in reviews() {
        let half = minutes.half();
        let words = half.split_whitespace().count();
        assert!(words <= 120, "{name}: {words} words\n{half}");
    }
    let half = eighty().half();
    let agreed = half
        .lines()
        .find(|line| line.starts_with("Agreed"))
        .unwrap();
    assert!(agreed.contains("more"), "{half}");
    let whole: Vec<&str> = LONG.split_whitespace().collect();
    for word in agreed.split([' ', ';', '…']).filter(|word| word.len() > 20) {
        assert!(whole.contains(&word), "{word} is torn in\n{half}");
    }
}

#[test]
fn the_time_that_a_review_took_is_said_whole() {
    for (minutes, words) in [(3, "3:00 of 45:00"), (180, "3:00:00 of 45:00")] {
        let page = took(minutes).render(MinutesFormat::Html).unwrap();
        assert!(page.contains(words), "{words}");
    }
}
