//! The two doors of the store, as everybody relies on them; each test runs in memory and on disk.

mod bulk;
mod changes;
mod claims;
mod codebook;
mod conflicts;
mod erased_sums;
mod erasing;
mod erasing_any;
mod fields;
mod files;
mod gate;
mod given;
mod ids;
mod import;
mod kinds;
mod lists;
mod marks;
mod merged;
mod off;
mod outreach;
mod receipt;
mod room;
mod rows;
mod searches;
mod sequences;
mod stale;
