//! Makes the evidence of pieces and tags given in any order; the order of their ids is cheapest.
//! Must not know where they come from.

use super::{Evidence, Piece, TagTree, UNDATED, flags, source_number};
use crate::domain::ids::{FeedbackId, TagId};

/// Gathers pieces and tags.
#[derive(Debug, Default)]
pub struct EvidenceBuilder {
    accounts: usize,
    rows: Vec<GatheredPiece>,
    tagged: Vec<(FeedbackId, u32)>,
    sources: Vec<String>,
}

/// A piece as gathered, small: a million of them wait here at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct GatheredPiece {
    id: FeedbackId,
    account: u32,
    day: i32,
    flags: u8,
    source: u16,
}

impl EvidenceBuilder {
    /// For a ledger with so many accounts.
    pub fn new(accounts: usize) -> EvidenceBuilder {
        EvidenceBuilder {
            accounts,
            ..EvidenceBuilder::default()
        }
    }

    /// A piece.
    pub fn piece(&mut self, piece: Piece) {
        let account = piece.account.filter(|account| *account < self.accounts);
        self.rows.push(GatheredPiece {
            id: piece.id,
            account: u32::try_from(account.unwrap_or(self.accounts)).unwrap_or(u32::MAX),
            day: piece.day.unwrap_or(UNDATED).0,
            flags: flags(&piece),
            source: piece.source,
        });
    }

    /// The number of a source, for the pieces that come from it.
    pub fn source(&mut self, name: &str) -> u16 {
        source_number(&mut self.sources, name)
    }

    /// A tag on a piece.
    pub fn tag(&mut self, feedback: FeedbackId, tag: TagId) {
        if let Ok(tag) = u32::try_from(tag.0) {
            self.tagged.push((feedback, tag));
        }
    }

    /// The evidence.
    pub fn build(mut self, book: TagTree) -> Evidence {
        self.rows.sort();
        self.rows.dedup_by_key(|row| row.id);
        self.tagged.sort();
        self.tagged.dedup();
        let starts = self.starts();
        let mut evidence = Evidence {
            ids: vec![FeedbackId(0); self.rows.len()],
            days: vec![UNDATED; self.rows.len()],
            flags: vec![0; self.rows.len()],
            sources: vec![0; self.rows.len()],
            source_names: self.sources,
            tags_at: vec![(0, 0); self.rows.len()],
            tags: Vec::with_capacity(self.tagged.len()),
            starts: starts.clone(),
            book,
        };
        let mut next = starts;
        let mut tagged = self.tagged.into_iter().peekable();
        for row in &self.rows {
            let place = &mut next[row.account as usize];
            let at = *place as usize;
            *place += 1;
            evidence.ids[at] = row.id;
            evidence.days[at] = super::Day(row.day);
            evidence.flags[at] = row.flags;
            evidence.sources[at] = row.source;
            while tagged.next_if(|(id, _)| *id < row.id).is_some() {}
            let from = evidence.tags.len();
            while let Some((_, tag)) = tagged.next_if(|(id, _)| *id == row.id) {
                evidence.tags.push(tag);
            }
            let count = u16::try_from(evidence.tags.len() - from).unwrap_or(u16::MAX);
            evidence.tags_at[at] = (u32::try_from(from).unwrap_or(u32::MAX), count);
        }
        evidence
    }

    /// Where each account's pieces will begin, by counting.
    fn starts(&self) -> Vec<u32> {
        let mut starts = vec![0; self.accounts + 2];
        for row in &self.rows {
            starts[row.account as usize + 1] += 1;
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        starts
    }
}
