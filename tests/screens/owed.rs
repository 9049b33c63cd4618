//! What reviews leave behind, from the lobby: decisions asked of somebody, work of an owner who left, and the
//! follow-through of the reviews themselves. Must not look into any screen's own state.

use churnroom::domain::change::{Change, Field, Subject, Value};
use churnroom::domain::day::Day;
use churnroom::domain::hindsight::Expectation;
use churnroom::domain::ids::{ActionId, NoteId, OwnerId};
use churnroom::domain::note::{Action, ActionView, Note, NoteKind, NoteView};
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::roadmap::Owner;

use super::{Stage, owners, says, sections, why};

/// Mo has left; an open action is still theirs, and a decision is asked of them.
fn answer(query: &Query) -> Option<Answer> {
    let mo = OwnerId(3);
    Some(match query {
        Query::Owners => {
            let left = |owner: Owner| Owner {
                left_on: Day::ymd(2026, 10, 20).filter(|_| owner.id == mo),
                ..owner
            };
            Answer::Owners(owners().into_iter().map(left).collect())
        }
        Query::Actions(_) => Answer::Actions(vec![ActionView {
            action: Action {
                id: ActionId(4),
                what: "call them".to_owned(),
                owner: Some(mo),
                ..Action::default()
            },
            ..ActionView::default()
        }]),
        Query::Notes(filter) if filter.open => Answer::Notes(vec![NoteView {
            note: Note {
                id: NoteId(9),
                kind: NoteKind::Decision,
                text: "a floor of ten".to_owned(),
                asked: Some(mo),
                due: Day::ymd(2026, 11, 1),
                ..Note::default()
            },
            asked: owners().pop(),
            ..NoteView::default()
        }]),
        other => return sections::answer(other, false),
    })
}

#[test]
fn the_lobby_begins_with_what_is_asked_and_hands_over_what_an_owner_left() {
    let mut stage = Stage::new(answer);
    let owed = [
        "Asked of Mo by 1 Nov",
        "a floor of ten",
        "Mo left on 20 Oct: 1 open action and 1 decision to answer",
    ];
    says(&mut stage.model, (80, 24), &owed);
    stage.press("G delete");
    let asked = ["Mo left on", "Mo has 1 open action", "hand all of it"];
    says(&mut stage.model, (80, 24), &asked);
    stage.press("h enter");
    let [change] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let edits = change.edits().into_iter();
    let set = edits.map(|edit| (edit.subject, edit.field, edit.now.clone()));
    let wanted = [
        (Subject::Action(ActionId(4)), Field::Owner, Value::Int(1)),
        (Subject::Note(NoteId(9)), Field::Asked, Value::Int(1)),
    ];
    assert_eq!(set.collect::<Vec<_>>(), wanted);
    assert!(matches!(change, Change::All(_)), "one step takes it back");
}

#[test]
fn an_action_line_says_what_its_owner_has_to_do_and_asks_about_one_who_left() {
    let mut stage = Stage::new(answer);
    stage.press("a").write("ring them @mo fri");
    says(&mut stage.model, (80, 24), &["@Mo left on 20 Oct"]);
    stage.press("enter");
    says(&mut stage.model, (80, 24), &["name somebody else"]);
    assert!(stage.changes.is_empty());
}

#[test]
fn follow_through_is_one_key_away_in_the_lobby() {
    let mut stage = Stage::new(answer);
    stage.press("H");
    let shown = [
        "Follow-through of the last reviews",
        "no review has ended yet",
    ];
    says(&mut stage.model, (80, 24), &shown);
}

#[test]
fn two_keys_say_of_a_lost_account_whether_it_was_expected_and_avoidable() {
    let mut stage = Stage::new(why::answer);
    stage.press("2 A J");
    let asked = [
        "Was it expected?",
        "Northwind GmbH, lost on Mon 12 Oct 2026",
    ];
    says(&mut stage.model, (80, 24), &asked);
    stage.press("s a");
    let [change] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    let edits = change.edits().into_iter();
    let set: Vec<(Field, Value)> = edits.map(|edit| (edit.field, edit.now.clone())).collect();
    let day = Day::ymd(2026, 10, 12).unwrap().0;
    let wanted = [
        (Field::Expected, Value::from("surprise")),
        (Field::Avoidable, Value::Int(1)),
        (Field::JudgedOn, Value::Int(day.into())),
    ];
    assert_eq!(set, wanted);
}

#[test]
fn what_is_said_of_a_loss_stands_in_the_story() {
    let mut stage = Stage::new(|query| match why::answer(query)? {
        Answer::Story(mut story) => {
            let account = &mut story.account;
            account.expected = Some(Expectation::Surprise);
            account.because = "nobody called".to_owned();
            account.judged_on = Day::ymd(2026, 10, 12);
            Some(Answer::Story(story))
        }
        other => Some(other),
    });
    stage.press("2 A enter");
    let said = "its loss on 12 Oct 2026: a surprise: nobody called";
    says(&mut stage.model, (80, 24), &[said]);
}
