//! What is learned and what is not: by tables, and by what holds of any texts.

use proptest::prelude::*;

use super::evaluated::{Evaluated, Hits, evaluate};
use super::learning::{Learning, Slice};
use super::pieces::{Counting, Vocabulary, pieces};
use super::read_once::read_once;
use super::weights::Fitting;
use super::{Example, LEAST, Learned, TaggedText, suggested};
use crate::domain::fold::fold;

const PRICE: usize = 0;
const SPEED: usize = 1;
const EXPORT: usize = 2;

/// What customers say of each of three tags.
const SAID: [[&str; 4]; 3] = [
    [
        "too expensive",
        "the price went up",
        "costs too much",
        "cheaper elsewhere",
    ],
    [
        "so slow",
        "it takes ages to load",
        "slower every week",
        "loading takes a minute",
    ],
    [
        "export to excel is broken",
        "no csv export",
        "exports lose rows",
        "cannot export",
    ],
];

const AROUND: [&str; 5] = [
    "for us here",
    "since the spring",
    "and nobody answers",
    "we told you",
    "as always",
];

fn told(text: &str, tags: &[usize]) -> TaggedText {
    TaggedText {
        words: fold(text),
        tags: tags.to_vec(),
    }
}

/// So many different texts, with one tag after the other.
fn written(n: usize) -> Vec<(String, Vec<usize>)> {
    let one = |at: usize| {
        let (tag, said, around) = (at % 3, at / 3 % 4, at / 12 % 5);
        let text = format!("{} {} ({at})", SAID[tag][said], AROUND[around]);
        (text, vec![tag])
    };
    (0..n).map(one).collect()
}

fn texts(n: usize) -> Vec<TaggedText> {
    let texts = written(n).into_iter();
    texts.map(|(text, tags)| told(&text, &tags)).collect()
}

fn vocabulary(texts: &[&TaggedText], tags: usize) -> Vocabulary {
    let mut counting = Counting::default();
    texts.iter().for_each(|text| counting.add(text));
    counting.known(tags)
}

fn first(learned: &Learned, text: &str) -> Option<usize> {
    let suggested = learned.suggest(&fold(text)).into_iter().next();
    suggested.map(|one| one.tag)
}

#[test]
fn words_pairs_and_pieces_are_what_a_text_is_known_by() {
    for (words, known) in [
        ("", ""),
        ("a", "#0, a , a "),
        ("so it", "#1, so it , so , so, so ,so , it , it, it ,it "),
        (
            "slow",
            "#0, slow , sl, slo, slow,slo,slow,slow ,low,low ,ow ",
        ),
        (
            "遅い い",
            "#1, 遅い い , 遅い , 遅い, 遅い ,遅い , い , い ",
        ),
    ] {
        let mut found = Vec::new();
        pieces(words, |piece, _| found.push(piece.to_owned()));
        assert_eq!(found.join(","), known, "{words}");
    }
}

#[test]
fn what_was_tagged_teaches_what_to_tag() {
    let learned = Learned::from(&texts(60), 1).unwrap();
    for (text, tag) in [
        ("Much too EXPENSIVE!", PRICE),
        ("expensiv", PRICE),
        ("it loads slowly", SPEED),
        ("exporting a CSV", EXPORT),
    ] {
        assert_eq!(first(&learned, text), Some(tag), "{text}");
    }
    let both = learned.suggest(&fold("the price went up and the csv export lose rows"));
    let mut both: Vec<usize> = both.iter().take(2).map(|one| one.tag).collect();
    both.sort_unstable();
    assert_eq!(both, [PRICE, EXPORT]);
    assert!(learned.suggest(&fold("cheaper elsewhere"))[0].is_sure());
    assert_eq!(learned.suggest(""), []);
    assert_eq!(learned.suggest("қымбат"), []);
}

#[test]
fn the_words_that_speak_for_a_tag_are_named() {
    let learned = Learned::from(&texts(60), 1).unwrap();
    let text = fold("Hello, as always: the CSV export is late and the price went up, up, up");
    for (tag, words) in [(EXPORT, ["export", "csv"]), (PRICE, ["price", "up"])] {
        let said = learned.speaking(&text, tag);
        assert!(said.len() <= 3, "{said:?}");
        assert!(
            words
                .iter()
                .any(|word| said.first().is_some_and(|first| first == word)),
            "{said:?}"
        );
        assert!(
            words.iter().all(|word| said.iter().any(|one| one == word)),
            "{said:?}"
        );
    }
    // A tag that was not learned, and a text without a known word.
    assert!(learned.speaking(&text, 9).is_empty());
    assert!(learned.speaking("қымбат", PRICE).is_empty());
    assert!(learned.speaking("", PRICE).is_empty());
}

#[test]
fn nothing_is_learned_where_there_is_too_little() {
    let same = |text: &str, n: usize| vec![told(text, &[PRICE]); n];
    let rare: Vec<TaggedText> = (0..40).map(|tag| told("so slow", &[tag])).collect();
    let mut one_and_two = same("too expensive", 38);
    one_and_two.extend([told("so slow", &[SPEED]), told("slower", &[SPEED])]);
    for (what, texts) in [
        ("no texts", Vec::new()),
        ("ten texts", texts(10)),
        ("all but enough", texts(LEAST - 1)),
        ("one tag", same("too expensive", 50)),
        ("tags that few have", rare),
        ("one tag and two texts with another", one_and_two),
        ("no tags", vec![told("so slow", &[]); 50]),
    ] {
        assert!(Learned::from(&texts, 1).is_none(), "{what}");
    }
    assert!(Learned::from(&texts(LEAST), 1).is_some());
}

#[test]
fn texts_of_any_kind_are_learned_from() {
    let long = "so slow and dear ".repeat(60_000);
    let six = "zu teuer / trop cher / 高すぎる / слишком дорого / 너무 비싸요 / 太贵了";
    let said = [
        "slow",
        "🙂",
        "🙂🙂 👩\u{200d}👧",
        "",
        "\0\u{202e}",
        six,
        &long,
        "e\u{301}",
    ];
    let texts: Vec<TaggedText> = (0..64).map(|at| told(said[at % 8], &[at % 2])).collect();
    let learned = Learned::from(&texts, 1).unwrap();
    for text in said {
        for one in learned.suggest(&fold(text)) {
            assert!(one.chance > 0.0 && one.chance < 1.0, "{text:.40}: {one:?}");
        }
    }
    // The same text with either tag: nobody can be sure.
    let torn: Vec<TaggedText> = (0..64).map(|at| told("so slow", &[at % 2])).collect();
    let torn = Learned::from(&torn, 1).unwrap().suggest("so slow");
    assert!(torn.iter().all(|one| !one.is_sure()), "{torn:?}");
}

#[test]
fn many_tags_take_no_more_room_than_few() {
    let word = |at: usize| format!("w{}", at * 7919 % 99_991);
    let texts = (0..100).map(|at| {
        let from = at / 2 * 300;
        let words: Vec<String> = (from..from + 300).map(word).collect();
        told(&words.join(" "), &[at % 3])
    });
    let texts: Vec<TaggedText> = texts.collect();
    let texts: Vec<&TaggedText> = texts.iter().collect();
    assert!(vocabulary(&texts, 3).len() > 30_000);
    assert_eq!(vocabulary(&texts, 500).len(), 24_001);
}

#[test]
fn weights_are_where_no_row_pulls_any_further() {
    let texts = texts(60);
    let all: Vec<&TaggedText> = texts.iter().collect();
    let vocabulary = vocabulary(&all, 3);
    let examples = texts.iter().map(|text| Example {
        row: vocabulary.row(&text.words),
        has: (0..3).map(|tag| text.tags.contains(&tag)).collect(),
    });
    let examples: Vec<Example> = examples.collect();
    let mut fitting = Fitting::of(&examples, vocabulary.len());
    // In slices of any size.
    while !fitting.go_on(&examples, 7) {}
    let weights = fitting.weights();
    let at = |place: usize| weights.scores(&vec![(place, 1.0)]);
    let mut pulled = vec![[0.0_f32; 3]; vocabulary.len()];
    for example in &examples {
        let scores = weights.scores(&example.row);
        for (place, counts) in &example.row {
            for (tag, score) in scores.iter().enumerate() {
                let chance = 1.0 / (1.0 + (-score).exp());
                let has = f32::from(u8::from(example.has[tag]));
                pulled[*place][tag] += 10.0 * (has - chance) * counts;
            }
        }
    }
    for (place, pulled) in pulled.iter().enumerate() {
        for (weight, pulled) in at(place).iter().zip(pulled) {
            assert!((weight - pulled).abs() < 0.05, "{place}: {weight} {pulled}");
        }
    }
}

#[test]
fn what_was_held_out_is_counted() {
    // Told twice, once in capitals and with another tag: one text with two tags.
    let mut said = written(90);
    said.push(("TOO EXPENSIVE for us here (0)!".to_owned(), vec![EXPORT]));
    said.extend([(String::new(), vec![PRICE]), ("so slow".to_owned(), vec![])]);
    said.push(("🙂".to_owned(), vec![PRICE]));
    let found = evaluate(said.clone(), 60, 1);
    let counts = (found.looked_at, found.texts, found.tags);
    assert_eq!(counts, (94, 90, 3));
    let tried = found.tried.unwrap();
    let hits = tried.suggested.unwrap();
    assert_eq!(tried.held_out, 30);
    assert!(hits.first > 25 && hits.first_three == 30, "{tried:?}");
    assert!(
        tried.sure > 15 && tried.sure - tried.sure_right < 3,
        "{tried:?}"
    );
    assert_eq!(tried.commonest.first_three, 30);
    assert!((5..=15).contains(&tried.commonest.first), "{tried:?}");
    assert_eq!(evaluate(said.clone(), 90, 1).tried, None);
    let silent = evaluate(said, 10, 1).tried.unwrap();
    assert_eq!((silent.held_out, silent.suggested), (80, None));
    assert_eq!((silent.sure, silent.sure_right), (0, 0));
}

#[test]
fn any_of_the_tags_of_a_text_is_right() {
    let mut hits = Hits::default();
    let text = told("so slow and dear", &[PRICE, SPEED]);
    for suggested in [&[SPEED, EXPORT][..], &[EXPORT, 7, PRICE], &[EXPORT], &[]] {
        hits.take(suggested, &text);
    }
    assert_eq!((hits.first, hits.first_three), (1, 2));
}

#[test]
fn another_seed_draws_other_texts() {
    let found = |seed| evaluate(written(90), 30, seed).tried.unwrap();
    assert!((2..6).any(|seed| found(seed) != found(1)));
}

/// Texts of a few words out of twelve, each with some of four tags.
fn any_texts() -> impl Strategy<Value = Vec<(String, Vec<usize>)>> {
    let words = prop::collection::vec("[a-c]{1,4}|Zu|teuer|高い|🙂|\\PC{0,3}", 0..5);
    let tags = prop::collection::btree_set(0..4_usize, 0..3);
    let one = (words, tags).prop_map(|(words, tags)| (words.join(" "), tags.into_iter().collect()));
    prop::collection::vec(one, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_texts_is_of_no_account(
        (one, other) in any_texts().prop_flat_map(|texts| (Just(texts.clone()), Just(texts).prop_shuffle())),
        seed: u64,
    ) {
        let found: Evaluated = evaluate(one.clone(), 20, seed);
        prop_assert_eq!(evaluate(one.clone(), 20, seed), found);
        prop_assert_eq!(evaluate(other.clone(), 20, seed), found);
        let learned = [one, other].map(|texts| {
            let texts: Vec<TaggedText> = texts.iter().map(|(text, tags)| told(text, tags)).collect();
            Learned::from(&texts, seed).map(|learned| learned.suggest("abc zu teuer"))
        });
        prop_assert_eq!(&learned[0], &learned[1]);
        for suggested in learned.iter().flatten() {
            prop_assert!(suggested.len() <= 3);
            prop_assert!(suggested.is_sorted_by(|one, next| one.chance >= next.chance));
            prop_assert!(suggested.iter().all(|one| one.chance > 0.0 && one.chance < 1.0));
        }
    }
}

#[test]
fn what_reads_alike_teaches_once_what_half_of_it_agrees_on() {
    let same = |tags: &[&[usize]]| {
        let all = tags.iter().enumerate();
        all.map(|(n, tags)| (format!("Too expensive for us. ({n})"), tags.to_vec()))
            .collect::<Vec<_>>()
    };
    for (tags, agreed) in [
        (&[&[PRICE][..]][..], &[PRICE][..]),
        (&[&[PRICE], &[EXPORT]], &[PRICE, EXPORT]),
        (&[&[PRICE], &[PRICE, EXPORT], &[SPEED]], &[PRICE]),
        (&[&[PRICE, PRICE], &[EXPORT], &[SPEED]], &[]),
        (&[&[], &[SPEED], &[]], &[SPEED]),
    ] {
        let found = read_once(same(tags));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].tags, agreed, "{tags:?}");
    }
}

#[test]
fn learning_goes_in_slices_and_comes_to_an_end() {
    let mut learning = Learning::of(&texts(60), 1).unwrap();
    let mut slices = 0;
    let learned = loop {
        learning = match learning.go_on() {
            Slice::More(learning) => learning,
            Slice::Done(learned) => break learned,
        };
        slices += 1;
    };
    // Five courses, of which four are tried, none of them done at once.
    assert!((19..100).contains(&slices), "{slices}");
    let whole = Learned::from(&texts(60), 1).unwrap();
    let text = fold("the price went up and the csv export lose rows");
    assert_eq!(learned.suggest(&text), whole.suggest(&text));
}

#[test]
fn nothing_is_said_to_be_certain() {
    let said = [0.0001, 0.004, 0.816, 0.9999].map(suggested::percent);
    assert_eq!(said, ["1 %", "1 %", "82 %", "99 %"]);
}
