//! Somebody else's list of losses against the room's: only theirs, only ours, other amounts, each with why.
//! Must not know files, how it is drawn, nor how the two are compared.

use crate::app::cx::Cx;
use crate::app::listing::{List, Listing};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::against::{Against, ClaimEntry};
use crate::domain::ids::AccountId;
use crate::domain::period::Period;
use crate::keys::Command;

/// Which accounts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichDiffer {
    /// Those only the list has.
    #[default]
    OnlyTheirs,
    /// Those only the room has.
    OnlyOurs,
    /// Those with other amounts.
    Differs,
}

impl WhichDiffer {
    /// Every list, in the order of `]`.
    pub const ALL: [WhichDiffer; 3] = [
        WhichDiffer::OnlyTheirs,
        WhichDiffer::OnlyOurs,
        WhichDiffer::Differs,
    ];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            WhichDiffer::OnlyTheirs => "only theirs",
            WhichDiffer::OnlyOurs => "only ours",
            WhichDiffer::Differs => "amount differs",
        }
    }

    /// Its entries.
    pub fn of(self, found: &Against) -> &[ClaimEntry] {
        match self {
            WhichDiffer::OnlyTheirs => &found.only_theirs,
            WhichDiffer::OnlyOurs => &found.only_ours,
            WhichDiffer::Differs => &found.differs,
        }
    }
}

#[derive(Debug)]
pub struct AgainstLayer {
    pub period: Period,
    /// The file as typed.
    pub path: String,
    /// Both sides; `None` until the file was read.
    pub found: Option<Box<Against>>,
    /// Which list is shown.
    pub which: WhichDiffer,
}

impl AgainstLayer {
    /// The list in a file against the room.
    pub fn new(period: Period, path: String) -> AgainstLayer {
        AgainstLayer {
            period,
            path,
            found: None,
            which: WhichDiffer::OnlyTheirs,
        }
    }

    /// The entries shown.
    pub fn entries(&self) -> &[ClaimEntry] {
        let found = self.found.as_ref();
        found.map_or(&[], |found| self.which.of(found))
    }
}

fn turn(list: &mut Listing<AgainstLayer>, by: usize) {
    list.list.which = WhichDiffer::ALL[(list.list.which as usize + by) % WhichDiffer::ALL.len()];
    list.fill();
    list.shown.select(0);
}

impl List for AgainstLayer {
    type Key = usize;

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut Listing<AgainstLayer>, found, _: &mut Cx<'_>| {
            let first = list.list.found.replace(found).is_none();
            list.fill();
            // The first list that has anybody is the one to look at.
            for _ in WhichDiffer::ALL {
                if first && list.shown.is_empty() {
                    turn(list, 1);
                }
            }
        };
        cx.hold_against(self.path.clone(), self.period, take);
    }

    fn keys(&self) -> Vec<usize> {
        (0..self.entries().len()).collect()
    }

    fn account(&self, key: &usize) -> Option<AccountId> {
        let entry = self.entries().get(*key)?;
        let account = entry.account.as_ref().or(entry.near.as_ref())?;
        Some(account.id)
    }

    fn command(list: &mut Listing<AgainstLayer>, command: Command, _cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextPane => turn(list, 1),
            Command::PreviousPane => turn(list, WhichDiffer::ALL.len() - 1),
            _ => return false,
        }
        true
    }

    fn can(_list: &Listing<AgainstLayer>, command: Command, _shared: &Shared) -> Option<bool> {
        matches!(command, Command::NextPane | Command::PreviousPane).then_some(true)
    }

    fn variants(&self) -> usize {
        WhichDiffer::ALL.len()
    }

    fn turn(list: &mut Listing<AgainstLayer>, by: usize, _cx: &mut Cx<'_>) {
        turn(list, by);
    }

    fn others(&self) -> Option<&'static str> {
        Some("theirs, ours, amounts")
    }

    fn copied(&self, key: &usize, _shared: &Shared) -> Option<String> {
        let entry = self.entries().get(*key)?;
        Some(format!("{} · {}", entry.name(), entry.why))
    }
}
