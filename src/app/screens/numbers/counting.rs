//! How the numbers are counted: choosing the room's profile, and what a figure means under each.
//! Must not know how any profile counts.

use crate::app::cx::Cx;
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screens::definition::Definition;
use crate::app::screens::pick::{Pick, Row};
use crate::app::screens::reconcile::{self, Reconcile};
use crate::domain::change::{Change, Field, Subject};
use crate::domain::profile::Profile;
use crate::keys::Command;

use super::Numbers;
use super::pane::Pane;

/// What the picked profile is delivered under.
const WHAT: &str = "counting";

/// Whether one of these commands is possible now: a running meeting keeps its way of counting.
pub(super) fn can(command: Command, shared: &Shared) -> Option<bool> {
    let writes = shared.room.read_only().is_none();
    match command {
        Command::Define | Command::Reconcile | Command::Against => Some(shared.period.is_some()),
        Command::Counting => Some(writes && shared.sitting.is_none()),
        _ => None,
    }
}

/// An answer to one of these questions; `false` for others.
pub(super) fn chosen(what: &'static str, choice: &Choice, cx: &mut Cx<'_>) -> bool {
    match (what, cx.shared.period) {
        (WHAT, _) => choose(choice, cx),
        (reconcile::AGAINST, Some(period)) => reconcile::hold_against(period, what, choice, cx),
        _ => return false,
    }
    true
}

/// Lets one of the profiles be picked for the room.
fn ask(cx: &mut Cx<'_>) {
    let own = cx.shared.profile();
    let rows = Profile::ALL.map(|profile| {
        let mark = if profile == own { " (now)" } else { "" };
        Row::new(profile, format!("{profile}{mark}"), profile.words())
    });
    cx.open(Pick::new(
        cx.place,
        WHAT,
        "How the room counts",
        rows.into(),
    ));
}

/// Counts the room another way.
fn choose(choice: &Choice, cx: &mut Cx<'_>) {
    let Choice::Picked(word) = choice else {
        return;
    };
    let was = cx.shared.profile();
    match Profile::from_word(word) {
        Some(now) if now != was => {
            let change = Change::set(Subject::Room, Field::Profile, was.word(), now.word());
            cx.apply(WHAT, change);
        }
        Some(now) => cx.say(format!("the room counts by {now} already")),
        None => {}
    }
}

/// Holds another way of counting against the room's own.
fn hold_against_another(cx: &mut Cx<'_>) {
    if let Some(period) = cx.shared.period {
        cx.open(Reconcile::new(period, cx.shared.profile()));
    }
}

impl Numbers {
    /// Carries out one of these commands; `false` for others.
    pub(super) fn ask_about_counting(&self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Counting => ask(cx),
            Command::Define => self.define(cx),
            Command::Reconcile => hold_against_another(cx),
            Command::Against => reconcile::against_which(cx),
            _ => return false,
        }
        true
    }

    /// What the selected figure means and is made of; of a breakdown, in the selected cell. In a
    /// meeting its own figures are those frozen at its start.
    fn define(&self, cx: &mut Cx<'_>) {
        let Some(period) = cx.shared.period else {
            return;
        };
        let definition = Definition::new(period);
        let cell = self.by.clone().zip(self.cells.key().cloned());
        let definition = match cell.filter(|_| self.pane == Pane::Headlines) {
            Some((by, value)) => definition.of_cell(by, value),
            None => definition.kept(self.review(cx.shared).map(|review| review.metrics.clone())),
        };
        match self.figures.key().filter(|_| self.pane == Pane::Headlines) {
            Some(figure) => cx.open(definition.at(*figure)),
            None => cx.open(definition),
        }
    }
}
