//! For tests: keys pressed in a model, and what they asked for and changed. Must not test anything itself.

use crate::domain::change::Change;
use crate::domain::query::Query;

use super::{Job, Model, Msg, Place, Task, Ticket, update};

/// Presses keys, as `default.toml` writes them and with spaces between; gives all tasks.
pub fn press(model: &mut Model, keys: &str) -> Vec<Task> {
    let chords = keys.split(' ').map(|key| key.parse().unwrap());
    chords
        .flat_map(|chord| update(model, Msg::Chord(chord)))
        .collect()
}

/// The ticket of a question that was asked.
pub fn asked(tasks: &[Task], is: impl Fn(&Query) -> bool) -> Ticket {
    let ticket = |task: &Task| match task {
        Task::Work(Job::Ask { ticket, query }) if is(query) => Some(*ticket),
        _ => None,
    };
    tasks.iter().find_map(ticket).unwrap()
}

/// The changes that were wanted, and for whom.
pub fn changes(tasks: Vec<Task>) -> impl Iterator<Item = (Place, Change)> {
    tasks.into_iter().filter_map(|task| match task {
        Task::Work(Job::Apply { ticket, change, .. }) => Some((ticket.place, change)),
        _ => None,
    })
}
