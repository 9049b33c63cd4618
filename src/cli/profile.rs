//! `churnroom profile`: the ways of counting with what each means by every figure, and choosing the room's.
//! Must not know how any of them counts.

use serde_json::{Map, Value, json};

use super::edit::{again_on_conflict, unchanged};
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::change::{Change, Field, Subject};
use crate::domain::failure::Failure;
use crate::domain::figure::Figure;
use crate::domain::meeting::{MeetingStatus, MeetingView};
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::word::Word;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Count the room this way from now on: snapshot, chartmogul, stripe, baremetrics or profitwell
    #[arg(value_name = "NAME")]
    name: Option<Profile>,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    match args.name {
        None => list(session),
        Some(profile) => choose(session, profile),
    }
}

fn list(session: &mut Session) -> Result<Shown, Failure> {
    let own = session.extent()?.profile;
    let mut ways = OutputTable::new(["", "", ""]);
    for profile in Profile::ALL {
        let mark = if profile == own { "▸" } else { "" };
        ways.row([mark, profile.word(), profile.words()]);
        for note in [profile.twice(), profile.trailing()].into_iter().flatten() {
            ways.row(["", "", note]);
        }
    }
    let mut figures = OutputTable::new(["figure", "counted by", "definition"]);
    for figure in Figure::ALL {
        for (n, (profiles, meaning)) in meanings(figure).into_iter().enumerate() {
            let name = if n == 0 { figure.name() } else { "" };
            figures.row([name, &profiles, &meaning]);
        }
    }
    let items: Vec<Value> = Profile::ALL.map(|p| item(p, own)).into();
    Ok(Shown::value(json!({"items": items, "next": null}))
        .with(Block::Table(ways))
        .line("")
        .with(Block::Table(figures)))
}

/// The definitions of a figure, each with the profiles it goes for.
fn meanings(figure: Figure) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for profile in Profile::ALL {
        let Some(definition) = figure.definition(profile) else {
            continue;
        };
        let meaning = definition.formula();
        match found.iter_mut().find(|(_, known)| *known == meaning) {
            Some((profiles, _)) => profiles.push_str(&format!(", {profile}")),
            None => found.push((profile.to_string(), meaning)),
        }
    }
    found
}

/// A profile in its shape: its sentence and every figure's definition, `null` where it has none.
fn item(profile: Profile, own: Profile) -> Value {
    let figures = Figure::ALL.into_iter().map(|figure| {
        let meaning = figure.definition(profile).map(|definition| {
            json!({"numerator": definition.top, "denominator": definition.bottom,
                   "unit": definition.unit})
        });
        (figure.word().to_owned(), json!(meaning))
    });
    let figures: Map<String, Value> = figures.collect();
    json!({
        "profile": profile,
        "own": profile == own,
        "words": profile.words(),
        "twice": profile.twice(),
        "trailing": profile.trailing(),
        "figures": figures,
    })
}

fn choose(session: &mut Session, profile: Profile) -> Result<Shown, Failure> {
    let applied = again_on_conflict(|| {
        let was = session.extent()?.profile;
        if was == profile {
            return Ok(unchanged(Subject::Room));
        }
        let change = Change::set(Subject::Room, Field::Profile, was.word(), profile.word());
        session.apply(&change)
    })?;
    let mut shown = Shown::edit(&applied, item(profile, profile));
    let meetings: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    let mut meetings = meetings.iter().map(|view| &view.meeting);
    let under_way = meetings.find(|it| it.status != MeetingStatus::Ended && it.profile != profile);
    if let Some(meeting) = under_way {
        shown = shown.note(format!(
            "the meeting of {} keeps {}, with which it was started",
            meeting.period.long(),
            meeting.profile
        ));
    }
    Ok(shown)
}
