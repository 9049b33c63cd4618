//! The marked rows of a list: one by one, from one to another, and those that something is done with.
//! Must not know what is done.

use crate::keys::Command;

use super::{List, Listing};

impl<L: List> Listing<L> {
    /// Before the name of a row: whether it is marked.
    pub fn sign(&self, key: &L::Key) -> &'static str {
        if self.marked.contains(key) { "* " } else { "" }
    }

    /// How many rows are marked and still there, in front of what else is said; nothing where none is.
    pub fn marks(&self) -> String {
        let there = self.shown.iter().filter(|key| self.marked.contains(key));
        match there.count() {
            0 => String::new(),
            n => format!("{n} marked · "),
        }
    }

    /// The rows that are marked and still there, in the list's order; the one the cursor is on where none is.
    /// From then on none is marked.
    pub fn taken(&mut self) -> Vec<L::Key> {
        let marked = std::mem::take(&mut self.marked);
        let there = self.shown.iter().filter(|key| marked.contains(key));
        let there: Vec<L::Key> = there.cloned().collect();
        match there.is_empty() {
            true => self.shown.key().cloned().into_iter().collect(),
            false => there,
        }
    }

    /// Marks every row from the one marked last to the one the cursor is on.
    pub fn mark_to_here(&mut self) {
        let here = self.shown.at();
        let last = self.marked.last();
        let last = last.and_then(|last| self.shown.iter().position(|key| key == last));
        let last = last.unwrap_or(here);
        let rows = self.shown.iter().skip(here.min(last));
        let all = rows.take(here.abs_diff(last) + 1).cloned();
        let all: Vec<L::Key> = all.collect();
        self.marked.retain(|key| !all.contains(key));
        self.marked.extend(all);
    }

    /// Marks the row the cursor is on, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self) {
        let Some(key) = self.shown.key().cloned() else {
            return;
        };
        match self.marked.iter().position(|one| *one == key) {
            Some(at) => drop(self.marked.swap_remove(at)),
            None => self.marked.push(key),
        }
        self.shown.step(Command::Down, 1);
    }
}
