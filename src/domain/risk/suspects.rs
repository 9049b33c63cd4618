//! A whole that tells too well who left: which columns do it, so that they can be left out and named.
//! Must not know how a model is fitted.
//!
//! Where the whole has an AUC of 0.95 or more on the accounts held out, the column whose absence lowers it most is
//! left out, and again, until it is below; what turns out not to have mattered is put back. What somebody has said
//! was known before stays. Where tenure and MRR alone do it, no column is left out, and that is said.

use crate::domain::sort::sort_by_key;

use super::columns::{RiskColumn, is_trusted};
use super::{BackTest, LeftOut, RiskModel};

/// A whole that tells so well has been told.
const TOO_GOOD: f64 = 0.95;

/// What is left when the columns that told too much are gone.
pub(super) struct Honest {
    pub(super) model: RiskModel,
    pub(super) test: Option<BackTest>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) warnings: Vec<String>,
}

type Fitted = (RiskModel, Option<BackTest>);

fn auc(fitted: &Fitted) -> f64 {
    fitted.1.as_ref().map_or(0.0, |test| test.auc)
}

/// Fits without the columns that make the whole too good; `fitted` fits and tests some columns.
pub(super) fn without(
    columns: Vec<RiskColumn>,
    trusted: &[String],
    fitted: impl Fn(&[RiskColumn]) -> Fitted,
) -> Honest {
    let all = fitted(&columns);
    let before = auc(&all);
    let mut honest = Honest {
        model: all.0,
        test: all.1,
        left_out: Vec::new(),
        warnings: Vec::new(),
    };
    if before < TOO_GOOD {
        return honest;
    }
    let (kept, removed) = cleared(columns, trusted, &fitted);
    let now = fitted(&kept);
    if auc(&now) >= TOO_GOOD {
        let trusts = kept.iter().any(|column| is_trusted(&column.name, trusted));
        // Somebody has said of a column that it may tell so much.
        if !trusts {
            honest.warnings.push(format!(
                "it tells who left almost without fail (AUC {before:.3}), by tenure and MRR alone"
            ));
        }
        return honest;
    }
    let after = auc(&now);
    honest.left_out.extend(removed.into_iter().map(|column| LeftOut {
        column: column.name,
        why: format!(
            "with it the whole tells too well who left (AUC {before:.3}, without {after:.3}): it knows the outcome"
        ),
        suspect: true,
    }));
    (honest.model, honest.test) = now;
    honest
}

/// The columns without those that make the whole too good, and these.
fn cleared(
    mut kept: Vec<RiskColumn>,
    trusted: &[String],
    fitted: &impl Fn(&[RiskColumn]) -> Fitted,
) -> (Vec<RiskColumn>, Vec<RiskColumn>) {
    let mut removed: Vec<RiskColumn> = Vec::new();
    loop {
        let candidates = (0..kept.len()).filter(|at| !is_trusted(&kept[*at].name, trusted));
        let each = candidates.map(|at| {
            let mut rest = kept.clone();
            rest.remove(at);
            (at, auc(&fitted(&rest)))
        });
        let Some((at, now)) = each.min_by(|a, b| a.1.total_cmp(&b.1)) else {
            break;
        };
        removed.push(kept.remove(at));
        if now < TOO_GOOD {
            break;
        }
    }
    // One that was in the way of the guilty ones did nothing itself.
    let mut guilty = Vec::new();
    for column in removed {
        let mut with = kept.clone();
        with.push(column.clone());
        sort_by_key(&mut with, |column| column.place);
        if auc(&fitted(&with)) < TOO_GOOD {
            kept = with;
        } else {
            guilty.push(column);
        }
    }
    (kept, guilty)
}

/// That columns are left out as if they were written when accounts left, and what to do if they were not.
pub(super) fn warning(left_out: &[LeftOut]) -> Option<String> {
    let suspects = left_out.iter().filter(|out| out.suspect);
    let names: Vec<&str> = suspects.map(|out| out.column.as_str()).collect();
    let (them, were, they) = match names.len() {
        0 => return None,
        1 => ("is", "it was", "it"),
        _ => ("are", "they were", "them"),
    };
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    Some(format!(
        "{} {them} left out: {were} probably written when accounts left. If {were} known before, \
         `learn_from = [{}]` under [risk] in the configuration takes {they} in",
        names.join(", "),
        quoted.join(", ")
    ))
}
