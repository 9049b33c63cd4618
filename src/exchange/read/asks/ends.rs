//! Which of two days ends what somebody cancelled: that of the cancellation or the last one paid for; or that of a
//! column which is filled where the one of the ends is not. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::{count, counted};
use crate::exchange::read::Source;
use crate::exchange::read::cells::says_cancelled;
use crate::exchange::read::header::pairs;
use crate::exchange::read::values;
use crate::exchange::safe::{quoted, shell};

use super::suspects::ends_nothing;
use super::{Question, SAMPLE, STATES, Way, each_row};

/// What is open where a file has both days and nothing that says which of them counts.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let (true, Some(end), Some(paid), None) = (
        plain,
        column("end"),
        column("period_end"),
        column("at_period_end"),
    ) else {
        return Ok(None);
    };
    if source.given.contains(&end) || !says_cancelled(source) {
        return Ok(None);
    }
    let (mut both, mut later) = (0, 0);
    each_row(source, SAMPLE, |record| {
        let day = |at: usize| source.settled.days.read(record.cell(at));
        if let Some((end, paid)) = day(end).zip(day(paid)) {
            both += 1;
            later += u64::from(paid > end);
        }
        true
    })?;
    let [ended, until] = [end, paid].map(|at| quoted(&source.names[at], 40));
    let rows = counted(both, "cancelled row");
    let open = format!(
        "in {} of {rows} {until} is after {ended}, and nothing says until when they count",
        count(later)
    );
    let name = shell(&source.names[end]);
    let ways = vec![
        Way::when(
            format!("--map at_period_end={name}"),
            "if they count until the end of what is paid",
        ),
        Way::when(
            format!("--map end={name}"),
            "if they end on the day of the cancellation",
        ),
    ];
    Ok((later > 0).then(|| Question::new(&source.file, open, ways)))
}

/// A column that is called as ends are and has days where the column of the ends has none.
struct EndsBeside {
    column: usize,
    filled: u64,
    days: u64,
    /// Rows of which it alone has a day, and the first of those.
    rows: u64,
    seen: String,
}

/// What is open about such columns. Where `some_run` whose days are over, that a person said which column has the ends
/// may be the answer to that alone.
pub(super) fn beside(source: &Source, some_run: bool) -> Result<Vec<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let end = source
        .mapping
        .column("end")
        .filter(|at| plain && (some_run || !source.given.contains(at)));
    let Some(end) = end else {
        return Ok(Vec::new());
    };
    let mut beside = called_so(source);
    let (mut all, mut ends) = (0, 0);
    if !beside.is_empty() {
        each_row(source, SAMPLE, |record| {
            let ended = !values::is_nothing(record.cell(end));
            all += 1;
            ends += u64::from(ended);
            beside
                .iter_mut()
                .for_each(|of| of.look(source, record.cell(of.column), ended));
            true
        })?;
    }
    // What has a day in every row ended none of them, unless it is called so.
    let some = |of: &EndsBeside| of.filled < all || pairs::is_last(&source.names[of.column]);
    let is_one = |of: &&EndsBeside| of.rows > 0 && of.days * 10 >= of.filled * 9 && some(of);
    let found = beside.iter().filter(is_one);
    let found: Vec<&EndsBeside> = found.collect();
    // Which of several ended it is for a person to say.
    let proposed = if found.len() > 1 { 0 } else { usize::MAX };
    let asked = found.iter().map(|of| of.question(source, end, (all, ends)));
    Ok(asked.map(|question| question.proposing(proposed)).collect())
}

/// The columns that could be called as ends are, and are none.
fn called_so(source: &Source) -> Vec<EndsBeside> {
    let column = |field: &str| source.mapping.column(field);
    // Where another says until when they count, the day of a cancellation is no end.
    let canceled = column("canceled").filter(|_| column("at_period_end").is_none());
    let flag = column("status").filter(|_| source.flag.is_some());
    let other = canceled
        .into_iter()
        .chain(flag)
        .filter(|at| !source.given.contains(at));
    let free = source.unused().filter(|at| !source.is_idle(*at));
    // Where a status says who is gone, only what is called an end may be one as well.
    let stated = STATES
        .iter()
        .any(|field| column(field).is_some_and(|at| Some(at) != flag));
    let could_be = |name: &str| pairs::is_end(name) || !(stated || ends_nothing(name));
    let called = free.chain(other).filter(|at| could_be(&source.names[*at]));
    let beside = called.map(|column| EndsBeside {
        column,
        filled: 0,
        days: 0,
        rows: 0,
        seen: String::new(),
    });
    beside.collect()
}

impl EndsBeside {
    fn look(&mut self, source: &Source, cell: &str, ended: bool) {
        if values::is_nothing(cell) {
            return;
        }
        let day = cell.len() >= 8 && source.settled.days.could_be(cell);
        self.filled += 1;
        self.days += u64::from(day);
        if day && !ended {
            self.rows += 1;
            if self.seen.is_empty() {
                self.seen = quoted(cell, 20);
            }
        }
    }

    fn question(&self, source: &Source, end: usize, (all, ends): (u64, u64)) -> Question {
        let [name, of] = [self.column, end].map(|at| source.names[at].as_str());
        let open = format!(
            "{} is empty in {} of {}, and in {} of those {} has a day ({})",
            quoted(of, 40),
            count(all - ends),
            counted(all, "row"),
            count(self.rows),
            quoted(name, 40),
            self.seen
        );
        let both = match ends {
            0 => String::new(),
            _ => format!("--map end={} ", shell(of)),
        };
        let name = shell(name);
        let ways = vec![
            Way::when(format!("{both}--map end={name}"), "if that day ended it"),
            Way::when(format!("--ignore {name}"), "if it ended nothing"),
        ];
        Question::new(&source.file, open, ways)
    }
}
