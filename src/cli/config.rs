//! The configuration file, read into plain data. A missing file means the defaults; a wrong one says what
//! is wrong with it. Must not know who uses which part.
//!
//! ```toml
//! theme = "dark"            # auto, light, dark, mono
//!
//! [evidence]                # days
//! before = 90               # other feedback counts from so long before the period ...
//! after = 30                # ... to so long after it
//! exposed = 90              # words of accounts that still pay, up to the period's end
//! survey_lead = 30          # a survey may come so long before the loss it belongs to
//!
//! [agenda.why]              # numbers, why, roadmap, target, actions
//! minutes = 20
//! presents = "CS and Support"
//!
//! [decisions]               # the team, or teams, that a decision in a section needs
//! target = "Finance"        # else minutes say: decided without Finance
//!
//! [currency.rates]          # one unit in the room's currency; used when a file is imported
//! USD = "0.92"
//!
//! [calendar]
//! fiscal_year_starts = "april"   # FY2026 is then the year that ends in March 2026
//! week_starts = "sunday"    # or saturday, or monday as ISO has it
//!
//! [numbers]
//! grace_days = 7            # an account that pays nothing for so many days and is back never left
//! too_few = 30              # cells of a breakdown with fewer accounts are not ranked
//! reopens_at = 2            # lost accounts a month from which on a theme that was closed is open again
//!
//! [goals]                   # percent; logo_churn, gross_mrr_churn, net_mrr_churn, grr, nrr
//! logo_churn = 2.5
//! nrr = 101
//! each = "month"            # which periods they are for: month or quarter
//!
//! [[signs]]                 # rules in place of the usual ones (`churnroom signs` prints those in force)
//! when = "last_seen > 30 days"   # sign, comparison, value: < <= > >= is, is not, falls N %, rises N %
//! then = "at risk"          # or "endangered"
//!
//! [[signs]]
//! when = "reasons >= 2"     # so many rules said "at risk"; two do not endanger unless a rule says so
//! then = "endangered"
//!
//! [risk]
//! learn_from = ["Seats"]    # columns that were known before accounts left, however well they tell who did
//!
//! [value]
//! gross_margin = 0.8        # share of revenue left after serving it; 1 where nothing is said
//!
//! [cac]                     # what one new customer of a channel costs, in the room's currency
//! paid = 320.50
//! ```

mod parts;

use std::collections::BTreeMap;
use std::path::Path;

use parts::{
    CalendarPart, CurrencyPart, EvidencePart, GoalsPart, NumbersPart, RiskPart, SignPart,
    TeamsPart, ValuePart,
};
use serde::Deserialize;

use crate::domain::agenda::{Agenda, Section};
use crate::domain::failure::Failure;
use crate::domain::rules::Rules;
use crate::domain::signs::Rule;

/// What can be configured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What the team has settled about its numbers.
    pub rules: Rules,
    /// The colours; `None` looks at the terminal.
    pub theme: Option<String>,
    /// Section minutes and presenters of new meetings.
    pub agenda: Agenda,
}

/// The words `theme` knows.
const THEMES: [&str; 4] = ["auto", "light", "dark", "mono"];

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    theme: Option<String>,
    currency: CurrencyPart,
    calendar: CalendarPart,
    evidence: EvidencePart,
    goals: GoalsPart,
    numbers: NumbersPart,
    agenda: BTreeMap<Section, ConfigPart>,
    decisions: BTreeMap<Section, TeamsPart>,
    signs: Option<Vec<SignPart>>,
    risk: RiskPart,
    value: ValuePart,
    cac: BTreeMap<String, f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ConfigPart {
    minutes: Option<i64>,
    presents: Option<String>,
}

/// More than anybody writes; what is larger is some other file.
const LARGEST: u64 = 1 << 20;

/// Reads the configuration at `path`; without a file there, the defaults.
pub fn read(path: &Path) -> Result<Config, Failure> {
    let name = path.display();
    // A pipe would be waited for, a device might never end.
    let unfit = std::fs::metadata(path).ok().and_then(|meta| match meta {
        meta if !meta.is_file() => Some("it is no plain file"),
        meta if meta.len() > LARGEST => Some("it has more than 1 MiB"),
        _ => None,
    });
    if let Some(why) = unfit {
        let message = format!("the configuration {name} cannot be used: {why}");
        return Err(Failure::usage(message).hint("move it away, or put the file itself there"));
    }
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&text).map_err(|why| {
            Failure::usage(format!("the configuration {name} cannot be used: {why}"))
                .hint("correct that line, or move the file away to use the defaults")
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(Failure::failed(format!(
            "the configuration {name} could not be read: {error}"
        ))),
    }
}

fn parse(text: &str) -> Result<Config, String> {
    let file: File = toml::from_str(text).map_err(|error| located(text, &error))?;
    let theme = file.theme.filter(|theme| theme != "auto");
    if let Some(theme) = theme.as_deref()
        && !THEMES.contains(&theme)
    {
        let all = THEMES.join(", ");
        return Err(format!("`{theme}` is not a theme; use one of {all}"));
    }
    let mut agenda = Agenda::default();
    for item in &mut agenda.0 {
        let Some(part) = file.agenda.get(&item.section) else {
            continue;
        };
        if let Some(minutes) = part.minutes {
            if !(1..=600).contains(&minutes) {
                let title = item.section.title();
                return Err(format!(
                    "{title} cannot have {minutes} minutes; use 1 to 600"
                ));
            }
            item.seconds = minutes * 60;
        }
        if let Some(presents) = &part.presents {
            item.presents.clone_from(presents);
        }
    }
    let mut rules = Rules {
        rates: file.currency.rates()?,
        windows: file.evidence.windows()?,
        calendar: file.calendar.calendar()?,
        ..Rules::default()
    };
    rules.goals = file.goals.goals()?;
    file.numbers.settle(&mut rules)?;
    rules.costs = file.value.costs(file.cac)?;
    rules.learn_from = file.risk.learn_from;
    let needs = file.decisions.into_iter();
    rules.needs = needs
        .map(|(section, teams)| (section, teams.names()))
        .collect();
    // The rules written stand in place of the usual ones; an empty list means none.
    if let Some(signs) = file.signs {
        rules.signs = signs.into_iter().map(Rule::from).collect();
    }
    Ok(Config {
        rules,
        theme,
        agenda,
    })
}

fn located(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().replace('\n', " ");
    match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or_default();
            format!("line {}: {message}", before.matches('\n').count() + 1)
        }
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::word::Word;

    #[test]
    fn what_is_not_said_stays_as_usual() {
        let config = parse(
            "theme = \"mono\"\n[evidence]\nbefore = 60\n[numbers]\ntoo_few = 5\n[agenda.why]\nminutes = 20\npresents = \"Dana\"\n",
        )
        .unwrap();
        assert_eq!(config.rules.windows.before, 60);
        assert_eq!(config.rules.too_few, 5);
        assert_eq!(config.rules.windows.after, 30);
        assert_eq!(config.theme.as_deref(), Some("mono"));
        assert_eq!(config.agenda.seconds(Section::Why), 1200);
        assert_eq!(config.agenda.0[1].presents, "Dana");
        assert_eq!(config.agenda.total(), 50 * 60);
        assert_eq!(parse("").unwrap(), Config::default());
        let needs = parse("[decisions]\ntarget = \"Finance\"\nroadmap = [\"Product\", \" \"]");
        let needs = needs.unwrap().rules.needs;
        assert_eq!(needs[&Section::Target], ["Finance"]);
        assert_eq!(needs[&Section::Roadmap], ["Product"]);
        let calendar =
            parse("[calendar]\nfiscal_year_starts = \"April\"\nweek_starts = \"sunday\"");
        let calendar = calendar.unwrap().rules.calendar;
        assert_eq!(calendar.fiscal_year_starts, 4);
        assert_eq!(calendar.week_starts.word(), "sunday");
        let goals = parse("[goals]\nnrr = 101\nlogo_churn = 2.5\neach = \"quarter\"").unwrap();
        let goals = goals.rules.goals;
        let names: Vec<String> = goals.of.iter().map(|g| g.name()).collect();
        assert_eq!(names, ["goal 2.5 %", "goal 101 %"]);
        assert_eq!(goals.each, crate::domain::goals::Each::Quarter);
    }

    #[test]
    fn rules_written_stand_in_place_of_the_usual_ones() {
        let config = parse(
            "[[signs]]\nwhen = \"logins < 3\"\nthen = \"endangered\"\n[value]\ngross_margin = 0.75\n[cac]\npaid = 320.5\n",
        )
        .unwrap();
        let [written] = config.rules.signs.as_slice() else {
            panic!("{:?}", config.rules.signs)
        };
        assert_eq!(written.when.to_string(), "logins < 3");
        assert_eq!(config.rules.costs.gross_margin, 0.75);
        assert_eq!(config.rules.costs.cac["paid"], 320.5);
        assert_eq!(parse("signs = []").unwrap().rules.signs, []);
        let config = parse("[risk]\nlearn_from = [\"Access\", \"Seats\"]").unwrap();
        assert_eq!(config.rules.learn_from, ["Access", "Seats"]);
    }

    #[test]
    fn a_file_that_nobody_wrote_is_not_read_to_its_end() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(1 << 40).unwrap();
        let refused = read(file.path()).unwrap_err();
        assert!(refused.message.contains("more than 1 MiB"), "{refused}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, word) in [
            ("\nthem = 1", "line 2"),
            ("theme = \"pink\"", "`pink` is not a theme"),
            ("[evidence]\nbefore = -1", "evidence.before"),
            ("[goals]\nlogo = 2", "goals.logo is no figure"),
            ("[goals]\nquick_ratio = 2", "goals.quick_ratio is no figure"),
            (
                "[goals]\nlogo_churn = 250",
                "goals.logo_churn cannot be 250",
            ),
            ("[goals]\ngrr = \"high\"", "line"),
            ("[goals]\neach = \"week\"", "line"),
            ("[agenda.why]\nminutes = 0", "Why cannot have 0 minutes"),
            ("[agenda.lunch]\nminutes = 9", "lunch"),
            ("[decisions]\nlunch = \"Finance\"", "lunch"),
            (
                "\n[[signs]]\nwhen = \"logins\"\nthen = \"at risk\"",
                "line 3: `logins` has no comparison",
            ),
            (
                "[[signs]]\nwhen = \"logins < 3\"\nthen = \"lost\"",
                "line 3",
            ),
            ("[value]\ngross_margin = 80", "such as 0.8"),
            ("[calendar]\nfiscal_year_starts = \"4\"", "april"),
            ("[calendar]\nfiscal_year_starts = \"ju\"", "ju"),
            ("[calendar]\nweek_starts = \"tuesday\"", "saturday"),
            ("[cac]\npaid = -1", "cac.paid"),
            ("[risk]\nlearn_from = \"Access\"", "line 2"),
        ] {
            let why = parse(text).unwrap_err();
            assert!(why.contains(word), "{why}");
        }
    }
}
