//! The keymap: which chord means which command in which context, read once from `default.toml`.
//! Must not know what a command does or what a screen is.

use std::collections::BTreeMap;

use serde::Deserialize;
use strum::VariantArray;

use super::chord::Chord;
use super::command::Command;

/// Where chords are looked up: a screen, a kind of overlay, or everywhere. Each is a table of `default.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, VariantArray)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is a table of `default.toml`")]
pub enum Context {
    Everywhere,
    Text,
    Lobby,
    Numbers,
    Why,
    Roadmap,
    Target,
    Actions,
    Tagging,
    Overlay,
    Accounts,
    Quotes,
    Story,
    Thread,
    Recap,
    Reconcile,
    Codebook,
    Marks,
}

impl Context {
    /// Every context.
    pub fn all() -> impl Iterator<Item = Context> {
        Context::VARIANTS.iter().copied()
    }

    /// Whether what it does not bind is looked up in `everywhere`.
    fn falls_back(self) -> bool {
        self != Context::Text
    }

    /// Whether a chord belongs to what is typed here before any command: letters to tags.
    pub fn types(self, chord: Chord) -> bool {
        match self {
            Context::Tagging => chord.is_tag_key(),
            Context::Text => chord.typed().is_some(),
            Context::Everywhere
            | Context::Lobby
            | Context::Numbers
            | Context::Why
            | Context::Roadmap
            | Context::Target
            | Context::Actions
            | Context::Overlay
            | Context::Accounts
            | Context::Quotes
            | Context::Story
            | Context::Thread
            | Context::Recap
            | Context::Reconcile
            | Context::Codebook
            | Context::Marks => false,
        }
    }
}

/// The commands of a context and the chords that reach each.
type Bindings = BTreeMap<Command, Vec<Chord>>;

/// All bindings, by context.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Keymap(BTreeMap<Context, Bindings>);

impl Keymap {
    /// The built-in keymap. A test reads it.
    pub fn built_in() -> Keymap {
        toml::from_str(include_str!("default.toml")).unwrap_or_default()
    }

    /// What a chord means in a context; `None` if nothing, or if it belongs to what is typed there.
    pub fn command(&self, context: Context, chord: Chord) -> Option<Command> {
        if context.types(chord) {
            return None;
        }
        let own = self.bound(context, chord);
        if own.is_none() && context.falls_back() {
            return self.bound(Context::Everywhere, chord);
        }
        own
    }

    /// The chords that reach a command in a context, those of `everywhere` that still do included.
    pub fn chords(&self, context: Context, command: Command) -> Vec<Chord> {
        [context, Context::Everywhere]
            .into_iter()
            .flat_map(|place| self.bindings(place))
            .filter(|(bound, _)| *bound == command)
            .flat_map(|(_, chords)| chords)
            .filter(|chord| self.command(context, **chord) == Some(command))
            .copied()
            .fold(Vec::new(), |mut unique, chord| {
                if !unique.contains(&chord) {
                    unique.push(chord);
                }
                unique
            })
    }

    /// The key to show for a command in a context; empty when only the palette reaches it.
    pub fn shown(&self, context: Context, command: Command) -> String {
        let chords = self.chords(context, command);
        chords.first().map_or_else(String::new, Chord::to_string)
    }

    /// The bindings of one context alone.
    pub fn bindings(&self, context: Context) -> impl Iterator<Item = (Command, &[Chord])> {
        let lines = self.0.get(&context).into_iter().flatten();
        lines.map(|(command, chords)| (*command, chords.as_slice()))
    }

    fn bound(&self, context: Context, chord: Chord) -> Option<Command> {
        let mut lines = self.bindings(context);
        let line = lines.find(|(_, chords)| chords.contains(&chord));
        line.map(|(command, _)| command)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::command::Group;
    use super::*;

    #[test]
    fn every_line_of_the_default_keymap_means_something() {
        let keymap: Keymap = toml::from_str(include_str!("default.toml")).unwrap();
        assert_eq!(keymap, Keymap::built_in());
    }

    #[test]
    fn no_chord_is_bound_twice_in_a_context() {
        let keymap = Keymap::built_in();
        for context in Context::all() {
            let mut seen = BTreeSet::new();
            for (command, chords) in keymap.bindings(context) {
                for chord in chords {
                    assert!(seen.insert(*chord), "{context:?}: {chord} for {command:?}");
                }
            }
        }
    }

    #[test]
    fn what_the_palette_does_not_list_has_a_key() {
        let keymap = Keymap::built_in();
        for info in Command::all().filter(|i| matches!(i.group, Group::Move | Group::Here)) {
            let bound = Context::all().any(|c| !keymap.chords(c, info.command).is_empty())
                || matches!(info.command, Command::Accounts);
            assert!(bound, "{} has no key", info.name);
        }
    }

    #[test]
    fn lower_case_letters_and_digits_belong_to_tags() {
        let keymap = Keymap::built_in();
        let tagging = |c| keymap.command(Context::Tagging, Chord::char(c));
        assert_eq!(tagging('u'), None);
        assert_eq!(tagging('1'), None);
        assert_eq!(tagging('U'), Some(Command::Undo));
        assert_eq!(tagging('?'), Some(Command::Help));
        assert_eq!(tagging('/'), Some(Command::PickTag));
        assert_eq!(keymap.shown(Context::Tagging, Command::Undo), "U");
        assert_eq!(keymap.shown(Context::Tagging, Command::Help), "?");
        assert_eq!(keymap.shown(Context::Tagging, Command::Find), "");
        assert_eq!(keymap.shown(Context::Text, Command::Help), "");
    }

    #[test]
    fn names_are_unique_and_find_their_command() {
        for info in Command::all() {
            assert_eq!(Command::from_name(info.name), Some(info.command));
            assert_eq!(info.command.info(), info);
        }
    }
}
