//! The Actions screen: its state and keys.
//! Must not know how it is drawn.

use crate::app::screen::Screen;
use crate::keys::Context;

/// The state of the Actions screen.
#[derive(Debug, Default)]
pub struct Actions;

impl Screen for Actions {
    fn context(&self) -> Context {
        Context::Actions
    }
}
