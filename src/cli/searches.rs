//! `churnroom search`: searches kept under a name. Must not know what is found by them.

use serde_json::{Value as Json, json};

use super::output::Shown;
use super::session::Session;
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::query::Query;
use crate::domain::sought::kept::{Keeping, Search, under, unknown};

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All of them, by their names
    List,
    /// Keep one: `search save price 'source:ticket "too dear"'`; one of that name gets these words instead
    Save {
        /// One word; `@NAME` stands for the search then
        name: String,
        /// What is looked for, as in `churnroom find`
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Drop one
    Drop { name: String },
}

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => {
            let all: Vec<Search> = session.ask(&Query::Searches)?;
            let items = all.iter().map(|one| shape(&one.name, &one.words));
            Ok(Shown::list("name|~words", items.collect(), None))
        }
        Verb::Save { name, words } => {
            session.may_create();
            let words: Vec<&str> = words.iter().map(|word| word.trim()).collect();
            match words.join(" ").trim() {
                "" => Err(Failure::usage("there is nothing to look for")
                    .hint("give words or fields, such as 'source:ticket -refund'")),
                words => keep(session, &name, words.to_owned()),
            }
        }
        Verb::Drop { name } => keep(session, &name, String::new()),
    }
}

fn shape(name: &str, words: &str) -> Json {
    json!({"name": name, "words": words})
}

/// Keeps words under a name, or drops it where there are none.
fn keep(session: &mut Session, name: &str, now: String) -> Result<Shown, Failure> {
    let name = name.trim_start_matches('@').to_owned();
    let kept: Vec<Search> = session.ask(&Query::Searches)?;
    let was = under(&name, &kept).map(|search| search.words.clone());
    let words = match (now.is_empty(), was) {
        (true, None) => return Err(unknown(&name, &kept)),
        (true, Some(was)) => was,
        (false, _) => now.clone(),
    };
    let keeping = Keeping::of(name.clone(), now, &kept);
    let applied = session.apply(&Change::Keep(Box::new(keeping)))?;
    let [name, words] = [name, words].map(|said| session.covered(said));
    Ok(Shown::edit(&applied, shape(&name, &words)))
}
