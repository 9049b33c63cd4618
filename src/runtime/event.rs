//! What wakes the loop: keys, clicks, answers, signals, a hung-up terminal.
//! Must not know what any of them means to the model.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a terminal says more than means anything here"
)]

use std::time::Duration;

use termina::Event as Raw;
use termina::event::{
    KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::{Msg, Tone};
use crate::domain::failure::Failure;
use crate::keys::{Chord, ChordKey};

/// How often the worker looks for other processes' commits.
pub const POLL: Duration = Duration::from_millis(250);

/// Rows the wheel moves by.
const WHEEL: i32 = 3;

/// What wakes the loop.
#[derive(Debug)]
pub enum Event {
    /// A message for the model as it is.
    Msg(Msg),
    /// A click at a column and row: what it hits is known by the last drawing.
    Click(u16, u16),
    /// The window has another size.
    Resized,
    /// The process goes on after a stop: every mode and the picture are set again.
    Continued,
    /// The room is open.
    Opened,
    /// The room could not be opened, or its worker is gone.
    Failed(Failure),
    /// The file fails its own check.
    Unsound,
    /// A signal asks the process to end.
    Terminated,
    /// The terminal is gone.
    HungUp,
}

/// A terminal event as the loop takes it; `None` for what means nothing here.
pub fn read(raw: Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) if key.kind != KeyEventKind::Release => {
            chord(key).map(|c| Event::Msg(Msg::Chord(c)))
        }
        Raw::Paste(text) => Some(Event::Msg(Msg::Paste(text))),
        Raw::Mouse(mouse) => clicked(mouse),
        _ => None,
    }
}

/// The colours for a background as the terminal describes it, in its answer to `OSC 11`.
pub fn background(answer: &str) -> Option<Tone> {
    let colour = answer.strip_prefix("11;")?;
    let colour = xterm_color::Color::parse(colour.as_bytes()).ok()?;
    Some(if colour.perceived_lightness() > 0.5 {
        Tone::Light
    } else {
        Tone::Dark
    })
}

fn clicked(mouse: MouseEvent) -> Option<Event> {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Event::Click(mouse.column, mouse.row)),
        MouseEventKind::ScrollUp => Some(Event::Msg(Msg::Scroll(-WHEEL))),
        MouseEventKind::ScrollDown => Some(Event::Msg(Msg::Scroll(WHEEL))),
        _ => None,
    }
}

fn chord(key: KeyEvent) -> Option<Chord> {
    let shift = key.modifiers.contains(Modifiers::SHIFT);
    let code = match key.code {
        KeyCode::Char(c) if shift && c.is_lowercase() => ChordKey::Char(c.to_ascii_uppercase()),
        KeyCode::Char(c) => ChordKey::Char(c),
        KeyCode::Enter => ChordKey::Enter,
        KeyCode::Escape => ChordKey::Esc,
        KeyCode::Tab if shift => ChordKey::BackTab,
        KeyCode::Tab => ChordKey::Tab,
        KeyCode::BackTab => ChordKey::BackTab,
        KeyCode::Backspace => ChordKey::Backspace,
        KeyCode::Delete => ChordKey::Delete,
        KeyCode::Up => ChordKey::Up,
        KeyCode::Down => ChordKey::Down,
        KeyCode::Left => ChordKey::Left,
        KeyCode::Right => ChordKey::Right,
        KeyCode::Home => ChordKey::Home,
        KeyCode::End => ChordKey::End,
        KeyCode::PageUp => ChordKey::PageUp,
        KeyCode::PageDown => ChordKey::PageDown,
        KeyCode::Function(n) => ChordKey::F(n),
        _ => return None,
    };
    let ctrl = key.modifiers.contains(Modifiers::CONTROL);
    let code = if let (ChordKey::Char(c), true) = (code, ctrl) {
        ChordKey::Char(c.to_ascii_lowercase())
    } else {
        code
    };
    Some(Chord {
        code,
        ctrl,
        alt: key.modifiers.contains(Modifiers::ALT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_is_another_character() {
        let key = |code, modifiers| chord(KeyEvent::new(code, modifiers)).unwrap();
        let cases = [
            (KeyCode::Char('A'), Modifiers::SHIFT, "A"),
            (KeyCode::Char('a'), Modifiers::SHIFT, "A"),
            (KeyCode::Char('r'), Modifiers::CONTROL, "Ctrl-R"),
            (KeyCode::Char('>'), Modifiers::SHIFT, ">"),
            (KeyCode::BackTab, Modifiers::SHIFT, "Shift-Tab"),
        ];
        for (code, modifiers, shown) in cases {
            assert_eq!(key(code, modifiers).to_string(), shown);
        }
    }
}
