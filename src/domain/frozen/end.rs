//! What a meeting ended with: themes, breakdowns, links, quotes, notes, actions and who was there, by name.
//! Must not know how any of it is counted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::account::LostAccount;
use crate::domain::asking::{Ask, ask};
use crate::domain::day::Day;
use crate::domain::effect::Effect;
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::gate;
use crate::domain::ids::{MeetingId, RoadmapId, TagId};
use crate::domain::marks::DayMark;
use crate::domain::meeting::MeetingView;
use crate::domain::metrics::{Breakdown, Dimension};
use crate::domain::money::Cents;
use crate::domain::note::{ActionView, NoteKind, NoteView};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{ActionFilter, NoteFilter, Query, QuoteOrder};
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::domain::room::RoomFacts;
use crate::domain::sort::{sort_by, sort_by_key};
use crate::domain::subject::Subject;
use crate::domain::themes::{ThemeRow, ThemeTrend, Themes};
use crate::domain::usual::reasons::ReasonsJudged;

use super::named::{NamedLink, NamedTrend, ThemeAbout, ThemeLost, ThemeQuotes};

/// Dimensions that are always frozen, if the room has them.
const DIMENSIONS: [&str; 5] = ["plan", "segment", "channel", "region", "tenure"];
/// Cells of a breakdown that are kept, dearest first.
const CELLS: usize = 15;
/// Quotes kept of each theme.
const QUOTES: u32 = 3;
/// Themes whose quotes are kept when none was discussed.
const TOP: usize = 5;
/// Themes whose accounts are kept, and how many of each.
const THEMES: usize = 12;
const ACCOUNTS: usize = 12;
/// Periods of the theme trend.
const PERIODS: u32 = 6;

/// Frozen when a meeting ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct AtEnd {
    version: u32,
    /// The themes of the period.
    pub themes: Themes,
    /// What each theme means, by the codebook.
    pub about: Vec<ThemeAbout>,
    /// Lost MRR per theme over the last periods.
    pub trend: Vec<NamedTrend>,
    /// Themes the meeting discussed, dearest first.
    pub discussed: Vec<String>,
    /// Those of them that left it with nothing open, and nobody said why; `None` of a meeting of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untied: Option<Vec<String>>,
    /// The quotes that stood under each of them, pinned ones first.
    pub quotes: Vec<ThemeQuotes>,
    /// Who was lost to each of the dearest themes; none in a meeting of before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<ThemeLost>,
    /// The roadmap as it stood then; `None` of a meeting of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roadmap: Option<Vec<RoadmapItem>>,
    /// Breakdowns, each with its dearest cells.
    pub breakdowns: Vec<Breakdown>,
    /// Links between themes and the roadmap.
    pub links: Vec<NamedLink>,
    /// Notes, questions, decisions, and why a theme has no action, as written in the meeting.
    pub notes: Vec<NoteView>,
    /// Questions from before that nobody has answered; none of a meeting of before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<NoteView>,
    /// Actions written in the meeting.
    pub actions: Vec<ActionView>,
    /// Actions carried into the meeting, as they stood at its end.
    pub carried: Vec<ActionView>,
    /// Actions done before the meeting before, whose verdict was still to come then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awaited: Vec<ActionView>,
    /// Who was there, by team and name.
    pub present: Vec<Owner>,
    /// Every mark the team had kept by then, by its days.
    #[serde(default)]
    pub marks: Vec<DayMark>,
    /// Whether those of the period stand beside its numbers; of a meeting of before those of its start do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marks_numbers: bool,
    /// The themes by their past; `None` of a meeting of before that was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub judged: Option<ReasonsJudged>,
    /// What the actions written in the meeting are for, and when that is judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Effect>,
}

/// What was written in a meeting and carried into it, and what of the discussed themes that leaves untied.
struct EndPlans {
    /// Without the reasons for having no action of themes that have one by now.
    notes: Vec<NoteView>,
    actions: Vec<ActionView>,
    carried: Vec<ActionView>,
    untied: Vec<TagId>,
}

impl EndPlans {
    fn gather(meeting: MeetingId, discussed: &[TagId], asks: &mut Ask) -> Result<Self, Failure> {
        let mut notes = gather_notes(meeting, asks)?;
        let actions = gather_actions(asks, |filter| filter.meeting = Some(meeting))?;
        let carried = gather_actions(asks, |filter| filter.carried_into = Some(meeting))?;
        let covered = gate::covered(meeting, actions.iter().chain(&carried));
        let other = |view: &NoteView| view.note.kind != NoteKind::NoAction;
        notes.retain(|view| other(view) || gate::excuses(&view.note, &covered));
        let said = notes.iter().map(|view| &view.note);
        Ok(EndPlans {
            untied: gate::untied(discussed, &covered, said),
            notes,
            actions,
            carried,
        })
    }
}

impl AtEnd {
    /// Asks for all of it; fails as whoever answers does.
    pub fn gather(meeting: MeetingId, today: Day, asks: &mut Ask) -> Result<AtEnd, Failure> {
        let view: Box<MeetingView> = ask(asks, Query::Meeting(meeting))?;
        AtEnd::of(&view, today, asks)
    }

    /// The same of a meeting that may not have begun; fails as whoever answers does.
    pub fn of(view: &MeetingView, today: Day, asks: &mut Ask) -> Result<AtEnd, Failure> {
        let (meeting, period, profile) =
            (view.meeting.id, view.meeting.period, view.meeting.profile);
        let tags: Vec<TagView> = ask(asks, Query::Tags)?;
        let tags: BTreeMap<TagId, TagView> = tags.into_iter().map(|t| (t.tag.id, t)).collect();
        let themes: Box<Themes> = ask(asks, Query::Themes(period))?;
        let judged: Box<ReasonsJudged> = ask(asks, Query::Reasons(period))?;
        let discussed = ranked(&view.discussed, &themes);
        let written = EndPlans::gather(meeting, &discussed, asks)?;
        let actions = written.actions;
        let named = |ids: &[TagId]| ids.iter().filter_map(|id| name(&tags, *id)).collect();
        let mut results: Vec<Effect> = ask(asks, Query::Effects)?;
        let is_of = |effect: &Effect, id| effect.of == Subject::Action(id);
        results.retain(|effect| actions.iter().any(|a| is_of(effect, a.action.id)));
        Ok(AtEnd {
            version: super::VERSION,
            about: about(&themes, &discussed, &tags),
            trend: gather_trend(period, &tags, asks)?,
            discussed: named(&discussed),
            untied: Some(named(&written.untied)),
            quotes: gather_quotes(period, &discussed, &themes, &tags, asks)?,
            lost: gather_lost(&themes, asks)?,
            roadmap: Some(ask(asks, Query::Roadmap)?),
            breakdowns: gather_breakdowns(period, profile, today, &written.notes, asks)?,
            links: gather_links(meeting, &themes, &discussed, &tags, asks)?,
            questions: gather_questions(meeting, asks)?,
            notes: written.notes,
            actions,
            results,
            carried: written.carried,
            awaited: gather_actions(asks, |filter| filter.awaited_by = Some(meeting))?,
            present: gather_present(view, asks)?,
            marks: ask(asks, Query::Marks)?,
            marks_numbers: true,
            judged: Some(*judged),
            themes: *themes,
        })
    }

    /// Discussed themes that left the meeting with nothing open, and nobody said why. In one of before any action
    /// counted, whatever became of it.
    pub fn untied(&self) -> Vec<String> {
        if let Some(untied) = &self.untied {
            return untied.clone();
        }
        let acted = self.actions.iter().chain(&self.carried);
        let mut seen: Vec<&str> = acted.filter_map(|a| a.from.theme.as_deref()).collect();
        let excused = |n: &&NoteView| n.note.kind == NoteKind::NoAction;
        let excused = self.notes.iter().filter(excused);
        seen.extend(excused.filter_map(|n| n.from.theme.as_deref()));
        let left = self.discussed.iter();
        left.filter(|t| !seen.contains(&t.as_str()))
            .cloned()
            .collect()
    }

    /// As JSON for the meeting's row.
    pub fn to_json(&self) -> Result<String, Failure> {
        super::write("end", self)
    }

    /// From the meeting's row; fails when it is damaged, or of a version this program does not know.
    pub fn from_json(json: &str) -> Result<AtEnd, Failure> {
        super::read("end", json)
    }
}

fn name(tags: &BTreeMap<TagId, TagView>, id: TagId) -> Option<String> {
    tags.get(&id).map(|view| view.tag.name.clone())
}

/// Discussed themes by their place among the themes; those without loss last, in the order of their ids.
fn ranked(discussed: &[TagId], themes: &Themes) -> Vec<TagId> {
    let mut ids = discussed.to_vec();
    let place = |id: &TagId| themes.themes.iter().position(|t| t.id == *id);
    sort_by_key(&mut ids, |id| (place(id).unwrap_or(usize::MAX), *id));
    ids
}

fn about(themes: &Themes, discussed: &[TagId], tags: &BTreeMap<TagId, TagView>) -> Vec<ThemeAbout> {
    let shown = themes.themes.iter().map(|t| t.id);
    let unlisted = discussed.iter().copied();
    let unlisted = unlisted.filter(|id| themes.themes.iter().all(|t| t.id != *id));
    let tags = shown.chain(unlisted).filter_map(|id| tags.get(&id));
    let described = tags.filter(|view| !view.tag.description.is_empty());
    let about = described.map(|view| ThemeAbout {
        theme: view.tag.name.clone(),
        about: view.tag.description.clone(),
    });
    about.collect()
}

fn gather_trend(
    period: Period,
    tags: &BTreeMap<TagId, TagView>,
    asks: &mut Ask,
) -> Result<Vec<NamedTrend>, Failure> {
    let query = Query::ThemeTrend {
        period,
        periods: PERIODS,
    };
    let trend: Vec<ThemeTrend> = ask(asks, query)?;
    let named = |t: ThemeTrend| {
        Some(NamedTrend {
            theme: name(tags, t.theme)?,
            lost: t.lost,
        })
    };
    Ok(trend.into_iter().filter_map(named).collect())
}

fn gather_quotes(
    period: Period,
    discussed: &[TagId],
    themes: &Themes,
    tags: &BTreeMap<TagId, TagView>,
    asks: &mut Ask,
) -> Result<Vec<ThemeQuotes>, Failure> {
    let mut ids = discussed.to_vec();
    if ids.is_empty() {
        ids.extend(themes.themes.iter().map(|t| t.id).take(TOP));
    }
    let named = ids.into_iter().filter_map(|id| Some((id, name(tags, id)?)));
    let mut out = Vec::new();
    for (id, theme) in named {
        let query = Query::Quotes {
            period,
            row: ThemeRow::Theme(id),
            order: QuoteOrder::Dearest,
            limit: QUOTES,
        };
        let quotes = ask(asks, query)?;
        out.push(ThemeQuotes { theme, quotes });
    }
    Ok(out)
}

/// Who was lost to each of the dearest themes, those with the most of it first.
fn gather_lost(themes: &Themes, asks: &mut Ask) -> Result<Vec<ThemeLost>, Failure> {
    let dear = themes.themes.iter().filter(|t| t.lost_mrr > Cents::ZERO);
    let mut out = Vec::new();
    for theme in dear.take(THEMES) {
        let query = Query::LostAccounts {
            period: themes.period,
            row: Some(ThemeRow::Theme(theme.id)),
        };
        let mut accounts: Vec<LostAccount> = ask(asks, query)?;
        accounts.retain(|account| account.falls_to > Cents::ZERO);
        sort_by_key(&mut accounts, |account| Reverse(account.falls_to));
        accounts.truncate(ACCOUNTS);
        out.push(ThemeLost {
            theme: theme.theme.clone(),
            accounts,
        });
    }
    Ok(out)
}

/// The usual dimensions the room has, then those that notes of this meeting speak of.
fn gather_breakdowns(
    period: Period,
    profile: Profile,
    today: Day,
    notes: &[NoteView],
    asks: &mut Ask,
) -> Result<Vec<Breakdown>, Failure> {
    let room: Box<RoomFacts> = ask(asks, Query::Room { today })?;
    let spoken = |d: &Dimension| {
        let starts = |n: &NoteView| n.note.origin.segment.starts_with(&format!("{}=", d.0));
        notes.iter().any(starts)
    };
    let wanted = |d: &Dimension| DIMENSIONS.contains(&d.0.as_str()) || spoken(d);
    let mut out = Vec::new();
    for by in room.dimensions.into_iter().filter(wanted) {
        let query = Query::Breakdown {
            period,
            by,
            profile: Some(profile),
        };
        let mut one: Box<Breakdown> = ask(asks, query)?;
        one.rows.truncate(CELLS);
        out.push(*one);
    }
    Ok(out)
}

fn gather_links(
    meeting: MeetingId,
    themes: &Themes,
    discussed: &[TagId],
    tags: &BTreeMap<TagId, TagView>,
    asks: &mut Ask,
) -> Result<Vec<NamedLink>, Failure> {
    let items: Vec<RoadmapItem> = ask(asks, Query::Roadmap)?;
    let items: BTreeMap<RoadmapId, RoadmapItem> = items.into_iter().map(|i| (i.id, i)).collect();
    let mut links: Vec<Link> = ask(asks, Query::Links)?;
    let place = |id: TagId| themes.themes.iter().position(|t| t.id == id);
    links.retain(|l| {
        place(l.theme).is_some() || discussed.contains(&l.theme) || l.meeting == Some(meeting)
    });
    let at = |theme| place(theme).unwrap_or(usize::MAX);
    sort_by_key(&mut links, |l| (at(l.theme), l.theme, l.stance, l.id));
    let named = |l: Link| {
        Some(NamedLink {
            id: Some(l.id),
            meeting: l.meeting,
            theme: name(tags, l.theme)?,
            stance: l.stance,
            item: l.item.and_then(|id| items.get(&id).cloned()),
            note: l.note,
            made_here: l.meeting == Some(meeting),
        })
    };
    Ok(links.into_iter().filter_map(named).collect())
}

fn gather_notes(meeting: MeetingId, asks: &mut Ask) -> Result<Vec<NoteView>, Failure> {
    let filter = NoteFilter {
        meeting: Some(meeting),
        ..NoteFilter::default()
    };
    let mut notes: Vec<NoteView> = ask(asks, Query::Notes(filter))?;
    sort_by_key(&mut notes, |n| n.note.id);
    Ok(notes)
}

fn gather_questions(meeting: MeetingId, asks: &mut Ask) -> Result<Vec<NoteView>, Failure> {
    let mut open: Vec<NoteView> = ask(asks, Query::Notes(NoteFilter::open_questions()))?;
    open.retain(|view| view.note.origin.meeting != Some(meeting));
    Ok(open)
}

fn gather_actions(
    asks: &mut Ask,
    which: impl FnOnce(&mut ActionFilter),
) -> Result<Vec<ActionView>, Failure> {
    let mut filter = ActionFilter::default();
    which(&mut filter);
    let mut actions: Vec<ActionView> = ask(asks, Query::Actions(filter))?;
    sort_by_key(&mut actions, |a| a.action.id);
    Ok(actions)
}

fn gather_present(view: &MeetingView, asks: &mut Ask) -> Result<Vec<Owner>, Failure> {
    let mut owners: Vec<Owner> = ask(asks, Query::Owners)?;
    owners.retain(|o| view.present.contains(&o.id));
    sort_by(&mut owners, |a, b| {
        (&a.team, &a.name).cmp(&(&b.team, &b.name))
    });
    Ok(owners)
}
