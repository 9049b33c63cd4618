//! Draws the lobby: is the room ready, who is here, which meetings there were. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::lobby::{Lobby, LobbyPane};
use crate::app::screens::numbers::words::percent;
use crate::domain::clock::minutes;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Again, MeetingStatus, MeetingView};
use crate::domain::money::{by_count, counted, nth};
use crate::domain::note::NoteView;
use crate::domain::readiness::Check;
use crate::ui::canvas::{below, beside, top};
use crate::ui::strip;
use crate::ui::text::{cut, width};
use crate::ui::{Canvas, Column, Row, Table};

use super::begin::attendance;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.lobby;
    let body = below(area, heading(canvas, state, area));
    let facts = canvas.shared().room.facts.as_ref();
    let empty = facts.is_some_and(|f| f.is_empty());
    let upper = top(body, upper_rows(canvas, state, body));
    let (left, right) = beside(upper, upper.width.saturating_sub(side(upper.width)));
    if empty {
        first_steps(canvas, left);
    } else {
        readiness(canvas, state, left);
    }
    who(canvas, state, right);
    list(canvas, state, below(body, upper.height));
}

/// Rows for readiness and attendance: what they need, but the meetings keep four and half at most.
fn upper_rows(canvas: &Canvas<'_>, state: &Lobby, body: Rect) -> u16 {
    let height = body.height;
    let checks = state.readiness.as_ref().map_or(1, |r| r.checks.len() * 2);
    let needs = checks.max(state.owners.len() + 1).max(5) + 2;
    let meetings = canvas.shared().room.meetings.as_ref().map_or(0, Vec::len) + 1;
    let keeps = meetings.clamp(4, usize::from(height / 2).max(4));
    needs.min(usize::from(height).saturating_sub(keeps)) as u16
}

fn side(width: u16) -> u16 {
    (width / 3).clamp(24, 48)
}

/// Rows of the page from which on there is room for what became of the accounts at risk.
const TALL: u16 = 17;
/// Rows of the heading at least.
const HEADING: u16 = 2;

/// `October 2026 · not started      September: 5 actions, 3 done (1 worked), 2 open (1 overdue)`, and below it what
/// changed among the accounts at risk, as long as half of the screen stays. Answers with the rows used.
fn heading(canvas: &mut Canvas<'_>, state: &Lobby, area: Rect) -> u16 {
    let shared = canvas.shared();
    let paint = canvas.paint;
    let period = shared.period.map_or("...".to_owned(), |p| p.long());
    let mut meetings = shared.room.meetings.iter().flatten();
    let of = meetings.find(|m| Some(m.meeting.period) == shared.period);
    let standing = of.map(|m| standing(m, shared.time.utc_offset));
    let standing = standing.unwrap_or_else(|| "not started".to_owned());
    let line = Line::from(vec![
        Span::styled(period, paint.title),
        Span::styled(format!(" · {standing}"), paint.text),
    ]);
    let used = line.width() as u16;
    canvas.line(area, 0, line);
    let words = last_time(canvas, state);
    let rest = area.width.saturating_sub(used + 2);
    let mut row = 1;
    if width(&words) <= usize::from(rest) {
        canvas.right(area, 0, &words, paint.text);
    } else {
        canvas.text(area, 1, &words, paint.text);
        row = 2;
    }
    if let Some(words) = asked(canvas, state) {
        row += canvas.wrapped(below(area, row), &words, 2, paint.warn);
    }
    let gone = state.owed_by_nobody(canvas.shared());
    if !gone.is_empty() {
        let words = format!("! {}; Delete on them hands over", gone.join(" · "));
        row += canvas.wrapped(below(area, row), &words, 2, paint.warn);
    }
    if let Some(words) = owed(canvas, state) {
        row += canvas.wrapped(below(area, row), &words, 2, paint.warn);
    }
    if area.height >= TALL {
        for line in at_risk(canvas, state) {
            row += canvas.wrapped(below(area, row), &line, 2, paint.text);
        }
    }
    row.max(HEADING)
}

/// `Asked of Lena by 20 Nov, 3 days late: raise the floor price (and 1 more)`: what waits longest.
fn asked(canvas: &Canvas<'_>, state: &Lobby) -> Option<String> {
    let today = canvas.shared().time.today;
    let day = |view: &&NoteView| (view.note.due.is_none(), view.note.due, view.note.id);
    let view = state.asked.iter().min_by_key(day)?;
    let of = view.waits_for(today)?;
    let more = match state.asked.len() {
        1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    Some(format!("Asked of {of}: {}{more}", view.note.text))
}

/// `Owed: 7 actions open, 2 late, up to 41 days (price: €1,120 lost in Oct 2026); 1 comes for the 3rd time or more`.
fn owed(canvas: &Canvas<'_>, state: &Lobby) -> Option<String> {
    let shared = canvas.shared();
    let owed = state.owed(shared)?;
    let mut words = format!("Owed: {} open", counted(owed.open, "action"));
    if owed.late > 0 {
        let up_to = if owed.late > 1 { "up to " } else { "" };
        let days = counted(owed.days as usize, "day");
        words += &format!(", {} late, {up_to}{days}", owed.late);
    }
    if let (false, Some(period)) = (owed.themes.is_empty(), shared.period) {
        let names: Vec<&str> = owed.themes.iter().map(|t| t.theme.as_str()).collect();
        let lost = owed.themes.iter().map(|theme| theme.lost_mrr).sum();
        let (names, lost) = (names.join(", "), shared.money(lost));
        words += &format!(" ({names}: {lost} lost in {})", period.short());
    }
    if owed.often > 0 {
        let comes = by_count(owed.often, "comes", "come");
        words += &format!("; {} {comes} for the 3rd time or more", owed.often);
    }
    Some(words)
}

/// What became of the actions of the meeting before.
fn last_time(canvas: &Canvas<'_>, state: &Lobby) -> String {
    let shared = canvas.shared();
    let Some(view) = shared.room.last_ended() else {
        return String::new();
    };
    let Some([all, done, worked, open, overdue]) = state.tally(shared) else {
        return format!("{}: ...", view.meeting.period.long());
    };
    let part = |n: usize, what: &str| match n {
        0 => String::new(),
        n => format!(" ({n} {what})"),
    };
    let (period, actions) = (view.meeting.period.long(), counted(all, "action"));
    let (worked, overdue) = (part(worked, "worked"), part(overdue, "overdue"));
    format!("{period}: {actions}, {done} done{worked}, {open} open{overdue}")
}

/// Where a meeting stands, in words.
fn standing(view: &MeetingView, utc_offset: i32) -> String {
    let meeting = &view.meeting;
    let section = meeting.clock.section;
    let at = format!("{} {}", section.number(), section.title());
    let day = meeting.started.day(utc_offset).short();
    match meeting.status {
        MeetingStatus::Running => format!("running at {at}"),
        MeetingStatus::Adjourned => {
            let paused = meeting.clock.spans.last().and_then(|s| s.to);
            let left = strip::left(view, paused.unwrap_or(meeting.started));
            format!("adjourned at {at}, {} left", minutes(left))
        }
        MeetingStatus::Ended => format!("held {day}"),
    }
}

fn readiness(canvas: &mut Canvas<'_>, state: &Lobby, area: Rect) {
    canvas.text(area, 0, "Is the room ready?", canvas.paint.strong);
    let body = below(area, 1);
    let Some(readiness) = &state.readiness else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let (fine, todo): (Vec<&Check>, Vec<&Check>) = readiness.checks.iter().partition(|c| c.ok);
    if body.width >= 90 {
        let (left, right) = beside(body, body.width / 2);
        checks(canvas, left, 0, &fine);
        checks(canvas, right, 0, &todo);
    } else {
        let row = checks(canvas, body, 0, &fine);
        checks(canvas, body, row, &todo);
    }
}

/// What changed among the accounts at risk since the last review, and whether that one warned of who left since:
/// a line each, as far as there is something to say.
fn at_risk(canvas: &Canvas<'_>, state: &Lobby) -> Vec<String> {
    let shared = canvas.shared();
    let Some(warned) = &state.warned else {
        return Vec::new();
    };
    let since = warned.since.as_ref().map(|since| {
        let words = since.words(|amount| shared.money(amount));
        format!(
            "At risk since the review of {}: {words}",
            since.period.short()
        )
    });
    let outcome = shared
        .period
        .and_then(|period| warned.of(MeetingId(0), period));
    let outcome = outcome.map(|outcome| format!("Were we warned? {}", outcome.in_short()));
    since.into_iter().chain(outcome).collect()
}

/// Draws checks from a row on; answers with the row after them.
fn checks(canvas: &mut Canvas<'_>, area: Rect, mut row: u16, checks: &[&Check]) -> u16 {
    for check in checks {
        let (sign, style) = match check.ok {
            true => ("✓", canvas.paint.good),
            false => ("!", canvas.paint.warn),
        };
        let money = check.mrr.map(|m| format!(", {}", canvas.shared().money(m)));
        let room = usize::from(area.width).saturating_sub(2);
        // An amount stands whole or not at all.
        let whole = format!("{}{}", check.words, money.unwrap_or_default());
        let words = match width(&whole) <= room {
            true => whole,
            false => cut(&check.words, room),
        };
        let spans = vec![Span::styled(format!("{sign} "), style), Span::raw(words)];
        canvas.line(area, row, Line::from(spans));
        row += 1;
        if !check.next.is_empty() && usize::from(area.height) > 2 * checks.len() + usize::from(row)
        {
            canvas.text(area, row, &format!("    {}", check.next), canvas.paint.dim);
            row += 1;
        }
    }
    row
}

/// An empty room says what to do next, with the command.
fn first_steps(canvas: &mut Canvas<'_>, area: Rect) {
    canvas.text(area, 0, "This room is empty.", canvas.paint.strong);
    let steps = [
        "i   import files here: accounts, subscriptions, surveys, feedback, owners, roadmap",
        "or  churnroom import FILES --currency EUR",
        "or  churnroom demo      to look around in a company that does not exist",
    ];
    for (row, step) in (2..).zip(steps) {
        canvas.text(area, row, step, canvas.paint.text);
    }
}

fn who(canvas: &mut Canvas<'_>, state: &Lobby, area: Rect) {
    let focused = state.pane == LobbyPane::Here && canvas.model.layers.is_empty();
    let body = canvas.pane(area, "who is here (Space)", focused);
    let shared = canvas.shared();
    if state.owners.is_empty() {
        return canvas.text(body, 0, "no owners yet: i imports them", canvas.paint.dim);
    }
    let absent = missing_teams(canvas, state);
    let said = u16::from(!absent.is_empty());
    let room = top(body, body.height.saturating_sub(said));
    let is_here = |id| state.is_here(id, shared);
    let used = attendance(canvas, &state.owners, focused, room, is_here);
    canvas.text(body, used, &absent, canvas.paint.warn);
}

/// `! nobody from Marketing`, once anybody is here.
fn missing_teams(canvas: &Canvas<'_>, state: &Lobby) -> String {
    let shared = canvas.shared();
    let owners = shared.room.team();
    let here = shared.room.team().filter(|o| state.is_here(o.id, shared));
    let present: Vec<&str> = here.map(|owner| owner.team.as_str()).collect();
    let mut absent: Vec<&str> = Vec::new();
    for team in owners.map(|owner| owner.team.as_str()) {
        if !team.is_empty() && !present.contains(&team) && !absent.contains(&team) {
            absent.push(team);
        }
    }
    if present.is_empty() || absent.is_empty() {
        return String::new();
    }
    format!("! nobody from {}", absent.join(", "))
}

fn list(canvas: &mut Canvas<'_>, state: &Lobby, area: Rect) {
    let focused = state.pane == LobbyPane::Meetings && canvas.model.layers.is_empty();
    let body = canvas.pane(area, "Meetings", focused);
    let shared = canvas.shared();
    match &shared.room.meetings {
        None => return canvas.text(body, 0, "  ...", canvas.paint.dim),
        Some(all) if all.is_empty() => {
            return canvas.text(body, 0, "  none yet", canvas.paint.dim);
        }
        Some(_) => {}
    }
    let meetings = state.meetings.iter();
    let views = meetings.filter_map(|id| shared.room.meeting(*id));
    let rows: Vec<Row> = views.map(|view| row(canvas, state, view)).collect();
    let columns = Column::all(":9||>:14|:12|:11|>:10");
    Table::new(&columns, rows)
        .selected(state.meetings.at(), focused)
        .untitled()
        .draw(canvas, body);
}

fn row(canvas: &Canvas<'_>, state: &Lobby, view: &MeetingView) -> Row {
    let shared = canvas.shared();
    let meeting = &view.meeting;
    let figures = state.figures.iter().find(|m| m.period == meeting.period);
    let [logo, grr] = figures.map_or(["...".to_owned(), "...".to_owned()], |m| {
        [percent(m.rates.logo_churn), percent(m.rates.grr)]
    });
    let meetings = shared.room.meetings.as_deref().unwrap_or_default();
    let again = Again::of(meetings, meeting.period, Some(meeting));
    let standing = match (standing(view, meeting.utc_offset), again) {
        (standing, Some(again)) => format!("{standing}, {}", nth(again.nth)),
        (standing, None) => standing,
    };
    let used = minutes(meeting.clock.total_used(shared.time.now));
    let has = meeting.agenda.total() / 60;
    Row::new([
        meeting.period.to_string(),
        standing,
        format!("{used} of {has}"),
        format!("logo {logo}"),
        format!("GRR {grr}"),
        counted(view.actions as usize, "action"),
    ])
}
