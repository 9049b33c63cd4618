//! Names that stand in texts in another form than they were given in: by the grammar of their language, without what
//! they deal in, with their figure apart, by a word of their id. Must not know how a name is written otherwise.

use rstest::rstest;

use super::*;

/// What stays of a name whose last letters give way in its other forms.
#[rstest]
#[case("Twarożek", "u Twarożka, z Twarożkiem", "u #1ka, z #1kiem")]
#[case("Złota Brama", "w Złotej Bramie, Złotą Bramę", "w #1ej #1ie, #1ę")]
#[case("Bączek", "od Bączka", "od #1ka")]
#[case("Kwiatkowska Piekarnia", "o Kwiatkowskiej", "o #1iej")]
#[case("Krejčíček", "s Krejčíčkem", "s #1kem")]
#[case("Biały Kruk", "u Białego Kruka", "u #1ego Kruka")]
#[case("Krejčí", "u Krejčího", "u #1ího")]
#[case("Kaarnikka Oy", "Kaarnikan, Kaarnikassa", "#1n, #1ssa")]
#[case("Nieminen", "Niemisen, Niemiselle", "#1sen, #1selle")]
#[case("Gąska", "w Gąsce, bez Gąski, z Gąskami", "w #1, bez #1i, z #1ami")]
#[case("Zaruga", "w Zarudze, bez Zarugi", "w #1, bez #1i")]
#[case("Wilgota", "w Wilgocie", "w #1")]
#[case("Wróbel", "u Wróbla, Wróblowi", "u #1a, #1owi")]
#[case("Gołąb", "od Gołębia", "od #1a")]
#[case("Straka", "ve Strace, bez Straky", "ve #1, bez #1y")]
#[case("Mertalampi Oy", "Mertalammen, Mertalammesta", "#1n, #1sta")]
#[case("Kukkila, Hirta", "Hirran, Hirralla", "#1n, #1lla")]
#[case("Ruokanki", "Ruokangissa, Ruokangin", "#1ssa, #1n")]
#[case("Παπαδόκης", "του Παπαδόκη", "του #1η")]
#[case("Καραμπέτσος ΑΕ", "του Καραμπέτσου", "του #1ου")]
#[case("Золотой Ключ", "у Золотого Ключа", "у #1го #1а")]
fn what_stays_of_a_name_in_its_forms_is_found(
    #[case] name: &str,
    #[case] text: &str,
    #[case] masked: &str,
) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// A word that only begins like a name is another one.
#[rstest]
#[case("Marketo", "marketing of markets")]
#[case("Statista", "statistics, statistical")]
#[case("Optimizely", "optimized by an optimizer")]
#[case("Analytica", "our analytics")]
#[case("Brightwave", "brightwell, brighter")]
#[case("Twarożek", "twarogowy, twaroz")]
#[case("Gąska", "gasping, gasoline, gascon")]
#[case("Optika", "optics, optical, option")]
#[case("Marvel", "marvelous marvels")]
fn what_only_begins_like_a_name_stays(#[case] name: &str, #[case] text: &str) {
    assert_eq!(mask(&[name]).text(text), text);
}

/// A figure of a name may stand apart from its word, unless anybody counts or numbers by that.
#[rstest]
#[case("Studio 54", "Studio54, studio 54, #studio-54", "#1, #1, ##1")]
#[case("Route 66 Berlin", "on route 66, Route66", "on #1, #1")]
#[case("4wolves", "4 wolves, #4wolves, 4-Wolves", "#1, ##1, #1")]
#[case("4wolves", "four wolves, FourWolves, vier Wolves", "#1, #1, #1")]
#[case("Four Wolves Ltd", "4 wolves, 4wolves, #4wolves", "#1, #1, ##1")]
#[case("Wolves 12", "Wolves twelve, twelve wolves", "#1, twelve wolves")]
#[case("Ten Months", "10 months", "10 months")]
#[case("Tencent", "10 cent", "10 cent")]
#[case("4seasons Media", "4 seasons, #4Seasons", "#1, ##1")]
#[case("Level 3", "level 3 support, Level3", "level 3 support, #1")]
#[case("Over 50", "over 50 people", "over 50 people")]
fn a_figure_stands_apart_or_not(#[case] name: &str, #[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// What is left of a name without what it deals in, with what its language writes onto it.
#[rstest]
#[case("한빛솔루션", "한빛은 한빛에서도, 솔루션", "#1은 #1에서도, 솔루션")]
#[case("주식회사 두레전자", "두레가, 두레", "#1가, #1")]
#[case("다온 그룹", "다온님, 그룹", "#1님, 그룹")]
#[case("우리은행", "우리가, 우리은행에", "우리가, #1에")]
#[case("ミラテック", "ミラは", "#1は")]
#[case("鼎峰半导体有限公司", "鼎峰说", "#1说")]
fn a_name_is_found_without_its_trade(#[case] name: &str, #[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&[name]).text(text), masked);
}

/// The sign between two letters says what a word between them does not.
#[test]
fn two_letters_are_a_name_where_a_sign_joins_them() {
    let text = "C&A, c & a, C&amp;A, C und A, #CandA; b and c and a";
    let masked = "#1, #1, #1, #1, ##1; b and c and a";
    assert_eq!(mask(&["C & A"]).text(text), masked);
}

/// A word of an id that says something stands for its customer, whatever the id has beside it.
#[test]
fn a_word_of_an_id_is_found_alone() {
    let named = |(external, number): (&str, i64)| MaskedName {
        account: AccountId(number),
        name: format!("Vx{number}"),
        external: external.to_owned(),
        alias: format!("#{number}"),
    };
    let ids = ["brimhollow-eu", "org-tarnholt-7", "workspace-eu-9", "cus_1"];
    let names: Vec<MaskedName> = ids.into_iter().zip(1..).map(named).collect();
    let text = "eu-brimhollow-01, Brimhollow; Tarnholt's org, our workspace in eu, cus";
    let masked = "eu-#1-01, #1; #2's org, our workspace in eu, cus";
    assert_eq!(Mask::new(&names).text(text), masked);
}
