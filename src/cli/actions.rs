//! `churnroom actions`: who does what by when, and did it work. Must not know screens.

mod import;
mod standing;

pub use standing::close;

use serde_json::Value as Json;

use standing::{drop_it, keep, over, say, to_come};

use super::names::{self, of};
use super::output::Shown;
use super::session::Session;
use super::typed::{OtherFields, Sets, TypedThing, value};
use super::{edit, origin, touch};
use crate::domain::change::{Change, Field, Member, Record, Subject, Value};
use crate::domain::effect::agreed::agreed;
use crate::domain::entry::{self, EntryContext, Understood};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::field::FieldValue;
use crate::domain::ids::{ActionId, TagId};
use crate::domain::note::{Action, ActionStatus, ActionView, Origin};
use crate::domain::query::{ActionFilter, Query};
use crate::domain::roadmap::Owner;
use crate::domain::says::RoomSays;
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All actions, or some
    List(ActionsList),
    /// One action, with the accounts it is for and what became of them
    Show { id: i64 },
    /// Say which accounts an action is for, once
    Touch {
        id: i64,
        #[command(flatten)]
        list: touch::Args,
    },
    /// One line makes an action: words, @owner, a date, #theme
    Add(ActionAdd),
    /// Change fields of an action; an empty value clears
    Edit(ActionEdit),
    /// It is done
    Done {
        id: i64,
        /// Did it work?
        #[arg(long, value_name = "yes|no", value_parser = yes_no)]
        worked: Option<bool>,
    },
    /// What the room itself says of it, beside what is counted: yes, no, too-early or not-done
    Worked {
        id: i64,
        #[arg(value_name = "ANSWER", value_parser = room_says)]
        answer: RoomSays,
    },
    /// Keep one that comes from a review before, in the review that is open
    Keep {
        id: i64,
        /// Until another day
        #[arg(long, value_name = "DAY")]
        due: Option<String>,
        /// Why, where it comes again and again
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// The team decided not to do it
    Drop {
        id: i64,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Open it again
    Reopen { id: i64 },
    /// Take back what became of them in another tool: done, dropped, due, and who answers for it
    Import(import::ActionsImport),
}

#[derive(Debug, Default, clap::Args)]
pub struct ActionsList {
    /// open, done or dropped
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<ActionStatus>,
    /// This owner's
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Against this theme
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// Written in this meeting
    #[arg(long, value_name = "MEETING")]
    meeting: Option<String>,
    /// Carried over into this meeting
    #[arg(long, value_name = "MEETING")]
    carried_into: Option<String>,
}

/// A new one.
#[derive(Debug, clap::Args)]
pub struct ActionAdd {
    /// "fix excel export @priya fri #reporting"
    #[arg(required = true, value_name = "LINE")]
    line: Vec<String>,
    #[command(flatten)]
    others: OtherFields<Action>,
    #[command(flatten)]
    origin: origin::Args,
    #[command(flatten)]
    list: touch::TouchList,
}

impl TypedThing for Action {
    const IN_WORDS: &'static [Field] = &[Field::What, Field::Owner, Field::Due];
}

/// What to change.
#[derive(Debug, clap::Args)]
pub struct ActionEdit {
    id: i64,
    #[command(flatten)]
    sets: Sets<Action>,
    /// The theme it is meant to move
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// Somebody who helps
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,
    /// Somebody who helps no more
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
}

const COLUMNS: &str =
    ">id|status|~what|who=owner|team|when=due|from=from.theme|effect looked for=effect|worked";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or_else(|| Verb::List(ActionsList::default())) {
        Verb::List(args) => list(session, &args),
        Verb::Show { id } => touch::shown(session, Subject::Action(id.into())),
        Verb::Touch { id, list } => touch::touch(session, Subject::Action(id.into()), &list),
        Verb::Add(args) => add(session, &args),
        Verb::Edit(args) => change(session, &args),
        Verb::Done { id, worked } => close(session, id.into(), ActionStatus::Done, worked),
        Verb::Worked { id, answer } => {
            let applied = say(session, id.into(), answer)?;
            edit::shown(session, &applied, Subject::Action(id.into()))
        }
        Verb::Keep { id, due, because } => keep(session, id.into(), &due, &because),
        Verb::Drop { id, because } => drop_it(session, id.into(), &because),
        Verb::Reopen { id } => close(session, id.into(), ActionStatus::Open, None),
        Verb::Import(args) => import::import(session, &args),
    }
}

/// The actions a filter finds, in their JSON shape.
pub fn items(session: &mut Session, filter: ActionFilter) -> Result<Vec<Json>, Failure> {
    let views: Vec<ActionView> = session.ask(&Query::Actions(filter))?;
    Ok(views.iter().map(shapes::action).collect())
}

fn list(session: &mut Session, args: &ActionsList) -> Result<Shown, Failure> {
    let filter = ActionFilter {
        status: args.status,
        owner: of(&args.owner, |name| names::owner(session, name))?.map(|owner| owner.id),
        theme: of(&args.theme, |name| names::theme(session, name))?.map(|theme| theme.id),
        meeting: of(&args.meeting, |name| names::meeting_id(session, name))?,
        carried_into: of(&args.carried_into, |name| names::meeting_id(session, name))?,
        ..ActionFilter::default()
    };
    let shown = Shown::things::<Action>(COLUMNS, items(session, filter)?);
    Ok(shown.like(shapes::action(&ActionView::default())))
}

fn add(session: &mut Session, args: &ActionAdd) -> Result<Shown, Failure> {
    session.may_create();
    let line = args.line.join(" ");
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let tags: Vec<_> = tags.into_iter().map(|view| view.tag).collect();
    let mut origin = args.origin.origin(session)?;
    let around = EntryContext {
        today: session.today,
        owners: &owners,
        tags: &tags,
        theme: origin.theme,
    };
    let understood = entry::action(&line, &around);
    usable(&understood, &line, &owners)?;
    origin.theme = understood.theme;
    let mut people = understood.owners.iter().copied();
    let mut action = Action {
        what: understood.what.clone(),
        owner: people.next(),
        with: people.collect(),
        due: understood.due,
        person: session.person.clone(),
        at: session.now,
        origin,
        ..Action::default()
    };
    args.others.put(session, &mut action)?;
    let today = session.today;
    let (change, notes) = match args.list.aim(session)? {
        None => (agreed(action, today), Vec::new()),
        Some((mut aim, notes)) => {
            (aim.action, aim.theme) = (Some(ActionId(0)), action.origin.theme);
            let both = [Record::Action(action), Record::Aim(aim)].map(Change::add);
            (Change::All(both.into()), notes)
        }
    };
    let applied = session.apply(&change)?;
    let shown = Shown::edit(&applied, touch::item(session, applied.subject)?);
    let shown = touch::told(session, shown.line(understood.line), applied.subject)?.noted(notes);
    let unknown = understood.unknown_themes.iter();
    let unknown = unknown.map(|it| format!("there is no theme `{it}`; it stays in the words"));
    let unread = understood.unread.iter();
    let unread = unread.map(|it| format!("`{it}` is no day to be done by; it stays in the words"));
    Ok(shown.noted(unknown.chain(unread)))
}

/// A script cannot be asked again, so what is unclear is refused.
fn usable(understood: &Understood, line: &str, owners: &[Owner]) -> Result<(), Failure> {
    if let Some(name) = understood.unknown_owners.first() {
        let failure = Failure::unknown("owner", name);
        if let Some(owner) = entry::like(name, owners) {
            return Err(failure.hint(format!("did you mean @{}?", owner.name.replace(' ', ""))));
        }
        return Err(failure.hint(
            "see `churnroom owners list`, or add them with `churnroom owners add NAME --team TEAM`",
        ));
    }
    let named = owners
        .iter()
        .filter(|one| understood.owners.contains(&one.id));
    for owner in named {
        names::who_answers(owner.clone())?;
    }
    if let Some(name) = understood.unclear_owners.first() {
        return Err(
            Failure::usage(format!("more than one owner could be `{name}`"))
                .hint("write more of the name, without spaces"),
        );
    }
    if let Some(day) = understood.past {
        return Err(over(day));
    }
    if understood.what.is_empty() {
        return Err(
            Failure::usage(format!("`{line}` does not say what is to be done"))
                .hint("write words, @owner, a date and #theme"),
        );
    }
    Ok(())
}

fn change(session: &mut Session, args: &ActionEdit) -> Result<Shown, Failure> {
    let action = ActionId(args.id);
    let subject = Subject::Action(action);
    let members = members(session, args)?;
    let theme = args
        .theme
        .as_deref()
        .map(|name| theme(session, name))
        .transpose()?;
    let also = |record: &Record| match (theme, record) {
        (Some(theme), Record::Action(action)) => {
            let origin = Origin {
                theme,
                ..action.origin.clone()
            };
            vec![(Field::Origin, origin.value())]
        }
        _ => Vec::new(),
    };
    let due = args.sets.given(Field::Due);
    if let Some((_, text)) = due.filter(|(_, text)| !text.trim().is_empty()) {
        to_come(session, text)?;
    }
    let only_others = !members.is_empty() || theme.is_some();
    let applied = match args.sets.asked().0.is_empty() && only_others {
        true => edit::set_with(session, &[subject], &members, also)?,
        false => edit::put(session, subject, &args.sets, &members, also)?,
    };
    edit::shown(session, &applied, subject)
}

/// Who helps from now on, and who does no more: not whoever answers for it now.
fn members(session: &mut Session, args: &ActionEdit) -> Result<Vec<Change>, Failure> {
    let view = names::action(session, args.id)?;
    let action = view.action.id;
    let mut members = Vec::new();
    for name in &args.with {
        let owner = names::who_answers(names::owner(session, name)?)?.id;
        members.push(Change::Join(Member::With { action, owner }));
    }
    for name in &args.without {
        let owner = names::owner(session, name)?.id;
        members.push(Change::Leave(Member::With { action, owner }));
    }
    if let Some((is, text)) = args.sets.given(Field::Owner) {
        let answers = value(session, is, text)?;
        let helps = view.action.with.iter().copied();
        let helps = helps.filter(|owner| answers == Value::Int(owner.0));
        members.extend(helps.map(|owner| Change::Leave(Member::With { action, owner })));
    }
    Ok(members)
}

/// The theme of a name; none of an empty one.
fn theme(session: &mut Session, name: &str) -> Result<Option<TagId>, Failure> {
    match name.trim() {
        "" => Ok(None),
        name => Ok(Some(names::theme(session, name)?.id)),
    }
}

/// What the room says of something, as it is typed.
pub fn room_says(text: &str) -> Result<RoomSays, String> {
    match text {
        "yes" => Ok(RoomSays::Worked),
        "no" => Ok(RoomSays::DidNot),
        "too-early" => Ok(RoomSays::TooEarly),
        "not-done" => Ok(RoomSays::NotDone),
        _ => Err("say yes, no, too-early or not-done".to_owned()),
    }
}

fn status(text: &str) -> Result<ActionStatus, String> {
    ActionStatus::from_word(text).ok_or_else(|| "use open, done or dropped".to_owned())
}

/// `yes` or `no`.
pub fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}
