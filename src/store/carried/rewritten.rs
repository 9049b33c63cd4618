//! The room's own codebook as somebody wrote it anew elsewhere: the file's word stands, and tags it does not name are
//! left as they are. Must not know how the file is written.

use hashbrown::HashMap;

use super::CarriedPlan;
use crate::domain::carried::{Carried, CarriedTag, Settled};
use crate::domain::change::{Applied, Author, Change, Field};
use crate::domain::codebook::folded;
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::field::{FieldValue, Thing};
use crate::domain::ids::TagId;
use crate::store::{Store, letters};

impl Store {
    /// Takes a codebook in as one change: `has` are the fields that the file says something of.
    ///
    /// # Errors
    /// Those of any change: a key that two tags would have, a theme under a theme.
    pub fn rewrite_codebook(
        &mut self,
        author: &Author,
        book: &[CarriedTag],
        has: &[Field],
    ) -> Result<(Applied, Settled), Failure> {
        let mut settled = Settled::default();
        let applied = self.edit(author, |store| {
            let letters = letters::all(&store.db)?;
            let mut plan = CarriedPlan::of(&store.db, &Carried::default())?;
            plan.clear_keys(book, has);
            for one in themes_first(book) {
                plan.rewrite(one, has, &letters)?;
            }
            if let Some(wrong) = plan.settled.differences.first() {
                let hint = "mend the file and give it again; nothing was changed";
                return Err(Failure::usage(wrong).hint(hint));
            }
            settled = plan.settled;
            Ok(Change::All(plan.changes))
        })?;
        Ok((applied, settled))
    }
}

/// Themes before what is under them, so that they are there.
fn themes_first(book: &[CarriedTag]) -> impl Iterator<Item = &CarriedTag> {
    let themes = book.iter().filter(|one| one.theme.is_empty());
    themes.chain(book.iter().filter(|one| !one.theme.is_empty()))
}

impl CarriedPlan<'_> {
    /// Takes the keys from tags that get others, so that two may change theirs for each other's.
    fn clear_keys(&mut self, book: &[CarriedTag], has: &[Field]) {
        let Some(key) = Tag::field(Field::Key).filter(|_| has.contains(&Field::Key)) else {
            return;
        };
        for one in book {
            let Some(mut ours) = self.tags.get(&folded(&one.tag.name)).cloned() else {
                continue;
            };
            if !ours.key.is_empty() && ours.key != one.tag.key {
                self.set(&mut ours, key, "".into());
                self.keep(ours);
            }
        }
    }

    fn rewrite(
        &mut self,
        one: &CarriedTag,
        has: &[Field],
        letters: &HashMap<TagId, String>,
    ) -> Result<(), Failure> {
        let Some(mut ours) = self.tags.get(&folded(&one.tag.name)).cloned() else {
            return self.new_tag(one).map(drop);
        };
        let before = self.changes.len();
        // A key that stands in the file as the letter that the tag got by itself is not one that somebody gave.
        let by_itself = ours.key.is_empty() && letters.get(&ours.id) == Some(&one.tag.key);
        let rows = has.iter().filter_map(|field| Tag::field(*field));
        for row in rows {
            let (own, theirs) = ((row.get)(&ours).value(), (row.get)(&one.tag).value());
            let left = row.is.field == Field::Name || row.is.field == Field::Key && by_itself;
            if row.is.field == Field::Parent {
                self.put_under(&mut ours, one)?;
            } else if own != theirs && !left {
                self.set(&mut ours, row, theirs);
            }
        }
        match self.changes.len() > before {
            true => self.settled.book += 1,
            false => self.settled.known += 1,
        }
        self.keep(ours);
        Ok(())
    }

    fn put_under(&mut self, ours: &mut Tag, one: &CarriedTag) -> Result<(), Failure> {
        if self.is_under(ours, &one.theme) {
            return Ok(());
        }
        let parent = match one.theme.as_str() {
            "" => None,
            theme => Some(self.tag(theme)?),
        };
        if let Some(row) = Tag::field(Field::Parent) {
            self.set(ours, row, parent.value());
        }
        Ok(())
    }
}
