//! Active accounts at risk, the most MRR first: by the team's rules, and by what was learned from who left.
//! Must not know how it is drawn, nor how either is worked out.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::screen::{Screen, Touched};
use crate::domain::change::Subject;
use crate::domain::ids::AccountId;
use crate::domain::note::Origin;
use crate::domain::outlook::{AtRisk, Exposure, RiskList};
use crate::domain::query::{Answer, Query};
use crate::keys::{Command, Context};

use super::story;

/// Accounts read at once: more than a room can look at.
const MOST: u32 = 500;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// By a rule or by what was learned.
    #[default]
    All,
    /// By a rule.
    Rules,
    /// Among the tenth with the highest learned risk.
    Learned,
}

impl Which {
    const ALL: [Which; 3] = [Which::All, Which::Rules, Which::Learned];

    /// What the list is called.
    pub fn title(self) -> &'static str {
        match self {
            Which::All => "At risk",
            Which::Rules => "At risk by the rules",
            Which::Learned => "At risk by what was learned",
        }
    }

    fn has(self, item: &AtRisk, high: Option<f64>) -> bool {
        match self {
            Which::All => true,
            Which::Rules => item.state.is_exposed(),
            Which::Learned => high.is_some() && item.risk >= high,
        }
    }
}

/// The state of the list.
#[derive(Debug, Default)]
pub struct Risk {
    /// The list; `None` until answered.
    pub list: Option<Box<RiskList>>,
    /// Which of them are shown.
    pub which: Which,
    /// The shown ones, and which one the cursor is on.
    pub shown: Chosen<AccountId>,
}

impl Risk {
    /// The shown accounts, the most MRR first.
    pub fn rows(&self) -> impl Iterator<Item = &AtRisk> {
        let high = self.list.as_ref().and_then(|list| list.high);
        let items = self.list.iter().flat_map(|list| &list.items);
        items.filter(move |item| self.which.has(item, high))
    }

    /// How many accounts are at risk in this way, and their MRR, however many are shown.
    pub fn total(&self) -> Exposure {
        let list = self.list.as_deref();
        let total = list.map(|list| match self.which {
            Which::All => list.exposed,
            Which::Rules => list.by_rules,
            Which::Learned => list.by_risk,
        });
        total.unwrap_or_default()
    }

    /// The account the cursor is on.
    pub fn selected(&self) -> Option<&AtRisk> {
        let id = self.shown.key()?;
        self.rows().find(|item| item.account.id == *id)
    }

    fn fill(&mut self) {
        let ids: Vec<AccountId> = self.rows().map(|item| item.account.id).collect();
        self.shown.fill(ids);
    }

    fn turn(&mut self, by: usize) {
        self.which = Which::ALL[(self.which as usize + by) % Which::ALL.len()];
        self.fill();
    }
}

impl Screen for Risk {
    fn context(&self) -> Context {
        Context::Overlay
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        cx.ask("risk", Query::Risk { limit: MOST });
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.accounts
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Risk(list) = answer {
            self.list = Some(list);
            self.fill();
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant => self.turn(1),
            Command::PreviousVariant => self.turn(Which::ALL.len() - 1),
            Command::Open => story::open(self.shown.key().copied(), cx),
            _ => return self.shown.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.shown.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextVariant | Command::PreviousVariant => Some(true),
            Command::Open => Some(!self.shown.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        story::LISTED
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextVariant => Some("rules, learned, all"),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            account: self.shown.key().copied(),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().map(|id| Subject::Account(*id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let item = self.selected()?;
        let reasons: Vec<&str> = item
            .reasons
            .iter()
            .chain(&item.why)
            .map(String::as_str)
            .collect();
        let reasons = reasons.join("; ");
        Some(format!(
            "{} · {} · {} · {}",
            shared.account(&item.account),
            shared.money(item.account.mrr),
            item.state.words(),
            shared.words(&reasons)
        ))
    }
}
