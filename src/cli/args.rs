//! The command line as data: what can be asked for, and in which words.
//! Must not know how anything is carried out: each subcommand's file does that.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::output::Format;
use super::{
    accounts, actions, backup, cohorts, completions, decisions, demo, export, feedback, find,
    import, imports, journal, man, marks, meet, meetings, metrics, minutes, notes, owners, profile,
    risk, roadmap, share, shortlist, tag, themes, value,
};
use crate::domain::day::Day;

/// The room in which a team holds its churn review: numbers, reasons, roadmap, target, actions,
/// minutes. Without a command it opens the room.
#[derive(Debug, Parser)]
#[command(name = "churnroom", version, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    /// What goes for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do; without one the room opens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage or no terminal, 3 done but rows were rejected, \
4 conflict: somebody else changed it first.";

/// Options that go for every command, before or after its name.
#[derive(Clone, Debug, Args)]
pub struct Globals {
    /// The room's file [default: room.db in the data folder]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "CHURNROOM_DB",
        hide_env_values = true
    )]
    pub db: Option<PathBuf>,
    /// Who does it [default: the user of this computer]
    #[arg(
        long = "as",
        global = true,
        value_name = "NAME",
        env = "CHURNROOM_USER",
        hide_env_values = true
    )]
    pub person: Option<String>,
    /// The day taken as today [default: the clock's]
    #[arg(
        long,
        global = true,
        value_name = "DAY",
        env = "CHURNROOM_TODAY",
        hide_env_values = true
    )]
    pub today: Option<Day>,
    /// Show aliases instead of names, and no addresses or numbers inside texts
    #[arg(long, global = true)]
    pub mask: bool,
    /// How to print: for people, programs or spreadsheets [default: table]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = formats(["table", "json", "csv"]))]
    pub format: Option<Format>,
}

/// A parser that knows some of the formats: minutes have other ones than lists.
pub fn formats<const N: usize>(words: [&'static str; N]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(words)
        .map(|word| Format::from_str(&word, true).unwrap_or(Format::Table))
}

/// Everything the command line can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A throw-away room of a small company, or of one of any size, to look around in
    Demo(demo::Args),
    /// Import files: accounts, subscriptions, movements, balances, surveys, feedback, owners, roadmap, usage
    Import(import::Args),
    /// Start or resume the meeting
    Meet(meet::Args),
    /// Churn and retention of a period, or of several, or by a dimension
    Metrics(metrics::Args),
    /// How the room counts churn: the ways there are, what each means, and choosing one
    Profile(profile::Args),
    /// Who stayed, by the month of joining
    Cohorts(cohorts::Args),
    /// Why money was lost: the themes of a period, and what stands outside them
    Themes(themes::Args),
    /// Active accounts at risk by MRR exposed: by rules over signs, and learned from who left
    Risk(risk::Args),
    /// The rules that make an account at risk, and the signs there are
    Signs,
    /// What accounts are worth: ARPA, lifetime value, and that against what a new customer costs
    Value(value::Args),
    /// The tags on feedback
    Tag(tag::Args),
    /// Who does what by when
    Actions(actions::Args),
    /// What the team decided
    Decisions(decisions::Args),
    /// Notes and open questions
    Notes(notes::Args),
    /// Customers' words: list, show, add
    Feedback(feedback::Args),
    /// Accounts: list, show, edit, and those lost in a period
    Accounts(accounts::Args),
    /// People who can own an action
    Owners(owners::Args),
    /// Roadmap items and how themes stand to them
    Roadmap(roadmap::Args),
    /// Meetings, and a meeting's course
    Meetings(meetings::Args),
    /// Releases, price changes, campaigns, outages: what stands beside the numbers
    Marks(marks::Args),
    /// The themes marked for a period's meeting
    Shortlist(shortlist::Args),
    /// Find words in feedback, accounts, actions, notes and decisions
    Find(find::Args),
    /// The minutes of a meeting
    Minutes(minutes::Args),
    /// Hand actions to a tracker or a calendar
    Export(export::Args),
    /// What was imported, and taking an import back
    Imports(imports::Args),
    /// Everything anybody did, newest first
    Journal(journal::Args),
    /// Take back your latest change
    Undo,
    /// Do again what you took back last
    Redo,
    /// Check the room's file from end to end
    Check,
    /// What would be wrong here: terminal, file, folder, versions, configuration
    Doctor,
    /// Copy the room to a file while it is in use
    Backup(backup::Args),
    /// Let a group of this computer open the room
    Share(share::Args),
    /// Print the completions of a shell
    Completions(completions::Args),
    /// Print or write the manual pages
    Man(man::Args),
}
