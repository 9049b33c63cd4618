//! `churnroom tag evaluate`: how often tags that are suggested from the room's own would be right.
//! Must not know how anything is learned.

use serde_json::{Value, json};

use super::metrics::percent;
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::figure::round6;
use crate::domain::money::{count, counted};
use crate::domain::query::{Query, TrustQuery};
use crate::domain::suggest::evaluated::{Evaluated, Hits, Tried};
use crate::domain::suggest::{LEAST, LEAST_OF_TAG};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// From how many texts to learn; all others with tags are what it is tried on
    #[arg(long, default_value_t = 300, value_name = "N", value_parser = clap::value_parser!(u32).range(LEAST as i64..=10_000))]
    train: u32,
    /// Which texts those are: another number draws others
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let Args { train, seed } = *args;
    let found: Evaluated = session.ask(&Query::Trust(TrustQuery::Evaluated { train, seed }))?;
    let Some(tried) = found.tried.filter(|_| found.tags > 1) else {
        return Err(too_little(&found, train));
    };
    let (texts, others) = (
        counted(train as usize, "text"),
        counted(tried.held_out, "other"),
    );
    let mut shown = Shown::value(shape(&found, &tried, args))
        .line(format!("learned from {texts} with tags, tried on {others}"))
        .line("texts that read alike count once")
        .line("")
        .with(Block::Table(table(&tried)))
        .line("")
        .line(sure(&tried));
    if found.looked_at < found.tagged {
        let (some, all) = (count(found.looked_at), count(found.tagged));
        shown = shown.note(format!(
            "looked at {some} of the {all} texts with tags, drawn by the seed"
        ));
    }
    Ok(shown)
}

fn too_little(found: &Evaluated, train: u32) -> Failure {
    let there = counted(found.texts as usize, "text");
    let half = found.texts / 2;
    match (found.texts, found.tags) {
        (0, _) if found.tagged > 0 => Failure::usage(format!(
            "{} with tags, and no words in any of them to learn from",
            counted(found.tagged, "text")
        ))
        .hint("tag texts that say something"),
        (0, _) => Failure::usage("no text has a tag yet, so there is nothing to learn from")
            .hint("tag some texts first, or import them with a column of tags (--tag-from)"),
        (_, 1) => Failure::usage(format!(
            "{there} with tags, all with the same one: there is nothing to tell apart"
        ))
        .hint("suggestions need at least two tags"),
        _ => {
            let smaller = match half >= LEAST as u64 {
                true => format!(", or learn from fewer: --train {half}"),
                false => String::new(),
            };
            Failure::usage(format!(
                "{there} with tags, those that read alike counted once: too few to learn from {} and try it on others",
                count(u64::from(train))
            ))
            .hint(format!("tag more of them{smaller}"))
        }
    }
}

fn rate(right: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| round6(right as f64 / of as f64))
}

fn shape(found: &Evaluated, tried: &Tried, args: &Args) -> Value {
    let of = |right: u64| rate(right, tried.held_out);
    let hits = tried.suggested;
    let sure = hits.and_then(|_| of(tried.sure));
    json!({
        "train": args.train,
        "held_out": tried.held_out,
        "first": hits.and_then(|hits| of(hits.first)),
        "first_three": hits.and_then(|hits| of(hits.first_three)),
        "commonest": {"first": of(tried.commonest.first), "first_three": of(tried.commonest.first_three)},
        "sure": {"share": sure, "right": rate(tried.sure_right, tried.sure)},
        "seed": args.seed,
        "tags": found.tags,
        "texts": found.texts,
        "tagged": found.tagged,
    })
}

fn table(tried: &Tried) -> OutputTable {
    let mut table = OutputTable::new([
        "what is suggested",
        ">first is right",
        ">texts",
        ">one of three is",
        ">texts",
    ]);
    let of = |right: u64| percent(rate(right, tried.held_out));
    let mut row = |name: &str, hits: Option<Hits>| {
        let cells = hits.map(|hits| {
            let (first, three) = (hits.first, hits.first_three);
            [of(first), count(first), of(three), count(three)]
        });
        let none = || ["n/a", "", "n/a", ""].map(str::to_owned);
        let cells = cells.unwrap_or_else(none);
        table.row([name.to_owned()].into_iter().chain(cells));
    };
    row("what the room's tags teach", tried.suggested);
    row("always the commonest", Some(tried.commonest));
    table
}

fn sure(tried: &Tried) -> String {
    let (sure, right) = (tried.sure, tried.sure_right);
    match (tried.suggested, sure) {
        (None, _) => format!(
            "nothing is suggested: of the texts learned from fewer than two tags have {LEAST_OF_TAG} texts each"
        ),
        (Some(_), 0) => "sure of none of them".to_owned(),
        (Some(_), _) => format!(
            "sure of {} of {} ({}), and right on {} of those ({})",
            count(sure),
            count(tried.held_out),
            percent(rate(sure, tried.held_out)),
            count(right),
            percent(rate(right, sure)),
        ),
    }
}
