//! Currency signs and codes as they stand beside a number.
//! Must not know numbers, nor which currency a file or a room has.

use crate::domain::money::Currency;

/// What a sign or code beside a number can mean, by ISO codes: the usual one first, a blank between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyMark {
    codes: &'static str,
    /// Whether nobody would take it for the first of them unasked.
    open: bool,
}

/// Every code that is in use.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP \
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK \
    PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP \
    TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

/// Signs and words, in lower case, with what they can mean.
const SIGNS: [(&str, &str); 92] = [
    (
        "$",
        "USD CAD AUD NZD SGD HKD MXN TWD CLP COP ARS UYU JMD TTD BBD BSD BZD BMD FJD LRD NAD XCD",
    ),
    ("€", "EUR"),
    ("£", "GBP EGP GIP FKP SHP LBP"),
    ("¥", "JPY CNY"),
    ("￥", "JPY CNY"),
    ("us$", "USD"),
    ("u.s.$", "USD"),
    ("usd$", "USD"),
    ("us dollar", "USD"),
    ("us dollars", "USD"),
    ("dollars", "USD CAD AUD NZD SGD HKD"),
    ("ca$", "CAD"),
    ("c$", "CAD NIO"),
    ("can$", "CAD"),
    ("cad$", "CAD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("aud$", "AUD"),
    ("nz$", "NZD"),
    ("s$", "SGD"),
    ("sg$", "SGD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("mx$", "MXN"),
    ("mex$", "MXN"),
    ("r$", "BRL"),
    ("dollar", "USD CAD AUD NZD SGD HKD"),
    ("canadian dollar", "CAD"),
    ("canadian dollars", "CAD"),
    ("australian dollar", "AUD"),
    ("australian dollars", "AUD"),
    ("yen", "JPY"),
    ("japanese yen", "JPY"),
    ("pound", "GBP EGP GIP FKP SHP LBP"),
    ("pounds", "GBP EGP GIP FKP SHP LBP"),
    ("sterling", "GBP"),
    ("pound sterling", "GBP"),
    ("pounds sterling", "GBP"),
    ("british pound", "GBP"),
    ("british pounds", "GBP"),
    ("franken", "CHF"),
    ("schweizer franken", "CHF"),
    ("swiss franc", "CHF"),
    ("swiss francs", "CHF"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rupee", "INR PKR LKR NPR MUR"),
    ("rupees", "INR PKR LKR NPR MUR"),
    ("zloty", "PLN"),
    ("złoty", "PLN"),
    ("forint", "HUF"),
    ("shekel", "ILS"),
    ("baht", "THB"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("jp¥", "JPY"),
    ("円", "JPY"),
    ("cn¥", "CNY"),
    ("rmb", "CNY"),
    ("元", "CNY TWD"),
    ("kč", "CZK"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("₹", "INR"),
    ("rs", "INR PKR LKR NPR MUR"),
    ("rs.", "INR PKR LKR NPR MUR"),
    ("₩", "KRW KPW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("tl", "TRY"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₴", "UAH"),
    ("₸", "KZT"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("₵", "GHS"),
    ("fr.", "CHF"),
    ("sfr.", "CHF"),
    ("sfr", "CHF"),
    ("ft", "HUF"),
    ("lei", "RON MDL"),
    ("rp", "IDR"),
    ("rm", "MYR"),
    ("лв", "BGN"),
    ("kd", "KWD"),
    ("bd", "BHD"),
    ("jd", "JOD"),
    ("dt", "TND"),
];

/// Signs of several currencies of which none is the usual one.
const OPEN: [(&str, &str); 7] = [
    ("kronor", "SEK ISK"),
    ("kroner", "NOK DKK"),
    ("krona", "SEK ISK"),
    ("kr", "SEK NOK DKK ISK"),
    ("kr.", "DKK SEK NOK ISK"),
    ("fr", "CHF XAF XOF XPF RWF BIF DJF GNF KMF"),
    ("francs", "CHF XAF XOF XPF"),
];

/// What a sign or a code means; nothing where it is none.
pub fn of(text: &str) -> Option<MoneyMark> {
    let code = |text: &str| {
        let mut codes = CODES.split_ascii_whitespace();
        codes.find(|code| code.eq_ignore_ascii_case(text))
    };
    let mark = |codes, open| MoneyMark { codes, open };
    if text.len() == 3
        && let Some(code) = code(text)
    {
        return Some(mark(code, false));
    }
    let same = |(sign, _): &&(&str, &str)| {
        *sign == text
            || sign.eq_ignore_ascii_case(text)
            || (!text.is_ascii() && text.to_lowercase() == *sign)
    };
    let usual = SIGNS
        .iter()
        .find(same)
        .map(|(_, codes)| mark(*codes, false));
    usual.or_else(|| OPEN.iter().find(same).map(|(_, codes)| mark(*codes, true)))
}

/// The most words of a cell that says a currency and nothing else.
const WORDS: usize = 4;

/// What a cell of currencies says, with the words that stand beside a code as well: `EUR (€)`, `JPY - Yen`.
pub(super) fn said(cell: &str) -> Option<MoneyMark> {
    if let Some(mark) = of(cell) {
        return Some(mark);
    }
    // With a number it says more: `10 USD off`.
    if cell.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let between = |c: char| c.is_whitespace() || "()[]/-:,;|".contains(c);
    let words = || cell.split(between).filter(|word| !word.is_empty());
    if words().count() > WORDS || !words().any(says) {
        return None;
    }
    let mut found = words().filter_map(of);
    let first = found.next()?;
    found.try_fold(first, MoneyMark::and)
}

/// Whether a word of it says so: a code in capitals, a sign, the name of one.
fn says(word: &str) -> bool {
    let code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    (code && of(word).is_some()) || is_named(word)
}

/// Whether it is a sign or the name of a currency, which no other word is.
pub(super) fn is_named(cell: &str) -> bool {
    let named = cell.len() > 3 || !cell.chars().all(char::is_alphanumeric);
    named && of(cell).is_some()
}

impl MoneyMark {
    /// The currencies it can mean, the usual one first.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        self.codes.split_ascii_whitespace()
    }

    /// The same as one text, a blank between two.
    pub fn written(self) -> &'static str {
        self.codes
    }

    /// The same for a sentence, as many as anybody wants to read: `SEK, NOK or DKK`.
    pub fn listed(self) -> String {
        let codes: Vec<&str> = self.codes().take(4).collect();
        match codes.split_last() {
            Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            _ => codes.concat(),
        }
    }

    /// Whether it can mean this one.
    pub fn can_be(self, currency: &Currency) -> bool {
        self.codes().any(|code| code == currency.code())
    }

    /// What it means where nobody said which of several: the only one, or the usual one.
    pub fn usual(self) -> Option<Currency> {
        self.codes().next().filter(|_| !self.open)?.parse().ok()
    }

    /// What two beside one number say together, as in `$100 CAD`; nothing where they contradict each other.
    pub fn and(self, other: MoneyMark) -> Option<MoneyMark> {
        let (few, many) = match self.codes.len() <= other.codes.len() {
            true => (self, other),
            false => (other, self),
        };
        let both = few.codes().all(|code| many.codes().any(|one| one == code));
        both.then_some(few)
    }
}

/// So many currencies of a file are noted.
const MOST: usize = 8;

/// Notes the currency that a cell says, or its sign where that is one of several.
pub(super) fn note(said: &str, found: &mut Vec<Currency>, signs: &mut Vec<MoneyMark>) {
    match (self::said(said), said.parse()) {
        (Some(mark), _) if mark.codes().nth(1).is_some() => note_new(mark, signs),
        (Some(mark), _) => {
            if let Some(code) = mark.usual() {
                note_new(code, found);
            }
        }
        (None, Ok(code)) => note_new(code, found),
        (None, Err(_)) => {}
    }
}

/// Notes a thing once.
pub(super) fn note_new<T: PartialEq>(one: T, found: &mut Vec<T>) {
    if found.len() < MOST && !found.contains(&one) {
        found.push(one);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("€", Some("EUR"))]
    #[case("EUR", Some("EUR"))]
    #[case("eur", Some("EUR"))]
    #[case("Euro", Some("EUR"))]
    #[case("$", Some("USD"))]
    #[case("US$", Some("USD"))]
    #[case("NZ$", Some("NZD"))]
    #[case("R$", Some("BRL"))]
    #[case("Kč", Some("CZK"))]
    #[case("KD", Some("KWD"))]
    #[case("DT", Some("TND"))]
    #[case("ZŁ", Some("PLN"))]
    #[case("¥", Some("JPY"))]
    #[case("kr", None)]
    #[case("ABC", None)]
    #[case("%", None)]
    fn signs_and_codes_mean_a_currency(#[case] text: &str, #[case] usual: Option<&str>) {
        let found = of(text).and_then(MoneyMark::usual);
        assert_eq!(found, usual.map(|code| code.parse().unwrap()), "{text}");
    }

    #[test]
    fn a_cell_of_currencies_may_say_more_than_the_code() {
        for (cell, is) in [
            ("EUR - Euro", Some("EUR")),
            ("EUR (€)", Some("EUR")),
            ("(EUR)", Some("EUR")),
            ("JPY - Japanese Yen", Some("JPY")),
            ("US Dollar (USD)", Some("USD")),
            ("Yen", Some("JPY")),
            ("EUR/USD", None),
            ("978", None),
            ("10 USD off", None),
            ("Team", None),
            ("All", Some("ALL")),
            ("all plans", None),
            ("a note of what is paid in EUR", None),
        ] {
            let found = said(cell).and_then(MoneyMark::usual);
            assert_eq!(found, is.map(|code| code.parse().unwrap()), "{cell}");
        }
        assert!(is_named("Euro") && is_named("€") && is_named("US Dollar"));
        assert!(!is_named("EUR") && !is_named("rs") && !is_named("Team"));
    }

    #[test]
    fn what_is_shared_can_be_each_and_two_say_more() {
        let mark = |text: &str| of(text).unwrap();
        let currency = |code: &str| code.parse::<Currency>().unwrap();
        assert!(mark("kr").can_be(&currency("NOK")) && !mark("kr").can_be(&currency("EUR")));
        let both = mark("$").and(mark("CAD")).unwrap();
        assert_eq!(both.usual(), Some(currency("CAD")));
        assert_eq!(mark("$").and(mark("€")), None);
    }
}
