//! Follow-through: what became of the last reviews themselves, the newest first. Must not know how it is counted, nor
//! how it is drawn.

use crate::app::cx::Cx;
use crate::app::listing::{Cell, Column, List, Listing, PlainList, Weight};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::agenda::Section;
use crate::domain::follow::{FollowedReview, REVIEWS, followed, together};
use crate::domain::ids::MeetingId;
use crate::domain::money::{count, counted};
use crate::domain::note::ActionView;
use crate::domain::query::{ActionFilter, Query};
use crate::keys::Command;

/// Which figures of the reviews are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum FollowPart {
    /// What became of their actions.
    #[default]
    Actions,
    /// How their time was used, and who was there.
    Time,
}

#[derive(Debug, Default)]
pub struct FollowLayer {
    part: FollowPart,
    /// The reviews; `None` until answered.
    reviews: Option<Vec<FollowedReview>>,
    actions: Vec<ActionView>,
}

impl FollowLayer {
    fn row(&self, id: MeetingId) -> Option<&FollowedReview> {
        self.reviews.iter().flatten().find(|it| it.meeting == id)
    }
}

impl List for FollowLayer {
    type Key = MeetingId;

    fn concerned(&self, touched: Touched) -> bool {
        touched.actions || touched.meetings || touched.owners
    }

    fn ask(&mut self, _after: Option<String>, _limit: u32, cx: &mut Cx<'_>) {
        let all = Query::Actions(ActionFilter::default());
        cx.ask(
            all,
            |layer: &mut Listing<FollowLayer>, actions: Vec<ActionView>, cx| {
                let room = &cx.shared.room;
                let meetings = room.meetings.as_deref().unwrap_or_default();
                match followed(meetings, &actions, &room.owners, REVIEWS) {
                    Ok(reviews) => layer.list.reviews = Some(reviews),
                    Err(failure) => cx.fail(failure),
                }
                layer.list.actions = actions;
                layer.fill();
            },
        );
    }

    fn keys(&self) -> Vec<MeetingId> {
        self.reviews.iter().flatten().map(|it| it.meeting).collect()
    }

    fn variants(&self) -> usize {
        2
    }

    fn turn(list: &mut Listing<FollowLayer>, _by: usize, _cx: &mut Cx<'_>) {
        list.list.part = match list.list.part {
            FollowPart::Actions => FollowPart::Time,
            FollowPart::Time => FollowPart::Actions,
        };
    }

    fn others(&self) -> Option<&'static str> {
        Some(match self.part {
            FollowPart::Actions => "time and who was there",
            FollowPart::Time => "actions",
        })
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::NextVariant,
            Command::Copy,
            Command::Back,
            Command::Help,
        ]
    }

    fn copied(&self, key: &MeetingId, _shared: &Shared) -> Option<String> {
        let review = self.row(*key)?;
        let (period, actions) = (review.period.long(), review.actions);
        let (all, done) = (counted(actions.written, "action"), actions.done);
        let without = review.without_action.len();
        Some(format!(
            "{period}: {all}, {done} done, {} by their day, {} worked, {} carried; {without} without an action",
            actions.on_time, actions.worked, actions.carried
        ))
    }
}

impl PlainList for FollowLayer {
    fn title(&self, _shared: &Shared) -> String {
        "Follow-through of the last reviews".to_owned()
    }

    fn right(&self, _rows: usize, _shared: &Shared) -> String {
        let Some(reviews) = &self.reviews else {
            return String::new();
        };
        let all = together(reviews, &self.actions);
        let (actions, done, open) = (counted(all.written, "action"), all.done, all.open);
        format!(
            "{actions}, {done} done, {} by their day, {open} open",
            all.on_time
        )
    }

    fn none(&self) -> &'static str {
        match self.reviews {
            None => "...",
            Some(_) => "no review has ended yet",
        }
    }

    fn columns(&self, _width: u16) -> Vec<Column> {
        let mut columns = Column::all("review:7|held:6");
        columns.extend(match self.part {
            FollowPart::Actions => Column::all(
                ">written:7|>done:4|>on time:7|>late:4|>worked:6|>carried:7|>dropped:7|>open:4|>without",
            ),
            FollowPart::Time => {
                let sections = Section::ALL.iter().map(|it| Column::number(it.title(), 8));
                sections.chain(Column::all("who was there")).collect()
            }
        });
        columns
    }

    fn cells(&self, key: &MeetingId, _width: u16, shared: &Shared) -> Vec<Cell> {
        let Some(review) = self.row(*key) else {
            return Vec::new();
        };
        let held = review.held.near(shared.time.today);
        let mut cells: Vec<Cell> = vec![review.period.to_string().into(), held.into()];
        match self.part {
            FollowPart::Actions => cells.extend(figures(review)),
            FollowPart::Time => cells.extend(time(review)),
        }
        cells
    }
}

fn figures(review: &FollowedReview) -> Vec<Cell> {
    let all = review.actions;
    let counts = [
        all.written,
        all.done,
        all.on_time,
        all.after_its_day,
        all.worked,
        all.carried,
        all.dropped,
        all.open,
    ];
    let discussed = review.discussed;
    let without = format!("{} of {discussed}", review.without_action.len());
    let counts = counts.into_iter().map(|n| count(n).into());
    counts.chain([without.into()]).collect()
}

/// Minutes used of those planned for each section, and how many were there of each team.
fn time(review: &FollowedReview) -> Vec<Cell> {
    let of = |section: &Section| {
        let mut all = review.sections.iter();
        let time = all.find(|it| it.section == *section);
        time.map_or_else(String::new, |it| {
            format!("{}/{}", it.used_seconds / 60, it.planned_seconds / 60)
        })
    };
    let present = review.present.iter().map(|(team, n)| match team.as_str() {
        "" => n.to_string(),
        team => format!("{team} {n}"),
    });
    let present = present.collect::<Vec<_>>().join(", ");
    let times = Section::ALL.iter().map(|section| of(section).into());
    times.chain([Cell::new(present, Weight::Dim)]).collect()
}
