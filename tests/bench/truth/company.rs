//! A company whose truth is known: who leaves, shrinks and grows, at which rate and for which reason.
//! Must not know what is said of it.

use std::sync::LazyLock;

use churnroom::domain::day::Day;
use churnroom::domain::evidence::{Evidence, EvidenceBuilder, Piece, TagTree};
use churnroom::domain::feedback::Tag;
use churnroom::domain::ids::{AccountId, FeedbackId, TagId};
use churnroom::domain::ledger::{Ledger, LedgerBuilder};
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::sort::sort_by_key;

use super::dice::Dice;

/// Months that are generated.
pub const MONTHS: usize = 36;
/// The month from which on churn is doubled, where it is.
pub const CHANGE: usize = 24;

/// How many of a hundred losses have each reason, the dearest first.
const REASONS: [f64; 8] = [28.0, 20.0, 15.0, 12.0, 9.0, 7.0, 5.0, 4.0];

/// How a company lives.
#[derive(Clone, Copy)]
pub struct Life {
    /// How many leave in a month, as a fraction.
    pub leave: f64,
    /// How many shrink, and how many grow.
    pub shrink: f64,
    /// How many grow.
    pub grow: f64,
    /// How much larger it is each month.
    pub growth: f64,
    /// How many are bound for a year at a time.
    pub yearly: f64,
    /// Whether mentions come in bursts.
    pub bursts: bool,
    /// Whether twice as many leave from `CHANGE` on.
    pub doubled: bool,
}

impl Default for Life {
    fn default() -> Life {
        Life {
            leave: 0.03,
            shrink: 0.02,
            grow: 0.03,
            growth: 0.0,
            yearly: 0.0,
            bursts: false,
            doubled: false,
        }
    }
}

impl Life {
    fn leaves(&self, month: usize) -> f64 {
        let twice = self.doubled && month >= CHANGE;
        self.leave * if twice { 2.0 } else { 1.0 }
    }
}

/// What the program is given of a company.
pub struct Company {
    /// What accounts pay.
    pub ledger: Ledger,
    /// What they say.
    pub evidence: Evidence,
}

/// The first month.
pub fn first() -> Period {
    Period::month_of(Day::ymd(2023, 1, 1).unwrap())
}

/// The last day.
pub fn reach() -> Day {
    first().plus(MONTHS as i32 - 1).last()
}

/// What the demo's accounts pay a month, in cents: those of its companies. Who works alone pays one price, a seventieth
/// of the others' mean: half of all accounts would weigh nothing.
static PRICES: LazyLock<Vec<i64>> = LazyLock::new(|| {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/demo/subscriptions.csv"
    );
    let mut file = csv::Reader::from_path(path).unwrap();
    let rows = file.records().map(Result::unwrap);
    let prices = rows
        .filter(|row| &row[8] != "yes" && &row[7] != "Solo")
        .map(|row| {
            let price: f64 = row[4].parse().unwrap();
            let months = if &row[5] == "year" { 12.0 } else { 1.0 };
            (price / months * 100.0).round() as i64
        });
    prices.filter(|price| *price > 0).collect()
});

#[derive(Clone, Copy)]
struct Active {
    id: i64,
    mrr: i64,
    joined: usize,
    yearly: bool,
}

/// A company in the making.
struct Making {
    dice: Dice,
    life: Life,
    ledger: LedgerBuilder,
    active: Vec<Active>,
    last: i64,
    /// What was said: account, day, whether when leaving, the reason.
    said: Vec<(Option<i64>, Day, bool, Option<usize>)>,
}

impl Company {
    /// The company of a number.
    pub fn of(number: u64, accounts: usize, life: Life) -> Company {
        let mut making = Making {
            dice: Dice::of(number),
            life,
            ledger: LedgerBuilder::default(),
            active: Vec::new(),
            last: 0,
            said: Vec::new(),
        };
        let begin = first().first().before();
        for _ in 0..accounts {
            // Those bound for a year are somewhere in it.
            let into = making.dice.below(12);
            making.join(begin, into);
        }
        for month in 0..MONTHS {
            making.live(month);
            making.talk(month);
        }
        making.done()
    }
}

impl Making {
    fn join(&mut self, day: Day, joined: usize) {
        self.last += 1;
        let mrr = PRICES[self.dice.below(PRICES.len())];
        let yearly = self.dice.happens(self.life.yearly);
        self.ledger.movement(AccountId(self.last), day, Cents(mrr));
        self.active.push(Active {
            id: self.last,
            mrr,
            joined,
            yearly,
        });
    }

    fn day(&mut self, month: usize) -> Day {
        let period = first().plus(month as i32);
        period.first().plus(self.dice.below(28) as i32)
    }

    /// A month in which accounts leave, shrink, grow and come.
    fn live(&mut self, month: usize) {
        let leave = self.life.leaves(month);
        let yearly = 1.0 - (1.0 - leave).powi(12);
        let before = self.active.len();
        let mut active = std::mem::take(&mut self.active);
        active.retain_mut(|account| {
            let due = month % 12 == account.joined % 12;
            let leave = match (account.yearly, due) {
                (false, _) => leave,
                (true, true) => yearly,
                (true, false) => 0.0,
            };
            let roll = self.dice.part();
            if roll < leave {
                self.change(account, month, -account.mrr);
                return false;
            }
            if roll < leave + self.life.shrink {
                self.change(account, month, -(account.mrr * 3 / 10));
            } else if roll < leave + self.life.shrink + self.life.grow {
                self.change(account, month, account.mrr / 5);
            }
            true
        });
        self.active = active;
        let come = before as f64 * (self.life.leave + self.life.growth);
        for _ in 0..self.dice.times(come) {
            let day = self.day(month);
            self.join(day, month);
        }
    }

    fn change(&mut self, account: &mut Active, month: usize, delta: i64) {
        let day = self.day(month);
        self.ledger
            .movement(AccountId(account.id), day, Cents(delta));
        account.mrr += delta;
        let left = account.mrr == 0;
        // Four of five who leave say why, and half of those who shrink.
        if delta < 0 && self.dice.happens(if left { 0.8 } else { 0.5 }) {
            let reason = self.dice.weighted(&REASONS);
            self.said.push((Some(account.id), day, left, Some(reason)));
        }
    }

    /// What else is said in a month, by nobody in particular.
    fn talk(&mut self, month: usize) {
        let mut weights = REASONS.to_vec();
        if self.life.bursts && self.dice.happens(0.1) {
            let one = self.dice.below(weights.len());
            weights[one] *= 6.0;
        }
        let many = self.dice.times(self.active.len() as f64 * 0.15);
        for _ in 0..many {
            let day = self.day(month);
            let reason = self.dice.happens(0.6).then(|| self.dice.weighted(&weights));
            self.said.push((None, day, false, reason));
        }
    }

    fn done(mut self) -> Company {
        let ledger = self.ledger.build();
        let mut evidence = EvidenceBuilder::new(ledger.len());
        sort_by_key(&mut self.said, |said| said.1);
        for (id, (account, day, exit_survey, reason)) in (1..).map(FeedbackId).zip(&self.said) {
            evidence.piece(Piece {
                id,
                account: account.and_then(|id| ledger.index(AccountId(id))),
                day: Some(*day),
                exit_survey: *exit_survey,
                words: true,
                ..Piece::default()
            });
            if let Some(reason) = reason {
                evidence.tag(id, TagId(*reason as i64 + 1));
            }
        }
        let tags = (0..REASONS.len()).map(|n| Tag {
            id: TagId(n as i64 + 1),
            name: format!("reason {n}"),
            ..Tag::default()
        });
        let tags: Vec<Tag> = tags.collect();
        Company {
            ledger,
            evidence: evidence.build(TagTree::new(&tags)),
        }
    }
}
