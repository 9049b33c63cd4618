//! `churnroom roadmap`: items, and how themes stand to them. Must not know screens.

use serde_json::Value as Json;

use super::edit::{self, As, setting};
use super::names;
use super::output::{Column, Shown};
use super::session::Session;
use super::shapes;
use crate::domain::change::{Applied, Change, Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::ids::{LinkId, RoadmapId};
use crate::domain::query::Query;
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::word::Word;

/// Options of `roadmap`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// All items
    List,
    /// One item
    Show { key: String },
    /// Add an item
    Add {
        /// Its key in the tracker, such as RPT-12
        key: String,
        title: String,
        #[command(flatten)]
        fields: Fields,
    },
    /// Change fields of an item; an empty value clears
    Edit {
        key: String,
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        fields: Fields,
        /// The value the changed field must have now, else it is a conflict
        #[arg(long, value_name = "VALUE")]
        was: Option<String>,
    },
    /// Say how a theme stands to an item, or to the roadmap as a whole
    Link(LinkArgs),
    /// Take a link away
    Unlink { theme: String, key: Option<String> },
    /// All links
    Links,
}

#[derive(Debug, Default, clap::Args)]
struct Fields {
    /// planned, in progress, shipped, declined, ...
    #[arg(long)]
    status: Option<String>,
    /// When it is due: 2026-Q4
    #[arg(long)]
    target: Option<String>,
    /// Who owns it
    #[arg(long)]
    owner: Option<String>,
    #[arg(long)]
    url: Option<String>,
    /// How easy it is
    #[arg(long)]
    ease: Option<String>,
}

#[derive(Debug, clap::Args)]
struct LinkArgs {
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

const COLUMNS: &[Column] = &[
    Column::plain("item", "item"),
    Column::text("title", "title"),
    Column::plain("status", "status"),
    Column::plain("target", "target"),
    Column::plain("owner", "owner"),
    Column::plain("ease", "ease"),
];

const LINKS: &[Column] = &[
    Column::plain("theme", "theme"),
    Column::plain("stance", "stance"),
    Column::plain("item", "item"),
    Column::plain("title", "title"),
    Column::text("why", "note"),
];

/// Runs it.
pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    match args.verb.unwrap_or(Verb::List) {
        Verb::List => {
            let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
            Ok(Shown::list(
                COLUMNS,
                items.iter().map(shapes::item).collect(),
                None,
            ))
        }
        Verb::Show { key } => Ok(Shown::one(shapes::item(&names::item(session, &key)?))),
        Verb::Add { key, title, fields } => add(session, key, title, fields),
        Verb::Edit {
            key,
            title,
            fields,
            was,
        } => change(session, &key, &title, &fields, was.as_deref()),
        Verb::Link(args) => link(session, &args),
        Verb::Unlink { theme, key } => unlink(session, &theme, key.as_deref()),
        Verb::Links => links(session),
    }
}

fn add(
    session: &mut Session,
    key: String,
    title: String,
    fields: Fields,
) -> Result<Shown, Failure> {
    session.may_create();
    if names::item(session, &key).is_ok() {
        return Err(
            Failure::usage(format!("there is a roadmap item `{key}` already"))
                .hint("use `churnroom roadmap edit`"),
        );
    }
    let item = RoadmapItem {
        external: key.clone(),
        title,
        status: fields.status.unwrap_or_default(),
        target: fields.target.unwrap_or_default(),
        owner: fields.owner.unwrap_or_default(),
        url: fields.url.unwrap_or_default(),
        ease: fields.ease.unwrap_or_default(),
        ..RoadmapItem::default()
    };
    let applied = session.apply(&Change::add(Record::Item(item)))?;
    Ok(Shown::edit(
        &applied,
        shapes::item(&names::item(session, &key)?),
    ))
}

fn change(
    session: &mut Session,
    key: &str,
    title: &Option<String>,
    fields: &Fields,
    was: Option<&str>,
) -> Result<Shown, Failure> {
    let id = names::item(session, key)?.id;
    let settings = [
        setting(Field::Title, As::Name, title),
        setting(Field::Status, As::Text, &fields.status),
        setting(Field::Target, As::Text, &fields.target),
        setting(Field::Owner, As::Text, &fields.owner),
        setting(Field::Url, As::Text, &fields.url),
        setting(Field::Ease, As::Text, &fields.ease),
    ];
    let applied = edit::edit(
        session,
        Subject::Item(id),
        &settings,
        was,
        &|session, field| {
            let item = by_id(session, id)?;
            Ok(match field {
                Field::Title => item.title.into(),
                Field::Status => item.status.into(),
                Field::Target => item.target.into(),
                Field::Owner => item.owner.into(),
                Field::Url => item.url.into(),
                Field::Ease => item.ease.into(),
                _ => Value::None,
            })
        },
    )?;
    Ok(Shown::edit(&applied, shapes::item(&by_id(session, id)?)))
}

fn by_id(session: &mut Session, id: RoadmapId) -> Result<RoadmapItem, Failure> {
    let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
    let found = items.into_iter().find(|item| item.id == id);
    found.ok_or_else(|| Failure::not_found(format!("roadmap item {id} is gone")))
}

/// Links as JSON, those that `wanted` lets through.
fn shown_links(
    session: &mut Session,
    wanted: impl Fn(&Link) -> bool,
) -> Result<Vec<Json>, Failure> {
    let links: Vec<Link> = session.ask(&Query::Links)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
    let links = links.iter().filter(|link| wanted(link));
    Ok(links
        .map(|link| shapes::link(link, &tags, &items))
        .collect())
}

fn links(session: &mut Session) -> Result<Shown, Failure> {
    Ok(Shown::list(LINKS, shown_links(session, |_| true)?, None))
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
    let item = match &args.key {
        Some(key) => Some(names::item(session, key)?.id),
        None => None,
    };
    let meeting = names::open_meeting(session)?.map(|view| view.meeting.id);
    let applied = edit::again_on_conflict(|| {
        let links: Vec<Link> = session.ask(&Query::Links)?;
        let there = links
            .into_iter()
            .find(|l| l.theme == theme && l.item == item);
        match there {
            Some(there) => relink(session, &there, args),
            None => session.apply(&Change::add(Record::Link(Link {
                id: LinkId(0),
                theme,
                item,
                stance: args.stance,
                note: args.note.clone().unwrap_or_default(),
                meeting,
            }))),
        }
    })?;
    let shown = shown_links(session, |l| l.theme == theme && l.item == item)?;
    Ok(Shown::edit(
        &applied,
        shown.into_iter().next().unwrap_or_default(),
    ))
}

/// The link is there: its stance and note are set.
fn relink(session: &mut Session, there: &Link, args: &LinkArgs) -> Result<Applied, Failure> {
    let subject = Subject::Link(there.id);
    let mut changes = Vec::new();
    if there.stance != args.stance {
        let (was, now) = (there.stance.word(), args.stance.word());
        changes.push(Change::set(subject, Field::Stance, was, now));
    }
    if let Some(note) = args.note.as_ref().filter(|note| **note != there.note) {
        let (was, now) = (there.note.as_str(), note.as_str());
        changes.push(Change::set(subject, Field::Note, was, now));
    }
    edit::apply_all(session, subject, changes)
}

fn unlink(session: &mut Session, theme: &str, key: Option<&str>) -> Result<Shown, Failure> {
    let tag = names::theme(session, theme)?;
    let item = match key {
        Some(key) => Some(names::item(session, key)?.id),
        None => None,
    };
    let links: Vec<Link> = session.ask(&Query::Links)?;
    let there = links
        .into_iter()
        .find(|l| l.theme == tag.id && l.item == item);
    let Some(there) = there else {
        return Err(
            Failure::not_found(format!("`{}` has no such link", tag.name))
                .hint("see `churnroom roadmap links`"),
        );
    };
    let shown = shown_links(session, |l| l.id == there.id)?;
    let applied = session.apply(&Change::Remove(Box::new(Record::Link(there))))?;
    Ok(Shown::edit(
        &applied,
        shown.into_iter().next().unwrap_or_default(),
    ))
}
