//! Two ways of counting side by side, and below them the accounts that make each difference.
//! Must not know how it is drawn, nor how either counts.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screen::{Screen, Touched};
use crate::domain::change::Subject;
use crate::domain::figure::Figure;
use crate::domain::ids::AccountId;
use crate::domain::note::Origin;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{Answer, Query};
use crate::domain::reconcile::{Apart, Contribution, Reconciliation};
use crate::keys::{Command, Context};

use super::against::Against;
use super::definition::Definition;
use super::line::Line;
use super::story;

/// The state of the comparison.
#[derive(Debug)]
pub struct Reconcile {
    /// The period.
    pub period: Period,
    /// The profile the room's own is held against.
    pub right: Profile,
    /// Both; `None` until answered.
    pub found: Option<Box<Reconciliation>>,
    /// The figures, and which one's accounts are listed.
    pub figures: Chosen<Figure>,
    /// The accounts that make its difference, and which one the cursor is on.
    pub accounts: Chosen<AccountId>,
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
            accounts: Chosen::default(),
        }
    }

    /// The figure whose accounts are listed.
    pub fn apart(&self) -> Option<&Apart> {
        let figure = self.figures.key()?;
        self.found
            .as_ref()?
            .figures
            .iter()
            .find(|a| a.figure == *figure)
    }

    /// The accounts that make its difference, largest first.
    pub fn rows(&self) -> &[Contribution] {
        self.apart().map_or(&[], |apart| &apart.accounts)
    }

    fn fill(&mut self) {
        let ids: Vec<AccountId> = self.rows().iter().map(|c| c.account.id).collect();
        self.accounts.fill(ids);
    }

    fn ask(&self, cx: &mut Cx<'_>) {
        let (period, right, left) = (self.period, self.right, cx.shared.kept_profile());
        cx.ask(
            "reconcile",
            Query::Reconcile {
                period,
                left,
                right,
            },
        );
    }

    /// Another profile on the right.
    fn turn(&mut self, by: usize, cx: &mut Cx<'_>) {
        self.right = next(self.right, cx.shared.profile(), by);
        self.ask(cx);
    }

    /// The figure so many further on, those that differ before others.
    fn step(&mut self, by: usize) {
        let all = Figure::ALL.len();
        for n in 1..=all {
            let at = (self.figures.at() + n * by) % all;
            let differs = self
                .found
                .as_ref()
                .is_some_and(|f| !f.figures[at].accounts.is_empty());
            if differs || n == all {
                self.figures.select(at);
                break;
            }
        }
        self.fill();
        self.accounts.select(0);
    }
}

/// The profile so many after one, the room's own passed over.
fn next(from: Profile, own: Profile, by: usize) -> Profile {
    let at = |n: usize| Profile::ALL[(from as usize + n * by) % Profile::ALL.len()];
    (1..=Profile::ALL.len())
        .map(at)
        .find(|p| *p != own)
        .unwrap_or(own)
}

/// What a list's path is delivered under.
pub(super) const AGAINST: &str = "against";

/// Asks for the file of a list to hold against the room.
pub(super) fn against_which(cx: &mut Cx<'_>) {
    let title = "Hold which list against it";
    let line = Line::plain(cx.place, AGAINST, title, String::new())
        .hint("a CSV file with a column for the account and one for the lost MRR");
    cx.open(line);
}

/// Holds the list that was named against the room.
pub(super) fn hold_against(period: Period, what: &str, choice: &Choice, cx: &mut Cx<'_>) {
    if let (AGAINST, Choice::Text(path)) = (what, choice) {
        let path = path.trim().trim_matches(['"', '\'']);
        if !path.is_empty() {
            cx.open(Against::new(period, path.to_owned()));
        }
    }
}

impl Screen for Reconcile {
    fn context(&self) -> Context {
        Context::Reconcile
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, _slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        if let Answer::Reconcile(found) = answer {
            self.found = Some(found);
            self.fill();
            // A figure that differs is the one to look at.
            if self.accounts.is_empty() {
                self.step(1);
            }
        }
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant => self.turn(1, cx),
            Command::PreviousVariant => self.turn(Profile::ALL.len() - 1, cx),
            Command::NextPane => self.step(1),
            Command::PreviousPane => self.step(Figure::ALL.len() - 1),
            Command::Define => {
                let figure = self.figures.key().copied().unwrap_or(Figure::LogoChurn);
                cx.open(Definition::new(self.period).at(figure));
            }
            Command::Against => against_which(cx),
            Command::Open => story::open(self.accounts.key().copied(), cx),
            _ => return self.accounts.step(command, cx.shared.look.page()),
        }
        true
    }

    fn chosen(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        hold_against(self.period, what, &choice, cx);
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.accounts.select(row);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextVariant
            | Command::PreviousVariant
            | Command::NextPane
            | Command::PreviousPane
            | Command::Define
            | Command::Against => Some(true),
            Command::Open => Some(!self.accounts.is_empty()),
            _ => moves(command).then_some(true),
        }
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

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Open => Some("its story"),
            Command::NextPane => Some("next figure"),
            Command::NextVariant => Some("another way of counting"),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            account: self.accounts.key().copied(),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.accounts.key().map(|id| Subject::Account(*id))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let row = self.rows().get(self.accounts.at())?;
        Some(format!("{} · {}", shared.account(&row.account), row.why))
    }
}
