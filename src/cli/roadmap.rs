//! `churnroom roadmap`: items, and how themes stand to them. Must not know screens.

use super::actions::room_says;
use super::names::{self, of};
use super::output::Shown;
use super::session::Session;
use super::typed::{OtherFields, Sets, TypedThing};
use super::{edit, thing, touch, winback};
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::{LinkId, RoadmapId, TagId};
use crate::domain::period::Period;
use crate::domain::priority::{ItemPriority, Priority, PriorityOrder};
use crate::domain::query::Query;
use crate::domain::roadmap::{Link, RoadmapItem, Stance, is_shipped, made_key};
use crate::domain::says::RoomSays;
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All items, with what speaks for each
    List {
        /// The period that was lost in and at whose end money is exposed
        #[arg(long, value_name = "PERIOD")]
        period: Option<Period>,
        /// The largest first: lost, exposed, accounts or ease
        #[arg(long, value_name = "WHAT", value_parser = order)]
        by: Option<PriorityOrder>,
    },
    /// One item, with the accounts it is for and what became of them
    Show { key: String },
    /// Say which accounts an item is for that has shipped, once
    Touch {
        key: String,
        #[command(flatten)]
        list: touch::Args,
    },
    /// Whom an item could win back: every departure for the themes that align with it
    Winback(winback::Args),
    /// Whom to tell of an item: those who still pay and named one of the themes that align with it
    Tell(winback::Args),
    /// Say how far it is with accounts of one of these lists
    Contact(winback::ContactArgs),
    /// What the room itself says of a shipped item, beside what is counted: yes, no, too-early or not-done
    Worked {
        key: String,
        #[arg(value_name = "ANSWER", value_parser = room_says)]
        answer: RoomSays,
    },
    /// Add an item
    Add {
        /// Its key in the tracker, such as RPT-12; an empty one is made up
        key: String,
        title: String,
        #[command(flatten)]
        others: OtherFields<RoadmapItem>,
    },
    /// Change fields of an item; an empty value clears
    Edit {
        key: String,
        #[command(flatten)]
        sets: Sets<RoadmapItem>,
    },
    /// Say how a theme stands to an item, or to the roadmap as a whole
    Link(LinkArgs),
    /// Take a link away
    Unlink { theme: String, key: Option<String> },
    /// All links
    Links,
}

impl TypedThing for RoadmapItem {
    const IN_WORDS: &'static [Field] = &[Field::Title];
}

/// A theme and where it stands.
#[derive(Debug, clap::Args)]
pub struct LinkArgs {
    theme: String,
    /// The item; none for `nothing`, and for a challenge by what is missing
    key: Option<String>,
    /// aligns, challenges or nothing
    #[arg(long, value_name = "STANCE", value_parser = stance)]
    stance: Stance,
    /// Why
    #[arg(long)]
    note: Option<String>,
}

fn stance(text: &str) -> Result<Stance, String> {
    Stance::from_word(text).ok_or_else(|| "use aligns, challenges or nothing".to_owned())
}

const COLUMNS: &str = "item|~title|status|target|owner|ease|lost=lost_cents|12 months=year_lost_cents|\
                       exposed=exposed_cents|#accounts|room says=said|-url";

fn order(text: &str) -> Result<PriorityOrder, String> {
    PriorityOrder::from_word(text).ok_or_else(|| "use lost, exposed, accounts or ease".to_owned())
}

const LINKS: &str = "theme|stance|item|title|~why=note";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    let all = Verb::List {
        period: None,
        by: None,
    };
    match verb.unwrap_or(all) {
        Verb::List { period, by } => list(session, period, by),
        Verb::Worked { key, answer } => worked(session, &key, answer),
        Verb::Show { key } => {
            let item = names::item(session, &key)?.id;
            touch::shown(session, Subject::Item(item))
        }
        Verb::Touch { key, list } => {
            let item = names::item(session, &key)?;
            if item.shipped.is_none() && !list.none {
                return Err(not_shipped(&item));
            }
            touch::touch(session, Subject::Item(item.id), &list)
        }
        Verb::Winback(args) => winback::list(session, &args, false),
        Verb::Tell(args) => winback::list(session, &args, true),
        Verb::Contact(args) => winback::contact(session, &args),
        Verb::Add { key, title, others } => add(session, key, title, &others),
        Verb::Edit { key, sets } => change(session, &key, &sets),
        Verb::Link(args) => link(session, &args),
        Verb::Unlink { theme, key } => unlink(session, &theme, &key),
        Verb::Links => links(session),
    }
}

/// All items, each with what speaks for it.
fn list(
    session: &mut Session,
    period: Option<Period>,
    by: Option<PriorityOrder>,
) -> Result<Shown, Failure> {
    let period = session.period(period)?;
    let all: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
    let priority: Box<Priority> = session.ask(&Query::Priority(period))?;
    let mut items: Vec<&RoadmapItem> = all.iter().collect();
    if let Some(by) = by {
        priority.order(&mut items, by);
    }
    let none = ItemPriority::default();
    let item = |item: &&RoadmapItem| {
        let own = priority.of(item.id).unwrap_or(&none);
        shapes::weighed_item(item, own)
    };
    let shown = Shown::things::<RoadmapItem>(COLUMNS, items.iter().map(item).collect());
    let like = shapes::weighed_item(&RoadmapItem::default(), &none);
    let stories = items.iter().filter_map(|item| {
        let own = priority.of(item.id)?;
        let closed = own.closed_words()?;
        Some(format!("{} {}: {closed}", item.external, item.title))
    });
    let stories: Vec<String> = stories.collect();
    Ok(shown.like(like).noted(stories))
}

/// What the room itself says of an item that has shipped.
fn worked(session: &mut Session, key: &str, answer: RoomSays) -> Result<Shown, Failure> {
    let item = names::item(session, key)?;
    let subject = Subject::Item(item.id);
    if item.shipped.is_none() && !is_shipped(&item.status) {
        return Err(has_not_shipped(&item, "the room can say how it went"));
    }
    let (person, today) = (session.person.clone(), session.today);
    let applied = edit::set(session, &[subject], |record| {
        let Record::Item(item) = record else {
            return Vec::new();
        };
        item.says(Some(answer), &person, today)
    })?;
    edit::shown(session, &applied, subject)
}

fn not_shipped(item: &RoadmapItem) -> Failure {
    has_not_shipped(item, "it can be for accounts")
}

fn has_not_shipped(item: &RoadmapItem, then: &str) -> Failure {
    let key = &item.external;
    let why = match is_shipped(&item.status) {
        true => format!("{key} is {}, and nobody said since which day", item.status),
        false => format!("{key} has not shipped"),
    };
    Failure::usage(format!("{why}: from that day on {then}")).hint(format!(
        "say when with `churnroom roadmap edit {key} --shipped DAY`"
    ))
}

/// Changes fields of an item; the day it ships goes with its status, unless one is given.
fn change(session: &mut Session, key: &str, sets: &Sets<RoadmapItem>) -> Result<Shown, Failure> {
    let subject = Subject::Item(names::item(session, key)?.id);
    let today = session.today;
    let status = sets.given(Field::Status);
    let shipped = sets.given(Field::Shipped);
    let status = status.filter(|_| shipped.is_none());
    // A day on which it shipped says that it has, unless another status is given.
    let ships = shipped.is_some_and(|(_, day)| !day.trim().is_empty());
    let ships = ships && sets.given(Field::Status).is_none();
    let before = names::item(session, key)?.shipped;
    let applied = edit::put(session, subject, sets, &[], |record| {
        match (record, status) {
            (Record::Item(item), Some((_, status))) => item.follows(status.trim(), today),
            (Record::Item(item), None) if ships => {
                let status = item.shipped_status().into_iter();
                status.map(|word| (Field::Status, word.into())).collect()
            }
            _ => Vec::new(),
        }
    })?;
    let shown = edit::shown(session, &applied, subject)?;
    let again = status.is_some_and(|(_, status)| is_shipped(status));
    Ok(match before.filter(|_| again) {
        Some(day) => shown.note(format!("{key} shipped on {day} already; that day stays")),
        None => shown,
    })
}

fn add(
    session: &mut Session,
    key: String,
    title: String,
    others: &OtherFields<RoadmapItem>,
) -> Result<Shown, Failure> {
    session.may_create();
    let key = match key.trim() {
        "" => made_key(&session.ask::<Vec<RoadmapItem>>(&Query::Roadmap)?),
        _ => key,
    };
    if names::item(session, &key).is_ok() {
        return Err(
            Failure::usage(format!("there is a roadmap item `{key}` already"))
                .hint("use `churnroom roadmap edit`"),
        );
    }
    let mut item = RoadmapItem {
        external: key,
        title,
        ..RoadmapItem::default()
    };
    others.put(session, &mut item)?;
    if is_shipped(&item.status) && item.shipped.is_none() {
        item.shipped = Some(session.today);
    }
    thing::added(session, Record::Item(item))
}

fn links(session: &mut Session) -> Result<Shown, Failure> {
    let links: Vec<Link> = session.ask(&Query::Links)?;
    let mut items = Vec::new();
    for link in &links {
        items.push(thing::link(session, link)?);
    }
    let like = shapes::link(&Link::default(), &[], &[]);
    Ok(Shown::list(LINKS, items, None).like(like))
}

/// Whether a stance and an item go together, in words that say what to do.
fn fits(args: &LinkArgs) -> Result<(), Failure> {
    match (args.stance, &args.key) {
        (Stance::Aligns, None) => Err(Failure::usage(
            "a theme aligns with an item, and none is named",
        )
        .hint("give the item's key after the theme")),
        (Stance::Nothing, Some(key)) => Err(Failure::usage(format!(
            "`nothing` means that no item concerns the theme, but {key} is named"
        ))
        .hint("leave the item out, or use --stance challenges")),
        _ => Ok(()),
    }
}

fn link(session: &mut Session, args: &LinkArgs) -> Result<Shown, Failure> {
    fits(args)?;
    let theme = names::theme(session, &args.theme)?.id;
    let item = of(&args.key, |key| names::item(session, key))?.map(|item| item.id);
    let meeting = names::open_meeting(session)?.map(|view| view.meeting.id);
    let applied = edit::again_on_conflict(|| {
        let Some(there) = between(session, theme, item)? else {
            return session.apply(&Change::add(Record::Link(Link {
                id: LinkId(0),
                theme,
                item,
                stance: args.stance,
                note: args.note.clone().unwrap_or_default(),
                meeting,
            })));
        };
        edit::set(session, &[Subject::Link(there.id)], |_| {
            let mut wanted = vec![(Field::Stance, args.stance.value())];
            wanted.extend(args.note.as_ref().map(|note| (Field::Note, note.value())));
            wanted
        })
    })?;
    edit::shown(session, &applied, applied.subject)
}

/// The link there is between a theme and an item, or none.
fn between(
    session: &mut Session,
    theme: TagId,
    item: Option<RoadmapId>,
) -> Result<Option<Link>, Failure> {
    let links: Vec<Link> = session.ask(&Query::Links)?;
    let mut links = links.into_iter();
    Ok(links.find(|l| l.theme == theme && l.item == item))
}

fn unlink(session: &mut Session, theme: &str, key: &Option<String>) -> Result<Shown, Failure> {
    let tag = names::theme(session, theme)?;
    let item = of(key, |key| names::item(session, key))?.map(|item| item.id);
    match between(session, tag.id, item)? {
        Some(there) => thing::removed(session, Subject::Link(there.id)),
        None => Err(
            Failure::not_found(format!("`{}` has no such link", tag.name))
                .hint("see `churnroom roadmap links`"),
        ),
    }
}
