//! One run of a command: who, when, which room, and the two doors of its store.
//! Must not know any command, nor how answers are printed.

use std::path::PathBuf;

use traversable::TraversableMut;

use super::config::{self, Config};
use super::globals::Globals;
use super::output::Format;
use super::place;
use crate::domain::change::{Applied, Author, Change};
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::masking::Mask;
use crate::domain::money::Currency;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};
use crate::domain::room::{Extent, RoomFacts};
use crate::domain::rules::Rules;
use crate::domain::safe;
use crate::domain::sought::kept::{Search, may_name, spelled};
use crate::runtime::clock::MachineClock;
use crate::runtime::covered::Cover;
use crate::runtime::intake::{self, Options};
use crate::store::{OpenOptions, Store};

/// Everything a command may use.
#[derive(Default)]
pub struct Session {
    /// The room's file.
    pub db: PathBuf,
    /// Who does it.
    pub person: String,
    /// Today.
    pub today: Day,
    /// Today as it was given, if it was.
    pub given_today: Option<Day>,
    /// Now.
    pub now: Moment,
    /// Local offset from UTC in seconds.
    pub utc_offset: i32,
    /// Whether names are shown as aliases.
    pub masked: bool,
    /// How to print.
    pub format: Format,
    /// The configuration.
    pub config: Config,
    /// Whether the file is the default one, whose folder is made when needed.
    default_place: bool,
    create: bool,
    fill: bool,
    store: Option<Store>,
    cover: Cover,
}

impl Session {
    /// Settles who, when and where, and nothing of the configuration; opens nothing yet.
    pub fn new(globals: Globals) -> Result<Session, Failure> {
        let clock = MachineClock::read(globals.today);
        let default_place = globals.db.is_none();
        let db = match globals.db {
            Some(db) => db,
            None => place::default_room()?,
        };
        Ok(Session {
            db,
            person: person(globals.person)?,
            today: clock.today(),
            given_today: globals.today,
            now: clock.now(),
            utc_offset: clock.utc_offset(),
            masked: globals.mask,
            format: globals.format.unwrap_or_default(),
            default_place,
            cover: Cover::new(globals.mask),
            ..Session::default()
        })
    }

    /// Reads the configuration.
    pub fn configure(&mut self) -> Result<(), Failure> {
        self.config = config::read(&place::config_file()?)?;
        Ok(())
    }

    /// In a room that is open already, as whoever is named before each thing that is done.
    pub fn inside(store: Store, rules: Rules) -> Session {
        let config = Config {
            rules,
            ..Config::default()
        };
        Session {
            config,
            store: Some(store),
            ..Session::default()
        }
    }

    /// From here on a room that is not there yet is made: for commands that put something into it.
    pub fn may_create(&mut self) {
        self.create = true;
    }

    /// The same of a file with nothing in it: for the command that makes rooms.
    pub fn may_fill(&mut self) {
        self.fill = true;
    }

    /// Makes the folder of the default place, where a room is about to be made.
    pub fn prepare_folder(&self) -> Result<(), Failure> {
        match self.default_place {
            true => place::make_folder(&self.db),
            false => Ok(()),
        }
    }

    /// The open store.
    pub fn store(&mut self) -> Result<&mut Store, Failure> {
        self.doors().map(|(store, _)| store)
    }

    /// What the room says beside every answer, if it is open.
    pub fn notices(&self) -> Vec<String> {
        let store = self.store.as_ref();
        store.map_or(Vec::new(), |store| store.notices().to_vec())
    }

    /// The open store, and what covers its answers.
    fn doors(&mut self) -> Result<(&mut Store, &mut Cover), Failure> {
        if self.store.is_none() {
            self.store = Some(self.open()?);
        }
        let store = self.store.as_mut();
        let store = store.ok_or_else(|| Failure::failed("the room could not be opened"))?;
        Ok((store, &mut self.cover))
    }

    fn open(&self) -> Result<Store, Failure> {
        if self.create {
            self.prepare_folder()?;
        } else if matches!(self.db.try_exists(), Ok(false)) {
            return Err(Failure::not_found(format!(
                "there is no room at {} yet",
                self.db.display()
            ))
            .hint("make one with `churnroom import FILE...`, or name another with --db FILE"));
        }
        let options = OpenOptions {
            create: self.create,
            fill: self.fill,
            ..OpenOptions::default()
        };
        let mut store = Store::open(&self.db, &options)?;
        store.set_rules(self.config.rules.clone());
        store.set_today(self.today);
        Ok(store)
    }

    /// Asks the room something; the answer is covered if names are.
    pub fn ask<T: TryFrom<Answer>>(&mut self, query: &Query) -> Result<T, Failure> {
        self.answer(query)?
            .try_into()
            .map_err(|_| Failure::failed("the room gave an answer to another question"))
    }

    /// The same for a question whose answer others read. Searches that its words name are spelled out.
    pub fn answer(&mut self, query: &Query) -> Result<Answer, Failure> {
        let mut query = query.clone();
        if let Some(words) = query.said().words()
            && may_name(words)
        {
            *words = self.spelled(words)?;
        }
        let (store, cover) = self.doors()?;
        cover.answer(store, &query)
    }

    /// Words with the searches that they name spelled out.
    pub fn spelled(&mut self, words: &str) -> Result<String, Failure> {
        let kept: Vec<Search> = self.ask(&Query::Searches)?;
        spelled(words, &kept)
    }

    /// Does something in the room; the words that say what was done are covered like everything else.
    pub fn apply(&mut self, change: &Change) -> Result<Applied, Failure> {
        let author = self.author();
        let (store, cover) = self.doors()?;
        cover.apply(store, &author, change)
    }

    /// Covers what the room did not answer by itself: the report of an import, a failure, be it before the room was open.
    pub fn covered<T: TraversableMut>(&mut self, shown: T) -> T {
        self.cover.renew();
        self.covered_beside(shown)
    }

    /// The same for what is said beside answers, by the names that they were covered with.
    pub fn covered_beside<T: TraversableMut>(&mut self, shown: T) -> T {
        let mut read = self.only_read();
        let store = self.store.as_mut().or(read.as_mut());
        match store.and_then(|store| self.cover.mask(store).ok()) {
            Some(mask) => mask.covered(shown),
            None => shown,
        }
    }

    /// The room as it is there, for the names in it, where nothing else has opened it.
    fn only_read(&self) -> Option<Store> {
        let (create, read_only) = (false, true);
        let options = OpenOptions {
            create,
            read_only,
            ..OpenOptions::default()
        };
        let wanted = self.masked && self.store.is_none();
        wanted.then(|| Store::open(&self.db, &options).ok())?
    }

    /// What covers what is said of files as well: it knows the customers that they name, room or none.
    pub fn mask_over(&mut self, files: &[PathBuf], options: &Options) -> Result<Mask, Failure> {
        if !self.masked {
            return Ok(Mask::off());
        }
        let mut none = None;
        let store = match &mut self.store {
            Some(store) => store,
            None => none.insert(Store::in_memory()?),
        };
        let names = intake::names(store, files, options)?;
        let mut cover = Cover::new(true);
        cover.learn(store, names)?;
        cover.mask(store)
    }

    /// Who does it, and when.
    pub fn author(&self) -> Author {
        Author {
            person: self.person.clone(),
            at: self.now,
        }
    }

    /// What the room holds.
    pub fn room(&mut self) -> Result<RoomFacts, Failure> {
        let today = self.today;
        self.ask::<Box<RoomFacts>>(&Query::Room { today })
            .map(|room| *room)
    }

    /// What the room's numbers are about, and how far they reach.
    pub fn extent(&mut self) -> Result<Extent, Failure> {
        let today = self.today;
        self.ask::<Box<Extent>>(&Query::Extent { today })
            .map(|extent| *extent)
    }

    /// The currency of the room, once it has one.
    pub fn currency(&mut self) -> Result<Option<Currency>, Failure> {
        self.store()?.currency()
    }

    /// The same for what is printed; a command that opened no room has no amounts.
    pub fn shown_currency(&self) -> Result<Option<Currency>, Failure> {
        self.store.as_ref().map_or(Ok(None), Store::currency)
    }

    /// A period as it was typed, with the fiscal year and week this team has settled.
    pub fn typed(&self, period: Period) -> Period {
        self.config.rules.calendar.settle(period)
    }

    /// The period asked for, else the room's default one.
    pub fn period(&mut self, asked: Option<Period>) -> Result<Period, Failure> {
        if let Some(period) = asked {
            return Ok(self.typed(period));
        }
        Ok(self.extent()?.default_period)
    }

    /// Why nothing is told of a period, or less than of others.
    pub fn limits(&mut self, period: Period) -> Result<Vec<String>, Failure> {
        Ok(self.extent()?.limits(period).collect())
    }
}

/// `--as` or `CHURNROOM_USER`, else the user of this computer.
fn person(asked: Option<String>) -> Result<String, Failure> {
    if let Some(name) = asked {
        return match safe::one_line(&name).trim() {
            "" => Err(Failure::usage("the name given with --as is empty")
                .hint("write it as --as Priya, or leave it out")),
            name => Ok(name.to_owned()),
        };
    }
    let from_environment = ["USER", "LOGNAME"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.trim().is_empty());
    Ok(from_environment.unwrap_or_else(|| {
        let uid = rustix::process::getuid().as_raw();
        name_of(uid).unwrap_or_else(|| format!("user {uid}"))
    }))
}

/// The name of a user, from the computer's list of users.
fn name_of(uid: u32) -> Option<String> {
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    list.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}
