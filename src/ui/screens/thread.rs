//! Draws a thread: its steps down a rail, breaks marked by sign and word. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::roadmap::links::named;
use crate::app::screens::thread::{Knot, ThreadLayer};
use crate::domain::change::Subject;
use crate::domain::effect::Effect;
use crate::domain::feedback::FeedbackView;
use crate::domain::ids::{LinkId, NoteId, TagId};
use crate::domain::money::{count, counted};
use crate::domain::roadmap::RoadmapItem;
use crate::domain::thread::{ThreadOf, ThreadSegment};
use crate::domain::word::Word;
use crate::ui::text::{cut, width, wrap};
use crate::ui::{Canvas, blocks};

use super::find::kind;
use super::numbers::effects::effect_words;
use super::quotes::{source, tags, words};
use super::story::action;

/// Columns of a step's name and the rail.
const LABEL: usize = 11;

pub fn draw(canvas: &mut Canvas<'_>, state: &ThreadLayer, area: Rect) {
    let title = format!("Thread of {}", of(canvas, state));
    let period = state.period.map(|p| p.long()).unwrap_or_default();
    let body = canvas.page(area, &title, &period);
    if state.found.is_none() {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    }
    let knots: Vec<Knot> = state.shown.iter().copied().collect();
    let columns = usize::from(body.width).saturating_sub(LABEL + 2);
    let roomy = body.height >= 28;
    let few = knots.len() < 10;
    let lines = |canvas: &Canvas<'_>, row: usize, selected: bool| {
        let Some(knot) = knots.get(row) else {
            return Vec::new();
        };
        let begins = row == 0 || knots[row - 1].step() != knot.step();
        let next = knots.get(row + 1);
        let ends = next.is_some_and(|next| next.step() != knot.step());
        let content = content(canvas, state, *knot, columns, (selected, roomy || few));
        railed(canvas, *knot, content, begins, roomy && ends)
    };
    blocks::draw(canvas, body, knots.len(), state.shown.at(), true, &lines);
}

/// A row's lines behind the name of its step and the rail.
fn railed(
    canvas: &Canvas<'_>,
    knot: Knot,
    content: Vec<Line<'static>>,
    begins: bool,
    gap: bool,
) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let broken = matches!(knot, Knot::Break(_));
    let (sign, style) = match (begins, broken) {
        (_, true) => ("!", paint.warn),
        (true, false) => ("●", paint.accent),
        (false, false) => ("│", paint.rule),
    };
    let mut lines = Vec::new();
    for (n, line) in content.into_iter().enumerate() {
        let first = n == 0;
        let title = knot.step().title();
        let title = if first && begins { title } else { "" };
        let below = ("│", paint.rule);
        let (sign, style) = if first { (sign, style) } else { below };
        let mut spans = vec![
            Span::styled(format!("{title:<8}"), paint.strong),
            Span::styled(format!("{sign}  "), style),
        ];
        spans.extend(line.spans.into_iter().map(|s| s.patch_style(line.style)));
        lines.push(Line::from(spans));
    }
    if gap {
        lines.push(Line::styled(format!("{:<8}│", ""), paint.rule));
    }
    lines
}

fn plain(text: &str, columns: usize, rows: usize, style: Style) -> Vec<Line<'static>> {
    let lines = wrap(text, columns, rows).into_iter();
    lines.map(|line| Line::styled(line, style)).collect()
}

fn content(
    canvas: &Canvas<'_>,
    state: &ThreadLayer,
    knot: Knot,
    columns: usize,
    (selected, roomy): (bool, bool),
) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let rows = match (selected, roomy) {
        (false, _) => 1,
        (true, false) => 2,
        (true, true) => 6,
    };
    let say = |text: &str| plain(text, columns, rows, paint.text);
    match knot {
        Knot::Break(step) => plain(state.broken(step), columns, 1, paint.warn),
        Knot::Quote(id) => {
            let view = state.quote(id);
            view.map_or_else(Vec::new, |view| quote(canvas, view, columns, rows))
        }
        Knot::MoreQuotes(n) => plain(&format!("{} more", count(n as u64)), columns, 1, paint.dim),
        Knot::Tag(id) => tag(canvas, id, columns, rows),
        Knot::Money(id) => money(canvas, state, id, columns),
        Knot::Segment => segment(canvas, state, columns),
        Knot::Link(id) => say(&link(canvas, state, id)),
        Knot::Item(id) => say(&state.item(id).map_or_else(String::new, item)),
        Knot::Note(id) | Knot::NoAction(id) => say(&note(state, id)),
        Knot::Action(id) => {
            let room = if selected { 2 * columns } else { columns };
            let found = state.action(id);
            let today = canvas.shared().time.today;
            say(&found.map_or_else(String::new, |a| action(a, today, room)))
        }
        Knot::Result(id) => {
            let results = state.found.as_ref().map_or(&[][..], |found| &found.results);
            let effect = Effect::among(results, Subject::Action(id));
            let told = effect.zip(state.action(id));
            let words = told.map_or_else(String::new, |(e, a)| {
                let found = effect_words(canvas, a, e);
                let room = a.action.room_says().into_iter();
                room.fold(found, |all, room| format!("{all} · {room}"))
            });
            plain(&words, columns, 2, paint.text)
        }
    }
}

fn quote(
    canvas: &Canvas<'_>,
    view: &FeedbackView,
    columns: usize,
    rows: usize,
) -> Vec<Line<'static>> {
    let mut lines = words(canvas, view, columns, rows);
    let who = view.said_by().unwrap_or("nobody knows who");
    let by_people = rows > 1 && view.given.iter().any(|given| given.person.is_some());
    let mut parts = vec![who.to_owned(), source(view), tags(canvas, view, by_people)];
    parts.retain(|part| !part.is_empty());
    let rows = 1 + usize::from(by_people);
    lines.extend(plain(&parts.join(" · "), columns, rows, canvas.paint.dim));
    lines
}

fn tag(canvas: &Canvas<'_>, id: TagId, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let shared = canvas.shared();
    let about = shared.room.tag(id).map_or("", |tag| &tag.description);
    let name = shared.room.tag_name(id);
    let words = match about {
        "" => name.to_owned(),
        about => format!("{name}: {about}"),
    };
    plain(&words, columns, rows, canvas.paint.text)
}

/// `reporting €6,410 lost · 14 accounts: 9 left, 5 shrank`, then who still pays.
fn money(
    canvas: &Canvas<'_>,
    state: &ThreadLayer,
    id: TagId,
    columns: usize,
) -> Vec<Line<'static>> {
    let shared = canvas.shared();
    let paint = canvas.paint;
    let Some(figures) = state.figures(id) else {
        return Vec::new();
    };
    let accounts = counted(figures.accounts, "account");
    let lost = format!("{} lost", shared.money(figures.lost_mrr));
    let (left, shrank) = (count(figures.left), count(figures.shrank));
    let who = format!(" · {accounts}: {left} left, {shrank} shrank");
    let mut lines = vec![Line::from(vec![
        Span::styled(lost, paint.money),
        Span::styled(who, paint.text),
        Span::styled(format!(" · {}", figures.theme), paint.dim),
    ])];
    if figures.exposed_accounts > 0 {
        let (n, mrr) = (
            count(figures.exposed_accounts),
            shared.money(figures.exposed_mrr),
        );
        let still = format!("{n} still pay, said so: {mrr}");
        lines.extend(plain(&still, columns, 1, paint.text));
    }
    lines
}

/// `€7,420 lost · 19 of 412 accounts left · plan=Team`.
fn segment(canvas: &Canvas<'_>, state: &ThreadLayer, columns: usize) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let found = state
        .found
        .as_ref()
        .and_then(|found| found.segment.as_ref());
    let Some(ThreadSegment { by, row }) = found else {
        return Vec::new();
    };
    let (left, all) = row.metrics.left();
    let lost = format!("{} lost", canvas.shared().money(row.lost));
    let who = format!(" · {} of {} left", count(left), counted(all, "account"));
    let name = format!(" · {}", by.cell(&row.value));
    let rest = columns.saturating_sub(width(&lost) + width(&who));
    vec![Line::from(vec![
        Span::styled(lost, paint.money),
        Span::styled(who, paint.text),
        Span::styled(cut(&name, rest), paint.dim),
    ])]
}

fn link(canvas: &Canvas<'_>, state: &ThreadLayer, id: LinkId) -> String {
    let shared = canvas.shared();
    let Some(link) = state.link(id) else {
        return String::new();
    };
    let mut parts = vec![link.stance.word().to_owned()];
    parts.extend(link.item.and_then(|id| state.item(id)).map(item));
    if !link.note.is_empty() {
        parts.push(format!("“{}”", link.note));
    }
    if state.themes().len() > 1 {
        parts.insert(0, shared.room.tag_name(link.theme).to_owned());
    }
    parts.join("  ")
}

fn item(item: &RoadmapItem) -> String {
    let mut parts = vec![named(item), item.status.clone(), item.target.clone()];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn note(state: &ThreadLayer, id: NoteId) -> String {
    let note = state.note(id).map(|view| &view.note);
    let words = note.map(|n| format!("{}: “{}” ({})", kind(n.kind), n.text, n.person));
    words.unwrap_or_default()
}

/// What the thread is of.
fn of(canvas: &Canvas<'_>, state: &ThreadLayer) -> String {
    let shared = canvas.shared();
    let subject = match &state.of {
        ThreadOf::Thing(subject) => *subject,
        ThreadOf::Segment((by, value)) => return by.cell(value),
    };
    let words = match subject {
        Subject::Tag(id) => shared.room.tag_name(id),
        Subject::Feedback(id) => match state.quote(id).and_then(FeedbackView::said_by) {
            Some(who) => return format!("what {who} said"),
            None => "a quote",
        },
        Subject::Account(_) => {
            let first = state.found.as_ref().and_then(|f| f.quotes.first());
            first
                .and_then(FeedbackView::said_by)
                .unwrap_or("an account")
        }
        Subject::Action(id) => state.action(id).map_or("an action", |v| &v.action.what),
        Subject::Note(id) => state.note(id).map_or("a note", |v| kind(v.note.kind)),
        Subject::Item(id) => match state.item(id) {
            Some(found) => return item(found),
            None => "a roadmap item",
        },
        Subject::Meeting(_) => "the themes a meeting discussed",
        Subject::Owner(id) => shared.room.owner(id).map_or("an owner", |o| &o.name),
        Subject::Room
        | Subject::Link(_)
        | Subject::Aim(_)
        | Subject::DayMark(_)
        | Subject::Outreach(_)
        | Subject::Import(_) => "a link",
    };
    words.to_owned()
}
