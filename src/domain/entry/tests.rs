//! What lines people type, and what must be understood of them.
//! Must not know the store: everything is made by hand.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::sample::tag;

mod days;

/// Understands a line typed on Wednesday 18 November 2026 with `price` selected.
fn read(line: &str) -> Understood {
    with_room(|around| action(line, around))
}

fn with_room<T>(f: impl FnOnce(&EntryContext) -> T) -> T {
    let owners = [
        (1, "Priya Shah", "Product"),
        (2, "Mo", "Marketing"),
        (3, "Ana María López", "CS"),
        (4, "Priscilla", "Support"),
    ];
    let owners = owners.map(|(id, name, team)| Owner {
        id: OwnerId(id),
        name: name.to_owned(),
        team: team.to_owned(),
        ..Owner::default()
    });
    let tags = [
        tag(1, "reporting", None),
        tag(2, "price", None),
        tag(3, "export", Some(1)),
        tag(4, "slow support", None),
    ];
    f(&EntryContext {
        today: "2026-11-18".parse().unwrap(),
        owners: &owners,
        tags: &tags,
        theme: Some(TagId(2)),
    })
}

#[rstest]
#[case("fri", "2026-11-20")]
#[case("wed", "2026-11-18")]
#[case("Thursday", "2026-11-19")]
#[case("tue", "2026-11-24")]
#[case("this friday", "2026-11-20")]
#[case("today", "2026-11-18")]
#[case("tomorrow", "2026-11-19")]
#[case("the day after tomorrow", "2026-11-20")]
#[case("day before friday", "2026-11-19")]
#[case("20 nov", "2026-11-20")]
#[case("nov 20th", "2026-11-20")]
#[case("20th of november", "2026-11-20")]
#[case("fri 20 nov", "2026-11-20")]
#[case("friday the 20th", "2026-11-20")]
#[case("friday 27th", "2026-11-27")]
#[case("18 nov", "2026-11-18")]
#[case("17 nov 2027", "2027-11-17")]
#[case("17 aug", "2027-08-17")]
#[case("3 Jan", "2027-01-03")]
#[case("3 jan 2028", "2028-01-03")]
#[case("3 jan 28", "2028-01-03")]
#[case("18 nov 27", "2027-11-18")]
#[case("29 feb", "2028-02-29")]
#[case("2026-12-01", "2026-12-01")]
#[case("2026-11-18", "2026-11-18")]
#[case("in 2 weeks", "2026-12-02")]
#[case("in two weeks", "2026-12-02")]
#[case("within 10 days", "2026-11-28")]
#[case("in a month", "2026-12-18")]
#[case("in a fortnight", "2026-12-02")]
#[case("a week today", "2026-11-25")]
#[case("today week", "2026-11-25")]
#[case("tomorrow week", "2026-11-26")]
#[case("a week tomorrow", "2026-11-26")]
#[case("two weeks from now", "2026-12-02")]
#[case("a week from today", "2026-11-25")]
#[case("a week on friday", "2026-11-27")]
#[case("a week friday", "2026-11-27")]
#[case("friday week", "2026-11-27")]
#[case("2 weeks after fri 20 nov", "2026-12-04")]
#[case("two days before 1 dec", "2026-11-29")]
#[case("next week", "2026-11-27")]
#[case("next mon", "2026-11-23")]
#[case("monday next week", "2026-11-23")]
#[case("next week on tuesday", "2026-11-24")]
#[case("friday in 2 weeks", "2026-12-04")]
#[case("the week after next", "2026-12-04")]
#[case("next month", "2026-12-31")]
#[case("next quarter", "2027-03-31")]
#[case("this week", "2026-11-20")]
#[case("eow", "2026-11-20")]
#[case("this month", "2026-11-30")]
#[case("eom", "2026-11-30")]
#[case("end of month", "2026-11-30")]
#[case("end of the month", "2026-11-30")]
#[case("end of next month", "2026-12-31")]
#[case("end of january", "2027-01-31")]
#[case("end of day", "2026-11-18")]
#[case("eoq.", "2026-12-31")]
#[case("end of Q1", "2027-03-31")]
#[case("ende Q1", "2027-03-31")]
#[case("in 5 working days", "2026-11-25")]
#[case("within ten business days", "2026-12-02")]
#[case("by fri", "2026-11-20")]
#[case("due by fri,", "2026-11-20")]
#[case("before the end of the year", "2026-12-31")]
fn dates_are_understood(#[case] typed: &str, #[case] day: &str) {
    let got = read(&format!("fix export {typed} @mo"));
    assert_eq!(got.due.map(|due| due.to_string()).as_deref(), Some(day));
    assert_eq!(got.what, "fix export");
    assert!(got.missing.is_empty());
}

#[rstest]
#[case("call them last friday", Some("2026-11-13"))]
#[case("redo the call of last wed", Some("2026-11-11"))]
#[case("ring after friday", None)]
#[case("broken since friday", None)]
#[case("every friday", None)]
#[case("not today", None)]
#[case("a week ago today", None)]
#[case("as of today", None)]
#[case("friday after next", None)]
#[case("friday the 26th", None)]
#[case("friday 27", None)]
#[case("friday 25 nov", None)]
#[case("early next week", None)]
#[case("start of next month", None)]
#[case("the last week of november", None)]
#[case("31 feb", None)]
#[case("1 jan 10000", None)]
#[case("in 900000 weeks", None)]
#[case("mid november", None)]
#[case("mitte november", None)]
#[case("31 feb 2027", None)]
#[case("30 nov last year", None)]
#[case("nov", None)]
#[case("20 november 2025", Some("2025-11-20"))]
#[case("1 dec 25", Some("2025-12-01"))]
#[case("appeler mon client", None)]
#[case("25/11", None)]
#[case("17 nov", Some("2026-11-17"))]
#[case("yesterday", Some("2026-11-17"))]
#[case("15/10/2026", Some("2026-10-15"))]
#[case("end of october", Some("2026-10-31"))]
#[case("nach freitag", None)]
#[case("nach 20 nov", None)]
#[case("depuis le 20 novembre", None)]
#[case("après le 20 novembre", None)]
#[case("después del viernes", None)]
#[case("informe del viernes", None)]
#[case("vendredi dernier", None)]
#[case("jeden freitag", None)]
#[case("fredag 28 nov", None)]
#[case("5/10/2026", None)]
#[case("by 26-10-31", None)]
#[case("30/2/2027", None)]
#[case("2026-02-30", None)]
#[case("por la mañana", None)]
#[case("quarta reunião", None)]
#[case("release 2.3.10", None)]
#[case("over 2 week period", None)]
fn a_day_that_was_not_said_is_never_taken(#[case] typed: &str, #[case] past: Option<&str>) {
    let line = format!("call {typed} @mo");
    let got = read(&line);
    assert_eq!(got.due, None);
    assert_eq!(got.past.map(|day| day.to_string()).as_deref(), past);
    assert_eq!(got.what, format!("call {typed}"));
    assert_eq!(got.missing, [Missing::When]);
}

#[test]
fn what_is_named_today_is_today() {
    let due = |today: &str, typed: &str| {
        let around = EntryContext {
            today: today.parse().unwrap(),
            owners: &[],
            tags: &[],
            theme: None,
        };
        action(typed, &around).due.unwrap().to_string()
    };
    assert_eq!(due("2026-10-31", "x eom"), "2026-10-31");
    assert_eq!(due("2026-11-01", "x eom"), "2026-11-30");
    assert_eq!(due("2026-12-31", "x end of the quarter"), "2026-12-31");
    assert_eq!(due("2027-01-01", "x eoy"), "2027-12-31");
    assert_eq!(due("2026-11-20", "x by friday"), "2026-11-20");
    assert_eq!(due("2026-11-20", "x this week"), "2026-11-20");
    assert_eq!(due("2026-11-21", "x this week"), "2026-11-22");
    assert_eq!(due("2026-11-20", "x next friday"), "2026-11-27");
    assert_eq!(due("2026-11-20", "x a week on friday"), "2026-11-27");
    assert_eq!(due("2028-02-29", "x 29 feb"), "2028-02-29");
    assert_eq!(due("2026-11-18", "x friday, not monday"), "2026-11-20");
    assert_eq!(due("2026-11-18", "see mon agenda by 30 nov"), "2026-11-30");
    assert_eq!(due("2026-11-18", "talk to them mon at 9"), "2026-11-23");
}

#[rstest]
#[case(
    "the may launch, sun and sat 20 nov",
    "the may launch, sun and sat",
    Some("2026-11-20")
)]
#[case("move fri call to next week", "move fri call to", Some("2026-11-27"))]
#[case("fix #4411 in version 2", "fix #4411 in version 2", None)]
#[case("redo 2025-12-01", "redo 2025-12-01", None)]
#[case("@", "@", None)]
#[case("", "", None)]
fn words_that_are_no_date_stay(#[case] line: &str, #[case] what: &str, #[case] due: Option<&str>) {
    let got = read(line);
    assert_eq!(got.what, what);
    assert_eq!(got.due.map(|d| d.to_string()).as_deref(), due);
}

#[rstest]
#[case("fix @priya", &[1], "Priya Shah · when? · price")]
#[case("fix @MO @ana, fri", &[2, 3], "Mo with Ana María López · Fri 20 Nov 2026 · price")]
#[case("fix @lopez #rep eom", &[3], "Ana María López · Mon 30 Nov 2026 · reporting")]
#[case("fix @anamaria #EXPORT", &[3], "Ana María López · when? · reporting")]
#[case("fix @pri", &[], "@pri may be several · when? · price")]
#[case("fix @lena tomorrow", &[], "@lena is not known yet · Thu 19 Nov 2026 · price")]
#[case("fix #nope 2020-01-01", &[], "who? · when? Wed 1 Jan 2020 is over · price · no theme #nope")]
fn names_are_understood(#[case] line: &str, #[case] owners: &[i64], #[case] shown: &str) {
    let got = read(line);
    let ids: Vec<i64> = got.owners.iter().map(|o| o.0).collect();
    assert_eq!(ids, owners);
    assert_eq!(got.line, shown);
}

#[test]
fn an_unknown_owner_is_reported_and_asked_for() {
    let got = read("call them @Lena");
    assert_eq!(got.unknown_owners, ["Lena"]);
    assert_eq!(got.missing, [Missing::Who, Missing::When]);
    assert_eq!(got.what, "call them");
}

#[rstest]
#[case("fix @pri", 8, &["@PriyaShah", "@Priscilla"])]
#[case("fix @lo fri", 7, &["@AnaMaríaLópez"])]
#[case("fix #s", 6, &["#slowsupport"])]
#[case("fix @", 5, &["@PriyaShah", "@Mo", "@AnaMaríaLópez", "@Priscilla"])]
#[case("fix @zz", 7, &[])]
fn names_are_completed(#[case] line: &str, #[case] cursor: usize, #[case] inserts: &[&str]) {
    let done = with_room(|around| complete(line, cursor, around)).unwrap();
    let got: Vec<&str> = done.choices.iter().map(|c| c.insert.as_str()).collect();
    assert_eq!(got, inserts);
    assert!(line[done.replaces].starts_with(['@', '#']));
    for insert in inserts.iter().filter(|i| i.starts_with('@')) {
        let back = read(&format!("x {insert}"));
        assert_eq!(back.owners.len(), 1, "{insert} reads back");
    }
}

#[rstest]
#[case(
    "? does 3.1 % include pauses?",
    NoteKind::Question,
    "does 3.1 % include pauses?"
)]
#[case("  keep it ", NoteKind::Decision, "keep it")]
#[case("?", NoteKind::Question, "")]
fn a_leading_question_mark_asks(#[case] line: &str, #[case] kind: NoteKind, #[case] text: &str) {
    assert_eq!(note(line, NoteKind::Decision), (kind, text.to_owned()));
}

proptest! {
    #[test]
    fn any_line_is_understood(line in "\\PC{0,80}", cursor in 0usize..100) {
        let got = read(&line);
        prop_assert!(got.due.is_none_or(|d| d >= "2026-11-18".parse().unwrap()));
        let _ = with_room(|around| complete(&line, cursor, around));
    }

    #[test]
    fn plain_words_are_kept_in_order(words in prop::collection::vec("[b-z]{4,9}x", 0..12)) {
        let line = format!("  {} @mo 20 nov #price", words.join("  "));
        prop_assert_eq!(read(&line).what, words.join(" "));
    }
}
