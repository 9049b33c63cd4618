//! A chord: one key with its modifiers, in a type of our own so that only the runtime names crossterm.
//! Must not know what a chord does.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the key of that name")]
pub enum ChordKey {
    /// A character as typed: `A` is `Char('A')`, not shift and `a`.
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// A function key.
    F(u8),
}

/// One key with its modifiers. Shift is not kept: a shifted character is another character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Chord {
    /// The key.
    pub code: ChordKey,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// Keys that are no characters: the name in `default.toml` and the words people read.
const NAMED: [(ChordKey, &str, &str); 16] = [
    (ChordKey::Char(' '), "space", "Space"),
    (ChordKey::Enter, "enter", "Enter"),
    (ChordKey::Esc, "esc", "Esc"),
    (ChordKey::Tab, "tab", "Tab"),
    (ChordKey::BackTab, "shift-tab", "Shift-Tab"),
    (ChordKey::Backspace, "backspace", "Backspace"),
    (ChordKey::Delete, "delete", "Delete"),
    (ChordKey::Up, "up", "Up"),
    (ChordKey::Down, "down", "Down"),
    (ChordKey::Left, "left", "Left"),
    (ChordKey::Right, "right", "Right"),
    (ChordKey::Home, "home", "Home"),
    (ChordKey::End, "end", "End"),
    (ChordKey::PageUp, "page-up", "PageUp"),
    (ChordKey::PageDown, "page-down", "PageDown"),
    (ChordKey::Char('-'), "minus", "-"),
];

impl Chord {
    /// A key without modifiers.
    pub fn plain(code: ChordKey) -> Chord {
        Chord {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A character without modifiers.
    pub fn char(c: char) -> Chord {
        Chord::plain(ChordKey::Char(c))
    }

    /// A character with Ctrl.
    pub fn ctrl(c: char) -> Chord {
        Chord {
            ctrl: true,
            ..Chord::char(c)
        }
    }

    /// The character a text field takes; `None` for anything that is no plain character.
    pub fn typed(self) -> Option<char> {
        let ChordKey::Char(c) = self.code else {
            return None;
        };
        (!self.ctrl && !self.alt).then_some(c)
    }

    /// Whether it belongs to tags on the tagging screen: a lower-case letter or a digit.
    pub fn is_tag_key(self) -> bool {
        self.typed()
            .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if let Some((_, _, words)) = NAMED.iter().find(|(code, ..)| *code == self.code) {
            return f.write_str(words);
        }
        if let ChordKey::Char(c) = self.code {
            return match self.ctrl {
                true => write!(f, "{}", c.to_uppercase()),
                false => write!(f, "{c}"),
            };
        }
        if let ChordKey::F(n) = self.code {
            write!(f, "F{n}")?;
        }
        Ok(())
    }
}

/// A text that names no chord.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key; write it as a, ctrl-r, f5, enter or page-up")]
pub struct NotAChord(pub String);

impl FromStr for Chord {
    type Err = NotAChord;

    fn from_str(text: &str) -> Result<Chord, NotAChord> {
        let (ctrl, rest) = strip(text, "ctrl-");
        let (alt, rest) = strip(rest, "alt-");
        let code = code(rest).ok_or_else(|| NotAChord(text.to_owned()))?;
        Ok(Chord { code, ctrl, alt })
    }
}

impl TryFrom<String> for Chord {
    type Error = NotAChord;

    fn try_from(text: String) -> Result<Chord, NotAChord> {
        text.parse()
    }
}

fn strip<'a>(text: &'a str, prefix: &str) -> (bool, &'a str) {
    match text.strip_prefix(prefix) {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, text),
    }
}

fn code(text: &str) -> Option<ChordKey> {
    if let Some((code, ..)) = NAMED.iter().find(|(_, name, _)| *name == text) {
        return Some(*code);
    }
    let mut chars = text.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") => Some(ChordKey::Char(c)),
        ('f', digits) => digits.parse().ok().map(ChordKey::F),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_and_shown_in_peoples_words() {
        for (written, shown) in [
            ("a", "a"),
            ("A", "A"),
            ("ctrl-r", "Ctrl-R"),
            ("f5", "F5"),
            ("f", "f"),
            ("space", "Space"),
            ("shift-tab", "Shift-Tab"),
            ("-", "-"),
            (">", ">"),
        ] {
            let chord: Chord = written.parse().unwrap();
            assert_eq!(chord.to_string(), shown, "{written}");
        }
        assert!("hyper-x".parse::<Chord>().is_err());
        assert!("".parse::<Chord>().is_err());
    }
}
