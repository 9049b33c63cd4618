//! Somebody else's list of losses held against the room: the file is read, then the room is asked.
//! Must not know formats (`exchange::read`), nor how the two are compared.

use std::path::{Path, PathBuf};

use super::unpacked::Unpacking;
use crate::domain::against::Against;
use crate::domain::asking::{Ask, ask};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::room::Extent;
use crate::exchange::read::{self, Hints};

/// Which list, and what it is held against.
#[derive(Clone, Debug)]
pub struct WantedList<'a> {
    /// The file.
    pub path: &'a Path,
    /// Which sheet of it, where it is a workbook.
    pub sheet: Option<&'a str>,
    /// Columns a person named: a field of the list and its header.
    pub map: &'a [(String, String)],
    /// The period.
    pub period: Period,
    /// How the room's losses are counted; `None` the way the room has chosen.
    pub profile: Option<Profile>,
    /// Today, which the room is asked with.
    pub today: Day,
}

impl<'a> WantedList<'a> {
    /// A list of which nothing more was said.
    pub fn plain(path: &'a Path, period: Period, profile: Option<Profile>, today: Day) -> Self {
        WantedList {
            path,
            sheet: None,
            map: &[],
            period,
            profile,
            today,
        }
    }
}

/// Reads a list and holds it against the room.
///
/// # Errors
/// When the file cannot be used as a whole, or the room cannot be read.
pub fn against(wanted: &WantedList<'_>, room: &mut Ask<'_>) -> Result<Box<Against>, Failure> {
    let today = wanted.today;
    let extent: Box<Extent> = ask(room, Query::Extent { today })?;
    let mut unpacking = Unpacking::default();
    let hints = Hints {
        sheet: wanted.sheet.map(str::to_owned),
        ..Hints::default()
    };
    let unpacked = unpacking.of(wanted.path, &hints)?;
    let list = read::list(&unpacked.path, wanted.map, extent.currency.as_ref())?;
    let query = Query::Against {
        period: wanted.period,
        profile: wanted.profile,
        rows: list.rows,
    };
    let mut found: Box<Against> = ask(room, query)?;
    found.file = unpacked.file;
    found.notes.extend(unpacked.notes);
    found.unusable = list.rejected;
    found.notes.extend(list.notes);
    Ok(found)
}

/// A path as a shell would read it, as far as people expect: `~/` is home.
pub fn home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
