//! Single values that are neither days nor money: flags, scores, tags.
//! Must not know files or columns.

use std::borrow::Cow;

use crate::domain::listed::is_listed;

/// What stands in a cell where there is nothing to say.
pub fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    // Most cells say something, and this is asked of each several times.
    text.len() <= 4
        && ["", "-", "n/a", "na", "nan", "null", "none", "nil", "#n/a"]
            .iter()
            .any(|n| text.eq_ignore_ascii_case(n))
}

/// Whether a name is a way to say that there is none; a short word, as `NA`, may be an id.
pub fn is_nobody(name: &str) -> bool {
    ["-", "--", "n/a", "null", "none", "#n/a"]
        .iter()
        .any(|nobody| name.eq_ignore_ascii_case(nobody))
}

/// Whether a cell says that a subscription is a trial: a flag, or a status that means it was never paid. Statuses
/// of paying or former customers say no; `None` if it is neither.
pub fn trial(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    match word.as_str() {
        "true" | "yes" | "1" | "t" | "y" | "x" => Some(true),
        "false" | "no" | "0" | "f" | "n" => Some(false),
        _ => trial_state(text),
    }
}

/// Whether a cell has a digit that is not zero: an amount that is something.
pub fn is_some(cell: &str) -> bool {
    cell.contains(|c: char| ('1'..='9').contains(&c))
}

/// The same of a status: yes in a column of states is no trial, and nobody can say what it is.
pub fn trial_state(text: &str) -> Option<bool> {
    const YES: &str = "trial trialing in_trial on_trial incomplete incomplete_expired";
    const NO: &str = "active live paid canceled cancelled ended expired past_due unpaid \
         non_renewing paused churned inactive future paying";
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    if is_nothing(text) || is_listed(NO, &word) {
        return Some(false);
    }
    is_listed(YES, &word).then_some(true)
}

/// A score: a plain number, with a comma or a dot; `Some(None)` when the cell says nothing, `None` if it is no score.
pub fn score(text: &str) -> Option<Option<f64>> {
    if is_nothing(text) {
        return Some(None);
    }
    let number = rated(text.trim()).replacen(',', ".", 1);
    let score: f64 = number.parse().ok()?;
    let written = number
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    (written && score.is_finite()).then_some(Some(score))
}

/// The number of a score that says what it means, or of how many: `9 - Very likely`, `10 (great)`, `9/10`.
fn rated(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let rest = rest.trim();
    let of = rest.strip_prefix('/').map(str::trim);
    let of_so_many = of.is_some_and(|of| ["5", "7", "10", "100"].contains(&of));
    let said = rest.starts_with(['-', '\u{2013}', '(', ':']) && rest.contains(char::is_alphabetic);
    match !number.is_empty() && number.len() < 4 && (of_so_many || said) {
        true => number,
        false => text,
    }
}

/// More tags than these are somebody's words in the wrong column.
pub const MOST_TAGS: usize = 1_000;

/// Whether a cell of a column that is one choice says that it was chosen; `None` if it says neither.
pub fn tick(text: &str) -> Option<bool> {
    const YES: &str = "y yes x 1 true t on checked selected ticked chosen ja si s\u{ed} oui sim \u{2713} \u{2714} \u{2611} \u{2705} \u{25cf}";
    const NO: &str =
        "n no 0 false f off unchecked unselected nein non n\u{e3}o \u{2717} \u{2718} \u{2610}";
    let text = text.trim().trim_end_matches('\u{fe0f}');
    let one_of = |words: &str| words.split(' ').any(|word| word.eq_ignore_ascii_case(text));
    let no = || is_nothing(text) || one_of(NO) || text.eq_ignore_ascii_case("not selected");
    if one_of(YES) {
        Some(true)
    } else {
        no().then_some(false)
    }
}

/// The tags in a cell of a column in which one sign stands between two: split there, or at a surer sign, without
/// blanks around them and each once. No more are looked for than one too many.
pub fn tags(text: &str, separator: char, into: &mut Vec<String>) {
    if let Some(listed) = listed(text) {
        let listed = listed.iter().take(MOST_TAGS + 1);
        listed.for_each(|name| tag(name, into));
        return;
    }
    let signs = [';', '|', ','];
    let sure = signs
        .into_iter()
        .find(|sign| *sign == separator || text.contains(*sign));
    for part in text.split(|c| Some(c) == sure || c == '\n') {
        tag(part, into);
        if into.len() > MOST_TAGS {
            return;
        }
    }
}

/// A name without blanks around it, and with one between two words: as most are written.
fn one_blank(part: &str) -> Cow<'_, str> {
    let name = part.trim();
    let other = |c: char| c.is_whitespace() && c != ' ';
    match name.contains("  ") || name.contains(other) {
        true => Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(name),
    }
}

/// Whether two names differ in capitals at most.
fn is_same(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => one.to_lowercase() == other.to_lowercase(),
    }
}

/// Takes in one tag, unless it says nothing or is known.
fn tag(part: &str, into: &mut Vec<String>) {
    let name = one_blank(part);
    let nothing = is_nothing(&name) || super::text::says_nothing(&name);
    if !nothing && !into.iter().any(|known| is_same(known, &name)) {
        into.push(name.into_owned());
    }
}

/// The tags of a cell that is a list as programs write one: `["a","b"]`, `['a', 'b']`; `None` of any other.
fn listed(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    if let Ok(listed) = serde_json::from_str::<Vec<String>>(text.trim()) {
        return Some(listed);
    }
    let quoted = inner.strip_prefix('\'')?.strip_suffix('\'')?;
    let names = quoted
        .split("',")
        .map(|name| name.trim().trim_matches('\''));
    Some(names.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_split_at_the_sign_of_their_column() {
        for (text, separator, tags_in_it) in [
            ("a; b ;a", ';', vec!["a", "b"]),
            ("Price, too high", ';', vec!["Price, too high"]),
            (
                "Price, too high; Slow",
                ',',
                vec!["Price, too high", "Slow"],
            ),
            ("a|b|  c  d ", ',', vec!["a", "b", "c d"]),
            ("a,b|c", '|', vec!["a,b", "c"]),
            ("x,y,,N/A,.", ',', vec!["x", "y"]),
            (" - ", ',', vec![]),
            (
                "Prix,PRIX,\u{c9}t\u{e9},\u{e9}T\u{c9}",
                ',',
                vec!["Prix", "\u{c9}t\u{e9}"],
            ),
            ("a\tb,a \u{a0} b,A B", ',', vec!["a b"]),
            (r#"["a, b","C","c"]"#, ',', vec!["a, b", "C"]),
            ("['x', 'y; z']", ';', vec!["x", "y; z"]),
            ("[]", ',', vec![]),
            ("[beta]", ',', vec!["[beta]"]),
        ] {
            let mut found = Vec::new();
            tags(text, separator, &mut found);
            assert_eq!(found, tags_in_it, "{text}");
        }
    }

    #[test]
    fn ticks_say_yes_or_no() {
        for (text, ticked) in [
            ("Y", Some(true)),
            (" yes ", Some(true)),
            ("\u{2714}\u{fe0f}", Some(true)),
            ("1", Some(true)),
            ("", Some(false)),
            ("Not selected", Some(false)),
            ("0", Some(false)),
            ("Price", None),
            ("2", None),
        ] {
            assert_eq!(tick(text), ticked, "{text}");
        }
    }

    #[test]
    fn scores_are_plain_numbers() {
        assert_eq!(score("4"), Some(Some(4.0)));
        assert_eq!(score("4,5"), Some(Some(4.5)));
        assert_eq!(score(""), Some(None));
        assert_eq!(score("N/A"), Some(None));
        assert_eq!(score("9 - Very likely"), Some(Some(9.0)));
        assert_eq!(score("10 (Extremely likely)"), Some(Some(10.0)));
        assert_eq!(score("4/5"), Some(Some(4.0)));
        for text in [
            "good",
            "inf",
            "1e3",
            "4/52",
            "3 months",
            "5-6",
            "2026-01-02",
        ] {
            assert_eq!(score(text), None, "{text}");
        }
    }

    #[test]
    fn a_status_says_whether_it_is_a_trial() {
        for (text, trial_or_not) in [
            ("TRUE", Some(true)),
            ("In Trial", Some(true)),
            ("canceled", Some(false)),
            ("", Some(false)),
            ("perhaps", None),
        ] {
            assert_eq!(trial(text), trial_or_not, "{text}");
        }
        for flag in ["1", "0", "Y", "true", "x"] {
            assert_eq!(trial_state(flag), None, "{flag}");
        }
        assert_eq!(trial_state("trialing"), Some(true));
    }
}
