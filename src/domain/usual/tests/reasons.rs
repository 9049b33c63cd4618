//! Themes by their past: bursts of losses, what is not tagged yet, sources that begin late, and what is said of it.
//! Must not know tables or screens.

use rstest::rstest;

use crate::domain::behind::What;
use crate::domain::counting::CountingWay;
use crate::domain::day::Day;
use crate::domain::evidence::{Evidence, Piece};
use crate::domain::figure::Figure;
use crate::domain::ledger::Ledger;
use crate::domain::losses::Windows;
use crate::domain::metrics::Metrics;
use crate::domain::money::{Cents, Money};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::sample::{evidence, moved, period, tag};
use crate::domain::tally::{Line, Sum, Tally};
use crate::domain::themes::themes;
use crate::domain::usual::findings::{Findings, Owed, Which, made_by, makers};
use crate::domain::usual::reasons::{ReasonsJudged, judged, reasons, words_since};
use crate::domain::usual::{JudgedAs, JudgedFigures, Judgement};

/// Each month so many of 400 accounts leave for price and so many for reporting, from January 2025 on; in some the
/// last so many are not tagged.
struct Company {
    price: Vec<i64>,
    reporting: Vec<i64>,
    not_tagged: Vec<i64>,
    begin: &'static str,
}

impl Company {
    fn of(price: &[i64], reporting: &[i64]) -> Company {
        Company {
            price: price.to_vec(),
            reporting: reporting.to_vec(),
            not_tagged: vec![0; price.len()],
            begin: "2024-12-31",
        }
    }

    fn months(&self) -> Vec<Period> {
        (0..)
            .zip(&self.price)
            .map(|(n, _)| period("2025-01").plus(n))
            .collect()
    }

    fn build(&self) -> (Ledger, Evidence) {
        let mut moves: Vec<(i64, String, i64)> = (0..400)
            .map(|account| (account, self.begin.to_owned(), 10_000))
            .collect();
        let mut said: Vec<(Piece, &[i64])> = Vec::new();
        let mut gone = 0;
        for (n, month) in self.months().iter().enumerate() {
            let on = month.first().plus(9);
            let tags = [
                (self.price[n], &[1_i64] as &[i64]),
                (self.reporting[n], &[2]),
            ];
            let each = tags
                .into_iter()
                .flat_map(|(many, tag)| (0..many).map(move |_| tag));
            let all: Vec<&[i64]> = each.collect();
            let read = all.len() - self.not_tagged[n] as usize;
            for (at, tag) in all.into_iter().enumerate() {
                moves.push((gone, on.to_string(), -10_000));
                let piece = Piece {
                    account: usize::try_from(gone).ok(),
                    // The first survey was on New Year's Day: January is known whole.
                    day: Some(month.first()),
                    exit_survey: true,
                    words: true,
                    ..Piece::default()
                };
                said.push((piece, if at < read { tag } else { &[] }));
                gone += 1;
            }
        }
        let moves: Vec<(i64, &str, i64)> = moves
            .iter()
            .map(|(a, on, d)| (*a, on.as_str(), *d))
            .collect();
        let tags = [tag(1, "price", None), tag(2, "reporting", None)];
        let ledger = moved(&moves);
        let said = evidence(ledger.len(), &said, &tags);
        (ledger, said)
    }

    fn judged(&self, of: Period) -> ReasonsJudged {
        let (ledger, said) = self.build();
        let all = reasons(&ledger, &said, &self.months(), &Windows::default());
        let until = all
            .iter()
            .position(|row| row.period.last() >= of.last())
            .unwrap();
        judged(
            &all[..=until],
            said.book(),
            &words_since(&said),
            of,
            Day::LAST,
            (1..99).map(|n| (all[until].period.plus(n), true)),
        )
    }
}

fn word(found: &ReasonsJudged, theme: &str) -> JudgedAs {
    let own = found.themes.iter().find(|own| own.theme == theme).unwrap();
    own.accounts.word
}

#[test]
fn a_theme_is_judged_by_its_lost_accounts() {
    let company = Company::of(
        &[3, 2, 4, 3, 3, 2, 4, 3, 3, 3],
        &[1, 0, 1, 1, 0, 1, 1, 0, 1, 9],
    );
    let found = company.judged(period("2025-10"));
    assert_eq!(word(&found, "reporting"), JudgedAs::Signal);
    assert_eq!(word(&found, "price"), JudgedAs::Routine);
    let reporting = &found.themes[1];
    assert_eq!(
        (reporting.accounts.better, reporting.accounts.low),
        (Some(false), Some(0.0))
    );
    assert_eq!(found.usual(reporting.id).unwrap(), "0-4 ▲");
    // A handful of lost accounts a period says nothing of their money.
    assert_eq!(reporting.lost_mrr.word, JudgedAs::TooFew);
    assert_eq!(found.largest.as_ref().unwrap().theme, "price");
    let before = company.judged(period("2025-08"));
    assert_eq!(word(&before, "price"), JudgedAs::Unknown);
    assert_eq!(
        before.not_yet().unwrap(),
        "themes: usual ranges from September 2025"
    );
}

/// The month in which the ledger begins is part of no range, as nobody was there at its start.
#[rstest]
#[case("2024-12-31", "2025-09")]
#[case("2025-01-01", "2025-10")]
fn the_first_month_with_ranges_is_said_on_every_page(
    #[case] begin: &'static str,
    #[case] range: Period,
) {
    let mut company = Company::of(&[3; 12], &[1; 12]);
    company.begin = begin;
    for month in company.months() {
        let found = company.judged(month);
        // Of a first month that lost nobody there was nothing is asked.
        let asked = !found.themes.is_empty() && month.first() < range.first();
        assert_eq!(found.from, asked.then_some(range), "{month}");
    }
}

#[test]
fn what_is_not_tagged_yet_is_neither_judged_nor_part_of_a_range() {
    let mut company = Company::of(&[3; 11], &[1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 9]);
    company.not_tagged[10] = 4;
    let found = company.judged(period("2025-11"));
    assert!(found.not_tagged && found.from.is_none());
    assert_eq!(word(&found, "reporting"), JudgedAs::Unknown);
    assert!(found.not_yet().unwrap().contains("not tagged yet"));
    // Nor are months of the past: with three of ten unread there are seven.
    company.not_tagged = vec![0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 0];
    let found = company.judged(period("2025-11"));
    assert_eq!(found.themes[1].accounts.periods, 7);
    assert_eq!(word(&found, "reporting"), JudgedAs::Unknown);
}

#[test]
fn the_largest_cause_is_of_all_that_was_tagged() {
    let mut company = Company::of(&[3; 11], &[1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1]);
    company.not_tagged[8] = 2;
    let largest = company.judged(period("2025-11")).largest.unwrap();
    assert_eq!(
        (&*largest.theme, largest.since, largest.usual),
        ("price", period("2025-06"), true)
    );
    assert_eq!((largest.tagged, largest.of), (5, 6));
    assert_eq!(largest.mrr, Cents(170_000), "what is tagged counts");
    company.not_tagged[10] = 4;
    let unread = company.judged(period("2025-11")).largest.unwrap();
    assert_eq!((unread.tagged, unread.usual), (4, false));
    company.not_tagged = vec![3; 11];
    assert_eq!(company.judged(period("2025-11")).largest, None);
    let early = Company::of(&[3; 3], &[1, 0, 1]);
    assert!(
        !early.judged(period("2025-03")).largest.unwrap().usual,
        "without a range none is usual"
    );
}

#[test]
fn a_quarters_themes_are_judged_by_its_months() {
    let company = Company::of(&[3; 12], &[1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 9, 1]);
    let found = company.judged(period("2025-Q4"));
    let own = found.themes[1].accounts;
    assert_eq!(
        (own.word, own.of),
        (JudgedAs::Signal, Some(period("2025-11")))
    );
    assert_eq!(word(&found, "price"), JudgedAs::Routine);
}

/// What is said of October, of figures that the test makes up.
pub(super) fn said_of_october(change: impl Fn(&mut Metrics), owed: Owed) -> Findings {
    let company = Company::of(&[3; 10], &[1, 0, 1, 1, 0, 1, 1, 0, 1, 9]);
    let (october, (ledger, said)) = (period("2025-10"), company.build());
    let judged = company.judged(october);
    let tally = Tally::of(&ledger, 0, october.into(), Profile::Snapshot);
    let mut metrics = tally.metrics(october, &CountingWay::of(Profile::Snapshot));
    change(&mut metrics);
    let themes = themes(&ledger, &said, october, &Windows::default());
    let by = |_| Sum {
        accounts: 2,
        mrr: Cents(305_900),
    };
    Findings::of(&metrics, &themes, &judged, owed, by)
}

pub(super) fn money(amount: Cents) -> String {
    format!("€{}", Money::of(None).whole(amount))
}

#[test]
fn an_unusual_theme_is_said_with_its_accounts() {
    let all = said_of_october(|_| (), Owed::default());
    assert_eq!(
        all.unusual_lines(&money),
        ["reporting: 9 accounts, €900 (usual: 0 to 4 accounts a month)"]
    );
    assert_eq!(
        all.usual_line(&money).unwrap(),
        "largest usual cause since May: price, €1,800"
    );
    assert_eq!(all.owed_line(&money), None);
}

#[test]
fn an_unusual_figure_is_said_with_who_made_it() {
    let gross = Judgement {
        word: JudgedAs::Signal,
        better: Some(false),
        low: Some(0.007),
        high: Some(0.052),
        periods: 12,
        ..Judgement::default()
    };
    let owed = Owed {
        late: 2,
        days: 9,
        nobody_said: Sum {
            accounts: 1,
            mrr: Cents(47_600),
        },
        not_tagged: Sum::default(),
    };
    let change = |metrics: &mut Metrics| {
        metrics.rates.gross_mrr_churn = Some(0.064);
        let usual = Judgement {
            word: JudgedAs::Routine,
            ..gross
        };
        let few = Judgement {
            word: JudgedAs::TooFew,
            ..Judgement::default()
        };
        metrics.judged = Some(JudgedFigures::from([
            (Figure::GrossMrrChurn, gross),
            (Figure::LogoChurn, usual),
            (Figure::Nrr, few),
        ]));
    };
    let all = said_of_october(change, owed);
    assert_eq!(all.unusual[0].what, Which::Figure(Figure::GrossMrrChurn));
    let unusual = all.unusual_lines(&money);
    assert_eq!(
        unusual[0],
        "Gross MRR churn 6.4 %, above usual: €3,059 of it from 2 accounts"
    );
    let usual = all.usual_line(&money).unwrap();
    assert!(usual.starts_with("Logo churn; "), "{usual}");
    assert_eq!(
        all.owed_line(&money).unwrap(),
        "2 actions up to 9 days late · nobody said why: €476"
    );
    for word in ["signal", "routine", "p-value", "Fisher"] {
        assert!(!(unusual.join(" ") + &usual).contains(word), "{word}");
    }
}

#[test]
fn the_largest_losses_that_make_a_figure_unusual_are_named() {
    let october = period("2025-10");
    let mut tally = Tally::default();
    tally.mrr.opening = Cents(1_000_000);
    tally.mrr.churn = Cents(64_000);
    let mut metrics = tally.metrics(october, &CountingWay::of(Profile::Snapshot));
    let losses = [30_000, 20_000, 8_000, 6_000].map(Cents);
    let judgement = |word, better| Judgement {
        word,
        better,
        low: Some(0.01),
        high: Some(0.03),
        ..Judgement::default()
    };
    let mut of = |judgement| {
        metrics.judged = Some(JudgedFigures::from([(Figure::GrossMrrChurn, judgement)]));
        makers(Figure::GrossMrrChurn, &metrics, &losses)
    };
    // 6.4 % with 3 % at most: without the two largest, 1.4 %.
    let two = Sum {
        accounts: 2,
        mrr: Cents(50_000),
    };
    assert_eq!(of(judgement(JudgedAs::Signal, Some(false))), two);
    let all = Sum {
        accounts: 4,
        mrr: Cents(64_000),
    };
    assert_eq!(of(judgement(JudgedAs::Shift, Some(false))), all);
}

/// NRR is made by those who pay less, or by those who pay more: each side names its own, also beside gross churn.
/// Here it is 108.6 % of 1,000,000.
#[rstest]
#[case(true, (0.95, 1.03), [90_000, 40_000, 20_000], (1, 90_000))]
#[case(true, (0.95, 0.98), [90_000, 40_000, 20_000], (2, 130_000))]
#[case(false, (1.12, 1.2), [30_000, 20_000, 14_000], (2, 50_000))]
fn nrr_names_who_made_it_on_either_side(
    #[case] better: bool,
    #[case] (low, high): (f64, f64),
    #[case] parts: [i64; 3],
    #[case] by: (u64, i64),
) {
    let mut tally = Tally::default();
    tally.mrr.opening = Cents(1_000_000);
    tally.mrr.churn = Cents(64_000);
    tally.mrr.expansion = Cents(150_000);
    let mut metrics = tally.metrics(period("2025-10"), &CountingWay::of(Profile::Snapshot));
    let judged = Judgement {
        word: JudgedAs::Signal,
        better: Some(better),
        low: Some(low),
        high: Some(high),
        ..Judgement::default()
    };
    metrics.judged = Some(JudgedFigures::from([(Figure::Nrr, judged)]));
    let gains = made_by(Figure::Nrr, Some(better)) == What::Line(Line::Expansion);
    assert_eq!(gains, better);
    let found = makers(Figure::Nrr, &metrics, &parts.map(Cents));
    assert_eq!((found.accounts, found.mrr.0), by);
    let change = |all: &mut Metrics| {
        all.rates = metrics.rates;
        all.judged = metrics.judged.clone();
    };
    let side = if better { "above" } else { "below" };
    assert_eq!(
        said_of_october(change, Owed::default()).unusual_lines(&money)[0],
        format!("NRR 108.6 %, {side} usual: €3,059 of it from 2 accounts")
    );
}
