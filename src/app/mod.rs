//! The core of the screens, pure: `update(&mut Model, Msg) -> Vec<Effect>`.
//! Must not know terminals, threads, files or the clock: time, keys and answers arrive as messages.
//!
//! To add a screen: a file in `screens/` that implements [`Screen`], its row in `screens/mod.rs`,
//! a file of the same name in `ui/screens/` with its row there, and its keys in `keys/default.toml`.

mod adjusting;
pub mod commands;
pub mod cx;
pub mod field;
pub mod frame;
pub mod gaps;
pub mod list;
pub mod meeting;
pub mod model;
pub mod msg;
pub mod narrowed;
pub mod periods;
pub mod questions;
pub mod room;
pub mod screen;
pub mod screens;
mod update;

pub use cx::Cx;
pub use field::Field;
pub use list::Chosen;
pub use model::{Model, Setup, Shared};
pub use msg::{Choice, Effect, Hit, Msg, Others, Place, Tag, Tone};
pub use screen::{Headline, Screen, Touched};
pub use screens::{Kind, Layer, Screens};
pub use update::update;
