//! Files: those that the worker looks at and imports, saying how far it is, the minutes it writes, and the room's
//! own when another lies in its place. Must not know formats.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use traversable::TraversableMut;

use super::{Serving, Worker};
use crate::app::Msg;
use crate::domain::asking::Ask;
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::masking::Mask;
use crate::runtime::covered::Cover;
use crate::runtime::doors::Doors;
use crate::runtime::event::Event;
use crate::runtime::minutes;

impl Worker {
    /// Has the files that are being read given up, as soon as somebody looks whether to go on.
    pub fn stop_reading(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl<D: Doors> Serving<D> {
    /// How far a long job is, for whoever waits, and whether it goes on.
    fn progress(&mut self) -> impl FnMut(String) -> bool + use<D> {
        let stop = Arc::clone(&self.stop);
        let events = self.events.clone();
        let mask = self.cover.mask(&mut self.doors).ok();
        move |words: String| {
            let words = mask.iter().map(|mask| mask.text(&words).into_owned());
            words.for_each(|words| drop(events.send(Event::Msg(Msg::Progress(words)))));
            !stop.load(Ordering::Relaxed)
        }
    }

    /// Says once what became of the room's file.
    pub(super) fn look_at_file(&mut self) {
        if let Some(failure) = self.doors.lost() {
            self.tell(Msg::Lost(failure));
        }
    }

    /// What fails because of that is told after it.
    pub(super) fn look_after<T>(&mut self, outcome: &Result<T, Failure>) {
        if outcome.is_err() {
            self.look_at_file();
        }
    }

    /// Somebody looked through the file by its name, and found it damaged.
    pub(super) fn unsound(&mut self) {
        self.look_at_file();
        if let Some(failure) = self.doors.damaged() {
            self.doors.turn_read_only(failure.message.clone());
            self.tell(Msg::Unsound(failure));
        }
    }

    /// What lies now where the room's file was; nothing that was known of the other room is true of it.
    pub(super) fn open_anew(&mut self) {
        let opened = self.doors.open_anew();
        if opened.is_ok() {
            self.cover = Cover::new(self.cover.is_on());
            self.seen = None;
            self.version = self.doors.version().unwrap_or_default();
            self.others = None;
            self.present.meeting = None;
        }
        self.tell(Msg::OpenedAnew(opened));
    }

    pub(super) fn write_minutes(&mut self, meeting: MeetingId, path: &str) {
        let (path, today) = (Path::new(path), self.clock.today());
        let masked = self.cover.is_on();
        let asks: &mut Ask<'_> = &mut |query| self.cover.answer(&mut self.doors, &query);
        let done = minutes::write(meeting, today, path, masked, asks);
        self.tell(Msg::Finished(done));
    }

    pub(super) fn make_half_page(&mut self, meeting: MeetingId) {
        let (today, masked) = (self.clock.today(), self.cover.is_on());
        let asks: &mut Ask<'_> = &mut |query| self.cover.answer(&mut self.doors, &query);
        let made = minutes::half(meeting, today, masked, asks);
        self.tell(Msg::Made("the half page", made));
    }

    /// What covers what is said of files: it knows the names that stand in them as well.
    fn mask_over(&mut self, words: &[String]) -> Result<Mask, Failure> {
        self.cover.renew();
        if self.cover.is_on() {
            let names = self.doors.names(words).unwrap_or_default();
            self.cover.learn(&mut self.doors, names)?;
        }
        self.cover.mask(&mut self.doors)
    }

    /// What became of files, covered; the names that stand in them are not known any more after it.
    fn told_of<T: TraversableMut>(
        &mut self,
        mask: &Mask,
        done: Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.cover.renew();
        done.map(|done| mask.covered(done))
            .map_err(|failure| mask.covered(failure))
    }

    pub(super) fn look_at(&mut self, person: String, words: Vec<String>) {
        let mut say = self.progress();
        let author = self.author(person);
        let looked = self.mask_over(&words).and_then(|mask| {
            let looked = self.doors.look(&author, &words, &mask, &mut say);
            self.told_of(&mask, looked)
        });
        self.tell(Msg::Looked(words, looked));
    }

    pub(super) fn import(&mut self, person: String, words: &[String]) {
        let mut say = self.progress();
        let author = self.author(person);
        let done = self.mask_over(words);
        let done = done.and_then(|mask| self.doors.import(&author, words, &mask, &mut say));
        self.look_after(&done);
        // What came in has its own aliases by now.
        let done = self
            .mask_over(words)
            .and_then(|mask| self.told_of(&mask, done));
        self.tell(Msg::Finished(done));
        self.feed();
    }
}
