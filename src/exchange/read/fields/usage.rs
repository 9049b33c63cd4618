//! The form of a file of usage and health: an account, a day, and any number of signs.
//! Must not know what a sign means.

use std::borrow::Cow;

use super::{ACCOUNT, FileField, Form, day, text};
use crate::domain::import::ImportKind;
use crate::domain::signs::names::{self, NamedSign};

/// A known sign says little about the kind of a file: accounts files carry some as well.
const fn sign(name: NamedSign) -> FileField {
    text(name.plain, 1).known(name.known)
}

/// Usage and health; columns it does not know are signs under their own header.
pub const USAGE: Form = Form {
    kind: ImportKind::Usage,
    fields: Cow::Borrowed(&[
        text("account", 1).known(ACCOUNT),
        day("day", 3).known(
            "date asof snapshotdate on week weekof weekending weekstart month usagedate \
             activitydate measuredat recordedat snapshot",
        ),
        day(names::LAST_SEEN.plain, 2).known(names::LAST_SEEN.known),
        sign(names::LOGINS),
        sign(names::FEATURE_USE),
        sign(names::NPS),
        sign(names::PAYMENT_FAILED),
        sign(names::HEALTH_SCORE),
        sign(names::SEATS_USED),
        sign(names::OPEN_TICKETS),
    ]),
    needs: &[&["account"]],
    signs: &[
        "last_seen",
        "logins",
        "feature_use",
        "payment_failed",
        "health_score",
        "seats_used",
        "open_tickets",
    ],
};
