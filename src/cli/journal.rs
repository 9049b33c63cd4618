//! `churnroom journal`: everything anybody did. Must not know what a change means.

use super::output::Shown;
use super::session::Session;
use crate::domain::change::JournalRow;
use crate::domain::failure::Failure;
use crate::domain::ids::ChangeId;
use crate::domain::query::Query;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what came after this change [default: the last ones]
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
    /// How many
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

const COLUMNS: &str = ">change|when=at|who=person|~what=words|-undoes";

/// Runs it: oldest first, so that `--after` the last one goes on.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let last = session.room()?.last_change.0;
    let since = args
        .after
        .unwrap_or_else(|| (last - i64::from(args.limit)).max(0));
    let rows: Vec<JournalRow> = session.ask(&Query::Feed {
        since: ChangeId(since),
        limit: args.limit,
    })?;
    let items = rows.iter().map(shapes::change);
    let next = rows
        .last()
        .filter(|row| row.id.0 < last)
        .map(|row| row.id.to_string());
    Ok(Shown::list(COLUMNS, items.collect(), next))
}
