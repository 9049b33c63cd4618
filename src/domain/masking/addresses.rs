//! Finds e-mail addresses, links and the numbers of phones, cards and bank accounts inside a text.
//! Must not know names: a name inside an address goes with it.

use std::ops::{Range, RangeInclusive};

use linkify::{LinkFinder, LinkKind};

/// What stands for each kind of address.
const EMAIL: &str = "[e-mail]";
const LINK: &str = "[link]";
const PHONE: &str = "[phone]";
const NUMBER: &str = "[number]";

/// Ends of host names that are no everyday words; any other counts only with a path or a subdomain.
const ENDINGS: [&str; 38] = [
    "ai", "app", "au", "biz", "br", "ca", "ch", "cloud", "cn", "co", "com", "cz", "de", "dev",
    "dk", "edu", "es", "eu", "fi", "fr", "gov", "ie", "info", "io", "jp", "kr", "mx", "net", "nl",
    "nz", "online", "org", "pl", "pt", "ru", "se", "tech", "uk",
];

/// Fewest and most digits of a phone number; a card has more.
const DIGITS: RangeInclusive<usize> = 7..=15;
const CARD: RangeInclusive<usize> = 16..=19;

/// Letters and digits of an international bank account number.
const BANK: RangeInclusive<usize> = 15..=34;

/// The first of the ten digits of further scripts, and of those that are as wide as two.
const ZEROS: [char; 4] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];

/// Signs that people put between the digits of a phone number.
const BETWEEN: &str = "()-./ \u{a0}\u{2011}\u{2013}";

/// Every address with the word that stands for it, in whichever digits it is written.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    if text.is_ascii() || !text.chars().any(|c| plain(c) != c) {
        return find_plain(text);
    }
    let (mut written, mut places) = (String::with_capacity(text.len()), Vec::new());
    for (at, c) in text.char_indices() {
        let c = plain(c);
        places.resize(places.len() + c.len_utf8(), at);
        written.push(c);
    }
    places.push(text.len());
    let found = find_plain(&written).into_iter();
    let found = found.map(|(at, by)| (places[at.start]..places[at.end], by));
    found.collect()
}

/// A digit, or a sign beside one, as it is mostly written.
fn plain(c: char) -> char {
    let digit = ZEROS.into_iter().find_map(|zero| {
        let digit = u32::from(c).checked_sub(u32::from(zero))?;
        char::from_digit(digit, 10)
    });
    digit.unwrap_or(match c {
        '\u{ff0b}' => '+',
        '\u{ff0d}' => '-',
        '\u{ff20}' => '@',
        '\u{3000}' => ' ',
        c => c,
    })
}

fn find_plain(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let (mut emails, mut links) = (LinkFinder::new(), LinkFinder::new());
    emails
        .kinds(&[LinkKind::Email])
        .email_domain_must_have_dot(false);
    links.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    let links = links.links(text).filter(|link| is_link(link.as_str()));
    let place = |link: linkify::Link<'_>| link.start()..link.end();
    let emails = emails.links(text).map(|email| (place(email), EMAIL));
    let links = links.map(|link| (place(link), LINK));
    emails
        .chain(links)
        .chain(numbers(text))
        .chain(banks(text).map(|at| (at, NUMBER)))
        .chain(cut_off(text))
        .collect()
}

/// What is left of an address where a text is cut.
fn cut_off(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    text.match_indices('…').filter_map(|(end, _)| {
        let around = |c: char| c.is_whitespace() || "\"'`<([".contains(c);
        let start = text[..end].trim_end_matches(|c| !around(c)).len();
        let word = &text[start..end];
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lettered = inner.contains(char::is_alphabetic);
        let number = text[..end].trim_end_matches(dials).len();
        let by = match word {
            _ if word.contains("://") || word.starts_with("www.") => LINK,
            _ if word.contains('@') || lettered && inner.contains(['.', '_']) => EMAIL,
            _ if is_dialled(text[number..end].trim_start()) => {
                let from = end - text[number..end].trim_start().len();
                return Some((from..end, PHONE));
            }
            _ => return None,
        };
        Some((start..end, by))
    })
}

/// Whether the beginning of a number can be that of a phone.
fn is_dialled(begun: &str) -> bool {
    let digits = begun.bytes().filter(u8::is_ascii_digit).count();
    digits > 3 && begun.starts_with(['+', '0', '(']) && !is_day(begun)
}

/// International bank account numbers, in fours or in one: two letters of a country, and mostly digits.
fn banks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let capital = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_uppercase);
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let begins = move |at: &usize| {
        let country = capital(bytes.get(*at)) && capital(bytes.get(at + 1));
        let check = digit(bytes.get(at + 2)) && digit(bytes.get(at + 3));
        country && check && !text[..*at].ends_with(char::is_alphanumeric)
    };
    (0..bytes.len()).filter(begins).filter_map(move |start| {
        let within =
            |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " -\u{a0}".contains(c);
        let rest = &text[start..];
        let rest = &rest[..rest.find(|c| !within(c)).unwrap_or(rest.len())];
        // A word in capitals behind it is not in fours with digits.
        let groups = rest.split_inclusive([' ', '-', '\u{a0}']);
        let own = groups.take_while(|group| {
            group.bytes().any(|byte| byte.is_ascii_digit()) || group.trim().len() == 4
        });
        let length = own.map(str::len).sum::<usize>();
        let found = rest[..length].trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let count = |kind: fn(&u8) -> bool| found.bytes().filter(kind).count();
        let fits =
            BANK.contains(&count(u8::is_ascii_alphanumeric)) && count(u8::is_ascii_digit) > 9;
        fits.then(|| start..start + found.len())
    })
}

/// Whether it is more than two words with a full stop and no space between them.
fn is_link(found: &str) -> bool {
    let lower = found.to_lowercase();
    let (host, path) = lower.split_at(lower.find(['/', '?', '#', ':']).unwrap_or(lower.len()));
    let mut labels = host.rsplit('.');
    let ending = labels.next().unwrap_or_default();
    ENDINGS.contains(&ending) || labels.count() > 1 || !path.is_empty()
}

/// Runs of digits with the signs people put between them, unless they are days or amounts.
fn numbers(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    let mut from = 0;
    let begins = |c: char| c.is_ascii_digit() || c == '+' || c == '(';
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(begins)?;
            let run = run_of_digits(&text[start..]);
            from = start + run.max(1);
            let at = start..start + run;
            if !in_word(text, &at)
                && let Some(by) = kind(&text[at.clone()])
            {
                return Some((at, by));
            }
        }
    })
}

fn dials(c: char) -> bool {
    c.is_ascii_digit() || c == '+' || BETWEEN.contains(c)
}

/// How far the digits go. A day, a year and a month end them: numbers beside it are not dialled.
fn run_of_digits(text: &str) -> usize {
    let all = &text[..text.find(|c| !dials(c)).unwrap_or(text.len())];
    let mut end = 0;
    for piece in all.split_inclusive(char::is_whitespace) {
        let first = end == 0;
        if !first && is_day(piece) && groups(piece).len() > 1 {
            break;
        }
        end += piece.len();
        if first && is_day(piece) {
            break;
        }
    }
    all[..end]
        .trim_end_matches(|c: char| !c.is_ascii_digit())
        .len()
}

/// Whether a letter, a currency or a sign of a number stands on either side.
fn in_word(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].trim_end_matches(['\u{a0}', ' ']);
    let currency = |c: Option<char>| c.is_some_and(|c| "€$£¥%".contains(c));
    let after = text[at.end..].trim_start_matches(['\u{a0}', ' ']);
    let attached = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let goes_on = |sign: Option<char>, digit: Option<char>| {
        sign == Some(',') && digit.is_some_and(|c| c.is_ascii_digit())
    };
    let (mut back, mut on) = (text[..at.start].chars().rev(), text[at.end..].chars());
    currency(before.chars().next_back())
        || currency(after.chars().next())
        || attached(text[..at.start].chars().next_back())
        || attached(text[at.end..].chars().next())
        || goes_on(back.next(), back.next())
        || goes_on(on.next(), on.next())
}

fn groups(run: &str) -> Vec<&str> {
    run.split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .collect()
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

/// A day, a month or years, as in `2026-10-31`, `31.10.2026`, `10/2026` and `2025-2026`.
fn is_day(run: &str) -> bool {
    let groups = groups(run);
    let short = |g: &str| g.len() < 3;
    match groups.as_slice() {
        [] => false,
        [stamp] if stamp.len() == 14 => is_year(&stamp[..4]),
        [first, rest @ ..] if is_year(first) => rest.iter().all(|g| short(g) || is_year(g)),
        [day, month, year] => short(day) && short(month) && is_year(year),
        [first, last] => short(first) && is_year(last),
        [_, ..] => false,
    }
}

/// Digits in threes, as in `1.234.567,50` and `12 345 678`, or with two behind a full stop.
fn is_amount(run: &str) -> bool {
    let (whole, cents) = match run.rsplit_once('.') {
        Some((whole, cents)) if cents.len() < 3 => (whole, cents),
        Some(_) | None => (run, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ' ', '\u{a0}']).collect();
    let digits = |g: &&str| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit());
    let threes =
        groups.len() > 1 && groups[0].len() < 4 && groups[1..].iter().all(|g| g.len() == 3);
    groups.iter().all(digits)
        && !run.starts_with('0')
        && (threes || groups.len() == 1 && !cents.is_empty())
}

/// What stands for a number, if it is one that people are told apart by.
fn kind(run: &str) -> Option<&'static str> {
    let groups = groups(run);
    let digits: usize = groups.iter().map(|g| g.len()).sum();
    let called = run.starts_with(['+', '0']) || groups.len() > 1 || digits > 8;
    let by = match digits {
        _ if !called || is_day(run) || is_amount(run) => return None,
        digits if DIGITS.contains(&digits) => PHONE,
        digits if CARD.contains(&digits) => NUMBER,
        _ => return None,
    };
    Some(by)
}
