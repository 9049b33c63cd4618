//! How far two people who tagged the same texts blind agree: tag by tag, those first on which they differ most, and the
//! texts on which they do. Must not know how agreement is counted.

use std::cmp::Reverse;

use crate::app::cx::{Cx, LetterQuestion};
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight, then};
use crate::app::place::Place;
use crate::app::screen::Touched;
use crate::app::screens::queued::said;
use crate::app::screens::tagging::Tagging;
use crate::app::shared::Shared;
use crate::domain::agreement::OfTag;
use crate::domain::blind::{Blind, CoderWords, Label, words};
use crate::domain::change::Subject;
use crate::domain::feedback::{Mark, Quote, Untagged};
use crate::domain::ids::FeedbackId;
use crate::domain::money::counted;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::sort::sort_by_key;
use crate::keys::Command;

/// From so many columns on there is room for what each of the two said.
const WIDE: u16 = 100;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreedRow {
    /// A tag, or a mark.
    Tag(Label),
    /// How often what was suggested and not shown was right.
    Suggested,
    /// A text.
    Text(FeedbackId),
}

#[derive(Debug)]
pub struct Agreed {
    /// The screen that settles.
    place: Place,
    /// The sample; `None` before it is read, or where there is none.
    blind: Option<Blind>,
    /// The texts on which both differ.
    differ: Vec<Quote>,
    /// Whether these are shown.
    by_text: bool,
}

impl Agreed {
    /// How far the two of the last sample agree.
    pub fn new(place: Place) -> Agreed {
        Agreed {
            place,
            blind: None,
            differ: Vec::new(),
            by_text: false,
        }
    }

    /// The tags, those first on which they differ most.
    fn tags(&self) -> Vec<OfTag<Label>> {
        let found = self.blind.as_ref().map(Blind::agreement);
        let mut tags = found.map_or_else(Vec::new, |found| found.tags);
        sort_by_key(&mut tags, |tag| (Reverse(tag.either() - tag.both), tag.tag));
        tags
    }

    fn tag(&self, value: Label) -> Option<OfTag<Label>> {
        self.tags().into_iter().find(|tag| tag.tag == value)
    }

    /// What the figures mean, those of the tag the cursor is on among them.
    fn explain(&self, row: Option<&AgreedRow>, cx: &mut Cx<'_>) {
        let Some(blind) = &self.blind else { return };
        let mut lines = blind.explained();
        if let Some(AgreedRow::Tag(value)) = row {
            let name = name(*value, cx.shared);
            let tag = self.tag(*value);
            let of = |tag| words::explained(&tag, &name, &blind.sample.coders);
            lines.extend(tag.map_or_else(Vec::new, of));
        }
        let question = LetterQuestion::new(cx.place, "What these figures mean");
        let question = lines.into_iter().fold(question, LetterQuestion::line);
        cx.open(question.nothing('o', "back"));
    }

    fn settle(&self, cx: &mut Cx<'_>) {
        if let Some(blind) = self.blind.clone().filter(|_| !self.differ.is_empty()) {
            cx.close();
            cx.tell(self.place, |tagging: &mut Tagging, cx| {
                tagging.settle(blind, cx);
            });
        }
    }
}

impl List for Agreed {
    type Key = AgreedRow;

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.words
    }

    fn ask(&mut self, _after: Option<String>, limit: u32, cx: &mut Cx<'_>) {
        let take = |list: &mut Agreed, found: Option<Box<Blind>>, _: &Shared| {
            list.blind = found.map(|blind| *blind);
        };
        cx.ask(Query::Trust(TrustQuery::Blind), then(take));
        let coder = String::new();
        let differ = Query::Trust(TrustQuery::ToSay { coder, limit });
        let take = |list: &mut Agreed, found: Untagged, _: &Shared| list.differ = found.items;
        cx.ask_nth(1, differ, then(take));
    }

    fn keys(&self) -> Vec<AgreedRow> {
        match self.by_text {
            true => {
                let texts = self.differ.iter().map(|quote| quote.view.feedback.id);
                texts.map(AgreedRow::Text).collect()
            }
            false => {
                let tags: Vec<OfTag<Label>> = self.tags();
                let last = (!tags.is_empty()).then_some(AgreedRow::Suggested);
                let tags = tags.into_iter().map(|tag| AgreedRow::Tag(tag.tag));
                tags.chain(last).collect()
            }
        }
    }

    fn subject(&self, key: &AgreedRow) -> Option<Subject> {
        match key {
            AgreedRow::Tag(Label::Tag(tag)) => Some(Subject::Tag(*tag)),
            AgreedRow::Tag(Label::Praise | Label::NoReason) | AgreedRow::Suggested => None,
            AgreedRow::Text(text) => Some(Subject::Feedback(*text)),
        }
    }

    fn command(list: &mut Listing<Agreed>, command: Command, cx: &mut Cx<'_>) -> bool {
        if command == Command::Open {
            list.list.settle(cx);
        } else if command == Command::Define {
            list.list.explain(list.shown.key(), cx);
        } else {
            return false;
        }
        true
    }

    fn can(list: &Listing<Agreed>, command: Command, shared: &Shared) -> Option<bool> {
        if command == Command::Open {
            return Some(shared.writes() && !list.list.differ.is_empty());
        }
        (command == Command::Define).then(|| list.list.blind.is_some())
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Open,
            Command::NextVariant,
            Command::Define,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn variants(&self) -> usize {
        2
    }

    fn turn(list: &mut Listing<Agreed>, _by: usize, _cx: &mut Cx<'_>) {
        list.list.by_text = !list.list.by_text;
        list.fill();
    }

    fn words(&self, command: Command, _key: Option<&AgreedRow>) -> Option<&'static str> {
        Some(match (command, self.by_text) {
            (Command::Open, _) => "settle",
            (Command::NextVariant, true) => "tag by tag",
            (Command::NextVariant, false) => "where they differ",
            _ => return None,
        })
    }

    fn copied(&self, key: &AgreedRow, shared: &Shared) -> Option<String> {
        match key {
            AgreedRow::Tag(value) => Some(words::of_tag(&self.tag(*value)?, &name(*value, shared))),
            AgreedRow::Suggested => self.blind.as_ref().map(Blind::said_right),
            AgreedRow::Text(text) => {
                let mut texts = self.differ.iter();
                let found = texts.find(|quote| quote.view.feedback.id == *text)?;
                Some(found.view.feedback.text.clone())
            }
        }
    }
}

impl PlainList for Agreed {
    fn title(&self, _shared: &Shared) -> String {
        self.blind
            .as_ref()
            .map_or_else(|| "...".to_owned(), Blind::said_in_short)
    }

    fn right(&self, _rows: usize, _shared: &Shared) -> String {
        match self.differ.len() {
            0 => String::new(),
            n => format!("{} to settle", counted(n, "text")),
        }
    }

    fn none(&self) -> &'static str {
        match (&self.blind, self.by_text) {
            (None, _) => "...",
            (Some(_), true) => "there is nothing to settle",
            (Some(_), false) => "there is no text yet that both have tagged",
        }
    }

    fn columns(&self, width: u16) -> Vec<Column> {
        Column::all(match (self.by_text, width >= WIDE) {
            (false, true) => "tag by tag|differ on:10|>each said it of:40",
            (false, false) => "tag by tag|differ on:10",
            (true, true) => ":32|:32|text",
            (true, false) => ":22|:22|text",
        })
    }

    fn cells(&self, key: &AgreedRow, width: u16, shared: &Shared) -> Vec<Cell> {
        let Some(blind) = &self.blind else {
            return Vec::new();
        };
        match key {
            AgreedRow::Tag(value) => self
                .tag(*value)
                .map_or_else(Vec::new, |tag| of_tag(&tag, blind, shared, width >= WIDE)),
            AgreedRow::Suggested => vec![Cell::new(blind.right_in_short(), Weight::Dim)],
            AgreedRow::Text(text) => {
                let mut texts = self.differ.iter();
                let quote = texts.find(|quote| quote.view.feedback.id == *text);
                let both = blind.both(*text).into_iter().flatten();
                let both = both.zip(&blind.sample.coders);
                let both = both.map(|(words, coder)| {
                    let said = format!("{coder}: {}", in_words(words, shared));
                    Cell::new(said, Weight::Plain)
                });
                let text = quote.map(|quote| Cell::new(said(quote), Weight::Dim));
                both.chain(text).collect()
            }
        }
    }
}

fn of_tag(tag: &OfTag<Label>, blind: &Blind, shared: &Shared, wide: bool) -> Vec<Cell> {
    let differ = tag.either() - tag.both;
    let weight = if differ == 0 {
        Weight::Dim
    } else {
        Weight::Plain
    };
    let said = words::of_tag(tag, &name(tag.tag, shared));
    let mut cells = vec![
        Cell::new(said, weight),
        Cell::new(counted(differ, "text"), weight),
    ];
    if wide {
        let [one, other] = &blind.sample.coders;
        let each = format!("{one} {}, {other} {}", tag.each[0], tag.each[1]);
        cells.push(Cell::new(each, Weight::Dim));
    }
    cells
}

/// What a tag or a mark is called.
fn name(value: Label, shared: &Shared) -> String {
    match value {
        Label::Tag(tag) => shared.room.tag_name(tag).to_owned(),
        Label::Praise => Mark::Praise.said().to_owned(),
        Label::NoReason => Mark::NoReason.said().to_owned(),
    }
}

/// What somebody said of a text.
pub fn in_words(words: &CoderWords, shared: &Shared) -> String {
    let all = words.all();
    match all.is_empty() {
        true => "none of the tags".to_owned(),
        false => {
            let names: Vec<String> = all.into_iter().map(|one| name(one, shared)).collect();
            names.join(", ")
        }
    }
}
