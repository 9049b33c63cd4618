//! What the columns of a survey or a help desk hold beyond its fields: open questions beside the text, and tags, each
//! column with the one sign that stands between them. Found from names and the first rows.
//! Must not know what a row makes of it.

mod asking;
pub(super) mod reasons;
pub(super) mod sample;

use std::io;

use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;

use super::columns::{self, Columns, Index, squeeze, words};
use super::header::{Header, Mapping};
use super::hints::{Hints, Remembered};
use super::records::Records;
use super::written::Written;
use reasons::TickedReason;
use sample::ColumnSample;

/// Columns of words beyond the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpokenIn {
    /// Open questions whose answers stand behind the text.
    pub questions: Vec<SpokenAsked>,
    /// Columns that make tags.
    pub tags: Vec<TagColumn>,
    /// Reasons that have a column each.
    pub reasons: Vec<TickedReason>,
}

/// A column of answers to an open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenAsked {
    /// The column.
    pub at: usize,
    /// The question, as it stands before an answer: with a `?` or a `:` behind it.
    pub question: String,
}

/// A column that makes tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagColumn {
    /// The column.
    pub at: usize,
    /// What stands between two tags.
    pub separator: char,
    /// The tag that a tick in it stands for, where it holds ticks.
    pub choice: Option<String>,
}

/// So many questions are kept beside the text.
const MOST_QUESTIONS: usize = 20;

/// So many columns are looked at for more than their names.
const MOST_LOOKED_AT: usize = 500;

impl SpokenIn {
    /// Whether a column is one of them.
    pub fn has(&self, at: usize) -> bool {
        self.questions.iter().any(|asked| asked.at == at)
            || self.tags.iter().any(|tags| tags.at == at)
    }
}

/// What a file's columns of words hold. `is_free` says of a column that it is no field and may be used.
pub(super) fn of(
    records: Records,
    header: &Header,
    mapping: &Mapping,
    (hints, said, known): (&Hints, &Remembered, &Written),
    is_free: impl Fn(usize) -> bool,
) -> io::Result<SpokenIn> {
    if !matches!(mapping.kind, ImportKind::Surveys | ImportKind::Feedback) {
        return Ok(SpokenIn::default());
    }
    let columns = &header.columns;
    let index = Index::of(columns);
    let named = hints.tag_from.iter().filter_map(|name| index.find(name));
    let mut tags: Vec<usize> = mapping.column("tags").into_iter().chain(named).collect();
    tags.dedup();
    let texts = said.map.iter().filter(|(field, _)| field == "text");
    let texts: Vec<usize> = texts.filter_map(|(_, name)| index.find(name)).collect();
    let free = (0..columns.names.len()).filter(|at| is_free(*at) && !tags.contains(at));
    let free: Vec<usize> = free.take(MOST_LOOKED_AT).collect();
    let mut samples: Vec<ColumnSample> = tags
        .iter()
        .chain(&free)
        .map(|at| ColumnSample::new(*at, columns))
        .collect();
    sample::look(records, header.skip, &mut samples)?;
    let (of_tags, of_free) = samples.split_at(tags.len());
    let ticked = ticked(columns, of_free);
    let tags = of_tags.iter().chain(ticked);
    let mut spoken = SpokenIn {
        questions: Vec::new(),
        tags: tags
            .map(|sample| tag_column(columns, sample, known))
            .collect(),
        reasons: reasons::of(&columns.names, mapping),
    };
    let questions: Vec<usize> = match (&known.questions, texts.len()) {
        (Some(known), _) => known.iter().map(|at| at + columns.ours()).collect(),
        (None, 0 | 1) => {
            let free = of_free.iter().filter(|sample| !spoken.has(sample.at));
            let open = free.filter(|sample| {
                is_question(columns, mapping.kind, sample) || is_other(columns, sample)
            });
            open.map(|sample| sample.at).collect()
        }
        (None, _) => {
            let text = mapping.column("text");
            texts.into_iter().filter(|at| text != Some(*at)).collect()
        }
    };
    spoken.questions = questions
        .into_iter()
        .take(MOST_QUESTIONS)
        .map(|at| SpokenAsked::of(columns, at))
        .collect();
    Ok(spoken)
}

fn is_question(columns: &Columns, kind: ImportKind, sample: &ColumnSample) -> bool {
    is_open(kind, asked(columns, sample.at)) && (sample.is_worded() || sample.is_short())
}

impl SpokenAsked {
    fn of(columns: &Columns, at: usize) -> SpokenAsked {
        let asked = asked(columns, at);
        let question = match asked.ends_with(['?', ':', '.', '!']) {
            true => asked.to_owned(),
            false => format!("{asked}:"),
        };
        SpokenAsked { at, question }
    }
}

fn tag_column(columns: &Columns, sample: &ColumnSample, known: &Written) -> TagColumn {
    let known = known.separator(sample.at - columns.ours());
    TagColumn {
        at: sample.at,
        separator: known.unwrap_or_else(|| sample.separator()),
        choice: (sample.holds_ticks() || sample.says_its_name())
            .then(|| choice(columns, sample.at).to_owned()),
    }
}

/// The columns of a question with several choices: under a header of two rows each holds a tick or its own name, under
/// one of a single row its own name alone.
fn ticked<'s>(columns: &Columns, samples: &'s [ColumnSample]) -> Vec<&'s ColumnSample> {
    let group = |sample: &ColumnSample| {
        let several = columns.of_several(sample.at).map(|(before, _)| before);
        several.or_else(|| columns.group(sample.at))
    };
    let is = |sample: &&ColumnSample| match group(sample) {
        Some(_) => sample.is_choice(),
        None => sample.says_its_name(),
    };
    let ticked: Vec<&ColumnSample> = samples.iter().filter(is).collect();
    let several = |sample: &&&ColumnSample| {
        let same = ticked.iter().filter(|other| group(other) == group(sample));
        group(sample).is_none() || same.count() > 1
    };
    ticked.iter().filter(several).copied().collect()
}

/// Whether a column is where somebody writes what no choice says.
fn is_other(columns: &Columns, sample: &ColumnSample) -> bool {
    const OTHERS: &str = "other otherpleasespecify otherpleaseexplain otherspecify otherreason othertext andere anderes \
        sonstiges autre autreprecisez autrepréciser otro otros otra altro outro anders annat andet muu";
    let name = squeeze(columns.question(sample.at));
    is_listed(OTHERS, &name) && sample.is_written()
}

/// What a column asks: of a header of two rows both, where the lower one says anything.
fn asked(columns: &Columns, at: usize) -> &str {
    match columns.group(at) {
        Some(group) if columns::is_an_answer(columns.question(at)) => group,
        Some(_) => &columns.names[at],
        None => columns.question(at),
    }
}

/// The tag that a tick in a column stands for: its own name, without the question it belongs to.
pub(super) fn choice(columns: &Columns, at: usize) -> &str {
    if let Some((_, choice)) = columns.of_several(at) {
        return choice;
    }
    let name = columns.question(at);
    let inner = name
        .strip_suffix(']')
        .and_then(|name| name.rsplit_once('['))
        .map(|(_, inner)| inner.trim());
    inner.filter(|inner| !inner.is_empty()).unwrap_or(name)
}

/// Whether a header asks for words: it is a question, or names comments.
fn is_open(kind: ImportKind, name: &str) -> bool {
    const ASKS: &str = "what why how which who when where please tell describe anything any is are do did would can could \
        was were warum wie welche gibt pourquoi quoi quel quelle que qué por cómo cuál perché come cosa waarom wat hoe";
    const NAMES: &str = "why improve better else tell comment comments feedback verbatim suggestion suggestions pros cons \
        likes dislikes details description";
    const OTHERS: &str = "internal agent staff admin resolution csm owner reply replied id date day time email mail name url \
        link phone source sentiment category translated translation status score rating type count number language";
    let mut words: Vec<String> = words(name).collect();
    if name.trim_end().ends_with('?') {
        return true;
    }
    if words.iter().any(|word| is_listed(OTHERS, word)) {
        return false;
    }
    let asks = words.len() > 2 && words.first().is_some_and(|word| is_listed(ASKS, word));
    words.retain(|word| {
        is_listed(NAMES, word) || (kind == ImportKind::Surveys && word.starts_with("note"))
    });
    asks || !words.is_empty()
}
