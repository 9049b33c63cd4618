//! The key table as data. Must not know a terminal library or what a command does.
