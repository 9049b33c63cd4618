//! Looking at another period from a section, outside a meeting: the one before, the next, the other length.
//! Must not know which screens let people do so.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "it takes its own commands and leaves all others to the screen"
)]

use crate::domain::period::Period;
use crate::keys::Command;

use super::cx::Cx;
use super::shared::Shared;

/// Whether a command would look at another period, and whether that is possible now: a meeting has one period.
pub fn can(command: Command, shared: &Shared) -> Option<bool> {
    let turns = matches!(
        command,
        Command::Left | Command::Right | Command::PeriodLength
    );
    turns.then(|| shared.sitting.is_none() && shared.period.is_some())
}

/// Looks at the period before, the next, or the one of the other length; `false` for other commands.
pub fn turn(command: Command, cx: &mut Cx<'_>) -> bool {
    let Some(period) = cx.shared.period else {
        return false;
    };
    let next = match command {
        Command::Left => period.previous(),
        Command::Right => period.plus(1),
        Command::PeriodLength => {
            let other = cx.shared.calendar.other_length(period);
            let back = cx.shared.month_of(period);
            back.filter(|_| matches!(other, Period::Month { .. }))
                .unwrap_or(other)
        }
        _ => return false,
    };
    cx.period(next);
    true
}
