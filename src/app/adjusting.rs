//! Leaving an account out of the numbers, or counting it as one with another, from any screen that shows one.
//! Must not know which screen asks, nor what it does to any number.

use crate::app::cx::Cx;
use crate::app::msg::Choice;
use crate::app::screens::line::Line;
use crate::app::screens::pick::{Pick, Row};
use crate::domain::account::{Account, AccountView};
use crate::domain::change::{Change, Field, Subject, Value};
use crate::domain::ids::AccountId;
use crate::domain::query::{AccountFilter, Query};
use crate::keys::Command;

/// Accounts offered to go on in.
const OFFERED: u32 = 200;

/// The slot in which accounts to go on in are asked for.
pub const SLOT: &str = "go on in";

/// What is being settled about an account, over a few overlays.
#[derive(Debug, Default)]
pub struct Adjusting {
    account: Option<Box<Account>>,
    words: String,
    into: Option<AccountId>,
}

impl Adjusting {
    /// Carries out a command on an account, if it is one of these.
    pub fn command(&mut self, command: Command, account: &Account, cx: &mut Cx<'_>) -> bool {
        let name = cx.shared.name(&account.name, &account.alias).to_owned();
        match command {
            Command::Exclude if account.excluded.is_empty() => {
                let title = format!("Leave {name} out of every number, because");
                let line = Line::plain(cx.place, "excluded", title, "");
                cx.open(line.hint("why, for everybody to read: test account"));
            }
            Command::Exclude => set(
                account,
                vec![(Field::Excluded, excluded(account), "".into())],
                cx,
            ),
            Command::Same if account.same_as.is_none() => {
                let title = format!("{name} goes on in which account");
                let line = Line::plain(cx.place, "words", title, "");
                cx.open(line.hint("words of its name or id"));
            }
            Command::Same => {
                let was = account.same_reason.as_str().into();
                let fields = vec![
                    (Field::SameAs, same_as(account.same_as), Value::None),
                    (Field::SameReason, was, "".into()),
                ];
                set(account, fields, cx);
            }
            _ => return false,
        }
        self.account = Some(Box::new(account.clone()));
        true
    }

    /// Takes an answer of one of the overlays; whether it was one of these.
    pub fn chosen(&mut self, what: &'static str, choice: &Choice, cx: &mut Cx<'_>) -> bool {
        let Some(account) = self.account.clone() else {
            return false;
        };
        match (what, choice) {
            ("excluded" | "because", Choice::Text(text)) if text.trim().is_empty() => {
                cx.say("nothing was changed: it needs a reason");
            }
            ("excluded", Choice::Text(reason)) => {
                let now = reason.trim().into();
                set(
                    &account,
                    vec![(Field::Excluded, excluded(&account), now)],
                    cx,
                );
            }
            ("words", Choice::Text(words)) => {
                self.words.clone_from(words);
                let filter = AccountFilter {
                    words: words.clone(),
                    ..AccountFilter::default()
                };
                cx.ask(
                    SLOT,
                    Query::Accounts {
                        filter,
                        after: None,
                        limit: OFFERED,
                    },
                );
            }
            ("into", Choice::Picked(key)) => {
                self.into = key.parse().ok().map(AccountId);
                let line = Line::plain(cx.place, "because", "They are one customer, because", "");
                cx.open(line.hint("why, for everybody to read: moved to the new billing"));
            }
            ("because", Choice::Text(reason)) => {
                let was = account.same_reason.as_str().into();
                let fields = vec![
                    (Field::SameAs, same_as(account.same_as), same_as(self.into)),
                    (Field::SameReason, was, reason.trim().into()),
                ];
                set(&account, fields, cx);
            }
            _ => return false,
        }
        true
    }

    /// Offers the accounts found. While names are masked a word must not find a name that is covered.
    pub fn offer(&self, found: &[AccountView], cx: &mut Cx<'_>) {
        let own = self.account.as_ref().map(|account| account.id);
        let masked = cx.shared.look.masked;
        let words = self.words.to_lowercase();
        let fits = |view: &&AccountView| {
            let alias = view.account.alias.to_lowercase();
            Some(view.account.id) != own && (!masked || alias.contains(&words))
        };
        let row = |view: &AccountView| {
            let account = &view.account;
            let name = cx.shared.name(&account.name, &account.alias);
            let detail = if masked { "" } else { &account.external };
            Row::new(account.id, name, detail)
        };
        let rows: Vec<Row> = found.iter().filter(fits).map(row).collect();
        if rows.is_empty() {
            return cx.say("no other account is called that");
        }
        cx.open(Pick::new(cx.place, "into", "It goes on in", rows));
    }
}

/// What a command would do to an account as it stands.
pub fn words(command: Command, account: &Account) -> Option<&'static str> {
    match command {
        Command::Exclude if !account.excluded.is_empty() => Some("count it again"),
        Command::Same if account.same_as.is_some() => Some("count it by itself"),
        _ => None,
    }
}

fn excluded(account: &Account) -> Value {
    account.excluded.as_str().into()
}

fn same_as(account: Option<AccountId>) -> Value {
    account.map(|id| id.0).into()
}

/// Sets fields, with the values they have and get, as one change.
fn set(account: &Account, fields: Vec<(Field, Value, Value)>, cx: &mut Cx<'_>) {
    let subject = Subject::Account(account.id);
    let changed = fields.into_iter().filter(|(_, was, now)| was != now);
    let mut changes: Vec<Change> = changed
        .map(|(field, was, now)| Change::set(subject, field, was, now))
        .collect();
    match changes.len() {
        0 => {}
        1 => cx.apply("adjusted", changes.remove(0)),
        _ => cx.apply("adjusted", Change::All(changes)),
    }
}
