//! The pure domain: words of the field, numbers, the kernel's data. Time is an argument.
//! Must not know any other module of ours.

pub mod account;
pub mod agenda;
pub mod asking;
pub mod breakdown;
pub mod cause;
pub mod change;
pub mod clock;
pub mod cohorts;
pub mod day;
pub mod effect;
pub mod entry;
pub mod evidence;
pub mod failure;
pub mod feedback;
pub mod figure;
pub mod frozen;
pub mod ids;
pub mod import;
pub mod ledger;
pub mod losses;
pub mod masking;
pub mod meeting;
pub mod metrics;
pub mod money;
pub mod movements;
pub mod note;
pub mod period;
pub mod profile;
pub mod query;
pub mod reach;
pub mod review;
pub mod roadmap;
pub mod rules;
pub mod safe;
#[cfg(test)]
pub mod sample;
pub mod signs;
pub mod snapshot;
pub mod standing;
pub mod tally;
pub mod themes;
pub mod views;
pub mod wilson;
