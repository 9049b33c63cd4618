//! What is said of many companies of one kind, added up. Must not know how they are made.

use std::sync::atomic::{AtomicU64, Ordering};

use churnroom::domain::figure::Figure;
use churnroom::domain::known::KnownSince;
use churnroom::domain::losses::Windows;
use churnroom::domain::period::Period;
use churnroom::domain::profile::Profile;
use churnroom::domain::usual::figures::judged;
use churnroom::domain::usual::reasons::{self, ReasonsJudged, ThemeJudged, reasons, words_since};
use churnroom::domain::usual::{JudgedAs, JudgedFigures, Judgement, LEAST};

use super::company::{CHANGE, Company, Life, MONTHS, first, reach};

/// Months within which a change has to be called.
const SOON: usize = 6;

/// Companies of one kind and size.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What it is called.
    pub name: &'static str,
    /// Accounts on the first day.
    pub accounts: usize,
    /// How it lives.
    pub life: Life,
}

/// The figures that are looked at.
const FIGURES: [Figure; 3] = [Figure::LogoChurn, Figure::GrossMrrChurn, Figure::Nrr];

/// How often something was said, of how many times it could have been.
#[derive(Clone, Copy, Default)]
struct Said {
    times: u64,
    of: u64,
    shifts: u64,
}

impl Said {
    fn add(&mut self, judgement: &Judgement) {
        if matches!(judgement.word, JudgedAs::Unknown | JudgedAs::TooFew) {
            return;
        }
        self.of += 1;
        self.times += u64::from(judgement.word.outside());
        self.shifts += u64::from(judgement.word == JudgedAs::Shift);
    }

    fn yes(&mut self, yes: bool) {
        self.of += 1;
        self.times += u64::from(yes);
    }

    fn cell(self) -> String {
        match self.of {
            0 => String::new(),
            of if self.shifts > 0 => format!(
                "{:.1} % ({:.1})",
                self.times as f64 * 100.0 / of as f64,
                self.shifts as f64 * 100.0 / of as f64
            ),
            of => format!("{:.1} %", self.times as f64 * 100.0 / of as f64),
        }
    }
}

/// What was said of all companies of one kind.
pub struct Tallies {
    kind: Kind,
    /// Logo churn, gross MRR churn, NRR; Numbers; a theme's accounts, mentions, money; Why; called; known later.
    said: [Said; 10],
}

impl Tallies {
    pub const HEAD: &str = "| company | accounts | logo churn | gross MRR churn | NRR | Numbers | theme: accounts | mentions | money | Why | called within 6 months | losses known later |";
    pub const RULE: &str = "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

    fn of(kind: Kind) -> Tallies {
        Tallies {
            kind,
            said: [Said::default(); 10],
        }
    }

    fn add(&mut self, other: &Tallies) {
        for (sum, said) in self.said.iter_mut().zip(other.said) {
            sum.times += said.times;
            sum.of += said.of;
            sum.shifts += said.shifts;
        }
    }

    /// A line of the table; in brackets how much of it are shifts.
    pub fn row(&self) -> String {
        let cells: Vec<String> = self.said.iter().map(|said| said.cell()).collect();
        let (name, accounts) = (self.kind.name, self.kind.accounts);
        format!("| {name} | {accounts} | {} |", cells.join(" | "))
    }

    fn look(&mut self, company: &Company) {
        let ledger = &company.ledger;
        let known = KnownSince::of(ledger, None, Some(reach())).unwrap();
        self.said[9].yes(known.partly());
        let months: Vec<Period> = (0..MONTHS).map(|n| first().plus(n as i32)).collect();
        let all = judged(ledger, known, &months, Profile::Snapshot, reach());
        let until = if self.kind.life.doubled {
            CHANGE
        } else {
            MONTHS
        };
        for month in LEAST..until {
            for (said, figure) in self.said.iter_mut().zip(FIGURES) {
                said.add(&all[month][&figure]);
            }
            self.said[3].yes(news(&all[month], &all[month - 1]));
        }
        self.why(company, &months, until);
        if self.kind.life.doubled {
            let logo = |month: usize| all[month][&Figure::LogoChurn].better == Some(false);
            self.said[8].yes((CHANGE..CHANGE + SOON).any(logo));
        }
    }

    fn why(&mut self, company: &Company, months: &[Period], until: usize) {
        let (evidence, windows) = (&company.evidence, Windows::default());
        let all = reasons(&company.ledger, evidence, months, &windows);
        let (since, book) = (words_since(evidence), evidence.book());
        let mut before = ReasonsJudged::default();
        for month in LEAST..until {
            let past = &all[..=month];
            let now = reasons::judged(
                past,
                book,
                &since,
                months[month],
                reach(),
                std::iter::empty(),
            );
            for theme in &now.themes {
                self.said[4].add(&theme.accounts);
                self.said[5].add(&theme.mentions);
                self.said[6].add(&theme.lost_mrr);
            }
            if now.from.is_none() {
                self.said[7].yes(now.themes.iter().any(|theme| new(theme, &before)));
            }
            before = now;
        }
    }
}

/// Whether a month says something that the month before did not.
fn news(now: &JudgedFigures, before: &JudgedFigures) -> bool {
    FIGURES
        .iter()
        .any(|figure| differs(&now[figure], Some(&before[figure])))
}

fn new(theme: &ThemeJudged, before: &ReasonsJudged) -> bool {
    let mut others = before.themes.iter();
    let before = others.find(|other| other.id == theme.id);
    differs(&theme.accounts, before.map(|other| &other.accounts))
}

fn differs(now: &Judgement, before: Option<&Judgement>) -> bool {
    let said = |judgement: &Judgement| (judgement.word, judgement.better);
    now.word.outside() && before.map(said) != Some(said(now))
}

/// Looks at so many companies of a kind, several at once.
pub fn measure(kind: Kind, companies: u64) -> Tallies {
    let next = AtomicU64::new(0);
    let work = || {
        let mut own = Tallies::of(kind);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= companies {
                return own;
            }
            own.look(&Company::of(number, kind.accounts, kind.life));
        }
    };
    let mut all = Tallies::of(kind);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in running {
            all.add(&worker.join().unwrap());
        }
    });
    all
}
