//! Texts as long as they may be, and longer ones: typed, pasted, and come back from an editor.
//! Must not test how they are stored.

use std::time::{Duration, Instant};

use churnroom::app::Msg;
use churnroom::domain::change::{Change, Record};
use churnroom::domain::field::LONGEST_TEXT;
use rstest::rstest;

use super::sections::stage;
use super::{Stage, draw, says, text};

/// A million letters and more.
const MIB: usize = 1 << 20;

/// Hundreds of times what it takes; what grows with the square of a text takes minutes.
const AT_ONCE: Duration = Duration::from_secs(5);

const FULL: &str = "a text has at most 64 KiB: what goes beyond that is left out";

fn paste(stage: &mut Stage, words: &str) {
    let many = words.repeat(MIB / words.len());
    stage.tell(Msg::Paste(many));
}

#[rstest]
#[case::note("n", "word ")]
#[case::decision("d", "Größe 日本 ")]
#[case::action("a", "@a ")]
#[case::action_without_a_date("a", "by the way of may ")]
#[case::mark("1 m", "mon ")]
#[case::find("/", "xx ")]
#[case::palette(":", "e ")]
#[case::help("?", "e ")]
#[case::start(">", "2026-10")]
#[case::files("i", "a.csv ")]
#[case::one_letter("n", "x")]
#[case::flags("n", "🇩🇪")]
#[case::towers("n", "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}")]
#[case::blanks("a", " \t")]
fn a_million_letters_are_pasted_and_typed_on(#[case] key: &str, #[case] words: &str) {
    let mut stage = stage();
    stage.press(key);
    let since = Instant::now();
    paste(&mut stage, words);
    says(&mut stage.model, (80, 24), &[FULL]);
    stage.press("esc");
    assert_eq!(stage.model.layers.len(), 1, "the text is still there");
    for keys in [
        "backspace x",
        "left right",
        "home delete y",
        "end ctrl-w",
        "ctrl-left z",
    ] {
        stage.press(keys);
        draw(&mut stage.model, 80, 24);
    }
    assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
}

#[test]
fn what_is_kept_of_a_long_text_is_written_down() {
    let mut stage = stage();
    stage.press("n");
    paste(&mut stage, "word ");
    says(&mut stage.model, (80, 24), &["64 KiB of at most 64", FULL]);
    stage.press("enter");
    let [Change::Add(record)] = stage.changes.as_slice() else {
        panic!("{:?}", stage.changes.len());
    };
    let Record::Note(note) = &**record else {
        panic!("no note");
    };
    assert_eq!(note.text.len(), LONGEST_TEXT);
    assert!(note.text.starts_with("word word"));
}

#[test]
fn a_text_from_the_editor_is_held_to_the_same() {
    let mut stage = stage();
    stage.press("n");
    stage.tell(Msg::Edited(Some("word\n".repeat(MIB / 5))));
    says(&mut stage.model, (80, 24), &["64 KiB of at most 64", FULL]);
    assert_eq!(stage.model.front().text().unwrap().len(), LONGEST_TEXT);
}

#[test]
fn a_key_too_many_is_said_and_the_log_does_not_grow() {
    let mut stage = stage();
    stage.press("n");
    stage.tell(Msg::Paste("x".repeat(LONGEST_TEXT)));
    assert_eq!(stage.model.shared.messages.unread, None);
    stage.write("yyyy");
    says(&mut stage.model, (80, 24), &[FULL, "(Esc: read)"]);
    assert_eq!(stage.model.shared.messages.log.len(), 1);
    assert!(!stage.model.front().text().unwrap().contains('y'));
}

#[test]
fn a_paste_outside_a_field_does_nothing() {
    for keys in [
        "esc", "1", "2", "3", "4", "5", "t", "1 =", "R", "A", "5 delete",
    ] {
        let mut stage = stage();
        stage.press(keys);
        let before = text(&draw(&mut stage.model, 80, 24));
        stage.tell(Msg::Paste("q\r>\rxyu\rd\rnhello\r123\u{1b}".to_owned()));
        assert_eq!(text(&draw(&mut stage.model, 80, 24)), before, "{keys}");
        assert_eq!(
            (
                stage.changes.len(),
                stage
                    .effects
                    .iter()
                    .filter(|t| !matches!(t, churnroom::app::Task::Work(_)))
                    .count()
            ),
            (0, 0),
            "{keys}"
        );
    }
}

#[test]
fn a_paste_goes_into_every_field_there_is() {
    for (keys, shows) in [
        ("> up ctrl-u", "2026-07"),
        ("?", "2026-07"),
        (":", "2026-07"),
        ("/", "2026-07"),
    ] {
        let mut stage = stage();
        stage.press(keys);
        stage.tell(Msg::Paste("2026-07".to_owned()));
        says(&mut stage.model, (80, 24), &[shows]);
    }
}

#[test]
fn what_came_of_an_import_has_room_in_the_footer() {
    let mut stage = stage();
    let said = "imported subscriptions: 7,043 new, 12 rejected";
    said.clone_into(&mut stage.model.shared.messages.status);
    says(&mut stage.model, (80, 24), &[said]);
}
