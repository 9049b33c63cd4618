//! While files are read: which, and how far. Every key waits until that is done, but the one that stops it.
//! Must not know files.

use crate::app::cx::{Cx, FrameOrder};
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::keys::{Chord, Command, Context};

#[derive(Debug)]
pub struct ReadingLayer {
    /// What was typed: the files and what was said of them.
    pub words: Vec<String>,
}

impl ReadingLayer {
    /// The names of the files, without their folders.
    pub fn files(&self) -> String {
        let paths = self.words.iter().enumerate().filter(|(at, word)| {
            let value = at.checked_sub(1).and_then(|before| self.words.get(before));
            let value = value.is_some_and(|word| word.starts_with("--") && !word.contains('='));
            !word.starts_with("--") && (*at == 0 || !value)
        });
        let names = paths.map(|(_, path)| path.rsplit('/').next().unwrap_or(path));
        names.collect::<Vec<_>>().join(", ")
    }
}

impl Screen for ReadingLayer {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, _chord: Chord, _cx: &mut Cx<'_>) -> bool {
        true
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Back => {
                cx.close();
                cx.order(FrameOrder::StopReading);
            }
            Command::Quit | Command::Redraw | Command::Suspend => return false,
            _ => {}
        }
        true
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        matches!(command, Command::Back).then_some(true)
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Back]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_named_and_not_what_is_said_of_them() {
        let words = "/tmp/a b.csv --currency EUR ~/c.csv --ignore-rest --map account=Firm";
        let words = words.replace("a b", "a\u{a0}b");
        let reading = ReadingLayer {
            words: words.split(' ').map(str::to_owned).collect(),
        };
        assert_eq!(reading.files(), "a\u{a0}b.csv, c.csv");
    }
}
