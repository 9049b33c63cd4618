//! `churnroom feedback`: customers' words, listed, shown, typed in, and the queue of what is not tagged.
//! Must not know screens.

use super::globals::Paged;
use super::names::{self, of};
use super::output::Shown;
use super::session::Session;
use super::typed::day;
use super::{edit, thing};
use crate::domain::change::{Change, Member, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, FeedbackView, Tag, Untagged};
use crate::domain::ids::FeedbackId;
use crate::domain::money::{Money, count};
use crate::domain::page::Page;
use crate::domain::period::Period;
use crate::domain::query::{FeedbackFilter, Query};
use crate::domain::sought::Sought;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Feedback, newest first
    List(FeedbackList),
    /// One piece of feedback
    Show { id: FeedbackId },
    /// Type one in
    Add(FeedbackAdd),
    /// What is not tagged yet, that of lost accounts first, by money
    Queue(FeedbackQueue),
}

#[derive(Debug, Default, clap::Args)]
pub struct FeedbackList {
    /// Words to find in its text or reason, or fields of it: see `churnroom find --help`
    #[arg(long)]
    words: Option<String>,
    /// With this tag, or one inside this theme
    #[arg(long)]
    tag: Option<String>,
    /// Neither tagged nor marked
    #[arg(long)]
    untagged: bool,
    /// Received in this period
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// Of this account
    #[arg(long)]
    account: Option<String>,
    /// Only exit surveys
    #[arg(long)]
    surveys: bool,
    #[command(flatten)]
    page: Paged,
}

/// A new one.
#[derive(Debug, clap::Args)]
pub struct FeedbackAdd {
    /// The words
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// Who said it
    #[arg(long)]
    account: Option<String>,
    /// When [default: today]
    #[arg(long, value_name = "DAY")]
    received: Option<String>,
    /// Where: ticket, call, review, ...
    #[arg(long, default_value = "")]
    source: String,
    /// It was given at cancellation
    #[arg(long)]
    exit_survey: bool,
    /// The stated reason
    #[arg(long, default_value = "")]
    reason: String,
    /// A score
    #[arg(long, allow_negative_numbers = true)]
    score: Option<f64>,
    /// A tag for it
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
}

/// Of what.
#[derive(Debug, clap::Args)]
pub struct FeedbackQueue {
    /// Only of this period [default: all there is, without a day too]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// Words to find, or fields: see `churnroom find --help`
    #[arg(long, default_value = "")]
    words: String,
    /// How many
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
}

const COLUMNS: &str = ">id|received|account=name|source|stated=reason|tags|mark|~words=text";

const QUEUE: &str = ">id|received|account=name|lost=lost_cents|stated=reason|~words=text";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or_else(|| Verb::List(FeedbackList::default())) {
        Verb::List(args) => list(session, &args),
        Verb::Show { id } => shown(session, id),
        Verb::Add(args) => add(session, &args),
        Verb::Queue(args) => queue(session, args),
    }
}

/// A text whole, and who gave each of its tags.
fn shown(session: &mut Session, id: FeedbackId) -> Result<Shown, Failure> {
    let shown = thing::shown(session, Subject::Feedback(id))?;
    let given = shown.json["given"].as_array().cloned().unwrap_or_default();
    let lines = given.iter().map(|one| {
        let tag = one["tag"].as_str().unwrap_or_default();
        match (one["by"].as_str(), one["import"].as_i64()) {
            (Some(by), _) if one["taken"].is_string() => {
                format!("{tag}: taken from a list by {by}, said of the text itself by nobody yet")
            }
            (Some(by), _) => format!("{tag}: given by {by}"),
            (None, Some(import)) => format!("{tag}: came with import {import}"),
            (None, None) => format!("{tag}: nobody knows who gave it"),
        }
    });
    let lines: Vec<String> = lines.collect();
    Ok(shown.lines(lines))
}

fn list(session: &mut Session, args: &FeedbackList) -> Result<Shown, Failure> {
    let filter = FeedbackFilter {
        words: args.words.clone().unwrap_or_default(),
        account: of(&args.account, |name| names::account_id(session, name))?,
        tag: of(&args.tag, |name| names::tag(session, name))?.map(|tag| tag.id),
        period: args.period.map(|period| session.typed(period)),
        exit_survey: args.surveys.then_some(true),
        untagged: args.untagged.then_some(true),
    };
    let page: Page<FeedbackView> = session.ask(&Query::Feedback {
        filter,
        after: args.page.after.clone(),
        limit: args.page.limit,
    })?;
    let items = page.items.iter().map(shapes::feedback);
    let shown = Shown::list(COLUMNS, items.collect(), page.next);
    Ok(shown.like(shapes::feedback(&FeedbackView::default())))
}

fn queue(session: &mut Session, args: FeedbackQueue) -> Result<Shown, Failure> {
    let period = args.period.map(|period| session.typed(period));
    let of_read = Sought::read(&args.words).is_of_read();
    let found: Untagged = session.ask(&Query::Untagged {
        period,
        words: args.words,
        limit: args.limit,
    })?;
    let items = found.items.iter().map(shapes::quote);
    Ok(Shown::list(QUEUE, items.collect(), None).note(format!(
        "{}{}: {}, {} lost",
        if of_read {
            "to read again"
        } else {
            "not tagged"
        },
        period.map_or(String::new(), |period| format!(" in {}", period.long())),
        count(period.map_or(found.everywhere, |_| found.left)),
        Money::of(session.currency()?.as_ref()).number(found.mrr)
    )))
}

fn add(session: &mut Session, args: &FeedbackAdd) -> Result<Shown, Failure> {
    session.may_create();
    let received = of(&args.received, |text| day(session, text))?;
    let received = received.unwrap_or(session.today);
    let account = of(&args.account, |name| names::account_id(session, name))?;
    let tags = names::all(&args.tag, |name| names::tag(session, name))?;
    let source = match args.source.as_str() {
        "" if args.exit_survey => "exit survey",
        source => source,
    };
    let feedback = Feedback {
        account,
        source: source.to_owned(),
        exit_survey: args.exit_survey,
        received: Some(received),
        reason: args.reason.clone(),
        text: args.text.join(" "),
        score: args.score,
        ..Feedback::default()
    };
    // Its number is known when it is there.
    let put = |tag: &Tag| {
        Change::Join(Member::Tagged {
            feedback: FeedbackId(0),
            tag: tag.id,
        })
    };
    let made = Change::add(Record::Feedback(feedback));
    let all = std::iter::once(made).chain(tags.iter().map(put));
    let applied = edit::apply_all(session, Subject::Room, all.collect())?;
    edit::shown(session, &applied, applied.subject)
}
