//! What a cell of discounts says is taken off a price, without the words around it, and for how long. Must not know
//! columns.

use super::values;
use crate::domain::listed::is_listed;

/// Words of what is taken off a price.
const OFF: &str = "off less minus discount discounted rabatt nachlass remise reduction réduction rebate coupon promo promotion \
    descuento desconto sconto korting";

/// Words of what holds for good.
const GOOD: &str = "forever lifetime permanent permanently always ongoing dauerhaft";

/// Words of what is taken off once.
const ONCE: &str = "once onetime oneoff einmalig einmal unique única engangs eenmalig";

/// Words of months and years, and their like.
pub(super) const SPAN: &str = "month months year years quarter quarters week weeks mo yr yrs monat monate jahr jahre quartal mois \
    ans an mes meses año años ano anos";

/// More of them, by which no price is due.
const OTHER_SPAN: &str = "day days tag tage tagen woche wochen monaten jahren jahres jour jours día días semana semanas mês mesi \
    anni giorni maand maanden måned måneder månad månader år jaar";

/// Words before a span that make it one of each time.
const EACH: &str = "per every each pro je par por";

/// Words of what ends some day, and the months it may end in.
const TIME: &str = "first erste ersten erstes erster première premier premiers primer primera primo prima until till til bis jusque jusqu \
    hasta fino tot repeating temporary temporarily befristet limited intro introductory initial initially trial expires expired expiring \
    ends ended ending jan january januar feb february februar mar march märz apr april may mai jun june juni jul july juli \
    aug august sep sept september oct october oktober okt nov november dec december dez dezember";

/// Names of columns that hold hundredths, and words beside such.
pub(super) const HUNDREDTHS: &str = "percent percentage pct prozent pourcentage procent porcentaje";

/// Words for hundredths.
const PERCENT: &str = "% pct percent percents percentage prozent procent procento pourcent";

/// Whether a word, in lower case, says that something is taken off.
pub(super) fn says(word: &str) -> bool {
    is_listed(OFF, word)
}

/// Whether a cell says only that something holds for good.
pub(super) fn is_good(text: &str) -> bool {
    is_listed(GOOD, text.to_lowercase().as_str())
}

/// Whether a cell says that nothing is taken off.
pub(super) fn is_none(text: &str) -> bool {
    let no = || values::tick(text) == Some(false) && !text.contains(|c: char| c.is_ascii_digit());
    values::is_nothing(text) || no()
}

/// Whether a cell beside a discount says that it is in per cent, or that it is an amount; `None` if neither.
pub(super) fn is_in_percent(kind: &str) -> Option<bool> {
    const PART: &str = "% prozentual relative";
    const AMOUNT: &str =
        "amount fixed flat absolute money value betrag fest fix absolut montant fixe importe fijo";
    let kind = kind.to_lowercase();
    let words = || kind.split(|c: char| !c.is_alphanumeric() && c != '%');
    let says = |list: &str| words().any(|word| is_listed(list, word));
    match (says(PART) || says(HUNDREDTHS), says(AMOUNT)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// For how long something is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DiscountTerm {
    /// Nothing says that it ends.
    Always,
    /// From one bill.
    Once,
    /// For a time, and until when is not said.
    ForATime,
    /// It has more than one number: a range, a change, a number of something else.
    Several,
}

/// What a cell of discounts says is taken off.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Off {
    /// By how much, without the words around it.
    pub(super) number: String,
    /// Whether those say that it is in per cent.
    pub(super) percent: bool,
    /// Whether they say that it is taken off.
    said: bool,
    /// For how long.
    pub(super) term: DiscountTerm,
}

impl Off {
    /// Whether it speaks of a discount at all.
    pub(super) fn says(&self) -> bool {
        self.percent || self.said
    }
}

/// A discount without its words: `50% off`, `-50 %`, `50 pct`, `€10 off`. Behind a per cent sign it only says for how
/// long.
pub(super) fn of(text: &str) -> Off {
    let lower = text.to_lowercase().replace("per cent", "%");
    let term = term(&lower);
    let lower = lower.split_inclusive('%').next().unwrap_or_default();
    let spaced = lower.replace('%', " % ");
    let words = spaced.split_whitespace();
    // `50pct` is a number with its word.
    let parts = words.flat_map(|word| {
        let last = word.rfind(|c: char| c.is_ascii_digit());
        let (number, unit) = word.split_at(last.map_or(0, |at| at + 1));
        let (number, unit) = if is_listed(PERCENT, unit.trim_end_matches('.')) {
            (number, unit)
        } else {
            ("", word)
        };
        [number, unit].into_iter().filter(|part| !part.is_empty())
    });
    let (mut number, mut percent, mut said) = (Vec::new(), false, false);
    for part in parts {
        let bare = part.trim_end_matches(['.', ':', ',']);
        match bare {
            bare if is_listed(PERCENT, bare) => percent = true,
            bare if says(bare) => said = true,
            bare if is_listed(GOOD, bare) => {}
            _ => number.push(part),
        }
    }
    let number = number.join(" ");
    let less = number.trim_start_matches(['-', '\u{2212}']).trim_start();
    Off {
        number: if percent { less.to_owned() } else { number },
        percent,
        said,
        term,
    }
}

/// For how long a text in lower case says that something is taken off.
fn term(text: &str) -> DiscountTerm {
    let words = text.split(|c: char| !c.is_alphabetic());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_time = |(at, word): (usize, &&str)| {
        let each = at > 0 && is_listed(EACH, words[at - 1]);
        is_listed(TIME, word) || (!each && (is_listed(SPAN, word) || is_listed(OTHER_SPAN, word)))
    };
    let once = |two: &[&str]| two[0] == "one" && ["time", "off", "shot"].contains(&two[1]);
    if words.iter().enumerate().any(is_time) {
        DiscountTerm::ForATime
    } else if numbers(text) > 1 {
        DiscountTerm::Several
    } else if words.iter().any(|word| is_listed(ONCE, word)) || words.windows(2).any(once) {
        DiscountTerm::Once
    } else {
        DiscountTerm::Always
    }
}

/// How many numbers stand in a text, whatever groups their digits.
fn numbers(text: &str) -> usize {
    let groups = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,'\u{2019}".contains(c);
    let runs = text.split(|c| !groups(c));
    runs.filter(|run| run.contains(|c: char| c.is_ascii_digit()))
        .count()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_discount_is_a_number_with_words_around_it() {
        for (text, number, percent) in [
            ("50% off", "50", true),
            ("-50 %", "50", true),
            ("50 pct", "50", true),
            ("50pct.", "50", true),
            ("12.5 per cent discount", "12.5", true),
            ("Rabatt: 10 Prozent", "10", true),
            ("20% loyalty", "20", true),
            ("€10 off forever", "€10", false),
            ("€10 off", "€10", false),
            ("off 10 EUR", "10 eur", false),
            ("-10", "-10", false),
            ("VIP", "vip", false),
        ] {
            let off = of(text);
            assert_eq!(
                (off.number.as_str(), off.percent),
                (number, percent),
                "{text}"
            );
            assert_eq!(off.term, DiscountTerm::Always, "{text}");
        }
    }

    #[rstest]
    #[case(
        DiscountTerm::ForATime,
        "50 % off for 3 months; 20% first year; 3 Monate; repeating 3 months; 25% 12mo; 10% until 2026-12-31; €20 off, first invoice; 15% bis Mai; 100% remise pendant 2 mois; 20% intro; 2 months free; 1 an gratuit; 30% (expires in June); 10% for one year"
    )]
    #[case(
        DiscountTerm::Several,
        "15-20%; 50% -> 25%; 10/20; 20% (2 of 3); 10 or 20 %; 5%+5%; 10 % from 2026-04-01; 100 → 80; 15 to 20%; €10 or 5%; 15–20 %; 20% above 100 seats; 10%, later 5%; 20 % Q3"
    )]
    #[case(
        DiscountTerm::Once,
        "once; 50% once; one-time €20; $20 one time; one-off 10%; einmalig 20 EUR; 20 % (once); onetime; 20% off once; Once; eenmalig 10 %; €5 one off; 10% one-time; 20 once"
    )]
    #[case(
        DiscountTerm::Always,
        "10% per month; 20% forever; 10 % every year; 1.234,50; CHF 1 200 off; 1'200.-; SUMMER20; 20% partner; 50%; 0.5; -15 %; €10/unit; 20% monthly; 12.5 pct"
    )]
    fn a_discount_says_for_how_long(#[case] term: DiscountTerm, #[case] texts: &str) {
        for text in texts.split("; ") {
            assert_eq!(of(text).term, term, "{text}");
        }
    }
}
