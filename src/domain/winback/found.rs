//! The departures for some themes, and the accounts that still pay and named one: pure counting over a ledger and its
//! evidence. Must not know what anybody did about them.

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::{Windows, evidence_of};
use crate::domain::money::Cents;

/// One time that an account left for one of some themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Its dense number in the ledger.
    pub account: usize,
    /// The day.
    pub day: Day,
    /// What it had paid the day before.
    pub lost: Cents,
    /// The day it was active again, where that lasted: until today, or until a departure that is counted here too.
    pub back: Option<Day>,
    /// What it said of them.
    pub voice: Voice,
}

/// What an account said of some themes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// Which of them, in the order asked.
    pub themes: Vec<usize>,
    /// The piece that says most: a pinned one, then one with words, an exit survey, the newest.
    pub piece: usize,
}

/// The piece that says most of some themes, and which of them are named at all; `None` where none is.
fn voice(
    evidence: &Evidence,
    themes: &[usize],
    pieces: impl Iterator<Item = usize>,
) -> Option<Voice> {
    let mut named = vec![false; themes.len()];
    let mut best = None;
    for at in pieces {
        let mut carries = false;
        for theme in evidence.themes(at) {
            if let Some(n) = themes.iter().position(|own| *own == theme) {
                (named[n], carries) = (true, true);
            }
        }
        let weight = (
            evidence.is_pinned(at),
            evidence.has_words(at),
            evidence.is_survey(at),
            evidence.id(at),
        );
        if carries && best.is_none_or(|(heaviest, _)| weight > heaviest) {
            best = Some((weight, at));
        }
    }
    let named = themes.iter().zip(named).filter(|(_, named)| *named);
    let themes = named.map(|(theme, _)| *theme).collect();
    best.map(|(_, piece)| Voice { themes, piece })
}

/// Every departure in some days for one of some themes, each with the evidence of its month, by which the themes of that
/// month count it. Who joined and left within the days is among them, and who left twice is so twice.
pub fn departures(
    ledger: &Ledger,
    evidence: &Evidence,
    windows: &Windows,
    themes: &[usize],
    days: Days,
) -> Vec<Departure> {
    let gone = ledger.falls(days).iter().filter(|fall| fall.gone);
    let found = gone.filter_map(|fall| {
        let (account, day) = (fall.account as usize, fall.day);
        let month = Days {
            first: day.month_start(),
            last: day.month_end(),
        };
        let said = evidence_of(ledger, evidence, account, month, windows);
        let voice = voice(evidence, themes, said)?;
        let steps = ledger.steps(account);
        let later = steps.days.iter().zip(steps.balances);
        let mut later = later.filter(|(at, balance)| **at > day && **balance > Cents::ZERO);
        Some(Departure {
            account,
            day,
            lost: ledger.balance_at(account, day.before()),
            back: later
                .next()
                .map(|(at, _)| *at)
                .filter(|at| *at <= days.last),
            voice,
        })
    });
    let mut found: Vec<Departure> = found.collect();
    let last = last_departures(&found);
    for gone in &mut found {
        let is_last = last.get(&gone.account) == Some(&gone.day);
        // Who came back and is gone again for another reason was won back by nobody.
        if is_last && ledger.balance_at(gone.account, days.last) <= Cents::ZERO {
            gone.back = None;
        }
    }
    found
}

/// The last departure of each account.
fn last_departures(found: &[Departure]) -> HashMap<usize, Day> {
    let mut last = HashMap::new();
    for gone in found {
        let day = last.entry(gone.account).or_insert(gone.day);
        *day = gone.day.max(*day);
    }
    last
}

/// Every account that is active at the end of a day and has named one of some themes within some days. Praise names none.
pub fn voices(
    ledger: &Ledger,
    evidence: &Evidence,
    themes: &[usize],
    days: Days,
    pays_on: Day,
) -> Vec<(usize, Voice)> {
    let pays = |account: &usize| ledger.balance_at(*account, pays_on) > Cents::ZERO;
    let named = (0..ledger.len()).filter(pays).filter_map(|account| {
        let said = evidence.of(account).filter(|at| {
            let on = evidence.day(*at);
            on.is_some_and(|on| days.contains(on)) && !evidence.is_praise(*at)
        });
        voice(evidence, themes, said).map(|voice| (account, voice))
    });
    named.collect()
}
