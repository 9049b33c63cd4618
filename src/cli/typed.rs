//! The fields of a thing as options, out of its table of fields: what people type of a new field is an option of
//! `add` and `edit` by its row alone. Must not know any particular thing.

use std::marker::PhantomData;

use clap::{Arg, ArgMatches, Command};

use super::names;
use super::session::Session;
use crate::domain::change::{Field, Subject, Value};
use crate::domain::day::Day;
use crate::domain::entry;
use crate::domain::failure::Failure;
use crate::domain::field::{self, Described, FieldValue, Holds, Thing};

/// Fields with what was typed for them.
pub type GivenFields = Vec<(&'static Described, String)>;

/// A thing that is added with words of its own.
pub trait TypedThing: Thing {
    /// The fields those words say, so that `add` needs no option for them.
    const IN_WORDS: &'static [Field];
}

/// Fields that somebody changes.
#[derive(Clone, Debug, clap::Args)]
pub struct Sets<T: TypedThing> {
    #[command(flatten)]
    to: TypedFields<T, false>,
    /// The value the changed field must have now, else it is a conflict
    #[arg(long, value_name = "VALUE")]
    was: Option<String>,
}

impl<T: TypedThing> Sets<T> {
    /// One field, as a command of its own sets it.
    pub fn only(field: Field, text: &str, was: Option<&str>) -> Sets<T> {
        let row = T::field(field).map(|row| (&row.is, text.to_owned()));
        Sets {
            to: TypedFields(row.into_iter().collect(), PhantomData),
            was: was.map(str::to_owned),
        }
    }

    /// What was typed for a field, where it was given.
    pub fn given(&self, field: Field) -> Option<(&'static Described, &str)> {
        let found = self.to.0.iter().find(|(is, _)| is.field == field);
        found.map(|(is, text)| (*is, text.as_str()))
    }

    /// What was typed, and what the field must be now.
    pub fn asked(&self) -> (&GivenFields, Option<&str>) {
        (&self.to.0, self.was.as_deref())
    }
}

/// What was typed for fields of a thing that somebody changes or, if it is `NEW`, of one whose words say others.
#[derive(Clone, Debug)]
pub struct TypedFields<T, const NEW: bool>(GivenFields, PhantomData<fn() -> T>);

/// The fields of a new thing that its words do not say.
pub type OtherFields<T> = TypedFields<T, true>;

impl<T: TypedThing> OtherFields<T> {
    /// Sets them.
    pub fn put(&self, session: &mut Session, thing: &mut T) -> Result<(), Failure> {
        for (is, text) in &self.0 {
            let value = value(session, is, text)?;
            let fits = T::field(is.field).is_some_and(|row| (row.get_mut)(thing).put(value));
            if !fits {
                return Err(unfit(is, text));
            }
        }
        Ok(())
    }
}

/// The rows of the fields that have an option, and its name.
fn rows<T: TypedThing, const NEW: bool>() -> impl Iterator<Item = (&'static Described, field::Typed)>
{
    let rows = T::FIELDS.iter().map(|row| &row.is);
    let rows = rows.filter(|is| !(NEW && T::IN_WORDS.contains(&is.field)));
    rows.filter_map(|is| Some((is, is.typed?)))
}

impl<T: TypedThing, const NEW: bool> clap::Args for TypedFields<T, NEW> {
    fn augment_args(command: Command) -> Command {
        command.args(rows::<T, NEW>().map(|(is, typed)| {
            let option = Arg::new(typed.option).long(typed.option);
            option.help(typed.help).value_name(value_name(is.holds))
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<T: TypedThing, const NEW: bool> clap::FromArgMatches for TypedFields<T, NEW> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = rows::<T, NEW>().filter_map(|(is, typed)| {
            let text = matches.get_one::<String>(typed.option)?;
            Some((is, text.clone()))
        });
        Ok(TypedFields(given.collect(), PhantomData))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// What an option takes.
fn value_name(holds: Holds) -> &'static str {
    match holds {
        Holds::Text | Holds::Name | Holds::Words(..) => "TEXT",
        Holds::Key => "KEY",
        Holds::Number | Holds::Whole => "N",
        Holds::Day | Holds::NeedsDay => "DAY",
        Holds::Flag | Holds::MaybeFlag => "yes|no",
        Holds::Points(to) => match to(0) {
            Subject::Owner(_) => "NAME",
            Subject::Tag(_) => "THEME",
            Subject::Room | Subject::Account(_) | Subject::Feedback(_) | Subject::Item(_) => "ID",
            Subject::Link(_) | Subject::Meeting(_) | Subject::Note(_) | Subject::Action(_) => "ID",
            Subject::Aim(_) | Subject::DayMark(_) | Subject::Outreach(_) => "ID",
            Subject::Import(_) => "ID",
        },
        Holds::Currency | Holds::Profile | Holds::Period | Holds::Agenda => "VALUE",
        Holds::Clock | Holds::Origin | Holds::Texts | Holds::Frozen | Holds::Figures => "VALUE",
    }
}

/// What was typed for a field, as stored. An empty text clears it.
pub fn value(session: &mut Session, is: &Described, text: &str) -> Result<Value, Failure> {
    let text = text.trim();
    Ok(match is.holds {
        Holds::Name if text.is_empty() => {
            let failure = Failure::usage(format!("{} cannot be empty", is.words));
            return Err(failure.hint("give other words, or leave the option out"));
        }
        Holds::Words(words, _) if !words.contains(&text) && !text.is_empty() => {
            return Err(unfit(is, text).hint(format!("use one of {}", words.join(", "))));
        }
        Holds::Text | Holds::Name | Holds::Key => text.into(),
        _ if text.is_empty() => Value::None,
        Holds::Day | Holds::NeedsDay => entry::day_of(is, text, session.today)?.value(),
        Holds::Points(to) => pointed(session, to(0), is, text)?.into(),
        Holds::Flag | Holds::MaybeFlag => match text {
            "yes" => true.value(),
            "no" => false.value(),
            _ => return Err(unfit(is, text).hint("say yes or no")),
        },
        Holds::Number => text.parse::<f64>().map_err(|_| unfit(is, text))?.value(),
        Holds::Whole => Value::Int(text.parse().map_err(|_| unfit(is, text))?),
        // The room says it if one of these is not what it must be.
        Holds::Words(..) | Holds::Currency | Holds::Profile | Holds::Period | Holds::Agenda => {
            text.into()
        }
        Holds::Clock | Holds::Origin | Holds::Texts | Holds::Frozen => text.into(),
        Holds::Figures => text.into(),
    })
}

/// The id of what a name or number stands for.
fn pointed(session: &mut Session, to: Subject, is: &Described, text: &str) -> Result<i64, Failure> {
    match to {
        Subject::Account(_) => names::account_id(session, text).map(|id| id.0),
        Subject::Tag(_) => names::tag(session, text).map(|tag| tag.id.0),
        Subject::Owner(_) => {
            let owner = names::owner(session, text)?;
            names::who_answers(owner).map(|owner| owner.id.0)
        }
        Subject::Item(_) => names::item(session, text).map(|item| item.id.0),
        Subject::Meeting(_) => names::meeting_id(session, text).map(|id| id.0),
        Subject::Room
        | Subject::Feedback(_)
        | Subject::Link(_)
        | Subject::Note(_)
        | Subject::Action(_)
        | Subject::Aim(_)
        | Subject::DayMark(_)
        | Subject::Outreach(_)
        | Subject::Import(_) => text.parse().map_err(|_| unfit(is, text)),
    }
}

fn unfit(is: &Described, text: &str) -> Failure {
    Failure::usage(format!("`{text}` cannot be {}", is.words))
}

/// A day as people type it.
pub fn day(session: &Session, text: &str) -> Result<Day, Failure> {
    entry::day(text, session.today).ok_or_else(|| no_day(text))
}

/// A day that has been, as people type it.
pub fn day_back(session: &Session, text: &str) -> Result<Day, Failure> {
    entry::day_back(text, session.today).ok_or_else(|| no_day(text))
}

fn no_day(text: &str) -> Failure {
    Failure::usage(format!("`{text}` is not a day"))
        .hint("write 2026-11-20, `20 nov`, `fri`, `in 2 weeks` or `eom`")
}
