//! Moving the cursor of whichever pane has it. Must not know what a row is.

use crate::keys::Command;

use super::Numbers;
use super::pane::Pane;

impl Numbers {
    /// Moves by a command; whether it was one that moves here.
    pub(super) fn moved(&mut self, command: Command, page: usize) -> bool {
        match self.pane {
            // One column of rows: up from the first figure is what is said of them, and down again.
            Pane::Found if command == Command::Down && self.line.at() + 1 >= self.line.len() => {
                self.pane = Pane::Headlines;
                true
            }
            Pane::Found => self.line.step(command, page),
            Pane::Headlines if self.by.is_some() => self.cells.step(command, page),
            Pane::Headlines if command == Command::Up && self.figures.at() == 0 => {
                if !self.line.is_empty() {
                    self.pane = Pane::Found;
                    self.line.select(usize::MAX);
                }
                true
            }
            Pane::Headlines => self.figures.step(command, page),
            Pane::Bridge => self.bridge.step(command, page),
            Pane::Cohorts => self.cohort.step(command, page),
            Pane::Effects => self.looked_at.step(command, page),
            Pane::Trend => self.along(command),
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
            Pane::Found => self.line.select(row),
            Pane::Headlines if self.by.is_some() => self.cells.select(row),
            Pane::Headlines => self.figures.select(row),
            Pane::Bridge => self.bridge.select(row),
            Pane::Cohorts => self.cohort.select(row),
            Pane::Effects => self.looked_at.select(row),
            Pane::Trend => self.period.select(row),
        }
    }
}
