//! Moving the cursor of whichever pane has it. Must not know what a row is.

use crate::keys::Command;

use super::NumbersScreen;
use super::pane::NumbersPane;

impl NumbersScreen {
    /// Moves by a command; whether it was one that moves here.
    pub(super) fn moved(&mut self, command: Command, page: usize) -> bool {
        match self.pane {
            // One column of rows: up from the first figure is what is said of them, and down again.
            NumbersPane::Found
                if command == Command::Down && self.line.at() + 1 >= self.line.len() =>
            {
                self.pane = NumbersPane::Headlines;
                true
            }
            NumbersPane::Found => self.line.step(command, page),
            NumbersPane::Headlines if self.by.is_some() => self.cells.step(command, page),
            NumbersPane::Headlines if command == Command::Up && self.figures.at() == 0 => {
                if !self.line.is_empty() {
                    self.pane = NumbersPane::Found;
                    self.line.select(usize::MAX);
                }
                true
            }
            NumbersPane::Headlines => self.figures.step(command, page),
            NumbersPane::Bridge => self.bridge.step(command, page),
            NumbersPane::Cohorts => self.cohort.step(command, page),
            NumbersPane::Effects => self.looked_at.step(command, page),
            NumbersPane::Trend => self.along(command),
        }
    }

    /// Left and right along the trend.
    fn along(&mut self, command: Command) -> bool {
        match command {
            Command::Left => self.period.step(Command::Up, 1),
            Command::Right => self.period.step(Command::Down, 1),
            _ => false,
        }
    }

    /// Selects a row.
    pub(super) fn select(&mut self, row: usize) {
        match self.pane {
            NumbersPane::Found => self.line.select(row),
            NumbersPane::Headlines if self.by.is_some() => self.cells.select(row),
            NumbersPane::Headlines => self.figures.select(row),
            NumbersPane::Bridge => self.bridge.select(row),
            NumbersPane::Cohorts => self.cohort.select(row),
            NumbersPane::Effects => self.looked_at.select(row),
            NumbersPane::Trend => self.period.select(row),
        }
    }
}
