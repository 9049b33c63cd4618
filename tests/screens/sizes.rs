//! Every screen, overlay, question and the presenter view in windows of all sizes from one cell up: none panics.
//! They are found by doing every command everywhere, and the overlays are those that the model lists: a new one
//! is walked through by itself, or the test says that no way leads to it. Must not test what is drawn.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use churnroom::app::{Hit, Job, LayerKind, Looked, Model, Msg, OpenQuestion, ScreenKind, Task};
use churnroom::domain::against::ClaimedLoss;
use churnroom::domain::money::Cents;
use churnroom::domain::query::{Answer, Query};
use churnroom::keys::{Command, Context, Keymap};
use churnroom::store::{OpenOptions, Store};
use hashbrown::{HashMap, HashSet};
use strum::VariantArray;

use super::{Stage, draw, failure, sections, text};
use crate::demo::demo_room;

/// What answers, the same to the same question.
type Room = Rc<dyn Fn(&Query) -> Option<Answer>>;

/// A step on the way to what is drawn.
#[derive(Clone, Copy, Debug)]
enum Step {
    Do(Command),
    Write(&'static str),
    /// Files were looked at.
    Look,
}

use Step::{Do, Look, Write};

/// Ways to what no two commands lead to.
const FURTHER: [&[Step]; 8] = [
    &[Do(Command::Import), Write("paid.csv"), Do(Command::Accept)],
    &[
        Do(Command::Import),
        Write("paid.csv"),
        Do(Command::Accept),
        Look,
    ],
    &[
        Do(Command::Look1),
        Do(Command::Against),
        Write("theirs.csv"),
        Do(Command::Accept),
    ],
    &[Do(Command::Find), Write("invoice")],
    &[Do(Command::Action), Write("call them @")],
    &[
        Do(Command::Look2),
        Do(Command::Down),
        Do(Command::Open),
        Do(Command::Open),
    ],
    &[Do(Command::Look3), Do(Command::NextPane), Do(Command::Open)],
    &[Do(Command::Palette), Write("e")],
];

/// Overlays of a kind after which the rest is taken to look like them.
const ALIKE: usize = 4;

/// Steps after which nothing further is looked for.
const DEEP: usize = 3;

/// The demo's room, which answers for real, each question once.
fn demo(folder: &std::path::Path) -> Room {
    let store = RefCell::new(Store::open(&demo_room(folder), &OpenOptions::default()).unwrap());
    let known: RefCell<HashMap<String, Answer>> = RefCell::default();
    Rc::new(move |query| {
        let mut known = known.borrow_mut();
        let answer = known.entry(format!("{query:?}"));
        let answer = answer.or_insert_with(|| store.borrow_mut().answer(query).unwrap());
        Some(answer.clone())
    })
}

/// A small room with a meeting under way.
fn sitting() -> Room {
    Rc::new(|query| sections::answer(query, true))
}

/// Two files with much to say, and something open.
fn looked() -> Looked {
    let lines = (0..30).map(|n| (format!("column {n}"), "Seats, ".repeat(n)));
    Looked {
        words: vec!["paid.csv".to_owned()],
        lines: [("paid.csv · subscriptions".to_owned(), String::new())]
            .into_iter()
            .chain(lines)
            .collect(),
        open: vec![OpenQuestion {
            words: "`Seats` is not used; is the price for one of them".repeat(3),
            ways: vec![("--ignore Seats".to_owned(), "if it is right")],
            can_stand: true,
        }],
    }
}

/// The stage after some steps; `None` where one of them is not possible.
fn after(room: &Room, way: &[Step]) -> Option<Stage> {
    let answers = Rc::clone(room);
    let mut stage = Stage::new(move |query| answers(query));
    for step in way {
        match step {
            Do(command) if !stage.model.can(*command) => return None,
            Do(command) => {
                stage.tell(Msg::Click(Hit::Run(*command)));
                // What says that it can carry a command out does so.
                let refused = format!("{}: not possible here", command.words());
                assert_ne!(stage.model.shared.messages.status, refused, "{way:?}");
            }
            Write(words) => drop(stage.write(words)),
            Look => stage.tell(Msg::Looked(Vec::new(), Ok(looked()))),
        }
    }
    while let Some(task) = stage.effects.pop() {
        if let Task::Work(Job::Against {
            ticket,
            period,
            profile,
            ..
        }) = task
        {
            let rows = vec![ClaimedLoss {
                line: 2,
                account: "Zeppelin KG".to_owned(),
                name: String::new(),
                lost: Cents(12_000),
            }];
            let answer = room(&Query::Against {
                period,
                profile,
                rows,
            })?;
            stage.tell(Msg::Answered(ticket, Ok(answer)));
        }
    }
    Some(stage)
}

/// The overlay in front.
fn front(model: &Model) -> Option<LayerKind> {
    model.layers.last().map(|(_, layer)| layer.into())
}

/// Draws a model in windows of all heights and of all widths, and with a failure that takes rows of them.
fn walk(model: &mut Model) {
    (10..=24).for_each(|height| drop(draw(model, 40, height)));
    (11..=40)
        .step_by(3)
        .for_each(|height| drop(draw(model, 80, height)));
    (41..=131)
        .step_by(10)
        .for_each(|width| drop(draw(model, width, 13)));
    model.shared.messages.unread = Some(failure());
    (10..=15).for_each(|height| drop(draw(model, 40, height)));
}

/// What was met on the ways.
#[derive(Default)]
struct Met {
    /// Overlays.
    overlays: HashSet<LayerKind>,
    /// Commands that something in front says of whether they are possible, with the table of keys that is read there.
    answered: HashSet<(Context, Command)>,
}

impl Met {
    fn look(&mut self, model: &Model) {
        let front = model.front();
        let own = |c: &Command| front.can(*c, &model.shared).is_some() || model.can(*c);
        let commands = Command::all().map(|info| info.command).filter(own);
        self.answered.extend(commands.map(|c| (front.context(), c)));
        self.overlays.extend(self::front(model));
    }

    /// Lines of the tables of keys that nothing answers: a screen passes on what it does not know, so that nothing
    /// else would say that it has forgotten one.
    fn unanswered(&self) -> Vec<(Context, Command)> {
        let keymap = Keymap::built_in();
        let lines = Context::all().flat_map(|context| {
            let lines: Vec<Command> = keymap.bindings(context).map(|(c, _)| c).collect();
            lines.into_iter().map(move |command| (context, command))
        });
        let anywhere: HashSet<Command> = self.answered.iter().map(|(_, c)| *c).collect();
        let lacking = |(context, command): &(Context, Command)| match context {
            Context::Everywhere => !anywhere.contains(command),
            _ => !self.answered.contains(&(*context, *command)),
        };
        lines.filter(lacking).collect()
    }
}

/// Walks through all that commands lead to, but no longer through what looks alike.
fn walk_all(room: &Room, first: &[Step], met: &mut Met) {
    let screens = [
        Command::Lobby,
        Command::Look1,
        Command::Look2,
        Command::Look3,
        Command::Look4,
        Command::Look5,
        Command::Tagging,
    ];
    let mut ways: VecDeque<Vec<Step>> = screens
        .iter()
        .map(|c| [first, &[Do(*c)]].concat())
        .collect();
    ways.extend(FURTHER.iter().map(|way| [first, way].concat()));
    let mut pictures = HashSet::new();
    let mut kinds: HashMap<Option<LayerKind>, usize> = HashMap::new();
    while let Some(way) = ways.pop_front() {
        let Some(mut stage) = after(room, &way) else {
            continue;
        };
        if !pictures.insert(text(&draw(&mut stage.model, 80, 24))) {
            continue;
        }
        met.look(&stage.model);
        let kind = front(&stage.model);
        // What is possible everywhere is done on the first screen, and over the overlays.
        let everywhere = kind.is_some() || kinds.is_empty();
        let own = |command| {
            stage
                .model
                .front()
                .can(command, &stage.model.shared)
                .is_some()
        };
        let possible: Vec<Command> = Command::all()
            .map(|info| info.command)
            .filter(|c| stage.model.can(*c) && (everywhere || own(*c)))
            .collect();
        // The last one that is said is the one that panics.
        println!("{way:?}");
        let seen = kinds.entry(kind).or_default();
        *seen += 1;
        let fresh = *seen == 1;
        if kind.is_none() || *seen <= ALIKE {
            walk(&mut stage.model);
        }
        let steps = way.len() - first.len();
        if steps < 2 || fresh && steps < DEEP {
            ways.extend(
                possible
                    .into_iter()
                    .map(|c| [way.as_slice(), &[Do(c)]].concat()),
            );
        }
    }
}

#[test]
fn nothing_panics_in_a_window_of_any_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut met = Met::default();
    walk_all(&demo(folder.path()), &[], &mut met);
    walk_all(&sitting(), &[Write("g")], &mut met);
    walk_all(&(Rc::new(|_: &Query| None) as Room), &[], &mut met);
    let never: Vec<_> = LayerKind::VARIANTS
        .iter()
        .filter(|kind| !met.overlays.contains(*kind))
        .collect();
    assert!(never.is_empty(), "no way leads to {never:?}: add one");
    let forgotten = met.unanswered();
    assert!(forgotten.is_empty(), "no screen answers {forgotten:?}");
}

#[test]
fn a_window_too_small_for_anything_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = after(
        &demo(folder.path()),
        &[Do(Command::Look1), Do(Command::Start)],
    )
    .unwrap();
    for height in 1..=60 {
        for width in 1..=(if height < 10 { 200 } else { 39 }) {
            draw(&mut stage.model, width, height);
        }
    }
    assert_eq!(stage.model.shared.screen, ScreenKind::Numbers);
    let said = text(&draw(&mut stage.model, 39, 9)).replace('\n', " ");
    assert!(said.contains("needs 40 columns and 10 rows"), "{said}");
}
