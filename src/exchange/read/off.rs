//! What a cell of discounts says is taken off a price, without the words around it. Must not know columns.

/// Words of what is taken off a price.
const OFF: &str = "off less minus discount discounted rabatt nachlass remise reduction réduction rebate coupon promo promotion \
    descuento desconto sconto korting";

/// Words for hundredths.
const PERCENT: &str = "% pct percent percents percentage prozent procent procento pourcent";

fn is(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// Whether a word, in lower case, says that something is taken off.
pub(super) fn says(word: &str) -> bool {
    is(OFF, word)
}

/// What a cell of discounts says is taken off.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Off {
    /// By how much, without the words around it.
    pub(super) number: String,
    /// Whether those say that it is in per cent.
    pub(super) percent: bool,
    /// Whether they say that it is taken off.
    pub(super) said: bool,
}

/// A discount without its words: `50% off`, `-50 %`, `50 pct`, `€10 off`. What is behind a per cent sign says no more.
pub(super) fn of(text: &str) -> Off {
    let lower = text.to_lowercase().replace("per cent", "%");
    let lower = lower.split_inclusive('%').next().unwrap_or_default();
    let spaced = lower.replace('%', " % ");
    let words = spaced.split_whitespace();
    // `50pct` is a number with its word.
    let parts = words.flat_map(|word| {
        let last = word.rfind(|c: char| c.is_ascii_digit());
        let (number, unit) = word.split_at(last.map_or(0, |at| at + 1));
        let (number, unit) = if is(PERCENT, unit.trim_end_matches('.')) {
            (number, unit)
        } else {
            ("", word)
        };
        [number, unit].into_iter().filter(|part| !part.is_empty())
    });
    let (mut number, mut percent, mut said) = (Vec::new(), false, false);
    for part in parts {
        let bare = part.trim_end_matches(['.', ':', ',']);
        match (is(PERCENT, bare), says(bare)) {
            (true, _) => percent = true,
            (false, true) => said = true,
            (false, false) => number.push(part),
        }
    }
    let number = number.join(" ");
    let less = number.trim_start_matches(['-', '\u{2212}']).trim_start();
    Off {
        number: if percent { less.to_owned() } else { number },
        percent,
        said,
    }
}

#[cfg(test)]
mod tests {
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
            ("20% off for 3 months", "20", true),
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
        }
    }
}
