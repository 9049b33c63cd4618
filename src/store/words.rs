//! What was done, in words: for the footer, the feed and conflicts. Must not know how it is done.

use rusqlite::Connection;

use super::done::Done;
use super::kept::{address, quoted};
use super::records;
use crate::domain::change::{Change, Edit, Field, Record, Subject, Value};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::{Described, Holds};

/// Words for values that have better ones than "set the status of ... to ...". `{}` is the thing.
const SPECIAL: [(&str, Field, &str, &str); 39] = [
    ("tag", Field::Archived, "1", "archived {}"),
    ("tag", Field::Archived, "0", "brought back {}"),
    ("account", Field::Excluded, "", "counted {} again"),
    (
        "account",
        Field::Excluded,
        "*",
        "left {} out of every number",
    ),
    (
        "account",
        Field::SameAs,
        "",
        "took {} and its successor apart",
    ),
    (
        "feedback",
        Field::Mark,
        "praise",
        "marked feedback as praise",
    ),
    (
        "feedback",
        Field::Mark,
        "no_reason",
        "marked feedback as read, no reason in it",
    ),
    ("feedback", Field::Mark, "", "took the mark off feedback"),
    ("feedback", Field::Pinned, "1", "pinned a quote"),
    ("feedback", Field::Pinned, "0", "unpinned a quote"),
    ("action", Field::Status, "done", "done: {}"),
    ("action", Field::Status, "dropped", "dropped {}"),
    ("action", Field::Status, "open", "opened {} again"),
    ("action", Field::Kept, "", "took back that {} was kept"),
    ("action", Field::Kept, "*", "kept {}"),
    ("action", Field::Worked, "1", "{} worked"),
    ("action", Field::Worked, "0", "{} did not work"),
    (
        "action",
        Field::Said,
        "worked",
        "the room says that {} worked",
    ),
    (
        "action",
        Field::Said,
        "did_not",
        "the room says that {} did not work",
    ),
    (
        "action",
        Field::Said,
        "too_early",
        "the room says that it is too early for {}",
    ),
    (
        "action",
        Field::Said,
        "not_done",
        "the room says that {} was not done",
    ),
    (
        "item",
        Field::Said,
        "",
        "took back what the room says of {}",
    ),
    (
        "item",
        Field::Said,
        "worked",
        "the room says that {} worked",
    ),
    (
        "item",
        Field::Said,
        "did_not",
        "the room says that {} did not work",
    ),
    (
        "item",
        Field::Said,
        "too_early",
        "the room says that it is too early for {}",
    ),
    (
        "item",
        Field::Said,
        "not_done",
        "the room says that {} was not done",
    ),
    (
        "outreach",
        Field::Status,
        "to_contact",
        "{}: to contact again",
    ),
    ("outreach", Field::Status, "contacted", "{}: contacted"),
    ("outreach", Field::Status, "returned", "{}: returned"),
    ("outreach", Field::Status, "not_wanted", "{}: not wanted"),
    (
        "aim",
        Field::Verdict,
        "",
        "took back the verdict on {}: what it stood on is gone",
    ),
    ("aim", Field::Verdict, "*", "judged {}"),
    ("meeting", Field::Status, "running", "went on with {}"),
    ("meeting", Field::Status, "adjourned", "adjourned {}"),
    ("meeting", Field::Status, "ended", "ended {}"),
    ("meeting", Field::Clock, "*", "moved the clock of {}"),
    ("meeting", Field::Agenda, "*", "changed the agenda of {}"),
    (
        "meeting",
        Field::FrozenStart,
        "*",
        "froze the numbers of {}",
    ),
    ("meeting", Field::FrozenEnd, "*", "froze the themes of {}"),
];

/// One field set on a thing called `label` before.
pub fn set(
    db: &Connection,
    edit: &Edit,
    column: &Described,
    label: &str,
) -> Result<String, Failure> {
    let (kind, _, _) = address(edit.subject);
    let now = match &edit.now {
        Value::None => String::new(),
        Value::Int(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    };
    let special = SPECIAL.iter().find(|(of, field, value, _)| {
        *of == kind && *field == edit.field && (*value == now || *value == "*")
    });
    if let Some((_, _, _, words)) = special {
        return Ok(words.replace("{}", label));
    }
    let what = column.words;
    Ok(match shown(db, column.holds, &edit.now)? {
        None => format!("cleared {what} of {label}"),
        Some(value) => format!("set {what} of {label} to {value}"),
    })
}

/// A value as a sentence says it; `None` when there is none.
fn shown(db: &Connection, holds: Holds, value: &Value) -> Result<Option<String>, Failure> {
    Ok(match (holds, value) {
        (_, Value::None) => None,
        (Holds::Day | Holds::NeedsDay, Value::Int(day)) => Some(Day(*day as i32).to_string()),
        (Holds::Points(subject), Value::Int(id)) => Some(records::label(db, subject(*id))?),
        (Holds::Flag | Holds::MaybeFlag, Value::Int(flag)) => {
            Some(if *flag == 1 { "yes" } else { "no" }.to_owned())
        }
        (Holds::Origin, _) => Some("another place".to_owned()),
        (_, Value::Int(number)) => Some(number.to_string()),
        (_, Value::Real(number)) => Some(number.to_string()),
        (_, Value::Text(text)) if text.is_empty() => None,
        (Holds::Words(..), Value::Text(word)) => Some(word.replace('_', " ")),
        (_, Value::Text(text)) => Some(quoted(text)),
    })
}

/// What the parts of a group say. What something is for goes without saying beside it, and beside a list what the list
/// takes the place of.
pub fn said(parts: &[Done]) -> Vec<&str> {
    let is_aim = |part: &Done| matches!(part.subject, Subject::Aim(_));
    let lists = |part: &Done| {
        let (Change::Add(record) | Change::Remove(record)) = &part.forward else {
            return false;
        };
        matches!(&**record, Record::Aim(aim) if !aim.members.is_empty())
    };
    let only_aims = parts.iter().all(is_aim);
    let any_list = parts.iter().any(lists);
    let goes_along = |part: &Done| is_detail(parts, part);
    let only_details = parts.iter().all(goes_along);
    let says = |part: &&Done| match only_aims {
        true => !any_list || lists(part),
        false => !is_aim(part) && (only_details || !goes_along(part)),
    };
    let said = parts.iter().filter(says);
    said.map(|part| part.words.as_str()).collect()
}

/// Whether a part goes without saying beside another of the same thing: when an action was closed, who said how it went,
/// the clock of a review that ends.
fn is_detail(parts: &[Done], part: &Done) -> bool {
    let details = [
        Field::Closed,
        Field::SaidBy,
        Field::SaidOn,
        Field::JudgedOn,
        Field::Clock,
    ];
    let is_one = |part: &Done| {
        let edits = part.forward.edits();
        !edits.is_empty() && edits.iter().all(|edit| details.contains(&edit.field))
    };
    let mut same = parts.iter().filter(|it| it.subject == part.subject);
    is_one(part) && same.any(|it| !is_one(it))
}

/// Several changes as one: alike ones are counted, others named by the first.
pub fn group(parts: &[&str]) -> String {
    match parts {
        [] => "nothing to change".to_owned(),
        [one] => (*one).to_owned(),
        [first, rest @ ..] if rest.iter().all(|other| other == first) => {
            format!("{first}, {} times", parts.len())
        }
        [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
    }
}

/// What was done, without how often it was taken back and done again.
pub fn bare(words: &str) -> &str {
    words
        .trim_start_matches("took back: ")
        .trim_start_matches("did again: ")
}

/// The name of a thing inside a longer sentence.
pub fn name(db: &Connection, subject: Subject) -> Result<String, Failure> {
    Ok(match records::load(db, subject)? {
        Some(Record::Tag(tag)) => tag.name,
        Some(Record::Owner(owner)) => owner.name,
        Some(other) => records::kept(&other).label(db)?,
        None => "?".to_owned(),
    })
}
