//! The form of a file of movements: an account, a day and what changed, in one column or in one for each kind of change.
//! Must not know values.

use std::borrow::Cow;

use super::{ACCOUNT, ALSO, BILLED, CURRENCY, FileField, Form, amount, day, text};
use crate::domain::import::ImportKind;

/// Movements.
pub const MOVEMENTS: Form = Form {
    kind: ImportKind::Movements,
    fields: Cow::Borrowed(&[
        text("account", 1).known(ACCOUNT),
        text(ALSO, 0).told(),
        day("day", 2).known(
            "date movementdate on at effectivedate effectiveon occurredat occurredon datetime \
             dateutc",
        ),
        amount("delta", 5).known(
            "activitymrrmovement mrrmovement mrrchange mrrdelta deltamrr changeinmrr netmrr \
             change movement deltacents mrrimpact netchange movementamount",
        ),
        amount("mrr", 2).known("activitymrr mrrafter newmrr balance mrrcents endingmrr"),
        text("kind", 3)
            .known("activitytype movementtype type mrrmovementtype category event eventtype"),
        text("cause", 0)
            .known("cancellationreason cancelreason churnreason cancellationtype churntype"),
        CURRENCY,
        text(BILLED, 0).told(),
        amount("new", 3).told().known(
            "newmrr mrrnew neu neukunden nouveau nouveaux nuevo nuevos novo novos newbusinessmrr newbusiness newlogomrr newcustomermrr newcustomers newmrrcents",
        ),
        amount("expansion", 3).told().known(
            "expansionmrr mrrexpansion expansions upgrade upgrades upgrademrr upgradedmrr upsell upsellmrr \
             expansionmrrcents",
        ),
        amount("reactivation", 3).told().known(
            "reactivationmrr mrrreactivation reaktivierung réactivation reactivación reactivations reactivated reactivatedmrr returned returnedmrr \
             reactivationmrrcents",
        ),
        amount("contraction", 3).told().known(
            "contractionmrr mrrcontraction contractions downgrade downgrades downgrademrr downgradedmrr downsell \
             downsellmrr contractionmrrcents",
        ),
        amount("churn", 3).told().known(
            "churnmrr mrrchurn kündigung kündigungen résiliation résiliations bajas cancelamentos churned churnedmrr lost lostmrr cancelled cancelledmrr canceled canceledmrr cancellation \
             cancellations churnmrrcents churnedmrrcents",
        ),
    ]),
    needs: &[&["account"], &["day"], &["delta", "mrr"]],
    signs: &["delta", "kind", "new", "expansion", "reactivation", "contraction", "churn"],
};

/// What each kind of change does to MRR, where each has a column of its own.
pub const PARTS: [(&str, Goes); 5] = [
    ("new", Goes::Up),
    ("expansion", Goes::Up),
    ("reactivation", Goes::Up),
    ("contraction", Goes::Down),
    ("churn", Goes::Down),
];

/// Where a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// More MRR, unless it is below zero.
    Up,
    /// Less MRR, whether that is written with a sign or not.
    Down,
}

/// What a month is called where it stands for the day of all its changes.
pub const MONTH: FileField = day("month", 2).known("period monthend yearmonth mois monat mes");
