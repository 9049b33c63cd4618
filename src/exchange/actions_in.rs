//! Actions as other tools give them back: the tracker's CSV, the list in JSON, the tasks of Taskwarrior, each as it was
//! exported and changed there. Must not know any room: it says what the file says of each action.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::DateTime;
use serde_json::Value;

use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::ids::ActionId;
use crate::domain::note::ActionStatus;
use crate::domain::word::Word;

use super::read::{FileRecord, Records};
use super::safe::quoted;
use super::uid::uid_before;

/// The largest file that is taken: so many bytes hold more actions than any room.
const LARGEST: u64 = 64 << 20;
/// What stands between the cells of a sheet.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What a file says of one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionBack {
    /// Its id for other tools.
    pub uid: String,
    /// Where it stands.
    pub status: ActionStatus,
    /// The day it was closed, if the file says it.
    pub closed: Option<Day>,
    /// The day it is due; `None` where the file has no such column, else perhaps no day.
    pub due: Option<Option<Day>>,
    /// Who answers for it, the same way; empty for nobody.
    pub owner: Option<String>,
}

/// The actions of a file, and what is wrong with those that cannot be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionsBack {
    /// In the order of the file.
    pub actions: Vec<ActionBack>,
    /// A sentence each.
    pub wrong: Vec<String>,
}

/// Reads a file whole.
///
/// # Errors
/// When it cannot be read, or is none that holds actions.
pub fn read(path: &Path) -> Result<ActionsBack, Failure> {
    let name = quoted(&path.file_name().unwrap_or_default().to_string_lossy(), 200);
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    let mut text = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LARGEST + 1)
        .read_to_end(&mut text)
        .map_err(unreadable)?;
    if text.len() as u64 > LARGEST {
        return Err(
            Failure::usage(format!("reading {name}: it is larger than 64 MiB"))
                .hint("give a file that `churnroom export actions` wrote"),
        );
    }
    let begins = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let found = match begins {
        Some(b'[' | b'{') => from_json(&text),
        Some(_) | None => from_sheet(path, &name)?,
    };
    found.filter(|back| !back.actions.is_empty() || !back.wrong.is_empty()).ok_or_else(|| {
        Failure::usage(format!("reading {name}: there is no action in it")).hint(
            "it takes what `churnroom export actions --to csv`, `json` or `task` wrote, and what `task export` gives",
        )
    })
}

/// A list of objects, or one under `items`, or an object a line.
fn from_json(text: &[u8]) -> Option<ActionsBack> {
    let whole: Result<Value, _> = serde_json::from_slice(text);
    let all: Vec<Value> = match whole {
        Ok(Value::Array(all)) => all,
        Ok(mut one) => match one.get_mut("items").map(Value::take) {
            Some(Value::Array(all)) => all,
            Some(_) | None => vec![one],
        },
        Err(_) => {
            let lines = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
            lines.map_while(Result::ok).collect()
        }
    };
    let mut back = ActionsBack::default();
    for one in &all {
        match from_object(one) {
            Some(Ok(action)) => back.actions.push(action),
            Some(Err(why)) => back.wrong.push(why),
            None => {}
        }
    }
    Some(back)
}

/// An action or a task; `None` of anything else.
fn from_object(one: &Value) -> Option<Result<ActionBack, String>> {
    let text = |key: &str| one.get(key).and_then(Value::as_str);
    let status = text("status")?;
    if let Some(uuid) = text("uuid") {
        return Some(task(uuid, status, &text));
    }
    let (id, at) = (one.get("id")?.as_i64()?, text("at")?);
    let at = DateTime::parse_from_rfc3339(at).ok()?.timestamp();
    let status = ActionStatus::from_word(status);
    let own = text("uid").map(str::to_lowercase);
    let said = |status| ActionBack {
        uid: own.unwrap_or_else(|| uid_before(ActionId(id), Moment(at))),
        status,
        closed: text("closed").and_then(|day| day.parse().ok()),
        due: Some(text("due").and_then(|day| day.parse().ok())),
        owner: Some(text("owner").unwrap_or_default().to_owned()),
    };
    Some(
        status
            .map(said)
            .ok_or_else(|| format!("action {id}: its status is none of open, done and dropped")),
    )
}

/// A task as Taskwarrior gives it out. It knows nobody who answers for one but by a field of ours.
fn task<'a>(
    uuid: &str,
    status: &str,
    text: &impl Fn(&str) -> Option<&'a str>,
) -> Result<ActionBack, String> {
    let status = match status {
        "pending" | "waiting" | "recurring" => ActionStatus::Open,
        "completed" => ActionStatus::Done,
        "deleted" => ActionStatus::Dropped,
        other => {
            return Err(format!(
                "task {}: its status `{}` is unknown",
                quoted(uuid, 40),
                quoted(other, 40)
            ));
        }
    };
    let day = |key: &str| text(key).and_then(compact);
    Ok(ActionBack {
        uid: uuid.to_lowercase(),
        status,
        closed: day("end").filter(|_| status != ActionStatus::Open),
        due: Some(day("due")),
        owner: text("owner").map(str::to_owned),
    })
}

/// The day of `20261120T120000Z`.
fn compact(text: &str) -> Option<Day> {
    let digits = text.get(..8)?;
    let [year, month, day] = [digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?];
    format!("{year}-{month}-{day}").parse().ok()
}

/// The tracker's sheet, whatever stands between its cells; `None` of one that has other columns.
fn from_sheet(path: &Path, name: &str) -> Result<Option<ActionsBack>, Failure> {
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    for separator in SEPARATORS {
        let mut records = Records::of(path, separator)?;
        let mut record = FileRecord::default();
        records.next_into(&mut record).map_err(unreadable)?;
        let heads: Vec<String> = record
            .cells
            .iter()
            .map(|cell| cell.trim().to_lowercase())
            .collect();
        let place = |head: &str| heads.iter().position(|one| one == head);
        let (Some(id), Some(status)) = (place("id"), place("status")) else {
            continue;
        };
        let (due, owner) = (place("due date"), place("assignee"));
        let mut back = ActionsBack::default();
        while records.next_into(&mut record).map_err(unreadable)? {
            match from_row(&record, [id, status], [due, owner]) {
                Ok(action) => back.actions.push(action),
                Err(why) => back.wrong.push(format!("line {}: {why}", record.line)),
            }
        }
        return Ok(Some(back));
    }
    Ok(None)
}

/// What a row says, by the columns that it has to have and those that it may.
fn from_row(
    record: &FileRecord,
    [id, status]: [usize; 2],
    [due, owner]: [Option<usize>; 2],
) -> Result<ActionBack, String> {
    let day = |at: usize| match record.cell(at) {
        "" => Ok(None),
        day => day.parse().map(Some),
    };
    let due = due.map(day).transpose();
    let status = ActionStatus::from_word(&record.cell(status).to_lowercase());
    Ok(ActionBack {
        uid: record.cell(id).to_lowercase(),
        status: status.ok_or("its status is none of open, done and dropped")?,
        closed: None,
        due: due.map_err(|_| "its due date is no day as 2026-11-20")?,
        owner: owner.map(|at| record.cell(at).to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_come_as_a_list_or_one_a_line() {
        let one = r#"{"uuid":"8A","status":"completed","end":"20261103T080000Z","due":"20261120T120000Z","description":"x"}"#;
        let two = r#"{"uuid":"8b","status":"deleted","owner":"Mo"}"#;
        for text in [format!("[{one},{two}]"), format!("{one}\n{two}\n")] {
            let back = from_json(text.as_bytes()).unwrap();
            let [first, second] = &back.actions[..] else {
                panic!("{back:?}")
            };
            assert_eq!(
                (first.uid.as_str(), first.status),
                ("8a", ActionStatus::Done)
            );
            assert_eq!(first.closed, Day::ymd(2026, 11, 3));
            assert_eq!(first.due, Some(Day::ymd(2026, 11, 20)));
            assert_eq!(
                (first.owner.as_deref(), second.owner.as_deref()),
                (None, Some("Mo"))
            );
            assert_eq!(
                (second.status, second.due),
                (ActionStatus::Dropped, Some(None))
            );
        }
        let odd = from_json(br#"[{"uuid":"8b","status":"lost"},{"status":"open"},3]"#).unwrap();
        assert_eq!((odd.actions.len(), odd.wrong.len()), (0, 1));
    }
}
