//! What is said of actions whose truth is known: on drawn lists, on lists picked by hand, on the whole list of those at
//! risk, and against a theme; where nothing was done, where it helped, and where something else happened meanwhile.
//! Must not know the store: what is measured are the rules alone.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use churnroom::domain::day::Day;
use churnroom::domain::effect::aim::{Aim, Listed};
use churnroom::domain::effect::found::{Deed, of_list, of_theme};
use churnroom::domain::effect::months::Months;
use churnroom::domain::effect::promise::{self, Horizon};
use churnroom::domain::effect::verdict::EffectWord;
use churnroom::domain::evidence::{Evidence, EvidenceBuilder, Piece, TagTree};
use churnroom::domain::feedback::Tag;
use churnroom::domain::ids::{AccountId, ActionId, FeedbackId, TagId};
use churnroom::domain::ledger::{Ledger, LedgerBuilder};
use churnroom::domain::losses::Windows;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::risk::hash;
use churnroom::domain::sort::sort_by_key;

use super::dice::Dice;

/// Months before something is agreed, and after.
const BEFORE: usize = 24;
const AFTER: usize = 13;
/// How many of a hundred losses have each reason.
const REASONS: [f64; 8] = [28.0, 20.0, 15.0, 12.0, 9.0, 7.0, 5.0, 4.0];
/// How many leave in a month, and how many of those at risk.
const LEAVE: f64 = 0.022;
const AT_RISK: f64 = 0.075;
/// How many are at risk.
const RISKY: f64 = 0.15;
/// How many of those who are there already: they stay for less long.
const STANDING: f64 = RISKY / AT_RISK / (RISKY / AT_RISK + (1.0 - RISKY) / LEAVE);

/// Whom an action is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// A drawn half of all.
    Drawn,
    /// A drawn half of those at risk.
    DrawnAtRisk,
    /// A third of all, picked from those who are not at risk.
    Picked,
    /// All at risk, taken whole from the list of them.
    AtRisk,
    /// All at risk, brought as a file: they are held against the rest of the room.
    AtRiskOfAll,
    /// A third of those at risk, marked on the list of them.
    SomeAtRisk,
    /// The theme that was worst in the last month.
    Theme,
}

/// One kind of action.
#[derive(Clone, Copy)]
pub struct Kind {
    name: &'static str,
    whom: Whom,
    /// What it leaves of the losses it is meant against.
    leaves: f64,
    /// What becomes of another theme from then on.
    other: f64,
    /// How many texts of what came after are not tagged.
    untagged: f64,
}

/// Every kind that is measured.
pub fn kinds() -> Vec<Kind> {
    let kind = |name, whom, leaves| Kind {
        name,
        whom,
        leaves,
        other: 1.0,
        untagged: 0.0,
    };
    let theme = kind("theme, nothing done", Whom::Theme, 1.0);
    vec![
        kind("drawn half, nothing done", Whom::Drawn, 1.0),
        kind("drawn half, halved", Whom::Drawn, 0.5),
        kind(
            "drawn half of those at risk, nothing done",
            Whom::DrawnAtRisk,
            1.0,
        ),
        kind(
            "drawn half of those at risk, halved",
            Whom::DrawnAtRisk,
            0.5,
        ),
        kind("picked by hand, nothing done", Whom::Picked, 1.0),
        kind("picked by hand, halved", Whom::Picked, 0.5),
        kind("all at risk, nothing done", Whom::AtRisk, 1.0),
        kind(
            "all at risk against the rest, nothing done",
            Whom::AtRiskOfAll,
            1.0,
        ),
        kind("some of those at risk, nothing done", Whom::SomeAtRisk, 1.0),
        theme,
        Kind {
            name: "theme, another one trebles",
            other: 3.0,
            ..theme
        },
        Kind {
            name: "theme, 40 % of what came after not tagged",
            untagged: 0.4,
            ..theme
        },
        kind("theme, halved", Whom::Theme, 0.5),
    ]
}

#[derive(Clone, Copy)]
struct One {
    id: i64,
    risky: bool,
    touched: bool,
}

/// A company in the making.
struct Making {
    dice: Dice,
    ledger: LedgerBuilder,
    active: Vec<One>,
    last: i64,
    /// Account, day, reason.
    said: Vec<(i64, Day, Option<usize>)>,
    lost: [u64; REASONS.len()],
}

impl Making {
    fn join(&mut self, day: Day) {
        self.join_with(day, RISKY);
    }

    fn join_with(&mut self, day: Day, risky: f64) {
        self.last += 1;
        let risky = self.dice.happens(risky);
        self.ledger
            .movement(AccountId(self.last), day, Cents(10_000));
        self.active.push(One {
            id: self.last,
            risky,
            touched: false,
        });
    }

    /// A month; `leaves` says what of an account's and a reason's losses are left.
    fn live(&mut self, month: Period, untagged: f64, leaves: impl Fn(&One, usize) -> f64) {
        self.lost = [0; REASONS.len()];
        let before = self.active.len();
        let mut active = std::mem::take(&mut self.active);
        active.retain(|one| {
            let rate = if one.risky { AT_RISK } else { LEAVE };
            if !self.dice.happens(rate * 1.5) {
                return true;
            }
            // Thinned by its reason, so that what helps against one leaves the others as they were.
            let reason = self.dice.weighted(&REASONS);
            if !self.dice.happens((leaves(one, reason) / 1.5).min(1.0)) {
                return true;
            }
            let day = month.first().plus(self.dice.below(28) as i32);
            self.ledger.movement(AccountId(one.id), day, Cents(-10_000));
            self.lost[reason] += 1;
            if self.dice.happens(0.8) {
                let read = !self.dice.happens(untagged);
                self.said.push((one.id, day, read.then_some(reason)));
            }
            false
        });
        let gone = before - active.len();
        self.active = active;
        for _ in 0..gone {
            let day = month.first().plus(self.dice.below(28) as i32);
            self.join(day);
        }
    }
}

fn month(number: usize) -> Period {
    Period::month_of(Day::ymd(2023, 1, 1).unwrap()).plus(number as i32)
}

/// What was said of one company: the promised power, and the word that fell.
fn company(number: u64, accounts: usize, kind: Kind) -> (Option<f64>, EffectWord) {
    let mut making = Making {
        dice: Dice::of(number),
        ledger: LedgerBuilder::default(),
        active: Vec::new(),
        last: 0,
        said: Vec::new(),
        lost: [0; REASONS.len()],
    };
    for _ in 0..accounts {
        making.join_with(month(0).first().before(), STANDING);
    }
    for number in 0..BEFORE {
        making.live(month(number), 0.0, |_, _| 1.0);
    }
    let worst = (0..REASONS.len()).max_by_key(|n| making.lost[*n]).unwrap();
    let day = month(BEFORE).first().plus(4);
    let mut aim = listed(&making.active, kind.whom, day, worst);
    if matches!(kind.whom, Whom::Drawn | Whom::DrawnAtRisk) {
        aim.draw(&number.to_string(), hash);
    }
    for one in &mut making.active {
        one.touched = aim
            .members
            .iter()
            .any(|m| m.touched && m.account.0 == one.id);
    }
    let done = day.plus(10);
    let other = if worst == 0 { 1 } else { 0 };
    for number in BEFORE..BEFORE + AFTER {
        let helps = month(number).first() > done;
        let untagged = if helps { kind.untagged } else { 0.0 };
        making.live(month(number), untagged, |one, reason| match kind.whom {
            Whom::Theme if reason == worst && helps => kind.leaves,
            Whom::Theme if reason == other && helps => kind.other,
            Whom::Theme => 1.0,
            _ if one.touched => kind.leaves,
            _ => 1.0,
        });
    }
    judged(making, aim, done)
}

fn listed(active: &[One], whom: Whom, day: Day, worst: usize) -> Aim {
    let on = |one: &&One| match whom {
        Whom::Drawn => true,
        Whom::DrawnAtRisk | Whom::AtRisk | Whom::AtRiskOfAll | Whom::SomeAtRisk => one.risky,
        Whom::Picked => !one.risky && one.id % 3 == 0,
        Whom::Theme => false,
    };
    let members = active.iter().filter(on).map(|one| Listed {
        account: AccountId(one.id),
        touched: whom != Whom::SomeAtRisk || one.id % 3 == 0,
    });
    Aim {
        action: Some(ActionId(1)),
        theme: Some(TagId(worst as i64 + 1)),
        day,
        rest: matches!(whom, Whom::Picked | Whom::AtRiskOfAll),
        members: members.collect(),
        ..Aim::default()
    }
}

fn judged(making: Making, mut aim: Aim, done: Day) -> (Option<f64>, EffectWord) {
    let ledger = making.ledger.build();
    let evidence = evidence(&ledger, making.said);
    let known = |reach: Day| Horizon {
        reach,
        losses: month(0).first(),
        words: month(0).first(),
    };
    let then = known(month(BEFORE - 1).last());
    let windows = Windows::default();
    let mut months = Months::new(&ledger, &evidence, &windows);
    let by_theme = aim.members.is_empty();
    let promise = if by_theme {
        let theme = aim
            .theme
            .and_then(|id| evidence.book().theme_of(id))
            .unwrap();
        let chosen = (Some(done), month(BEFORE - 1));
        promise::of_theme(&mut months, theme, &aim, chosen, &then)
    } else {
        promise::of_list(&ledger, &aim, Some(done), &then)
    };
    let power = promise.on.and(promise.power);
    aim.promise = Some(promise);
    let deed = Deed {
        done: Some(done),
        dropped: false,
        theme: aim.theme,
    };
    // Looked at every month: a verdict that has fallen stays.
    for number in BEFORE..BEFORE + AFTER {
        let now = known(month(number).last());
        let found = match by_theme {
            true => of_theme(&mut months, &aim, &deed, &now),
            false => of_list(&ledger, &aim, &deed, &now),
        };
        if let Some(found) = found.filter(|found| found.has_fallen()) {
            return (power, found.verdict.word);
        }
    }
    (power, EffectWord::Unknown)
}

fn evidence(ledger: &Ledger, mut said: Vec<(i64, Day, Option<usize>)>) -> Evidence {
    sort_by_key(&mut said, |said| said.1);
    let mut builder = EvidenceBuilder::new(ledger.len());
    for (id, (account, day, reason)) in (1..).map(FeedbackId).zip(said) {
        builder.piece(Piece {
            id,
            account: ledger.index(AccountId(account)),
            day: Some(day),
            exit_survey: true,
            words: true,
            ..Piece::default()
        });
        if let Some(reason) = reason {
            builder.tag(id, TagId(reason as i64 + 1));
        }
    }
    let tags = (0..REASONS.len()).map(|n| Tag {
        id: TagId(n as i64 + 1),
        name: format!("reason {n}"),
        ..Tag::default()
    });
    let tags: Vec<Tag> = tags.collect();
    builder.build(TagTree::new(&tags))
}

/// The head of the table.
pub const HEAD: &str = "| action | accounts | got a promise | promised power | better | worse | together | fewer, picked by hand | no better | too few | not told |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

/// The words of its columns.
const WORDS: [&[EffectWord]; 7] = [
    &[EffectWord::Better],
    &[EffectWord::Worse],
    &[EffectWord::Better, EffectWord::Worse],
    &[EffectWord::FewerHandPicked],
    &[EffectWord::NoBetter],
    &[EffectWord::TooFew],
    &[EffectWord::Unknown],
];

/// A line of the table: shares of all companies; of the power, and of what is found where it helped, of those that got
/// a promise.
pub fn row(accounts: usize, kind: Kind, companies: u64) -> String {
    let found: Mutex<Vec<(Option<f64>, EffectWord)>> = Mutex::default();
    let next = AtomicU64::new(1);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number > companies {
                        break;
                    }
                    let one = company(number, accounts, kind);
                    found.lock().unwrap().push(one);
                }
            });
        }
    });
    let found = found.into_inner().unwrap();
    let promised: Vec<f64> = found.iter().filter_map(|(power, _)| *power).collect();
    let helped = kind.leaves < 1.0;
    let of = if helped { promised.len() } else { found.len() };
    let percent = |n: usize, of: usize| match of {
        0 => String::new(),
        of => format!("{:.1} %", n as f64 * 100.0 / of as f64),
    };
    let share = |words: &[EffectWord]| {
        let those = found
            .iter()
            .filter(|(power, word)| words.contains(word) && (!helped || power.is_some()));
        percent(those.count(), of)
    };
    let power = promised.iter().sum::<f64>() / promised.len().max(1) as f64;
    let power = if promised.is_empty() {
        String::new()
    } else {
        format!("{:.1} %", power * 100.0)
    };
    let words = WORDS.map(share).join(" | ");
    format!(
        "| {} | {accounts} | {} | {power} | {words} |",
        kind.name,
        percent(promised.len(), found.len())
    )
}
