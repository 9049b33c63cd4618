//! The store as the worker's doors.
//! Must not know SQL, nor formats: importing is `intake`'s, minutes are `exchange`'s.

use std::path::Path;

use crate::domain::change::{Applied, Author, Change};
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::query::{Answer, Query};
use crate::domain::views::Present;
use crate::store::Store;

use super::doors::Doors;

impl Doors for Store {
    fn answer(&mut self, query: &Query) -> Result<Answer, Failure> {
        Store::answer(self, query)
    }

    fn apply(&mut self, author: &Author, change: &Change) -> Result<Applied, Failure> {
        Store::apply(self, author, change)
    }

    fn version(&self) -> Result<i64, Failure> {
        self.data_version()
    }

    fn beat(&mut self, present: &Present) -> Result<(), Failure> {
        Store::beat(self, present)
    }

    fn turn_read_only(&mut self, reason: String) {
        Store::turn_read_only(self, reason);
    }

    fn import(
        &mut self,
        _author: &Author,
        _paths: &[String],
        _say: &mut dyn FnMut(String),
    ) -> Result<String, Failure> {
        Err(
            Failure::failed("importing from the screen is not possible yet")
                .hint("use `churnroom import FILES`"),
        )
    }

    fn minutes(
        &mut self,
        _meeting: MeetingId,
        _path: &Path,
        _masked: bool,
    ) -> Result<String, Failure> {
        Err(
            Failure::failed("writing minutes from the screen is not possible yet")
                .hint("use `churnroom minutes`"),
        )
    }
}
