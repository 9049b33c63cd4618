//! What a text is greeted and signed with: it says nothing. Must not know what the rest says.

use super::{NOISE, SAID, Sentence, count};

/// What a text may begin with before it says anything.
const GREETINGS: [&str; 12] = [
    "bonjour", "ciao", "dear", "good", "guten", "hallo", "hello", "hey", "hi", "hola", "liebe",
    "ola",
];

/// What stands before a name at the end of a text.
const CLOSINGS: [&str; 24] = [
    "best",
    "best regards",
    "best wishes",
    "cheers",
    "cordialement",
    "danke",
    "gracias",
    "grusse",
    "kind regards",
    "lg",
    "liebe grusse",
    "many thanks",
    "merci",
    "mfg",
    "mit freundlichen grussen",
    "regards",
    "saludos",
    "schone grusse",
    "sincerely",
    "thank you",
    "thanks",
    "viele grusse",
    "vielen dank",
    "yours",
];

/// How what a telephone writes below a text begins.
const SENT: [&str; 3] = ["envoye de mon", "sent from my", "von meinem"];

/// Where what a text is greeted or closed with ends in a sentence that goes on behind a comma.
pub(super) fn end_of(sentence: &str, fold: impl Fn(&str) -> String) -> Option<usize> {
    let (before, _) = sentence.split_once(',')?;
    let words = fold(before);
    (greets(&words) || closes(&words)).then_some(before.len() + 1)
}

fn greets(words: &str) -> bool {
    let mut all = words.split(' ');
    all.next().is_some_and(|first| GREETINGS.contains(&first)) && all.count() < NOISE
}

fn closes(words: &str) -> bool {
    CLOSINGS.contains(&words)
}

/// A text without what it is greeted and signed with, where something is left that it says.
pub(super) fn without(sentences: &[Sentence]) -> &[Sentence] {
    let mut said = sentences;
    if let [(first, _), rest @ ..] = said
        && greets(first)
        && count(rest) >= SAID
    {
        said = rest;
    }
    if let [rest @ .., (last, _)] = said
        && SENT.iter().any(|sent| last.starts_with(sent))
        && count(rest) >= SAID
    {
        said = rest;
    }
    // A name, or what he is, may stand behind it.
    let from = said.len().saturating_sub(NOISE);
    let closing = said[from..].iter().position(|(words, _)| closes(words));
    match closing.map(|at| said.split_at(from + at)) {
        Some((rest, signed)) if count(rest) >= SAID && signed.iter().all(is_short) => rest,
        Some(_) | None => said,
    }
}

fn is_short((words, _): &Sentence) -> bool {
    words.split(' ').count() <= NOISE
}
