//! `churnroom restore FILE`: puts a backup in the room's place. Must not know how files are moved.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::ask;
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::failure::{Code, Failure};
use crate::domain::money::{Money, count};
use crate::exchange::shapes;
use crate::runtime::process;
use crate::store::{Held, Restoring};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup
    file: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Runs it: looks, says what would be replaced, asks, and does it.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    session.prepare_folder()?;
    let restoring = Restoring::new(&session.db, &args.file)?;
    let room = session.db.display().to_string();
    let would = compared(&restoring, &room, session.utc_offset);
    if restoring.now.is_some() {
        let asked = format!("Put {} in the place of {room}?", args.file.display());
        let asked = session.covered(asked);
        ask::agreed(&would, Money::of(None), &asked, args.yes)?;
    }
    if let Some(Err(_)) = restoring.now
        && process::has_open(&session.db)
    {
        return Err(
            Failure::new(Code::Busy, format!("another process has {room} open"))
                .hint("close it, then restore again; nothing was changed"),
        );
    }
    let kept = restoring.carry_out(&process::is_gone)?;
    // Who was asked has read it.
    let replaced = if args.yes { would.blocks } else { Vec::new() };
    let kept = kept.map(|kept| kept.display().to_string());
    let shown = replaced
        .into_iter()
        .fold(
            Shown::value(json!({
                "file": room,
                "backup": args.file.display().to_string(),
                "kept": kept,
                "same_room": restoring.same_room(),
                "changes_missing": restoring.lacks(),
                "brings_back": restoring.brings_back(),
                "room": restoring.now.as_ref().and_then(|now| now.as_ref().ok()).map(held),
                "restored": held(&restoring.then),
            })),
            Shown::with,
        )
        .line(format!("restored {} as {room}", args.file.display()));
    Ok(match kept {
        Some(kept) => {
            let what = match restoring.now {
                Some(_) => "the room that was there",
                None => "the log that was left of a room there",
            };
            shown.line(format!("{what} is kept as {kept}"))
        }
        None => shown,
    })
}

fn held(held: &Held) -> Value {
    let counts = held
        .counts
        .iter()
        .map(|(what, n)| ((*what).to_owned(), json!(n)));
    let counts: serde_json::Map<String, Value> = counts.collect();
    let last = held
        .last
        .as_ref()
        .map(|(id, at, person)| json!({"id": id, "at": shapes::moment(*at), "person": person}));
    json!({"counts": counts, "last_change": last})
}

/// What would be replaced, beside what would take its place.
fn compared(restoring: &Restoring, room: &str, utc_offset: i32) -> Shown {
    let now = match &restoring.now {
        None => return Shown::default(),
        Some(Err(failure)) => {
            return Shown::default().line(format!("{room} cannot be read: {}", failure.message));
        }
        Some(Ok(now)) => now,
    };
    let then = &restoring.then;
    let last = |held: &Held| match &held.last {
        None => "none".to_owned(),
        Some((_, at, person)) => {
            format!("{} {}, {person}", at.day(utc_offset), at.hh_mm(utc_offset))
        }
    };
    let mut table = OutputTable::new(["", "the room", "the backup"]);
    table.row(["last change".to_owned(), last(now), last(then)]);
    for ((what, here), (_, there)) in now.counts.iter().zip(&then.counts) {
        table.row([
            (*what).to_owned(),
            count(here.unsigned_abs()),
            count(there.unsigned_abs()),
        ]);
    }
    let lacks = match restoring.lacks() {
        None => "it is a backup of another room: nothing of this one is in it".to_owned(),
        Some(0) if restoring.is_damaged() => {
            "every change that can be read in the room is in the backup".to_owned()
        }
        Some(0) => "every change of the room is in the backup".to_owned(),
        Some(1) => "1 change of the room is not in the backup".to_owned(),
        Some(n) => format!(
            "{} changes of the room are not in the backup",
            count(n as u64)
        ),
    };
    let damaged = restoring.is_damaged().then(|| {
        format!("the log of {room} is damaged: what was saved last may be in it and is not counted here; it is kept with the room")
    });
    let shown = Shown::default()
        .with(Block::Table(table))
        .line(lacks)
        .lines(damaged);
    shown.lines(brought_back(&restoring.brings_back()))
}

/// The customers that were erased and would be there again.
fn brought_back(aliases: &[&str]) -> Option<String> {
    let first = aliases.first()?;
    let again = format!("after it, to erase again: `churnroom accounts erase \"{first}\"`");
    Some(match aliases.len() {
        1 => format!(
            "1 customer that was erased is in the backup and comes back, name and words: {first}; {again}"
        ),
        n => format!(
            "{n} customers that were erased are in the backup and come back, names and words: {}; {again} and so on",
            aliases.join(", ")
        ),
    })
}
