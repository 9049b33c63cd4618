//! Marks go in, change field by field, are taken back, and stand in the review of their periods.

use churnroom::domain::change::{Change, Field, Record, Subject};
use churnroom::domain::day::Day;
use churnroom::domain::failure::Code;
use churnroom::domain::figure::Figure;
use churnroom::domain::goals::{Goal, Goals};
use churnroom::domain::marks::{DayMark, MarkKind, read};
use churnroom::domain::metrics::Review;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::rules::Rules;
use churnroom::domain::word::Word;

use super::room::{Room, both, october};

fn today() -> Day {
    Day::ymd(2026, 11, 5).unwrap()
}

fn add(room: &mut Room, line: &str) -> DayMark {
    let mark = read(line, today()).unwrap();
    let Subject::DayMark(id) = room
        .apply(Change::add(Record::DayMark(mark.clone())))
        .subject
    else {
        panic!("a mark was added");
    };
    DayMark { id, ..mark }
}

fn marks(room: &mut Room) -> Vec<DayMark> {
    room.store
        .answer(&Query::Marks)
        .unwrap()
        .try_into()
        .unwrap()
}

fn review(room: &mut Room) -> Review {
    let profile = None;
    let period = october();
    let answer = room
        .store
        .answer(&Query::Review { period, profile })
        .unwrap();
    match answer {
        Answer::Review(review) => *review,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mark_is_added_changed_dropped_and_each_is_taken_back() {
    both(|room| {
        let mark = add(room, "14 sep price New price list");
        assert_eq!(marks(room), std::slice::from_ref(&mark));
        let like = read("1 sep to 20 sep campaign Prices", today()).unwrap();
        let applied = room.apply(Change::made_like(Subject::DayMark(mark.id), &mark, &like));
        assert!(applied.words.contains("and 3 more"), "{}", applied.words);
        let changed = DayMark {
            id: mark.id,
            ..like
        };
        assert_eq!(marks(room), std::slice::from_ref(&changed));
        room.reopen();
        room.undo();
        assert_eq!(marks(room), std::slice::from_ref(&mark));
        room.redo();
        assert_eq!(marks(room), std::slice::from_ref(&changed));
        room.apply(Change::Remove(Box::new(Record::DayMark(changed.clone()))));
        assert!(marks(room).is_empty());
        let words = room.undo().words;
        assert_eq!(words, "took back: removed campaign mark \"Prices\"");
        assert_eq!(marks(room), [changed]);
    });
}

#[test]
fn days_stay_in_order_and_a_stale_value_is_a_conflict() {
    both(|room| {
        let mark = add(room, "1 sep to 14 sep campaign Summer");
        let subject = Subject::DayMark(mark.id);
        let later = Day::ymd(2026, 9, 20).unwrap();
        let set = |field, was: Day, now: Day| {
            Change::set(subject, field, i64::from(was.0), i64::from(now.0))
        };
        let refused = room.try_as("Priya", &set(Field::Day, mark.day, later));
        assert_eq!(refused.unwrap_err().code, Code::Usage);
        // Both days as one change, the first beyond the old last day.
        let until = mark.until.unwrap();
        let both = vec![
            set(Field::Day, mark.day, later),
            set(Field::Until, until, later.plus(3)),
        ];
        room.apply(Change::All(both));
        let stale = room.try_as("Dana", &set(Field::Until, until, later));
        assert_eq!(stale.unwrap_err().code, Code::Conflict);
        let kind = Change::set(subject, Field::Kind, "campaign", "party");
        assert_eq!(room.try_as("Dana", &kind).unwrap_err().code, Code::Usage);
        let nameless = DayMark {
            words: " ".to_owned(),
            ..DayMark::default()
        };
        let nameless = Change::add(Record::DayMark(nameless));
        assert_eq!(
            room.try_as("Dana", &nameless).unwrap_err().code,
            Code::Usage
        );
    });
}

#[test]
fn a_review_brings_marks_and_the_goals_of_its_length() {
    both(|room| {
        let late = add(room, "2026-10-20 outage Login");
        let early = add(room, "2026-09-01 release 4.2");
        let goals = Goals {
            of: vec![
                Goal {
                    figure: Figure::LogoChurn,
                    target: 0.025,
                },
                Goal {
                    figure: Figure::NetMrrChurn,
                    target: 0.01,
                },
            ],
            ..Goals::default()
        };
        room.store.set_rules(Rules {
            goals: goals.clone(),
            ..Rules::default()
        });
        let month = review(room);
        assert_eq!(month.marks, [early, late]);
        assert_eq!(month.goals, goals.of);
        let quarter = Query::Review {
            period: "2026-Q4".parse().unwrap(),
            profile: None,
        };
        let Answer::Review(quarter) = room.store.answer(&quarter).unwrap() else {
            panic!("a review");
        };
        assert!(
            quarter.goals.is_empty(),
            "a month's goals say nothing of a quarter"
        );
        assert_eq!(
            MarkKind::ALL.map(MarkKind::word).map(MarkKind::from_word),
            MarkKind::ALL.map(Some)
        );
    });
}
