//! What changes a period's numbers and is no fact of its rows, in sentences: whoever reads a number can see
//! what was settled about it. Must not know screens or tables.

use super::ids::AccountId;
use super::ledger::Adjusted;
use super::money::{Cents, by_count, count, counted};

/// Accounts named one by one; of more only the number is said.
const NAMED: usize = 5;

/// What a sentence needs to know beside the ledger.
pub struct BesideLedger<'a> {
    /// An account's name, and why it is adjusted.
    pub about: &'a dyn Fn(AccountId) -> (String, String),
    /// An amount with its currency.
    pub money: &'a dyn Fn(Cents) -> String,
    /// Days an account may pay nothing without having left.
    pub grace_days: u16,
    /// Currencies converted in the period with the rate used: `USD 0.92`.
    pub rates: &'a [String],
}

/// The sentences; none where the numbers are as the rows have them.
pub fn disclosed(adjusted: &Adjusted, around: &BesideLedger<'_>) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(excluded(adjusted, around));
    words.extend(moved(adjusted, around));
    words.extend(renewals(adjusted.renewals, around.grace_days));
    words.extend(around.rates.iter().map(|rate| match rate.split_once(' ') {
        Some((currency, rate)) => format!("{currency} converted at {rate}"),
        None => format!("converted: {rate}"),
    }));
    words
}

fn excluded(adjusted: &Adjusted, around: &BesideLedger<'_>) -> Option<String> {
    let all = &adjusted.excluded;
    let opening: Cents = all.iter().map(|(_, passage)| passage.opening).sum();
    let named = all.iter().map(|(id, _)| {
        let (name, reason) = (around.about)(*id);
        format!("{name} ({reason})")
    });
    let list = list(named.collect())?;
    let accounts = counted(all.len(), "account");
    let money = (around.money)(opening);
    Some(format!("{accounts} excluded ({money} opening MRR): {list}"))
}

fn moved(adjusted: &Adjusted, around: &BesideLedger<'_>) -> Option<String> {
    let named = adjusted.moved.iter().map(|id| {
        let (name, reason) = (around.about)(*id);
        match reason.as_str() {
            "" => name,
            reason => format!("{name} ({reason})"),
        }
    });
    let list = list(named.collect())?;
    let accounts = counted(adjusted.moved.len(), "account");
    let with = match adjusted.moved.len() {
        1 => "its successor",
        _ => "their successors",
    };
    let what = format!("{accounts} counted as one customer with {with}");
    Some(format!("{what}: {list}"))
}

fn renewals(n: u64, days: u16) -> Option<String> {
    let what = counted(n as usize, "renewal");
    let within = counted(usize::from(days), "day");
    let are = by_count(n, "is", "are");
    (n > 0).then(|| format!("{what} within {within} {are} no churn"))
}

/// The first few, and how many more; nothing of nothing.
fn list(mut all: Vec<String>) -> Option<String> {
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    if more > 0 {
        all.push(format!("and {} more", count(more as u64)));
    }
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::Passage;
    use crate::domain::money::Money;

    #[test]
    fn each_is_said_and_nothing_else() {
        let passage = |opening| Passage {
            opening: Cents(opening),
            ..Passage::default()
        };
        let around = BesideLedger {
            about: &|id| (format!("A{id}"), "test".to_owned()),
            money: &|cents| Money::of(None).exact(cents),
            grace_days: 7,
            rates: &["USD 0.92".to_owned()],
        };
        let adjusted = Adjusted {
            excluded: (1..=7).map(|n| (AccountId(n), passage(10_000))).collect(),
            moved: vec![AccountId(9)],
            renewals: 3,
        };
        let words = disclosed(&adjusted, &around);
        assert_eq!(
            words,
            [
                "7 accounts excluded (700.00 opening MRR): A1 (test), A2 (test), A3 (test), A4 (test), A5 (test), and 2 more",
                "1 account counted as one customer with its successor: A9 (test)",
                "3 renewals within 7 days are no churn",
                "USD converted at 0.92",
            ]
        );
        let nothing = BesideLedger {
            rates: &[],
            ..around
        };
        assert!(disclosed(&Adjusted::default(), &nothing).is_empty());
    }
}
