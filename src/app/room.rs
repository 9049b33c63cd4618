//! What the frame knows of the room: its facts, owners, tags, meetings, and who else is in it.
//! Must not know screens.

use crate::domain::day::Moment;
use crate::domain::feedback::{Tag, TagView};
use crate::domain::ids::{FeedbackId, MeetingId, OwnerId, TagId};
use crate::domain::meeting::{MeetingStatus, MeetingView, Present};
use crate::domain::roadmap::Owner;
use crate::domain::room::RoomFacts;

/// Other processes, by whether they can still be running.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Others {
    /// Those that may be: their last heartbeat says how likely.
    pub alive: Vec<Present>,
    /// Those that ended without a word; a meeting left running is known by their last heartbeat.
    pub gone: Vec<Present>,
}

/// Seconds without a heartbeat after which a process no longer counts as moving a clock.
pub const STALE: i64 = 15;

/// What every screen may know of the room. Everything is `None` or empty until answered.
#[derive(Clone, Debug, Default)]
pub struct RoomPart {
    /// What it holds and how far it reaches.
    pub facts: Option<Box<RoomFacts>>,
    /// Owners, by name.
    pub owners: Vec<Owner>,
    /// Tags, themes among them.
    pub tags: Vec<TagView>,
    /// Meetings, newest first; `None` until answered.
    pub meetings: Option<Vec<MeetingView>>,
    /// Other processes that have the room open; `None` until read.
    pub others: Option<Others>,
    /// The file that was opened is not there any more, or holds something else.
    pub lost: bool,
    /// The same tags without their counts, for the one-line entry.
    pub bare_tags: Vec<Tag>,
}

impl RoomPart {
    /// A meeting by id.
    pub fn meeting(&self, id: MeetingId) -> Option<&MeetingView> {
        self.meetings.iter().flatten().find(|m| m.meeting.id == id)
    }

    /// A meeting by id, to move its clock before the store has answered.
    pub(super) fn meeting_mut(&mut self, id: MeetingId) -> Option<&mut MeetingView> {
        let mut all = self.meetings.iter_mut().flatten();
        all.find(|m| m.meeting.id == id)
    }

    /// A meeting that is not over: the newest that runs, else the newest adjourned.
    pub fn unfinished(&self) -> Option<&MeetingView> {
        let adjourned = || self.with_status(MeetingStatus::Adjourned);
        self.with_status(MeetingStatus::Running).or_else(adjourned)
    }

    /// The newest meeting that has ended.
    pub fn last_ended(&self) -> Option<&MeetingView> {
        self.with_status(MeetingStatus::Ended)
    }

    fn with_status(&self, status: MeetingStatus) -> Option<&MeetingView> {
        let mut all = self.meetings.iter().flatten();
        all.find(|m| m.meeting.status == status)
    }

    /// Terminals other than this one that are alive.
    pub fn alive(&self, now: Moment) -> impl Iterator<Item = &Present> {
        let others = self.others.iter().flat_map(|others| &others.alive);
        others.filter(move |p| now.since(p.seen) < 120)
    }

    /// Who has a text in front elsewhere, or comes to it next.
    pub fn holder(&self, text: FeedbackId, now: Moment) -> Option<&Present> {
        self.alive(now).find(|other| other.holds(text, now))
    }

    /// Who moves a meeting's clock elsewhere, while its heartbeat is fresh.
    pub fn mover(&self, meeting: MeetingId, now: Moment) -> Option<&Present> {
        self.alive(now)
            .find(|p| p.meeting == Some(meeting) && now.since(p.seen) < STALE)
    }

    /// The last heartbeat of a meeting whose process is gone.
    pub fn last_beat(&self, meeting: MeetingId) -> Option<Moment> {
        let others = self.others.iter();
        let beats = others.flat_map(|o| o.alive.iter().chain(&o.gone));
        let own = beats.filter(|p| p.meeting == Some(meeting));
        own.map(|p| p.seen).max()
    }

    /// An owner by id.
    pub fn owner(&self, id: OwnerId) -> Option<&Owner> {
        self.owners.iter().find(|o| o.id == id)
    }

    /// The owners who are in the team: those who have left are asked no more.
    pub fn team(&self) -> impl Iterator<Item = &Owner> {
        self.owners.iter().filter(|owner| owner.left_on.is_none())
    }

    /// A tag's name; empty when unknown.
    pub fn tag_name(&self, id: TagId) -> &str {
        self.tag(id).map_or("", |tag| tag.name.as_str())
    }

    /// A tag by id.
    pub fn tag(&self, id: TagId) -> Option<&Tag> {
        self.tags.iter().map(|t| &t.tag).find(|tag| tag.id == id)
    }

    /// Themes: the tags without a parent.
    pub fn themes(&self) -> impl Iterator<Item = &TagView> {
        self.tags.iter().filter(|t| t.tag.parent.is_none())
    }

    /// Why nothing can be written, if so.
    pub fn read_only(&self) -> Option<&str> {
        self.facts.as_ref()?.read_only.as_deref()
    }
}
