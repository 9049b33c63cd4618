//! The form of an action that is written from a list: the accounts it is for, a half of them drawn, or none.
//! Must not look into the screen's own state.

use churnroom::domain::change::{Change, Record};
use churnroom::domain::effect::aim::{Aim, DRAW, Promise};
use churnroom::domain::ids::{AccountId, ActionId};
use churnroom::domain::query::{AimQuery, Answer, Query};

use super::{Stage, draw, facts, owners, risk, text};

/// The list of those at risk, in a room that says when something would be judged.
fn stage() -> Stage {
    Stage::new(|query| match query {
        Query::Room { .. } => Some(Answer::Room(Box::new(facts()))),
        Query::Owners => Some(Answer::Owners(owners())),
        Query::Risk { .. } => Some(Answer::Risk(Box::new(risk::list()))),
        Query::Aims(AimQuery::Promise { aim, .. }) => {
            let touched = aim.touched().count() as u64;
            let judged = touched > 2;
            Some(Answer::Promise(Box::new(Promise {
                on: "2027-07-01".parse().ok().filter(|_| judged),
                touched,
                others: aim.members.len() as u64 - touched,
                ..Promise::default()
            })))
        }
        _ => None,
    })
}

fn shown(stage: &mut Stage) -> String {
    text(&draw(&mut stage.model, 80, 24))
}

fn has(stage: &mut Stage, words: &[&str]) {
    let shown = shown(stage);
    for words in words {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
}

/// The action that was added, and whom it is for.
fn added(stage: &Stage) -> (String, Option<Aim>) {
    let mut all = stage.changes.iter().flat_map(|change| match change {
        Change::All(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    });
    let (mut what, mut aim) = (String::new(), None);
    for change in &mut all {
        let Change::Add(record) = change else {
            panic!("{change:?}");
        };
        match record.as_ref() {
            Record::Action(action) => what.clone_from(&action.what),
            Record::Aim(one) => aim = Some(one.clone()),
            other => panic!("{other:?}"),
        }
    }
    (what, aim)
}

fn members(aim: &Aim) -> Vec<(i64, bool)> {
    let all = aim.members.iter();
    all.map(|one| (one.account.0, one.touched)).collect()
}

#[test]
fn a_whole_list_then_a_half_then_nobody() {
    let mut stage = stage();
    stage.press("E a").write("ring them @priya fri");
    has(
        &mut stage,
        &[
            "Action · at risk",
            "on 3 accounts · judged from Jul 2027",
            "Ctrl-T draws half: people pick who answers, only a drawn half can tell",
        ],
    );
    stage.press("ctrl-t");
    has(&mut stage, &["on 2 accounts, drawn"]);
    stage.press("ctrl-t");
    has(&mut stage, &["it can be for at risk", "for these accounts"]);
    assert!(!shown(&mut stage).contains("on 2 accounts"));
    stage.press("enter");
    assert_eq!(added(&stage), ("ring them".to_owned(), None));
}

#[test]
fn a_drawn_half_is_left_to_the_room() {
    let mut stage = stage();
    stage.press("E a").write("ring them @priya fri");
    stage.press("ctrl-t enter");
    let aim = added(&stage).1.unwrap();
    assert_eq!((aim.seed.as_str(), aim.rest), (DRAW, false));
    assert_eq!(members(&aim), [(1, true), (2, true), (3, true)]);
    assert_eq!(aim.action, Some(ActionId(0)));
}

#[test]
fn marked_accounts_are_held_against_the_rest_of_their_list() {
    let mut stage = stage();
    stage.press("E space space a").write("ring them @priya fri");
    has(
        &mut stage,
        &["Action · 2 marked of at risk", "on 2 accounts"],
    );
    // Two of three would never do: they are counted, and the line says so.
    has(&mut stage, &["counted, not judged"]);
    stage.press("enter");
    let aim = added(&stage).1.unwrap();
    assert_eq!(members(&aim), [(1, true), (2, true), (3, false)]);
    assert_eq!((aim.rest, aim.is_drawn()), (false, false));
    assert_eq!(aim.source, "2 marked of at risk");
    let touched: Vec<AccountId> = aim.touched().collect();
    assert_eq!(touched, [AccountId(1), AccountId(2)]);
}
