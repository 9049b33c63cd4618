//! Why as people see it: themes by money, what stands outside, quotes, marks, and the account's story.

use churnroom::app::ScreenKind;
use churnroom::domain::account::{Account, AccountBrief, AccountView, LostAccount};
use churnroom::domain::change::{Change, Field, Member, Subject};
use churnroom::domain::day::Day;
use churnroom::domain::feedback::{Feedback, FeedbackView, Quote, Tag, TagView};
use churnroom::domain::ids::LinkId;
use churnroom::domain::ids::{AccountId, FeedbackId, MeetingId, RoadmapId, TagId};
use churnroom::domain::ledger::{Movement, MovementKind};
use churnroom::domain::meeting::MeetingView;
use churnroom::domain::money::Cents;
use churnroom::domain::page::Page;
use churnroom::domain::period::Period;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::roadmap::{Link, RoadmapItem, Stance};
use churnroom::domain::story::Story;
use churnroom::domain::tally::Sum;
use churnroom::domain::themes::{
    LostInPeriod, Outside, Theme, ThemeRow, ThemeTrend, Themes, Unknown,
};
use rstest::rstest;

use super::numbers::running;
use super::{Stage, facts, owners, snapshot};

const NAMES: [&str; 8] = [
    "reporting",
    "price",
    "onboarding",
    "billing",
    "speed",
    "mobile",
    "support",
    "security",
];

fn october() -> Period {
    "2026-10".parse().unwrap()
}

pub(super) fn themes(period: Period) -> Themes {
    let theme = |n: usize| {
        let lost = Cents(641_000 - 75_000 * n as i64);
        let earlier = Cents(if period == october() {
            0
        } else {
            40_000 * n as i64 - 90_000
        });
        Theme {
            id: TagId(n as i64 + 1),
            theme: NAMES[n].to_owned(),
            mentions: [61, 88, 70, 12, 9, 8, 7, 6][n],
            accounts: [14, 22, 9, 5, 4, 3, 2, 1][n],
            left: [9, 20, 8, 5, 4, 0, 2, 1][n],
            shrank: [5, 2, 1, 0, 0, 3, 0, 0][n],
            lost_mrr: lost + earlier,
            lost_mrr_any: lost + lost,
            exposed_accounts: 37,
            exposed_mrr: Cents(2_140_000),
        }
    };
    let row = |accounts, mrr| Sum {
        accounts,
        mrr: Cents(mrr),
    };
    Themes {
        unknown: Unknown::default(),
        hindsight: None,
        period,
        lost: LostInPeriod {
            accounts: 41,
            left: 31,
            shrank: 10,
            mrr: Cents(3_320_000),
        },
        themes: (0..NAMES.len()).map(theme).collect(),
        outside: Outside {
            not_tagged: row(8, 194_000),
            no_reason_in_it: row(0, 0),
            nobody_said_why: row(6, 98_000),
        },
    }
}

fn brief(id: i64, name: &str) -> AccountBrief {
    AccountBrief {
        id: AccountId(id),
        external: format!("A-{id}"),
        name: name.to_owned(),
        alias: format!("Quiet Otter {id}"),
        plan: "Pro".to_owned(),
        mrr: Cents::ZERO,
    }
}

fn said(id: i64, text: &str, reason: &str, who: (i64, &str)) -> FeedbackView {
    FeedbackView {
        feedback: Feedback {
            id: FeedbackId(id),
            account: Some(AccountId(who.0)),
            source: "exit survey".to_owned(),
            exit_survey: true,
            received: Day::ymd(2026, 10, 12),
            reason: reason.to_owned(),
            text: text.to_owned(),
            pinned: id == 1,
            ..Feedback::default()
        },
        account: Some(brief(who.0, who.1)),
        tags: vec![tag(1, "reporting")],
        given: vec![],
    }
}

fn tag(id: i64, name: &str) -> Tag {
    Tag {
        id: TagId(id),
        name: name.to_owned(),
        description: format!("everything about {name}"),
        ..Tag::default()
    }
}

fn quotes() -> Vec<Quote> {
    let long = "The new dashboards look great but I couldn't figure out how to build a report, and \
                exports kept failing every time somebody at Northwind GmbH tried them.";
    let quote = |view, lost| Quote {
        view,
        opening: Cents(120_000),
        lost: Cents(lost),
    };
    vec![
        quote(
            said(1, long, "missing features", (1, "Northwind GmbH")),
            120_000,
        ),
        quote(
            said(2, "Export to Excel broke twice", "", (2, "Acme SA")),
            34_000,
        ),
    ]
}

fn story() -> Story {
    let movement = |year, month, kind, delta, balance| Movement {
        day: Day::ymd(year, month, 12).unwrap(),
        kind,
        delta: Cents(delta),
        balance: Cents(balance),
    };
    Story {
        standing: Vec::new(),
        on_themes: Vec::new(),
        account: Account {
            id: AccountId(1),
            external: "A-1".to_owned(),
            name: "Northwind GmbH".to_owned(),
            alias: "Quiet Otter 1".to_owned(),
            segment: "enterprise".to_owned(),
            channel: "partner".to_owned(),
            owner: "Dana".to_owned(),
            ..Account::default()
        },
        brief: brief(1, "Northwind GmbH"),
        movements: vec![
            movement(2025, 3, MovementKind::New, 90_000, 90_000),
            movement(2026, 1, MovementKind::Expansion, 30_000, 120_000),
            movement(2026, 10, MovementKind::Churn, -120_000, 0),
        ],
        feedback: quotes().into_iter().map(|q| q.view).collect(),
        actions: Vec::new(),
    }
}

pub(super) fn answer(query: &Query) -> Option<Answer> {
    Some(match query {
        Query::Room { .. } => Answer::Room(Box::new(facts())),
        Query::Meetings => Answer::Meetings(Vec::new()),
        Query::Owners => Answer::Owners(owners()),
        Query::Tags => Answer::Tags(
            (1..)
                .zip(NAMES)
                .map(|(id, name)| TagView {
                    tag: tag(id, name),
                    used: 3,
                    letter: name[..1].to_owned(),
                })
                .collect(),
        ),
        Query::Themes(period) => Answer::Themes(Box::new(themes(*period))),
        Query::ThemeTrend { .. } => Answer::ThemeTrend(vec![ThemeTrend {
            theme: TagId(1),
            lost: [2, 3, 3, 4, 6, 9].map(|sum| Some(Cents(sum))).into(),
            silent: 0,
        }]),
        Query::Shortlist(_) => Answer::Shortlist(vec![TagId(1)]),
        Query::Links => Answer::Links(vec![Link {
            id: LinkId(1),
            theme: TagId(1),
            item: Some(RoadmapId(1)),
            stance: Stance::Aligns,
            note: String::new(),
            meeting: None,
        }]),
        Query::Roadmap => Answer::Roadmap(vec![RoadmapItem {
            id: RoadmapId(1),
            external: "RPT-12".to_owned(),
            ..RoadmapItem::default()
        }]),
        Query::Quotes { row, .. } if *row == ThemeRow::NobodySaid => Answer::Quotes(Vec::new()),
        Query::Quotes { .. } => Answer::Quotes(quotes()),
        Query::LostAccounts { .. } => Answer::LostAccounts(vec![LostAccount {
            account: brief(1, "Northwind GmbH"),
            opening: Cents(120_000),
            closing: Cents::ZERO,
            themes: Vec::new(),
            falls_to: Cents(120_000),
            hindsight: None,
        }]),
        Query::Story(_) => Answer::Story(Box::new(story())),
        Query::Accounts { .. } => Answer::Accounts(Page {
            items: vec![AccountView {
                standing: Vec::new(),
                account: story().account,
                mrr: Cents(5_000),
            }],
            next: None,
        }),
        Query::Mask => {
            let name = churnroom::domain::account::MaskedName {
                account: AccountId(1),
                name: "Northwind GmbH".to_owned(),
                external: String::new(),
                alias: "Quiet Otter 1".to_owned(),
            };
            Answer::Mask(churnroom::domain::masking::Mask::new(&[name]))
        }
        _ => return None,
    })
}

pub fn stage() -> Stage {
    let mut stage = Stage::new(answer);
    stage.press("2");
    assert_eq!(stage.model.shared.screen, ScreenKind::Why);
    stage
}

/// The same room with a second account of a like name.
pub fn stage_with_another() -> Stage {
    let mut stage = Stage::new(move |query| match query {
        Query::Accounts { .. } => Some(Answer::Accounts(Page {
            items: vec![AccountView {
                standing: Vec::new(),
                account: Account {
                    id: AccountId(2),
                    name: "Northwind Ltd".to_owned(),
                    ..Account::default()
                },
                mrr: Cents(5_000),
            }],
            next: None,
        })),
        query => answer(query),
    });
    stage.press("2");
    stage
}

fn in_meeting() -> Stage {
    let mut stage = Stage::new(move |query| match query {
        Query::Meetings => Some(Answer::Meetings(vec![MeetingView {
            meeting: running(String::new()),
            present: Vec::new(),
            discussed: Vec::new(),
            actions: 0,
        }])),
        query => answer(query),
    });
    stage.press("g esc 2");
    stage.changes.clear();
    stage
}

#[rstest]
#[case::themes("2", "themes")]
#[case::quotes("enter", "quotes")]
#[case::tags("enter t", "tagging_in_place")]
#[case::who("G enter", "who")]
#[case::story("enter enter", "story")]
#[case::accounts("1 A", "accounts")]
#[case::presenter("f5", "presenter")]
fn pictures(#[case] keys: &str, #[case] name: &str) {
    let mut stage = stage();
    stage.press(keys);
    snapshot(&mut stage.model, (80, 24), &format!("why_{name}"));
}

#[test]
fn a_story_in_a_larger_window() {
    let mut stage = stage();
    stage.press("enter enter");
    snapshot(&mut stage.model, (120, 40), "why_story");
}

#[test]
fn before_the_meeting_space_makes_a_shortlist() {
    let period = october();
    let member = |theme| Member::Shortlisted {
        period,
        theme: TagId(theme),
    };
    let mut stage = stage();
    stage.press("space down space");
    let expected = [Change::Leave(member(1)), Change::Join(member(2))];
    assert_eq!(stage.changes, expected);
}

#[test]
fn in_the_meeting_opening_a_shortlisted_theme_marks_it_discussed() {
    let discussed = |theme| {
        Change::Join(Member::Discussed {
            meeting: MeetingId(1),
            theme: TagId(theme),
        })
    };
    let mut stage = in_meeting();
    stage.press("enter esc");
    assert_eq!(stage.changes, [discussed(1)]);
    // Not shortlisted: opening alone says nothing, Space does.
    stage.press("down enter esc space");
    assert_eq!(stage.changes[1..], [discussed(2)]);
}

#[rstest]
#[case(
    "enter *",
    Change::set(Subject::Feedback(FeedbackId(1)), Field::Pinned, 1, 0)
)]
#[case(
    "enter down *",
    Change::set(Subject::Feedback(FeedbackId(2)), Field::Pinned, 0, 1)
)]
#[case(
    "tab *",
    Change::set(Subject::Feedback(FeedbackId(1)), Field::Pinned, 1, 0)
)]
#[case("enter !", Change::set(Subject::Feedback(FeedbackId(1)), Field::Mark, None::<&str>, "praise"))]
#[case("enter -", Change::set(Subject::Feedback(FeedbackId(1)), Field::Mark, None::<&str>, "no_reason"))]
fn a_quote_is_worked_on_in_place(#[case] keys: &str, #[case] change: Change) {
    let mut stage = stage();
    stage.press(keys);
    assert_eq!(stage.changes, [change]);
}

#[test]
fn a_tag_is_put_on_and_taken_off_in_place() {
    let member = |tag| Member::Tagged {
        feedback: FeedbackId(1),
        tag: TagId(tag),
    };
    let mut stage = stage();
    stage.press("enter t").write("price").press("enter");
    stage.press("t").write("reporting").press("enter");
    let expected = [Change::Join(member(2)), Change::Leave(member(1))];
    assert_eq!(stage.changes, expected);
}

#[test]
fn words_written_here_carry_where_they_were_written() {
    let mut stage = stage();
    stage.press("enter n").write("ask them").press("enter");
    let Some(Change::Add(record)) = stage.changes.first() else {
        panic!("{:?}", stage.changes);
    };
    let churnroom::domain::change::Record::Note(note) = record.as_ref() else {
        panic!("{record:?}");
    };
    assert_eq!(note.origin.theme, Some(TagId(1)));
    assert_eq!(note.origin.feedback, Some(FeedbackId(1)));
    assert_eq!(note.origin.account, Some(AccountId(1)));
}

#[test]
fn masked_names_are_nowhere() {
    for keys in ["M", "M enter", "M enter enter", "M A", "M enter A"] {
        let mut stage = stage();
        stage.press(keys);
        let shown = super::text(&super::draw(&mut stage.model, 120, 40));
        assert!(!shown.contains("Northwind"), "{keys}\n{shown}");
    }
}
