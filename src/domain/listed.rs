//! Lists of words that are written as one text, and whether a word is in one. Must not know what they are lists of.

use memchr::memmem;

/// Whether a word stands in a list, whole: `week` in `day week month`, and neither `wee` nor `day week`.
pub fn is_listed(list: &str, word: &str) -> bool {
    place(list, word).is_some()
}

/// Where a word stands in a list, whole: the fewer bytes from its beginning, the earlier.
pub fn place(list: &str, word: &str) -> Option<usize> {
    let (list, word) = (list.as_bytes(), word.as_bytes());
    let parts = |at: Option<usize>| {
        at.and_then(|at| list.get(at))
            .is_none_or(u8::is_ascii_whitespace)
    };
    let whole = |at: usize| parts(at.checked_sub(1)) && parts(Some(at + word.len()));
    let is_one = !word.is_empty() && !word.iter().any(u8::is_ascii_whitespace);
    is_one.then(|| memmem::find_iter(list, word).find(|at| whole(*at)))?
}

#[cfg(test)]
mod tests {
    use super::{is_listed, place};
    use proptest::prelude::*;

    #[test]
    fn a_word_is_in_a_list_only_whole() {
        let list = "day week month \
            quarter añoyear";
        for word in ["day", "week", "month", "quarter", "añoyear"] {
            assert!(is_listed(list, word), "{word}");
        }
        for word in [
            "",
            " ",
            "da",
            "ay",
            "eek",
            "year",
            "day week",
            "month quarter",
            "ñ",
            "days",
        ] {
            assert!(!is_listed(list, word), "{word}");
        }
        assert!(!is_listed("", "day"));
    }

    proptest! {
        #[test]
        fn it_is_what_taking_the_list_apart_says(list in "[ab ]{0,16}", word in "[ab ]{0,3}") {
            let apart = list.split_ascii_whitespace().any(|one| one == word);
            prop_assert_eq!(is_listed(&list, &word), apart);
            let first = place(&list, &word).map(|at| list[..at].split_ascii_whitespace().count());
            let counted = list.split_ascii_whitespace().position(|one| one == word);
            prop_assert_eq!(first, counted);
        }
    }
}
