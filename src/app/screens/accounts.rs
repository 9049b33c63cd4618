//! All accounts, a page at a time, narrowed by words; Enter tells one's story. Must not know how it is drawn.

use crate::app::adjusting;
use crate::app::cx::{Cx, Prompt};
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight, then};
use crate::app::picked::Picks;
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::account::AccountView;
use crate::domain::ids::AccountId;
use crate::domain::money::counted;
use crate::domain::page::Page;
use crate::domain::query::{AccountFilter, Query};
use crate::keys::{Command, Context};

#[derive(Debug, Default)]
pub struct AccountsScreen {
    /// The words that narrow it; empty for all.
    filter: String,
    /// The accounts read so far; `None` until answered.
    rows: Option<Vec<AccountView>>,
    next: Option<String>,
}

impl AccountsScreen {
    fn row(&self, id: AccountId) -> Option<&AccountView> {
        self.rows.iter().flatten().find(|r| r.account.id == id)
    }

    fn take(&mut self, page: Page<AccountView>, more: bool) {
        match &mut self.rows {
            Some(rows) if more => rows.extend(page.items),
            rows => *rows = Some(page.items),
        }
        self.next = page.next;
    }
}

impl List for AccountsScreen {
    type Key = AccountId;
    const CONTEXT: Context = Context::Accounts;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.accounts
    }

    fn ask(&mut self, after: Option<String>, limit: u32, cx: &mut Cx<'_>) {
        let filter = AccountFilter {
            words: self.filter.clone(),
            ..AccountFilter::default()
        };
        let more = after.is_some();
        let query = Query::Accounts {
            filter,
            after,
            limit,
        };
        let take = move |list: &mut AccountsScreen, page, _: &Shared| list.take(page, more);
        cx.ask(query, then(take));
    }

    fn next(&self) -> Option<String> {
        self.next.clone()
    }

    fn keys(&self) -> Vec<AccountId> {
        self.rows.iter().flatten().map(|r| r.account.id).collect()
    }

    fn account(&self, key: &AccountId) -> Option<AccountId> {
        Some(*key)
    }

    fn command(list: &mut Listing<AccountsScreen>, command: Command, cx: &mut Cx<'_>) -> bool {
        if command == Command::Filter {
            let narrow = |list: &mut Listing<AccountsScreen>, words, cx: &mut Cx<'_>| {
                list.list = AccountsScreen {
                    filter: words,
                    ..AccountsScreen::default()
                };
                list.ask_anew(cx);
            };
            let prompt = Prompt::new(cx.place, "Accounts with", &list.list.filter, narrow);
            cx.open(prompt.hint("words of a name or an id; empty for all"));
            return true;
        }
        let view = list.shown.key().and_then(|id| list.list.row(*id));
        view.is_some_and(|view| {
            adjusting::command::<Listing<AccountsScreen>>(command, &view.account, cx)
        })
    }

    fn can(list: &Listing<AccountsScreen>, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::Exclude | Command::Same => Some(!list.shown.is_empty()),
            Command::Filter => Some(true),
            _ => None,
        }
    }

    fn picks(&self, _shared: &Shared) -> Option<Picks> {
        Some(Picks {
            source: "accounts".to_owned(),
            whole: false,
            rest: true,
        })
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Mark,
            Command::Filter,
            Command::Action,
            Command::Note,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command, key: Option<&AccountId>) -> Option<&'static str> {
        let row = key.and_then(|id| self.row(*id));
        let adjusting = row.and_then(|view| adjusting::words(command, &view.account));
        adjusting.or((command == Command::Open).then_some("its story"))
    }

    fn copied(&self, key: &AccountId, _shared: &Shared) -> Option<String> {
        let account = &self.row(*key)?.account;
        Some(account.name.clone())
    }
}

impl PlainList for AccountsScreen {
    fn title(&self, _shared: &Shared) -> String {
        match self.filter.as_str() {
            "" => "Accounts".to_owned(),
            words => format!("Accounts with \"{words}\""),
        }
    }

    fn right(&self, rows: usize, _shared: &Shared) -> String {
        let more = if self.next.is_some() { " and more" } else { "" };
        format!("{}{more}", counted(rows, "account"))
    }

    fn none(&self) -> &'static str {
        match self.filter.as_str() {
            _ if self.rows.is_none() || self.next.is_some() => "...",
            "" => "no accounts yet: i imports them (churnroom import FILES --currency EUR)",
            _ => "none: F looks for other words",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        Column::all(match width {
            100.. => "account|id:16|plan:12|segment:20|>MRR now:10",
            _ => "account|id:16|plan:12|segment:10|>MRR now:10",
        })
    }

    fn cells(&self, key: &AccountId, _width: u16, shared: &Shared) -> Vec<Cell> {
        let Some(view) = self.row(*key) else {
            return Vec::new();
        };
        let account = &view.account;
        let same = account.external == account.name;
        let id = if same { "" } else { &account.external };
        let standing = view.standing.iter();
        let name = standing.fold(account.name.clone(), |name, words| {
            format!("{name} · {words}")
        });
        vec![
            name.into(),
            Cell::new(id, Weight::Dim),
            account.plan.as_str().into(),
            account.segment.as_str().into(),
            shared.money(view.mrr).into(),
        ]
    }
}
