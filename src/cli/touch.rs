//! The accounts that an action or a shipped item is for: read from a list, drawn or picked, and what became of them.
//! Must not know how anything is judged.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value as Json;

use super::output::Shown;
use super::session::Session;
use super::{names, thing};
use crate::domain::change::{Change, Record, Subject};
use crate::domain::effect::agreed::{AimView, Named, fallen};
use crate::domain::effect::aim::{Aim, DRAW, Listed};
use crate::domain::effect::{Effect, words};
use crate::domain::failure::Failure;
use crate::domain::ids::TagId;
use crate::domain::money::{Cents, Money, count, counted};
use crate::domain::query::{AimQuery, Query};
use crate::exchange::read::{Ids, NamedOn, ids};
use crate::exchange::safe::quoted;
use crate::exchange::shapes;

/// So many names are told of those that something is wrong with.
const TOLD: usize = 5;

/// A list that goes with something new.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct TouchList {
    /// The accounts it is for: a file with an id, alias or name a line, or with such a column
    #[arg(long, value_name = "FILE")]
    accounts: Option<PathBuf>,
    /// Draw half of them and leave the others as they are: people pick those who answer, so only a drawn half can say
    /// that it stayed better than the rest
    #[arg(long, requires = "accounts")]
    half: bool,
}

/// A list for something that is there.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    #[command(flatten)]
    list: TouchList,
    /// Take the list away
    #[arg(long, conflicts_with_all = ["accounts", "half"])]
    pub none: bool,
}

impl TouchList {
    /// What the list makes, of nothing yet, and what has to be said of it.
    pub fn aim(&self, session: &mut Session) -> Result<Option<(Aim, Vec<String>)>, Failure> {
        let Some(path) = &self.accounts else {
            return Ok(None);
        };
        let list = ids(path)?;
        let lines = &list.names;
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let file = quoted(&file, 80);
        if lines.is_empty() {
            return Err(Failure::usage(format!("{file} names no account"))
                .hint("write an id a line, or a table with such a column"));
        }
        let day = session.today;
        let both = lines
            .iter()
            .chain(list.whole.iter().map(|(_, whole)| whole));
        let names = both.map(|(_, name)| name.clone()).collect();
        let named: Vec<Named> = session.ask(&Query::Aims(AimQuery::Named { names, day }))?;
        let meant = whole_or_each(&named, &list, &file)?.into_iter();
        let (named, lines): (Vec<Named>, Vec<NamedOn>) = meant.unzip();
        known(&named, &lines, &file)?;
        let (members, mut notes) = once(&named, &day.to_string(), self.half);
        if !list.unread.is_empty() {
            notes.push(format!("not read of {file}: {}", some(&list.unread)));
        }
        if self.half && members.len() < 2 {
            return Err(Failure::usage(format!(
                "half of {} cannot be drawn",
                match (members.len(), named.len()) {
                    (1, 1) => "one account".to_owned(),
                    (0, _) => format!("a list of which nobody is active on {day}"),
                    _ => format!("a list of which one account is active on {day}"),
                }
            ))
            .hint("give a list of two or more, or leave --half out"));
        }
        let aim = Aim {
            day,
            members,
            rest: !self.half,
            seed: if self.half {
                DRAW.to_owned()
            } else {
                String::new()
            },
            source: format!("file {file}"),
            ..Aim::default()
        };
        Ok(Some((aim, notes)))
    }
}

/// The accounts that are meant, each with its line: a line of several cells is one name where somebody is called so.
/// Whether `Meyer, Berlin` is one or two nobody can say where all three are there.
fn whole_or_each(
    named: &[Named],
    list: &Ids,
    file: &str,
) -> Result<Vec<(Named, NamedOn)>, Failure> {
    let (each, whole) = named.split_at(list.names.len());
    let mut all: Vec<(&Named, &NamedOn)> = each.iter().zip(&list.names).collect();
    // From the end, so that places before it stay.
    for (one, (places, line)) in whole.iter().zip(&list.whole).rev() {
        if one.account.is_none() {
            continue;
        }
        if each[places.clone()]
            .iter()
            .all(|part| part.account.is_some())
        {
            let (line, name) = (line.0, quoted(&line.1, 80));
            return Err(Failure::usage(format!(
                "{file}: {name} in line {line} is one account, and each part of it is another"
            ))
            .hint("write each account on a line of its own, and one with such a sign in quotes"));
        }
        all.splice(places.clone(), [(one, line)]);
    }
    let all = all.into_iter();
    Ok(all
        .map(|(named, line)| (named.clone(), line.clone()))
        .collect())
}

/// Refuses a list with names that nobody has: they may be slips.
fn known(named: &[Named], lines: &[NamedOn], file: &str) -> Result<(), Failure> {
    let unknown: Vec<String> = named
        .iter()
        .zip(lines)
        .filter(|(named, _)| named.account.is_none())
        .map(|(named, (line, _))| format!("{} in line {line}", quoted(&named.name, 40)))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let many = counted(unknown.len(), "account");
    let message = format!(
        "{file} names {many} that the room does not know: {}",
        some(&unknown)
    );
    Err(Failure::usage(message)
        .hint("see `churnroom accounts list --words ...`; nothing was written"))
}

/// Each customer once, and what has to be said of those that come twice or do not pay.
fn once(named: &[Named], day: &str, half: bool) -> (Vec<Listed>, Vec<String>) {
    let (mut members, mut seen) = (Vec::new(), BTreeSet::new());
    let (mut twice, mut gone, mut out) = (Vec::new(), Vec::new(), Vec::new());
    for one in named {
        let Some(account) = &one.account else {
            continue;
        };
        if !seen.insert(one.customer) {
            twice.push(account.external.clone());
            continue;
        }
        if !one.active {
            let which = if one.left_out { &mut out } else { &mut gone };
            which.push(account.external.clone());
            if half {
                continue;
            }
        }
        members.push(Listed {
            account: account.id,
            touched: true,
        });
    }
    let mut notes = Vec::new();
    if !twice.is_empty() {
        notes.push(format!("named twice, counted once: {}", some(&twice)));
    }
    let then = match half {
        true => "the half is drawn without them",
        false => "it is for them, but they are not counted",
    };
    let gone = (
        gone,
        format!("had left by {day} or never paid, and cannot stay"),
    );
    for (those, why) in [gone, (out, "left out of the numbers".to_owned())] {
        if !those.is_empty() {
            let (many, those) = (counted(those.len(), "account"), some(&those));
            notes.push(format!("{many} {why}: {then}: {those}"));
        }
    }
    (members, notes)
}

fn some(all: &[String]) -> String {
    let told = all
        .iter()
        .take(TOLD)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match all.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told}, and {} more", count(more as u64)),
    }
}

fn view(session: &mut Session, of: Subject) -> Result<Option<AimView>, Failure> {
    let view: Option<Box<AimView>> = session.ask(&Query::Aims(AimQuery::Of(of)))?;
    Ok(view.map(|view| *view))
}

/// Says which accounts something is for; a list that is there stays, and so does a verdict.
pub fn touch(session: &mut Session, of: Subject, args: &Args) -> Result<Shown, Failure> {
    thing::record(session, of)?;
    let there = view(session, of)?.map(|view| view.aim);
    let (mut changes, mut said) = (Vec::new(), Vec::new());
    if let Some(aim) = &there {
        if let Some(on) = aim.verdict.as_ref().and_then(|verdict| verdict.judged_on) {
            return Err(
                Failure::failed(format!("it was judged on {on}, and that stays"))
                    .hint("write another action for another list"),
            );
        }
        let keeps_list = !args.none && !aim.members.is_empty();
        if keeps_list {
            let how = if aim.is_drawn() { "drawn" } else { "given" };
            return Err(Failure::usage(format!(
                "it has its list already, {how} on {}: a list is drawn once",
                aim.day
            ))
            .hint("take it away first with --none, or write another action"));
        }
    }
    let theme = there.as_ref().and_then(|aim| aim.theme);
    if args.none {
        let listed = there.filter(|aim| !aim.members.is_empty());
        let aim = listed.ok_or_else(|| {
            Failure::not_found("it has no list").hint("give one with --accounts FILE")
        })?;
        changes.push(Change::remove(Record::Aim(aim)));
        changes.extend(by_theme(session, of, theme));
    } else {
        let (mut aim, notes) = args.list.aim(session)?.ok_or_else(|| {
            Failure::usage("no list was given").hint("name one with --accounts FILE")
        })?;
        changes.extend(there.map(|aim| Change::remove(Record::Aim(aim))));
        (aim.action, aim.item) = Aim::ends(of);
        aim.theme = theme;
        changes.push(Change::add(Record::Aim(aim)));
        said = notes;
    }
    let applied = session.apply(&Change::All(changes))?;
    let shown = Shown::edit(&applied, item(session, of)?);
    Ok(told(session, shown, of)?.noted(said))
}

/// Without its list it is judged by its theme again, as from today.
fn by_theme(session: &Session, of: Subject, theme: Option<TagId>) -> Option<Change> {
    let (action, item) = Aim::ends(of);
    let aim = Aim {
        action,
        item,
        theme,
        day: session.today,
        ..Aim::default()
    };
    theme.map(|_| Change::add(Record::Aim(aim)))
}

/// A thing with what it is for.
pub fn item(session: &mut Session, of: Subject) -> Result<Json, Failure> {
    let mut item = thing::item(session, of)?;
    let view = view(session, of)?;
    shapes::extend(&mut item, shapes::aim(view.as_ref()));
    Ok(item)
}

/// One thing with what it is for and what became of it.
pub fn shown(session: &mut Session, of: Subject) -> Result<Shown, Failure> {
    thing::record(session, of)?;
    // A room that cannot be written shows the verdict all the same.
    if let Err(failure) = keep_verdicts(session) {
        tracing::warn!(%failure, "a verdict was not kept");
    }
    let item = item(session, of)?;
    let told = told(session, Shown::default(), of)?;
    let mut shown = Shown::one(thing::item(session, of)?);
    shown.json = item;
    Ok(told.blocks.into_iter().fold(shown, Shown::with))
}

/// Says in words what it is for and what became of it.
pub fn told(session: &mut Session, shown: Shown, of: Subject) -> Result<Shown, Failure> {
    let Some(view) = view(session, of)? else {
        return Ok(shown);
    };
    let theme = match view.aim.theme {
        Some(id) => names::tag_by_id(session, id)?,
        None => String::new(),
    };
    let Some(effect) = view.effect else {
        return Ok(shown);
    };
    let mut first = Vec::new();
    let drawn = view.aim.is_drawn().then_some("drawn");
    first.extend(words::on_list(&effect, drawn));
    first.push(words::judged(effect.judged_from));
    let shown = shown.line(first.join(" · "));
    let shown = shown.line(words::told(&effect, &theme).join(" · "));
    let currency = session.currency()?;
    let money = |amount: Cents| Money::of(currency.as_ref()).exact(amount);
    Ok(shown.lines(words::paid(&effect, money)))
}

/// Keeps the verdicts that have fallen since somebody looked last, so that they stay.
pub fn keep_verdicts(session: &mut Session) -> Result<(), Failure> {
    let effects: Vec<Effect> = session.ask(&Query::Effects)?;
    match fallen(&effects) {
        Some(change) => session.apply(&change).map(drop),
        None => Ok(()),
    }
}
