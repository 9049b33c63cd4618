//! What was lost in the segment that a decision is on, from the day after it on. Must not know who asks, nor how it is
//! shown.

use serde::Serialize;

use super::day::Day;
use super::metrics::{Breakdown, Dimension};
use super::money::{Cents, part_of_accounts};
use super::note::Note;
use super::period::Period;
use super::profile::Profile;
use super::query::Query;

/// What was lost in a decision's segment after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentSince {
    /// The segment, `plan=Team`.
    pub segment: String,
    /// The day after the decision.
    pub from: Day,
    /// How far it is known, at most today.
    pub to: Day,
    /// How many left, as the profile counts it.
    pub left: u64,
    /// Of how many.
    pub accounts: u64,
    /// The MRR lost.
    #[serde(rename = "lost_mrr_cents")]
    pub lost: Cents,
}

impl SegmentSince {
    /// What to ask for it; `None` where the decision is on no segment, or no day after it is known. `until` is how far
    /// the data reaches, at most today.
    pub fn query(
        decision: &Note,
        utc_offset: i32,
        until: Option<Day>,
        profile: Option<Profile>,
    ) -> Option<Query> {
        let (by, _) = Dimension::of_cell(&decision.origin.segment)?;
        let (from, to) = (decision.at.day(utc_offset).plus(1), until?);
        let period = Period::Custom { from, to };
        (from <= to).then_some(Query::Breakdown {
            period,
            by,
            profile,
        })
    }

    /// Out of the answer; `None` where the segment is not there, or nothing of it can be told.
    pub fn of(decision: &Note, found: &Breakdown) -> Option<SegmentSince> {
        let segment = &decision.origin.segment;
        let (_, value) = Dimension::of_cell(segment)?;
        let row = found.rows.iter().find(|row| row.value == value)?;
        let metrics = Some(&row.metrics).filter(|metrics| metrics.is_told())?;
        let (left, accounts) = metrics.left();
        Some(SegmentSince {
            segment: segment.clone(),
            from: metrics.period.first(),
            to: metrics.period.last(),
            left,
            accounts,
            lost: row.lost,
        })
    }

    /// `19 of 412 accounts left`.
    pub fn left(&self) -> String {
        format!("{} left", part_of_accounts(self.left, self.accounts))
    }
}
