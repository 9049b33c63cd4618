//! The question before a meeting ends: what it still lacks, and whether to end it all the same.
//! Must not know what ending does.

use crate::app::cx::{Cx, Order, Question, Reply};
use crate::app::gaps;
use crate::app::place::{Place, ScreenKind};
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::ids::{MeetingId, TagId};
use crate::domain::note::{ActionView, NoteKind, NoteView};
use crate::domain::query::{ActionFilter, NoteFilter, Query};
use crate::keys::{Chord, Command, Context};

use super::confirm::Confirm;

/// The state of the question.
#[derive(Debug)]
pub struct Ending {
    meeting: MeetingId,
    /// The question as it is drawn.
    pub confirm: Confirm,
    own: Option<Vec<ActionView>>,
    carried: Option<Vec<ActionView>>,
    notes: Option<Vec<NoteView>>,
}

impl Ending {
    /// The question about a meeting.
    pub fn new(meeting: MeetingId) -> Ending {
        Ending {
            meeting,
            confirm: question(vec!["...".to_owned()], true),
            own: None,
            carried: None,
            notes: None,
        }
    }

    /// Once all is answered, says what is missing.
    fn say(&mut self, shared: &Shared) {
        let (Some(own), Some(carried), Some(notes)) = (&self.own, &self.carried, &self.notes)
        else {
            return;
        };
        let discussed = shared.room.meeting(self.meeting);
        let discussed = discussed.map_or(&[][..], |m| &m.discussed);
        let all = [own.as_slice(), carried.as_slice()].concat();
        let without = gaps::without_action(discussed, &all, notes);
        let mut lines = missing(own, carried, &without, shared);
        let complete = lines.is_empty();
        if complete {
            let n = own.len();
            let actions = if n == 1 {
                "1 action".to_owned()
            } else {
                format!("{n} actions")
            };
            lines.push(format!("{actions}; nothing is missing."));
        }
        self.confirm = question(lines, complete);
    }
}

fn question(mut lines: Vec<String>, complete: bool) -> Confirm {
    lines.push("Its numbers are frozen and its minutes no longer change.".to_owned());
    let question = Question::new(Place::Frame, "End the meeting?");
    let question = lines.into_iter().fold(question, Question::line);
    let end = Reply::new(|(), cx: &mut Cx<'_>| cx.order(Order::End));
    Confirm::new(if complete {
        question.reply('e', "end it", end)
    } else {
        let actions = Reply::new(|(), cx: &mut Cx<'_>| cx.go(ScreenKind::Actions));
        question
            .reply('a', "back to Actions", actions)
            .reply('e', "end it as it is", end)
    })
}

fn missing(
    own: &[ActionView],
    carried: &[ActionView],
    without: &[TagId],
    shared: &Shared,
) -> Vec<String> {
    let mut lines = Vec::new();
    if !without.is_empty() {
        let names = without.iter().map(|t| shared.room.tag_name(*t));
        let names: Vec<&str> = names.collect();
        lines.push(format!("! without an action: {}", names.join(", ")));
    }
    let open = own.iter().chain(carried);
    let lacking = open.filter_map(|a| Some((gaps::lacks(&a.action)?, &a.action.what)));
    let lacking: Vec<_> = lacking.collect();
    for (lacks, what) in lacking.iter().take(4) {
        let what: String = what.chars().take(44).collect();
        lines.push(format!("! {lacks} {what}"));
    }
    if lacking.len() > 4 {
        lines.push(format!(
            "! and {} more without who or when",
            lacking.len() - 4
        ));
    }
    lines
}

impl Screen for Ending {
    fn context(&self) -> Context {
        self.confirm.context()
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        let meeting = Some(self.meeting);
        let own = ActionFilter {
            meeting,
            ..ActionFilter::default()
        };
        let carried = ActionFilter {
            carried_into: meeting,
            ..ActionFilter::default()
        };
        let notes = NoteFilter {
            meeting,
            kinds: vec![NoteKind::NoAction],
            ..NoteFilter::default()
        };
        cx.ask(Query::Actions(own), |s: &mut Ending, own, cx| {
            s.own = Some(own);
            s.say(cx.shared);
        });
        cx.ask_nth(1, Query::Actions(carried), |s: &mut Ending, carried, cx| {
            s.carried = Some(carried);
            s.say(cx.shared);
        });
        cx.ask(Query::Notes(notes), |s: &mut Ending, notes, cx| {
            s.notes = Some(notes);
            s.say(cx.shared);
        });
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
