//! The pre-read: one page for whoever will sit in the next review, read in two minutes. What is new, what is owed, and
//! what nobody has read yet, from the same answers that the minutes of that review will be drawn from.
//! Must not know any format.

use serde_json::{Value, json};

use crate::domain::asking::{Ask, ask};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::meeting::{Meeting, MeetingView};
use crate::domain::money::{Cents, Money};
use crate::domain::query::Query;
use crate::domain::readiness::{Check, Readiness};

use super::page::before;
use super::{Minutes, MinutesFormat, template};

/// Everything the pre-read of a period's review says.
#[derive(Clone, Debug, PartialEq)]
pub struct PreRead {
    /// What that review would begin and end with now.
    pub minutes: Minutes,
    /// Whether the room is ready for it.
    pub readiness: Readiness,
    /// The day it is written.
    pub on: Day,
}

impl PreRead {
    /// Asks for all of it, of a meeting that has not begun.
    ///
    /// # Errors
    /// Those of whoever answers.
    pub fn gather(meeting: Meeting, today: Day, asks: &mut Ask) -> Result<PreRead, Failure> {
        let (period, profile) = (meeting.period, meeting.profile);
        let view = MeetingView {
            meeting: meeting.clone(),
            present: Vec::new(),
            discussed: Vec::new(),
            actions: 0,
        };
        let readiness: Box<Readiness> = ask(asks, Query::Readiness { period, today })?;
        Ok(PreRead {
            minutes: Minutes {
                start: AtStart::gather(meeting.id, period, profile, today, asks)?,
                end: AtEnd::of(&view, today, asks)?,
                meeting,
                masked: false,
            },
            readiness: *readiness,
            on: today,
        })
    }

    /// Writes it as Markdown or HTML; an error only when a template and the page it draws no longer fit each other.
    ///
    /// # Errors
    /// As said.
    pub fn render(&self, format: MinutesFormat) -> Result<String, Failure> {
        template::render(&template::PRE_READ, format, &self.page())
    }

    /// The page both draw.
    pub(super) fn page(&self) -> Value {
        let money = Money::of(self.minutes.start.review.metrics.currency.as_ref());
        let mut page = before(&self.minutes, money);
        let agenda = self.minutes.meeting.agenda.0.iter();
        let agenda = agenda.map(|item| format!("{} {}", item.section.title(), item.seconds / 60));
        let minutes = self.minutes.meeting.agenda.total() / 60;
        let period = self.minutes.meeting.period;
        page["title"] = json!(format!("Pre-read: churn review, {}", period.long()));
        page["held"] = json!(format!("{} · two minutes", self.on.long()));
        page["new"] = json!(self.news(money));
        page["unread"] = json!(self.unread(money));
        page["agenda"] = json!(format!(
            "{minutes} minutes: {}",
            agenda.collect::<Vec<_>>().join(", ")
        ));
        page["masked"] = json!(self.minutes.masked);
        page
    }

    /// What is unusual, what is usual and costs most, and which themes are closed or open again.
    fn news(&self, money: Money<'_>) -> Vec<String> {
        let whole = |mrr: Cents| money.whole(mrr);
        let Some(findings) = &self.minutes.start.findings else {
            return Vec::new();
        };
        let unusual = findings.unusual_lines(&whole).into_iter();
        let unusual = unusual.map(|line| format!("Unusual: {line}"));
        let usual = findings.usual_line(&whole);
        let usual = usual.map(|line| format!("Usual: {line}"));
        let judged = self.minutes.end.judged.iter();
        let settled = judged.flat_map(|judged| judged.settled());
        unusual.chain(usual).chain(settled).collect()
    }

    /// What is not ready, each with its money and what to do.
    fn unread(&self, money: Money<'_>) -> Vec<Value> {
        let open = self.readiness.checks.iter().filter(|check| !check.ok);
        let row = |check: &Check| {
            let sum = check.mrr.map(|mrr| format!(", {}", money.whole(mrr)));
            let text = format!("{}{}", check.words, sum.unwrap_or_default());
            json!({ "text": text, "next": check.next })
        };
        open.map(row).collect()
    }
}
