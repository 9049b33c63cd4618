//! The command line as data: what can be asked for, and in which words.
//! Must not know how anything is carried out: each subcommand's file does that.

use clap::{Parser, Subcommand};

use super::globals::{Globals, Verbs};
use super::{
    accounts, actions, backup, cohorts, completions, decisions, demo, export, feedback, find,
    import, imports, journal, man, marks, meet, meetings, metrics, minutes, notes, owners, preread,
    profile, restore, risk, roadmap, searches, settings, share, shortlist, tag, themes, thread,
    undo, value,
};

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
    pub command: Option<CliCommand>,
}

const AFTER: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage or no terminal, 3 done but rows were rejected, \
4 conflict: somebody else changed it first.";

/// Everything the command line can do.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
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
    /// What the room has settled about itself, such as since when its losses are known
    Room(Verbs<settings::Verb>),
    /// Who stayed, by the month of joining
    Cohorts(cohorts::Args),
    /// Why money was lost: the themes of a period, and what stands outside them
    Themes(themes::Args),
    /// All that hangs on one thing, from the quote to the result
    Thread(thread::Args),
    /// Active accounts at risk by MRR exposed: by rules over signs, and learned from who left (by columns as they stand now)
    Risk(risk::Args),
    /// The rules that make an account at risk, and the signs there are
    Signs,
    /// What accounts are worth: ARPA, lifetime value, and that against what a new customer costs
    Value(value::Args),
    /// The tags on feedback
    Tag(Verbs<tag::Verb>),
    /// Who does what by when
    Actions(Verbs<actions::Verb>),
    /// What the team decided
    Decisions(Verbs<decisions::Verb>),
    /// Notes and open questions
    Notes(Verbs<notes::Verb>),
    /// Customers' words: list, show, add
    Feedback(Verbs<feedback::Verb>),
    /// Accounts: list, show, edit, and those lost in a period
    Accounts(Verbs<accounts::Verb>),
    /// People who can own an action
    Owners(Verbs<owners::Verb>),
    /// Roadmap items and how themes stand to them
    Roadmap(Verbs<roadmap::Verb>),
    /// Meetings, and a meeting's course
    Meetings(Verbs<meetings::Verb>),
    /// Releases, price changes, campaigns, outages: what stands beside the numbers
    Marks(Verbs<marks::Verb>),
    /// The themes marked for a period's meeting
    Shortlist(shortlist::Args),
    /// Find words in feedback, accounts, actions, notes and decisions
    Find(find::Args),
    /// Searches kept under a name: `@name` stands for one wherever words are looked for
    Search(Verbs<searches::Verb>),
    /// One page for those who will sit in the next review, before it
    PreRead(preread::Args),
    /// The minutes of a meeting
    Minutes(minutes::Args),
    /// Hand actions to a tracker or a calendar
    Export(export::Args),
    /// What was imported, and taking an import back
    Imports(Verbs<imports::Verb>),
    /// Everything anybody did: the last changes, in their order
    Journal(journal::Args),
    /// Take back your latest change
    Undo(undo::Args),
    /// Do again what you took back last
    Redo(undo::Args),
    /// Check the room's file from end to end
    Check,
    /// What would be wrong here: terminal, file, folder, versions, configuration
    Doctor,
    /// Copy the room to a file while it is in use
    Backup(backup::Args),
    /// Put a backup in the room's place; the room that was there is kept beside it
    Restore(restore::Args),
    /// Let a group of this computer open the room
    Share(share::Args),
    /// Print the completions of a shell
    Completions(completions::Args),
    /// Print or write the manual pages
    Man(man::Args),
}
