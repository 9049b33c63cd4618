//! The Roadmap screen: its state and keys.
//! Must not know how it is drawn.

use crate::app::screen::Screen;
use crate::keys::Context;

/// The state of the Roadmap screen.
#[derive(Debug, Default)]
pub struct Roadmap;

impl Screen for Roadmap {
    fn context(&self) -> Context {
        Context::Roadmap
    }
}
