//! The screens and the overlays there are, and the way to each. Adding one is its file, its rows here, and its
//! drawing's row. Must not know what any of them does.

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
pub mod receipt;
pub mod reconcile;
pub mod risk;
pub mod roadmap;
pub mod story;
pub mod tagging;
pub mod target;
pub mod thread;
pub mod why;
pub mod winback;

use strum::{EnumDiscriminants, VariantArray};

use crate::keys::Command;

use super::cx::{Meaning, Open};
use super::listing::{Listing, Plain, PlainLayer};
use super::place::ScreenKind;
use super::screen::Screen;
use super::shared::Shared;

/// The state of every screen; it outlives looking away.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each is the screen of its name")]
pub struct Screens {
    pub lobby: lobby::Lobby,
    pub numbers: numbers::Numbers,
    pub why: why::Why,
    pub roadmap: roadmap::Roadmap,
    pub target: target::Target,
    pub actions: actions::Actions,
    pub tagging: tagging::Tagging,
}

impl Screens {
    /// A screen's state as the frame sees it.
    pub fn get(&self, kind: ScreenKind) -> &dyn Screen {
        match kind {
            ScreenKind::Lobby => &self.lobby,
            ScreenKind::Numbers => &self.numbers,
            ScreenKind::Why => &self.why,
            ScreenKind::Roadmap => &self.roadmap,
            ScreenKind::Target => &self.target,
            ScreenKind::Actions => &self.actions,
            ScreenKind::Tagging => &self.tagging,
        }
    }

    /// The same, to handle something.
    pub fn get_mut(&mut self, kind: ScreenKind) -> &mut dyn Screen {
        match kind {
            ScreenKind::Lobby => &mut self.lobby,
            ScreenKind::Numbers => &mut self.numbers,
            ScreenKind::Why => &mut self.why,
            ScreenKind::Roadmap => &mut self.roadmap,
            ScreenKind::Target => &mut self.target,
            ScreenKind::Actions => &mut self.actions,
            ScreenKind::Tagging => &mut self.tagging,
        }
    }
}

/// An overlay above the screen; its state lives as long as it is open.
#[derive(Debug, derive_more::From, EnumDiscriminants)]
#[expect(
    missing_docs,
    reason = "each is the overlay of its name, or a plain table"
)]
#[strum_discriminants(
    name(LayerKind),
    derive(Hash, VariantArray),
    doc = "Which overlay it is.",
    expect(missing_docs, reason = "each is the overlay of its name")
)]
pub enum Layer {
    Against(Listing<against::Against>),
    Begin(begin::Begin),
    Codebook(Listing<codebook::Codebook>),
    Confirm(confirm::Confirm),
    Definition(definition::Definition),
    Ending(ending::Ending),
    Find(find::Find),
    Help(help::Help),
    Line(line::LineInput),
    Messages(messages::Messages),
    Palette(palette::Palette),
    Pick(pick::Pick),
    Plain(Box<dyn PlainLayer>),
    Quotes(Listing<quotes::Quotes>),
    Recap(recap::Recap),
    Receipt(receipt::Receipt),
    Reconcile(Listing<reconcile::Reconcile>),
    Risk(Listing<risk::Risk>),
    Story(story::Story),
    Thread(thread::Thread),
    Winback(Listing<winback::Winback>),
}

/// A list that is a plain table.
fn plain(list: impl Plain) -> Layer {
    Layer::Plain(Box::new(Listing::new(list)))
}

impl Layer {
    /// The overlay that was asked for.
    pub fn of(open: Open, shared: &Shared) -> Layer {
        match open {
            Open::Against(period, path) => Listing::new(against::Against::new(period, path)).into(),
            Open::Begin(period) => begin::Begin::new(period, shared).into(),
            Open::Behind(period, behind) => plain(lost::Lost::new(period, behind)),
            Open::Confirm(question) => confirm::Confirm::new(question).into(),
            Open::Definition(meaning) => definition::Definition::new(meaning).into(),
            Open::Ending(meeting) => ending::Ending::new(meeting).into(),
            Open::Line(prompt) => line::LineInput::plain(prompt).into(),
            Open::Note(kind, origin) => line::LineInput::note(kind, origin, shared).into(),
            Open::Action(origin, picked) => {
                line::LineInput::action(origin, picked.map(|all| *all), shared).into()
            }
            Open::Mark(of) => line::LineInput::mark(of, shared).into(),
            Open::Pick(offer) => pick::Pick::new(offer).into(),
            Open::Quotes(said) => quotes::Quotes::new(said).into(),
            Open::Receipt(looked) => receipt::Receipt::new(*looked).into(),
            Open::Reconcile(period, own) => {
                Listing::new(reconcile::Reconcile::new(period, own)).into()
            }
            Open::Story(account, at) => story::Story::new(account, at).into(),
            Open::Thread(subject) => thread::Thread::new(subject).into(),
            Open::Winback(item, themes) => Listing::new(winback::Winback::new(item, themes)).into(),
        }
    }

    /// The overlay a command opens over what is in front, for those that need nothing else.
    pub fn opened_by(command: Command, front: &dyn Screen, shared: &Shared) -> Option<Layer> {
        Some(match command {
            Command::Accounts => plain(accounts::Accounts::default()),
            Command::AddMark => line::LineInput::mark(None, shared).into(),
            Command::Codebook => Listing::new(codebook::Codebook::default()).into(),
            Command::Define => Layer::of(Meaning::of(shared.period?).into(), shared),
            Command::Find => find::Find::default().into(),
            Command::Help => help::Help::new(front, shared).into(),
            Command::Marks => plain(marks::Marks::default()),
            Command::Messages => messages::Messages::default().into(),
            Command::Recap => recap::Recap::new(shared.minutes_of()?).into(),
            Command::Risk => Listing::new(risk::Risk::default()).into(),
            Command::Thread => thread::Thread::new(front.subject()?).into(),
            _ => return None,
        })
    }

    /// The overlay as the frame sees it.
    pub fn get(&self) -> &dyn Screen {
        match self {
            Layer::Against(state) => state,
            Layer::Begin(state) => state,
            Layer::Codebook(state) => state,
            Layer::Confirm(state) => state,
            Layer::Definition(state) => state,
            Layer::Ending(state) => state,
            Layer::Find(state) => state,
            Layer::Help(state) => state,
            Layer::Line(state) => state,
            Layer::Messages(state) => state,
            Layer::Palette(state) => state,
            Layer::Pick(state) => state,
            Layer::Plain(state) => &**state,
            Layer::Quotes(state) => state,
            Layer::Recap(state) => state,
            Layer::Receipt(state) => state,
            Layer::Reconcile(state) => state,
            Layer::Risk(state) => state,
            Layer::Story(state) => state,
            Layer::Thread(state) => state,
            Layer::Winback(state) => state,
        }
    }

    /// The same, to handle something.
    pub fn get_mut(&mut self) -> &mut dyn Screen {
        match self {
            Layer::Against(state) => state,
            Layer::Begin(state) => state,
            Layer::Codebook(state) => state,
            Layer::Confirm(state) => state,
            Layer::Definition(state) => state,
            Layer::Ending(state) => state,
            Layer::Find(state) => state,
            Layer::Help(state) => state,
            Layer::Line(state) => state,
            Layer::Messages(state) => state,
            Layer::Palette(state) => state,
            Layer::Pick(state) => state,
            Layer::Plain(state) => &mut **state,
            Layer::Quotes(state) => state,
            Layer::Recap(state) => state,
            Layer::Receipt(state) => state,
            Layer::Reconcile(state) => state,
            Layer::Risk(state) => state,
            Layer::Story(state) => state,
            Layer::Thread(state) => state,
            Layer::Winback(state) => state,
        }
    }
}
