//! A text being typed: its characters and cursor as plain data, and the keys that edit it.
//! Must not know what the text is for, nor how it is drawn.

use tui_input::{Input, InputRequest};

use crate::keys::{Chord, Code};

/// A one-line text field.
#[derive(Clone, Debug, Default)]
pub struct Field(Input);

impl Field {
    /// A field that holds a text, with the cursor after it.
    pub fn with(text: impl Into<String>) -> Field {
        Field(Input::new(text.into()))
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Columns before the cursor.
    pub fn cursor(&self) -> usize {
        self.0.visual_cursor()
    }

    /// The cursor's place in the text, in bytes.
    pub fn byte_cursor(&self) -> usize {
        let mut chars = self.text().char_indices();
        chars
            .nth(self.0.cursor())
            .map_or(self.text().len(), |(at, _)| at)
    }

    /// Puts another text in the place of some bytes, with the cursor after it.
    pub fn replace(&mut self, bytes: std::ops::Range<usize>, by: &str) {
        let text = self.text();
        let (Some(before), Some(after)) = (text.get(..bytes.start), text.get(bytes.end..)) else {
            return;
        };
        let cursor = before.chars().count() + by.chars().count();
        self.0 = Input::new(format!("{before}{by}{after}")).with_cursor(cursor);
    }

    /// Columns to leave out on the left so that the cursor is seen within a width.
    pub fn scroll(&self, width: usize) -> usize {
        self.0.visual_scroll(width.saturating_sub(1))
    }

    /// Takes a key; whether it was one for a text.
    pub fn typed(&mut self, chord: Chord) -> bool {
        let Some(request) = request(chord) else {
            return false;
        };
        self.0.handle(request);
        true
    }

    /// Takes a pasted text; line ends become spaces, other control characters go.
    pub fn pasted(&mut self, text: &str) {
        for c in text.chars() {
            let breaks = matches!(c, '\n' | '\r' | '\t');
            let c = if breaks { ' ' } else { c };
            if !c.is_control() {
                self.0.handle(InputRequest::InsertChar(c));
            }
        }
    }
}

fn request(chord: Chord) -> Option<InputRequest> {
    if let Some(c) = chord.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    let word = chord.ctrl || chord.alt;
    Some(match chord.code {
        Code::Backspace if word => InputRequest::DeletePrevWord,
        Code::Backspace => InputRequest::DeletePrevChar,
        Code::Delete => InputRequest::DeleteNextChar,
        Code::Left if word => InputRequest::GoToPrevWord,
        Code::Left => InputRequest::GoToPrevChar,
        Code::Right if word => InputRequest::GoToNextWord,
        Code::Right => InputRequest::GoToNextChar,
        Code::Home => InputRequest::GoToStart,
        Code::End => InputRequest::GoToEnd,
        Code::Char('a') if chord.ctrl => InputRequest::GoToStart,
        Code::Char('w') if chord.ctrl => InputRequest::DeletePrevWord,
        Code::Char('u') if chord.ctrl => InputRequest::DeleteFromStart,
        Code::Char('k') if chord.ctrl => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_words_and_pastes() {
        let mut field = Field::with("fix exprt");
        for chord in [Chord::plain(Code::Left), Chord::plain(Code::Left)] {
            assert!(field.typed(chord));
        }
        field.typed(Chord::char('o'));
        assert_eq!(field.text(), "fix export");
        field.typed(Chord::plain(Code::End));
        field.pasted("\u{1b}[2J\nnow");
        assert_eq!(field.text(), "fix export[2J now");
        field.typed(Chord::ctrl('w'));
        assert_eq!(field.text(), "fix export[2J ");
        assert!(!field.typed(Chord::plain(Code::Enter)));
    }
}
