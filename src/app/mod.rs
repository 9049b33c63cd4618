//! The core of the screens: model, messages, update. Must not know how anything is drawn, stored or timed.
