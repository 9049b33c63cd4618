//! Single changes give what loading afresh would give; tags roll up.
//! Must not know money.

use proptest::prelude::*;

use super::*;
use crate::domain::sample::{self, tag};
use crate::domain::sort::sort_by_key;

fn piece(id: i64, account: Option<usize>) -> Piece {
    Piece {
        id: FeedbackId(id),
        day: Some(Day(i32::try_from(id).unwrap())),
        ..sample::piece(account, "")
    }
}

#[test]
fn tags_roll_up_into_themes_in_the_order_of_names() {
    let book = TagTree::new(&[
        tag(3, "price", None),
        tag(1, "Reporting", None),
        tag(2, "export", Some(1)),
        tag(9, "billing", None),
    ]);
    let names: Vec<&str> = (0..book.themes()).map(|n| book.name(n)).collect();
    assert_eq!(names, ["billing", "price", "Reporting"]);
    let themes = [1, 2, 3, 9, 4, -1].map(|id| book.theme_of(TagId(id)));
    assert_eq!(themes, [Some(2), Some(2), Some(1), Some(0), None, None]);
}

#[test]
fn ids_that_no_room_comes_to_by_itself_take_no_memory() {
    let far = i64::from(u32::MAX);
    let book = TagTree::new(&[
        tag(1, "price", None),
        tag(far, "seats", Some(1)),
        tag(i64::MAX, "x", None),
    ]);
    let themes = [1, far, i64::MAX].map(|id| book.theme_of(TagId(id)));
    assert_eq!(themes, [Some(0), Some(0), None]);
}

#[test]
fn marks_and_pins_are_apart() {
    let mut builder = EvidenceBuilder::new(1);
    builder.piece(piece(5, Some(0)));
    let mut evidence = builder.build(TagTree::default());
    let at = evidence.position(Some(0), FeedbackId(5)).unwrap();
    evidence.set_pinned(at, true);
    evidence.set_mark(at, Some(Mark::Praise));
    evidence.set_mark(at, Some(Mark::NoReason));
    assert!(evidence.is_pinned(at) && evidence.is_no_reason(at) && !evidence.is_praise(at));
    evidence.set_mark(at, None);
    evidence.set_pinned(at, false);
    assert!(evidence.is_untouched(at) && evidence.has_words(at));
    assert_eq!(evidence.position(None, FeedbackId(5)), None);
}

#[test]
fn undated_feedback_has_no_day() {
    let mut builder = EvidenceBuilder::new(0);
    builder.piece(Piece {
        day: None,
        ..piece(1, None)
    });
    let evidence = builder.build(TagTree::default());
    assert_eq!((evidence.ids.len(), evidence.day(0)), (1, None));
    assert_eq!(evidence.of_nobody(), 0..1);
}

/// What can be seen of evidence: per group the ids and, in order, their tags.
fn seen(evidence: &Evidence, accounts: usize) -> Vec<Vec<(i64, Vec<u32>)>> {
    let sorted = |at: usize| {
        let mut tags = evidence.raw_tags(at).to_vec();
        tags.sort_unstable();
        (evidence.id(at).0, tags)
    };
    let groups = (0..accounts).map(|a| evidence.of(a));
    let all = groups.chain([evidence.of_nobody()]);
    all.map(|range| range.map(sorted).collect()).collect()
}

type Rows = Vec<(i64, usize, Vec<i64>)>;

fn rows() -> impl Strategy<Value = Rows> {
    let tags = prop::collection::vec(1..6_i64, 0..4);
    let row = (1..40_i64, 0..4_usize, tags);
    prop::collection::vec(row, 0..30).prop_map(|mut rows| {
        sort_by_key(&mut rows, |row| row.0);
        rows.dedup_by_key(|row| row.0);
        rows
    })
}

/// Account 3 stands for "no account".
fn owner(account: usize) -> Option<usize> {
    (account < 3).then_some(account)
}

proptest! {
    #[test]
    fn changes_one_by_one_equal_loading_at_once(rows in rows(), gone in prop::collection::vec(0..30_usize, 0..6)) {
        let mut whole = EvidenceBuilder::new(3);
        let mut piecemeal = EvidenceBuilder::new(3).build(TagTree::default());
        for (n, (id, account, tags)) in rows.iter().enumerate().rev() {
            let stays = !gone.contains(&n);
            piecemeal.insert(piece(*id, owner(*account)));
            let at = piecemeal.position(owner(*account), FeedbackId(*id)).unwrap();
            for tag in tags {
                piecemeal.tag(at, TagId(*tag));
            }
            piecemeal.tag(at, TagId(77));
            piecemeal.untag(at, TagId(77));
            piecemeal.untag(at, TagId(78));
            if stays {
                whole.piece(piece(*id, owner(*account)));
            }
            for tag in tags.iter().filter(|_| stays) {
                whole.tag(FeedbackId(*id), TagId(*tag));
            }
        }
        for (n, (id, account, _)) in rows.iter().enumerate() {
            if gone.contains(&n) {
                piecemeal.remove(owner(*account), FeedbackId(*id));
            }
        }
        prop_assert_eq!(seen(&whole.build(TagTree::default()), 3), seen(&piecemeal, 3));
    }
}
