//! The accounts behind a number, largest first: those lost, those behind a row of the Why screen, those
//! behind a figure, a line of the bridge, a cell of a breakdown or of a cohort.
//! Must not know how it is drawn.

use crate::app::cx::{Basis, Cx};
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight, then};
use crate::app::picked::{Picks, lower_first};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::account::LostAccount;
use crate::domain::behind::{Behind, CountedAccount, What};
use crate::domain::ids::AccountId;
use crate::domain::metrics::Dimension;
use crate::domain::money::{Cents, counted};
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::themes::ThemeRow;
use crate::keys::Command;

/// Which of the accounts behind a row of the Why screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum WhichLost {
    #[default]
    All,
    Left,
    Shrank,
}

impl WhichLost {
    /// Every variant, in the order of `]`.
    const ALL: [WhichLost; 3] = [WhichLost::All, WhichLost::Left, WhichLost::Shrank];

    fn title(self) -> &'static str {
        match self {
            WhichLost::All => "Left or shrank",
            WhichLost::Left => "Left",
            WhichLost::Shrank => "Shrank",
        }
    }

    fn has(self, account: &CountedAccount) -> bool {
        let left = account.closing == Cents::ZERO;
        match self {
            WhichLost::All => true,
            WhichLost::Left => left,
            WhichLost::Shrank => !left,
        }
    }
}

/// What the list is of.
#[derive(Debug)]
enum BehindRow {
    /// Accounts lost for a row of the Why screen, or all of them; read whole.
    Row(Option<ThemeRow>, WhichLost),
    /// Numbers that belong together, `]` leading from one to the next; read in pages.
    Numbers(Vec<What>, usize),
}

#[derive(Debug)]
pub struct Lost {
    period: Period,
    /// What the row or the cell is called; empty for all accounts.
    of: String,
    list: BehindRow,
    cell: Option<(Dimension, String)>,
    /// What was read so far; `None` until answered.
    read: Option<Behind>,
    /// Whether they are all there were; else those on file.
    all: bool,
}

impl Lost {
    /// The accounts behind a number of a period.
    pub fn new(period: Period, basis: Basis) -> Lost {
        let (list, of, cell) = match basis {
            Basis::Row(row, of) => (BehindRow::Row(row, WhichLost::All), of, None),
            Basis::Numbers(numbers) => (BehindRow::Numbers(numbers, 0), String::new(), None),
            Basis::Cell(numbers, by, value) => {
                let of = format!("{} = {value}", by.0);
                (BehindRow::Numbers(numbers, 0), of, Some((by, value)))
            }
        };
        Lost {
            period,
            of,
            list,
            cell,
            read: None,
            all: true,
        }
    }

    /// The number it is of; a row of the Why screen is a loss.
    fn what(&self) -> What {
        match &self.list {
            BehindRow::Row(..) => What::Lost,
            BehindRow::Numbers(all, at) => all.get(*at).copied().unwrap_or(What::Lost),
        }
    }

    /// The accounts read so far, the largest amounts first.
    fn rows(&self) -> impl Iterator<Item = &CountedAccount> {
        let which = match self.list {
            BehindRow::Row(_, which) => which,
            BehindRow::Numbers(..) => WhichLost::All,
        };
        let read = self.read.iter().flat_map(|read| &read.items);
        read.filter(move |account| which.has(account))
    }

    fn row(&self, id: AccountId) -> Option<&CountedAccount> {
        self.rows().find(|a| a.account.id == id)
    }

    /// How many accounts there are, how often they count together, and their money.
    fn sum(&self) -> (usize, i64, Cents) {
        match (&self.list, &self.read) {
            (BehindRow::Numbers(..), Some(read)) => {
                let accounts = usize::try_from(read.accounts).unwrap_or(usize::MAX);
                (accounts, read.times, read.counted)
            }
            _ => (
                self.rows().count(),
                self.rows().map(|a| a.times).sum(),
                self.rows().map(|a| a.counted).sum(),
            ),
        }
    }

    fn take(&mut self, mut page: Behind, more: bool) {
        if let Some(read) = self.read.as_mut().filter(|_| more) {
            page.items.splice(..0, std::mem::take(&mut read.items));
        }
        self.read = Some(page);
    }
}

impl List for Lost {
    type Key = AccountId;

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn ask(&mut self, after: Option<String>, limit: u32, cx: &mut Cx<'_>) {
        let (period, what) = (self.period, self.what());
        let more = after.is_some();
        let known = cx.shared.known();
        self.all = known.is_none_or(|known| known.covers(period)) || !what.needs_losses();
        match &self.list {
            BehindRow::Row(row, _) => {
                let take = |list: &mut Lost, all: Vec<LostAccount>, _: &Shared| {
                    let behind = Behind {
                        items: all.into_iter().map(CountedAccount::from).collect(),
                        ..Behind::default()
                    };
                    list.take(behind, false);
                };
                cx.ask(Query::LostAccounts { period, row: *row }, then(take));
            }
            BehindRow::Numbers(..) => {
                let query = Query::Behind {
                    what,
                    period,
                    profile: cx.shared.kept_profile(),
                    cell: self.cell.clone(),
                    after,
                    limit,
                };
                let take =
                    move |list: &mut Lost, page: Box<Behind>, _: &Shared| list.take(*page, more);
                cx.ask(query, then(take));
            }
        }
    }

    fn next(&self) -> Option<String> {
        self.read.as_ref()?.next.clone()
    }

    fn keys(&self) -> Vec<AccountId> {
        self.rows().map(|a| a.account.id).collect()
    }

    fn account(&self, key: &AccountId) -> Option<AccountId> {
        Some(*key)
    }

    fn variants(&self) -> usize {
        match &self.list {
            BehindRow::Row(..) => WhichLost::ALL.len(),
            BehindRow::Numbers(all, _) => all.len().max(1),
        }
    }

    fn turn(list: &mut Listing<Lost>, by: usize, cx: &mut Cx<'_>) {
        let variants = list.list.variants();
        match &mut list.list.list {
            BehindRow::Row(_, which) => {
                *which = WhichLost::ALL[(*which as usize + by) % variants];
                list.fill();
            }
            BehindRow::Numbers(_, at) => {
                *at = (*at + by) % variants;
                list.list.read = None;
                list.ask_anew(cx);
            }
        }
    }

    fn others(&self) -> Option<&'static str> {
        Some(match self.list {
            BehindRow::Row(..) => "left, shrank, all",
            BehindRow::Numbers(..) => "others",
        })
    }

    fn picks(&self, shared: &Shared) -> Option<Picks> {
        Some(Picks {
            source: lower_first(&self.title(shared)),
            whole: self.next().is_none(),
            rest: true,
        })
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Judge,
            Command::NextVariant,
            Command::Mark,
            Command::Action,
            Command::Note,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn origin(&self, key: Option<&AccountId>) -> Origin {
        let cell = self.cell.as_ref();
        Origin {
            account: key.copied(),
            theme: match self.list {
                BehindRow::Row(Some(ThemeRow::Theme(theme)), _) => Some(theme),
                BehindRow::Row(..) | BehindRow::Numbers(..) => None,
            },
            segment: cell.map_or_else(String::new, |(by, value)| by.cell(value)),
            ..Origin::default()
        }
    }

    fn copied(&self, key: &AccountId, shared: &Shared) -> Option<String> {
        let row = self.row(*key)?;
        let (was, is) = (shared.money(row.opening), shared.money(row.closing));
        let account = &row.account;
        let (name, plan) = (&account.name, &account.plan);
        Some(format!("{name} · {plan} · was {was}, is {is}"))
    }
}

impl PlainList for Lost {
    fn title(&self, _shared: &Shared) -> String {
        let title = match &self.list {
            BehindRow::Row(_, which) => format!("{} in {}", which.title(), self.period.long()),
            BehindRow::Numbers(..) if !self.what().in_period() => self.what().title(),
            BehindRow::Numbers(..) => format!("{} in {}", self.what().title(), self.period.long()),
        };
        match self.of.as_str() {
            "" => title,
            of => format!("{title} · {of}"),
        }
    }

    /// `31 accounts, €14,260 lost`; where some count more than once, how often they do together.
    fn right(&self, _rows: usize, shared: &Shared) -> String {
        if self.read.is_none() {
            return String::new();
        }
        let (accounts, times, money) = self.sum();
        let who = counted(accounts, "account");
        let often = if i64::try_from(accounts).is_ok_and(|n| n != times) {
            format!(" counted {}", counted(times.unsigned_abs(), "time"))
        } else {
            String::new()
        };
        let money = shared.money(money);
        let on_file = if self.all { "" } else { "on file: " };
        format!("{on_file}{who}{often}, {money} {}", self.what().amount())
    }

    fn none(&self) -> &'static str {
        match self.read {
            None => "...",
            Some(_) if !self.all => "nobody on file: losses of this period are not known",
            Some(_) => "nobody",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        let mut columns = Column::all(match width {
            100.. => "account|plan:16|>was:9|>is:9",
            _ => "account|plan:10|>was:9|>is:9",
        });
        columns.push(Column::number(self.what().amount(), 9));
        let loses = self.what().loses();
        columns.extend(Column::all(if loses { ":6|themes" } else { ":6|" }));
        columns
    }

    fn cells(&self, key: &AccountId, _width: u16, shared: &Shared) -> Vec<Cell> {
        let Some(row) = self.row(*key) else {
            return Vec::new();
        };
        let word = match row.closing {
            Cents::ZERO if row.opening > Cents::ZERO => "left",
            closing if closing < row.opening => "shrank",
            _ => "",
        };
        vec![
            row.account.name.as_str().into(),
            row.account.plan.as_str().into(),
            shared.money(row.opening).into(),
            shared.money(row.closing).into(),
            Cell::new(shared.money(row.counted), Weight::Money),
            word.into(),
            Cell::new(why(row), Weight::Dim),
        ]
    }
}

/// What is said of a loss afterwards, and the themes in its evidence.
fn why(row: &CountedAccount) -> String {
    let said = row.hindsight.as_ref().map(|said| said.words());
    let themes = Some(row.themes.join(", ")).filter(|themes| !themes.is_empty());
    // Where there is no room for both, the theme stays.
    let parts: Vec<String> = themes.into_iter().chain(said).collect();
    parts.join(" · ")
}
