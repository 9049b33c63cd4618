//! What comes from the terminal, taken apart: keys, mouse and pastes for a person's doings, and answers to
//! questions. An answer may come seconds late, in pieces and with keys between them, and answers to what
//! others asked come too: none of it may be read as keys. Must not know what a key means, nor wait.

#[cfg(test)]
mod tests;

use std::time::Duration;

use termina::event::{KeyCode, KeyEvent, Modifiers};
use termina::{Event as Raw, Parser};

/// The key and the first byte of every sequence.
const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// How a paste ends.
const PASTED: &[u8] = b"\x1b[201~";

/// A paste goes on being read beyond this, but no more of it is kept: nothing in the room is so long.
const PASTE_KEPT: usize = 8 << 20;

/// No answer is longer.
const ANSWER: usize = 4096;

/// How long the rest of a sequence may be behind its Esc, before the Esc is a key of its own: a slow line
/// parts them. It is longer while an answer is awaited.
const ESC_ALONE: Duration = Duration::from_millis(20);
const ESC_AWAITED: Duration = Duration::from_millis(150);

/// How long something is held that may still be a key pressed together with Alt, or behind an Esc.
const UNSURE: Duration = Duration::from_secs(1);
const UNLIKELY: Duration = Duration::from_millis(100);

/// How long the rest of an answer is waited for.
const SURE: Duration = Duration::from_secs(6);

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

/// The beginning of a sequence.
#[derive(Debug, PartialEq)]
struct HeldBytes {
    /// What came behind the Esc: `[`, `]`, `P` or `_`.
    kind: u8,
    body: Vec<u8>,
    /// The Esc before it was handed on as a key.
    told: bool,
    /// It did not come in one piece, so that keys may stand in it.
    parted: bool,
    /// Just such an answer is awaited.
    awaited: bool,
}

/// What a byte does to a sequence.
enum NextByte {
    /// It belongs to it.
    Goes,
    /// It is a key typed meanwhile.
    Key,
    /// It is the last one of an answer, or of a key.
    Answered,
    Pressed,
    /// It shows that this was no sequence: all of it was typed.
    Typed,
    /// The sequence is broken off, and the byte begins something else.
    Broken,
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
            SequenceState::Plain | SequenceState::Esc { told: true } => None,
            SequenceState::Esc { told: false } if self.awaits => Some(ESC_AWAITED),
            SequenceState::Esc { told: false } => Some(ESC_ALONE),
            SequenceState::Held(held) if held.body.is_empty() && held.told => Some(UNLIKELY),
            SequenceState::Held(held) if held.body.is_empty() => Some(UNSURE),
            SequenceState::Held(_) | SequenceState::Paste(_) => Some(SURE),
        }
    }

    /// Nothing more came: what is held is what it looks like.
    pub fn quiet(&mut self) -> Vec<Incoming> {
        match std::mem::take(&mut self.state) {
            SequenceState::Plain => {}
            SequenceState::Esc { told } => {
                if !told {
                    self.key(KeyCode::Escape, Modifiers::NONE);
                }
                if self.awaits {
                    self.state = SequenceState::Esc { told: true };
                }
            }
            SequenceState::Held(held) if held.body.is_empty() => self.typed(held),
            SequenceState::Held(_) => {}
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
                    told,
                    parted: told,
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
                self.typed(held);
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

    /// What looked like the beginning of a sequence was typed: a key with Alt, and more keys.
    fn typed(&mut self, held: HeldBytes) {
        let alt = if held.told {
            Modifiers::NONE
        } else {
            Modifiers::ALT
        };
        self.key(KeyCode::Char(char::from(held.kind)), alt);
        held.body.into_iter().for_each(|byte| self.byte(byte));
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

impl HeldBytes {
    /// A byte of a control sequence: `ESC [`, parameters, one last letter.
    fn control(&self, byte: u8) -> NextByte {
        let private = matches!(self.body.first(), Some(b'?' | b'>' | b'='));
        let digits = || self.body.iter().all(|b| b.is_ascii_digit() || *b == b';');
        match byte {
            _ if self.told && self.body.is_empty() && !matches!(byte, b'?' | b'>') => {
                NextByte::Typed
            }
            _ if self.body == b"[" || self.is_old_click() => match self.body.len() {
                1 if self.body == b"[" => NextByte::Pressed,
                3 => NextByte::Pressed,
                _ => NextByte::Goes,
            },
            b'[' | b'M' if self.body.is_empty() => NextByte::Goes,
            0x20..=0x3f if self.body.len() < ANSWER => NextByte::Goes,
            _ if private && self.parted => match byte {
                b'c' | b'u' => NextByte::Answered,
                b'y' if self.body.ends_with(b"$") => NextByte::Answered,
                0x20..=0x7e => NextByte::Key,
                _ => NextByte::Broken,
            },
            0x40..=0x7e if private => NextByte::Answered,
            b'R' | b'c' | b'n' | b't' if digits() && !self.body.is_empty() => NextByte::Answered,
            0x40..=0x7e => NextByte::Pressed,
            _ => NextByte::Broken,
        }
    }

    /// Whether this is a click as terminals told it before columns had many digits: three bytes behind `M`.
    fn is_old_click(&self) -> bool {
        self.body.first() == Some(&b'M')
    }

    /// A byte of an answer with a text in it: `ESC ]`, `ESC P` or `ESC _`, the text, `BEL` or `ESC \`.
    fn string(&self, byte: u8) -> NextByte {
        if self.body.last() == Some(&ESC) {
            return if byte == b'\\' {
                NextByte::Answered
            } else {
                NextByte::Broken
            };
        }
        let number = self.body.iter().all(u8::is_ascii_digit);
        match (self.kind, byte) {
            (_, BEL | ESC) if !self.body.is_empty() => match byte {
                BEL => NextByte::Answered,
                _ => NextByte::Goes,
            },
            (b'P', b'0'..=b'9' | b'>' | b'!' | b'$' | b'+' | b'=') if self.body.is_empty() => {
                NextByte::Goes
            }
            (b'_', b'G') if self.body.is_empty() => NextByte::Goes,
            (b']', b'0'..=b'9') if number && self.body.len() < 4 => NextByte::Goes,
            (b']', b';') if number && !self.body.is_empty() => NextByte::Goes,
            (_, _) if self.body.is_empty() || self.kind == b']' && number => {
                if self.awaited && self.parted {
                    NextByte::Key
                } else {
                    NextByte::Typed
                }
            }
            (b']', _) if self.parted && !in_colour(byte) => match byte {
                0x20.. => NextByte::Key,
                _ => NextByte::Broken,
            },
            (_, 0x20..) if self.body.len() < ANSWER => NextByte::Goes,
            (_, _) => NextByte::Broken,
        }
    }
}

/// Whether a byte may stand in an answer about a colour: `rgb:1e1e/1e1e/1e1e`, `rgba:…`, `#1e1e1e`.
fn in_colour(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || b"rgb:/#;".contains(&byte)
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
