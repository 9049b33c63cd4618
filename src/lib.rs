//! churnroom: the room in which a team holds its churn review.

pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod keys;
pub mod runtime;
pub mod store;
pub mod ui;
