//! Two people who tag the demo's texts blind, on the screens they see. Must not know how agreement is counted.

use churnroom::domain::blind::{Blind, Blinding, CoderWords, Drawn, coders};
use churnroom::domain::change::{Author, Change};
use churnroom::domain::feedback::TagView;
use churnroom::domain::ids::TagId;
use churnroom::domain::query::{Answer, Query, TrustQuery};
use churnroom::store::{OpenOptions, Store};

use super::{NOW, Stage, says, snapshot};
use crate::demo::demo_room;

const BOTH: [&str; 2] = ["Dana", "Mo"];

fn last(store: &mut Store) -> Blind {
    let answer = store.answer(&Query::Trust(TrustQuery::Blind)).unwrap();
    let blind: Option<Box<Blind>> = answer.try_into().unwrap();
    *blind.unwrap()
}

fn apply(store: &mut Store, change: &Change) {
    let person = "Dana".to_owned();
    store.apply(&Author { person, at: NOW }, change).unwrap();
}

/// A sample of eight of the demo's texts, of which each has tagged so many: the second sees things otherwise now and
/// then.
fn sampled(store: &mut Store, tagged: [usize; 2]) {
    let (by_money, seed) = (true, 7);
    let drawn = Query::Trust(TrustQuery::Drawn {
        size: 8,
        period: None,
        by_money,
        seed,
    });
    let drawn: Drawn = store.answer(&drawn).unwrap().try_into().unwrap();
    let both = coders(&BOTH, &[]).unwrap();
    let now = Some(drawn.sample(8, both, None, (by_money, seed)).unwrap());
    apply(
        store,
        &Change::Blind(Box::new(Blinding::Sample { was: None, now })),
    );
    let tags: Vec<TagView> = store.answer(&Query::Tags).unwrap().try_into().unwrap();
    let tag =
        |name: &str| -> TagId { tags.iter().find(|one| one.tag.name == name).unwrap().tag.id };
    let (price, reporting) = (tag("price"), tag("reporting"));
    let blind = last(store);
    for (coder, tagged) in BOTH.into_iter().zip(tagged) {
        for (at, text) in blind.sample.texts.iter().take(tagged).enumerate() {
            let otherwise = coder == "Mo" && at % 3 == 0;
            let said = match (at % 2 == 0, otherwise) {
                (true, false) => vec![price],
                (false, false) => vec![reporting],
                (_, true) => vec![price, reporting],
            };
            let now = Some(CoderWords::of(said, None));
            apply(store, &blind.saying(*text, coder, now).change());
        }
    }
}

fn stage(tagged: [usize; 2], person: &str) -> (tempfile::TempDir, Stage) {
    let folder = tempfile::tempdir().unwrap();
    let file = demo_room(folder.path());
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    if tagged != [0, 0] {
        sampled(&mut store, tagged);
    }
    let mut stage =
        Stage::new(move |query: &Query| -> Option<Answer> { Some(store.answer(query).unwrap()) });
    stage.model.shared.person = person.to_owned();
    (folder, stage)
}

#[test]
fn texts_are_drawn_and_tagged_with_nothing_suggested() {
    let (_folder, mut stage) = stage([0, 0], "Dana");
    stage.press("t B");
    snapshot(&mut stage.model, (80, 24), "blind_draw");
    let (_folder, mut stage) = self::stage([3, 8], "Dana");
    stage.press("t B");
    says(
        &mut stage.model,
        (80, 24),
        &["Mo has tagged all of them", "Dana tags: 3 of 8 done"],
    );
    stage.press("1 r");
    for size in [(80, 24), (120, 40)] {
        snapshot(&mut stage.model, size, "blind");
    }
    assert_eq!(stage.changes.len(), 1);
}

#[test]
fn where_both_differ_is_settled_side_by_side() {
    let (_folder, mut stage) = stage([8, 8], "Dana");
    stage.press("t B");
    let offered = ["settle 3 texts", "keep what both said alike of 5 texts"];
    says(&mut stage.model, (80, 24), &offered);
    stage.press("s ]");
    for size in [(80, 24), (120, 40)] {
        snapshot(&mut stage.model, size, "blind_settle");
    }
    stage.press("esc B k");
    let Some(Change::All(kept)) = stage.changes.last() else {
        panic!("{:?}", stage.changes);
    };
    assert_eq!(kept.len(), 5);
}

#[test]
fn how_far_they_agree_is_said_without_a_measure_of_it() {
    let (_folder, mut stage) = stage([8, 8], "Priya");
    stage.press("t B a");
    for size in [(80, 24), (120, 40)] {
        snapshot(&mut stage.model, size, "agreement");
    }
    stage.press("]");
    snapshot(&mut stage.model, (80, 24), "agreement_texts");
    stage.press("[ =");
    snapshot(&mut stage.model, (80, 24), "agreement_explained");
}
