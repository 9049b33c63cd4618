//! Files to import as a person types them on the screen: their paths, and the options of the command line.
//! Must not know formats.

use std::path::PathBuf;
use std::str::FromStr;

use super::intake::options::Options;
use super::lists::home;
use crate::domain::failure::Failure;
use crate::domain::import::{Expect, ImportKind};
use crate::domain::word::Word;
use crate::exchange::read::{self, Decimal, Unit};
use crate::exchange::safe::quoted;

/// The paths among some words, and what the options among them say.
///
/// # Errors
/// An option that there is not, or one without its value.
pub(super) fn files(words: &[String]) -> Result<(Vec<PathBuf>, Options), Failure> {
    let mut options = Options::default();
    let paths = also(words, &mut options)?;
    Ok((paths, options))
}

/// The paths among some words, where the options among them are said beside others.
///
/// # Errors
/// Likewise.
pub(super) fn also(words: &[String], options: &mut Options) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.strip_prefix("--") {
            None => paths.push(home(word)),
            Some(option) if flag(options, option) => {}
            Some(option) => {
                let (option, inline) = option.split_once('=').unzip();
                let option = option.unwrap_or_else(|| word.trim_start_matches('-'));
                let value = inline.or_else(|| words.next().map(String::as_str));
                let value = value.ok_or_else(|| lacking(option))?;
                say(options, option, value)?;
            }
        }
    }
    Ok(paths)
}

fn lacking(option: &str) -> Failure {
    Failure::usage(format!("importing: --{option} needs a value behind it"))
}

/// An option that stands alone.
fn flag(options: &mut Options, option: &str) -> bool {
    match option {
        "ignore-rest" => options.hints.ignore_rest = true,
        "partial" => options.partial = true,
        "complete" => options.complete = true,
        _ => return false,
    }
    true
}

fn say(options: &mut Options, option: &str, value: &str) -> Result<(), Failure> {
    let hints = &mut options.hints;
    match option {
        "currency" => hints.currency = Some(parsed(option, value)?),
        "as-kind" => hints.kind = Some(kind(value)?),
        "map" => hints.map.push(pair(value)?),
        "ignore" => hints.ignore.push(value.to_owned()),
        "date-format" => hints.date_format = Some(value.to_owned()),
        "tag-from" => hints.tag_from.push(value.to_owned()),
        "unit" => hints.unit = Some(unit(value)?),
        "decimal" => hints.decimal = Some(decimal(value)?),
        "sheet" => hints.sheet = Some(value.to_owned()),
        "status-ends" => hints.status_ends = Some(value.to_owned()),
        "ends" => hints.last_day = Some(value == "last-day"),
        "totals" => hints.totals = Some(either(option, value, ["out", "in"])?),
        "falls" => hints.falls = Some(value.to_owned()),
        "empty" => hints.empty_is_zero = Some(either(option, value, ["zero", "keep"])?),
        "twice" => hints.twice_adds = Some(either(option, value, ["add", "once"])?),
        "as-of" => options.as_of = Some(parsed(option, value)?),
        "losses-since" => options.losses_since = Some(parsed(option, value)?),
        "expect-mrr" => {
            let expect = read::expected(value).map_err(Failure::usage)?;
            let on = options.expect.and_then(|expect| expect.on);
            options.expect = Some(Expect { on, ..expect });
        }
        "on" => {
            let on = Some(parsed(option, value)?);
            let expect = options.expect.ok_or_else(|| {
                Failure::usage("importing: --on goes behind --expect-mrr and its sum")
            })?;
            options.expect = Some(Expect { on, ..expect });
        }
        other => {
            return Err(
                Failure::usage(format!("importing: there is no option --{other}"))
                    .hint("`churnroom import --help` lists them"),
            );
        }
    }
    Ok(())
}

fn parsed<T: FromStr<Err: std::fmt::Display>>(option: &str, value: &str) -> Result<T, Failure> {
    let failed = |e| Failure::usage(format!("importing: --{option} {}: {e}", quoted(value, 40)));
    value.parse().map_err(failed)
}

fn kind(value: &str) -> Result<ImportKind, Failure> {
    let kinds = ImportKind::ALL.map(ImportKind::word).join(", ");
    ImportKind::from_word(value)
        .ok_or_else(|| Failure::usage(format!("importing: --as-kind is one of {kinds}")))
}

fn decimal(value: &str) -> Result<Decimal, Failure> {
    let refused = || Failure::usage("importing: --decimal is dot or comma");
    Decimal::from_word(value).ok_or_else(refused)
}

fn unit(value: &str) -> Result<Unit, Failure> {
    let words = "importing: --unit is minor, whole, thousands, millions or micros";
    Unit::from_word(value).ok_or_else(|| Failure::usage(words))
}

/// Whether it is the first of two words.
fn either(option: &str, value: &str, [yes, no]: [&str; 2]) -> Result<bool, Failure> {
    let refused = || Failure::usage(format!("importing: --{option} is {yes} or {no}"));
    let known = value == yes || value == no;
    known.then_some(value == yes).ok_or_else(refused)
}

fn pair(value: &str) -> Result<(String, String), Failure> {
    let (field, column) = value
        .split_once('=')
        .ok_or_else(|| Failure::usage("importing: write --map as field=Header"))?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Result<(Vec<PathBuf>, Options), Failure> {
        let words: Vec<String> = line.split('|').map(str::to_owned).collect();
        files(&words)
    }

    #[test]
    fn options_are_those_of_the_command_line() {
        let (paths, options) = said(
            "a.csv|--currency|EUR|--map|quantity=Seats|--ignore|Status|--ignore-rest|--expect-mrr|1,200.50|--on|2026-10-31|b.csv",
        )
        .unwrap();
        assert_eq!(paths, [PathBuf::from("a.csv"), "b.csv".into()]);
        assert_eq!(options.hints.map, [("quantity".into(), "Seats".into())]);
        assert!(options.hints.ignore_rest && options.hints.ignore == ["Status"]);
        let expect = options.expect.unwrap();
        // In thousandths, until the currency is known.
        assert_eq!((expect.amount.0, expect.on.is_some()), (1_200_500, true));
    }

    #[test]
    fn what_is_no_option_says_so() {
        for (line, words) in [
            ("--nothing|x", "no option --nothing"),
            ("--currency", "needs a value"),
            ("--as-kind|fish", "is one of"),
            ("--map|x", "field=Header"),
            ("--on|2026-10-31", "behind --expect-mrr"),
        ] {
            let failure = said(line).unwrap_err();
            assert!(failure.message.contains(words), "{failure}");
        }
    }
}
