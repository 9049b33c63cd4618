//! The one question before a meeting: which period, until when, who is here.
//! Must not know how a meeting is started.

use std::collections::BTreeSet;

use crate::app::cx::{Cx, FrameOrder};
use crate::app::field::TextField;
use crate::app::list::{Chosen, moves};
use crate::app::screen::Screen;
use crate::app::shared::{Shared, Start};
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::ids::OwnerId;
use crate::domain::meeting::{Again, has_begun};
use crate::domain::period::Period;
use crate::keys::{Chord, Command, Context};

/// What is said where somebody else was faster.
pub const MEANWHILE: &str = "somebody has started a review meanwhile: Esc leaves this";

/// Which part of the question has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BeginPart {
    Period,
    /// Until when.
    #[default]
    Until,
    /// Who is here.
    Here,
}

#[derive(Debug)]
pub struct Begin {
    /// The period as typed.
    pub period: TextField,
    /// `HH:MM`, or empty for the whole agenda.
    pub until: TextField,
    /// Who is here.
    pub here: BTreeSet<OwnerId>,
    /// The owners, and which one the cursor is on.
    pub owners: Chosen<OwnerId>,
    /// Where the cursor is.
    pub part: BeginPart,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
    /// The period that was said to have been reviewed before: Enter again starts its next review.
    told: Option<Period>,
}

impl Begin {
    /// The question for a period.
    pub fn new(period: Period, shared: &Shared) -> Begin {
        let mut owners = Chosen::default();
        owners.fill(shared.room.team().map(|o| o.id));
        Begin {
            period: TextField::with(period.to_string()),
            until: TextField::default(),
            here: shared.here.clone(),
            owners,
            part: BeginPart::default(),
            problem: None,
            told: None,
        }
    }

    /// That the period was reviewed before.
    pub fn again(&self, shared: &Shared) -> Option<Again> {
        let period: Period = self.period.text().parse().ok()?;
        let period = shared.calendar.settle(period);
        let meetings = shared.room.meetings.as_deref()?;
        Again::of(meetings, period, None)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match self.part {
            BeginPart::Period => Some(&mut self.period),
            BeginPart::Until => Some(&mut self.until),
            BeginPart::Here => None,
        }
    }

    fn turn(&mut self, on: bool) {
        self.part = match (self.part, on) {
            (BeginPart::Period, true) | (BeginPart::Here, false) => BeginPart::Until,
            (BeginPart::Until, true) | (BeginPart::Period, false) => BeginPart::Here,
            (BeginPart::Here, true) | (BeginPart::Until, false) => BeginPart::Period,
        };
    }

    fn toggle(&mut self) {
        if let Some(id) = self.owners.key().copied()
            && !self.here.remove(&id)
        {
            self.here.insert(id);
        }
    }

    fn accept(&mut self, cx: &mut Cx<'_>) {
        let period: Result<Period, _> = self.period.text().parse();
        let until = until(
            self.until.text(),
            cx.shared.time.now,
            cx.shared.time.utc_offset,
        );
        let today = cx.shared.time.today;
        let settled = period.map(|period| cx.shared.calendar.settle(period));
        let begun = match settled {
            Ok(period) => has_begun(period, today).map_err(|failure| failure.message),
            Err(problem) => Err(problem.to_string()),
        };
        match (begun, until) {
            (Ok(_), Ok(_)) if cx.shared.room.unfinished().is_some() => {
                self.problem = Some(MEANWHILE.to_owned());
            }
            (Ok(period), Ok(until)) => {
                let again = self.again(cx.shared).filter(|_| self.told != Some(period));
                if let Some(again) = again {
                    self.told = Some(period);
                    let (last, which) = (again.last.long(), again.which());
                    let problem = format!("reviewed on {last}; Enter again: {which} review");
                    self.problem = Some(problem);
                    return;
                }
                cx.close();
                let start = Start {
                    until,
                    rehearse: false,
                };
                let here = std::mem::take(&mut self.here);
                cx.order(FrameOrder::Begin(period, start, here));
            }
            (Err(problem), _) => self.problem = Some(problem),
            (_, Err(problem)) => self.problem = Some(problem.to_string()),
        }
    }
}

/// When the room must be empty; `None` for an empty text.
pub fn until(text: &str, now: Moment, utc_offset: i32) -> Result<Option<Moment>, Failure> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    now.next_at(text, utc_offset).map(Some)
}

impl Screen for Begin {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        self.problem = None;
        if self.part == BeginPart::Here && chord == Chord::char(' ') {
            self.toggle();
        }
        self.field().is_none_or(|field| field.typed(chord, cx))
    }

    fn pasted(&mut self, text: &str, cx: &mut Cx<'_>) {
        self.problem = None;
        let field = self.field();
        field.into_iter().for_each(|field| field.pasted(text, cx));
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Accept => self.accept(cx),
            Command::Complete => self.turn(true),
            Command::PreviousPane => self.turn(false),
            Command::Down if self.part != BeginPart::Here => self.turn(true),
            Command::Up if self.part != BeginPart::Here => self.turn(false),
            _ => return self.owners.step(command, cx.shared.look.page()),
        }
        true
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        self.part = BeginPart::Here;
        self.owners.select(row);
        self.toggle();
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        let own = matches!(
            command,
            Command::Accept | Command::Complete | Command::PreviousPane
        );
        (own || moves(command)).then_some(true)
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Accept => Some("start"),
            Command::Complete => Some("next field"),
            _ => None,
        }
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Complete, Command::Back]
    }
}
