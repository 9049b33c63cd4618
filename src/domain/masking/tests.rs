//! What masking must hide, and what it must leave alone.
//! Must not know the store: everything is made by hand.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::ids::AccountId;

fn mask(names: &[&str]) -> Mask {
    let names: Vec<MaskedName> = names
        .iter()
        .enumerate()
        .map(|(i, name)| MaskedName {
            account: AccountId(1 + i as i64),
            name: (*name).to_owned(),
            alias: format!("#{}", i + 1),
        })
        .collect();
    Mask::new(&names).unwrap()
}

#[rstest]
#[case("Northwind left", "#1 left")]
#[case("we at NORTHWIND  gmbh left", "we at #1 left")]
#[case("northwind-gmbh's invoice", "#1's invoice")]
#[case(
    "Müller was here, and Muller, and MU\u{308}LLER",
    "#2 was here, and #2, and #2"
)]
#[case("Ada adapts", "#3 adapts")]
#[case("the report was lost in reporting", "the #4 was lost in reporting")]
#[case("Northwind GmbH Berlin closed", "#5 closed")]
#[case("株式会社山田商店様", "#6様")]
#[case("Strasse & Co, Straße", "#7, #7")]
#[case("zz Go zzz", "zz #8 zzz")]
fn names_become_aliases(#[case] text: &str, #[case] masked: &str) {
    let mask = mask(&[
        "Northwind GmbH",
        "Müller",
        "Ada",
        "Report",
        "Northwind GmbH Berlin",
        "山田商店",
        "Straße & Co.",
        "Go",
    ]);
    let masked = masked.replace("#6様", "株式会社#6様");
    assert_eq!(mask.text(text), masked);
}

#[rstest]
#[case("mail jo.doe+x@example.co.uk now", "mail [e-mail] now")]
#[case("see https://northwind.example/a?b=c.", "see [link].")]
#[case("(www.northwind.de)", "([link])")]
#[case("northwind.com is down", "[link] is down")]
#[case("call +49 (0)30 123456-7!", "call [phone]!")]
#[case("call 030/1234567, please", "call [phone], please")]
#[case("call (555) 123-4567", "call [phone]")]
#[case(
    "since 2026-10-31 or 31.10.2026, 2025-2026",
    "since 2026-10-31 or 31.10.2026, 2025-2026"
)]
#[case(
    "it cost 1,200.50 for 12 seats.It broke e.g. twice",
    "it cost 1,200.50 for 12 seats.It broke e.g. twice"
)]
#[case("support@ and @support", "support@ and @support")]
#[case("jo@northwind.com", "[e-mail]")]
fn addresses_become_what_they_are(#[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&["Northwind GmbH"]).text(text), masked);
}

#[test]
fn a_mask_that_is_off_changes_nothing() {
    let text = "Northwind GmbH, jo@northwind.com, +49 30 1234567";
    assert!(matches!(Mask::off().text(text), Cow::Borrowed(same) if same == text));
    assert_eq!(Mask::off().named("Northwind", "#1"), "Northwind");
    assert_eq!(mask(&[]).named("Northwind", "#1"), "#1");
}

#[test]
fn a_hundred_thousand_names_are_found() {
    let names: Vec<String> = (0..100_000)
        .map(|n| format!("Company {n:06} Ltd"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mask = mask(&names);
    assert_eq!(mask.text("like company 077777 ltd."), "like #77778.");
    assert_eq!(mask.text("like Company 000003 said"), "like #4 said");
}

proptest! {
    #[test]
    fn no_known_name_survives(
        names in prop::collection::vec("[a-zA-ZäöüÉß0-9]{1,9}( [a-zA-Z]{1,7})?", 1..12),
        words in prop::collection::vec("[a-z]{0,6}[ ,.!?\n]{1,2}", 1..12),
        upper in any::<bool>(),
    ) {
        let refs: Vec<&str> = names.iter().map(String::as_str).collect();
        let mask = mask(&refs);
        let mut text = String::new();
        for (i, word) in words.iter().enumerate() {
            let name = &names[i % names.len()];
            text.push_str(word);
            text.push_str(&if upper { name.to_uppercase() } else { name.clone() });
            text.push(' ');
        }
        let masked = mask.text(&text);
        let left = fold(&masked.replace('#', " alias "));
        for name in &names {
            let name = fold(name).name();
            let survives = left
                .text()
                .match_indices(&name)
                .any(|(at, hit)| left.stands_alone(at..at + hit.len()));
            prop_assert!(!survives || name.chars().all(|c| c.is_ascii_digit()) || "alias".contains(&name), "{name} in {masked}");
        }
    }

    #[test]
    fn masking_never_panics(text in "\\PC{0,60}", name in "\\PC{0,12}") {
        let _ = mask(&[&name, "Acme SA"]).text(&text);
    }
}
