//! What a look at files says before anything of them is written. Must not know files.

use traversable::TraversableMut;

/// How some files would be read and what the room would hold with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Looked {
    /// What was typed: the files and what was said of them.
    #[traverse(skip)]
    pub words: Vec<String>,
    /// Labelled lines; a label without words is a heading.
    pub lines: Vec<(String, String)>,
    /// What has to be settled first, each with the options that do.
    pub open: Vec<ToSettle>,
}

/// One thing that a person has to settle.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct ToSettle {
    /// What is open.
    pub words: String,
    /// The options of which one settles it: as typed, and when it is the right one.
    #[traverse(skip)]
    pub ways: Vec<(String, &'static str)>,
    /// Whether the file can be taken as it stands while it is open.
    #[traverse(skip)]
    pub can_stand: bool,
}

/// Words as typed: split at spaces, but not inside quotes.
pub fn split(words: &str) -> Vec<String> {
    let mut split = vec![String::new()];
    let mut quote = None;
    for c in words.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, ' ') => split.push(String::new()),
            (_, c) => {
                if let Some(last) = split.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    split.retain(|word| !word.is_empty());
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_spaces_but_not_inside_quotes() {
        assert_eq!(
            split("a.csv 'my file.csv' \"b c\""),
            ["a.csv", "my file.csv", "b c"]
        );
        assert_eq!(
            split("--map quantity='Seat count'"),
            ["--map", "quantity=Seat count"]
        );
        assert!(split("  ").is_empty());
    }
}
