//! The meeting's clock: stored spans, never ticks. Time that nobody sat in the room does not count.
//! Must not know what time it is: `now` is an argument.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::agenda::{Agenda, Section};
use super::day::Moment;
use super::field::Plain;

/// A stretch of time one section had the room's attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Attention {
    /// The section.
    pub section: Section,
    /// Which sitting, counted from 1: adjourning and going on starts the next.
    pub sitting: u32,
    /// When it began.
    pub from: Moment,
    /// When it ended; `None` while it runs.
    pub to: Option<Moment>,
}

/// Everything the clock knows. An open last span means it runs; none means it is paused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Clock {
    /// The section the meeting is in.
    pub section: Section,
    /// The present sitting, counted from 1; 0 before the first.
    pub sitting: u32,
    /// Closed spans, and at most one open one at the end.
    pub spans: Vec<Attention>,
    /// Seconds somebody added to a section (or `--until` took away), by section number - 1.
    pub extra: [i64; 5],
}

/// What the strip says of one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionTime {
    /// The section.
    pub section: Section,
    /// Seconds used.
    pub used: i64,
    /// Seconds it has, extensions included.
    pub has: i64,
}

impl SectionTime {
    /// Seconds over its time, 0 when within it.
    pub fn over(self) -> i64 {
        (self.used - self.has).max(0)
    }
}

impl Plain for Clock {}

impl Clock {
    /// Whether time is being counted.
    pub fn runs(&self) -> bool {
        self.spans.last().is_some_and(|span| span.to.is_none())
    }

    /// Begins (or goes on with) a sitting in the section the meeting is in.
    pub fn sit_down(mut self, now: Moment) -> Clock {
        self.sitting += 1;
        self.resume(now)
    }

    /// Goes on counting in the present section.
    pub fn resume(mut self, now: Moment) -> Clock {
        if !self.runs() {
            self.spans.push(Attention {
                section: self.section,
                sitting: self.sitting,
                from: now,
                to: None,
            });
        }
        self
    }

    /// Stops counting. After a crash `now` is the last heartbeat, so that dead time does not count.
    pub fn pause(mut self, now: Moment) -> Clock {
        if let Some(span) = self.spans.last_mut()
            && span.to.is_none()
        {
            span.to = Some(now.max(span.from));
        }
        self
    }

    /// Moves to a section, which adds to its time if it was open before.
    pub fn go_to(mut self, section: Section, now: Moment) -> Clock {
        let ran = self.runs();
        self = self.pause(now);
        self.section = section;
        if ran { self.resume(now) } else { self }
    }

    /// Gives the present section `seconds` more.
    pub fn extend(mut self, seconds: i64) -> Clock {
        self.extra[self.section as usize] += seconds;
        self
    }

    /// Shortens what is left to at most `seconds`: the sections from the present one on in proportion,
    /// Actions only when nothing else is left to take from; not a second is lost on the way. More time than is left changes nothing.
    pub fn fit(mut self, agenda: &Agenda, now: Moment, seconds: i64) -> Clock {
        let times = self.times(agenda, now).into_iter();
        let left = times.filter(|t| t.section >= self.section);
        let left = left.map(|t| (t.section, (t.has - t.used).max(0)));
        let left: Vec<(Section, i64)> = left.collect();
        let of = |last: bool| {
            let of = left
                .iter()
                .filter(|(s, _)| (*s == Section::Actions) == last);
            of.map(|(_, seconds)| seconds).sum::<i64>()
        };
        let (others, actions) = (of(false), of(true));
        let seconds = seconds.max(0);
        if seconds >= others + actions {
            return self;
        }
        let for_others = (seconds - actions).max(0);
        let (mut asked, mut given) = (0, 0);
        for (section, left) in left {
            let gets = if section == Section::Actions {
                seconds.min(actions)
            } else {
                asked += left;
                let so_far = asked * for_others / others.max(1);
                so_far - std::mem::replace(&mut given, so_far)
            };
            self.extra[section as usize] += gets - left;
        }
        self
    }

    /// The later section that pays for the present one's overtime: the next with time left,
    /// Actions only when no other has any. `None` when the section is within its time.
    pub fn lender(&self, agenda: &Agenda, now: Moment) -> Option<Section> {
        let times = self.times(agenda, now);
        if times[self.section as usize].over() == 0 {
            return None;
        }
        let later = times.into_iter().map(|t| (t.section, t.has > t.used));
        let lends = later.filter(|(section, some)| *some && *section > self.section);
        let lends = lends.map(|(section, _)| section);
        lends.min_by_key(|section| (*section == Section::Actions, *section))
    }

    /// Seconds used in a section.
    pub fn used(&self, section: Section, now: Moment) -> i64 {
        self.seconds(now, |span| span.section == section)
    }

    /// Seconds used altogether.
    pub fn total_used(&self, now: Moment) -> i64 {
        self.seconds(now, |_| true)
    }

    /// Used and available seconds of every section.
    pub fn times(&self, agenda: &Agenda, now: Moment) -> [SectionTime; 5] {
        Section::ALL.map(|section| SectionTime {
            section,
            used: self.used(section, now),
            has: agenda.seconds(section) + self.extra[section as usize],
        })
    }

    fn seconds(&self, now: Moment, wanted: impl Fn(&Attention) -> bool) -> i64 {
        let wanted = self.spans.iter().filter(|span| wanted(span));
        let each = wanted.map(|span| span.to.unwrap_or(now).since(span.from));
        each.sum()
    }
}

/// Seconds as `7:41`, from an hour on `1:02:03`.
pub fn minutes(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if h > 0 {
        format!("{sign}{h}:{m:02}:{s:02}")
    } else {
        format!("{sign}{m}:{s:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(clock: &Clock, now: Moment) -> Vec<i64> {
        let times = clock.times(&Agenda::default(), now);
        times.iter().map(|t| t.has - t.used).collect()
    }

    #[test]
    fn a_shorter_meeting_takes_from_actions_last() {
        let agenda = Agenda::default();
        let start = Moment(1000);
        for (minutes, expected) in [
            (60, [300, 900, 600, 600, 300]),
            (25, [150, 450, 300, 300, 300]),
            (5, [0, 0, 0, 0, 300]),
            (2, [0, 0, 0, 0, 120]),
        ] {
            let clock = Clock::default().sit_down(start);
            let clock = clock.fit(&agenda, start, minutes * 60);
            assert_eq!(left(&clock, start), expected, "{minutes} minutes");
        }
        for seconds in [1_141, 777, 301] {
            let clock = Clock::default().sit_down(start);
            let clock = clock.fit(&agenda, start, seconds);
            assert_eq!(left(&clock, start).iter().sum::<i64>(), seconds);
        }
    }

    #[test]
    fn overtime_is_paid_by_the_next_section_and_by_actions_last() {
        let agenda = Agenda::default();
        let clock = Clock::default().sit_down(Moment(0));
        assert_eq!(clock.lender(&agenda, Moment(299)), None);
        assert_eq!(clock.lender(&agenda, Moment(301)), Some(Section::Why));
        let clock = clock.go_to(Section::Target, Moment(0));
        assert_eq!(clock.lender(&agenda, Moment(700)), Some(Section::Actions));
        let clock = clock.go_to(Section::Actions, Moment(700));
        assert_eq!(clock.lender(&agenda, Moment(2000)), None);
    }

    #[test]
    fn dead_time_does_not_count() {
        let clock = Clock::default().sit_down(Moment(0));
        let clock = clock.pause(Moment(60)).resume(Moment(5000));
        assert_eq!(clock.used(Section::Numbers, Moment(5030)), 90);
        assert_eq!(clock.total_used(Moment(5030)), 90);
    }

    #[test]
    fn a_pause_before_its_span_began_counts_nothing() {
        let clock = Clock::default().sit_down(Moment(100)).pause(Moment(40));
        assert_eq!(clock.used(Section::Numbers, Moment(500)), 0);
        assert_eq!(clock.spans[0].to, Some(Moment(100)));
    }

    #[test]
    fn seconds_in_words() {
        assert_eq!(minutes(461), "7:41");
        assert_eq!(minutes(-5), "-0:05");
        assert_eq!(minutes(3723), "1:02:03");
    }
}
