//! `churnroom owners`: people who can own an action and sit in the meeting. Must not know screens.

use super::output::Shown;
use super::session::Session;
use super::typed::{OtherFields, Sets, TypedThing};
use super::{edit, names, thing};
use crate::domain::change::{Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::query::Query;
use crate::domain::roadmap::Owner;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Everybody
    List,
    /// One of them
    Show { name: String },
    /// Add somebody
    Add {
        name: String,
        #[command(flatten)]
        others: OtherFields<Owner>,
    },
    /// Change fields; an empty value clears
    Edit {
        /// The name as it is now
        owner: String,
        #[command(flatten)]
        sets: Sets<Owner>,
    },
    /// Remove somebody whom nothing points to
    Drop { name: String },
}

impl TypedThing for Owner {
    const IN_WORDS: &'static [Field] = &[Field::Name];
}

const COLUMNS: &str = ">id|name|team|e-mail=email";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => {
            let owners: Vec<Owner> = session.ask(&Query::Owners)?;
            let items = owners.iter().map(shapes::owner).collect();
            let shown = Shown::things::<Owner>(COLUMNS, items);
            Ok(shown.like(shapes::owner(&Owner::default())))
        }
        Verb::Show { name } => Ok(Shown::one(shapes::owner(&names::owner(session, &name)?))),
        Verb::Add { name, others } => add(session, name, &others),
        Verb::Edit { owner, sets } => {
            let id = names::owner(session, &owner)?.id;
            edit::edit(session, Subject::Owner(id), &sets)
        }
        Verb::Drop { name } => {
            let id = names::owner(session, &name)?.id;
            thing::removed(session, Subject::Owner(id))
        }
    }
}

fn add(session: &mut Session, name: String, others: &OtherFields<Owner>) -> Result<Shown, Failure> {
    session.may_create();
    if names::owner(session, &name).is_ok() {
        return Err(
            Failure::usage(format!("there is an owner `{name}` already"))
                .hint("use `churnroom owners edit`"),
        );
    }
    let mut owner = Owner {
        name,
        ..Owner::default()
    };
    others.put(session, &mut owner)?;
    thing::added(session, Record::Owner(owner))
}
