//! The demo's past review as data: what was said, linked, decided and promised, by name and local time.
//! Must not know the store: it is played through the two doors that somebody hands in.

mod names;
mod play;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use serde::Deserialize;

use crate::domain::agenda::Section;
use crate::domain::change::{Applied, Author, Change};
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::feedback::Mark;
use crate::domain::note::NoteKind;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};
use crate::domain::roadmap::Stance;

/// The two doors of a room, as the review needs them.
pub trait Doors {
    /// Answers a query.
    ///
    /// # Errors
    /// The room's.
    fn ask(&mut self, query: Query) -> Result<Answer, Failure>;
    /// Carries out a change.
    ///
    /// # Errors
    /// The room's.
    fn apply(&mut self, author: &Author, change: &Change) -> Result<Applied, Failure>;
}

/// Everything that happened, in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    utc_offset: i32,
    steps: Vec<Step>,
}

/// One thing somebody did.
#[derive(Clone, Debug, Deserialize)]
struct Step {
    /// Local time, `2026-10-02 10:04:10`.
    at: String,
    /// Who typed.
    by: String,
    #[serde(flatten)]
    deed: Deed,
}

/// What can be done, each in the fewest words a reader needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Deed {
    Codebook(Vec<Entry>),
    Mark {
        #[serde(rename = "as")]
        mark: Mark,
        feedback: Vec<String>,
    },
    Pin(Vec<String>),
    Start {
        period: Period,
        present: Vec<String>,
    },
    Section(Section),
    Discuss(String),
    Link(Linked),
    Note(Noted),
    Action(Promised),
    End {},
    Done(String),
    Worked {
        action: String,
        answer: bool,
    },
}

/// A tag's letter and what belongs to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    tag: String,
    key: String,
    about: String,
}

/// A theme's stance.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Linked {
    theme: String,
    #[serde(default)]
    item: Option<String>,
    stance: Stance,
    note: String,
}

/// A note, question or decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    kind: NoteKind,
    text: String,
    #[serde(default)]
    theme: Option<String>,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    segment: String,
}

/// An action; `key` is how later steps call it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Promised {
    key: String,
    what: String,
    owner: String,
    #[serde(default)]
    with: Vec<String>,
    due: Day,
    theme: String,
    #[serde(default)]
    item: Option<String>,
    effect: String,
}

impl Past {
    /// The demo's.
    ///
    /// # Errors
    /// When its file does not have this shape, which a test keeps from happening.
    pub fn of_the_demo() -> Result<Past, Failure> {
        Past::read(include_str!("../../../fixtures/demo/review.json"))
    }

    fn read(json: &str) -> Result<Past, Failure> {
        serde_json::from_str(json)
            .map_err(|error| Failure::failed(format!("reading the demo's past review: {error}")))
    }

    /// Plays it into a room that holds the demo's files.
    ///
    /// # Errors
    /// A name the room does not hold, or a change it does not take.
    pub fn play(&self, room: &mut dyn Doors) -> Result<(), Failure> {
        let mut playing = play::Playing::new(room, self.utc_offset)?;
        for step in &self.steps {
            playing.at(step.moment(self.utc_offset)?, &step.by);
            playing.perform(&step.deed)?;
        }
        Ok(())
    }
}

impl Step {
    fn moment(&self, utc_offset: i32) -> Result<Moment, Failure> {
        NaiveDateTime::parse_from_str(&self.at, "%Y-%m-%d %H:%M:%S")
            .map(|local| Moment(local.and_utc().timestamp() - i64::from(utc_offset)))
            .map_err(|_| {
                Failure::failed(format!(
                    "`{}` in the demo's past review is no time",
                    self.at
                ))
            })
    }
}
