//! The pure domain: words of the field, numbers, the kernel's data. Time is an argument.
//! Must not know any other module of ours.

pub mod account;
pub mod agenda;
pub mod change;
pub mod clock;
pub mod day;
pub mod entry;
pub mod failure;
pub mod feedback;
pub mod ids;
pub mod import;
pub mod masking;
pub mod meeting;
pub mod metrics;
pub mod money;
pub mod note;
pub mod period;
pub mod query;
pub mod roadmap;
pub mod safe;
pub mod themes;
pub mod views;
