//! Draws which tags suit the text in front, each with the key that gives it. Must not know how they were found.

use ratatui::text::Span;

use crate::app::screens::tagging::letters;
use crate::domain::feedback::Mark;
use crate::domain::ids::TagId;
use crate::domain::suggest::suggested::{Suggested, TagOrMark};
use crate::ui::Canvas;

/// Less likely ones are no help.
const LIKELY: f64 = 0.05;

/// `suggested   p price 82 %   r reporting 12 %   by: went up, price`, as far as there is room; without any, that
/// nothing was done yet.
pub fn spans(canvas: &Canvas<'_>, columns: u16) -> Vec<Span<'static>> {
    let paint = canvas.paint;
    let suggested = canvas.model.screens.tagging.suggested().iter();
    let likely: Vec<&Suggested> = suggested
        .filter(|one| one.chance.is_none_or(|chance| chance >= LIKELY))
        .collect();
    let Some(first) = likely.first() else {
        return ["done   ", "nothing yet  "]
            .map(|words| Span::styled(words, paint.dim))
            .into();
    };
    let mut spans = vec![Span::styled("suggested  ", paint.dim)];
    for one in &likely {
        let (key, name) = key_and_name(canvas, one.what);
        spans.push(Span::styled(format!("{key} "), paint.key));
        spans.push(Span::styled(name, paint.text));
        spans.push(Span::styled(format!(" {}  ", one.sure()), paint.dim));
    }
    if !first.by().is_empty() {
        let words = format!(" by: {}", first.by());
        let used: usize = spans.iter().map(Span::width).sum();
        let words = Span::styled(words, paint.dim);
        spans.extend((used + words.width() <= usize::from(columns)).then_some(words));
    }
    spans
}

/// The key that gives it: `/` where a tag has none.
fn key_and_name(canvas: &Canvas<'_>, what: TagOrMark) -> (char, String) {
    let room = &canvas.shared().room;
    let letter = |tag: TagId| {
        let mut letters = letters(&room.tags).into_iter();
        letters
            .find(|(_, id)| *id == tag)
            .map_or('/', |(key, _)| key)
    };
    match what {
        TagOrMark::Tag(tag) => (letter(tag), room.tag_name(tag).to_owned()),
        TagOrMark::Mark(Mark::Praise) => ('!', "praise".to_owned()),
        TagOrMark::Mark(Mark::NoReason) => ('-', "no reason".to_owned()),
    }
}
