//! Active accounts that are known to leave, then those at risk, the most MRR first: by the team's rules, and by what
//! was learned from who left.
//! Must not know how it is drawn, nor how either is worked out.

use crate::app::cx::Cx;
use crate::app::listing::{List, Listing, then};
use crate::app::picked::{Picks, lower_first};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::ahead::Leaving;
use crate::domain::ids::AccountId;
use crate::domain::outlook::{AtRisk, RiskList};
use crate::domain::query::Query;
use crate::domain::tally::Sum;
use crate::domain::warned::Warned;
use crate::keys::Command;

/// Accounts read at once: more than a room can look at.
const MOST: u32 = 500;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichAtRisk {
    /// Known to leave, at risk by a rule, or by what was learned.
    #[default]
    All,
    Rules,
    /// Among the tenth with the highest learned risk.
    Learned,
    /// Known to leave, or to pay less.
    Known,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub enum RiskRow<'a> {
    /// It has given notice.
    Leaving(&'a Leaving),
    /// It has not, and may leave.
    AtRisk(&'a AtRisk),
}

impl RiskRow<'_> {
    /// Whose it is.
    pub fn id(self) -> AccountId {
        match self {
            RiskRow::Leaving(item) => item.account.id,
            RiskRow::AtRisk(item) => item.account.id,
        }
    }
}

impl WhichAtRisk {
    const ALL: [WhichAtRisk; 4] = [
        WhichAtRisk::All,
        WhichAtRisk::Rules,
        WhichAtRisk::Learned,
        WhichAtRisk::Known,
    ];

    /// What the list is called.
    pub fn title(self) -> &'static str {
        match self {
            WhichAtRisk::All => "At risk",
            WhichAtRisk::Rules => "At risk by the rules",
            WhichAtRisk::Learned => "At risk by what was learned",
            WhichAtRisk::Known => "Notice given, still paying",
        }
    }

    fn has(self, item: &AtRisk, high: Option<f64>) -> bool {
        match self {
            WhichAtRisk::All => true,
            WhichAtRisk::Rules => item.state.is_exposed(),
            WhichAtRisk::Learned => high.is_some() && item.risk >= high,
            WhichAtRisk::Known => false,
        }
    }
}

#[derive(Debug, Default)]
pub struct Risk {
    /// The list; `None` until answered.
    pub list: Option<Box<RiskList>>,
    /// What changed on it since the last review; `None` until answered.
    pub warned: Option<Box<Warned>>,
    /// Which of them are shown.
    pub which: WhichAtRisk,
}

impl Risk {
    /// The shown accounts: those known to leave, the next first, then those at risk, the most MRR first.
    pub fn rows(&self) -> impl Iterator<Item = RiskRow<'_>> {
        let high = self.list.as_ref().and_then(|list| list.high);
        let known = matches!(self.which, WhichAtRisk::All | WhichAtRisk::Known);
        let leaving = self.leaving().filter(move |_| known).map(RiskRow::Leaving);
        let items = self.list.iter().flat_map(|list| &list.items);
        let items = items.filter(move |item| self.which.has(item, high));
        // Of whom it is known there is no risk to tell.
        let again = move |item: &&AtRisk| {
            known
                && self
                    .leaving()
                    .any(|known| known.account.id == item.account.id)
        };
        leaving.chain(items.filter(move |item| !again(item)).map(RiskRow::AtRisk))
    }

    /// Those who have given notice and still pay.
    fn leaving(&self) -> impl Iterator<Item = &Leaving> {
        let known = self.list.iter().flat_map(|list| &list.ahead.items);
        known.filter(|item| !item.gone)
    }

    /// How many accounts are at risk in this way, and their MRR, however many are shown.
    pub fn total(&self) -> Sum {
        let list = self.list.as_deref();
        let total = list.map(|list| match self.which {
            WhichAtRisk::All => list.exposed,
            WhichAtRisk::Rules => list.by_rules,
            WhichAtRisk::Learned => list.by_risk,
            WhichAtRisk::Known => list.ahead.leaves + list.ahead.shrinks,
        });
        total.unwrap_or_default()
    }

    /// A shown account.
    pub fn row(&self, id: AccountId) -> Option<RiskRow<'_>> {
        self.rows().find(|row| row.id() == id)
    }
}

impl List for Risk {
    type Key = AccountId;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.accounts
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |risk: &mut Risk, list, _: &Shared| risk.list = Some(list);
        cx.ask(Query::Risk { limit: MOST }, then(take));
        let take = |risk: &mut Risk, warned, _: &Shared| risk.warned = Some(warned);
        cx.ask(Query::Warned, then(take));
    }

    fn keys(&self) -> Vec<AccountId> {
        self.rows().map(RiskRow::id).collect()
    }

    fn account(&self, key: &AccountId) -> Option<AccountId> {
        Some(*key)
    }

    fn picks(&self, _shared: &Shared) -> Option<Picks> {
        let all = self.list.as_ref().map(|list| list.items.len());
        Some(Picks {
            source: lower_first(self.which.title()),
            whole: all.is_some_and(|n| n < MOST as usize),
            rest: false,
        })
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::Mark,
            Command::NextVariant,
            Command::Action,
            Command::Note,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn variants(&self) -> usize {
        WhichAtRisk::ALL.len()
    }

    fn turn(list: &mut Listing<Risk>, by: usize, _cx: &mut Cx<'_>) {
        list.list.which =
            WhichAtRisk::ALL[(list.list.which as usize + by) % WhichAtRisk::ALL.len()];
        list.fill();
    }

    fn others(&self) -> Option<&'static str> {
        Some("rules, learned, notice")
    }

    fn copied(&self, key: &AccountId, shared: &Shared) -> Option<String> {
        let list = self.list.as_ref()?;
        Some(match self.row(*key)? {
            RiskRow::Leaving(item) => {
                let (name, mrr) = (&item.account.name, shared.money(item.paying));
                let words = item.words(list.ahead.as_of, |sum| shared.money(sum));
                format!("{name} · {mrr} · {words}")
            }
            RiskRow::AtRisk(item) => {
                let (name, mrr) = (&item.account.name, shared.money(item.account.mrr));
                let (state, why) = (item.state.words(), item.all_reasons());
                format!("{name} · {mrr} · {state} · {why}")
            }
        })
    }
}
