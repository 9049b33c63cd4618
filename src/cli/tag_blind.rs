//! `churnroom tag blind`: two people tag the same texts, each apart; then the room settles where they differ.
//! Must not know how texts are drawn, nor how agreement is counted.

use serde_json::{Value, json};

use super::names;
use super::output::Shown;
use super::session::Session;
use crate::domain::blind::{Blind, Blinding, CoderWords, Drawn, Sample, coders};
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Mark};
use crate::domain::ids::FeedbackId;
use crate::domain::money::{count, counted};
use crate::domain::period::Period;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::roadmap::Owner;
use crate::exchange::shapes;

mod settling;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Draw texts that nobody has read, for two people
    Start(BlindStart),
    /// The next text for whoever asks, with nothing suggested: --as NAME
    Next,
    /// Say what a text is, seen by nobody before both have
    Put {
        feedback: FeedbackId,
        #[command(flatten)]
        said: BlindSaid,
    },
    /// Where the two differ; with a text, what the room says it is, which is its tag from then on
    Settle {
        feedback: Option<FeedbackId>,
        #[command(flatten)]
        said: BlindSaid,
        /// Settle all on which both said the same
        #[arg(long, conflicts_with = "feedback")]
        agreed: bool,
    },
    /// End it: nobody tags any more of it; what both have tagged counts, and can still be settled
    Stop,
}

#[derive(Debug, clap::Args)]
pub struct BlindStart {
    /// How many texts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    size: u32,
    /// The two people, by their names: DANA,KIM
    #[arg(long, value_name = "NAMES", value_delimiter = ',', required = true)]
    coders: Vec<String>,
    /// Only what belongs to the losses of a period, and what was received in it
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// As many from each third of the lost money
    #[arg(long)]
    by_money: bool,
    /// What they are drawn by: the same draws the same
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

#[derive(Debug, clap::Args)]
pub struct BlindSaid {
    /// Its tags
    #[arg(value_name = "TAG")]
    tags: Vec<String>,
    /// It is praise
    #[arg(long)]
    praise: bool,
    /// There is no reason in it
    #[arg(long, conflicts_with = "praise")]
    no_reason: bool,
    /// None of the tags suits it
    #[arg(long, conflicts_with_all = ["tags", "praise", "no_reason"])]
    none: bool,
}

pub fn run(session: &mut Session, verb: &Verb) -> Result<Shown, Failure> {
    match verb {
        Verb::Start(args) => start(session, args),
        Verb::Next => next(session),
        Verb::Put { feedback, said } => put(session, *feedback, said),
        Verb::Settle {
            feedback: Some(text),
            said,
            ..
        } => settling::settle(session, *text, said),
        Verb::Settle { agreed: true, .. } => settling::settle_agreed(session),
        Verb::Settle { .. } => settling::to_settle(session),
        Verb::Stop => stop(session),
    }
}

/// The last sample.
pub fn last(session: &mut Session) -> Result<Blind, Failure> {
    let blind: Option<Box<Blind>> = session.ask(&Query::Trust(TrustQuery::Blind))?;
    blind.map(|blind| *blind).ok_or_else(|| {
        Failure::not_found("no texts were drawn to be tagged blind")
            .hint("churnroom tag blind start --size 50 --coders DANA,KIM")
    })
}

/// The last sample, unless it is over.
fn open(session: &mut Session) -> Result<Blind, Failure> {
    let blind = last(session)?;
    match blind.sample.over {
        false => Ok(blind),
        true => Err(Failure::usage("the last blind sample is over")
            .hint("churnroom tag agreement says what came of it; tag blind start draws another")),
    }
}

fn start(session: &mut Session, args: &BlindStart) -> Result<Shown, Failure> {
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let named: Vec<&str> = args.coders.iter().map(String::as_str).collect();
    let coders = coders(&named, &owners)?;
    let before: Option<Box<Blind>> = session.ask(&Query::Trust(TrustQuery::Blind))?;
    if let Some(before) = before.filter(|before| before.is_under_way()) {
        let [one, other] = &before.sample.coders;
        let message = format!("{one} and {other} are still tagging the last blind sample");
        return Err(Failure::usage(message)
            .hint("go on with `churnroom tag blind next`, or end it with `tag blind stop`"));
    }
    let at = session.author().at.0.unsigned_abs();
    let (seed, by_money) = (args.seed.unwrap_or(at), args.by_money);
    let period = args.period.map(|period| session.typed(period));
    let size = args.size;
    let drawn: Drawn = session.ask(&Query::Trust(TrustQuery::Drawn {
        size,
        period,
        by_money,
        seed,
    }))?;
    let sample = drawn.sample(size, coders, period, (by_money, seed))?;
    let item = shape(&sample);
    let now = Some(sample);
    let applied = session.apply(&Change::Blind(Box::new(Blinding::Sample {
        was: None,
        now,
    })))?;
    Ok(Shown::edit(&applied, item).line("each of them: churnroom --as NAME tag blind next"))
}

/// The coder that whoever asks is.
fn coder(session: &Session, blind: &Blind) -> Result<String, Failure> {
    let person = session.author().person;
    let coder = blind.coder(&person).map(str::to_owned);
    coder.ok_or_else(|| {
        let [one, other] = &blind.sample.coders;
        let message = format!("{person} does not tag this sample: {one} and {other} do");
        Failure::usage(message).hint("say who you are with --as NAME")
    })
}

fn next(session: &mut Session) -> Result<Shown, Failure> {
    let blind = open(session)?;
    let coder = coder(session, &blind)?;
    let (left, of) = (blind.left(&coder).count(), blind.sample.texts.len());
    let Some(id) = blind.left(&coder).next() else {
        let json = json!({"item": null, "left": 0, "of": of});
        let line = format!("{coder} has read all {}", counted(of, "text"));
        return Ok(Shown::value(json).line(line));
    };
    let item = bare(names::feedback(session, id)?);
    let shown = Shown::one(item.clone());
    let line = format!(
        "{} of {} left for {coder}",
        count(left as u64),
        count(of as u64)
    );
    Ok(Shown {
        json: json!({"item": item, "left": left, "of": of}),
        ..shown.line(line)
    })
}

/// A text without anything that anybody has said of it.
fn bare(mut view: FeedbackView) -> Value {
    view.bare();
    let mut item = shapes::feedback(&view);
    if let Some(item) = item.as_object_mut() {
        for key in ["tags", "given", "mark", "pinned"] {
            item.remove(key);
        }
    }
    item
}

fn words(session: &mut Session, args: &BlindSaid) -> Result<CoderWords, Failure> {
    let tags = names::all(&args.tags, |name| names::offered_tag(session, name))?;
    let mark = match (args.praise, args.no_reason) {
        (true, _) => Some(Mark::Praise),
        (_, true) => Some(Mark::NoReason),
        (false, false) => None,
    };
    if tags.is_empty() && mark.is_none() && !args.none {
        return Err(Failure::usage("nothing is said of the text")
            .hint("name its tags, or --praise, --no-reason, or --none where no tag suits it"));
    }
    Ok(CoderWords::of(
        tags.iter().map(|tag| tag.id).collect(),
        mark,
    ))
}

/// Refuses a text that was not drawn.
fn must_be_drawn(blind: &Blind, text: FeedbackId) -> Result<(), Failure> {
    match blind.sample.texts.contains(&text) {
        true => Ok(()),
        false => Err(Failure::usage(format!("the text {text} was not drawn"))
            .hint("`churnroom tag blind next` shows the next one that was")),
    }
}

fn put(session: &mut Session, text: FeedbackId, args: &BlindSaid) -> Result<Shown, Failure> {
    let blind = open(session)?;
    let coder = coder(session, &blind)?;
    must_be_drawn(&blind, text)?;
    if blind.said(text, "").is_some() {
        return Err(Failure::usage("the room has settled this text already")
            .hint("`churnroom tag blind settle` says otherwise, if it must"));
    }
    // What the other said may have been seen by now.
    if blind.both(text).is_some() {
        return Err(
            Failure::usage("both have tagged this text: what was said blind stays")
                .hint("where it is wrong the room settles it: churnroom tag blind settle"),
        );
    }
    let now = Some(words(session, args)?);
    let saying = blind.saying(text, &coder, now);
    let left = blind.left(&coder).count() - usize::from(saying.was.is_none());
    let applied = session.apply(&saying.change())?;
    let of = blind.sample.texts.len();
    let item = json!({"feedback": text, "coder": coder, "left": left, "of": of});
    let shown = Shown::edit(&applied, item);
    Ok(shown.line(format!("{} left", counted(left, "text"))))
}

fn stop(session: &mut Session) -> Result<Shown, Failure> {
    let blind = open(session)?;
    let was = blind.sample;
    let now = Sample {
        over: true,
        ..was.clone()
    };
    let item = shape(&now);
    let (was, now) = (Some(was), Some(now));
    let applied = session.apply(&Change::Blind(Box::new(Blinding::Sample { was, now })))?;
    Ok(Shown::edit(&applied, item))
}

/// A sample in the keys that programs read.
pub fn shape(sample: &Sample) -> Value {
    json!({
        "coders": sample.coders,
        "texts": sample.texts.len(),
        "of": sample.of,
        "seed": sample.seed,
        "by_money": sample.by_money,
        "period": sample.period,
        "over": sample.over,
    })
}
