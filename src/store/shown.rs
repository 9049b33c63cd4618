//! Things as lists and pages show them: feedback with its account and tags, accounts with their money.
//! Must not know filters or search (`search` gives the numbers of rows), nor how money is worked out.

use std::cmp::Reverse;

use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};
use rusqlite::Connection;

use super::kept::missing;
use super::search::{find, pages};
use super::{accounts, actions, feedback, notes, standing, table};
use crate::domain::account::{Account, AccountBrief, AccountView};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, FeedbackView};
use crate::domain::found::Found;
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::ledger::Movement;
use crate::domain::money::Cents;
use crate::domain::note::ActionView;
use crate::domain::page::Page;
use crate::domain::query::{AccountFilter, ActionFilter, FeedbackFilter};
use crate::domain::sort::sort_by_key;
use crate::domain::standing::CountsAs;
use crate::domain::story::Story;

/// What an account is worth at the reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountWorth {
    /// Its MRR.
    pub mrr: Cents,
    /// The plan of its largest subscription then, else of the last it had; empty when none carries one.
    pub plan: String,
}

/// What the ledger knows of an account beside its row.
pub trait LedgerMoney {
    /// MRR and plan at the reach.
    fn worth(&self, account: AccountId) -> Result<AccountWorth, Failure>;
    /// The plan alone.
    fn plan(&self, account: AccountId) -> Result<String, Failure> {
        Ok(self.worth(account)?.plan)
    }
    /// Every movement, in the order of their days.
    fn movements(&self, account: AccountId) -> Result<Vec<Movement>, Failure>;
}

/// An account in one line.
pub fn brief(account: &Account, money: &dyn LedgerMoney) -> Result<AccountBrief, Failure> {
    let worth = money.worth(account.id)?;
    Ok(AccountBrief {
        id: account.id,
        external: account.external.clone(),
        name: account.name.clone(),
        alias: account.alias.clone(),
        plan: match account.plan.as_str() {
            "" => worth.plan,
            plan => plan.to_owned(),
        },
        mrr: worth.mrr,
    })
}

/// An account in one line, by its id.
pub fn brief_of(
    db: &Connection,
    money: &dyn LedgerMoney,
    id: AccountId,
) -> Result<Option<AccountBrief>, Failure> {
    let account = table::by_id::<Account>(db, id)?;
    account.map(|account| brief(&account, money)).transpose()
}

/// Pieces of feedback in the order asked; what is no longer there is left out.
pub fn pieces(
    db: &Connection,
    money: &dyn LedgerMoney,
    ids: &[FeedbackId],
) -> Result<Vec<FeedbackView>, Failure> {
    views(db, money, table::by_ids(db, ids.iter().copied())?)
}

fn views(
    db: &Connection,
    money: &dyn LedgerMoney,
    pieces: Vec<Feedback>,
) -> Result<Vec<FeedbackView>, Failure> {
    // A page often shows the same account again.
    let mut seen: HashMap<AccountId, Option<AccountBrief>> = HashMap::new();
    let mut views = Vec::with_capacity(pieces.len());
    for feedback in pieces {
        let account = match feedback.account {
            None => None,
            Some(id) => match seen.entry(id) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(place) => place.insert(brief_of(db, money, id)?).clone(),
            },
        };
        let (tags, given) = feedback::tags_of(db, feedback.id)?;
        views.push(FeedbackView {
            account,
            tags,
            given,
            feedback,
        });
    }
    Ok(views)
}

/// One page of feedback.
pub fn feedback_page(
    db: &Connection,
    money: &dyn LedgerMoney,
    filter: &FeedbackFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<FeedbackView>, Failure> {
    let numbers = pages::feedback(db, filter, &|id| money.plan(id), after, limit)?;
    Ok(Page {
        items: pieces(db, money, &numbers.ids)?,
        next: numbers.next,
    })
}

/// One page of accounts.
pub fn account_page(
    db: &Connection,
    money: &dyn LedgerMoney,
    filter: &AccountFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<AccountView>, Failure> {
    let page = accounts::page(db, filter, after, limit)?;
    let view = |account: Account| {
        let mrr = money.worth(account.id)?.mrr;
        let standing = standing::words(db, &account)?;
        Ok(AccountView {
            account,
            mrr,
            standing,
        })
    };
    let items: Result<Vec<AccountView>, Failure> = page.items.into_iter().map(view).collect();
    Ok(Page {
        items: items?,
        next: page.next,
    })
}

/// Everything about one account.
pub fn story(db: &Connection, money: &dyn LedgerMoney, id: AccountId) -> Result<Story, Failure> {
    let account = table::by_id::<Account>(db, id)?.ok_or_else(|| missing(Subject::Account(id)))?;
    let mut written = actions::all(db, &ActionFilter::default())?;
    let feedback = views(db, money, said(db, id)?)?;
    let own = |view: &ActionView| {
        let origin = &view.action.origin;
        let of_words = |f: &FeedbackView| Some(f.feedback.id) == origin.feedback;
        origin.account == Some(id) || feedback.iter().any(of_words)
    };
    let tags = feedback.iter().flat_map(|f| &f.tags);
    let themes: HashSet<TagId> = tags
        .flat_map(|tag| [Some(tag.id), tag.parent])
        .flatten()
        .collect();
    let mut on_themes = written.clone();
    on_themes.retain(|view| {
        let theme = view.action.origin.theme;
        !own(view) && theme.is_some_and(|theme| themes.contains(&theme))
    });
    written.retain(own);
    Ok(Story {
        brief: brief(&account, money)?,
        standing: standing::words(db, &account)?,
        movements: money.movements(id)?,
        feedback,
        actions: written,
        on_themes,
        account,
    })
}

/// What an account said, newest first; of one that others go on in, what those said too.
fn said(db: &Connection, id: AccountId) -> Result<Vec<Feedback>, Failure> {
    let standing = standing::read(db)?;
    if standing.of(id) != CountsAs::In(id) {
        return feedback::of_account(db, id);
    }
    let mut all = Vec::new();
    for account in standing.group(id) {
        all.extend(feedback::of_account(db, account)?);
    }
    sort_by_key(&mut all, |piece| Reverse((piece.received, piece.id)));
    Ok(all)
}

/// Words anywhere.
pub fn found(
    db: &Connection,
    money: &dyn LedgerMoney,
    words: &str,
    limit: u32,
) -> Result<Found, Failure> {
    let hits = find::find(db, words, &|id| money.plan(id), limit)?;
    let mut accounts = Vec::with_capacity(hits.accounts.len());
    for id in hits.accounts {
        accounts.extend(brief_of(db, money, id)?);
    }
    Ok(Found {
        feedback: pieces(db, money, &hits.feedback)?,
        accounts,
        actions: actions::views(db, &hits.actions)?,
        notes: notes::views(db, &hits.notes)?,
    })
}
