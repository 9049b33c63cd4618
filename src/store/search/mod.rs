//! Full text: how words are folded, indexed, asked for and kept true. The only place that knows FTS5.
//! Must not know who asks, nor what an import is.

pub mod fold;
pub mod index;

#[cfg(test)]
mod tests;
