//! How the numbers are counted: choosing the room's profile, and what a figure means under each.
//! Must not know how any profile counts.

use crate::app::cx::{Choice, Cx, Meaning, Offer, Open};
use crate::app::screens::reconcile::against_which;
use crate::app::shared::Shared;
use crate::domain::change::{Change, Field, Subject};
use crate::domain::profile::Profile;
use crate::domain::word::Word;
use crate::keys::Command;

use super::NumbersScreen;
use super::pane::NumbersPane;

/// Whether one of these commands is possible now: a running meeting keeps its way of counting.
pub(super) fn can(command: Command, shared: &Shared) -> Option<bool> {
    let writes = shared.writes();
    match command {
        Command::Define | Command::Reconcile | Command::Against => Some(shared.period.is_some()),
        Command::Counting => Some(writes && shared.sitting.is_none()),
        _ => None,
    }
}

/// Lets one of the profiles be picked for the room.
fn ask(cx: &mut Cx<'_>) {
    let own = cx.shared.profile();
    let choices = Profile::ALL.map(|profile| {
        let mark = if profile == own { " (now)" } else { "" };
        Choice::new(profile, format!("{profile}{mark}"), profile.words())
    });
    let choose = |_: &mut NumbersScreen, now, cx: &mut Cx<'_>| choose(now, cx);
    let offer = Offer::new(cx.place, "How the room counts", choices.into(), choose);
    cx.open(offer);
}

/// Counts the room another way.
fn choose(now: Profile, cx: &mut Cx<'_>) {
    let was = cx.shared.profile();
    if now == was {
        return cx.say(format!("the room counts by {now} already"));
    }
    let (was, now) = (was.word(), now.word());
    cx.apply(Change::set(Subject::Room, Field::Profile, was, now));
}

impl NumbersScreen {
    /// Carries out one of these commands; `false` for others.
    pub(super) fn ask_about_counting(&self, command: Command, cx: &mut Cx<'_>) -> bool {
        match (command, cx.shared.period) {
            (Command::Counting, _) => ask(cx),
            (Command::Define, _) => self.define(cx),
            (Command::Reconcile, Some(period)) => {
                cx.open(Open::Reconcile(period, cx.shared.profile()));
            }
            (Command::Against, Some(period)) => against_which::<NumbersScreen>(period, cx),
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
        let headlines = self.pane == NumbersPane::Headlines;
        let cell = self.by.clone().zip(self.cells.key().cloned());
        let cell = cell.filter(|_| headlines);
        let review = self.review(cx.shared).filter(|_| cell.is_none());
        cx.open(Meaning {
            period,
            figure: self.figures.key().copied().filter(|_| headlines),
            cell,
            kept: review.map(|review| Box::new(review.metrics.clone())),
        });
    }
}
