//! What becomes of an action that comes from a review before: it is kept, changed, dropped or done; and what a theme
//! that was discussed leaves with. Must not know how anything is drawn.

use crate::app::cx::{Cx, LetterQuestion, Prompt};
use crate::app::editing::{ReadQuestion, ask_read};
use crate::app::gaps::asked_words;
use crate::domain::change::{Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::gate;
use crate::domain::ids::{MeetingId, TagId};
use crate::domain::money::nth;
use crate::domain::note::{Action, ActionStatus, ActionView};
use crate::keys::Command;

use super::closing::{close, closes};
use super::editing::{WHEN, day_typed, number};
use super::{ActionRow, ActionsScreen};

impl ActionsScreen {
    /// Asks what becomes of an action from before.
    pub(super) fn ask_carried(&self, view: &ActionView, cx: &mut Cx<'_>) {
        let meeting = self.written.meeting;
        let [kept, changed, dropped, done] = [(); 4].map(|()| view.clone());
        let question = LetterQuestion::new(cx.place, view.action.what.clone())
            .line(asked_words(view, cx.shared.time.today))
            .answer('k', "keep it", move |_: &mut ActionsScreen, cx| {
                keep(kept, meeting, cx);
            })
            .answer('c', "change it", move |s: &mut ActionsScreen, cx| {
                s.change(gate::keeps(&changed.action, meeting), cx);
            })
            .answer('d', "drop it", move |_: &mut ActionsScreen, cx| {
                drop_it(dropped, cx);
            })
            .answer('x', "it is done", move |_: &mut ActionsScreen, cx| {
                close(&done.action, ActionStatus::Done, cx);
            });
        cx.open(question);
    }

    /// Enter on a theme that nothing open holds: what there is from before can be kept, else an action is written.
    pub(super) fn tie(&self, theme: TagId, cx: &mut Cx<'_>) {
        let open: Vec<ActionView> = self.written.to_keep(theme).into_iter().cloned().collect();
        if open.is_empty() {
            return cx.run(Command::Action);
        }
        let meeting = self.written.meeting;
        let title = format!("What is done about {}?", cx.shared.room.tag_name(theme));
        let question = LetterQuestion::new(cx.place, title);
        let lines = open
            .iter()
            .map(|view| format!("from before: {}", view.action.what));
        let question = lines.fold(question, LetterQuestion::line);
        let keep = move |_: &mut ActionsScreen, cx: &mut Cx<'_>| match open.as_slice() {
            [one] => keep(one.clone(), meeting, cx),
            all => keep_as_they_are(all, meeting, cx),
        };
        let write = |_: &mut ActionsScreen, cx: &mut Cx<'_>| cx.run(Command::Action);
        let excuse = move |s: &mut ActionsScreen, cx: &mut Cx<'_>| s.excuse(theme, cx);
        let question = question
            .answer('k', "keep what there is", keep)
            .answer('a', "write an action", write)
            .answer('w', "nothing: say why", excuse);
        cx.open(question);
    }

    /// `w`: why the theme of the selected row has no action. On any other row it goes to the first theme that lacks one.
    pub(super) fn ask_why_none(&mut self, cx: &mut Cx<'_>) {
        let themes = self.without(cx.shared);
        let own = self.theme_of_row().filter(|theme| themes.contains(theme));
        match (own, themes.first()) {
            (Some(theme), _) => self.excuse(theme, cx),
            (None, Some(theme)) => {
                self.rows.seek(ActionRow::Theme(*theme));
                let name = cx.shared.room.tag_name(*theme);
                cx.say(format!("{name} has no action yet: w again says why"));
            }
            (None, None) => {}
        }
    }

    fn theme_of_row(&self) -> Option<TagId> {
        match *self.rows.key()? {
            ActionRow::Theme(theme) => Some(theme),
            ActionRow::Action(id) => self.action(id)?.action.origin.theme,
            ActionRow::Because(id) | ActionRow::Question(id) => self.note(id)?.note.origin.theme,
        }
    }
}

/// Keeps an action as it was seen: the third time it wants to know why, due it wants to know until when.
fn keep(view: ActionView, meeting: MeetingId, cx: &mut Cx<'_>) {
    if view.times() < gate::OFTEN {
        return keep_until(view, meeting, String::new(), cx);
    }
    let title = format!("Kept for the {} time, because", nth(view.times()));
    ask_because(view, title, cx, move |view, why, cx| {
        keep_until(view, meeting, why, cx);
    });
}

/// Drops an action as it was seen: the third time it wants to know why.
fn drop_it(view: ActionView, cx: &mut Cx<'_>) {
    if view.times() < gate::OFTEN {
        return close(&view.action, ActionStatus::Dropped, cx);
    }
    let title = format!("Dropped at the {} time, because", nth(view.times()));
    ask_because(view, title, cx, |view, why, cx| {
        let mut all = closes(&view.action, ActionStatus::Dropped, cx.shared.time.today);
        all.extend(because(&view.action, &why));
        let of = (Subject::Action(view.action.id), Field::Because);
        cx.set_with(of, why, Change::All(all));
    });
}

/// Asks why; without a word nothing happens.
fn ask_because(
    view: ActionView,
    title: String,
    cx: &mut Cx<'_>,
    then: impl FnOnce(ActionView, String, &mut Cx<'_>) + 'static,
) {
    let of = Subject::Action(view.action.id);
    let was = view.action.because.clone();
    let save = move |_: &mut ActionsScreen, why: String, cx: &mut Cx<'_>| match why.is_empty() {
        true => cx.say("nothing was changed: a few words of why are needed"),
        false => then(view, why, cx),
    };
    let prompt = Prompt::new(cx.place, title, was, save);
    cx.open(prompt.of(of, Field::Because));
}

/// Why it was kept or dropped, where that is something else than it was.
fn because(action: &Action, why: &str) -> Option<Change> {
    let was = action.because.as_str();
    let changes = !why.is_empty() && was != why;
    changes.then(|| Change::set(Subject::Action(action.id), Field::Because, was, why))
}

/// Keeps an action that is due until another day, any other as it is.
fn keep_until(view: ActionView, meeting: MeetingId, why: String, cx: &mut Cx<'_>) {
    let (action, today) = (view.action, cx.shared.time.today);
    let kept = gate::keeps(&action, meeting).into_iter();
    let kept: Vec<Change> = kept.chain(because(&action, &why)).collect();
    let subject = Subject::Action(action.id);
    let Some(was) = action.due.filter(|due| *due <= today) else {
        return cx.set_with((subject, Field::Because), why, Change::All(kept));
    };
    let question = ReadQuestion {
        title: "Keep it until when".to_owned(),
        hint: WHEN,
        of: None,
    };
    let read = |typed: &str, today| day_typed(typed, None, today);
    let set = move |day: Option<Day>, _, cx: &mut Cx<'_>| {
        let due = Change::set(subject, Field::Due, number(was), day.map(number));
        let all = kept.into_iter().chain([due]).collect();
        cx.set_with((subject, Field::Because), why, Change::All(all));
    };
    ask_read::<ActionsScreen, _>(question, was.to_string(), read, set, cx);
}

fn keep_as_they_are(views: &[ActionView], meeting: MeetingId, cx: &mut Cx<'_>) {
    let kept = views.iter();
    let kept = kept.flat_map(|view| gate::keeps(&view.action, meeting));
    let kept: Vec<Change> = kept.collect();
    if !kept.is_empty() {
        cx.apply(Change::All(kept));
    }
}
