//! What of a period is called usual. Must not know screens.

use super::reasons::{money, said_of_october};
use crate::domain::figure::Figure;
use crate::domain::metrics::Metrics;
use crate::domain::usual::findings::Owed;
use crate::domain::usual::{JudgedAs, JudgedFigures, Judgement};

#[test]
fn what_is_usual_is_named_where_not_all_is() {
    let of = |word| Judgement {
        word,
        better: Some(false),
        low: Some(0.0),
        high: Some(0.05),
        ..Judgement::default()
    };
    let told = [
        (
            JudgedAs::Routine,
            JudgedAs::Routine,
            JudgedAs::Routine,
            "all figures",
        ),
        (
            JudgedAs::Routine,
            JudgedAs::Signal,
            JudgedAs::Routine,
            "Logo churn, NRR",
        ),
        (
            JudgedAs::Routine,
            JudgedAs::TooFew,
            JudgedAs::TooFew,
            "Logo churn",
        ),
        (
            JudgedAs::Signal,
            JudgedAs::Routine,
            JudgedAs::Unknown,
            "Gross MRR churn, GRR",
        ),
    ];
    for (logo, gross, nrr, said) in told {
        let change = |metrics: &mut Metrics| {
            metrics.judged = Some(JudgedFigures::from([
                (Figure::LogoChurn, of(logo)),
                (Figure::GrossMrrChurn, of(gross)),
                (Figure::Grr, of(gross)),
                (Figure::Nrr, of(nrr)),
            ]));
        };
        let usual = said_of_october(change, Owed::default()).usual_line(&money);
        let usual = usual.unwrap_or_default();
        assert!(usual.starts_with(&format!("{said}; largest")), "{usual}");
    }
}
