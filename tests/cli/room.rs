//! A folder of its own with a small company, and the binary run in it. A failing test prints the command, the
//! folder's files and both streams.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const FILES: [(&str, &str); 6] = [
    (
        "owners.csv",
        "id,name,email,team\nO1,Priya,priya@example.com,Product\nO2,Dana,dana@example.com,CS\nO3,Mo,,Marketing\n",
    ),
    (
        "accounts.csv",
        "id,name,plan,segment,channel,region,seats\n\
         A1,Northwind GmbH,Pro,mid,partner,EU,40\nA2,Acme SA,Team,small,paid,EU,9\nA3,Globex,Pro,mid,paid,US,55\n\
         A4,Initech,Team,small,referral,US,7\nA5,Umbrella,Enterprise,large,partner,EU,400\nA6,Hooli,Team,small,paid,US,5\n",
    ),
    (
        "subscriptions.csv",
        "id,account,start,end,amount,interval,currency\n\
         S1,A1,2026-05-04,2026-10-12,400.00,month,EUR\nS2,A2,2026-06-01,2026-10-10,340.00,month,EUR\n\
         S3,A2,2026-10-10,,240.00,month,EUR\nS4,A3,2026-05-20,,1200.00,year,EUR\n\
         S5,A4,2026-07-01,2026-10-20,150.00,month,EUR\nS6,A5,2026-05-01,,2000.00,month,EUR\n\
         S7,A6,2026-10-31,,90.00,month,EUR\n",
    ),
    (
        "roadmap.csv",
        "id,title,status,target,owner,url,ease\n\
         RPT-12,Report builder v2,in progress,2026-Q4,Priya,https://example.com/RPT-12,hard\n\
         BIL-7,Usage-based plan,planned,2027-Q1,Priya,,\n",
    ),
    (
        "surveys.csv",
        "id,account,received,reason,text\n\
         V1,A1,2026-10-12,missing features,I couldn't figure out how to build a report\n\
         V2,A4,2026-10-20,too expensive,Too much for what a small team gets\n",
    ),
    (
        "feedback.csv",
        "id,account,received,source,text,score,tags\n\
         F1,A2,2026-10-03,ticket,Export to Excel broke twice this month,2,reporting/export\n\
         F2,A5,2026-10-15,review,\"Reports are slow, else fine. Call Globex about it\",7,\n",
    ),
];

/// A folder with a room that may not be there yet.
pub struct Room {
    dir: TempDir,
}

/// What a run of the binary left.
pub struct Done {
    told: String,
    output: Output,
}

impl Room {
    /// A folder without a room.
    pub fn empty() -> Room {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in FILES {
            fs::write(dir.path().join(name), text).unwrap();
        }
        Room { dir }
    }

    /// A room with the small company in it.
    pub fn small() -> Room {
        let room = Room::empty();
        let mut args = vec!["import"];
        args.extend(FILES.iter().map(|(name, _)| *name));
        room.run(&args).ok();
        room
    }

    /// The same, with the exit survey tagged.
    pub fn tagged() -> Room {
        let room = Room::small();
        room.run(&["tag", "put", &room.survey(), "reporting"]).ok();
        room
    }

    /// The number of the first exit survey.
    pub fn survey(&self) -> String {
        let found = self.json(&["feedback", "list", "--account", "A1"]);
        found["items"][0]["id"].to_string()
    }

    /// A file of the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Puts a file into the folder.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The text of a file of the folder.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the binary in the folder, on the folder's room.
    pub fn run(&self, args: &[&str]) -> Done {
        self.run_with(args, |_| {})
    }

    /// The same, with more said about the process.
    pub fn run_with(&self, args: &[&str], more: impl FnOnce(&mut Command)) -> Done {
        self.run_as(env!("CARGO_BIN_EXE_churnroom"), args, more)
    }

    /// The same with another program, which starts the binary in its own way.
    pub fn run_as(&self, program: &str, args: &[&str], more: impl FnOnce(&mut Command)) -> Done {
        let mut command = Command::new(program);
        let home = self.path("home");
        command
            .current_dir(self.dir.path())
            .args(args)
            .env_clear()
            .env("HOME", &home)
            .env("TZ", "UTC")
            .env("CHURNROOM_DB", self.path("room.db"))
            .env("CHURNROOM_USER", "Priya")
            .env("CHURNROOM_TODAY", "2026-11-03");
        more(&mut command);
        let output = command.output().unwrap();
        Done {
            told: format!(
                "churnroom {}\nin {}: {}",
                args.join(" "),
                self.dir.path().display(),
                names(self.dir.path())
            ),
            output,
        }
    }

    /// Runs with `--format json` and reads the answer.
    pub fn json(&self, args: &[&str]) -> Value {
        let mut args = args.to_vec();
        args.extend(["--format", "json"]);
        self.run(&args).ok().json()
    }
}

fn names(folder: &Path) -> String {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.join(" ")
}

impl Done {
    /// It went through.
    #[track_caller]
    pub fn ok(self) -> Done {
        self.code(0)
    }

    /// It left with this exit code.
    #[track_caller]
    pub fn code(self, code: i32) -> Done {
        assert_eq!(self.output.status.code(), Some(code), "{self}");
        self
    }

    /// Whether it was wrong usage or a thing that is not there.
    pub fn refused(&self) -> bool {
        matches!(self.output.status.code(), Some(1 | 2))
    }

    /// Its standard output.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    /// Its standard error.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// Its standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        let read = serde_json::from_slice(&self.output.stdout);
        read.unwrap_or_else(|error| panic!("not JSON: {error}\n{self}"))
    }

    /// It told one sentence on standard error that holds these words.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Done {
        let err = self.err();
        for word in words {
            assert!(err.contains(word), "does not say `{word}`\n{self}");
        }
        assert_eq!(
            err.trim_end().lines().count(),
            1,
            "more than one line\n{self}"
        );
        self
    }
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}\n--- {}\n--- stdout\n{}\n--- stderr\n{}",
            self.told,
            self.output.status,
            self.out(),
            self.err()
        )
    }
}

/// Compares a JSON answer with its snapshot; moments, which the clock gives, are covered.
#[track_caller]
pub fn same_shape(name: &str, mut value: Value) {
    cover_moments(&mut value);
    let text = serde_json::to_string_pretty(&value).unwrap();
    same_text(name, &text);
}

/// Compares a text with its snapshot.
#[track_caller]
pub fn same_text(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("cli_{name}"), text));
}

fn cover_moments(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(cover_moments),
        Value::Object(map) => {
            for (key, value) in map {
                let moment = matches!(key.as_str(), "at" | "started") && value.is_string();
                let alias = key == "alias";
                if moment || alias {
                    *value = Value::from(format!("[{key}]"));
                } else {
                    cover_moments(value);
                }
            }
        }
        _ => {}
    }
}
