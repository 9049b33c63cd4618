//! `churnroom import FILE...`: files into the room, with progress for whoever watches. Must not know formats.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::import_tags;
use super::output::{Block, DRY_RUN, Shown};
use super::session::Session;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::{Expect, ImportKind, ImportView};
use crate::domain::money::{Currency, count, counted};
use crate::domain::query::Query;
use crate::domain::word::Word;
use crate::exchange::read::{self, Decimal, Hints, Unit};
use crate::exchange::safe::shell;
use crate::exchange::shapes;
use crate::runtime::intake::{self, FileReport, Options, Progress, Reports};
use crate::runtime::interrupt;
use crate::store::Store;

/// What becomes of rows that look wrong, for the long help.
const ROWS: &str = "\
Rows that look wrong:
  overlapping subscriptions        their prices are added up
  end before start                 rejected
  price or balance below zero      rejected
  29 February in a common year     rejected, like any day that is none
  ends the day it starts           kept, and counts nothing, like a trial
  an unknown plan                  taken as it is written
  another currency                 converted at the rate under [currency.rates] of the
                                   configuration, which is kept and said; without one rejected
  a currency that is no code       rejected
  a sign or code beside an amount  its currency, whatever else the file says; \"$\" and the like
                                   are the room's where they can be
  a total of others                left out and counted: at the foot, or equal to what is above;
                                   one that is only called so is asked about (--totals)
  the header once more             passed over, as are lines and units below it
  cancelled at the period's end    counts until that end
  a status that ended, no day      rejected, unless --status-ends names the column with the day
  a text such as N/A or -          no text
  a ledger below zero              the movement that would take it there is rejected;
                                   changes of one day count together first
  an id a second time              equal: unchanged; else the first stands, the later is rejected
  no id, another price or end      known by its account, start and plan where there is one only;
                                   else asked
  an account nobody imported       made, with its id as its name, and counted as bare
  a second name for an account     in one file rejected, in a later file the new name
Rejected rows go to FILE.rejects.csv with their line and the reason; the rest is imported.";

#[derive(Debug, clap::Args)]
#[command(after_long_help = ROWS)]
pub struct Args {
    /// Files to import, in any order; also what `tag export` wrote in another room: it adds tags, takes none away, and
    /// tells where the two rooms differ
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What they are, where their columns do not say: accounts, subscriptions, movements, balances,
    /// surveys, feedback, owners, roadmap, usage
    #[arg(long, value_name = "KIND", value_parser = kind)]
    as_kind: Option<ImportKind>,
    /// Which column is which field; remembered for files with the same columns
    #[arg(long, value_name = "FIELD=HEADER", value_parser = mapped)]
    map: Vec<(String, String)>,
    /// How days are written, such as DD/MM/YYYY
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
    /// The currency of the amounts, such as EUR
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// Which sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Do not use this column; remembered for files with the same columns
    #[arg(long, value_name = "COLUMN")]
    ignore: Vec<String>,
    /// Take everything that is still open as it stands
    #[arg(long)]
    ignore_rest: bool,
    /// The column with the day on which what a status calls ended did end; none rejects such rows
    #[arg(long, value_name = "COLUMN")]
    status_ends: Option<String>,
    /// Whether the day of an end is the last one paid for, or the first one not
    #[arg(long, value_name = "HOW", value_parser = ["last-day", "day-after"])]
    ends: Option<String>,
    /// Whether rows that are called like totals are left out, or in as accounts; remembered for files with the same
    /// columns
    #[arg(long, value_name = "HOW", value_parser = ["out", "in"])]
    totals: Option<String>,
    /// The words with which MRR falls, of a column that says what changed, with commas between; none where it falls with
    /// none; remembered for files with the same columns
    #[arg(long, value_name = "WORDS")]
    falls: Option<String>,
    /// Whether an empty month of a table with a column per month says that nothing was paid, or that what was paid
    /// before stays; remembered for files with the same columns
    #[arg(long, value_name = "HOW", value_parser = ["zero", "keep"])]
    empty: Option<String>,
    /// Whether rows of one account that no id or part tells apart are all paid, or say one thing twice; remembered for files
    /// with the same columns
    #[arg(long, value_name = "HOW", value_parser = ["add", "once"])]
    twice: Option<String>,
    /// What the amounts are: minor units such as cents, whole ones, thousands, millions or micros (millionths); remembered for files with the same columns
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    unit: Option<Unit>,
    /// What stands before the decimals of an amount like 1.200: dot or comma
    #[arg(long, value_name = "SIGN", value_parser = decimal)]
    decimal: Option<Decimal>,
    /// Make tags of this column; of one that holds ticks its name is the tag; may be given several times
    #[arg(long, value_name = "COLUMN")]
    tag_from: Vec<String>,
    /// How far the data reaches; the day of a usage file without days
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    /// The first day of which all losses are on file: nothing is said of the time before
    #[arg(long, value_name = "DAY")]
    losses_since: Option<Day>,
    /// The list of balances is complete: an account absent from a day's list is at zero
    #[arg(long)]
    complete: bool,
    /// The file is a part of what is there: accounts that it leaves out stay as they are, and rows without an
    /// id that could be earlier ones come in addition
    #[arg(long)]
    partial: bool,
    /// What the MRR comes to with these files; where it does not, nothing is written
    #[arg(long, value_name = "AMOUNT", value_parser = read::expected, allow_hyphen_values = true)]
    expect_mrr: Option<Expect>,
    /// The day at whose end that holds; the last that the data reaches if none is named
    #[arg(long, value_name = "DAY", requires = "expect_mrr")]
    on: Option<Day>,
    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn kind(text: &str) -> Result<ImportKind, String> {
    let words = || ImportKind::ALL.map(ImportKind::word).join(", ");
    ImportKind::from_word(text).ok_or_else(|| format!("use one of {}", words()))
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_word(text).ok_or_else(|| "use dot or comma".to_owned())
}

fn unit(text: &str) -> Result<Unit, String> {
    let refused =
        || "use minor for cents and their like, thousands, millions or micros, else whole";
    Unit::from_word(text).ok_or_else(|| refused().to_owned())
}

/// A column a person names, `field=Header`.
pub(super) fn mapped(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, header)) if !field.is_empty() && !header.is_empty() => {
            Ok((field.trim().to_owned(), header.trim().to_owned()))
        }
        _ => Err("write it as field=Header, such as account=\"Customer ID\"".to_owned()),
    }
}

const COLUMNS: &str =
    "~file|>import|#read|#new|#updated|#unchanged|#left out|#rejected|#bare=bare_accounts";

/// The columns of counts that say something: with all of them a table would be wider than its terminal.
fn columns(items: &[Value]) -> String {
    const ALWAYS: [&str; 5] = ["~file", ">import", "#read", "#new", "#rejected"];
    let counted = |column: &str| {
        let path = column.rsplit('=').next().unwrap_or(column);
        let path = path.trim_start_matches('#').replace(' ', "_");
        items.iter().any(|item| item[&path].as_u64() > Some(0))
    };
    let shown = COLUMNS
        .split('|')
        .filter(|column| ALWAYS.contains(column) || counted(column));
    shown.collect::<Vec<_>>().join("|")
}

/// How many accounts that go to zero are named for people; JSON has all of them.
const NAMED: usize = 20;

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let (tags, others) = import_tags::apart(&args.files);
    let shown = match others.is_empty() && !tags.is_empty() {
        true => Shown::default(),
        false => rows(session, args, &others)?,
    };
    match tags.is_empty() || shown.failed.is_some() {
        true => Ok(shown),
        false => import_tags::run(session, &tags, args.dry_run, shown),
    }
}

/// Files of everything but tags.
fn rows(session: &mut Session, args: &Args, files: &[PathBuf]) -> Result<Shown, Failure> {
    let mut options = options(args);
    let author = session.author();
    let stop = interrupt::flag()?;
    let rehearsed = args.dry_run && !session.db.exists();
    if !rehearsed {
        session.may_create();
        if !args.dry_run {
            session.may_fill();
        }
        session.store()?;
    }
    let mask = session.mask_over(files, &options)?;
    intake::put_back(files, &mut options, &mask);
    let reports = watched(&stop, |tell| {
        if rehearsed {
            let mut rehearsal = Store::in_memory()?;
            rehearsal.set_rules(session.config.rules.clone());
            return intake::take_in(&mut rehearsal, files, &options, &author, tell);
        }
        let store = session.store()?;
        intake::take_in(store, files, &options, &author, tell)
    });
    let mask = session.mask_over(files, &options)?;
    let reports = mask.covered(reports.map_err(|failure| mask.covered(failure))?);
    let items: Vec<Value> = reports.files.iter().map(|file| json!(file)).collect();
    let table = (!items.is_empty()).then(|| Block::columns(&columns(&items), &items));
    let currency = reports.currency.as_ref();
    let pages = reports
        .files
        .iter()
        .map(|file| Block::Page(intake::page(file, currency)));
    let files = listed(session, items.clone())?;
    let shown = pages.fold(Shown::value(json!({ "files": files })), Shown::with);
    let dry = args.dry_run.then(|| DRY_RUN.to_owned());
    let mut shown = table
        .into_iter()
        .fold(shown, Shown::with)
        .with_records(records(items))
        .noted(dry)
        .noted(reports.files.iter().flat_map(remarks))
        .noted(rejects(&reports).filter(|_| session.masked));
    shown.rejected = reports.any_rejected();
    let asks = args.dry_run && !args.ignore_rest;
    let left_out = || reports.left_out().filter(|_| asks);
    shown.failed = read::all_settled(&reports.open, &options.typed)
        .err()
        .or_else(left_out)
        .map(|failure| mask.covered(failure));
    Ok(shown)
}

/// Files with what the list of imports says of each that was taken in.
fn listed(session: &mut Session, mut items: Vec<Value>) -> Result<Vec<Value>, Failure> {
    if items.iter().all(|item| item["import"].is_null()) {
        return Ok(items);
    }
    let imports: Vec<ImportView> = session.ask(&Query::Imports)?;
    for listed in imports.iter().map(shapes::import) {
        let mut items = items.iter_mut();
        let item = items.find(|item| item["import"] == listed["import"]);
        if let (Some(Value::Object(item)), Value::Object(listed)) = (item, listed) {
            for (key, said) in listed {
                item.entry(key).or_insert(said);
            }
        }
    }
    Ok(items)
}

/// Files for a spreadsheet: the figures, without how each was read.
fn records(items: Vec<Value>) -> Vec<Value> {
    let without = |mut item: Value| {
        item.as_object_mut()
            .map(|item| item.shift_remove("read_as"));
        item
    };
    items.into_iter().map(without).collect()
}

/// Imports with progress for whoever watches, until it is done or `stop` says so.
pub fn watched(
    stop: &AtomicBool,
    import: impl FnOnce(&mut dyn FnMut(Progress<'_>) -> bool) -> Result<Reports, Failure>,
) -> Result<Reports, Failure> {
    let bar = bar();
    let reports = import(&mut |progress| {
        show(&bar, progress);
        !stop.load(Ordering::Relaxed)
    });
    bar.finish_and_clear();
    reports.map_err(|failure| stopped(failure, stop))
}

fn options(args: &Args) -> Options {
    Options {
        hints: Hints {
            kind: args.as_kind,
            map: args.map.clone(),
            date_format: args.date_format.clone(),
            currency: args.currency.clone(),
            sheet: args.sheet.clone(),
            tag_from: args.tag_from.clone(),
            ignore: args.ignore.clone(),
            ignore_rest: args.ignore_rest,
            status_ends: args.status_ends.clone(),
            last_day: args.ends.as_ref().map(|ends| ends == "last-day"),
            totals: args.totals.as_ref().map(|totals| totals == "out"),
            falls: args.falls.clone(),
            empty_is_zero: args.empty.as_ref().map(|empty| empty == "zero"),
            twice_adds: args.twice.as_ref().map(|twice| twice == "add"),
            complete: args.complete,
            unit: args.unit,
            decimal: args.decimal,
            ..Hints::default()
        },
        as_of: args.as_of,
        losses_since: args.losses_since,
        complete: args.complete,
        dry_run: args.dry_run,
        partial: args.partial,
        expect: args.expect_mrr.map(|expect| Expect {
            on: args.on,
            ..expect
        }),
        typed: typed(),
    }
}

/// The call as it was typed, to be typed again with more behind it.
fn typed() -> String {
    let words = std::env::args_os().skip(1);
    let words = words.map(|word| shell(&word.to_string_lossy()));
    let words: Vec<String> = ["churnroom".to_owned()].into_iter().chain(words).collect();
    words.join(" ")
}

/// Ctrl-C is no fault of the file under way.
fn stopped(failure: Failure, stop: &AtomicBool) -> Failure {
    if stop.load(Ordering::Relaxed) {
        let hint = failure.hint.clone();
        return Failure::failed("the import was stopped; the file under way was taken back whole")
            .hint(hint);
    }
    failure
}

/// Rejected rows stand in their file as they came.
fn rejects(reports: &Reports) -> Option<String> {
    let mut files = reports.files.iter();
    let some = files.any(|file| file.rejects_file.is_some());
    some.then(|| "the files of rejected rows have the names in them".to_owned())
}

/// What a file's figures do not say.
fn remarks(file: &FileReport) -> Vec<String> {
    let mut notes: Vec<String> = converted(&file.file, &file.rates).into_iter().collect();
    let zero = &file.goes_to_zero;
    if !zero.is_empty() {
        let named: Vec<&str> = zero.iter().take(NAMED).map(String::as_str).collect();
        let more = if zero.len() > NAMED { ", ..." } else { "" };
        let n = count(zero.len() as u64);
        let named = named.join(", ");
        notes.push(format!("{}: {n} go to zero: {named}{more}", file.file));
    }
    if let Some(path) = &file.rejects_file {
        notes.push(format!("{}: the rejected rows are in {path}", file.file));
    }
    match file.counts.erased {
        0 => {}
        n => notes.push(format!(
            "{}: {} of erased customers left out; what the room has of them stays as it is",
            file.file,
            counted(n, "row")
        )),
    }
    notes.extend(file.warnings.iter().map(|w| format!("{}: {w}", file.file)));
    notes
}

/// At which rates a file's amounts were converted, if any were.
pub fn converted(file: &str, rates: &BTreeSet<String>) -> Option<String> {
    let words: Vec<&str> = rates.iter().map(String::as_str).collect();
    (!words.is_empty()).then(|| format!("{file}: converted at {}", words.join(", ")))
}

/// A progress bar on standard error; one that draws nothing where nobody watches.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, progress: Progress<'_>) {
    let Progress { file, at, of, rows } = progress;
    let rows = count(rows);
    bar.set_message(format!("{at} of {of}: {file}, {rows} rows"));
    bar.tick();
}
