//! What customers stated beside what was found, on the Why screen. Must not look into the screen's own state.

use churnroom::domain::drift::{Drift, DriftFound, DriftReason, Stated};
use churnroom::domain::ids::TagId;
use churnroom::domain::money::Cents;
use churnroom::domain::period::Period;
use churnroom::domain::query::{Answer, Query, TrustQuery};
use churnroom::domain::tally::Sum;
use churnroom::domain::themes::ThemeRow;

use super::why::{answer, themes};
use super::{Stage, says, snapshot};

/// Three reasons stated, and those nobody asked.
fn drift(period: Period) -> Drift {
    let themes = themes(period);
    let sum = |accounts, mrr| Sum {
        accounts,
        mrr: Cents(mrr),
    };
    let row = |reason, sums: [(u64, i64); 4]| {
        let found: Vec<Sum> = sums.map(|(n, mrr)| sum(n, mrr)).into();
        let all = found.iter().fold(Sum::default(), |all, one| all + *one);
        Stated { reason, all, found }
    };
    let stated = |words: &str| DriftReason::Stated(words.to_owned());
    let found = [
        ("reporting", 14),
        ("price", 22),
        ("onboarding", 9),
        ("nobody said why", 6),
    ];
    let found = (1..).zip(found).map(|(id, (name, accounts))| DriftFound {
        row: ThemeRow::Theme(TagId(id)),
        name: name.to_owned(),
        all: sum(accounts, 900_000 - 100_000 * id),
    });
    Drift {
        themes,
        found: found.collect(),
        stated: vec![
            row(
                stated("Too expensive for what it does for us"),
                [(2, 90_000), (12, 340_000), (0, 0), (0, 0)],
            ),
            row(
                stated("missing features"),
                [(11, 410_000), (0, 0), (3, 120_000), (0, 0)],
            ),
            row(
                DriftReason::Unstated,
                [(1, 1_000), (10, 80_000), (6, 90_000), (0, 0)],
            ),
            row(DriftReason::Unasked, [(0, 0), (0, 0), (0, 0), (6, 98_000)]),
        ],
    }
}

fn stage() -> Stage {
    let mut stage = Stage::new(|query| match query {
        Query::Trust(TrustQuery::Drift(period)) => Some(Answer::Drift(Box::new(drift(*period)))),
        query => answer(query),
    });
    stage.press("2");
    stage
}

#[test]
fn it_stands_behind_the_last_columns() {
    let mut stage = stage();
    stage.press("] ] ]");
    snapshot(&mut stage.model, (80, 24), "why_stated");
    stage.press("]");
    says(&mut stage.model, (80, 24), &["Export to Excel broke twice"]);
}

#[test]
fn what_does_not_fit_is_one() {
    let mut stage = stage();
    stage.press("] ] ]");
    let words = [
        "stated            reporting      price  2 more         all",
        "3 more           12, €4,110   10, €800  €3,080  37, €7,990",
    ];
    says(&mut stage.model, (60, 20), &words);
}
