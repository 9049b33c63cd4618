//! Text made safe: nothing in a customer's words can move a cursor, set a title or reach the clipboard.
//! Must not know where the text comes from or goes to; the border and every printing edge call it.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// The mark left where something invisible or dangerous was taken out.
pub const MARK: char = '\u{FFFD}';

/// More combining marks than this on one character are dropped: enough for every living script.
const MARKS_PER_CHARACTER: u8 = 6;

/// Characters that are replaced by [`MARK`] wherever they stand: C1, soft hyphen and other invisible
/// formatting, direction controls, blank letters, interlinear and tag characters, noncharacters.
const REPLACED: &[(char, char)] = &[
    ('\u{80}', '\u{9F}'),
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180E}', '\u{180E}'),
    ('\u{200B}', '\u{200B}'),
    ('\u{200E}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFFB}'),
    ('\u{FFFE}', '\u{FFFF}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Scripts whose letters take shape from their neighbours: joiners between them mean something.
const JOINING: &[(char, char)] = &[
    ('\u{600}', '\u{8FF}'),     // Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic
    ('\u{900}', '\u{DFF}'),     // the scripts of India and Sri Lanka
    ('\u{1000}', '\u{109F}'),   // Myanmar
    ('\u{1780}', '\u{17FF}'),   // Khmer
    ('\u{1800}', '\u{18AF}'),   // Mongolian
    ('\u{1B00}', '\u{1B7F}'),   // Balinese
    ('\u{A840}', '\u{A87F}'),   // Phags-pa
    ('\u{FB50}', '\u{FDFF}'),   // Arabic presentation forms
    ('\u{FE70}', '\u{FEFE}'),   // the same
    ('\u{1E900}', '\u{1E95F}'), // Adlam
];

/// Pictures that joiners and selectors may put together, with the selectors and skin tones on them.
const PICTURES: &[(char, char)] = &[
    ('\u{203C}', '\u{203C}'),
    ('\u{2049}', '\u{2049}'),
    ('\u{20E3}', '\u{20E3}'),
    ('\u{2122}', '\u{2BFF}'),
    ('\u{3030}', '\u{303D}'),
    ('\u{3297}', '\u{3299}'),
    ('\u{FE0F}', '\u{FE0F}'),
    ('\u{1F000}', '\u{1FAFF}'),
];

fn within(ranges: &[(char, char)], c: char) -> bool {
    ranges.iter().any(|&(from, to)| from <= c && c <= to)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// Whether a text with this character has to be looked at character by character.
fn is_suspect(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\0'..='\u{1F}' | '\u{7F}' => true,
        ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' => false,
        '\u{2028}' | '\u{2029}' => true,
        _ => is_joiner(c) || is_selector(c) || within(REPLACED, c) || is_combining_mark(c),
    }
}

/// Makes a text safe to keep: line breaks become LF; control characters, direction controls and stray
/// zero-width characters leave a visible mark; joiners stay inside emoji and joining scripts. Newline and
/// tab are the only control characters in what it gives, and cleaning that again changes nothing.
///
/// ```
/// use churnroom::domain::safe::clean;
/// assert_eq!(clean("Fine."), "Fine.");
/// assert_eq!(clean("\x1b[2Jone\r\ntwo"), "␛[2Jone\ntwo");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    let plain = text
        .bytes()
        .all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t'));
    if plain || !text.chars().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let mut washed = Washed {
        out: String::with_capacity(text.len() + 8),
        last: None,
        marks: 0,
    };
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                washed.push('\n');
            }
            _ => washed.take(c, rest.peek().copied()),
        }
    }
    Cow::Owned(washed.out)
}

/// A text as it is being cleaned.
struct Washed {
    out: String,
    last: Option<char>,
    marks: u8,
}

impl Washed {
    fn push(&mut self, c: char) {
        self.out.push(c);
        self.last = Some(c);
        self.marks = 0;
    }

    fn take(&mut self, c: char, next: Option<char>) {
        match c {
            '\n' | '\t' => self.push(c),
            '\u{85}' | '\u{2028}' | '\u{2029}' => self.push('\n'),
            // The control pictures: U+2400 stands for NUL, U+241B for ESC.
            '\0'..='\u{1F}' => self.push(char::from_u32(0x2400 + c as u32).unwrap_or(MARK)),
            '\u{7F}' => self.push('\u{2421}'),
            _ if is_joiner(c) => self.push(if self.joins(c, next) { c } else { MARK }),
            _ if is_selector(c) => self.push(if self.can_be_selected() { c } else { MARK }),
            _ if within(REPLACED, c) => self.push(MARK),
            _ if is_combining_mark(c) => self.combine(c),
            _ => self.push(c),
        }
    }

    /// Whether a joiner means something between the character before and the one after it.
    fn joins(&self, joiner: char, next: Option<char>) -> bool {
        let Some(before) = self.last else {
            return false;
        };
        let pictures = joiner == '\u{200D}'
            && within(PICTURES, before)
            && next.is_some_and(|n| within(PICTURES, n) && !is_selector(n));
        within(JOINING, before) || pictures
    }

    /// Whether a variation selector has something visible, and only one of it, to work on.
    fn can_be_selected(&self) -> bool {
        self.last
            .is_some_and(|l| !l.is_whitespace() && !is_selector(l) && !is_joiner(l) && l != MARK)
    }

    fn combine(&mut self, c: char) {
        if self.last.is_none_or(|l| l == '\n' || l == '\t') {
            self.push('\u{25CC}');
        }
        if self.marks < MARKS_PER_CHARACTER {
            self.out.push(c);
            self.last = Some(c);
            self.marks += 1;
        }
    }
}

/// A text for one line of a terminal, a table cell or an error: safe, line breaks and tabs as one space.
pub fn one_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        safe if !safe.contains(['\n', '\t']) => safe,
        safe => Cow::Owned(safe.replace(['\n', '\t'], " ")),
    }
}

/// A text for several lines of a terminal: safe, line breaks kept, tabs as spaces.
pub fn many_lines(text: &str) -> Cow<'_, str> {
    match clean(text) {
        safe if !safe.contains('\t') => safe,
        safe => Cow::Owned(safe.replace('\t', "    ")),
    }
}

/// A value quoted in a sentence: one line, cut after `limit` characters.
pub fn quoted(text: &str, limit: usize) -> String {
    let line = one_line(text.trim());
    match beginning(&line, limit) {
        None => format!("`{line}`"),
        Some(first) => format!("`{first}…`"),
    }
}

/// Words cut after `limit` characters, with a sign that they were.
pub fn shortened(line: &str, limit: usize) -> String {
    match beginning(line, limit) {
        None => line.to_owned(),
        Some(first) => format!("{}…", first.trim_end()),
    }
}

/// The beginning of a line that is too long. An address or a number is not cut in two, for then nobody could tell any
/// more what it was, and cover it.
fn beginning(line: &str, limit: usize) -> Option<&str> {
    let (mut end, _) = line.char_indices().nth(limit)?;
    let joins = |c: char| !c.is_whitespace() && c < '\u{3000}';
    loop {
        let first = line[..end].trim_end();
        let start = first.trim_end_matches(joins).len();
        let behind = line[first.len()..].find(|c| !joins(c));
        let word = &line[start..behind.map_or(line.len(), |behind| first.len() + behind)];
        if start == first.len() || !may_be_address(word) {
            return Some(first);
        }
        end = start;
    }
}

fn may_be_address(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.contains(|c: char| c.is_numeric() || c == '@') || inner.contains(['.', '_', '/', ':'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("Très bien, 100 % → ok\n\tyes", "Très bien, 100 % → ok\n\tyes")]
    #[case::breaks("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf")]
    #[case::escape("\x1b]52;c;UFdO\x07", "␛]52;c;UFdO␇")]
    #[case::c1("a\u{9b}31mb\u{9d}", "a\u{fffd}31mb\u{fffd}")]
    #[case::delete_and_nul("a\u{7f}b\0c\u{b}d", "a␡b␀c␋d")]
    #[case::direction("abc\u{202e}def\u{2067}\u{200f}", "abc\u{fffd}def\u{fffd}\u{fffd}")]
    #[case::zero_width("pay\u{200b}pal\u{feff}\u{ad}", "pay\u{fffd}pal\u{fffd}\u{fffd}")]
    #[case::stray_joiner("pay\u{200d}pal", "pay\u{fffd}pal")]
    #[case::digits("1\u{200d}2", "1\u{fffd}2")]
    #[case::keycap("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}")]
    #[case::family("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}", "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}")]
    #[case::persian("می\u{200c}خواهم", "می\u{200c}خواهم")]
    #[case::indic("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष")]
    #[case::lonely_mark("\u{301}a", "\u{25cc}\u{301}a")]
    #[case::tags("🏴\u{e0067}\u{e007f}", "🏴\u{fffd}\u{fffd}")]
    fn text_is_made_safe(#[case] from: &str, #[case] to: &str) {
        assert_eq!(clean(from), to);
    }

    #[test]
    fn towers_of_marks_are_cut() {
        let tower = format!("a{}b", "\u{301}".repeat(40));
        assert_eq!(clean(&tower), format!("a{}b", "\u{301}".repeat(6)));
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(one_line("a\r\nb\tc\x1b"), "a b c␛");
        assert_eq!(many_lines("a\tb\r\nc"), "a    b\nc");
        assert_eq!(quoted(" abc\ndef ", 5), "`abc d…`");
        for (line, first) in [
            ("write to bob.smith@corp.example", "write to…"),
            ("call +49 30 1234567", "call…"),
            ("call us +49 30 1234", "call us…"),
            ("bob.smith@corp.example", "…"),
            ("see https://corp.example", "see…"),
            ("a word, and another one", "a word, and…"),
            ("short", "short"),
        ] {
            assert_eq!(shortened(line, 12), first);
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_leaves_no_control(text in any::<String>()) {
            check(&text)?;
        }

        #[test]
        fn so_it_is_for_texts_made_of_suspects(
            parts in prop::collection::vec(prop::sample::select(vec![
                "\r", "\n", "\t", "\u{200d}", "\u{200c}", "\u{fe0f}", "\u{301}", "👨", "a", "م", "\u{94d}",
                "\u{202e}", "\x1b", "\u{25cc}", " ", "#", "\u{20e3}", "\u{85}", "\u{1f3fd}",
            ]), 0..24)
        ) {
            check(&parts.concat())?;
        }
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let once = clean(text).into_owned();
        prop_assert_eq!(clean(&once), once.as_str());
        let kept = |c: char| !c.is_control() || c == '\n' || c == '\t';
        prop_assert!(once.chars().all(kept));
        let line = one_line(text);
        prop_assert!(line.chars().all(|c| !c.is_control()));
        Ok(())
    }
}
