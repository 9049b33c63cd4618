//! What somebody said of the words of a kind of change: with which of them MRR falls. It holds for the words of the file
//! that it was said of.
//! Must not know amounts.

use std::io;

use super::fields::Goes;
use super::kinds::goes;
use super::recalled::{WordSaid, hash};
use super::records::FileRecord;
use super::{Source, values};
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;

/// So many words are told apart.
const MOST: usize = 1_000;

/// The words among those that somebody says MRR falls with.
pub(super) fn falling(words: &str) -> impl Iterator<Item = &str> {
    let words = words.split(',').map(str::trim);
    words.filter(|word| !word.is_empty() && !values::is_nothing(word))
}

impl Source {
    /// What a kind of change does to MRR: what was said of it, else what its words say.
    pub(super) fn goes(&self, kind: &str) -> Option<Goes> {
        self.said_of(kind).or_else(|| goes(kind))
    }

    fn said_of(&self, kind: &str) -> Option<Goes> {
        let known = &self.recalled.kinds;
        let word = (!known.is_empty()).then(|| hash(kind))?;
        let said = known.iter().find(|said| said.word == word)?;
        Some(if said.falls { Goes::Down } else { Goes::Up })
    }

    /// Whether somebody says that MRR falls with a word, and it is one of this file.
    pub(super) fn falls_with(&self, word: &str) -> bool {
        let word = hash(word);
        let mut known = self.recalled.kinds.iter();
        known.any(|said| said.falls && said.word == word)
    }

    /// Finds what is said of the words of this file: with those that are named MRR falls, and rises with the others of
    /// which nothing is known.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn find_kinds_said(&mut self) -> Result<(), Failure> {
        if self.kind != ImportKind::Movements {
            return Ok(());
        }
        let mut known = match (&self.said.falls, self.mapping.column("kind")) {
            (Some(words), Some(at)) => self.kinds_said(words, at)?,
            (Some(_) | None, _) => Vec::new(),
        };
        let before = self.said.falls_of.iter().copied();
        let before: Vec<WordSaid> = before
            .filter(|said| !known.iter().any(|now| now.word == said.word))
            .collect();
        known.extend(before);
        self.recalled.kinds = known;
        Ok(())
    }

    fn kinds_said(&self, words: &str, at: usize) -> Result<Vec<WordSaid>, Failure> {
        let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", self.file), e);
        let falling: Vec<i64> = falling(words).map(hash).collect();
        let (mut records, mut record) = (self.records()?, FileRecord::default());
        let (mut rows, mut known) = (0, Vec::<WordSaid>::new());
        while known.len() < MOST && records.next_into(&mut record).map_err(unreadable)? {
            rows += 1;
            if rows <= self.skip || record.broken {
                continue;
            }
            let cell = record.cell(at);
            let word = hash(cell);
            let falls = falling.contains(&word);
            let open = falls || goes(cell).is_none();
            if open && !known.iter().any(|said| said.word == word) {
                known.push(WordSaid { word, falls });
            }
        }
        Ok(known)
    }
}
