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
use super::{Stage, draw, says, snapshot, text};

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
#[case::list("K", "marks")]
fn at_80_columns(#[case] keys: &str, #[case] name: &str) {
    let mut stage = stage();
    stage.press(keys);
    snapshot(&mut stage.model, (80, 24), &format!("numbers_{name}"));
}

#[rstest]
#[case::retention("tab ]", &["retention, % a month", "◆", "★", "$✗", "● goal 97 %", "● GRR 96.0 %", "✗ 28 Sep Login was down"])]
#[case::presenter("f5", &["Logo churn in October 2026", "31 of 1,004 accounts", "goal 2.5 %, missed by 0.6 pp"])]
#[case::presented_trend("tab f5", &["churn, % a month", "$✗", "○ goal 4.5 %", "● goal 2.5 %", "$ 14 Sep New price list   ✗ 28 Sep"])]
#[case::cohorts("tab tab tab down right", &[
    "2026-09 $✗      74           97  93",
    "2026-06 ★       71   84 %    97",
    "Sep 2026: 93 %, 69 of 74 active at the end of Oct 2026 · €26,910",
    "✗ 28 Sep Login was down   $ 14 Sep New price list   ★ 1 to 21 Jun Summer offer",
])]
#[case::counts("tab tab tab ]", &["accounts still active", "2026-09 $✗      74             72    69", "★ 1 to 21 Jun"])]
fn goals_and_marks_stand_on_every_pane(#[case] keys: &str, #[case] words: &[&str]) {
    let mut stage = stage();
    stage.press(keys);
    says(&mut stage.model, (80, 24), words);
}

#[test]
fn in_a_larger_window_and_without_colours() {
    let mut stage = stage();
    stage.press("tab tab tab");
    snapshot(&mut stage.model, (120, 40), "numbers_goals");
    stage.tell(Msg::Background(Tone::Mono));
    // Shades stand for the colours of the cells, and nothing else is different.
    let cells = [
        "2026-10         75           97█",
        "2026-08         73           97█ 93▓ 89▓",
        "2026-06 ★       71   84 %    97█ 93▓ 89▓ 85▒ 80░",
    ];
    says(&mut stage.model, (120, 40), &cells);
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
