//! What the meeting changed beside what it wrote down: links, and how roadmap items stand. Must not know any format.

use serde_json::Value;

use crate::domain::frozen::NamedLink;
use crate::domain::roadmap::{RoadmapItem, Stance};
use crate::domain::word::Word;

use super::super::Minutes;
use super::row;

/// Changes that are told in the first screenful; the section of the roadmap has all.
const MOST: usize = 8;

/// What the meeting changed beside what it wrote: links it made, and roadmap items that stand otherwise than before.
pub(super) fn changed(minutes: &Minutes) -> Vec<Value> {
    let made = minutes.end.links.iter().filter(|link| link.made_here);
    let links = made.map(|link| row(link.theme.clone(), &stance(link)));
    let items = moved(minutes).into_iter();
    let items = items.map(|(item, words)| row(item.external.clone(), &words));
    links.chain(items).take(MOST).collect()
}

/// `challenges RPT-17 Reports over ten sites`.
fn stance(link: &NamedLink) -> String {
    match (link.stance, &link.item) {
        (Stance::Nothing, _) => "nothing on the roadmap".to_owned(),
        (stance, None) => format!("{} the priorities", stance.word()),
        (stance, Some(item)) => {
            let with = if stance == Stance::Aligns {
                " with"
            } else {
                ""
            };
            format!("{}{with} {} {}", stance.word(), item.external, item.title)
        }
    }
}

/// The items that stand otherwise at the end than at the start; none where that was not kept.
pub(super) fn moved<'a>(minutes: &'a Minutes) -> Vec<(&'a RoadmapItem, String)> {
    let (Some(before), Some(after)) = (&minutes.start.roadmap, &minutes.end.roadmap) else {
        return Vec::new();
    };
    let otherwise = |item: &'a RoadmapItem| {
        let was = before.iter().find(|was: &&RoadmapItem| was.id == item.id);
        differs(was, item).map(|words| (item, words))
    };
    after.iter().filter_map(otherwise).collect()
}

/// `from planned to shipped, shipped 3 Oct, target 2026-Q4 (2026-Q3 before)`.
fn differs(was: Option<&RoadmapItem>, is: &RoadmapItem) -> Option<String> {
    let Some(was) = was else {
        return Some(format!("new on the roadmap: {}", is.title));
    };
    let or_none = |text: &str| match text {
        "" => "none".to_owned(),
        text => text.to_owned(),
    };
    let mut parts = Vec::new();
    if was.status != is.status {
        parts.push(format!(
            "from {} to {}",
            or_none(&was.status),
            or_none(&is.status)
        ));
    }
    if let (Some(day), true) = (is.shipped, was.shipped != is.shipped) {
        parts.push(format!("shipped {}", day.short()));
    }
    for (name, was, is) in [
        ("target", &was.target, &is.target),
        ("owner", &was.owner, &is.owner),
    ] {
        if was != is {
            parts.push(format!("{name} {} ({} before)", or_none(is), or_none(was)));
        }
    }
    (!parts.is_empty()).then(|| format!("{}: {}", is.title, parts.join(", ")))
}
