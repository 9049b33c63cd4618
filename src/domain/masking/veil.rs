//! The mask over a whole answer: every text in it is covered, and every account is called by its alias.
//! Must not know which questions there are: a text that is added to an answer is covered with the rest.

use std::any::Any;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;

use traversable::{TraversableMut, VisitorMut};

use super::Mask;
use crate::domain::account::{Account, AccountBrief, AccountView, Contact};
use crate::domain::against::ClaimEntry;
use crate::domain::change::Edit;
use crate::domain::effect::aim::Aim;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::field::{Field, Thing, Value};
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::import::Reason;
use crate::domain::marks::DayMark;
use crate::domain::meeting::Meeting;
use crate::domain::metrics::Metrics;
use crate::domain::note::{Action, Note, OriginNames};
use crate::domain::outreach::Outreach;
use crate::domain::page::Page;
use crate::domain::roadmap::{Link, Owner, RoadmapItem};

/// Goes through an answer and covers what it meets.
struct Veil<'a>(&'a Mask);

impl Mask {
    /// Covers whatever holds texts; leaves it alone when names show.
    pub fn cover(&self, shown: &mut impl TraversableMut) {
        if self.is_on() {
            let ControlFlow::Continue(()) = shown.traverse_mut(&mut Veil(self));
        }
    }

    /// The same for what somebody owns.
    pub fn covered<T: TraversableMut>(&self, mut shown: T) -> T {
        self.cover(&mut shown);
        shown
    }
}

impl VisitorMut for Veil<'_> {
    type Break = Infallible;

    /// An account loses its name and its id before its texts are looked at.
    fn enter_mut(&mut self, node: &mut dyn Any) -> ControlFlow<Infallible> {
        if let Some(text) = node.downcast_mut::<String>() {
            self.0.string(text);
        } else if let Some(account) = node.downcast_mut::<AccountBrief>() {
            account.name.clone_from(&account.alias);
            account.external.clone_from(&account.alias);
        } else if let Some(account) = node.downcast_mut::<Account>() {
            account.name.clone_from(&account.alias);
            account.external.clone_from(&account.alias);
            cover_names(&mut account.attributes, self.0);
        } else if let Some(metrics) = node.downcast_mut::<Metrics>() {
            metrics.by.iter_mut().for_each(|by| cover_names(by, self.0));
        } else if let Some(from) = node.downcast_mut::<OriginNames>() {
            let alias = from.alias.as_deref().unwrap_or("an account");
            let alias = |_: &String| alias.to_owned();
            [from.account, from.external] =
                [&from.account, &from.external].map(|name| name.as_ref().map(alias));
        } else if let Some(meeting) = node.downcast_mut::<Meeting>() {
            meeting
                .frozen_start
                .iter_mut()
                .for_each(|text| self.start(text));
            meeting
                .frozen_end
                .iter_mut()
                .for_each(|text| self.end(text));
        } else if let Some(edit) = node.downcast_mut::<Edit>() {
            self.edit(edit);
        } else if let Some(entry) = node.downcast_mut::<ClaimEntry>() {
            // What a list calls a customer is a name, whether the room knows it or not.
            if !entry.said.is_empty() {
                entry.said = "(masked)".to_owned();
            }
        } else if let Some(contact) = node.downcast_mut::<Contact>() {
            // A person at a customer's is nobody whose name could be found in a text.
            if !contact.0.is_empty() {
                contact.0 = "(masked)".to_owned();
            }
        } else if let Some(row) = node.downcast_mut::<Reason>() {
            // A cell that could not be read may say anything: `a name and more` in `amount`.
            if let Some((cell, column)) = row.reason.split_once("` in `")
                && cell.starts_with('`')
                && cell.contains(char::is_alphabetic)
            {
                row.reason = format!("`[value]` in `{column}");
            }
        } else if let Some(page) = node.downcast_mut::<Page<AccountView>>() {
            // The key goes by id and name, and the id is enough.
            let id = page.next.as_deref().and_then(|key| key.split(':').next());
            page.next = id.map(str::to_owned);
        }
        ControlFlow::Continue(())
    }
}

impl Veil<'_> {
    /// What a meeting froze is read, covered and written again; what cannot be read is not shown.
    fn start(&self, text: &mut String) {
        let read = AtStart::from_json(text).map(|read| self.0.covered(read));
        *text = read.and_then(|start| start.to_json()).unwrap_or_default();
    }

    fn end(&self, text: &mut String) {
        let read = AtEnd::from_json(text).map(|read| self.0.covered(read));
        *text = read.and_then(|end| end.to_json()).unwrap_or_default();
    }

    /// The same as a change has it.
    fn edit(&self, edit: &mut Edit) {
        for value in [&mut edit.was, &mut edit.now] {
            if let Value::Text(text) = value {
                if edit.field == Field::FrozenStart {
                    self.start(text);
                } else if edit.field == Field::FrozenEnd {
                    self.end(text);
                }
            }
        }
    }
}

/// What a room keeps is gone through by its table of fields: a row that says so never holds a name.
macro_rules! by_its_fields {
    ($($thing:ty),+) => {$(
        impl TraversableMut for $thing {
            fn traverse_mut<V: VisitorMut>(&mut self, visitor: &mut V) -> ControlFlow<V::Break> {
                visitor.enter_mut(self)?;
                let secret = <$thing>::FIELDS.iter().filter(|row| row.is.secret);
                let mut texts = secret.map(|row| row.get_mut);
                texts.try_for_each(|field| {
                    let mut texts = field(self).texts().into_iter();
                    texts.try_for_each(|text| text.traverse_mut(visitor))
                })
            }
        }
    )+};
}

by_its_fields!(
    Account,
    Action,
    Aim,
    DayMark,
    Feedback,
    Link,
    Meeting,
    Note,
    Outreach,
    Owner,
    RoadmapItem,
    Tag
);

/// Covers the names of texts; the texts themselves are met by themselves.
fn cover_names(texts: &mut BTreeMap<String, String>, mask: &Mask) {
    let named = std::mem::take(texts).into_iter();
    *texts = named
        .map(|(name, text)| (mask.text(&name).into_owned(), text))
        .collect();
}
