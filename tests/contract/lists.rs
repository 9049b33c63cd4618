//! What lists say beyond their rows: names, how often an action was carried over, the thread of a thing.

use churnroom::domain::agenda::Section;
use churnroom::domain::change::{Change, Field, Member, Record, Subject};
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::ids::{ActionId, MeetingId};
use churnroom::domain::note::{Action, ActionView, Origin};
use churnroom::domain::query::{AccountFilter, ActionFilter, Answer, NEXT, Query};
use churnroom::domain::roadmap::{Link, Stance};
use churnroom::domain::thread::Thread;

use super::room::{Room, both, october};

fn actions(room: &mut Room, filter: ActionFilter) -> Vec<ActionView> {
    match room.store.answer(&Query::Actions(filter)).unwrap() {
        Answer::Actions(actions) => actions,
        other => panic!("{other:?}"),
    }
}

/// An action written on a day, in a meeting.
fn written(room: &mut Room, what: &str, day: &str, meeting: MeetingId) -> ActionId {
    let day: Day = day.parse().unwrap();
    let action = Action {
        what: what.to_owned(),
        person: "Priya".to_owned(),
        at: Moment(i64::from(day.0) * 86_400 + 52_000),
        origin: Origin {
            meeting: Some(meeting),
            ..Origin::default()
        },
        ..Action::default()
    };
    match room.apply(Change::add(Record::Action(action))).subject {
        Subject::Action(id) => id,
        other => panic!("{other:?}"),
    }
}

fn end(room: &mut Room, meeting: MeetingId) {
    let subject = Subject::Meeting(meeting);
    room.apply(Change::set(subject, Field::Status, "running", "ended"));
}

fn close(room: &mut Room, action: ActionId, day: &str) {
    let (subject, day) = (Subject::Action(action), day.parse::<Day>().unwrap());
    room.apply(Change::All(vec![
        Change::set(subject, Field::Status, "open", "done"),
        Change::set(subject, Field::Closed, None::<i64>, i64::from(day.0)),
    ]));
}

#[test]
fn actions_are_carried_from_meeting_to_meeting() {
    both(|room| {
        let august = room.meeting("2026-08-03");
        let old = written(room, "closed long ago", "2026-08-03", august);
        let done = written(room, "done since September", "2026-08-03", august);
        let open = written(room, "still open", "2026-08-03", august);
        end(room, august);
        close(room, old, "2026-08-20");
        let september = room.meeting("2026-09-02");
        end(room, september);
        close(room, done, "2026-09-20");
        let now = room.meeting("2026-10-02");
        written(room, "of this meeting", "2026-10-02", now);
        let into = |meeting| ActionFilter {
            carried_into: Some(meeting),
            ..ActionFilter::default()
        };
        let carried = |room: &mut Room, meeting| -> Vec<(ActionId, u64)> {
            let views = actions(room, into(meeting));
            views
                .iter()
                .map(|view| (view.action.id, view.carried))
                .collect()
        };
        assert_eq!(carried(room, now), [(done, 1), (open, 2)]);
        assert_eq!(carried(room, september), [(old, 0), (done, 1), (open, 2)]);
        assert_eq!(carried(room, august), []);
    });
}

#[test]
fn an_origin_is_named() {
    both(|room| {
        let account = room.account("A1");
        let feedback = room.feedback("cannot build a report", Some(account));
        let (theme, item) = (room.tag("reporting", None), room.item("RPT-12"));
        let meeting = room.meeting("2026-11-02");
        let dana = room.owner("Dana");
        let origin = Origin {
            meeting: Some(meeting),
            section: Some(Section::Why),
            theme: Some(theme),
            account: Some(account),
            feedback: Some(feedback),
            item: Some(item),
            segment: "plan=Team".to_owned(),
        };
        room.action("Fix export", Some(dana), origin);
        let view = actions(room, ActionFilter::default()).remove(0);
        assert_eq!(view.owner.unwrap().name, "Dana");
        assert_eq!(view.from.period, Some(october()));
        assert_eq!(view.from.theme.as_deref(), Some("reporting"));
        assert_eq!(view.from.account.as_deref(), Some("A1"));
        assert_eq!(view.from.item.as_deref(), Some("RPT-12"));
        assert_eq!(view.from.quote.as_deref(), Some("cannot build a report"));
        assert!(view.from.alias.is_some_and(|alias| alias != "A1"));
    });
}

#[test]
fn a_thread_is_the_same_from_wherever_it_is_picked_up() {
    both(|room| {
        let account = room.account("A1");
        let feedback = room.feedback("cannot build a report", Some(account));
        let theme = room.tag("reporting", None);
        let child = room.tag("export", Some(theme));
        let item = room.item("RPT-12");
        room.apply(Change::Join(Member::Tagged {
            feedback,
            tag: child,
        }));
        room.apply(Change::add(Record::Link(Link {
            id: 0.into(),
            theme,
            item: Some(item),
            stance: Stance::Aligns,
            note: String::new(),
            meeting: None,
        })));
        let origin = Origin {
            theme: Some(theme),
            ..Origin::default()
        };
        let action = room.action("Fix export", None, origin.clone()).id;
        let note = room.note("Stop lookalikes", origin).id;
        let starts = [
            Subject::Tag(child),
            Subject::Feedback(feedback),
            Subject::Account(account),
            Subject::Item(item),
            Subject::Link(1.into()),
            Subject::Note(note),
            Subject::Action(action),
        ];
        for subject in starts {
            let query = Query::Thread {
                of: subject.into(),
                period: october(),
            };
            let thread: Box<Thread> = room.store.answer(&query).unwrap().try_into().unwrap();
            assert_eq!(thread.links.len(), 1, "{subject:?}");
            assert_eq!(thread.items[0].id, item, "{subject:?}");
            assert_eq!(thread.notes[0].note.id, note, "{subject:?}");
            assert_eq!(thread.actions[0].action.id, action, "{subject:?}");
            assert_eq!(thread.themes[0].mentions, 1, "{subject:?}");
        }
    });
}

#[test]
fn accounts_come_a_page_at_a_time_by_name() {
    both(|room| {
        for name in ["delta", "Alpha", "charlie", "Bravo", "Écho"] {
            room.account(name);
        }
        let mut page = |words: &str, after: Option<String>| {
            let filter = AccountFilter {
                words: words.to_owned(),
                ..AccountFilter::default()
            };
            let query = Query::Accounts {
                filter,
                after,
                limit: 2,
            };
            match room.store.answer(&query).unwrap() {
                Answer::Accounts(page) => page,
                other => panic!("{other:?}"),
            }
        };
        let (mut names, mut after) = (Vec::new(), None);
        loop {
            let found = page("", after.take());
            names.extend(found.items.into_iter().map(|view| view.account.name));
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(names, ["Alpha", "Bravo", "charlie", "delta", "Écho"]);
        assert_eq!(page("ech", None).items.len(), 1);
    });
}

#[test]
fn an_action_closed_on_a_meetings_own_day_was_found_by_it() {
    both(|room| {
        let august = room.meeting("2026-08-03");
        let at_noon = written(room, "done that noon", "2026-08-03", august);
        let before = written(room, "done the day before", "2026-08-03", august);
        end(room, august);
        close(room, before, "2026-09-01");
        let september = room.meeting("2026-09-02");
        close(room, at_noon, "2026-09-02");
        end(room, september);
        let found_by = |room: &mut Room, meeting| {
            let carried = actions(room, ActionFilter::carried_into(Some(meeting)));
            let found = carried.iter().map(|v| (v.action.id, v.carried));
            found.collect::<Vec<_>>()
        };
        // What the next one will find is what it finds.
        assert_eq!(found_by(room, NEXT), [(at_noon, 1)]);
        let october = room.meeting("2026-10-02");
        assert_eq!(found_by(room, october), [(at_noon, 1)]);
    });
}
