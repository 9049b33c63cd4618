//! Amounts in another currency, converted at a fixed rate on their way in.
//! Must not know columns: it gets a row's currency and gives its amount back.

use std::cell::RefCell;

use hashbrown::HashMap;

use crate::domain::money::{Cents, Currency};
use crate::domain::rate::Rate;

use super::Source;
use super::marks::{self, MoneyMark};

/// What each account's changes in another currency have come to so far. Balances are converted and changes
/// are their differences, so that what rose by parts and falls at once leaves no cent behind.
pub(super) type Running = RefCell<HashMap<(String, Currency), Cents>>;

/// How the amounts of one row are converted.
pub(super) struct Conversion<'a> {
    currency: Currency,
    ours: &'a Currency,
    rate: &'a Rate,
}

/// How an amount is converted, if it is in another currency than the room's. `said` is its row's currency as
/// written, or empty; `mark` what stands beside the amount itself.
pub(super) fn of<'a>(
    source: &'a Source,
    said: &str,
    mark: Option<MoneyMark>,
) -> Result<Option<Conversion<'a>>, String> {
    let theirs = match (said, mark) {
        ("", None) => source.own_currency.clone(),
        ("", Some(mark)) => Some(meant(source, mark)?),
        (said, mark) => Some(agreed(source, said, mark)?),
    };
    let Some(theirs) = theirs else {
        return Ok(None);
    };
    let Some(ours) = source.currency.as_ref().filter(|ours| **ours != theirs) else {
        return Ok(None);
    };
    match source.rates.get(&theirs) {
        Some(rate) => Ok(Some(Conversion {
            currency: theirs,
            ours,
            rate,
        })),
        None if marks::of(theirs.code()).is_none() => Err(format!(
            "It is in {theirs}, which is no code of a currency that is known; write one as {ours} is, or add its rate \
             under [currency.rates] in the configuration."
        )),
        None => Err(format!(
            "It is in {theirs}, and the room counts in {ours}; {}.",
            super::currency::add_a_rate(&theirs)
        )),
    }
}

/// The currency a sign means in a file: its own, the room's, or the one that everybody takes it for.
fn meant(source: &Source, mark: MoneyMark) -> Result<Currency, String> {
    let own = [&source.own_currency, &source.currency];
    let own = own.into_iter().flatten().find(|own| mark.can_be(own));
    own.cloned().or_else(|| mark.usual()).ok_or_else(|| {
        format!(
            "Its currency can be {}; say which with --currency.",
            mark.listed()
        )
    })
}

/// The currency of a row that says one, where what stands beside the amount is none other.
fn agreed(source: &Source, said: &str, mark: Option<MoneyMark>) -> Result<Currency, String> {
    let code = match marks::said(said) {
        Some(sign) => meant(source, sign)?,
        None => said.parse::<Currency>().map_err(|e| format!("{e}."))?,
    };
    match mark.filter(|mark| !mark.can_be(&code)) {
        None => Ok(code),
        Some(mark) => Err(format!(
            "Its amount is in {} and its currency is {code}: one of them is wrong.",
            mark.listed()
        )),
    }
}

/// An amount, converted if its row is to be.
pub(super) fn converted(
    conversion: Option<&Conversion<'_>>,
    amount: Cents,
) -> Result<Cents, String> {
    sound(conversion.map_or(amount, |conversion| conversion.of(amount)))
}

fn sound(amount: Cents) -> Result<Cents, String> {
    let refused = || "Its amount comes to more than anybody pays.".to_owned();
    Some(amount).filter(Cents::is_sound).ok_or_else(refused)
}

impl Conversion<'_> {
    /// The currency it is converted from.
    pub(super) fn currency(&self) -> &Currency {
        &self.currency
    }

    /// The same where amounts in it are read in hundredths.
    pub(super) fn of_hundredths(self) -> Self {
        Conversion {
            currency: self.currency.in_hundredths(),
            ..self
        }
    }

    fn of(&self, amount: Cents) -> Cents {
        self.rate.convert(amount, (&self.currency, self.ours))
    }

    /// The currency and the rate, as they are kept: `USD 0.92`.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.currency, self.rate)
    }

    /// A change of an account's balance.
    pub(super) fn change(
        &self,
        account: &str,
        delta: Cents,
        running: &Running,
    ) -> Result<Cents, String> {
        let mut running = running.borrow_mut();
        let key = (account.to_owned(), self.currency.clone());
        let balance = running.entry(key).or_default();
        let before = self.of(*balance);
        *balance = sound(*balance + delta)?;
        sound(Cents(self.of(*balance).0.saturating_sub(before.0)))
    }
}
