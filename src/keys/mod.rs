//! The keymap as data: commands with their words, chords of our own type, contexts, and `default.toml`.
//! Must not know screens, terminals or what a command does.

mod chord;
mod command;
mod keymap;

pub use chord::{Chord, ChordKey, NotAChord};
pub use command::{Command, Group, Info};
pub use keymap::{Context, Keymap};
