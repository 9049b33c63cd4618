//! How many themes a meeting talks over, and what is next for it. Must not know which they are.

use std::ops::RangeInclusive;

use crate::app::screen::NextThing;
use crate::domain::money::counted;
use crate::keys::Command;

/// How many themes a meeting has time for.
pub const ENOUGH: RangeInclusive<usize> = 3..=5;

/// What is next with so many talked over in the meeting, or before it on the list for it.
pub(super) fn next_thing(many: usize, meeting: bool) -> NextThing {
    let (aim, most, some) = (ENOUGH.start(), ENOUGH.end(), counted(many, "theme"));
    match (meeting, many < *aim) {
        (true, true) => {
            let some = if many == 0 {
                "no theme".to_owned()
            } else {
                some
            };
            let told = format!("{some} talked over");
            NextThing::of(format!("is this what you hear? · {told}, aim for {aim}"))
                .or(format!("is this what you hear? · {told}"))
                .or(told)
                .by(Command::Mark)
        }
        (true, false) => {
            NextThing::of(format!("{some} talked over: is a reason missing?")).by(Command::Note)
        }
        (false, _) => NextThing::of(format!("{some} on the meeting's list, {aim} to {most} fit"))
            .by(Command::Mark),
    }
}
