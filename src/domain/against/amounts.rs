//! Why a list has another amount for an account than the room.
//! Must not decide whether it does.

use super::super::day::Day;
use super::super::ledger::Days;
use super::super::money::{Cents, Money};
use super::super::period::Period;
use super::super::profile::Profile;
use super::super::reconcile;
use super::{ClaimEntry, Difference, Ours};

/// Terms a price may be for instead of a month: how many months, and what it is called.
const TERMS: [(i64, &str); 3] = [(12, "a year"), (3, "a quarter"), (6, "half a year")];

impl Ours<'_> {
    /// The first rule that turns our amount into theirs: what the ledger knows before mere arithmetic.
    pub(super) fn amounts(
        &self,
        account: usize,
        theirs: Cents,
        ours: Cents,
    ) -> (Difference, String) {
        let found = rounding(theirs, ours, self.money)
            .or_else(|| self.other_profile(account, theirs))
            .or_else(|| self.still_pays(account, theirs, ours))
            .or_else(|| self.other_balance(account, theirs))
            .or_else(|| interval(theirs, ours))
            .or_else(|| self.other_period(account, theirs));
        found.unwrap_or_else(|| {
            let why = format!("no rule explains it; here it {}", self.happened(account));
            (Difference::Unexplained, why)
        })
    }

    fn other_profile(&self, account: usize, theirs: Cents) -> Option<(Difference, String)> {
        let mut others = Profile::ALL.into_iter().filter(|p| *p != self.profile);
        let other = others.find(|p| self.lost(account, *p) == theirs)?;
        let side = |profile| reconcile::side(self.ledger, account, self.days, profile, self.money);
        let (own, side) = (side(self.profile), side(other));
        let why = format!("{}: {own}; {side}", self.happened(account));
        Some((Difference::OtherProfile, why))
    }

    fn still_pays(
        &self,
        account: usize,
        theirs: Cents,
        ours: Cents,
    ) -> Option<(Difference, String)> {
        let passage = self.ledger.passage(account, self.days);
        let pays = passage.closing > Cents::ZERO && theirs == passage.opening;
        pays.then(|| {
            let [all, rest, lost] =
                [theirs, passage.closing, ours].map(|sum| self.money.number(sum));
            let what = format!("theirs is all it paid at the start, {all}");
            let why = format!("{what}; it still pays {rest}, so {lost} is lost");
            (Difference::StillPays, why)
        })
    }

    /// Theirs is what it paid on some other day: the nearest one is named.
    fn other_balance(&self, account: usize, theirs: Cents) -> Option<(Difference, String)> {
        let steps = self.ledger.steps(account);
        let spans = steps.days.iter().zip(steps.balances).enumerate();
        let spans = spans.filter(|(_, (_, balance))| **balance == theirs);
        let away = |day: Day| (day.0 - self.days.last.0).abs();
        let (at, (from, _)) = spans.min_by_key(|(_, (day, _))| away(**day))?;
        let until = steps.days.get(at + 1).map_or_else(String::new, |next| {
            format!(" to {}", self.on(next.before()))
        });
        let opening = self.ledger.balance_at(account, self.days.first.before());
        let goes_by = if self.profile.by_movements() {
            format!("{} counts its movements", self.profile)
        } else {
            let opening = self.money.number(opening);
            format!("snapshot goes by what it paid at the start of the period, {opening}")
        };
        let (from, happened) = (self.on(*from), self.happened(account));
        let why = format!("theirs is what it paid from {from}{until}; {goes_by} ({happened})");
        Some((Difference::OtherBalance, why))
    }

    fn other_period(&self, account: usize, theirs: Cents) -> Option<(Difference, String)> {
        let lost = |p: &Period| self.lost_in(account, Days::from(*p), self.profile);
        let mut near = [self.period.previous(), self.period.plus(1)].into_iter();
        let its = near.find(|p| lost(p) == theirs)?;
        let why = format!("theirs is what it lost in {}", its.long());
        Some((Difference::OtherPeriod, why))
    }
}

fn rounding(theirs: Cents, ours: Cents, money: Money<'_>) -> Option<(Difference, String)> {
    let unit = money.unit();
    let whole = theirs.0 % unit == 0 || ours.0 % unit == 0;
    let near = (theirs.0 - ours.0).abs();
    let why = || "the amounts differ by rounding alone".to_owned();
    (near <= 1 || (whole && near < unit)).then(|| (Difference::Rounding, why()))
}

/// A month is a twelfth or a quarter of a price, rounded to a cent: half a cent a month is what may be off.
fn interval(theirs: Cents, ours: Cents) -> Option<(Difference, String)> {
    TERMS.into_iter().find_map(|(months, term)| {
        let of = |long: Cents, month: Cents| (long.0 - month.0 * months).abs() * 2 <= months;
        if ours.0 != 0 && of(theirs, ours) {
            let why = format!("theirs is the price of {term}; a month of it is ours");
            return Some((Difference::Interval, why));
        }
        let was = format!("was the price of {term} imported as that of a month?");
        let why = format!("ours is {months} times theirs: {was}");
        (theirs.0 != 0 && of(ours, theirs)).then_some((Difference::Interval, why))
    })
}

/// Gives what single subscriptions of an account explain: `prices` are those that ended in the period, by
/// the month. Only where no rule was found before.
pub fn explain_by_prices(entry: &mut ClaimEntry, prices: &[Cents], money: Money<'_>) {
    let Some(theirs) = entry
        .theirs
        .filter(|_| entry.reason == Difference::Unexplained)
    else {
        return;
    };
    let ours = money.number(entry.ours.unwrap_or_default());
    let all: Cents = prices.iter().copied().sum();
    let why = if prices.len() > 1 && all == theirs {
        let all = format!("theirs is all {} subscriptions that ended", prices.len());
        format!("{all}; with those that began it lost {ours}")
    } else if prices.contains(&theirs) {
        let one = money.number(theirs);
        format!("theirs is the one subscription that ended, {one}; with its others it lost {ours}")
    } else {
        return;
    };
    entry.reason = Difference::OtherSubscriptions;
    entry.why = why;
}
