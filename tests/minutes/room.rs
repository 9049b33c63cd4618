//! A room made by hand: it answers every query that minutes ask, with words as nasty as customers' can be.

mod figures;
mod lost;

use churnroom::domain::account::AccountBrief;
use churnroom::domain::agenda::{Agenda, Section};
use churnroom::domain::clock::Clock;
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::effect::Effect;
use churnroom::domain::failure::Failure;
use churnroom::domain::feedback::{Feedback, FeedbackView, Quote, Tag, TagView};
use churnroom::domain::ids::{ActionId, LinkId, MeetingId, NoteId, OwnerId, RoadmapId, TagId};
use churnroom::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use churnroom::domain::metrics::Dimension;
use churnroom::domain::money::Cents;
use churnroom::domain::note::{
    Action, ActionStatus, ActionView, Note, NoteKind, NoteView, Origin, OriginNames,
};
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::roadmap::{Link, Owner, RoadmapItem, Stance};
use churnroom::domain::room::RoomFacts;
use churnroom::domain::tally::Sum;
use churnroom::domain::warned::{Outcome, RuleKept, SpokeFirst, Warned};

use lost::lost_accounts;

use crate::screens::effects::effect as touched;

/// Words that try to leave their place in every format.
pub const HOSTILE: &str = "# Heading\n\n<script>alert(1)</script> [link](https://evil.example) ![i](http://x.example/i.png)\n> out\u{1b}[2J | cell\n- jo@northwind.example =HYPERLINK(\"x\") Northwind GmbH";

/// Which room answers.
#[derive(Clone)]
pub struct Hand {
    pub empty: bool,
    pub words: String,
    pub meeting: Meeting,
}

pub fn period() -> Period {
    "2026-10".parse().unwrap()
}

fn at(minutes: i64) -> Moment {
    // 2 November 2026, 13:00 UTC.
    Moment(1_793_624_400 + minutes * 60)
}

fn clock() -> Clock {
    let clock = Clock::default()
        .sit_down(at(0))
        .go_to(Section::Why, at(4))
        .go_to(Section::Roadmap, at(21));
    let clock = clock
        .pause(at(25))
        .sit_down(at(1440))
        .go_to(Section::Target, at(1448));
    clock.go_to(Section::Actions, at(1452)).pause(at(1459))
}

impl Hand {
    pub fn new(empty: bool, words: &str) -> Hand {
        let meeting = Meeting {
            id: MeetingId(2),
            period: period(),
            profile: Profile::Snapshot,
            status: MeetingStatus::Adjourned,
            started: at(0),
            utc_offset: 3600,
            agenda: Agenda::default(),
            clock: if empty { Clock::default() } else { clock() },
            frozen_start: None,
            frozen_end: None,
        };
        Hand {
            empty,
            words: words.to_owned(),
            meeting,
        }
    }

    pub fn answer(&self, query: &Query) -> Result<Answer, Failure> {
        let full = !self.empty;
        Ok(match query {
            Query::Meeting(_) => Answer::Meeting(Box::new(MeetingView {
                meeting: self.meeting.clone(),
                present: if full {
                    vec![OwnerId(2), OwnerId(1)]
                } else {
                    vec![]
                },
                discussed: if full {
                    vec![TagId(3), TagId(1)]
                } else {
                    vec![]
                },
                actions: 2,
            })),
            Query::Review { .. } => Answer::Review(Box::new(self.review())),
            Query::Cohorts { .. } => Answer::Cohorts(self.cohorts()),
            Query::Room { .. } => Answer::Room(Box::new(RoomFacts {
                dimensions: if full {
                    vec![Dimension("plan".to_owned())]
                } else {
                    vec![]
                },
                ..RoomFacts::default()
            })),
            Query::Marks => Answer::Marks(if full { self.marks() } else { vec![] }),
            Query::Findings { .. } => Answer::Findings(Box::default()),
            Query::Reasons(_) => Answer::Reasons(Box::default()),
            Query::Themes(_) => Answer::Themes(Box::new(self.themes())),
            Query::LostAccounts { row, .. } => Answer::LostAccounts(lost_accounts(*row)),
            Query::ThemeTrend { .. } => Answer::ThemeTrend(self.trend()),
            Query::Tags => Answer::Tags(tags()),
            Query::Quotes { .. } => Answer::Quotes(self.quotes()),
            Query::Breakdown { .. } => Answer::Breakdown(Box::new(self.breakdown())),
            Query::Meetings => Answer::Meetings(Vec::new()),
            Query::Roadmap => Answer::Roadmap(vec![item()]),
            Query::Links => Answer::Links(if full { self.links() } else { vec![] }),
            Query::Owners => Answer::Owners(vec![owner(1), owner(2)]),
            Query::Notes(filter) if filter.open => Answer::Notes(Vec::new()),
            Query::Notes(_) => Answer::Notes(if full { self.notes() } else { vec![] }),
            Query::Actions(f) if f.carried_into.is_some() => {
                Answer::Actions(if full { self.carried() } else { vec![] })
            }
            Query::Actions(f) if f.awaited_by.is_some() => Answer::Actions(Vec::new()),
            Query::Actions(_) => Answer::Actions(if full { self.actions() } else { vec![] }),
            Query::Effects => Answer::Effects(vec![effect()]),
            Query::Warned => {
                Answer::Warned(Box::new(if full { warned() } else { Warned::default() }))
            }
            other => return Err(Failure::failed(format!("{other:?} is not needed"))),
        })
    }

    fn quotes(&self) -> Vec<Quote> {
        let feedback = Feedback {
            exit_survey: true,
            received: Some(Day::ymd(2026, 10, 12).unwrap()),
            reason: "missing features".to_owned(),
            text: self.words.clone(),
            ..Feedback::default()
        };
        let account = AccountBrief {
            external: "c-1".to_owned(),
            name: "Northwind GmbH".to_owned(),
            alias: "Grey Heron".to_owned(),
            plan: "Pro".to_owned(),
            ..AccountBrief::default()
        };
        let scored = Feedback {
            score: Some(2.0),
            source: "nps".to_owned(),
            ..Feedback::default()
        };
        let quote = |feedback, account, lost| Quote {
            view: FeedbackView {
                feedback,
                account,
                tags: vec![],
                given: vec![],
            },
            opening: Cents(120_000),
            lost: Cents(lost),
        };
        vec![
            quote(feedback, Some(account), 40_000),
            quote(scored, None, 0),
        ]
    }

    fn links(&self) -> Vec<Link> {
        let link = |id, theme, item, stance, note: &str, meeting| Link {
            id: LinkId(id),
            theme: TagId(theme),
            item,
            stance,
            note: note.to_owned(),
            meeting,
        };
        vec![
            link(
                2,
                3,
                None,
                Stance::Challenges,
                &self.words,
                Some(MeetingId(2)),
            ),
            link(1, 1, Some(RoadmapId(1)), Stance::Aligns, "", None),
        ]
    }

    fn notes(&self) -> Vec<NoteView> {
        vec![
            note(
                1,
                NoteKind::Decision,
                "stop lookalikes on trial users",
                Section::Target,
                None,
            ),
            note(
                2,
                NoteKind::Question,
                "does 3.1 % include pauses?",
                Section::Numbers,
                None,
            ),
            note(
                3,
                NoteKind::Note,
                &self.words,
                Section::Target,
                Some("reporting"),
            ),
            note(
                4,
                NoteKind::Note,
                "ask Northwind GmbH again",
                Section::Why,
                Some("reporting"),
            ),
        ]
    }

    fn actions(&self) -> Vec<ActionView> {
        let mut first = action(11, "Fix Excel export", Some(1), Some("reporting"));
        first.action.due = Day::ymd(2026, 11, 20);
        first.action.effect = "lost MRR of reporting down, by Jan".to_owned();
        first.with = vec![owner(2)];
        first.action.origin.theme = Some(TagId(1));
        first.action.origin.meeting = Some(MeetingId(2));
        let mut second = action(12, &self.words, None, None);
        second.from.segment = "plan=Team".to_owned();
        vec![first, second]
    }

    fn carried(&self) -> Vec<ActionView> {
        let mut done = action(7, "Fix invoice mails", Some(1), Some("billing"));
        done.action.status = ActionStatus::Done;
        done.action.worked = Some(true);
        done.action.due = Day::ymd(2026, 10, 30);
        done.action.closed = Day::ymd(2026, 10, 28);
        done.action.at = at(-31 * 1440);
        done.action.origin.theme = Some(TagId(9));
        let mut open = action(8, "Price page rewrite", Some(2), Some("price"));
        open.action.due = Day::ymd(2026, 10, 31);
        open.action.at = at(-61 * 1440);
        open.carried = 3;
        vec![done, open]
    }
}

fn action(id: i64, what: &str, who: Option<i64>, theme: Option<&str>) -> ActionView {
    ActionView {
        action: Action {
            id: ActionId(id),
            what: what.to_owned(),
            owner: who.map(OwnerId),
            person: "Priya".to_owned(),
            at: at(5),
            ..Action::default()
        },
        owner: who.map(owner),
        with: vec![],
        from: OriginNames {
            theme: theme.map(str::to_owned),
            ..OriginNames::default()
        },
        carried: 0,
        changes: None,
    }
}

fn owner(id: i64) -> Owner {
    let (name, team) = if id == 1 {
        ("Priya", "Product")
    } else {
        ("Mo", "Marketing")
    };
    Owner {
        id: OwnerId(id),
        name: name.to_owned(),
        team: team.to_owned(),
        email: format!("{}@room.example", name.to_lowercase()),
        ..Owner::default()
    }
}

fn tags() -> Vec<TagView> {
    let tag = |id, name: &str, about: &str| TagView {
        tag: Tag {
            id: TagId(id),
            name: name.to_owned(),
            description: about.to_owned(),
            ..Tag::default()
        },
        used: 1,
        letter: String::new(),
    };
    vec![
        tag(1, "reporting", "slow or missing reports and exports"),
        tag(2, "price", ""),
        tag(3, "onboarding", ""),
        tag(9, "billing", ""),
    ]
}

fn item() -> RoadmapItem {
    RoadmapItem {
        id: RoadmapId(1),
        external: "RPT-12".to_owned(),
        title: "Report builder v2".to_owned(),
        status: "in progress".to_owned(),
        target: "2026-Q4".to_owned(),
        ..RoadmapItem::default()
    }
}

fn effect() -> Effect {
    let mut effect = touched(ActionId(7));
    effect.verdict.p = Some(0.7);
    effect
}

fn note(id: i64, kind: NoteKind, text: &str, section: Section, theme: Option<&str>) -> NoteView {
    NoteView {
        note: Note {
            id: NoteId(id),
            kind,
            text: text.to_owned(),
            person: "Priya".to_owned(),
            at: at(10),
            origin: Origin {
                section: Some(section),
                ..Origin::default()
            },
            ..Note::default()
        },
        from: OriginNames {
            section: Some(section),
            theme: theme.map(str::to_owned),
            account: theme.map(|_| "Northwind GmbH".to_owned()),
            alias: theme.map(|_| "Grey Heron".to_owned()),
            ..OriginNames::default()
        },
        ..NoteView::default()
    }
}

/// What became of the list that the review before had kept.
fn warned() -> Warned {
    let sum = |accounts, euros: i64| Sum {
        accounts,
        mrr: Cents(euros * 100),
    };
    let outcome = Outcome {
        meeting: MeetingId(1),
        period: period().previous(),
        kept: true,
        as_of: period().previous().last(),
        until: period().last(),
        looked: 1_011,
        flagged: sum(71, 60_000),
        flagged_left: sum(9, 6_300),
        others: sum(940, 340_112),
        others_left: sum(22, 12_000),
        more: Some((0.047, 0.204)),
        first: vec![SpokeFirst {
            rule: "logins falls 50 %".to_owned(),
            accounts: 6,
            days: 41,
        }],
        rules: vec![RuleKept {
            when: "feature_use falls 50 %".to_owned(),
            held: 0,
            not_compared: 40,
        }],
        ..Outcome::default()
    };
    Warned {
        since: None,
        record: vec![outcome],
    }
}
