//! What the Actions screen asks and writes about the fields of an action.
//! Must not know how anything is drawn.

use crate::app::cx::Cx;
use crate::app::gaps;
use crate::app::model::Shared;
use crate::app::msg::Choice;
use crate::app::screens::confirm::Confirm;
use crate::app::screens::line::Line;
use crate::app::screens::pick::{self, Pick};
use crate::domain::change::{Applied, Change, Field, Member, Record, Subject, Value};
use crate::domain::entry;
use crate::domain::failure::Failure;
use crate::domain::ids::{ActionId, OwnerId, TagId};
use crate::domain::note::{ActionStatus, ActionView, Note, Origin};
use crate::domain::roadmap::Owner;
use crate::keys::Command;

use super::{Actions, Row};

/// What is being written while questions about it are open.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    pub(super) action: ActionId,
    /// Whether `when?` follows `who?`.
    chain: bool,
    /// Somebody new, whose team is asked for.
    name: String,
}

impl Actions {
    pub(super) fn meant(&self) -> Option<&ActionView> {
        self.action(self.pending.action)
    }

    /// `Fix Excel export · Priya · Fri 20 Nov 2026 · reporting`.
    pub(super) fn in_words(&self, view: &ActionView, shared: &Shared) -> String {
        let who = view.owner.as_ref().map_or("who?", |o| o.name.as_str());
        let when = view.action.due.map_or("when?".to_owned(), |d| d.long());
        let what = shared.words(&view.action.what);
        let theme = view.from.theme.as_deref().map(|t| format!(" · {t}"));
        format!("{what} · {who} · {when}{}", theme.unwrap_or_default())
    }

    /// Enter: asks for what is missing, decides on what was carried over, or changes a field.
    pub(super) fn open(&mut self, cx: &mut Cx<'_>) {
        if let Some(Row::Theme(_)) = self.rows.key() {
            return cx.run(Command::Action);
        }
        let Some(action) = self.selected().map(|a| a.action.clone()) else {
            return self.edit(cx);
        };
        self.pending.action = action.id;
        match gaps::lacks(&action) {
            Some(_) if action.owner.is_none() => {
                self.pending.chain = action.due.is_none();
                self.ask("who", cx);
            }
            Some(_) => self.ask("when", cx),
            None if action.status == ActionStatus::Open && self.is_carried(action.id) => {
                let confirm = Confirm::new(cx.place, "carried", action.what)
                    .choice('k', "keep it: until when?", "keep")
                    .choice('c', "change it", "change")
                    .choice('d', "drop it", "drop")
                    .choice('x', "it is done", "done");
                cx.open(confirm);
            }
            None => self.edit(cx),
        }
    }

    /// `e`: which field of the selected row.
    pub(super) fn edit(&mut self, cx: &mut Cx<'_>) {
        if let Some(note) = self.because() {
            let line = Line::plain(cx.place, "because", "No action, because", &note.text);
            return cx.open(line);
        }
        let Some(view) = self.selected() else {
            return;
        };
        let action = &view.action;
        let helpers: Vec<&str> = view.with.iter().map(|o| o.name.as_str()).collect();
        let rows = vec![
            pick::Row::new("what", "what", &action.what),
            pick::Row::new("who", "who", view.owner.as_ref().map_or("?", |o| &o.name)),
            pick::Row::new("with", "with", helpers.join(", ")),
            pick::Row::new(
                "when",
                "when",
                action.due.map_or("?".to_owned(), |d| d.long()),
            ),
            pick::Row::new(
                "theme",
                "theme",
                view.from.theme.clone().unwrap_or_default(),
            ),
            pick::Row::new("effect", "effect looked for", &action.effect),
        ];
        self.pending = Pending {
            action: action.id,
            ..Pending::default()
        };
        cx.open(Pick::new(
            cx.place,
            "field",
            "Change what of this action",
            rows,
        ));
    }

    pub(super) fn because(&self) -> Option<&Note> {
        match self.rows.key()? {
            Row::Because(id) => self.reason(*id).map(|n| &n.note),
            _ => None,
        }
    }

    /// Asks for one field.
    fn ask(&mut self, field: &str, cx: &mut Cx<'_>) {
        let Some(view) = self.meant() else {
            return;
        };
        let action = &view.action;
        let owners = cx.shared.room.owners.iter();
        let people = owners.map(|o| pick::Row::new(o.id, &o.name, &o.team));
        match field {
            "what" => cx.open(Line::plain(
                cx.place,
                "what",
                "What is to be done",
                &action.what,
            )),
            "who" => {
                let rows = people
                    .chain([pick::Row::new(0, "nobody yet", "")])
                    .collect();
                cx.open(Pick::new(cx.place, "who", "Who answers for it", rows).or_new());
            }
            "with" => {
                let rows = people.map(|mut row| {
                    if action.with.iter().any(|id| id.to_string() == row.key) {
                        row.detail.push_str(" · helps, Enter takes off");
                    }
                    row
                });
                let rows = rows.collect();
                cx.open(Pick::new(cx.place, "with", "Who helps", rows));
            }
            "when" => {
                let now = action.due.map_or_else(String::new, |d| d.to_string());
                let line = Line::plain(cx.place, "when", "By when", now)
                    .hint("fri, 20 nov, in 2 weeks, eom, 2026-12-01; empty for no day");
                cx.open(line);
            }
            "theme" => cx.open(themes(cx)),
            _ => {
                let theme = view.from.theme.as_deref();
                let offer = theme.map_or_else(String::new, |t| format!("lost MRR of {t} down"));
                let now = if action.effect.is_empty() {
                    offer
                } else {
                    action.effect.clone()
                };
                cx.open(Line::plain(cx.place, "effect", "Effect looked for", now));
            }
        }
    }

    /// An answer to one of the questions asked here.
    pub(super) fn decided(&mut self, what: &'static str, choice: Choice, cx: &mut Cx<'_>) {
        match (what, choice) {
            ("field", Choice::Picked(field)) => self.ask(&field, cx),
            ("carried", Choice::Picked(key)) => match key.as_str() {
                "keep" => self.ask("when", cx),
                "change" => self.edit(cx),
                "drop" => self.close(ActionStatus::Dropped, cx),
                _ => self.close(ActionStatus::Done, cx),
            },
            ("who", Choice::Picked(key)) => self.set_owner(id(&key).map(OwnerId), cx),
            ("who", Choice::Text(name)) => {
                let line = Line::plain(cx.place, "team", format!("Which team is {name} in"), "")
                    .hint("may be empty; Enter adds them");
                cx.open(line);
                self.pending.name = name;
            }
            ("team", Choice::Text(team)) => {
                let owner = Owner {
                    name: std::mem::take(&mut self.pending.name),
                    team: team.trim().to_owned(),
                    ..Owner::default()
                };
                cx.apply("owner", Change::add(Record::Owner(owner)));
            }
            ("with", Choice::Picked(key)) => self.help(&key, cx),
            ("when", Choice::Text(text)) => self.set_due(text.trim(), cx),
            ("theme", Choice::Picked(key)) => self.set_theme(id(&key).map(TagId), cx),
            ("because", Choice::Text(text)) => self.set_reason(text.trim(), cx),
            ("what" | "effect", Choice::Text(text)) => self.set_text(what, text.trim(), cx),
            ("drop", Choice::Picked(key)) => self.drop_it(&key, cx),
            ("worked", Choice::Picked(key)) => self.set_worked(&key, cx),
            _ => {}
        }
    }

    pub(super) fn set(
        &self,
        field: Field,
        was: impl Into<Value>,
        now: impl Into<Value>,
        cx: &mut Cx<'_>,
    ) {
        let subject = Subject::Action(self.pending.action);
        cx.apply("action", Change::set(subject, field, was, now));
    }

    fn set_text(&self, what: &str, text: &str, cx: &mut Cx<'_>) {
        let Some(action) = self.meant().map(|a| &a.action) else {
            return;
        };
        match what {
            "what" if text.is_empty() => {}
            "what" => self.set(Field::What, action.what.as_str(), text, cx),
            _ => self.set(Field::Effect, action.effect.as_str(), text, cx),
        }
    }

    /// Who answers for it no longer merely helps.
    fn set_owner(&mut self, owner: Option<OwnerId>, cx: &mut Cx<'_>) {
        let Some(action) = self.meant().map(|a| &a.action) else {
            return;
        };
        let subject = Subject::Action(action.id);
        let number = |id: OwnerId| id.0;
        let (was, now) = (action.owner.map(number), owner.map(number));
        let mut changes = vec![Change::set(subject, Field::Owner, was, now)];
        if let Some(owner) = owner.filter(|o| action.with.contains(o)) {
            let action = action.id;
            changes.push(Change::Leave(Member::With { action, owner }));
        }
        cx.apply("action", Change::All(changes));
        if std::mem::take(&mut self.pending.chain) {
            self.ask("when", cx);
        }
    }

    fn help(&self, key: &str, cx: &mut Cx<'_>) {
        let (Some(view), Some(owner)) = (self.meant(), id(key).map(OwnerId)) else {
            return;
        };
        let action = view.action.id;
        let member = Member::With { action, owner };
        let helps = view.action.with.contains(&owner);
        cx.apply(
            "action",
            if helps {
                Change::Leave(member)
            } else {
                Change::Join(member)
            },
        );
    }

    fn set_due(&self, text: &str, cx: &mut Cx<'_>) {
        let Some(action) = self.meant().map(|a| &a.action) else {
            return;
        };
        let today = cx.shared.time.today;
        let day = entry::day(text, today);
        let problem = match day {
            None if text.is_empty() => None,
            None => Some(format!("`{text}` is no day")),
            Some(day) if day < today && action.due != Some(day) => {
                Some(format!("{} is over", day.long()))
            }
            Some(_) => None,
        };
        if let Some(problem) = problem {
            let hint = "write a later day: fri, 20 nov, in 2 weeks, eom, 2026-12-01";
            return cx.fail(Failure::usage(format!("setting when: {problem}")).hint(hint));
        }
        self.set(Field::Due, action.due.map(number), day.map(number), cx);
    }

    fn set_theme(&self, theme: Option<TagId>, cx: &mut Cx<'_>) {
        let Some(was) = self.meant().map(|a| &a.action.origin) else {
            return;
        };
        let now = Origin {
            theme,
            ..was.clone()
        };
        match (serde_json::to_string(was), serde_json::to_string(&now)) {
            (Ok(was), Ok(now)) => self.set(Field::Origin, was, now, cx),
            (Err(e), _) | (_, Err(e)) => {
                cx.fail(Failure::failed(format!(
                    "setting the theme of an action: {e}"
                )));
            }
        }
    }

    fn set_reason(&self, text: &str, cx: &mut Cx<'_>) {
        if let Some(note) = self.because().filter(|_| !text.is_empty()) {
            let subject = Subject::Note(note.id);
            cx.apply(
                "note",
                Change::set(subject, Field::Text, note.text.as_str(), text),
            );
        }
    }

    /// Somebody new was added: they answer for the action.
    pub(super) fn done(&mut self, what: &'static str, applied: &Applied, cx: &mut Cx<'_>) {
        if let ("owner", Subject::Owner(owner)) = (what, applied.subject) {
            self.set_owner(Some(owner), cx);
        }
    }
}

pub(super) fn number(day: crate::domain::day::Day) -> i64 {
    i64::from(day.0)
}

/// The question for a theme.
fn themes(cx: &Cx<'_>) -> Pick {
    let themes = cx.shared.room.themes();
    let rows = themes.map(|t| pick::Row::new(t.tag.id, &t.tag.name, &t.tag.description));
    let rows = rows.chain([pick::Row::new(0, "no theme", "")]).collect();
    Pick::new(cx.place, "theme", "Which theme is it meant to move", rows)
}

/// The id in a picked key; `None` for the row that stands for none.
fn id(key: &str) -> Option<i64> {
    key.parse().ok().filter(|id| *id > 0)
}
