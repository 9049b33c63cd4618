//! Where something typed on the command line comes from: the meeting that runs, and what options name.
//! Must not know whether it is a note or an action.

use super::names::{self, of};
use super::session::Session;
use crate::domain::agenda::Section;
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::meeting::MeetingStatus;
use crate::domain::note::Origin;

/// Options that say where it comes from.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    /// The theme it is about
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// The account it is about
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// The roadmap item it is about
    #[arg(long, value_name = "KEY")]
    item: Option<String>,
    /// The piece of feedback it is about
    #[arg(long, value_name = "ID")]
    feedback: Option<FeedbackId>,
    /// The part of the accounts it is about, such as plan=Team
    #[arg(long, value_name = "DIM=VALUE")]
    segment: Option<String>,
    /// The section it belongs to [default: the one the running meeting is in]
    #[arg(long, value_name = "SECTION", value_parser = section)]
    section: Option<Section>,
    /// The meeting it belongs to [default: the running one]
    #[arg(long, value_name = "MEETING")]
    meeting: Option<String>,
}

/// A section by its number or name.
pub fn section(text: &str) -> Result<Section, String> {
    let by_number = || text.parse().ok().and_then(Section::from_number);
    Section::ALL
        .into_iter()
        .find(|section| section.title().eq_ignore_ascii_case(text))
        .or_else(by_number)
        .ok_or_else(|| "use 1 to 5, or numbers, why, roadmap, target, actions".to_owned())
}

impl Args {
    /// What somebody is at in the running meeting.
    pub fn about(theme: Option<&String>, item: Option<&String>, segment: &str) -> Args {
        Args {
            theme: theme.cloned(),
            item: item.cloned(),
            segment: Some(segment.to_owned()),
            ..Args::default()
        }
    }

    /// The origin, every name looked up.
    pub fn origin(&self, session: &mut Session) -> Result<Origin, Failure> {
        let mut origin = Origin::default();
        let running = match &self.meeting {
            Some(name) => Some(names::meeting(session, Some(name))?),
            None => names::open_meeting(session)?
                .filter(|view| view.meeting.status == MeetingStatus::Running),
        };
        let running = running.map(|view| view.meeting);
        origin.meeting = running.as_ref().map(|meeting| meeting.id);
        let there = running.map(|meeting| meeting.clock.section);
        origin.section = self.section.or(there);
        let theme = of(&self.theme, |name| names::tag(session, name))?;
        origin.theme = theme.map(|tag| tag.parent.unwrap_or(tag.id));
        origin.account = of(&self.account, |name| names::account_id(session, name))?;
        origin.item = of(&self.item, |key| names::item(session, key))?.map(|item| item.id);
        if let Some(id) = self.feedback {
            origin.feedback = Some(names::feedback(session, id)?.feedback.id);
        }
        origin.segment = self.segment.clone().unwrap_or_default();
        Ok(origin)
    }
}
