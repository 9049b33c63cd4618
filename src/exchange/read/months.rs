//! The names of months and of days of the week, in the languages that exports are written in.
//! Must not know dates.

use crate::domain::day::month_named;
use crate::domain::listed::is_listed;

/// The months of a language, in order and without their accents; further short forms behind a stroke.
const NAMES: [&str; 9] = [
    // French
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    // German
    "januar|jaenner|janner februar|feber marz|maerz|mrz april mai juni juli august september oktober november dezember",
    // Spanish
    "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    // Portuguese
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    // Italian
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    // Dutch
    "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    // Swedish
    "januari februari mars april maj juni juli augusti september oktober november december",
    // Danish
    "januar februar marts april maj juni juli august september oktober november december",
    // Norwegian
    "januar februar mars april mai juni juli august september oktober november desember",
];

/// The days of the week, likewise.
const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday \
    lundi mardi mercredi jeudi vendredi samedi dimanche \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
    lunes martes miercoles jueves viernes sabado domingo \
    segunda terca quarta quinta sexta feira \
    lunedi martedi mercoledi giovedi venerdi sabato domenica \
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    mandag tirsdag onsdag torsdag fredag lordag sondag";

/// Days of the week in two letters.
const SHORT_DAYS: &str = "mo di mi do fr sa so ma wo vr za zo";

/// What stands between the parts of a day: `3 de marzo de 2025`, `le 3 mars`.
const BETWEEN: &str = "de del do da den der le el il of";

/// The fewest letters of a short form.
const SHORTEST: usize = 3;

/// The number of a month by its name or the beginning of it; `None` where that begins the names of several.
pub(super) fn named(word: &str) -> Option<u32> {
    if let Some(month) = month_named(word) {
        return Some(month);
    }
    let word = bare(word);
    // Most words that are asked about are none: a name with a figure in it needs no look at nine languages.
    if word.len() < SHORTEST || word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let begins = |names: &str| names.split('|').any(|name| name.starts_with(&word));
    let months = NAMES.iter().flat_map(|names| (1..).zip(names.split(' ')));
    let mut found = months.filter(|(_, names)| begins(names)).map(|(n, _)| n);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Whether a word is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = bare(word);
    let begins = |day: &str| day.starts_with(&word);
    (word.len() >= SHORTEST && DAYS.split_whitespace().any(begins)) || is_listed(SHORT_DAYS, &word)
}

/// Whether a word says nothing in a day.
pub(super) fn is_between(word: &str) -> bool {
    BETWEEN
        .split(' ')
        .any(|between| between.eq_ignore_ascii_case(word))
}

/// In lower case, and letters as they are without their accents.
fn bare(word: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c => c,
    };
    // An accent may be a letter of its own.
    let is_accent = |c: &char| ('\u{300}'..'\u{370}').contains(c);
    let word = word.to_lowercase();
    word.chars().filter(|c| !is_accent(c)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_names_and_the_beginnings_of_those() {
        for (words, month) in [
            (
                "January jan janv januar enero ene janeiro gennaio gen jänner januari",
                1,
            ),
            (
                "février févr fév Februar febrero fev febbraio fe\u{301}vr",
                2,
            ),
            ("mars März mrz marzo março maart mrt mar marts Mär", 3),
            ("avril avr abril abr aprile", 4),
            ("mai mayo maio maggio mag mei maj MAI", 5),
            ("juin juni junio jun junho giugno giu", 6),
            ("juillet juil juli julio julho luglio lug", 7),
            ("août aout agosto ago augustus", 8),
            ("septembre sept septiembre set setembro settembre sett", 9),
            (
                "octobre oct Oktober okt octubre outubro out ottobre ott",
                10,
            ),
            ("novembre nov noviembre", 11),
            (
                "décembre déc Dezember dez diciembre dic dicembre desember des",
                12,
            ),
        ] {
            for word in words.split(' ') {
                assert_eq!(named(word), Some(month), "{word}");
            }
        }
        for word in ["jui", "ma", "total", "lunes", "settings", ""] {
            assert_eq!(named(word), None, "{word}");
        }
    }

    #[test]
    fn each_short_form_is_of_one_month() {
        for names in NAMES {
            for (month, names) in (1..).zip(names.split(' ')) {
                for name in names.split('|') {
                    for end in SHORTEST..=name.len() {
                        let found = named(&name[..end]);
                        assert!(found.is_none_or(|found| found == month), "{name} {end}");
                    }
                    assert_eq!(named(name), Some(month), "{name}");
                }
            }
        }
    }
}
