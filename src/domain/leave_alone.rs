//! Whom to leave alone: who still pays and complains of something that is not solved, for whoever sends mail.
//! Must not know tables or screens, nor how a theme is closed.

use hashbrown::HashSet;
use traversable::TraversableMut;

use super::account::{AccountBrief, Contact};
use super::day::Day;
use super::evidence::Evidence;
use super::ids::FeedbackId;
use super::ledger::{Days, Ledger};
use super::money::{Cents, Money, count, counted};
use super::period::Period;
use super::winback::{Voice, voices};

/// An account that still pays and has said something in a period that carries a theme which is not closed.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct OpenComplaint {
    /// The account, with what it pays.
    pub account: AccountBrief,
    /// Who looks after it.
    pub owner: String,
    /// Who is written to there, where that was imported.
    pub contact: Contact,
    /// The day it last said so.
    pub day: Day,
    /// How many of its texts say so.
    pub times: u64,
    /// The themes, those that are closed not among them.
    pub themes: Vec<String>,
    /// What it said, or the reason it stated.
    pub quote: String,
    /// Where it said that.
    pub feedback: FeedbackId,
}

/// Whom to leave alone.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct LeaveAlone {
    /// When they said so.
    pub period: Period,
    /// The day on which they still pay: how far the data reaches.
    pub until: Option<Day>,
    /// One row an account, the dearest first.
    pub rows: Vec<OpenComplaint>,
    /// Accounts beside them that pay and said something of which nobody has said what it is.
    pub untagged: u64,
}

impl LeaveAlone {
    /// The list in a sentence with its counts, and what is not known of it.
    pub fn sentence(&self, money: Money<'_>) -> String {
        let when = self.period.long();
        let paid: Cents = self.rows.iter().map(|row| row.account.mrr).sum();
        let head = match self.rows.len() as u64 {
            0 => format!("nobody who still pays has an open complaint of {when}"),
            n => {
                let (have, them) = if n == 1 {
                    ("has", "it")
                } else {
                    ("have", "them")
                };
                let (accounts, paid) = (counted(n, "account"), money.exact(paid));
                format!(
                    "{accounts}, {paid}, {have} an open complaint of {when}: leave {them} alone"
                )
            }
        };
        let accounts = if self.untagged == 1 {
            "account"
        } else {
            "accounts"
        };
        match self.untagged {
            0 => head,
            n => format!(
                "{head}; {} more {accounts} said something then that has no tag yet",
                count(n)
            ),
        }
    }
}

/// What an account that pays said in some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complained {
    /// Its dense number in the ledger.
    pub account: usize,
    /// Which of the open themes, and the piece that says most.
    pub voice: Voice,
    /// The last day on which it said so.
    pub day: Day,
    /// How many pieces say so.
    pub times: u64,
}

/// Every account that is active at the end of a day and has said something within some days that carries one of the open
/// themes. Praise is no complaint, nor is what was read without a reason in it.
pub fn complained(
    ledger: &Ledger,
    evidence: &Evidence,
    open: &[usize],
    days: Days,
    pays_on: Day,
) -> Vec<Complained> {
    let said = |account: usize| {
        evidence
            .of(account)
            .filter(|at| is_said(evidence, *at, days))
    };
    let all = voices(ledger, evidence, open, days, pays_on).into_iter();
    let all = all.filter_map(|(account, voice)| {
        let own = said(account);
        let own = own.filter(|at| evidence.themes(*at).any(|theme| open.contains(&theme)));
        let own: Vec<Day> = own.filter_map(|at| evidence.day(at)).collect();
        Some(Complained {
            account,
            voice,
            day: own.iter().copied().max()?,
            times: own.len() as u64,
        })
    });
    all.collect()
}

/// How many accounts that are active at the end of a day, without some, have said something within some days of which
/// nobody has said what it is.
pub fn untagged(
    ledger: &Ledger,
    evidence: &Evidence,
    without: &[Complained],
    days: Days,
    pays_on: Day,
) -> u64 {
    let without: HashSet<usize> = without.iter().map(|one| one.account).collect();
    let paying = (0..ledger.len()).filter(|one| ledger.balance_at(*one, pays_on) > Cents::ZERO);
    let others = paying.filter(|one| !without.contains(one));
    let waits = |account: &usize| {
        let mut own = evidence.of(*account);
        own.any(|at| {
            let waits = evidence.is_untouched(at) && evidence.has_words(at);
            waits && is_said(evidence, at, days)
        })
    };
    others.filter(waits).count() as u64
}

fn is_said(evidence: &Evidence, at: usize, days: Days) -> bool {
    let within = evidence.day(at).is_some_and(|day| days.contains(day));
    within && !evidence.is_praise(at)
}
