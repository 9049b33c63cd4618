//! Rules of the codebook: words by which a tag is suggested before anything is learned, `SSO OR "single sign"`. One is
//! read as what is looked for elsewhere is, and finds whole words. Must not know where rules or texts are kept.

use crate::domain::failure::Failure;
use crate::domain::fold::fold;
use crate::domain::safe::shortened;
use crate::domain::sought::kept::may_name;
use crate::domain::sought::{Clause, Is, Sought, Term};
use crate::domain::spotted::{signs, tokens};

/// Letters that a rule has at most, and rules of a tag.
const LONGEST: usize = 200;
const MOST: usize = 50;

/// The rules of a tag as they are kept: one a line, or between semicolons.
pub fn lines(rules: &str) -> impl Iterator<Item = &str> {
    rules
        .split(['\n', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
}

/// The same with one more, or without one.
pub fn with(rules: &str, rule: &str) -> String {
    let others = lines(rules).filter(|line| *line != rule.trim());
    others.chain([rule.trim()]).collect::<Vec<_>>().join("; ")
}

/// The same without one; `None` where it is not among them.
pub fn without(rules: &str, rule: &str) -> Option<String> {
    let others: Vec<&str> = lines(rules).filter(|line| *line != rule.trim()).collect();
    (others.len() < lines(rules).count()).then(|| others.join("; "))
}

/// Refuses what is no rule.
///
/// # Errors
/// `Usage`, with what is wrong with the first that is none.
pub fn allow(rules: &str) -> Result<(), Failure> {
    if lines(rules).count() > MOST {
        let message = format!("a tag has {MOST} rules at most");
        return Err(Failure::usage(message).hint("join some of them with OR"));
    }
    lines(rules).try_for_each(allow_one)
}

fn allow_one(rule: &str) -> Result<(), Failure> {
    let sought = Sought::read(rule);
    let terms = || sought.all.iter().flat_map(|clause| &clause.any);
    let open = |term: &Term| matches!(&term.is, Is::Phrase { begins: true, .. });
    let field = |term: &Term| matches!(term.is, Is::Field(_));
    let needs = |clause: &Clause| clause.any.iter().all(|term| !term.not && says(term));
    let why = match () {
        () if rule.chars().count() > LONGEST => "it is too long",
        () if may_name(rule) => "it names a search with @, and a rule says its words itself",
        () if terms().any(open) => "a quote in it is never closed",
        () if terms().any(field) => "it asks for a field, and a rule asks for words only",
        () if !sought.all.iter().any(needs) => "it names no word that a text must have",
        () => return Ok(()),
    };
    let shown = shortened(rule, 48);
    Err(Failure::usage(format!("`{shown}` is no rule: {why}"))
        .hint("a rule is words, \"a phrase\", one OR another, -without: SSO OR \"single sign\""))
}

fn says(term: &Term) -> bool {
    !tokens(term, false).is_empty() || !signs(term).is_empty()
}

/// A rule ready to be held against texts.
#[derive(Clone, Debug, PartialEq)]
pub struct TagRule {
    /// As it was written.
    pub said: String,
    all: Vec<Vec<RulePart>>,
}

/// One thing that a text has, or must not have.
#[derive(Clone, Debug, PartialEq)]
struct RulePart {
    not: bool,
    /// Folded, with spaces around: each stands somewhere in the folded text.
    words: Vec<String>,
    /// Signs that are no words, as they stand.
    signs: Vec<String>,
}

impl TagRule {
    /// A rule as it was written.
    pub fn of(said: &str) -> TagRule {
        let all = Sought::words(said).all;
        let clause = |clause: &Clause| -> Vec<RulePart> {
            let terms = clause.any.iter().filter(|term| says(term));
            terms.map(RulePart::of).collect()
        };
        let all = all.iter().map(clause).filter(|parts| !parts.is_empty());
        TagRule {
            said: said.to_owned(),
            all: all.collect(),
        }
    }

    /// Whether it finds a text, given as it is and folded with a space before and behind.
    pub fn finds(&self, text: &str, folded: &str) -> bool {
        let all = self.all.iter();
        !self.all.is_empty() && { all }.all(|any| any.iter().any(|part| part.is_so(text, folded)))
    }
}

impl RulePart {
    fn of(term: &Term) -> RulePart {
        let words = match &term.is {
            Is::Phrase { words, .. } => vec![fold(words)],
            Is::Word { .. } | Is::Field(_) => {
                let tokens = tokens(term, false).into_iter();
                tokens.map(|(token, _)| token).collect()
            }
        };
        let words = words.into_iter().filter(|words| !words.is_empty());
        RulePart {
            not: term.not,
            words: words.map(|words| format!(" {words} ")).collect(),
            signs: signs(term).into_iter().map(str::to_owned).collect(),
        }
    }

    fn is_so(&self, text: &str, folded: &str) -> bool {
        let words = self.words.iter().all(|words| folded.contains(words));
        let signs = self.signs.iter().all(|sign| text.contains(sign));
        (words && signs) != self.not
    }
}
