//! One line of text: a plain answer, a note or decision, or an action with what was understood of it.
//! Must not know what a plain answer is for, nor how anything is drawn.

mod below;
mod decided;
mod whom;
mod written;

use crate::app::cx::{Cx, FrameOrder, Prompt, Reply};
use crate::app::field::TextField;
use crate::app::picked::PickedAccounts;
use crate::app::screen::Screen;
use crate::app::shared::{Draft, Shared};
use crate::domain::change::{Applied, Change, Field, Record, Subject};
use crate::domain::entry::EntryContext;
use crate::domain::failure::{Code, Failure};
use crate::domain::marks::DayMark;
use crate::domain::note::{ActionView, NoteKind, Origin};
use crate::domain::roadmap::Owner;
use crate::keys::{Chord, Command, Context};

use decided::DecidedBefore;
use whom::For;

/// Texts up to here are read along while they are typed, in bytes; a longer one is understood at the end.
const READ_ALONG: usize = 4 << 10;

/// What the line becomes.
#[derive(Debug)]
enum LineFor {
    /// The asker's affair; its reply is gone once it was given, or that which asks for searches that are kept.
    Plain(Option<Reply<String>>, Option<Reply<String>>),
    /// A note, question, decision or "no action".
    Note(NoteKind, Origin),
    Action(Origin),
    /// A mark on a day, with the one it changes.
    Mark(Option<Box<DayMark>>),
    /// The team of somebody new, with the action's line that named them.
    Team {
        name: String,
        action: String,
        origin: Origin,
    },
}

#[derive(Debug)]
pub struct LineInput {
    entry: LineFor,
    pub title: String,
    /// What helps while typing; replaced by what was understood of an action.
    pub hint: String,
    /// The text.
    pub field: TextField,
    /// Owners added from here, until the room's own list has them.
    added: Vec<Owner>,
    /// The field of something that it becomes.
    pub of: Option<(Subject, Field)>,
    /// The line that was warned about: Enter on the same line again goes ahead.
    warned: Option<String>,
    /// Whom an action is for.
    whom: For,
    /// What was decided before on what a decision is written on.
    earlier: DecidedBefore,
    /// What is open already, of which an action's owner has their part.
    open: Vec<ActionView>,
}

impl LineInput {
    /// A line somebody asked for.
    pub fn plain(prompt: Prompt, shared: &Shared) -> LineInput {
        let prompt = written::again(prompt, shared);
        let entry = LineFor::Plain(Some(prompt.reply), prompt.searches);
        let mut line = LineInput::new(entry, prompt.title, prompt.text).hint(prompt.hint);
        line.of = prompt.of;
        line
    }

    /// A note, decision or "no action" written from somewhere.
    pub fn note(kind: NoteKind, origin: Origin, shared: &Shared) -> LineInput {
        let (title, hint) = written::asked(kind, &origin, shared);
        let draft = shared.draft(Draft::Note(kind));
        LineInput::new(LineFor::Note(kind, origin), title, draft).hint(hint)
    }

    /// An action written from somewhere, with the accounts of the list there.
    pub fn action(origin: Origin, picked: Option<PickedAccounts>, shared: &Shared) -> LineInput {
        let draft = shared.draft(Draft::Action);
        let mut line = LineInput::new(LineFor::Action(origin), "Action", draft);
        line.whom = For::of(picked);
        line
    }

    /// A new mark on a day, or other days and words for one.
    pub fn mark(of: Option<Box<DayMark>>, shared: &Shared) -> LineInput {
        let line = of.as_ref().map(|mark| mark.line());
        let text = line.unwrap_or_else(|| shared.draft(Draft::Mark));
        LineInput::new(LineFor::Mark(of), "Mark", text)
    }

    fn hint(mut self, words: impl Into<String>) -> LineInput {
        self.hint = words.into();
        self
    }

    fn new(entry: LineFor, title: impl Into<String>, text: String) -> LineInput {
        let title = written::begun(title.into(), &entry, &text);
        LineInput {
            entry,
            title,
            hint: String::new(),
            field: TextField::with(text),
            added: Vec::new(),
            of: None,
            warned: None,
            whom: For::default(),
            earlier: DecidedBefore::default(),
            open: Vec::new(),
        }
    }

    /// What turning whom an action is for does next; `None` where it cannot be for anybody.
    pub fn whom_next(&self) -> Option<&'static str> {
        let is_action = matches!(self.entry, LineFor::Action(_));
        self.whom.next().filter(|_| is_action)
    }

    fn with_around<T>(
        &self,
        origin: &Origin,
        shared: &Shared,
        take: impl FnOnce(&EntryContext<'_>) -> T,
    ) -> T {
        let room = &shared.room.owners;
        let known = |new: &&Owner| room.iter().any(|o| o.name == new.name);
        let added = self.added.iter().filter(|new| !known(new));
        let owners: Vec<Owner> = room.iter().chain(added).cloned().collect();
        take(&EntryContext {
            today: shared.time.today,
            owners: &owners,
            tags: &shared.room.bare_tags,
            theme: origin.theme,
        })
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let text = self.field.text().trim().to_owned();
        if let Some(draft) = written::goes_anew(self.draft(), cx.shared) {
            return cx.order(FrameOrder::SendAnew(draft));
        }
        match &mut self.entry {
            LineFor::Plain(reply, _) => Reply::close(reply, text, cx),
            LineFor::Team { name, .. } => {
                let owner = Owner {
                    name: name.clone(),
                    team: text,
                    ..Owner::default()
                };
                self.added.push(owner.clone());
                cx.apply_then(Change::add(Record::Owner(owner)), LineInput::team_known);
            }
            LineFor::Note(..) | LineFor::Action(_) | LineFor::Mark(_) if text.is_empty() => {
                cx.close()
            }
            LineFor::Note(kind, origin) => {
                let change = written::note(*kind, origin.clone(), &text, cx.shared);
                self.send(change, cx);
            }
            LineFor::Action(origin) => {
                let origin = origin.clone();
                self.accept_action(origin, cx);
            }
            // What is missing stands below the line already.
            LineFor::Mark(of) => {
                if let Ok(change) = written::mark(&text, cx.shared.time.today, of.as_deref()) {
                    self.send(change, cx);
                }
            }
        }
    }

    /// Somebody new was added, or refused: the line of the action goes on.
    fn team_known(&mut self, applied: Option<Applied>, _cx: &mut Cx<'_>) {
        let Some(applied) = applied else {
            self.added.pop();
            return;
        };
        let LineFor::Team { action, origin, .. } = &self.entry else {
            return;
        };
        let (action, origin) = (action.clone(), origin.clone());
        if let (Some(owner), Subject::Owner(id)) = (self.added.last_mut(), applied.subject) {
            owner.id = id;
        }
        "Action".clone_into(&mut self.title);
        self.hint.clear();
        self.warned = Some(action.clone());
        self.field = TextField::with(action);
        self.entry = LineFor::Action(origin);
    }

    /// Asks once for what is missing, then adds it as it is.
    fn accept_action(&mut self, origin: Origin, cx: &mut Cx<'_>) {
        let Some(understood) = self.understood(cx.shared) else {
            return;
        };
        let again = self.is_warned();
        let warning = written::warning(&understood, cx.shared);
        if understood.what.is_empty() {
            self.warn("say what is to be done");
        } else if let (Some(words), false) = (warning, again) {
            self.warn(&words);
        } else if let Some(name) = understood.unknown_owners.first() {
            self.title = format!("Which team is {name} in");
            self.hint = "may be empty".to_owned();
            let (name, action) = (name.clone(), self.field.text().to_owned());
            self.entry = LineFor::Team {
                name,
                action,
                origin,
            };
            self.field = TextField::default();
        } else {
            let origin = self.whom.about(origin);
            let aim = self.whom.aim(&understood, cx.shared.time.today);
            self.send(written::action(understood, origin, aim, cx.shared), cx);
        }
    }

    fn warn(&mut self, words: &str) {
        self.hint = words.to_owned();
        self.warned = Some(self.field.text().to_owned());
    }

    /// The line closes at once, so that no key is lost; its text is kept until the store has it. Where nothing can
    /// be written it stays, for somebody to take the words out of it.
    fn send(&mut self, change: Change, cx: &mut Cx<'_>) {
        if let Some(why) = cx.shared.room.read_only() {
            let failure = Failure::new(Code::ReadOnly, why).not_saved();
            return cx.fail(
                failure.hint("the words stay here until you leave; copy them from the screen"),
            );
        }
        cx.close();
        if let Some((draft, text)) = self.draft() {
            cx.write(draft, text, change);
        }
    }

    fn complete(&mut self, cx: &mut Cx<'_>) {
        let Some(completion) = self.completion(cx.shared) else {
            return;
        };
        if let Some(best) = completion.choices.first() {
            let insert = format!("{} ", best.insert);
            self.field.replace(completion.replaces, &insert, cx);
        }
    }

    /// What is kept of it when it is left; nothing of a plain answer.
    pub fn draft(&self) -> Option<(Draft, String)> {
        let text = self.field.text().to_owned();
        match &self.entry {
            LineFor::Plain(..) => None,
            LineFor::Note(kind, _) => Some((Draft::Note(*kind), text)),
            LineFor::Action(_) => Some((Draft::Action, text)),
            LineFor::Mark(None) => Some((Draft::Mark, text)),
            LineFor::Mark(Some(_)) => Some((Draft::MarkEdited, text)),
            LineFor::Team { action, .. } => Some((Draft::Action, action.clone())),
        }
    }
}

impl Screen for LineInput {
    fn context(&self) -> Context {
        Context::Text
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask_earlier(cx);
        self.ask_open(cx);
        self.consider(cx);
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let typed = self.field.typed(chord, cx);
        self.consider(cx);
        typed
    }

    fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.field.pasted(text, cx);
        self.consider(cx);
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Accept => self.accept(cx),
            Command::Complete => {
                self.complete(cx);
                self.consider(cx);
            }
            Command::Searches => {
                let text = self.field.text().trim().to_owned();
                if let LineFor::Plain(_, searches) = &mut self.entry {
                    Reply::close(searches, text, cx);
                }
            }
            Command::Whom => {
                self.whom.turn();
                self.consider(cx);
            }
            // Of a swapped room the message is read and the line left at once: the next key is for the room again.
            Command::Back if cx.shared.messages.unread.is_none() || cx.shared.room.lost => {
                cx.close();
                if let Some((draft, text)) = self.draft() {
                    cx.keep(draft, text);
                }
                return cx.shared.messages.unread.is_none();
            }
            _ => return false,
        }
        true
    }

    fn text(&self) -> Option<String> {
        Some(self.field.text().to_owned())
    }

    fn edited(&mut self, text: String, cx: &mut Cx<'_>) {
        self.field = TextField::default();
        self.field.pasted(text.trim_end(), cx);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        match command {
            Command::Accept => Some(true),
            Command::Complete => Some(self.names_people().is_some()),
            Command::Whom => Some(self.whom.can_turn()),
            Command::Searches => Some(matches!(self.entry, LineFor::Plain(_, Some(_)))),
            _ => None,
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Accept, Back, Complete, EditOutside, Searches, Whom};
        match &self.entry {
            LineFor::Plain(_, Some(_)) => &[Accept, Searches, EditOutside, Back],
            LineFor::Action(_) if self.whom.can_turn() => {
                &[Accept, Complete, Whom, EditOutside, Back]
            }
            LineFor::Action(_) | LineFor::Note(NoteKind::Decision, _) => {
                &[Accept, Complete, EditOutside, Back]
            }
            _ => &[Accept, EditOutside, Back],
        }
    }
}
