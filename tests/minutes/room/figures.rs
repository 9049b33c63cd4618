//! The figures of the room made by hand.

use churnroom::domain::figure::Figure;
use churnroom::domain::goals::Goal;
use churnroom::domain::hindsight::HindsightCounts;
use churnroom::domain::ids::TagId;
use churnroom::domain::known::{KnownSince, LossesSince};
use churnroom::domain::marks::{DayMark, MarkKind};
use churnroom::domain::metrics::{
    Breakdown, BreakdownRow, Cohort, Cohorts, Compared, Dimension, Metrics, Review,
};
use churnroom::domain::money::Cents;
use churnroom::domain::profile::Profile;
use churnroom::domain::tally::Sum;
use churnroom::domain::tally::{AccountCounts, MrrSums, Rates};
use churnroom::domain::themes::{LostInPeriod, Outside, Theme, ThemeTrend, Themes, Unknown};
use churnroom::domain::usual::{JudgedAs, JudgedFigures, Judgement};

use super::{Hand, period};

impl Hand {
    pub(super) fn metrics(&self) -> Metrics {
        let empty = Metrics {
            period: period(),
            from: period().first(),
            to: period().last(),
            profile: Profile::Snapshot,
            currency: None,
            accounts: AccountCounts::default(),
            mrr: MrrSums::default(),
            rates: Rates::default(),
            by: None,
            causes: None,
            disclosed: Vec::new(),
            judged: None,
            first_range: None,
            unknown: None,
            until: None,
        };
        if self.empty {
            return empty;
        }
        let [
            opening,
            new,
            reactivated,
            churned,
            shrank,
            grew,
            closing,
            came_and_went,
        ] = [1004, 38, 2, 31, 12, 40, 1013, 3];
        Metrics {
            currency: Some("EUR".parse().unwrap()),
            accounts: AccountCounts {
                joined_and_left: 0,
                times_churned: 0,
                opening,
                new,
                reactivated,
                churned,
                shrank,
                grew,
                closing,
                came_and_went,
            },
            mrr: MrrSums {
                opening: Cents(40_011_200),
                new: Cents(1_000_000),
                reactivation: Cents(50_000),
                expansion: Cents(1_100_000),
                contraction: Cents(415_200),
                churn: Cents(1_426_000),
                closing: Cents(40_320_000),
                came_and_went: Cents(21_000),
            },
            rates: rates(),
            ..empty
        }
    }

    pub(super) fn review(&self) -> Review {
        let mut metrics = self.metrics();
        if self.empty {
            return Review {
                trend: vec![],
                compared: vec![],
                words: vec![],
                goals: vec![],
                marks: vec![],
                known: None,
                metrics,
            };
        }
        let judged = Judgement {
            word: JudgedAs::Routine,
            low: Some(0.0188),
            high: Some(0.0391),
            periods: 15,
            ..Judgement::default()
        };
        metrics.judged = Some(JudgedFigures::from([
            (Figure::LogoChurn, judged),
            (
                Figure::Nrr,
                Judgement {
                    word: JudgedAs::Signal,
                    better: Some(false),
                    low: Some(0.99),
                    high: Some(1.02),
                    ..judged
                },
            ),
        ]));
        let mut before = metrics.clone();
        before.period = period().previous();
        before.rates.logo_churn = Some(0.0271);
        Review {
            trend: vec![before, metrics.clone()],
            compared: vec![Compared {
                figure: "logo_churn".to_owned(),
                value: Some(0.030876),
                previous: Some(0.0271),
                average: Some(0.028),
                better: Some(false),
                then: None,
            }],
            words: vec!["you lose larger accounts than your average: €460 against €398".to_owned()],
            goals: vec![Goal {
                figure: Figure::LogoChurn,
                target: 0.025,
            }],
            marks: vec![],
            known: Some(KnownSince {
                since: LossesSince {
                    day: "2025-07-01".parse().unwrap(),
                    guessed: true,
                },
                first_day: "2024-01-05".parse().unwrap(),
            }),
            metrics,
        }
    }

    /// One within the trend, and one long before it.
    pub(super) fn marks(&self) -> Vec<DayMark> {
        let mark = |day: &str, kind| DayMark {
            day: day.parse().unwrap(),
            kind,
            words: self.words.clone(),
            ..DayMark::default()
        };
        vec![
            mark("2024-01-01", MarkKind::Release),
            mark("2026-10-14", MarkKind::Price),
        ]
    }

    pub(super) fn cohorts(&self) -> Cohorts {
        if self.empty {
            return Cohorts::default();
        }
        // Of those who joined before, ever more left.
        let before = Cohort {
            month: "2026-06".parse().unwrap(),
            accounts: 25,
            active: vec![25, 22, 19, 14, 9],
            active_mrr: [1000, 880, 760, 560, 360]
                .map(|euros| Cents(euros * 100))
                .to_vec(),
            day_90: Some(0.6),
        };
        let cohort = Cohort {
            month: "2026-07".parse().unwrap(),
            accounts: 40,
            active: vec![39, 37, 36, 35],
            active_mrr: vec![
                Cents(1_560_000),
                Cents(1_480_000),
                Cents(1_440_000),
                Cents(1_400_000),
            ],
            day_90: Some(0.9),
        };
        Cohorts {
            cohorts: vec![before, cohort],
        }
    }

    pub(super) fn themes(&self) -> Themes {
        if self.empty {
            return Themes::none(period());
        }
        let theme = |id: i64, name: &str, mrr: i64, left: u64, shrank: u64| Theme {
            id: TagId(id),
            theme: name.to_owned(),
            mentions: 61 - id as u64,
            accounts: left + shrank,
            left,
            shrank,
            lost_mrr: Cents(mrr),
            lost_mrr_any: Cents(mrr * 2),
            exposed_accounts: 37,
            exposed_mrr: Cents(2_140_000),
        };
        Themes {
            period: period(),
            lost: LostInPeriod {
                accounts: 43,
                left: 31,
                shrank: 12,
                mrr: Cents(1_841_200),
            },
            themes: vec![
                theme(1, "reporting", 841_000, 9, 5),
                theme(2, "price", 612_000, 12, 2),
                theme(3, "onboarding", 196_200, 4, 1),
            ],
            outside: Outside {
                not_tagged: Sum {
                    accounts: 8,
                    mrr: Cents(94_000),
                },
                no_reason_in_it: Sum::default(),
                nobody_said_why: Sum {
                    accounts: 6,
                    mrr: Cents(98_000),
                },
            },
            unknown: Unknown::default(),
            hindsight: Some(HindsightCounts {
                expected: 9,
                surprise: 12,
                avoidable: 7,
                unavoidable: 2,
                not_said: 22,
            }),
        }
    }

    pub(super) fn trend(&self) -> Vec<ThemeTrend> {
        if self.empty {
            return vec![];
        }
        vec![ThemeTrend {
            theme: TagId(1),
            lost: [500_000, 631_000, 841_000]
                .map(|sum| Some(Cents(sum)))
                .to_vec(),
            silent: 0,
        }]
    }

    pub(super) fn breakdown(&self) -> Breakdown {
        let row = BreakdownRow {
            value: "Team | small".to_owned(),
            metrics: self.metrics(),
            lost: Cents(742_000),
            share: Some(0.31),
            of_average: Some(1.52),
            more_left: None,
            too_few: false,
        };
        Breakdown {
            by: Dimension("plan".to_owned()),
            too_few: 30,
            total: self.metrics(),
            rows: vec![row],
        }
    }
}

fn rates() -> Rates {
    Rates {
        logo_churn: Some(0.030876),
        logo_churn_annualised: Some(0.313646),
        gross_mrr_churn: Some(0.046017),
        net_mrr_churn: Some(0.018525),
        grr: Some(0.953983),
        nrr: Some(0.981475),
        quick_ratio: Some(1.167735),
    }
}
