//! The screens room.
