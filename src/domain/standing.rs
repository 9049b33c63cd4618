//! Which accounts count, and as whom: a test account counts nowhere, a migrated one goes on in another.
//! Must not know why (the account keeps the reason) nor tables.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::ids::AccountId;
use crate::domain::sort::sort;

/// What a person said about one account, as far as counting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidOfAccount {
    /// The account.
    pub account: AccountId,
    /// Whether it is left out of every number.
    pub excluded: bool,
    /// The account it goes on in.
    pub same_as: Option<AccountId>,
}

/// As whom an account counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountsAs {
    /// As itself, as most do.
    Itself,
    /// As one customer with others, under this account; the last of them counts as itself this way too.
    In(AccountId),
    /// Not at all.
    Nowhere,
}

/// How every account stands of which anything was said; all others count as themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    nowhere: HashSet<AccountId>,
    last: HashMap<AccountId, AccountId>,
    /// By the last account: it and those that went on in it, by id.
    groups: BTreeMap<AccountId, Vec<AccountId>>,
}

impl Standing {
    /// How accounts stand. An account that is excluded takes with it those that go on in it.
    pub fn new(said: &[SaidOfAccount]) -> Standing {
        let moved = said.iter().filter_map(|s| Some((s.account, s.same_as?)));
        let next: HashMap<AccountId, AccountId> = moved.collect();
        let excluded = said.iter().filter(|s| s.excluded);
        let excluded: HashSet<AccountId> = excluded.map(|s| s.account).collect();
        let mut standing = Standing::default();
        for one in said {
            let chain = chain(one.account, &next);
            let last = chain.last().copied().unwrap_or(one.account);
            if chain.iter().any(|account| excluded.contains(account)) {
                standing.nowhere.insert(one.account);
            } else if last != one.account {
                standing.last.insert(one.account, last);
                standing.last.insert(last, last);
                let group = standing.groups.entry(last);
                group.or_insert_with(|| vec![last]).push(one.account);
            }
        }
        for group in standing.groups.values_mut() {
            sort(group);
        }
        standing
    }

    /// Whether every account counts as itself.
    pub fn is_plain(&self) -> bool {
        self.nowhere.is_empty() && self.last.is_empty()
    }

    /// As whom an account counts.
    pub fn of(&self, account: AccountId) -> CountsAs {
        if self.is_plain() {
            return CountsAs::Itself;
        }
        match self.last.get(&account) {
            _ if self.nowhere.contains(&account) => CountsAs::Nowhere,
            Some(last) => CountsAs::In(*last),
            None => CountsAs::Itself,
        }
    }

    /// The accounts that are one customer with this one, itself included.
    pub fn group(&self, account: AccountId) -> Vec<AccountId> {
        let last = self.last.get(&account);
        let group = last.and_then(|last| self.groups.get(last));
        group.cloned().unwrap_or_else(|| vec![account])
    }

    /// The customers that are several accounts: the account each counts as, and all of them.
    pub fn groups(&self) -> impl Iterator<Item = (AccountId, &[AccountId])> {
        let groups = self.groups.iter();
        groups.map(|(last, group)| (*last, group.as_slice()))
    }

    /// The accounts that count nowhere, by id.
    pub fn excluded(&self) -> Vec<AccountId> {
        let mut excluded: Vec<AccountId> = self.nowhere.iter().copied().collect();
        sort(&mut excluded);
        excluded
    }
}

/// An account and those it goes on in, to the last; a circle, which the store refuses, ends where it began.
fn chain(account: AccountId, next: &HashMap<AccountId, AccountId>) -> Vec<AccountId> {
    let mut chain = vec![account];
    let mut at = account;
    while let Some(&later) = next.get(&at)
        && !chain.contains(&later)
    {
        chain.push(later);
        at = later;
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::said;

    fn id(n: i64) -> AccountId {
        AccountId(n)
    }

    #[test]
    fn what_nothing_was_said_about_counts_as_itself() {
        let standing = Standing::new(&[said(1, true, None)]);
        assert_eq!(standing.of(id(1)), CountsAs::Nowhere);
        assert_eq!(standing.of(id(2)), CountsAs::Itself);
        assert!(Standing::new(&[]).is_plain());
    }

    #[test]
    fn a_chain_counts_as_its_last_account() {
        let standing = Standing::new(&[said(1, false, Some(2)), said(2, false, Some(7))]);
        for n in [1, 2, 7] {
            assert_eq!(standing.of(id(n)), CountsAs::In(id(7)));
            assert_eq!(standing.group(id(n)), [id(1), id(2), id(7)]);
        }
        assert_eq!(standing.group(id(3)), [id(3)]);
    }

    #[test]
    fn an_excluded_account_takes_with_it_those_that_go_on_in_it() {
        let standing = Standing::new(&[
            said(1, false, Some(2)),
            said(2, true, None),
            said(3, false, None),
        ]);
        assert_eq!(standing.excluded(), [id(1), id(2)]);
        let own = Standing::new(&[said(1, true, Some(2)), said(4, false, Some(2))]);
        assert_eq!(own.of(id(1)), CountsAs::Nowhere);
        assert_eq!(own.of(id(4)), CountsAs::In(id(2)));
    }

    #[test]
    fn a_circle_does_not_hang() {
        let standing = Standing::new(&[said(1, false, Some(2)), said(2, false, Some(1))]);
        assert!(!standing.is_plain());
    }
}
