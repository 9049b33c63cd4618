//! The customers that a file names, as it names them. Must not know what becomes of its rows: one that is rejected
//! names its customer too.

use std::collections::BTreeSet;
use std::io;

use hashbrown::HashSet;

use super::Source;
use super::records::FileRecord;
use super::stream::{Next, Stream};
use crate::domain::column::holds_names;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;

impl Source {
    /// What stands in its columns of accounts, each once; only what has a letter in it can be a name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn names(&self) -> Result<HashSet<String>, Failure> {
        let fields: &[&str] = match self.kind {
            ImportKind::Accounts => &["id", "also", "name"],
            ImportKind::Owners | ImportKind::Roadmap => &[],
            ImportKind::Subscriptions | ImportKind::Movements | ImportKind::Balances => {
                &["account"]
            }
            ImportKind::Surveys | ImportKind::Feedback | ImportKind::Usage => &["account"],
        };
        let columns = fields.iter().flat_map(|field| self.mapping.columns(field));
        let others = self.names.iter().enumerate();
        let others =
            others.filter(|(_, name)| self.kind == ImportKind::Accounts && holds_names(name));
        let columns: BTreeSet<usize> = columns.chain(others.map(|(at, _)| at)).collect();
        let (mut stream, mut record) = (Stream::of(self)?, FileRecord::default());
        let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", self.file), e);
        let mut names = HashSet::new();
        while !columns.is_empty()
            && stream.next_into(&mut record).map_err(unreadable)? != Next::Over
        {
            let cells = columns.iter().map(|at| record.cell(*at));
            for name in cells.filter(|cell| cell.contains(char::is_alphabetic)) {
                if !names.contains(name) {
                    names.insert(name.to_owned());
                }
            }
        }
        Ok(names)
    }
}
