//! `churnroom meetings follow-through`: what became of the last reviews themselves. Must not know how it is counted.

use serde_json::{Value, json};

use super::output::{Block, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::follow::{FollowedReview, followed, together};
use crate::domain::meeting::MeetingView;
use crate::domain::money::counted;
use crate::domain::note::ActionView;
use crate::domain::query::{ActionFilter, Query};
use crate::domain::roadmap::Owner;

const COLUMNS: &str = "period|held|#actions=actions.written|#done=actions.done|#on time=actions.on_time\
     |#late=actions.after_its_day|#worked=actions.worked|#carried=actions.carried|#dropped=actions.dropped\
     |#open=actions.open|#without=without|used of planned=time|present=teams";

pub fn run(session: &mut Session, last: usize) -> Result<Shown, Failure> {
    let meetings: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    let actions: Vec<ActionView> = session.ask(&Query::Actions(ActionFilter::default()))?;
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let reviews = followed(&meetings, &actions, &owners, last)?;
    let all = together(&reviews, &actions);
    let rows: Vec<Value> = reviews.iter().map(row).collect();
    let of = counted(reviews.len(), "review");
    let words = format!(
        "{of}: {}, {} done, {} of them by their day, {} after it; {} worked, {} did not; {} open, {} dropped",
        counted(all.written, "action"),
        all.done,
        all.on_time,
        all.after_its_day,
        all.worked,
        all.did_not_work,
        all.open,
        all.dropped,
    );
    let shown = Shown::value(json!({"items": reviews, "together": all, "next": null}));
    Ok(shown.with(Block::columns(COLUMNS, &rows)).line(words))
}

/// A review with its lists in words.
fn row(review: &FollowedReview) -> Value {
    let mut row = json!(review);
    let minutes = |seconds: i64| seconds / 60;
    let times = review.sections.iter().map(|time| {
        let (used, planned) = (minutes(time.used_seconds), minutes(time.planned_seconds));
        format!("{used}/{planned}")
    });
    let teams = review.present.iter().map(|(team, n)| match team.as_str() {
        "" => n.to_string(),
        team => format!("{team} {n}"),
    });
    row["time"] = times.collect::<Vec<_>>().join(" ").into();
    row["teams"] = teams.collect::<Vec<_>>().join(", ").into();
    row["without"] = review.without_action.len().into();
    row
}
