//! What a file leaves open and a person has to settle before anything of it is believed: each question with the
//! flags that settle it. Must not guess, nor know how a question is put to anybody.

mod again;
mod apart;
mod bare;
mod beside;
mod boxes;
mod directions;
mod each;
mod ends;
mod hidden;
mod known_by;
mod lapsed;
mod ledgers;
mod likely;
mod lists;
mod longer;
mod monthly;
mod months;
mod nobody;
mod objects;
mod often;
mod one_day;
mod otherwise;
mod over;
mod parts;
mod people;
mod prices;
mod products;
mod renewed;
mod ruined;
mod sections;
mod several;
mod spans;
mod states;
mod strangers;
mod suspects;
mod terms;
mod ticked;
mod titles;
mod told;
mod totals;
mod units;
mod unpriced;
mod versions;
mod whose;

use std::io;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::sort::sort;
use crate::domain::word::Word;
use crate::exchange::safe::{quoted, shell};

use super::Source;
use super::columns::words;
use super::hints::Hints;
use super::question::{Question, Way};
use super::records::FileRecord;
use likely::LikelyLook;
use objects::Foreign;
pub use strangers::strangers;

impl Source {
    /// Takes what is open as it stands, now and in the next files with the same columns: that, and nothing else.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn settle_rest(&mut self, hints: &Hints) -> Result<(), Failure> {
        let open = open(self, hints)?;
        let known = &mut self.said.rest_of;
        known.extend(open.iter().map(Question::about));
        sort(known);
        known.dedup();
        Ok(())
    }
}

/// All that a file leaves open, but for what was settled of its columns before.
///
/// # Errors
/// When it cannot be read.
pub fn questions(source: &Source, hints: &Hints) -> Result<Vec<Question>, Failure> {
    if hints.ignore_rest {
        return Ok(Vec::new());
    }
    open(source, hints)
}

/// The same, whatever is taken as it stands.
fn open(source: &Source, hints: &Hints) -> Result<Vec<Question>, Failure> {
    let looked = LikelyLook::default();
    let mut asked = all(source, hints, &looked)?;
    likely::named(source, &looked, &mut asked)?;
    asked.retain(|question| !source.said.rest_of.contains(&question.about()));
    Ok(asked)
}

fn all(source: &Source, hints: &Hints, looked: &LikelyLook) -> Result<Vec<Question>, Failure> {
    let mut asked: Vec<Question> = kind(source, hints)?.into_iter().collect();
    // What would be open of words says nothing where they stand beside what was paid, or may be none.
    let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
    let other = |question: &Question| {
        let first = &question.settled_by[0].option;
        [LEDGER, ACCOUNTS]
            .iter()
            .any(|other| first.starts_with(other))
            || !question.proposes()
    };
    if said && asked.iter().any(other) {
        return Ok(asked);
    }
    asked.extend(units::questions(source, hints.unit)?);
    asked.extend(often::question(source)?);
    let empty = often::empty(source)?;
    asked.extend(otherwise::question(source, empty.is_some())?);
    asked.extend(empty);
    let (products, suspects) = suspects(source)?;
    let named = |field: &str| {
        let way = format!("--map {field}=");
        let mut ways = suspects.iter().flat_map(|of| &of.settled_by);
        ways.any(|of| of.option.starts_with(&way))
    };
    let nobody = nobody::questions(source, looked, named)?;
    let terms = terms::question(source, &suspects)?;
    asked.extend(suspects);
    asked.extend(terms);
    asked.extend(each::question(source, &asked));
    asked.extend(spans::question(source, &asked));
    asked.extend(nobody);
    asked.extend(one_day::question(source, looked)?);
    asked.extend(told::questions(source)?);
    asked.extend(prices::questions(source)?);
    asked.extend(products);
    let states = states::questions(source, looked, hints.today)?;
    asked.extend(states.asked);
    asked.extend(ends::question(source)?);
    asked.extend(ends::beside(source, states.some_run)?);
    asked.extend(totals::question(source)?);
    asked.extend(months::question(source));
    asked.extend(months::empty(source, hints.complete)?);
    let doubted = doubted(source, hints, &asked)?;
    asked.extend(doubted);
    asked.extend(parts::questions(source)?);
    asked.extend(directions::questions(source, hints.complete)?);
    asked.extend(known_by::question(source));
    let lapsed = lapsed::questions(source, &asked);
    asked.extend(lapsed);
    Ok(asked)
}

/// What a file may say otherwise than it seems.
fn doubted(source: &Source, hints: &Hints, known: &[Question]) -> Result<Vec<Question>, Failure> {
    let one = [
        ticked::question(source)?,
        whose::question(source)?,
        longer::question(source)?,
        titles::question(source)?,
        again::question(source)?,
        again::but_for_a_column(source)?,
        monthly::question(source)?,
        versions::question(source)?,
        sections::question(source)?,
        sections::without_id(source)?,
        ruined::question(source)?,
    ];
    let mut asked: Vec<Question> = one.into_iter().flatten().collect();
    asked.extend(beside::questions(source)?);
    asked.extend(apart::questions(source, known)?);
    asked.extend(renewed::questions(source)?);
    asked.extend(boxes::questions(source, known)?);
    asked.extend(over::questions(source, known)?);
    asked.extend(lists::questions(source, hints.complete)?);
    Ok(asked)
}

/// What is open of prices that are so many times another, and of columns that are not used. Of how many a price is it says
/// itself.
fn suspects(source: &Source) -> Result<(Option<Question>, Vec<Question>), Failure> {
    let products = products::question(source)?;
    let mut suspects = suspects::questions(source)?;
    let counts = |of: &Question| of.settled_by[0].option.starts_with("--map quantity=");
    suspects.retain(|of| products.is_none() || !counts(of));
    Ok((products, suspects))
}

/// Whether one of some questions is settled by not using a column.
fn is_asked(asked: &[Question], column: &str) -> bool {
    let ignore = format!("--ignore {}", shell(column));
    let mut ways = asked.iter().flat_map(|question| &question.settled_by);
    ways.any(|way| way.option == ignore)
}

/// Whether it is what it was taken for.
///
/// # Errors
/// When it cannot be read.
pub fn kind(source: &Source, hints: &Hints) -> Result<Option<Question>, Failure> {
    if hints.kind.or(source.said.kind).is_some() || source.mapping.shape.is_some() {
        return Ok(None);
    }
    let people = people::question(source);
    if people.is_none()
        && let Some(question) = rival(source)
    {
        return with_ledger(source, question).map(Some);
    }
    let by_name = people;
    // What a subscription lacks says more than that a row is one.
    let paid =
        |foreign: Foreign| foreign.is_of_subscriptions() || source.kind == ImportKind::Owners;
    if by_name.is_none()
        && objects::foreign(source).is_some_and(paid)
        && let Some(question) = ledgers::question(source)?
    {
        return Ok(Some(question));
    }
    let by_name = by_name
        .or_else(|| foreign(source))
        .or_else(|| directions::of_survey(source));
    match by_name {
        Some(question) => Ok(Some(question)),
        None => match ledgers::question(source)? {
            Some(question) => Ok(Some(question)),
            None => several::question(source),
        },
    }
}

/// The same question, behind that it may be a ledger by all its columns.
fn with_ledger(source: &Source, question: Question) -> Result<Question, Failure> {
    Ok(match ledgers::question(source)? {
        Some(ledger) => ledger.or(question),
        None => question,
    })
}

/// Its names may speak for two kinds.
fn rival(source: &Source) -> Option<Question> {
    let rival = source.mapping.rival?;
    let (own, rival) = (source.kind.word(), rival.word());
    let open = format!("it could be {own} as well as {rival}");
    let ways = [own, rival].map(|kind| Way::of(format!("--as-kind {kind}")));
    Some(Question::new(&source.file, open, ways.into()))
}

/// Its first id may speak for another kind.
fn foreign(source: &Source) -> Option<Question> {
    let own = source.kind;
    let foreign = objects::foreign(source)?;
    let (column, object) = (quoted(&foreign.column, 40), foreign.object);
    let word = own.word();
    let article = if object.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    let things = foreign.is_of_sales();
    let advice = match things {
        true => "; churnroom takes what customers paid as subscriptions, or as MRR by month",
        false => "",
    };
    let open = format!(
        "its first id, {column}, says that a row is {article} {object}, and it reads as {word}{advice}"
    );
    let fits = ImportKind::ALL
        .into_iter()
        .filter(|kind| foreign.fits.contains(kind));
    let fits = fits.map(|kind| Way::of(format!("--as-kind {}", kind.word())));
    let is_mrr = |name: &String| words(name).any(|word| word == "mrr");
    let paid = foreign.fits.contains(&ImportKind::Movements) && source.names.iter().any(is_mrr);
    let by_month = lists::paid_by_month(source).filter(|_| paid);
    let mut ways: Vec<Way> = by_month.into_iter().chain(fits).collect();
    ways.push(Way::when(
        format!("--as-kind {word}"),
        "if it is that all the same",
    ));
    let question = Question::new(&source.file, open, ways);
    Some(match things {
        true => question.proposing(0),
        false => question,
    })
}

/// How the answers begin by which a file is a ledger, or a list of accounts.
const LEDGER: &str = "--as-kind subscriptions";
const ACCOUNTS: &str = "--as-kind accounts";

/// How it is settled whether rows that nothing tells apart are all paid.
fn twice() -> [Way; 2] {
    [
        Way::when("--twice add".to_owned(), "if all of them are paid"),
        Way::when("--twice once".to_owned(), "if the first counts alone"),
    ]
}

/// The columns that may say what state a row is in, best first.
const STATES: [&str; 3] = ["trial", "status", "cause"];

/// So many rows are looked at for what a column could mean.
const SAMPLE: u64 = 20_000;

/// Gives the rows of a file as they stand, those that are broken left out, until `look` has seen enough or so many
/// were read.
///
/// # Errors
/// When the file cannot be read.
fn each_row(
    source: &Source,
    most: u64,
    mut look: impl FnMut(&FileRecord) -> bool,
) -> Result<(), Failure> {
    let skip = source.skip as u64;
    let mut records = source.records()?;
    let (mut record, mut rows, mut goes_on) = (FileRecord::default(), 0, true);
    let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", source.file), e);
    while goes_on
        && rows < most.saturating_add(skip)
        && records.next_into(&mut record).map_err(unreadable)?
    {
        rows += 1;
        goes_on = rows <= skip || record.broken || look(&record);
    }
    Ok(())
}
