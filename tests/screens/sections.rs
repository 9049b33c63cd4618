//! A small room for the tests of Roadmap, Target and Actions: themes, links, cells, actions, a meeting.
//! Must not test anything itself.

use churnroom::domain::agenda::{Agenda, Section};
use churnroom::domain::clock::{Attention, Clock};
use churnroom::domain::counting::CountingWay;
use churnroom::domain::day::Day;
use churnroom::domain::early::{Early, EarlyCell};
use churnroom::domain::feedback::{Feedback, FeedbackView, Quote, Tag, TagView};
use churnroom::domain::ids::*;
use churnroom::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use churnroom::domain::metrics::*;
use churnroom::domain::money::Cents;
use churnroom::domain::note::{Action, ActionStatus, Note, NoteKind, Origin};
use churnroom::domain::note::{ActionView, NoteView, OriginNames};
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{ActionFilter, Answer, NEXT, Query};
use churnroom::domain::roadmap::{Link, RoadmapItem, Stance};
use churnroom::domain::room::RoomFacts;
use churnroom::domain::tally::{Sum, Tally};
use churnroom::domain::themes::{LostInPeriod, Outside, Theme, Themes};

use super::winbacks::{lost, winback};
use super::{NOW, Stage, facts, owners};

/// The room, looked at from the lobby.
pub fn stage() -> Stage {
    Stage::new(|query| answer(query, false))
}

/// The same with a meeting under way in Actions, gone on with.
pub fn in_meeting() -> Stage {
    let mut stage = Stage::new(|query| answer(query, true));
    stage.press("g");
    stage.changes.clear();
    stage.effects.clear();
    stage
}

/// What the room answers, with that meeting in it or not.
pub fn answer(query: &Query, meeting: bool) -> Option<Answer> {
    Some(match query {
        Query::Room { .. } => Answer::Room(Box::new(RoomFacts {
            dimensions: ["plan", "channel"].map(|d| Dimension(d.to_owned())).into(),
            ..facts()
        })),
        Query::Owners => Answer::Owners(owners()),
        Query::Tags => Answer::Tags(tags()),
        Query::Meetings => Answer::Meetings(if meeting { vec![running()] } else { Vec::new() }),
        Query::Themes(period) => Answer::Themes(Box::new(themes(*period))),
        Query::Links => Answer::Links(links()),
        Query::Roadmap => Answer::Roadmap(items()),
        Query::Breakdown { period, by, .. } => Answer::Breakdown(Box::new(breakdown(*period, by))),
        Query::Early { by, .. } => Answer::Early(Some(Box::new(early(by)))),
        Query::Cohorts { .. } => Answer::Cohorts(cohorts()),
        Query::Notes(filter) if filter.kinds == [NoteKind::NoAction] => Answer::Notes(vec![note(
            2,
            NoteKind::NoAction,
            "it is right as it is",
            2,
            "",
        )]),
        Query::Notes(filter) if filter.open => Answer::Notes(Vec::new()),
        Query::Notes(_) => Answer::Notes(vec![
            note(
                3,
                NoteKind::Decision,
                "ICP floor to 10 seats",
                0,
                "plan=Team",
            ),
            note(4, NoteKind::Note, "said elsewhere", 1, ""),
        ]),
        Query::Actions(filter) => Answer::Actions(actions(filter)),
        Query::LostAccounts { .. } => Answer::LostAccounts(lost()),
        Query::Quotes { .. } => Answer::Quotes(vec![quote()]),
        Query::WinBack(item) => Answer::WinBack(Box::new(winback(*item))),
        _ => return None,
    })
}

const THEMES: [(i64, &str, i64, u64); 3] = [
    (1, "reporting", 641_000, 37),
    (2, "price", 412_000, 120),
    (3, "onboarding", 302_000, 18),
];

fn tags() -> Vec<TagView> {
    let tag = |(id, name, ..): (i64, &str, i64, u64)| TagView {
        tag: Tag {
            id: TagId(id),
            name: name.to_owned(),
            ..Tag::default()
        },
        used: 9,
        letter: name[..1].into(),
    };
    Vec::from(THEMES.map(tag))
}

fn themes(period: Period) -> Themes {
    let theme = |(id, name, lost, paying): (i64, &str, i64, u64)| Theme {
        id: TagId(id),
        theme: name.to_owned(),
        accounts: 9,
        left: 8,
        shrank: 1,
        lost_mrr: Cents(lost),
        exposed_accounts: paying,
        ..Theme::default()
    };
    Themes {
        period,
        lost: LostInPeriod {
            accounts: 33,
            left: 31,
            shrank: 2,
            mrr: Cents(1_500_000),
        },
        themes: THEMES.map(theme).into(),
        outside: Outside {
            not_tagged: Sum {
                accounts: 6,
                mrr: Cents(145_000),
            },
            ..Outside::default()
        },
        ..Themes::none(period)
    }
}

fn items() -> Vec<RoadmapItem> {
    let item = |(id, key, title, status, target): (i64, &str, &str, &str, &str)| RoadmapItem {
        id: RoadmapId(id),
        external: key.to_owned(),
        title: title.to_owned(),
        status: status.to_owned(),
        target: target.to_owned(),
        ..RoadmapItem::default()
    };
    [
        (1, "RPT-12", "Report builder v2", "in progress", "2026-Q4"),
        (2, "BIL-7", "Usage-based plan", "planned", "2027-Q1"),
        (3, "GRW-3", "Self-serve onboarding", "declined", ""),
    ]
    .map(item)
    .into()
}

fn links() -> Vec<Link> {
    let link = |(id, theme, item, stance): (i64, i64, i64, Stance)| Link {
        id: LinkId(id),
        theme: TagId(theme),
        item: Some(RoadmapId(item)),
        stance,
        note: "the half of them asked for it".to_owned(),
        meeting: None,
    };
    [(1, 1, 1, Stance::Aligns), (2, 3, 3, Stance::Challenges)]
        .map(link)
        .into()
}

fn metrics(period: Period, opening: u64, churned: u64) -> Metrics {
    let mut tally = Tally::default();
    tally.accounts.opening = opening;
    tally.accounts.churned = churned;
    let mut metrics = tally.metrics(period, &CountingWay::of(Profile::Snapshot));
    metrics.rates.gross_mrr_churn = Some(0.046);
    metrics
}

fn breakdown(period: Period, by: &Dimension) -> Breakdown {
    let row = |(value, opening, churned, lost, ratio): (&str, u64, u64, i64, f64)| BreakdownRow {
        value: value.to_owned(),
        metrics: metrics(period, opening, churned),
        lost: Cents(lost),
        share: Some(lost as f64 / 1_841_200.0),
        of_average: Some(ratio),
        more_left: (value == "Team").then_some(true),
        too_few: opening < 30,
    };
    let cells = match by.0.as_str() {
        "plan" => [
            ("Team", 412, 19, 742_000, 1.5),
            ("Pro", 552, 11, 690_000, 0.6),
            ("Enterprise", 20, 1, 409_200, 2.0),
        ],
        _ => [
            ("paid social", 300, 20, 1_000_000, 1.9),
            ("partner", 400, 6, 300_000, 1.0),
            ("(none)", 284, 5, 200_000, 0.7),
        ],
    };
    Breakdown {
        by: by.clone(),
        too_few: 30,
        total: metrics(period, 984, 31),
        rows: cells.map(row).into(),
    }
}

fn early(by: &Dimension) -> Early {
    let cell = |(value, gone, of): (&str, u64, u64)| EarlyCell {
        value: value.to_owned(),
        gone,
        of,
        too_few: of < 30,
    };
    let cells = [
        ("paid social", 22, 71),
        ("partner", 3, 48),
        ("(none)", 1, 4),
    ];
    Early {
        first: "2026-05".parse().unwrap(),
        last: "2026-07".parse().unwrap(),
        gone: 26,
        of: 123,
        by: by.clone(),
        cells: cells.map(cell).into(),
    }
}

fn cohorts() -> Cohorts {
    let cohort = |(month, day_90): (&str, Option<f64>)| Cohort {
        month: month.parse().unwrap(),
        accounts: 80,
        active: vec![80],
        active_mrr: Vec::new(),
        day_90,
    };
    let rows = [
        ("2026-04", Some(0.5)),
        ("2026-05", Some(0.9)),
        ("2026-06", Some(0.95)),
        ("2026-07", Some(0.8)),
        ("2026-08", None),
    ];
    Cohorts {
        cohorts: rows.map(cohort).into(),
    }
}

fn about(theme: i64) -> Origin {
    Origin {
        theme: Some(TagId(theme)).filter(|t| t.0 > 0),
        ..Origin::default()
    }
}

fn names(theme: i64) -> OriginNames {
    let found = THEMES.iter().find(|(id, ..)| *id == theme);
    OriginNames {
        section: Some(Section::Actions),
        theme: found.map(|(_, name, ..)| (*name).to_owned()),
        ..OriginNames::default()
    }
}

fn note(id: i64, kind: NoteKind, text: &str, theme: i64, segment: &str) -> NoteView {
    NoteView {
        note: Note {
            id: NoteId(id),
            kind,
            text: text.to_owned(),
            person: "Mo".to_owned(),
            at: NOW,
            origin: Origin {
                segment: segment.to_owned(),
                ..about(theme)
            },
            ..Note::default()
        },
        from: OriginNames {
            segment: segment.to_owned(),
            ..names(theme)
        },
        ..NoteView::default()
    }
}

fn action(id: i64, what: &str, owner: Option<usize>, due: Option<&str>, theme: i64) -> ActionView {
    let owner = owner.map(|n| owners()[n].clone());
    ActionView {
        action: Action {
            id: ActionId(id),
            what: what.to_owned(),
            owner: owner.as_ref().map(|o| o.id),
            due: due.map(|d| d.parse::<Day>().unwrap()),
            person: "Priya".to_owned(),
            at: NOW,
            origin: about(theme),
            ..Action::default()
        },
        owner,
        with: Vec::new(),
        from: names(theme),
        carried: 0,
        changes: None,
    }
}

fn actions(filter: &ActionFilter) -> Vec<ActionView> {
    let mut old = action(3, "Price page rewrite", Some(2), Some("2026-10-31"), 0);
    old.carried = 3;
    let mut done = action(4, "Fix invoice mails", Some(0), Some("2026-10-20"), 0);
    done.action.status = ActionStatus::Done;
    done.action.closed = Some("2026-10-19".parse().unwrap());
    let mut fix = action(1, "Fix Excel export", Some(0), Some("2026-11-20"), 1);
    fix.action.effect = "lost MRR of reporting down".to_owned();
    let mut call = action(2, "Onboarding call for Team plan", None, None, 0);
    for own in [&mut fix, &mut call] {
        own.action.origin.meeting = Some(MeetingId(7));
    }
    match (filter.meeting, filter.carried_into, filter.awaited_by) {
        (Some(_), ..) => vec![fix, call],
        (_, Some(NEXT), _) => vec![fix, call, old, done],
        (_, Some(_), _) => vec![old, done],
        (.., Some(_)) => Vec::new(),
        _ => vec![fix, call, old, done],
    }
}

/// An action of the room.
pub fn action_by_id(id: ActionId) -> Action {
    let all = actions(&ActionFilter::default());
    let found = all.into_iter().find(|view| view.action.id == id);
    found.unwrap().action
}

fn quote() -> Quote {
    Quote {
        view: FeedbackView {
            feedback: Feedback {
                id: FeedbackId(1),
                account: Some(AccountId(1)),
                text: "I couldn't figure out how to build a report".to_owned(),
                ..Feedback::default()
            },
            account: None,
            tags: Vec::new(),
            given: Vec::new(),
        },
        opening: Cents(120_000),
        lost: Cents(120_000),
    }
}

fn running() -> MeetingView {
    MeetingView {
        meeting: Meeting {
            id: MeetingId(7),
            period: "2026-10".parse().unwrap(),
            profile: Profile::Snapshot,
            status: MeetingStatus::Running,
            started: NOW.plus(-2400),
            utc_offset: 0,
            agenda: Agenda::default(),
            clock: Clock {
                section: Section::Actions,
                sitting: 1,
                spans: vec![Attention {
                    section: Section::Actions,
                    sitting: 1,
                    from: NOW.plus(-60),
                    to: None,
                }],
                extra: [0; 5],
            },
            frozen_start: None,
            frozen_end: None,
        },
        present: vec![OwnerId(1)],
        discussed: vec![TagId(1), TagId(2), TagId(3)],
        actions: 2,
    }
}
