//! Files on their way into the room: they are looked at, imported, or given up meanwhile.
//! Must not know how they are read.

use crate::domain::failure::Failure;

use super::cx::Open;
use super::looked::Looked;
use super::msg::Job;
use super::questions;
use super::round::Round;
use super::screens::Layer;

/// Looks at the files that were typed, before anything of them is written.
pub(super) fn look_at_files(round: &mut Round<'_>, words: Vec<String>) {
    if !words.is_empty() {
        let person = round.model.shared.person.clone();
        round.open(Open::Reading(words.clone()));
        round.work(Job::LookAtFiles { person, words });
    }
}

/// Nothing is read any more: what says so is closed. Gives the files that it was about.
pub(super) fn read(round: &mut Round<'_>) -> Option<Vec<String>> {
    round.model.shared.messages.progress.clear();
    let layers = &mut round.model.layers;
    let is = |(_, layer): &(_, Layer)| matches!(layer, Layer::Reading(_));
    match layers.remove(layers.iter().position(is)?) {
        (_, Layer::Reading(reading)) => Some(reading.words),
        _ => None,
    }
}

/// Files were looked at, or could not be: then what was typed can be mended. Nobody waits for it who stopped it.
pub(super) fn looked(round: &mut Round<'_>, words: &[String], looked: Result<Looked, Failure>) {
    if read(round).is_none() {
        return;
    }
    match looked {
        Ok(looked) => round.open(Box::new(looked)),
        Err(failure) => {
            round.model.shared.fail(failure);
            questions::ask_import(round, words);
        }
    }
}

/// Imports files that were looked at.
pub(super) fn import(round: &mut Round<'_>, words: Vec<String>) {
    let person = round.model.shared.person.clone();
    round.open(Open::Reading(words.clone()));
    round.work(Job::ImportFiles { person, words });
}
