//! Calendar days and moments: the only two notions of time the numbers know.
//! Must not know the clock: today and now are arguments that come from the outer edge.

use std::str::FromStr;

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use traversable::TraversableMut;

use super::failure::Failure;
use super::word::NotRead;

/// A calendar day as written, without a zone: days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, derive_more::Display)]
#[display("{}", self.date().format("%Y-%m-%d").to_string())]
#[derive(PartialOrd, Ord, TraversableMut)]
pub struct Day(pub i32);

impl Day {
    /// The first day that can be written with a year of four digits, 0001-01-01.
    pub const FIRST: Day = Day(-719_162);

    /// The last one, 9999-12-31.
    pub const LAST: Day = Day(2_932_896);

    /// Whether it lies between the two: anything else is a slip or damage.
    pub fn is_sound(&self) -> bool {
        (Day::FIRST..=Day::LAST).contains(self)
    }

    /// The day of a civil date, or `None` if there is no such date.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day::from)
    }

    /// The civil date of this day.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(NaiveDate::MAX)
    }

    /// Calendar year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// Month of the year, 1 to 12.
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// Day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// The day `days` later (earlier when negative).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The day before.
    pub fn before(self) -> Day {
        self.plus(-1)
    }

    /// The first day of this day's month.
    pub fn month_start(self) -> Day {
        self.date().with_day(1).map_or(self, Day::from)
    }

    /// The last day of this day's month.
    pub fn month_end(self) -> Day {
        self.month_start().plus_months(1).before()
    }

    /// The same day `months` later, clipped to the month's end (31 Jan + 1 month = 28 or 29 Feb).
    pub fn plus_months(self, months: i32) -> Day {
        let step = Months::new(months.unsigned_abs());
        let date = if months < 0 {
            self.date().checked_sub_months(step)
        } else {
            self.date().checked_add_months(step)
        };
        date.map_or(self, Day::from)
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// How a person reads it on a screen: `Fri 20 Nov 2026`.
    pub fn long(self) -> String {
        self.date().format("%a %-d %b %Y").to_string()
    }

    /// The shortest form that is still a day: `12 Oct`.
    pub fn short(self) -> String {
        self.date().format("%-d %b").to_string()
    }

    /// The same, with its year where that is not today's.
    pub fn near(self, today: Day) -> String {
        match self.year() == today.year() {
            true => self.short(),
            false => self.dated(),
        }
    }

    /// The same with its year: `5 Oct 2026`.
    pub fn dated(self) -> String {
        format!("{} {}", self.short(), self.year())
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day(date.to_epoch_days())
    }
}

/// The months' names in small letters, a blank between two.
pub const MONTHS: &str =
    "january february march april may june july august september october november december";

/// The month a word names, 1 to 12, by its first three letters or more: `jul`, `July`, `sept`.
pub fn month_named(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let named = |(_, month): &(u32, &str)| word.len() >= 3 && month.starts_with(&word);
    (1..).zip(MONTHS.split(' ')).find(named).map(|(n, _)| n)
}

impl FromStr for Day {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Day, NotRead> {
        // Chrono takes years of fewer and, behind a sign, of more digits.
        let year = text.trim().split('-').next().filter(|year| year.len() == 4);
        let date = year.and_then(|_| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok());
        let day = date.map(Day::from).filter(Day::is_sound);
        let wrong = || NotRead(format!("`{text}` is not a day; write it as 2026-10-31"));
        day.ok_or_else(wrong)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Day, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A moment: seconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[derive(PartialOrd, Ord, TraversableMut)]
pub struct Moment(pub i64);

/// How long after now a time of day that is over today can be meant of tomorrow: a meeting may go past midnight.
const NIGHT: i64 = 6 * 3600;

impl Moment {
    /// Seconds from `earlier` to this moment, never negative.
    pub fn since(self, earlier: Moment) -> i64 {
        (self.0 - earlier.0).max(0)
    }

    /// Seconds between two moments, whichever came first: the clock may have been put back.
    pub fn apart(self, other: Moment) -> u64 {
        self.0.abs_diff(other.0)
    }

    /// The moment `seconds` later.
    pub fn plus(self, seconds: i64) -> Moment {
        Moment(self.0 + seconds)
    }

    /// Local wall time at an offset from UTC in seconds, `14:07`.
    pub fn hh_mm(self, utc_offset: i32) -> String {
        let time = self.at_offset(utc_offset);
        time.map_or_else(String::new, |t| t.format("%H:%M").to_string())
    }

    /// The local calendar day at an offset from UTC in seconds.
    pub fn day(self, utc_offset: i32) -> Day {
        let time = self.at_offset(utc_offset);
        time.map_or(Day(0), |t| t.date_naive().into())
    }

    /// The next moment at which a clock on the wall shows `HH:MM`, this one included; fails on what is no time, and on one
    /// that is over today and is not in the night to come.
    pub fn next_at(self, text: &str, utc_offset: i32) -> Result<Moment, Failure> {
        let time = NaiveTime::parse_from_str(text.trim(), "%H:%M");
        let time = time.map_err(|_| {
            Failure::usage(format!("`{text}` is not a time of day")).hint("write it as 14:45")
        })?;
        let local = (self.0 + i64::from(utc_offset)).rem_euclid(24 * 3600);
        let ahead = i64::from(time.num_seconds_from_midnight()) - local;
        let next = ahead.rem_euclid(24 * 3600);
        if ahead < 0 && next > NIGHT {
            let (text, now) = (text.trim(), self.hh_mm(utc_offset));
            let over = format!("{text} is over today: it is {now}");
            return Err(Failure::usage(over).hint("write a time that is still to come today"));
        }
        Ok(self.plus(next))
    }

    fn at_offset(self, utc_offset: i32) -> Option<DateTime<FixedOffset>> {
        let zone = FixedOffset::east_opt(utc_offset)?;
        Some(DateTime::from_timestamp(self.0, 0)?.with_timezone(&zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_clipped_to_their_end() {
        let day = Day::ymd(2024, 1, 31).unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2024-02-29");
        assert_eq!(day.plus_months(-2).to_string(), "2023-11-30");
        assert_eq!(day.month_end(), day);
    }

    #[test]
    fn a_day_of_another_year_says_so() {
        let day = Day::ymd(2025, 10, 10).unwrap();
        let near = |year| day.near(Day::ymd(year, 11, 26).unwrap());
        assert_eq!([near(2025), near(2026)], ["10 Oct", "10 Oct 2025"]);
    }

    #[test]
    fn months_are_known_by_three_letters_or_more() {
        for (word, month) in [("jan", 1), ("Sept", 9), ("DECEMBER", 12), ("may", 5)] {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for word in ["ja", "", "julyy", "mayor"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }

    #[test]
    fn the_next_time_the_clock_on_the_wall_shows_it() {
        let two = Moment(14 * 3600);
        for (text, offset, hour, minute) in [
            ("14:45", 0, 14, 45),
            ("15:45", 3600, 14, 45),
            ("14:00", 0, 14, 0),
            (" 14:05 ", 0, 14, 5),
            ("23:59", 0, 23, 59),
        ] {
            let found = two.next_at(text, offset).unwrap();
            assert_eq!(found, Moment(hour * 3600 + minute * 60), "{text}");
        }
        for wrong in ["", "14", "24:00", "10:60", "ten", "13:59", "08:00"] {
            assert!(two.next_at(wrong, 0).is_err(), "{wrong}");
        }
        let late = Moment(23 * 3600 + 50 * 60);
        let next = late.next_at("00:20", 0).unwrap();
        assert_eq!(next.since(late), 30 * 60, "past midnight");
        let over = late.next_at("08:00", 0).unwrap_err();
        assert_eq!(over.message, "08:00 is over today: it is 23:50");
    }

    #[test]
    fn a_day_reads_back_as_written() {
        for text in ["1969-12-31", "1970-01-01", "2024-02-29", "2026-10-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        assert_eq!("0001-01-01".parse(), Ok(Day::FIRST));
        assert_eq!("9999-12-31".parse(), Ok(Day::LAST));
        for text in [
            "2025-02-29",
            "+12026-01-01",
            "10000-01-01",
            "0000-12-31",
            "26-10-31",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
