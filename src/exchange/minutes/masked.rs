//! Minutes with names and addresses masked, before any format is written.
//! Must not know formats: what is not in the masked minutes cannot leak from one.

use crate::domain::feedback::Quote;
use crate::domain::masking::Mask;
use crate::domain::note::{ActionView, NoteView, OriginNames};

use super::Minutes;

/// Masks every text that customers or the room wrote.
pub(super) fn masked(mut minutes: Minutes, mask: &Mask) -> Minutes {
    minutes.masked = true;
    let (start, end) = (&mut minutes.start, &mut minutes.end);
    let actions = start
        .carried
        .iter_mut()
        .chain(&mut end.actions)
        .chain(&mut end.carried);
    actions.for_each(|a| action(a, mask));
    let said = &mut start.review;
    let words = said.words.iter_mut().chain(&mut said.metrics.disclosed);
    words.for_each(|words| mask.string(words));
    let marks = start.review.marks.iter_mut().chain(&mut end.marks);
    marks.for_each(|m| mask.string(&mut m.words));
    end.notes.iter_mut().for_each(|n| note(n, mask));
    let quotes = end.quotes.iter_mut().flat_map(|q| &mut q.quotes);
    quotes.for_each(|q| quote(q, mask));
    for link in &mut end.links {
        mask.string(&mut link.note);
        if let Some(item) = &mut link.item {
            mask.string(&mut item.title);
            item.url.clear();
        }
    }
    for about in &mut end.about {
        mask.string(&mut about.about);
    }
    for row in end.breakdowns.iter_mut().flat_map(|b| &mut b.rows) {
        mask.string(&mut row.value);
        for value in row.metrics.by.iter_mut().flat_map(|by| by.values_mut()) {
            mask.string(value);
        }
    }
    minutes
}

fn quote(quote: &mut Quote, mask: &Mask) {
    let view = &mut quote.view;
    mask.string(&mut view.feedback.text);
    mask.string(&mut view.feedback.reason);
    mask.string(&mut view.feedback.source);
    view.feedback.external.clear();
    if let Some(account) = &mut view.account {
        account.name = account.alias.clone();
        account.external = account.alias.clone();
    }
}

fn note(view: &mut NoteView, mask: &Mask) {
    mask.string(&mut view.note.text);
    mask.string(&mut view.note.answer);
    origin(&mut view.from, mask);
}

/// Masks an action: its words, and the account and quote it came from.
pub(in crate::exchange) fn action(view: &mut ActionView, mask: &Mask) {
    mask.string(&mut view.action.what);
    mask.string(&mut view.action.effect);
    origin(&mut view.from, mask);
}

fn origin(from: &mut OriginNames, mask: &Mask) {
    if from.account.is_some() {
        from.account = Some(
            from.alias
                .clone()
                .unwrap_or_else(|| "an account".to_owned()),
        );
    }
    if let Some(quote) = &mut from.quote {
        mask.string(quote);
    }
    mask.string(&mut from.segment);
}
