//! Lists that are taken as a whole, but for the rows that somebody leaves out first. Must not know what is in them, nor
//! what taking does.

use crate::app::cx::Cx;
use crate::app::listing::{Cell, List, Listing, Weight};
use crate::app::shared::Shared;
use crate::keys::Command;

/// What such a list says of itself.
pub trait Choosing: List<Key: Copy> {
    /// What takes it, beside opening.
    const TAKES: Command;

    /// The rows that are left out.
    fn left_out(&mut self) -> &mut RowsLeftOut<Self::Key>;

    /// Those that are taken.
    fn taken(&self) -> Vec<Self::Key>;

    /// Takes them, as one change, or says why not.
    fn take(&self, cx: &mut Cx<'_>);
}

/// Carries out what it can; `false` for other commands.
pub fn command<L: Choosing>(list: &mut Listing<L>, command: Command, cx: &mut Cx<'_>) -> bool {
    if takes::<L>(command) {
        list.list.take(cx);
    } else if command == Command::Mark {
        leave_out(list);
    } else {
        return false;
    }
    true
}

/// Whether it can be done now; `None` for other commands.
pub fn can<L: Choosing>(list: &Listing<L>, command: Command, shared: &Shared) -> Option<bool> {
    if takes::<L>(command) {
        Some(shared.writes() && !list.list.taken().is_empty())
    } else {
        (command == Command::Mark).then(|| !list.shown.is_empty())
    }
}

fn takes<L: Choosing>(command: Command) -> bool {
    command == Command::Open || command == L::TAKES
}

fn leave_out<L: Choosing>(list: &mut Listing<L>) {
    if let Some(key) = list.shown.key().copied() {
        list.list.left_out().turn(key);
        list.shown.step(Command::Down, 1);
    }
}

/// Rows of a list that are left out before something is done to the others.
#[derive(Debug)]
pub struct RowsLeftOut<K>(Vec<K>);

impl<K> Default for RowsLeftOut<K> {
    fn default() -> RowsLeftOut<K> {
        RowsLeftOut(Vec::new())
    }
}

impl<K: PartialEq + Copy> RowsLeftOut<K> {
    /// Leaves a row out, or takes it in again.
    pub fn turn(&mut self, key: K) {
        match self.0.iter().position(|one| *one == key) {
            Some(at) => drop(self.0.swap_remove(at)),
            None => self.0.push(key),
        }
    }

    /// Whether a row is left out.
    pub fn has(&self, key: K) -> bool {
        self.0.contains(&key)
    }

    /// Those that are not.
    pub fn others<'a>(&'a self, all: impl Iterator<Item = &'a K>) -> Vec<K> {
        all.copied().filter(|key| !self.has(*key)).collect()
    }

    /// How many are left out.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The sign in front of a row.
    pub fn sign(&self, key: K) -> Cell {
        Cell::new(if self.has(key) { "-" } else { "" }, Weight::Dim)
    }

    /// How a row is drawn.
    pub fn weight(&self, key: K) -> Weight {
        if self.has(key) {
            Weight::Dim
        } else {
            Weight::Plain
        }
    }

    /// What marking a row does now.
    pub fn words(&self, key: Option<K>) -> &'static str {
        match key.is_some_and(|key| self.has(key)) {
            true => "this one too",
            false => "not this one",
        }
    }
}
