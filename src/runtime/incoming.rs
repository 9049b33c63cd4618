//! What comes from the terminal, taken apart: keys, mouse and pastes for a person's doings, and answers to
//! questions. An answer may come seconds late, in pieces and with keys between them, and answers to what
//! others asked come too: none of it may be read as keys. Must not know what a key means, nor wait.

mod held;
#[cfg(test)]
mod tests;

use std::time::Duration;

use termina::event::{KeyCode, KeyEvent, Modifiers};
use termina::{Event as Raw, Parser};

use held::{ESC, HeldBytes, NextByte, SURE};

/// How a paste ends.
const PASTED: &[u8] = b"\x1b[201~";

/// A paste goes on being read beyond this, but no more of it is kept: nothing in the room is so long.
const PASTE_KEPT: usize = 8 << 20;

/// How long the rest of a sequence may be behind its Esc, before the Esc is a key of its own: a slow line
/// parts them. It is longer while an answer is awaited.
const ESC_ALONE: Duration = Duration::from_millis(20);
const ESC_AWAITED: Duration = Duration::from_millis(150);

/// Something whole that came.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A key, a click or a paste.
    Done(Raw),
    /// What the terminal says of itself, without its frame: `11;rgb:ffff/ffff/ffff`.
    Answer(String),
}

/// Takes bytes apart as they come.
#[derive(Debug, Default)]
pub struct Splitter {
    state: SequenceState,
    plain: Parser,
    /// Whether the terminal has been asked something and has not answered.
    awaits: bool,
    out: Vec<Incoming>,
}

#[derive(Debug, Default, PartialEq)]
enum SequenceState {
    #[default]
    Plain,
    /// After an Esc; `told` when it has been handed on as a key and what it began may still come.
    Esc { told: bool },
    /// In a sequence.
    Held(HeldBytes),
    /// In a paste.
    Paste(Vec<u8>),
}

impl Splitter {
    /// The terminal has been asked: its answer may come.
    pub fn asked(&mut self) {
        self.awaits = true;
    }

    /// No answer is to be expected any more.
    pub fn given_up(&mut self) {
        self.awaits = false;
    }

    /// Takes what was read at once, and gives what is whole.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Incoming> {
        if let SequenceState::Held(held) = &mut self.state {
            held.parted = true;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = if let SequenceState::Paste(text) = &mut self.state {
                let used = paste(text, rest);
                self.end_paste();
                &rest[used..]
            } else {
                self.byte(rest[0]);
                &rest[1..]
            };
        }
        std::mem::take(&mut self.out)
    }

    /// How long to wait for more before `quiet`; `None` when nothing is held.
    pub fn patience(&self) -> Option<Duration> {
        match &self.state {
            SequenceState::Plain => None,
            SequenceState::Esc { told: true } => Some(SURE),
            SequenceState::Esc { told: false } if self.awaits => Some(ESC_AWAITED),
            SequenceState::Esc { told: false } => Some(ESC_ALONE),
            SequenceState::Held(held) => Some(held.patience()),
            SequenceState::Paste(_) => Some(SURE),
        }
    }

    /// Nothing more came: what is held is what it looks like.
    pub fn quiet(&mut self) -> Vec<Incoming> {
        match std::mem::take(&mut self.state) {
            SequenceState::Plain => {}
            SequenceState::Esc { told: true } => {}
            SequenceState::Esc { told: false } => {
                self.key(KeyCode::Escape, Modifiers::NONE);
                self.state = SequenceState::Esc { told: true };
            }
            SequenceState::Held(held) if held.is_sure() || held.is_told() => {}
            // What comes behind them may still show that these were no keys.
            SequenceState::Held(mut held) => {
                self.typed(&mut held);
                self.state = SequenceState::Held(held);
            }
            SequenceState::Paste(text) => self.pasted(&text),
        }
        std::mem::take(&mut self.out)
    }

    fn byte(&mut self, byte: u8) {
        match std::mem::take(&mut self.state) {
            SequenceState::Plain => self.ground(byte),
            SequenceState::Esc { told } => self.after_esc(byte, told),
            SequenceState::Held(held) => self.within(held, byte),
            SequenceState::Paste(text) => self.state = SequenceState::Paste(text),
        }
    }

    fn ground(&mut self, byte: u8) {
        if byte == ESC {
            self.state = SequenceState::Esc { told: false };
        } else {
            self.plain.parse(&[byte], true);
            self.out
                .extend(std::iter::from_fn(|| self.plain.pop()).map(Incoming::Done));
        }
    }

    fn after_esc(&mut self, byte: u8, told: bool) {
        match byte {
            b'[' | b']' | b'P' | b'_' => {
                self.state = SequenceState::Held(HeldBytes {
                    kind: byte,
                    body: Vec::new(),
                    told: usize::from(told),
                    parted: false,
                    awaited: self.awaits && !told,
                });
            }
            _ if told => self.ground(byte),
            ESC => {
                self.key(KeyCode::Escape, Modifiers::NONE);
                self.state = SequenceState::Esc { told: false };
            }
            _ => {
                self.plain.parse(&[ESC], true);
                self.ground(byte);
            }
        }
    }

    fn within(&mut self, mut held: HeldBytes, byte: u8) {
        let next = if held.kind == b'[' {
            held.control(byte)
        } else {
            held.string(byte)
        };
        match next {
            NextByte::Goes => {
                held.body.push(byte);
                self.state = SequenceState::Held(held);
            }
            NextByte::Key => {
                self.ground(byte);
                self.state = SequenceState::Held(held);
            }
            NextByte::Answered => {
                held.body.pop_if(|last| *last == ESC);
                self.answered(&held.body);
            }
            NextByte::Pressed if held.body == b"200" => {
                self.state = SequenceState::Paste(Vec::new())
            }
            NextByte::Pressed => self.pressed(&held.body, byte),
            NextByte::Typed => {
                self.typed(&mut held);
                self.byte(byte);
            }
            NextByte::Broken => {
                // Some terminals end an answer with an Esc only.
                if held.body.pop() == Some(ESC) {
                    self.answered(&held.body);
                }
                self.byte(byte);
            }
        }
    }

    fn answered(&mut self, body: &[u8]) {
        self.awaits &= !body.starts_with(b"11;");
        let answer = String::from_utf8_lossy(body).into_owned();
        self.out.push(Incoming::Answer(answer));
    }

    /// A whole control sequence that is a key or a click.
    fn pressed(&mut self, body: &[u8], last: u8) {
        let mut parser = Parser::default();
        parser.parse(&[&[ESC, b'['], body, &[last]].concat(), false);
        self.out
            .extend(std::iter::from_fn(|| parser.pop()).map(Incoming::Done));
    }

    /// What looks like the beginning of a sequence was typed, as far as it was not handed on: a key with Alt,
    /// and more keys.
    fn typed(&mut self, held: &mut HeldBytes) {
        let kind = KeyCode::Char(char::from(held.kind));
        match held.told {
            0 => self.key(kind, Modifiers::ALT),
            1 => self.key(kind, Modifiers::NONE),
            _ => {}
        }
        let told = held.told.saturating_sub(2);
        held.body[told..].iter().for_each(|byte| self.ground(*byte));
        held.told = held.body.len() + 2;
    }

    fn key(&mut self, code: KeyCode, modifiers: Modifiers) {
        let key = Raw::Key(KeyEvent::new(code, modifiers));
        self.out.push(Incoming::Done(key));
    }

    /// Hands a paste on when its end has come.
    fn end_paste(&mut self) {
        if let SequenceState::Paste(text) = &mut self.state
            && text.ends_with(PASTED)
        {
            text.truncate(text.len() - PASTED.len());
            if let SequenceState::Paste(text) = std::mem::take(&mut self.state) {
                self.pasted(&text);
            }
        }
    }

    fn pasted(&mut self, text: &[u8]) {
        let text = String::from_utf8_lossy(text).into_owned();
        self.out.push(Incoming::Done(Raw::Paste(text)));
    }
}

/// Adds to a paste up to its end, and says how much was used.
fn paste(text: &mut Vec<u8>, bytes: &[u8]) -> usize {
    let kept = text.len();
    // The end may have begun in the piece before.
    let from = kept.saturating_sub(PASTED.len() - 1);
    text.extend_from_slice(bytes);
    let end = text[from..]
        .windows(PASTED.len())
        .position(|part| part == PASTED);
    match end {
        Some(at) => {
            let end = from + at + PASTED.len();
            text.truncate(end);
            end - kept
        }
        None => {
            if text.len() > PASTE_KEPT {
                // What may be the beginning of the end stays.
                let last = text.len() - PASTED.len();
                text.drain(PASTE_KEPT - PASTED.len()..last);
            }
            bytes.len()
        }
    }
}
