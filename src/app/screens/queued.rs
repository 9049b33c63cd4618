//! Texts of the tagging queue as a list shows them: what the store answered, and the cells of each.
//! Must not know what is done with them.

use crate::app::cx::Like;
use crate::app::listing::{Cell, Column, Weight};
use crate::app::shared::Shared;
use crate::domain::feedback::{Alike, Quote};
use crate::domain::ids::{AccountId, FeedbackId};
use crate::domain::likeness;
use crate::domain::money::count;

/// From so many columns on there is room for who said it and when.
const WIDE: u16 = 100;

/// More words are not shown apart.
const MANY: usize = 4;

/// Those that a question found, once it was answered.
#[derive(Debug)]
pub struct Queued {
    /// The text they are found by, and the queue they stand in.
    pub like: Like,
    found: Option<Alike>,
}

impl Queued {
    /// Those of a question that was not answered yet.
    pub fn new(like: Like) -> Queued {
        Queued { like, found: None }
    }

    /// Takes what was found.
    pub fn take(&mut self, found: Alike) {
        self.found = Some(found);
    }

    /// Whether it was not answered yet.
    pub fn waits(&self) -> bool {
        self.found.is_none()
    }

    /// All of them, those that are not shown as well.
    pub fn ids(&self) -> impl Iterator<Item = &FeedbackId> {
        self.found.iter().flat_map(|found| &found.ids)
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        self.ids().count()
    }

    /// ` · 12 more not shown`, where so many rows are; nothing where those are all.
    pub fn beyond(&self, rows: usize) -> String {
        match self.all().saturating_sub(rows) {
            0 => String::new(),
            more => format!(" · {} more not shown", count(more as u64)),
        }
    }

    fn texts(&self) -> impl Iterator<Item = &Quote> {
        self.found.iter().flat_map(|found| &found.texts)
    }

    /// Those that are shown.
    pub fn keys(&self) -> Vec<FeedbackId> {
        self.texts().map(|quote| quote.view.feedback.id).collect()
    }

    fn quote(&self, id: FeedbackId) -> Option<&Quote> {
        self.texts().find(|quote| quote.view.feedback.id == id)
    }

    /// Whose words they are.
    pub fn account(&self, id: FeedbackId) -> Option<AccountId> {
        self.quote(id)?.view.feedback.account
    }

    /// The words of one.
    pub fn words(&self, id: FeedbackId) -> Option<String> {
        Some(self.quote(id)?.view.feedback.text.clone())
    }

    /// What was said by whom, and what was lost with them.
    pub fn cells(&self, id: FeedbackId, width: u16, shared: &Shared, weight: Weight) -> Vec<Cell> {
        let Some(quote) = self.quote(id) else {
            return Vec::new();
        };
        let text = format!("{}{}", self.only_in(quote), said(quote));
        cells(quote, text, width, shared, weight)
    }

    /// `[off] `: the words that only this one has, of texts that read alike, as a narrow list may cut them off.
    pub fn only_in(&self, quote: &Quote) -> String {
        let text = &quote.view.feedback.text;
        let only = match self.like.whole {
            true => Vec::new(),
            false => likeness::only_in(text, &self.like.text),
        };
        match &only[..] {
            [] => String::new(),
            few if few.len() <= MANY => format!("[{}] ", few.join(" ")),
            few => format!("[{} …] ", few[..MANY].join(" ")),
        }
    }
}

/// The columns of those cells.
pub fn columns(width: u16) -> Vec<Column> {
    Column::all(match width >= WIDE {
        true => "text|account:24|source:12|day:11|>lost:9",
        false => "text|account:18|>lost:8",
    })
}

/// What was said, or stated.
pub fn said(quote: &Quote) -> String {
    let feedback = &quote.view.feedback;
    match feedback.text.trim() {
        "" => format!("stated: {}", feedback.reason),
        text => text.to_owned(),
    }
}

fn cells(quote: &Quote, text: String, width: u16, shared: &Shared, weight: Weight) -> Vec<Cell> {
    let feedback = &quote.view.feedback;
    let account = quote.view.account.as_ref();
    let account = account.map_or("", |account| account.name.as_str());
    let lost = match quote.lost.0 {
        0 => String::new(),
        _ => shared.money(quote.lost),
    };
    let day = feedback.received.map(|day| day.near(shared.time.today));
    let mut cells = vec![Cell::new(text, weight), Cell::new(account, weight)];
    if width >= WIDE {
        cells.push(Cell::new(feedback.source.as_str(), Weight::Dim));
        cells.push(Cell::new(day.unwrap_or_default(), Weight::Dim));
    }
    let lost_weight = match weight {
        Weight::Dim => Weight::Dim,
        _ => Weight::Money,
    };
    cells.push(Cell::new(lost, lost_weight));
    cells
}
