//! What was noticed of a file's rows while they were read: how many there are, what they lack, the days they cover
//! and what was passed over. Must not know who asks, nor decide anything.

use super::remains::{Contradicted, Remains};
use super::turns::Turns;
use crate::domain::day::Day;
use crate::domain::import::ImportRow;
use crate::domain::money::Cents;

/// Counts of one reading of a file's rows, as far as it got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noticed {
    /// Records of data: those left out and rejected are among them, headings that come again are not.
    pub rows: u64,
    /// Records whose day is empty; for kinds that have one.
    pub without_day: u64,
    /// Records that name no account; for kinds that have one.
    pub without_account: u64,
    /// Feedback and surveys without a text or a reason.
    pub without_text: u64,
    /// The first of all days in the rows that can be used.
    pub first: Option<Day>,
    /// The last of all days in the rows that can be used, ends included.
    pub last: Option<Day>,
    /// Records that say the header once more, or its units, or draw a line under it: passed over.
    pub headings: u64,
    /// Records that add up others: left out.
    pub totals: u64,
    /// The first of those totals.
    pub total: Option<Total>,
    /// Totals that differ from the sum of the rows above them.
    pub totals_off: u64,
    /// Records that say what others are on average, or how many: left out.
    pub statistics: u64,
    /// The first of those.
    pub statistic: Option<Total>,
    /// Rows that are called like totals or add up others, and of which nothing else says so: taken as accounts.
    pub doubted: u64,
    /// The first of those.
    pub doubt: Option<Total>,
    /// Texts and reasons that say nothing, as `N/A` and `-` do: read as empty.
    pub said_nothing: u64,
    /// Texts that were HTML and are read as plain text.
    pub decoded: u64,
    /// Rows without a text for which the title stands.
    pub titled: u64,
    /// Rows with words in the place of a score: it is left out.
    pub unscored: u64,
    /// Rows that are further items of a subscription of an earlier row.
    pub items: u64,
    /// Rows that no id tells from an earlier one: those that are added up, and those that are left out.
    pub twice: [u64; 2],
    /// Subscriptions that end.
    pub ends: u64,
    /// Ends with a start of the same account on the day after, and none on the day itself: days that look like the
    /// last one paid for.
    pub next_day: u64,
    /// Ends with a start of the same account on that day.
    pub same_day: u64,
    /// Subscriptions that ended and are priced at nothing: they count nothing.
    pub ended_for_nothing: u64,
    /// Cancelled subscriptions that count until the end of the period they paid for.
    pub paid_on: u64,
    /// Subscriptions whose status says that they ended, are unpaid or paused, and no day says since when: rejected.
    pub unended: u64,
    /// The MRR those come to.
    pub unended_sum: Cents,
    /// Subscriptions that a status calls ended, unpaid or paused and that count on: it is not to be used.
    pub overruled: u64,
    /// The MRR those come to.
    pub overruled_sum: Cents,
    /// Subscriptions that are cancelled at the end of a period of which no day is known: they count on.
    pub endless: u64,
    /// The MRR those come to.
    pub endless_sum: Cents,
    /// Empty months of a wide table that say nothing, so that what was paid before stays.
    pub empty_months: u64,
    /// The same where they say that nothing was paid.
    pub zero_months: u64,
    /// Rows that are none of a customer's, as trial runs of a survey are: left out.
    pub not_theirs: u64,
    /// The column that says so, and what the first of them says.
    pub not_theirs_as: Option<[String; 2]>,
    /// Amounts that say their own currency in the cell, by a sign or a code.
    pub own_currency: u64,
    /// What is taken off prices.
    pub discounts: Discounts,
    /// Changes whose words contradict what is left after them.
    pub contradicted: Contradicted,
}

/// What is taken off the prices of a file's subscriptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discounts {
    /// Rows that lose a part of their price.
    pub parts: u64,
    /// Rows that lose an amount.
    pub amounts: u64,
    /// What those lose a month, together.
    pub sum: Cents,
    /// Rows from which something is taken off once: they lose nothing a month.
    pub once: u64,
    /// Rows whose discount is for a time, or says more than one number: rejected.
    pub unread: u64,
}

/// A row that adds up others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Its line in the file.
    pub line: u64,
    /// What it is called there, as `Grand Total`.
    pub called: String,
    /// What speaks for it.
    pub by: SpeaksForTotal,
}

/// What speaks for a row that it adds up others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeaksForTotal {
    /// What it is called.
    Name,
    /// That it is the sum of what stands above it.
    Sum,
    /// That it stands at the foot and is like no account above it.
    Place,
    /// That it is what the other parts of its account come to.
    Parts,
    /// That somebody said so of one that is called the same in an earlier file.
    Before,
}

/// What is noticed on the way.
#[derive(Debug, Default)]
pub(super) struct Noting {
    pub(super) noticed: Noticed,
    pub(super) turns: Turns,
    pub(super) remains: Remains,
    /// The lines of those whose status says that they ended and no day since when, in their order.
    pub(super) unended: Vec<u64>,
}

impl Noting {
    /// All that was noticed so far.
    pub(super) fn so_far(&self) -> Noticed {
        let (next_day, same_day) = self.turns.pairs();
        Noticed {
            next_day,
            same_day,
            contradicted: self.remains.found(),
            ..self.noticed.clone()
        }
    }

    /// Takes in a row that can be used.
    pub(super) fn row(&mut self, row: &ImportRow) {
        let noticed = &mut self.noticed;
        match row {
            ImportRow::Account(row) => noticed.day(row.thing.signed_up),
            ImportRow::Subscription(row) => {
                noticed.day(Some(row.start));
                noticed.day(row.end);
                noticed.ends += u64::from(row.end.is_some());
                let free = row.amount == Cents::ZERO;
                noticed.ended_for_nothing += u64::from(row.end.is_some() && free);
                self.turns.subscription(row);
            }
            ImportRow::Movement(row) => noticed.day(Some(row.day)),
            ImportRow::Balance(row) => noticed.day(Some(row.day)),
            ImportRow::Feedback(row) => {
                noticed.without_day += u64::from(row.received.is_none());
                noticed.without_account += u64::from(row.account.is_empty());
                noticed.without_text += u64::from(row.text.is_empty() && row.reason.is_empty());
                noticed.day(row.received);
            }
            ImportRow::Usage(row) => {
                noticed.without_day += u64::from(row.day.is_none());
                noticed.day(row.day);
            }
            ImportRow::Owner(_) | ImportRow::Roadmap(_) | ImportRow::LeftOut => {}
        }
    }
}

impl Noticed {
    fn day(&mut self, day: Option<Day>) {
        if let Some(day) = day {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
        }
    }
}
