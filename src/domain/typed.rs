//! Words as they are typed on a line: parted at spaces, in quotes where they have some.
//! Must not know what they mean.

use std::ops::ControlFlow;

use traversable::{TraversableMut, VisitorMut};

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

/// A word as a shell takes it.
pub fn shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-=./:#".contains(c);
    match word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

/// Goes through options one word at a time: one that gets a space is one word still, and can be typed again.
pub fn go_through<V: VisitorMut>(options: &mut String, visitor: &mut V) -> ControlFlow<V::Break> {
    let was = split(options);
    let mut now = was.clone();
    now.iter_mut()
        .try_for_each(|word| word.traverse_mut(visitor))?;
    if now != was {
        let words = now.iter().map(|word| match word.split_once('=') {
            Some((field, column)) => format!("{field}={}", shell(column)),
            None => shell(word),
        });
        *options = words.collect::<Vec<_>>().join(" ");
    }
    ControlFlow::Continue(())
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
