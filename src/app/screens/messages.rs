//! Everything that was said, newest first: saves, others' changes, failures. Must not know how a line is drawn.

use crate::app::cx::Cx;
use crate::app::list::moves;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::keys::Command;

#[derive(Debug, Default)]
pub struct MessagesLayer {
    /// Rows scrolled down.
    pub scroll: usize,
}

impl Screen for MessagesLayer {
    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        let last = cx.shared.messages.log.len().saturating_sub(1);
        let page = cx.shared.look.page();
        self.scroll = match command {
            Command::Up => self.scroll.saturating_sub(1),
            Command::Down => self.scroll + 1,
            Command::PageUp => self.scroll.saturating_sub(page),
            Command::PageDown => self.scroll + page,
            Command::Top => 0,
            Command::Bottom => last,
            _ => return false,
        }
        .min(last);
        true
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        moves(command).then_some(true)
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Copy, Command::Back]
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let lines = shared.messages.log.iter().map(|(.., words)| words.as_str());
        Some(lines.collect::<Vec<_>>().join("\n"))
    }
}
