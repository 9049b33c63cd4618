//! The life of one generated account: who it is, when it stays, what it pays.
//! Must not know files. Everything follows from seed and number, so no account is kept in memory.

use super::prng::Prng;
use super::words::REGIONS;
use crate::domain::day::Day;
use crate::domain::money::Cents;

/// The span of the generated company.
#[derive(Clone, Copy, Debug)]
pub(super) struct CompanySpan {
    /// The first day of its first month.
    pub(super) first: Day,
    /// Today; nothing is later.
    pub(super) today: Day,
}

/// A plan: share among accounts, seats, price per seat, and how many in a thousand leave each month.
pub(super) struct CompanyPlan {
    pub(super) name: &'static str,
    pub(super) segment: &'static str,
    pub(super) size: &'static str,
    share: u64,
    seats: (i64, i64),
    per_seat: i64,
    leave: u64,
    channels: &'static [(&'static str, u64)],
}

#[rustfmt::skip]
const PLANS: [CompanyPlan; 4] = [
    CompanyPlan { name: "Starter", segment: "Small business", size: "1-9", share: 420, seats: (3, 9), per_seat: 1_100, leave: 34,
        channels: &[("organic", 300), ("paid search", 250), ("referral", 220), ("paid social", 170), ("partner", 60)] },
    CompanyPlan { name: "Team", segment: "Small business", size: "10-24", share: 350, seats: (9, 42), per_seat: 1_250, leave: 27,
        channels: &[("organic", 250), ("paid search", 220), ("partner", 220), ("referral", 200), ("outbound", 60), ("event", 50)] },
    CompanyPlan { name: "Pro", segment: "Mid-market", size: "25-99", share: 190, seats: (22, 90), per_seat: 1_700, leave: 21,
        channels: &[("partner", 320), ("outbound", 220), ("referral", 180), ("event", 140), ("organic", 140)] },
    CompanyPlan { name: "Enterprise", segment: "Enterprise", size: "100+", share: 40, seats: (100, 320), per_seat: 1_300, leave: 12,
        channels: &[("outbound", 450), ("partner", 350), ("event", 200)] },
];

/// Somebody who came from paid social and leaves more often, for the first `WEAK` days above all.
const WEAK: i32 = 90;

/// One of a list by its share in a thousand.
pub(super) fn weighted<'a, T>(rng: &mut Prng, list: &'a [T], share: impl Fn(&T) -> u64) -> &'a T {
    let mut at = rng.below(list.iter().map(&share).sum());
    list.iter()
        .find(|item| {
            let found = at < share(item);
            at = at.saturating_sub(share(item));
            found
        })
        .unwrap_or(&list[0])
}

/// Who an account is and how long it stays.
pub(super) struct Life {
    pub(super) plan: &'static CompanyPlan,
    pub(super) channel: &'static str,
    pub(super) region: &'static str,
    pub(super) start: Day,
    /// The first day without it, if it left by today.
    pub(super) left: Option<Day>,
    rng: Prng,
}

/// A subscription of an account.
pub(super) struct Subscription {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    pub(super) monthly: Cents,
    pub(super) yearly: bool,
}

impl Life {
    /// The life of an account.
    pub(super) fn of(seed: u64, index: u64, span: CompanySpan) -> Life {
        let mut rng = Prng::of(seed, 1, index);
        let plan = weighted(&mut rng, &PLANS, |plan| plan.share);
        let channel = weighted(&mut rng, plan.channels, |(_, share)| *share).0;
        let region = weighted(&mut rng, REGIONS, |(_, share)| *share).0;
        let days = span.today.0 - span.first.0;
        // A good part of the accounts is there from the first month on; nothing is older than the company.
        let latest = if rng.chance(350) { 27 } else { days };
        let start = span.first.plus(rng.between(0, i64::from(latest)) as i32);
        let left = departure(&mut rng, plan, channel, start, span);
        Life {
            plan,
            channel,
            region,
            start,
            left,
            rng,
        }
    }

    /// Whether it is a customer on a day (the first time: a return is not looked at).
    pub(super) fn is_here(&self, day: Day) -> bool {
        self.start <= day && self.left.is_none_or(|left| day < left)
    }

    /// What it pays, in order: some grow, some shrink, and a few who left come back.
    pub(super) fn subscriptions(mut self, span: CompanySpan) -> Vec<Subscription> {
        let rng = &mut self.rng;
        let mut seats = rng.between(self.plan.seats.0, self.plan.seats.1);
        let yearly = self.plan.name == "Enterprise" || rng.chance(180);
        let paid = |start, end, seats: i64| Subscription {
            start,
            end,
            monthly: Cents(seats * self.plan.per_seat),
            yearly,
        };
        let mut out = Vec::new();
        let mut at = self.start;
        let stays = self.left.unwrap_or(span.today);
        while out.len() < 6 {
            let next = at.plus(rng.between(100, 900) as i32);
            if next >= stays {
                break;
            }
            out.push(paid(at, Some(next), seats));
            seats = if rng.chance(620) {
                seats + 1 + seats * rng.between(8, 35) / 100
            } else {
                (seats * rng.between(50, 85) / 100).max(1)
            };
            at = next;
        }
        out.push(paid(at, self.left, seats));
        if let Some(left) = self.left {
            let back = left.plus(rng.between(40, 200) as i32);
            if rng.chance(60) && back < span.today {
                out.push(paid(back, None, seats));
            }
        }
        out
    }
}

/// The day an account leaves: each month it is asked once, integers only.
fn departure(
    rng: &mut Prng,
    plan: &CompanyPlan,
    channel: &str,
    start: Day,
    span: CompanySpan,
) -> Option<Day> {
    let mut month = start;
    while month <= span.today {
        let weak = channel == "paid social" && month.0 - start.0 < WEAK;
        if rng.chance(plan.leave * if weak { 3 } else { 1 }) {
            let day = month.plus(rng.between(1, 30) as i32);
            return (day <= span.today).then_some(day);
        }
        month = month.plus(30);
    }
    None
}
