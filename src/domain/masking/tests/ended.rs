//! Names with the endings of their language, with a sign at their end, and cut short.
//! Must not know how a name is written otherwise.

use rstest::rstest;

use super::*;

/// A short name with an ending of its language, and what only begins like one.
#[rstest]
#[case("ЗАО Вектрон", "у Вектрона, Вектроном, Вектрону", "у #1а, #1ом, #1у")]
#[case("Łóżewik", "o Łóżewiku", "o #1u")]
#[case("Yıldem A.Ş.", "Yıldemin", "#1in")]
#[case("Zalvo Oy", "Zalvossa, Zalvolla, Zalvon", "#1ssa, #1lla, #1n")]
#[case(
    "Allegro Sp. z o.o.",
    "z Allegrem, w Allegrze, od Allegra",
    "z #1em, w #1ze, od #1a"
)]
#[case("ООО Ромилка", "у Ромилки, Ромилкой, Ромилку", "у #1и, #1ой, #1у")]
#[case("Krixo", "krixograph, krixomat", "krixograph, krixomat")]
fn a_name_with_an_ending_is_found(#[case] name: &str, #[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// A sign at its end does not join a name to what follows.
#[rstest]
#[case(
    "Kanvel+",
    "Kanvel and more things, Kanvel+",
    "#1 and more things, #1+"
)]
#[case("Plus+", "a plus and a minus", "a plus and a minus")]
fn a_sign_at_the_end_joins_nothing(#[case] name: &str, #[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// What is left of a name where a sentence was cut.
#[rstest]
#[case("Müßiggang & Söhne", "for Müß…", "for #1…")]
#[case("Quandelwerk", "at Quand…, at quand…", "at #1…, at quand…")]
#[case("Happy Valley Farms", "at Happy Va…", "at #1…")]
#[case(
    "株式会社青葉精機",
    "また株式会社青…, 株式会…, 青葉…",
    "また#1…, #1…, #1…"
)]
fn a_piece_at_the_end_of_a_cut_sentence_is_covered(
    #[case] name: &str,
    #[case] text: &str,
    #[case] masked: &str,
) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// A name that is nothing but a word for `and` is one all the same, in its own spelling.
#[test]
fn a_name_that_joins_others_is_a_name() {
    for name in ["ög", "Och", "And"] {
        let masked = mask(&[name])
            .text(&format!("ask {name} and me & you"))
            .into_owned();
        assert_eq!(masked, "ask #1 and me & you", "{name}");
    }
}

/// What is opened in a name is closed with it.
#[rstest]
#[case("ООО «Ромашкин Двор»", "ООО «Ромашкин Двор» (к)", "#1 (к)")]
#[case(
    "Happy Home Insurance (HHI)",
    "of Happy Home Insurance (HHI).",
    "of #1."
)]
#[case("Kanvelwerk", "(Kanvelwerk) \"Kanvelwerk\"", "(#1) \"#1\"")]
fn a_sign_that_closes_a_name_goes_with_it(
    #[case] name: &str,
    #[case] text: &str,
    #[case] masked: &str,
) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// A month of a year is nobody, also where somebody is called so.
#[test]
fn a_month_with_its_year_is_a_time() {
    let text = "the review of October 2026, asked by October";
    let masked = mask(&["October"]).text(text).into_owned();
    assert_eq!(masked, "the review of October 2026, asked by #1");
}
