//! What the facts of a ledger and the signs of usage are made of: a table of fields each, from which their columns,
//! what an import writes and what is handed out of them are taken.
//! What files call them is not here: a price is read from a dozen columns (quantity, discount, period, ...) that are
//! no fields of it, so the readers keep a table of columns instead. Nor is their hash, which is of the values as they
//! were understood, an amount as a change or as a balance, and has to stay as it is.
//! An account is what the file calls it here, and its number where it is kept.
//! Must not know files, nor where a row is kept.

use super::{BalanceRow, Interval, MovementAmount, MovementRow, SubscriptionRow, UsageRow};
use crate::domain::cause::Cause;
use crate::domain::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use crate::domain::money::Cents;
use crate::domain::word::words;

impl Plain for Cause {}
impl Plain for Cents {}
impl Plain for Interval {}

const CAUSE: Holds = Holds::Words(words::<Cause>(), true);

impl MovementAmount {
    /// The change or the balance.
    pub fn cents(&self) -> &Cents {
        let (MovementAmount::Delta(cents) | MovementAmount::Balance(cents)) = self;
        cents
    }

    fn cents_mut(&mut self) -> &mut Cents {
        let (MovementAmount::Delta(cents) | MovementAmount::Balance(cents)) = self;
        cents
    }
}

#[rustfmt::skip]
impl Thing for SubscriptionRow {
    const FIELDS: &'static [FieldOf<SubscriptionRow>] = &[
        row(is(Field::External, "external", Holds::Text, "the id"), |s| &s.external, |s| &mut s.external),
        row(is(Field::Account, "account", Holds::Name, "the account"), |s| &s.account, |s| &mut s.account),
        row(is(Field::Start, "start", Holds::NeedsDay, "the start"), |s| &s.start, |s| &mut s.start),
        row(is(Field::End, "end", Holds::Day, "the end"), |s| &s.end, |s| &mut s.end),
        row(is(Field::Amount, "amount", Holds::Whole, "the price").key("amount_cents"), |s| &s.amount, |s| &mut s.amount),
        row(is(Field::Interval, "interval", Holds::Words(words::<Interval>(), false), "the interval"), |s| &s.interval, |s| &mut s.interval),
        row(is(Field::Plan, "plan", Holds::Text, "the plan"), |s| &s.plan, |s| &mut s.plan),
        row(is(Field::Trial, "trial", Holds::Flag, "whether it is a trial"), |s| &s.trial, |s| &mut s.trial),
        row(is(Field::Cause, "cause", CAUSE, "why it ended"), |s| &s.cause, |s| &mut s.cause),
        row(is(Field::Rate, "rate", Holds::Text, "the rate"), |s| &s.rate, |s| &mut s.rate),
    ];
}

/// What is kept is one change an account and day, the sum of a file's rows: its account and day stay as they are.
#[rustfmt::skip]
impl Thing for MovementRow {
    const FIELDS: &'static [FieldOf<MovementRow>] = &[
        row(is(Field::Account, "account", Holds::Name, "the account").fixed(), |m| &m.account, |m| &mut m.account),
        row(is(Field::Day, "day", Holds::NeedsDay, "the day").fixed(), |m| &m.day, |m| &mut m.day),
        row(is(Field::Delta, "delta", Holds::Whole, "the change").key("delta_cents"), |m| m.amount.cents(), |m| m.amount.cents_mut()),
        row(is(Field::Cause, "cause", CAUSE, "why it ended"), |m| &m.cause, |m| &mut m.cause),
        row(is(Field::Rate, "rate", Holds::Text, "the rate"), |m| &m.rate, |m| &mut m.rate),
    ];
}

#[rustfmt::skip]
impl Thing for BalanceRow {
    const FIELDS: &'static [FieldOf<BalanceRow>] = &[
        row(is(Field::Account, "account", Holds::Name, "the account").fixed(), |b| &b.account, |b| &mut b.account),
        row(is(Field::Day, "day", Holds::NeedsDay, "the day").fixed(), |b| &b.day, |b| &mut b.day),
        row(is(Field::Mrr, "mrr", Holds::Whole, "the MRR").key("mrr_cents"), |b| &b.mrr, |b| &mut b.mrr),
        row(is(Field::Rate, "rate", Holds::Text, "the rate"), |b| &b.rate, |b| &mut b.rate),
    ];
}

#[rustfmt::skip]
impl Thing for UsageRow {
    const FIELDS: &'static [FieldOf<UsageRow>] = &[
        row(is(Field::Account, "account", Holds::Name, "the account").fixed(), |u| &u.account, |u| &mut u.account),
        row(is(Field::Day, "day", Holds::NeedsDay, "the day").fixed(), |u| &u.day, |u| &mut u.day),
        row(is(Field::Signs, "signs", Holds::Texts, "the signs"), |u| &u.signs, |u| &mut u.signs),
    ];
}
