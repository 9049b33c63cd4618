//! What a decision says beside its words: who decided, without whom, what was rejected, who objected, and whom it is
//! asked of. And which decisions were taken on the same thing before. Must not know screens, nor minutes.

use super::{Note, NoteKind, NoteView, Origin};
use crate::domain::day::Day;
use crate::domain::money::counted;

impl NoteView {
    /// Each in a few words, as far as it is said: `decided without Finance`, `asked of Lena, Finance, by 20 Nov`.
    pub fn decided(&self) -> Vec<String> {
        let note = &self.note;
        let by = |words: &str, said: &String| (!said.is_empty()).then(|| format!("{words}{said}"));
        let without = self.without.join(", ");
        [
            by("decided by ", &note.decided_by),
            by("decided without ", &without),
            by("rejected: ", &note.rejected),
            by("dissent: ", &note.dissent),
            self.asked_whom().map(|whom| format!("asked of {whom}")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// `Lena, Finance, by Fri 20 Nov 2026`: whom it is asked of, answered or not.
    pub fn asked_whom(&self) -> Option<String> {
        let owner = self.asked.as_ref()?.with_team();
        let by = self.note.due.map(|day| format!(", by {}", day.long()));
        Some(owner + &by.unwrap_or_default())
    }

    /// Of a decision that waits for an answer: `Lena by 20 Nov, 3 days late`.
    pub fn waits_for(&self, today: Day) -> Option<String> {
        let owner = self.asked.as_ref().filter(|_| self.note.waits())?;
        let due = self.note.due;
        let by = due.map(|day| format!(" by {}", day.near(today)));
        let late = self.late(today).map(|late| format!(", {late}"));
        let parts = [by, late].into_iter().flatten();
        Some(parts.fold(owner.name.clone(), |all, part| all + &part))
    }

    /// `3 days late`, where it was to be answered by a day that is over.
    pub fn late(&self, today: Day) -> Option<String> {
        let late = usize::try_from(today.0 - self.note.due?.0).ok();
        let late = late.filter(|days| *days > 0);
        late.map(|days| format!("{} late", counted(days, "day")))
    }
}

/// Whether two things were written on the same: a segment, else an item, else a theme.
pub fn is_on_the_same(one: &Origin, other: &Origin) -> bool {
    if !one.segment.is_empty() {
        return one.segment == other.segment;
    }
    match (one.item, one.theme) {
        (Some(item), _) => other.item == Some(item),
        (None, Some(theme)) => other.theme == Some(theme),
        (None, None) => false,
    }
}

/// The latest decision on what another is about to be written on.
pub fn before<'a>(on: &Origin, notes: &'a [NoteView]) -> Option<&'a NoteView> {
    let is = |note: &Note| note.kind == NoteKind::Decision && is_on_the_same(on, &note.origin);
    let decisions = notes.iter().filter(|view| is(&view.note));
    decisions.max_by_key(|view| (view.note.at, view.note.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{NoteId, OwnerId, TagId};
    use crate::domain::roadmap::Owner;

    fn decision(id: i64, segment: &str, theme: Option<i64>) -> NoteView {
        NoteView {
            note: Note {
                id: NoteId(id),
                kind: NoteKind::Decision,
                origin: Origin {
                    segment: segment.to_owned(),
                    theme: theme.map(TagId),
                    ..Origin::default()
                },
                ..Note::default()
            },
            ..NoteView::default()
        }
    }

    #[test]
    fn the_latest_decision_on_the_same_thing_comes_before() {
        let all = [
            decision(1, "plan=Team", Some(3)),
            decision(2, "plan=Team", None),
            decision(3, "plan=Pro", Some(3)),
            decision(4, "", Some(3)),
        ];
        for (segment, theme, found) in [
            ("plan=Team", None, Some(2)),
            ("plan=Solo", Some(3), None),
            ("", Some(3), Some(4)),
            ("", Some(4), None),
            ("", None, None),
        ] {
            let on = decision(9, segment, theme).note.origin;
            let id = before(&on, &all).map(|view| view.note.id.0);
            assert_eq!(id, found, "{segment} {theme:?}");
        }
    }

    #[test]
    fn a_decision_says_who_decided_without_whom_and_whom_it_is_asked_of() {
        let mut view = decision(1, "", None);
        assert_eq!(view.decided(), Vec::<String>::new());
        view.note.decided_by = "Dana".to_owned();
        view.note.rejected = "a discount".to_owned();
        view.note.dissent = "Mo: too early".to_owned();
        view.without = vec!["Finance".to_owned(), "Sales".to_owned()];
        view.note.asked = Some(OwnerId(4));
        view.note.due = Day::ymd(2026, 11, 20);
        view.asked = Some(Owner {
            name: "Lena".to_owned(),
            team: "Finance".to_owned(),
            ..Owner::default()
        });
        assert_eq!(
            view.decided().join("; "),
            "decided by Dana; decided without Finance, Sales; rejected: a discount; dissent: Mo: too early; \
             asked of Lena, Finance, by Fri 20 Nov 2026"
        );
        let on = |day| view.waits_for(Day::ymd(2026, 11, day).unwrap());
        assert_eq!(on(19).unwrap(), "Lena by 20 Nov");
        assert_eq!(on(23).unwrap(), "Lena by 20 Nov, 3 days late");
        view.note.answer = "yes".to_owned();
        assert_eq!(view.waits_for(Day(20_000)), None);
    }
}
