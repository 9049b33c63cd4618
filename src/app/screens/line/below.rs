//! What stands below a line while it is typed: what was understood of it, and what the word at the cursor could become.
//! Must not know what becomes of the line.

use crate::app::cx::Cx;
use crate::app::shared::Shared;
use crate::domain::entry::{self, Completion, Understood};
use crate::domain::field::LONGEST_TEXT;
use crate::domain::note::{NoteKind, Origin};
use crate::domain::owned::OwnerLoad;
use crate::domain::query::{ActionFilter, Query};

use super::{LineFor, LineInput, READ_ALONG, written};

impl LineInput {
    /// What was understood of an action so far; `None` for every other line.
    pub fn understood(&self, shared: &Shared) -> Option<Understood> {
        let LineFor::Action(origin) = &self.entry else {
            return None;
        };
        let text = self.field.text();
        Some(self.with_around(origin, shared, |around| entry::action(text, around)))
    }

    /// Where a line that names people with `@` is written from.
    pub(super) fn names_people(&self) -> Option<&Origin> {
        match &self.entry {
            LineFor::Action(origin) | LineFor::Note(NoteKind::Decision, origin) => Some(origin),
            LineFor::Note(..) | LineFor::Plain(..) | LineFor::Mark(_) | LineFor::Team { .. } => {
                None
            }
        }
    }

    /// What the word at the cursor could become: owners after `@`, themes after `#`, in an action. Nothing once it is
    /// written out or the line was warned about, so that what was understood is seen.
    pub fn completion(&self, shared: &Shared) -> Option<Completion> {
        let origin = self.names_people().filter(|_| !self.is_warned())?;
        let text = self.field.text();
        if text.len() > READ_ALONG {
            return None;
        }
        let completion = self.with_around(origin, shared, |around| {
            entry::complete(text, self.field.byte_cursor(), around)
        })?;
        let typed = &text[completion.replaces.clone()];
        if typed.starts_with('#') && !matches!(self.entry, LineFor::Action(_)) {
            return None;
        }
        let whole = |c: &entry::CompletionChoice| c.insert.to_lowercase() == typed.to_lowercase();
        let done = matches!(completion.choices.as_slice(), [only] if whole(only));
        (!done).then_some(completion)
    }

    /// Whether the line as it stands was warned about.
    pub(super) fn is_warned(&self) -> bool {
        self.warned.as_deref() == Some(self.field.text())
    }

    /// What to say below the line.
    pub fn below(&self, shared: &Shared) -> String {
        if self.is_warned() && !self.hint.is_empty() {
            return self.hint.clone();
        }
        if self.field.text().len() > READ_ALONG {
            let (has, most) = (self.field.text().len() >> 10, LONGEST_TEXT >> 10);
            return format!("{has} KiB of at most {most}");
        }
        match self.understood(shared) {
            Some(_) if self.field.text().trim().is_empty() => {
                "what, @who, when (fri, 20 nov, in 2 weeks, eom), #theme".to_owned()
            }
            Some(u) => {
                let load = self.load(&u, shared);
                self.whom.below(&u, load)
            }
            None if matches!(self.entry, LineFor::Mark(_)) => {
                written::below_mark(self.field.text(), shared.time.today)
            }
            None => match &self.entry {
                LineFor::Note(NoteKind::Decision, _) => self.below_decision(shared),
                LineFor::Note(..) | LineFor::Plain(..) | LineFor::Action(_) => self.hint.clone(),
                LineFor::Mark(_) | LineFor::Team { .. } => self.hint.clone(),
            },
        }
    }

    /// Asks what is open already, where this becomes an action.
    pub(super) fn ask_open(&self, cx: &mut Cx<'_>) {
        if !matches!(self.entry, LineFor::Action(_)) {
            return;
        }
        let open = Query::Actions(ActionFilter::open());
        cx.ask(open, |line: &mut LineInput, open, _| {
            line.open = open;
        });
    }

    /// `@Dana · 3 open, 1 late`, of whoever answers for the action; that they left the team, where they did.
    fn load(&self, understood: &Understood, shared: &Shared) -> Option<String> {
        let owner = understood.owners.first()?;
        let (owner, today) = (shared.room.owner(*owner)?, shared.time.today);
        let name = &owner.name;
        if let Some(day) = owner.left_on {
            return Some(format!("@{name} left on {}", day.near(today)));
        }
        let load = OwnerLoad::of(owner.id, &self.open, today).words()?;
        Some(format!("@{name} · {load}"))
    }
}
