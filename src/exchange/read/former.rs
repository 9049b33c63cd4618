//! How a row without an id is known again when it is read in another way than before: by its cells as they stand,
//! and by the hashes of what earlier readings made of it.
//! Must not know what either is looked up in.

use std::collections::BTreeMap;

use hashbrown::HashSet;

use crate::domain::import::{FormerKey, ImportKind, ImportRow};
use crate::domain::word::Word;
use crate::exchange::safe::quoted;

use super::ReadingWay;
use super::cells::RecordCells;
use super::hash::{self, Fnv};
use super::hints::{Hints, Remembered};
use super::source::{Source, open};

/// So many earlier headers with fewer columns are gone by.
const MOST: usize = 4;

/// What makes a row's values of its cells.
pub(super) type ValuesOf = fn(&RecordCells<'_>) -> Result<ImportRow, String>;

impl Source {
    /// Tells files with the same columns from others, 16 hex digits.
    pub fn header(&self) -> String {
        let mut fnv = Fnv::new();
        fnv.text(&self.header_key);
        format!("{:016x}", fnv.sum())
    }

    /// Tells apart how files with the same columns are read, 16 hex digits: which column is which field.
    pub fn reading(&self) -> String {
        let mut fnv = Fnv::new();
        fnv.text(self.kind.word());
        for (field, at) in self.mapping.fields() {
            fnv.text(field.name);
            fnv.text(&self.names[at]);
        }
        for tags in &self.spoken.tags {
            fnv.text(&self.names[tags.at]);
        }
        for asked in &self.spoken.questions {
            fnv.text(&self.names[asked.at]);
        }
        for said in [
            self.said.status_ends.as_deref(),
            (self.said.last_day == Some(true)).then_some(""),
            (self.said.empty_is_zero == Some(true)).then_some("0"),
            (self.said.twice_adds == Some(true)).then_some("twice"),
        ] {
            said.into_iter().for_each(|said| fnv.text(said));
        }
        for said in &self.recalled.kinds {
            fnv.text(&format!("{said:?}"));
        }
        format!("{:016x}", fnv.sum())
    }

    /// Fields that come from another column than in the reading before, as far as that is known: `account from
    /// Email`, quoted.
    pub fn mapped_anew(&self) -> Vec<String> {
        let Some(before) = self.before.first() else {
            return Vec::new();
        };
        let fields = self.mapping.fields();
        let anew = fields.filter(|(field, at)| before.mapping.column(field.name) != Some(*at));
        anew.map(|(field, at)| format!("{} from {}", field.name, quoted(&self.names[at], 40)))
            .collect()
    }

    /// Whether anybody ever said how it is to be read.
    fn is_told(&self) -> bool {
        let said = &self.said;
        !said.map.is_empty()
            || !said.ignore.is_empty()
            || said.kind.is_some()
            || said.status_ends.is_some()
            || said.last_day.is_some()
            || said.totals.is_some()
            || !said.totals_of.is_empty()
            || said.empty_is_zero.is_some()
            || said.twice_adds.is_some()
    }

    /// Whether it is what was rejected of a file, mended and brought back: a part of it.
    pub fn is_returned(&self) -> bool {
        self.mapping.ours > 0
    }

    /// Whether somebody said that of what is told twice of an account one counts.
    pub fn takes_the_first(&self) -> bool {
        self.said.twice_adds == Some(false)
    }

    /// Where the hash of the cells of its rows begins: the same cells under another header are another row.
    pub(super) fn seed(&self) -> i64 {
        let mut fnv = Fnv::new();
        fnv.text(&self.header_key);
        fnv.sum()
    }
}

/// The same file as it may have been read before: as it was said to be, as nobody had said anything, and as it was
/// while it had fewer columns. Only for kinds of which a row may have no id.
pub fn earlier(source: &Source, hints: &Hints) -> Vec<Source> {
    let nameless = matches!(
        source.kind,
        ImportKind::Surveys | ImportKind::Feedback | ImportKind::Subscriptions
    );
    if !nameless {
        return Vec::new();
    }
    let mut ways = match source.is_told() {
        true => said_otherwise(hints).into(),
        false => Vec::new(),
    };
    ways.extend(narrower(source, hints));
    let mut found: Vec<Source> = Vec::new();
    for hints in ways {
        let Ok(other) = open(&source.path, &hints) else {
            continue;
        };
        let same = |one: &Source| one.reading() == other.reading();
        if source.kind.kept_with().contains(&other.kind) && !same(source) && !found.iter().any(same)
        {
            found.push(other);
        }
    }
    found
}

/// As it was said to be, and as nobody had said anything.
fn said_otherwise(hints: &Hints) -> [Hints; 2] {
    let before = Hints {
        kind: None,
        map: Vec::new(),
        ignore: Vec::new(),
        status_ends: None,
        last_day: None,
        totals: None,
        tag_from: Vec::new(),
        ..hints.clone()
    };
    let bare = Hints {
        remembered: BTreeMap::new(),
        ..before.clone()
    };
    [before, bare]
}

/// As files were read that had all of its columns but a few.
fn narrower(source: &Source, hints: &Hints) -> Vec<Hints> {
    let ours = source.mapping.ours;
    let columns: Vec<(&str, &String)> = source
        .header_key
        .split('|')
        .zip(&source.names[ours..])
        .collect();
    let without = |(key, said): (&String, &Remembered)| {
        let had: HashSet<&str> = key.split('|').collect();
        let are = |(name, _): &&(&str, &String)| had.contains(name);
        let kept = columns.iter().filter(are).count();
        let added = || columns.iter().filter(|column| !are(column));
        let is = had.len() == kept && kept < columns.len();
        is.then(|| Hints {
            kind: None,
            map: Vec::new(),
            ignore: Vec::new(),
            status_ends: None,
            last_day: None,
            tag_from: Vec::new(),
            remembered: BTreeMap::from([(
                source.header_key.clone(),
                Remembered {
                    ignore: added()
                        .map(|(_, name)| (*name).clone())
                        .chain(said.ignore.iter().cloned())
                        .collect(),
                    ..said.clone()
                },
            )]),
            ..hints.clone()
        })
    };
    let remembered = hints.remembered.iter();
    remembered.filter_map(without).take(MOST).collect()
}

/// What else the row at hand may be known by, `hash` being that of its values.
pub(super) fn of(
    cells: &RecordCells<'_>,
    row: &ImportRow,
    hash: i64,
    seed: i64,
    read: ValuesOf,
) -> FormerKey {
    let Some(external) = id_of(row) else {
        return FormerKey::default();
    };
    let mut former = FormerKey::default();
    if external.is_empty() || !cells.source.before.is_empty() {
        former.raw = Some(raw(cells, seed));
    }
    let mut also = |cells: &RecordCells<'_>| {
        let Ok(before) = read(cells) else { return };
        let other = Some(hash::of(&before)).filter(|before| *before != hash);
        former.hashes.extend(other);
        let other = id_of(&before).filter(|id| !id.is_empty() && *id != external);
        former.ids.extend(other.map(str::to_owned));
    };
    if cells.otherwise.get() {
        also(&RecordCells {
            reading: ReadingWay::Before,
            ..*cells
        });
    }
    for source in &cells.source.before {
        for reading in [ReadingWay::Now, ReadingWay::Before] {
            also(&RecordCells {
                source,
                reading,
                ..*cells
            });
        }
    }
    former
}

/// The id that tells a row apart, where its kind has one that may be empty: the others are known by an id, or by their
/// account and day.
fn id_of(row: &ImportRow) -> Option<&str> {
    match row {
        ImportRow::Feedback(row) => Some(&row.external),
        ImportRow::Subscription(row) => Some(&row.external),
        ImportRow::Account(_)
        | ImportRow::Movement(_)
        | ImportRow::Balance(_)
        | ImportRow::Owner(_)
        | ImportRow::Roadmap(_)
        | ImportRow::Usage(_)
        | ImportRow::LeftOut => None,
    }
}

/// The hash of the cells as they stand, but for those that this program put before a rejected row.
fn raw(cells: &RecordCells<'_>, seed: i64) -> i64 {
    let mut fnv = Fnv::from(seed);
    let ours = cells.source.mapping.ours;
    for cell in cells.record.cells.iter().skip(ours) {
        fnv.text(cell);
    }
    fnv.sum()
}
