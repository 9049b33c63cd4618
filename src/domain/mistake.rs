//! A review that was started by mistake. Must not know who takes it back, nor screens.

use super::change::{Change, Member, Record};
use super::effect::Effect;
use super::effect::agreed::untold;
use super::meeting::MeetingView;

/// What takes it back: who was in it leaves it, what it told is told by the next. The room refuses it once something was
/// written in it.
pub fn taken_back(view: &MeetingView, effects: &[Effect]) -> Change {
    let meeting = view.meeting.id;
    let present = view.present.iter();
    let present = present.map(|owner| Member::Present {
        meeting,
        owner: *owner,
    });
    let themes = view.discussed.iter();
    let themes = themes.map(|theme| Member::Discussed {
        meeting,
        theme: *theme,
    });
    let mut all: Vec<Change> = present.chain(themes).map(Change::Leave).collect();
    all.extend(untold(effects, meeting));
    all.push(Change::remove(Record::Meeting(view.meeting.clone())));
    Change::All(all)
}
