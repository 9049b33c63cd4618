//! The only threads, terminal, signals and clock: the loop, the worker that owns the store, the guard.
//! Must not know what any screen shows.

mod ahead;
pub mod clock;
pub mod covered;
mod doors;
mod event;
mod fault;
mod freeze;
mod incoming;
mod input;
pub mod intake;
pub mod interrupt;
pub mod lists;
mod log;
pub mod minutes;
mod open;
mod outside;
pub mod process;
mod run;
pub mod scratch;
mod signals;
mod store;
mod sure;
mod terminal;
mod typed;
pub mod unpacked;
mod worker;

pub use crate::app::Tone;
pub use doors::Doors;
pub use event::Event;
pub use open::{OpenedRoom, RoomOptions, open_room};
pub use outside::{Edited, OutsideWorld, World};
pub use run::{Ended, run};
pub use terminal::Guard;
pub use worker::Worker;
