//! The data the numbers are measured on, and what they come to, as files for others to read.
//! Must not know who reads them.

use std::fs::File;
use std::io;
use std::path::Path;

use serde_json::json;

use churnroom::domain::cohorts::cohorts;
use churnroom::domain::counting::{CountingWay, metrics};
use churnroom::domain::losses::Windows;
use churnroom::domain::profile::Profile;
use churnroom::domain::themes::themes;

use super::{EVIDENCE, LEDGER, book, months, pieces, reach, reviewed};

/// Writes `steps.csv` (each account's balance after each change), `feedback.csv`, `tags.csv`,
/// `themes.csv` (which theme a tag rolls up into) and `answers.json`. Days are days since 1970.
pub fn write(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let open = |name: &str| csv::Writer::from_path(folder.join(name));
    let mut steps = open("steps.csv")?;
    steps.write_record(["account", "day", "balance"])?;
    for account in 0..LEDGER.len() {
        let own = LEDGER.steps(account);
        for (day, balance) in own.days.iter().zip(own.balances) {
            steps.serialize((account, day.0, balance.0))?;
        }
    }
    steps.flush()?;
    let (mut feedback, mut tags) = (open("feedback.csv")?, open("tags.csv")?);
    feedback.write_record(["id", "account", "day", "survey", "praise"])?;
    tags.write_record(["feedback", "tag"])?;
    let mut result = Ok(());
    pieces(|piece, carried| {
        let day = piece.day.map(|day| day.0);
        let survey = u8::from(piece.exit_survey);
        let praise = u8::from(piece.mark.is_some());
        let row = (piece.id.0, piece.account, day, survey, praise);
        let mut write = || -> Result<(), csv::Error> {
            feedback.serialize(row)?;
            carried
                .iter()
                .try_for_each(|tag| tags.serialize((piece.id.0, tag.0)))
        };
        if result.is_ok() {
            result = write();
        }
    });
    result?;
    feedback.flush()?;
    tags.flush()?;
    let mut rolled = open("themes.csv")?;
    rolled.write_record(["tag", "theme", "name"])?;
    for tag in book() {
        let theme = tag.parent.unwrap_or(tag.id).0;
        rolled.serialize((tag.id.0, theme, format!("tag {}", theme - 1)))?;
    }
    rolled.flush()?;
    serde_json::to_writer(File::create(folder.join("answers.json"))?, &answers())?;
    Ok(())
}

/// What the three measured jobs come to.
fn answers() -> serde_json::Value {
    let months = months();
    let numbers = metrics(&LEDGER, &months, &CountingWay::of(Profile::Snapshot));
    json!({
        "reach": reach().0,
        "month": { "first": reviewed().first().0, "last": reviewed().last().0 },
        "months": months.iter().map(|m| (m.first().0, m.last().0)).collect::<Vec<_>>(),
        "metrics": numbers.iter().map(|m| m.rates).collect::<Vec<_>>(),
        "cohorts": cohorts(&LEDGER, reach()).cohorts,
        "themes": themes(&LEDGER, &EVIDENCE, reviewed(), &Windows::default()),
    })
}
