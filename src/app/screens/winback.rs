//! The accounts lost over a theme, with their money and what they said: whom to write to once the
//! roadmap has what they missed. Must not know how it is drawn, nor how losses are counted.

use crate::app::cx::Cx;
use crate::app::listing::{List, Listing, then};
use crate::app::picked::Picks;
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::account::LostAccount;
use crate::domain::feedback::Quote;
use crate::domain::ids::{AccountId, TagId};
use crate::domain::money::Cents;
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::query::{Query, QuoteOrder};
use crate::domain::themes::ThemeRow;
use crate::keys::Command;

/// Words read for the list; enough for the dearest accounts.
const QUOTES: u32 = 500;

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
    quotes: Vec<Quote>,
}

impl Winback {
    /// Those lost over some themes, for an item.
    pub fn new(item: String, themes: Vec<(TagId, String)>) -> Winback {
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
    pub fn quote(&self, account: AccountId) -> String {
        let mut said = self.quotes.iter().map(|q| &q.view.feedback);
        let Some(feedback) = said.find(|f| f.account == Some(account)) else {
            return String::new();
        };
        match feedback.text.trim() {
            "" => feedback.reason.clone(),
            text => format!("“{text}”"),
        }
    }

    fn line(&self, account: &LostAccount, shared: &Shared) -> String {
        let (lost, quote) = (account.lost(), self.quote(account.account.id));
        format!(
            "{} · {} · {quote}",
            account.account.name,
            shared.money(lost)
        )
    }
}

impl List for Winback {
    type Key = AccountId;

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let Some(period) = self.period(cx.shared) else {
            return;
        };
        let row = ThemeRow::Theme(self.theme().0);
        let lost = Query::LostAccounts {
            period,
            row: Some(row),
        };
        let take = |list: &mut Winback, lost, _: &Shared| list.accounts = Some(lost);
        cx.ask(lost, then(take));
        let quotes = Query::Quotes {
            period,
            row,
            order: QuoteOrder::Dearest,
            limit: QUOTES,
        };
        let take = |list: &mut Winback, quotes, _: &Shared| list.quotes = quotes;
        cx.ask(quotes, then(take));
    }

    fn keys(&self) -> Vec<AccountId> {
        let accounts = self.accounts.iter().flatten();
        accounts.map(|a| a.account.id).collect()
    }

    fn account(&self, key: &AccountId) -> Option<AccountId> {
        Some(*key)
    }

    fn command(list: &mut Listing<Winback>, command: Command, cx: &mut Cx<'_>) -> bool {
        let panes = matches!(command, Command::NextPane | Command::PreviousPane);
        if panes {
            list.list.only_period = !list.list.only_period;
            Winback::turn(list, 0, cx);
        }
        panes
    }

    fn can(_list: &Listing<Winback>, command: Command, _shared: &Shared) -> Option<bool> {
        matches!(command, Command::NextPane | Command::PreviousPane).then_some(true)
    }

    fn picks(&self, shared: &Shared) -> Option<Picks> {
        let when = self.period(shared)?.short();
        Some(Picks {
            source: format!("lost over {} in {when}", self.theme().1),
            whole: true,
            rest: true,
        })
    }

    fn variants(&self) -> usize {
        self.themes.len().max(1)
    }

    fn turn(list: &mut Listing<Winback>, by: usize, cx: &mut Cx<'_>) {
        let own = &mut list.list;
        own.at = (own.at + by) % own.variants();
        own.accounts = None;
        own.quotes.clear();
        list.ask(cx);
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::NextPane,
            Command::NextVariant,
            Command::Mark,
            Command::Action,
            Command::Copy,
            Command::Back,
        ]
    }

    fn words(&self, command: Command, _key: Option<&AccountId>) -> Option<&'static str> {
        Some(match command {
            Command::NextPane if self.only_period => "the whole year",
            Command::NextPane => "this period only",
            Command::Open => "its story",
            Command::NextVariant => "next theme",
            Command::Copy => "copy all",
            _ => return None,
        })
    }

    fn origin(&self, key: Option<&AccountId>) -> Origin {
        Origin {
            theme: Some(self.theme().0),
            account: key.copied(),
            ..Origin::default()
        }
    }

    fn copied(&self, _key: &AccountId, shared: &Shared) -> Option<String> {
        let accounts = self.accounts.as_ref().filter(|a| !a.is_empty())?;
        let lines = accounts.iter().map(|a| self.line(a, shared));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }
}
