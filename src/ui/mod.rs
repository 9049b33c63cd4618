//! Draws the model. Must not decide anything or keep state of its own.
