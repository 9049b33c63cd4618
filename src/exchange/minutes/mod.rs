//! Minutes: what a meeting leaves behind, as Markdown, HTML or JSON, the same bytes every time.
//! Must not know tables, the clock or a locale: everything is gathered from answers first.

mod escape;
mod half;
mod json;
mod page;
mod preread;
mod template;
mod words;

use strum::{IntoStaticStr, VariantArray};

use crate::domain::asking::{Ask, ask};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use crate::domain::query::Query;

pub use escape::markdown;
pub use preread::PreRead;
pub(super) use words::from as action_words;

/// A format of minutes; the word on the command line is the file's ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum MinutesFormat {
    /// Markdown, to read in an editor or a browser.
    #[default]
    #[strum(serialize = "md")]
    Markdown,
    /// One HTML page without scripts or anything fetched.
    Html,
    /// JSON, for scripts.
    Json,
}

/// Everything the minutes of one meeting say.
#[derive(Clone, Debug, PartialEq)]
pub struct Minutes {
    /// Period, agenda and clock.
    pub meeting: Meeting,
    /// What it started from.
    pub start: AtStart,
    /// What it ended with, or has so far.
    pub end: AtEnd,
    /// Whether names are masked in it, so that it says so.
    pub masked: bool,
}

impl Minutes {
    /// Gathers the minutes of a meeting: of an ended one from what was frozen alone, of any other
    /// from what the room answers now. `today` only bounds what is asked of the present.
    ///
    /// # Errors
    /// Those of whoever answers; an ended meeting's frozen numbers are missing or cannot be read.
    pub fn gather(meeting: MeetingId, today: Day, asks: &mut Ask) -> Result<Minutes, Failure> {
        let view: Box<MeetingView> = ask(asks, Query::Meeting(meeting))?;
        let meeting = view.meeting;
        let ended = meeting.status == MeetingStatus::Ended;
        let start = match &meeting.frozen_start {
            Some(json) => AtStart::from_json(json)?,
            None if ended => return Err(not_frozen("start")),
            None => AtStart::gather(meeting.id, meeting.period, meeting.profile, today, asks)?,
        };
        let end = match &meeting.frozen_end {
            Some(json) if ended => AtEnd::from_json(json)?,
            None if ended => return Err(not_frozen("end")),
            _ => AtEnd::gather(meeting.id, today, asks)?,
        };
        Ok(Minutes {
            meeting,
            start,
            end,
            masked: false,
        })
    }

    /// The half page: at most 120 words of plain text, for a chat.
    pub fn half(&self) -> String {
        half::half(self)
    }

    /// Writes them; an error only when a template and the page it draws no longer fit each other.
    pub fn render(&self, format: MinutesFormat) -> Result<String, Failure> {
        match format {
            MinutesFormat::Json => json::render(self),
            MinutesFormat::Markdown | MinutesFormat::Html => {
                template::render(&template::MINUTES, format, &page::page(self))
            }
        }
    }
}

fn not_frozen(when: &str) -> Failure {
    Failure::failed(format!(
        "writing minutes: the numbers of the meeting's {when} were not kept"
    ))
    .hint("run `churnroom check`, or open a backup")
}
