//! The Numbers screen: its state and keys.
//! Must not know how it is drawn.

use crate::app::screen::Screen;
use crate::keys::Context;

/// The state of the Numbers screen.
#[derive(Debug, Default)]
pub struct Numbers;

impl Screen for Numbers {
    fn context(&self) -> Context {
        Context::Numbers
    }
}
