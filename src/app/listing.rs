//! What every list overlay does in the same way: asking, paging, moving, opening the account's story, saying what
//! is selected. A list says only what is its own; one that is a plain table says what stands in it too.
//! Must not know any particular list, nor how a table is drawn.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "it takes its own commands and leaves all others to the screen"
)]

mod cells;
mod marked;

use std::fmt::Debug;

use crate::domain::change::Subject;
use crate::domain::ids::AccountId;
use crate::domain::note::Origin;
use crate::keys::{Chord, Command, Context};

use super::cx::{Cx, Open};
use super::list::{Chosen, moves};
use super::picked::{PickedAccounts, Picks};
use super::screen::{Screen, Touched};
use super::shared::Shared;

pub use cells::{Cell, Column, Weight};

/// Rows read at once.
const PAGE: u32 = 200;
/// Rows before the end at which the next page is asked for.
const EARLY: usize = 60;

/// What a list says of itself.
pub trait List: Debug + Sized + 'static {
    /// What tells its rows apart.
    type Key: PartialEq + Clone + Debug;

    /// The context its keys are looked up in.
    const CONTEXT: Context = Context::Overlay;
    /// Lines a row takes: a page of the screen has so many fewer.
    const HEIGHT: usize = 1;

    /// Whether it shows anything of what was touched.
    fn concerned(&self, touched: Touched) -> bool;

    /// Asks for its rows: those after the last of the page before, or the first; so many at most.
    fn ask(&mut self, after: Option<String>, limit: u32, cx: &mut Cx<'_>);

    /// After which row more can be asked for.
    fn next(&self) -> Option<String> {
        None
    }

    /// Its rows in order.
    fn keys(&self) -> Vec<Self::Key>;

    /// Whether keys wait for its rows.
    fn waits(&self) -> bool {
        false
    }

    /// The account of a row.
    fn account(&self, _key: &Self::Key) -> Option<AccountId> {
        None
    }

    /// The thing a row stands for.
    fn subject(&self, key: &Self::Key) -> Option<Subject> {
        self.account(key).map(Subject::Account)
    }

    /// What is selected, for what is written from here.
    fn origin(&self, key: Option<&Self::Key>) -> Origin {
        Origin {
            account: key.and_then(|key| self.account(key)),
            ..Origin::default()
        }
    }

    /// What is typed where its context types; `false` where it is nothing here.
    fn typed(_list: &mut Listing<Self>, _chord: Chord, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// Its own commands; `false` for others.
    fn command(_list: &mut Listing<Self>, _command: Command, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// Whether one of its own commands is possible now; `None` for others.
    fn can(_list: &Listing<Self>, _command: Command, _shared: &Shared) -> Option<bool> {
        None
    }

    /// The commands its footer shows.
    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::NextVariant,
            Command::Action,
            Command::Note,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    /// How many variants there are of it, one after the other in a ring.
    fn variants(&self) -> usize {
        1
    }

    /// Shows the variant so many further on.
    fn turn(_list: &mut Listing<Self>, _by: usize, _cx: &mut Cx<'_>) {}

    /// What the next variant shows.
    fn others(&self) -> Option<&'static str> {
        None
    }

    /// Better words for a command's place in the footer.
    fn words(&self, command: Command, _key: Option<&Self::Key>) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextVariant => self.others(),
            _ => None,
        }
    }

    /// What it says of picking accounts from it; `None` where that makes no sense.
    fn picks(&self, _shared: &Shared) -> Option<Picks> {
        None
    }

    /// What `copy` puts on the clipboard of a row.
    fn copied(&self, _key: &Self::Key, _shared: &Shared) -> Option<String> {
        None
    }
}

/// A list that is open: its own state, and which of its rows the cursor is on.
#[derive(Debug)]
pub struct Listing<L: List> {
    /// Its own state.
    pub list: L,
    /// The rows, and which one the cursor is on.
    pub shown: Chosen<L::Key>,
    /// The rows that are marked.
    marked: Vec<L::Key>,
    asked: Option<String>,
}

impl<L: List> Listing<L> {
    /// A list before anything was answered.
    pub fn new(list: L) -> Listing<L> {
        Listing {
            list,
            shown: Chosen::default(),
            marked: Vec::new(),
            asked: None,
        }
    }

    /// Begins at a row.
    pub fn at(mut self, key: Option<L::Key>) -> Listing<L> {
        self.shown.fill(key);
        self
    }

    /// The account the cursor is on.
    pub fn account(&self) -> Option<AccountId> {
        self.list.account(self.shown.key()?)
    }

    /// Takes the rows as they are now.
    pub fn fill(&mut self) {
        self.shown.fill(self.list.keys());
    }

    /// Asks for the rows, again for as many as are there.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        let there = u32::try_from(self.shown.len()).unwrap_or(PAGE);
        self.asked = None;
        self.list.ask(None, PAGE.max(there), cx);
    }

    /// Asks for other rows than those that are there.
    pub fn ask_anew(&mut self, cx: &mut Cx<'_>) {
        self.shown = Chosen::default();
        self.ask(cx);
    }

    /// Asks for the next page before the cursor gets to the end.
    fn go_on(&mut self, cx: &mut Cx<'_>) {
        let near = self.shown.at() + EARLY >= self.shown.len();
        let next = self.list.next();
        if near && next.is_some() && self.asked != next {
            self.asked.clone_from(&next);
            self.list.ask(next, PAGE, cx);
        }
    }
}

/// What is done with an answer: the list takes it, then its rows are those it has now.
pub fn then<L: List, T>(
    take: impl FnOnce(&mut L, T, &Shared) + 'static,
) -> impl FnOnce(&mut Listing<L>, T, &mut Cx<'_>) + 'static {
    |listing, answer, cx| {
        take(&mut listing.list, answer, cx.shared);
        listing.fill();
        listing.go_on(cx);
    }
}

impl<L: List> Screen for Listing<L> {
    fn context(&self) -> Context {
        L::CONTEXT
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        self.list.concerned(touched)
    }

    fn waits(&self) -> bool {
        self.list.waits()
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        L::typed(self, chord, cx)
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        if L::command(self, command, cx) {
            return true;
        }
        match command {
            Command::Open => cx.open_some(self.account().map(|id| Open::Story(id, None))),
            Command::NextVariant => L::turn(self, 1, cx),
            Command::PreviousVariant => L::turn(self, self.list.variants() - 1, cx),
            Command::Mark if self.list.picks(cx.shared).is_some() => {
                self.mark();
                self.go_on(cx);
            }
            Command::Range if self.list.picks(cx.shared).is_some() => self.mark_to_here(),
            _ => {
                let page = cx.shared.look.page() / L::HEIGHT;
                let moved = self.shown.step(command, page);
                self.go_on(cx);
                return moved;
            }
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        L::can(self, command, shared).or_else(|| match command {
            Command::Open => Some(self.account().is_some()),
            Command::NextVariant | Command::PreviousVariant => Some(self.list.variants() > 1),
            Command::Mark | Command::Range if self.list.picks(shared).is_some() => {
                Some(!self.shown.is_empty())
            }
            _ => moves(command).then_some(true),
        })
    }

    fn footer(&self) -> &'static [Command] {
        self.list.footer()
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        self.list.words(command, self.shown.key())
    }

    fn origin(&self) -> Origin {
        self.list.origin(self.shown.key())
    }

    fn picked(&self, shared: &Shared) -> Option<PickedAccounts> {
        let picks = self.list.picks(shared)?;
        let account = |key: &&L::Key| self.list.account(key);
        let (marked, others): (Vec<_>, Vec<_>) =
            self.shown.iter().partition(|key| self.marked.contains(key));
        let [marked, others] =
            [marked, others].map(|keys| keys.iter().filter_map(account).collect());
        picks.of(marked, others)
    }

    fn subject(&self) -> Option<Subject> {
        self.list.subject(self.shown.key()?)
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        self.list.copied(self.shown.key()?, shared)
    }
}

/// A list that is a plain table over the whole screen: it needs no drawing of its own.
pub trait PlainList: List {
    /// What stands above it.
    fn title(&self, shared: &Shared) -> String;

    /// What stands above it on the right, of so many rows.
    fn right(&self, rows: usize, shared: &Shared) -> String;

    /// What is said instead of rows: that there are none, or none yet.
    fn none(&self) -> &'static str;

    /// Its columns, on a screen so wide.
    fn columns(&self, width: u16) -> Vec<Column>;

    /// The cells of a row, under those columns.
    fn cells(&self, key: &Self::Key, width: u16, shared: &Shared) -> Vec<Cell>;
}

/// A plain table as it is to be drawn: only the rows near the one the cursor is on.
#[derive(Debug)]
pub struct PlainTable {
    /// What stands above it.
    pub title: String,
    /// What stands above it on the right.
    pub right: String,
    pub columns: Vec<Column>,
    /// The cells of the rows made.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows stand before those.
    pub before: usize,
    /// Which row the cursor is on.
    pub at: usize,
    /// What is said instead of rows.
    pub none: &'static str,
}

/// A plain table that is open, whichever it is.
pub trait PlainLayer: Screen + Debug {
    /// It, on a screen with room for so many columns and rows.
    fn table(&self, width: u16, height: usize, shared: &Shared) -> PlainTable;
}

impl<L: PlainList> PlainLayer for Listing<L> {
    fn table(&self, width: u16, height: usize, shared: &Shared) -> PlainTable {
        let at = self.shown.at();
        let before = at.saturating_sub(height);
        let made = self.shown.iter().skip(before).take(2 * height);
        let cells = |key| {
            let mut cells = self.list.cells(key, width, shared);
            if let Some(name) = cells.first_mut() {
                name.text.insert_str(0, self.sign(key));
            }
            cells
        };
        PlainTable {
            title: self.list.title(shared),
            right: format!(
                "{}{}",
                self.marks(),
                self.list.right(self.shown.len(), shared)
            ),
            columns: self.list.columns(width),
            rows: made.map(cells).collect(),
            before,
            at,
            none: self.list.none(),
        }
    }
}
