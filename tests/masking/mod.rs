//! No customer's name comes out of the room while names are masked, whatever field it was written into.

mod aside;
mod questions;
mod room;
mod ways;

use churnroom::domain::change::{Change, Subject, Value};
use churnroom::domain::feedback::FeedbackView;
use churnroom::domain::field::Field;
use churnroom::domain::ids::ActionId;
use churnroom::domain::page::Page;
use churnroom::domain::query::{Answer, FeedbackFilter, Query, QueryKind};
use churnroom::domain::sought::kept::Keeping;
use churnroom::runtime::covered::Cover;
use churnroom::store::Store;
use strum::VariantArray;

use room::{NAME, author, found, planted};

/// Questions whose answers are numbers, ids and days, of which the mask is made, or which it is: they name nobody.
const NUMBERS: [QueryKind; 14] = [
    QueryKind::Extent,
    QueryKind::Metrics,
    QueryKind::Explained,
    QueryKind::Cohorts,
    QueryKind::ThemeTrend,
    QueryKind::Effects,
    QueryKind::Likened,
    QueryKind::Warnings,
    QueryKind::Shortlist,
    // Numbers only: how many texts would go, and which tags.
    QueryKind::Together,
    QueryKind::Move,
    // Whoever left after a list was kept is named, as accounts are everywhere; nobody has yet.
    QueryKind::Warned,
    QueryKind::Names,
    QueryKind::Mask,
];

#[test]
fn no_answer_names_a_customer() {
    let room = planted();
    let mut store = room.store;
    let mut cover = Cover::new(true);
    let all = Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 10,
    };
    let said: Page<FeedbackView> = store.answer(&all).unwrap().try_into().unwrap();
    let mut said = said.items.iter().map(|view| &view.feedback);
    let said = said.find(|feedback| !feedback.text.is_empty()).unwrap().id;
    let (mut silent, mut wrong) = (Vec::new(), Vec::new());
    for kind in QueryKind::VARIANTS {
        let mut named = false;
        for query in questions::of(*kind, said) {
            let Ok(bare) = store.answer(&query) else {
                wrong.push(format!("{query:?} has no answer"));
                continue;
            };
            named |= found(&format!("{bare:?}")).is_some();
            let answer = cover.answer(&mut store, &query);
            let at = found(&format!("{answer:?}"));
            wrong.extend(at.map(|at| format!("{query:?}: {at}")));
        }
        if !named {
            silent.push(*kind);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    silent.retain(|kind| !NUMBERS.contains(kind));
    assert!(
        silent.is_empty(),
        "{silent:?} name nobody even bare: let the room hold what they would name"
    );
}

#[test]
fn an_edit_under_the_mask_changes_only_what_was_edited() {
    let room = planted();
    let mut store = room.store;
    let mut cover = Cover::new(true);
    let what = |store: &mut Store| match store.value(Subject::Action(ActionId(1)), Field::What) {
        Ok(Some(Value::Text(text))) => text,
        other => panic!("{other:?}"),
    };
    let stored = what(&mut store);
    let mask = cover.mask(&mut store).unwrap();
    let shown = mask.text(&stored).into_owned();
    assert!(!shown.contains(NAME));
    let mut set = |store: &mut Store, was: &str, now: &str| {
        let change = Change::set(Subject::Action(ActionId(1)), Field::What, was, now);
        cover.apply(store, &author(), &change).unwrap()
    };
    set(&mut store, &shown, &shown);
    assert_eq!(what(&mut store), stored);
    let done = set(&mut store, &shown, &format!("call {shown} back"));
    assert_eq!(what(&mut store), format!("call {stored} back"));
    assert!(!done.words.contains("Zyxwvu"), "{}", done.words);
}

#[test]
fn a_search_changed_under_the_mask_keeps_the_name_in_it() {
    let room = planted();
    let mut store = room.store;
    let mut cover = Cover::new(true);
    let kept = |answer: Answer| match answer {
        Answer::Searches(all) => all[0].clone(),
        other => panic!("{other:?}"),
    };
    let stored = kept(store.answer(&Query::Searches).unwrap());
    let shown = kept(cover.answer(&mut store, &Query::Searches).unwrap());
    assert!(stored.words.contains(NAME) && !shown.words.contains(NAME));
    let change = Keeping {
        name: shown.name,
        now: format!("{} -refund", shown.words),
        was: shown.words,
    };
    let change = Change::Keep(Box::new(change));
    let done = cover.apply(&mut store, &author(), &change).unwrap();
    assert!(!done.words.contains("Zyxwvu"), "{}", done.words);
    let now = kept(store.answer(&Query::Searches).unwrap());
    assert_eq!(now.words, format!("{} -refund", stored.words));
}
