//! The screens and the overlays there are, and where every command leads. Adding one is its file, its rows here,
//! and its drawing's row. Must not know what any of them does.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen takes its own commands and things and leaves all others to the frame, where `WayTo::of` names each"
)]

pub mod accounts;
pub mod actions;
pub mod against;
pub mod agreement;
pub mod alike;
pub mod begin;
pub mod choosing;
pub mod codebook;
pub mod coming;
pub mod confirm;
pub mod definition;
pub mod ending;
pub mod find;
pub mod follow;
pub mod help;
pub mod hindsight;
pub mod line;
pub mod lobby;
pub mod lost;
pub mod marks;
pub mod messages;
pub mod numbers;
pub mod palette;
pub mod pick;
pub mod queued;
pub mod quotes;
pub mod reading;
pub mod recap;
pub mod receipt;
pub mod reconcile;
pub mod risk;
pub mod roadmap;
pub mod story;
pub mod tagging;
pub mod taking;
pub mod target;
pub mod thread;
pub mod why;
pub mod winback;

use strum::{EnumDiscriminants, VariantArray};

use crate::domain::change::{Field, Subject};
use crate::domain::note::NoteKind;
use crate::keys::Command;

use super::cx::{Meaning, Open};
use super::listing::{Listing, PlainLayer, PlainList};
use super::place::ScreenKind;
use super::screen::Screen;
use super::shared::{Draft, Shared};

/// The state of every screen; it outlives looking away.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each is the screen of its name")]
pub struct Screens {
    pub lobby: lobby::Lobby,
    pub numbers: numbers::NumbersScreen,
    pub why: why::WhyScreen,
    pub roadmap: roadmap::Roadmap,
    pub target: target::TargetScreen,
    pub actions: actions::ActionsScreen,
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

/// What the frame itself can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameDoing {
    Adjourn,
    Back,
    BackOn,
    Copy,
    EditOutside,
    End,
    Extend,
    HalfPage,
    Hand,
    Import,
    Mask,
    Minutes,
    On,
    Palette,
    Pause,
    Period,
    Presenter,
    Quit,
    Redo,
    Redraw,
    Start,
    Suspend,
    TakeOver,
    Undo,
    WriteAction,
    WriteNote(NoteKind),
}

/// Where a command leads that the screen in front leaves to the rest.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "it lives for a moment")]
pub enum WayTo {
    /// To a screen.
    Screen(ScreenKind),
    /// To an overlay; `None` where there is nothing now to open it on.
    Layer(Option<Layer>),
    /// To something that the frame does.
    Frame(FrameDoing),
    /// Nowhere: only screens and overlays carry it out, those that say of it whether they can.
    Nowhere,
}

impl WayTo {
    /// Every command with its way in a line, so that a new one does not compile until it has its own. What a screen
    /// itself takes is matched there, and all other commands it leaves to this table: a screen's own `_` hides none.
    #[rustfmt::skip]
    #[expect(clippy::too_many_lines, reason = "a line a command; split up, each half would need an arm for the rest")]
    pub fn of(command: Command, front: &dyn Screen, shared: &Shared) -> WayTo {
        use Command as C;
        match command {
            C::Lobby => WayTo::Screen(ScreenKind::Lobby),
            C::Tagging => WayTo::Screen(ScreenKind::Tagging),
            C::Look1 => WayTo::Screen(ScreenKind::Numbers),
            C::Look2 => WayTo::Screen(ScreenKind::Why),
            C::Look3 => WayTo::Screen(ScreenKind::Roadmap),
            C::Look4 => WayTo::Screen(ScreenKind::Target),
            C::Look5 => WayTo::Screen(ScreenKind::Actions),
            C::Accounts => WayTo::Layer(Some(plain(accounts::AccountsScreen::default()))),
            C::AddMark => WayTo::Layer(shared.writes().then(|| line::LineInput::mark(None, shared).into())),
            C::Codebook => WayTo::Layer(Some(Listing::new(codebook::Codebook::default()).into())),
            C::Define => WayTo::Layer(shared.period.map(|period| Layer::of(Meaning::of(period).into(), shared))),
            C::FollowThrough => WayTo::Layer(Some(plain(follow::FollowLayer::default()))),
            C::Find => WayTo::Layer(Some(find::Find::default().into())),
            C::Help => WayTo::Layer(Some(help::Help::new(front, shared).into())),
            C::Judge => WayTo::Layer(front.origin().account.filter(|_| shared.writes()).map(|account| confirm::Considered::new(hindsight::HindsightLayer::new(account, shared.period)).into())),
            C::Marks => WayTo::Layer(Some(plain(marks::MarksLayer::default()))),
            C::Messages => WayTo::Layer(Some(messages::MessagesLayer::default().into())),
            C::Recap => WayTo::Layer(shared.minutes_of().map(|meeting| recap::Recap::new(meeting).into())),
            C::Risk => WayTo::Layer(Some(Listing::new(risk::Risk::default()).into())),
            C::Thread => WayTo::Layer(front.thread().filter(|_| shared.period.is_some()).map(|of| thread::ThreadLayer::new(of).into())),
            C::Action => WayTo::Frame(FrameDoing::WriteAction),
            C::Adjourn => WayTo::Frame(FrameDoing::Adjourn),
            C::Back => WayTo::Frame(FrameDoing::Back),
            C::BackOn => WayTo::Frame(FrameDoing::BackOn),
            C::Copy => WayTo::Frame(FrameDoing::Copy),
            C::Decision => WayTo::Frame(FrameDoing::WriteNote(NoteKind::Decision)),
            C::EditOutside => WayTo::Frame(FrameDoing::EditOutside),
            C::End => WayTo::Frame(FrameDoing::End),
            C::Extend => WayTo::Frame(FrameDoing::Extend),
            C::HalfPage => WayTo::Frame(FrameDoing::HalfPage),
            C::Hand => WayTo::Frame(FrameDoing::Hand),
            C::Import => WayTo::Frame(FrameDoing::Import),
            C::Mask => WayTo::Frame(FrameDoing::Mask),
            C::Minutes => WayTo::Frame(FrameDoing::Minutes),
            C::Note => WayTo::Frame(FrameDoing::WriteNote(NoteKind::Note)),
            C::On => WayTo::Frame(FrameDoing::On),
            C::Palette => WayTo::Frame(FrameDoing::Palette),
            C::Pause => WayTo::Frame(FrameDoing::Pause),
            C::Period => WayTo::Frame(FrameDoing::Period),
            C::Presenter => WayTo::Frame(FrameDoing::Presenter),
            C::Quit => WayTo::Frame(FrameDoing::Quit),
            C::Redo => WayTo::Frame(FrameDoing::Redo),
            C::Redraw => WayTo::Frame(FrameDoing::Redraw),
            C::Start => WayTo::Frame(FrameDoing::Start),
            C::Suspend => WayTo::Frame(FrameDoing::Suspend),
            C::TakeOver => WayTo::Frame(FrameDoing::TakeOver),
            C::Undo => WayTo::Frame(FrameDoing::Undo),
            C::Up | C::Down | C::Left | C::Right | C::Top | C::Bottom | C::PageUp | C::PageDown | C::Open | C::Mark
            | C::Range | C::NextPane | C::PreviousPane | C::NextVariant | C::PreviousVariant | C::Attend | C::NoAction | C::AddItem
            | C::Edit | C::Done | C::Drop | C::Link | C::Status | C::Exclude | C::Same | C::PeriodLength | C::Counting
            | C::Against | C::Reconcile | C::PickTag | C::Filter | C::Searches | C::By | C::SameAgain | C::NoReason | C::Praise | C::Pin
            | C::AllAlike | C::AllFound | C::Suggested | C::Teach | C::Blind | C::Inbox | C::OneKey | C::Worked | C::Whom | C::Accept | C::Complete => WayTo::Nowhere,
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
    Against(Listing<against::AgainstLayer>),
    Begin(begin::Begin),
    Codebook(Listing<codebook::Codebook>),
    Confirm(confirm::Confirm),
    Definition(definition::DefinitionLayer),
    Ending(confirm::Considered<ending::Ending>),
    Find(find::Find),
    Help(help::Help),
    Hindsight(confirm::Considered<hindsight::HindsightLayer>),
    Line(line::LineInput),
    Messages(messages::MessagesLayer),
    Palette(palette::Palette),
    Pick(pick::Pick),
    Plain(Box<dyn PlainLayer>),
    Quotes(Listing<quotes::Quotes>),
    Reading(reading::ReadingLayer),
    Recap(recap::Recap),
    Receipt(receipt::ReceiptLayer),
    Reconcile(Listing<reconcile::Reconcile>),
    Risk(Listing<risk::Risk>),
    Story(story::StoryLayer),
    Thread(thread::ThreadLayer),
    WinBack(Listing<winback::WinBackLayer>),
}

/// A list that is a plain table.
fn plain(list: impl PlainList) -> Layer {
    Layer::Plain(Box::new(Listing::new(list)))
}

impl Layer {
    /// What is kept of a line that is written down; nothing of anything else.
    pub fn draft(&self) -> Option<(Draft, String)> {
        match self {
            Layer::Line(line) => line.draft(),
            _ => None,
        }
    }

    /// The field of something that a line becomes.
    pub fn field(&self) -> Option<(Subject, Field)> {
        match self {
            Layer::Line(line) => line.of,
            _ => None,
        }
    }

    /// The overlay that was asked for.
    pub fn of(open: Open, shared: &Shared) -> Layer {
        match open {
            Open::Against(period, path) => {
                Listing::new(against::AgainstLayer::new(period, path)).into()
            }
            Open::Agreement(place) => plain(agreement::Agreed::new(place)),
            Open::Alike(like) => plain(alike::AlikeLayer::new(like)),
            Open::Begin(period) => begin::Begin::new(period, shared).into(),
            Open::Behind(period, behind) => plain(lost::Lost::new(period, behind)),
            Open::Coming(like) => plain(coming::Coming::new(like)),
            Open::Confirm(question) => confirm::Confirm::new(question).into(),
            Open::Definition(meaning) => definition::DefinitionLayer::new(meaning).into(),
            Open::Ending(meeting) => confirm::Considered::new(ending::Ending::new(meeting)).into(),
            Open::Line(prompt) => line::LineInput::plain(prompt, shared).into(),
            Open::Note(kind, origin) => line::LineInput::note(kind, origin, shared).into(),
            Open::Action(origin, picked) => {
                line::LineInput::action(origin, picked.map(|all| *all), shared).into()
            }
            Open::Mark(of) => line::LineInput::mark(of, shared).into(),
            Open::Pick(offer) => pick::Pick::new(offer).into(),
            Open::Quotes(said) => quotes::Quotes::new(said).into(),
            Open::Reading(words) => reading::ReadingLayer { words }.into(),
            Open::Receipt(looked) => receipt::ReceiptLayer::new(*looked).into(),
            Open::Reconcile(period, own) => {
                Listing::new(reconcile::Reconcile::new(period, own)).into()
            }
            Open::Story(account, at) => story::StoryLayer::new(account, at).into(),
            Open::Taking(from, queue, place) => plain(taking::Taking::new(from, queue, place)),
            Open::Thread(subject) => thread::ThreadLayer::new(subject.into()).into(),
            Open::WinBack(item) => Listing::new(winback::WinBackLayer::new(item)).into(),
        }
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
            Layer::Hindsight(state) => state,
            Layer::Line(state) => state,
            Layer::Messages(state) => state,
            Layer::Palette(state) => state,
            Layer::Pick(state) => state,
            Layer::Plain(state) => &**state,
            Layer::Quotes(state) => state,
            Layer::Reading(state) => state,
            Layer::Recap(state) => state,
            Layer::Receipt(state) => state,
            Layer::Reconcile(state) => state,
            Layer::Risk(state) => state,
            Layer::Story(state) => state,
            Layer::Thread(state) => state,
            Layer::WinBack(state) => state,
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
            Layer::Hindsight(state) => state,
            Layer::Line(state) => state,
            Layer::Messages(state) => state,
            Layer::Palette(state) => state,
            Layer::Pick(state) => state,
            Layer::Plain(state) => &mut **state,
            Layer::Quotes(state) => state,
            Layer::Reading(state) => state,
            Layer::Recap(state) => state,
            Layer::Receipt(state) => state,
            Layer::Reconcile(state) => state,
            Layer::Risk(state) => state,
            Layer::Story(state) => state,
            Layer::Thread(state) => state,
            Layer::WinBack(state) => state,
        }
    }
}
