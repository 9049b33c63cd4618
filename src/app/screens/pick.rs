//! One of several: a list narrowed by typing. Whoever opened it is told which row was taken.
//! Must not know what is picked or why.

use crate::app::cx::{Choice, Cx, Offer, Picked, Reply};
use crate::app::list::moves;
use crate::app::narrowed::Narrowed;
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::domain::codebook::same_name;
use crate::keys::{Chord, Command, Context};

#[derive(Debug)]
pub struct Pick {
    /// The question.
    pub title: String,
    /// Whether a text that is in no row can be taken as it is (a new tag).
    pub free: bool,
    /// The rows, narrowed by typing.
    pub list: Narrowed<Choice<usize>>,
    /// What is done with the one taken; gone once it was.
    reply: Option<Reply<Picked<usize>>>,
}

impl Pick {
    /// A list that was offered.
    pub fn new(offer: Offer) -> Pick {
        Pick {
            title: offer.title,
            free: offer.free,
            list: Narrowed::new(offer.choices, |row| [row.label.clone(), row.detail.clone()]),
            reply: Some(offer.reply),
        }
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let typed = self.list.field.text().trim();
        let mut rows = self.list.rows.iter();
        let exact = rows.find(|r| same_name(&r.label, typed));
        let picked = match exact.or(self.list.selected()) {
            Some(row) => Picked::One(row.value),
            None if self.free && !typed.is_empty() => Picked::New(typed.to_owned()),
            None => return,
        };
        Reply::close(&mut self.reply, picked, cx);
    }
}

impl Screen for Pick {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        self.list.typed(chord, cx)
    }

    fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.list.pasted(text, cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        if command == Command::Accept {
            self.accept(cx);
            return true;
        }
        self.list.step(command, cx.shared.look.page())
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.list.select(row);
        self.accept(cx);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::Accept => Some(self.free || !self.list.is_empty()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}
