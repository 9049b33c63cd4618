//! Draws find: what is typed, how much there is of each kind, and the hits with the words in sight.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::find::{Find, FoundGroup, LIMIT};
use crate::domain::account::AccountBrief;
use crate::domain::feedback::FeedbackView;
use crate::domain::found::Found;
use crate::domain::money::count;
use crate::domain::note::{NoteKind, NoteView};
use crate::domain::safe::one_line;
use crate::domain::sought::{FIELDS, Sought};
use crate::domain::spotted::spotted;
use crate::ui::canvas::{below, top};
use crate::ui::text::width;
use crate::ui::{Canvas, Column, Row, Table};

use super::quotes::source;
use super::story::action;

/// How more, or less, is found.
const HOW: &str = "\"in this order\"   -without this   one OR other";

pub fn draw(canvas: &mut Canvas<'_>, state: &Find, area: Rect) {
    let right = if state.waiting { "..." } else { "" };
    let body = canvas.page(area, "Find", right);
    let row = Rect::new(area.x + 6, area.y, area.width.saturating_sub(10), 1);
    let list = below(body, 1);
    match &state.found {
        Some(_) if state.shown.is_empty() && !state.waiting => nothing(canvas, state, list),
        Some(found) => hits(canvas, state, found, body),
        None => {
            let words = "words of feedback, accounts, actions, notes and decisions; all of them must be there";
            canvas.text(list, 0, words, canvas.paint.dim);
            let fields = FIELDS.chunks(5).map(|fields| fields.join("   "));
            for (row, words) in (2..).zip(std::iter::once(HOW.to_owned()).chain(fields)) {
                canvas.text(list, row, &words, canvas.paint.dim);
            }
        }
    }
    canvas.field(row, 0, &state.field, true);
}

fn nothing(canvas: &mut Canvas<'_>, state: &Find, area: Rect) {
    if let Some(unknown) = &state.unknown {
        canvas.wrapped(area, &unknown.to_string(), 4, canvas.paint.dim);
        return;
    }
    let words = match canvas.shared().look.masked {
        true => "nothing has these words; names are masked, so accounts are found by their aliases",
        false => "nothing has all of these words: fewer words find more",
    };
    canvas.text(area, 0, words, canvas.paint.dim);
}

/// `30 or more`, once the limit is reached.
fn counted(n: usize) -> String {
    let more = if n >= LIMIT as usize { "+" } else { "" };
    format!("{}{more}", count(n as u64))
}

fn hits(canvas: &mut Canvas<'_>, state: &Find, found: &Found, area: Rect) {
    let paint = canvas.paint;
    let mut spans = Vec::new();
    for group in FoundGroup::ALL {
        let n = group.count(found);
        let style = if n > 0 { paint.text } else { paint.dim };
        let words = format!("{} {}   ", group.title(), counted(n));
        spans.push(Span::styled(words, style));
    }
    canvas.line(top(area, 1), 0, Line::from(spans));
    let right = if area.width >= 100 { 44 } else { 30 };
    let columns = [Column::rest(""), Column::text("", right)];
    let room = usize::from(area.width.saturating_sub(right + 2));
    let rows = rows(canvas, state, found, room);
    Table::new(&columns, rows)
        .selected(state.shown.at(), true)
        .untitled()
        .draw(canvas, below(area, 2));
}

fn rows(canvas: &Canvas<'_>, state: &Find, found: &Found, room: usize) -> Vec<Row> {
    let paint = canvas.paint;
    let typed = &state.sought;
    let (sought, names) = (Sought::read(typed), Sought::words(typed));
    let mut rows = Vec::new();
    for group in FoundGroup::ALL.into_iter().filter(|g| g.count(found) > 0) {
        rows.push(Row::heading(group.title(), paint.title));
        match group {
            FoundGroup::Accounts => rows.extend(
                found
                    .accounts
                    .iter()
                    .map(|a| account(canvas, a).spotting(0, &names, true)),
            ),
            FoundGroup::Actions => rows.extend(found.actions.iter().map(|a| {
                let from = a.from.theme.clone().unwrap_or_default();
                let today = canvas.shared().time.today;
                let words = action(a, today, room.saturating_sub(2));
                two(format!("  {words}"), from, paint.dim).spotting(0, &names, true)
            })),
            FoundGroup::Notes => {
                rows.extend(found.notes.iter().map(|n| note(canvas, n, &names, room)))
            }
            FoundGroup::Feedback => {
                let all = found.feedback.iter();
                rows.extend(all.map(|f| feedback(canvas, f, &sought, room)));
            }
        }
    }
    rows
}

fn two(left: String, right: String, style: Style) -> Row {
    Row::new([left, right]).styled(1, style)
}

fn account(canvas: &Canvas<'_>, brief: &AccountBrief) -> Row {
    let shared = canvas.shared();
    let money = match brief.mrr.0 {
        0 => "pays nothing now".to_owned(),
        _ => format!("{} MRR now", shared.money(brief.mrr)),
    };
    let right = match brief.plan.as_str() {
        "" => money,
        plan => format!("{plan} · {money}"),
    };
    two(format!("  {}", brief.name), right, canvas.paint.dim)
}

fn note(canvas: &Canvas<'_>, view: &NoteView, sought: &Sought, room: usize) -> Row {
    let words = around(&view.note.text, sought, room);
    let period = view.from.period.map(|p| p.short()).unwrap_or_default();
    let right = format!("{}, {} {period}", kind(view.note.kind), view.note.person);
    two(format!("  {words}"), right, canvas.paint.dim).spotting(0, sought, true)
}

/// What a kind of note is called.
pub fn kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "note",
        NoteKind::Question => "question",
        NoteKind::Decision => "decision",
        NoteKind::NoAction => "no action",
    }
}

fn feedback(canvas: &Canvas<'_>, view: &FeedbackView, sought: &Sought, room: usize) -> Row {
    let text = match view.feedback.text.trim() {
        "" => format!("stated: {}", view.feedback.reason),
        text => text.to_owned(),
    };
    let words = around(&text, sought, room);
    let right = format!("{} · {}", view.said_by().unwrap_or("unknown"), source(view));
    let row = two(format!("  {words}"), right, canvas.paint.dim);
    row.styled(0, canvas.paint.quote).spotting(0, sought, false)
}

/// The part of a text that has the first of the words, so that it is in sight within a width.
fn around(text: &str, sought: &Sought, columns: usize) -> String {
    let text = one_line(text);
    let found = spotted(sought, &text, false);
    let (from, to) = found.first().map_or((0, 0), |at| (at.start, at.end));
    if width(&text[..to]) + 8 < columns {
        return text.into_owned();
    }
    let before = text[..from].char_indices().rev();
    let near = before.take(columns / 3).last().map_or(from, |(at, _)| at);
    // From the next word on, so that no letter is cut in two.
    let gap = text[near..from].find(' ');
    let start = gap.map_or(from, |gap| near + gap + 1);
    format!("… {}", &text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_found_is_in_sight() {
        let text = "It all went well until the day the Export broke";
        let around = |typed: &str| around(text, &Sought::read(typed), 30);
        assert_eq!(around("went"), text);
        assert_eq!(around("export now"), "… day the Export broke");
        assert_eq!(around("nothing"), text);
    }
}
