//! What is looked for, made ready for the index and for single rows: a MATCH expression for the words, and conditions
//! for what no index of words knows. Must not know pages.

#[cfg(test)]
mod tests;

use hashbrown::HashSet;
use rusqlite::Connection;

use super::conditions::{
    PlanOf, WhereCondition, all_in, all_of, both, condition, either, matched, not, phrase, plain,
    prefixed,
};
use crate::domain::failure::Failure;
use crate::domain::fold::{fold, is_lone_sign};
use crate::domain::ids::FeedbackId;
use crate::domain::sought::{Clause, Is, Sought, Term};
use crate::domain::spotted::{Tokens, is_nothing, signs, tokens};
use crate::store::sql;

/// Most words of one question that are looked at; more only narrow what is already narrow.
const MOST_WORDS: usize = 24;

/// Most words of its alternatives: each finds more, so that none may be passed over, and SQLite takes so many.
const MOST_ALTERNATIVES: usize = 400;

/// How many more words are looked at.
struct WordsLeft {
    narrowing: usize,
    widening: usize,
}

impl WordsLeft {
    fn all() -> WordsLeft {
        WordsLeft {
            narrowing: MOST_WORDS,
            widening: MOST_ALTERNATIVES,
        }
    }

    /// Of so many words of a clause, those that are looked at.
    fn take(&mut self, clause: &Clause, words: usize) -> usize {
        let left = match clause.any.len() {
            0 | 1 => &mut self.narrowing,
            _ => &mut self.widening,
        };
        let taken = words.min(*left);
        *left -= taken;
        taken
    }
}

/// Most words one prefix is written out as.
const MOST_TERMS: usize = 64;

/// What is looked for among feedback or accounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoughtAmong {
    /// Of each, one alternative has to be there.
    has: Vec<Vec<Tokens>>,
    /// None of these.
    lacks: Vec<Tokens>,
    /// What the index of words does not know: fields, words in their order, alternatives between these.
    beside: Vec<WhereCondition>,
}

/// What is looked for among feedback.
///
/// # Errors
/// Those of SQLite: fields are looked up.
pub fn feedback(db: &Connection, words: &str, plan_of: PlanOf<'_>) -> Result<SoughtAmong, Failure> {
    let mut asked = SoughtAmong::default();
    let mut left = WordsLeft::all();
    let (mut nothing, mut worded) = (false, false);
    for clause in &Sought::read(words).all {
        let mut ready: Vec<(&Term, Tokens)> = ready(clause, false, &mut left);
        for (token, begins) in ready.iter_mut().flat_map(|(_, tokens)| tokens) {
            *begins = *begins && !begins_too_many(db, token)?;
        }
        let is_field = |term: &Term| matches!(term.is, Is::Field(_));
        worded |= ready.iter().any(|(term, _)| !is_field(term));
        match &ready[..] {
            [] => {
                nothing |= clause.any.iter().any(is_nothing);
                continue;
            }
            [(term, tokens)] if term.not && is_plain(term, tokens) => {
                asked.lacks.push(tokens.clone());
            }
            all if all.iter().all(|(term, of)| is_plain(term, of) && !term.not) => {
                asked
                    .has
                    .push(all.iter().map(|(_, tokens)| tokens.clone()).collect());
            }
            all => {
                // Words in their order are looked for among those that have the words.
                if let [(term, tokens)] = all
                    && !term.not
                    && !tokens.is_empty()
                {
                    asked.has.push(vec![tokens.clone()]);
                }
                let any = all
                    .iter()
                    .map(|(term, tokens)| condition(db, term, tokens, plan_of));
                asked.beside.push(either(any.collect::<Result<_, _>>()?));
            }
        }
    }
    if left.widening == 0 {
        return Err(Failure::usage(format!(
            "more than {} words stand side by side with OR",
            MOST_ALTERNATIVES - 1
        ))
        .hint("ask for them in two questions"));
    }
    // Beside words it says nothing; beside fields alone it would be all that was meant to narrow them.
    if nothing && !worded && !asked.is_empty() {
        asked.beside.push(plain("1 = 0"));
    }
    Ok(asked)
}

/// What is looked for among names: no fields, no signs, and each word may be a beginning.
pub fn names(words: &str) -> SoughtAmong {
    let mut asked = SoughtAmong::default();
    let mut left = WordsLeft::all();
    for clause in &Sought::words(words).all {
        let ready = ready(clause, true, &mut left);
        let in_no_name = |(term, tokens): &(&Term, Tokens)| tokens.is_empty() && !term.not;
        if !ready.is_empty() && ready.iter().all(in_no_name) {
            return SoughtAmong::default();
        }
        let ready = ready.into_iter().filter(|(_, tokens)| !tokens.is_empty());
        let (lacks, has): (Vec<_>, Vec<_>) = ready.partition(|(term, _)| term.not);
        match (lacks.len(), has.is_empty()) {
            (0, false) => asked
                .has
                .push(has.into_iter().map(|(_, tokens)| tokens).collect()),
            (1, true) => asked
                .lacks
                .extend(lacks.into_iter().map(|(_, tokens)| tokens)),
            // "This, or not that" narrows nothing that anybody would miss among names.
            _ => {}
        }
    }
    asked
}

/// Whether a text that people typed has what is looked for; each word may be a beginning.
pub fn has(sought: &Sought, text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
    let holds = |(term, of): &(&Term, Tokens)| {
        let is = match &term.is {
            Is::Field(_) => false,
            Is::Phrase { words, begins } if !of.is_empty() => {
                folded.contains(&phrase(words, *begins))
            }
            Is::Word { .. } | Is::Phrase { .. } => {
                of.iter().all(|(t, _)| folded.contains(&format!(" {t}")))
            }
        };
        (is && signs(term).into_iter().all(|sign| text.contains(sign))) != term.not
    };
    let mut left = WordsLeft::all();
    sought.all.iter().all(|clause| {
        let ready = ready(clause, true, &mut left);
        ready.is_empty() || ready.iter().any(holds)
    })
}

/// The terms of a clause with their tokens, as long as words are left to be looked at; without those that say nothing.
fn ready<'a>(clause: &'a Clause, all_begin: bool, left: &mut WordsLeft) -> Vec<(&'a Term, Tokens)> {
    let mut one = |term: &'a Term| {
        let mut tokens = tokens(term, all_begin);
        tokens.truncate(left.take(clause, tokens.len()));
        (term, tokens)
    };
    let says = |(term, tokens): &(&Term, Tokens)| {
        !tokens.is_empty() || matches!(term.is, Is::Field(_)) || !signs(term).is_empty()
    };
    let ready = clause.any.iter().map(&mut one);
    ready.filter(says).collect()
}

/// Whether the index of words alone can tell.
fn is_plain(term: &Term, tokens: &Tokens) -> bool {
    matches!(term.is, Is::Word { .. }) && !tokens.is_empty() && signs(term).is_empty()
}

impl SoughtAmong {
    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        *self == SoughtAmong::default()
    }

    /// A MATCH expression for the words; `None` where none has to be there.
    ///
    /// Every token is quoted, so that no input is a syntax error. With `db` each beginning is written out as the few
    /// words it stands for: those are read newest first and no further than a page needs, while a prefix is gathered
    /// as a whole before its first hit.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn expression(&self, db: Option<&Connection>) -> Result<Option<String>, Failure> {
        let spelled = |(token, begins): &(String, bool)| match (db, begins) {
            (Some(db), true) => written_out(db, token),
            (Some(_) | None, _) => Ok(prefixed(token, *begins)),
        };
        let mut has = Vec::with_capacity(self.has.len());
        for clause in &self.has {
            let mut any = Vec::with_capacity(clause.len());
            for tokens in clause {
                let all: Vec<String> = tokens.iter().map(spelled).collect::<Result<_, _>>()?;
                any.push(all.join(" AND "));
            }
            match &any[..] {
                [one] => has.push(one.clone()),
                _ => has.push(format!("(({}))", any.join(") OR ("))),
            }
        }
        Ok(match (has.join(" AND "), self.left_out()) {
            (has, _) if has.is_empty() => None,
            (has, None) => Some(has),
            (has, Some(lacks)) => Some(format!("({has}) NOT ({lacks})")),
        })
    }

    /// A MATCH expression for what must not be there; `None` where nothing is left out.
    pub fn left_out(&self) -> Option<String> {
        let any: Vec<String> = self.lacks.iter().map(all_of).collect();
        (!any.is_empty()).then(|| any.join(" OR "))
    }

    /// What the index of words does not know.
    pub fn beside(&self) -> &[WhereCondition] {
        &self.beside
    }

    /// The same as the expression says, for a single row.
    pub fn by_row(&self) -> impl Iterator<Item = WhereCondition> {
        let has = self.has.iter().map(|clause| {
            let any = clause.iter().map(all_in);
            either(any.collect())
        });
        let lacks = self.lacks.iter().map(|tokens| not(all_in(tokens)));
        has.chain(lacks)
    }

    /// The same as `left_out` says, where nothing has to be there.
    pub fn without(&self) -> Option<WhereCondition> {
        let left_out = self.left_out().filter(|_| self.has.is_empty())?;
        Some(not(matched(left_out)))
    }
}

/// All feedback in which something is found; `None` when nothing is typed. What is typed and has nothing that could
/// be looked for, such as a sign alone, is found nowhere.
///
/// # Errors
/// Those of SQLite.
pub fn found(
    db: &Connection,
    words: &str,
    plan_of: PlanOf<'_>,
) -> Result<Option<HashSet<FeedbackId>>, Failure> {
    let asked = feedback(db, words, plan_of)?;
    if asked.is_empty() {
        return Ok((!words.trim().is_empty()).then(HashSet::new));
    }
    let mut conditions: Vec<WhereCondition> = asked.beside.clone();
    conditions.extend(asked.expression(None)?.map(matched));
    conditions.extend(asked.without());
    let all = both(conditions);
    let select = format!("SELECT f.id FROM feedback f WHERE {}", all.sql);
    let values = rusqlite::params_from_iter(all.values);
    let ids = sql::all(db, &select, values, |row| row.get(0))?;
    Ok(Some(ids.into_iter().collect()))
}

/// Whether one or two letters begin more words than are written out: then they are taken as a word, by whoever asks.
fn begins_too_many(db: &Connection, token: &str) -> Result<bool, Failure> {
    if is_lone_sign(token) || token.chars().count() > 2 {
        return Ok(false);
    }
    const TERMS: &str = "
        SELECT count(*) FROM (SELECT 1 FROM feedback_terms
            WHERE term >= ?1 AND term < ?1 || char(1114111) LIMIT ?2)";
    let most = MOST_TERMS as i64;
    let many = sql::first(db, TERMS, (token, most + 1), |row| row.get::<_, i64>(0))?;
    Ok(many.is_some_and(|many| many > most))
}

/// The indexed words that begin with a token; itself where there are none, or too many.
fn written_out(db: &Connection, token: &str) -> Result<String, Failure> {
    const TERMS: &str =
        "SELECT term FROM feedback_terms WHERE term >= ?1 AND term < ?1 || char(1114111) LIMIT ?2";
    let terms = sql::all(db, TERMS, (token, MOST_TERMS as i64 + 1), |row| {
        Ok(prefixed(&row.get::<_, String>(0)?, false))
    })?;
    Ok(match terms.len() {
        0 => prefixed(token, false),
        few if few <= MOST_TERMS => format!("({})", terms.join(" OR ")),
        _ => prefixed(token, true),
    })
}
