//! Two ways of counting side by side, and below them the accounts that make each difference.
//! Must not know how it is drawn, nor how either counts.

use crate::app::cx::{Cx, Meaning, Open, Prompt};
use crate::app::list::Chosen;
use crate::app::listing::{List, Listing};
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::figure::Figure;
use crate::domain::ids::AccountId;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::reconcile::{Apart, Contribution, Reconciliation};
use crate::keys::{Command, Context};

#[derive(Debug)]
pub struct Reconcile {
    pub period: Period,
    /// The profile the room's own is held against.
    pub right: Profile,
    /// Both; `None` until answered.
    pub found: Option<Box<Reconciliation>>,
    /// The figures, and which one's accounts are listed.
    pub figures: Chosen<Figure>,
}

impl Reconcile {
    /// The room's profile against the next one.
    pub fn new(period: Period, own: Profile) -> Reconcile {
        let mut figures = Chosen::default();
        figures.fill(Figure::ALL);
        Reconcile {
            period,
            right: next(own, own, 1),
            found: None,
            figures,
        }
    }

    /// The figure whose accounts are listed.
    pub fn apart(&self) -> Option<&Apart> {
        let figure = self.figures.key()?;
        let mut all = self.found.as_ref()?.figures.iter();
        all.find(|a| a.figure == *figure)
    }

    /// The accounts that make its difference, largest first.
    pub fn rows(&self) -> &[Contribution] {
        self.apart().map_or(&[], |apart| &apart.accounts)
    }

    /// The figure the cursor is on.
    pub fn figure(&self) -> Figure {
        self.figures.key().copied().unwrap_or(Figure::LogoChurn)
    }

    /// The figure so many further on, those that differ before others.
    fn step(&mut self, by: usize) {
        let all = Figure::ALL.len();
        for n in 1..=all {
            let at = (self.figures.at() + n * by) % all;
            let found = self.found.as_ref();
            let differs = found.is_some_and(|f| !f.figures[at].accounts.is_empty());
            if differs || n == all {
                return self.figures.select(at);
            }
        }
    }
}

/// Lists the accounts of another figure.
fn step(list: &mut Listing<Reconcile>, by: usize) {
    list.list.step(by);
    list.fill();
    list.shown.select(0);
}

/// The profile so many after one, the room's own passed over.
fn next(from: Profile, own: Profile, by: usize) -> Profile {
    let at = |n: usize| Profile::ALL[(from as usize + n * by) % Profile::ALL.len()];
    (1..=Profile::ALL.len())
        .map(at)
        .find(|p| *p != own)
        .unwrap_or(own)
}

/// Asks for the file of a list to hold against the room.
pub(super) fn against_which<S: Screen>(period: Period, cx: &mut Cx<'_>) {
    let hold = move |_: &mut S, path: String, cx: &mut Cx<'_>| {
        let path = path.trim().trim_matches(['"', '\'']);
        if !path.is_empty() {
            cx.open(Open::Against(period, path.to_owned()));
        }
    };
    let prompt = Prompt::new(cx.place, "Hold which list against it", "", hold)
        .hint("a CSV file with a column for the account and one for the lost MRR");
    cx.open(prompt);
}

impl List for Reconcile {
    type Key = AccountId;
    const CONTEXT: Context = Context::Reconcile;

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let query = Query::Reconcile {
            period: self.period,
            left: cx.shared.kept_profile(),
            right: self.right,
        };
        cx.ask(query, |list: &mut Listing<Reconcile>, found, _| {
            list.list.found = Some(found);
            list.fill();
            // A figure that differs is the one to look at.
            if list.shown.is_empty() {
                step(list, 1);
            }
        });
    }

    fn keys(&self) -> Vec<AccountId> {
        self.rows().iter().map(|c| c.account.id).collect()
    }

    fn account(&self, key: &AccountId) -> Option<AccountId> {
        Some(*key)
    }

    fn command(list: &mut Listing<Reconcile>, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextPane => step(list, 1),
            Command::PreviousPane => step(list, Figure::ALL.len() - 1),
            Command::Define => cx.open(Meaning {
                figure: Some(list.list.figure()),
                ..Meaning::of(list.list.period)
            }),
            Command::Against => against_which::<Listing<Reconcile>>(list.list.period, cx),
            _ => return false,
        }
        true
    }

    fn can(_list: &Listing<Reconcile>, command: Command, _shared: &Shared) -> Option<bool> {
        let own = matches!(
            command,
            Command::NextPane | Command::PreviousPane | Command::Define | Command::Against
        );
        own.then_some(true)
    }

    fn variants(&self) -> usize {
        Profile::ALL.len()
    }

    fn turn(list: &mut Listing<Reconcile>, by: usize, cx: &mut Cx<'_>) {
        list.list.right = next(list.list.right, cx.shared.profile(), by);
        list.ask(cx);
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::NextPane,
            Command::NextVariant,
            Command::Against,
            Command::Define,
            Command::Note,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command, _key: Option<&AccountId>) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextPane => Some("next figure"),
            Command::NextVariant => Some("another way of counting"),
            _ => None,
        }
    }

    fn copied(&self, key: &AccountId, _shared: &Shared) -> Option<String> {
        let row = self.rows().iter().find(|c| c.account.id == *key)?;
        Some(format!("{} · {}", row.account.name, row.why))
    }
}
