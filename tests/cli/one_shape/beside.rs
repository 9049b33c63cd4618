//! What some places say beside a thing's own shape, where that is more than a word or two. Must not know commands.

/// What an action or an item is for and what became of it, where it is shown by itself.
pub(super) const AIM: &[&str] = &[
    "accounts",
    "result",
    "why",
    "judged_from",
    "power",
    "of_theme",
    "counted_to",
    "mrr_per_account_cents",
    "not_counted",
    "data_ends",
    "since",
    "list",
];

/// What minutes have always said of a quote.
pub(super) const QUOTED: &[&str] = &[
    "theme",
    "plan",
    "said_in",
    "stated",
    "lost_mrr_cents",
    "opening_mrr_cents",
];
