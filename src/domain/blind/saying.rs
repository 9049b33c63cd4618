//! What becomes of what is said of a text: nothing before it is settled, then its tags. Must not know who says it.

use super::{Blinding, CoderWords, Saying};
use crate::domain::change::{Change, Field, Member, Subject};
use crate::domain::field::FieldValue;

impl Saying {
    /// What it is done by.
    pub fn change(self) -> Change {
        Change::Blind(Box::new(Blinding::Said(self)))
    }

    /// The same where the room settles it: the text is tagged so from then on, in the place of what it carries.
    pub fn settles(self, carried: &CoderWords) -> Change {
        let (feedback, now) = (self.feedback, self.now.clone().unwrap_or_default());
        let member = |tag| Member::Tagged { feedback, tag };
        let gone = carried.tags.iter().filter(|tag| !now.tags.contains(tag));
        let mut changes = vec![self.change()];
        changes.extend(gone.map(|tag| Change::Leave(member(*tag))));
        changes.extend(now.tags.iter().map(|tag| Change::Join(member(*tag))));
        let (was, mark) = (carried.mark.value(), now.mark.value());
        if was != mark {
            let subject = Subject::Feedback(feedback);
            changes.push(Change::set(subject, Field::Mark, was, mark));
        }
        Change::All(changes)
    }
}
