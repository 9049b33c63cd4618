//! The accounts behind a number, largest first: those lost, those behind a row of the Why screen, those
//! behind a figure, a line of the bridge, a cell of a breakdown or of a cohort.
//! Must not know how it is drawn.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::screen::{Screen, Touched};
use crate::domain::behind::{Behind, Counted, What};
use crate::domain::change::Subject;
use crate::domain::ids::AccountId;
use crate::domain::metrics::Dimension;
use crate::domain::money::Cents;
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};
use crate::domain::themes::ThemeRow;
use crate::keys::{Command, Context};

use super::story;

/// Accounts read at once.
const PAGE: u32 = 200;
/// Rows before the end at which the next page is asked for.
const EARLY: usize = 60;

/// Which of the accounts behind a row of the Why screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    Left,
    Shrank,
}

impl Which {
    /// Every variant, in the order of `]`.
    const ALL: [Which; 3] = [Which::All, Which::Left, Which::Shrank];

    fn title(self) -> &'static str {
        match self {
            Which::All => "Left or shrank",
            Which::Left => "Left",
            Which::Shrank => "Shrank",
        }
    }

    fn has(self, account: &Counted) -> bool {
        let left = account.closing == Cents::ZERO;
        match self {
            Which::All => true,
            Which::Left => left,
            Which::Shrank => !left,
        }
    }
}

/// What the list is of.
#[derive(Debug)]
enum Of {
    /// Accounts lost for a row of the Why screen, or all of them; read whole.
    Row(Option<ThemeRow>, Which),
    /// Numbers that belong together, `]` leading from one to the next; read in pages.
    Numbers(Vec<What>, usize),
}

/// The state of the list.
#[derive(Debug)]
pub struct Lost {
    /// The period.
    pub period: Period,
    /// What the row or the cell is called; empty for all accounts.
    pub of: String,
    list: Of,
    cell: Option<(Dimension, String)>,
    /// What was read so far; `None` until answered.
    pub read: Option<Behind>,
    asked: Option<String>,
    /// The shown ones, and which one the cursor is on.
    pub shown: Chosen<AccountId>,
}

impl Lost {
    /// The accounts lost behind a row of the Why screen, or all of the period.
    pub fn new(period: Period, row: Option<ThemeRow>, of: impl Into<String>) -> Lost {
        Lost {
            period,
            of: of.into(),
            list: Of::Row(row, Which::All),
            cell: None,
            read: None,
            asked: None,
            shown: Chosen::default(),
        }
    }

    /// The accounts behind the first of some numbers that belong together.
    pub fn behind(period: Period, numbers: Vec<What>) -> Lost {
        let mut list = Lost::new(period, None, "");
        list.list = Of::Numbers(numbers, 0);
        list
    }

    /// Only those in one cell of a breakdown.
    pub fn within(mut self, by: &Dimension, value: &str) -> Lost {
        self.of = format!("{} = {value}", by.0);
        self.cell = Some((by.clone(), value.to_owned()));
        self
    }

    /// The number it is of; a row of the Why screen is a loss.
    pub fn what(&self) -> What {
        match &self.list {
            Of::Row(..) => What::Lost,
            Of::Numbers(all, at) => all.get(*at).copied().unwrap_or(What::Lost),
        }
    }

    /// What the list is called: `Left in October 2026`.
    pub fn title(&self) -> String {
        match &self.list {
            Of::Row(_, which) => format!("{} in {}", which.title(), self.period.long()),
            Of::Numbers(..) if !self.what().in_period() => self.what().title(),
            Of::Numbers(..) => format!("{} in {}", self.what().title(), self.period.long()),
        }
    }

    /// The accounts read so far, the largest amounts first.
    pub fn rows(&self) -> impl Iterator<Item = &Counted> {
        let which = match self.list {
            Of::Row(_, which) => which,
            Of::Numbers(..) => Which::All,
        };
        let read = self.read.iter().flat_map(|read| &read.items);
        read.filter(move |account| which.has(account))
    }

    /// How many accounts there are, how often they count together, and their money.
    pub fn sum(&self) -> (u64, i64, Cents) {
        match (&self.list, &self.read) {
            (Of::Numbers(..), Some(read)) => (read.accounts, read.times, read.counted),
            _ => {
                let times = self.rows().map(|a| a.times).sum();
                (
                    self.shown.len() as u64,
                    times,
                    self.rows().map(|a| a.counted).sum(),
                )
            }
        }
    }

    /// Asks for the accounts, again for as many as are there or for the next page.
    fn ask(&mut self, after: Option<String>, cx: &mut Cx<'_>) {
        let (period, what) = (self.period, self.what());
        self.asked.clone_from(&after);
        let query = match &self.list {
            Of::Row(row, _) => Query::LostAccounts { period, row: *row },
            Of::Numbers(..) => Query::Behind {
                what,
                period,
                profile: cx.shared.kept_profile(),
                cell: self.cell.clone(),
                limit: match after {
                    Some(_) => PAGE,
                    None => PAGE.max(u32::try_from(self.shown.len()).unwrap_or(PAGE)),
                },
                after,
            },
        };
        cx.ask("lost", query);
    }

    /// Asks for the next page before the cursor gets to the end.
    fn go_on(&mut self, cx: &mut Cx<'_>) {
        let near = self.shown.at() + EARLY >= self.shown.len();
        let next = self.read.as_ref().and_then(|read| read.next.clone());
        if near && next.is_some() && self.asked != next {
            self.ask(next, cx);
        }
    }

    fn take(&mut self, mut page: Behind) {
        if let (Some(read), Some(_)) = (&mut self.read, &self.asked) {
            page.items.splice(..0, std::mem::take(&mut read.items));
        }
        self.read = Some(page);
        self.fill();
    }

    fn fill(&mut self) {
        let ids: Vec<AccountId> = self.rows().map(|a| a.account.id).collect();
        self.shown.fill(ids);
    }

    fn selected(&self) -> Option<&Counted> {
        let id = self.shown.key()?;
        self.rows().find(|a| a.account.id == *id)
    }

    /// The next variant, or the one before.
    fn turn(&mut self, forward: bool, cx: &mut Cx<'_>) {
        let step = |at: usize, of: usize| (at + if forward { 1 } else { of - 1 }) % of.max(1);
        match &mut self.list {
            Of::Row(_, which) => {
                *which = Which::ALL[step(*which as usize, Which::ALL.len())];
                self.fill();
            }
            Of::Numbers(all, at) => {
                *at = step(*at, all.len());
                self.read = None;
                self.shown = Chosen::default();
                self.ask(None, cx);
            }
        }
    }
}

impl Screen for Lost {
    fn context(&self) -> Context {
        Context::Overlay
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(None, cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Behind(page) => self.take(*page),
            Answer::LostAccounts(all) => {
                let items = all.into_iter().map(Counted::from).collect();
                self.take(Behind {
                    items,
                    ..Behind::default()
                });
            }
            _ => return,
        }
        self.go_on(cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant => self.turn(true, cx),
            Command::PreviousVariant => self.turn(false, cx),
            Command::Open => story::open(self.shown.key().copied(), cx),
            _ => {
                let moved = self.shown.step(command, cx.shared.look.page());
                self.go_on(cx);
                return moved;
            }
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextVariant | Command::PreviousVariant => {
                Some(!matches!(&self.list, Of::Numbers(all, _) if all.len() < 2))
            }
            Command::Open => Some(!self.shown.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        story::LISTED
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextVariant => Some(match &self.list {
                Of::Row(..) => "left, shrank, all",
                Of::Numbers(..) => "others",
            }),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            account: self.shown.key().copied(),
            theme: match self.list {
                Of::Row(Some(ThemeRow::Theme(theme)), _) => Some(theme),
                _ => None,
            },
            segment: self
                .cell
                .as_ref()
                .map_or_else(String::new, |(by, v)| format!("{}={v}", by.0)),
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
        Some(format!(
            "{name} · {} · was {was}, is {is}",
            row.account.plan
        ))
    }
}
