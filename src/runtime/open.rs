//! Opening the room on this terminal: guard, threads, worker, loop, and everything undone at the end.
//! Must not know what any screen shows.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::Start;
use crate::app::{Model, Setup, Tone};
use crate::domain::agenda::Agenda;
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::period::Period;
use crate::domain::rules::Rules;
use crate::store::{OpenOptions, Store, sweep};

use super::clock::MachineClock;
use super::event::Event;
use super::outside::World;
use super::run::{Ended, run};
use super::terminal::Guard;
use super::worker::Worker;
use super::{log, process, scratch, signals};

/// How long the figures have the machine to themselves before the whole file is read to check it.
const FIGURES_FIRST: Duration = Duration::from_secs(3);

/// How long the room has to fail before the screen is taken: a wrong path never flashes.
const EARLY: Duration = Duration::from_millis(30);

/// What is shown first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OpenedRoom {
    /// The lobby.
    #[default]
    Lobby,
    /// A meeting, started or gone on with at once.
    Meeting {
        /// Its period; the room's default when `None`.
        period: Option<Period>,
        /// When the room must be empty; what is left is shortened in proportion, Actions last.
        until: Option<Moment>,
        /// Keeps nothing: everything happens in a copy.
        rehearse: bool,
    },
}

/// How to open the room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoomOptions {
    /// The room's file; it is made when there is none.
    pub db: PathBuf,
    /// Who types.
    pub person: String,
    /// Today, if it is not the machine's.
    pub today: Option<Day>,
    /// Names are masked.
    pub mask: bool,
    /// What the team has settled about its numbers, from the config.
    pub rules: Rules,
    /// Section minutes and presenters of new meetings, from the config.
    pub agenda: Agenda,
    /// The colours, from the config; `None` looks at the terminal.
    pub tone: Option<Tone>,
    /// What is shown first.
    pub start: OpenedRoom,
}

/// Opens the room on this terminal and stays until a person leaves.
///
/// # Errors
/// No terminal (`Code::Usage`), a file that is no room, or a terminal that cannot be drawn on.
pub fn open_room(options: RoomOptions) -> Result<(), Failure> {
    log::start();
    scratch::sweep();
    let (events, inbox) = channel();
    let process = process::number();
    let clock = MachineClock::read(options.today);
    let rehearsal = rehearsal(&options)?;
    let path = rehearsal.as_ref().map_or_else(
        || options.db.clone(),
        |folder| folder.path().join("room.db"),
    );
    let rules = options.rules.clone();
    let (file, beside) = (path.clone(), options.db.clone());
    let worker = Worker::start(process, clock, events.clone(), move || {
        let mut store = Store::open(&file, &OpenOptions::default())?;
        store.set_rules(rules);
        store.set_today(clock.today());
        // Behind the first frame: nobody waits for it.
        sweep(&beside, &process::is_gone);
        Ok(store)
    })?;
    early_failure(&inbox, &events)?;
    let mut model = Model::new(setup(&options, clock, process));
    let ended = on_terminal(&mut model, &inbox, &events, &worker, &path, &options, clock);
    drop(worker);
    ended
}

/// The screen taken, the loop run, the screen given back, whatever happens in between.
fn on_terminal(
    model: &mut Model,
    inbox: &Receiver<Event>,
    events: &Sender<Event>,
    worker: &Worker,
    path: &Path,
    options: &RoomOptions,
    clock: MachineClock,
) -> Result<(), Failure> {
    // Heard first: one that comes while the screen is taken has to give it back.
    signals::start(events.clone())?;
    let guard = Guard::enter()?;
    let mut screen = guard.screen()?;
    let mut world = World {
        clock,
        input: None,
        events: events.clone(),
        detect: options.tone.is_none() && coloured(),
    };
    check_later(path.to_owned(), events.clone());
    let ended = run(model, &mut screen, inbox, worker, &mut world).map(|ended| {
        if ended == Ended::Sent {
            // An import under way is taken back whole, as it is on the command line.
            worker.stop_reading();
        }
    });
    // Dropped on a terminal that is gone, it would print and so panic; the guard undoes everything.
    std::mem::forget(screen);
    ended
}

fn setup(options: &RoomOptions, clock: MachineClock, process: i64) -> Setup {
    let (period, start) = match options.start {
        OpenedRoom::Lobby => (None, None),
        OpenedRoom::Meeting {
            period,
            until,
            rehearse,
        } => (period, Some(Start { until, rehearse })),
    };
    Setup {
        person: options.person.clone(),
        today: clock.today(),
        now: clock.now(),
        utc_offset: clock.utc_offset(),
        masked: options.mask,
        tone: first_tone(options),
        agenda: options.agenda.clone(),
        calendar: options.rules.calendar,
        process,
        period,
        start,
    }
}

/// Waits a moment for the room to fail; a room that opens is told to the loop as it came.
fn early_failure(inbox: &Receiver<Event>, events: &Sender<Event>) -> Result<(), Failure> {
    match inbox.recv_timeout(EARLY) {
        Ok(Event::Failed(failure)) => Err(failure),
        Ok(event) => events
            .send(event)
            .map_err(|_| Failure::failed("the room's threads are gone")),
        Err(_) => Ok(()),
    }
}

/// A copy of the room that nobody keeps, for a rehearsal.
fn rehearsal(options: &RoomOptions) -> Result<Option<tempfile::TempDir>, Failure> {
    let OpenedRoom::Meeting { rehearse: true, .. } = options.start else {
        return Ok(None);
    };
    let failed = |e: std::io::Error| Failure::disk("copying the room to rehearse in", e);
    let folder = scratch::folder().map_err(failed)?;
    let store = Store::open(&options.db, &OpenOptions::default())?;
    store.backup(&folder.path().join("room.db"))?;
    Ok(Some(folder))
}

/// Checks the file on a thread and a connection of its own, behind the first frame and the first figures.
fn check_later(path: PathBuf, events: Sender<Event>) {
    let check = move || {
        thread::sleep(FIGURES_FIRST);
        if Store::quick_check(&path).is_err() {
            let _ = events.send(Event::Unsound);
        }
    };
    let started = thread::Builder::new().name("check".to_owned()).spawn(check);
    if started.is_err() {
        tracing::warn!("the room's file was not checked");
    }
}

/// The colours of the first frame: the config's, none, or those for dark until the terminal has answered.
fn first_tone(options: &RoomOptions) -> Tone {
    match options.tone {
        _ if !coloured() => Tone::Mono,
        Some(tone) => tone,
        None => Tone::Dark,
    }
}

/// Colours, unless `NO_COLOR` says no.
fn coloured() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
    !no_color && !dumb
}
