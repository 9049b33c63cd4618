//! What is said above the figures of Numbers, and where each line leads.

use churnroom::app::ScreenKind;
use churnroom::domain::figure::Figure;
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::tally::Sum;
use churnroom::domain::usual::findings::{Findings, Owed, Unusual, Which};
use churnroom::domain::usual::{JudgedAs, Judgement};

use super::numbers::{answer, review};
use super::{Stage, says};

/// October with one figure outside its range and something owed.
fn found() -> Findings {
    let metrics = review(31).metrics;
    let owed = Owed {
        late: 1,
        days: 9,
        ..Owed::default()
    };
    let unusual = Unusual {
        what: Which::Figure(Figure::GrossMrrChurn),
        theme: None,
        judged: Judgement {
            word: JudgedAs::Signal,
            better: Some(false),
            low: Some(0.007),
            high: Some(0.03),
            periods: 12,
            ..Judgement::default()
        },
        above: true,
        value: 0.04,
        by: Sum::default(),
    };
    Findings {
        period: metrics.period,
        unusual: vec![unusual],
        owed,
        ..Findings::default()
    }
}

#[test]
fn what_is_said_above_the_figures_leads_somewhere() {
    let mut stage = Stage::new(|query| match query {
        Query::Findings { .. } => Some(Answer::Findings(Box::new(found()))),
        query => answer(query),
    });
    stage.press("1 up");
    says(&mut stage.model, (80, 24), &["▸Owed"]);
    stage.press("enter");
    assert_eq!(
        stage.model.shared.screen,
        ScreenKind::Actions,
        "to what is late"
    );
    stage.press("1 up up");
    says(&mut stage.model, (80, 24), &["▸Unusual"]);
    stage.press("enter");
    says(
        &mut stage.model,
        (80, 24),
        &["Left or shrank in October", "Northwind GmbH"],
    );
    stage.press("esc down down");
    says(&mut stage.model, (80, 24), &["▸ Logo churn"]);
}

/// NRR outside its range opens those who make it, from its line and from the figure itself; inside all it is made of.
#[test]
fn what_is_outside_opens_the_accounts_that_make_it() {
    for (better, made_by, not_made_by) in [
        (Some(false), "Left or shrank in October", "Grew"),
        (Some(true), "Grew in October", "Left or shrank"),
        (None, "Behind NRR in October", "Grew"),
    ] {
        let judged = Judgement {
            word: better.map_or(JudgedAs::Routine, |_| JudgedAs::Signal),
            better,
            low: Some(0.9),
            high: Some(0.95),
            periods: 12,
            ..Judgement::default()
        };
        let mut stage = Stage::new(move |query| match query {
            Query::Review { .. } => {
                let mut review = review(31);
                review.metrics.judged = Some([(Figure::Nrr, judged)].into());
                Some(Answer::Review(Box::new(review)))
            }
            Query::Findings { .. } => {
                let mut found = found();
                found.unusual[0].what = Which::Figure(Figure::Nrr);
                found.unusual[0].judged = judged;
                Some(Answer::Findings(Box::new(found)))
            }
            query => answer(query),
        });
        stage.press("1 down down down enter");
        says(&mut stage.model, (80, 24), &[made_by]);
        let shown = super::text(&super::draw(&mut stage.model, 80, 24));
        assert!(!shown.contains(not_made_by), "{shown}");
        if better.is_some() {
            stage.press("esc 1 up up up up up");
            says(&mut stage.model, (80, 24), &["▸Unusual"]);
            stage.press("enter");
            says(&mut stage.model, (80, 24), &[made_by]);
        }
    }
}
