//! Why accounts left, as far as it is known from a row's status or reason, or from an exit survey: cancelled,
//! or a payment failed. Must not know tables or files, nor who asks.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::day::Day;
use super::listed::is_listed;
use super::money::{Cents, Currency, Money, count};
use super::signs::names::squeeze;
use super::tally::Sum;

/// Why a payment ended. What is not known has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames, TraversableMut)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// Somebody cancelled.
    Cancelled,
    /// A payment failed or was disputed, and nobody wanted to leave.
    PaymentFailed,
}

/// Words that systems write for a cause, or for none, without blanks and punctuation.
const KNOWN: [(Option<Cause>, &str); 3] = [
    (
        Some(Cause::Cancelled),
        "cancelled canceled cancellation cancellationrequested nonrenewing voluntary voluntarychurn",
    ),
    (
        Some(Cause::PaymentFailed),
        "paymentfailed paymentfailure paymentdisputed failedpayment unpaid notpaid nonpayment pastdue \
         delinquent dunning involuntary involuntarychurn nocard carddeclined cardexpired expiredcard chargeback",
    ),
    (
        None,
        "active churned trialing live paid ended expired inactive unknown none na",
    ),
];

/// Phrases that say in somebody's own words that a payment failed.
const PHRASES: &str = "payment fail,failed payment,payment declined,payment problem,payment issue,payment dispute,\
    payment_fail,payment_dispute,card declined,card expired,card fail,expired card,card was declined,\
    card has expired,dunning,non-payment,nonpayment,chargeback";

impl Cause {
    /// Whether a status says that nobody pays any more, for now or for good.
    pub fn is_over(status: &str) -> bool {
        const OVER: &str = "cancelled canceled ended expired terminated churned lapsed inactive deactivated closed \
            stopped unpaid paused suspended onhold left former lost refused deleted removed dormant frozen blocked disabled \
            churnedcustomer formercustomer lostcustomer void markuncollectible keepasdraft \
            gekündigt gekuendigt storniert beendet inaktiv résilié resilie annulé annule inactif cancelado cancelada \
            inativo inativa inactivo inactiva opgezegd beëindigd disdetto avslutad uppsagd recusada \
            switched formerpatron declinedpatron";
        let word = status_word(status);
        is_listed(OVER, &word)
    }

    /// Whether a status says that somebody pays on.
    pub fn is_running(status: &str) -> bool {
        const RUNNING: &str = "active live paid paying current aktiv actif active ativo ativa activo activa actief \
            attivo laufend aprovada pendingcancel activepatron";
        let word = status_word(status);
        is_listed(RUNNING, &word)
    }

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
        match known(reason).flatten() {
            Some(Cause::PaymentFailed) => Cause::PaymentFailed,
            _ if PHRASES.split(',').any(|phrase| lower.contains(phrase)) => Cause::PaymentFailed,
            _ => Cause::Cancelled,
        }
    }
}

/// A status without blanks and punctuation, and without what WordPress writes before its own.
fn status_word(status: &str) -> String {
    let word = squeeze(status);
    match word.strip_prefix("wc") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        Some(_) | None => word,
    }
}

/// The cause that a text is a word for, which may be none.
fn known(text: &str) -> Option<Option<Cause>> {
    let word = squeeze(text);
    let has = |(_, words): &&(_, &str)| is_listed(words, &word);
    let known = KNOWN.iter().find(has).map(|(cause, _)| *cause);
    known.or_else(|| word.is_empty().then_some(None))
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
    /// Whether it counts as a churned account; of several times an account left, a profile may count one.
    pub counts: bool,
}

/// A period's churn by its cause; the parts add up to the churn, to the cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[expect(missing_docs, reason = "each is the part of its cause")]
pub struct Causes {
    pub cancelled: Sum,
    pub payment_failed: Sum,
    pub unknown: Sum,
}

impl Causes {
    /// Each part with its name, in the order it is shown.
    pub fn parts(&self) -> [(&'static str, Sum); 3] {
        [
            ("cancelled", self.cancelled),
            ("payment failed", self.payment_failed),
            ("unknown", self.unknown),
        ]
    }

    /// `How they left: 3 cancelled (€1,200), 1 payment failed (€90)`; nothing when nobody did.
    pub fn words(&self, currency: Option<&Currency>) -> Option<String> {
        let money = Money::of(currency);
        let mut parts = self.parts().to_vec();
        parts.retain(|(_, part)| *part != Sum::default());
        let words = |(name, part): (&str, Sum)| {
            format!(
                "{} {name} ({})",
                count(part.accounts),
                money.whole(part.mrr)
            )
        };
        let said: Vec<String> = parts.into_iter().map(words).collect();
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
        part.accounts += u64::from(one.counts);
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
            counts: true,
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
