//! Searches that are kept, offered where words are looked for: one to take, or what is typed to keep under a name.
//! Must not know what is looked for with them.

use std::any::Any;

use super::cx::{Choice, Cx, Offer, Prompt};
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::query::Query;
use crate::domain::sought::kept::{Keeping, Search, may_name, spelled};

/// Offers the searches there are; what is typed can be kept too, and is looked for in both cases.
pub fn offer<S: Any>(typed: String, take: fn(&mut S, String, &mut Cx<'_>), cx: &mut Cx<'_>) {
    cx.ask(Query::Searches, move |_: &mut S, kept: Vec<Search>, cx| {
        offer_of(typed, kept, take, cx);
    });
}

/// Spells out the searches that words name, and goes on with that.
pub fn spell<S: Any>(
    words: String,
    then: impl FnOnce(&mut S, Result<String, Failure>, &mut Cx<'_>) + 'static,
    cx: &mut Cx<'_>,
) {
    if !may_name(&words) {
        return cx.tell(cx.place, |state: &mut S, cx| then(state, Ok(words), cx));
    }
    cx.ask(
        Query::Searches,
        move |state: &mut S, kept: Vec<Search>, cx| {
            then(state, spelled(&words, &kept), cx);
        },
    );
}

fn offer_of<S: Any>(
    typed: String,
    kept: Vec<Search>,
    take: fn(&mut S, String, &mut Cx<'_>),
    cx: &mut Cx<'_>,
) {
    let row = |one: &Search| {
        Choice::new(
            Some(one.words.clone()),
            format!("@{}", one.name),
            &one.words,
        )
    };
    let mut rows: Vec<Choice<Option<String>>> = kept.iter().map(row).collect();
    if !typed.is_empty() && cx.shared.writes() {
        rows.push(Choice::new(None, "keep what is typed under a name", &typed));
    }
    if rows.is_empty() {
        return cx.say("no search is kept yet: type one, then keep it from here");
    }
    let does = move |state: &mut S, words: Option<String>, cx: &mut Cx<'_>| match words {
        Some(words) => take(state, words, cx),
        None => ask_name(typed, kept, take, cx),
    };
    cx.open(Offer::new(cx.place, "Searches that are kept", rows, does));
}

/// Asks for the name that a search is kept under; one that is taken gets these words instead.
fn ask_name<S: Any>(
    typed: String,
    kept: Vec<Search>,
    take: fn(&mut S, String, &mut Cx<'_>),
    cx: &mut Cx<'_>,
) {
    let title = format!("A name for: {typed}");
    let named = move |state: &mut S, name: String, cx: &mut Cx<'_>| {
        let name = name.trim_start_matches('@').to_owned();
        if !name.is_empty() {
            let keeping = Keeping::of(name, typed.clone(), &kept);
            cx.apply(Change::Keep(Box::new(keeping)));
            take(state, typed, cx);
        }
    };
    let hint = "one word; then @word stands for it wherever words are looked for";
    cx.open(Prompt::new(cx.place, title, "", named).hint(hint));
}
