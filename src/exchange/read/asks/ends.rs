//! Which of two days ends what somebody cancelled: that of the cancellation, or the last one paid for.
//! Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::{count, counted};
use crate::exchange::read::Source;
use crate::exchange::read::cells::says_cancelled;
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

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
        Way {
            option: format!("--map at_period_end={name}"),
            when: "if they count until the end of what is paid",
        },
        Way {
            option: format!("--map end={name}"),
            when: "if they end on the day of the cancellation",
        },
    ];
    Ok((later > 0).then(|| Question::new(source, open, ways)))
}
