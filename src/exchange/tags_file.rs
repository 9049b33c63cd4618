//! The file in which tags go from one room to another: CSV, a row a tag of the codebook and a row a tag on a text.
//! Must not know how a room takes it in.

mod out;
mod read;

pub use out::{gather, write};
pub use read::{RefusedLine, is_one, read, tag_name};

/// The columns. The first tells what a row is, and by it the file is known for what it is.
const COLUMNS: [&str; 18] = [
    "churnroom",
    "tag",
    "theme",
    "key",
    "description",
    "by",
    "at",
    "n",
    "mark",
    "pinned",
    "survey",
    "id",
    "account",
    "received",
    "source",
    "reason",
    "text",
    "score",
];

/// More of a tag of the codebook, by its fields' keys, and of a tag on a text the list that it was taken from: files that
/// were written before these were kept lack them.
const MORE: [&str; 6] = ["examples", "also", "archived", "taken", "rules", "before"];

/// What a row of the codebook is called.
const BOOK: &str = "tag";

/// What a row of a text is called.
const TEXT: &str = "text";

/// What a row of a text is called that says which tag, or which mark, was taken off it.
const OFF: &str = "off";
