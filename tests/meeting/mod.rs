//! A whole meeting through the real loop: the real worker and store, keys in, a drawn screen out.
//! Must not time anything: it waits until the screen shows what it should.

mod import;
mod review;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use churnroom::app::{Model, Msg, Setup};
use churnroom::domain::agenda::Section;
use churnroom::domain::change::{Author, Change, Member, Record};
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::failure::Failure;
use churnroom::domain::meeting::MeetingStatus;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::roadmap::Owner;
use churnroom::runtime::clock::MachineClock;
use churnroom::runtime::{Edited, Ended, Event, OutsideWorld, Worker, run};
use churnroom::store::{OpenOptions, Store};
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::screens::text;

/// How long a screen may take before the test gives up; no assertion depends on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A test backend that tells every picture it was given.
struct Watched {
    inner: TestBackend,
    pictures: Sender<String>,
}

impl Backend for Watched {
    type Error = <TestBackend as Backend>::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Self::Error> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Self::Error> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> Result<Size, Self::Error> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        self.inner.flush()?;
        let _ = self.pictures.send(text(self.inner.buffer()));
        Ok(())
    }
}

/// A world whose clock stands still and that reaches nothing.
struct Still(Moment);

impl OutsideWorld for Still {
    fn now(&self) -> Moment {
        self.0
    }

    fn copy(&mut self, _text: &str) -> Result<(), Failure> {
        Ok(())
    }

    fn edit(&mut self, _text: &str) -> Edited {
        Edited::default()
    }

    fn suspend(&mut self) {}
}

/// A terminal of its own on a room's file: the real loop on a thread.
pub struct Seat {
    events: Sender<Event>,
    pictures: Receiver<String>,
    last: String,
    run: Option<JoinHandle<Result<Ended, Failure>>>,
}

impl Seat {
    /// Sits down at a room's file.
    pub fn at(file: &std::path::Path, person: &str, now: Moment) -> Seat {
        let (events, inbox) = channel();
        let (pictures, seen) = channel();
        let today = Day::ymd(2026, 11, 5).unwrap();
        let setup = Setup {
            person: person.to_owned(),
            today,
            now,
            process: ((now.0 + person.len() as i64) << 22) | i64::from(std::process::id()),
            ..Setup::default()
        };
        let process = setup.process;
        let (file, to_worker) = (file.to_owned(), events.clone());
        let run = thread::spawn(move || {
            let open = move || Store::open(&file, &OpenOptions::default());
            let worker = Worker::start(process, MachineClock::read(Some(today)), to_worker, open)?;
            let mut model = Model::new(setup);
            let mut terminal = Terminal::new(Watched {
                inner: TestBackend::new(80, 24),
                pictures,
            })
            .unwrap();
            run(&mut model, &mut terminal, &inbox, &worker, &mut Still(now))
        });
        Seat {
            events,
            pictures: seen,
            last: String::new(),
            run: Some(run),
        }
    }

    /// Presses keys, written as in `default.toml`.
    pub fn press(&mut self, keys: &str) -> &mut Seat {
        for key in keys.split(' ') {
            let msg = Msg::Chord(key.parse().unwrap());
            self.events.send(Event::Msg(msg)).unwrap();
        }
        self
    }

    /// Types a text and Enter.
    pub fn enter(&mut self, words: &str) -> &mut Seat {
        for c in words.chars() {
            let msg = Msg::Chord(churnroom::keys::Chord::char(c));
            self.events.send(Event::Msg(msg)).unwrap();
        }
        self.press("enter")
    }

    /// Waits until the screen shows some words.
    pub fn sees(&mut self, words: &str) -> &mut Seat {
        while !self.last.contains(words) {
            self.last = self
                .pictures
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("the screen never showed `{words}`:\n{}", self.last));
        }
        self
    }

    /// Waits until the loop has ended.
    pub fn ends(mut self) -> Ended {
        self.run.take().unwrap().join().unwrap().unwrap()
    }

    /// The terminal goes away.
    pub fn hang_up(&self) {
        self.events.send(Event::HungUp).unwrap();
    }
}

/// A room with two owners, in a folder that goes with the test.
fn room() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("room.db");
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    for (name, team) in [("Priya", "Product"), ("Dana", "CS")] {
        let owner = Owner {
            name: name.to_owned(),
            team: team.to_owned(),
            ..Owner::default()
        };
        apply(&mut store, Record::Owner(owner));
    }
    (folder, file)
}

fn apply(store: &mut Store, record: Record) {
    let author = Author {
        person: "Priya".to_owned(),
        at: START,
    };
    store.apply(&author, &Change::add(record)).unwrap();
}

const START: Moment = Moment(1_793_887_620);

#[test]
fn a_meeting_is_held_and_leaves_what_was_written() {
    let (_folder, file) = room();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("Dana")
        .sees("> starts")
        .press("space >")
        .sees("Start the review?");
    seat.press("enter").sees("1 Numbers 0:00 of 5:00");
    seat.press("n")
        .sees("open question")
        .enter("?does it include pauses")
        .sees("added question");
    seat.press(">").sees("2 Why 0:00 of 15:00");
    seat.press("d")
        .sees("Decision")
        .enter("stop lookalikes")
        .sees("added decision");
    seat.press("> > >").sees("5 Actions 0:00 of 5:00");
    seat.press("a")
        .sees("what, @who")
        .enter("fix export @priya 2026-11-20")
        .sees("added action");
    seat.press("> e").sees("Write the minutes to");
    seat.press("esc q");
    assert_eq!(seat.ends(), Ended::Left);

    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    let Ok(Answer::Meetings(meetings)) = store.answer(&Query::Meetings) else {
        panic!("no meetings");
    };
    let meeting = &meetings[0].meeting;
    assert_eq!(meeting.status, MeetingStatus::Ended);
    assert!(meeting.frozen_start.is_some() && meeting.frozen_end.is_some());
    assert_eq!(meetings[0].present.len(), 1);
    assert_eq!(meetings[0].actions, 1);
    let Ok(Answer::Notes(notes)) = store.answer(&Query::Notes(Default::default())) else {
        panic!("no notes");
    };
    let sections: Vec<Option<Section>> = notes.iter().map(|n| n.note.origin.section).collect();
    assert!(sections.contains(&Some(Section::Numbers)) && sections.contains(&Some(Section::Why)));
}

/// A signal to end is heard at once, whatever was typed or pasted before it.
#[test]
fn an_end_does_not_wait_in_line() {
    let (_folder, file) = room();
    let (events, inbox) = channel();
    let to_worker = events.clone();
    let open = move || Store::open(&file, &OpenOptions::default());
    let worker = Worker::start(1, MachineClock::read(None), to_worker, open).unwrap();
    let mut model = Model::new(Setup::default());
    for _ in 0..1000 {
        let key = Msg::Chord("t".parse().unwrap());
        events.send(Event::Msg(key)).unwrap();
    }
    events.send(Event::Terminated).unwrap();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let ended = run(
        &mut model,
        &mut terminal,
        &inbox,
        &worker,
        &mut Still(START),
    );
    assert_eq!(ended.unwrap(), Ended::Sent);
    assert_eq!(model.shared.screen, churnroom::app::ScreenKind::Lobby);
}

#[test]
fn a_terminal_that_is_gone_leaves_a_meeting_that_goes_on() {
    let (_folder, file) = room();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("> starts")
        .press(">")
        .sees("Start the review?")
        .press("enter");
    seat.sees("1 Numbers 0:00")
        .press("> >")
        .sees("3 Roadmap 0:00");
    seat.hang_up();
    assert_eq!(seat.ends(), Ended::Sent);

    let mut seat = Seat::at(&file, "Dana", Moment(START.0 + 500_000_000));
    seat.sees("was left running in 3 Roadmap")
        .press("g")
        .sees("3 Roadmap");
    seat.press("q").sees("The meeting is running").press("a");
    assert_eq!(seat.ends(), Ended::Left);
}

#[test]
fn what_one_terminal_writes_another_shows() {
    let (_folder, file) = room();
    let mut priya = Seat::at(&file, "Priya", START);
    priya.sees("> starts");
    let mut dana = Seat::at(&file, "Dana", START);
    dana.sees("> starts")
        .press("n")
        .sees("Note")
        .enter("late cancellations")
        .sees("saved");
    priya.sees("Dana added");
    for seat in [priya, dana] {
        let mut seat = seat;
        seat.press("q");
        assert_eq!(seat.ends(), Ended::Left);
    }
}

#[test]
fn a_theme_that_another_person_marks_is_marked_here() {
    let (_folder, file) = review::demo();
    let mut priya = Seat::at(&file, "Priya", START);
    priya
        .sees("> starts")
        .press("2")
        .sees("0 of 3 to 5 shortlisted");
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    let Ok(Answer::Tags(tags)) = store.answer(&Query::Tags) else {
        panic!("no tags");
    };
    let reporting = tags.iter().find(|tag| tag.tag.name == "reporting").unwrap();
    let member = Member::Shortlisted {
        period: "2026-10".parse().unwrap(),
        theme: reporting.tag.id,
    };
    let dana = Author {
        person: "Dana".to_owned(),
        at: START,
    };
    store.apply(&dana, &Change::Join(member)).unwrap();
    priya.sees("1 of 3 to 5 shortlisted").press("q");
    assert_eq!(priya.ends(), Ended::Left);
}
