//! Numbers as people see it: headlines with counts, panes by Tab, accounts behind a number, frozen in a meeting.

use churnroom::app::ScreenKind;
use churnroom::domain::account::{AccountBrief, LostAccount};
use churnroom::domain::agenda::Agenda;
use churnroom::domain::behind::{Behind, CountedAccount, What};
use churnroom::domain::clock::Clock;
use churnroom::domain::frozen::AtStart;
use churnroom::domain::ids::{AccountId, ActionId, MeetingId, OwnerId, TagId};
use churnroom::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use churnroom::domain::metrics::{
    Breakdown, BreakdownRow, Cohort, Cohorts, Dimension, Metrics, Review,
};
use churnroom::domain::money::Cents;
use churnroom::domain::note::{Action, ActionStatus, ActionView, Origin, OriginNames};
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::review::compare;
use churnroom::domain::room::RoomFacts;

use churnroom::domain::tally::{AccountCounts, Line, MrrSums, Rates, Tally};
use churnroom::domain::usual::figures::History;
use rstest::rstest;

use super::effects::effects;
use super::{NOW, Stage, facts, owners, says, snapshot};

fn october() -> Period {
    "2026-10".parse().unwrap()
}

/// A period with so many of 1,004 accounts churned, of 400,000 a month.
fn metrics(period: Period, churned: u64, lost: i64) -> Metrics {
    let (churn, contraction) = (Cents(lost * 100), Cents(lost * 30));
    let opening = Cents(40_011_200);
    let rate = |part: i64| Some(part as f64 / opening.0 as f64);
    let gone = churn.0 + contraction.0;
    Metrics {
        period,
        from: period.first(),
        to: period.last(),
        profile: Profile::Snapshot,
        currency: facts().extent.currency,
        accounts: AccountCounts {
            joined_and_left: 0,
            times_churned: churned,
            opening: 1_004,
            new: 28,
            reactivated: 2,
            churned,
            shrank: 12,
            grew: 40,
            closing: 1_034 - churned,
            came_and_went: 3,
        },
        mrr: MrrSums {
            opening,
            new: Cents(1_210_000),
            reactivation: Cents(60_000),
            expansion: Cents(880_000),
            contraction,
            churn,
            closing: opening + Cents(2_150_000 - gone),
            came_and_went: Cents(21_000),
        },
        rates: Rates {
            logo_churn: Some(churned as f64 / 1_004.0),
            logo_churn_annualised: Some(1.0 - (1.0 - churned as f64 / 1_004.0).powi(12)),
            gross_mrr_churn: rate(gone),
            net_mrr_churn: rate(gone - 880_000),
            grr: rate(opening.0 - gone),
            nrr: rate(opening.0 - gone + 880_000),
            quick_ratio: Some(2_150_000.0 / gone as f64),
        },
        by: None,
        causes: None,
        disclosed: Vec::new(),
        judged: None,
        first_range: None,
        unknown: None,
        until: None,
    }
}

pub fn review(churned: u64) -> Review {
    let course = [24, 26, 22, 25, 27, 23, 28, 26, 24, 29, 26, 27, churned];
    let mut trend: Vec<Metrics> = (-12..=0)
        .zip(course)
        .map(|(back, churned)| metrics(october().plus(back), churned, churned as i64 * 400))
        .collect();
    let tallies: Vec<Tally> = trend.iter().map(Tally::from).collect();
    let (periods, way) = (trend.iter().map(|m| m.period), Profile::Snapshot);
    let history = History::of(
        periods.collect(),
        &tallies,
        &[false; 13],
        way,
        october().last(),
    );
    let judge = |m: &mut Metrics| m.judged = Some(history.judged(m.period, way));
    trend.iter_mut().for_each(judge);
    Review {
        metrics: trend[12].clone(),
        compared: compare(&trend),
        trend,
        words: vec!["You lose larger accounts than your average: €400 against €399".to_owned()],
        goals: Vec::new(),
        marks: Vec::new(),
        known: None,
    }
}

fn cohorts() -> Cohorts {
    let cohort = |n: usize| {
        let joined = 70 + n as u64;
        let active: Vec<u64> = (0..6 - n as u64).map(|m| joined - 2 - 3 * m).collect();
        Cohort {
            month: october().plus(n as i32 - 5),
            accounts: joined,
            active_mrr: active.iter().map(|a| Cents(*a as i64 * 39_000)).collect(),
            active,
            day_90: [Some(0.91), Some(0.84), Some(0.88)]
                .get(n)
                .copied()
                .flatten(),
        }
    };
    Cohorts {
        cohorts: (0..6).map(cohort).collect(),
    }
}

pub fn actions() -> Vec<ActionView> {
    let action = |id: i64, what: &str, status, worked| ActionView {
        action: Action {
            id: ActionId(id),
            what: what.to_owned(),
            owner: Some(OwnerId(1)),
            status,
            worked,
            at: NOW.plus(-60 * 86_400),
            origin: Origin {
                theme: Some(TagId(1)),
                ..Origin::default()
            },
            ..Action::default()
        },
        owner: owners().first().cloned(),
        with: Vec::new(),
        from: OriginNames {
            theme: Some("billing".to_owned()),
            ..OriginNames::default()
        },
        carried: 1,
        changes: None,
    };
    vec![
        action(1, "Price page rewrite", ActionStatus::Open, None),
        action(2, "Fix invoice mails", ActionStatus::Done, None),
    ]
}

/// Who stands behind a number: those lost, or the same two the other way round.
fn behind(what: What) -> Behind {
    let turned = |l: LostAccount| CountedAccount {
        opening: l.closing,
        closing: l.opening,
        themes: Vec::new(),
        ..CountedAccount::from(l)
    };
    let items: Vec<CountedAccount> = match what {
        What::Line(Line::Expansion) => lost().into_iter().map(turned).collect(),
        What::Line(Line::Contraction) => lost()
            .into_iter()
            .skip(1)
            .map(CountedAccount::from)
            .collect(),
        What::Lost => lost().into_iter().map(CountedAccount::from).collect(),
        _ => lost()
            .into_iter()
            .take(1)
            .map(CountedAccount::from)
            .collect(),
    };
    Behind {
        accounts: items.len() as u64,
        times: items.len() as i64,
        counted: items.iter().map(|c| c.counted).sum(),
        items,
        ..Behind::default()
    }
}

fn lost() -> Vec<LostAccount> {
    let account = |id: i64, name: &str, opening, closing| LostAccount {
        account: AccountBrief {
            id: AccountId(id),
            name: name.to_owned(),
            alias: format!("Account {id}"),
            plan: "Pro".to_owned(),
            ..AccountBrief::default()
        },
        opening: Cents(opening),
        closing: Cents(closing),
        themes: vec!["reporting".to_owned()],
        falls_to: Cents(opening - closing),
        hindsight: None,
    };
    vec![
        account(1, "Northwind GmbH", 120_000, 0),
        account(2, "Acme SA", 90_000, 56_000),
    ]
}

fn breakdown(by: &Dimension) -> Breakdown {
    let row = |value: &str, too_few| BreakdownRow {
        value: value.to_owned(),
        metrics: metrics(october(), 19, 7_600),
        lost: Cents(988_000),
        share: Some(0.613),
        of_average: Some(1.5),
        more_left: None,
        too_few,
    };
    Breakdown {
        by: by.clone(),
        too_few: 30,
        total: metrics(october(), 31, 12_400),
        rows: vec![row("Team", false), row("Enterprise", true)],
    }
}

pub fn answer(query: &Query) -> Option<Answer> {
    Some(match query {
        Query::Room { .. } => Answer::Room(Box::new(RoomFacts {
            dimensions: vec![Dimension("plan".to_owned())],
            ..facts()
        })),
        Query::Meetings => Answer::Meetings(Vec::new()),
        Query::Owners => Answer::Owners(owners()),
        Query::Review { .. } => Answer::Review(Box::new(review(31))),
        Query::Cohorts { .. } => Answer::Cohorts(cohorts()),
        Query::Effects => Answer::Effects(effects()),
        Query::Actions(filter) if filter.awaited_by.is_some() => Answer::Actions(Vec::new()),
        Query::Actions(_) => Answer::Actions(actions()),
        Query::LostAccounts { .. } => Answer::LostAccounts(lost()),
        Query::Behind { what, .. } => Answer::Behind(Box::new(behind(*what))),
        Query::Breakdown { by, .. } => Answer::Breakdown(Box::new(breakdown(by))),
        _ => return None,
    })
}

pub fn stage() -> Stage {
    let mut stage = Stage::new(answer);
    stage.press("1");
    assert_eq!(stage.model.shared.screen, ScreenKind::Numbers);
    stage
}

/// A meeting that was left running, its numbers frozen.
pub fn running(frozen: String) -> Meeting {
    Meeting {
        id: MeetingId(1),
        period: october(),
        profile: Profile::Snapshot,
        status: MeetingStatus::Running,
        started: NOW.plus(-300),
        utc_offset: 0,
        agenda: Agenda::default(),
        clock: Clock::default().sit_down(NOW.plus(-300)),
        frozen_start: Some(frozen),
        frozen_end: None,
    }
}

/// A stage in whose meeting the numbers were frozen when 29 had churned.
fn in_meeting() -> Stage {
    let frozen = AtStart::new(review(29), cohorts(), actions(), effects());
    let meeting = MeetingView {
        meeting: running(frozen.to_json().unwrap()),
        present: Vec::new(),
        discussed: Vec::new(),
        actions: 0,
    };
    let mut stage = Stage::new(move |query| match query {
        Query::Meetings => Some(Answer::Meetings(vec![meeting.clone()])),
        query => answer(query),
    });
    stage.press("g 1");
    stage
}

#[rstest]
#[case::headlines("esc 1", "headlines")]
#[case::breakdown("]", "by_plan")]
#[case::trend("tab", "trend")]
#[case::retention("tab ]", "retention")]
#[case::bridge("tab tab", "bridge")]
#[case::cohorts("tab tab tab", "cohorts")]
#[case::effects("shift-tab", "effects")]
#[case::presenter("f5", "presenter")]
fn panes(#[case] keys: &str, #[case] name: &str) {
    let mut stage = stage();
    stage.press(keys);
    snapshot(&mut stage.model, (80, 24), &format!("numbers_{name}"));
}

#[test]
fn all_panes_fit_a_larger_window() {
    snapshot(&mut stage().model, (120, 40), "numbers");
}

#[test]
fn cohorts_are_shares_accounts_or_money() {
    let mut stage = stage();
    stage.press("tab tab tab ]");
    says(
        &mut stage.model,
        (80, 24),
        &[
            "▸ Cohorts: accounts still active",
            "joined    accounts  day 90    end    +1    +2",
            "2026-10         75             73",
            "2026-07         72   88 %      70    67    64    61",
            "Oct 2026: 97 %, 73 of 75 active at the end of Oct 2026 · €28,470",
            "] % of MRR still there",
        ],
    );
    stage.press("]");
    says(
        &mut stage.model,
        (80, 24),
        &["▸ Cohorts: % of MRR still there"],
    );
}

#[test]
fn a_meeting_shows_what_was_frozen_and_what_has_changed() {
    let mut stage = in_meeting();
    says(
        &mut stage.model,
        (80, 24),
        &[
            "▸ October 2026 · counted start to end of month",
            "logo churn was 2.9 %, now 3.1 % (2 late cancellations)",
            "▸ Logo churn         2.9 % 29 of 1,004 accounts",
            "Gross MRR churn    3.8 % €15,080 of €400,112",
            "if every month were like this: 29.7 % a year",
        ],
    );
    // A meeting has one period.
    assert_eq!(stage.press("left").model.shared.period, Some(october()));
}

#[rstest]
#[case("left", "2026-09")]
#[case("right", "2026-11")]
#[case("Q", "2026-Q4")]
#[case("Q Q", "FY2026")]
#[case("left left Q Q Q", "2026-08")]
fn other_periods_are_a_key_away(#[case] key: &str, #[case] period: &str) {
    let mut stage = stage();
    stage.press(key);
    assert_eq!(stage.model.shared.period, Some(period.parse().unwrap()));
}

#[test]
fn masked_names_stay_masked() {
    let mut stage = stage();
    stage.press("M enter");
    let shown = super::text(&super::draw(&mut stage.model, 80, 24));
    assert!(
        shown.contains("Account 1") && !shown.contains("Northwind"),
        "{shown}"
    );
}

#[test]
fn an_unanswered_room_shows_dots_and_an_empty_one_says_what_to_do() {
    let mut stage = Stage::new(|_| None);
    stage.press("1");
    assert!(super::text(&super::draw(&mut stage.model, 80, 24)).contains("..."));
    let mut stage = Stage::new(|query| match query {
        Query::Review { period, .. } => {
            let mut empty = review(0);
            empty.metrics = metrics(*period, 0, 0);
            empty.metrics.accounts = AccountCounts::default();
            Some(Answer::Review(Box::new(empty)))
        }
        query => answer(query),
    });
    stage.press("1");
    let shown = super::text(&super::draw(&mut stage.model, 80, 24));
    assert!(shown.contains("i imports it"), "{shown}");
}
