//! The selected row of a list, kept by id while the rows under it change.
//! Must not know how rows look or how many fit on a screen.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "it takes its own commands and leaves all others to the screen"
)]

use crate::keys::Command;

/// Rows by their key, and which one is selected.
#[derive(Clone, Debug)]
pub struct Chosen<K> {
    keys: Vec<K>,
    at: usize,
}

impl<K> Default for Chosen<K> {
    fn default() -> Chosen<K> {
        Chosen {
            keys: Vec::new(),
            at: 0,
        }
    }
}

impl<K: PartialEq> Chosen<K> {
    /// Takes new rows. The selection stays on its key; if that is gone, at its place.
    pub fn fill(&mut self, keys: impl IntoIterator<Item = K>) {
        let keys: Vec<K> = keys.into_iter().collect();
        let kept = self
            .key()
            .and_then(|key| keys.iter().position(|k| k == key));
        self.at = kept.unwrap_or(self.at).min(keys.len().saturating_sub(1));
        self.keys = keys;
    }

    /// The selected key.
    pub fn key(&self) -> Option<&K> {
        self.keys.get(self.at)
    }

    /// All keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = &K> {
        self.keys.iter()
    }

    /// The selected row, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Selects a row, the last one if there are fewer.
    pub fn select(&mut self, row: usize) {
        self.at = row.min(self.keys.len().saturating_sub(1));
    }

    /// Selects the row with a key, if there is one.
    pub fn select_key(&mut self, key: &K) {
        if let Some(at) = self.keys.iter().position(|k| k == key) {
            self.at = at;
        }
    }

    /// Selects the row with a key; of a list that is not there yet, as soon as it is.
    pub fn seek(&mut self, key: K) {
        if self.keys.is_empty() {
            self.keys.push(key);
        } else {
            self.select_key(&key);
        }
    }

    /// Moves by a command; whether it was one that moves. A page is `page` rows.
    pub fn step(&mut self, command: Command, page: usize) -> bool {
        let at = match command {
            Command::Up => self.at.saturating_sub(1),
            Command::Down => self.at + 1,
            Command::Top => 0,
            Command::Bottom => usize::MAX,
            Command::PageUp => self.at.saturating_sub(page.max(1)),
            Command::PageDown => self.at.saturating_add(page.max(1)),
            _ => return false,
        };
        self.select(at);
        true
    }
}

/// Whether a command moves within a list.
pub fn moves(command: Command) -> bool {
    matches!(
        command,
        Command::Up
            | Command::Down
            | Command::Top
            | Command::Bottom
            | Command::PageUp
            | Command::PageDown
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_follows_its_key() {
        let mut list = Chosen::default();
        list.fill([10, 20, 30]);
        list.step(Command::Down, 5);
        assert_eq!(list.key(), Some(&20));
        list.fill([5, 10, 20]);
        assert_eq!(list.key(), Some(&20));
        list.fill([5, 10]);
        assert_eq!(list.key(), Some(&10));
        list.fill([]);
        assert_eq!(list.key(), None);
        assert!(!list.step(Command::Open, 5));
        list.step(Command::Bottom, 5);
        assert_eq!(list.at(), 0);
    }
}
