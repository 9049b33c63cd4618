//! JSON that says more, or other things, than its rows: one page of several, and names that stand twice.

use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::usd;
use super::workbooks::{table, taken};

#[rstest]
#[case(
    r#"{"object":"list","data":[ROWS],"has_more":true}"#,
    Some("`has_more`")
)]
#[case(r#"{"object":"list","data":[ROWS],"has_more":false}"#, None)]
#[case(
    r#"{"results":[ROWS],"paging":{"next":{"after":"9"}}}"#,
    Some("`next`")
)]
#[case(r#"{"list":[ROWS],"next_offset":"[1]"}"#, Some("`next_offset`"))]
#[case(r#"{"list":[ROWS],"next":null,"next_page":""}"#, None)]
fn json_that_is_one_page_of_several_says_so(#[case] text: &str, #[case] by: Option<&str>) {
    let row = r#"{"id":"s1","account_id":"a1","start_date":"2024-01-01","mrr":1,"has_more":true,"next":"x"}"#;
    let text = text.replace("ROWS", row);
    let (reports, _) = taken("x.json", text.as_bytes(), usd()).unwrap();
    let said = &reports.files[0].read_as.noticed;
    let more: Vec<_> = said
        .iter()
        .filter(|said| said.contains("there is more"))
        .collect();
    assert_eq!(more.len(), usize::from(by.is_some()), "{said:?}");
    assert!(by.is_none_or(|by| more[0].contains(by)), "{said:?}");
}

#[rstest]
#[case(false)]
#[case(true)]
fn a_thing_of_json_with_a_name_twice_is_rejected(#[case] lines: bool) {
    let rows = [
        r#"{"id":"s1","account_id":"a1","start_date":"2024-01-01","mrr":1,"plan":"two\r\nlines\rmore\n"}"#,
        r#"{"id":"s2","account_id":"a2","start_date":"2024-01-01","mrr":2,"mrr":3}"#,
        r#"{"id":"s3","account_id":"a3","start_date":"2024-01-01","mrr":4,"more":{"x":1,"y":[{"x":2}],"x":2}}"#,
        r#"{"id":"s4","account_id":"a4","start_date":"2024-01-01","mrr":5}"#,
    ];
    let text = match lines {
        true => rows.join("\n"),
        false => format!("[{}]", rows.join(",")),
    };
    let (reports, _) = taken("x.json", text.as_bytes(), usd()).unwrap();
    let report = &reports.files[0];
    assert_eq!((report.counts.new, report.counts.rejected), (2, 2));
    let reasons: Vec<_> = report
        .read_as
        .reasons
        .iter()
        .map(|of| of.reason.as_str())
        .collect();
    assert_eq!(
        reasons,
        [
            "`mrr` stands in it twice; a name may stand in it once.",
            "`x` stands in it twice; a name may stand in it once."
        ]
    );
}

#[rstest]
#[case::each_in_the_same(r#"{"contract":R1},{"contract":R2}"#, ["id", "account_id", "start_date", "mrr"])]
#[case::beside_another(r#"{"contract":R1},{"contract":R2,"who":{"name":"x"}}"#, ["contract.id", "contract.account_id", "contract.start_date", "contract.mrr"])]
fn what_stands_around_all_of_each_thing_names_no_column(
    #[case] things: &str,
    #[case] names: [&str; 4],
) {
    let row = |n: u32| {
        format!(r#"{{"id":"s{n}","account_id":"a{n}","start_date":"2024-01-0{n}","mrr":{n}}}"#)
    };
    let text = format!("[{things}]")
        .replace("R1", &row(1))
        .replace("R2", &row(2));
    let rows = table(
        "x.json",
        text.as_bytes(),
        &Hints {
            kind: Some(ImportKind::Subscriptions),
            map: [
                ("account", names[1]),
                ("start", names[2]),
                ("amount", names[3]),
            ]
            .map(|(field, column)| (field.to_owned(), column.to_owned()))
            .into(),
            ..usd()
        },
    );
    assert_eq!(rows[0][..4], names);
    assert_eq!(rows[2][..4], ["s2", "a2", "2024-01-02", "2"]);
}

#[rstest]
#[case::a_plan(r#"{"id":"s","customer_id":"a","started_at":"2026-01-01","plan":{"name":"Pro","price":10,"interval":"month"}}"#)]
#[case::a_customer_and_a_plan(r#"{"id":"s","customer":{"id":"a","name":"Alder"},"started_at":"2026-01-01","plan":{"name":"Pro","price":10,"interval":"month"}}"#)]
#[case::all_in_one(r#"{"subscription":{"id":"s","customer_id":"a","started_at":"2026-01-01","plan":{"price":10,"interval":"month"}}}"#)]
fn subscriptions_stay_such_however_they_are_nested(#[case] thing: &str) {
    let list = format!(r#"{{"object":"list","data":[{thing}],"has_more":false}}"#);
    for text in [format!("[{thing}]"), list] {
        let (reports, _) = taken("x.json", text.as_bytes(), usd()).unwrap();
        let report = &reports.files[0];
        assert_eq!(report.kind, ImportKind::Subscriptions, "{text}");
        assert_eq!((report.counts.new, report.counts.rejected), (1, 0));
    }
}

/// A subscription of Stripe's API with these items.
fn of_items(id: u32, items: &str, more: bool) -> String {
    format!(
        r#"{{"id":"sub_{id}","customer":"cus_{id}","status":"active","start_date":1767225600,"current_period_end":1769904000,
        "items":{{"object":"list","has_more":{more},"data":[{items}]}}}}"#
    )
}

/// An item of it.
fn item(cents: u32, interval: &str, quantity: u32) -> String {
    format!(
        r#"{{"price":{{"unit_amount":{cents},"currency":"usd","recurring":{{"interval":"{interval}","interval_count":1}}}},
        "quantity":{quantity}}}"#
    )
}

#[test]
fn each_item_of_a_subscription_counts() {
    let two = [item(1_000, "month", 1), item(500, "month", 2)].join(",");
    let mixed = [
        item(12_000, "year", 1),
        item(300, "month", 1),
        item(200, "month", 3),
    ]
    .join(",");
    let things = [
        of_items(1, &two, false),
        of_items(2, &item(700, "month", 1), false),
        of_items(3, &mixed, false),
    ];
    let all = things.join(",");
    let list = format!(r#"{{"object":"list","data":[{all}],"has_more":false}}"#);
    for text in [format!("[{all}]"), list, format!("[{}]", things[0])] {
        let (reports, _) = taken("x.json", text.as_bytes(), usd()).unwrap();
        let report = &reports.files[0];
        let (rows, mrr) = match text.contains("cus_2") {
            true => (6, 2_000 + 700 + 1_000 + 300 + 600),
            false => (2, 2_000),
        };
        assert_eq!((report.counts.new, report.counts.rejected), (rows, 0));
        let holds = report.read_as.holds.as_ref().unwrap();
        assert_eq!(holds.mrr.0, mrr, "{text}");
    }
    let cut = format!("[{},{}]", of_items(1, &two, true), things[1]);
    let (reports, _) = taken("x.json", cut.as_bytes(), usd()).unwrap();
    let report = &reports.files[0];
    assert_eq!((report.counts.new, report.counts.rejected), (1, 2));
    let many: Vec<String> = (1..30).map(|of| item(of, "month", 1)).collect();
    let many = format!("[{}]", of_items(1, &many.join(","), false));
    let (reports, _) = taken("x.json", many.as_bytes(), usd()).unwrap();
    let reasons = &reports.files[0].read_as.reasons;
    assert!(reasons[0].reason.contains("write one row for each"));
}

#[test]
fn a_number_has_its_decimal_sign_by_the_format() {
    let text = r#"[{"id":"s1","account_id":"a1","start_date":"2024-01-01","mrr":1.234},
        {"id":"s2","account_id":"a2","start_date":"2024-01-01","mrr":12.25}]"#;
    for text in [text, &text.replace("12.25", "10.125")] {
        let (reports, _) = taken("x.json", text.as_bytes(), usd()).unwrap();
        let held = reports.files[0].counts.new;
        assert_eq!(held, 2);
    }
}
