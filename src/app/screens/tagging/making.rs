//! Tags picked by name for the text that is read, and made by their path where they are new.
//! Must not know how it is drawn.

use crate::app::cx::{Choice, Cx, Offer, Picked};
use crate::app::screens::quotes::full_name;
use crate::domain::change::{Change, Member, Record};
use crate::domain::codebook::named;
use crate::domain::feedback::Tag;
use crate::domain::ids::TagId;

use super::Tagging;

impl Tagging {
    pub(super) fn pick(&self, cx: &mut Cx<'_>) {
        let offered = cx.shared.room.tags.iter().filter(|view| !view.tag.archived);
        let tags = offered.map(|view| {
            let label = full_name(&view.tag, cx.shared);
            Choice::new(view.tag.id, label, &view.tag.description)
        });
        let tags: Vec<Choice<TagId>> = tags.collect();
        if self.blind.is_some() {
            let put = |s: &mut Tagging, tag, cx: &mut Cx<'_>| s.put(&[tag], cx);
            return cx.open(Offer::new(cx.place, "Tag", tags, put));
        }
        let put = |s: &mut Tagging, picked, cx: &mut Cx<'_>| match picked {
            Picked::One(tag) => s.put(&[tag], cx),
            Picked::New(path) => s.make(&path, None, cx),
        };
        let title = "Tag; a new name makes it, theme/child a child";
        cx.open(Offer::or_new(cx.place, title, tags, put));
    }

    /// Makes a tag by its path, the theme first where that is new too, and puts it on the text, all in one change.
    fn make(&mut self, path: &str, parent: Option<TagId>, cx: &mut Cx<'_>) {
        let Some(feedback) = self.view().map(|v| v.feedback.id) else {
            return;
        };
        let (name, rest) = match path.split_once('/') {
            Some((theme, child)) => (theme.trim(), Some(child.trim().to_owned())),
            None => (path.trim(), None),
        };
        let known = named(&cx.shared.room.tags, name);
        match (known.map(|view| view.tag.id), rest) {
            (Some(theme), Some(child)) => self.make(&child, Some(theme), cx),
            (Some(tag), None) => self.put(&[tag], cx),
            (None, rest) => {
                // A 0 is the tag that was added last.
                let last = TagId(0);
                let theme = new_tag(name, parent);
                let child = rest.map(|child| new_tag(&child, Some(last)));
                let new = [Some(theme), child].into_iter().flatten();
                let member = Member::Tagged {
                    feedback,
                    tag: last,
                };
                let changes = new.chain([Change::Join(member)]).collect();
                self.change(Change::All(changes), cx);
            }
        }
    }
}

fn new_tag(name: &str, parent: Option<TagId>) -> Change {
    Change::add(Record::Tag(Tag {
        name: name.to_owned(),
        parent,
        ..Tag::default()
    }))
}
