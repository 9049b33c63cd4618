//! An account's whole story: its balance over time, every movement, every word, its tags, its actions.
//! Must not know how it is drawn.

use crate::app::adjusting;
use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::feedback::FeedbackView;
use crate::domain::ids::{AccountId, FeedbackId};
use crate::domain::note::Origin;
use crate::domain::outlook::Outlook;
use crate::domain::query::Query;
use crate::domain::story::Story;
use crate::keys::{Command, Context};

/// Which list has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryPane {
    /// What it said.
    #[default]
    Words,
    /// What it paid.
    Money,
}

#[derive(Debug)]
pub struct StoryLayer {
    account: AccountId,
    /// The story; `None` until answered.
    pub told: Option<Box<Story>>,
    /// What lies ahead of it; `None` until answered, and where nothing does.
    pub outlook: Option<Outlook>,
    /// Which list has the cursor.
    pub pane: StoryPane,
    /// Its words, newest first, and which one the cursor is on.
    pub words: Chosen<FeedbackId>,
    /// Its movements, newest first by place in the story, and which one the cursor is on.
    pub movements: Chosen<usize>,
}

impl StoryLayer {
    /// The story of an account, from a piece of its words on.
    pub fn new(account: AccountId, at: Option<FeedbackId>) -> StoryLayer {
        let mut words = Chosen::default();
        words.fill(at);
        StoryLayer {
            account,
            told: None,
            outlook: None,
            pane: StoryPane::Words,
            words,
            movements: Chosen::default(),
        }
    }

    fn selected(&self) -> Option<&FeedbackView> {
        let id = self.words.key().filter(|_| self.pane == StoryPane::Words)?;
        let told = self.told.as_ref()?;
        told.feedback.iter().find(|f| f.feedback.id == *id)
    }
}

impl Screen for StoryLayer {
    fn context(&self) -> Context {
        Context::Story
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let tell = |story: &mut StoryLayer, told: Box<Story>, _: &mut Cx<'_>| {
            let words = told.feedback.iter().map(|f| f.feedback.id);
            story.words.fill(words);
            story.movements.fill((0..told.movements.len()).rev());
            story.told = Some(told);
        };
        cx.ask(Query::Story(self.account), tell);
        // Behind the story: the first outlook after an import takes a moment to work out.
        let look_ahead = |story: &mut StoryLayer, outlook: Box<Option<Outlook>>, _: &mut Cx<'_>| {
            story.outlook = *outlook;
        };
        cx.ask(Query::Outlook(self.account), look_ahead);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers() || touched.actions
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        let page = cx.shared.look.page();
        if let Some(told) = &self.told
            && adjusting::command::<StoryLayer>(command, &told.account, cx)
        {
            return true;
        }
        match (command, self.pane) {
            (Command::NextPane | Command::PreviousPane, StoryPane::Words) => {
                self.pane = StoryPane::Money
            }
            (Command::NextPane | Command::PreviousPane, StoryPane::Money) => {
                self.pane = StoryPane::Words
            }
            (_, StoryPane::Words) => return self.words.step(command, page / 2),
            (_, StoryPane::Money) => return self.movements.step(command, page),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        match self.pane {
            StoryPane::Words => self.words.select(row),
            StoryPane::Money => self.movements.select(row),
        }
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::NextPane | Command::PreviousPane => Some(true),
            Command::Exclude | Command::Same => Some(self.told.is_some()),
            _ => moves(command).then_some(true),
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::NextPane,
            Command::Action,
            Command::Note,
            Command::Thread,
            Command::Copy,
            Command::Exclude,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        self.told
            .as_ref()
            .and_then(|told| adjusting::words(command, &told.account))
    }

    fn origin(&self) -> Origin {
        Origin {
            account: Some(self.account),
            feedback: self.selected().map(|f| f.feedback.id),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        let piece = self.selected().map(|f| Subject::Feedback(f.feedback.id));
        Some(piece.unwrap_or(Subject::Account(self.account)))
    }

    fn copied(&self, _shared: &Shared) -> Option<String> {
        let told = self.told.as_ref()?;
        let name = told.brief.name.as_str();
        match self.selected() {
            Some(view) => Some(format!("\"{}\" ({name})", &view.feedback.text)),
            None => Some(name.to_owned()),
        }
    }
}
