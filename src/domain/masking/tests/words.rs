//! What is left alone: words of the language and of the trade, whoever is called by one.
//! Must not know how a name is written otherwise.

use rstest::rstest;

use super::super::ordinary;
use super::*;

/// In small letters a word of the language is taken for nothing but the word.
#[rstest]
#[case(
    "a wonderful app, my notebook was on vacation",
    "a wonderful app, my notebook was on vacation"
)]
#[case(
    "many stories, one complaint, planning for a bicycle",
    "many stories, one complaint, planning for a bicycle"
)]
#[case(
    "Wonderful left, so did Notebook and VACATION",
    "#1 left, so did #2 and #3"
)]
#[case("ask Lantern, not a lantern", "ask #6, not a lantern")]
#[case("ask krix, Krix and KRIX", "ask #7, #7 and #7")]
#[case("vacation gmbh, vacationgmbh, Vacation GmbH", "#3, #3, #3")]
#[case(
    "ours are called pretzel, theirs Pretzel",
    "ours are called #8, theirs #8"
)]
fn words_of_the_language_are_names_with_a_capital_only(#[case] text: &str, #[case] masked: &str) {
    let names = [
        "Wonderful",
        "Notebook",
        "Vacation GmbH",
        "Stories & Complaint",
        "Bicycle",
        "Lantern Brothers Ltd",
        "Krix",
        "pretzel",
    ];
    assert_eq!(mask(&names).text(text), masked);
}

/// Whoever is called by a word that sentences begin with is found behind their beginning.
#[test]
fn a_capital_at_the_beginning_of_a_sentence_says_nothing_of_the_commonest_words() {
    let mask = mask(&["Great", "Base", "Now"]);
    let text = "Great app. Now it works, says Great. Base left; (Now we know) \"Great\", Great";
    let masked = "Great app. Now it works, says #1. #2 left; (Now we know) \"#1\", #1";
    assert_eq!(mask.text(text), masked);
    assert_eq!(mask.text("Great"), "#1");
}

#[test]
fn forms_of_a_word_are_that_word() {
    let words = "stories story planned planning dollars happily heaviest candles vacation quickly finally recently \
        annoyingly separately friendly really automatically hopefully carelessly repeatedly extensively \
        keeper keepers laziest planner reporters neuer berliner";
    for word in words.split_whitespace() {
        assert!(ordinary::is_word(word), "{word}");
    }
    let names = "zyxwvu kartoffel northwind quolibrand krix éé xxing grammarly bookly sockly feedly optimizely foxly \
        paperly tabler clouder tasklers bookest flickr boxd";
    for name in names.split_whitespace() {
        assert!(!ordinary::is_word(name), "{name}");
    }
}

/// One word of a name in several is found where they do not follow each other by chance.
#[rstest]
#[case("nord-wind, Nord_Wind, Nord Wind and nord wind", "#1, #1, #1 and #1")]
#[case(
    "go-pro, Go Pro, but go pro or go home",
    "#2, #2, but go pro or go home"
)]
#[case("tabler, TABLER, our tables", "#3, #3, our tables")]
#[case(
    "starker nordwind, ein Nord windiger Tag",
    "starker #1, ein Nord windiger Tag"
)]
#[case("a north, a wind and a wood", "a north, a wind and a wood")]
fn a_name_in_pieces_is_found(#[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&["Nordwind", "GoPro", "Tabler"]).text(text), masked);
}

/// What a company does is nobody's name, in whichever language.
#[rstest]
#[case("der bau dauert, holzbau und ein neuer", "Müller Bau", "Holzbau Krix")]
#[case(
    "la boulangerie et la formation",
    "Boulangerie Duquesne",
    "Formation Quéré"
)]
#[case("la panadería y los viajes", "Panadería Zubeldia", "Viajes Urretxu")]
#[case(
    "de bakkerij en het bedrijf",
    "Bakkerij Vermazen",
    "Bedrijf Kloosterziel"
)]
fn a_trade_is_left_alone(#[case] text: &str, #[case] one: &str, #[case] other: &str) {
    assert_eq!(mask(&[one, other]).text(text), text);
}

/// Five hundred companies, some of them called by an ordinary word.
fn companies() -> Vec<String> {
    let first = "Go Base Linear Notion Target Monday Orange Signal Bright Vertex Northwind Zyxwvu Kartoffel \
        Brücken Delacroix Perrin Okafor Lindqvist Ferreira Blue Open Data Rapid Summit Quibble";
    let last = [
        "",
        "GmbH",
        "Systems",
        "Labs Ltd",
        "& Sons",
        "Software",
        "Group",
        "Consulting",
        "Foods AG",
        "et Fils SARL",
        "Health Inc",
        "Digital",
        "Works",
        "Partners LLP",
        "Logistics",
        "Studio",
        "Energy",
        "Holding SA",
        "Media",
        "and Daughters",
    ];
    let names = first
        .split_whitespace()
        .flat_map(|f| last.iter().map(move |l| format!("{f} {l}")));
    names.map(|name| name.trim().to_owned()).collect()
}

#[test]
fn at_most_one_word_in_a_hundred_is_masked_where_there_are_no_names() {
    let names = companies();
    let refs: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(refs.len(), 500);
    few_are_masked(&mask(&refs), &texts());
}

fn texts() -> Vec<String> {
    let files = [
        include_str!("../../../../fixtures/demo/feedback.csv"),
        include_str!("../../../../fixtures/demo/exit_surveys.csv"),
    ];
    let rows = files
        .iter()
        .flat_map(|file| csv::Reader::from_reader(file.as_bytes()).into_records());
    rows.map(|row| row.unwrap()[4].to_owned()).collect()
}

#[track_caller]
fn few_are_masked(mask: &Mask, texts: &[String]) {
    let words: usize = texts
        .iter()
        .map(|text| text.split_whitespace().count())
        .sum();
    let masked: usize = texts
        .iter()
        .map(|text| mask.text(text).matches('#').count())
        .sum();
    assert!(words > 1500, "{words} words");
    assert!(masked * 100 <= words, "{masked} of {words} words");
}

/// Customers called by the words of the texts themselves.
#[test]
fn names_that_are_words_of_the_texts_mask_few_of_them() {
    let texts = texts();
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_ascii_alphabetic()));
    let words: BTreeSet<String> = words
        .filter(|word| word.len() > 3)
        .map(str::to_lowercase)
        .collect();
    let names: Vec<String> = words
        .iter()
        .take(500)
        .map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        })
        .collect();
    let refs: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(refs.len(), 500);
    let english = texts.iter().filter(|text| text.contains(" the "));
    let small: Vec<String> = english.map(|text| text.to_lowercase()).collect();
    few_are_masked(&mask(&refs), &small);
    // The same two by two, as they are written.
    let pairs = names.iter().zip(names.iter().rev());
    let pairs: Vec<String> = pairs.map(|(one, other)| format!("{one} {other}")).collect();
    let refs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    few_are_masked(&mask(&refs), &texts);
}
