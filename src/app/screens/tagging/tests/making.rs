//! Tags that are made while a text is read, as (model, key) to (model, tasks).

use crate::app::testing::press;
use crate::app::{Job, Msg, Task, update};
use crate::domain::change::{Change, Record};
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::ids::TagId;

use super::{done, tagged, tagging, text_in_front};

/// Made, under its theme, and put on the text: one change, so that it is taken back as one.
#[test]
fn a_tag_that_is_typed_is_made_and_put_on_as_one_change() {
    let mut model = tagging();
    let new = |name: &str, parent: Option<i64>| {
        Change::add(Record::Tag(Tag {
            name: name.to_owned(),
            parent: parent.map(TagId),
            ..Tag::default()
        }))
    };
    let made = [
        new("x", None),
        new("y", Some(0)),
        Change::Join(tagged(7, 0)),
    ];
    assert_eq!(
        done(&mut model, "/ x / y enter"),
        [Change::All(made.into())]
    );
    press(&mut model, "enter");
    let made = [new("z", Some(1)), Change::Join(tagged(8, 0))];
    let under = "/ r e p o r t i n g / z enter";
    assert_eq!(done(&mut model, under), [Change::All(made.into())]);
}

/// Then nothing was done that could be taken back: U is for what was done before.
#[test]
fn a_tag_that_is_refused_is_not_what_undo_takes_back() {
    let mut model = tagging();
    press(&mut model, "r enter");
    let tasks = press(&mut model, "/ x enter");
    let ticket = tasks.iter().find_map(|task| match task {
        Task::Work(Job::Apply { ticket, .. }) => Some(*ticket),
        _ => None,
    });
    let refused = Failure::failed("a tag has no such name");
    update(&mut model, Msg::Applied(ticket.unwrap(), Err(refused)));
    assert_eq!(text_in_front(&model), Some(8));
    press(&mut model, "esc U");
    assert_eq!(text_in_front(&model), Some(7));
}
