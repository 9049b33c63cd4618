//! The half page: what was lost, why, what is asked and agreed and what became of last time's, in plain text of at most
//! 120 words, for a chat. Must not know any markup.

use serde_json::Value;

use crate::domain::money::Money;
use crate::domain::safe::one_line;

use super::Minutes;
use super::page::half_page;
use super::words::not_over;

/// Words it has at most.
const MOST: usize = 120;
/// How many words are left of each thing, and how many things of a kind: the first with which all fits is taken.
const FITS: [(usize, usize); 6] = [(16, 6), (12, 5), (9, 4), (7, 3), (5, 2), (3, 1)];

/// The half page.
pub(super) fn half(minutes: &Minutes) -> String {
    let money = Money::of(minutes.start.review.metrics.currency.as_ref());
    let page = half_page(minutes, money);
    let mut shortest = String::new();
    for fit in FITS {
        shortest = draft(minutes, &page, fit);
        if shortest.split_whitespace().count() <= MOST {
            return shortest;
        }
    }
    // Names of many words can be longer than all of it. The sign that there is more is one too.
    briefly(&shortest, MOST - 1)
}

/// What it is of, and whether that is over.
fn headed(minutes: &Minutes) -> String {
    let period = minutes.meeting.period.long();
    match not_over(&minutes.meeting) {
        None => format!("Churn review, {period}"),
        Some(words) => format!("Churn review, {period}, {words}"),
    }
}

/// `Left 19 of 372 (usual 1.9 to 6.7 %); Lost MRR 4.0 %; No goal is set`.
fn lost(page: &Value, goals: String) -> String {
    let figure = |f: &Value| {
        let keys = ["name", "value", "usual"];
        let [name, value, usual] = keys.map(|key| f[key].as_str().unwrap_or_default());
        let usual = match usual {
            "" => String::new(),
            usual => format!(" ({usual})"),
        };
        format!("{name} {value}{usual}")
    };
    let figures = page["lost"].as_array().into_iter().flatten();
    let parts: Vec<String> = figures.map(figure).chain([goals]).collect();
    parts.join("; ")
}

/// A line of several things, with how many more there are.
fn list(name: &str, all: &Value, things: usize, row: impl Fn(&Value) -> String) -> Option<String> {
    let all: Vec<&Value> = all.as_array().into_iter().flatten().collect();
    let shown: Vec<String> = all.iter().take(things).map(|one| row(one)).collect();
    let more = match all.len().saturating_sub(things) {
        0 => String::new(),
        more => format!("; {more} more"),
    };
    (!shown.is_empty()).then(|| format!("{name}: {}{more}", shown.join("; ")))
}

fn draft(minutes: &Minutes, page: &Value, (words, things): (usize, usize)) -> String {
    let text = |at: &str| {
        let text = page.pointer(at).and_then(Value::as_str);
        one_line(text.unwrap_or_default()).trim().to_owned()
    };
    let mut out = vec![
        headed(minutes),
        text("/judgement"),
        lost(page, text("/goals")),
    ];
    if let (cause, false) = (text("/cause/text"), text("/cause/text").is_empty()) {
        let quote = briefly(text("/quote/text").trim_matches(['“', '”']), words + 6);
        let by = text("/quote/more");
        let quote = if quote.is_empty() {
            quote
        } else {
            format!(" “{quote}” ({by})")
        };
        out.push(format!("Main cause, as customers said it: {cause}{quote}"));
    }
    let of = |one: &Value, key: &str| one_line(one[key].as_str().unwrap_or_default()).into_owned();
    let short = |one: &Value, key: &str| briefly(&of(one, key), words);
    let asks = |one: &Value| format!("{}: {}", of(one, "name"), short(one, "text"));
    let agreed = |one: &Value| {
        let who = briefly(&of(one, "name"), 6);
        format!("{who}, {}: {}", of(one, "day"), short(one, "value"))
    };
    out.extend(list("Asked of you", &page["asked"], things, asks));
    let decided = |one: &Value| short(one, "text");
    out.extend(list("Decided", &page["decided"], things, decided));
    out.extend(list("Agreed", &page["needed"], things, agreed));
    out.push(format!("Last time: {}", text("/last")));
    out.retain(|line| !line.is_empty());
    out.join("\n") + "\n"
}

/// The first words of a text, with a sign that there are more; lines stay.
fn briefly(text: &str, most: usize) -> String {
    let mut left = most;
    let mut lines = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.len() > left {
            if left > 0 {
                lines.push(format!("{} …", words[..left].join(" ")));
            }
            break;
        }
        left -= words.len();
        lines.push(words.join(" "));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_of_each_line_are_left() {
        assert_eq!(briefly("one two  three", 3), "one two three");
        assert_eq!(briefly("one two three four", 3), "one two three …");
        assert_eq!(briefly("one two\nthree four", 3), "one two\nthree …");
        assert_eq!(briefly("one two\nthree", 2), "one two");
    }
}
