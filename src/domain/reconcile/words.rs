//! Why two profiles count an account differently, as a sentence: what happened, then what either makes of it.
//! Must not decide whether they do.

use super::super::day::Day;
use super::super::figure::Figure;
use super::super::ledger::{Days, Ledger, Movement, MovementKind};
use super::super::money::{Cents, Money, by_count};
use super::super::profile::Profile;
use super::super::tally::{Line, Tally};
use super::{Case, ProfileCount, counts_accounts};

/// So many movements are told; of more only how many there are.
const TOLD: usize = 5;

/// The sentence.
pub(super) fn why(case: &Case<'_>, figure: Figure) -> String {
    format!(
        "{}: {}; {}",
        happened(case.ledger, case.account, case.days, case.money),
        made(&case.left, figure, case.money),
        made(&case.right, figure, case.money)
    )
}

/// What happened to an account in a span of days: `left on 5 Oct (200.00) and was back on 20 Oct (150.00)`.
pub fn happened(ledger: &Ledger, account: usize, days: Days, money: Money<'_>) -> String {
    let mut before = Cents::ZERO;
    let mut told = Vec::new();
    for movement in ledger.movements(account) {
        if days.contains(movement.day) {
            told.push(moved(&movement, before, days, money));
        }
        before = movement.balance;
    }
    let more = told.len().saturating_sub(TOLD);
    if more > 0 {
        told.drain(TOLD - 1..TOLD - 1 + more);
        told.insert(
            TOLD - 1,
            format!("changed {more} {} more", by_count(more, "time", "times")),
        );
    }
    and(&told)
}

fn moved(movement: &Movement, before: Cents, days: Days, money: Money<'_>) -> String {
    let on = on(movement.day, days);
    let (is, was) = (money.number(movement.balance), money.number(before));
    match movement.kind {
        MovementKind::New => format!("joined on {on} ({is})"),
        MovementKind::Reactivation => format!("was back on {on} ({is})"),
        MovementKind::Expansion => format!("grew from {was} to {is} on {on}"),
        MovementKind::Contraction => format!("shrank from {was} to {is} on {on}"),
        MovementKind::Churn => format!("left on {on} ({was})"),
    }
}

/// A day within a span: without its year where that says itself.
pub fn on(day: Day, days: Days) -> String {
    if days.first.year() == days.last.year() && day.year() == days.first.year() {
        day.short()
    } else {
        day.dated()
    }
}

/// `a, b and c`.
pub fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// What a profile makes of an account's losses: `chartmogul counts churn 200.00 and reactivation 150.00`.
pub fn side(
    ledger: &Ledger,
    account: usize,
    days: Days,
    profile: Profile,
    money: Money<'_>,
) -> String {
    let tally = Tally::of(ledger, account, days, profile);
    made(
        &ProfileCount { profile, tally },
        Figure::GrossMrrChurn,
        money,
    )
}

/// What a profile makes of it for one figure.
fn made(counted: &ProfileCount, figure: Figure, money: Money<'_>) -> String {
    let ProfileCount { profile, tally } = counted;
    let made = if counts_accounts(figure, *profile) {
        accounts(*profile, tally)
    } else {
        sums(*profile, tally, figure, money)
    };
    match profile {
        Profile::Snapshot => format!("snapshot compares the ends, so {made}"),
        tool @ (Profile::Chartmogul
        | Profile::Stripe
        | Profile::Baremetrics
        | Profile::Profitwell) => format!("{tool} {made}"),
    }
}

fn accounts(profile: Profile, tally: &Tally) -> String {
    let counts = &tally.accounts;
    let churned = match (profile, counts.churned) {
        (Profile::Snapshot, 0) if counts.came_and_went > 0 => {
            return "it came and went and is no churned account".to_owned();
        }
        (Profile::Snapshot, 0) => return "nobody churned".to_owned(),
        (Profile::Snapshot, _) => return "it is a churned account".to_owned(),
        (Profile::Profitwell, 0) if counts.came_and_went > 0 => {
            return "ignores who came and went".to_owned();
        }
        (Profile::Chartmogul, n) if n > 0 && n == counts.joined_and_left => {
            return "leaves out who joined in the period".to_owned();
        }
        (_, 0) => "counts no cancellation".to_owned(),
        (_, 1) => "counts 1 cancellation".to_owned(),
        (_, n) => format!("counts {n} cancellations"),
    };
    if profile == Profile::Stripe && counts.new > 0 {
        return format!("{churned}, and a new account below the line");
    }
    churned
}

fn sums(profile: Profile, tally: &Tally, figure: Figure, money: Money<'_>) -> String {
    const CHANGES: [Line; 5] = [
        Line::Contraction,
        Line::Churn,
        Line::New,
        Line::Reactivation,
        Line::Expansion,
    ];
    let lines = CHANGES.into_iter().map(|line| (line, line.mrr(tally)));
    let lines: Vec<(Line, Cents)> = lines.filter(|(_, sum)| *sum != Cents::ZERO).collect();
    let of = |(line, sum): &(Line, Cents)| match profile {
        Profile::Snapshot => format!("{} of {}", money.number(*sum), line.name()),
        Profile::Chartmogul | Profile::Stripe | Profile::Baremetrics | Profile::Profitwell => {
            format!("{} {}", line.name(), money.number(*sum))
        }
    };
    let parts: Vec<String> = lines.iter().map(of).collect();
    let takes_off = figure == Figure::NetMrrChurn && tally.mrr.reactivation > Cents::ZERO;
    let leaves_out = figure == Figure::QuickRatio && tally.mrr.reactivation > Cents::ZERO;
    match (profile, parts.as_slice()) {
        (Profile::Snapshot, []) if tally.accounts.came_and_went > 0 => {
            "it came and went, outside the bridge".to_owned()
        }
        (Profile::Snapshot, []) => "nothing changed".to_owned(),
        (Profile::Snapshot, parts) if takes_off => {
            let parts = and(parts);
            format!("it is {parts}, which its net churn does not take off")
        }
        (Profile::Snapshot, parts) => format!("it is {}", and(parts)),
        (Profile::Profitwell, []) if tally.accounts.came_and_went > 0 => {
            "ignores who came and went".to_owned()
        }
        (_, []) => "counts nothing".to_owned(),
        (Profile::Chartmogul, parts) if takes_off => {
            let parts = and(parts);
            format!("counts {parts} and takes reactivation off net churn")
        }
        (Profile::Baremetrics, parts) if leaves_out => {
            let parts = and(parts);
            format!("counts {parts} and leaves reactivation out of the quick ratio")
        }
        (_, parts) => format!("counts {}", and(parts)),
    }
}
