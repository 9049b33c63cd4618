//! Every test that needs more than one room of the house, in one binary so that SQLite links once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::too_many_lines,
    reason = "a test that cannot go on should stop, one that skips should say so, and a story is told in one piece"
)]

mod cli;
mod company;
mod contract;
mod demo;
mod intake;
mod masking;
mod meeting;
mod minutes;
mod pictures;
mod pty;
mod rooms;
mod screens;
mod tidy;
