//! The tables of screens and overlays. Adding one is its file, its row here, and its drawing's row.
//! Must not know what any of them does.

pub mod accounts;
pub mod actions;
pub mod against;
pub mod begin;
pub mod codebook;
pub mod confirm;
pub mod definition;
pub mod ending;
pub mod find;
pub mod help;
pub mod line;
pub mod lobby;
pub mod lost;
pub mod marks;
pub mod messages;
pub mod numbers;
pub mod palette;
pub mod pick;
pub mod quotes;
pub mod recap;
pub mod reconcile;
pub mod risk;
pub mod roadmap;
pub mod story;
pub mod tagging;
pub mod target;
pub mod thread;
pub mod why;
pub mod winback;

use super::screen::Screen;

/// Declares the screens: their kinds, the struct that holds their states, and the way to each.
macro_rules! screens {
    ($($(#[$doc:meta])* $kind:ident $module:ident;)+) => {
        /// A screen: one fills the room between strip and footer.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { #[default] $($(#[$doc])* $kind),+ }

        impl Kind {
            /// Every screen.
            pub const ALL: &[Kind] = &[$(Kind::$kind),+];
        }

        /// The state of every screen; it outlives looking away.
        #[derive(Debug, Default)]
        pub struct Screens { $($(#[$doc])* pub $module: $module::$kind),+ }

        impl Screens {
            /// A screen's state as the frame sees it.
            pub fn get(&self, kind: Kind) -> &dyn Screen {
                match kind { $(Kind::$kind => &self.$module),+ }
            }

            /// The same, to handle something.
            pub fn get_mut(&mut self, kind: Kind) -> &mut dyn Screen {
                match kind { $(Kind::$kind => &mut self.$module),+ }
            }
        }
    };
}

/// Declares the overlays in the same way; their state lives as long as they are open.
macro_rules! layers {
    ($($(#[$doc:meta])* $kind:ident $module:ident;)+) => {
        /// An overlay above the screen.
        #[derive(Debug, derive_more::From)]
        pub enum Layer { $($(#[$doc])* $kind($module::$kind)),+ }

        impl Layer {
            /// The overlay as the frame sees it.
            pub fn get(&self) -> &dyn Screen {
                match self { $(Layer::$kind(state) => state),+ }
            }

            /// The same, to handle something.
            pub fn get_mut(&mut self) -> &mut dyn Screen {
                match self { $(Layer::$kind(state) => state),+ }
            }
        }
    };
}

screens! {
    /// Before, between and after meetings.
    Lobby lobby;
    /// Section 1.
    Numbers numbers;
    /// Section 2.
    Why why;
    /// Section 3.
    Roadmap roadmap;
    /// Section 4.
    Target target;
    /// Section 5.
    Actions actions;
    /// Tagging.
    Tagging tagging;
}

layers! {
    /// All accounts.
    Accounts accounts;
    /// Somebody else's list of losses against the room's.
    Against against;
    /// The one question before a meeting.
    Begin begin;
    /// All tags and what belongs to them.
    Codebook codebook;
    /// A question with a few answers.
    Confirm confirm;
    /// What a figure means, and what it is made of.
    Definition definition;
    /// The question before a meeting ends.
    Ending ending;
    /// Words anywhere.
    Find find;
    /// Keys and what they do.
    Help help;
    /// A line of text.
    Line line;
    /// The accounts lost.
    Lost lost;
    /// The marks on days.
    Marks marks;
    /// Everything that was said.
    Messages messages;
    /// Every command.
    Palette palette;
    /// One of several.
    Pick pick;
    /// All quotes behind a row.
    Quotes quotes;
    /// The meeting so far.
    Recap recap;
    /// Active accounts at risk.
    Risk risk;
    /// Two ways of counting side by side.
    Reconcile reconcile;
    /// An account's whole story.
    Story story;
    /// The thread of one thing.
    Thread thread;
    /// Whom a shipped item could win back.
    Winback winback;
}

impl Kind {
    /// The screen of a section.
    pub fn of(section: crate::domain::agenda::Section) -> Kind {
        use crate::domain::agenda::Section;
        match section {
            Section::Numbers => Kind::Numbers,
            Section::Why => Kind::Why,
            Section::Roadmap => Kind::Roadmap,
            Section::Target => Kind::Target,
            Section::Actions => Kind::Actions,
        }
    }

    /// The section a screen shows.
    pub fn section(self) -> Option<crate::domain::agenda::Section> {
        crate::domain::agenda::Section::ALL
            .into_iter()
            .find(|s| Kind::of(*s) == self)
    }
}
