//! Days on which something was said that are one and the same in all rows, as that of an export is, where another column
//! has several. Must not decide.

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::count;
use crate::exchange::read::Source;
use crate::exchange::safe::{quoted, shell};

use super::likely::LikelyLook;
use super::{Question, SAMPLE, Way, each_row};

/// Fewer rows may well be of one day.
const FEW: u64 = 5;

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source, looked: &LikelyLook) -> Result<Option<Question>, Failure> {
    let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
    let open = said && source.mapping.shape.is_none();
    let own = source
        .mapping
        .column("received")
        .filter(|at| open && !source.given.contains(at));
    let Some(own) = own else {
        return Ok(None);
    };
    let Some((rows, day)) = only_day(source, own, FEW)? else {
        return Ok(None);
    };
    let others = looked.at(source)?.days(source);
    let mut other = None;
    for at in others {
        if only_day(source, at, 1)?.is_none() {
            other = Some(at);
            break;
        }
    }
    Ok(other.map(|other| {
        let [own, other] = [own, other].map(|at| source.names[at].as_str());
        let open = format!(
            "{} is {day} in all {} rows, and {} has several days; which is the one on which it was said",
            quoted(own, 40),
            count(rows),
            quoted(other, 40)
        );
        let ways = vec![
            Way::of(format!("--map received={}", shell(other))),
            Way::of(format!("--map received={}", shell(own))),
        ];
        Question::new(&source.file, open, ways)
    }))
}

/// The only day of a column, and in how many rows, where there are so many.
fn only_day(source: &Source, at: usize, least: u64) -> Result<Option<(u64, Day)>, Failure> {
    let (mut rows, mut only, mut several) = (0, None, false);
    each_row(source, SAMPLE, |record| {
        if let Some(day) = source.settled.days.read(record.cell(at)) {
            rows += 1;
            several |= *only.get_or_insert(day) != day;
        }
        !several
    })?;
    Ok(only
        .filter(|_| !several && rows >= least)
        .map(|day| (rows, day)))
}
