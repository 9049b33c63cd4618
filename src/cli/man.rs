//! `churnroom man`: the manual, one page to standard output or all pages into a folder.
//! Must not know the commands: clap does.

use std::path::PathBuf;

use serde_json::json;

use super::output::Shown;
use crate::domain::failure::Failure;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The page of this command, such as `import` or `tag add` [default: the program's]
    command: Vec<String>,
    /// Write all pages into this folder instead
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// Runs it on the whole command line.
pub fn run(args: &Args, mut command: clap::Command) -> Result<Shown, Failure> {
    command.build();
    if let Some(folder) = &args.out {
        return write_all(command, folder);
    }
    let mut page = &command;
    for word in &args.command {
        page = page.find_subcommand(word).ok_or_else(|| {
            Failure::usage(format!("there is no command `{}`", args.command.join(" ")))
                .hint("see `churnroom --help`")
        })?;
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(page.clone())
        .render(&mut text)
        .map_err(|error| Failure::failed(format!("the manual page could not be made: {error}")))?;
    Ok(Shown::verbatim(String::from_utf8_lossy(&text).into_owned()))
}

fn write_all(command: clap::Command, folder: &PathBuf) -> Result<Shown, Failure> {
    let name = folder.display().to_string();
    let made =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    made.map_err(|error| {
        Failure::disk(&format!("writing the manual pages into {name}"), error)
            .hint("choose a folder you may write in")
    })?;
    Ok(Shown::value(json!({ "folder": name })).line(format!("wrote the manual pages into {name}")))
}
