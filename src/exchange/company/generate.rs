//! A company of any size with the demo's shape, as the same six CSV files, written as a stream.
//! Must not keep rows in memory: a million of them is a small company's five years.

use std::io;

use super::life::{CompanySpan, Life, weighted};
use super::prng::Prng;
use super::speech::{PLACES, Speech, place};
use super::words::{SOURCES, TOPICS, TRADES};
use super::{DEMO_TODAY, demo_files};
use crate::domain::day::Day;
use crate::domain::money::{Cents, Money};

#[cfg(test)]
mod tests;

/// From this many accounts on a company has 24 months instead of 15.
const LARGE: u64 = 10_000;
/// Of a thousand pieces of feedback, how many carry 0, 1, 2, 3 and 4 tags: 1.6 on average.
const TAGS: [(usize, u64); 5] = [(0, 130), (1, 380), (2, 300), (3, 140), (4, 50)];
/// Of a thousand accounts that leave, how many fill in the survey.
const ANSWER: u64 = 800;

/// A generated company: its files can be written in any order, any number of times.
pub struct Company {
    accounts: u64,
    feedback: u64,
    seed: u64,
    span: CompanySpan,
    /// Day and account of each exit survey, by day.
    surveys: Vec<(Day, u64)>,
    speech: Speech,
}

/// A company with this many accounts and pieces of feedback (exit surveys among them).
/// The same three numbers always give the same bytes.
pub fn generate(accounts: u64, feedback: u64, seed: u64) -> Company {
    let months = if accounts >= LARGE { 24 } else { 15 };
    let first = DEMO_TODAY.month_start().plus_months(-months);
    let today = DEMO_TODAY;
    let span = CompanySpan { first, today };
    let mut surveys: Vec<(Day, u64)> = (0..accounts)
        .filter_map(|index| survey_day(seed, index, span).map(|day| (day, index)))
        .collect();
    // With little feedback at least half of it is something else.
    surveys.truncate((feedback / 2) as usize);
    surveys.sort_unstable();
    Company {
        accounts,
        feedback,
        seed,
        span,
        surveys,
        speech: Speech::new(),
    }
}

/// The day an account that left filled in its survey, if it did: up to ten days before it was gone.
fn survey_day(seed: u64, index: u64, span: CompanySpan) -> Option<Day> {
    let left = Life::of(seed, index, span).left?;
    let mut rng = Prng::of(seed, 2, index);
    rng.chance(ANSWER)
        .then(|| left.plus(-(rng.between(0, 10) as i32)))
}

impl Company {
    /// The names of its files, in import order.
    pub const FILES: [&'static str; 6] = [
        "owners.csv",
        "accounts.csv",
        "subscriptions.csv",
        "roadmap.csv",
        "exit_surveys.csv",
        "feedback.csv",
    ];

    /// Writes one of [`Company::FILES`]; an error when `out` cannot be written, or `file` is none of them.
    pub fn write(&self, file: &str, out: impl io::Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        match file {
            "accounts.csv" => self.accounts(&mut csv)?,
            "subscriptions.csv" => self.subscriptions(&mut csv)?,
            "exit_surveys.csv" => self.surveys(&mut csv)?,
            "feedback.csv" => self.feedback(&mut csv)?,
            other => return as_in_demo(other, csv.into_inner().map_err(|e| e.into_error())?),
        }
        csv.flush()
    }

    fn accounts(&self, csv: &mut csv::Writer<impl io::Write>) -> io::Result<()> {
        let heads = "id,name,plan,segment,channel,region,owner,signed_up,industry,size";
        csv.write_record(heads.split(','))?;
        let csms = ["Dana Kowalski", "Tomás Ribeiro", "Aoife Byrne"];
        for index in 0..self.accounts {
            let life = Life::of(self.seed, index, self.span);
            let (name, industry) = account_name(index);
            let looks_after = match life.plan.name {
                "Starter" => "",
                _ => csms[(index % 3) as usize],
            };
            csv.write_record([
                &account_id(index),
                &name,
                life.plan.name,
                life.plan.segment,
                life.channel,
                life.region,
                looks_after,
                &life.start.to_string(),
                industry,
                life.plan.size,
            ])?;
        }
        Ok(())
    }

    fn subscriptions(&self, csv: &mut csv::Writer<impl io::Write>) -> io::Result<()> {
        let heads = "id,account,start,end,amount,interval,currency,plan,trial";
        csv.write_record(heads.split(','))?;
        for index in 0..self.accounts {
            let life = Life::of(self.seed, index, self.span);
            let plan = life.plan.name;
            for (n, paid) in life.subscriptions(self.span).iter().enumerate() {
                let (amount, interval) = match paid.yearly {
                    true => (Cents(paid.monthly.0 * 12), "year"),
                    false => (paid.monthly, "month"),
                };
                csv.write_record([
                    &format!("sub-{index:06}-{n}"),
                    &account_id(index),
                    &paid.start.to_string(),
                    &paid.end.map(|day| day.to_string()).unwrap_or_default(),
                    &Money::of(None).plain(amount),
                    interval,
                    "EUR",
                    plan,
                    "no",
                ])?;
            }
        }
        Ok(())
    }

    fn surveys(&self, csv: &mut csv::Writer<impl io::Write>) -> io::Result<()> {
        csv.write_record("id,account,received,reason,text,score,tags".split(','))?;
        let mut text = String::new();
        for (n, (day, index)) in self.surveys.iter().enumerate() {
            let mut rng = Prng::of(self.seed, 3, *index);
            let said = self.piece(&mut rng, *day, true, &mut text);
            // What somebody picks from a list is not always what they write.
            let reason = match rng.chance(250) {
                true => rng.pick(TOPICS).reason,
                false => said.reason,
            };
            csv.write_record([
                &format!("X-{n:07}"),
                &account_id(*index),
                &day.to_string(),
                reason,
                &text,
                &rng.between(1, 7).to_string(),
                &said.tags,
            ])?;
        }
        Ok(())
    }

    fn feedback(&self, csv: &mut csv::Writer<impl io::Write>) -> io::Result<()> {
        csv.write_record("id,account,received,source,text,score,tags".split(','))?;
        let rows = self.feedback - self.surveys.len() as u64;
        let days = i64::from(self.span.today.0 - self.span.first.0);
        let mut text = String::new();
        for n in 0..rows {
            let mut rng = Prng::of(self.seed, 4, n);
            let day = self.span.first.plus((n as i64 * days / rows as i64) as i32);
            let account = self.speaker(&mut rng, day);
            let source = weighted(&mut rng, SOURCES, |(_, share)| *share).0;
            let said = self.piece(&mut rng, day, false, &mut text);
            let score = match source {
                "nps" => rng.between(0, 10).to_string(),
                "review" => rng.between(1, 5).to_string(),
                _ => String::new(),
            };
            csv.write_record([
                &format!("F-{n:08}"),
                &account.map(account_id).unwrap_or_default(),
                &day.to_string(),
                source,
                &text,
                &score,
                &said.tags,
            ])?;
        }
        Ok(())
    }

    /// Who says it: an account that is a customer on that day; of a hundred pieces, four are anonymous.
    fn speaker(&self, rng: &mut Prng, day: Day) -> Option<u64> {
        if self.accounts == 0 || rng.chance(40) {
            return None;
        }
        (0..12)
            .map(|_| rng.below(self.accounts))
            .find(|index| Life::of(self.seed, *index, self.span).is_here(day))
    }

    /// Writes a text about some topics; often the team has tagged them, sometimes not yet.
    fn piece(&self, rng: &mut Prng, day: Day, leaving: bool, text: &mut String) -> SaidText {
        let late = day > self.span.today.plus_months(-4);
        let tags = weighted(rng, &TAGS, |(_, share)| *share).0;
        let untagged = tags == 0 && (leaving || rng.chance(500));
        let about = if untagged { 1 } else { tags };
        let topics = self.speech.topics(rng, about, late);
        self.speech.say(rng, &topics, text);
        let names: Vec<&str> = topics.iter().take(tags).map(|topic| topic.tag).collect();
        SaidText {
            reason: topics.first().map_or("other", |topic| topic.reason),
            tags: names.join(";"),
        }
    }
}

/// What a piece of feedback turned out to be about.
struct SaidText {
    reason: &'static str,
    tags: String,
}

/// Owners and roadmap are the demo's: a larger company does not plan more.
fn as_in_demo(file: &str, mut out: impl io::Write) -> io::Result<()> {
    let wanted = ["owners.csv", "roadmap.csv"].contains(&file);
    let (_, bytes) = demo_files()
        .iter()
        .find(|(name, _)| wanted && *name == file)
        .ok_or_else(|| io::Error::other(format!("a generated company has no file `{file}`")))?;
    out.write_all(bytes)?;
    out.flush()
}

fn account_id(index: u64) -> String {
    format!("C-{:07}", index + 1)
}

/// A name no other account has, and the industry it speaks of.
fn account_name(index: u64) -> (String, &'static str) {
    let index = index as usize;
    let (trade, industry) = TRADES[index % TRADES.len()];
    let mut name = String::new();
    place(index / TRADES.len() % PLACES, &mut name);
    name.push(' ');
    name.push_str(trade);
    let again = index / TRADES.len() / PLACES;
    if again > 0 {
        name.push_str(&format!(" {}", again + 1));
    }
    (name, industry)
}
