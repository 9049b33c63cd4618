//! Every test that needs more than one room of the house, in one binary so that SQLite links once.

mod tidy;
