//! The core of the screens, pure: `update(&mut Model, Msg) -> Vec<Task>`.
//! Must not know terminals, threads, files or the clock: time, keys and answers arrive as messages.
//!
//! To add a screen: a file in `screens/` that implements [`Screen`], its row in `screens/mod.rs`,
//! a file of the same name in `ui/screens/` with its row there, and its keys in `keys/default.toml`.
//! A list that is a plain table needs only the first two: see `listing`.
//!
//! From the ground up: `place` and `shared` are facts; a `cx` is what a screen sees and what it may ask
//! for, an overlay as a plain value among it; screens know only that. Above them stand the model, a round
//! (one message being handled), the meeting, the frame, the commands, and `update` over all.

mod adjusting;
mod anew;
mod commands;
pub mod conductor;
mod cx;
mod deciding;
mod editing;
mod field;
mod files;
mod frame;
pub(crate) mod gaps;
mod list;
pub(crate) mod listing;
mod looked;
mod meeting;
mod model;
mod msg;
mod narrowed;
mod periods;
pub mod picked;
mod place;
mod possible;
mod questions;
mod room;
mod round;
mod screen;
pub(crate) mod screens;
mod searches;
mod shared;
#[cfg(test)]
mod testing;
mod update;
pub mod worked;

pub use cx::{Choice, Cx};
pub use field::TextField;
pub use list::Chosen;
pub use looked::{Looked, ToSettle as OpenQuestion};
pub use model::{Model, Setup};
pub use msg::{Hit, Job, Msg, Task};
pub use place::{Place, ScreenKind, Ticket};
pub use room::Others;
pub use screen::{Headline, NextThing, Screen, Touched};
pub use screens::{Layer, LayerKind, Screens};
pub use shared::{Look, Shared, Start, Tone};
pub use update::update;
