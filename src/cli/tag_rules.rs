//! `churnroom tag rules`: words by which tags are suggested, and what each finds. Must not know how a rule is read.

use serde_json::{Value, json};

use super::output::Shown;
use super::session::Session;
use super::{edit, names};
use crate::domain::change::{Field, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, TagView};
use crate::domain::given::Taken;
use crate::domain::money::{count, counted};
use crate::domain::query::{Query, QueueOf, TrustQuery};
use crate::domain::suggest::rules::{lines, with, without};
use crate::domain::suggest::suggested::ToTake;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All rules, each with how many untagged texts it finds
    List,
    /// Suggest a tag for texts with some words: 'SSO OR "single sign"'
    Add {
        tag: String,
        #[arg(allow_hyphen_values = true)]
        rule: String,
    },
    /// Suggest it no longer for them
    Drop {
        tag: String,
        #[arg(allow_hyphen_values = true)]
        rule: String,
    },
}

const COLUMNS: &str = "tag|rule|#finds|#of";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => list(session),
        Verb::Add { tag, rule } => {
            let tag = names::offered_tag(session, &tag)?;
            if lines(&rule).count() != 1 {
                return Err(Failure::usage(format!("`{rule}` is not one rule"))
                    .hint("give one at a time, without semicolons"));
            }
            let rules = with(&tag.rules, &rule);
            let shown = put(session, &tag, rules)?;
            let found = found(session)?;
            let finds = finds(&found, &tag, rule.trim());
            Ok(shown.line(format!(
                "it finds {} of {}; to take them: churnroom tag take --rules",
                count(finds.unwrap_or_default()),
                counted(found.of, "untagged text")
            )))
        }
        Verb::Drop { tag, rule } => {
            let tag = names::tag(session, &tag)?;
            let rules = without(&tag.rules, &rule).ok_or_else(|| {
                let message = format!("{} has no rule `{}`", tag.name, rule.trim());
                Failure::not_found(message).hint("`churnroom tag rules` lists them")
            })?;
            put(session, &tag, rules)
        }
    }
}

fn put(session: &mut Session, tag: &Tag, rules: String) -> Result<Shown, Failure> {
    let subject = Subject::Tag(tag.id);
    let applied = edit::set(session, &[subject], |_| {
        vec![(Field::Rules, rules.as_str().into())]
    })?;
    edit::shown(session, &applied, subject)
}

fn list(session: &mut Session) -> Result<Shown, Failure> {
    let found = found(session)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let item = |tag: &Tag, rule: &str| -> Value {
        let finds = finds(&found, tag, rule);
        json!({"tag": tag.name, "rule": rule, "finds": finds, "of": found.of})
    };
    let of = |view: &TagView| -> Vec<Value> {
        lines(&view.tag.rules)
            .map(|rule| item(&view.tag, rule))
            .collect()
    };
    Ok(Shown::list(
        COLUMNS,
        tags.iter().flat_map(of).collect(),
        None,
    ))
}

/// How many texts a rule of a tag finds; `None` where the tag is offered no longer.
fn finds(found: &ToTake, tag: &Tag, rule: &str) -> Option<u64> {
    let mut rules = found.rules.iter();
    let own = rules.find(|one| one.tag == tag.id && one.rule == rule);
    own.map(|own| own.texts)
}

/// What rules find among untagged texts.
fn found(session: &mut Session) -> Result<ToTake, Failure> {
    session.ask(&Query::Trust(TrustQuery::ToTake {
        from: Taken::Rule,
        queue: QueueOf::default(),
        limit: u32::MAX,
        wait: true,
    }))
}
