//! Minutes from the room into a file, in the format that the file's name asks for, and their half page.
//! Must not know what they say: `exchange` writes them, whoever is asked answers.

use std::path::Path;

use crate::domain::asking::Ask;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::word::Word;
use crate::exchange::csv_out::write_file;
use crate::exchange::minutes::{Minutes, MinutesFormat};

/// Writes the minutes of a meeting and answers in words.
///
/// # Errors
/// The meeting's numbers are damaged, or the file cannot be written.
pub fn write(
    meeting: MeetingId,
    today: Day,
    path: &Path,
    masked: bool,
    asks: &mut Ask<'_>,
) -> Result<String, Failure> {
    let found = gather(meeting, today, masked, asks)?;
    let format = path
        .extension()
        .and_then(|e| MinutesFormat::from_word(e.to_str()?))
        .unwrap_or_default();
    let text = found.render(format)?;
    write_file(path, false, |out| out.write_all(text.as_bytes()))
        .map_err(|failure| failure.hint("`minutes` in the palette asks for another name"))?;
    Ok(format!("minutes written to {}", path.display()))
}

/// The half page of a meeting.
///
/// # Errors
/// The meeting's numbers are damaged.
pub fn half(
    meeting: MeetingId,
    today: Day,
    masked: bool,
    asks: &mut Ask<'_>,
) -> Result<String, Failure> {
    Ok(gather(meeting, today, masked, asks)?.half())
}

fn gather(
    meeting: MeetingId,
    today: Day,
    masked: bool,
    asks: &mut Ask<'_>,
) -> Result<Minutes, Failure> {
    let mut found = Minutes::gather(meeting, today, asks)?;
    found.masked = masked;
    Ok(found)
}
