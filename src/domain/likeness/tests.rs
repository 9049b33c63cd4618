//! What reads alike and what does not.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// Lower case, letters and figures alone.
fn fold(text: &str) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
    let text: String = text.to_lowercase().chars().map(plain).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn placed<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
    let words: Vec<TextWords> = texts
        .into_iter()
        .map(|text| TextWords::of(text, fold))
        .collect();
    let mut likeness = Likeness::default();
    words.iter().for_each(|words| likeness.count(words));
    words.iter().map(|words| likeness.place(words)).collect()
}

fn are_alike(one: &str, two: &str) -> bool {
    let placed = placed([one, two]);
    placed[0] == placed[1]
}

#[rstest]
#[case("Too expensive for us!", "too expensive, for us")]
#[case(
    "Frequent issues. It felt terrible. vphu95",
    "Frequent issues. It felt terrible. ikef"
)]
#[case(
    "Frequent issues. It felt terrible. hzw f3f43f",
    "Frequent issues. It felt terrible. f3f43f #@!"
)]
#[case(
    "xk2f: Frequent issues. It felt terrible.",
    "Frequent issues; it felt terrible"
)]
#[case(
    "#4711\nFrequent issues, it felt terrible",
    "frequent issues it felt terrible"
)]
#[case(
    "Frequent issues, it felt terrible q2a29gl0",
    "Frequent issues, it felt terrible"
)]
#[case(
    "I recieved four invoices for one month",
    "I received four invoices for one month"
)]
#[case(
    "The reports are slow every single morning",
    "The report are slow every single morning"
)]
// A greeting and a signature.
#[case(
    "The export to Excel breaks every single month",
    "Hi team, the export to Excel breaks every single month. Thanks, Max"
)]
#[case(
    "Setting up the first project took our people three weeks",
    "Hello. Setting up the first project took our people three weeks"
)]
#[case(
    "We pay for forty seats and ten people log in",
    "Dear all,\nWe pay for forty seats and ten people log in\nKind regards,\nMax Muster\nSent from my iPhone"
)]
#[case(
    "The price was only ok as long as my boss got his Monday report. He no longer gets his Monday report.",
    "price only ok as long as boss got his Monday report, he no longer gets his Monday report"
)]
#[case(
    "Die Auswertung ist langsam geworden, schade",
    "die Auswertung ist langsam gewordne. Schade"
)]
fn reads_alike(#[case] one: &str, #[case] two: &str) {
    assert!(are_alike(one, two) && are_alike(two, one));
}

#[rstest]
// Another word is another reason.
#[case(
    "Frequent issues. Overall, it felt awful.",
    "Frequent issues. Overall, it felt slow."
)]
#[case("We left for a cheaper tool", "We left for a faster tool")]
#[case(
    "The support is too slow for our team",
    "The support is too slow and expensive for our team"
)]
#[case(
    "Switched to Salesforce last month",
    "Switched to Office365 last month"
)]
// Another figure is.
#[case(
    "Too expensive at 49 a month for us",
    "Too expensive at 99 a month for us"
)]
#[case(
    "We were down for 2 days in all of June",
    "We were down for 3 days in all of June"
)]
// And so is a small word that turns it round.
#[case(
    "We would recommend the reports to anybody",
    "We would not recommend the reports to anybody"
)]
#[case(
    "I don't miss the reports that we had before",
    "I do miss the reports that we had before"
)]
// A sentence of one word says something, if it begins like one or others say it.
#[case("Too slow for us. Salesforce", "Too slow for us. Hubspot")]
// The same words in another order.
#[case(
    "We moved our whole planning team from Jira over to Asana",
    "We moved our whole planning team from Asana over to Jira"
)]
#[case(
    "The support was quick and friendly but the export was slow",
    "The export was quick and friendly but the support was slow"
)]
#[case(
    "The new planner is better for us than the old planner ever was",
    "The old planner is better for us than the new planner ever was"
)]
#[case(
    "I want my data out of the cloud again",
    "I want my data in the cloud again"
)]
// A small word that says something, and another word that is written almost like it.
#[case(
    "Notifications in the mobile planner app cannot be switched on",
    "Notifications in the mobile planner app cannot be switched off"
)]
#[case(
    "The weekly mailing was what made the trouble for the office",
    "The weekly failing was what made the trouble for the office"
)]
#[case(
    "Our people were all too new to the whole thing",
    "Our people were all new to the whole thing"
)]
// Thanks for nothing, and the best there is, are no signatures.
#[case(
    "The export is slow every month. Thanks",
    "The export is slow every month. Thanks for nothing"
)]
#[case(
    "The export is slow every month. Best support",
    "The export is slow every month"
)]
#[case("Too slow", "Too slow vphu95")]
// A reason at the end, and a score, are no noise.
#[case(
    "Please cancel the account of our branch. too expensive",
    "Please cancel the account of our branch. went bankrupt"
)]
#[case(
    "Warehouse moved to another tool. cheaper elsewhere",
    "Warehouse moved to another tool"
)]
#[case("Support was always helpful. joking", "Support was always helpful")]
#[case("The whole thing was good. 10/10", "The whole thing was good. 1/10")]
#[case("good", "food")]
#[case("", "Too slow")]
fn reads_otherwise(#[case] one: &str, #[case] two: &str) {
    assert!(!are_alike(one, two) && !are_alike(two, one));
}

#[test]
fn a_last_word_that_others_say_too_is_no_noise() {
    let said = [
        "Support is too slow. price",
        "Support is too slow. bugs",
        "The price, the bugs",
    ];
    assert_eq!(placed(said), [0, 1, 2]);
    assert_eq!(
        placed(["Support is too slow. prxce", "Support is too slow. bxgs"]),
        [0, 0]
    );
}

#[test]
fn each_is_alike_to_the_first_of_its_reading_and_not_to_the_last() {
    // Step by step everything would be alike to everything.
    let steps = ["abcdefgh ijklmnop", "abcdefg ijklmnop", "abcdef ijklmnop"];
    assert_eq!(placed(steps), [0, 0, 1]);
}

#[test]
fn without_words_the_stated_reason_speaks() {
    let mut likeness = Likeness::default();
    let words = TextWords::of("too expensive", fold);
    assert_eq!(likeness.place(&words), 0);
    let stated = ["too expensive", "too expensive", "", ""];
    assert_eq!(
        stated.map(|stated| likeness.place_wordless(stated)),
        [1, 1, 2, 3]
    );
    assert!(TextWords::of(" … 🙂\n", fold).is_empty());
}

#[test]
fn words_that_turn_round_are_in_order() {
    assert!(NOT.is_sorted() && FILLERS.is_sorted());
}

#[test]
fn two_words_that_others_use_are_no_slip() {
    let one = "We sent the contact to the whole team again";
    let two = "We sent the contract to the whole team again";
    assert_eq!(placed([one, two]), [0, 0]);
    assert_eq!(placed([one, two, "a contact", "a contract"])[..2], [0, 1]);
}

#[rstest]
#[case("Hi, it breaks every month.", "it breaks every month", &["Hi,"])]
#[case("on and off again", "On, and on again!", &["off"])]
#[case("the same", "the same", &[])]
fn what_differs_is_seen(#[case] text: &str, #[case] other: &str, #[case] only: &[&str]) {
    assert_eq!(only_in(text, other), only);
}

proptest! {
    #[test]
    fn whatever_is_said_is_alike_to_itself(text in "\\PC{0,300}", before in "\\PC{0,40}") {
        let placed = placed([before.as_str(), text.as_str(), text.as_str()]);
        prop_assert_eq!(placed[1], placed[2]);
    }

    #[test]
    fn slips_go_both_ways(one in "[a-e]{4,8}", two in "[a-e]{4,8}") {
        prop_assert_eq!(is_slip(&one, &two), is_slip(&two, &one));
    }
}
