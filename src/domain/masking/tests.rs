//! What masking must hide, and what it must leave alone.
//! Must not know the store: everything is made by hand.

mod alone;
mod ended;
mod kin;
mod words;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::account::AccountBrief;
use crate::domain::ids::AccountId;

fn mask(names: &[&str]) -> Mask {
    let names: Vec<MaskedName> = names
        .iter()
        .enumerate()
        .map(|(i, name)| MaskedName {
            account: AccountId(1 + i as i64),
            name: (*name).to_owned(),
            external: String::new(),
            alias: format!("#{}", i + 1),
        })
        .collect();
    Mask::new(&names)
}

#[rstest]
#[case("Northwind left", "#1 left")]
#[case("we at NORTHWIND  gmbh left", "we at #1 left")]
#[case("northwind-gmbh's invoice", "#1's invoice")]
#[case(
    "Müller was here, and Muller, and MU\u{308}LLER, Mueller",
    "#2 was here, and #2, and #2, #2"
)]
#[case("Ada adapts", "#3 adapts")]
#[case("the report was lost in reporting", "the report was lost in reporting")]
#[case("the Report was lost in Reporting", "the #4 was lost in Reporting")]
#[case("Northwind GmbH Berlin closed", "#5 closed")]
#[case("株式会社山田商店様", "#6様")]
#[case("Strasse & Co, Straße, eine straße", "#7, #7, eine straße")]
#[case("zz Go zzz, go GoPro", "zz #8 zzz, go GoPro")]
fn names_become_aliases(#[case] text: &str, #[case] masked: &str) {
    let mask = mask(&[
        "Northwind GmbH",
        "Müller",
        "Ada",
        "Report",
        "Northwind GmbH Berlin",
        "株式会社山田商店",
        "Straße & Co.",
        "Go",
    ]);
    assert_eq!(mask.text(text), masked);
}

/// Parts of names that are written in odd ways, and what is only like them.
#[rstest]
#[case("Q.U.E.L.L. left, q u e l l too", "#1. left, #1 too")]
#[case("they quell the noise", "they quell the noise")]
#[case("QUELL International left", "#1 left")]
#[case("ask Zwirbelx about it", "ask #2 about it")]
#[case("🦜 Papagallo 🏴 left, papagallo🦜!", "#3 left, #3!")]
#[case("🦜 is a parrot", "🦜 is a parrot")]
#[case("options a, b, c, a b c", "options a, b, c, a b c")]
#[case("A.B.C. went", "#6. went")]
#[case("added note \"Grumbelw…\"", "added note \"#4…\"")]
#[case("added note \"Total Energies Hin…\"", "added note \"#8…\"")]
#[case("added note \"Total Energies…\"", "added note \"#8…\"")]
#[case(
    "added note \"we call…\", Zwir ...",
    "added note \"we call…\", Zwir ..."
)]
fn parts_in_odd_writing_become_aliases(#[case] text: &str, #[case] masked: &str) {
    let mask = mask(&[
        "Q.U.E.L.L. International",
        "OneZwirbelxTwo",
        "🦜 Papagallo 🏴",
        "Grumbelwirbel GmbH",
        "Callisto",
        "A.B.C. Handel",
        "D E F Shop",
        "Total Energies Hinderlang",
    ]);
    assert_eq!(mask.text(text), masked);
}

/// Parts with figures, and with marks that are written out or not.
#[rstest]
#[case("Krix42 alone, krix42, Krix 42, KRIX-42", "#1 alone, #1, #1, #1")]
#[case("ask Bruentzel, Brüntzel, Bruntzel", "ask #2, #2, #2")]
#[case("Grünwaldau said, Grünwaldau Systemhaus", "#3 said, #3")]
#[case("Zwoelfacker Möndel, Zwölfacker", "#4 #4, #4")]
#[case("one of 24 days, 24seven, Web2", "one of 24 days, 24seven, Web2")]
#[case("the Grunwolder and the Gruenwolder", "the #6 and the #5")]
fn parts_with_figures_and_marks_become_aliases(#[case] text: &str, #[case] masked: &str) {
    let mask = mask(&[
        "Krix42 Systems GmbH",
        "Brüntzel Anlagenbau AG",
        "Gruenwaldau Systemhaus",
        "Zwölfacker Moendel KG",
        "Gruenwolder & 24seven",
        "Grunwolder Web2",
    ]);
    assert_eq!(mask.text(text), masked);
}

/// Every way in which one company's name came up, and what is left of it.
#[rstest]
#[case("zyxwvukartoffel hates this", "#1 hates this")]
#[case(
    "Zyxwvu-Kartoffel, Zyxwvu_Kartoffel, Zyxwvu\u{a0}Kartoffel, Zyxwvu\nKartoffel",
    "#1, #1, #1, #1"
)]
#[case("Kartoffel people (the Zyxwvu ones)", "#1 people (the #1 ones)")]
#[case(
    "at https://app.example/c/zyx-kartoffel?n=Zyxwvu%20Kartoffel",
    "at [link]"
)]
#[case("c/zyx-kartoffel n=Zyxwvu%20Kartoffel", "c/#1 n=#1")]
#[case(
    "Ｚｙｘｗｖｕ Ｋａｒｔｏｆｆｅｌ and Z y x w v u Kartoffel",
    "#1 and #1"
)]
#[case("#ZyxwvuKartoffel @zyxwvu_kartoffel", "##1 @#1")]
#[case("Zyxwvu\u{200b}Kartoffel, Z\u{200b}yxwvu Kartoffel\u{301}", "#1, #1")]
#[case("id zyx-kartoffel, not a2", "id #1, not a2")]
#[case("Mirabellenwerke, Mirabellen-Werke, mirabellen werke", "#2, #2, #2")]
#[case("Oresund-Brucken and Öresund Brücken og Søn", "#3 and #3")]
#[case("Oeresund Bruecken & Soen", "#3")]
#[case("Smith, Jones & Partners; Smith Jones Partners LLP", "#4; #4 LLP")]
#[case("#SmithJonesAndPartners", "##4")]
#[case("ひまわり電機は", "#5は")]
#[case("this is the base, at Base, BASE", "this is the base, at #6, BASE")]
#[case("open data works, workings", "open #7, workings")]
fn a_name_is_found_however_it_is_written(#[case] text: &str, #[case] masked: &str) {
    let names = [
        ("Zyxwvu Kartoffel GmbH", "zyx-kartoffel"),
        ("Mirabellen Werke AG", "a2"),
        ("Øresund-Brücken & Søn ApS", "C-00012"),
        ("Smith, Jones and Partners LLP", "17"),
        ("株式会社ひまわり電機", "a6"),
        ("Base", "a7"),
        ("Data Works Ltd", "a8"),
    ];
    let names = names
        .iter()
        .zip(1..)
        .map(|((name, external), i)| MaskedName {
            account: AccountId(i),
            name: (*name).to_owned(),
            external: (*external).to_owned(),
            alias: format!("#{i}"),
        });
    let mask = Mask::new(&names.collect::<Vec<_>>());
    assert_eq!(mask.text(text), masked);
}

/// The text without one customer, erased from it.
fn without(name: &str, text: &str) -> Option<String> {
    let own = MaskedName {
        account: AccountId(1),
        name: name.to_owned(),
        external: String::new(),
        alias: "#1".to_owned(),
    };
    Traces::new(&[own], std::iter::empty(), std::iter::empty()).taken_from(text)
}

/// A legal form that is written onto the name may end with another one: the name is what is left of all of it, each
/// time anew.
#[rstest]
#[case("上海泽鹏有限公司", "上海泽鹏")]
#[case("深圳市鲲腾科技股份有限公司", "深圳市鲲腾科技")]
#[case("北京沃鲁有限责任公司", "北京沃鲁")]
#[case("臺北灃鼎有限責任公司", "臺北灃鼎")]
#[case("株式会社カドミラ", "カドミラ")]
#[case("カドヌス合同会社", "カドヌス")]
#[case("株式会社カドミラ有限公司", "カドミラ")]
#[case("주식회사한빛누리", "한빛누리")]
#[case("한빛누리유한책임회사", "한빛누리")]
#[case("Zenqua有限公司", "Zenqua")]
fn a_name_is_found_without_the_form_written_onto_it(#[case] name: &str, #[case] short: &str) {
    let text = format!("{name}, {short} and {short}.");
    for _ in 0..8 {
        assert_eq!(mask(&[name]).text(&text), "#1, #1 and #1.");
        assert_eq!(without(name, &text).as_deref(), Some("#1, #1 and #1."));
    }
}

/// What stands between the letters and digits of a name is of no matter.
#[rstest]
#[case(
    "ask AT&T, at&t, AT & T, AT and T, #ATandT, AT + T",
    "ask #1, #1, #1, #1, ##1, #1"
)]
#[case(
    "T-Mobile, TMobile, T Mobile, t-mobile, tmobile, T_MOBILE",
    "#2, #2, #2, #2, #2, #2"
)]
#[case("7-Eleven, 7 Eleven, 7eleven, 7Eleven, 7-ELEVEN", "#3, #3, #3, #3, #3")]
#[case(
    "O'Brien, OBrien, Obrien, obrien, O’Brien, O Brien",
    "#4, #4, #4, #4, #4, #4"
)]
#[case(
    "OBrienWöhrmann, obrien wohrmann, ask O'Brien-Wöhrmann",
    "#4, #4, ask #4"
)]
#[case(
    "D'Angelo, dangelo, DAngelo and the ZwirbWerk, zwirb-werk",
    "#5, #5, #5 and the #5, #5"
)]
#[case("H&M, H & M, h&m, H and M", "#6, #6, #6, #6")]
#[case(
    "look at and tell, at a t, a mobile, 7 of eleven, 7 eleven-year plans",
    "look at and tell, at a t, a mobile, 7 of eleven, 7 eleven-year plans"
)]
#[case(
    "h and m, hm, 5 to 7, 7.11, my angel",
    "h and m, hm, 5 to 7, 7.11, my angel"
)]
#[case(
    "a self service till, our self-service",
    "a self service till, our self-service"
)]
fn what_stands_between_letters_is_of_no_matter(#[case] text: &str, #[case] masked: &str) {
    let names = [
        "AT&T",
        "T-Mobile",
        "7-Eleven",
        "O'Brien-Wöhrmann",
        "D'Angelo Zwirb-Werk GmbH",
        "H&M",
        "Self-Service Quillon",
    ];
    assert_eq!(mask(&names).text(text), masked);
    for (name, alias) in names.iter().zip(1..) {
        if masked.matches('#').count() == masked.matches(&format!("#{alias}")).count()
            && masked.contains('#')
        {
            let left = without(name, text)
                .unwrap_or_default()
                .replace("#1", &format!("#{alias}"));
            assert_eq!(left, masked, "{name}");
        }
    }
}

/// A sign beside a name is no letter of it, whatever letters it is made of.
#[rstest]
#[case("Zenqua™ left, ZENQUA™, Zenqua℠", "#1™ left, #1™, #1℠")]
#[case("Zenqua™\u{fe0f} and ™Zenqua", "#1™\u{fe0f} and ™#1")]
#[case("Zenqua¹, Zenqua²³ and Zenqua₂, ⁴Zenqua", "#1¹, #1²³ and #1₂, ⁴#1")]
#[case("Zenquaª Zenquaº Zenquaᵀᴹ", "#1ª #1º #1ᵀᴹ")]
#[case("Zenqua①, Zenqua⑫, Zenqua❶, ⓐZenqua", "#1①, #1⑫, #1❶, ⓐ#1")]
#[case("Zenqua½, №1 Zenqua№1 ZenquaⅡ", "#1½, №1 #1№1 #1Ⅱ")]
#[case("Zenqua㈱, Zenqua🅰, Zenqua℡, Zenqua㎏", "#1㈱, #1🅰, #1℡, #1㎏")]
#[case("Zenquaʼs own, ʻZenquaʼ", "#1ʼs own, ʻ#1ʼ")]
#[case("Ｚｅｎｑｕａ, Ⓩⓔⓝⓠⓤⓐ, 𝐙𝐞𝐧𝐪𝐮𝐚", "#1, #1, #1")]
#[case("Great™ left; great™, we use Great²", "#2™ left; great™, we use #2²")]
#[case("CO₂ Zorbel, CO2 Zorbel, zorbel™", "#3, #3, #3™")]
#[case("ask Market, market, Market™, Market GmbH", "ask #4, market, #4, #4")]
#[case(
    "5 m², 20 ℃, ½ of it, №1, 1º, CO₂ and H₂O™",
    "5 m², 20 ℃, ½ of it, №1, 1º, CO₂ and H₂O™"
)]
fn a_sign_beside_a_name_is_no_letter(#[case] text: &str, #[case] masked: &str) {
    let names = ["Zenqua (UK) Limited", "Great", "CO₂ Zorbel", "Market™ GmbH"];
    assert_eq!(mask(&names).text(text), masked);
    if masked.contains("#1") {
        assert_eq!(without(names[0], text).as_deref(), Some(masked));
    }
}

#[rstest]
#[case("mail jo.doe+x@example.co.uk now", "mail [e-mail] now")]
#[case("see https://northwind.example/a?b=c.", "see [link].")]
#[case("(www.northwind.de)", "([link])")]
#[case("northwind.com is down", "[link] is down")]
#[case("call +49 (0)30 123456-7!", "call [phone]!")]
#[case("call 030/1234567, please", "call [phone], please")]
#[case("06 12 34 56 78 or 0151 23456789", "[phone] or [phone]")]
#[case(
    "on 2026-10-01 12:30 and 2026-10-01 2026-11-01",
    "on 2026-10-01 12:30 and 2026-10-01 2026-11-01"
)]
#[case(
    "99900.00, 1.234.567,50, 1 234 567, € 12345678, 1,234,567.00",
    "99900.00, 1.234.567,50, 1 234 567, € 12345678, 1,234,567.00"
)]
#[case(
    "20261001T120000Z 20261001120000 10/2026",
    "20261001T120000Z 20261001120000 10/2026"
)]
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
#[case(
    "pay 4111 1111 1111 1111 or 4111111111111111",
    "pay [number] or [number]"
)]
#[case(
    "to DE89 3704 0044 0532 0130 00, DE89370400440532013000 or GB29 NWBK 6016 1331 9268 19",
    "to [number], [number] or [number]"
)]
#[case("DE89 3704 0044 0532 0130 00 IS OURS", "[number] IS OURS")]
#[case("AB12 and ISO 27001, SO12 1234", "AB12 and ISO 27001, SO12 1234")]
#[case("０３０ １２３４５６７ or ＋49 30 1234567", "[phone] or [phone]")]
#[case("٠٣٠١٢٣٤٥٦٧ was it", "[phone] was it")]
#[case(
    "note \"write to bob.smithe…\", www.nor…, jo@n…",
    "note \"write to [e-mail]…\", [link]…, [e-mail]"
)]
#[case(
    "call +49 30 12… or 12 seats… since 2026…",
    "call [phone]… or 12 seats… since 2026…"
)]
fn addresses_become_what_they_are(#[case] text: &str, #[case] masked: &str) {
    assert_eq!(mask(&["Northwind GmbH"]).text(text), masked);
}

#[test]
fn a_mask_that_is_off_changes_nothing() {
    let text = "Northwind GmbH, jo@northwind.com, +49 30 1234567";
    assert!(matches!(Mask::off().text(text), Cow::Borrowed(same) if same == text));
    let account = AccountBrief {
        name: "Northwind".to_owned(),
        alias: "#1".to_owned(),
        ..AccountBrief::default()
    };
    assert_eq!(Mask::off().covered(account.clone()).name, "Northwind");
    assert_eq!(mask(&[]).covered(account).name, "#1");
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

#[test]
fn names_that_differ_in_their_spelling_only_are_both_found() {
    let masked = mask(&["go", "GO"])
        .text("We moved from go to GO, and Go on.")
        .into_owned();
    assert_eq!(
        masked.matches("go").count() + masked.matches("GO").count(),
        0,
        "{masked}"
    );
    assert!(masked.contains(", and Go on."), "{masked}");
}

proptest! {
    #[test]
    fn no_name_survives_in_its_own_spelling(
        names in prop::collection::vec("[a-zA-ZäöüÉß0-9]{1,9}( [a-zA-Z]{1,7})?", 1..12),
        words in prop::collection::vec("[a-z]{0,6}[ ,.!?\n]{1,2}", 1..12),
    ) {
        let refs: Vec<&str> = names.iter().map(String::as_str).collect();
        let each = words.iter().zip(names.iter().cycle());
        let text: String = each.map(|(word, name)| format!("{word}<{name}> ")).collect();
        let masked = mask(&refs).text(&text).into_owned();
        for name in &names {
            prop_assert!(!masked.contains(&format!("<{name}>")), "{name} in {masked}");
        }
    }

    #[test]
    fn masking_never_panics(text in "\\PC{0,60}", name in "\\PC{0,12}") {
        let _ = mask(&[&name, "Acme SA"]).text(&text);
    }
}
