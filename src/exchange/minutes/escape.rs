//! Words as Markdown shows them: they cannot make headings, lists, links, images, HTML or leave their line.
//! Must not know where in the minutes they stand, so every value is treated as if it began a line.

use crate::domain::safe::one_line;

/// A text as inline Markdown that reads as written.
pub fn markdown(text: &str) -> String {
    let line = one_line(text);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len() + 8);
    let start = opening(&line, &mut out);
    let mut before = line[..start].chars().next_back();
    let mut rest = line[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        escape(c, before, after, &mut out);
        before = Some(c);
    }
    out
}

/// Takes away the meaning of what a line begins with; answers how many bytes it has dealt with.
fn opening(line: &str, out: &mut String) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.as_bytes().get(digits) {
        Some(sign @ (b'.' | b')')) if digits > 0 && ends_marker(line, digits + 1) => {
            out.push_str(&line[..digits]);
            out.push('\\');
            out.push(*sign as char);
            digits + 1
        }
        Some(b'+') if !ends_marker(line, 1) => 0,
        Some(b'-') if !ends_marker(line, 1) && !line[1..].starts_with('-') => 0,
        Some(sign @ (b'#' | b'>' | b'-' | b'+' | b'=' | b':')) if digits == 0 => {
            out.push('\\');
            out.push(*sign as char);
            1
        }
        _ => 0,
    }
}

/// A number and its sign begin a list only before a space or the line's end.
fn ends_marker(line: &str, at: usize) -> bool {
    line[at..].chars().next().is_none_or(char::is_whitespace)
}

fn escape(c: char, before: Option<char>, after: Option<char>, out: &mut String) {
    let inside_word = || {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        word(before) && word(after)
    };
    let special = match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '@' => true,
        '_' => !inside_word(),
        '&' => after.is_some_and(|a| a.is_ascii_alphabetic() || a == '#'),
        // `https://` and `www.` become links by themselves in many readers.
        ':' => after == Some('/'),
        '.' => {
            let last = out.as_bytes().last_chunk::<3>();
            last.is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
        }
        _ => false,
    };
    if special {
        out.push('\\');
    }
    out.push(c);
    // Readers look for e-mail addresses after taking escapes away; only markup between stops them.
    if c == '@' && before.is_some_and(|b| !b.is_whitespace()) && after.is_some() {
        out.push_str("<!-- -->");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "plain words, 3.1 % of €18,412 (9 left)",
        "plain words, 3.1 % of €18,412 (9 left)"
    )]
    #[case("# heading", "\\# heading")]
    #[case("  - item\n# two", "\\- item # two")]
    #[case("1. one", "1\\. one")]
    #[case("3.1 % 2)", "3.1 % 2)")]
    #[case("> quote", "\\> quote")]
    #[case("+€5", "+€5")]
    #[case("---", "\\---")]
    #[case("===", "\\===")]
    #[case("![x](https://e.x)", "!\\[x\\](https\\://e.x)")]
    #[case("<script>a_b _c_</script>", "\\<script\\>a_b \\_c\\_\\</script\\>")]
    #[case("&lt; R&D &", "\\&lt; R\\&D &")]
    #[case("www.e.x jo@e.x", "www\\.e.x jo\\@<!-- -->e.x")]
    #[case("slow. Now. wow.", "slow. Now. wow.")]
    #[case("a | b `c` ~~d~~", "a \\| b \\`c\\` \\~\\~d\\~\\~")]
    #[case("\u{1b}]0;title\u{7}", "␛\\]0;title␇")]
    fn words_read_as_written(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(markdown(text), shown);
    }

    proptest! {
        #[test]
        fn nothing_leaves_its_line_or_begins_a_block(text in "[ -~\n\t]{0,40}") {
            let out = markdown(&text);
            prop_assert!(!out.contains(['\n', '\r', '\t']));
            prop_assert!(!out.starts_with(['#', '>', '=', ' ', '*', '`', '<', '|', '[', '_', '~']));
            prop_assert!(!out.starts_with("- ") && !out.starts_with("--") && !out.starts_with("+ "));
            let bare = out.replace("<!-- -->", "");
            let mut chars = bare.chars();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => { chars.next(); }
                    '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => prop_assert!(false, "{c} is bare in {out}"),
                    _ => {}
                }
            }
        }
    }
}
