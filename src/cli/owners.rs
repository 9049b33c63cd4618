//! `churnroom owners`: people who can own an action and sit in the meeting. Must not know screens.

use super::edit::{self, As, setting};
use super::names;
use super::output::{Column, Shown};
use super::session::Session;
use super::shapes;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::OwnerId;
use crate::domain::query::Query;
use crate::domain::roadmap::Owner;

/// Options of `owners`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Everybody
    List,
    /// One of them
    Show { name: String },
    /// Add somebody
    Add {
        name: String,
        #[arg(long, default_value = "")]
        team: String,
        #[arg(long, default_value = "")]
        email: String,
    },
    /// Change fields; an empty value clears
    Edit(Edit),
    /// Remove somebody whom nothing points to
    Drop { name: String },
}

#[derive(Debug, clap::Args)]
struct Edit {
    /// The name as it is now
    owner: String,
    /// Another name
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    team: Option<String>,
    #[arg(long)]
    email: Option<String>,
    /// The value the changed field must have now, else it is a conflict
    #[arg(long, value_name = "VALUE")]
    was: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::id("id", "id"),
    Column::plain("name", "name"),
    Column::plain("team", "team"),
    Column::plain("e-mail", "email"),
];

/// Runs it.
pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    match args.verb.unwrap_or(Verb::List) {
        Verb::List => {
            let owners: Vec<Owner> = session.ask(&Query::Owners)?;
            Ok(Shown::list(
                COLUMNS,
                owners.iter().map(shapes::owner).collect(),
                None,
            ))
        }
        Verb::Show { name } => Ok(Shown::one(shapes::owner(&names::owner(session, &name)?))),
        Verb::Add { name, team, email } => add(session, name, team, email),
        Verb::Edit(args) => change(session, &args),
        Verb::Drop { name } => {
            let owner = names::owner(session, &name)?;
            let item = shapes::owner(&owner);
            let applied = session.apply(&Change::Remove(Box::new(Record::Owner(owner))))?;
            Ok(Shown::edit(&applied, item))
        }
    }
}

fn add(session: &mut Session, name: String, team: String, email: String) -> Result<Shown, Failure> {
    session.may_create();
    if names::owner(session, &name).is_ok() {
        return Err(
            Failure::usage(format!("there is an owner `{name}` already"))
                .hint("use `churnroom owners edit`"),
        );
    }
    let owner = Owner {
        name,
        team,
        email,
        ..Owner::default()
    };
    let applied = session.apply(&Change::add(Record::Owner(owner)))?;
    let Subject::Owner(id) = applied.subject else {
        return Err(Failure::failed("the room did not say which owner it made"));
    };
    Ok(Shown::edit(&applied, shapes::owner(&by_id(session, id)?)))
}

fn change(session: &mut Session, args: &Edit) -> Result<Shown, Failure> {
    let id = names::owner(session, &args.owner)?.id;
    let settings = [
        setting(Field::Name, As::Name, &args.name),
        setting(Field::Team, As::Text, &args.team),
        setting(Field::Email, As::Text, &args.email),
    ];
    let was = args.was.as_deref();
    let applied = edit::edit(
        session,
        Subject::Owner(id),
        &settings,
        was,
        &|session, field| {
            let owner = by_id(session, id)?;
            Ok(match field {
                Field::Name => owner.name.into(),
                Field::Team => owner.team.into(),
                Field::Email => owner.email.into(),
                _ => Value::None,
            })
        },
    )?;
    Ok(Shown::edit(&applied, shapes::owner(&by_id(session, id)?)))
}

fn by_id(session: &mut Session, id: OwnerId) -> Result<Owner, Failure> {
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let found = owners.into_iter().find(|owner| owner.id == id);
    found.ok_or_else(|| Failure::not_found(format!("owner {id} is gone")))
}
