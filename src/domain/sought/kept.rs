//! Searches that are kept under a name, and words in which `@name` stands for one of them.
//! Must not know where they are kept.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::{TypedPiece, pieces};
use crate::domain::failure::Failure;

/// Clauses that a search may come to once all is spelled out.
const MOST: usize = 64;

/// Letters that a name has at most.
const LONGEST_NAME: usize = 40;

/// A search kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, TraversableMut)]
pub struct Search {
    /// What it is called, without the `@`.
    pub name: String,
    /// What is looked for, as it was typed.
    pub words: String,
}

/// A search kept, changed or dropped: what is looked for under a name, before and from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Keeping {
    /// The name.
    pub name: String,
    /// What is believed to be kept under it; empty where nothing is.
    pub was: String,
    /// What shall be; empty for nothing.
    pub now: String,
}

/// Something that has to be so, as it was typed, and whether it must not.
type TypedTerm = (bool, String);
/// Clauses, each of alternatives.
type Clauses = Vec<Vec<TypedTerm>>;

/// Whether words may name a search that is kept.
pub fn may_name(words: &str) -> bool {
    words.contains('@')
}

/// Whether two names mean the same search.
pub fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The search that is kept under a name.
pub fn under<'a>(name: &str, kept: &'a [Search]) -> Option<&'a Search> {
    kept.iter().find(|search| same(&search.name, name))
}

impl Keeping {
    /// Other words under a name, or none, where these searches are kept.
    pub fn of(name: String, now: String, kept: &[Search]) -> Keeping {
        let was = under(&name, kept).map_or_else(String::new, |one| one.words.clone());
        Keeping { name, was, now }
    }
}

/// Refuses a name that nobody could write behind an `@`.
///
/// # Errors
/// `Usage`, with what a name may be.
pub fn allow_name(name: &str) -> Result<(), Failure> {
    if is_name(name) && name.chars().count() <= LONGEST_NAME {
        return Ok(());
    }
    let message = format!("`{name}` cannot be the name of a search");
    let hint = format!("a name has letters, digits, - and _ only, {LONGEST_NAME} at most");
    Err(Failure::usage(message).hint(hint))
}

fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphanumeric)
        && letters.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Words with every `@name` spelled out.
///
/// # Errors
/// `Usage` where no search is kept under a name, where one looks for itself, or where all of it is too much.
pub fn spelled(words: &str, kept: &[Search]) -> Result<String, Failure> {
    if !may_name(words) {
        return Ok(words.to_owned());
    }
    let clauses = clauses(words, kept, &mut Vec::new())?;
    let clause = |pieces: &Vec<TypedTerm>| {
        let pieces = pieces.iter().map(|(not, typed)| {
            let sign = if *not { "-" } else { "" };
            format!("{sign}{typed}")
        });
        pieces.collect::<Vec<_>>().join(" OR ")
    };
    Ok(clauses.iter().map(clause).collect::<Vec<_>>().join(" "))
}

/// Whether words name a search.
pub fn names(words: &str, name: &str) -> bool {
    let named = |typed: &TypedPiece<'_>| typed.names().is_some_and(|one| same(one, name));
    pieces(words).iter().flatten().any(named)
}

impl<'a> TypedPiece<'a> {
    /// The search that it names.
    fn names(&self) -> Option<&'a str> {
        self.whole.strip_prefix('@').filter(|name| is_name(name))
    }

    /// As it is typed, in a form that more may be typed behind.
    fn closed(&self) -> String {
        match self.quoted {
            Some(false) => format!("{}\"", self.whole),
            Some(true) | None => self.whole.to_owned(),
        }
    }
}

fn clauses(words: &str, kept: &[Search], within: &mut Vec<String>) -> Result<Clauses, Failure> {
    let mut all = Clauses::new();
    for alternatives in pieces(words) {
        let mut any: Clauses = vec![Vec::new()];
        for typed in &alternatives {
            any = either(&any, &meant(typed, kept, within)?)?;
        }
        all.extend(any);
    }
    Ok(all)
}

/// What a piece stands for.
fn meant(
    typed: &TypedPiece<'_>,
    kept: &[Search],
    within: &mut Vec<String>,
) -> Result<Clauses, Failure> {
    let Some(name) = typed.names() else {
        return Ok(vec![vec![(typed.not, typed.closed())]]);
    };
    let Some(search) = under(name, kept) else {
        // One that is only being kept is none to look for instead.
        let others = kept.iter().filter(|one| !within.contains(&one.name));
        let others: Vec<Search> = others.cloned().collect();
        return Err(unknown(name, &others));
    };
    if within.contains(&search.name) {
        let message = format!("the search @{} looks for itself", search.name);
        let way = within.iter().chain([&search.name]);
        let way: Vec<String> = way.map(|name| format!("@{name}")).collect();
        return Err(Failure::usage(message).hint(format!("take one out of {}", way.join(" in "))));
    }
    within.push(search.name.clone());
    let all = clauses(&search.words, kept, within)?;
    within.pop();
    if typed.not { negated(&all) } else { Ok(all) }
}

/// One or the other.
fn either(one: &Clauses, other: &Clauses) -> Result<Clauses, Failure> {
    if one.len() * other.len() > MOST {
        let message = "too much stands behind these names for one search";
        return Err(Failure::usage(message).hint("leave one of them out"));
    }
    let pairs = one
        .iter()
        .flat_map(|one| other.iter().map(move |other| (one, other)));
    Ok(pairs
        .map(|(one, other)| [&one[..], other].concat())
        .collect())
}

/// Not all of it: one of the clauses must not be so, in none of its alternatives.
fn negated(all: &Clauses) -> Result<Clauses, Failure> {
    let mut any: Clauses = vec![Vec::new()];
    for clause in all {
        let none = clause
            .iter()
            .map(|(not, typed)| vec![(!not, typed.clone())]);
        any = either(&any, &none.collect())?;
    }
    Ok(any)
}

/// Why a name stands for nothing, with those that do for something.
pub fn unknown(name: &str, kept: &[Search]) -> Failure {
    let names: Vec<String> = kept
        .iter()
        .map(|search| format!("@{}", search.name))
        .collect();
    let hint = match names.is_empty() {
        true => "none is kept yet; to look for the word itself, put it in quotes".to_owned(),
        false => format!(
            "there are {}; to look for the word itself, put it in quotes",
            names.join(", ")
        ),
    };
    Failure::usage(format!("no search is kept as @{name}")).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(all: &[(&str, &str)]) -> Vec<Search> {
        let search = |(name, words): &(&str, &str)| Search {
            name: (*name).to_owned(),
            words: (*words).to_owned(),
        };
        all.iter().map(search).collect()
    }

    #[test]
    fn a_name_stands_for_its_words() {
        let kept = kept(&[
            ("price", "source:ticket \"too dear\""),
            ("export", "excel OR csv"),
            ("both", "@price -@export"),
            ("open", "slow \"not goo"),
            ("a", "@b"),
            ("b", "x @A"),
            ("lost", "@gone"),
        ]);
        for (typed, meant) in [
            ("", ""),
            ("a@b.example me@", "a@b.example me@"),
            ("\"@price\" x", "\"@price\" x"),
            ("@price", "source:ticket \"too dear\""),
            ("@Price -refund", "source:ticket \"too dear\" -refund"),
            ("x @export", "x excel OR csv"),
            ("-@export", "-excel -csv"),
            ("-@price", "-source:ticket OR -\"too dear\""),
            ("@price OR x", "source:ticket OR x \"too dear\" OR x"),
            ("@both", "source:ticket \"too dear\" -excel -csv"),
            ("-@both", "-source:ticket OR -\"too dear\" OR excel OR csv"),
            ("@open x", "slow \"not goo\" x"),
        ] {
            assert_eq!(spelled(typed, &kept).as_deref(), Ok(meant), "{typed}");
        }
        for (typed, said) in [
            (
                "@nobody",
                "no search is kept as @nobody (there are @price, @export",
            ),
            (
                "@a",
                "the search @a looks for itself (take one out of @a in @b in @a)",
            ),
            ("-@lost", "no search is kept as @gone"),
        ] {
            let failure = spelled(typed, &kept).unwrap_err();
            let told = format!("{} ({})", failure.message, failure.hint);
            assert!(told.starts_with(said), "{told}");
        }
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let long = (0..40)
            .map(|n| format!("w{n}"))
            .collect::<Vec<_>>()
            .join(" ");
        let kept = kept(&[("long", &long)]);
        assert!(spelled("@long -@long", &kept).is_ok());
        assert!(spelled("@long OR @long", &kept).is_err());
    }

    #[test]
    fn a_name_can_be_written_behind_the_sign() {
        for name in ["price", "Week-39", "über_uns", "3"] {
            assert_eq!(allow_name(name), Ok(()), "{name}");
        }
        for name in [
            "",
            "a b",
            "@a",
            "a\"",
            "-x",
            "=1+1",
            "\u{1b}[2J",
            &"x".repeat(41),
        ] {
            assert!(allow_name(name).is_err(), "{name}");
        }
    }
}
