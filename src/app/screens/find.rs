//! Find: words anywhere, in groups, as they are typed. Names that are masked cannot be found.
//! Must not know how it is drawn.

use strum::VariantArray;

use crate::app::cx::{Cx, Open};
use crate::app::field::TextField;
use crate::app::list::{Chosen, moves};
use crate::app::place::ScreenKind;
use crate::app::screen::{Screen, Touched};
use crate::app::searches;
use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::FeedbackView;
use crate::domain::found::Found;
use crate::domain::ids::FeedbackId;
use crate::domain::note::Origin;
use crate::domain::query::Query;
use crate::domain::sought::kept::{Search, may_name, spelled};
use crate::domain::word::all;
use crate::keys::{Chord, Command, Context};

#[cfg(test)]
mod tests;

/// Hits of each kind that are read.
pub const LIMIT: u32 = 30;

/// What hits are gathered under, in the order they are shown: the few before the many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum FoundGroup {
    Accounts,
    Actions,
    /// Notes, questions, decisions.
    Notes,
    Feedback,
}

impl FoundGroup {
    /// All of them, in order.
    pub const ALL: [FoundGroup; 4] = all();

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            FoundGroup::Accounts => "accounts",
            FoundGroup::Actions => "actions",
            FoundGroup::Notes => "notes and decisions",
            FoundGroup::Feedback => "feedback",
        }
    }

    /// How many of it were found.
    pub fn count(self, found: &Found) -> usize {
        match self {
            FoundGroup::Accounts => found.accounts.len(),
            FoundGroup::Actions => found.actions.len(),
            FoundGroup::Notes => found.notes.len(),
            FoundGroup::Feedback => found.feedback.len(),
        }
    }
}

#[derive(Debug, Default)]
pub struct Find {
    /// What is looked for.
    pub field: TextField,
    /// What was found; `None` while nothing was asked.
    pub found: Option<Box<Found>>,
    /// The hits in the order they are shown, and which one the cursor is on.
    pub shown: Chosen<Subject>,
    /// Whether the answer to what is typed is still on its way.
    pub waiting: bool,
    /// What is typed, the searches that it names spelled out.
    pub sought: String,
    /// Why they cannot be.
    pub unknown: Option<Failure>,
}

impl Find {
    /// Asks for what is typed; one letter alone is asked for only where it can be a word.
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let words = self.field.text().trim().to_owned();
        self.waiting = words.chars().count() > 1 || !words.is_ascii();
        if !self.waiting {
            self.found = None;
            self.shown = Chosen::default();
        } else if may_name(&words) {
            cx.ask(
                Query::Searches,
                move |find: &mut Find, kept: Vec<Search>, cx| {
                    // What is typed meanwhile has been asked for itself.
                    if find.field.text().trim() == words {
                        find.look(spelled(&words, &kept), cx);
                    }
                },
            );
        } else {
            self.look(Ok(words), cx);
        }
    }

    fn look(&mut self, words: Result<String, Failure>, cx: &mut Cx<'_>) {
        match words {
            Ok(words) => {
                self.unknown = None;
                self.sought.clone_from(&words);
                let query = Query::Find {
                    words,
                    limit: LIMIT,
                };
                cx.ask(query, |find: &mut Find, found, _| find.answered(found));
            }
            Err(unknown) => {
                self.unknown = Some(unknown);
                self.waiting = false;
                self.take(Box::default());
            }
        }
    }

    /// Looks for other words than those that are typed.
    fn look_for(&mut self, words: String, cx: &mut Cx<'_>) {
        self.field = TextField::with(words);
        self.shown.select(0);
        self.ask(cx);
    }

    fn answered(&mut self, found: Box<Found>) {
        if self.waiting {
            self.waiting = false;
            let kept = self.shown.key().copied().filter(|_| self.shown.at() > 0);
            self.take(found);
            kept.into_iter().for_each(|key| self.shown.select_key(&key));
        }
    }

    fn take(&mut self, found: Box<Found>) {
        self.shown = Chosen::default();
        let accounts = found.accounts.iter().map(|a| Subject::Account(a.id));
        let actions = found.actions.iter().map(|a| Subject::Action(a.action.id));
        let notes = found.notes.iter().map(|n| Subject::Note(n.note.id));
        let feedback = found.feedback.iter().map(|f| &f.feedback);
        let feedback = feedback.map(|f| Subject::Feedback(f.id));
        let all = accounts.chain(actions).chain(notes).chain(feedback);
        self.shown.fill(all);
        self.found = Some(found);
    }

    /// A piece of feedback among the hits.
    pub fn feedback(&self, id: FeedbackId) -> Option<&FeedbackView> {
        let all = self.found.iter().flat_map(|f| &f.feedback);
        all.into_iter().find(|f| f.feedback.id == id)
    }

    /// Selects the first hit of the next group, or of the one before.
    fn jump(&mut self, forward: bool) {
        let Some(found) = &self.found else {
            return;
        };
        let mut starts = Vec::new();
        let mut at = 0;
        for group in FoundGroup::ALL {
            let count = group.count(found);
            if count > 0 {
                starts.push(at);
            }
            at += count;
        }
        let here = self.shown.at();
        let to = if forward {
            let next = starts.iter().find(|start| **start > here);
            next.or(starts.first())
        } else {
            let before = starts.iter().rfind(|start| **start < here);
            before.or(starts.last())
        };
        to.into_iter().for_each(|to| self.shown.select(*to));
    }

    fn open(&self, cx: &mut Cx<'_>) {
        let Some(hit) = self.shown.key() else {
            return;
        };
        match *hit {
            Subject::Account(id) => cx.open(Open::Story(id, None)),
            Subject::Action(_) => cx.seek(ScreenKind::Actions, *hit),
            Subject::Feedback(id) => match self.feedback(id).and_then(|f| f.feedback.account) {
                Some(account) => cx.open(Open::Story(account, Some(id))),
                None => cx.open(Open::Thread(*hit)),
            },
            Subject::Room
            | Subject::Tag(_)
            | Subject::Owner(_)
            | Subject::Item(_)
            | Subject::Link(_)
            | Subject::Meeting(_)
            | Subject::Note(_)
            | Subject::Aim(_)
            | Subject::DayMark(_)
            | Subject::Outreach(_)
            | Subject::Import(_) => cx.open(Open::Thread(*hit)),
        }
    }
}

impl Screen for Find {
    fn context(&self) -> Context {
        Context::Text
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers() || touched.notes || touched.actions
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let taken = self.field.typed(chord, cx);
        if taken {
            self.shown.select(0);
            self.ask(cx);
        }
        taken
    }

    fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.field.pasted(text, cx);
        self.ask(cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Accept => self.open(cx),
            Command::Complete => self.jump(true),
            Command::PreviousPane => self.jump(false),
            Command::Searches => {
                let typed = self.field.text().trim().to_owned();
                searches::offer(typed, Find::look_for, cx);
            }
            _ => return self.shown.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.shown.select(row);
        self.open(cx);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::Accept | Command::Complete | Command::PreviousPane => {
                Some(!self.shown.is_empty())
            }
            Command::Searches => Some(true),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::Accept,
            Command::Complete,
            Command::Searches,
            Command::Back,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Accept => Some("open"),
            Command::Complete => Some("next group"),
            _ => None,
        }
    }

    fn origin(&self) -> Origin {
        let mut origin = Origin::default();
        match self.shown.key() {
            Some(Subject::Account(id)) => origin.account = Some(*id),
            Some(Subject::Feedback(id)) => {
                origin.feedback = Some(*id);
                origin.account = self.feedback(*id).and_then(|f| f.feedback.account);
            }
            _ => {}
        }
        origin
    }

    fn subject(&self) -> Option<Subject> {
        self.shown.key().copied()
    }

    fn copied(&self, _shared: &Shared) -> Option<String> {
        let mut accounts = self.found.as_ref()?.accounts.iter();
        match self.shown.key()? {
            Subject::Account(id) => Some(accounts.find(|a| a.id == *id)?.name.clone()),
            Subject::Feedback(id) => Some(self.feedback(*id)?.feedback.text.clone()),
            _ => None,
        }
    }
}
