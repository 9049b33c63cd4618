//! What is found of a name without the rest of it, and what of it is nobody's.
//! Must not know how a name is written otherwise.

use rstest::rstest;

use super::*;

/// What people call a customer whose name says where it is, what it deals in, or that it has another name.
#[rstest]
#[case("北京云岚科技有限公司", "云岚科技, 北京云岚, 云岚")]
#[case("上海泽鹏信息技术有限公司", "上海泽鹏")]
#[case("日本ミラベル株式会社", "ミラベル")]
#[case("有限会社さくら堂印刷所", "さくら堂")]
#[case(
    "Happy Home Insurance (HHI)",
    "Happy Home Insurance, happy home insurance"
)]
#[case("Open Water Council (OWC) e.V.", "Open Water Council")]
#[case("Best Price Stores, Inc. dba BPS", "Best Price Stores, BPS")]
#[case("Hallo Welt Software / HWS", "Hallo Welt Software, HWS")]
#[case("Hope House - North Branch", "Hope House")]
#[case("N26 Bank", "N26")]
#[case("O2 Telefonica Group", "O2")]
#[case("3M Germany GmbH", "3M")]
#[case("7sevens Media", "7sevens")]
#[case("1&1 Internet SE", "1&1")]
#[case("B&Q Stores", "B&Q")]
#[case(
    "Blue Vexqill Systems Inc.",
    "@bluevexqill, #BlueVexqill, bluevexqill-support, vexqillsystems, #VexqillSystems"
)]
#[case("Zornau Data Services GmbH", "zornaudata")]
fn what_stands_in_a_name_is_found_alone(#[case] name: &str, #[case] said: &str) {
    let mask = mask(&[name]);
    for said in said.split(", ") {
        let text = format!("at {said} they left");
        assert!(
            mask.text(&text).contains("#1"),
            "{text}: {}",
            mask.text(&text)
        );
        assert!(!mask.text(&text).contains(said), "{text}");
    }
}

/// What stands beside it in a name is of no customer.
#[rstest]
#[case("北京科技有限公司", "在北京做科技的")]
#[case("Happy Home Insurance (New York)", "New York")]
#[case("Hope House - North Branch", "north branch")]
#[case("R&D Systems Q3", "our R&D in Q3")]
#[case("24hours Delivery", "within 24hours")]
#[case("Best Price of Zornau", "the bestprice of all")]
fn what_stands_beside_a_name_stays(#[case] name: &str, #[case] said: &str) {
    assert_eq!(mask(&[name]).text(said), said);
}
