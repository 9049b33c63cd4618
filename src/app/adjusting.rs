//! Leaving an account out of the numbers, or counting it as one with another, from any screen that shows one.
//! Must not know which screen asks, nor what it does to any number.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "it takes its own commands and leaves all others to the screen"
)]

use crate::domain::account::{Account, AccountView};
use crate::domain::change::{Change, Subject};
use crate::domain::ids::AccountId;
use crate::domain::page::Page;
use crate::domain::query::{AccountFilter, Query};
use crate::keys::Command;

use super::cx::{Choice, Cx, Offer, Prompt};
use super::screen::Screen;

/// Accounts offered to go on in.
const OFFERED: u32 = 200;

/// Carries out a command on an account, if it is one of these, for a screen of some kind.
pub fn command<S: Screen>(command: Command, account: &Account, cx: &mut Cx<'_>) -> bool {
    match command {
        Command::Exclude if account.excluded.is_empty() => exclude::<S>(account.clone(), cx),
        Command::Exclude => set_excluded(account, String::new(), cx),
        Command::Same if account.same_as.is_none() => ask_same::<S>(account.clone(), cx),
        Command::Same => set_same(account, None, String::new(), cx),
        _ => return false,
    }
    true
}

/// What a command would do to an account as it stands.
pub fn words(command: Command, account: &Account) -> Option<&'static str> {
    match command {
        Command::Exclude if !account.excluded.is_empty() => Some("count it again"),
        Command::Same if account.same_as.is_some() => Some("count it by itself"),
        _ => None,
    }
}

fn exclude<S: Screen>(account: Account, cx: &mut Cx<'_>) {
    let title = format!("Leave {} out of every number, because", account.name);
    let leave_out = move |_: &mut S, reason: String, cx: &mut Cx<'_>| {
        if given(&reason, cx) {
            set_excluded(&account, reason, cx);
        }
    };
    let prompt = Prompt::new(cx.place, title, "", leave_out);
    cx.open(prompt.hint("why, for everybody to read: test account"));
}

fn ask_same<S: Screen>(account: Account, cx: &mut Cx<'_>) {
    let title = format!("{} goes on in which account", account.name);
    let find = move |_: &mut S, words: String, cx: &mut Cx<'_>| find::<S>(account, words, cx);
    let prompt = Prompt::new(cx.place, title, "", find);
    cx.open(prompt.hint("words of its name or id"));
}

fn find<S: Screen>(account: Account, words: String, cx: &mut Cx<'_>) {
    let filter = AccountFilter {
        words,
        ..AccountFilter::default()
    };
    let query = Query::Accounts {
        filter,
        after: None,
        limit: OFFERED,
    };
    // A list of accounts asks for its own at the same time.
    let then = move |_: &mut S, found: Page<AccountView>, cx: &mut Cx<'_>| {
        offer::<S>(account, &found.items, cx);
    };
    cx.ask_nth(1, query, then);
}

/// Offers the accounts found.
fn offer<S: Screen>(account: Account, found: &[AccountView], cx: &mut Cx<'_>) {
    let fits = |view: &&AccountView| view.account.id != account.id;
    let choice = |view: &AccountView| {
        let other = &view.account;
        Choice::new(other.id, &other.name, &other.external)
    };
    let choices: Vec<Choice<AccountId>> = found.iter().filter(fits).map(choice).collect();
    if choices.is_empty() {
        return cx.say("no other account is called that");
    }
    let because = move |_: &mut S, into, cx: &mut Cx<'_>| ask_because::<S>(account, into, cx);
    cx.open(Offer::new(cx.place, "It goes on in", choices, because));
}

fn ask_because<S: Screen>(account: Account, into: AccountId, cx: &mut Cx<'_>) {
    let join = move |_: &mut S, reason: String, cx: &mut Cx<'_>| {
        if given(&reason, cx) {
            set_same(&account, Some(into), reason, cx);
        }
    };
    let prompt = Prompt::new(cx.place, "They are one customer, because", "", join);
    cx.open(prompt.hint("why, for everybody to read: moved to the new billing"));
}

/// Whether there is a reason; says so if not.
fn given(reason: &str, cx: &mut Cx<'_>) -> bool {
    if reason.is_empty() {
        cx.say("nothing was changed: it needs a reason");
    }
    !reason.is_empty()
}

fn set_excluded(account: &Account, excluded: String, cx: &mut Cx<'_>) {
    let was = account.clone();
    set(account, &Account { excluded, ..was }, cx);
}

fn set_same(account: &Account, same_as: Option<AccountId>, same_reason: String, cx: &mut Cx<'_>) {
    let was = account.clone();
    set(
        account,
        &Account {
            same_as,
            same_reason,
            ..was
        },
        cx,
    );
}

/// Makes an account as it is to be, as one change.
fn set(was: &Account, now: &Account, cx: &mut Cx<'_>) {
    let change = Change::made_like(Subject::Account(was.id), was, now);
    if let [only] = change.edits()[..] {
        cx.apply(Change::Set(only.clone()));
    } else if !change.edits().is_empty() {
        cx.apply(change);
    }
}
