//! Verdicts that go with the import they stood on.
//! Must not know how anything is judged: what is withdrawn is judged anew by whoever looks next.

use rusqlite::Connection;

use super::done::Turn;
use super::journal::{self, CameBy};
use super::{aims, fields};
use crate::domain::change::{Change, Edit, Field, Subject, Value};
use crate::domain::effect::verdict::Verdict;
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::{AimId, ChangeId, ImportId};
use crate::domain::import::ImportKind;
use crate::domain::money::count;

/// Takes back the verdicts that fell since an import came in whose rows go, each with a row of the journal of its own: undo
/// passes over it as over the verdict. They are judged anew of what is there. Answers in words.
pub fn since(turn: &Turn<'_>, import: ImportId) -> Result<String, Failure> {
    let comes_in = |change: &Change| matches!(change, Change::Import(_));
    let Some(came) = journal::last_touch(turn.db, Subject::Import(import), comes_in)? else {
        return Ok(String::new());
    };
    let Change::Import(head) = &came.forward else {
        return Ok(String::new());
    };
    let mut withdrawn = Vec::new();
    for aim in aims::all(turn.db)? {
        let stood = aim
            .verdict
            .as_ref()
            .is_some_and(|it| stands_on(it, head.kind));
        if !stood || fallen(turn.db, aim.id)?.is_none_or(|fell| fell < came.id) {
            continue;
        }
        let was = aim.verdict.value();
        let change = Change::set(Subject::Aim(aim.id), Field::Verdict, was, Value::None);
        for edit in change.edits() {
            let done = fields::set(turn, edit)?;
            journal::insert(turn.db, turn.author, CameBy::Do, &done)?;
            withdrawn.push(aims::called(turn.db, aim.action, aim.item)?);
        }
    }
    Ok(match &withdrawn[..] {
        [] => String::new(),
        [one] => format!("; the verdict on {one} fell since and goes with it: it is judged anew"),
        all => {
            let n = count(all.len() as u64);
            format!("; {n} verdicts fell since and go with it: they are judged anew")
        }
    })
}

/// Whether a verdict was found in rows of a kind: losses in those of the ledger, reasons also in words.
fn stands_on(verdict: &Verdict, kind: ImportKind) -> bool {
    let words = matches!(kind, ImportKind::Surveys | ImportKind::Feedback);
    let counted = verdict.touched.is_some() && kind.is_ledger();
    counted || verdict.theme.is_some() && (words || kind.is_ledger())
}

/// When the verdict that something has fell: what a review told of it since is no other.
fn fallen(db: &Connection, aim: AimId) -> Result<Option<ChangeId>, Failure> {
    let falls = |change: &Change| {
        let of = |edit: &&Edit| (edit.subject, edit.field) == (Subject::Aim(aim), Field::Verdict);
        let mut edits = change.edits().into_iter().filter(of);
        edits.any(|edit| edit.was == Value::None && edit.now != Value::None)
    };
    let fell = journal::last_touch(db, Subject::Aim(aim), falls)?;
    Ok(fell.map(|row| row.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::effect::verdict::{BeforeAfter, Side};
    use ImportKind::{Accounts, Feedback, Subscriptions, Surveys, Usage};

    #[test]
    fn a_verdict_stands_on_the_rows_it_was_found_in() {
        let list = Verdict {
            touched: Some(Side::default()),
            ..Verdict::default()
        };
        let theme = Verdict {
            theme: Some(BeforeAfter {
                before: None,
                after: None,
            }),
            ..Verdict::default()
        };
        let all = [Subscriptions, Surveys, Feedback, Accounts, Usage];
        let on = |verdict: &Verdict| all.map(|kind| stands_on(verdict, kind));
        assert_eq!(on(&list), [true, false, false, false, false]);
        assert_eq!(on(&theme), [true, true, true, false, false]);
        assert_eq!(on(&Verdict::default()), [false; 5]);
    }
}
