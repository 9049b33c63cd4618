//! The accounts lost over a theme, with their money and what they said: whom to write to once the
//! roadmap has what they missed. Must not know how it is drawn, nor how losses are counted.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::screen::{Screen, Touched};
use crate::domain::account::LostAccount;
use crate::domain::change::Subject;
use crate::domain::feedback::Quote;
use crate::domain::ids::{AccountId, TagId};
use crate::domain::money::Cents;
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query, QuoteOrder};
use crate::domain::themes::ThemeRow;
use crate::keys::{Command, Context};

use super::story;

/// Words read for the list; enough for the dearest accounts.
const QUOTES: u32 = 500;

/// The state of the list.
#[derive(Debug, Default)]
pub struct Winback {
    /// The item it is for; empty for a theme alone.
    pub item: String,
    /// The themes the item is for.
    pub themes: Vec<(TagId, String)>,
    /// Which of them is shown.
    pub at: usize,
    /// Only those lost in the period, not in the year up to its end.
    pub only_period: bool,
    /// Who was lost, dearest first; `None` until answered.
    pub accounts: Option<Vec<LostAccount>>,
    /// Which account the cursor is on.
    pub shown: Chosen<AccountId>,
    quotes: Vec<Quote>,
}

impl Winback {
    /// Those lost over some themes, for an item.
    pub fn new(item: impl Into<String>, themes: Vec<(TagId, String)>) -> Winback {
        let item = item.into();
        Winback {
            only_period: item.is_empty(),
            item,
            themes,
            ..Winback::default()
        }
    }

    /// The theme that is shown.
    pub fn theme(&self) -> (TagId, &str) {
        let theme = self.themes.get(self.at);
        theme.map_or((TagId(0), ""), |(id, name)| (*id, name))
    }

    /// The time looked at: the period, or the year up to its end.
    pub fn period(&self, shared: &Shared) -> Option<Period> {
        let period = shared.period?;
        let to = period.last();
        let from = to.plus(1).plus_months(-12);
        let year = Period::Custom { from, to };
        Some(if self.only_period { period } else { year })
    }

    /// What all of them lost.
    pub fn sum(&self) -> Cents {
        self.accounts.iter().flatten().map(LostAccount::lost).sum()
    }

    /// What an account said about the theme, as it may be shown now; the stated reason if no words.
    pub fn quote(&self, account: AccountId, shared: &Shared) -> String {
        let said = self.quotes.iter().map(|q| &q.view.feedback);
        let mut own = said.filter(|f| f.account == Some(account));
        let Some(feedback) = own.next() else {
            return String::new();
        };
        match feedback.text.trim() {
            "" => shared.words(&feedback.reason).into_owned(),
            text => format!("“{}”", shared.words(text)),
        }
    }

    fn turn(&mut self, by: usize, cx: &mut Cx<'_>) {
        self.at = (self.at + by) % self.themes.len().max(1);
        self.accounts = None;
        self.quotes.clear();
        self.entered(cx);
    }

    fn line(&self, account: &LostAccount, shared: &Shared) -> String {
        let name = shared.account(&account.account);
        let lost = shared.money(account.lost());
        let quote = self.quote(account.account.id, shared);
        format!("{name} · {lost} · {quote}")
    }
}

impl Screen for Winback {
    fn context(&self) -> Context {
        Context::Overlay
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let Some(period) = self.period(cx.shared) else {
            return;
        };
        let row = ThemeRow::Theme(self.theme().0);
        let lost = Query::LostAccounts {
            period,
            row: Some(row),
        };
        cx.ask("lost", lost);
        let quotes = Query::Quotes {
            period,
            row,
            order: QuoteOrder::Dearest,
            limit: QUOTES,
        };
        cx.ask("quotes", quotes);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        match answer {
            Answer::LostAccounts(accounts) => {
                self.shown.fill(accounts.iter().map(|a| a.account.id));
                self.accounts = Some(accounts);
            }
            Answer::Quotes(quotes) => self.quotes = quotes,
            _ => {}
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant => self.turn(1, cx),
            Command::PreviousVariant => self.turn(self.themes.len().saturating_sub(1), cx),
            Command::NextPane | Command::PreviousPane => {
                self.only_period = !self.only_period;
                self.turn(0, cx);
            }
            Command::Open => story::open(self.shown.key().copied(), cx),
            _ => return self.shown.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextVariant | Command::PreviousVariant => Some(self.themes.len() > 1),
            Command::NextPane | Command::PreviousPane => Some(true),
            Command::Open => Some(!self.shown.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::NextPane,
            Command::NextVariant,
            Command::Action,
            Command::Copy,
            Command::Back,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        Some(match command {
            Command::NextPane if self.only_period => "the whole year",
            Command::NextPane => "this period only",
            Command::Open => "its story",
            Command::NextVariant => "next theme",
            Command::Copy => "copy all",
            _ => return None,
        })
    }

    fn origin(&self) -> Origin {
        Origin {
            theme: Some(self.theme().0),
            account: self.shown.key().copied(),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().map(|id| Subject::Account(*id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let accounts = self.accounts.as_ref().filter(|a| !a.is_empty())?;
        let lines = accounts.iter().map(|a| self.line(a, shared));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }
}
