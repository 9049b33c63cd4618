//! The command line: a file per subcommand. Every command reads through `Store::answer`, writes through
//! `Store::apply`, and hands back a `Shown`, which is printed in one place. Must not know screens.

mod accounts;
mod actions;
mod args;
mod ask;
mod backup;
mod behind;
mod beside;
mod check;
mod codebook;
mod cohorts;
mod completions;
mod config;
mod course;
mod decisions;
mod demo;
mod doctor;
mod edit;
mod export;
mod feedback;
mod find;
mod follow;
mod globals;
mod import;
mod import_tags;
mod imports;
mod journal;
mod man;
mod marks;
mod meet;
mod meetings;
mod metrics;
mod minutes;
mod names;
mod notes;
mod origin;
mod output;
mod owners;
mod place;
mod preread;
mod profile;
mod report;
mod restore;
mod risk;
mod roadmap;
mod room;
mod searches;
mod session;
mod settings;
mod share;
mod shortlist;
mod signs;
mod tag;
mod tag_agreement;
mod tag_blind;
mod tag_evaluate;
mod tag_export;
mod tag_rules;
mod tag_suggest;
mod tag_take;
mod tag_where;
mod themes;
mod thing;
mod thread;
mod touch;
mod typed;
mod undo;
mod value;
mod winback;

use std::process::ExitCode;

use args::{Cli, CliCommand};
use clap::{CommandFactory, Parser};
use globals::Globals;
use output::Shown;
use session::Session;

use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::money::Money;
use crate::runtime::interrupt;

/// Runs the program: parses, carries out, prints, and gives the exit code.
pub fn main() -> ExitCode {
    report::install();
    match Cli::try_parse_from(find::spaced(std::env::args_os())) {
        Ok(cli) => run(cli),
        Err(error) => report::wrong_usage(&error, covered),
    }
}

/// Covers what repeats words that could not be read, if names are to be covered.
fn covered(words: String) -> String {
    match Session::new(Globals::among(std::env::args_os())) {
        Ok(mut session) => session.covered(words),
        Err(_) => words,
    }
}

fn run(cli: Cli) -> ExitCode {
    let format = cli.globals.format.unwrap_or_default();
    let session = interrupt::outgrown_is_an_error().and_then(|()| Session::new(cli.globals));
    let mut session = match session {
        Ok(session) => session,
        Err(failure) => return report::failure(&failure, format),
    };
    // What is wrong with the configuration may name a customer: the room is known by then.
    let configured = session.configure();
    let done = configured.and_then(|()| carry_out(&mut session, cli.command));
    let done = done.and_then(|shown| {
        let mut shown = shown.noted(session.notices());
        shown.cover(|said| session.covered_beside(said));
        shown.make_safe();
        shown.print(
            session.format,
            Money::of(session.shown_currency()?.as_ref()),
        )?;
        shown.failed.map_or(Ok(shown.rejected), Err)
    });
    match done {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::from(report::REJECTED),
        Err(failure) => report::failure(&refused(&mut session, failure), format),
    }
}

/// Whether a typed word is nothing but a number: whoever gave one as a key is told which, though a phone's may be the same.
fn is_key(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A failure, covered. One that there is nothing of some name would tell whose alias it is, and it is not true.
fn refused(session: &mut Session, failure: Failure) -> Failure {
    let mut covered = session.covered(failure.clone());
    let typed = std::env::args_os().filter_map(|word| word.into_string().ok());
    for key in typed.filter(|word| is_key(word)) {
        let stand_in = session.covered(key.clone());
        let once = |said: &str, word: &str| said.matches(word).count() == 1;
        if once(&failure.message, &key) && once(&covered.message, &stand_in) {
            covered.message = covered.message.replacen(&stand_in, &key, 1);
        }
    }
    match failure.lacks {
        Some(kind) if covered.message != failure.message => {
            let message = format!("there is no {kind} of that name while names are masked");
            Failure::new(failure.code, message)
                .hint("what is there is found by its alias, as the lists show it")
        }
        Some(_) | None => covered,
    }
}

/// One line per subcommand: the only place that knows them all.
fn carry_out(session: &mut Session, command: Option<CliCommand>) -> Result<Shown, Failure> {
    let Some(command) = command else {
        return room::open(session);
    };
    match command {
        CliCommand::Demo(args) => demo::run(session, &args),
        CliCommand::Import(args) => import::run(session, &args),
        CliCommand::Meet(args) => meet::run(session, &args),
        CliCommand::Metrics(args) => metrics::run(session, &args),
        CliCommand::Room(args) => settings::run(session, args.verb),
        CliCommand::Profile(args) => profile::run(session, &args),
        CliCommand::Cohorts(args) => cohorts::run(session, &args),
        CliCommand::Themes(args) => themes::run(session, &args),
        CliCommand::Thread(args) => thread::run(session, &args),
        CliCommand::Risk(args) => risk::run(session, &args),
        CliCommand::Signs => signs::run(session),
        CliCommand::Value(args) => value::run(session, &args),
        CliCommand::Tag(args) => tag::run(session, args.verb),
        CliCommand::Actions(args) => actions::run(session, args.verb),
        CliCommand::Decisions(args) => decisions::run(session, args.verb),
        CliCommand::Notes(args) => notes::run(session, args.verb),
        CliCommand::Feedback(args) => feedback::run(session, args.verb),
        CliCommand::Accounts(args) => accounts::run(session, args.verb),
        CliCommand::Owners(args) => owners::run(session, args.verb),
        CliCommand::Roadmap(args) => roadmap::run(session, args.verb),
        CliCommand::Meetings(args) => meetings::run(session, args.verb),
        CliCommand::Marks(args) => marks::run(session, args.verb),
        CliCommand::Shortlist(args) => shortlist::run(session, args),
        CliCommand::Find(args) => find::run(session, &args),
        CliCommand::Search(args) => searches::run(session, args.verb),
        CliCommand::PreRead(args) => preread::run(session, &args),
        CliCommand::Minutes(args) => minutes::run(session, &args),
        CliCommand::Export(args) => export::run(session, &args),
        CliCommand::Imports(args) => imports::run(session, args.verb),
        CliCommand::Journal(args) => journal::run(session, &args),
        CliCommand::Undo(args) => undo::run(session, &Change::Undo, &args),
        CliCommand::Redo(args) => undo::run(session, &Change::Redo, &args),
        CliCommand::Check => check::run(session),
        CliCommand::Doctor => doctor::run(session),
        CliCommand::Backup(args) => backup::run(session, &args),
        CliCommand::Restore(args) => restore::run(session, &args),
        CliCommand::Share(args) => share::run(session, &args),
        CliCommand::Completions(args) => completions::run(&args, Cli::command()),
        CliCommand::Man(args) => man::run(&args, Cli::command()),
    }
}
