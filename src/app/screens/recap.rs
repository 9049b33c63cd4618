//! The meeting so far, for whoever comes late: figures, themes discussed, decisions, actions, questions.
//! Of an ended meeting only what it froze. Must not know how it is drawn.

use crate::app::cx::{Cx, Meaning};
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::effect::Effect;
use crate::domain::failure::Failure;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::gate;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::MeetingView;
use crate::domain::metrics::Metrics;
use crate::domain::note::{ActionStatus, ActionView, NoteKind, NoteView};
use crate::domain::query::{ActionFilter, NoteFilter, Query};
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::sort::sort_by_key;
use crate::domain::themes::{Theme, Themes};
use crate::domain::word::Word;
use crate::keys::{Command, Context};

/// What became of a discussed theme.
#[derive(Clone, Debug, PartialEq)]
pub enum Acted<'a> {
    Action(&'a ActionView),
    /// The team said why there is none.
    Refused(&'a NoteView),
    /// Neither.
    Open,
}

/// A theme as the recap tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecapTheme<'a> {
    /// Its name and figures.
    pub theme: Theme,
    /// Whether what it cost cannot be told.
    pub unknown: bool,
    /// How the roadmap stands to it: `aligns RPT-12`; empty when not linked.
    pub stance: String,
    /// What became of it.
    pub acted: Acted<'a>,
}

#[derive(Debug, Default)]
pub struct Recap {
    pub meeting: MeetingId,
    /// The figures it looks at; `None` until known.
    pub metrics: Option<Metrics>,
    /// What an ended meeting froze.
    end: Option<Box<AtEnd>>,
    themes: Option<Box<Themes>>,
    links: Vec<Link>,
    items: Vec<RoadmapItem>,
    notes: Vec<NoteView>,
    actions: Vec<ActionView>,
    /// Actions of meetings before: those carried into it, and those done before that.
    carried: Vec<ActionView>,
    awaited: Vec<ActionView>,
    /// What became of what they were for, as it started.
    results: Vec<Effect>,
    /// The roadmap items among that.
    shipped: Vec<RoadmapItem>,
}

/// An item's key in the tracker; empty where there is no item.
fn key(item: Option<&RoadmapItem>) -> &str {
    item.map_or("", |item| item.external.as_str())
}

impl Recap {
    /// The recap of a meeting.
    pub fn new(meeting: MeetingId) -> Recap {
        Recap {
            meeting,
            ..Recap::default()
        }
    }

    /// The meeting.
    pub fn view<'a>(&self, shared: &'a Shared) -> Option<&'a MeetingView> {
        shared.room.meeting(self.meeting)
    }

    /// Whether all of it is known.
    pub fn known(&self) -> bool {
        self.end.is_some() || self.themes.is_some()
    }

    /// Notes of some kinds written in it, in the order they were written.
    pub fn notes(&self, kinds: &'static [NoteKind]) -> impl Iterator<Item = &NoteView> {
        let all = self.end.as_ref().map_or(&self.notes, |end| &end.notes);
        all.iter().filter(|view| kinds.contains(&view.note.kind))
    }

    /// Actions written in it.
    pub fn actions(&self) -> &[ActionView] {
        self.end.as_ref().map_or(&self.actions, |end| &end.actions)
    }

    /// The shipped roadmap items whose verdict has fallen, with it.
    pub fn judged_items(&self) -> impl Iterator<Item = (&RoadmapItem, &Effect)> {
        self.shipped.iter().filter_map(|item| {
            let effect = Effect::among(&self.results, Subject::Item(item.id))?;
            effect.verdict.judged_on.is_some().then_some((item, effect))
        })
    }

    /// Actions of meetings before that are done, with what became of them, those judged first.
    pub fn looked_back(&self) -> Vec<(&ActionView, &Effect)> {
        let (carried, awaited) = match &self.end {
            Some(end) => (&end.carried, &end.awaited),
            None => (&self.carried, &self.awaited),
        };
        let all = carried.iter().chain(awaited);
        let done = all.filter(|view| view.action.status == ActionStatus::Done);
        let mut told: Vec<_> = done
            .filter_map(|view| {
                let effect = Effect::among(&self.results, Subject::Action(view.action.id))?;
                Some((view, effect))
            })
            .collect();
        sort_by_key(&mut told, |(_, effect)| effect.verdict.judged_on.is_none());
        told
    }

    /// The names of those who were there.
    pub fn present(&self, shared: &Shared) -> Vec<String> {
        if let Some(end) = &self.end {
            return end.present.iter().map(|owner| owner.name.clone()).collect();
        }
        let ids = self.view(shared).map_or(&[][..], |view| &view.present);
        let owners = ids.iter().filter_map(|id| shared.room.owner(*id));
        owners.map(|owner| owner.name.clone()).collect()
    }

    /// The themes discussed, dearest first.
    pub fn discussed(&self, shared: &Shared) -> Vec<RecapTheme<'_>> {
        let names: Vec<&str> = match (&self.end, self.view(shared)) {
            (Some(end), _) => end.discussed.iter().map(String::as_str).collect(),
            (None, Some(view)) => {
                let ids = view.discussed.iter();
                ids.map(|id| shared.room.tag_name(*id)).collect()
            }
            (None, None) => Vec::new(),
        };
        let frozen = self.end.as_ref().map(|end| &end.themes);
        let themes = frozen.or(self.themes.as_deref());
        let told = names.into_iter().map(|name| {
            let figures = themes.and_then(|t| t.themes.iter().find(|t| t.theme == name));
            let unheard = || Theme {
                theme: name.to_owned(),
                ..Theme::default()
            };
            RecapTheme {
                theme: figures.cloned().unwrap_or_else(unheard),
                unknown: themes.is_some_and(|themes| themes.unknown.losses),
                stance: self.stance(name, shared),
                acted: self.acted(name),
            }
        });
        let mut told: Vec<RecapTheme<'_>> = told.collect();
        sort_by_key(&mut told, |t| std::cmp::Reverse(t.theme.lost_mrr));
        told
    }

    fn stance(&self, theme: &str, shared: &Shared) -> String {
        let mut own: Vec<(Stance, &str)> = match &self.end {
            Some(end) => {
                let own = end.links.iter().filter(|link| link.theme == theme);
                let own = own.map(|link| (link.stance, key(link.item.as_ref())));
                own.collect()
            }
            None => {
                let links = self.links.iter();
                let own = links.filter(|l| shared.room.tag_name(l.theme) == theme);
                let item = |link: &Link| self.items.iter().find(|i| Some(i.id) == link.item);
                own.map(|link| (link.stance, key(item(link)))).collect()
            }
        };
        sort_by_key(&mut own, |(stance, _)| *stance != Stance::Challenges);
        let own = own.iter();
        let words = own.map(|(stance, item)| format!("{} {item}", stance.word()));
        words.collect::<Vec<_>>().join(", ").trim_end().to_owned()
    }

    fn acted(&self, theme: &str) -> Acted<'_> {
        let about = |name: &Option<String>| name.as_deref() == Some(theme);
        let carried = self.end.as_ref().map_or(&self.carried, |end| &end.carried);
        // A meeting of before took any action for one, whatever became of it.
        let old = self.end.as_ref().is_some_and(|end| end.untied.is_none());
        let holds = |view: &&ActionView| old || gate::holds(&view.action, self.meeting);
        let mut all = self.actions().iter().chain(carried).filter(holds);
        let action = all.find(|a| about(&a.from.theme));
        let mut refusals = self.notes(&[NoteKind::NoAction]);
        let refusal = refusals.find(|n| about(&n.from.theme));
        match (action, refusal) {
            (Some(action), _) => Acted::Action(action),
            (None, Some(refusal)) => Acted::Refused(refusal),
            (None, None) => Acted::Open,
        }
    }

    /// Asks for the actions of meetings before.
    fn ask_before(&self, cx: &mut Cx<'_>) {
        let carried = ActionFilter::carried_into(Some(self.meeting));
        let awaited = ActionFilter::awaited_by(Some(self.meeting));
        cx.ask_nth(1, Query::Actions(carried), |s: &mut Recap, carried, _| {
            s.carried = carried;
        });
        cx.ask_nth(2, Query::Actions(awaited), |s: &mut Recap, awaited, _| {
            s.awaited = awaited;
        });
    }

    /// Takes what the meeting froze over; what it has not is asked for.
    fn follow(&mut self, view: &MeetingView, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let period = view.meeting.period;
        match &view.meeting.frozen_start {
            Some(json) => {
                let start = AtStart::from_json(json)?;
                self.metrics = Some(start.review.metrics);
                self.results = start.results;
                self.shipped = start.shipped;
            }
            None => {
                let profile = Some(view.meeting.profile);
                let query = Query::Metrics {
                    periods: vec![period],
                    profile,
                };
                cx.ask(query, |s: &mut Recap, all: Vec<Metrics>, _| {
                    s.metrics = all.into_iter().next();
                });
            }
        }
        if let Some(json) = &view.meeting.frozen_end {
            self.end = Some(Box::new(AtEnd::from_json(json)?));
            return Ok(());
        }
        self.ask_before(cx);
        let meeting = Some(self.meeting);
        let notes = NoteFilter {
            meeting,
            ..NoteFilter::default()
        };
        let actions = ActionFilter {
            meeting,
            ..ActionFilter::default()
        };
        cx.ask(Query::Themes(period), |s: &mut Recap, themes, _| {
            s.themes = Some(themes);
        });
        cx.ask(Query::Links, |s: &mut Recap, links, _| s.links = links);
        cx.ask(Query::Roadmap, |s: &mut Recap, items, _| s.items = items);
        cx.ask(Query::Notes(notes), |s: &mut Recap, notes, _| {
            s.notes = notes;
        });
        cx.ask(Query::Actions(actions), |s: &mut Recap, actions, _| {
            s.actions = actions;
        });
        Ok(())
    }
}

impl Screen for Recap {
    fn context(&self) -> Context {
        Context::Recap
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let shared = cx.shared;
        if let Some(view) = self.view(shared)
            && let Err(failure) = self.follow(view, cx)
        {
            cx.fail(failure);
        }
    }

    fn concerned(&self, touched: Touched) -> bool {
        let owners = true;
        let only_owners = Touched {
            owners,
            ..Touched::default()
        };
        touched != only_owners
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        let period = self.metrics.as_ref().map(|m| m.period);
        let defines = command == Command::Define;
        let period = period.filter(|_| defines);
        cx.open_some(period.map(|period| Meaning {
            kept: self.metrics.clone().map(Box::new),
            ..Meaning::of(period)
        }));
        period.is_some()
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::HalfPage,
            Command::Action,
            Command::Decision,
            Command::Note,
            Command::Minutes,
            Command::Back,
            Command::Help,
        ]
    }
}
