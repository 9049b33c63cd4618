//! The last cohorts in words: whether those who joined lately stay longer than those before them.
//! Must not know how cohorts are counted.

use crate::domain::figure::fraction;
use crate::domain::metrics::{Cohort, Cohorts};
use crate::domain::money::count;
use crate::domain::stats::newcombe::differ;

/// So many are compared.
const LAST: usize = 3;

impl Cohort {
    /// How many were active on day 90; `None` until the reach covers the last joiner's.
    pub fn kept_day_90(&self) -> Option<u64> {
        Some((self.day_90? * self.accounts as f64).round() as u64)
    }

    /// Whether more of it were active on day 90 than of another; `None` where that is not told, or no more than two
    /// shares differ by themselves.
    pub fn apart(&self, other: &Cohort) -> Option<bool> {
        let (own, others) = (self.kept_day_90()?, other.kept_day_90()?);
        let differ = differ((own, self.accounts), (others, other.accounts));
        differ.then_some(self.day_90 > other.day_90)
    }

    /// The share active at the end of so many months after the joining one; `None` beyond the reach.
    pub fn share(&self, month: usize) -> Option<f64> {
        let active = self.active.get(month)?;
        fraction(active.cast_signed(), self.accounts.cast_signed())
    }

    /// The MRR at the end of so many months after, against that at the end of the joining month.
    pub fn mrr_share(&self, month: usize) -> Option<f64> {
        let active = self.active_mrr.get(month)?;
        fraction(active.0, self.active_mrr.first()?.0)
    }
}

/// The last three cohorts whose 90 days are over: `June 2026 keeps 84 % at day 90 (62 of 74), May 91 %
/// (67 of 74), April 90 % (65 of 72)`, and `fewer stayed than before` where that is more than shares differ by
/// themselves. `None` with fewer than two.
pub fn in_words(cohorts: &Cohorts) -> Option<String> {
    let (said, compared) = told(cohorts, true)?;
    let apart = compared.filter(|(_, apart)| *apart);
    let apart = apart.map_or_else(String::new, |(side, _)| {
        format!("; {side} stayed than before")
    });
    Some(said + &apart)
}

/// The same as it was said before there were usual ranges: minutes of then say it still.
pub fn in_words_then(cohorts: &Cohorts) -> Option<String> {
    let (said, compared) = told(cohorts, false)?;
    let judged = |apart: bool| if apart { "beyond" } else { "within" };
    let compared = compared.map_or_else(String::new, |(side, apart)| {
        format!("; {side} stayed than before, {} chance", judged(apart))
    });
    Some(said + &compared)
}

/// The cohorts in words, `dated` with the year of the newest in any case, and whether fewer or more of the newest stayed, by how much being a matter of `differ`.
fn told(cohorts: &Cohorts, dated: bool) -> Option<(String, Option<(&'static str, bool)>)> {
    let newest_first = cohorts.cohorts.iter().rev();
    let complete = newest_first.filter_map(|c| Some((c, c.kept_day_90()?)));
    let complete: Vec<(&Cohort, u64)> = complete.take(LAST).collect();
    let ((newest, kept), before) = complete.split_first()?;
    if before.is_empty() {
        return None;
    }
    let one_year = before.iter().all(|(c, _)| year(c) == year(newest));
    let name = |c: &Cohort| match c.month.long() {
        long if one_year && !(dated && c.month == newest.month) => {
            long.split(' ').next().unwrap_or_default().to_owned()
        }
        long => long,
    };
    let told = |c: &Cohort, kept: u64, (keeps, when): (&str, &str)| {
        let share = c.day_90.unwrap_or_default() * 100.0;
        let (kept, all) = (count(kept), count(c.accounts));
        format!("{} {keeps}{share:.0} %{when} ({kept} of {all})", name(c))
    };
    let mut said = vec![told(newest, *kept, ("keeps ", " at day 90"))];
    let rest = before.iter();
    said.extend(rest.map(|(c, kept)| told(c, *kept, ("", ""))));
    Some((said.join(", "), against(*kept, newest, before)))
}

fn year(cohort: &Cohort) -> i32 {
    cohort.month.first().year()
}

/// Whether fewer or more of the newest stayed than of those before it together, and whether that is more than two
/// shares differ by themselves.
fn against(kept: u64, newest: &Cohort, before: &[(&Cohort, u64)]) -> Option<(&'static str, bool)> {
    let share = |kept: u64, of: u64| kept as f64 / of.max(1) as f64;
    let all_kept: u64 = before.iter().map(|(_, kept)| kept).sum();
    let all: u64 = before.iter().map(|(c, _)| c.accounts).sum();
    let (now, then) = (share(kept, newest.accounts), share(all_kept, all));
    let side = match now.total_cmp(&then) {
        std::cmp::Ordering::Less => "fewer",
        std::cmp::Ordering::Greater => "more",
        std::cmp::Ordering::Equal => return None,
    };
    Some((side, differ((kept, newest.accounts), (all_kept, all))))
}
