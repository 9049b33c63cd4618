//! The pre-read: one page before a review, whose figures are those of the minutes that the review then begins with.

use super::room::Room;

/// The sentence of judgement: the only line that is bold as a whole.
fn judgement(page: &str) -> &str {
    let mut lines = page.lines();
    let bold = |line: &&str| line.starts_with("**") && line.ends_with(".**");
    lines.find(bold).unwrap_or_else(|| panic!("{page}"))
}

#[test]
fn what_it_says_is_what_the_minutes_begin_with() {
    let room = Room::tagged();
    let read = ["pre-read", "2026-10"];
    let before = room.run(&read).ok().out();
    assert_eq!(
        before,
        room.run(&read).ok().out(),
        "the same bytes every time"
    );
    assert!(
        before.starts_with("# Pre-read: churn review, October 2026"),
        "{before}"
    );
    room.run(&["meetings", "start", "--period", "2026-10"]).ok();
    let minutes = room.run(&["minutes"]).ok().out();
    assert_eq!(judgement(&before), judgement(&minutes));
}

#[test]
fn it_names_what_is_owed_and_what_waits_for_an_answer() {
    let room = Room::tagged();
    for words in [
        &[
            "actions",
            "add",
            "fix the export @priya 2026-10-20",
            "--today",
            "2026-10-01",
        ][..],
        &["actions", "add", "call the seven"],
        &["notes", "add", "? who owns the price page"],
    ] {
        room.run(words).ok();
    }
    let page = room.run(&["pre-read", "2026-10"]).ok().out();
    for words in [
        "**Priya**, by Tue 20 Oct 2026: fix the export",
        "**nobody yet**, when?: call the seven",
        "who owns the price page",
        "45 minutes: Numbers 5, Why 15, Roadmap 10, Target 10, Actions 5",
    ] {
        assert!(page.contains(words), "no `{words}` in\n{page}");
    }
}

#[test]
fn a_period_that_has_not_begun_has_none() {
    let room = Room::tagged();
    let said = ["there is nothing to review yet"];
    room.run(&["pre-read", "2031-01"]).code(2).says(&said);
}
