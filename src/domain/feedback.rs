//! Feedback: any customer words, exit surveys among them, and what the team made of them.
//! Must not know money: what a piece of feedback is worth is worked out in `themes`.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::account::AccountBrief;
use super::day::Day;
use super::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use super::given::GivenTag;
use super::ids::{AccountId, FeedbackId, TagId};
use super::money::Cents;
use super::sort::sort_by_key;
use super::subject::Subject;
use super::word::words;

/// What the team said a piece of feedback is, apart from its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Mark {
    /// Praise: enters no theme figure.
    Praise,
    /// Read, and there is no reason in it.
    NoReason,
}

impl Plain for Mark {}

impl Mark {
    /// It in words, as it is said of a text.
    pub fn said(self) -> &'static str {
        match self {
            Mark::Praise => "praise",
            Mark::NoReason => "no reason in it",
        }
    }
}

/// One piece of feedback.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feedback {
    /// Row id, in date order.
    pub id: FeedbackId,
    /// The id its own system knows it by; empty when it had none.
    pub external: String,
    /// Who said it, when known.
    pub account: Option<AccountId>,
    /// Where it was said: `exit survey`, `ticket`, `review`, ...
    pub source: String,
    /// Whether it was given at cancellation.
    pub exit_survey: bool,
    /// The day it was received; undated feedback is in no period.
    pub received: Option<Day>,
    /// The stated reason of an exit survey, as written.
    pub reason: String,
    /// The words.
    pub text: String,
    /// A score on whatever scale the source uses.
    pub score: Option<f64>,
    /// Praise, or read without a reason in it.
    pub mark: Option<Mark>,
    /// Pinned quotes come first on the Why screen.
    pub pinned: bool,
}

impl Feedback {
    /// What it says, else the reason it states.
    pub fn said(self) -> String {
        match self.text.trim() {
            "" => self.reason,
            text => text.to_owned(),
        }
    }
}

/// A tag on feedback. Without a parent it is a theme; with one it rolls up into that theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    /// Row id.
    pub id: TagId,
    /// Unique, compared without case.
    pub name: String,
    /// The theme it rolls up into; themes have none, and there are only two levels.
    pub parent: Option<TagId>,
    /// What belongs here and what does not: the codebook.
    pub description: String,
    /// The letter or digit that sets it on the tagging screen; empty for none.
    pub key: String,
    /// Words that customers said and that belong here, one a line.
    pub examples: String,
    /// Other names that files know it by, between commas: those of tags that became part of it.
    pub also: String,
    /// Words by which it is suggested, between semicolons: `SSO OR "single sign"; login`.
    pub rules: String,
    /// No longer offered while tagging; what carries it keeps it.
    pub archived: bool,
}

/// Feedback with what stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct FeedbackView {
    /// The feedback.
    pub feedback: Feedback,
    /// Its account in short.
    pub account: Option<AccountBrief>,
    /// Its tags, by name.
    pub tags: Vec<Tag>,
    /// Who gave each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<GivenTag>,
}

impl FeedbackView {
    /// The name of whoever said it; `None` where nobody knows.
    pub fn said_by(&self) -> Option<&str> {
        self.account.as_ref().map(|account| account.name.as_str())
    }

    /// Who gave a tag that it has.
    pub fn given(&self, tag: TagId) -> Option<&GivenTag> {
        self.given.iter().find(|given| given.tag == tag)
    }

    /// Takes away what the team has said of it.
    pub fn bare(&mut self) {
        self.tags.clear();
        self.given.clear();
        (self.feedback.mark, self.feedback.pinned) = (None, false);
    }

    /// Whether the team has said anything of it.
    pub fn is_touched(&self) -> bool {
        !self.tags.is_empty() || self.feedback.mark.is_some()
    }
}

/// Feedback with the loss of its account in the period asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Quote {
    /// The feedback.
    pub view: FeedbackView,
    /// MRR of its account at the period's opening.
    #[serde(rename = "opening_cents")]
    pub opening: Cents,
    /// What its account lost in the period.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
}

/// The tagging queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Untagged {
    /// How many are left in the period's evidence, of those that are asked for; without a period, on which a loss waits
    /// that nothing read explains.
    pub left: u64,
    /// How many others received in the period are left, of those that are asked for.
    #[serde(default)]
    pub others: u64,
    /// How many are left whatever their day, and without one, of those that are asked for.
    #[serde(default)]
    pub everywhere: u64,
    /// The lost MRR that waits for them (of all of them the row "not tagged yet").
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// How many have to be read until nine tenths of the whole money are accounted for, those that read alike once.
    #[serde(default)]
    pub most: u64,
    /// What all accounts that are asked for lost, whether anybody has read what they said or not.
    #[serde(default, rename = "whole_cents")]
    pub whole: Cents,
    /// How many there are to read, those that read alike once; `None` until that is worked out.
    #[serde(default)]
    pub readings: Option<u64>,
    /// How many others of them read like each of the first; none until that is worked out.
    #[serde(default)]
    pub alike: Vec<(FeedbackId, u64)>,
    /// How many are still to be looked at before their order is known, where they come in another than by money.
    #[serde(default, skip_serializing)]
    pub unjudged: u64,
    /// The first of them.
    pub items: Vec<Quote>,
}

/// How far it is worked out which texts read alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Likened {
    /// Texts that are still to be looked at.
    pub left: u64,
}

/// The other texts of the tagging queue that read like one.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct Alike {
    /// All of them.
    pub ids: Vec<FeedbackId>,
    /// The first of them.
    pub texts: Vec<Quote>,
}

/// A tag and how often it is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// Pieces of feedback that carry it itself.
    pub used: u64,
    /// The letter it got when it was made; it sets the tag where nobody gave it another key.
    #[serde(default)]
    pub letter: String,
}

impl TagView {
    /// The letter or digit that sets it while tagging.
    pub fn key(&self) -> Option<char> {
        let given = self.tag.key.chars().next();
        given.or_else(|| self.letter.chars().next())
    }
}

/// The other names that a tag is known by.
pub fn other_names(also: &str) -> impl Iterator<Item = &str> {
    also.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Each theme followed by the tags below it, both by name.
pub fn in_order(mut tags: Vec<TagView>) -> Vec<TagView> {
    let name = |view: &TagView| view.tag.name.to_lowercase();
    let themes: Vec<(TagId, String)> = tags.iter().map(|t| (t.tag.id, name(t))).collect();
    sort_by_key(&mut tags, |view| {
        let parent = view.tag.parent;
        let theme = themes.iter().find(|(id, _)| Some(*id) == parent);
        let own = name(view);
        match theme {
            Some((_, theme)) => (theme.clone(), Some(own)),
            None => (own, None),
        }
    });
    tags
}

/// The letter for a tag that nobody has given a key: a free one of its name, else any.
pub fn free_letter(name: &str, is_taken: impl Fn(char) -> bool) -> Option<char> {
    let own = name.chars().flat_map(char::to_lowercase);
    let own = own.filter(char::is_ascii_lowercase);
    own.chain('a'..='z')
        .chain('0'..='9')
        .find(|key| !is_taken(*key))
}

#[rustfmt::skip]
impl Thing for Feedback {
    const FIELDS: &'static [FieldOf<Feedback>] = &[
        row(is(Field::External, "external", Holds::Text, "the id").fixed(), |f| &f.external, |f| &mut f.external),
        row(is(Field::Received, "received", Holds::Day, "the day").fixed(), |f| &f.received, |f| &mut f.received),
        row(is(Field::Source, "source", Holds::Text, "the source").fixed(), |f| &f.source, |f| &mut f.source),
        row(is(Field::ExitSurvey, "exit_survey", Holds::Flag, "whether it is an exit survey").fixed(), |f| &f.exit_survey, |f| &mut f.exit_survey),
        row(is(Field::Account, "account", Holds::Points(|id| Subject::Account(id.into())), "the account").fixed(), |f| &f.account, |f| &mut f.account),
        row(is(Field::Reason, "reason", Holds::Text, "the stated reason"), |f| &f.reason, |f| &mut f.reason),
        row(is(Field::Text, "text", Holds::Text, "the text"), |f| &f.text, |f| &mut f.text),
        row(is(Field::Score, "score", Holds::Number, "the score").fixed(), |f| &f.score, |f| &mut f.score),
        row(is(Field::Mark, "mark", Holds::Words(words::<Mark>(), true), "the mark"), |f| &f.mark, |f| &mut f.mark),
        row(is(Field::Pinned, "pinned", Holds::Flag, "the pin"), |f| &f.pinned, |f| &mut f.pinned),
    ];
}

/// Most letters of a tag's name; a longer one is a sentence.
pub const LONGEST_TAG: usize = 80;

impl Thing for Tag {
    const FIELDS: &'static [FieldOf<Tag>] = &[
        row(
            is(Field::Name, "name", Holds::Name, "the name")
                .key("tag")
                .at_most(LONGEST_TAG),
            |t| &t.name,
            |t| &mut t.name,
        ),
        row(
            is(
                Field::Parent,
                "parent",
                Holds::Points(|id| Subject::Tag(id.into())),
                "the theme",
            )
            .typed("parent", "The theme it rolls up into"),
            |t| &t.parent,
            |t| &mut t.parent,
        ),
        row(
            is(Field::Key, "key", Holds::Key, "the key")
                .open()
                .typed("key", "The letter or digit that sets it while tagging"),
            |t| &t.key,
            |t| &mut t.key,
        ),
        row(
            is(
                Field::Description,
                "description",
                Holds::Text,
                "the description",
            )
            .typed("description", "What belongs here and what does not"),
            |t| &t.description,
            |t| &mut t.description,
        ),
        row(
            is(
                Field::Examples,
                "examples",
                Holds::Text,
                "the example quotes",
            )
            .typed(
                "examples",
                "What customers said that belongs here, one a line",
            ),
            |t| &t.examples,
            |t| &mut t.examples,
        ),
        row(
            is(Field::Also, "also", Holds::Text, "the other names")
                .typed("also", "Other names that files know it by, between commas"),
            |t| &t.also,
            |t| &mut t.also,
        ),
        row(
            is(Field::Rules, "rules", Holds::Text, "the rules").typed(
                "rules",
                "Words by which it is suggested, between semicolons: SSO OR \"single sign\"; login",
            ),
            |t| &t.rules,
            |t| &mut t.rules,
        ),
        row(
            is(Field::Archived, "archived", Holds::Flag, "archived")
                .typed("archived", "Whether it is no longer offered while tagging"),
            |t| &t.archived,
            |t| &mut t.archived,
        ),
    ];
}
