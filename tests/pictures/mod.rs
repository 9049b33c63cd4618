//! The pictures in the README are drawn from the real screens and kept true here.
//! `CHURNROOM_PICTURES=write cargo test pictures` draws them again.

mod svg;
