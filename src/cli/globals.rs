//! Options that many commands have, and those that go for all. Must not know any command.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::output::Format;
use crate::domain::day::Day;

/// Options that go for every command, before or after its name.
#[derive(Clone, Debug, Default, Args)]
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
    /// Show aliases instead of names, and inside texts no e-mail addresses, links, phone, card or bank account numbers
    #[arg(long, global = true)]
    pub mask: bool,
    /// How to print: for people, programs or spreadsheets [default: table]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = formats(["table", "json", "csv"]))]
    pub format: Option<Format>,
}

/// They by themselves.
#[derive(Parser)]
struct Alone {
    #[command(flatten)]
    globals: Globals,
}

impl Globals {
    /// Which room it is, and whether names are covered, among arguments of which others cannot be read.
    pub fn among(args: impl Iterator<Item = OsString>) -> Globals {
        let mut names_room = false;
        let own = args.enumerate().filter(|(at, arg)| {
            let arg = arg.to_str().unwrap_or_default();
            let named = std::mem::replace(&mut names_room, arg == "--db");
            *at == 0 || named || matches!(arg, "--mask" | "--db") || arg.starts_with("--db=")
        });
        let read = Alone::try_parse_from(own.map(|(_, arg)| arg));
        read.map_or_else(|_| Globals::default(), |read| read.globals)
    }
}

/// A parser that knows some of the formats: minutes have other ones than lists.
pub fn formats<const N: usize>(words: [&'static str; N]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(words)
        .map(|word| Format::from_str(&word, true).unwrap_or(Format::Table))
}

/// What can be done with the things of a kind; without a verb they are listed.
#[derive(Debug, Args)]
pub struct Verbs<V: Subcommand> {
    /// What to do.
    #[command(subcommand)]
    pub verb: Option<V>,
}

/// A part of a long list.
#[derive(Debug, Args)]
pub struct Paged {
    /// How many
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub limit: u32,
    /// After this key of the page before
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub after: Option<String>,
}

impl Default for Paged {
    fn default() -> Paged {
        let (limit, after) = (50, None);
        Paged { limit, after }
    }
}
