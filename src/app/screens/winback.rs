//! Whom a roadmap item could win back, and whom to tell of it: how far it has come with each is set with one key.
//! Must not know how it is drawn, nor how a departure is found.

use crate::app::cx::{Cx, LetterQuestion};
use crate::app::listing::{List, Listing, then};
use crate::app::picked::Picks;
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::change::Change;
use crate::domain::day::Day;
use crate::domain::ids::{AccountId, RoadmapId};
use crate::domain::note::Origin;
use crate::domain::outreach::OutreachStatus;
use crate::domain::query::Query;
use crate::domain::winback::{WinBack, WinBackRow, WinBackSum};
use crate::keys::Command;

/// A departure: one account may have left more than once.
type DepartureKey = (AccountId, Day);

#[derive(Debug, Default)]
pub struct WinBackLayer {
    item: RoadmapId,
    /// The lists; `None` until answered.
    pub found: Option<Box<WinBack>>,
    /// Those who still pay and said so, not those who left.
    pub paying: bool,
    /// All of them, not only those to contact.
    pub all: bool,
}

impl WinBackLayer {
    /// Of an item.
    pub fn new(item: RoadmapId) -> WinBackLayer {
        WinBackLayer {
            item,
            ..WinBackLayer::default()
        }
    }

    /// The list it is on, whole.
    fn whole(&self) -> &[WinBackRow] {
        let found = self.found.as_deref();
        found.map_or(&[], |found| match self.paying {
            true => &found.paying,
            false => &found.left,
        })
    }

    /// The rows shown.
    pub fn rows(&self) -> impl Iterator<Item = &WinBackRow> {
        let waits = |row: &&WinBackRow| self.all || row.status() == OutreachStatus::ToContact;
        self.whole().iter().filter(waits)
    }

    /// What the rows shown come to.
    pub fn sum(&self) -> WinBackSum {
        WinBackSum::of(self.rows())
    }

    /// A row.
    pub fn row(&self, key: &DepartureKey) -> Option<&WinBackRow> {
        let mut rows = self.whole().iter();
        rows.find(|row| (row.account.id, row.day) == *key)
    }

    /// Why no row is shown; `None` where one is, or nothing was answered yet.
    pub fn nobody(&self) -> Option<String> {
        let found = self.found.as_deref()?;
        let none = || match self.rows().next() {
            None => Some("nobody is left to contact: ] shows all of them".to_owned()),
            Some(_) => None,
        };
        found.nobody(self.paying).or_else(none)
    }

    fn line(row: &WinBackRow, shared: &Shared) -> String {
        let (name, mrr) = (&row.account.name, shared.money(row.mrr));
        let (day, stands) = (row.day, row.stands());
        format!("{name} · {day} · {mrr} · {stands} · {}", row.quote)
    }
}

/// Sets how far it has come with some rows, as they were seen; says why where that is known already.
fn set(item: RoadmapId, rows: &[WinBackRow], status: OutreachStatus, cx: &mut Cx<'_>) {
    let (by, on) = (cx.shared.person.clone(), cx.shared.time.today);
    let changes = rows
        .iter()
        .filter_map(|row| row.says(item, status, &by, on));
    let mut changes: Vec<Change> = changes.collect();
    match (changes.len(), rows.iter().find(|row| row.back.is_some())) {
        (0, Some(row)) => cx.say(format!("{}: it pays again", row.stands())),
        (0, None) => cx.say(format!("it is {} already", status.words())),
        (1, _) => cx.apply(changes.remove(0)),
        _ => cx.apply(Change::All(changes)),
    }
}

/// The rows that are meant.
fn taken(list: &mut Listing<WinBackLayer>) -> Vec<WinBackRow> {
    let keys = list.taken();
    let rows = keys.iter().filter_map(|key| list.list.row(key));
    rows.cloned().collect()
}

/// One key: contacted, or to contact again where all of them were.
fn tick_off(list: &mut Listing<WinBackLayer>, cx: &mut Cx<'_>) {
    let rows = taken(list);
    let contacted = |row: &WinBackRow| row.status() == OutreachStatus::Contacted;
    let status = match rows.iter().all(contacted) {
        true => OutreachStatus::ToContact,
        false => OutreachStatus::Contacted,
    };
    set(list.list.item, &rows, status, cx);
}

fn ask_status(list: &mut Listing<WinBackLayer>, cx: &mut Cx<'_>) {
    let (item, rows) = (list.list.item, taken(list));
    let Some(first) = rows.first() else { return };
    let who = match rows.len() {
        1 => first.account.name.clone(),
        n => format!("{n} accounts"),
    };
    let question = LetterQuestion::new(cx.place, format!("How far is it with {who}?"));
    let letters = ['t', 'c', 'r', 'n'];
    let each = OutreachStatus::ALL.into_iter().zip(letters);
    let question = each.fold(question, |question, (status, letter)| {
        let rows = rows.clone();
        let says = move |_: &mut Listing<WinBackLayer>, cx: &mut Cx<'_>| {
            set(item, &rows, status, cx);
        };
        question.answer(letter, status.words(), says)
    });
    cx.open(question);
}

impl List for WinBackLayer {
    type Key = DepartureKey;

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers() || touched.roadmap || touched.outreach
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut WinBackLayer, found, _: &Shared| list.found = Some(found);
        cx.ask(Query::WinBack(self.item), then(take));
    }

    fn keys(&self) -> Vec<DepartureKey> {
        self.rows().map(|row| (row.account.id, row.day)).collect()
    }

    fn account(&self, key: &DepartureKey) -> Option<AccountId> {
        Some(key.0)
    }

    fn command(list: &mut Listing<WinBackLayer>, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextPane | Command::PreviousPane => {
                list.list.paying = !list.list.paying;
                list.fill();
            }
            Command::Done => tick_off(list, cx),
            Command::Status => ask_status(list, cx),
            _ => return false,
        }
        true
    }

    fn can(list: &Listing<WinBackLayer>, command: Command, shared: &Shared) -> Option<bool> {
        match command {
            Command::NextPane | Command::PreviousPane => Some(true),
            Command::Done | Command::Status => Some(shared.writes() && !list.shown.is_empty()),
            _ => None,
        }
    }

    fn picks(&self, _shared: &Shared) -> Option<Picks> {
        let found = self.found.as_deref()?;
        let (key, over) = (&found.key, found.over());
        let source = match self.paying {
            true => format!("{key}: still pay and named {over}"),
            false => format!("{key}: left over {over}"),
        };
        Some(Picks {
            source,
            whole: true,
            rest: true,
        })
    }

    fn variants(&self) -> usize {
        2
    }

    fn turn(list: &mut Listing<WinBackLayer>, _by: usize, _cx: &mut Cx<'_>) {
        list.list.all = !list.list.all;
        list.fill();
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Done,
            Command::Status,
            Command::NextPane,
            Command::NextVariant,
            Command::Open,
            Command::Mark,
            Command::Action,
            Command::Copy,
            Command::Back,
        ]
    }

    fn words(&self, command: Command, _key: Option<&DepartureKey>) -> Option<&'static str> {
        Some(match command {
            Command::Done => "contacted",
            Command::Status => "state",
            Command::NextPane if self.paying => "who left",
            Command::NextPane => "whom to tell",
            Command::NextVariant if self.all => "to contact",
            Command::NextVariant => "all",
            Command::Open => "story",
            Command::Copy => "copy all",
            _ => return None,
        })
    }

    fn origin(&self, key: Option<&DepartureKey>) -> Origin {
        let themes = self.found.iter().flat_map(|found| &found.themes);
        Origin {
            theme: themes.map(|theme| theme.id).next(),
            item: Some(self.item),
            account: key.map(|key| key.0),
            ..Origin::default()
        }
    }

    fn copied(&self, _key: &DepartureKey, shared: &Shared) -> Option<String> {
        let lines: Vec<String> = self.rows().map(|row| Self::line(row, shared)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}
