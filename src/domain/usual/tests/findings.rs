//! What of a period is called usual. Must not know screens.

use super::reasons::{money, said_of_october};
use crate::domain::figure::Figure;
use crate::domain::metrics::Metrics;
use crate::domain::usual::findings::Owed;
use crate::domain::usual::{Judged, Judgement, Told};

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
        (Told::Routine, Told::Routine, Told::Routine, "all figures"),
        (
            Told::Routine,
            Told::Signal,
            Told::Routine,
            "Logo churn, NRR",
        ),
        (Told::Routine, Told::TooFew, Told::TooFew, "Logo churn"),
        (
            Told::Signal,
            Told::Routine,
            Told::Unknown,
            "Gross MRR churn, GRR",
        ),
    ];
    for (logo, gross, nrr, said) in told {
        let change = |metrics: &mut Metrics| {
            metrics.judged = Some(Judged::from([
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
