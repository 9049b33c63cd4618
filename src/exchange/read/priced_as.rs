//! What the name of a column of amounts says of them beside whose they are: how often a price is due, and what its
//! numbers count. Must not know values, nor which column is the price.

use crate::domain::import::Interval;
use crate::domain::listed::is_listed;

use super::Sign;
use super::columns::squeeze;
use super::headings;
use super::price::{self, Every};
use super::vendors::Unit;

/// Parts of names of amounts that are a month's, whatever else they say.
const MONTHLY: &str = "mrr monthly permonth promonat jemonat parmois pormes monatspreis monatsbetrag monatlich mensal \
    mensual mensuel";

/// Parts of names that say of an interval that it is one of several, or not which.
const UNCLEAR: &str = "biweekly bimonthly biannual biyearly biennial bisannuel multiyear multiannual runrate mehrjahr mehrjähr \
    pluriannuel plurianual";

/// Parts of names by which what is called MRR may be that of a year.
const TIMES: &str =
    "annualmrr annualised annualized yearlymrr mrrx12 mrr12 12xmrr 12mrr mrrannual mrryear";

/// Words of spans that no price is stored for, or that each bill has another of.
const SPANS: &str = "hour hourly hours stunde stündlich stunden heure hora ora uur minute minutes period periods cycle \
    season seasonal saison decade ytd fy";

/// Parts of longer words that name an interval; those that hold another come first.
const WITHIN: [(i64, Interval, &str); 11] = [
    (2, Interval::Month, "zweimonat bimestr"),
    (4, Interval::Month, "cuatrimestr quadrimestr viermonat"),
    (3, Interval::Month, "dreimonat"),
    (
        6,
        Interval::Month,
        "sechsmonat semiannual semiyear halfyear halfannual halbjahr halbjähr semestriel semestral halvår halfjaar półrocz",
    ),
    (2, Interval::Year, "zweijahr zweijähr"),
    (3, Interval::Year, "dreijahr dreijähr"),
    (
        1,
        Interval::Quarter,
        "quarterly perquarter quartal vierteljahr vierteljähr trimestr kwartaal kvartal kwarta",
    ),
    (
        1,
        Interval::Year,
        "annua yearly peryear perannum jahres jährlich annuel annuo anualmente jaarlijk jaarprijs årlig årspris rocznie",
    ),
    (2, Interval::Week, "fortnight"),
    (
        1,
        Interval::Week,
        "weekly perweek wochen wöchentlich hebdo semanal wekelijk",
    ),
    (
        1,
        Interval::Day,
        "daily perday tages täglich quotidien diario",
    ),
];

/// Words for what a year comes to.
const YEARS: &str = "arr acv";

/// What stands before an interval that a price is for each of.
const PER: &str = "per pro par por al p je";

/// Words that are intervals only behind those.
const SHORT: &str = "a an m y q w d mo mon month months maand monat mois mes mês";

/// Words before an interval that make it a time when something was or will be.
const WHEN: &str = "last previous prior this next first second third since after until within";

/// Words before a number that is theirs, and not of the interval behind it.
const NUMBERED: &str = "plan tier level option package version v step stufe";

/// Words for intervals that are numbered: the price in year 2 may be that of a month.
const NOUNS: &str = "year quarter week day jahr quartal woche tag an año ano anno";

/// Words and parts of those for thousands, millions and millionths.
const SCALES: [(Unit, &str); 3] = [
    (
        Unit::Thousands,
        "k thousand thousands tausend tsd teur tusd tgbp tchf keur kusd kgbp kchf 000 000s milliers miles milhares migliaia \
         duizend duizenden tys tkr tusen",
    ),
    (
        Unit::Millions,
        "million millions mio mln millionen millionnen millones milhões milhoes milioni miljoen meur musd",
    ),
    (Unit::Micros, "micro micros microdollars microunits"),
];

/// Words that may be a scale, and which one is for a person to say.
const PERHAPS: &str =
    "m mm mn t bn billion billions mrd nano nanos millis hundreds tens hundert zehntel";

/// The words of a name in lower case: capitals and figures begin a new one, and a stroke is a `per`.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut before, mut letters) = (' ', name.chars().peekable());
    while let Some(c) = letters.next() {
        let next_is_small = letters.peek().is_some_and(|next| next.is_lowercase());
        let humps =
            c.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_is_small));
        if humps || before.is_numeric() != c.is_numeric() || !c.is_alphanumeric() {
            parts.push(String::new());
        }
        match (c, parts.last_mut()) {
            ('/', Some(_)) => parts.extend(["per".to_owned(), String::new()]),
            (c, Some(last)) if c.is_alphanumeric() => last.extend(c.to_lowercase()),
            (_, _) => {}
        }
        before = c;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// How often the price is due of a column of this name: one that says MRR or monthly is a month's, whatever else it says.
pub(super) fn due(name: &str) -> Sign<Every> {
    let squeezed = squeeze(name);
    let has = |list: &str| list.split_whitespace().any(|part| squeezed.contains(part));
    let parts = parts(name);
    let found = runs(&parts);
    let is_mrr = squeezed.contains("mrr");
    if (is_mrr && !has(TIMES))
        || (has(MONTHLY) && !found.iter().any(IntervalWords::is_of_several) && !has(UNCLEAR))
    {
        return Sign::Only(Every::one(Interval::Month));
    }
    if is_mrr
        || has(UNCLEAR)
        || parts.iter().any(|part| is_listed(SPANS, part))
        || is_of_some_time(&parts)
        || found.iter().any(|run| run.when)
    {
        return Sign::Either;
    }
    match &found[..] {
        [] if parts.iter().any(|part| is_listed(YEARS, part)) => {
            Sign::Only(Every::one(Interval::Year))
        }
        [] => within(&squeezed).map_or(Sign::None, Sign::Only),
        [first, rest @ ..] if rest.iter().all(|run| run.every == first.every) => {
            Sign::Only(first.every)
        }
        [_, ..] => Sign::Either,
    }
}

/// Words of a name that are an interval together.
struct IntervalWords {
    every: Every,
    /// Whether what stands around them makes them another thing than how often.
    when: bool,
}

impl IntervalWords {
    fn is_of_several(&self) -> bool {
        self.every.count > 1
    }
}

/// The intervals in the words of a name, the longest first: `price per 2 years` has one, and that is not a year.
fn runs(parts: &[String]) -> Vec<IntervalWords> {
    const LONGEST: usize = 4;
    let (mut at, mut found) = (0, Vec::new());
    while at < parts.len() {
        let longest = LONGEST.min(parts.len() - at);
        let run = (1..=longest)
            .rev()
            .find_map(|long| Some((long, run(parts, at, long)?)));
        at += run.as_ref().map_or(1, |(long, _)| *long);
        found.extend(run.map(|(_, run)| run));
    }
    found
}

fn run(parts: &[String], at: usize, long: usize) -> Option<IntervalWords> {
    let words = &parts[at..at + long];
    let (first, last) = (&words[0], &words[long - 1]);
    let before = at
        .checked_sub(1)
        .map_or("", |before| parts[before].as_str());
    let behind = parts.get(at + long).map_or("", String::as_str);
    let short = is_listed(SHORT, last);
    let is_year = is_number(first) && first.len() > 3;
    if is_year || (long == 1 && short && !is_listed(PER, before)) {
        return None;
    }
    let every = price::every(&words.concat())?;
    let numbered = is_number(first)
        && (is_listed(NUMBERED, before) || (short && last.len() == 1) || last.starts_with("annu"));
    let in_which = is_listed(NOUNS, last) && (is_number(behind) || behind == "to");
    let month = every == Every::one(Interval::Month);
    Some(IntervalWords {
        every,
        when: !month && (is_listed(WHEN, before) || numbered || in_which),
    })
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a name says in which part of which year something was: `Q1 2026`, `H2`, and of what was taken in, a year.
fn is_of_some_time(parts: &[String]) -> bool {
    const TAKEN: &str =
        "revenue revenues sales turnover umsatz omzet facturación faturamento fatturato";
    let is_part = |pair: &[String]| {
        matches!(pair[0].as_str(), "q" | "h") && matches!(pair[1].as_str(), "1" | "2" | "3" | "4")
    };
    let is_year = |part: &String| part.len() == 4 && is_number(part) && part.starts_with("20");
    let taken = parts.iter().any(|part| is_listed(TAKEN, part));
    parts.windows(2).any(is_part) || (taken && parts.iter().any(is_year))
}

/// What a part of a longer word says.
fn within(squeezed: &str) -> Option<Every> {
    let says = |known: &str| known.split_whitespace().any(|part| squeezed.contains(part));
    let (count, interval, _) = WITHIN.iter().find(|(.., known)| says(known))?;
    Some(Every {
        count: *count,
        interval: *interval,
    })
}

/// What the amounts count of a column of this name: cents, thousands. Nothing where it says nothing.
pub(super) fn unit(name: &str) -> Sign<Unit> {
    let parts = parts(name);
    let mut found: Vec<Unit> = Vec::new();
    let mut before = "";
    for part in &parts {
        // Of a hundred, `per cent`, and of a month, `/m`, it is none.
        if !is_listed(PER, before) {
            if is_listed(PERHAPS, part) {
                return Sign::Either;
            }
            let scales = SCALES.iter().filter(|(_, known)| is_listed(known, part));
            found.extend(scales.map(|(unit, _)| *unit));
            found.extend(headings::is_minor(part).then_some(Unit::Minor));
        }
        before = part;
    }
    if squeeze(name).ends_with("cents") {
        found.push(Unit::Minor);
    }
    match &found[..] {
        [] => Sign::None,
        [first, rest @ ..] if rest.iter().all(|unit| unit == first) => Sign::Only(*first),
        [_, ..] => Sign::Either,
    }
}

#[cfg(test)]
mod tests;
