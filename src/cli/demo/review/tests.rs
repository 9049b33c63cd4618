//! The past review is whole, in order, and full of broken ends for the next one to pick up.
//! Must not know the store.

use super::*;
use crate::exchange::company::DEMO_TODAY;

#[test]
fn steps_are_in_order_and_name_only_actions_that_were_written() {
    let past = DemoPast::of_the_demo().unwrap();
    let moments: Vec<Moment> = past
        .steps
        .iter()
        .map(|step| step.moment(past.utc_offset).unwrap())
        .collect();
    assert!(moments.is_sorted(), "a step is earlier than the one before");
    let mut written = Vec::new();
    for step in &past.steps {
        match &step.deed {
            DemoDeed::Action(action) => written.push(action.key.as_str()),
            DemoDeed::Done(key) | DemoDeed::Worked { action: key, .. } => {
                assert!(written.contains(&key.as_str()), "{key}");
            }
            _ => {}
        }
    }
    assert_eq!(written.len(), 7);
}

#[test]
fn of_seven_actions_five_are_done_one_worked_and_one_is_overdue() {
    let past = DemoPast::of_the_demo().unwrap();
    let mut due = Vec::new();
    let (mut done, mut worked) = (0, 0);
    for step in &past.steps {
        match &step.deed {
            DemoDeed::Action(action) => due.push((action.key.clone(), action.due)),
            DemoDeed::Done(key) => {
                done += 1;
                due.retain(|(open, _)| open != key);
            }
            DemoDeed::Worked { answer: true, .. } => worked += 1,
            _ => {}
        }
    }
    let overdue = due.iter().filter(|(_, day)| *day < DEMO_TODAY);
    assert_eq!((done, worked, due.len(), overdue.count()), (5, 1, 2, 1));
}

#[test]
fn every_theme_discussed_has_an_action_and_a_stance() {
    let past = DemoPast::of_the_demo().unwrap();
    let themes = |wanted: fn(&DemoDeed) -> Option<&String>| -> Vec<String> {
        let mut out: Vec<String> = past
            .steps
            .iter()
            .filter_map(|s| wanted(&s.deed))
            .cloned()
            .collect();
        out.sort();
        out.dedup();
        out
    };
    let discussed = themes(|deed| match deed {
        DemoDeed::Discuss(theme) => Some(theme),
        _ => None,
    });
    let acted = themes(|deed| match deed {
        DemoDeed::Action(action) => Some(&action.theme),
        _ => None,
    });
    let linked = themes(|deed| match deed {
        DemoDeed::Link(link) => Some(&link.theme),
        _ => None,
    });
    assert_eq!(discussed.len(), 4);
    assert_eq!((&discussed, &discussed), (&acted, &linked));
}
