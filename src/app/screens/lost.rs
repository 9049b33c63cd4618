//! The accounts behind a number, largest first: those lost, those behind a row of the Why screen,
//! those that came or grew.
//! Must not know how it is drawn.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::screen::{Screen, Touched};
use crate::domain::change::Subject;
use crate::domain::ids::AccountId;
use crate::domain::money::Cents;
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};
use crate::domain::snapshot::Way;
use crate::domain::themes::ThemeRow;
use crate::domain::views::LostAccount;
use crate::keys::{Command, Context};

use super::story::Story;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those that left and those that shrank.
    #[default]
    All,
    /// Those that left.
    Left,
    /// Those that shrank.
    Shrank,
}

impl Which {
    /// Every variant, in the order of `]`.
    pub const ALL: [Which; 3] = [Which::All, Which::Left, Which::Shrank];

    /// What the list is called.
    pub fn title(self) -> &'static str {
        match self {
            Which::All => "Left or shrank",
            Which::Left => "Left",
            Which::Shrank => "Shrank",
        }
    }

    fn has(self, account: &LostAccount) -> bool {
        let left = account.closing == Cents::ZERO;
        match self {
            Which::All => true,
            Which::Left => left,
            Which::Shrank => !left,
        }
    }
}

/// The state of the list.
#[derive(Debug)]
pub struct Lost {
    /// The period.
    pub period: Period,
    row: Option<ThemeRow>,
    /// The way they went, when they lost nothing.
    pub way: Option<Way>,
    /// What the row is called; empty for all accounts.
    pub of: String,
    /// Which of them.
    pub which: Which,
    /// All accounts of the row; `None` until answered.
    pub all: Option<Vec<LostAccount>>,
    /// The shown ones, and which one the cursor is on.
    pub shown: Chosen<AccountId>,
}

impl Lost {
    /// The accounts behind a row, or all of the period.
    pub fn new(period: Period, row: Option<ThemeRow>, of: impl Into<String>) -> Lost {
        Lost {
            period,
            row,
            way: None,
            of: of.into(),
            which: Which::All,
            all: None,
            shown: Chosen::default(),
        }
    }

    /// The accounts that went through a period one way without losing.
    pub fn moved(period: Period, way: Way) -> Lost {
        let mut list = Lost::new(period, None, "");
        list.way = Some(way);
        list
    }

    /// What the list is called.
    pub fn title(&self) -> &'static str {
        match self.way {
            None => self.which.title(),
            Some(Way::New) => "New",
            Some(Way::Reactivated) => "Back again",
            Some(Way::Grew) => "Grew",
            Some(Way::CameAndWent) => "Came and went, with their highest MRR",
        }
    }

    /// Begins with some of them.
    pub fn only(mut self, which: Which) -> Lost {
        self.which = which;
        self
    }

    /// The shown accounts, dearest first.
    pub fn rows(&self) -> impl Iterator<Item = &LostAccount> {
        self.all.iter().flatten().filter(|a| self.which.has(a))
    }

    /// What the shown accounts lost.
    pub fn sum(&self) -> Cents {
        self.rows().map(LostAccount::lost).sum()
    }

    fn fill(&mut self) {
        let ids: Vec<AccountId> = self.rows().map(|a| a.account.id).collect();
        self.shown.fill(ids);
    }

    fn selected(&self) -> Option<&LostAccount> {
        let id = self.shown.key()?;
        self.rows().find(|a| a.account.id == *id)
    }

    fn turn(&mut self, by: usize) {
        self.which = Which::ALL[(self.which as usize + by) % Which::ALL.len()];
        self.fill();
    }
}

impl Screen for Lost {
    fn context(&self) -> Context {
        Context::Overlay
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let (period, row) = (self.period, self.row);
        let query = match self.way {
            Some(way) => Query::MovedAccounts { period, way },
            None => Query::LostAccounts { period, row },
        };
        cx.ask("lost", query);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::LostAccounts(all) = answer {
            self.all = Some(all);
            self.fill();
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant => self.turn(1),
            Command::PreviousVariant => self.turn(Which::ALL.len() - 1),
            Command::Open => {
                if let Some(id) = self.shown.key() {
                    cx.open(Story::new(*id));
                }
            }
            _ => return self.shown.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextVariant | Command::PreviousVariant => Some(self.way.is_none()),
            Command::Open => Some(!self.shown.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

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

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextVariant => Some("left, shrank, all"),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            account: self.shown.key().copied(),
            theme: match self.row {
                Some(ThemeRow::Theme(theme)) => Some(theme),
                _ => None,
            },
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().map(|id| Subject::Account(*id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let row = self.selected()?;
        let (was, is) = (shared.money(row.opening), shared.money(row.closing));
        let name = shared.account(&row.account);
        Some(format!("{name} · {} · was {was}, is {is}", row.account.plan))
    }
}
