//! Rooms to test in, and short ways to say things to them.

use std::path::PathBuf;

use churnroom::domain::agenda::Agenda;
use churnroom::domain::change::{Applied, Author, Change, Record, Subject};
use churnroom::domain::clock::Clock;
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::failure::Failure;
use churnroom::domain::feedback::{Feedback, Tag};
use churnroom::domain::ids::{AccountId, FeedbackId, MeetingId, OwnerId, RoadmapId, TagId};
use churnroom::domain::meeting::{Meeting, MeetingStatus};
use churnroom::domain::note::{Action, Note, Origin};
use churnroom::domain::profile::Profile;
use churnroom::domain::query::{ActionFilter, Answer, NoteFilter, Query};
use churnroom::domain::roadmap::{Owner, RoadmapItem};
use churnroom::domain::{account::Account, period::Period};
use churnroom::store::{OpenOptions, Store};
use tempfile::TempDir;

/// A room and, on disk, the folder it lies in.
pub struct Room {
    pub store: Store,
    folder: Option<TempDir>,
    seconds: i64,
}

/// Runs a test on a room in memory and on one on disk.
pub fn both(test: impl Fn(&mut Room)) {
    test(&mut Room::memory());
    test(&mut Room::disk());
}

pub fn october() -> Period {
    "2026-10".parse().unwrap()
}

impl Room {
    pub fn memory() -> Room {
        Room {
            store: Store::in_memory().unwrap(),
            folder: None,
            seconds: 1_790_000_000,
        }
    }

    pub fn disk() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("room.db"), &OpenOptions::default()).unwrap();
        Room {
            store,
            folder: Some(folder),
            seconds: 1_790_000_000,
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.as_ref().unwrap().path().join("room.db")
    }

    /// As after a restart; a room in memory has none.
    pub fn reopen(&mut self) {
        if self.folder.is_some() {
            self.store = Store::open(&self.path(), &OpenOptions::default()).unwrap();
        }
    }

    /// A second process on the same file.
    pub fn other(&self) -> Store {
        Store::open(&self.path(), &OpenOptions::default()).unwrap()
    }

    /// Somebody, a second after the last one.
    pub fn author(&mut self, person: &str) -> Author {
        self.seconds += 1;
        Author {
            person: person.to_owned(),
            at: Moment(self.seconds),
        }
    }

    pub fn try_as(&mut self, person: &str, change: &Change) -> Result<Applied, Failure> {
        let author = self.author(person);
        self.store.apply(&author, change)
    }

    pub fn by(&mut self, person: &str, change: Change) -> Applied {
        self.try_as(person, &change).unwrap()
    }

    /// Priya does it.
    pub fn apply(&mut self, change: Change) -> Applied {
        self.by("Priya", change)
    }

    pub fn undo(&mut self) -> Applied {
        self.apply(Change::Undo)
    }

    pub fn redo(&mut self) -> Applied {
        self.apply(Change::Redo)
    }

    fn added(&mut self, record: Record) -> Subject {
        self.apply(Change::add(record)).subject
    }

    pub fn account(&mut self, external: &str) -> AccountId {
        let account = Account {
            external: external.to_owned(),
            ..Account::default()
        };
        match self.added(Record::Account(account)) {
            Subject::Account(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn feedback(&mut self, text: &str, account: Option<AccountId>) -> FeedbackId {
        let feedback = Feedback {
            text: text.to_owned(),
            account,
            received: Some(Day::ymd(2026, 10, 12).unwrap()),
            ..Feedback::default()
        };
        match self.added(Record::Feedback(feedback)) {
            Subject::Feedback(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn tag(&mut self, name: &str, parent: Option<TagId>) -> TagId {
        let tag = Tag {
            name: name.to_owned(),
            parent,
            ..Tag::default()
        };
        match self.added(Record::Tag(tag)) {
            Subject::Tag(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn owner(&mut self, name: &str) -> OwnerId {
        let owner = Owner {
            name: name.to_owned(),
            team: "Product".to_owned(),
            ..Owner::default()
        };
        match self.added(Record::Owner(owner)) {
            Subject::Owner(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn item(&mut self, key: &str) -> RoadmapId {
        let item = RoadmapItem {
            external: key.to_owned(),
            title: format!("Item {key}"),
            ..RoadmapItem::default()
        };
        match self.added(Record::Item(item)) {
            Subject::Item(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn meeting(&mut self, started: &str) -> MeetingId {
        let day: Day = started.parse().unwrap();
        let meeting = Meeting {
            id: MeetingId(0),
            period: Period::month_of(day).previous(),
            profile: Profile::Snapshot,
            status: MeetingStatus::Running,
            started: Moment(i64::from(day.0) * 86_400 + 50_000),
            utc_offset: 0,
            agenda: Agenda::default(),
            clock: Clock::default(),
            frozen_start: None,
            frozen_end: None,
        };
        match self.added(Record::Meeting(meeting)) {
            Subject::Meeting(id) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn action(&mut self, what: &str, owner: Option<OwnerId>, origin: Origin) -> Action {
        let author = self.author("Priya");
        let action = Action {
            what: what.to_owned(),
            owner,
            person: author.person,
            at: author.at,
            origin,
            ..Action::default()
        };
        let Subject::Action(id) = self.added(Record::Action(action)) else {
            panic!("not an action")
        };
        let filter = ActionFilter {
            id: Some(id),
            ..ActionFilter::default()
        };
        match self.store.answer(&Query::Actions(filter)).unwrap() {
            Answer::Actions(mut actions) => actions.remove(0).action,
            other => panic!("{other:?}"),
        }
    }

    pub fn note(&mut self, text: &str, origin: Origin) -> Note {
        let author = self.author("Priya");
        let note = Note {
            text: text.to_owned(),
            person: author.person,
            at: author.at,
            origin,
            ..Note::default()
        };
        self.added(Record::Note(note));
        match self
            .store
            .answer(&Query::Notes(NoteFilter::default()))
            .unwrap()
        {
            Answer::Notes(mut notes) => notes.pop().unwrap().note,
            other => panic!("{other:?}"),
        }
    }

    /// Everything that can be read and that a change may touch.
    pub fn everything(&mut self) -> Vec<Answer> {
        everything(&mut self.store)
    }
}

/// Everything that can be read and that a change may touch, but the journal.
pub fn everything(store: &mut Store) -> Vec<Answer> {
    [
        Query::Tags,
        Query::Owners,
        Query::Roadmap,
        Query::Links,
        Query::Meetings,
        Query::Shortlist(october()),
        Query::Notes(NoteFilter::default()),
        Query::Actions(ActionFilter::default()),
        Query::Names,
    ]
    .iter()
    .map(|query| store.answer(query).unwrap())
    .collect()
}
