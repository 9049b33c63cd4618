//! Screens as the people see them: a model driven by keys and canned answers, drawn and compared.
//! Must not open a file: `Stage` answers every query from a closure.

mod actions;
mod adjusting;
mod behind;
mod blind;
mod claims;
mod columns;
mod course;
pub(crate) mod effects;
mod files;
mod found;
mod lobby;
mod long;
mod marks;
mod numbers;
mod overlays;
mod owed;
mod reach;
mod replaced;
mod risk;
mod roadmap;
mod sections;
mod sizes;
mod stated;
mod tagging;
mod target;
mod whom;
mod why;
mod winbacks;

use churnroom::app::{Job, Model, Msg, Others, Setup, Task, update};
use churnroom::domain::change::{Applied, Change, Subject};
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::failure::Failure;
use churnroom::domain::ids::{ChangeId, FeedbackId, OwnerId};
use churnroom::domain::masking::Mask;
use churnroom::domain::meeting::{Claim, Present};
use churnroom::domain::query::{Answer, Query, TrustQuery};
use churnroom::domain::roadmap::Owner;
use churnroom::domain::room::{Extent, RoomFacts};
use churnroom::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// 2026-11-05, 14:07 UTC.
pub const NOW: Moment = Moment(1_793_887_620);

/// What a room answers.
type Answers = Box<dyn FnMut(&Query) -> Option<Answer>>;

/// A model on a stage: effects are answered at once, changes are kept to be looked at.
pub struct Stage {
    /// The model.
    pub model: Model,
    /// What was applied, in order.
    pub changes: Vec<Change>,
    /// Effects that are neither questions nor changes.
    pub effects: Vec<Task>,
    answer: Answers,
    mask: Mask,
}

/// The question with its whole answer: what is learned beside everything else has no moment of its own here.
fn waiting(query: Query) -> Query {
    match query {
        Query::Trust(TrustQuery::Suggested { texts, hidden, .. }) => {
            let wait = true;
            Query::Trust(TrustQuery::Suggested {
                texts,
                wait,
                hidden,
            })
        }
        Query::Trust(TrustQuery::ToTake {
            from, queue, limit, ..
        }) => {
            let wait = true;
            Query::Trust(TrustQuery::ToTake {
                from,
                queue,
                limit,
                wait,
            })
        }
        query => query,
    }
}

impl Stage {
    /// A stage whose room answers from a closure; what that does not know stays unanswered.
    pub fn new(answer: impl FnMut(&Query) -> Option<Answer> + 'static) -> Stage {
        let setup = Setup {
            person: "Priya".to_owned(),
            today: Day::ymd(2026, 11, 5).unwrap(),
            now: NOW,
            process: 1,
            ..Setup::default()
        };
        let mut stage = Stage {
            model: Model::new(setup),
            changes: Vec::new(),
            effects: Vec::new(),
            answer: Box::new(answer),
            mask: Mask::off(),
        };
        stage.tell(Msg::Opened);
        stage.tell(Msg::Others(Others::default()));
        stage
    }

    /// Sends a message and answers everything that comes of it.
    pub fn tell(&mut self, msg: Msg) {
        let mut line = update(&mut self.model, msg);
        while !line.is_empty() {
            let effects = std::mem::take(&mut line);
            for effect in effects {
                if let Some(msg) = self.perform(effect) {
                    line.extend(update(&mut self.model, msg));
                }
            }
        }
    }

    /// Presses keys, written as in `default.toml` and separated by spaces.
    pub fn press(&mut self, keys: &str) -> &mut Stage {
        for key in keys.split(' ') {
            self.tell(Msg::Chord(key.parse().unwrap()));
        }
        self
    }

    /// Types a text letter by letter.
    pub fn write(&mut self, text: &str) -> &mut Stage {
        for c in text.chars() {
            self.tell(Msg::Chord(churnroom::keys::Chord::char(c)));
        }
        self
    }

    /// Lets time go on.
    pub fn wait(&mut self, seconds: i64) -> &mut Stage {
        let now = self.model.shared.time.now.plus(seconds);
        self.tell(Msg::Tick(now));
        self
    }

    /// What a store would let somebody claim.
    fn claimed(&self, mut texts: Vec<FeedbackId>) -> Present {
        let (room, at) = (&self.model.shared.room, self.model.shared.time.now);
        texts.retain(|text| room.holder(*text, at).is_none());
        texts.truncate(2);
        let is_alone = room.alive(at).next().is_none();
        Present {
            claim: (!is_alone).then_some(Claim { at, texts }),
            ..Present::default()
        }
    }

    fn perform(&mut self, task: Task) -> Option<Msg> {
        match task {
            Task::Work(Job::Ask { ticket: tag, query }) => {
                let answer = self.mask.covered((self.answer)(&waiting(query))?);
                Some(Msg::Answered(tag, Ok(answer)))
            }
            Task::Work(Job::Claim { ticket, texts }) => {
                let own = Answer::Presence(vec![self.claimed(texts)]);
                Some(Msg::Answered(ticket, Ok(own)))
            }
            Task::Work(Job::Mask(on)) => {
                self.mask = match (self.answer)(&Query::Mask) {
                    Some(Answer::Mask(mask)) if on => mask,
                    _ if on => Mask::new(&[]),
                    _ => Mask::off(),
                };
                Some(Msg::Masked)
            }
            Task::Work(Job::Apply {
                ticket: tag,
                change,
                ..
            }) => {
                let applied = applied(&change, self.changes.len() as i64 + 1);
                self.changes.push(change);
                Some(Msg::Applied(tag, Ok(applied)))
            }
            other => {
                self.effects.push(other);
                None
            }
        }
    }
}

/// What a store would answer to a change, with the subject the model needs.
fn applied(change: &Change, id: i64) -> Applied {
    let subject = match change {
        Change::Add(record) => match record.subject() {
            Subject::Meeting(_) => Subject::Meeting(id.into()),
            Subject::Owner(_) => Subject::Owner(id.into()),
            other => other,
        },
        Change::Set(edit) => edit.subject,
        _ => Subject::Room,
    };
    Applied {
        change: ChangeId(id),
        subject,
        words: String::new(),
    }
}

/// A failure, to send as an answer.
pub fn failure() -> Failure {
    Failure::failed("reading the room: the disk is full").hint("make room on it")
}

/// The facts of a room with a ledger in euros up to October 2026.
pub fn facts() -> RoomFacts {
    RoomFacts {
        extent: Extent {
            currency: Some("EUR".parse().unwrap()),
            reach: Day::ymd(2026, 10, 31),
            default_period: "2026-10".parse().unwrap(),
            ..Extent::default()
        },
        accounts: 1_004,
        feedback: 612,
        surveys: 118,
        ..RoomFacts::default()
    }
}

/// Three owners in three teams.
pub fn owners() -> Vec<Owner> {
    let people = [
        (1, "Priya", "Product"),
        (2, "Dana", "CS"),
        (3, "Mo", "Marketing"),
    ];
    let owner = |(id, name, team): (i64, &str, &str)| Owner {
        id: OwnerId(id),
        name: name.to_owned(),
        team: team.to_owned(),
        ..Owner::default()
    };
    people.map(owner).into()
}

/// Draws a model at a size.
pub fn draw(model: &mut Model, width: u16, height: u16) -> Buffer {
    update(model, Msg::Resize(width, height));
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| drop(ui::draw(frame, model))).unwrap();
    terminal.backend().buffer().clone()
}

/// A buffer as lines of text.
pub fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let lines = buffer.content.chunks(width).map(|cells| {
        let mut line = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            line.push_str(cell.symbol());
        }
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Compares what a model looks like at a size with the picture kept under a name.
pub fn snapshot(model: &mut Model, (width, height): (u16, u16), name: &str) {
    let picture = text(&draw(model, width, height));
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("screen_{name}_{width}x{height}"), picture);
    });
}

/// What a model looks like at a size says each of these, one after the other: for what only repeats the shape of
/// a picture that is kept.
#[track_caller]
pub fn says(model: &mut Model, (width, height): (u16, u16), words: &[&str]) {
    let picture = text(&draw(model, width, height));
    let mut rest = picture.as_str();
    for word in words {
        let at = rest.find(word);
        let at = at.unwrap_or_else(|| panic!("does not say `{word}` where it should:\n{picture}"));
        rest = &rest[at + word.len()..];
    }
}
