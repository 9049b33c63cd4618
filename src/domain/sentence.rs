//! Words put together as a sentence has them. Must not know what they say.

/// Words that begin a sentence.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_is_another() {
        for (words, begun) in [
            ("", ""),
            ("above usual", "Above usual"),
            ("étude", "Étude"),
            ("3 left", "3 left"),
        ] {
            assert_eq!(capital(words), begun);
        }
    }
}
