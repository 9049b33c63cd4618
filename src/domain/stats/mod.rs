//! The formulae that say how far a number may wander by itself: pure, each with its source and a worked example.
//! Must not know what is counted, nor what is said of it.

pub mod exact;
pub mod individuals;
pub mod newcombe;
pub mod odds;
pub mod wilson;
