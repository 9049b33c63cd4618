//! Somebody else's list of losses against the room's: only theirs, only ours, other amounts, each with why.
//! Must not know files, how it is drawn, nor how the two are compared.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::screen::{Screen, Touched};
use crate::domain::against::{Against as Found, Entry};
use crate::domain::change::Subject;
use crate::domain::ids::AccountId;
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::Answer;
use crate::keys::{Command, Context};

use super::story;

/// Which accounts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those only the list has.
    #[default]
    OnlyTheirs,
    /// Those only the room has.
    OnlyOurs,
    /// Those with other amounts.
    Differs,
}

impl Which {
    /// Every list, in the order of `]`.
    pub const ALL: [Which; 3] = [Which::OnlyTheirs, Which::OnlyOurs, Which::Differs];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Which::OnlyTheirs => "only theirs",
            Which::OnlyOurs => "only ours",
            Which::Differs => "amount differs",
        }
    }

    /// Its entries.
    pub fn of(self, found: &Found) -> &[Entry] {
        match self {
            Which::OnlyTheirs => &found.only_theirs,
            Which::OnlyOurs => &found.only_ours,
            Which::Differs => &found.differs,
        }
    }
}

/// The state of the comparison.
#[derive(Debug)]
pub struct Against {
    /// The period.
    pub period: Period,
    /// The file as typed.
    pub path: String,
    /// Both sides; `None` until the file was read.
    pub found: Option<Box<Found>>,
    /// Which list is shown.
    pub which: Which,
    /// Its rows, and which one the cursor is on.
    pub rows: Chosen<usize>,
}

impl Against {
    /// The list in a file against the room.
    pub fn new(period: Period, path: String) -> Against {
        Against {
            period,
            path,
            found: None,
            which: Which::OnlyTheirs,
            rows: Chosen::default(),
        }
    }

    /// The entries shown.
    pub fn entries(&self) -> &[Entry] {
        self.found
            .as_ref()
            .map_or(&[], |found| self.which.of(found))
    }

    fn selected(&self) -> Option<&Entry> {
        self.entries().get(*self.rows.key()?)
    }

    fn account(&self) -> Option<AccountId> {
        let entry = self.selected()?;
        entry
            .account
            .as_ref()
            .or(entry.near.as_ref())
            .map(|account| account.id)
    }

    fn fill(&mut self) {
        self.rows.fill(0..self.entries().len());
    }

    fn turn(&mut self, by: usize) {
        self.which = Which::ALL[(self.which as usize + by) % Which::ALL.len()];
        self.fill();
        self.rows.select(0);
    }
}

impl Screen for Against {
    fn context(&self) -> Context {
        Context::Overlay
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        cx.hold_against("against", self.path.clone(), self.period);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Against(found) = answer {
            let first = self.found.is_none();
            self.found = Some(found);
            self.fill();
            // The first list that has anybody is the one to look at.
            for _ in 0..Which::ALL.len() {
                if first && self.rows.is_empty() {
                    self.turn(1);
                }
            }
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant | Command::NextPane => self.turn(1),
            Command::PreviousVariant | Command::PreviousPane => self.turn(Which::ALL.len() - 1),
            Command::Open => story::open(self.account(), cx),
            _ => return self.rows.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.rows.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextVariant
            | Command::PreviousVariant
            | Command::NextPane
            | Command::PreviousPane => Some(true),
            Command::Open => Some(self.account().is_some()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        story::LISTED
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextVariant => Some("theirs, ours, amounts"),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            account: self.account(),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.account().map(Subject::Account)
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let entry = self.selected()?;
        let name = entry.account.as_ref().map(|a| shared.account(a).to_owned());
        let name = name.unwrap_or_else(|| shared.words(&entry.said).into_owned());
        Some(format!("{name} · {}", shared.words(&entry.why)))
    }
}
