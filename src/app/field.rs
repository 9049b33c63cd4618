//! A text being typed: its characters and cursor as plain data, and the keys that edit it.
//! Must not know what the text is for, nor how it is drawn.

#![expect(clippy::wildcard_enum_match_arm, reason = "a text takes its own keys")]

use std::ops::Range;

use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::field::{LONGEST_TEXT, too_long};
use crate::keys::{Chord, ChordKey};

use super::cx::Cx;

/// A one-line text field. It grows no longer than a text may be; what is left out is said.
#[derive(Clone, Debug, Default)]
pub struct TextField(Input);

impl TextField {
    /// A field that holds a text, with the cursor after it.
    pub fn with(text: impl Into<String>) -> TextField {
        TextField(Input::new(text.into()))
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// The cursor's place in the text, in bytes.
    pub fn byte_cursor(&self) -> usize {
        let mut chars = self.text().char_indices();
        chars
            .nth(self.0.cursor())
            .map_or(self.text().len(), |(at, _)| at)
    }

    /// The text from where it is shown so that the cursor is seen within a width, and the cursor's column there.
    /// Only what is seen is looked at: a text can be long.
    pub fn shown(&self, columns: usize) -> (&str, usize) {
        let cursor = self.byte_cursor();
        let (mut from, mut column) = (cursor, 0);
        for (at, grapheme) in self.text()[..cursor].grapheme_indices(true).rev() {
            if column + grapheme.width() >= columns {
                break;
            }
            (from, column) = (at, column + grapheme.width());
        }
        (&self.text()[from..], column)
    }

    /// Puts another text in the place of some bytes, with the cursor after it.
    pub fn replace(&mut self, bytes: Range<usize>, by: &str, cx: &mut Cx<'_>) {
        let text = self.text();
        let (Some(before), Some(after)) = (text.get(..bytes.start), text.get(bytes.end..)) else {
            return;
        };
        let room = LONGEST_TEXT.saturating_sub(before.len() + after.len());
        let ends = by.char_indices().map(|(at, c)| at + c.len_utf8());
        let fits = ends.take_while(|end| *end <= room).last().unwrap_or(0);
        let cursor = before.chars().count() + by[..fits].chars().count();
        let text = format!("{before}{}{after}", &by[..fits]);
        self.0 = Input::new(text).with_cursor(cursor);
        if fits < by.len() {
            cx.fail(too_long("what goes beyond that is left out"));
        }
    }

    /// Takes a key; whether it was one for a text.
    pub fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        match request(chord) {
            None => return false,
            Some(InputRequest::InsertChar(c))
                if self.text().len() + c.len_utf8() > LONGEST_TEXT =>
            {
                cx.fail(too_long("what goes beyond that is left out"));
            }
            Some(request) => {
                self.0.handle(request);
            }
        }
        true
    }

    /// Takes a pasted text; line ends become spaces, other control characters go.
    pub fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        let line = text.chars().map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c => c,
        });
        let line: String = line.filter(|c| !c.is_control()).collect();
        let at = self.byte_cursor();
        self.replace(at..at, &line, cx);
    }
}

fn request(chord: Chord) -> Option<InputRequest> {
    if let Some(c) = chord.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    let word = chord.ctrl || chord.alt;
    Some(match chord.code {
        ChordKey::Backspace if word => InputRequest::DeletePrevWord,
        ChordKey::Backspace => InputRequest::DeletePrevChar,
        ChordKey::Delete => InputRequest::DeleteNextChar,
        ChordKey::Left if word => InputRequest::GoToPrevWord,
        ChordKey::Left => InputRequest::GoToPrevChar,
        ChordKey::Right if word => InputRequest::GoToNextWord,
        ChordKey::Right => InputRequest::GoToNextChar,
        ChordKey::Home => InputRequest::GoToStart,
        ChordKey::End => InputRequest::GoToEnd,
        ChordKey::Char('a') if chord.ctrl => InputRequest::GoToStart,
        ChordKey::Char('w') if chord.ctrl => InputRequest::DeletePrevWord,
        ChordKey::Char('u') if chord.ctrl => InputRequest::DeleteFromStart,
        ChordKey::Char('k') if chord.ctrl => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;
    use crate::app::place::Place;
    use crate::app::shared::Shared;

    /// Does something to a field; how often something was said.
    fn said(does: impl FnOnce(&mut Cx<'_>)) -> usize {
        let (shared, mut requests) = (Shared::default(), VecDeque::new());
        does(&mut Cx::new(&shared, Place::Frame, &mut requests));
        requests.len()
    }

    #[test]
    fn letters_words_and_pastes() {
        let mut field = TextField::with("fix exprt");
        let quiet = said(|cx| {
            for chord in [Chord::plain(ChordKey::Left), Chord::plain(ChordKey::Left)] {
                assert!(field.typed(chord, cx));
            }
            field.typed(Chord::char('o'), cx);
            assert_eq!(field.text(), "fix export");
            field.typed(Chord::plain(ChordKey::End), cx);
            field.pasted("\u{1b}[2J\nnow", cx);
            assert_eq!(field.text(), "fix export[2J now");
            field.typed(Chord::ctrl('w'), cx);
            assert_eq!(field.text(), "fix export[2J ");
            assert!(!field.typed(Chord::plain(ChordKey::Enter), cx));
        });
        assert_eq!(quiet, 0);
    }

    #[test]
    fn what_is_beyond_the_longest_text_is_left_out_and_said() {
        let mut field = TextField::with("ab");
        said(|cx| assert!(field.typed(Chord::plain(ChordKey::Left), cx)));
        let pasted = "é".repeat(LONGEST_TEXT);
        assert_eq!(said(|cx| field.pasted(&pasted, cx)), 1);
        assert_eq!(field.text().len(), LONGEST_TEXT);
        assert!(field.text().starts_with("aé") && field.text().ends_with("éb"));
        assert_eq!(field.byte_cursor(), LONGEST_TEXT - 1);
        assert_eq!(said(|cx| assert!(field.typed(Chord::char('x'), cx))), 1);
        assert_eq!(said(|cx| field.replace(0..1, "xy", cx)), 1);
        assert_eq!(field.text().len(), LONGEST_TEXT);
        let freed = said(|cx| {
            field.typed(Chord::plain(ChordKey::Delete), cx);
            field.typed(Chord::char('x'), cx);
        });
        assert_eq!((freed, field.text().len()), (0, LONGEST_TEXT - 1));
    }

    #[test]
    fn the_cursor_is_always_in_sight() {
        let mut field = TextField::with("日本 ab");
        assert_eq!(field.shown(9), ("日本 ab", 7));
        assert_eq!(field.shown(7), ("本 ab", 5));
        assert_eq!(field.shown(1), ("", 0));
        said(|cx| assert!(field.typed(Chord::plain(ChordKey::Home), cx)));
        assert_eq!(field.shown(4), ("日本 ab", 0));
    }
}
