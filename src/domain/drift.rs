//! What customers stated when they left, beside what the team found in their words: one loss, two answers.
//! Must not know texts or tables: what was stated comes with the question.

use std::cmp::Reverse;

use traversable::TraversableMut;

use super::evidence::Evidence;
use super::ids::FeedbackId;
use super::ledger::{Days, Ledger};
use super::losses::{Loss, LossVerdict, Losses, Windows, evidence_of, losses};
use super::sort::sort_by_key;
use super::tally::Sum;
use super::themes::{ThemeRow, Themes};

#[cfg(test)]
mod tests;

/// A period's loss by what was stated and what was found. The columns are the rows of the Why screen: a column's
/// cells add up to its row there, in accounts and to the cent.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Drift {
    /// The period, its whole loss, and what is not known of it.
    pub themes: Themes,
    /// What was found: the rows of the Why screen that have a part in the loss, the dearest first.
    pub found: Vec<DriftFound>,
    /// What was stated, by lost MRR; those who stated nothing, and those nobody asked, at the end.
    pub stated: Vec<Stated>,
}

/// Something that the team found.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct DriftFound {
    /// The row of the Why screen.
    #[traverse(skip)]
    pub row: ThemeRow,
    /// Its name.
    pub name: String,
    /// Its accounts and its part of the loss.
    pub all: Sum,
}

/// Those who stated the same.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Stated {
    /// What they stated.
    pub reason: DriftReason,
    /// Their accounts, each once, and what these lost.
    pub all: Sum,
    /// The same by what was found, in the order of `Drift::found`. An account with several themes stands in each of
    /// them, its loss is shared.
    pub found: Vec<Sum>,
}

/// What an account stated in its exit surveys of a loss.
#[derive(Clone, Debug, PartialEq, Eq, TraversableMut)]
pub enum DriftReason {
    /// The reason of its newest survey that states one, as first written by anybody.
    Stated(String),
    /// It was asked and stated none.
    Unstated,
    /// There is no exit survey.
    Unasked,
}

impl DriftReason {
    /// As people read it.
    pub fn words(&self) -> &str {
        match self {
            DriftReason::Stated(reason) => reason,
            DriftReason::Unstated => "none stated",
            DriftReason::Unasked => "no exit survey",
        }
    }

    /// What makes two spellings the same reason: neither case nor blanks do.
    fn key(&self) -> (u8, String) {
        match self {
            DriftReason::Stated(reason) => {
                let words: Vec<&str> = reason.split_whitespace().collect();
                (0, words.join(" ").to_lowercase())
            }
            DriftReason::Unstated => (1, String::new()),
            DriftReason::Unasked => (2, String::new()),
        }
    }
}

/// Sorts the loss of a period by what was stated in each exit survey (empty for nothing), beside its `themes`.
///
/// # Errors
/// Those of `stated`.
pub fn drift<E>(
    ledger: &Ledger,
    evidence: &Evidence,
    themes: Themes,
    windows: &Windows,
    mut stated: impl FnMut(FeedbackId) -> Result<String, E>,
) -> Result<Drift, E> {
    let days = Days::from(themes.period);
    let losses = match themes.lost.accounts {
        0 => Losses::default(),
        _ => losses(ledger, evidence, days, windows),
    };
    let found = columns(&themes);
    let mut rows: Vec<((u8, String), Stated)> = Vec::new();
    for loss in &losses.rows {
        let surveys = evidence_of(ledger, evidence, loss.account, days, windows)
            .filter(|at| evidence.is_survey(*at))
            .map(|at| evidence.id(at));
        let reason = reason(&surveys.collect::<Vec<_>>(), &mut stated)?;
        let key = reason.key();
        let at = match rows.iter().position(|(known, _)| *known == key) {
            Some(at) => at,
            None => {
                let (all, found) = (Sum::default(), vec![Sum::default(); found.len()]);
                rows.push((key, Stated { reason, all, found }));
                rows.len() - 1
            }
        };
        rows[at].1.add(loss, &losses, evidence, &found);
    }
    sort_by_key(&mut rows, |((kind, words), row)| {
        (*kind, Reverse(row.all.mrr), words.clone())
    });
    Ok(Drift {
        themes,
        found,
        stated: rows.into_iter().map(|(_, row)| row).collect(),
    })
}

/// The rows of the Why screen that somebody lost stands in.
fn columns(themes: &Themes) -> Vec<DriftFound> {
    let named = themes.themes.iter().map(|theme| DriftFound {
        row: ThemeRow::Theme(theme.id),
        name: theme.theme.clone(),
        all: Sum {
            accounts: theme.accounts,
            mrr: theme.lost_mrr,
        },
    });
    let rows = [
        ThemeRow::NotTagged,
        ThemeRow::NoReason,
        ThemeRow::NobodySaid,
    ];
    let outside = rows.into_iter().zip(themes.outside.rows());
    let outside = outside.map(|(row, (name, all))| DriftFound {
        row,
        name: name.to_owned(),
        all,
    });
    let any = |found: &DriftFound| found.all.accounts > 0;
    let mut all: Vec<DriftFound> = named.chain(outside).filter(any).collect();
    sort_by_key(&mut all, |found| Reverse(found.all.mrr));
    all
}

/// What is stated in some surveys, the oldest first: the newest that states anything counts.
fn reason<E>(
    surveys: &[FeedbackId],
    stated: &mut impl FnMut(FeedbackId) -> Result<String, E>,
) -> Result<DriftReason, E> {
    for survey in surveys.iter().rev() {
        let words = stated(*survey)?;
        if !words.trim().is_empty() {
            return Ok(DriftReason::Stated(words.trim().to_owned()));
        }
    }
    Ok(match surveys.is_empty() {
        true => DriftReason::Unasked,
        false => DriftReason::Unstated,
    })
}

impl Stated {
    /// What was found where there is any, by its place in `Drift::found`, the dearest first.
    pub fn parts(&self) -> impl Iterator<Item = (usize, Sum)> {
        let parts = self.found.iter().copied().enumerate();
        let mut parts: Vec<(usize, Sum)> = parts.filter(|(_, sum)| sum.accounts > 0).collect();
        sort_by_key(&mut parts, |(_, sum)| Reverse((sum.mrr, sum.accounts)));
        parts.into_iter()
    }

    /// Whether an account among them has several themes.
    pub fn several(&self) -> bool {
        let accounts: u64 = self.found.iter().map(|sum| sum.accounts).sum();
        accounts > self.all.accounts
    }

    /// Adds a loss to the row and to each of its columns.
    fn add(&mut self, loss: &Loss, losses: &Losses, evidence: &Evidence, columns: &[DriftFound]) {
        self.all.add(loss.lost());
        let place = |row: ThemeRow| columns.iter().position(|found| found.row == row);
        let theme = |n: usize| place(ThemeRow::Theme(evidence.book().id(n)));
        for at in losses.themes(loss).filter_map(theme) {
            self.found[at].accounts += 1;
        }
        let outside = match loss.verdict {
            LossVerdict::Themes => {
                for (n, share) in losses.shares(loss) {
                    let at = theme(n).into_iter();
                    at.for_each(|at| self.found[at].mrr += share);
                }
                return;
            }
            LossVerdict::NotTagged => ThemeRow::NotTagged,
            LossVerdict::NoReason => ThemeRow::NoReason,
            LossVerdict::NobodySaid => ThemeRow::NobodySaid,
        };
        let at = place(outside).into_iter();
        at.for_each(|at| self.found[at].add(loss.lost()));
    }
}
