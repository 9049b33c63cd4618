//! What stands beside the numbers of a period: the goals it is held against, and the marks in it.
//! Must not know how either is kept.

use serde_json::Value;

use super::output::Shown;
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::goals::{Goal, Goals};
use crate::domain::marks::DayMark;
use crate::domain::metrics::Metrics;
use crate::domain::money::counted;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::exchange::shapes;

/// Goals and marks of a room.
pub struct GoalsAndMarks {
    goals: Goals,
    marks: Vec<DayMark>,
}

impl GoalsAndMarks {
    /// Those of the open room.
    pub fn of(session: &mut Session) -> Result<GoalsAndMarks, Failure> {
        Ok(GoalsAndMarks {
            goals: session.config.rules.goals.clone(),
            marks: session.ask(&Query::Marks)?,
        })
    }

    /// Puts them beside one period.
    pub fn one(&self, mut shown: Shown, m: &Metrics) -> Shown {
        self.add(&mut shown.json, m);
        shown.records = Some(vec![self.flat(&shown.json, m)]);
        let goals = self.goals.defined(m.period, m.profile);
        let goals = goals.iter();
        let goals = goals.map(|g| format!("{}: {}", g.figure.name(), g.words(m)));
        with_lines(shown, goals.chain(self.told(&[m.period])))
    }

    /// Puts them beside the rows of several periods, one row each.
    pub fn rows(&self, mut shown: Shown, metrics: &[Metrics]) -> Shown {
        let rows = shown.json["rows"].as_array_mut().into_iter().flatten();
        let mut records = Vec::new();
        for (row, m) in rows.zip(metrics) {
            self.add(row, m);
            records.push(self.flat(row, m));
        }
        shown.records = Some(records);
        let periods: Vec<Period> = metrics.iter().map(|m| m.period).collect();
        let last = metrics.last();
        let goals = last.map(|m| self.goals.defined(m.period, m.profile));
        let kept = |goal: Goal| {
            let judged: Vec<bool> = metrics.iter().filter_map(|m| goal.met(m)).collect();
            let met = judged.iter().filter(|met| **met).count();
            let (figure, goal, of) = (goal.figure.name(), goal.name(), judged.len());
            let times = counted(met, "time");
            format!("{figure}: {goal}, met {times} of {of}")
        };
        let goals = goals.unwrap_or_default().into_iter().map(kept);
        with_lines(shown, goals.chain(self.told(&periods)))
    }

    /// `"goals"` and `"marks"` in the documented shape.
    fn add(&self, value: &mut Value, m: &Metrics) {
        let goals = self.goals.defined(m.period, m.profile);
        value["goals"] = shapes::goals(&goals, m);
        value["marks"] = self.in_period(m.period).map(shapes::mark).collect();
    }

    /// The same for a spreadsheet: a goal's figure stands in the name of its columns, and marks are lines, which
    /// `marks add` reads.
    fn flat(&self, value: &Value, m: &Metrics) -> Value {
        let mut record = value.clone();
        let goals = record["goals"].as_object_mut().into_iter();
        let goals = goals.flat_map(|goals| goals.values_mut());
        goals.filter_map(Value::as_object_mut).for_each(|goal| {
            goal.remove("figure");
        });
        record["marks"] = self.in_period(m.period).map(DayMark::line).collect();
        record
    }

    fn in_period(&self, period: Period) -> impl Iterator<Item = &DayMark> {
        self.marks.iter().filter(move |mark| mark.in_period(period))
    }

    /// The marks of some periods, a line each.
    fn told(&self, periods: &[Period]) -> Vec<String> {
        let within = |mark: &&DayMark| periods.iter().any(|p| mark.in_period(*p));
        let marks = self.marks.iter().filter(within);
        let told = marks.map(|mark| format!("{} {}", mark.kind.sign(), mark.long()));
        told.collect()
    }
}

/// The marks of some periods in words, for whoever shows those periods otherwise.
pub fn marks(session: &mut Session, periods: &[Period]) -> Result<Vec<String>, Failure> {
    Ok(GoalsAndMarks::of(session)?.told(periods))
}

fn with_lines(shown: Shown, lines: impl Iterator<Item = String>) -> Shown {
    let mut lines = lines.peekable();
    match lines.peek() {
        Some(_) => shown.line("").lines(lines),
        None => shown,
    }
}
