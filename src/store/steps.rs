//! The tables of every version: numbered SQL files, only ever added. Must not know what the tables mean.

use rusqlite::Connection;

use crate::domain::failure::Failure;

/// What the header of every room says: `chrm` in ASCII.
pub const APPLICATION_ID: i64 = 0x6368_726d;

/// The steps in order; a file's `user_version` is how many of them it has taken.
pub const STEPS: &[&str] = &[
    include_str!("migrations/0001_room.sql"),
    include_str!("migrations/0002_profile.sql"),
    include_str!("migrations/0003_usage.sql"),
    include_str!("migrations/0004_adjusted.sql"),
    include_str!("migrations/0005_marks.sql"),
    include_str!("migrations/0006_tick.sql"),
    include_str!("migrations/0007_sums.sql"),
    include_str!("migrations/0008_erased.sql"),
    include_str!("migrations/0009_raw.sql"),
    include_str!("migrations/0010_account_ids.sql"),
    include_str!("migrations/0011_warnings.sql"),
    include_str!("migrations/0012_losses_since.sql"),
    include_str!("migrations/0013_aims.sql"),
    include_str!("migrations/0014_letters.sql"),
    include_str!("migrations/0015_hundredths.sql"),
    include_str!("migrations/0016_given.sql"),
    include_str!("migrations/0017_codebook.sql"),
    include_str!("migrations/0018_letters_kept.sql"),
    include_str!("migrations/0019_claims.sql"),
    include_str!("migrations/0020_searches.sql"),
    include_str!("migrations/0021_summed.sql"),
    include_str!("migrations/0022_former_names.sql"),
    include_str!("migrations/0023_tallied.sql"),
    include_str!("migrations/0024_taken.sql"),
    include_str!("migrations/0025_rules.sql"),
    include_str!("migrations/0026_blind.sql"),
    include_str!("migrations/0027_former_ids.sql"),
    include_str!("migrations/0028_kept.sql"),
    include_str!("migrations/0029_outreach.sql"),
    include_str!("migrations/0030_judged.sql"),
    include_str!("migrations/0031_uncleaned.sql"),
];

/// How many steps the file has taken.
pub fn version(db: &Connection) -> Result<i64, Failure> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
