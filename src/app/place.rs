//! Where things happen: the screens there are, who asked for something, and the ticket of a question.
//! Must not know what any screen shows, nor who carries anything out.

use crate::domain::agenda::Section;

/// A screen: one fills the room between strip and footer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScreenKind {
    /// Before, between and after meetings.
    #[default]
    Lobby,
    /// Section 1.
    Numbers,
    /// Section 2.
    Why,
    /// Section 3.
    Roadmap,
    /// Section 4.
    Target,
    /// Section 5.
    Actions,
    /// Tagging.
    Tagging,
}

impl ScreenKind {
    /// The screen of a section.
    pub fn of(section: Section) -> ScreenKind {
        match section {
            Section::Numbers => ScreenKind::Numbers,
            Section::Why => ScreenKind::Why,
            Section::Roadmap => ScreenKind::Roadmap,
            Section::Target => ScreenKind::Target,
            Section::Actions => ScreenKind::Actions,
        }
    }

    /// The section a screen shows.
    pub fn section(self) -> Option<Section> {
        Section::ALL
            .into_iter()
            .find(|s| ScreenKind::of(*s) == self)
    }
}

/// Who asked: an answer goes back there and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The frame around every screen.
    Frame,
    /// A screen.
    Screen(ScreenKind),
    /// An overlay, by the number it was opened with.
    Layer(u64),
}

/// What an answer is brought back with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// Who asked.
    pub place: Place,
    /// Counted up with each question and each change.
    pub serial: u64,
    /// Tells questions of one kind apart that a place asks at once. A later one of the same kind from the
    /// same place with the same number outdates the earlier.
    pub nth: u8,
}
