//! Finds e-mail addresses, links and phone numbers inside a text.
//! Must not know names: a name inside an address goes with it.

use std::ops::Range;

/// What stands for each kind of address.
const EMAIL: &str = "[e-mail]";
const LINK: &str = "[link]";
const PHONE: &str = "[phone]";

/// Ends of host names that are no everyday words; any other counts only with a path or a subdomain.
const ENDINGS: [&str; 38] = [
    "ai", "app", "au", "biz", "br", "ca", "ch", "cloud", "cn", "co", "com", "cz", "de", "dev",
    "dk", "edu", "es", "eu", "fi", "fr", "gov", "ie", "info", "io", "jp", "kr", "mx", "net", "nl",
    "nz", "online", "org", "pl", "pt", "ru", "se", "tech", "uk",
];

/// Fewest and most digits of a phone number.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Every address with the word that stands for it.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for token in tokens(text) {
        let word = &text[token.clone()];
        if is_link(word) {
            found.push((token, LINK));
        } else if is_email(word) {
            found.push((token, EMAIL));
        }
    }
    found.extend(phones(text).into_iter().map(|at| (at, PHONE)));
    found
}

/// Runs without whitespace, quotes or brackets, less the punctuation at their ends.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let breaks =
        |c: char| c.is_whitespace() || c.is_control() || "\"<>()[]{}“”„«»‘’,;|`".contains(c);
    let mut from = 0;
    text.split(breaks).filter_map(move |run| {
        let start = from;
        from += run.len();
        from += text[from..].chars().next().map_or(0, char::len_utf8);
        let word = run.trim_start_matches(|c: char| ".:!?'*_~#=-".contains(c));
        let start = start + (run.len() - word.len());
        let word = word.trim_end_matches(|c: char| ".:!?'*_~".contains(c));
        (!word.is_empty()).then(|| start..start + word.len())
    })
}

fn is_link(word: &str) -> bool {
    let lower = word.to_lowercase();
    if lower.contains("://") || lower.starts_with("www.") || lower.starts_with("mailto:") {
        return true;
    }
    let host_end = lower.find(['/', '?', '#', ':']).unwrap_or(lower.len());
    let (host, path) = lower.split_at(host_end);
    let labels: Vec<&str> = host.split('.').collect();
    let Some((ending, names)) = labels.split_last() else {
        return false;
    };
    let label_ok = |l: &&str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let named = names.iter().any(|l| l.chars().any(char::is_alphabetic));
    let ending_ok = ending.len() > 1 && ending.chars().all(char::is_alphabetic);
    let sure = ENDINGS.contains(ending) || names.len() > 1 || path.starts_with('/');
    !names.is_empty() && names.iter().all(label_ok) && named && ending_ok && sure
}

fn is_email(word: &str) -> bool {
    word.rsplit_once('@').is_some_and(|(local, host)| {
        let local_ok = local.chars().any(char::is_alphanumeric);
        local_ok && host.chars().any(char::is_alphabetic)
    })
}

/// Runs of digits with the signs people put between them, unless they are dates or years.
fn phones(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')
    {
        let start = from + start;
        let run: usize = text[start..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || "+()-./ \u{a0}\u{2011}\u{2013}".contains(*c))
            .map(char::len_utf8)
            .sum();
        let at = start..start + trimmed(&text[start..start + run]);
        let inside_word = text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphabetic);
        if !inside_word && is_phone(&text[at.clone()]) {
            found.push(at);
        }
        from = start + run.max(1);
    }
    found
}

fn trimmed(run: &str) -> usize {
    run.trim_end_matches(|c: char| !c.is_ascii_digit()).len()
}

fn is_phone(run: &str) -> bool {
    let groups: Vec<&str> = run
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .collect();
    let digits: usize = groups.iter().map(|g| g.len()).sum();
    let lengths: Vec<usize> = groups.iter().map(|g| g.len()).collect();
    let year = |g: &&str| g.len() == 4 && (g.starts_with("19") || g.starts_with("20"));
    let date = match lengths.as_slice() {
        [4, 1..=2, 1..=2] => year(&groups[0]),
        [1..=2, 1..=2, 4] => year(&groups[2]),
        [_, ..] => groups.iter().all(year),
        [] => false,
    };
    let called = run.starts_with('+') || groups.len() > 1 || digits > 8;
    DIGITS.contains(&digits) && called && !date
}
