//! What of a ledger is not as the rows alone would have it: accounts left out, counted as one, gaps bridged.
//! Must not know why anybody wanted that, nor how it is said.

use hashbrown::HashSet;

use super::{Day, Days, Ledger, Passage};
use crate::domain::cause::Cause;
use crate::domain::ids::AccountId;
use crate::domain::money::Cents;
use crate::domain::sort::sort;
use crate::domain::standing::{CountsAs, Standing};
use crate::domain::word::Word;

/// Between the end of an account and the start of the one it goes on in a customer may pay nothing for
/// so many days; longer is leaving and coming back.
pub const MOVE_DAYS: i32 = 31;

/// A time without MRR over which the balance before it runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridged {
    /// The account's dense number.
    pub account: usize,
    /// The first day without MRR.
    pub gone: Day,
    /// The day it was back.
    pub back: Day,
    /// Whether it is the time between two accounts of one customer, rather than a late renewal.
    pub moved: bool,
}

/// The accounts that do not count as themselves and change the numbers of some days by that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjusted {
    /// Accounts left out, with how they would have gone through.
    pub excluded: Vec<(AccountId, Passage)>,
    /// Accounts that count as another.
    pub moved: Vec<AccountId>,
    /// Times without MRR that count as none, and are no move.
    pub renewals: u64,
}

/// The times between the end of an account and the start of the one it goes on in.
pub(super) type Moves = HashSet<(AccountId, Day, Day)>;

/// The moves among accounts of which `own` knows what each paid by itself.
pub(super) fn moves(own: &Ledger, standing: &Standing) -> Moves {
    let mut moves = Moves::new();
    for (last, group) in standing.groups() {
        let members: Vec<usize> = group.iter().filter_map(|id| own.index(*id)).collect();
        for from in &members {
            let steps = own.steps(*from);
            let ended = steps.balances.last() == Some(&Cents::ZERO);
            let Some(&gone) = steps.days.last().filter(|_| ended) else {
                continue;
            };
            let starts = members.iter().filter(|to| *to != from);
            let starts = starts.filter_map(|to| own.first_active(*to));
            let near = starts.filter(|back| (1..=MOVE_DAYS).contains(&(back.0 - gone.0)));
            moves.extend(near.map(|back| (last, gone, back)));
        }
    }
    moves
}

impl Ledger {
    /// The dense number of the customer an account is, or is a part of; `None` for one that is left out.
    pub fn customer(&self, id: AccountId) -> Option<usize> {
        match self.standing.of(id) {
            CountsAs::Itself => self.index(id),
            CountsAs::In(last) => self.index(last),
            CountsAs::Nowhere => None,
        }
    }

    /// Whether an account is left out of every number.
    pub fn leaves_out(&self, id: AccountId) -> bool {
        self.standing.of(id) == CountsAs::Nowhere
    }

    /// The ledger that has what an account, with those that go on in it, paid by itself, and its number there.
    pub fn own(&self, id: AccountId) -> Option<(&Ledger, usize)> {
        let apart = match self.standing.of(id) {
            CountsAs::Itself => false,
            CountsAs::In(last) => last != id,
            CountsAs::Nowhere => true,
        };
        let ledger = match &self.aside {
            Some(aside) if apart => aside,
            _ => self,
        };
        Some((ledger, ledger.index(id)?))
    }

    /// Why a payment of an account ended on a day, where its row says so.
    pub fn cause(&self, account: usize, day: Day) -> Option<Cause> {
        let key = (self.id(account), day);
        let causes = &self.causes;
        let found = causes.binary_search_by_key(&key, |(id, day, _)| (*id, *day));
        found.ok().map(|at| causes[at].2)
    }

    /// What changes the numbers of some days. A gap that lies within them changes only what is summed up
    /// from movements; `within` says whether those count.
    pub fn adjusted(&self, days: Days, within: bool) -> Adjusted {
        let mut adjusted = Adjusted {
            renewals: self.renewals(days, within),
            ..Adjusted::default()
        };
        let Some(own) = &self.aside else {
            return adjusted;
        };
        for id in self.standing.excluded() {
            let passage = own.index(id).map(|account| own.passage(account, days));
            let passage = passage.filter(|p| p.opening.max(p.closing).max(p.peak) > Cents::ZERO);
            let left_out = passage.map(|passage| (id, passage));
            adjusted.excluded.extend(left_out);
        }
        for (last, group) in self.standing.groups() {
            if self.differs(own, last, group, days) {
                let others = group.iter().filter(|id| **id != last);
                adjusted.moved.extend(others);
            }
        }
        adjusted
    }

    fn renewals(&self, days: Days, within: bool) -> u64 {
        let opening = days.first.before();
        let changes = |gap: &&Bridged| {
            let lies = |day: Day| gap.gone <= day && day < gap.back;
            let overlaps = gap.gone <= days.last && days.first <= gap.back;
            lies(opening) || lies(days.last) || (within && overlaps)
        };
        let late = self.bridged.iter().filter(|gap| !gap.moved);
        late.filter(changes).count() as u64
    }

    /// Whether a customer of several accounts goes through some days otherwise than its accounts one by one.
    fn differs(&self, own: &Ledger, last: AccountId, group: &[AccountId], days: Days) -> bool {
        let changes = |ledger: &Ledger, id: AccountId| -> Vec<_> {
            let account = ledger.index(id);
            let movements = account.into_iter().flat_map(|a| ledger.movements(a));
            let inside = movements.filter(|m| days.contains(m.day));
            inside.map(|m| (m.day, m.kind.word(), m.delta)).collect()
        };
        let open = |ledger: &Ledger, id: AccountId| {
            let account = ledger.index(id);
            account.is_some_and(|account| ledger.passage(account, days).opening > Cents::ZERO)
        };
        let active = group.iter().filter(|id| open(own, **id)).count();
        let mut apart: Vec<_> = group.iter().flat_map(|id| changes(own, *id)).collect();
        sort(&mut apart);
        active != usize::from(open(self, last)) || apart != changes(self, last)
    }
}
