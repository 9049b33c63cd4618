//! Threads, terminal, signals and clock. Must not know what a screen means.
