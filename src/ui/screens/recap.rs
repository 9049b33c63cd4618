//! Draws the recap: the meeting so far on one screen, the most important first, whatever its size.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::numbers::words::percent;
use crate::app::screens::recap::{Acted, Recap, RecapTheme};
use crate::domain::clock::minutes;
use crate::domain::effect::words;
use crate::domain::meeting::{MeetingStatus, MeetingView};
use crate::domain::metrics::Metrics;
use crate::domain::money::{Cents, count};
use crate::domain::note::{NoteKind, NoteView};
use crate::ui::Canvas;
use crate::ui::canvas::{below, right_of};
use crate::ui::text::{cut, width};

use super::story::{action, sign, who_and_when};

/// Between figures that stand beside each other.
const GAP: &str = "    ";

/// Columns of a part's name.
const LABEL: u16 = 11;

/// One part: its name, its lines, and what it says when it has none.
type RecapPart = (&'static str, Vec<Line<'static>>, &'static str);

pub fn draw(canvas: &mut Canvas<'_>, state: &Recap, area: Rect) {
    let Some(view) = state.view(canvas.shared()) else {
        let body = canvas.page(area, "Recap", "");
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let period = view.meeting.period.long();
    let title = format!("Recap · {period} · {}", stands(canvas, view));
    let who = state.present(canvas.shared()).join(", ");
    let body = canvas.page(area, &title, &cut(&who, usize::from(area.width) / 3));
    let columns = body.width.saturating_sub(LABEL);
    let mut parts = parts(canvas, state, usize::from(columns));
    parts.retain(|(_, lines, empty)| !lines.is_empty() || !empty.is_empty());
    let lines = parts.iter().map(|(_, lines, _)| lines.len().max(1));
    let mut counts: Vec<usize> = lines.collect();
    let gaps = fit(&mut counts, usize::from(body.height));
    let mut rest = body;
    for (part, count) in parts.iter().zip(counts) {
        draw_part(canvas, part, count, rest, state.known());
        rest = below(rest, count as u16 + u16::from(gaps));
    }
}

/// Shortens the longest parts until all fit; whether there is room for a gap after each.
fn fit(counts: &mut [usize], room: usize) -> bool {
    let gaps = counts.iter().sum::<usize>() + counts.len().saturating_sub(1) <= room;
    while !gaps && counts.iter().sum::<usize>() > room {
        match counts.iter_mut().max() {
            Some(longest) if *longest > 1 => *longest -= 1,
            _ => break,
        }
    }
    gaps
}

fn draw_part(canvas: &mut Canvas<'_>, part: &RecapPart, rows: usize, area: Rect, known: bool) {
    let (title, lines, empty) = part;
    canvas.text(area, 0, title, canvas.paint.title);
    let at = right_of(area, LABEL);
    if lines.is_empty() {
        let words = if known { empty } else { "..." };
        return canvas.text(at, 0, words, canvas.paint.dim);
    }
    let hidden = lines.len().saturating_sub(rows);
    let shown = if hidden > 0 { rows - 1 } else { rows };
    for (row, line) in (0..).zip(lines.iter().take(shown)) {
        canvas.line(at, row, line.clone());
    }
    if hidden > 0 {
        let words = format!("and {} more", count(hidden as u64 + 1));
        canvas.text(at, shown as u16, &words, canvas.paint.dim);
    }
}

/// `in 2 Why, 12:41 of 45:00`.
fn stands(canvas: &Canvas<'_>, view: &MeetingView) -> String {
    let meeting = &view.meeting;
    let now = canvas.shared().time.now;
    let used = minutes(meeting.clock.total_used(now));
    let all = minutes(meeting.agenda.total());
    let section = meeting.clock.section;
    let at = format!("{} {}", section.number(), section.title());
    match meeting.status {
        MeetingStatus::Running => format!("in {at}, {used} of {all}"),
        MeetingStatus::Adjourned => format!("adjourned in {at}, {used} of {all}"),
        MeetingStatus::Ended => format!("ended, {used} of {all}"),
    }
}

fn parts(canvas: &Canvas<'_>, state: &Recap, columns: usize) -> Vec<RecapPart> {
    let (paint, today) = (canvas.paint, canvas.shared().time.today);
    let noted = |kinds| -> Vec<Line<'static>> {
        let all = state.notes(kinds).map(|view| note(view, columns));
        all.map(|words| Line::styled(words, paint.text)).collect()
    };
    let told = state.discussed(canvas.shared());
    let discussed = told.iter().map(|t| discussed(canvas, t, columns)).collect();
    let actions = state.actions().iter();
    let actions = actions.map(|view| Line::styled(action(view, today, columns), paint.text));
    let worked = state.looked_back().into_iter().map(|(view, effect)| {
        let (what, who) = (&view.action.what, who_and_when(view, today));
        let words = format!("{}: {what} ({who})", words::verdict(effect));
        Line::styled(cut(&words, columns), paint.text)
    });
    let shipped = state.judged_items().map(|(item, effect)| {
        let (verdict, key, title) = (words::verdict(effect), &item.external, &item.title);
        let shipped = item
            .shipped
            .map(|day| format!(" (shipped {})", day.near(today)));
        let words = format!("{verdict}: {key} {title}{}", shipped.unwrap_or_default());
        Line::styled(cut(&words, columns), paint.text)
    });
    let metrics = state
        .metrics
        .iter()
        .flat_map(|m| figures(canvas, m, columns));
    let decided = noted(&[NoteKind::Decision]);
    vec![
        ("numbers", metrics.collect(), "..."),
        ("worked?", worked.chain(shipped).collect(), ""),
        (
            "discussed",
            discussed,
            "no theme yet: Space marks one in 2 Why",
        ),
        ("decided", decided, "nothing yet: d writes a decision"),
        ("actions", actions.collect(), "none yet: a writes one"),
        ("open", noted(&[NoteKind::Question]), ""),
        ("noted", noted(&[NoteKind::Note]), ""),
    ]
}

fn figures(canvas: &Canvas<'_>, metrics: &Metrics, columns: usize) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let shared = canvas.shared();
    let rates = &metrics.rates;
    let strong = |words: String| Span::styled(words, paint.strong);
    let dim = |words: String| Span::styled(words, paint.dim);
    let lost = metrics.mrr.churn + metrics.mrr.contraction;
    let (left, all) = metrics.left();
    let beside = |words: String| metrics.told(format!(" · {words}")).unwrap_or_default();
    let left = beside(format!("{} of {}", count(left), count(all)));
    let (logo, gross) = (percent(rates.logo_churn), percent(rates.gross_mrr_churn));
    let (grr, nrr) = (percent(rates.grr), percent(rates.nrr));
    let [lost, from, to] =
        [lost, metrics.mrr.opening, metrics.mrr.closing].map(|sum| shared.money(sum));
    let lost = [
        vec![strong(format!("logo churn {logo}")), dim(left)],
        vec![
            strong(format!("gross MRR churn {gross}")),
            dim(beside(lost)),
        ],
    ];
    let kept = [
        vec![strong(format!("GRR {grr}{GAP}NRR {nrr}"))],
        vec![dim(format!("MRR {from} to {to}"))],
    ];
    let rows = [lost, kept].into_iter();
    rows.flat_map(|pieces| flowed(pieces, columns)).collect()
}

/// Pieces beside each other, each whole: what does not fit behind the ones before it begins a line of its own.
fn flowed(
    pieces: impl IntoIterator<Item = Vec<Span<'static>>>,
    columns: usize,
) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = Vec::new();
    for piece in pieces {
        let piece = Line::from(piece);
        match lines.last_mut() {
            Some(line) if line.width() + GAP.len() + piece.width() <= columns => {
                line.push_span(GAP);
                line.extend(piece);
            }
            _ => lines.push(piece),
        }
    }
    lines
}

/// `reporting            €6,410  aligns RPT-12        · Fix Excel export (Priya, 20 Nov)`.
fn discussed(canvas: &Canvas<'_>, told: &RecapTheme<'_>, columns: usize) -> Line<'static> {
    let paint = canvas.paint;
    let shared = canvas.shared();
    let wide = columns >= 90;
    let name = padded(&told.theme.theme, if wide { 26 } else { 16 });
    let money = match told.theme.lost_mrr {
        _ if told.unknown => String::new(),
        Cents::ZERO => "-".to_owned(),
        lost => shared.money(lost),
    };
    let (stance, style) = match told.stance.as_str() {
        "" => ("! not linked", paint.warn),
        stance => (stance, paint.text),
    };
    let stance = padded(stance, if wide { 26 } else { 20 });
    let (acted, acted_style) = match told.acted {
        Acted::Action(view) => {
            let who = who_and_when(view, shared.time.today);
            (format!("{} {who}", sign(view)), paint.text)
        }
        Acted::Refused(view) => (format!("- no action: {}", view.note.text), paint.text),
        Acted::Open => ("! no action yet".to_owned(), paint.warn),
    };
    let mut spans = vec![
        Span::styled(name, paint.strong),
        Span::styled(format!("{money:>10}  "), paint.money),
        Span::styled(stance, style),
    ];
    let used: usize = spans.iter().map(Span::width).sum();
    let acted = cut(&acted, columns.saturating_sub(used));
    spans.push(Span::styled(acted, acted_style));
    Line::from(spans)
}

/// A text cut to a width less one, and filled up to it.
fn padded(text: &str, columns: usize) -> String {
    let text = cut(text, columns.saturating_sub(1));
    let gap = " ".repeat(columns.saturating_sub(width(&text)));
    text + &gap
}

fn note(view: &NoteView, columns: usize) -> String {
    let answer = match view.note.answer.as_str() {
        "" => String::new(),
        answer => format!(" → {answer}"),
    };
    let (text, person) = (&view.note.text, &view.note.person);
    let more = [person.clone()].into_iter().chain(view.decided());
    let more = more.collect::<Vec<_>>().join("; ");
    cut(&format!("{text}{answer} ({more})"), columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_does_not_fit_begins_a_line_of_its_own() {
        let pieces = || ["left 602", "12.5 %, $45,374", "GRR 87.5 %"].map(|it| vec![it.into()]);
        let lines = |columns| -> Vec<String> {
            let lines = flowed(pieces(), columns).into_iter();
            lines.map(|line| line.to_string()).collect()
        };
        assert_eq!(lines(27), ["left 602    12.5 %, $45,374", "GRR 87.5 %"]);
        assert_eq!(lines(26), ["left 602", "12.5 %, $45,374", "GRR 87.5 %"]);
        assert_eq!(lines(41).len(), 1);
    }

    #[test]
    fn the_longest_parts_are_shortened_first() {
        let table = [
            ([2, 5, 1, 4], 20, [2, 5, 1, 4], true),
            ([2, 5, 1, 4], 12, [2, 5, 1, 4], false),
            ([2, 9, 1, 4], 12, [2, 5, 1, 4], false),
            ([2, 9, 1, 9], 9, [2, 3, 1, 3], false),
        ];
        for (mut counts, room, expected, gaps) in table {
            assert_eq!(fit(&mut counts, room), gaps, "{expected:?}");
            assert_eq!(counts, expected);
        }
    }
}
