//! A chord: one key with its modifiers, in a type of our own so that only the runtime names crossterm.
//! Must not know what a chord does.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the key of that name")]
pub enum Code {
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
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// Keys that are no characters: the name in `default.toml` and the words people read.
const NAMED: [(Code, &str, &str); 16] = [
    (Code::Char(' '), "space", "Space"),
    (Code::Enter, "enter", "Enter"),
    (Code::Esc, "esc", "Esc"),
    (Code::Tab, "tab", "Tab"),
    (Code::BackTab, "shift-tab", "Shift-Tab"),
    (Code::Backspace, "backspace", "Backspace"),
    (Code::Delete, "delete", "Delete"),
    (Code::Up, "up", "Up"),
    (Code::Down, "down", "Down"),
    (Code::Left, "left", "Left"),
    (Code::Right, "right", "Right"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "page-up", "PageUp"),
    (Code::PageDown, "page-down", "PageDown"),
    (Code::Char('-'), "minus", "-"),
];

impl Chord {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Chord {
        Chord {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A character without modifiers.
    pub fn char(c: char) -> Chord {
        Chord::plain(Code::Char(c))
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
        let Code::Char(c) = self.code else {
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
        if let Code::Char(c) = self.code {
            return match self.ctrl {
                true => write!(f, "{}", c.to_uppercase()),
                false => write!(f, "{c}"),
            };
        }
        if let Code::F(n) = self.code {
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

fn code(text: &str) -> Option<Code> {
    if let Some((code, ..)) = NAMED.iter().find(|(_, name, _)| *name == text) {
        return Some(*code);
    }
    let mut chars = text.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") => Some(Code::Char(c)),
        ('f', digits) => digits.parse().ok().map(Code::F),
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
