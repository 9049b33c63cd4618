//! `churnroom undo` and `redo`: take back a person's latest change, and do it again.
//! Must not know what changes are.

use serde_json::json;

use super::ask;
use super::output::Shown;
use super::session::Session;
use crate::domain::change::Change;
use crate::domain::failure::{Code, Failure};
use crate::domain::money::Money;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Do not ask where it goes past what stays
    #[arg(long)]
    yes: bool,
}

/// Takes back the latest change of whoever asks, or does again what was taken back last. Past what stays, such as a
/// review that was begun since, it goes when it was asked.
pub fn run(session: &mut Session, change: &Change, args: &Args) -> Result<Shown, Failure> {
    let mut turned = session.apply(change);
    while let Err(stays) = &turned
        && stays.code == Code::Conflict
        && session.store()?.would_go_past()
    {
        let stays = session.covered(stays.clone());
        let would = Shown::value(json!({})).line(stays.to_string());
        ask::agreed(&would, Money::of(None), "Go past it?", args.yes)?;
        turned = session.apply(change);
    }
    let applied = turned?;
    let item = json!({"words": applied.words, "subject": applied.subject});
    Ok(Shown::edit(&applied, item))
}
