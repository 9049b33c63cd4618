//! How active accounts stand by the team's rules: signs out of usage and columns, judged once and kept.
//! Must not know what the rules mean.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rusqlite::Connection;

use super::super::sql;
use super::Desk;
use super::traits::{Attributes, attributes};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::ledger::Ledger;
use crate::domain::money::Cents;
use crate::domain::signs::{JudgedAccount, ROWS, Rule, Signs, State, judge, names};

/// Every active account's state.
pub(super) struct SignWatch {
    /// The day accounts are active on.
    pub reach: Day,
    /// The day signs are looked at from: the reach, or the last day of usage where that is later.
    pub at: Day,
    /// How each account stands, in the ledger's order; those that pay nothing are unknown.
    pub states: Vec<State>,
    /// Those at risk or endangered, with reasons.
    pub judged: BTreeMap<usize, JudgedAccount>,
    /// For how many accounts each rule holds.
    pub held: Vec<u64>,
    /// How many accounts have each sign.
    pub signs: BTreeMap<String, u64>,
}

impl SignWatch {
    fn new(ledger: &Ledger, rules: &[Rule], reach: Day, at: Day) -> SignWatch {
        SignWatch {
            reach,
            at,
            states: vec![State::Unknown; ledger.len()],
            judged: BTreeMap::new(),
            held: vec![0; rules.len()],
            signs: BTreeMap::new(),
        }
    }

    fn take(&mut self, account: usize, signs: &Signs, rules: &[Rule]) {
        for sign in signs.names() {
            *self.signs.entry(sign.to_owned()).or_default() += 1;
        }
        let judged = judge(rules, signs, self.at);
        for place in &judged.held {
            self.held[*place] += 1;
        }
        self.states[account] = judged.state;
        if judged.state.is_exposed() {
            self.judged.insert(account, judged);
        }
    }
}

impl Desk<'_> {
    /// How accounts stand now; `None` in a room without a ledger.
    pub(super) fn watch(&mut self) -> Result<Option<(&Ledger, &SignWatch)>, Failure> {
        let Some(reach) = self.reach()? else {
            return Ok(None);
        };
        let at = self.looked_at(reach)?;
        let stale = |watch: &SignWatch| watch.reach != reach || watch.at != at;
        if self.kept.watch.as_ref().is_none_or(stale) {
            let (db, rules) = (self.db, self.rules);
            let watch = SignWatch::new(self.ledger()?, &rules.signs, reach, at);
            self.kept.watch = Some(judged(db, self.ledger()?, &rules.signs, watch)?);
        }
        let ledger = self.ledger()?;
        Ok(self.kept.watch.as_ref().map(|watch| (ledger, watch)))
    }

    /// The last day of which anything is known: the reach, or the last row of usage where that is later.
    pub(super) fn looked_at(&self, reach: Day) -> Result<Day, Failure> {
        Ok(self.last_usage()?.map_or(reach, |day| day.max(reach)))
    }

    /// The last day of usage that is not in the future.
    fn last_usage(&self) -> Result<Option<Day>, Failure> {
        let last = "SELECT max(day) FROM usage WHERE ?1 IS NULL OR day <= ?1";
        sql::one(self.db, last, [self.kept.today], |row| row.get(0))
    }
}

/// Accounts and their usage side by side, both in the order of the accounts.
fn judged(
    db: &Connection,
    ledger: &Ledger,
    rules: &[Rule],
    mut watch: SignWatch,
) -> Result<SignWatch, Failure> {
    let mut wanted = WatchedSigns::of(rules);
    let mut accounts = db.prepare_cached("SELECT id, attributes FROM accounts ORDER BY id")?;
    let mut accounts = accounts.query([])?;
    let mut usage = db.prepare_cached(
        "SELECT account, signs FROM usage WHERE day <= ?1 ORDER BY account, day DESC",
    )?;
    let mut usage = usage.query([watch.at])?;
    let mut next = day_of(usage.next()?)?;
    while let Some(row) = accounts.next()? {
        let id: AccountId = row.get(0)?;
        let mut signs = Signs::default();
        let mut taken = 0;
        while let Some((_, text)) = next.as_ref().filter(|(of, _)| *of == id) {
            if taken < ROWS {
                signs.row(&serde_json::from_str(text).unwrap_or_default());
            }
            taken += 1;
            next = day_of(usage.next()?)?;
        }
        let active = ledger
            .index(id)
            .filter(|account| ledger.balance_at(*account, watch.reach) > Cents::ZERO);
        if let Some(account) = active {
            columns(&attributes(row, 1)?, &mut wanted, &mut signs);
            watch.take(account, &signs, rules);
        }
    }
    Ok(watch)
}

/// A row of usage: whose it is, and its signs as stored.
fn day_of(row: Option<&rusqlite::Row<'_>>) -> rusqlite::Result<Option<(AccountId, String)>> {
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Which columns of accounts are signs: those that a rule asks about, or that every team has as one.
struct WatchedSigns {
    keys: Vec<String>,
    /// Every account has the same few headers.
    headers: HashMap<String, bool>,
}

impl WatchedSigns {
    fn of(rules: &[Rule]) -> WatchedSigns {
        let asked = rules.iter().filter_map(|rule| rule.when.key());
        let own = names::NAMES.iter().map(|name| names::squeeze(name.plain));
        WatchedSigns {
            keys: asked.map(str::to_owned).chain(own).collect(),
            headers: HashMap::new(),
        }
    }

    fn has(&mut self, header: &str) -> bool {
        self.headers.get(header).copied().unwrap_or_else(|| {
            let has = self.keys.contains(&names::key(header));
            self.headers.insert(header.to_owned(), has);
            has
        })
    }
}

/// The signs among an account's own columns.
fn columns(attributes: &Attributes<'_>, wanted: &mut WatchedSigns, signs: &mut Signs) {
    for (header, value) in attributes {
        let (header, value) = (header.as_ref(), value.as_ref());
        if wanted.has(header) {
            signs.column(header, value);
        }
    }
}
