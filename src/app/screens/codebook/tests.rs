//! What the keys of the codebook ask for and change.

use super::*;
use crate::app::screens::Layer;
use crate::app::shared::Draft;
use crate::app::testing::{asked, changes, press};
use crate::app::{Job, Model, Msg, Setup, Task, update};
use crate::domain::moving::{MoveGoal, Moving};
use crate::domain::note::NoteKind;
use crate::domain::query::Answer;

fn tag(id: i64, name: &str, parent: Option<i64>) -> TagView {
    let tag = Tag {
        id: TagId(id),
        name: name.to_owned(),
        parent: parent.map(TagId),
        ..Tag::default()
    };
    TagView {
        tag,
        used: 3,
        letter: String::new(),
    }
}

fn tags() -> Vec<TagView> {
    let (excel, mut price) = (tag(1, "excel", Some(3)), tag(2, "price", None));
    price.tag.also = "too dear".to_owned();
    vec![excel, price, tag(3, "Export", None)]
}

/// The codebook with two themes and a tag under the second.
fn codebook() -> Model {
    let mut model = Model::new(Setup::default());
    model.shared.screen = crate::app::ScreenKind::Tagging;
    let tasks = press(&mut model, "C");
    assert_eq!(tasks.len(), 2);
    let ticket = asked(&tasks, |query| *query == Query::Tags);
    update(&mut model, Msg::Answered(ticket, Ok(Answer::Tags(tags()))));
    model
}

#[test]
fn a_theme_stands_before_the_tags_under_it() {
    let order: Vec<i64> = in_order(tags()).iter().map(|t| t.tag.id.0).collect();
    assert_eq!(order, [3, 1, 2]);
}

#[test]
fn each_field_is_set_from_what_it_was() {
    let excel = Subject::Tag(TagId(1));
    let set = |field, was: &str, now: &str| Change::set(excel, field, was, now);
    let table = [
        ("down enter n s enter", set(Field::Name, "excel", "excels")),
        ("down e k X enter", set(Field::Key, "", "x")),
        ("down enter d a enter", set(Field::Description, "", "a")),
        (
            "down enter t enter",
            Change::set(excel, Field::Parent, Some(3_i64), None::<i64>),
        ),
    ];
    for (keys, expected) in table {
        let changes = changes(press(&mut codebook(), keys)).map(|(_, change)| change);
        assert_eq!(changes.collect::<Vec<_>>(), [expected], "{keys}");
    }
}

#[test]
fn a_tag_becomes_part_of_another_only_after_it_was_shown_what_goes() {
    let into = Move::whole(TagId(1), TagId(2));
    let had = "down enter n ctrl-u t o o space d e a r enter";
    // Asked for, and by giving it a name that another has, or had before.
    for keys in [
        had,
        "down enter m p r i c e enter",
        "down enter n backspace backspace backspace backspace backspace p r i c e enter",
    ] {
        let mut model = codebook();
        let tasks = press(&mut model, keys);
        let ticket = asked(&tasks, |query| *query == Query::Move(into.clone()));
        let moving = Moving {
            texts: 41,
            both: 3,
            ..Moving::default()
        };
        assert_eq!(changes(tasks).count(), 0, "{keys}");
        update(
            &mut model,
            Msg::Answered(ticket, Ok(Answer::Moving(moving))),
        );
        let changes: Vec<Change> = changes(press(&mut model, "y")).map(|(_, c)| c).collect();
        assert_eq!(changes, [Change::Move(Box::new(into.clone()))], "{keys}");
    }
}

#[test]
fn some_texts_get_a_new_tag_by_the_words_that_find_them() {
    let mut model = codebook();
    let tasks = press(&mut model, "down enter s x l s enter m a c enter");
    let split = Move {
        from: TagId(1),
        to: MoveGoal::New("xls".to_owned()),
        words: "mac".to_owned(),
    };
    let ticket = asked(&tasks, |query| *query == Query::Move(split.clone()));
    let nothing = Answer::Moving(Moving::default());
    update(&mut model, Msg::Answered(ticket, Ok(nothing)));
    assert!(press(&mut model, "y").is_empty(), "nothing is found by it");
}

#[test]
fn archiving_asks_first_with_how_many_texts_carry_it() {
    let mut model = codebook();
    assert!(press(&mut model, "enter a").is_empty());
    let archived = |now| Change::set(Subject::Tag(TagId(3)), Field::Archived, 1 - now, now);
    let tasks = press(&mut model, "y");
    let changes: Vec<Change> = changes(tasks).map(|(_, change)| change).collect();
    assert_eq!(changes, [archived(1_i64)]);
}

#[test]
fn dropping_asks_first() {
    let mut model = codebook();
    assert!(press(&mut model, "delete").is_empty());
    let tasks = press(&mut model, "y");
    assert_eq!(tasks.len(), 1);
    let export = tag(3, "Export", None).tag;
    let changes: Vec<Change> = changes(tasks).map(|(_, change)| change).collect();
    assert_eq!(changes, [Change::remove(Record::Tag(export))]);
}

#[test]
fn words_that_are_refused_stand_in_the_line_again_beside_those_that_are_there() {
    let mut model = codebook();
    let tasks = press(&mut model, "down enter d m i n e enter");
    let mut tasks = tasks.into_iter();
    let ticket = tasks.find_map(|task| match task {
        Task::Work(Job::Apply { ticket, .. }) => Some(ticket),
        _ => None,
    });
    let conflict = Failure::conflict("Ann has changed tag excel just now");
    update(&mut model, Msg::Applied(ticket.unwrap(), Err(conflict)));
    let said = model.shared.messages.unread.take().unwrap();
    assert_eq!(
        said.hint,
        "your words stand in the line when you open it again"
    );
    press(&mut model, "enter d");
    let Some((_, Layer::Line(line))) = model.layers.last() else {
        panic!("the line is open");
    };
    assert_eq!(line.field.text(), "mine");
    assert!(line.hint.starts_with("your words, not saved; saved is:"));
}

/// No line can be opened any more on what somebody else took away meanwhile.
#[test]
fn words_for_what_is_gone_stand_in_the_next_note() {
    let mut model = codebook();
    let tasks = press(&mut model, "down enter d m i n e enter");
    let mut tasks = tasks.into_iter();
    let ticket = tasks.find_map(|task| match task {
        Task::Work(Job::Apply { ticket, .. }) => Some(ticket),
        _ => None,
    });
    let gone = Failure::not_found("there is no tag with the number 2");
    update(&mut model, Msg::Applied(ticket.unwrap(), Err(gone)));
    let said = model.shared.messages.unread.take().unwrap();
    assert_eq!(
        said.hint,
        "your words stand in the next note that you write"
    );
    assert_eq!(model.shared.draft(Draft::Note(NoteKind::Note)), "mine");
    assert!(model.shared.refused.is_empty());
}
