//! What a line becomes once it is written: a note, an action, a mark, and what is asked before that.
//! Must not know how lines are drawn or closed.

use super::LineFor;
use crate::app::cx::Prompt;
use crate::app::shared::{Draft, Shared};
use crate::domain::change::{Change, Record, Subject};
use crate::domain::day::Day;
use crate::domain::effect::agreed::agreed;
use crate::domain::effect::aim::Aim;
use crate::domain::entry::{self, Missing, Understood};
use crate::domain::marks::{self, DayMark};
use crate::domain::note::{Action, Note, NoteKind, Origin};

/// What a note is asked for by, and what helps while typing.
pub(super) fn asked(kind: NoteKind, origin: &Origin, shared: &Shared) -> (String, &'static str) {
    let theme = origin.theme.map(|id| shared.room.tag_name(id));
    match kind {
        NoteKind::Decision => (
            "Decision".to_owned(),
            "what the team decided; @who and a day ask somebody who is not here",
        ),
        NoteKind::NoAction => (
            format!("No action on {}, because", theme.unwrap_or_default()),
            "why nothing is done about it",
        ),
        NoteKind::Question => ("Open question".to_owned(), ""),
        NoteKind::Note => ("Note".to_owned(), "start with ? for an open question"),
    }
}

/// The title of a line, which says where words stand in it that were left there before.
pub(super) fn begun(title: String, of: &LineFor, text: &str) -> String {
    let is_new = match of {
        LineFor::Note(..) | LineFor::Action(_) | LineFor::Mark(None) => true,
        LineFor::Plain(..) | LineFor::Mark(Some(_)) | LineFor::Team { .. } => false,
    };
    match is_new && !text.is_empty() {
        true => format!("{title} · left here before, Ctrl-U clears"),
        false => title,
    }
}

/// A line in which stands again what was typed there and refused.
pub(super) fn again(prompt: Prompt, shared: &Shared) -> Prompt {
    let refused = prompt.of.and_then(|of| shared.refused.get(&of));
    let Some(text) = refused.cloned() else {
        return prompt;
    };
    Prompt {
        hint: format!("your words, not saved; saved is: {}", prompt.text),
        text,
        ..prompt
    }
}

/// What a line is, if it is written into the room that lies there now, where the file of this one was swapped. A mark
/// of this one is changed in no other.
pub(super) fn goes_anew(line: Option<(Draft, String)>, shared: &Shared) -> Option<Draft> {
    let (draft, text) = line?;
    let goes = shared.room.lost && !text.trim().is_empty() && draft != Draft::MarkEdited;
    goes.then_some(draft)
}

/// What to ask before an action is added, if anything.
pub(super) fn warning(u: &Understood, shared: &Shared) -> Option<String> {
    let lacks = |missing: &Missing| match missing {
        Missing::Who => "who?",
        Missing::When => "when?",
    };
    let lacks: Vec<&str> = u.missing.iter().map(lacks).collect();
    if let Some(name) = u.unclear_owners.first() {
        let words = format!("several owners are called {name}: type more of the name");
        return Some(words);
    }
    if let Some(name) = u.unknown_owners.first() {
        let like = entry::like(name, &shared.room.owners).map(|owner| owner.name.as_str());
        let like = like.map_or_else(String::new, |like| format!(" (Tab for {like})"));
        return Some(format!(
            "{name} is no owner yet{like}: Enter again adds them"
        ));
    }
    let owners = u.owners.iter().filter_map(|id| shared.room.owner(*id));
    if let Some((owner, day)) = owners.filter_map(|it| Some((it, it.left_on?))).next() {
        let (name, day) = (&owner.name, day.long());
        return Some(format!(
            "{name} left on {day}: name somebody else, or Enter again"
        ));
    }
    if let Some(past) = u.past {
        return Some(format!("{} is over: write a later day", past.long()));
    }
    if let Some(words) = &u.unread {
        let lacks = lacks.join(" ");
        let as_this = format!("{lacks} `{words}` is no day to be done by: write it as 20 nov");
        return Some(format!("{as_this}; Enter again leaves it open"));
    }
    (!lacks.is_empty()).then(|| format!("{} Enter again leaves it open", lacks.join(" ")))
}

/// The note a line becomes.
pub(super) fn note(kind: NoteKind, origin: Origin, text: &str, shared: &Shared) -> Change {
    let (understood, text) = entry::note(text, kind);
    let plain = kind == NoteKind::Note;
    let mut note = Note {
        kind: if plain { understood } else { kind },
        text,
        person: shared.person.clone(),
        at: shared.time.now,
        origin,
        ..Note::default()
    };
    if kind == NoteKind::Decision {
        entry::ask(&mut note, shared.time.today, &shared.room.owners);
    }
    Change::add(Record::Note(note))
}

/// The action a line becomes.
pub(super) fn action(
    understood: Understood,
    mut origin: Origin,
    aim: Option<Aim>,
    shared: &Shared,
) -> Change {
    origin.theme = understood.theme;
    let mut owners = understood.owners.into_iter();
    let action = Action {
        what: understood.what,
        owner: owners.next(),
        with: owners.collect(),
        due: understood.due,
        person: shared.person.clone(),
        at: shared.time.now,
        origin,
        ..Action::default()
    };
    match aim {
        None => agreed(action, shared.time.today),
        Some(aim) => {
            let both = [Record::Action(action), Record::Aim(aim)];
            Change::All(both.map(Change::add).into())
        }
    }
}

/// What to say below the line while it is typed.
pub(super) fn below_mark(text: &str, today: Day) -> String {
    if text.trim().is_empty() {
        return "when and what: 14 sep price New price list · 1 aug to 14 aug campaign ..."
            .to_owned();
    }
    marks::read(text, today).map_or_else(str::to_owned, |mark| mark.long())
}

/// The change a line becomes: a new mark, or what makes an old one as the line says.
pub(super) fn mark(text: &str, today: Day, of: Option<&DayMark>) -> Result<Change, &'static str> {
    let typed = marks::read(text, today)?;
    Ok(match of {
        Some(mark) => Change::made_like(Subject::DayMark(mark.id), mark, &typed),
        None => Change::add(Record::DayMark(typed)),
    })
}
