//! All accounts, a page at a time, narrowed by words; Enter tells one's story.
//! Must not know how it is drawn.

use crate::app::adjusting::{Adjusting, SLOT, words};
use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screen::{Screen, Touched};
use crate::domain::account::AccountView;
use crate::domain::change::Subject;
use crate::domain::ids::AccountId;
use crate::domain::note::Origin;
use crate::domain::query::{AccountFilter, Answer, Query};
use crate::keys::{Command, Context};

use super::line::Line;
use super::story;

/// Accounts read at once.
const PAGE: u32 = 200;
/// Rows before the end at which the next page is asked for.
const EARLY: usize = 60;

/// The state of the list.
#[derive(Debug, Default)]
pub struct Accounts {
    /// The words that narrow it; empty for all.
    pub filter: String,
    /// The accounts read so far; `None` until answered.
    pub rows: Option<Vec<AccountView>>,
    next: Option<String>,
    asked: Option<String>,
    adjusting: Adjusting,
    /// The shown ones, and which one the cursor is on.
    pub shown: Chosen<AccountId>,
}

impl Accounts {
    /// Whether there are more than were read so far.
    pub fn more(&self) -> bool {
        self.next.is_some()
    }

    /// An account by id.
    pub fn row(&self, id: AccountId) -> Option<&AccountView> {
        self.rows.iter().flatten().find(|r| r.account.id == id)
    }

    fn ask(&mut self, after: Option<String>, cx: &mut Cx<'_>) {
        let filter = AccountFilter {
            words: self.filter.clone(),
            ..AccountFilter::default()
        };
        let limit = match after {
            Some(_) => PAGE,
            None => PAGE.max(u32::try_from(self.shown.len()).unwrap_or(PAGE)),
        };
        self.asked.clone_from(&after);
        cx.ask(
            "accounts",
            Query::Accounts {
                filter,
                after,
                limit,
            },
        );
    }

    /// Asks for the next page before the cursor gets to the end.
    fn go_on(&mut self, cx: &mut Cx<'_>) {
        let near = self.shown.at() + EARLY >= self.shown.len();
        if near && self.next.is_some() && self.asked != self.next {
            self.ask(self.next.clone(), cx);
        }
    }

    /// While names are masked a word must not find the account whose real name has it.
    fn take(&mut self, mut items: Vec<AccountView>, shared: &Shared) {
        if shared.look.masked {
            let words = self.filter.to_lowercase();
            items.retain(|r| r.account.alias.to_lowercase().contains(&words));
        }
        match (&mut self.rows, &self.asked) {
            (Some(rows), Some(_)) => rows.extend(items),
            (rows, _) => *rows = Some(items),
        }
        let ids: Vec<AccountId> = self.rows.iter().flatten().map(|r| r.account.id).collect();
        self.shown.fill(ids);
    }
}

impl Screen for Accounts {
    fn context(&self) -> Context {
        Context::Accounts
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(None, cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.accounts
    }

    fn answered(&mut self, slot: &'static str, answer: Answer, cx: &mut Cx<'_>) {
        if let Answer::Accounts(page) = answer {
            if slot == SLOT {
                return self.adjusting.offer(&page.items, cx);
            }
            self.take(page.items, cx.shared);
            self.next = page.next;
            if self.shown.is_empty() {
                self.go_on(cx);
            }
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Open => story::open(self.shown.key().copied(), cx),
            Command::Filter => {
                let line = Line::plain(cx.place, "filter", "Accounts with", self.filter.clone())
                    .hint("words of a name or an id; empty for all");
                cx.open(line);
            }
            Command::Exclude | Command::Same => {
                let view = self.shown.key().and_then(|id| self.row(*id));
                if let Some(account) = view.map(|view| view.account.clone()) {
                    return self.adjusting.command(command, &account, cx);
                }
            }
            _ => {
                let moved = self.shown.step(command, cx.shared.look.page());
                self.go_on(cx);
                return moved;
            }
        }
        true
    }

    fn chosen(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        if self.adjusting.chosen(what, &choice, cx) {
            return;
        }
        if let ("filter", Choice::Text(words)) = (what, choice) {
            self.filter = words;
            self.shown = Chosen::default();
            self.rows = None;
            self.ask(None, cx);
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::Open | Command::Exclude | Command::Same => Some(!self.shown.is_empty()),
            Command::Filter => Some(true),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Filter,
            Command::Action,
            Command::Note,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        let row = self.shown.key().and_then(|id| self.row(*id));
        let adjusting = row.and_then(|view| words(command, &view.account));
        adjusting.or((command == Command::Open).then_some("its story"))
    }

    fn origin(&self) -> Origin {
        Origin {
            account: self.shown.key().copied(),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().map(|id| Subject::Account(*id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let account = &self.row(*self.shown.key()?)?.account;
        Some(shared.name(&account.name, &account.alias).to_owned())
    }
}
