//! One line of text: a plain answer, a note or decision, or an action with what was understood of it.
//! Must not know what a plain answer is for, nor how anything is drawn.

mod whom;
mod written;

use crate::app::cx::{Cx, FrameOrder, Prompt, Reply};
use crate::app::field::TextField;
use crate::app::picked::PickedAccounts;
use crate::app::screen::Screen;
use crate::app::shared::{Draft, Shared};
use crate::domain::change::{Applied, Change, Field, Record, Subject};
use crate::domain::entry::{self, Completion, EntryContext, Understood};
use crate::domain::failure::{Code, Failure};
use crate::domain::field::LONGEST_TEXT;
use crate::domain::marks::DayMark;
use crate::domain::note::{NoteKind, Origin};
use crate::domain::roadmap::Owner;
use crate::keys::{Chord, Command, Context};

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
        }
    }

    /// What was understood of an action so far; `None` for every other line.
    pub fn understood(&self, shared: &Shared) -> Option<Understood> {
        let LineFor::Action(origin) = &self.entry else {
            return None;
        };
        let text = self.field.text();
        Some(self.with_around(origin, shared, |around| entry::action(text, around)))
    }

    /// What the word at the cursor could become: owners after `@`, themes after `#`. Nothing once it is
    /// written out or the line was warned about, so that what was understood is seen.
    pub fn completion(&self, shared: &Shared) -> Option<Completion> {
        let (LineFor::Action(origin), false) = (&self.entry, self.is_warned()) else {
            return None;
        };
        let text = self.field.text();
        if text.len() > READ_ALONG {
            return None;
        }
        let completion = self.with_around(origin, shared, |around| {
            entry::complete(text, self.field.byte_cursor(), around)
        })?;
        let typed = &text[completion.replaces.clone()];
        let whole = |c: &entry::CompletionChoice| c.insert.to_lowercase() == typed.to_lowercase();
        let done = matches!(completion.choices.as_slice(), [only] if whole(only));
        (!done).then_some(completion)
    }

    /// Whether the line as it stands was warned about.
    fn is_warned(&self) -> bool {
        self.warned.as_deref() == Some(self.field.text())
    }

    /// What to say below the line.
    pub fn below(&self, shared: &Shared) -> String {
        if self.is_warned() && !self.hint.is_empty() {
            return self.hint.clone();
        }
        if self.field.text().len() > READ_ALONG {
            let (has, most) = (self.field.text().len() >> 10, LONGEST_TEXT >> 10);
            return format!("{has} KiB of at most {most}");
        }
        match self.understood(shared) {
            Some(_) if self.field.text().trim().is_empty() => {
                "what, @who, when (fri, 20 nov, in 2 weeks, eom), #theme".to_owned()
            }
            Some(u) => self.whom.below(&u),
            None if matches!(self.entry, LineFor::Mark(_)) => {
                written::below_mark(self.field.text(), shared.time.today)
            }
            None => self.hint.clone(),
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
            Command::Complete => Some(matches!(self.entry, LineFor::Action(_))),
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
            LineFor::Action(_) => &[Accept, Complete, EditOutside, Back],
            _ => &[Accept, EditOutside, Back],
        }
    }
}
