//! What somebody looks for among what customers said: words, phrases in quotes, alternatives, what is to be left out,
//! and fields as in `source:nps score:<7 tag:price -refund`. Whatever is typed means something.
//! Must not know where texts are kept, nor how a word is compared.

pub mod kept;
#[cfg(test)]
mod tests;

use super::given::Taken;
use super::period::Period;
use super::word::Word;

/// What is looked for: each of the clauses has to be so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sought {
    /// The clauses, in the order in which they were typed.
    pub all: Vec<Clause>,
}

/// Alternatives, of which one has to be so: `excel OR csv`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clause {
    /// The alternatives.
    pub any: Vec<Term>,
}

/// One thing that has to be so, or with `-` before it must not.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Whether it must not be so.
    pub not: bool,
    /// What.
    pub is: Is,
}

/// What can be so of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Is {
    /// It has a word; of the last one typed, one that begins so.
    Word {
        /// The word as typed.
        word: String,
        /// Whether it may still be being typed.
        begins: bool,
    },
    /// It has words in this order.
    Phrase {
        /// The words between the quotes.
        words: String,
        /// Whether the quote was not closed yet.
        begins: bool,
    },
    /// A field of it.
    Field(Wanted),
}

/// What a field has to be. Names are found by the words that they begin with, whatever their case and accents.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// Where it came from: `source:nps`.
    Source(String),
    /// The reason that the customer stated: `reason:"too expensive"`.
    Reason(String),
    /// The plan of its account: `plan:pro`.
    Plan(String),
    /// The segment of its account: `segment:smb`.
    Segment(String),
    /// The channel by which its account came: `channel:paid`.
    Channel(String),
    /// The region of its account: `region:eu`.
    Region(String),
    /// A tag on it, or one that rolls up into it: `tag:price`.
    Tag(String),
    /// Somebody, or an import, gave it a tag: `by:dana`, `by:"import 4"`.
    By(String),
    /// A tag on it was taken from a list: `taken:sure`.
    Taken(Taken),
    /// Its score: `score:<7`, `score:3..6`.
    Score(SoughtSpan),
    /// Received in a period: `period:2026-09`.
    Period(Period),
    /// How it stands: `is:untagged`.
    Standing(TagStanding),
}

/// From here to there, both in it; open where nothing is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoughtSpan {
    /// At least this.
    pub low: Option<f64>,
    /// Whether it has to be more than that.
    pub above: bool,
    /// At most this.
    pub high: Option<f64>,
    /// Whether it has to be less than that.
    pub below: bool,
}

/// How a piece of feedback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagStanding {
    /// Nobody has said anything of it: no tag, no mark.
    Untagged,
    /// It has a tag.
    Tagged,
    /// Marked as praise.
    Praise,
    /// Marked as naming no reason.
    NoReason,
    /// Pinned.
    Pinned,
    /// Given at cancellation.
    Survey,
    /// Without a day.
    Undated,
}

/// What people can type before a colon, with an example.
pub const FIELDS: [&str; 12] = [
    "source:nps",
    "reason:\"too expensive\"",
    "plan:pro",
    "segment:smb",
    "channel:paid",
    "region:eu",
    "tag:price",
    "by:dana",
    "taken:sure",
    "score:<7",
    "period:2026-09",
    "is:survey",
];

const STANDINGS: [(&str, TagStanding); 7] = [
    ("untagged", TagStanding::Untagged),
    ("tagged", TagStanding::Tagged),
    ("praise", TagStanding::Praise),
    ("no-reason", TagStanding::NoReason),
    ("pinned", TagStanding::Pinned),
    ("survey", TagStanding::Survey),
    ("undated", TagStanding::Undated),
];

impl Sought {
    /// What was typed, with fields; a name that is no field, or a value that is none, is taken as words.
    pub fn read(text: &str) -> Sought {
        Sought::of(text, true)
    }

    /// The same where there are no fields: among accounts, notes and actions.
    pub fn words(text: &str) -> Sought {
        Sought::of(text, false)
    }

    fn of(text: &str, fields: bool) -> Sought {
        let clause = |typed: Vec<TypedPiece<'_>>| Clause {
            any: typed.iter().map(|typed| typed.term(fields)).collect(),
        };
        Sought {
            all: pieces(text).into_iter().map(clause).collect(),
        }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether plans are asked for: what is shown as an account's plan may be known from the ledger alone.
    pub fn is_of_plans(&self) -> bool {
        let mut terms = self.all.iter().flat_map(|clause| &clause.any);
        terms.any(|term| matches!(term.is, Is::Field(Wanted::Plan(_))))
    }

    /// What of it stands in a stated reason: words, and what the reason has to be.
    pub fn stated(&self) -> Sought {
        let mut stated = self.clone();
        for term in stated.all.iter_mut().flat_map(|clause| &mut clause.any) {
            if let Is::Field(Wanted::Reason(words)) = &term.is {
                let (words, begins) = (words.clone(), true);
                term.is = Is::Phrase { words, begins };
            }
        }
        stated
    }

    /// Whether it asks for what somebody has said of texts: those are read again where untagged ones are otherwise.
    pub fn is_of_read(&self) -> bool {
        let is = |term: &Term| match &term.is {
            Is::Field(Wanted::Taken(_) | Wanted::Tag(_) | Wanted::By(_)) => !term.not,
            Is::Field(Wanted::Standing(TagStanding::Untagged)) => term.not,
            Is::Field(Wanted::Standing(
                TagStanding::Tagged | TagStanding::Praise | TagStanding::NoReason,
            )) => !term.not,
            Is::Word { .. } | Is::Phrase { .. } | Is::Field(_) => false,
        };
        self.all.iter().any(|clause| clause.any.iter().any(is))
    }

    /// Whether tags that were taken from a list are asked for: those are looked at where untagged texts are otherwise.
    pub fn is_of_taken(&self) -> bool {
        let is = |term: &Term| !term.not && matches!(term.is, Is::Field(Wanted::Taken(_)));
        self.all.iter().any(|clause| clause.any.iter().any(is))
    }

    /// Whether a text says it by its words, as far as words can: fields and what must not be there are passed over.
    pub fn says(&self, has: impl Fn(&str) -> bool) -> bool {
        let says = |term: &Term| match &term.is {
            Is::Word { word, .. } => term.not || has(word),
            Is::Phrase { words, .. } => term.not || has(words),
            Is::Field(_) => true,
        };
        self.all.iter().all(|clause| clause.any.iter().any(says))
    }

    /// What its fields have to be, where that is words.
    pub fn of_fields(&self) -> impl Iterator<Item = &str> {
        use Wanted::{By, Channel, Plan, Reason, Region, Segment, Source, Tag};
        let terms = self.all.iter().flat_map(|clause| &clause.any);
        terms.filter_map(|term| match &term.is {
            Is::Field(Source(words) | Reason(words) | Plan(words) | Segment(words)) => {
                Some(&**words)
            }
            Is::Field(Channel(words) | Region(words) | Tag(words) | By(words)) => Some(&**words),
            Is::Field(Wanted::Taken(_) | Wanted::Score(_) | Wanted::Period(_)) => None,
            Is::Field(Wanted::Standing(_)) | Is::Word { .. } | Is::Phrase { .. } => None,
        })
    }
}

/// What was typed: clauses, each of alternatives.
fn pieces(text: &str) -> Vec<Vec<TypedPiece<'_>>> {
    let mut all: Vec<Vec<TypedPiece<'_>>> = Vec::new();
    let (mut rest, mut joins) = (text, false);
    while let Some(typed) = TypedPiece::next(&mut rest) {
        if typed.is_or() && !all.is_empty() {
            joins = true;
            continue;
        }
        match all.last_mut().filter(|_| joins) {
            Some(clause) => clause.push(typed),
            None => all.push(vec![typed]),
        }
        joins = false;
    }
    all
}

/// A piece of what was typed.
struct TypedPiece<'a> {
    not: bool,
    field: Option<&'a str>,
    value: &'a str,
    /// Its words stand in quotes; whether the closing one is there.
    quoted: Option<bool>,
    /// As it stands in the text, without the `-`.
    whole: &'a str,
    /// Whether nothing stands behind it: it may still be being typed.
    last: bool,
}

impl<'a> TypedPiece<'a> {
    /// Takes the next piece; `None` when only spaces are left.
    fn next(rest: &mut &'a str) -> Option<TypedPiece<'a>> {
        let text = rest.trim_start();
        let begins_word = |c: char| !c.is_whitespace() && c != '-';
        let bare = text
            .strip_prefix('-')
            .filter(|rest| rest.starts_with(begins_word));
        let whole = bare.unwrap_or(text);
        if whole.is_empty() {
            *rest = whole;
            return None;
        }
        let field = whole.split_once(':').filter(|(name, value)| {
            let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
            is_name && value.starts_with(|c: char| !c.is_whitespace())
        });
        let (field, value) = match field {
            Some((name, value)) => (Some(name), value),
            None => (None, whole),
        };
        let (value, quoted, after) = match value.strip_prefix(is_quote) {
            Some(inner) => match inner.find(is_quote) {
                Some(end) => {
                    let behind = inner[end..].chars().next().map_or(0, char::len_utf8);
                    (&inner[..end], Some(true), &inner[end + behind..])
                }
                None => (inner, Some(false), ""),
            },
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                (&value[..end], None, &value[end..])
            }
        };
        *rest = after;
        Some(TypedPiece {
            not: bare.is_some(),
            field,
            value,
            quoted,
            whole: &whole[..whole.len() - after.len()],
            last: after.trim_start().is_empty(),
        })
    }

    fn is_or(&self) -> bool {
        !self.not && self.whole == "OR"
    }

    fn term(&self, fields: bool) -> Term {
        let wanted = self.field.filter(|_| fields);
        let wanted = wanted.and_then(|name| Wanted::of(name, self.value));
        let is = match (wanted, self.field, self.quoted) {
            (Some(wanted), _, _) => Is::Field(wanted),
            (None, None, Some(closed)) => Is::Phrase {
                words: self.value.to_owned(),
                begins: !closed,
            },
            (None, _, _) => Is::Word {
                word: self.whole.to_owned(),
                begins: self.last,
            },
        };
        Term { not: self.not, is }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

impl Wanted {
    /// A field by its name and what stands behind the colon; `None` where it is none.
    fn of(name: &str, value: &str) -> Option<Wanted> {
        let words = || Some(value.to_owned()).filter(|value| value.contains(char::is_alphanumeric));
        match name.to_ascii_lowercase().as_str() {
            "source" => words().map(Wanted::Source),
            "reason" => words().map(Wanted::Reason),
            "plan" => words().map(Wanted::Plan),
            "segment" => words().map(Wanted::Segment),
            "channel" => words().map(Wanted::Channel),
            "region" => words().map(Wanted::Region),
            "tag" => words().map(Wanted::Tag),
            "by" => words().map(Wanted::By),
            "taken" => Taken::from_word(&value.to_ascii_lowercase()).map(Wanted::Taken),
            "score" => SoughtSpan::of(value).map(Wanted::Score),
            "period" => value.parse().ok().map(Wanted::Period),
            "is" => {
                let mut standings = STANDINGS.iter();
                let found = standings.find(|(word, _)| word.eq_ignore_ascii_case(value))?;
                Some(Wanted::Standing(found.1))
            }
            _ => None,
        }
    }
}

impl SoughtSpan {
    /// `7`, `<7`, `<=7`, `>7`, `>=7`, `3..6`.
    fn of(text: &str) -> Option<SoughtSpan> {
        let number = |text: &str| text.parse().ok().filter(|n: &f64| n.is_finite());
        let open = SoughtSpan {
            low: None,
            above: false,
            high: None,
            below: false,
        };
        let signs = text.len() - text.trim_start_matches(['<', '>', '=']).len();
        let (sign, value) = text.split_at(signs);
        if let (true, Some((low, high))) = (sign.is_empty(), value.split_once("..")) {
            let (low, high) = (Some(number(low)?), Some(number(high)?));
            return Some(SoughtSpan { low, high, ..open });
        }
        let value = Some(number(value)?);
        let (above, below) = (sign == ">", sign == "<");
        match sign {
            "" | "=" => Some(SoughtSpan {
                low: value,
                high: value,
                ..open
            }),
            "<" | "<=" => Some(SoughtSpan {
                high: value,
                below,
                ..open
            }),
            ">" | ">=" => Some(SoughtSpan {
                low: value,
                above,
                ..open
            }),
            _ => None,
        }
    }
}
