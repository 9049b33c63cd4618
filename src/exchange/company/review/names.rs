//! The ids behind the names that the past review uses. Must not know what is done with them.

use std::collections::BTreeMap;

use super::Doors;
use crate::domain::asking::ask;
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, TagView};
use crate::domain::ids::{FeedbackId, OwnerId, RoadmapId, TagId};
use crate::domain::page::Page;
use crate::domain::query::{FeedbackFilter, Query};
use crate::domain::roadmap::{Owner, RoadmapItem};

/// How much feedback is asked for at a time.
const PAGE: u32 = 500;

/// Names with their ids, read once.
#[derive(Debug, Default)]
pub(super) struct Names {
    owners: BTreeMap<String, OwnerId>,
    tags: BTreeMap<String, TagId>,
    items: BTreeMap<String, RoadmapId>,
    feedback: BTreeMap<String, FeedbackId>,
}

impl Names {
    pub(super) fn read(room: &mut dyn Doors) -> Result<Names, Failure> {
        let asks = &mut |query| room.ask(query);
        let owners: Vec<Owner> = ask(asks, Query::Owners)?;
        let tags: Vec<TagView> = ask(asks, Query::Tags)?;
        let items: Vec<RoadmapItem> = ask(asks, Query::Roadmap)?;
        let mut names = Names {
            owners: owners.into_iter().map(|o| (o.name, o.id)).collect(),
            tags: tags.into_iter().map(|t| (t.tag.name, t.tag.id)).collect(),
            items: items.into_iter().map(|i| (i.external, i.id)).collect(),
            feedback: BTreeMap::new(),
        };
        let mut after = None;
        loop {
            let query = Query::Feedback {
                filter: FeedbackFilter::default(),
                after,
                limit: PAGE,
            };
            let page: Page<FeedbackView> = ask(asks, query)?;
            let known = page.items.into_iter().map(|view| view.feedback);
            names.feedback.extend(known.map(|f| (f.external, f.id)));
            after = page.next;
            if after.is_none() {
                return Ok(names);
            }
        }
    }

    pub(super) fn owner(&self, name: &str) -> Result<OwnerId, Failure> {
        find(&self.owners, "owner", name)
    }

    pub(super) fn owners(&self, names: &[String]) -> Result<Vec<OwnerId>, Failure> {
        names.iter().map(|name| self.owner(name)).collect()
    }

    pub(super) fn tag(&self, name: &str) -> Result<TagId, Failure> {
        find(&self.tags, "tag", name)
    }

    pub(super) fn item(&self, key: &str) -> Result<RoadmapId, Failure> {
        find(&self.items, "roadmap item", key)
    }

    pub(super) fn feedback(&self, external: &str) -> Result<FeedbackId, Failure> {
        find(&self.feedback, "piece of feedback", external)
    }
}

fn find<T: Copy>(known: &BTreeMap<String, T>, what: &str, name: &str) -> Result<T, Failure> {
    known.get(name).copied().ok_or_else(|| {
        Failure::not_found(format!(
            "the demo's past review speaks of the {what} `{name}`, which its files do not hold"
        ))
    })
}
