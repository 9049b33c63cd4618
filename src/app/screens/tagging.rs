//! The Tagging screen: its state and keys.
//! Must not know how it is drawn.

use crate::app::screen::Screen;
use crate::keys::Context;

/// The state of the Tagging screen.
#[derive(Debug, Default)]
pub struct Tagging;

impl Screen for Tagging {
    fn context(&self) -> Context {
        Context::Tagging
    }
}
