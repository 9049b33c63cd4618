//! Which numbers the screen shows: those frozen when the meeting started, else those of now.
//! Must not know how either is read.

use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::effect::Effect;
use crate::domain::frozen::{AtStart, difference};
use crate::domain::ids::ActionId;
use crate::domain::marks::DayMark;
use crate::domain::metrics::{Cohorts, Review};
use crate::domain::profile::Profile;
use crate::domain::usual::findings::Findings;

use super::NumbersScreen;
use super::pairs::FigurePair;

impl NumbersScreen {
    /// The review to show: in a meeting the one frozen at its start.
    pub fn review(&self, shared: &Shared) -> Option<&Review> {
        let frozen = self.in_meeting(shared).map(|f| &f.review);
        frozen.or(self.live.as_deref())
    }

    /// The marks to show: as they are now, for they are the team's own notes and move no number.
    pub fn marks(&self, shared: &Shared) -> &[DayMark] {
        let review = self.live.as_deref().or_else(|| self.review(shared));
        review.map_or(&[], |r| r.marks.as_slice())
    }

    /// The cohorts to show.
    pub fn cohorts(&self, shared: &Shared) -> Option<&Cohorts> {
        let frozen = self.in_meeting(shared).map(|f| &f.cohorts);
        frozen.or(self.live_cohorts.as_ref())
    }

    /// What there is to say of the period shown.
    pub fn findings(&self, shared: &Shared) -> Option<&Findings> {
        if let Some(frozen) = self.in_meeting(shared) {
            return frozen.findings.as_ref();
        }
        let period = self.review(shared)?.metrics.period;
        self.live_findings
            .as_deref()
            .filter(|it| it.period == period)
    }

    /// What became of what an action is for.
    pub fn effect(&self, action: ActionId, shared: &Shared) -> Option<&Effect> {
        let frozen = self.in_meeting(shared).map(|f| &f.results);
        let effects = frozen.filter(|results| !results.is_empty());
        let effects = effects.unwrap_or(&self.live_effects);
        effects.iter().find(|e| e.of == Subject::Action(action))
    }

    /// Whether an action was done before the meeting before, so that a short line of it will do.
    pub fn is_awaited(&self, action: ActionId) -> bool {
        self.awaited.iter().any(|view| view.action.id == action)
    }

    /// Who is known to leave, or to pay less, in a line; `None` where nobody is, or long after the period.
    pub fn known_ahead(&self, shared: &Shared) -> Option<String> {
        let period = self.review(shared)?.metrics.period;
        let ahead = self.ahead.as_ref()?;
        let words = ahead.words(|cents| shared.money(cents));
        let words = words.filter(|_| ahead.latest && ahead.period == period)?;
        // Who is gone already is at risk no more.
        let (going, gone) = (ahead.leaves + ahead.shrinks, ahead.gone);
        let lists = match (going.accounts, gone.accounts) {
            (0, _) => "metrics --ahead lists them",
            (_, 0) => "E lists them",
            _ => "E lists who still pays",
        };
        Some(format!("{words} ({lists})"))
    }

    /// How the numbers have changed since they were frozen; `None` while they have not.
    pub fn changed_since(&self) -> Option<String> {
        let (frozen, live) = (self.frozen.as_ref()?, self.live.as_ref()?);
        let same = frozen.review.metrics.period == live.metrics.period;
        difference(&frozen.review.metrics, &live.metrics).filter(|_| same)
    }

    /// The figures the trend shows, of those that a way of counting defines.
    pub fn pair(&self, profile: Profile) -> Option<&'static FigurePair> {
        let all = FigurePair::all(profile);
        all.get(self.pair % all.len().max(1)).copied()
    }

    fn in_meeting(&self, shared: &Shared) -> Option<&AtStart> {
        shared.sitting.and(self.frozen.as_deref())
    }
}
