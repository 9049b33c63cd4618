//! `churnroom roadmap`: items, and how themes stand to them. Must not know screens.

use super::names::{self, of};
use super::output::Shown;
use super::session::Session;
use super::typed::{OtherFields, Sets, TypedThing};
use super::{edit, thing, touch, winback};
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::{LinkId, RoadmapId, TagId};
use crate::domain::query::Query;
use crate::domain::roadmap::{Link, RoadmapItem, Stance, is_shipped, made_key};
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All items
    List,
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

const COLUMNS: &str = "item|~title|status|target|owner|ease|-url";

const LINKS: &str = "theme|stance|item|title|~why=note";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => {
            let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
            let items = items.iter().map(shapes::item).collect();
            let shown = Shown::things::<RoadmapItem>(COLUMNS, items);
            Ok(shown.like(shapes::item(&RoadmapItem::default())))
        }
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

fn not_shipped(item: &RoadmapItem) -> Failure {
    let key = &item.external;
    let why = match is_shipped(&item.status) {
        true => format!("{key} is {}, and nobody said since which day", item.status),
        false => format!("{key} has not shipped"),
    };
    Failure::usage(format!("{why}: from that day on it can be for accounts")).hint(format!(
        "say when with `churnroom roadmap edit {key} --shipped DAY`"
    ))
}

/// Changes fields of an item; the day it ships goes with its status, unless one is given.
fn change(session: &mut Session, key: &str, sets: &Sets<RoadmapItem>) -> Result<Shown, Failure> {
    let subject = Subject::Item(names::item(session, key)?.id);
    let today = session.today;
    let status = sets.given(Field::Status);
    let status = status.filter(|_| sets.given(Field::Shipped).is_none());
    let ships = |record: &Record| match (record, status) {
        (Record::Item(item), Some((_, status))) => item.ships(status.trim(), today),
        _ => None,
    };
    let applied = edit::put(session, subject, sets, &[], |record| {
        let ships = ships(record).map(|day| (Field::Shipped, day.value()));
        ships.into_iter().collect()
    })?;
    edit::shown(session, &applied, subject)
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
