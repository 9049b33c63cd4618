//! The store as the worker's doors.
//! Must not know SQL, nor formats: importing is `intake`'s, minutes are `exchange`'s.

use std::path::Path;

use crate::domain::change::{Applied, Author, Change};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::masking::Mask;
use crate::domain::query::{Answer, Query};
use crate::domain::views::Present;
use crate::exchange::csv_out::write_file;
use crate::exchange::minutes::{Format, Minutes};
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
        meeting: MeetingId,
        today: Day,
        path: &Path,
        masked: bool,
    ) -> Result<String, Failure> {
        let mask = mask(self, masked)?;
        let found = Minutes::gather(meeting, today, &mut |query| self.answer(&query))?;
        let format = path
            .extension()
            .and_then(|e| Format::from_word(e.to_str()?))
            .unwrap_or_default();
        let text = found.masked(&mask).render(format)?;
        write_file(path, false, |out| out.write_all(text.as_bytes()))
            .map_err(|failure| failure.hint("`minutes` in the palette asks for another name"))?;
        Ok(format!("minutes written to {}", path.display()))
    }
}

fn mask(store: &mut Store, masked: bool) -> Result<Mask, Failure> {
    match store.answer(&Query::Names)? {
        Answer::Names(names) if masked => Mask::new(&names),
        _ => Ok(Mask::off()),
    }
}
