//! Answers of which no column says who gave them, or when: in a room without accounts and days they count nowhere.
//! Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::Source;
use crate::exchange::safe::{quoted, shell};

use super::likely::{Likely, LikelyLook};
use super::{Question, Way};

/// What is open where no column is the account, or the day, and none was found by its name: of those that no other
/// question `asks` for.
pub(super) fn questions(
    source: &Source,
    looked: &LikelyLook,
    asks: impl Fn(&str) -> bool,
) -> Result<Vec<Question>, Failure> {
    let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
    let lacks = |field: &str| source.mapping.column(field).is_none() && !asks(field);
    let (account, day) = (lacks("account"), lacks("received"));
    if !said || source.mapping.shape.is_some() || !(account || day) {
        return Ok(Vec::new());
    }
    let likely = looked.at(source)?;
    let account = account.then(|| ("account", "who said it", likely.ids(source)));
    let day = day.then(|| ("received", "on which day it was said", likely.days(source)));
    let lacking = account.into_iter().chain(day);
    let asked = lacking
        .filter_map(|(field, what, columns)| question(source, likely, (field, what), &columns));
    Ok(asked.collect())
}

/// Feedback may do without either; who left and when is all that an exit survey is for.
fn question(
    source: &Source,
    likely: &Likely,
    (field, what): (&str, &str),
    columns: &[usize],
) -> Option<Question> {
    let names = || columns.iter().map(|at| source.names[*at].as_str());
    let rows = counted(likely.rows(), "row");
    if columns.is_empty() {
        let survey = source.kind == ImportKind::Surveys;
        let open = format!("no column says {what}, in {rows}, and none looks like it");
        let way = Way::when("--ignore-rest".to_owned(), "if that is not known");
        return survey.then(|| Question::new(&source.file, open, vec![way]));
    }
    let could: Vec<String> = names().map(|name| quoted(name, 40)).collect();
    let open = format!(
        "no column says {what}, in {rows}; {} could",
        could.join(" or ")
    );
    let mut ways: Vec<Way> = names()
        .map(|name| Way::of(format!("--map {field}={}", shell(name))))
        .collect();
    let none: Vec<String> = names()
        .map(|name| format!("--ignore {}", shell(name)))
        .collect();
    ways.push(Way {
        option: none.join(" "),
        when: if columns.len() > 1 {
            "if none of them does"
        } else {
            "if it does not"
        },
    });
    Some(Question::new(&source.file, open, ways))
}
