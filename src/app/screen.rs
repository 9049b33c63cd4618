//! What every screen and overlay is to the rest: the one seam between them and the frame.
//! Must not know any particular screen.

use std::any::Any;

use crate::domain::change::{Change, Member, Subject};
use crate::domain::note::Origin;
use crate::domain::thread::ThreadOf;
use crate::keys::{Chord, Command, Context};

use super::cx::Cx;
use super::picked::PickedAccounts;
use super::shared::Shared;

/// What a change from the feed was about, so that a screen can say whether it shows that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// An import came or went: everything may be different.
    pub rows: bool,
    /// Tags, marks, pins, feedback.
    pub words: bool,
    /// Accounts.
    pub accounts: bool,
    /// Owners.
    pub owners: bool,
    /// Roadmap items and links.
    pub roadmap: bool,
    /// What was done about accounts for an item.
    pub outreach: bool,
    /// Meetings: clock, attendance, discussed and shortlisted themes.
    pub meetings: bool,
    /// Notes, questions, decisions.
    pub notes: bool,
    /// Actions.
    pub actions: bool,
    /// Marks on days.
    pub marks: bool,
    /// A customer was erased.
    pub erased: bool,
}

impl Touched {
    /// Adds what a change is about.
    pub fn by(&mut self, change: &Change) {
        match change {
            Change::Add(record) | Change::Remove(record) => self.subject(record.subject()),
            Change::Set(edit) => self.subject(edit.subject),
            Change::Warn(list) => self.subject(Subject::Meeting(list.meeting)),
            Change::Join(member) | Change::Leave(member) => self.member(member),
            Change::Give(_) | Change::Sweep(_) => self.words = true,
            // Searches are read when they are asked for.
            Change::Keep(_) => {}
            // What somebody says blind is seen by nobody else; what the room settles is the text's tag.
            Change::Blind(what) => self.words |= !what.is_of_a_coder(),
            // Links, notes and actions of the one become the other's.
            Change::Move(_) => {
                self.subject(Subject::Tag(0.into()));
                (self.roadmap, self.meetings) = (true, true);
                (self.notes, self.actions) = (true, true);
            }
            Change::All(changes) => changes.iter().for_each(|c| self.by(c)),
            Change::Import(_) | Change::RevertImport(_) | Change::Undo | Change::Redo => {
                self.rows = true;
            }
            // A name is gone wherever it stood.
            Change::Erase(_) => {
                (self.rows, self.words, self.notes, self.actions) = (true, true, true, true);
                self.erased = true;
            }
        }
    }

    /// Whether anything but the meeting's course was touched.
    pub fn numbers(self) -> bool {
        self.rows || self.words || self.accounts
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Room | Subject::Import(_) => self.rows = true,
            Subject::Account(_) => self.accounts = true,
            Subject::Feedback(_) | Subject::Tag(_) => self.words = true,
            Subject::Owner(_) => self.owners = true,
            Subject::Item(_) | Subject::Link(_) => self.roadmap = true,
            Subject::Outreach(_) => self.outreach = true,
            Subject::Meeting(_) => self.meetings = true,
            Subject::Note(_) => self.notes = true,
            Subject::Action(_) | Subject::Aim(_) => self.actions = true,
            Subject::DayMark(_) => self.marks = true,
        }
    }

    fn member(&mut self, member: &Member) {
        match member {
            Member::Tagged { .. } | Member::TakenOff { .. } => self.words = true,
            Member::Present { .. } | Member::Discussed { .. } | Member::Shortlisted { .. } => {
                self.meetings = true;
            }
            Member::With { .. } => self.actions = true,
        }
    }
}

/// One idea for presenter view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// A number or a word or two, drawn big: digits, letters, `%`.
    pub big: String,
    /// Lines below it, the most important first.
    pub words: Vec<String>,
}

/// One next thing, for the conductor's line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextThing {
    /// What it is: said whole, and shorter where that has no room. The first that fits is drawn.
    pub words: Vec<String>,
    /// What does it: its key stands behind the words.
    pub by: Option<Command>,
    /// What stands behind the key: where it is pressed, or what it does.
    pub behind: &'static str,
}

impl NextThing {
    /// Words without a key.
    pub fn of(words: impl Into<String>) -> NextThing {
        NextThing {
            words: vec![words.into()],
            ..NextThing::default()
        }
    }

    /// The same, shorter.
    pub fn or(mut self, shorter: impl Into<String>) -> NextThing {
        self.words.push(shorter.into());
        self
    }

    /// With the command that does it.
    pub fn by(mut self, command: Command) -> NextThing {
        self.by = Some(command);
        self
    }

    /// With what stands behind the key.
    pub fn behind(mut self, words: &'static str) -> NextThing {
        self.behind = words;
        self
    }
}

/// A screen or an overlay. Everything has a default, so that a screen says only what is its own.
pub trait Screen: Any {
    /// The context its keys are looked up in.
    fn context(&self) -> Context {
        Context::Overlay
    }

    /// It is about to be seen, or what it shows has changed: ask for what it needs.
    /// Called again when the period changes and when the feed says it is concerned.
    fn entered(&mut self, _cx: &mut Cx<'_>) {}

    /// Another screen takes its place.
    fn left(&mut self, _cx: &mut Cx<'_>) {}

    /// The frame has read the room again: its facts, owners, tags or meetings.
    fn room_read(&mut self, _cx: &mut Cx<'_>) {}

    /// A customer was erased: what was read before that is not shown any more.
    fn erased(&mut self) {}

    /// Other terminals came, went, or have other texts in front.
    fn others_moved(&mut self, _cx: &mut Cx<'_>) {}

    /// Whether it shows anything of what was touched.
    fn concerned(&self, _touched: Touched) -> bool {
        true
    }

    /// Whether the next key is about what is still asked for: keys wait for it, or whoever is quick would have them
    /// taken for something else.
    fn waits(&self) -> bool {
        false
    }

    /// A command; `false` leaves it to the frame.
    fn command(&mut self, _command: Command, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// A chord that its context keeps for typing (text, tag letters), before commands.
    fn typed(&mut self, _chord: Chord, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// A pasted text.
    fn pasted(&mut self, _text: &str, _cx: &mut Cx<'_>) {}

    /// The text being typed, for `$EDITOR`.
    fn text(&self) -> Option<String> {
        None
    }

    /// The text as it came back from `$EDITOR`.
    fn edited(&mut self, _text: String, _cx: &mut Cx<'_>) {}

    /// Somebody came here for one thing: select it. Called right after `entered`.
    fn seek(&mut self, _subject: Subject, _cx: &mut Cx<'_>) {}

    /// A row of its focused list was clicked.
    fn clicked(&mut self, _row: usize, _cx: &mut Cx<'_>) {}

    /// Whether one of its commands is possible now; `None` for those it does not have.
    fn can(&self, _command: Command, _shared: &Shared) -> Option<bool> {
        None
    }

    /// The commands its footer shows, most useful first.
    fn footer(&self) -> &'static [Command] {
        &[]
    }

    /// Better words for a command's place in the footer than the table's: `Space discussed`.
    fn words(&self, _command: Command) -> Option<&'static str> {
        None
    }

    /// What presenter view shows big; `None` leaves the screen as it is.
    fn headline(&self, _shared: &Shared) -> Option<Headline> {
        None
    }

    /// The one thing to do next here; `None` where nothing is.
    fn next_thing(&self, _shared: &Shared) -> Option<NextThing> {
        None
    }

    /// What is selected, for notes, decisions and actions written from here.
    fn origin(&self) -> Origin {
        Origin::default()
    }

    /// The accounts of its list, for an action that is written here.
    fn picked(&self, _shared: &Shared) -> Option<PickedAccounts> {
        None
    }

    /// The selected thing.
    fn subject(&self) -> Option<Subject> {
        None
    }

    /// What is selected, for its thread.
    fn thread(&self) -> Option<ThreadOf> {
        self.subject().map(ThreadOf::Thing)
    }

    /// What `copy` puts on the clipboard, names already as `shared` shows them.
    fn copied(&self, _shared: &Shared) -> Option<String> {
        None
    }
}
