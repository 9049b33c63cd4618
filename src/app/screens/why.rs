//! The Why screen: its state and keys.
//! Must not know how it is drawn.

use crate::app::screen::Screen;
use crate::keys::Context;

/// The state of the Why screen.
#[derive(Debug, Default)]
pub struct Why;

impl Screen for Why {
    fn context(&self) -> Context {
        Context::Why
    }
}
