//! Draws all quotes behind a row of the Why screen, and a quote's lines for whoever shows one.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::listing::Listing;
use crate::app::screens::quotes::{Quotes, full_name};
use crate::domain::feedback::{FeedbackView, Mark, Quote, Tag};
use crate::domain::given::GivenTag;
use crate::domain::money::counted;
use crate::domain::query::QuoteOrder;
use crate::ui::text::{cut, width, wrap};
use crate::ui::{Canvas, blocks};

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<Quotes>, area: Rect) {
    let state = &listing.list;
    let title = format!("Quotes · {} · {}", state.said.of, state.said.period.long());
    let order = match state.order {
        QuoteOrder::Dearest => "dearest first",
        QuoteOrder::Newest => "newest first",
    };
    let first = if state.cut() { "the first " } else { "" };
    let all = counted(listing.shown.len(), "quote");
    let right = format!("{first}{all}, {order}, pinned before all");
    let body = canvas.page(area, &title, &right);
    let Some(quotes) = &state.quotes else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    if quotes.is_empty() {
        let words = "no words behind this row in this period";
        return canvas.text(body, 0, words, canvas.paint.dim);
    }
    let columns = usize::from(body.width).saturating_sub(2);
    let lines = |canvas: &Canvas<'_>, row: usize, selected: bool| {
        let rows = if selected { 10 } else { 2 };
        let found = quotes.get(row).into_iter();
        let mut lines: Vec<_> = found
            .flat_map(|q| quote(canvas, q, columns, rows, selected))
            .collect();
        lines.push(Line::default());
        lines
    };
    blocks::draw(canvas, body, quotes.len(), listing.shown.at(), true, &lines);
}

/// A quote: its words over at most so many lines, whose they are and what it was worth, and what was
/// made of it; in `full` nothing of that is cut.
pub fn quote(
    canvas: &Canvas<'_>,
    quote: &Quote,
    columns: usize,
    rows: usize,
    full: bool,
) -> Vec<Line<'static>> {
    let mut lines = words(canvas, &quote.view, columns, rows);
    let mut who = Line::from(worth(canvas, quote));
    let about = about(canvas, &quote.view, full);
    let room = columns.saturating_sub(who.width() + 3);
    if about.is_empty() {
        lines.push(who);
    } else if full && width(&about) > room {
        lines.push(who);
        let about = wrap(&about, columns, 2).into_iter();
        lines.extend(about.map(|l| Line::styled(l, canvas.paint.accent)));
    } else {
        who.push_span(Span::raw(" · "));
        who.push_span(Span::styled(cut(&about, room), canvas.paint.accent));
        lines.push(who);
    }
    lines
}

/// `stated: missing features · reporting`: what was stated, and what the team made of it.
fn about(canvas: &Canvas<'_>, view: &FeedbackView, who: bool) -> String {
    let reason = match view.feedback.reason.as_str() {
        "" => String::new(),
        reason => format!("stated: {reason}"),
    };
    let mut parts = vec![reason, tags(canvas, view, who)];
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

/// `Northwind GmbH · Pro · €400 of €1,200 · exit survey 12 Oct 2026`.
fn worth(canvas: &Canvas<'_>, quote: &Quote) -> Vec<Span<'static>> {
    let shared = canvas.shared();
    let paint = canvas.paint;
    let who = quote.view.said_by().unwrap_or("nobody knows who");
    let mut spans = vec![Span::styled(who.to_owned(), paint.strong)];
    let plan = quote.view.account.as_ref().map_or("", |a| a.plan.as_str());
    if !plan.is_empty() {
        spans.push(Span::styled(format!(" · {plan}"), paint.dim));
    }
    if quote.lost.0 > 0 {
        let (lost, opening) = (shared.money(quote.lost), shared.money(quote.opening));
        spans.push(Span::raw(" · "));
        spans.push(Span::styled(lost, paint.money));
        if quote.lost != quote.opening {
            spans.push(Span::styled(format!(" of {opening}"), paint.dim));
        }
    }
    let source = format!(" · {}", source(&quote.view));
    spans.push(Span::styled(source, paint.dim));
    spans
}

/// The words of a piece of feedback over at most so many lines, the pin and the mark before them.
pub fn words(
    canvas: &Canvas<'_>,
    view: &FeedbackView,
    columns: usize,
    rows: usize,
) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let feedback = &view.feedback;
    let text = feedback.text.trim();
    let pin = if feedback.pinned { "* " } else { "" };
    let text = match (text.is_empty(), feedback.score) {
        (false, _) => format!("{pin}“{text}”"),
        (true, Some(score)) => format!("{pin}(no words, score {score})"),
        (true, None) => format!("{pin}(no words)"),
    };
    let style = feedback.mark.map_or(paint.quote, |_| paint.dim);
    let lines = wrap(&text, columns, rows).into_iter();
    lines.map(|l| Line::styled(l, style)).collect()
}

/// `exit survey 12 Oct`, with the year when it is another than this one.
pub fn source(view: &FeedbackView) -> String {
    let feedback = &view.feedback;
    let what = match feedback.source.as_str() {
        "" if feedback.exit_survey => "exit survey",
        "" => "feedback",
        source => source,
    };
    match feedback.received {
        Some(day) => format!("{what} {} {}", day.short(), day.year()),
        None => format!("{what}, undated"),
    }
}

/// `Dana, 3 Nov`, `import 4, 3 Nov`.
fn by(given: &GivenTag, canvas: &Canvas<'_>) -> Option<String> {
    let time = &canvas.shared().time;
    let day = given.at.map(|at| at.day(time.utc_offset).near(time.today));
    let day = day.map_or_else(String::new, |day| format!(", {day}"));
    Some(format!("{}{day}", given.by()?))
}

/// Its tags and its mark, in words; with `who` behind each tag who gave it and when.
pub fn tags(canvas: &Canvas<'_>, view: &FeedbackView, who: bool) -> String {
    let shared = canvas.shared();
    let named = |tag: &Tag| {
        let name = full_name(tag, shared);
        let given = view.given(tag.id).filter(|_| who);
        given
            .and_then(|given| by(given, canvas))
            .map_or(name.clone(), |by| format!("{name} ({by})"))
    };
    let mut names: Vec<String> = view.tags.iter().map(named).collect();
    match view.feedback.mark {
        Some(Mark::Praise) => names.push("praise".to_owned()),
        Some(Mark::NoReason) => names.push("read, no reason in it".to_owned()),
        None => {}
    }
    names.join(", ")
}
