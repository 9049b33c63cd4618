//! Where in a text the words stand that somebody looked for. Must not know where texts are kept or how they are drawn.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{fold, is_lone_sign, traced};
use super::sought::{Is, Sought, Term};
use crate::domain::sort::sort_by_key;

/// Folded words that must all be there, and of each whether it is only a beginning.
pub type Tokens = Vec<(String, bool)>;

/// The folded words of what is looked for; with `all_begin`, as among names, each may be a beginning.
pub fn tokens(term: &Term, all_begin: bool) -> Tokens {
    let (words, begins) = match &term.is {
        Is::Word { word, begins } => (word, *begins),
        Is::Phrase { words, begins } => (words, *begins),
        Is::Field(_) => return Tokens::new(),
    };
    let folded = fold(words);
    let tokens = folded.split(' ').filter(|token| !token.is_empty());
    let mut tokens: Tokens = tokens
        .map(|token| (token.to_owned(), all_begin || is_lone_sign(token)))
        .collect();
    if let Some((_, last)) = tokens.last_mut() {
        *last |= begins;
    }
    tokens
}

/// What is looked for as it stands, alone or with words: `👍`, `€50`, `"great 👍"`. What only sets words apart is not,
/// but where no text is to have it: `-!`.
pub fn signs(term: &Term) -> Vec<&str> {
    let (Is::Word { word: typed, .. } | Is::Phrase { words: typed, .. }) = &term.is else {
        return Vec::new();
    };
    let pictures = typed
        .graphemes(true)
        .map(|sign| sign.trim_matches(|c| !is_picture(c)));
    let pictures: Vec<&str> = pictures.filter(|sign| !sign.is_empty()).collect();
    match wordless(term) {
        Some(typed) if term.not && pictures.is_empty() => vec![typed],
        Some(_) | None => pictures,
    }
}

/// Whether it only sets words apart, as `!` does: no text can be asked for it.
pub fn is_nothing(term: &Term) -> bool {
    wordless(term).is_some() && signs(term).is_empty()
}

/// What was typed without a word in it. A quote, or a `-` that is typed last, only begins something.
fn wordless(term: &Term) -> Option<&str> {
    let (typed, begins) = match &term.is {
        Is::Word { word, begins } => (word.trim(), *begins),
        Is::Phrase { words, .. } => (words.trim(), false),
        Is::Field(_) => return None,
    };
    let begun = typed.is_empty() || (begins && typed == "-");
    (!begun && fold(typed).is_empty()).then_some(typed)
}

/// Money, degrees and their like, arrows, shapes, emoji, the letters of flags.
fn is_picture(c: char) -> bool {
    matches!(
        c,
        '$' | '\u{a2}'..='\u{a7}' | '©' | '®' | '°' | '±' | '‼' | '⁉' | '〰' | '〽'
    ) || matches!(c, '\u{20a0}'..='\u{2bff}' | '\u{1f000}'..='\u{1fbff}')
}

/// Where in a text what is looked for stands, as places of its bytes in their order; whole signs, whatever their
/// accents. With `all_begin`, as among names, each word may be a beginning.
pub fn spotted(sought: &Sought, text: &str, all_begin: bool) -> Vec<Range<usize>> {
    let terms = sought.all.iter().flat_map(|clause| &clause.any);
    let wanted = terms.filter(|term| !term.not);
    let wanted: Vec<(&Term, Tokens)> = wanted.map(|term| (term, tokens(term, all_begin))).collect();
    let pictures: Vec<&str> = wanted.iter().flat_map(|(term, _)| signs(term)).collect();
    let mut seen = pictured(text, &pictures);
    if wanted.iter().all(|(_, tokens)| tokens.is_empty()) {
        return merged(seen);
    }
    let (folded, from) = traced(text);
    let folded = format!(" {folded} ");
    let mut found = Vec::new();
    for (term, tokens) in &wanted {
        let together = in_order(&folded, tokens);
        match term.is {
            // Nobody looks for the two letters of `e-mail` where they stand apart, but they are found there.
            Is::Word { .. } if together.is_empty() => {
                let each = tokens.iter().map(std::slice::from_ref);
                found.extend(each.flat_map(|token| in_order(&folded, token)));
            }
            Is::Word { .. } | Is::Phrase { .. } | Is::Field(_) => found.extend(together),
        }
    }
    let whole = |at: Range<usize>| Some(from.get(at.start)?.start..from.get(at.end - 1)?.end);
    seen.extend(found.into_iter().filter_map(whole));
    merged(seen)
}

/// Where signs stand that are looked for as they are: all that is one sign to its reader.
fn pictured(text: &str, signs: &[&str]) -> Vec<Range<usize>> {
    if signs.is_empty() {
        return Vec::new();
    }
    let all = text.grapheme_indices(true);
    let wanted = all.filter(|(_, seen)| signs.iter().any(|sign| seen.contains(sign)));
    wanted.map(|(at, seen)| at..at + seen.len()).collect()
}

/// Where folded words stand one after the other; `folded` has a space more in front than what is answered.
fn in_order(folded: &str, tokens: &[(String, bool)]) -> Vec<Range<usize>> {
    let Some((_, begins)) = tokens.last() else {
        return Vec::new();
    };
    let words: Vec<&str> = tokens.iter().map(|(token, _)| token.as_str()).collect();
    let words = format!(" {}", words.join(" "));
    let all = folded.match_indices(&words).map(|(at, _)| at);
    let ended = |at: &usize| *begins || folded[at + words.len()..].starts_with(' ');
    all.filter(ended)
        .map(|at| at..at + words.len() - 1)
        .collect()
}

/// In their order, and where two touch, one.
fn merged(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    sort_by_key(&mut all, |at| at.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for at in all {
        match out.last_mut() {
            Some(last) if at.start <= last.end => last.end = last.end.max(at.end),
            _ => out.push(at),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn seen(typed: &str, text: &str) -> Vec<String> {
        let places = spotted(&Sought::read(typed), text, false);
        places.into_iter().map(|at| text[at].to_owned()).collect()
    }

    #[rstest]
    #[case::words("excel slow", "Slow exports to Excel, excels too", &["Slow", "Excel"])]
    #[case::the_last_is_a_beginning("slow exp", "Export is slow", &["Exp", "slow"])]
    #[case::inside_a_word("port ", "Export to port 3", &["port"])]
    #[case::accents("uber", "Ärger über u\u{308}ber", &["über", "u\u{308}ber"])]
    #[case::a_letter_that_is_two("grosse ", "GRÖẞE", &["GRÖẞE"])]
    #[case::a_phrase("\"boss got\"", "the boss -- got it; boss, got", &["boss -- got", "boss, got"])]
    #[case::over_a_line("\"boss got\"", "the boss\ngot it", &["boss\ngot"])]
    #[case::a_word_of_two("e-mail ", "E-Mail and e mail", &["E-Mail", "e mail"])]
    #[case::a_word_of_two_apart("e-mail ", "an e and a mail", &["e", "mail"])]
    #[case::one_or_other("excel OR csv", "csv or excel", &["csv", "excel"])]
    #[case::not_this("excel -refund", "excel refund", &["excel"])]
    #[case::a_field("source:nps excel", "nps excel", &["excel"])]
    #[case::signs_in_pairs("理由", "解約の理由は", &["理由"])]
    #[case::one_sign("約", "解約、約束", &["約", "約"])]
    #[case::syllables_in_parts("국", "\u{1112}\u{1161}\u{11ab}국", &["국"])]
    #[case::right_to_left("שלום ", "אמר שָׁלוֹם לי", &["שָׁלוֹם"])]
    #[case::beside_a_family("ok", "👩\u{200d}👧ok👩\u{200d}👧", &["ok"])]
    #[case::twice("a ", "a a b a", &["a", "a", "a"])]
    #[case::a_sign("👍", "ok 👍🏽, so", &["👍🏽"])]
    #[case::a_sign_with_words("\"great 👍\" OR €50", "👍 great, €50", &["👍", "great", "€50"])]
    #[case::nothing("\" ! \" -", "a ! b", &[])]
    fn what_was_looked_for_is_seen(
        #[case] typed: &str,
        #[case] text: &str,
        #[case] seen_there: &[&str],
    ) {
        assert_eq!(seen(typed, text), seen_there);
    }

    #[test]
    fn among_names_each_word_may_be_a_beginning() {
        let sought = Sought::words("nor gm");
        let found = spotted(&sought, "Northwind GmbH", true);
        assert_eq!(found, [0..3, 10..12]);
    }

    proptest! {
        /// What a text is found by is seen in it, and only whole signs are.
        #[test]
        fn a_text_that_is_found_shows_why(
            text in "([a-cäß .\n]|解|約|e\u{301}|👩\u{200d}👧|\u{1112}\u{1161}){0,30}",
            typed in "([a-cäß .-]|解|約|e|\u{1112}\u{1161}){1,6}",
        ) {
            let sought = Sought::words(&typed);
            let places = spotted(&sought, &text, false);
            for at in &places {
                prop_assert!(text.is_char_boundary(at.start) && text.is_char_boundary(at.end));
                prop_assert!(!fold(&text[at.clone()]).is_empty());
            }
            prop_assert!(places.windows(2).all(|two| two[0].end < two[1].start));
            let folded = format!(" {} ", fold(&text));
            let has = |(token, begins): &(String, bool)| {
                folded.contains(&format!(" {token}{}", if *begins { "" } else { " " }))
            };
            let mut terms = sought.all.iter().flat_map(|clause| &clause.any);
            let is_found = terms.any(|term| !term.not && tokens(term, false).iter().any(has));
            prop_assert_eq!(is_found, !places.is_empty());
        }
    }
}
