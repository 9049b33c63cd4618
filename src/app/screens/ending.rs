//! The question before a meeting ends: what it still lacks, and whether to end it all the same.
//! Must not know what ending does.

use crate::app::cx::{Cx, FrameOrder, LetterQuestion, Reply};
use crate::app::gaps::{WrittenOfThemes, asked_words, lacks};
use crate::app::place::{Place, ScreenKind};
use crate::app::screen::Touched;
use crate::app::shared::Shared;
use crate::domain::change::Subject;
use crate::domain::ids::{MeetingId, TagId};
use crate::domain::money::counted;
use crate::domain::note::ActionView;

use super::confirm::{Confirm, Considered, MadeOf};

#[derive(Debug)]
pub struct Ending {
    meeting: MeetingId,
    written: WrittenOfThemes,
}

impl Ending {
    /// The question about a meeting.
    pub fn new(meeting: MeetingId) -> Ending {
        Ending {
            meeting,
            written: WrittenOfThemes::default(),
        }
    }

    /// What was written in the meeting, once all is answered.
    fn own(&self) -> Option<&[ActionView]> {
        match &self.written {
            WrittenOfThemes {
                own: Some(own),
                carried: Some(_),
                reasons: Some(_),
                ..
            } => Some(own),
            _ => None,
        }
    }

    /// The question, once all is answered: what is missing, and whether to end it.
    fn made(&self, shared: &Shared) -> Option<Confirm> {
        let own = self.own()?;
        let discussed = shared.room.meeting(self.meeting);
        let discussed = discussed.map_or(&[][..], |m| &m.discussed);
        let untied = self.written.without(discussed);
        let mut lines = missing(&self.written, &untied, shared);
        if discussed.is_empty() {
            let actions = counted(own.len(), "action");
            lines.push(format!("! no theme was discussed; {actions} written"));
        }
        Some(match untied.first() {
            Some(theme) => held(lines, *theme, shared),
            None => {
                let complete = lines.is_empty();
                if complete {
                    let actions = counted(own.len(), "action");
                    lines.push(format!("{actions}; nothing is missing."));
                }
                question(lines, complete)
            }
        })
    }
}

/// A theme that was discussed holds the meeting: one key goes to it.
fn held(lines: Vec<String>, theme: TagId, shared: &Shared) -> Confirm {
    let question = LetterQuestion::new(Place::Frame, "The meeting cannot end yet.");
    let question = lines.into_iter().fold(question, LetterQuestion::line);
    let what = "Each theme leaves with an action, written or kept, or with a why not.";
    let go = Reply::new(move |(), cx: &mut Cx<'_>| {
        cx.seek(ScreenKind::Actions, Subject::Tag(theme));
    });
    let words = format!("go to {}", shared.room.tag_name(theme));
    Confirm::new(question.line(what).reply('g', &words, go))
}

fn question(mut lines: Vec<String>, complete: bool) -> Confirm {
    lines.push("Its numbers are frozen and its minutes no longer change.".to_owned());
    let question = LetterQuestion::new(Place::Frame, "End the meeting?");
    let question = lines.into_iter().fold(question, LetterQuestion::line);
    let end = Reply::new(|(), cx: &mut Cx<'_>| cx.order(FrameOrder::End));
    Confirm::new(if complete {
        question.reply('e', "end it", end)
    } else {
        let actions = Reply::new(|(), cx: &mut Cx<'_>| cx.go(ScreenKind::Actions));
        question
            .reply('a', "back to Actions", actions)
            .reply('e', "end it as it is", end)
    })
}

fn missing(written: &WrittenOfThemes, untied: &[TagId], shared: &Shared) -> Vec<String> {
    let mut lines = Vec::new();
    if !untied.is_empty() {
        let names = untied.iter().map(|t| shared.room.tag_name(*t));
        let names: Vec<&str> = names.collect();
        lines.push(format!("! without an action: {}", names.join(", ")));
    }
    let actions = written.actions().map(|a| &a.action);
    let lacking = actions.filter_map(|a| Some((lacks(a)?.to_owned(), &a.what)));
    let asked = written.asked(shared.time.today);
    let asked = asked.map(|view| (asked_words(view, shared.time.today), &view.action.what));
    let all: Vec<(String, &String)> = lacking.chain(asked).collect();
    for (lacks, what) in all.iter().take(4) {
        let what: String = what.chars().take(44).collect();
        lines.push(format!("! {lacks} {what}"));
    }
    if let more @ 1.. = all.len().saturating_sub(4) {
        lines.push(format!("! and {more} more to say something of"));
    }
    lines
}

impl MadeOf for Ending {
    fn ask(&self, cx: &mut Cx<'_>) {
        let then = |s: &mut Considered<Ending>, shared: &Shared| {
            if let Some(confirm) = s.of.made(shared) {
                s.confirm = confirm;
            }
        };
        WrittenOfThemes::ask(self.meeting, cx, |s| &mut s.of.written, then);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.actions || touched.notes || touched.meetings
    }

    /// Whether it can end is not known yet.
    fn waits(&self) -> bool {
        self.own().is_none()
    }
}
