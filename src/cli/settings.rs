//! `churnroom room`: what the room has settled about itself, and settling it.
//! Must not know what any of it does to the numbers.

use serde_json::{Value, json};

use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::known;
use crate::domain::room::RoomFacts;
use crate::domain::word::Word;
use crate::runtime::intake::known_since;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Show what the room has settled, and how far its data goes
    Show,
    /// Settle something
    #[command(subcommand)]
    Set(RoomSetting),
}

#[derive(Debug, clap::Subcommand)]
pub enum RoomSetting {
    /// The first day of which all losses are on file; `guess` leaves it to the ledger again
    LossesSince {
        /// A day, or `guess`
        #[arg(value_name = "DAY", value_parser = day_or_guess)]
        day: GivenDay,
    },
}

/// A day, or none: then it is guessed.
#[derive(Clone, Copy, Debug)]
pub struct GivenDay(Option<Day>);

fn day_or_guess(text: &str) -> Result<GivenDay, String> {
    match text {
        "guess" => Ok(GivenDay(None)),
        text => text
            .parse()
            .map(|day| GivenDay(Some(day)))
            .map_err(|e: crate::domain::word::NotRead| e.to_string()),
    }
}

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb {
        None | Some(Verb::Show) => show(session),
        Some(Verb::Set(RoomSetting::LossesSince { day })) => losses_since(session, day.0),
    }
}

fn show(session: &mut Session) -> Result<Shown, Failure> {
    let room = session.room()?;
    let mut table = OutputTable::new(["", ""]);
    let day = |day: Option<Day>| day.map_or_else(|| "none yet".to_owned(), Day::long);
    let currency = room
        .extent
        .currency
        .as_ref()
        .map_or("none yet", |c| c.code());
    let since = room.extent.known.map(|known| {
        let how = if known.since.guessed {
            "a guess"
        } else {
            "as was said"
        };
        format!("{}, {how}", known.since.day.long())
    });
    let since = since.unwrap_or_else(|| "no ledger yet".to_owned());
    for (name, value) in [
        ("currency", currency.to_owned()),
        ("way of counting", room.extent.profile.word().to_owned()),
        ("first day", day(room.first_day)),
        ("reaches", day(room.extent.reach)),
        ("losses known since", since),
    ] {
        table.row([name.to_owned(), value]);
    }
    Ok(Shown::value(shape(&room)).with(Block::Table(table)))
}

fn shape(room: &RoomFacts) -> Value {
    json!({
        "currency": room.extent.currency, "profile": room.extent.profile, "first_day": room.first_day,
        "reach": room.extent.reach, "losses_since": room.extent.known.map(|known| known.since),
    })
}

fn losses_since(session: &mut Session, day: Option<Day>) -> Result<Shown, Failure> {
    if let Some(day) = day {
        known::given(day, session.today)?;
    }
    let author = session.author();
    let store = session.store()?;
    let applied = store.edit(&author, |store| known_since(store, day))?;
    let room = session.room()?;
    let words = room.extent.known.and_then(|known| known.words());
    Ok(Shown::edit(&applied, shape(&room)).noted(words))
}
