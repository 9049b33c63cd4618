//! `churnroom imports`: what was imported, and taking a whole import back. Must not know file formats.

use serde_json::Value as Json;

use super::import::converted;
use super::output::Shown;
use super::session::Session;
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::ImportView;
use crate::domain::money::Money;
use crate::domain::query::Query;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All imports, newest first
    List,
    /// Take a whole import back
    Revert { id: i64 },
}

const COLUMNS: &str = ">id=import|when=at|who=person|kind|~file|#read|#new|#updated|#unchanged|#rejected|taken back=reverted|-left_out|-bare_accounts|-as_of|-currency";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    let imports: Vec<ImportView> = session.ask(&Query::Imports)?;
    match verb.unwrap_or(Verb::List) {
        Verb::List => {
            let currency = session.currency()?;
            let money = Money::of(currency.as_ref());
            let shown = Shown::list(COLUMNS, imports.iter().map(shapes::import).collect(), None);
            Ok(shown.noted(imports.iter().flat_map(|view| {
                let rates = converted(&view.head.file, &view.head.rates);
                rates.into_iter().chain(tied(view, money))
            })))
        }
        Verb::Revert { id } => {
            if !imports.iter().any(|view| view.head.id == ImportId(id)) {
                return Err(Failure::not_found(format!("there is no import {id}"))
                    .hint("see `churnroom imports`"));
            }
            let applied = session.apply(&Change::RevertImport(ImportId(id)))?;
            let after: Vec<ImportView> = session.ask(&Query::Imports)?;
            let view = after.iter().find(|view| view.head.id == ImportId(id));
            Ok(Shown::edit(
                &applied,
                view.map_or(Json::Null, shapes::import),
            ))
        }
    }
}

/// The sum that was given for it.
fn tied(view: &ImportView, money: Money<'_>) -> Option<String> {
    let head = &view.head;
    let tied = head.tied.filter(|_| !view.reverted)?;
    let (amount, on) = (money.number(tied.amount), tied.on.dated());
    Some(format!(
        "{}: tied to {amount} given at import ({on})",
        head.file
    ))
}
