//! churnroom: the room in which a team holds its churn review.
//!
//! This page is the map of the house, and must not grow code of its own. One crate, a library and a
//! thin binary; standard threads and one channel, no async runtime.
//!
//! # Rooms
//!
//! | room | what it is for |
//! |---|---|
//! | [`domain`] | pure: the words of the field, the numbers, `Query`, `Change`; time is an argument |
//! | [`store`] | the only place that knows SQLite; two doors, `answer(&Query)` and `apply(&Change)` |
//! | [`exchange`] | formats at the border: files to domain rows, minutes and exports out of answers |
//! | [`keys`] | the key table as data: commands with their words, chords, contexts |
//! | [`app`] | the core of the screens, pure: `update(&mut Model, Msg) -> Vec<Task>` |
//! | [`ui`] | draws `&Model`, and decides nothing |
//! | [`runtime`] | the only threads, terminal, signals and clock; the worker that owns the store |
//! | [`cli`] | a file per subcommand |
//!
//! # Arrows
//!
//! ```text
//!   cli ──► runtime ──► ui ──► app ──► keys ──► domain
//!    │         ├──► store ─────────────────────► domain
//!    └─────────┴──► exchange ──────────────────► domain
//! ```
//!
//! `store` and `app` never see each other: the app returns a `Task` with a `Query` or a
//! `Change`, the runtime hands it to the worker, and the answer comes back as a `Msg`. A test keeps
//! the table of who may import whom (`tests/tidy`).
//!
//! # One key press, from finger to disk
//!
//! `runtime` turns the terminal's event into a chord, [`keys`] looks it up in the context of the
//! screen, `app::update` changes the model and returns tasks, the worker applies the change in one
//! transaction together with its journal row, and its answer is the next message. `ui` draws when the
//! queue is empty.
//!
//! # Where do I change ...?
//!
//! | what | where |
//! |---|---|
//! | a field of a thing the room keeps | `Field` and what it bears on in `domain/field/names.rs`, the type and its row of the table beside it, a new file in `store/migrations/` with its line in `store/steps.rs`, and `store/schema.sql` as its test prints it: the store, undo, the command line, JSON, the edit menu and the mask read the row |
//! | whether a text may hold a customer's name | its row of the table (`open()` where it never does) |
//! | what a file may call a field | `import(..)` in the row; for ledgers, surveys, feedback and usage the table in `exchange/read/fields.rs`; what is kept of a ledger and of usage in `domain/import/fields.rs` |
//! | how a number is defined | `domain/`, the file with the number's name; the minutes' definitions beside `exchange/minutes` |
//! | what a key does | `keys/default.toml`, a new command's row in `keys/command.rs`, where it leads in `app/screens/mod.rs` (the compiler asks), and, if a screen carries it out, its arm in the screen's file in `app/screens/` |
//! | how a screen looks | the file of the same name in `ui/screens/`; of a list that has none, its columns and cells in `app/screens/`, drawn by `ui/screens/plain.rs`; colours in `ui/paint.rs` |
//! | what a question to the person leads to | where it is asked: every question is made with its reply (`app/cx/question.rs`) |
//! | a list to open over a screen | a file in `app/screens/` that says what is in it (`app/listing.rs`), and its lines in `app/screens/mod.rs`: it may be opened on what is selected, as the thread is |
//! | what a rule about signs can say, and which signs are known | `domain/signs/` |
//! | what learned risk learns from, and what it leaves out | `domain/risk/columns.rs` |
//! | what suggestions of tags are learned from | `domain/suggest/` |
//! | what is stored | a new file in `store/migrations/` with its line in `store/steps.rs`, `store/schema.sql` as its test prints it, then the thing's table of fields |
//! | what anybody can do | `domain/change.rs`, then the store; the compiler names every place that has to answer |
//! | what anybody can ask | `domain/query.rs`, with a small answer of its own and what it says in words there too, then its line in `store/answer.rs` (whether tags can be trusted: `store/trust.rs`); the compiler asks for both |
//! | how a name is found inside a text | `domain/masking/`; answers are covered as a whole at the doors, `runtime/covered.rs` |
//! | which words are nobody's name | `domain/masking/ordinary.rs` and the lists beside it |
//! | which column of an accounts file says whom to write to | `CONTACTS` in `domain/account.rs` |
//! | a tracker that actions go to | `exchange/actions_out.rs` |
//! | a subcommand | a file in `cli/`, its words in `cli/args.rs` and its line in `cli/mod.rs` |

// A `_` would let a new variant of our own enums compile where nobody has said what becomes of it.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]

pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod keys;
pub mod runtime;
pub mod store;
pub mod ui;
