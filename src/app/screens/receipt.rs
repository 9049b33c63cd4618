//! How files would be read and what the room would hold with them: seen before anything is written. What is open is
//! settled by a number, the sum that finance gives is typed, Enter imports. Must not know files.

use crate::app::cx::{Cx, FrameOrder, Prompt, Reply};
use crate::app::looked::{Looked, ToSettle};
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::domain::failure::Failure;
use crate::domain::typed::split;
use crate::keys::{Chord, Command, Context};

#[derive(Debug, Default)]
pub struct ReceiptLayer {
    /// What is shown.
    pub looked: Looked,
    /// Lines scrolled down.
    pub scroll: usize,
    /// Which of the things that are open is shown.
    pub at: usize,
}

impl ReceiptLayer {
    /// Of files that were looked at.
    pub fn new(looked: Looked) -> ReceiptLayer {
        ReceiptLayer {
            looked,
            scroll: 0,
            at: 0,
        }
    }

    /// What is open and shown.
    pub fn open(&self) -> Option<&ToSettle> {
        self.looked.open.get(self.at)
    }

    /// How many of the things that are open can be taken as they stand.
    pub fn can_stand(&self) -> usize {
        self.looked
            .open
            .iter()
            .filter(|open| open.can_stand)
            .count()
    }

    /// Settles what is shown; where a column is still to be named, by typing that.
    fn settle(&self, at: usize, cx: &mut Cx<'_>) {
        let way = self.open().and_then(|open| open.ways.get(at));
        let Some((option, _)) = way else { return };
        if !option.ends_with("COLUMN") {
            return self.again(option, cx);
        }
        let mut words = self.looked.words.clone();
        words.extend(split(option));
        cx.close();
        cx.order(FrameOrder::AskImport(words));
    }

    /// Shows what is open behind what is shown, or before it.
    fn turn(&mut self, by: usize) {
        let all = self.looked.open.len().max(1);
        self.at = (self.at + by) % all;
    }

    /// Looks again, with more said.
    fn again(&self, more: &str, cx: &mut Cx<'_>) {
        let mut words = self.looked.words.clone();
        words.extend(split(more));
        cx.close();
        cx.order(FrameOrder::Look(words));
    }

    fn ask_finance(&self, cx: &mut Cx<'_>) {
        let words = self.looked.words.clone();
        let place = cx.place;
        let reply = Reply::new(move |sum: String, cx: &mut Cx<'_>| {
            let mut words = words;
            if let Some(at) = words.iter().position(|word| word == "--expect-mrr") {
                words.drain(at..(at + 2).min(words.len()));
            }
            if !sum.trim().is_empty() {
                words.extend(["--expect-mrr".to_owned(), sum.trim().to_owned()]);
            }
            cx.tell(place, |_: &mut ReceiptLayer, cx| cx.close());
            cx.order(FrameOrder::Look(words));
        });
        cx.open(
            Prompt::with("Finance says the MRR is", "", reply)
                .hint("the sum on the last day; nothing is imported that does not come to it"),
        );
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        if !self.looked.open.is_empty() {
            let hint = match self.can_stand() {
                0 => "settle it with a number",
                _ => "settle it with a number, or r",
            };
            return cx.fail(Failure::usage("something is open").hint(hint));
        }
        cx.close();
        cx.order(FrameOrder::ImportFiles(self.looked.words.clone()));
    }
}

impl Screen for ReceiptLayer {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        match chord.typed() {
            Some('r') if self.can_stand() > 0 => self.again("--ignore-rest", cx),
            Some('f') => self.ask_finance(cx),
            Some('e') => {
                cx.close();
                cx.order(FrameOrder::AskImport(self.looked.words.clone()));
            }
            Some('n') => self.turn(1),
            Some('p') => self.turn(self.looked.open.len().saturating_sub(1)),
            Some(c) => {
                let number = c.to_digit(10).and_then(|n| (n as usize).checked_sub(1));
                number.into_iter().for_each(|at| self.settle(at, cx));
            }
            None => {}
        }
        true
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        let page = cx.shared.look.page();
        let last = self.looked.lines.len().saturating_sub(1);
        match command {
            Command::Accept => self.accept(cx),
            Command::Complete => self.turn(1),
            Command::Up => self.scroll = self.scroll.saturating_sub(1),
            Command::Down => self.scroll = (self.scroll + 1).min(last),
            Command::PageUp => self.scroll = self.scroll.saturating_sub(page),
            Command::PageDown => self.scroll = (self.scroll + page).min(last),
            _ => return false,
        }
        true
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        use Command::{Accept, Complete, Down, PageDown, PageUp, Up};
        matches!(command, Accept | Complete | Up | Down | PageUp | PageDown).then_some(true)
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}
