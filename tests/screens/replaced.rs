//! A room whose file is swapped while it is looked at: words are never lost, and no letter of them is a command.
//! Must not touch a file.

use churnroom::app::{Job, Layer, Model, Msg, Task, update};
use churnroom::domain::change::{Change, Record};
use churnroom::domain::failure::{Code, Failure};

use super::Stage;
use super::course::room;

/// Its file is swapped under it while somebody writes: nothing is written, and the words stay to be had.
#[test]
fn words_of_a_room_that_can_be_written_no_more_are_not_lost() {
    let (mut stage, _) = room();
    stage.press("n").write("precious words");
    stage.tell(Msg::Unsound(Failure::new(
        Code::ReadOnly,
        "the file was replaced",
    )));
    stage.press("esc enter");
    assert_eq!(line(&stage), "precious words");
    let unread = stage.model.shared.messages.unread.as_ref();
    assert!(unread.is_some_and(|failure| failure.message.contains("not saved")));
    stage.press("esc esc n");
    assert_eq!(line(&stage), "precious words");
    assert_eq!(stage.changes, []);
}

/// What is typed while the room is opened that lies there now goes into its note, as does the line after it.
#[test]
fn words_typed_in_a_room_that_was_replaced_go_into_the_one_that_lies_there() {
    let (mut stage, _) = room();
    stage.press("2");
    stage.model.shared.messages.status = "saved · a note".to_owned();
    stage.tell(Msg::Lost(replaced()));
    assert_eq!(stage.model.shared.messages.status, "");
    stage
        .press("u esc")
        .press("n")
        .write("qu")
        .press("enter n")
        .write("it");
    assert_eq!(anew(&stage), 1);
    assert_eq!(stage.changes, []);
    stage.tell(Msg::OpenedAnew(Ok(())));
    let [Change::Add(record)] = &stage.changes[..] else {
        panic!("{:?}", stage.changes);
    };
    assert!(matches!(record.as_ref(), Record::Note(note) if note.text == "qu"));
    assert_eq!(line(&stage), "it");
    stage.press("enter");
    assert_eq!((stage.changes.len(), anew(&stage)), (2, 1));
}

/// The room with its line open is swapped: what was written over it is saved in no other before that was seen.
#[test]
fn a_line_that_was_open_comes_back_in_the_room_that_lies_there() {
    for (keys, words, again) in [
        ("n", "precious words", "enter"),
        ("d", "we wait", "enter"),
        ("a", "call them @Dana fri", "enter enter"),
    ] {
        let (mut stage, _) = room();
        stage.press("2").press(keys).write(words);
        stage.tell(Msg::Lost(replaced()));
        stage.press("enter");
        assert_eq!((anew(&stage), stage.changes.len()), (1, 0), "{words}");
        assert_eq!(line(&stage), words);
        // What is typed meanwhile is neither lost nor a second sending.
        stage.press("enter").write("!");
        stage.tell(Msg::OpenedAnew(Ok(())));
        assert_eq!((anew(&stage), stage.changes.len()), (1, 0), "{words}");
        assert_eq!(line(&stage), format!("{words}!"));
        assert!(unread(&stage).starts_with("not saved: it was written over"));
        stage.press(again);
        assert_eq!(stage.changes.len(), 1, "{words}: {:?}", stage.changes);
        let text = format!("{:?}", stage.changes);
        assert!(text.contains(&words[..6]), "{text}");
    }
}

/// Nothing lies there that can be opened: the line stays, and Enter tries again.
#[test]
fn a_line_that_cannot_be_sent_anywhere_stays() {
    let (mut stage, _) = room();
    stage.press("n").write("qu");
    stage.tell(Msg::Lost(replaced()));
    for tries in 1..3 {
        stage.press("enter");
        assert_eq!(anew(&stage), tries);
        stage.tell(Msg::OpenedAnew(Err(Failure::not_found("there is no room"))));
        assert_eq!(unread(&stage), "not saved: there is no room");
        assert_eq!(line(&stage), "qu");
    }
    stage.press("enter");
    stage.tell(Msg::OpenedAnew(Ok(())));
    assert_eq!((stage.changes.len(), line(&stage)), (0, "qu"));
    stage.press("enter");
    assert_eq!(stage.changes.len(), 1);
    assert_eq!(stage.model.layers.len(), 0);
}

/// A note that was on its way when the file was swapped.
fn refused(stage: &mut Stage) {
    let keys = ["n", "o", "n", "e", "enter"].into_iter();
    let sent = keys.flat_map(|key| update(&mut stage.model, Msg::Chord(key.parse().unwrap())));
    let tickets = sent
        .collect::<Vec<Task>>()
        .into_iter()
        .find_map(|task| match task {
            Task::Work(Job::Apply { ticket, .. }) => Some(ticket),
            _ => None,
        });
    stage.tell(Msg::Lost(replaced()));
    stage.tell(Msg::Applied(tickets.unwrap(), Err(replaced())));
}

#[test]
fn a_line_that_was_refused_because_of_a_swap_is_told_not_to_be_saved() {
    let (mut stage, _) = room();
    refused(&mut stage);
    assert_eq!(unread(&stage), "not saved: the room's file was replaced");
    // The same again does not take the words away.
    stage.tell(Msg::Lost(replaced()));
    assert_eq!(unread(&stage), "not saved: the room's file was replaced");
    stage.press("esc n");
    stage.tell(Msg::OpenedAnew(Ok(())));
    assert_eq!(line(&stage), "one");
}

/// The next line, of another kind, is saved in the room that lies there; the one before it was not, and that stays said.
#[test]
fn a_line_that_was_not_saved_is_not_forgotten_over_the_next_one() {
    let (mut stage, _) = room();
    refused(&mut stage);
    stage.press("d").write("two").press("enter");
    stage.tell(Msg::OpenedAnew(Ok(())));
    assert_eq!(stage.changes.len(), 1);
    assert!(
        unread(&stage).starts_with("not saved: what was written"),
        "{}",
        unread(&stage)
    );
    stage.press("esc n");
    assert_eq!(line(&stage), "one");
}

/// One step out of the message and the line: the next key is no letter of it.
#[test]
fn a_line_of_a_swapped_room_is_left_together_with_the_message() {
    let (mut stage, _) = room();
    stage.press("n").write("half");
    stage.tell(Msg::Lost(replaced()));
    stage.press("esc");
    assert_eq!((stage.model.layers.len(), unread(&stage)), (0, ""));
    stage.press("n");
    stage.tell(Msg::OpenedAnew(Ok(())));
    assert_eq!(line(&stage), "half");
}

/// The store has not answered yet: what is on its way is not in the next line, and what it refuses is.
#[test]
fn the_next_line_does_not_begin_with_the_one_that_is_being_saved() {
    let (mut stage, _) = room();
    let model = &mut stage.model;
    let typed = |model: &mut Model, keys: &str| -> Vec<Task> {
        let keys = keys.split(' ').map(|key| Msg::Chord(key.parse().unwrap()));
        keys.flat_map(|msg| update(model, msg)).collect()
    };
    let sent = typed(model, "n o n e enter n t w o");
    let ticket = sent.iter().find_map(|task| match task {
        Task::Work(Job::Apply { ticket, .. }) => Some(*ticket),
        _ => None,
    });
    assert_eq!(line(&stage), "two");
    let full = Failure::failed("the disk is full");
    stage.tell(Msg::Applied(ticket.unwrap(), Err(full)));
    assert_eq!(line(&stage), "two");
    stage.press("esc esc n");
    assert_eq!(line(&stage), "one two");
}

/// Where nothing lies that could be opened the words are still taken down, and no letter is a command.
#[test]
fn words_typed_when_the_room_was_removed_stay_to_be_had() {
    let (mut stage, _) = room();
    let removed = || Failure::new(Code::ReadOnly, "the room's file was removed");
    stage.tell(Msg::Lost(removed()));
    stage.press("esc n").write("qu");
    stage.tell(Msg::OpenedAnew(Err(removed())));
    assert_eq!(line(&stage), "qu");
    stage.press("esc enter esc esc");
    assert_eq!(stage.changes, []);
    stage.press("n").write("x").press("ctrl-c");
    assert_eq!(stage.effects.last(), Some(&Task::Quit));
    stage.tell(Msg::OpenedAnew(Ok(())));
    assert_eq!(line(&stage), "qux");
}

fn replaced() -> Failure {
    Failure::new(Code::ReadOnly, "the room's file was replaced")
}

/// How often the room was wanted that lies there now.
fn anew(stage: &Stage) -> usize {
    let anew = |task: &&Task| matches!(task, Task::Work(Job::OpenAnew));
    stage.effects.iter().filter(anew).count()
}

fn unread(stage: &Stage) -> &str {
    let unread = stage.model.shared.messages.unread.as_ref();
    unread.map_or("", |failure| &failure.message)
}

fn line(stage: &Stage) -> &str {
    match stage.model.layers.last() {
        Some((_, Layer::Line(line))) => line.field.text(),
        other => panic!("no line: {other:?}"),
    }
}
