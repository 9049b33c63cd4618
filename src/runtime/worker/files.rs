//! Files that the worker looks at and imports, saying how far it is. Must not know formats.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Serving, Worker};
use crate::app::Msg;
use crate::runtime::doors::Doors;
use crate::runtime::event::Event;

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

    pub(super) fn look_at(&mut self, person: String, words: Vec<String>) {
        let mut say = self.progress();
        let author = self.author(person);
        let looked = self.doors.look(&author, &words, &mut say);
        self.cover.renew();
        let looked = self.cover.told(&mut self.doors, looked);
        self.tell(Msg::Looked(words, looked));
    }

    pub(super) fn import(&mut self, person: String, words: &[String]) {
        let mut say = self.progress();
        let author = self.author(person);
        let done = self.doors.import(&author, words, &mut say);
        self.cover.renew();
        let done = self.cover.told(&mut self.doors, done);
        self.tell(Msg::Finished(done));
        self.feed();
    }
}
