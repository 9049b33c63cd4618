//! The first bytes of a sequence, and what the next one makes of them: part of an answer, or keys that a person typed.
//! Must not know time, nor what becomes of a key.

use std::time::Duration;

/// The key and the first byte of every sequence.
pub const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// No answer is longer.
const ANSWER: usize = 4096;

/// How long something is held that may still be a key pressed together with Alt, one behind an Esc, or several.
const UNSURE: Duration = Duration::from_secs(1);
const UNLIKELY: Duration = Duration::from_millis(100);
const SEVERAL: Duration = Duration::from_millis(500);

/// How long the rest of an answer is waited for, and what an Esc began that was handed on as a key.
pub const SURE: Duration = Duration::from_secs(6);

/// The beginning of a sequence.
#[derive(Debug, PartialEq)]
pub struct HeldBytes {
    /// What came behind the Esc: `[`, `]`, `P` or `_`.
    pub kind: u8,
    pub body: Vec<u8>,
    /// How much of it was handed on as keys: the Esc, the letter behind it, what follows.
    pub told: usize,
    /// It did not come in one piece, so that keys may stand in it.
    pub parted: bool,
    /// Just such an answer is awaited.
    pub awaited: bool,
}

/// What the first bytes of a sequence look like.
#[derive(Clone, Copy, PartialEq)]
enum Beginning {
    /// Keys.
    Keys,
    /// Keys, or the first bytes of a sequence.
    Either,
    /// Nobody types such keys.
    Sequence,
}

/// What a byte does to a sequence.
pub enum NextByte {
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

impl HeldBytes {
    /// How long to wait for more of it.
    pub fn patience(&self) -> Duration {
        match self.body.len() {
            _ if self.is_sure() || self.is_told() => SURE,
            _ if self.told == 0 => UNSURE,
            0 => UNLIKELY,
            _ => SEVERAL,
        }
    }

    /// Whether there is nothing in it that was not handed on as a key.
    pub fn is_told(&self) -> bool {
        self.told == self.body.len() + 2
    }

    /// Whether the terminal sent it, whatever comes behind it.
    pub fn is_sure(&self) -> bool {
        let begun = self.awaited || self.kind == b'[' && self.told == 0;
        begun && !self.body.is_empty() || self.beginning(&[]) == Beginning::Sequence
    }

    /// What it looks like with more behind it.
    fn beginning(&self, more: &[u8]) -> Beginning {
        let body = [&self.body, more].concat();
        let (first, rest) = body
            .split_first()
            .map_or((0, &[][..]), |(b, rest)| (*b, rest));
        let digits = body.iter().take_while(|b| b.is_ascii_digit()).count();
        let signs = rest.iter().find(|b| !b.is_ascii_digit());
        match (self.kind, first) {
            (_, 0) => Beginning::Either,
            (b'[', b'?' | b'>' | b'=' | b'<') => numbered(rest),
            (b'[', _) if digits > 0 => match &body[digits..] {
                [] | [b';'] => Beginning::Either,
                [b';', behind @ ..] => numbered(behind),
                _ => Beginning::Keys,
            },
            (b']', _) if (1..=4).contains(&digits) => match &body[digits..] {
                [] | [b';'] => Beginning::Either,
                [b';', colour, ..] if in_colour(*colour) => Beginning::Sequence,
                _ => Beginning::Keys,
            },
            (b'P', b'>' | b'!' | b'0'..=b'9') => match signs {
                None => Beginning::Either,
                Some(b'|' | b'+' | b'$') => Beginning::Sequence,
                Some(_) => Beginning::Keys,
            },
            (b'_', b'G') => match rest {
                [] | [b'a'..=b'z'] => Beginning::Either,
                [b'a'..=b'z', b'=', ..] => Beginning::Sequence,
                _ => Beginning::Keys,
            },
            _ => Beginning::Keys,
        }
    }

    /// A byte of a control sequence: `ESC [`, parameters, one last letter.
    pub fn control(&self, byte: u8) -> NextByte {
        if self.told > 0 && !self.is_sure() {
            return self.behind_key(byte);
        }
        let private = matches!(self.body.first(), Some(b'?' | b'>' | b'='));
        let digits = || self.body.iter().all(|b| b.is_ascii_digit() || *b == b';');
        match byte {
            _ if self.body == b"[" || self.is_old_click() => match self.body.len() {
                1 if self.body == b"[" => NextByte::Pressed,
                3 => NextByte::Pressed,
                _ => NextByte::Goes,
            },
            b'[' | b'M' if self.body.is_empty() => NextByte::Goes,
            0x20..=0x3f if self.body.len() < ANSWER => NextByte::Goes,
            b'n' if self.body.starts_with(b"?997;") => NextByte::Answered,
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

    /// A byte of what may be a control sequence, or keys behind an Esc: what comes at once is a key of its own, what
    /// has a number and no more only where nobody would type it.
    fn behind_key(&self, byte: u8) -> NextByte {
        match byte {
            b'A'..=b'D' | b'F' | b'H' | b'I' | b'O' | b'Z'
                if self.body.is_empty() && !self.parted =>
            {
                NextByte::Pressed
            }
            b'~' if self.body.first().is_some_and(u8::is_ascii_digit) => NextByte::Pressed,
            _ if self.beginning(&[byte]) == Beginning::Keys => NextByte::Typed,
            _ => NextByte::Goes,
        }
    }

    /// Whether this is a click as terminals told it before columns had many digits: three bytes behind `M`.
    fn is_old_click(&self) -> bool {
        self.body.first() == Some(&b'M')
    }

    /// A byte of an answer with a text in it: `ESC ]`, `ESC P` or `ESC _`, the text, `BEL` or `ESC \`.
    pub fn string(&self, byte: u8) -> NextByte {
        if self.body.last() == Some(&ESC) {
            return if byte == b'\\' {
                NextByte::Answered
            } else {
                NextByte::Broken
            };
        }
        let more = self.beginning(&[byte]);
        match (self.kind, byte) {
            (_, _) if self.beginning(&[]) != Beginning::Sequence => match byte {
                _ if more != Beginning::Keys => NextByte::Goes,
                _ if !self.awaited || !self.parted => NextByte::Typed,
                0x20.. => NextByte::Key,
                _ => NextByte::Broken,
            },
            (_, BEL) => NextByte::Answered,
            (_, ESC) => NextByte::Goes,
            (b']', _) if self.parted && !in_colour(byte) => match byte {
                0x20.. => NextByte::Key,
                _ => NextByte::Broken,
            },
            (_, 0x20..) if self.body.len() < ANSWER => NextByte::Goes,
            (_, _) => NextByte::Broken,
        }
    }
}

/// What a sequence is whose numbers begin with such bytes.
fn numbered(body: &[u8]) -> Beginning {
    match body.first() {
        None => Beginning::Either,
        Some(b'0'..=b'9') => Beginning::Sequence,
        Some(_) => Beginning::Keys,
    }
}

/// Whether a byte may stand in an answer about a colour: `rgb:1e1e/1e1e/1e1e`, `rgba:…`, `#1e1e1e`.
fn in_colour(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || b"rgb:/#;".contains(&byte)
}
