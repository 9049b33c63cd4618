//! Which commands the tagging screen offers, and in what words: fewer where texts are tagged blind. Must not know what
//! they do.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "it names the screen's own commands and leaves all others to the frame"
)]

use crate::app::shared::Shared;
use crate::keys::Command;

use super::Tagging;

/// What the footer names, the most useful first.
pub(super) const OPEN: [Command; 17] = [
    Command::Open,
    Command::PickTag,
    Command::SameAgain,
    Command::NoReason,
    Command::Praise,
    Command::Pin,
    Command::AllAlike,
    Command::Mark,
    Command::Drop,
    Command::Undo,
    Command::Codebook,
    Command::Filter,
    Command::Inbox,
    Command::Suggested,
    Command::Teach,
    Command::Blind,
    Command::Help,
];

/// The same where somebody tags blind.
pub(super) const BLIND: [Command; 10] = [
    Command::Open,
    Command::PickTag,
    Command::Drop,
    Command::NoReason,
    Command::Back,
    Command::Undo,
    Command::SameAgain,
    Command::Praise,
    Command::Codebook,
    Command::Help,
];

/// The same where the room settles.
pub(super) const SETTLING: [Command; 11] = [
    Command::Open,
    Command::PreviousVariant,
    Command::NextVariant,
    Command::PickTag,
    Command::Drop,
    Command::Back,
    Command::Undo,
    Command::NoReason,
    Command::Praise,
    Command::Codebook,
    Command::Help,
];

impl Tagging {
    /// Whether one of its commands is possible now; `None` for those that it does not have.
    pub(super) fn offers(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.room.read_only().is_none() && self.view().is_some();
        let (blind, settles) = match &self.blind {
            Some(mode) => (true, mode.settles()),
            None => (false, false),
        };
        match command {
            Command::Pin | Command::AllAlike | Command::AllFound | Command::Mark if blind => {
                Some(false)
            }
            Command::Filter | Command::Searches | Command::Suggested | Command::Inbox if blind => {
                Some(false)
            }
            Command::Teach => Some(!blind),
            Command::PreviousVariant | Command::NextVariant => Some(writes && settles),
            Command::Blind => Some(shared.writes()),
            Command::Open if self.is_through() => Some(true),
            Command::SameAgain => Some(writes && !self.before.is_empty()),
            Command::NoReason | Command::Praise | Command::Pin => Some(writes),
            Command::PickTag | Command::AllAlike | Command::Drop => Some(writes),
            Command::AllFound => Some(writes && !self.filter.is_empty()),
            Command::Open | Command::Down => Some(self.view().is_some()),
            Command::Up => Some(self.queue.at() > 0),
            Command::Mark => Some(self.view().is_some()),
            Command::PageDown | Command::PageUp | Command::OneKey => Some(true),
            Command::Filter | Command::Searches | Command::Suggested => Some(true),
            Command::Inbox => Some(shared.period.is_some()),
            _ => None,
        }
    }

    /// Better words for a command's place in the footer.
    pub(super) fn named(&self, command: Command) -> Option<&'static str> {
        Some(match command {
            Command::Open => "next",
            Command::PickTag => "tag",
            Command::SameAgain => "same",
            Command::NoReason => "no reason",
            Command::AllAlike => "alike",
            Command::Mark => "several",
            Command::Drop if self.says_none() => "none suits",
            Command::Drop => "tag off",
            Command::PreviousVariant => "the one's",
            Command::NextVariant => "the other's",
            Command::Undo => "undo",
            Command::Suggested => "sure ones",
            Command::Blind => "blind",
            Command::Teach if self.teaches => "by money",
            Command::Teach => "teach it",
            Command::Back if self.blind.is_some() => "leave",
            Command::Inbox if self.everywhere => "period",
            Command::Inbox => "inbox",
            _ => return None,
        })
    }

    /// Whether all that was to be tagged blind, or settled, is.
    pub(super) fn is_through(&self) -> bool {
        self.blind.is_some() && self.queue.known && self.view().is_none()
    }

    /// Whether taking a tag off says that none suits: there is none.
    pub(super) fn says_none(&self) -> bool {
        let is_bare = self.view().is_some_and(|view| view.tags.is_empty());
        self.blind.is_some() && is_bare
    }
}
