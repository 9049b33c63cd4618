//! Files of this month and the last, with and without a column of tags, in any order and between what people do: no
//! import takes a tag away, whoever gave it, and none brings back what a person took off.

use std::collections::BTreeSet;

use churnroom::domain::change::{Author, Change, Member};
use churnroom::domain::day::Moment;
use churnroom::domain::feedback::{FeedbackView, Tag};
use churnroom::domain::ids::{FeedbackId, TagId};
use churnroom::domain::page::Page;
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::domain::{change::Record, feedback::TagView};
use churnroom::store::Store;
use proptest::prelude::*;

use super::rooms::{options, take};
use super::usd;

/// The same texts as several exports tell them, of a system that has ids.
const WITH_IDS: [&str; 6] = [
    "id,text,tags\n1,slow,speed;price\n2,dear,price\n",
    "id,text\n1,slow\n2,dear\n",
    "id,text,tags\n1,slow,login\n2,dear,\n",
    "id,text,tags\n1,very slow,speed\n2,too dear,\n",
    "id,text\n1,slow again\n2,dear\n3,late\n",
    "id,text,tags,score\n1,slow,price,3\n3,late,speed,4\n",
];

/// And of one that has none.
const WITHOUT: [&str; 5] = [
    "account,received,text,tags\nelm,2026-08-01,slow,speed;price\nfir,2026-08-02,dear,price\n",
    "account,received,text\nelm,2026-08-01,slow\nfir,2026-08-02,dear\n",
    "account,received,text,tags\nelm,2026-08-01,slow,login\nfir,2026-08-02,dear,\n",
    "account,received,text,tags,score\nelm,2026-08-01,slow,,3\nfir,2026-08-02,dear,speed,4\n",
    "account,received,text\nfir,2026-09-02,late\n",
];

#[derive(Clone, Copy, Debug)]
enum Step {
    Import(usize),
    PutOn(usize, usize),
    TakeOff(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..6_usize).prop_map(Step::Import),
        1 => (0..4_usize, 0..2_usize).prop_map(|(text, tag)| Step::PutOn(text, tag)),
        1 => (0..6_usize).prop_map(Step::TakeOff),
    ]
}

type On = (FeedbackId, TagId);

/// Every tag on every text with who gave it, as far as a person did.
fn tagged(store: &mut Store) -> BTreeSet<(On, Option<String>)> {
    let query = Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 50,
    };
    let page: Page<FeedbackView> = store.answer(&query).unwrap().try_into().unwrap();
    let of = |view: FeedbackView| {
        let id = view.feedback.id;
        let given = view.given.into_iter();
        given.map(move |given| ((id, given.tag), given.person))
    };
    page.items.into_iter().flat_map(of).collect()
}

fn texts(store: &mut Store) -> Vec<FeedbackId> {
    let query = Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 50,
    };
    let page: Page<FeedbackView> = store.answer(&query).unwrap().try_into().unwrap();
    page.items.iter().map(|view| view.feedback.id).collect()
}

/// Two tags of the team's, one of them with a name that files have too.
fn room(author: &Author) -> (Store, Vec<TagId>) {
    let mut store = Store::in_memory().unwrap();
    for name in ["mine", "price"] {
        let tag = Tag {
            name: name.to_owned(),
            ..Tag::default()
        };
        let add = Change::add(Record::Tag(tag));
        store.apply(author, &add).unwrap();
    }
    let tags: Vec<TagView> = store.answer(&Query::Tags).unwrap().try_into().unwrap();
    (store, tags.iter().map(|view| view.tag.id).collect())
}

fn no_tag_is_lost(files: &[&str], steps: &[Step]) {
    let folder = tempfile::tempdir().unwrap();
    let author = Author {
        person: "Mo".to_owned(),
        at: Moment(1_790_000_000),
    };
    let (mut store, tags) = room(&author);
    let mut off: BTreeSet<On> = BTreeSet::new();
    for step in steps {
        let before = tagged(&mut store);
        let texts = texts(&mut store);
        match *step {
            Step::Import(n) => {
                let path = folder.path().join("list.csv");
                std::fs::write(&path, files[n % files.len()]).unwrap();
                take(&mut store, &[path], &options(usd())).unwrap();
                let now = tagged(&mut store);
                assert!(
                    before.is_subset(&now),
                    "{steps:?}: {before:?} became {now:?}"
                );
                assert!(now.iter().all(|(on, _)| !off.contains(on)), "{steps:?}");
            }
            Step::PutOn(text, tag) if !texts.is_empty() => {
                let (feedback, tag) = (texts[text % texts.len()], tags[tag]);
                let join = Change::Join(Member::Tagged { feedback, tag });
                store.apply(&author, &join).unwrap();
                off.remove(&(feedback, tag));
            }
            Step::TakeOff(n) if !before.is_empty() => {
                let ((feedback, tag), _) = before.iter().nth(n % before.len()).unwrap();
                let (feedback, tag) = (*feedback, *tag);
                let leave = Change::Leave(Member::Tagged { feedback, tag });
                store.apply(&author, &leave).unwrap();
                off.insert((feedback, tag));
            }
            Step::PutOn(..) | Step::TakeOff(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn files_with_ids_take_no_tag_away(steps in prop::collection::vec(step(), 2..10)) {
        no_tag_is_lost(&WITH_IDS, &steps);
    }

    #[test]
    fn files_without_ids_take_no_tag_away(steps in prop::collection::vec(step(), 2..10)) {
        no_tag_is_lost(&WITHOUT, &steps);
    }
}
