//! What a meeting starts from: metrics, trend, cohorts, and the actions carried into it with their effects.
//! Must not know how any of it is counted.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::outcome::ActionOutcome;
use crate::domain::asking::{Ask, ask};
use crate::domain::change::{Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::effect::Effect;
use crate::domain::effect::agreed::heard;
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Again, Meeting, MeetingView};
use crate::domain::metrics::{Cohorts, Review};
use crate::domain::note::ActionView;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{ActionFilter, Query};
use crate::domain::roadmap::RoadmapItem;
use crate::domain::usual::findings::Findings;
use crate::domain::warned::{Outcome, Warned, Warnings};

/// Frozen when a meeting starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct AtStart {
    version: u32,
    /// The Numbers section: metrics, trend, comparison, sentences.
    pub review: Review,
    /// Cohorts.
    pub cohorts: Cohorts,
    /// Actions carried into the meeting, as they stood.
    pub carried: Vec<ActionView>,
    /// What meetings of before froze of the themes they were meant to move.
    pub effects: Vec<ActionOutcome>,
    /// What became of the accounts that the meeting before had found at risk; `None` where there was none before,
    /// and in meetings that were held before anybody kept that.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub warned: Option<Outcome>,
    /// What there was to say; `None` of a meeting of before that was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub findings: Option<Findings>,
    /// What became of what they, those awaited from before, and the shipped items were for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Effect>,
    /// The roadmap items among those, as they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipped: Vec<RoadmapItem>,
    /// The roadmap as it stood then; `None` of a meeting of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roadmap: Option<Vec<RoadmapItem>>,
    /// That the period was reviewed before; `None` too of a meeting that was held before anybody kept that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
}

/// Whether an effect is that of a roadmap item which is judged at some time.
fn of_item(effect: &Effect) -> bool {
    matches!(effect.of, Subject::Item(_)) && effect.judged_from.is_some()
}

/// The shipped items whose verdict is still to come, or to be told.
fn shipped(results: &[Effect], asks: &mut Ask) -> Result<Vec<RoadmapItem>, Failure> {
    if !results.iter().any(of_item) {
        return Ok(Vec::new());
    }
    let mut items: Vec<RoadmapItem> = ask(asks, Query::Roadmap)?;
    let effect = |item: &RoadmapItem| Effect::among(results, Subject::Item(item.id));
    items.retain(|item| item.shipped.is_some() && effect(item).is_some());
    Ok(items)
}

impl AtStart {
    /// From the answers to `Review`, `Cohorts`, `Actions { carried_into }` and, of those actions, `Effects`.
    pub fn new(
        review: Review,
        cohorts: Cohorts,
        carried: Vec<ActionView>,
        results: Vec<Effect>,
    ) -> AtStart {
        AtStart {
            version: super::VERSION,
            review,
            cohorts,
            carried,
            effects: Vec::new(),
            warned: None,
            findings: None,
            results,
            shipped: Vec::new(),
            roadmap: None,
            again: None,
        }
    }

    /// Asks for all of it; fails as whoever answers does.
    pub fn gather(
        meeting: MeetingId,
        period: Period,
        profile: Profile,
        today: Day,
        asks: &mut Ask,
    ) -> Result<AtStart, Failure> {
        let effects: Vec<Effect> = ask(asks, Query::Effects)?;
        AtStart::about(meeting, (period, profile), today, effects, asks)
    }

    /// The same, where it is known what became of everything that was done.
    fn about(
        meeting: MeetingId,
        (period, profile): (Period, Profile),
        today: Day,
        mut results: Vec<Effect>,
        asks: &mut Ask,
    ) -> Result<AtStart, Failure> {
        let profile = Some(profile);
        let review: Box<Review> = ask(asks, Query::Review { period, profile })?;
        let cohorts = ask(asks, Query::Cohorts { today })?;
        let filter = ActionFilter::carried_into(Some(meeting));
        let carried: Vec<ActionView> = ask(asks, Query::Actions(filter))?;
        let awaited = ActionFilter::awaited_by(Some(meeting));
        let awaited: Vec<ActionView> = ask(asks, Query::Actions(awaited))?;
        let looked_at = |effect: &Effect| {
            let mut actions = carried.iter().chain(&awaited);
            of_item(effect) || actions.any(|a| effect.of == Subject::Action(a.action.id))
        };
        results.retain(|effect| {
            let told = effect.verdict.told;
            looked_at(effect) && told.is_none_or(|told| told == meeting)
        });
        let shipped = shipped(&results, asks)?;
        let warned: Box<Warned> = ask(asks, Query::Warned)?;
        let meetings: Vec<MeetingView> = ask(asks, Query::Meetings)?;
        let own = meetings.iter().find(|view| view.meeting.id == meeting);
        let again = Again::of(&meetings, period, own.map(|view| &view.meeting));
        let query = Query::Findings {
            period,
            profile,
            today,
        };
        let findings: Box<Findings> = ask(asks, query)?;
        Ok(AtStart {
            warned: warned.of(meeting, period),
            findings: Some(*findings),
            roadmap: Some(ask(asks, Query::Roadmap)?),
            shipped,
            again,
            ..AtStart::new(*review, cohorts, carried, results)
        })
    }

    /// What a meeting that starts keeps: these numbers, the verdicts that have fallen since and that it tells, and who
    /// is at risk at its period's end.
    ///
    /// # Errors
    /// Those of whoever answers.
    pub fn kept(meeting: &Meeting, today: Day, asks: &mut Ask) -> Result<Change, Failure> {
        let Meeting {
            id,
            period,
            profile,
            ..
        } = *meeting;
        let effects: Vec<Effect> = ask(asks, Query::Effects)?;
        let frozen = AtStart::about(id, (period, profile), today, effects.clone(), asks)?;
        let verdicts = heard(&effects, &frozen.results, id);
        let frozen = frozen.to_json()?;
        let at_risk: Box<Warnings> = ask(asks, Query::Warnings(period.last()))?;
        let was = meeting.frozen_start.clone();
        let mut kept = vec![
            Change::set(Subject::Meeting(id), Field::FrozenStart, was, frozen),
            Change::Warn(Box::new(Warnings {
                meeting: id,
                ..*at_risk
            })),
        ];
        kept.extend(verdicts);
        Ok(Change::All(kept))
    }

    /// As JSON for the meeting's row.
    pub fn to_json(&self) -> Result<String, Failure> {
        super::write("start", self)
    }

    /// From the meeting's row; fails when it is damaged, or of a version this program does not know.
    pub fn from_json(json: &str) -> Result<AtStart, Failure> {
        super::read("start", json)
    }
}
