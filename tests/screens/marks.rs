//! Marks, goals and the heat map as people see them: drawn, typed, changed and dropped.

use churnroom::app::{Msg, Tone};
use churnroom::domain::change::{Change, Field, Record, Subject};
use churnroom::domain::day::Day;
use churnroom::domain::figure::Figure;
use churnroom::domain::goals::Goal;
use churnroom::domain::ids::DayMarkId;
use churnroom::domain::marks::{DayMark, read};
use churnroom::domain::query::{Answer, Query};
use rstest::rstest;

use super::numbers::{answer, review};
use super::{Stage, draw, snapshot, text};

fn marks() -> Vec<DayMark> {
    let lines = [
        "2026-02-10 release Report builder 2",
        "2026-06-01 to 2026-06-21 campaign Summer offer",
        "2026-09-14 price New price list",
        "2026-09-28 outage Login was down",
    ];
    let today = Day::ymd(2026, 11, 5).unwrap();
    let mark = |(n, line): (i64, &&str)| DayMark {
        id: DayMarkId(n),
        ..read(line, today).unwrap()
    };
    (1..).zip(&lines).map(mark).collect()
}

/// The room of the Numbers tests, with goals and marks.
fn stage() -> Stage {
    let mut stage = Stage::new(|query| match query {
        Query::Marks => Some(Answer::Marks(marks())),
        Query::Review { .. } => {
            let mut review = review(31);
            review.marks = marks();
            let goal = |figure, target| Goal { figure, target };
            review.goals = vec![
                goal(Figure::LogoChurn, 0.025),
                goal(Figure::GrossMrrChurn, 0.045),
                goal(Figure::Grr, 0.97),
            ];
            Some(Answer::Review(Box::new(review)))
        }
        query => answer(query),
    });
    stage.press("1");
    stage
}

#[rstest]
#[case::headlines("esc 1", "goals")]
#[case::trend("tab", "trend_goals")]
#[case::retention("tab ]", "retention_goals")]
#[case::presenter("f5", "goals_presenter")]
#[case::presented_trend("tab f5", "trend_presenter")]
#[case::cohorts("tab tab tab down right", "cohort_cell")]
#[case::counts("tab tab tab ]", "cohorts_counts")]
#[case::list("K", "marks")]
fn at_80_columns(#[case] keys: &str, #[case] name: &str) {
    let mut stage = stage();
    stage.press(keys);
    snapshot(&mut stage.model, (80, 24), &format!("numbers_{name}"));
}

#[test]
fn in_larger_windows_and_without_colours() {
    let mut stage = stage();
    stage.press("tab tab tab");
    snapshot(&mut stage.model, (120, 40), "numbers_goals");
    snapshot(&mut stage.model, (200, 60), "numbers_goals");
    stage.tell(Msg::Background(Tone::Mono));
    snapshot(&mut stage.model, (120, 40), "numbers_goals_mono");
}

#[test]
fn a_line_makes_a_mark_and_says_what_it_understood() {
    let mut stage = stage();
    stage.press("m").write("14 sep price");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("what happened?"), "{shown}");
    // Nothing is sent until it is understood.
    stage.press("enter");
    assert!(stage.changes.is_empty());
    stage.write(" New price list");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(
        shown.contains("14 Sep 2026, price: New price list"),
        "{shown}"
    );
    stage.press("enter");
    let mark = DayMark {
        id: DayMarkId(0),
        ..marks()[2].clone()
    };
    assert_eq!(stage.changes, [Change::add(Record::DayMark(mark))]);
    assert!(stage.model.layers.is_empty());
}

#[test]
fn a_mark_is_changed_and_dropped_from_the_list() {
    let mut stage = stage();
    // The newest first: the outage.
    stage.press("K e").write(" for an hour").press("enter");
    let subject = Subject::DayMark(DayMarkId(4));
    let words = Change::set(
        subject,
        Field::Text,
        "Login was down",
        "Login was down for an hour",
    );
    assert_eq!(stage.changes, [Change::All(vec![words])]);
    stage.press("delete").write("n");
    assert_eq!(stage.changes.len(), 1);
    stage.press("delete").write("y");
    let removed = Change::Remove(Box::new(Record::DayMark(marks()[3].clone())));
    assert_eq!(stage.changes[1], removed);
}

#[test]
fn arrows_move_among_the_cells_and_leave_the_period_alone() {
    let mut stage = stage();
    stage.press("tab tab tab down down right right right right right right");
    let numbers = &stage.model.screens.numbers;
    assert_eq!(numbers.cohort_months(&stage.model.shared), Some(2));
    assert_eq!(stage.model.shared.period, Some("2026-10".parse().unwrap()));
    stage.press("left left left left left");
    let numbers = &stage.model.screens.numbers;
    assert_eq!(numbers.cohort_months(&stage.model.shared), None);
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("Aug 2026: 73 joined"), "{shown}");
    // Nobody's 90 days are over there: nothing opens. At the next cell its accounts do.
    assert!(stage.press("enter").model.layers.is_empty());
    stage.press("right enter");
    let shown = text(&draw(&mut stage.model, 80, 24));
    assert!(shown.contains("Joined Aug 2026, still active"), "{shown}");
}
