//! `churnroom tag export`: tagged feedback as a CSV that another room imports: it adds the tags there.
//! Must not know how an import settles differences.

use super::output::{Shown, Target};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Tag, TagView};
use crate::domain::page::Page;
use crate::domain::query::{FeedbackFilter, Query};
use crate::exchange::csv_out::Sheet;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Exit surveys instead of other feedback: a file holds one kind
    #[arg(long)]
    surveys: bool,
    #[command(flatten)]
    target: Target,
}

const PAGE: u32 = 5_000;

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let bytes = sheet(session, args.surveys)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    args.target.deliver(text)
}

fn sheet(session: &mut Session, surveys: bool) -> Result<Vec<u8>, Failure> {
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let failed = |error: std::io::Error| Failure::failed(format!("writing the tags: {error}"));
    let mut sheet = Sheet::new(Vec::new());
    let why = if surveys { "reason" } else { "source" };
    let heads = ["id", "account", "received", why, "text", "score", "tags"];
    sheet.texts(heads).map_err(failed)?;
    let mut after = None;
    loop {
        let page: Page<FeedbackView> = session.ask(&Query::Feedback {
            filter: FeedbackFilter {
                exit_survey: Some(surveys),
                ..FeedbackFilter::default()
            },
            after,
            limit: PAGE,
        })?;
        for view in page.items.iter().filter(|view| !view.tags.is_empty()) {
            let row = row(view, surveys, &tags);
            sheet
                .texts(row.iter().map(String::as_str))
                .map_err(failed)?;
        }
        after = page.next;
        if after.is_none() {
            return sheet.finish().map_err(failed);
        }
    }
}

fn row(view: &FeedbackView, surveys: bool, tags: &[TagView]) -> [String; 7] {
    let feedback = &view.feedback;
    let account = view.account.as_ref();
    let names: Vec<String> = view.tags.iter().map(|tag| path(tag, tags)).collect();
    let why = match surveys {
        true => &feedback.reason,
        false => &feedback.source,
    };
    [
        feedback.external.clone(),
        account.map(|a| a.external.clone()).unwrap_or_default(),
        feedback
            .received
            .map(|day| day.to_string())
            .unwrap_or_default(),
        why.clone(),
        feedback.text.clone(),
        feedback
            .score
            .map(|score| score.to_string())
            .unwrap_or_default(),
        names.join(";"),
    ]
}

/// `theme/tag`, as the importer reads a tag inside a theme.
fn path(tag: &Tag, tags: &[TagView]) -> String {
    match tag.parent {
        Some(parent) => format!("{}/{}", shapes::tag_name(parent, tags), tag.name),
        None => tag.name.clone(),
    }
}
