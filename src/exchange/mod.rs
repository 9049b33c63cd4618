//! Formats at the border: files to domain values, minutes and exports out of them. Must not know the store.
