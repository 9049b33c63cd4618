//! Formats at the border: files to domain values, and minutes, trackers and calendars from them.
//! Must not know tables, screens or threads.

pub mod actions_in;
pub mod actions_out;
pub mod codebook_file;
pub mod company;
pub mod csv_out;
pub mod minutes;
pub mod read;
pub mod safe;
pub mod shapes;
pub mod tags_file;
mod uid;
pub mod untold;
