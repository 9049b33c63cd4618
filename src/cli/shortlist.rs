//! `churnroom shortlist`: the themes marked for a period's meeting. Must not know screens.

use serde_json::{Value, json};

use super::output::Shown;
use super::session::Session;
use super::{edit, names};
use crate::domain::change::{Member, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::ids::TagId;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD", global = true)]
    period: Option<Period>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// The marked themes
    List,
    /// Mark themes
    Add {
        #[arg(required = true)]
        themes: Vec<String>,
    },
    /// Take marks away
    Drop {
        #[arg(required = true)]
        themes: Vec<String>,
    },
}

pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    let period = session.period(args.period)?;
    let (themes, joins) = match args.verb.unwrap_or(Verb::List) {
        Verb::List => return list(session, period),
        Verb::Add { themes } => (themes, true),
        Verb::Drop { themes } => (themes, false),
    };
    let themes = names::all(&themes, |name| names::theme(session, name))?;
    let members = themes.iter().map(|tag| Member::Shortlisted {
        period,
        theme: tag.id,
    });
    let applied = edit::belong(session, Subject::Room, members, joins)?;
    let themes = marked(session, period)?;
    let items: Vec<Value> = themes.iter().map(|theme| item(period, theme)).collect();
    let both = json!({"period": period, "themes": themes});
    let mut shown = Shown::edit(&applied, both);
    // As the list shows them, beside what scripts have always read.
    shapes::extend(&mut shown.json, json!({ "items": items }));
    Ok(shown)
}

/// A marked theme as it is listed.
fn item(period: Period, theme: &str) -> Value {
    json!({"period": period, "theme": theme})
}

fn marked(session: &mut Session, period: Period) -> Result<Vec<String>, Failure> {
    let themes: Vec<TagId> = session.ask(&Query::Shortlist(period))?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let names = themes.iter().map(|id| shapes::tag_name(*id, &tags));
    Ok(names.collect())
}

fn list(session: &mut Session, period: Period) -> Result<Shown, Failure> {
    let themes = marked(session, period)?;
    let items = themes.iter().map(|theme| item(period, theme));
    Ok(Shown::list("-period|theme", items.collect(), None))
}
