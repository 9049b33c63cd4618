//! A record of a surveys or feedback file: somebody's words, the reason they state, and tags.
//! Must not know which columns hold open questions, or what stands between two tags (`spoken`).

use std::borrow::Cow;

use super::RecordCells;
use crate::domain::import::{FeedbackRow, ImportKind, ImportRow};
use crate::domain::money::count;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::noticed::Noticed;
use crate::exchange::read::spoken::reasons::TickedReason;
use crate::exchange::read::{text, values};
use crate::exchange::safe::{clean, one_line, text_in, unguard};

/// No text is longer, in bytes, however many answers it is put together of.
const LONGEST: usize = 1 << 20;

/// What a record says.
pub(in crate::exchange::read) fn feedback(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    let exit_survey = cells.source.kind == ImportKind::Surveys;
    let (text, reason) = (words(cells), reason(cells));
    let score = match cells.score() {
        // Words in the place of a score leave those of the text as they are.
        Err(_) if !(text.is_empty() && reason.is_empty()) => {
            cells.note(|noting| noting.noticed.unscored += 1);
            None
        }
        score => score?,
    };
    if text.is_empty() && score.is_none() && reason.is_empty() {
        cells.note(|noting| noting.noticed.without_text += 1);
        return Ok(ImportRow::LeftOut);
    }
    let source = cells.key("source");
    Ok(ImportRow::Feedback(FeedbackRow {
        external: cells.key("id"),
        account: Some(cells.key("account"))
            .filter(|account| !values::is_nobody(account))
            .unwrap_or_default(),
        source: match source.is_empty() {
            true => cells.source.origin.to_owned(),
            false => source,
        },
        exit_survey,
        received: cells.day("received")?,
        reason,
        text,
        score,
        tags: tags(cells)?,
    }))
}

/// The tags of a record. A file that has no column of tags says nothing about them.
fn tags(cells: &RecordCells<'_>) -> Result<Option<Vec<String>>, String> {
    let columns = &cells.source.spoken.tags;
    if columns.is_empty() {
        return Ok(None);
    }
    let mut tags = Vec::new();
    for column in columns {
        let cell = cells.at(column.at);
        match &column.choice {
            Some(choice) if values::tick(cell).is_some() => {
                let ticked = values::tick(cell) == Some(true);
                let new = ticked && !tags.contains(choice);
                tags.extend(new.then(|| choice.clone()));
            }
            // Its name may hold what stands between two tags elsewhere.
            Some(choice) if squeeze(cell) == squeeze(choice) => {
                let new = !tags.contains(choice);
                tags.extend(new.then(|| choice.clone()));
            }
            Some(_) | None => {
                let plain = decoded(cell);
                values::tags(
                    &text_in(plain.as_deref().unwrap_or(cell)),
                    column.separator,
                    &mut tags,
                );
            }
        }
    }
    if tags.len() > values::MOST_TAGS {
        let most = count(values::MOST_TAGS as u64);
        return Err(format!(
            "It has more than {most} tags; a row cannot have so many."
        ));
    }
    Ok(Some(tags))
}

/// The plain text of a cell that is HTML.
fn decoded(cell: &str) -> Option<String> {
    (cell.contains('<') || cell.contains('&'))
        .then(|| text::plain(cell))
        .flatten()
}

/// The stated reason, without one that says nothing; of several columns the names of those that are ticked, and what
/// else stands in them.
fn reason(cells: &RecordCells<'_>) -> String {
    let ticked = &cells.source.spoken.reasons;
    if let Some(first) = ticked.first() {
        let said = |of: &TickedReason| match values::tick(cells.at(of.at)) {
            Some(ticked) => ticked.then(|| of.reason.clone()),
            None => Some(super::key(cells.at(of.at))),
        };
        let said: Vec<String> = ticked.iter().filter_map(said).collect();
        return cells.otherwise(said.join("; "), || super::key(cells.at(first.at)));
    }
    let cell = cells.raw("reason");
    let before = || super::key(cell);
    let plain = decoded(cell);
    let now = match &plain {
        Some(plain) => Cow::Owned(one_line(&clean(plain)).trim().to_owned()),
        None => Cow::Borrowed(cell),
    };
    let nothing = text::says_nothing(&now);
    if cell.is_empty() || (plain.is_none() && !nothing) {
        return before();
    }
    note(cells, nothing, plain.is_some());
    let now = if nothing {
        String::new()
    } else {
        now.into_owned()
    };
    cells.otherwise(now, before)
}

fn note(cells: &RecordCells<'_>, nothing: bool, decoded: bool) {
    cells.note(|noting| {
        let noticed: &mut Noticed = &mut noting.noticed;
        noticed.said_nothing += u64::from(nothing);
        noticed.decoded += u64::from(decoded && !nothing);
    });
}

/// Somebody's words: those of the text, the answers to further questions, and where there are none the title.
fn words(cells: &RecordCells<'_>) -> String {
    let column = cells.source.mapping.column("text");
    let cell = column
        .and_then(|at| cells.record.cells.get(at))
        .unwrap_or("");
    let mut same = true;
    let mut now = said(cells, cell, &mut same);
    for asked in &cells.source.spoken.questions {
        let answer = cells.record.cells.get(asked.at).unwrap_or("");
        let answer = said(cells, answer, &mut true);
        if !answer.is_empty() && now.len() + asked.question.len() + answer.len() < LONGEST {
            let between = if now.is_empty() { "" } else { "\n" };
            now = format!("{now}{between}{} {}", asked.question, answer.trim()).into();
            same = false;
        }
    }
    if now.is_empty() {
        let title = said(cells, cells.raw("title"), &mut true);
        if !title.is_empty() {
            cells.note(|noting| noting.noticed.titled += 1);
            (now, same) = (one_line(&title).trim().to_owned().into(), false);
        }
    }
    let now = now.into_owned();
    match same {
        true => now,
        false => cells.otherwise(now, || before(cell).into_owned()),
    }
}

/// A text as it stands in its cell; blanks alone are none.
fn before(cell: &str) -> Cow<'_, str> {
    match cell.trim().is_empty() {
        true => Cow::Borrowed(""),
        false => text_in(cell),
    }
}

/// What a cell says: plain text, and nothing where it says nothing; `same` stays where it is read as it stands.
fn said<'a>(cells: &RecordCells<'_>, cell: &'a str, same: &mut bool) -> Cow<'a, str> {
    let bare = unguard(cell);
    let plain = decoded(bare);
    let nothing = text::says_nothing(plain.as_deref().unwrap_or(bare));
    if cell.trim().is_empty() || (plain.is_none() && !nothing) {
        return before(cell);
    }
    *same = false;
    note(cells, nothing, plain.is_some());
    match plain {
        Some(plain) if !nothing => Cow::Owned(clean(&plain).into_owned()),
        _ => Cow::Borrowed(""),
    }
}
