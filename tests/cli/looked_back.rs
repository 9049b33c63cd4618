//! Did it work, review after review: what is done stays in sight until its verdict is told, and that is told once.

use rstest::rstest;

use super::room::Room;
use super::touch::{company, on, subscriptions};

const NONE: &str = "There were none.";

/// What a review's minutes say under "Did last actions work?".
fn worked(room: &Room, day: &str, meeting: usize) -> String {
    let minutes = on(room, day, &["minutes", &meeting.to_string()]).ok().out();
    let (_, after) = minutes.split_once("**Did last actions work?**").unwrap();
    after.split_once("## 1").unwrap().0.trim().to_owned()
}

/// A review of the month before a day, with the data up to that month's end, and what it says.
fn review(room: &Room, (day, period, until): (&str, &str, &str), meeting: usize) -> String {
    let import = ["import", "many.csv", "--currency", "EUR", "--as-of", until];
    on(room, day, &import).ok();
    on(room, day, &["meetings", "start", "--period", period]).ok();
    let said = worked(room, day, meeting);
    on(room, day, &["meetings", "end"]).ok();
    let frozen = worked(room, day, meeting);
    assert_eq!(frozen, said, "what is frozen says the same");
    said
}

#[rstest]
#[case::only_in_reviews(false)]
#[case::somebody_looks_before(true)]
fn a_verdict_is_awaited_in_every_review_and_told_in_one(#[case] looks: bool) {
    let room = company();
    let day = "2026-11-03";
    on(&room, day, &["meetings", "start", "--period", "2026-10"]).ok();
    let add = [
        "actions",
        "add",
        "ring them",
        "--accounts",
        "all.txt",
        "--half",
    ];
    let added = on(&room, day, &add).ok().out();
    assert!(added.contains("judged from "), "{added}");
    on(&room, day, &["meetings", "end"]).ok();
    on(&room, "2026-11-20", &["actions", "done", "1"]).ok();
    let left = |n: u32| (n % 3 == 1).then_some("2027-01-10");
    room.write("many.csv", &subscriptions(left));
    let reviews = [
        ("2026-12-03", "2026-11", "2026-11-30"),
        ("2027-01-04", "2026-12", "2026-12-31"),
        ("2027-02-03", "2027-01", "2027-01-31"),
        ("2027-03-03", "2027-02", "2027-02-28"),
        ("2027-11-03", "2027-10", "2027-10-31"),
        ("2027-12-03", "2027-11", "2027-11-30"),
    ];
    let mut said = Vec::new();
    for (at, review_of) in (2..).zip(reviews) {
        said.push(review(&room, review_of, at));
        let (day, ..) = review_of;
        if looks {
            on(&room, day, &["actions", "show", "1"]).ok();
        }
    }
    let early = said.iter().take_while(|words| words.contains("too early"));
    let early = early.count();
    assert!((1..=4).contains(&early), "{said:#?}");
    let room_said = "the room has not said whether it worked: ring them";
    assert!(
        said[..=early].iter().all(|words| words.contains(room_said)),
        "{said:#?}"
    );
    let told = |words: &String| words.contains(" touched: ") && words.contains("MRR an account");
    let judged = |words: &&String| !words.contains("too early") && told(words);
    assert_eq!(said.iter().filter(judged).count(), 1, "{said:#?}");
    assert!(judged(&&said[early]), "{said:#?}");
    assert!(
        said[early + 1..].iter().all(|words| words == NONE),
        "{said:#?}"
    );
    // Its short line: when, and no counts.
    assert!(!told(&said[early - 1]), "{said:#?}");
}
