//! The Target screen: its state and keys.
//! Must not know how it is drawn.

use crate::app::screen::Screen;
use crate::keys::Context;

/// The state of the Target screen.
#[derive(Debug, Default)]
pub struct Target;

impl Screen for Target {
    fn context(&self) -> Context {
        Context::Target
    }
}
