//! The question before a meeting ends: what it still lacks, and whether to end it all the same.
//! Must not know what ending does.

use crate::app::cx::{Cx, FrameOrder, LetterQuestion, Reply};
use crate::app::gaps::{WrittenOfThemes, lacks};
use crate::app::place::{Place, ScreenKind};
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::ids::{MeetingId, TagId};
use crate::domain::money::counted;
use crate::keys::{Chord, Command, Context};

use super::confirm::Confirm;

#[derive(Debug)]
pub struct Ending {
    meeting: MeetingId,
    /// The question as it is drawn.
    pub confirm: Confirm,
    written: WrittenOfThemes,
}

impl Ending {
    /// The question about a meeting.
    pub fn new(meeting: MeetingId) -> Ending {
        Ending {
            meeting,
            confirm: question(vec!["...".to_owned()], true),
            written: WrittenOfThemes::default(),
        }
    }

    /// Once all is answered, says what is missing.
    fn say(&mut self, shared: &Shared) {
        let WrittenOfThemes {
            own: Some(own),
            carried: Some(_),
            reasons: Some(_),
            awaited: _,
        } = &self.written
        else {
            return;
        };
        let discussed = shared.room.meeting(self.meeting);
        let discussed = discussed.map_or(&[][..], |m| &m.discussed);
        let mut lines = missing(&self.written, discussed, shared);
        let complete = lines.is_empty();
        if complete {
            let actions = counted(own.len(), "action");
            lines.push(format!("{actions}; nothing is missing."));
        }
        self.confirm = question(lines, complete);
    }
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

fn missing(written: &WrittenOfThemes, discussed: &[TagId], shared: &Shared) -> Vec<String> {
    let mut lines = Vec::new();
    let without = written.without(discussed);
    if !without.is_empty() {
        let names = without.iter().map(|t| shared.room.tag_name(*t));
        let names: Vec<&str> = names.collect();
        lines.push(format!("! without an action: {}", names.join(", ")));
    }
    let actions = written.actions().map(|a| &a.action);
    let lacking: Vec<_> = actions.filter_map(|a| Some((lacks(a)?, &a.what))).collect();
    for (lacks, what) in lacking.iter().take(4) {
        let what: String = what.chars().take(44).collect();
        lines.push(format!("! {lacks} {what}"));
    }
    if let more @ 1.. = lacking.len().saturating_sub(4) {
        lines.push(format!("! and {more} more without who or when"));
    }
    lines
}

impl Screen for Ending {
    fn context(&self) -> Context {
        self.confirm.context()
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        WrittenOfThemes::ask(self.meeting, cx, |s| &mut s.written, Ending::say);
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.actions || touched.notes || touched.meetings
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        self.confirm.typed(chord, cx)
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        self.confirm.command(command, cx)
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.confirm.clicked(row, cx);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        self.confirm.can(command, shared)
    }

    fn footer(&self) -> &'static [Command] {
        self.confirm.footer()
    }
}
