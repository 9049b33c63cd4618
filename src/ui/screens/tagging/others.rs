//! Who else tags, and who is on which text. Must not know what is done to a text.

use ratatui::layout::Rect;

use crate::app::screens::tagging::Tagging;
use crate::domain::ids::FeedbackId;
use crate::domain::meeting::Present;
use crate::domain::money::counted;
use crate::ui::Canvas;
use crate::ui::text::cut;

use super::words;

/// ` · with Dana, Eve`: who else has texts in front.
pub fn reading(canvas: &Canvas<'_>) -> String {
    let shared = canvas.shared();
    let now = shared.time.now;
    let reads = |other: &&Present| {
        let mut texts = other.claim.iter().flat_map(|claim| &claim.texts);
        texts.any(|text| other.holds(*text, now))
    };
    let others = shared.room.alive(now).filter(reads);
    let names: Vec<&str> = others.map(|other| other.person.as_str()).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(" · with {}", names.join(", ")),
    }
}

/// `Dana is on `, of a text that somebody else has.
pub fn held(canvas: &Canvas<'_>, text: FeedbackId) -> Option<String> {
    let shared = canvas.shared();
    let holder = shared.room.holder(text, shared.time.now)?;
    let first = holder.claim.as_ref().and_then(|claim| claim.texts.first());
    let how = match first == Some(&text) {
        true => "is on",
        false => "comes next to",
    };
    Some(format!("{} {how} ", holder.person))
}

/// Who is on what, where others have all that is left; `false` where they have not.
pub fn have(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) -> bool {
    let paint = canvas.paint;
    let passed = state.queue.passed.iter();
    let theirs = passed.filter_map(|quote| {
        let held = held(canvas, quote.view.feedback.id)?;
        Some(held + &cut(&words(&quote.view), 60))
    });
    let theirs: Vec<String> = theirs.collect();
    if !theirs.is_empty() {
        let left = counted(theirs.len(), "text");
        let head = format!("Others have what is left: {left}.");
        canvas.text(area, 0, &head, paint.strong);
        canvas.text(area, 1, "Enter looks again; Up goes back", paint.dim);
    }
    for (row, words) in (3..).zip(&theirs) {
        canvas.text(area, row, words, paint.text);
    }
    !theirs.is_empty()
}
