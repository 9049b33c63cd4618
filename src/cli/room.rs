//! Opening the room on this terminal. Must not know screens: the runtime opens them.

use std::io::IsTerminal;

use super::output::Shown;
use super::session::Session;
use crate::domain::failure::Failure;
use crate::runtime::{OpenedRoom, RoomOptions, Tone, open_room};

/// Opens the room at its lobby.
pub fn open(session: &Session) -> Result<Shown, Failure> {
    open_with(session, OpenedRoom::Lobby)
}

/// Opens the room with something on the screen.
pub fn open_with(session: &Session, start: OpenedRoom) -> Result<Shown, Failure> {
    let here = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if !here {
        return Err(
            Failure::usage("the room opens only in a terminal, and there is none here")
                .hint("use the subcommands, which `churnroom --help` lists"),
        );
    }
    session.prepare_folder()?;
    open_room(RoomOptions {
        db: session.db.clone(),
        person: session.person.clone(),
        today: session.given_today,
        mask: session.masked,
        rules: session.config.rules.clone(),
        agenda: session.config.agenda.clone(),
        tone: session.config.theme.as_deref().and_then(tone),
        start,
    })?;
    Ok(Shown::default())
}

/// The colours a word of the configuration stands for.
fn tone(theme: &str) -> Option<Tone> {
    match theme {
        "light" => Some(Tone::Light),
        "dark" => Some(Tone::Dark),
        "mono" => Some(Tone::Mono),
        _ => None,
    }
}
