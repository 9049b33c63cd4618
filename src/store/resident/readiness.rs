//! Whether the room is ready for the review of a period: one line per thing looked at.
//! Must not know the lobby: lines are words, money and what to do next.

use hashbrown::HashMap;

use super::super::convert::JsonText;
use super::super::sql;
use super::Desk;
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::import::{ImportHead, ImportKind};
use crate::domain::money::{Cents, count, counted};
use crate::domain::period::Period;
use crate::domain::readiness::{Check, Readiness};
use crate::domain::tally::Sum;

/// A roadmap older than this many days is worth a word.
const OLD_ROADMAP: i32 = 45;

/// A line that needs nothing.
fn fine(words: String) -> Check {
    Check {
        ok: true,
        words,
        ..Check::default()
    }
}

/// A line that needs something done.
fn lacks(words: String, mrr: Option<Cents>, next: &str) -> Check {
    Check {
        ok: false,
        words,
        mrr,
        next: next.to_owned(),
    }
}

impl Desk<'_> {
    /// Everything looked at before a review, in the order it is shown.
    pub fn readiness(&self, period: Period, today: Day) -> Result<Readiness, Failure> {
        let themes = self.themes(period)?;
        let outside = themes.outside;
        let teams = self.teams()?;
        let mut checks = vec![self.ledger_line(period)?];
        checks.extend(self.surveys_line(period, outside.not_tagged)?);
        checks.extend(self.inbox_line(period)?);
        let nobody = nobody_line(outside.nobody_said_why);
        checks.extend(nobody.filter(|_| !themes.unknown.losses));
        checks.push(owners_line(&teams));
        let imports = self.imports()?;
        checks.push(self.roadmap_line(&imports, today)?);
        checks.extend(rejected_line(&imports));
        checks.extend(self.questions_line()?);
        Ok(Readiness { checks, teams })
    }

    fn ledger_line(&self, period: Period) -> Result<Check, Failure> {
        let next = "import subscriptions, movements or balances";
        let begun = self.ledger()?.first_day().is_some();
        let Some(reach) = self.reach()?.filter(|_| begun) else {
            return Ok(lacks("no ledger yet".to_owned(), None, next));
        };
        let words = format!("ledger reaches {}", reach.short());
        if period.last() <= reach {
            return Ok(fine(words));
        }
        let words = format!("{words}, the period ends {}", period.last().short());
        let next = "import newer data, or say with --as-of that it reaches further";
        Ok(lacks(words, None, next))
    }

    fn surveys_line(&self, period: Period, not_tagged: Sum) -> Result<Option<Check>, Failure> {
        let (surveys, untouched) = self.surveys_of(period)?;
        let of = counted(surveys as usize, "survey");
        let next = "tag them (t)";
        let mrr = Some(not_tagged.mrr).filter(|mrr| *mrr > Cents::ZERO);
        Ok(match (surveys, untouched, not_tagged.accounts) {
            (0, _, 0) => None,
            (_, 0, 0) => Some(fine(format!("{of} read and tagged"))),
            (_, 0, accounts) => {
                let words = counted(accounts as usize, "lost account");
                Some(lacks(format!("{words} not tagged"), mrr, next))
            }
            (..) => {
                let words = format!("{} of {of} not tagged", count(untouched));
                Some(lacks(words, mrr, next))
            }
        })
    }

    /// All that nobody has tagged, of any day, and how much of it the period has: one that is done may leave much.
    fn inbox_line(&self, period: Period) -> Result<Option<Check>, Failure> {
        let here = self.waiting(Some(period), "")?;
        let all = self.waiting(None, "")?;
        let words = format!(
            "not tagged: {}, {} of {}",
            counted(all.everywhere, "text"),
            count(here.left + here.others),
            period.short()
        );
        let mrr = Some(all.mrr).filter(|mrr| *mrr > Cents::ZERO);
        Ok((all.everywhere > 0).then(|| lacks(words, mrr, "tag them (t)")))
    }

    /// Teams with how many owners each; owners without a team come under an empty name.
    fn teams(&self) -> Result<Vec<(String, u64)>, Failure> {
        let teams = "SELECT team, count(*) FROM owners GROUP BY team ORDER BY team";
        sql::all(self.db, teams, [], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
        })
    }

    /// Imports that stand, oldest first.
    fn imports(&self) -> Result<Vec<(Moment, ImportHead)>, Failure> {
        let imports = "SELECT at, head FROM imports WHERE reverted = 0 ORDER BY id";
        sql::all(self.db, imports, [], |row| {
            Ok((row.get(0)?, row.get::<_, JsonText<ImportHead>>(1)?.0))
        })
    }

    fn roadmap_line(&self, imports: &[(Moment, ImportHead)], today: Day) -> Result<Check, Failure> {
        let items = "SELECT count(*) FROM roadmap";
        let items: i64 = sql::one(self.db, items, [], |row| row.get(0))?;
        let imported = imports
            .iter()
            .rev()
            .find(|(_, h)| h.kind == ImportKind::Roadmap);
        Ok(match (items, imported) {
            (0, _) => lacks("no roadmap yet".to_owned(), None, "import the roadmap"),
            (n, None) => fine(counted(n.unsigned_abs() as usize, "roadmap item")),
            (_, Some((at, _))) => {
                let days = (today.0 - at.day(0).0).max(0);
                let ago = match days {
                    0 => "today".to_owned(),
                    1 => "yesterday".to_owned(),
                    n => format!("{n} days ago"),
                };
                let words = format!("roadmap imported {ago}");
                if days > OLD_ROADMAP {
                    lacks(words, None, "import it again")
                } else {
                    fine(words)
                }
            }
        })
    }

    fn questions_line(&self) -> Result<Option<Check>, Failure> {
        let open =
            "SELECT text FROM notes WHERE kind = 'question' AND answer = '' ORDER BY id DESC";
        let open: Vec<String> = sql::all(self.db, open, [], |row| row.get(0))?;
        Ok(open.first().map(|latest| {
            let questions = counted(open.len(), "open question");
            let words = format!("{questions}: \"{latest}\"");
            lacks(words, None, "answer it, or take it into the meeting")
        }))
    }
}

fn nobody_line(row: Sum) -> Option<Check> {
    (row.accounts > 0).then(|| {
        let lost = counted(row.accounts as usize, "lost account");
        let next = "ask them, or write down what you know as feedback";
        lacks(format!("{lost}, nobody said why"), Some(row.mrr), next)
    })
}

fn owners_line(teams: &[(String, u64)]) -> Check {
    let owners: u64 = teams.iter().map(|t| t.1).sum();
    if owners == 0 {
        return lacks(
            "no owners yet".to_owned(),
            None,
            "import owners, or add one",
        );
    }
    let named = teams.iter().filter(|t| !t.0.is_empty()).count() as u64;
    let owners = counted(owners as usize, "owner");
    fine(format!("{owners} in {}", counted(named as usize, "team")))
}

/// Rows that could not be used; a file imported again speaks for itself.
fn rejected_line(imports: &[(Moment, ImportHead)]) -> Option<Check> {
    let latest: HashMap<(ImportKind, &str), u64> = imports
        .iter()
        .map(|(_, head)| ((head.kind, head.file.as_str()), head.counts.rejected))
        .collect();
    let rejected: u64 = latest.values().sum();
    (rejected > 0).then(|| {
        let words = counted(rejected as usize, "rejected row");
        let next = "mend the rows in FILE.rejects.csv and import that file";
        lacks(words, None, next)
    })
}
