//! Frozen numbers: what a meeting saw, kept as versioned JSON so that later data never rewrites its minutes.
//! Must not know tables or formats of minutes: it is gathered from answers and read back as plain data.

mod end;
mod named;
mod outcome;
mod start;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::figure::Figure;
use super::metrics::Metrics;
use super::money::{Money, count, counted};

pub use end::AtEnd;
pub use named::{NamedLink, NamedTrend, ThemeAbout, ThemeLost, ThemeQuotes};
pub use outcome::ActionOutcome;
pub use start::AtStart;

/// The version of both shapes. A new one must still read the old.
const VERSION: u32 = 1;

fn write<T: Serialize>(what: &str, frozen: &T) -> Result<String, Failure> {
    serde_json::to_string(frozen)
        .map_err(|e| Failure::failed(format!("freezing the numbers at the {what}: {e}")))
}

fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Failure> {
    #[derive(serde::Deserialize)]
    struct Head {
        version: u32,
    }
    let damaged = |e: serde_json::Error| {
        Failure::failed(format!(
            "reading the numbers frozen at the {what} of the meeting: they are damaged ({e})"
        ))
        .hint("run `churnroom check`, or open a backup")
    };
    let head: Head = serde_json::from_str(json).map_err(damaged)?;
    if head.version != VERSION {
        return Err(Failure::failed(format!(
            "reading the numbers frozen at the {what} of the meeting: they are of version {}, this program knows version {VERSION}",
            head.version
        ))
        .hint("use the churnroom that held the meeting, or a newer one"));
    }
    serde_json::from_str(json).map_err(damaged)
}

/// How the numbers of an ended meeting's period have changed since:
/// `logo churn was 3.1 %, now 3.3 % (2 late cancellations)`. `None` while they are as they were.
pub fn difference(frozen: &Metrics, now: &Metrics) -> Option<String> {
    let (was, is) = (&frozen.accounts, &now.accounts);
    let why = match (was.churned, is.churned) {
        (was, is) if is > was => {
            format!(" ({})", counted((is - was) as usize, "late cancellation"))
        }
        (was, is) if is < was => {
            format!(
                " ({} taken back)",
                counted((was - is) as usize, "cancellation")
            )
        }
        _ => String::new(),
    };
    for (name, figure) in [
        ("logo churn", Figure::LogoChurn),
        ("gross MRR churn", Figure::GrossMrrChurn),
        ("GRR", Figure::Grr),
        ("NRR", Figure::Nrr),
    ] {
        let [was, is] = [frozen, now].map(|m| figure.shown(figure.of(&m.rates)));
        if was != is {
            return Some(format!("{name} was {was}, now {is}{why}"));
        }
    }
    for (name, was, is) in [
        ("churned accounts were", was.churned, is.churned),
        ("opening accounts were", was.opening, is.opening),
        ("closing accounts were", was.closing, is.closing),
    ] {
        if was != is {
            return Some(format!("{name} {}, now {}", count(was), count(is)));
        }
    }
    let lost = |m: &Metrics| m.mrr.churn + m.mrr.contraction;
    let sums = [
        ("lost MRR was", lost(frozen), lost(now)),
        ("closing MRR was", frozen.mrr.closing, now.mrr.closing),
    ];
    let (name, was, is) = sums.into_iter().find(|(_, was, is)| was != is)?;
    let money = Money::of(now.currency.as_ref());
    let (was, is) = (money.exact(was), money.exact(is));
    Some(format!("{name} {was}, now {is}"))
}
