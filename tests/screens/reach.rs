//! What is seen of a month that the data does not have whole, or not at all.

use churnroom::domain::counting::CountingWay;
use churnroom::domain::day::Day;
use churnroom::domain::figure::Figure;
use churnroom::domain::goals::Goal;
use churnroom::domain::period::Period;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::review::compare;
use churnroom::domain::tally::Tally;
use churnroom::domain::usual::JudgedAs;
use rstest::rstest;

use super::numbers::{answer, review};
use super::{Stage, draw, text};

/// October, with a goal, in a room whose data reaches a day.
fn stage(reach: Day) -> Stage {
    let mut stage = Stage::new(move |query| match query {
        Query::Review { .. } => {
            let mut review = review(31);
            let way = CountingWay {
                reach: Some(reach),
                ..CountingWay::default()
            };
            let october = &mut review.metrics;
            *october = Tally::from(&*october).metrics(october.period, &way);
            if let Some(last) = review.trend.last_mut() {
                last.clone_from(&review.metrics);
            }
            review.compared = compare(&review.trend);
            let (figure, target) = (Figure::LogoChurn, 0.025);
            review.goals = vec![Goal { figure, target }];
            Some(Answer::Review(Box::new(review)))
        }
        query => answer(query),
    });
    stage.press("1");
    stage
}

const PART: &str = "October 2026 is not over in the data, which reaches Tue 20 Oct 2026";
const NONE: &str = "October 2026 is not told of: the data reaches Wed 30 Sep 2026";

#[rstest]
#[case::so_far("2026-10-20", "1", &[PART, "Lost or known to go", "31 of 1,004 accounts", "3.1 %"])]
#[case::so_far_presented("2026-10-20", "f5", &["in October 2026, so far to 20 Oct", "31 of 1,004 accounts"])]
#[case::not_told_presented("2026-09-30", "f5", &["the data reaches Wed 30 Sep 2026"])]
#[case::not_told("2026-09-30", "1", &[NONE])]
#[case::no_bridge("2026-09-30", "tab tab", &["n/a: the data ends before it"])]
fn a_month_that_is_not_whole_is_compared_with_none(
    #[case] reach: &str,
    #[case] keys: &str,
    #[case] words: &[&str],
) {
    let mut stage = stage(reach.parse().unwrap());
    stage.press(keys);
    for size in [(80, 24), (120, 40)] {
        let seen = text(&draw(&mut stage.model, size.0, size.1));
        let flat = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words.iter().filter(|word| size.0 == 80 || word.len() < 30) {
            assert!(flat.contains(word), "{word}:\n{seen}");
        }
        for wrong in [
            "a year",
            "missed by",
            "met by",
            "last three",
            "last 3",
            "0.0 %",
        ] {
            assert!(!flat.contains(wrong), "{wrong}:\n{seen}");
        }
    }
}

/// A quarter is judged by its months: beside its own rates no range of a month stands, and what it cost is no month's.
#[test]
fn a_quarter_is_not_shown_beside_the_range_of_a_month() {
    let quarter: Period = "2026-Q3".parse().unwrap();
    let mut stage = Stage::new(move |query| match query {
        Query::Review { .. } => {
            let mut review = review(31);
            review.metrics.period = quarter;
            for judgement in review
                .metrics
                .judged
                .iter_mut()
                .flat_map(|all| all.values_mut())
            {
                judgement.word = JudgedAs::Routine;
                judgement.better = None;
                judgement.of = quarter.months().pop();
            }
            Some(Answer::Review(Box::new(review)))
        }
        query => answer(query),
    });
    stage.press("1");
    let seen = text(&draw(&mut stage.model, 80, 24));
    for words in [
        "of quarter Q2",
        "usual a month",
        "each as usual",
        "of MRR, ",
    ] {
        assert!(seen.contains(words), "{words}:\n{seen}");
    }
    for wrong in [" to 4.", " to 3.", "a month, "] {
        assert!(!seen.contains(wrong), "{wrong}:\n{seen}");
    }
}
