//! What became of actions in another tool, taken back. Must not know how the file says it.

use std::path::PathBuf;

use hashbrown::HashMap;
use serde_json::json;

use crate::cli::edit;
use crate::cli::names;
use crate::cli::output::{DRY_RUN, Shown};
use crate::cli::session::Session;
use crate::domain::change::{Applied, Change, Field, Member, Record, Subject, Value};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::OwnerId;
use crate::domain::money::counted;
use crate::domain::note::{Action, ActionStatus, ActionView};
use crate::domain::query::{ActionFilter, Query};
use crate::domain::roadmap::Owner;
use crate::exchange::actions_in::{self, ActionBack};
use crate::exchange::actions_out::{uid_before, uid_of};

/// What is wrong with a file is named for so many of its actions.
const NAMED: usize = 20;

#[derive(Debug, clap::Args)]
pub struct ActionsImport {
    /// What `export actions --to csv`, `json` or `task` wrote and another tool changed, or what `task export` gives
    file: PathBuf,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// An action of the room, and what the file says of it.
struct Matched {
    view: ActionView,
    back: ActionBack,
    /// Who answers for it from now on; `None` where that stays.
    owner: Option<Option<OwnerId>>,
}

impl Matched {
    /// The fields of which the file says something else than the room, as they shall be.
    fn wanted(&self, action: &Action, today: Day) -> Vec<(Field, Value)> {
        let mut wanted = Vec::new();
        if action.status != self.back.status {
            let open = self.back.status == ActionStatus::Open;
            let closed = self.back.closed.unwrap_or(today);
            let closed = (!open).then_some(closed);
            wanted.push((Field::Status, self.back.status.value()));
            wanted.push((Field::Closed, closed.value()));
        }
        let due = self.back.due.filter(|due| *due != action.due);
        wanted.extend(due.map(|due| (Field::Due, due.value())));
        let owner = self.owner.filter(|owner| *owner != action.owner);
        wanted.extend(owner.map(|owner| (Field::Owner, owner.value())));
        wanted
    }

    fn differs(&self, today: Day) -> bool {
        !self.wanted(&self.view.action, today).is_empty()
    }

    /// Whoever helped and answers for it now helps no more.
    fn leaves(&self) -> Option<Change> {
        let (action, owner) = (self.view.action.id, self.owner.flatten()?);
        let helps = self.view.action.with.contains(&owner);
        helps.then_some(Change::Leave(Member::With { action, owner }))
    }
}

pub(super) fn import(session: &mut Session, args: &ActionsImport) -> Result<Shown, Failure> {
    let back = actions_in::read(&args.file)?;
    let read = back.actions.len() + back.wrong.len();
    let mut notes = back.wrong;
    let rejected = notes.len();
    let (all, strange) = matched(session, back.actions, &mut notes)?;
    let today = session.today;
    let changed: Vec<&Matched> = all.iter().filter(|one| one.differs(today)).collect();
    let item = json!({
        "read": read, "changed": changed.len(), "unchanged": all.len() - changed.len(),
        "left_out": strange, "rejected": rejected,
    });
    let said = format!(
        "{} read: {} changed, {} as they were",
        counted(read, "action"),
        changed.len(),
        all.len() - changed.len()
    );
    if strange > 0 {
        notes.push(format!(
            "{} of another room, or gone here: left out",
            counted(strange, "action")
        ));
    }
    let applied = match args.dry_run || changed.is_empty() {
        true => edit::unchanged(Subject::Room),
        false => apply(session, &changed)?,
    };
    notes.truncate(NAMED);
    notes.extend(args.dry_run.then(|| DRY_RUN.to_owned()));
    let mut shown = Shown::edit(&applied, item).line(said).noted(notes);
    shown.rejected |= rejected > 0;
    Ok(shown)
}

/// All of it as one change.
fn apply(session: &mut Session, changed: &[&Matched]) -> Result<Applied, Failure> {
    let subjects = changed
        .iter()
        .map(|one| Subject::Action(one.view.action.id));
    let subjects: Vec<Subject> = subjects.collect();
    let leaves: Vec<Change> = changed.iter().filter_map(|one| one.leaves()).collect();
    let today = session.today;
    edit::set_with(session, &subjects, &leaves, |record| {
        let Record::Action(action) = record else {
            return Vec::new();
        };
        let own = changed.iter().find(|one| one.view.action.id == action.id);
        own.map_or_else(Vec::new, |one| one.wanted(action, today))
    })
}

/// The actions of the room that the file says something of, the last time it does, and how many it has of others.
fn matched(
    session: &mut Session,
    back: Vec<ActionBack>,
    notes: &mut Vec<String>,
) -> Result<(Vec<Matched>, usize), Failure> {
    let views: Vec<ActionView> = session.ask(&Query::Actions(ActionFilter {
        changes: true,
        ..ActionFilter::default()
    }))?;
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    // Files of before name an action without its room.
    let before = views
        .iter()
        .map(|view| (uid_before(view.action.id, view.action.at), view));
    let by_uid = before.chain(views.iter().map(|view| (uid_of(view), view)));
    let by_uid: HashMap<String, &ActionView> = by_uid.collect();
    let (mut all, mut strange): (Vec<Matched>, usize) = (Vec::new(), 0);
    for back in back {
        let Some(view) = by_uid.get(&back.uid).map(|view| (*view).clone()) else {
            strange += 1;
            continue;
        };
        let owner = match back.owner.as_deref() {
            None => None,
            Some("") => Some(None),
            Some(name) => {
                let named = owners.iter().find(|owner| names::same(&owner.name, name));
                let found = named.map(|owner| Some(owner.id));
                if found.is_none() {
                    let id = view.action.id;
                    notes.push(format!(
                        "action {id}: there is no owner `{name}`; it stays whose it is"
                    ));
                }
                found
            }
        };
        all.retain(|one| one.view.action.id != view.action.id);
        all.push(Matched { view, back, owner });
    }
    Ok((all, strange))
}
