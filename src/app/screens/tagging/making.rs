//! Tags picked by name for the text that is read, and made by their path where they are new.
//! Must not know how it is drawn.

use crate::app::cx::Cx;
use crate::app::screens::pick::{Pick, Row};
use crate::app::screens::quotes::full_name;
use crate::domain::change::{Change, Member, Record};
use crate::domain::feedback::Tag;
use crate::domain::ids::TagId;

use super::Tagging;

impl Tagging {
    pub(super) fn pick(&self, cx: &mut Cx<'_>) {
        let rows = cx.shared.room.tags.iter().map(|view| {
            let label = full_name(&view.tag, cx.shared);
            Row::new(view.tag.id, label, view.tag.description.clone())
        });
        let pick = Pick::new(
            cx.place,
            "pick",
            "Tag; a new name makes it, theme/child a child",
            rows.collect(),
        );
        cx.open(pick.or_new());
    }

    /// Makes a tag by its path, the theme first where that is new too, then puts it on the text.
    pub(super) fn make(&mut self, path: &str, parent: Option<TagId>, cx: &mut Cx<'_>) {
        let Some(feedback) = self.view().map(|v| v.feedback.id) else {
            return;
        };
        let (name, rest) = match path.split_once('/') {
            Some((theme, child)) => (theme.trim(), Some(child.trim().to_owned())),
            None => (path.trim(), None),
        };
        let known = cx
            .shared
            .room
            .tags
            .iter()
            .find(|t| t.tag.name.eq_ignore_ascii_case(name));
        match (known, rest) {
            (Some(theme), Some(child)) => {
                let theme = theme.tag.id;
                self.make(&child, Some(theme), cx);
            }
            (Some(tag), None) => self.toggle(tag.tag.id, cx),
            (None, rest) => {
                self.making = Some((feedback, rest));
                let tag = Tag {
                    name: name.to_owned(),
                    parent,
                    ..Tag::default()
                };
                self.change("make", Change::add(Record::Tag(tag)), cx);
            }
        }
    }

    pub(super) fn made(&mut self, id: TagId, cx: &mut Cx<'_>) {
        match self.making.take() {
            Some((_, Some(child))) => self.make(&child, Some(id), cx),
            Some((feedback, None)) => {
                let member = Member::Tagged { feedback, tag: id };
                self.change("tag", Change::Join(member), cx);
            }
            None => {}
        }
    }
}
