//! `churnroom completions SHELL`: a script for the shell. Must not know the commands: clap does.

use clap_complete::Shell;

use super::output::Shown;
use crate::domain::failure::Failure;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs it on the whole command line.
pub fn run(args: &Args, mut command: clap::Command) -> Result<Shown, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "churnroom", &mut script);
    Ok(Shown::verbatim(
        String::from_utf8_lossy(&script).into_owned(),
    ))
}
