//! Whether few accounts can be dealt out among rows so that each row is what its accounts come to. Must not know names of
//! totals.

use crate::domain::sort::sort_by_key;

/// Of more accounts nobody has to be shown which make which row.
const MOST: usize = 16;

/// So many tries are enough.
const TRIES: u32 = 20_000;

/// An account, or a row of one.
pub(super) struct FewAccount {
    pub(super) name: String,
    pub(super) amounts: Vec<i64>,
    ended: bool,
}

impl FewAccount {
    pub(super) fn sum(&self) -> i64 {
        self.amounts.iter().sum()
    }
}

/// The accounts above the foot, as long as they are few.
#[derive(Default)]
pub(super) struct FewAccounts {
    accounts: Vec<FewAccount>,
    more: bool,
}

/// How accounts can be dealt out.
pub(super) struct DealtOut {
    /// Whether each row is what some of them come to, and none is left.
    pub(super) is_whole: bool,
    /// Whether that is hardly a chance: each account has amounts of its own, and a row has others than any of them.
    pub(super) is_telling: bool,
}

/// Adds amounts to those in their places.
pub(super) fn add(own: &mut Vec<i64>, amounts: &[(usize, i64)]) {
    for (at, amount) in amounts {
        if own.len() <= *at {
            own.resize(at + 1, 0);
        }
        own[*at] = own[*at].saturating_add(*amount);
    }
}

impl FewAccounts {
    /// Takes in the row of an account; `by_day` it is more of the account that is called so.
    pub(super) fn take(&mut self, name: &str, amounts: &[(usize, i64)], ended: bool, by_day: bool) {
        if self.more {
            return;
        }
        let mut known = self.accounts.iter_mut();
        let known = known.find(|known| by_day && known.name == name);
        if let Some(known) = known {
            add(&mut known.amounts, amounts);
            return;
        }
        // The rows that add them up are among them, where each of them stands behind its month.
        self.more = self.accounts.len() >= 2 * MOST;
        let mut own = Vec::new();
        add(&mut own, amounts);
        self.accounts.push(FewAccount {
            name: name.to_owned(),
            amounts: own,
            ended,
        });
    }

    /// All of them; `None` where they are not few.
    pub(super) fn all(&self) -> Option<&[FewAccount]> {
        (!self.more).then_some(&self.accounts[..])
    }

    /// How the accounts, or those that have not ended, can be dealt out among rows of other names, by what they have in
    /// some places; `None` where they are too many.
    pub(super) fn deal(
        &self,
        rows: &[(&str, Vec<i64>)],
        places: &[usize],
        all: bool,
    ) -> Option<DealtOut> {
        let at_places = |amounts: &[i64]| -> Vec<i64> {
            let own = places.iter().map(|at| amounts.get(*at).copied());
            own.map(Option::unwrap_or_default).collect()
        };
        let named = |account: &FewAccount| rows.iter().any(|(name, _)| account.name == *name);
        let (sums, others): (Vec<&FewAccount>, Vec<&FewAccount>) =
            self.accounts.iter().partition(|account| named(account));
        let others = others.into_iter().filter(|account| all || !account.ended);
        let accounts = others.map(|account| at_places(&account.amounts));
        let mut accounts: Vec<Vec<i64>> =
            accounts.filter(|own| own.iter().any(|a| *a != 0)).collect();
        if self.more || accounts.len() > MOST {
            return None;
        }
        // The largest fit into the fewest rows.
        sort_by_key(&mut accounts, |own| -own.iter().sum::<i64>());
        let mut left: Vec<Vec<i64>> = Vec::new();
        for (name, amounts) in rows {
            let mut own = at_places(amounts);
            let before = sums.iter().filter(|sum| sum.name == *name);
            for sum in before {
                let before = at_places(&sum.amounts);
                own.iter_mut()
                    .zip(before)
                    .for_each(|(own, more)| *own += more);
            }
            left.push(own);
        }
        let own = |at: usize| accounts.iter().filter(|own| **own == accounts[at]).count();
        let is_telling = (0..accounts.len()).all(|at| own(at) == 1)
            && left.iter().any(|row| !accounts.contains(row));
        let off = accounts.len() as i64 / 2;
        let is_whole = fits(&accounts, &mut left, off, &mut TRIES.clone());
        Some(DealtOut {
            is_whole,
            is_telling,
        })
    }
}

/// Whether all accounts can be taken off what is left of the rows, so that no more than `off` cents stay.
fn fits(accounts: &[Vec<i64>], left: &mut [Vec<i64>], off: i64, tries: &mut u32) -> bool {
    let Some((first, rest)) = accounts.split_first() else {
        return left.iter().flatten().all(|left| left.abs() <= off);
    };
    for row in 0..left.len() {
        *tries = tries.saturating_sub(1);
        if *tries == 0 {
            return false;
        }
        let room = |(left, own): (&i64, &i64)| *own < 0 || *left + off >= *own;
        if !left[row].iter().zip(first).all(room) {
            continue;
        }
        let take = |left: &mut [Vec<i64>], sign: i64| {
            let pairs = left[row].iter_mut().zip(first);
            pairs.for_each(|(left, own)| *left -= sign * own);
        };
        take(left, 1);
        if fits(rest, left, off, tries) {
            return true;
        }
        take(left, -1);
    }
    false
}
