//! `churnroom backup FILE`: a verified copy of the room while it is in use. Must not know the engine.

use std::path::PathBuf;

use super::output::Shown;
use super::session::Session;
use crate::domain::failure::{Code, Failure};
use crate::runtime::process;
use crate::store::sweep;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the copy goes
    file: PathBuf,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

/// Runs it. With `--force` the old file is only replaced by a copy that was verified.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    sweep(&args.file, &process::is_gone);
    let there = args.file.symlink_metadata().is_ok();
    if !there || !args.force {
        let copied = session.store()?.backup(&args.file);
        // What is no file at all is none to force.
        copied.map_err(|failure| match there && failure.code != Code::Usage {
            true => failure.hint("choose another name or add --force"),
            false => failure,
        })?;
        return Ok(written(session, args));
    }
    if same_file(session, args) {
        return Err(
            Failure::usage("the room cannot be copied over itself").hint("give another name")
        );
    }
    session
        .store()?
        .backup_over(&args.file, &process::is_gone)?;
    Ok(written(session, args))
}

/// A copy of a room is the whole of it.
fn written(session: &Session, args: &Args) -> Shown {
    let named = session
        .masked
        .then(|| "the copy has the names in it".to_owned());
    Shown::written(&args.file).noted(named)
}

fn same_file(session: &Session, args: &Args) -> bool {
    match (session.db.canonicalize(), args.file.canonicalize()) {
        (Ok(room), Ok(copy)) => room == copy,
        _ => false,
    }
}
