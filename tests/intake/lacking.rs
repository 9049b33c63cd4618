//! Files with the same rows and other columns, in any order: what a column gave stays through files that do not have
//! it, and a column that is there and empty says that there is nothing.

use std::collections::BTreeMap;
use std::path::Path;

use churnroom::domain::change::Change;
use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::Options;
use churnroom::store::{OpenOptions, Store};
use proptest::prelude::*;
use rusqlite::Connection;

use super::rooms::{dana, files, options, take};
use super::usd;

/// A kind of file: the columns that every one of it has, those that it may lack with what they can say, and how the
/// room is asked for those.
struct Kind {
    kind: ImportKind,
    always: &'static [(&'static str, [&'static str; 2])],
    may: &'static [(&'static str, [&'static str; 3])],
    stored: &'static str,
}

const SURVEYS: Kind = Kind {
    kind: ImportKind::Surveys,
    always: &[("text", ["slow", "dear"])],
    may: &[
        ("account", ["", "elm", "fir"]),
        ("received", ["", "2026-08-01", "2026-08-02"]),
        ("score", ["", "3", "7"]),
        ("reason", ["", "price", "speed"]),
    ],
    stored: "SELECT f.external, ifnull(a.external, ''), \
             ifnull(date(f.received * 86400, 'unixepoch'), ''), \
             ifnull(CAST(f.score AS INTEGER), ''), f.reason \
             FROM feedback f LEFT JOIN accounts a ON a.id = f.account",
};

/// Of which the words themselves may be lacked.
const FEEDBACK: Kind = Kind {
    kind: ImportKind::Feedback,
    always: &[("score", ["3", "7"])],
    may: &[
        ("account", ["", "elm", "fir"]),
        ("source", ["", "nps", "mail"]),
        ("text", ["", "slow", "dear"]),
    ],
    stored: "SELECT f.external, ifnull(a.external, ''), f.source, f.text \
             FROM feedback f LEFT JOIN accounts a ON a.id = f.account",
};

const SUBSCRIPTIONS: Kind = Kind {
    kind: ImportKind::Subscriptions,
    always: &[
        ("account", ["elm", "elm"]),
        ("start", ["2026-01-01", "2026-01-01"]),
        ("amount", ["50", "60"]),
    ],
    may: &[
        ("plan", ["", "Pro", "Basic"]),
        ("end", ["", "2026-06-01", "2026-07-01"]),
        ("trial", ["no", "no", "yes"]),
        ("interval", ["month", "year", "quarter"]),
    ],
    stored: "SELECT s.external, s.plan, ifnull(date(s.end * 86400, 'unixepoch'), ''), \
             iif(s.trial, 'yes', 'no'), s.interval FROM subscriptions s",
};

const ACCOUNTS: Kind = Kind {
    kind: ImportKind::Accounts,
    always: &[("name", ["Elm", "Fir"])],
    may: &[
        ("plan", ["", "Pro", "Basic"]),
        ("segment", ["", "small", "large"]),
        ("region", ["", "north", "south"]),
    ],
    stored: "SELECT external, plan, segment, region FROM accounts",
};

const OWNERS: Kind = Kind {
    kind: ImportKind::Owners,
    always: &[("name", ["Ann of {id}", "Bob of {id}"])],
    // What is empty in such a list says nothing in any case.
    may: &[("team", ["", "CS", "Sales"])],
    stored: "SELECT external, team FROM owners",
};

const ROADMAP: Kind = Kind {
    kind: ImportKind::Roadmap,
    always: &[("title", ["Reports", "Exports"])],
    may: &[
        ("status", ["", "planned", "shipped"]),
        ("target", ["", "2026-Q4", "2027-Q1"]),
        (
            "url",
            ["", "https://example.com/a", "https://example.com/b"],
        ),
    ],
    stored: "SELECT external, status, target, url FROM roadmap",
};

/// What imports leave behind, but for their own heads and the journal.
const TABLES: [&str; 9] = [
    "accounts",
    "owners",
    "roadmap",
    "subscriptions",
    "movements",
    "usage",
    "feedback",
    "feedback_tags",
    "tags",
];

/// A file: which of the further columns it has, in which order they stand, and what each of two rows says.
type File = (u8, bool, [[u8; 6]; 2]);

fn file() -> impl Strategy<Value = File> {
    (any::<u8>(), any::<bool>(), any::<[[u8; 6]; 2]>())
}

impl Kind {
    fn columns(&self, (has, back, _): File) -> Vec<usize> {
        let mut columns: Vec<usize> = (0..self.may.len())
            .filter(|at| has >> at & 1 == 1)
            .collect();
        if back {
            columns.reverse();
        }
        columns
    }

    fn text(&self, file: File) -> String {
        let columns = self.columns(file);
        let always = self.always.iter().map(|(name, _)| *name);
        let names = always.chain(columns.iter().map(|at| self.may[*at].0));
        let mut text = format!("id,{}\n", names.collect::<Vec<_>>().join(","));
        for (row, says) in file.2.iter().enumerate() {
            let always = self.always.iter();
            let always = always.map(|(_, can)| can[usize::from(says[5]) % 2]);
            let may = columns.iter();
            let may = may.map(|at| self.may[*at].1[usize::from(says[*at]) % 3]);
            let cells: Vec<&str> = always.chain(may).collect();
            let id = format!("r{row}");
            let line = format!("{id},{}\n", cells.join(","));
            text.push_str(&line.replace("{id}", &id));
        }
        text
    }

    /// What the columns it has say is what holds from then on.
    fn say(&self, file: File, held: &mut BTreeMap<String, Vec<String>>) {
        for (row, says) in file.2.iter().enumerate() {
            let held = held
                .entry(format!("r{row}"))
                .or_insert_with(|| self.may.iter().map(|(_, can)| can[0].to_owned()).collect());
            for at in self.columns(file) {
                if self.is_bare(at, says) {
                    continue;
                }
                held[at] = self.may[at].1[usize::from(says[at]) % 3].to_owned();
            }
        }
    }

    /// Whether a file of owners leaves a cell empty.
    fn is_bare(&self, at: usize, says: &[u8; 6]) -> bool {
        self.kind == ImportKind::Owners && says[at].is_multiple_of(3)
    }

    fn stands(&self, room: &Path) -> BTreeMap<String, Vec<String>> {
        let db = Connection::open(room).unwrap();
        let mut asked = db.prepare(self.stored).unwrap();
        let text = |row: &rusqlite::Row<'_>, at: usize| {
            let value: rusqlite::types::Value = row.get(at).unwrap();
            match value {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                other => panic!("{other:?}"),
            }
        };
        let rows = asked.query_map([], |row| {
            let values = (1..=self.may.len()).map(|at| text(row, at));
            Ok((text(row, 0), values.collect()))
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    fn options(&self) -> Options {
        options(Hints {
            kind: Some(self.kind),
            ignore_rest: true,
            ..usd()
        })
    }

    /// Every file, and each a second time at once, which changes nothing; then all of them are taken back.
    fn holds(&self, given: &[File]) {
        let folder = tempfile::tempdir().unwrap();
        let room = folder.path().join("a.room");
        let mut store = Store::open(&room, &OpenOptions::default()).unwrap();
        let (mut held, mut before) = (BTreeMap::new(), Vec::new());
        for file in given {
            let text = self.text(*file);
            let paths = files(folder.path(), &[("list.csv", &text)]);
            before.push(whole(&room));
            self.say(*file, &mut held);
            for again in [false, true] {
                let reports = take(&mut store, &paths, &self.options()).unwrap();
                let counts = reports.files[0].counts;
                assert_eq!(counts.rejected + counts.left_out, 0, "{text}{reports:?}");
                assert_eq!(self.stands(&room), held, "{given:?}\n{text}");
                assert!(!again || counts.unchanged == 2, "{text}{counts:?}");
            }
        }
        for before in before.into_iter().rev() {
            for _ in 0..2 {
                store.apply(&dana(), &Change::Undo).unwrap();
            }
            assert_eq!(whole(&room), before, "{given:?}");
        }
    }
}

/// All rows of the tables with what people see, as they stand.
fn whole(room: &Path) -> Vec<String> {
    let db = Connection::open(room).unwrap();
    let mut rows = Vec::new();
    for table in TABLES {
        let mut all = db
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))
            .unwrap();
        let columns = all.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let values = (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at).unwrap());
            Ok(format!("{table} {:?}", values.collect::<Vec<_>>()))
        };
        rows.extend(all.query_map([], row).unwrap().map(Result::unwrap));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_column_that_a_file_lacks_touches_nothing(
        kind in 0..6_usize,
        given in prop::collection::vec(file(), 1..6),
    ) {
        let kinds = [SURVEYS, FEEDBACK, SUBSCRIPTIONS, ACCOUNTS, OWNERS, ROADMAP];
        kinds[kind].holds(&given);
    }

    #[test]
    fn nor_where_no_id_tells_rows_apart(kind in 0..2_usize, given in prop::collection::vec(any::<u8>(), 1..6)) {
        [UNNAMED_FEEDBACK, UNNAMED_SUBSCRIPTIONS][kind].holds(&given);
    }
}

/// The same of files without ids: all that a whole file says, by its columns, and those of which any may lack.
struct Unnamed {
    kind: ImportKind,
    whole: [&'static [&'static str]; 3],
    may: &'static [usize],
}

const UNNAMED_FEEDBACK: Unnamed = Unnamed {
    kind: ImportKind::Surveys,
    whole: [
        &["text", "account", "received", "score", "reason", "tags"],
        &[
            "It is too slow to work with in the morning",
            "elm",
            "2026-08-01",
            "3",
            "speed",
            "slow",
        ],
        &[
            "It costs more than we make with it these days",
            "fir",
            "2026-08-02",
            "2",
            "price",
            "price",
        ],
    ],
    may: &[1, 2, 3, 4, 5],
};

const UNNAMED_SUBSCRIPTIONS: Unnamed = Unnamed {
    kind: ImportKind::Subscriptions,
    whole: [
        &["account", "start", "amount", "plan", "end", "trial"],
        &["elm", "2026-01-01", "50", "Pro", "2026-06-01", "no"],
        &["fir", "2026-01-01", "60", "Basic", "", "yes"],
    ],
    may: &[3, 4, 5],
};

impl Unnamed {
    fn text(&self, lacks: u8) -> String {
        let lacked = |at: &usize| self.may.iter().position(|may| may == at);
        let stays = |at: &usize| lacked(at).is_none_or(|bit| lacks >> bit & 1 == 0);
        let line = |cells: &[&str]| {
            let cells = (0..cells.len()).filter(stays).map(|at| cells[at]);
            cells.collect::<Vec<_>>().join(",") + "\n"
        };
        self.whole.iter().map(|cells| line(cells)).collect()
    }

    /// The whole file, then others that lack some of its columns, and it again: nothing is new, nothing changes.
    fn holds(&self, given: &[u8]) {
        let folder = tempfile::tempdir().unwrap();
        let room = folder.path().join("a.room");
        let mut store = Store::open(&room, &OpenOptions::default()).unwrap();
        let hints = Hints {
            kind: Some(self.kind),
            ignore_rest: true,
            ..usd()
        };
        let mut stands = None;
        for lacks in [0].iter().chain(given).chain(&[0]) {
            let text = self.text(*lacks);
            let paths = files(folder.path(), &[("list.csv", &text)]);
            let reports = take(&mut store, &paths, &options(hints.clone())).unwrap();
            let counts = reports.files[0].counts;
            let stood = stands.get_or_insert_with(|| whole(&room));
            assert_eq!(*stood, whole(&room), "{given:?}\n{text}");
            let new = u64::from(counts.new > 0) * 2;
            assert_eq!(
                (counts.new, counts.unchanged),
                (new, 2 - new),
                "{given:?}\n{text}"
            );
        }
    }
}
