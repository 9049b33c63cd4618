//! `churnroom tag merge`, `split`, `import` and `starter`: the codebook changed as a whole, each as one change that one
//! undo takes back. Must not know how texts are found, nor how a file of it is read.

use std::path::PathBuf;

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use super::{edit, names};
use crate::domain::change::{Change, Subject};
use crate::domain::codebook::{same_name, starter};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::money::counted;
use crate::domain::moving::{Move, MoveGoal, Moving};
use crate::domain::query::Query;
use crate::domain::sought::Sought;
use crate::exchange::codebook_file;

#[derive(Debug, clap::Args)]
pub struct Merge {
    /// The tag that becomes part of the other, and goes
    tag: String,
    /// The tag that gets its texts, the tags under it, its links, actions and notes; files with its name find this one
    into: String,
}

#[derive(Debug, clap::Args)]
pub struct SplitArgs {
    /// The tag whose texts are meant
    tag: String,
    /// The tag that those found get instead: a new one beside it, or one that is there
    new: String,
    /// Which of its texts, as in `churnroom find`: 'source:ticket "per seat"'
    #[arg(long = "where", value_name = "SEARCH")]
    search: String,
}

#[derive(Debug, clap::Args)]
pub struct CodebookImport {
    /// A table with a column `tag`, and any of parent, key, description, examples, also, rules, archived
    file: PathBuf,
}

pub fn merge(session: &mut Session, args: &Merge) -> Result<Shown, Failure> {
    let from = names::tag(session, &args.tag)?;
    let into = names::tag(session, &args.into)?;
    if from.id == into.id && !same_name(&args.tag, &args.into) {
        let (one, other, name) = (&args.tag, &args.into, &from.name);
        let message = format!("`{one}` and `{other}` are one tag already, which is called {name}");
        return Err(Failure::usage(message).hint("`churnroom tag list` shows the tags there are"));
    }
    moved(session, &Move::whole(from.id, into.id), &into.name)
}

pub fn split(session: &mut Session, args: &SplitArgs) -> Result<Shown, Failure> {
    if Sought::read(&args.search).is_empty() {
        return Err(Failure::usage("--where says nothing to look for")
            .hint("give words or fields, such as 'source:ticket \"per seat\"'"));
    }
    let from = names::tag(session, &args.tag)?.id;
    let new = args.new.trim_start_matches('#').trim();
    let to = match names::tag(session, new) {
        Ok(tag) => MoveGoal::Tag(tag.id),
        Err(_) => MoveGoal::New(new.to_owned()),
    };
    let words = session.spelled(&args.search)?;
    moved(session, &Move { from, to, words }, new)
}

fn moved(session: &mut Session, what: &Move, to: &str) -> Result<Shown, Failure> {
    let moving: Moving = session.ask(&Query::Move(what.clone()))?;
    if moving.texts == 0 && !what.words.is_empty() {
        return Ok(
            Shown::edit(&edit::unchanged(Subject::Room), json!({ "texts": 0 }))
                .line("none of its texts is found by that: nothing was changed"),
        );
    }
    let applied = session.apply(&Change::Move(Box::new(what.clone())))?;
    let item = json!({
        "tag": to, "texts": moving.texts, "both": moving.both, "below": moving.below, "others": moving.others,
    });
    Ok(Shown::edit(&applied, item).line(format!("to {to}: {}", moving.words(to))))
}

pub fn import(session: &mut Session, args: &CodebookImport) -> Result<Shown, Failure> {
    session.may_create();
    let book = codebook_file::read(&args.file)?;
    let author = session.author();
    let taken = session
        .store()?
        .rewrite_codebook(&author, &book.tags, &book.has)?;
    let (applied, settled) = session.covered(taken);
    let item = json!({
        "tags": book.tags.len(), "changed": settled.book, "unchanged": settled.known,
    });
    let said = format!(
        "{} read: {} made or changed, {} as they were",
        counted(book.tags.len(), "tag"),
        settled.book,
        settled.known
    );
    let ignored =
        (!book.ignored.is_empty()).then(|| format!("not read: {}", book.ignored.join(", ")));
    let shown = Shown::edit(&applied, item).line(said);
    Ok(shown.noted(ignored))
}

pub fn take_starter(session: &mut Session) -> Result<Shown, Failure> {
    session.may_create();
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let (change, made) = starter(&tags);
    if made == 0 {
        let shown = Shown::edit(&edit::unchanged(Subject::Room), json!({ "made": 0 }));
        return Ok(shown.line("all of its tags are there already"));
    }
    let applied = session.apply(&change)?;
    let shown = Shown::edit(&applied, json!({ "made": made }));
    Ok(shown.line(format!(
        "{} made; `churnroom tag list` shows what belongs to each",
        counted(made, "tag")
    )))
}
