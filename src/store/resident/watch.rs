//! How active accounts stand by the team's rules: signs out of usage and columns, judged once and kept.
//! Must not know what the rules mean.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::convert::Json;
use super::super::sql;
use super::Desk;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::ledger::Ledger;
use crate::domain::money::Cents;
use crate::domain::signs::{Judged, ROWS, Rule, Signs, State, judge, names};

/// A row of usage or a column's values, by name.
type Columns = BTreeMap<String, String>;

/// Every active account's state.
pub(super) struct Watch {
    /// The day accounts are active on.
    pub reach: Day,
    /// The day signs are looked at from: the reach, or the last day of usage where that is later.
    pub at: Day,
    /// How each account stands, in the ledger's order; those that pay nothing are unknown.
    pub states: Vec<State>,
    /// Those at risk or endangered, with reasons.
    pub judged: BTreeMap<usize, Judged>,
    /// For how many accounts each rule holds.
    pub held: Vec<u64>,
    /// How many accounts have each sign.
    pub signs: BTreeMap<String, u64>,
}

impl Watch {
    fn new(ledger: &Ledger, rules: &[Rule], reach: Day, at: Day) -> Watch {
        Watch {
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
    pub(super) fn watch(&mut self) -> Result<Option<(&Ledger, &Watch)>, Failure> {
        let Some(reach) = self.reach()? else {
            return Ok(None);
        };
        let at = self.last_usage()?.map_or(reach, |day| day.max(reach));
        let stale = |watch: &Watch| watch.reach != reach || watch.at != at;
        if self.kept.watch.as_ref().is_none_or(stale) {
            let (db, rules) = (self.db, self.rules);
            let watch = Watch::new(self.ledger()?, &rules.signs, reach, at);
            self.kept.watch = Some(judged(db, self.ledger()?, &rules.signs, watch)?);
        }
        let ledger = self.ledger()?;
        Ok(self.kept.watch.as_ref().map(|watch| (ledger, watch)))
    }

    /// The last day of usage that is not in the future.
    pub(super) fn last_usage(&self) -> Result<Option<Day>, Failure> {
        let last = "SELECT max(day) FROM usage WHERE ?1 IS NULL OR day <= ?1";
        sql::one(self.db, last, [self.kept.today], |row| row.get(0))
    }
}

/// Accounts and their usage side by side, both in the order of the accounts.
fn judged(
    db: &Connection,
    ledger: &Ledger,
    rules: &[Rule],
    mut watch: Watch,
) -> Result<Watch, Failure> {
    let wanted: Vec<String> = rules
        .iter()
        .filter_map(|rule| rule.when.key().map(str::to_owned))
        .chain(names::NAMES.iter().map(|name| names::squeeze(name.plain)))
        .collect();
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
            if row.get_ref(1)?.as_str() != Ok("{}") {
                columns(&row.get::<_, Json<Columns>>(1)?.0, &wanted, &mut signs);
            }
            watch.take(account, &signs, rules);
        }
    }
    Ok(watch)
}

/// A row of usage: whose it is, and its signs as stored.
fn day_of(row: Option<&rusqlite::Row<'_>>) -> rusqlite::Result<Option<(AccountId, String)>> {
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Columns of the account itself that a rule asks about, or that every team has as a sign.
fn columns(attributes: &Columns, wanted: &[String], signs: &mut Signs) {
    for (header, value) in attributes {
        if wanted.contains(&names::key(header)) {
            signs.column(header, value);
        }
    }
}
