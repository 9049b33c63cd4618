//! What came after something that was done, and nothing before that: counts, money, promised sizes, and in which
//! review a verdict is told. Must not know the store.

use super::*;
use crate::domain::change::{Change, Field};
use crate::domain::effect::agreed::{fallen, heard};
use crate::domain::effect::words::paid;
use crate::domain::field::FieldValue;
use crate::domain::ids::MeetingId;

#[test]
fn of_what_is_not_done_or_has_no_whole_month_behind_it_nothing_is_counted() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "drawn");
    let judged = Promise {
        on: Some(day("2027-02-01")),
        ..Promise::default()
    };
    for promise in [Some(judged), Some(Promise::default()), None] {
        aim.promise = promise;
        for done in [None, Some(day("2026-12-10")), Some(day("2027-08-01"))] {
            let deed = Deed {
                done,
                ..Deed::default()
            };
            let found = of_list(&ledger, &aim, &deed, &known("2026-12-31")).unwrap();
            let Verdict {
                touched,
                others,
                p,
                paid: money,
                ..
            } = found.verdict.clone();
            let left = [touched, others].map(|side| side.and_then(|side| side.left));
            assert_eq!((left, p), ([None, None], None), "{done:?}");
            assert_eq!(money.unwrap().touched.after, None);
            let words = told(&found, "").join(" ");
            assert!(!words.contains("left"), "{words}");
            assert_eq!(paid(&found, |cents| cents.0.to_string()), None);
        }
    }
}

#[test]
fn who_turns_out_to_have_left_before_the_lists_day_takes_no_verdict_away() {
    let mut builder = LedgerBuilder::default();
    for id in 1..=2_000 {
        let one = AccountId(id);
        builder.movement(one, day("2025-01-01"), Cents(10_000));
        // A fifth leaves between what was known and the day of the list, a fifth after it: as many on both sides.
        let left = match id / 2 % 10 {
            0 | 1 => day("2026-07-20").plus((id % 9) as i32),
            2 | 3 => day("2026-10-01"),
            _ => continue,
        };
        builder.movement(one, left, Cents(-10_000));
    }
    let (ledger, mut aim) = (builder.build(), aim(2_000, "drawn"));
    let mut promised = |reach: Option<&str>, touched| {
        aim.promise = Some(Promise {
            on: Some(day("2027-02-01")),
            touched,
            others: 1_000,
            reach: reach.map(day),
            ..Promise::default()
        });
        let found = of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap();
        found.verdict.word
    };
    assert_eq!(promised(Some("2026-06-30"), 1_000), EffectWord::NoBetter);
    assert_eq!(promised(Some("2026-06-30"), 1_200), EffectWord::TooFew);
    assert_eq!(promised(None, 1_000), EffectWord::TooFew);
}

#[test]
fn what_both_sides_pay_an_account_is_shown_and_freezes_with_the_verdict() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "drawn");
    aim.promise = Some(Promise {
        on: Some(day("2027-02-01")),
        ..Promise::default()
    });
    let fallen = of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap();
    let words = paid(&fallen, |cents| format!("€{}", cents.0 / 100)).unwrap();
    assert!(words.starts_with("MRR an account €100 then, €"), "{words}");
    aim.verdict = Some(fallen.verdict);
    let kept = of_list(&company(40), &aim, &done(), &known("2028-01-31")).unwrap();
    let later = paid(&kept, |cents| format!("€{}", cents.0 / 100)).unwrap();
    assert_eq!(later, words);
}

#[test]
fn each_verdict_is_told_in_one_review() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "drawn");
    aim.promise = Some(Promise {
        on: Some(day("2027-02-01")),
        ..Promise::default()
    });
    let found = of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap();
    let one = [found.clone()];
    let told = Verdict {
        told: Some(MeetingId(7)),
        ..found.verdict.clone()
    };
    let set = |was: Option<Verdict>, now: Verdict| {
        let subject = Subject::Aim(found.aim);
        let set = Change::set(subject, Field::Verdict, was.value(), Some(now).value());
        Some(Change::All(vec![set]))
    };
    assert_eq!(heard(&one, &one, MeetingId(7)), set(None, told.clone()));
    // Somebody looked before the review: it is kept, and the review tells it.
    assert_eq!(fallen(&one), set(None, found.verdict.clone()));
    aim.verdict = Some(found.verdict.clone());
    let kept = [of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap()];
    assert_eq!(fallen(&kept), None);
    assert!(kept[0].is_awaited());
    let now = set(Some(found.verdict.clone()), told.clone());
    assert_eq!(heard(&kept, &kept, MeetingId(7)), now);
    aim.verdict = Some(told);
    let heard_of = [of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap()];
    assert_eq!(heard(&heard_of, &heard_of, MeetingId(8)), None);
    assert!(!heard_of[0].is_awaited());
    // Of what the review does not look at the verdict is kept alone.
    assert_eq!(
        heard(&one, &[], MeetingId(7)),
        set(None, found.verdict.clone())
    );
}

/// Who left between the list's day and that on which losses became known is not on file: no counts, and no verdict.
#[test]
fn what_reaches_into_days_before_losses_are_known_is_not_counted() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "drawn");
    aim.promise = Some(Promise {
        on: Some(day("2027-02-01")),
        ..Promise::default()
    });
    let at = |losses: &str, deed: &Deed| {
        let known = Horizon {
            losses: day(losses),
            ..known("2027-03-31")
        };
        of_list(&ledger, &aim, deed, &known).unwrap().verdict
    };
    let told = at("2026-08-01", &done());
    assert_eq!(
        (told.word, told.why),
        (EffectWord::Better, None),
        "known from the day after it on"
    );
    let untold = at("2026-08-02", &done());
    let why = Some(Why::LossesSince(day("2026-08-02")));
    assert_eq!(
        (untold.word, untold.why, untold.judged_on),
        (EffectWord::Unknown, why, None)
    );
    assert_eq!((untold.p, untold.touched.unwrap().left), (None, None));
    assert_eq!(untold.paid.unwrap().difference(), None);
    let dropped = Deed {
        dropped: true,
        ..done()
    };
    assert_eq!(at("2026-08-02", &dropped).why, Some(Why::Dropped));
}
