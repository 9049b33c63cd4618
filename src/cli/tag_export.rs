//! `churnroom tag export`: the codebook and what was made of the texts as a file that another room takes in.
//! Must not know how the file is written, nor how an import settles differences.

use std::path::PathBuf;

use super::output::{OutFile, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::exchange::tags_file;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write, the same as --out [default: standard output]
    #[arg(value_name = "FILE", conflicts_with = "out")]
    file: Option<PathBuf>,
    /// Only exit surveys
    #[arg(long)]
    surveys: bool,
    #[command(flatten)]
    target: OutFile,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let carried = tags_file::gather(&mut |query| session.answer(&query), args.surveys)?;
    let written = tags_file::write(&carried, Vec::new());
    let bytes = written.map_err(|error| Failure::failed(format!("writing the tags: {error}")))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    args.target.or(args.file.as_ref()).deliver(text)
}
