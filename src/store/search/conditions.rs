//! Conditions on single pieces of feedback: their words as they are folded, their fields, their accounts' and tags'.
//! Must not know how clauses are put together.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::domain::failure::Failure;
use crate::domain::fold::{fold, is_lone_sign};
use crate::domain::ids::{AccountId, TagId};
use crate::domain::sought::{Is, SoughtSpan, TagStanding, Term, Wanted};
use crate::domain::spotted::{Tokens, signs};
use crate::domain::word::Word;
use crate::store::sql;

/// What was said in a piece of feedback, as it was written.
const SAID: &str = "f.text || ' ' || f.reason";

/// The folded words of a piece of feedback, as the index has them.
const FOLDED: &str = "' ' || fold(f.text || ' ' || f.reason) || ' '";

/// Where a piece of feedback came from, in all the words it is shown with.
const SOURCE: &str =
    "f.source || iif(f.exit_survey, ' exit survey', iif(f.source = '', 'feedback', ''))";

/// The plan that the ledger knows of an account which has none of its own.
pub type PlanOf<'a> = &'a dyn Fn(AccountId) -> Result<String, Failure>;

/// Part of a WHERE over `feedback f`.
#[derive(Clone, Debug, PartialEq)]
pub struct WhereCondition {
    /// It, with a `?` for each value.
    pub sql: String,
    /// Its values.
    pub values: Vec<Value>,
}

/// Folded words with spaces around, as they stand in a folded text.
pub(super) fn phrase(words: &str, begins: bool) -> String {
    let folded = fold(words);
    let last = folded.rsplit(' ').next().unwrap_or_default();
    let end = if begins || is_lone_sign(last) {
        ""
    } else {
        " "
    };
    format!(" {folded}{end}")
}

/// All of a few words, for MATCH.
pub(super) fn all_of(tokens: &Tokens) -> String {
    let all = tokens
        .iter()
        .map(|(token, begins)| prefixed(token, *begins));
    format!("({})", all.collect::<Vec<_>>().join(" AND "))
}

/// All of a few words in one row.
pub(super) fn all_in(tokens: &Tokens) -> WhereCondition {
    let all = tokens.iter().map(|(token, begins)| {
        let end = if *begins { "" } else { " " };
        holds(FOLDED, format!(" {token}{end}"))
    });
    both(all.collect())
}

pub(super) fn matched(expression: String) -> WhereCondition {
    WhereCondition {
        sql: "f.id IN (SELECT rowid FROM feedback_fts WHERE feedback_fts MATCH ?)".to_owned(),
        values: vec![expression.into()],
    }
}

fn holds(text: &str, part: String) -> WhereCondition {
    WhereCondition {
        sql: format!("instr({text}, ?) > 0"),
        values: vec![part.into()],
    }
}

pub(super) fn plain(sql: &str) -> WhereCondition {
    WhereCondition {
        sql: sql.to_owned(),
        values: Vec::new(),
    }
}

pub(super) fn not(one: WhereCondition) -> WhereCondition {
    WhereCondition {
        // What is not known is not so.
        sql: format!("NOT ifnull({}, 0)", one.sql),
        values: one.values,
    }
}

fn joined(all: Vec<WhereCondition>, by: &str) -> WhereCondition {
    let sql: Vec<String> = all.iter().map(|one| format!("({})", one.sql)).collect();
    WhereCondition {
        sql: format!("({})", sql.join(by)),
        values: all.into_iter().flat_map(|one| one.values).collect(),
    }
}

pub(super) fn both(all: Vec<WhereCondition>) -> WhereCondition {
    joined(all, " AND ")
}

pub(super) fn either(all: Vec<WhereCondition>) -> WhereCondition {
    joined(all, " OR ")
}

pub(super) fn condition(
    db: &Connection,
    term: &Term,
    tokens: &Tokens,
    plan_of: PlanOf<'_>,
) -> Result<WhereCondition, Failure> {
    let is = match &term.is {
        Is::Word { .. } | Is::Phrase { .. } => {
            let signs = signs(term).into_iter();
            let mut all: Vec<WhereCondition> =
                signs.map(|sign| holds(SAID, sign.to_owned())).collect();
            if !tokens.is_empty() {
                all.push(matched(all_of(tokens)));
                if let Is::Phrase { words, begins } = &term.is {
                    all.push(holds(FOLDED, phrase(words, *begins)));
                }
            }
            both(all)
        }
        Is::Field(wanted) => field(db, wanted, plan_of)?,
    };
    Ok(if term.not { not(is) } else { is })
}

/// A word of a column begins so.
fn begins(column: &str, value: &str) -> WhereCondition {
    holds(
        &format!("' ' || fold({column})"),
        format!(" {}", fold(value)),
    )
}

/// The same of a column of its account.
fn of_account(column: &str, value: &str) -> WhereCondition {
    let of = begins(&format!("a.{column}"), value);
    let from = "SELECT 1 FROM accounts a WHERE a.id = f.account";
    WhereCondition {
        sql: format!("EXISTS ({from} AND {})", of.sql),
        values: of.values,
    }
}

/// Its account's plan begins so, as it is shown: its own, else the one the ledger knows.
fn on_plan(db: &Connection, name: &str, plan_of: PlanOf<'_>) -> Result<WhereCondition, Failure> {
    const WITHOUT: &str = "SELECT id FROM accounts WHERE plan = ''";
    let wanted = format!(" {}", fold(name));
    let mut on: Vec<i64> = Vec::new();
    for account in sql::all(db, WITHOUT, [], |row| row.get::<_, AccountId>(0))? {
        if format!(" {}", fold(&plan_of(account)?)).contains(&wanted) {
            on.push(account.0);
        }
    }
    let known = WhereCondition {
        sql: "f.account IN (SELECT value FROM json_each(?))".to_owned(),
        values: vec![serde_json::Value::from(on).to_string().into()],
    };
    Ok(either(vec![of_account("plan", name), known]))
}

fn field(db: &Connection, wanted: &Wanted, plan_of: PlanOf<'_>) -> Result<WhereCondition, Failure> {
    Ok(match wanted {
        Wanted::Source(value) => begins(SOURCE, value),
        Wanted::Reason(value) => begins("f.reason", value),
        Wanted::Plan(value) => on_plan(db, value, plan_of)?,
        Wanted::Segment(value) => of_account("segment", value),
        Wanted::Channel(value) => of_account("channel", value),
        Wanted::Region(value) => of_account("region", value),
        Wanted::Tag(value) => tagged(db, value)?,
        Wanted::By(value) => given(db, value)?,
        Wanted::Taken(from) => WhereCondition {
            sql: "f.id IN (SELECT feedback FROM feedback_tags WHERE taken = ?)".to_owned(),
            values: vec![from.word().to_owned().into()],
        },
        Wanted::Score(span) => scored(span),
        Wanted::Period(period) => WhereCondition {
            sql: "f.received BETWEEN ? AND ?".to_owned(),
            values: [period.first(), period.last()]
                .map(|day| i64::from(day.0).into())
                .into(),
        },
        Wanted::Standing(standing) => plain(stands(*standing)),
    })
}

/// With a tag whose name begins so, or with one that rolls up into it.
fn tagged(db: &Connection, name: &str) -> Result<WhereCondition, Failure> {
    const TAGS: &str = "
        SELECT t.id FROM tags t LEFT JOIN tags p ON p.id = t.parent
        WHERE instr(' ' || fold(t.name), ?1) > 0 OR instr(' ' || fold(p.name), ?1) > 0";
    let tags: Vec<TagId> = sql::all(db, TAGS, [format!(" {}", fold(name))], |row| row.get(0))?;
    let marks = vec!["?"; tags.len()].join(", ");
    Ok(WhereCondition {
        sql: format!("f.id IN (SELECT feedback FROM feedback_tags WHERE tag IN ({marks}))"),
        values: tags.into_iter().map(|tag| tag.0.into()).collect(),
    })
}

/// With a tag that somebody gave whose name has words that begin so, or an import with that number.
fn given(db: &Connection, name: &str) -> Result<WhereCondition, Failure> {
    const PEOPLE: &str = "
        SELECT DISTINCT person FROM feedback_tags
        WHERE person IS NOT NULL AND instr(' ' || fold(person), ?1) > 0";
    const IMPORTS: &str = "SELECT id FROM imports WHERE instr(' import ' || id || ' ', ?1) > 0";
    let begins = format!(" {}", fold(name));
    let people: Vec<String> = sql::all(db, PEOPLE, [&begins], |row| row.get(0))?;
    let ends = if name.ends_with(|c: char| c.is_ascii_digit()) {
        " "
    } else {
        ""
    };
    let imports: Vec<i64> = sql::all(db, IMPORTS, [begins + ends], |row| row.get(0))?;
    let among = |column: &str, values: Vec<Value>| WhereCondition {
        sql: format!(
            "f.id IN (SELECT feedback FROM feedback_tags WHERE {column} IN ({}))",
            vec!["?"; values.len()].join(", ")
        ),
        values,
    };
    let people = among("person", people.into_iter().map(Into::into).collect());
    let import = "person IS NULL AND import";
    let imports = among(import, imports.into_iter().map(Into::into).collect());
    Ok(either(vec![people, imports]))
}

fn scored(span: &SoughtSpan) -> WhereCondition {
    let bound = |sign: &str, value: f64| WhereCondition {
        sql: format!("f.score {sign} ?"),
        values: vec![value.into()],
    };
    let low = span
        .low
        .map(|low| bound(if span.above { ">" } else { ">=" }, low));
    let high = span
        .high
        .map(|high| bound(if span.below { "<" } else { "<=" }, high));
    both(low.into_iter().chain(high).collect())
}

/// Nobody tagged or marked it.
pub(super) const UNTOUCHED: &str =
    "f.mark IS NULL AND NOT EXISTS (SELECT 1 FROM feedback_tags d WHERE d.feedback = f.id)";

fn stands(standing: TagStanding) -> &'static str {
    match standing {
        TagStanding::Untagged => UNTOUCHED,
        TagStanding::Tagged => "EXISTS (SELECT 1 FROM feedback_tags d WHERE d.feedback = f.id)",
        TagStanding::Praise => "f.mark = 'praise'",
        TagStanding::NoReason => "f.mark = 'no_reason'",
        TagStanding::Pinned => "f.pinned = 1",
        TagStanding::Survey => "f.exit_survey = 1",
        TagStanding::Undated => "f.received IS NULL",
    }
}

pub(super) fn prefixed(token: &str, begins: bool) -> String {
    format!("\"{token}\"{}", if begins { " *" } else { "" })
}
