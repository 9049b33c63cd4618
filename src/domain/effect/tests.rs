//! From the day something is agreed to the day it is judged: counts until then, one verdict on it, and that stays.
//! Must not know the store.

use super::aim::{Aim, Listed, Promise};
use super::found::{Deed, of_list, of_theme};
use super::months::Months;
use super::promise::{self, Horizon};
use super::verdict::{EffectWord, Why};
use super::words::{told, verdict};
use super::*;
use crate::domain::evidence::{Evidence, EvidenceBuilder, Piece, TagTree};
use crate::domain::ids::{AccountId, ActionId, FeedbackId};
use crate::domain::ledger::{Ledger, LedgerBuilder};
use crate::domain::losses::Windows;
use crate::domain::money::Cents;
use crate::domain::risk::hash;
use crate::domain::sample::{day, period, tag};

mod after;

/// So many accounts from January 2025 on; of those with an even number every fifth, of the others every tenth, is
/// gone some time after July 2026, one a day. Before that every fortieth left each month.
fn company(accounts: i64) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for id in 1..=accounts {
        let one = AccountId(id);
        builder.movement(one, day("2025-01-01"), Cents(10_000));
        let every = if id % 2 == 0 { 10 } else { 20 };
        if id % 40 < 12 {
            let left = day("2025-02-01").plus_months((id % 40) as i32).plus(10);
            builder.movement(one, left, Cents(-10_000));
        } else if (id / 2) % (every / 2) == 0 {
            let left = day("2026-08-01").plus((id % 300) as i32);
            builder.movement(one, left, Cents(-10_000));
        }
    }
    builder.build()
}

fn known(reach: &str) -> Horizon {
    until(day(reach))
}

fn until(reach: Day) -> Horizon {
    Horizon {
        reach,
        losses: day("2025-01-01"),
        words: day("2025-01-01"),
    }
}

/// A list of all accounts of which those with odd numbers are touched.
fn aim(accounts: i64, seed: &str) -> Aim {
    let listed = |id| Listed {
        account: AccountId(id),
        touched: id % 2 == 1,
    };
    Aim {
        action: Some(ActionId(1)),
        day: day("2026-07-31"),
        seed: seed.to_owned(),
        members: (1..=accounts).map(listed).collect(),
        ..Aim::default()
    }
}

fn done() -> Deed {
    Deed {
        done: Some(day("2026-08-10")),
        ..Deed::default()
    }
}

#[test]
fn a_drawn_list_is_counted_until_its_day_judged_on_it_and_stays() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "drawn");
    let promise = promise::of_list(&ledger, &aim, Some(day("2026-08-15")), &known("2026-07-31"));
    let on = promise.on.unwrap();
    assert!(promise.power.unwrap() >= 0.8, "{promise:?}");
    assert_eq!((promise.touched, promise.others), (700, 700));
    assert!(on > day("2026-09-30") && on <= day("2027-07-01"), "{on}");
    aim.promise = Some(promise);
    let early = of_list(&ledger, &aim, &done(), &known("2026-08-31")).unwrap();
    assert_eq!(early.verdict.word, EffectWord::TooEarly);
    assert_eq!(early.verdict.why, Some(Why::FirstMonth(period("2026-09"))));
    assert!(!early.has_fallen());
    let fallen = of_list(&ledger, &aim, &done(), &until(on.before())).unwrap();
    assert_eq!(fallen.verdict.word, EffectWord::Better);
    assert_eq!(fallen.verdict.judged_on, Some(on));
    assert_eq!(verdict(&fallen), "stayed better than those not touched");
    // What comes later changes nothing, and what is kept stays whatever the rows say.
    let later = of_list(&ledger, &aim, &done(), &until(on.plus(300))).unwrap();
    assert_eq!(later, fallen);
    aim.verdict = Some(fallen.verdict.clone());
    let kept = of_list(&company(100), &aim, &done(), &until(on.plus(300))).unwrap();
    assert_eq!(kept.verdict, fallen.verdict);
    assert!(kept.kept && !kept.has_fallen());
}

/// Before its first day a ledger has nobody who could leave: less than a year of it says all the same how many do.
#[test]
fn a_young_room_knows_how_many_leave() {
    let ledger = company(2_000);
    let aim = Aim {
        day: day("2025-08-31"),
        ..aim(2_000, "drawn")
    };
    let promise = promise::of_list(&ledger, &aim, None, &known("2025-08-31"));
    assert!(promise.on.is_some(), "{promise:?}");
}

#[test]
fn a_list_picked_by_hand_says_neither_that_it_helped_nor_that_it_harmed() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "");
    aim.promise = Some(Promise {
        on: Some(day("2027-02-01")),
        ..Promise::default()
    });
    let found = of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap();
    assert_eq!(found.verdict.word, EffectWord::FewerHandPicked);
    for one in &mut aim.members {
        one.touched = !one.touched;
    }
    let found = of_list(&ledger, &aim, &done(), &known("2027-01-31")).unwrap();
    // Whoever picks those about to leave does not make them leave.
    assert_eq!(found.verdict.word, EffectWord::Unknown);
    assert_eq!(
        verdict(&found),
        "more of them left; they were picked by hand: cannot be told"
    );
}

#[test]
fn what_is_not_done_has_nothing_after_it() {
    let ledger = company(2_000);
    let mut aim = aim(2_000, "drawn");
    aim.promise = Some(Promise {
        on: Some(day("2027-02-01")),
        ..Promise::default()
    });
    let open = of_list(&ledger, &aim, &Deed::default(), &known("2026-12-31")).unwrap();
    assert_eq!(told(&open, ""), ["not done yet, judged in Feb 2027"]);
    let late = of_list(&ledger, &aim, &Deed::default(), &known("2027-03-31")).unwrap();
    assert_eq!(late.verdict.word, EffectWord::Unknown);
    assert_eq!(
        told(&late, ""),
        ["it was not done by the day it was to be judged"]
    );
    let dropped = Deed {
        dropped: true,
        ..done()
    };
    let dropped = of_list(&ledger, &aim, &dropped, &known("2027-03-31")).unwrap();
    assert_eq!(
        (dropped.verdict.why, dropped.has_fallen()),
        (Some(Why::Dropped), false)
    );
    let too_late = Deed {
        done: Some(day("2027-01-15")),
        ..Deed::default()
    };
    let too_late = of_list(&ledger, &aim, &too_late, &known("2027-03-31")).unwrap();
    assert_eq!(
        too_late.verdict.why,
        Some(Why::FirstMonth(period("2027-02")))
    );
    assert!(verdict(&too_late).contains("done too late"));
}

#[test]
fn small_lists_are_counted_and_whole_ones_cannot_be_told() {
    let ledger = company(100);
    let mut small = aim(100, "drawn");
    small.promise = Some(promise::of_list(
        &ledger,
        &small,
        None,
        &known("2026-07-31"),
    ));
    assert_eq!(small.promise.as_ref().unwrap().on, None);
    let found = of_list(&ledger, &small, &done(), &known("2026-12-31")).unwrap();
    assert_eq!(found.verdict.word, EffectWord::TooFew);
    let words = told(&found, "");
    assert!(words[0].contains("touched: "), "{words:?}");
    assert!(words[1].ends_with(" left by 31 Dec 2026"), "{words:?}");
    assert_eq!(words[2], "counted, not judged");
    let mut whole = aim(100, "");
    whole.members.iter_mut().for_each(|one| one.touched = true);
    let promised = promise::of_list(&ledger, &whole, None, &known("2026-07-31"));
    assert_eq!(promised.on, None);
    whole.promise = Some(promised);
    let found = of_list(&ledger, &whole, &done(), &known("2026-12-31")).unwrap();
    assert_eq!(found.verdict.why, Some(Why::AllTouched));
    whole.members.clear();
    let found = of_list(&ledger, &whole, &done(), &known("2026-12-31")).unwrap();
    assert_eq!(found.verdict.touched.unwrap().accounts, 0);
    assert_eq!(found.verdict.why, Some(Why::Nobody));
    let empty = promise::of_list(&Ledger::default(), &small, None, &known("2026-07-31"));
    assert_eq!(empty.on, None);
}

/// Every account that left says why: one of three named the theme until August 2026, then one of so many.
fn words(ledger: &Ledger, one_of: i64, silent: bool) -> Evidence {
    let mut builder = EvidenceBuilder::new(ledger.len());
    let mut pieces = Vec::new();
    for account in 0..ledger.len() {
        let left = ledger.movements(account).find(|m| m.balance == Cents::ZERO);
        pieces.extend(left.map(|m| (m.day, account)));
    }
    pieces.sort_unstable();
    for (n, (left, account)) in (1..).zip(pieces) {
        let id = FeedbackId((i64::from(left.0) << 24) + n);
        builder.piece(Piece {
            id,
            account: Some(account),
            day: Some(left),
            exit_survey: true,
            words: true,
            ..Piece::default()
        });
        let later = left >= day("2026-09-01");
        if later && silent {
            continue;
        }
        let every = if later { one_of } else { 3 };
        builder.tag(id, TagId(if n % every == 0 { 1 } else { 2 }));
    }
    let tags = [tag(1, "reporting", None), tag(2, "price", None)];
    builder.build(TagTree::new(&tags))
}

/// A month later every twentieth leaves, from January 2025 to the end of 2027.
fn steady(accounts: i64) -> Ledger {
    let mut builder = LedgerBuilder::default();
    for id in 1..=accounts {
        let from = day("2025-01-01").plus_months((id % 30) as i32);
        builder.movement(AccountId(id), from, Cents(10_000));
        let left = from.plus_months(1 + (hash(&id.to_string()) % 30) as i32);
        builder.movement(AccountId(id), left.plus(9), Cents(-10_000));
    }
    builder.build()
}

/// What is agreed in August against the theme, and done at its end.
fn against_the_theme() -> (Aim, Deed) {
    let aim = Aim {
        action: Some(ActionId(1)),
        theme: Some(TagId(1)),
        day: day("2026-08-05"),
        ..Aim::default()
    };
    let deed = Deed {
        done: Some(day("2026-08-31")),
        theme: Some(TagId(1)),
        ..Deed::default()
    };
    (aim, deed)
}

#[test]
fn a_theme_is_judged_by_its_share_and_its_rate() {
    let ledger = steady(3_000);
    let windows = Windows::default();
    let (mut aim, deed) = against_the_theme();
    for (one_of, silent, word) in [
        (12, false, EffectWord::Better),
        (3, false, EffectWord::NoBetter),
        (1, false, EffectWord::Worse),
        (3, true, EffectWord::Unknown),
    ] {
        let said = words(&ledger, one_of, silent);
        let mut months = Months::new(&ledger, &said, &windows);
        let chosen = (Some(day("2026-08-31")), period("2026-07"));
        let known_then = known("2026-07-31");
        let theme = said.book().theme_of(TagId(1)).unwrap();
        let promise = promise::of_theme(&mut months, theme, &aim, chosen, &known_then);
        let on = promise.on.unwrap();
        assert!(promise.power.unwrap() >= 0.8 && promise.account_months > 0);
        aim.promise = Some(promise);
        let early = of_theme(&mut months, &aim, &deed, &known("2026-08-31")).unwrap();
        assert_eq!(early.verdict.word, EffectWord::TooEarly);
        let last = on.before().to_string();
        let found = of_theme(&mut months, &aim, &deed, &known(&last)).unwrap();
        assert_eq!(found.verdict.word, word, "{:?}", found.verdict);
        assert_eq!(found.has_fallen(), word != EffectWord::Unknown);
        let said = told(&found, "reporting");
        assert!(said[0].starts_with("reporting cost "), "{said:?}");
        assert!(said[1].ends_with(", after it"), "{said:?}");
        let spans = found.verdict.theme.unwrap();
        assert_eq!(spans.before.unwrap().to, period("2026-06"));
        assert_eq!(spans.after.unwrap().from, period("2026-09"));
    }
}

#[test]
fn another_theme_and_what_is_not_done_are_no_verdict() {
    let (ledger, windows) = (steady(3_000), Windows::default());
    let (mut aim, deed) = against_the_theme();
    aim.promise = Some(Promise {
        on: Some(day("2027-07-01")),
        chosen: Some(period("2026-07")),
        ..Promise::default()
    });
    let said = words(&ledger, 3, false);
    let mut months = Months::new(&ledger, &said, &windows);
    let other = Deed {
        theme: Some(TagId(2)),
        ..deed
    };
    let found = of_theme(&mut months, &aim, &other, &known("2027-07-31")).unwrap();
    assert_eq!(found.verdict.why, Some(Why::OtherTheme));
    let open = Deed { done: None, ..deed };
    let found = of_theme(&mut months, &aim, &open, &known("2026-09-30")).unwrap();
    assert!(
        told(&found, "reporting")
            .iter()
            .all(|w| !w.contains("after it"))
    );
}

/// The verdict stays, and beside it stands what was done since: not of what was never done, nor while it is done.
#[test]
fn what_was_reopened_or_dropped_after_its_verdict_says_so() {
    let ledger = company(200);
    let mut aim = aim(200, "drawn");
    let open = Deed::default();
    let dropped = Deed {
        dropped: true,
        ..open
    };
    for (why, deed, since) in [
        (None, done(), None),
        (None, open, Some("reopened since: the verdict stays")),
        (None, dropped, Some("dropped since: the verdict stays")),
        (Some(Why::NotDone), open, None),
        (
            Some(Why::NotDone),
            dropped,
            Some("dropped since: the verdict stays"),
        ),
    ] {
        aim.verdict = Some(Verdict {
            word: EffectWord::Better,
            judged_on: Some(day("2027-01-01")),
            why,
            ..Verdict::default()
        });
        let found = of_list(&ledger, &aim, &deed, &known("2027-03-31")).unwrap();
        assert_eq!(found.verdict.word, EffectWord::Better);
        let lines = told(&found, "");
        let last = lines.last().map(String::as_str);
        assert_eq!(
            last.filter(|line| line.contains("since")),
            since,
            "{lines:?}"
        );
        aim.verdict = None;
        let early = of_list(&ledger, &aim, &deed, &known("2027-03-31")).unwrap();
        assert_eq!(early.since, None, "of no verdict that is kept");
    }
    let item = Effect {
        of: Subject::Item(crate::domain::ids::RoadmapId(1)),
        since: Some(SinceVerdict::Reopened),
        ..of_list(&ledger, &aim, &done(), &known("2027-03-31")).unwrap()
    };
    let said = told(&item, "").pop().unwrap();
    assert_eq!(said, "no longer shipped: the verdict stays");
}
