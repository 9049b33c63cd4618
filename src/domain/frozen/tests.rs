//! What is frozen reads back as it was, and only what is known is read.
//! Must not know the store: everything is made by hand.

use rstest::rstest;

use super::*;
use crate::domain::counting::CountingWay;
use crate::domain::day::Day;
use crate::domain::ids::{ActionId, MeetingId, TagId};
use crate::domain::metrics::{Cohorts, Review};
use crate::domain::note::{Action, ActionView, OriginNames};
use crate::domain::profile::Profile;
use crate::domain::query::{Answer, Query};
use crate::domain::sample::{october, period};
use crate::domain::tally::Tally;
use crate::domain::warned::{Outcome, Warned};

fn metrics(churned: u64, opening: u64) -> Metrics {
    let mut tally = Tally::default();
    tally.accounts.churned = churned;
    tally.accounts.opening = opening;
    tally.metrics(october(), &CountingWay::of(Profile::Snapshot))
}

fn review() -> Review {
    Review {
        metrics: metrics(31, 1004),
        trend: vec![metrics(29, 998)],
        compared: Vec::new(),
        words: vec!["one".to_owned()],
        goals: Vec::new(),
        marks: Vec::new(),
        known: None,
    }
}

#[rstest]
#[case((31, 1004), (31, 1004), None)]
#[case((31, 1004), (33, 1004), Some("logo churn was 3.1 %, now 3.3 % (2 late cancellations)"))]
#[case((31, 1004), (30, 1004), Some("logo churn was 3.1 %, now 3.0 % (1 cancellation taken back)"))]
#[case((3100, 100_400), (3101, 100_400), Some("churned accounts were 3,100, now 3,101"))]
#[case((0, 0), (0, 10), Some("logo churn was n/a, now 0.0 %"))]
fn a_difference_is_said(
    #[case] was: (u64, u64),
    #[case] is: (u64, u64),
    #[case] said: Option<&str>,
) {
    let said_now = difference(&metrics(was.0, was.1), &metrics(is.0, is.1));
    assert_eq!(said_now.as_deref(), said);
}

#[test]
fn a_start_is_gathered_and_reads_back() {
    let mut carried = ActionView {
        action: Action {
            id: ActionId(7),
            what: "Fix invoice mails".to_owned(),
            ..Action::default()
        },
        owner: None,
        with: Vec::new(),
        from: OriginNames::default(),
        carried: 1,
        changes: None,
    };
    carried.action.origin.theme = Some(TagId(1));
    // Two lists: of the month before, and the meeting's own.
    let list = |meeting, from: &str, until: &str| {
        let (from, until) = (period(from), period(until).last());
        Outcome::none_kept(MeetingId(meeting), from, until)
    };
    let warned = Warned {
        since: None,
        record: vec![list(1, "2026-09", "2026-10"), list(2, "2026-10", "2026-11")],
    };
    let mut asked = 0;
    let mut answer = |query| {
        asked += 1;
        Ok(match query {
            Query::Review { .. } => Answer::Review(Box::new(review())),
            Query::Cohorts { .. } => Answer::Cohorts(Cohorts::default()),
            Query::Actions(_) => Answer::Actions(vec![carried.clone()]),
            Query::Effects => Answer::Effects(Vec::new()),
            Query::Meetings => Answer::Meetings(Vec::new()),
            Query::Warned => Answer::Warned(Box::new(warned.clone())),
            Query::Findings { .. } => Answer::Findings(Box::default()),
            Query::Roadmap => Answer::Roadmap(Vec::new()),
            other => panic!("{other:?} was not needed"),
        })
    };
    let (meeting, today) = (MeetingId(2), Day(20_000));
    let start = AtStart::gather(meeting, october(), Profile::Snapshot, today, &mut answer).unwrap();
    assert_eq!(asked, 9);
    assert_eq!(start.warned.as_ref(), warned.record.first());
    assert_eq!(start.carried, [carried]);
    let json = start.to_json().unwrap();
    assert_eq!(AtStart::from_json(&json).unwrap(), start);
}

#[rstest]
#[case("{\"version\":99}", "version 99")]
#[case("{\"version\":1}", "damaged")]
#[case("", "damaged")]
fn what_is_not_known_is_refused_with_a_sentence(#[case] json: &str, #[case] says: &str) {
    let failure = AtEnd::from_json(json).unwrap_err();
    assert!(failure.message.contains(says), "{failure}");
    assert!(!failure.hint.is_empty());
}
