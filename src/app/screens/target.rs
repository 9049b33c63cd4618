//! The Target screen: the period by plan, channel, segment or anything else, and what was decided on it.
//! Must not know how it is drawn, nor how cells are counted.

use crate::app::cx::{Basis, Cx, LetterQuestion, Meaning, Open};
use crate::app::list::{Chosen, moves};
use crate::app::screen::{Headline, NextThing, Screen, Touched};
use crate::app::screens::numbers::around::dimensions;
use crate::app::screens::numbers::behind::of_cell;
use crate::app::shared::Shared;
use crate::app::{deciding, periods};
use crate::domain::agenda::Section;
use crate::domain::change::{Change, Record, Subject};
use crate::domain::early::Early;
use crate::domain::ids::NoteId;
use crate::domain::metrics::{Breakdown, BreakdownRow, Dimension};
use crate::domain::money::{counted, part_of_accounts};
use crate::domain::note::{NoteKind, NoteView, Origin};
use crate::domain::query::{NoteFilter, Query};
use crate::domain::sort::sort_by_key;
use crate::domain::thread::ThreadOf;
use crate::keys::{Command, Context};

/// Which part has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TargetPane {
    #[default]
    Cells,
    /// Notes and decisions.
    Notes,
    /// Who was gone within 90 days.
    Early,
}

impl TargetPane {
    const ALL: [TargetPane; 3] = [TargetPane::Cells, TargetPane::Notes, TargetPane::Early];

    fn step(self, by: usize) -> TargetPane {
        TargetPane::ALL[(self as usize + by) % TargetPane::ALL.len()]
    }
}

#[derive(Debug, Default)]
pub struct TargetScreen {
    /// The dimension asked for; the first one until chosen.
    by: Option<Dimension>,
    /// The period by that dimension; `None` until answered.
    pub breakdown: Option<Box<Breakdown>>,
    /// The cells by their values, and which one the cursor is on.
    pub cells: Chosen<String>,
    /// Notes and decisions on segments, newest first; `None` until answered.
    pub notes: Option<Vec<NoteView>>,
    /// Which note the cursor is on.
    pub note: Chosen<NoteId>,
    /// Which part has the cursor.
    pub pane: TargetPane,
    /// Who was gone within 90 days, by the same dimension.
    pub early: Option<Box<Early>>,
}

impl TargetScreen {
    /// The dimension shown.
    pub fn dimension<'a>(&'a self, shared: &'a Shared) -> Option<&'a Dimension> {
        let all = shared.dimensions();
        let kept = self.by.as_ref().filter(|by| all.contains(by));
        kept.or_else(|| all.first())
    }

    /// The cells in their order: by lost MRR, then those too few to rank.
    pub fn rows(&self) -> &[BreakdownRow] {
        self.breakdown.as_ref().map_or(&[], |b| &b.rows)
    }

    /// The selected cell.
    pub fn selected(&self) -> Option<&BreakdownRow> {
        let value = self.cells.key()?;
        self.rows().iter().find(|r| r.value == *value)
    }

    fn cell(&self) -> Option<(&Dimension, &String)> {
        self.breakdown.as_ref().map(|b| &b.by).zip(self.cells.key())
    }

    /// The selected cell as a segment: `plan=Team`; empty when there is none.
    pub fn segment(&self) -> String {
        let cell = self.cell();
        cell.map_or_else(String::new, |(by, value)| by.cell(value))
    }

    pub fn selected_note(&self) -> Option<&NoteView> {
        let id = self.note.key()?;
        self.notes.iter().flatten().find(|n| n.note.id == *id)
    }

    fn ask(&self, cx: &mut Cx<'_>) {
        let Some(period) = cx.shared.period else {
            return;
        };
        if let Some(by) = self.dimension(cx.shared).cloned() {
            let early = Query::Early {
                period,
                by: by.clone(),
            };
            cx.ask(early, |s: &mut TargetScreen, early, _| s.early = early);
            let breakdown = Query::Breakdown {
                period,
                by,
                profile: cx.shared.kept_profile(),
            };
            cx.ask(breakdown, |s: &mut TargetScreen, all: Box<Breakdown>, _| {
                s.cells.fill(all.rows.iter().map(|r| r.value.clone()));
                s.breakdown = Some(all);
            });
        }
    }

    fn take_notes(&mut self, mut notes: Vec<NoteView>, _cx: &mut Cx<'_>) {
        notes.retain(|n| {
            let origin = &n.note.origin;
            origin.section == Some(Section::Target) || !origin.segment.is_empty()
        });
        sort_by_key(&mut notes, |n| std::cmp::Reverse((n.note.at, n.note.id)));
        self.note.fill(notes.iter().map(|n| n.note.id));
        self.notes = Some(notes);
    }

    /// Another dimension, `by` places on.
    fn turn(&mut self, by: usize, cx: &mut Cx<'_>) {
        let all = cx.shared.dimensions();
        let now = self.dimension(cx.shared);
        let at = all.iter().position(|d| Some(d) == now).unwrap_or(0);
        self.by = all.get((at + by) % all.len().max(1)).cloned();
        self.ask(cx);
    }

    /// The accounts behind the selected cell, or those gone within 90 days.
    fn behind(&self, shared: &Shared) -> Option<Open> {
        let early = self.early.as_ref().map(|early| early.what());
        let behind = match self.pane {
            TargetPane::Cells => {
                let by = self.breakdown.as_ref()?.by.clone();
                let numbers = of_cell().into_iter().chain(early).collect();
                Basis::Cell(numbers, by, self.cells.key()?.clone())
            }
            TargetPane::Early => Basis::Numbers(vec![early?]),
            TargetPane::Notes => return None,
        };
        Some(Open::Behind(shared.period?, behind))
    }

    /// What the selected cell's figures mean and are made of.
    fn define(&self, cx: &mut Cx<'_>) {
        let by = self.breakdown.as_ref().map(|b| b.by.clone());
        let cell = by.zip(self.cells.key().cloned());
        if let (Some(period), Some(cell)) = (cx.shared.period, cell) {
            cx.open(Meaning {
                cell: Some(cell),
                ..Meaning::of(period)
            });
        }
    }

    fn edit(&self, cx: &mut Cx<'_>) {
        if let Some(view) = self.selected_note() {
            deciding::edit::<TargetScreen>(&view.note, "Change the words", cx);
        }
    }

    fn ask_drop(&self, cx: &mut Cx<'_>) {
        if let Some(view) = self.selected_note() {
            let note = view.note.clone();
            let question = LetterQuestion::new(cx.place, "Remove this for good?")
                .line(note.text.clone())
                .answer('y', "remove it", |_: &mut TargetScreen, cx| {
                    cx.apply(Change::remove(Record::Note(note)));
                });
            cx.open(question);
        }
    }
}

/// `2 of 40 accounts left`, `€1,200 lost`; that it cannot be told, where losses are not known.
fn gone(row: &BreakdownRow, shared: &Shared) -> [String; 2] {
    let counts = &row.metrics.accounts;
    if !row.metrics.is_told() {
        let of = ["who left", "what was lost"];
        return of.map(|what| format!("{what} cannot be told"));
    }
    let part = part_of_accounts(counts.churned, counts.opening);
    [
        format!("{part} left"),
        format!("{} lost", shared.money(row.lost)),
    ]
}

impl Screen for TargetScreen {
    fn context(&self) -> Context {
        Context::Target
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
        let filter = NoteFilter {
            kinds: vec![NoteKind::Note, NoteKind::Decision, NoteKind::Question],
            ..NoteFilter::default()
        };
        cx.ask(Query::Notes(filter), TargetScreen::take_notes);
    }

    fn room_read(&mut self, cx: &mut Cx<'_>) {
        if self.breakdown.is_none() {
            self.ask(cx);
        }
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.rows || touched.accounts || touched.notes
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match (command, self.pane) {
            (Command::NextPane, pane) => self.pane = pane.step(1),
            (Command::PreviousPane, pane) => self.pane = pane.step(2),
            (Command::By, _) => cx.open(dimensions(cx, |s: &mut TargetScreen, by, cx| {
                s.by = by;
                s.ask(cx);
            })),
            (Command::NextVariant, _) => self.turn(1, cx),
            (Command::PreviousVariant, _) => {
                let all = cx.shared.dimensions().len();
                self.turn(all.saturating_sub(1), cx);
            }
            (Command::Open, _) => cx.open_some(self.behind(cx.shared)),
            (Command::Edit, TargetPane::Notes) => self.edit(cx),
            (Command::Drop, TargetPane::Notes) => self.ask_drop(cx),
            (Command::Define, TargetPane::Cells) => self.define(cx),
            _ if !moves(command) => return periods::turn(command, cx),
            (_, TargetPane::Cells) => return self.cells.step(command, cx.shared.look.page()),
            (_, TargetPane::Notes) => return self.note.step(command, cx.shared.look.page()),
            (_, TargetPane::Early) => return false,
        }
        true
    }

    fn seek(&mut self, subject: Subject, _cx: &mut Cx<'_>) {
        if let Subject::Note(id) = subject {
            self.pane = TargetPane::Notes;
            self.note.seek(id);
        }
    }

    fn clicked(&mut self, row: usize, _cx: &mut Cx<'_>) {
        match self.pane {
            TargetPane::Cells => self.cells.select(row),
            TargetPane::Notes => self.note.select(row),
            TargetPane::Early => {}
        }
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        let writes = shared.writes();
        match command {
            Command::NextPane | Command::PreviousPane => Some(true),
            Command::NextVariant | Command::PreviousVariant => Some(shared.dimensions().len() > 1),
            Command::Open => Some(self.behind(shared).is_some()),
            Command::By => Some(!shared.dimensions().is_empty()),
            Command::Edit | Command::Drop => {
                Some(writes && self.pane == TargetPane::Notes && !self.note.is_empty())
            }
            _ if moves(command) => Some(true),
            _ => periods::can(command, shared),
        }
    }

    fn next_thing(&self, shared: &Shared) -> Option<NextThing> {
        let meeting = shared.sitting.map(|sitting| sitting.meeting);
        let decided = |view: &&NoteView| {
            let note = &view.note;
            note.kind == NoteKind::Decision && note.origin.meeting == meeting
        };
        let decided = self.notes.as_ref()?.iter().filter(decided).count();
        let next = match decided {
            1.. if meeting.is_some() => NextThing::of(format!(
                "{}: is there another?",
                counted(decided, "decision")
            )),
            _ => NextThing::of("who should we stop selling to, or sell to otherwise?")
                .or("who should we stop selling to?"),
        };
        Some(next.by(Command::Decision).behind(" decides"))
    }

    fn footer(&self) -> &'static [Command] {
        match self.pane {
            TargetPane::Cells | TargetPane::Early => &[
                Command::NextVariant,
                Command::Open,
                Command::Decision,
                Command::Note,
                Command::Action,
                Command::NextPane,
                Command::Help,
            ],
            TargetPane::Notes => &[
                Command::Edit,
                Command::Drop,
                Command::Decision,
                Command::Note,
                Command::NextPane,
                Command::Help,
            ],
        }
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        Some(match (command, self.pane) {
            (Command::NextVariant, _) => "by something else",
            (Command::Open, _) => "who",
            (Command::NextPane, TargetPane::Cells) => "notes",
            (Command::NextPane, TargetPane::Notes) => "gone early",
            (Command::NextPane, TargetPane::Early) => "numbers",
            (Command::Drop, _) => "remove",
            _ => return None,
        })
    }

    fn headline(&self, shared: &Shared) -> Option<Headline> {
        let row = self.selected()?;
        let average = match (row.too_few, row.of_average) {
            (true, _) => ", too few to rank".to_owned(),
            (false, Some(ratio)) => format!(", {ratio:.1} x the average"),
            (false, None) => String::new(),
        };
        let [left, lost] = gone(row, shared);
        Some(Headline {
            big: row.value.clone(),
            words: vec![format!("{lost}{average}"), left],
        })
    }

    fn origin(&self) -> Origin {
        Origin {
            segment: self.segment(),
            ..Origin::default()
        }
    }

    fn subject(&self) -> Option<Subject> {
        let id = self.note.key().filter(|_| self.pane == TargetPane::Notes)?;
        Some(Subject::Note(*id))
    }

    fn thread(&self) -> Option<ThreadOf> {
        let cell = self.cell().filter(|_| self.pane == TargetPane::Cells);
        let segment = cell.map(|(by, value)| ThreadOf::Segment((by.clone(), value.clone())));
        segment.or_else(|| self.subject().map(ThreadOf::Thing))
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        match self.pane {
            TargetPane::Early => None,
            TargetPane::Cells => {
                let row = self.selected()?;
                let [left, lost] = gone(row, shared);
                Some(format!("{} · {left} · {lost}", self.segment()))
            }
            TargetPane::Notes => Some(self.selected_note()?.note.text.clone()),
        }
    }
}
