//! `churnroom tag take`: suggestions taken as a list, seen first, as one change. Must not know how they are found.

use serde_json::{Value, json};

use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use super::tag_suggest::{suggested, too_little};
use super::{ask, edit};
use crate::domain::change::{Applied, Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::given::{Gift, Taken};
use crate::domain::money::{Money, counted};
use crate::domain::period::Period;
use crate::domain::query::{Query, QueueOf, TrustQuery};
use crate::domain::suggest::suggested::{Lesson, ToTake};
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("list").required(true)))]
pub struct Args {
    /// What the room's own tags are sure of: seven of ten like it were right
    #[arg(long, group = "list")]
    sure: bool,
    /// What the rules of the codebook find
    #[arg(long, group = "list")]
    rules: bool,
    /// Only texts that are found by this, as in `churnroom find`
    #[arg(long = "where", value_name = "SEARCH")]
    search: Option<String>,
    /// Only what belongs to the losses of a period, and what was received in it
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// Only show what would be taken
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let from = if args.sure { Taken::Sure } else { Taken::Rule };
    let found = found(session, args, from)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let seen = seen(&found, from, &tags);
    if args.dry_run {
        return Ok(seen);
    }
    let all = counted(found.each.len(), "suggestion");
    let money = session.currency()?;
    if !found.each.is_empty() {
        let question = format!("take {all}?");
        ask::agreed(&seen, Money::of(money.as_ref()), &question, args.yes)?;
    }
    let applied = applied(session, &found, from)?;
    let shown = Shown::edit(&applied, counts(&found, from));
    let word = from.word();
    Ok(match applied.change.0 {
        0 => shown.line(told(&found, from)),
        _ => shown.line(format!(
            "{}; to look at them: churnroom find taken:{word}",
            told(&found, from)
        )),
    })
}

fn found(session: &mut Session, args: &Args, from: Taken) -> Result<ToTake, Failure> {
    let words = args.search.as_deref().unwrap_or_default();
    let queue = QueueOf {
        period: args.period.map(|period| session.typed(period)),
        words: session.spelled(words)?,
    };
    let found: ToTake = session.ask(&Query::Trust(TrustQuery::ToTake {
        from,
        queue,
        limit: u32::MAX,
        wait: true,
    }))?;
    match (from, found.lesson) {
        (Taken::Sure, Lesson::TooLittle(texts)) => Err(too_little(texts)),
        (Taken::Sure, Lesson::UnderWay) => Err(Failure::failed(
            "looking for what is sure: learning came to no end",
        )),
        (Taken::Sure, Lesson::Learned(_)) | (Taken::Rule, _) => Ok(found),
    }
}

/// What is found, all of it, before anything is done.
fn seen(found: &ToTake, from: Taken, tags: &[TagView]) -> Shown {
    let mut table = OutputTable::new("tag|>sure|by the words|~text".split('|'));
    let mut items = Vec::new();
    for one in &found.texts {
        let mut item = shapes::feedback(&one.quote.view);
        let own = suggested(&one.suggested, tags);
        table.row([
            own["tag"].as_str().unwrap_or_default().to_owned(),
            one.suggested.sure(),
            one.suggested.by(),
            one.quote.view.feedback.text.clone(),
        ]);
        item["suggested"] = own;
        items.push(item);
    }
    let mut json = counts(found, from);
    json["items"] = items.into();
    json["next"] = Value::Null;
    let shown = Shown::value(json).with(Block::Table(table));
    shown
        .note(told(found, from))
        .noted(marks(found))
        .noted(off(found))
}

fn counts(found: &ToTake, from: Taken) -> Value {
    json!({
        "from": from.word(),
        "untagged": found.of,
        "suggestions": found.each.len(),
        "marks": found.marks,
        "taken_off": found.off,
    })
}

/// `12 sure suggestions, of 602 untagged texts`.
fn told(found: &ToTake, from: Taken) -> String {
    let (some, all) = (found.each.len(), counted(found.of, "untagged text"));
    match from {
        Taken::Sure => format!("{}, of {all}", counted(some, "sure suggestion")),
        Taken::Rule => format!("{} by rules, of {all}", counted(some, "suggestion")),
    }
}

/// What is sure and is not taken with the others.
fn marks(found: &ToTake) -> Option<String> {
    (found.marks > 0).then(|| {
        let marks = counted(found.marks, "other");
        format!(
            "{marks} would surely be praise or without a reason: a mark is not taken from a list"
        )
    })
}

/// What is found and was taken off before.
fn off(found: &ToTake) -> Option<String> {
    (found.off > 0).then(|| {
        let off = counted(found.off, "other");
        format!("{off} had been taken off its text before: that does not come back by a list")
    })
}

/// All of it as one change, which one undo takes back.
fn applied(session: &mut Session, found: &ToTake, from: Taken) -> Result<Applied, Failure> {
    let Some((first, _)) = found.each.first() else {
        return Ok(edit::unchanged(Subject::Room));
    };
    let each = found.each.iter();
    let each = each.map(|&(text, tag)| Change::Give(Box::new(Gift::taken(text, tag, from))));
    let done = session.apply(&Change::All(each.collect()))?;
    Ok(Applied {
        subject: Subject::Feedback(*first),
        ..done
    })
}
