//! `churnroom demo`: a throw-away room of the built-in company, or of a generated one, made by the real importer.
//! Must not know what is in those files, nor any screen.

mod review;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal};
use std::path::{Path, PathBuf};

use super::output::Shown;
use super::session::Session;
use super::{import, room};
use crate::domain::change::Author;
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::exchange::company::{Company, DEMO_TODAY, demo_files, generate};
use crate::runtime::intake::{self, take_in};
use crate::runtime::interrupt;
use crate::runtime::scratch;
use crate::store::{OpenOptions, Store};

/// Pieces of feedback for each account of a generated company, when nobody says how many.
const FEEDBACK_PER_ACCOUNT: u64 = 10;
/// Whoever brought the demo's files in, the day before its today: nobody's undo takes them out again by chance.
const IMPORTER: &str = "Dana";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Generate a company with this many accounts instead of the built-in one
    #[arg(long, value_name = "N")]
    accounts: Option<u64>,
    /// Give it this many pieces of feedback, exit surveys among them [default: ten per account]
    #[arg(long, value_name = "M", requires = "accounts")]
    feedback: Option<u64>,
    /// Another seed is another company; the same one is always the same
    #[arg(long, value_name = "S", requires = "accounts", default_value_t = 1)]
    seed: u64,
    /// Keep the room in this file; without a terminal it is only made
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
}

/// Runs it: makes the room, then opens it on the demo's own day.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if !terminal && args.keep.is_none() {
        return Err(Failure::usage(
            "the demo opens a room on the screen, and there is no terminal",
        )
        .hint("keep the room with `churnroom demo --keep FILE` and ask it with --db FILE"));
    }
    let folder = scratch::folder().map_err(|error| making(&error))?;
    let file = match &args.keep {
        Some(file) => kept(file)?,
        None => folder.path().join("demo.room"),
    };
    if let Err(failure) = make(&file, folder.path(), args, session) {
        return Err(dropped(&file, failure));
    }
    if !terminal {
        return Ok(Shown::written(&file).line(format!(
            "look at it with `churnroom --db {} --today {DEMO_TODAY}`",
            file.display()
        )));
    }
    session.db = file.clone();
    session.given_today = Some(DEMO_TODAY);
    room::open(session)?;
    Ok(match &args.keep {
        Some(_) => Shown::written(&file),
        None => Shown::default(),
    })
}

/// A file to keep the room in, which must not be there yet.
fn kept(file: &Path) -> Result<PathBuf, Failure> {
    if file.symlink_metadata().is_ok() {
        return Err(Failure::failed(format!(
            "keeping the demo's room: {} is there already",
            file.display()
        ))
        .hint("name a new file; the demo overwrites nothing"));
    }
    Ok(file.to_owned())
}

/// Half a room is of no use to anybody: takes it away again.
fn dropped(room: &Path, failure: Failure) -> Failure {
    for ending in ["", "-wal", "-shm"] {
        let mut file = room.as_os_str().to_owned();
        file.push(ending);
        // What was never made cannot be taken away, and the failure to tell is the first one.
        let _ = std::fs::remove_file(file);
    }
    failure
}

/// Makes the room: the files written out, imported, and the past review played.
fn make(room: &Path, folder: &Path, args: &Args, session: &Session) -> Result<(), Failure> {
    let files = match args.accounts {
        None => write_demo(folder),
        Some(accounts) => {
            let feedback = args.feedback;
            let feedback = feedback.unwrap_or(accounts.saturating_mul(FEEDBACK_PER_ACCOUNT));
            write_generated(folder, &generate(accounts, feedback, args.seed))
        }
    };
    let files = files.map_err(|error| making(&error))?;
    let mut store = Store::open(
        room,
        &OpenOptions {
            fill: true,
            ..OpenOptions::default()
        },
    )?;
    store.set_rules(session.config.rules.clone());
    let importer = Author {
        person: IMPORTER.to_owned(),
        at: morning(DEMO_TODAY.before()),
    };
    let stop = interrupt::flag()?;
    // Nobody is asked about files of our own.
    let options = intake::Options {
        partial: true,
        ..intake::Options::default()
    };
    let reports = import::watched(&stop, |tell| {
        take_in(&mut store, &files, &options, &importer, tell)
    })?;
    if reports.any_rejected() {
        return Err(Failure::failed(
            "making the demo's room: the importer rejected rows of its own company",
        )
        .hint("this is a fault of churnroom; please report it"));
    }
    match args.accounts {
        None => review::play(&mut Session::inside(store, session.config.rules.clone())),
        Some(_) => Ok(()),
    }
}

fn write_demo(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let write = |(name, bytes): &(&str, Vec<u8>)| {
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    };
    demo_files().iter().map(write).collect()
}

fn write_generated(folder: &Path, company: &Company) -> io::Result<Vec<PathBuf>> {
    let write = |name: &str| {
        let path = folder.join(name);
        company.write(name, BufWriter::new(File::create(&path)?))?;
        Ok(path)
    };
    let files: io::Result<Vec<PathBuf>> = Company::FILES.into_iter().map(write).collect();
    // Of a small company nobody may have said a word.
    Ok(files?.into_iter().filter(|path| has_rows(path)).collect())
}

fn has_rows(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| BufReader::new(file).lines().nth(1).is_some())
}

/// Half past eight on a day, in no zone in particular.
fn morning(day: Day) -> Moment {
    Moment(i64::from(day.0) * 86_400 + 8 * 3_600 + 1_800)
}

fn making(error: &io::Error) -> Failure {
    Failure::disk("making the demo's room", error)
        .hint("see that the folder for temporary files can be written and has room")
}
