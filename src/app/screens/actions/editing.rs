//! What the Actions screen asks and writes about the fields of an action. Must not know how anything is drawn.

use crate::app::cx::{Choice, Cx, Offer, Picked, Prompt};
use crate::app::{deciding, editing, gaps};
use crate::domain::change::{Applied, Change, Field, Member, Record, Subject};
use crate::domain::day::Day;
use crate::domain::entry;
use crate::domain::failure::Failure;
use crate::domain::field::{FieldOf, Holds};
use crate::domain::ids::{ActionId, OwnerId, TagId};
use crate::domain::note::{Action, ActionView, Note, NoteKind, Origin};
use crate::domain::roadmap::Owner;

use super::{ActionRow, ActionsScreen};

/// How a day to come may be written.
pub(super) const WHEN: &str = "fri, 20 nov, in 2 weeks, eom, 2026-12-01; empty for no day";

/// What can be changed of an action.
enum ActionPart {
    /// A line of its table of fields.
    Line(&'static FieldOf<Action>),
    Who,
    With,
    When,
    Theme,
}

impl ActionsScreen {
    /// `Fix Excel export · Priya · Fri 20 Nov 2026 · reporting`.
    pub(super) fn in_words(&self, view: &ActionView) -> String {
        let who = view.owner.as_ref().map_or("who?", |o| o.name.as_str());
        let when = view.action.due.map_or("when?".to_owned(), |d| d.long());
        let what = &view.action.what;
        let theme = view.from.theme.as_deref().map(|t| format!(" · {t}"));
        format!("{what} · {who} · {when}{}", theme.unwrap_or_default())
    }

    /// Enter: asks for what is missing, decides on what was carried over, or changes a field.
    pub(super) fn open(&self, cx: &mut Cx<'_>) {
        if let Some(ActionRow::Theme(theme)) = self.rows.key() {
            return self.tie(*theme, cx);
        }
        if let Some(ActionRow::Question(_)) = self.rows.key() {
            return self
                .note_of_row()
                .into_iter()
                .for_each(|note| deciding::ask_answer::<ActionsScreen>(note, cx));
        }
        let Some(view) = self.selected() else {
            return self.edit(cx);
        };
        let action = &view.action;
        match gaps::lacks(action) {
            Some(_) if action.owner.is_none() => {
                self.ask_who(action, action.due.is_none(), Vec::new(), cx)
            }
            Some(_) => ask_when(action, Vec::new(), cx),
            None if self.is_asked(view) => self.ask_carried(view, cx),
            None => self.edit(cx),
        }
    }

    /// `e`: which field of the selected row.
    pub(super) fn edit(&self, cx: &mut Cx<'_>) {
        self.change(Vec::new(), cx);
    }

    /// The same, with what goes with whatever is changed then: nothing of it where nothing is.
    pub(super) fn change(&self, kept: Vec<Change>, cx: &mut Cx<'_>) {
        if let Some(note) = self.note_of_row() {
            let title = match note.kind {
                NoteKind::Question => "Open question",
                NoteKind::NoAction | NoteKind::Note | NoteKind::Decision => "No action, because",
            };
            return deciding::edit::<ActionsScreen>(note, title, cx);
        }
        let Some(view) = self.selected() else {
            return;
        };
        let action = &view.action;
        let helpers: Vec<&str> = view.with.iter().map(|o| o.name.as_str()).collect();
        let who = view.owner.as_ref().map_or("?", |o| &o.name);
        let when = action.due.map_or("?".to_owned(), |d| d.long());
        let theme = view.from.theme.clone().unwrap_or_default();
        let line = |row: &'static FieldOf<Action>| {
            let label = if row.is.field == Field::What {
                "what"
            } else {
                editing::label(&row.is)
            };
            Choice::new(ActionPart::Line(row), label, editing::text(action, row))
        };
        let mut parts: Vec<Choice<ActionPart>> = editing::lines().map(line).collect();
        let picked = [
            Choice::new(ActionPart::Who, "who", who),
            Choice::new(ActionPart::With, "with", helpers.join(", ")),
            Choice::new(ActionPart::When, "when", when),
            Choice::new(ActionPart::Theme, "theme", theme),
        ];
        parts.splice(1..1, picked);
        let id = action.id;
        let ask = move |s: &mut ActionsScreen, part, cx: &mut Cx<'_>| s.ask(id, part, kept, cx);
        let title = "Change what of this action";
        cx.open(Offer::new(cx.place, title, parts, ask));
    }

    /// The reason or question of the selected row.
    pub(super) fn note_of_row(&self) -> Option<&Note> {
        match self.rows.key()? {
            ActionRow::Because(id) | ActionRow::Question(id) => self.note(*id).map(|n| &n.note),
            ActionRow::Action(_) | ActionRow::Theme(_) => None,
        }
    }

    /// Asks for one part of an action.
    fn ask(&self, id: ActionId, part: ActionPart, kept: Vec<Change>, cx: &mut Cx<'_>) {
        let Some(view) = self.action(id) else {
            return;
        };
        match part {
            ActionPart::Line(row) => ask_line(view, row, kept, cx),
            ActionPart::Who => self.ask_who(&view.action, false, kept, cx),
            ActionPart::With => ask_with(&view.action, kept, cx),
            ActionPart::When => ask_when(&view.action, kept, cx),
            ActionPart::Theme => ask_theme(&view.action, kept, cx),
        }
    }

    /// Asks who answers for an action, with what each has to do already; then when if that is missing too.
    fn ask_who(&self, action: &Action, when: bool, kept: Vec<Change>, cx: &mut Cx<'_>) {
        let owners = cx.shared.room.owners.iter();
        let today = cx.shared.time.today;
        let people = owners.map(|o| {
            let team = Some(o.team.clone()).filter(|team| !team.is_empty());
            let load = self.written.load(o.id, today);
            let left = o.left_on.map(|day| format!("left on {}", day.near(today)));
            let parts: Vec<String> = team.into_iter().chain(left).chain(load).collect();
            Choice::new(Some(o.id), &o.name, parts.join(" · "))
        });
        let nobody = Choice::new(None, "nobody yet", "");
        let choices = people.chain([nobody]).collect();
        let seen = action.clone();
        let take = move |_: &mut ActionsScreen, picked, cx: &mut Cx<'_>| match picked {
            Picked::One(owner) => answer_for(&seen, owner, when, kept, cx),
            Picked::New(name) => ask_team(seen, name, when, kept, cx),
        };
        cx.open(Offer::or_new(cx.place, "Who answers for it", choices, take));
    }
}

/// Who answers for it no longer merely helps.
fn set_owner(seen: &Action, owner: Option<OwnerId>, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let (was, now) = (seen.owner.map(|o| o.0), owner.map(|o| o.0));
    let action = seen.id;
    let mut changes = if was == now { Vec::new() } else { kept };
    changes.push(Change::set(Subject::Action(action), Field::Owner, was, now));
    if let Some(owner) = owner.filter(|o| seen.with.contains(o)) {
        changes.push(Change::Leave(Member::With { action, owner }));
    }
    cx.apply(Change::All(changes));
}

/// Sets who answers for it, and goes on to ask when if that is missing too.
fn answer_for(
    seen: &Action,
    owner: Option<OwnerId>,
    when: bool,
    kept: Vec<Change>,
    cx: &mut Cx<'_>,
) {
    set_owner(seen, owner, kept, cx);
    if when {
        ask_when(seen, Vec::new(), cx);
    }
}

/// Asks for a line; the effect is offered by the theme, and what has to be there is not emptied.
fn ask_line(view: &ActionView, row: &'static FieldOf<Action>, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let was = editing::text(&view.action, row);
    let theme = view.from.theme.as_deref();
    let text = match (row.is.field, was.as_str(), theme) {
        (Field::Effect, "", Some(theme)) => format!("lost MRR of {theme} down"),
        _ => was.clone(),
    };
    let id = view.action.id;
    let save = move |_: &mut ActionsScreen, now: String, cx: &mut Cx<'_>| {
        let empties = now.is_empty() && matches!(row.is.holds, Holds::Name);
        if !empties && now != was {
            let of = (Subject::Action(id), row.is.field);
            let set = Change::set(of.0, of.1, was, now.clone());
            cx.set_with(of, now, with_kept(kept, set));
        }
    };
    let prompt = Prompt::new(cx.place, editing::title(&row.is), text, save);
    cx.open(prompt.of(Subject::Action(id), row.is.field));
}

/// Somebody new: once their team is known they are added, and answer for the action.
fn ask_team(seen: Action, name: String, when: bool, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let title = format!("Which team is {name} in");
    let add = move |_: &mut ActionsScreen, team: String, cx: &mut Cx<'_>| {
        let owner = Owner {
            name,
            team,
            ..Owner::default()
        };
        let added = move |_: &mut ActionsScreen, applied: Option<Applied>, cx: &mut Cx<'_>| {
            if let Some(Subject::Owner(owner)) = applied.map(|a| a.subject) {
                answer_for(&seen, Some(owner), when, kept, cx);
            }
        };
        cx.apply_then(Change::add(Record::Owner(owner)), added);
    };
    let prompt = Prompt::new(cx.place, title, "", add);
    cx.open(prompt.hint("may be empty; Enter adds them"));
}

fn ask_with(action: &Action, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let (id, with) = (action.id, action.with.clone());
    let owners = cx.shared.room.owners.iter();
    let others = owners.filter(|o| action.owner != Some(o.id));
    let people = others.map(|o| {
        let takes_off = " · helps, Enter takes off";
        let helps = if with.contains(&o.id) { takes_off } else { "" };
        Choice::new(o.id, &o.name, format!("{}{helps}", o.team))
    });
    let people = people.collect();
    let turn = move |_: &mut ActionsScreen, owner, cx: &mut Cx<'_>| {
        let member = Member::With { action: id, owner };
        let turn = Change::turn(member, with.contains(&owner));
        cx.apply(with_kept(kept, turn));
    };
    cx.open(Offer::new(cx.place, "Who helps", people, turn));
}

fn ask_when(action: &Action, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let (was, of) = (action.due, (Subject::Action(action.id), Field::Due));
    let question = editing::ReadQuestion {
        title: "By when".to_owned(),
        hint: WHEN,
        of: Some(of),
    };
    let text = was.map_or_else(String::new, |d| d.to_string());
    let read = move |typed: &str, today| day_typed(typed, was, today);
    let set = move |day: Option<Day>, typed, cx: &mut Cx<'_>| {
        let set = Change::set(of.0, of.1, was.map(number), day.map(number));
        cx.set_with(of, typed, with_kept(kept, set));
    };
    editing::ask_read::<ActionsScreen, _>(question, text, read, set, cx);
}

/// The day that was typed, none where the line was empty. One that is over is refused, unless it stands there already.
pub(super) fn day_typed(text: &str, was: Option<Day>, today: Day) -> Result<Option<Day>, Failure> {
    let day = entry::day(text, today);
    let problem = match day {
        None if !text.is_empty() => format!("`{text}` is no day"),
        Some(day) if day < today && was != Some(day) => format!("{} is over", day.long()),
        _ => return Ok(day),
    };
    let hint = "write a later day: fri, 20 nov, in 2 weeks, eom, 2026-12-01";
    Err(Failure::usage(format!("setting when: {problem}")).hint(hint))
}

fn ask_theme(action: &Action, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let (id, was) = (action.id, action.origin.clone());
    let themes = cx.shared.room.themes();
    let themes = themes.map(|t| Choice::new(Some(t.tag.id), &t.tag.name, &t.tag.description));
    let none = Choice::new(None, "no theme", "");
    let choices = themes.chain([none]).collect();
    let save = move |_: &mut ActionsScreen, theme, cx: &mut Cx<'_>| {
        set_theme(id, was, theme, kept, cx);
    };
    let title = "Which theme is it meant to move";
    cx.open(Offer::new(cx.place, title, choices, save));
}

fn set_theme(id: ActionId, was: Origin, theme: Option<TagId>, kept: Vec<Change>, cx: &mut Cx<'_>) {
    let json = |theme| {
        serde_json::to_string(&Origin {
            theme,
            ..was.clone()
        })
    };
    match (json(was.theme), json(theme)) {
        (Ok(was), Ok(now)) => {
            let set = Change::set(Subject::Action(id), Field::Origin, was, now);
            cx.apply(with_kept(kept, set));
        }
        (Err(e), _) | (_, Err(e)) => cx.fail(Failure::failed(format!(
            "setting the theme of an action: {e}"
        ))),
    }
}

/// What is changed, behind what keeps the action in a review where that asked about it: it keeps nothing where the same
/// is set again.
fn with_kept(kept: Vec<Change>, change: Change) -> Change {
    let edits = change.edits();
    let sets_the_same = !edits.is_empty() && edits.iter().all(|edit| edit.was == edit.now);
    match kept.is_empty() || sets_the_same {
        true => change,
        false => Change::All(kept.into_iter().chain([change]).collect()),
    }
}

pub(super) fn number(day: Day) -> i64 {
    i64::from(day.0)
}
