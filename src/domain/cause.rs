//! Why accounts left, as far as it is known from a row's status or reason, or from an exit survey: cancelled,
//! or a payment failed. Must not know tables or files, nor who asks.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

use super::day::Day;
use super::money::{Cents, Currency, count};

/// Why a payment ended. What is not known has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// Somebody cancelled.
    Cancelled,
    /// A payment failed or was disputed, and nobody wanted to leave.
    PaymentFailed,
}

/// Words that systems write for a cause, without blanks and punctuation.
const KNOWN: [(&str, Option<Cause>); 36] = [
    ("cancelled", Some(Cause::Cancelled)),
    ("canceled", Some(Cause::Cancelled)),
    ("cancellation", Some(Cause::Cancelled)),
    ("cancellationrequested", Some(Cause::Cancelled)),
    ("nonrenewing", Some(Cause::Cancelled)),
    ("voluntary", Some(Cause::Cancelled)),
    ("voluntarychurn", Some(Cause::Cancelled)),
    ("paymentfailed", Some(Cause::PaymentFailed)),
    ("paymentfailure", Some(Cause::PaymentFailed)),
    ("paymentdisputed", Some(Cause::PaymentFailed)),
    ("failedpayment", Some(Cause::PaymentFailed)),
    ("unpaid", Some(Cause::PaymentFailed)),
    ("notpaid", Some(Cause::PaymentFailed)),
    ("nonpayment", Some(Cause::PaymentFailed)),
    ("pastdue", Some(Cause::PaymentFailed)),
    ("delinquent", Some(Cause::PaymentFailed)),
    ("dunning", Some(Cause::PaymentFailed)),
    ("involuntary", Some(Cause::PaymentFailed)),
    ("involuntarychurn", Some(Cause::PaymentFailed)),
    ("nocard", Some(Cause::PaymentFailed)),
    ("carddeclined", Some(Cause::PaymentFailed)),
    ("cardexpired", Some(Cause::PaymentFailed)),
    ("expiredcard", Some(Cause::PaymentFailed)),
    ("chargeback", Some(Cause::PaymentFailed)),
    ("active", None),
    ("churned", None),
    ("trialing", None),
    ("live", None),
    ("paid", None),
    ("ended", None),
    ("expired", None),
    ("inactive", None),
    ("unknown", None),
    ("none", None),
    ("na", None),
    ("", None),
];

/// Phrases that say in somebody's own words that a payment failed.
const PHRASES: [&str; 18] = [
    "payment fail",
    "failed payment",
    "payment declined",
    "payment problem",
    "payment issue",
    "payment dispute",
    "payment_fail",
    "payment_dispute",
    "card declined",
    "card expired",
    "card fail",
    "expired card",
    "card was declined",
    "card has expired",
    "dunning",
    "non-payment",
    "nonpayment",
    "chargeback",
];

impl Cause {
    /// What a status says, of which most say nothing.
    pub fn of_status(status: &str) -> Option<Cause> {
        known(status).flatten()
    }

    /// What a reason says: somebody who gives one has cancelled, unless the reason is a failed payment.
    pub fn of_reason(reason: &str) -> Option<Cause> {
        known(reason).unwrap_or_else(|| Some(Cause::of_survey(reason)))
    }

    /// What an exit survey says, whatever reason it states: somebody filled it in.
    pub fn of_survey(reason: &str) -> Cause {
        let lower = reason.to_lowercase();
        let failed = known(reason).flatten() == Some(Cause::PaymentFailed)
            || PHRASES.iter().any(|phrase| lower.contains(phrase));
        if failed {
            Cause::PaymentFailed
        } else {
            Cause::Cancelled
        }
    }
}

fn known(text: &str) -> Option<Option<Cause>> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    KNOWN
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, cause)| *cause)
}

/// One time an account left, as a way of counting counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its dense number in the ledger.
    pub account: usize,
    /// The day.
    pub day: Day,
    /// What it counts as churn.
    pub mrr: Cents,
}

/// The churn of one cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct CausePart {
    /// Churned accounts.
    pub accounts: u64,
    /// Their churn MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// A period's churn by its cause; the parts add up to the churn, to the cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "each is the part of its cause")]
pub struct Causes {
    pub cancelled: CausePart,
    pub payment_failed: CausePart,
    pub unknown: CausePart,
}

impl Causes {
    /// Each part with its name, in the order it is shown.
    pub fn parts(&self) -> [(&'static str, CausePart); 3] {
        [
            ("cancelled", self.cancelled),
            ("payment failed", self.payment_failed),
            ("unknown", self.unknown),
        ]
    }

    /// `How they left: 3 cancelled (€1,200), 1 payment failed (€90)`; nothing when nobody did.
    pub fn words(&self, currency: Option<&Currency>) -> Option<String> {
        let money = |amount: Cents| match currency {
            Some(currency) => currency.whole(amount),
            None => amount.whole(),
        };
        let parts = self
            .parts()
            .into_iter()
            .filter(|(_, part)| part.accounts > 0);
        let said: Vec<String> = parts
            .map(|(name, part)| format!("{} {name} ({})", count(part.accounts), money(part.mrr)))
            .collect();
        (!said.is_empty()).then(|| format!("How they left: {}", said.join(", ")))
    }
}

/// Splits churn by cause.
pub fn split(left: &[Left], cause: impl Fn(&Left) -> Option<Cause>) -> Causes {
    let mut causes = Causes::default();
    for one in left {
        let part = match cause(one) {
            Some(Cause::Cancelled) => &mut causes.cancelled,
            Some(Cause::PaymentFailed) => &mut causes.payment_failed,
            None => &mut causes.unknown,
        };
        part.accounts += 1;
        part.mrr += one.mrr;
    }
    causes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_and_reasons_are_read() {
        use Cause::{Cancelled, PaymentFailed};
        for (text, status, reason) in [
            ("canceled", Some(Cancelled), Some(Cancelled)),
            ("past_due", Some(PaymentFailed), Some(PaymentFailed)),
            ("payment_disputed", Some(PaymentFailed), Some(PaymentFailed)),
            ("cancellation_requested", Some(Cancelled), Some(Cancelled)),
            ("active", None, None),
            ("", None, None),
            ("Too expensive", None, Some(Cancelled)),
            ("Our card expired last week", None, Some(PaymentFailed)),
        ] {
            assert_eq!(Cause::of_status(text), status, "{text}");
            assert_eq!(Cause::of_reason(text), reason, "{text}");
        }
        assert_eq!(Cause::of_survey(""), Cancelled);
        assert_eq!(Cause::of_survey("Payment failed"), PaymentFailed);
    }

    #[test]
    fn the_parts_are_the_whole() {
        let left = |account, mrr| Left {
            account,
            day: Day(0),
            mrr: Cents(mrr),
        };
        let all = [left(0, 7), left(1, 11), left(2, 13)];
        let causes = split(&all, |one| match one.account {
            0 => Some(Cause::Cancelled),
            1 => Some(Cause::PaymentFailed),
            _ => None,
        });
        let sum: Cents = causes.parts().iter().map(|(_, part)| part.mrr).sum();
        assert_eq!((causes.cancelled.mrr, sum), (Cents(7), Cents(31)));
        assert_eq!(causes.unknown.accounts, 1);
    }
}
