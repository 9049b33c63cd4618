//! The command line through the real binary: shapes, exit codes, bad input, real data.

mod adjusting;
mod ahead;
mod back;
mod bad_input;
mod containers;
mod currencies;
mod edits;
mod erasing;
mod expect;
mod foreign;
mod kept;
mod looked_back;
mod marks;
mod meeting;
mod out;
mod real_data;
mod receipt;
mod reconcile;
mod restore;
mod risk;
pub(crate) mod room;
mod rows;
mod shapes;
mod ships;
mod tag_where;
mod touch;
mod warned;
