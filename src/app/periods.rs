//! Looking at another period from a section, outside a meeting: the one before, the next, the other length.
//! Must not know which screens let people do so.

use crate::domain::period::Period;
use crate::keys::Command;

use super::cx::Cx;
use super::model::Shared;

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
        Command::PeriodLength => other_length(period),
        _ => return false,
    };
    cx.period(next);
    true
}

/// The quarter around a month, the last month of a quarter; for anything else the month it ends in.
pub fn other_length(period: Period) -> Period {
    match period {
        Period::Month { year, month } => Period::Quarter {
            year,
            quarter: month.div_ceil(3),
        },
        _ => Period::month_of(period.last()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_quarters_change_places() {
        for (from, to) in [
            ("2026-10", "2026-Q4"),
            ("2026-Q4", "2026-12"),
            ("2026-W41", "2026-10"),
            ("2026-09-15..2026-10-14", "2026-10"),
        ] {
            assert_eq!(other_length(from.parse().unwrap()).to_string(), to);
        }
    }
}
