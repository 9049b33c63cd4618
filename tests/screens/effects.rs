//! Did it work: what was counted of an action, and what the room itself says of it.

use churnroom::domain::change::Subject;
use churnroom::domain::day::Day;
use churnroom::domain::effect::Effect;
use churnroom::domain::effect::agreed::says;
use churnroom::domain::effect::verdict::{EffectWord, NotCounted, Side, Verdict};
use churnroom::domain::ids::{ActionId, AimId, TagId};
use churnroom::domain::says::RoomSays;
use rstest::rstest;

use super::numbers::{actions, stage};

/// Twelve touched by the second action, to be judged in July.
pub fn effects() -> Vec<Effect> {
    vec![effect(ActionId(2))]
}

/// Twelve touched by an action, to be judged in July.
pub fn effect(action: ActionId) -> Effect {
    let side = |accounts, left| {
        let left = Some(left);
        Some(Side { accounts, left })
    };
    Effect {
        of: Subject::Action(action),
        aim: AimId(1),
        day: "2026-09-02".parse().unwrap(),
        accounts: 12,
        not_counted: NotCounted::default(),
        data_ends: None,
        until: "2026-10-31".parse().ok(),
        theme: Some(TagId(1)),
        judged_from: "2027-07-01".parse().ok(),
        power: Some(0.81),
        verdict: Verdict {
            word: EffectWord::TooEarly,
            touched: side(12, 1),
            others: side(153, 14),
            ..Verdict::default()
        },
        kept: false,
        since: None,
    }
}

#[rstest]
#[case('y', Some(RoomSays::Worked))]
#[case('l', Some(RoomSays::TooEarly))]
#[case('o', Some(RoomSays::NotDone))]
#[case('c', None)]
fn the_team_says_whether_an_action_worked(#[case] answer: char, #[case] now: Option<RoomSays>) {
    let mut stage = stage();
    stage.press("shift-tab W").write(&answer.to_string());
    let change = says(
        &actions()[1].action,
        now,
        "Priya",
        Day::ymd(2026, 11, 5).unwrap(),
    );
    assert_eq!(stage.changes, Vec::from_iter(change));
}
