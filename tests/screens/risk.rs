//! Accounts at risk as people see them: the list by the rules and by what was learned, and one account's story.

use churnroom::domain::account::{Account, AccountBrief};
use churnroom::domain::ahead::{Ahead, Leaving, Notice};
use churnroom::domain::day::Day;
use churnroom::domain::ids::AccountId;
use churnroom::domain::money::Cents;
use churnroom::domain::outlook::{AtRisk, Outlook, RiskList, SignUse};
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::risk::{BackTest, Band, RiskLesson};
use churnroom::domain::signs::State;
use churnroom::domain::story::Story;
use churnroom::domain::tally::Sum;
use churnroom::domain::value::{AccountValue, Lifetime};

use super::{Stage, draw, facts, numbers, says, snapshot, text};

fn exposure(accounts: u64, mrr: i64) -> Sum {
    Sum {
        accounts,
        mrr: Cents(mrr),
    }
}

fn at_risk(id: i64, name: &str, mrr: i64, state: State, risk: f64) -> AtRisk {
    let reasons: &[&str] = match state {
        State::Endangered => &[
            "payment_failed yes (is yes)",
            "logins 3, was 40 (falls 50 %)",
        ],
        State::AtRisk => &["last_seen 41 days ago (> 30 days)"],
        _ => &[],
    };
    AtRisk {
        account: AccountBrief {
            id: AccountId(id),
            external: format!("A-{id}"),
            name: name.to_owned(),
            alias: format!("Otter {id}"),
            plan: "Pro".to_owned(),
            mrr: Cents(mrr),
        },
        owner: "Dana".to_owned(),
        state,
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
        risk: Some(risk),
        why: vec!["plan Monthly (odds x 2.4)".to_owned()],
    }
}

pub fn list() -> RiskList {
    let band = Band {
        from: 0.2,
        to: 0.3,
        accounts: 100,
        expected: 25.0,
        left: 26,
    };
    RiskList {
        as_of: Day::ymd(2026, 10, 31),
        active: exposure(1_004, 40_321_000),
        states: [
            exposure(700, 30_000_000),
            exposure(262, 9_000_000),
            exposure(30, 1_000_000),
            exposure(12, 321_000),
        ],
        by_rules: exposure(42, 1_321_000),
        by_risk: exposure(101, 2_000_000),
        exposed: exposure(120, 2_840_000),
        signs: vec![SignUse {
            sign: "logins".to_owned(),
            accounts: 304,
        }],
        lesson: RiskLesson {
            cut: Day::ymd(2026, 8, 2),
            test: Some(BackTest {
                accounts: 330,
                left: 60,
                auc: 0.812,
                auc_low: 0.76,
                auc_high: 0.86,
                top_accounts: 33,
                top_left: 21,
                bands: vec![band],
            }),
            ..RiskLesson::default()
        },
        high: Some(0.4),
        items: vec![
            at_risk(1, "Northwind GmbH", 120_000, State::Endangered, 0.62),
            at_risk(2, "Acme SA", 58_000, State::AtRisk, 0.08),
            at_risk(3, "Globex", 40_000, State::Healthy, 0.44),
        ],
        ..RiskList::default()
    }
}

fn outlook() -> Outlook {
    Outlook {
        at_risk: list().items.remove(0),
        tested: "back-test on 330 accounts held out: AUC 0.81".to_owned(),
        value: Some(AccountValue {
            mrr: Cents(120_000),
            paid: Cents(1_440_000),
            period: "2026-10".parse().unwrap(),
            lifetime: Lifetime {
                by_logo: Some(Cents(3_870_000)),
                ..Lifetime::default()
            },
        }),
    }
}

fn stage() -> Stage {
    Stage::new(|query| {
        Some(match query {
            Query::Room { .. } => Answer::Room(Box::new(facts())),
            Query::Risk { .. } => Answer::Risk(Box::new(list())),
            Query::Outlook(_) => Answer::Outlook(Box::new(Some(outlook()))),
            Query::Story(id) => Answer::Story(Box::new(Story {
                account: Account {
                    id: *id,
                    name: "Northwind GmbH".to_owned(),
                    alias: "Otter 1".to_owned(),
                    ..Account::default()
                },
                brief: list().items.remove(0).account,
                standing: Default::default(),
                movements: Vec::new(),
                feedback: Vec::new(),
                actions: Vec::new(),
                on_themes: Vec::new(),
            })),
            _ => return None,
        })
    })
}

#[test]
fn who_is_at_risk_and_why() {
    let mut stage = stage();
    stage.press("E");
    snapshot(&mut stage.model, (80, 24), "risk");
    let wider = "Northwind GmbH                €1,200 endangered    62 % Dana         payment_failed yes (is yes); logins 3";
    says(&mut stage.model, (120, 40), &[wider]);
    stage.press("]");
    let rules = text(&draw(&mut stage.model, 120, 40));
    assert!(
        rules.contains("Acme") && !rules.contains("Globex"),
        "{rules}"
    );
    stage.press("]");
    let learned = text(&draw(&mut stage.model, 120, 40));
    assert!(
        learned.contains("Globex") && !learned.contains("Acme"),
        "{learned}"
    );
    assert!(learned.contains("101 accounts"), "{learned}");
}

/// Two who gave notice, one of whom the rules call endangered too.
fn noticed() -> RiskList {
    let leaving = |id: i64, notice, day: &str, paying, lost| Leaving {
        sooner: None,
        account: at_risk(
            id,
            ["Northwind GmbH", "Initech"][usize::from(id > 1)],
            0,
            State::Healthy,
            0.1,
        )
        .account,
        owner: "Dana".to_owned(),
        notice,
        day: day.parse().unwrap(),
        back: None,
        paying: Cents(paying),
        lost: Cents(lost),
        cause: None,
        gone: false,
    };
    let mut list = list();
    list.lesson.later_needs = Some("needs 180 known days, has 92".to_owned());
    list.lesson.warnings =
        vec!["Access is left out: it was probably written when accounts left".to_owned()];
    list.ahead = Ahead {
        as_of: "2026-10-31".parse().unwrap(),
        latest: true,
        active: exposure(1_004, 40_321_000),
        leaves: exposure(1, 120_000),
        shrinks: exposure(1, 2_000),
        items: vec![
            leaving(1, Notice::Leaves, "2026-11-30", 120_000, 120_000),
            leaving(9, Notice::Shrinks, "2026-12-31", 5_000, 2_000),
        ],
        ..Ahead::default()
    };
    list
}

/// Long after the period what came later is no notice of then.
#[test]
fn numbers_say_who_gave_notice_while_it_lies_ahead() {
    for (latest, said) in [(true, true), (false, false)] {
        let mut stage = Stage::new(move |query| match query {
            Query::Ahead(period) => Some(Answer::Ahead(Box::new(Ahead {
                period: *period,
                latest,
                ..noticed().ahead
            }))),
            query => numbers::answer(query),
        });
        stage.press("1");
        let shown = text(&draw(&mut stage.model, 120, 40));
        let words = "notice given, still paying: 1, €1,200, leaves 30 Nov";
        assert_eq!(shown.contains(words), said, "{shown}");
        let small = text(&draw(&mut stage.model, 80, 24));
        assert_eq!(small.contains(words), said, "{small}");
    }
}

#[test]
fn who_gave_notice_comes_first_and_once() {
    let mut stage = Stage::new(|query| {
        Some(match query {
            Query::Room { .. } => Answer::Room(Box::new(facts())),
            Query::Risk { .. } => Answer::Risk(Box::new(noticed())),
            _ => return None,
        })
    });
    stage.press("E");
    snapshot(&mut stage.model, (80, 24), "risk_noticed");
    let shown = text(&draw(&mut stage.model, 120, 40));
    assert_eq!(shown.matches("Northwind GmbH").count(), 1, "{shown}");
    let wider = [
        "notice given, still paying: 1, €1,200, leaves 30 Nov · will pay less: 1, by €20, from 31 Dec",
        "Northwind GmbH                €1,200 notice             Dana         leaves 30 Nov",
        "Initech                          €50 notice             Dana         pays less from 31 Dec, by €20",
        "Acme SA",
        "back-test on a later period: needs 180 known days, has 92",
        "beware: Access is left out: it was probably written when accounts left",
    ];
    says(&mut stage.model, (120, 40), &wider);
    stage.press("] ] ]");
    let shown = text(&draw(&mut stage.model, 120, 40));
    assert!(
        shown.contains("Notice given, still paying") && !shown.contains("Acme"),
        "{shown}"
    );
    assert!(shown.contains("2 accounts, €1,220 MRR"), "{shown}");
    // By the rules it is at risk all the same.
    stage.press("] ]");
    let shown = text(&draw(&mut stage.model, 120, 40));
    assert!(
        shown.contains("Northwind GmbH") && shown.contains("payment_failed"),
        "{shown}"
    );
}

#[test]
fn an_accounts_story_says_what_lies_ahead() {
    let mut stage = stage();
    stage.press("E enter");
    snapshot(&mut stage.model, (80, 24), "risk_story");
    let wider = [
        "endangered: payment_failed yes (is yes); logins 3, was 40 (falls 50 %)",
        "learned risk 62 %: plan Monthly (odds x 2.4) (back-test on 330 accounts held out: AUC 0.81)",
    ];
    says(&mut stage.model, (120, 40), &wider);
}

#[test]
fn an_empty_list_says_what_to_do() {
    let mut stage = Stage::new(|query| match query {
        Query::Risk { .. } => Some(Answer::Risk(Box::default())),
        _ => None,
    });
    stage.press("E");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("no signs yet"), "{shown}");
}
