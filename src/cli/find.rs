//! `churnroom find`: words anywhere in the room. Must not know how they are found.

use std::ffi::OsString;

use serde_json::{Value as Json, json};

use super::output::Shown;
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::found::Found;
use crate::domain::query::Query;
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The words; all of them must be there, without regard to case and accents
    ///
    /// `"in this order"` in quotes, `-without` this, `one OR other`. Of feedback also its fields: `source:nps`,
    /// `reason:"too expensive"`, `plan:pro`, `segment:smb`, `channel:paid`, `region:eu`, `tag:price`, `by:dana`
    /// or `by:"import 4"` who gave a tag, `score:<7` or `score:3..6`, `period:2026-09`, and `is:` with untagged, tagged,
    /// praise, no-reason, pinned, survey or undated. `@name` stands for a search that `churnroom search` keeps.
    #[arg(required = true)]
    words: Vec<String>,
    /// How many hits of each kind
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
}

const COLUMNS: &str = "what=kind|id|when|who|~words";

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let found: Box<Found> = session.ask(&Query::Find {
        words: args.words.join(" "),
        limit: args.limit,
    })?;
    let mut items: Vec<Json> = Vec::new();
    for view in &found.feedback {
        let shape = shapes::feedback(view);
        items.push(hit("feedback", &shape, ["id", "received", "name", "text"]));
    }
    for account in &found.accounts {
        let shape = shapes::brief(account);
        items.push(hit("account", &shape, ["account", "", "", "name"]));
    }
    for view in &found.actions {
        let shape = shapes::action(view);
        items.push(hit("action", &shape, ["id", "due", "owner", "what"]));
    }
    for view in &found.notes {
        let shape = shapes::note(view);
        let keys = ["id", "at", "person", "text"];
        items.push(hit(view.note.kind.word(), &shape, keys));
    }
    Ok(Shown::list(COLUMNS, items, None))
}

/// The arguments, with a space before words to look for that begin with `-`: that tells them from options.
pub fn spaced(args: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let (mut looks, mut names_words) = (false, false);
    args.map(move |arg| {
        let text = arg.to_str().unwrap_or_default();
        looks |= matches!(text, "find" | "search");
        let are_words = looks || names_words;
        names_words = matches!(text, "--words" | "--where");
        match text.strip_prefix('-') {
            Some(rest) if are_words && !rest.starts_with('-') && !matches!(rest, "h" | "V") => {
                format!(" {text}").into()
            }
            Some(_) | None => arg,
        }
    })
}

/// A thing that was found, by the keys of its shape that say which it is, when, who, and in which words.
fn hit(kind: &str, shape: &Json, [id, when, who, words]: [&str; 4]) -> Json {
    json!({
        "kind": kind, "id": shape[id], "when": shape[when], "who": shape[who], "words": shape[words],
    })
}
