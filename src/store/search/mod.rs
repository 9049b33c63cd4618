//! Full text: how words are folded, indexed, asked for and kept true. The only place that knows FTS5.
//! Must not know who asks, nor what an import is.

pub mod asked;
mod conditions;
pub mod find;
pub mod index;
pub mod meanwhile;
pub mod pages;

#[cfg(test)]
mod paging;
#[cfg(test)]
mod tests;
