//! A file of each vendor's shape that is known, with its columns as its public page gives them and rows made up here.
//! Must not know the store.

mod cut;
mod ledgers;
mod people;
mod shops;
mod voices;

use std::collections::BTreeSet;
use std::path::Path;

use churnroom::domain::import::{ImportRow, MovementAmount, SourceRow};
use churnroom::domain::word::Word;
use churnroom::exchange::read::{self, Hints, Source, known_shapes, open, questions};
use rstest::rstest;

use self::ledgers::LEDGERS;
use self::people::PEOPLE;
use self::shops::SHOPS;
use self::voices::VOICES;
use super::{rows, usd};

/// A file of these lines, looked at.
fn looked_at<T>(text: &str, hints: &Hints, then: impl FnOnce(&Source) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, text).unwrap();
    then(&open(&path, hints).unwrap())
}

/// What the first row of a file is, in a line.
fn told(row: &SourceRow) -> String {
    let also = match row.also.is_empty() {
        true => String::new(),
        false => format!(" also {}", row.also.join(",")),
    };
    let day = |day: Option<_>| {
        day.map_or_else(String::new, |day: churnroom::domain::day::Day| {
            day.to_string()
        })
    };
    let what = match &row.row {
        ImportRow::Account(row) => {
            let of = &row.thing;
            let parts = [
                &of.external,
                &of.name,
                &of.plan,
                &of.region,
                &of.owner,
                &of.segment,
            ];
            let parts: Vec<&str> = parts
                .into_iter()
                .map(String::as_str)
                .filter(|p| !p.is_empty())
                .collect();
            format!("{} {}", parts.join("; "), day(of.signed_up))
        }
        ImportRow::Subscription(row) => format!(
            "{} {} {}..{} {}{} a month {}",
            row.external,
            row.account,
            row.start,
            day(row.end),
            row.interval.monthly(row.amount).0,
            if row.trial { " on trial" } else { "" },
            row.plan
        ),
        ImportRow::Movement(row) => match row.amount {
            MovementAmount::Delta(delta) => format!("{} {} {}", row.account, row.day, delta.0),
            MovementAmount::Balance(mrr) => format!("{} {} = {}", row.account, row.day, mrr.0),
        },
        ImportRow::Balance(row) => format!("{} {} {}", row.account, row.day, row.mrr.0),
        ImportRow::Feedback(row) => format!(
            "{} {} {} {:?} {:?} {:?}",
            row.external,
            row.account,
            day(row.received),
            row.reason,
            row.text,
            row.score
        ),
        ImportRow::LeftOut => "left out".to_owned(),
        ImportRow::Roadmap(row) => format!("{}; {}", row.external, row.title),
        ImportRow::Owner(row) => format!("{}; {}", row.external, row.name),
        ImportRow::Usage(_) => panic!("{row:?}"),
    };
    format!("{what}{also}")
}

/// A case: who makes it, what its maker calls it, the kind, its text, and its first row.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[rstest]
#[case::ledgers(&LEDGERS)]
#[case::people(&PEOPLE)]
#[case::shops(&SHOPS)]
#[case::voices(&VOICES)]
fn each_shape_is_known_by_its_columns(#[case] cases: &[Case]) {
    for (vendor, what, kind, text, first) in cases {
        looked_at(text, &usd(), |source| {
            let read_as = source.read_as();
            let made = [read_as.vendor, read_as.shape].map(Option::unwrap_or_default);
            assert_eq!(
                (made, source.kind.word()),
                ([*vendor, *what], *kind),
                "{text}"
            );
            let (good, bad) = rows(source);
            assert_eq!(bad, [], "{vendor} {what}");
            assert_eq!(told(&good[0]), *first, "{vendor} {what}");
        });
    }
}

/// Lists of which nothing can be made; the sentence leads to what can be imported.
const USELESS: [(&str, &str, &str, &str); 6] = [
    (
        "churnroom",
        "feedback",
        "id,received,source,exit_survey,account,name,reason,text,score,tags,mark,pinned,given\n7,2026-02-01,nps,false,A1,Alder,,too dear,5.0,price,,false,\n",
        "the files that it was made of",
    ),
    (
        "Pipedrive",
        "deals",
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost reason\n7,Alder yearly,1200,EUR,Alder,Offer,Won,2026-02-01 10:11:12,2026-03-01 10:11:12,\n",
        "a deal is a sale",
    ),
    (
        "ChartMogul",
        "CMRR movements",
        "CUSTOMER_UUID,CUSTOMER_NAME,CMRR_MOVEMENT_UUID,ACTIVE_SUBSCRIPTION_QUANTITY,CMRR_MOVEMENT,CURRENT_CMRR,CURRENT_CARR,DESCRIPTION,EFFECTIVE_DATE,EVENT_DATE,MOVEMENT_TYPE\nu,Alder,m,1,500,500,6000,x,2026-03-01,2026-02-01,new_biz\n",
        "MRR movements",
    ),
    (
        "ChartMogul",
        "subscription events",
        "ID,DATA_SOURCE_UUID,DATA_SOURCE_CUSTOMER_EXTERNAL_ID,SUBSCRIPTION_EXTERNAL_ID,PLAN_EXTERNAL_ID,EXTERNAL_ID,EVENT_DATE,EFFECTIVE_DATE,PAYLOAD,CREATED_AT,UPDATED_AT,EVENT_TYPE\n1,d,a,s,p,e,2026-02-01,2026-02-01,{},2026-02-01,2026-02-01,0\n",
        "MRR movements",
    ),
    (
        "Chargebee",
        "MRR by subscription and month",
        "id,customer_id,subscription_id,reporting_timezone,reporting_month,status,status_previous,billing_currency_code,mrr_billing_currency\n1,a,s,UTC,2026-02-28,active,active,EUR,10.00\n",
        "add them up",
    ),
    (
        "HubSpot",
        "deals",
        "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Associated Company IDs,Close Date\n7001,Alder 2026,Closed Won,12000,Sam,9001,2026-02-01\n",
        "--as-kind subscriptions",
    ),
];

#[test]
fn what_is_no_ledger_is_refused_with_what_to_import_instead() {
    for (vendor, what, text, hint) in USELESS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, text).unwrap();
        let refused = open(&path, &usd()).unwrap_err();
        let says = format!("it is {vendor}'s list of {what}");
        assert!(refused.message.contains(&says), "{refused}");
        assert!(refused.hint.contains(hint), "{refused}");
    }
    let without = "id,Customer Name,Customer ID,Status,Created (UTC),Start (UTC),Current Period End (UTC)\nsub_1,Alder,cus_1,active,2026-01-09,2026-01-09,2026-02-09\n";
    let refused = super::read(without.as_bytes(), &usd()).unwrap_err();
    assert!(
        refused.message.contains("Amount, Interval, Quantity"),
        "{refused}"
    );
}

#[test]
fn every_shape_that_is_known_has_a_file_here() {
    let tried = [&LEDGERS[..], &PEOPLE[..], &SHOPS[..], &VOICES[..]].concat();
    let tried = tried.iter().map(|(vendor, what, ..)| [*vendor, *what]);
    let tried: BTreeSet<_> = tried
        .chain(USELESS.map(|(vendor, what, ..)| [vendor, what]))
        .collect();
    let known: BTreeSet<_> = known_shapes()
        .map(|[vendor, what, _]| [vendor, what])
        .collect();
    // Our own lists are made by the program itself: the tests of the command line take them in as it prints them.
    let missing = known
        .difference(&tried)
        .filter(|[vendor, _]| *vendor != "churnroom");
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_page_for_everybody_names_the_vendors_that_are_known() {
    let page = include_str!("../../README.md").replace('\n', " ");
    let named = page.split("Exports of ").nth(1).unwrap();
    let named = named.split(" are known by").next().unwrap();
    let known: BTreeSet<_> = known_shapes().map(|[vendor, ..]| vendor).collect();
    let named = named
        .replace(" (by IntercomExport)", "")
        .replace(" and ", ", ");
    assert_eq!(named.split(", ").collect::<BTreeSet<_>>(), known);
}

fn asked(text: &str, hints: &Hints) -> Vec<String> {
    looked_at(text, hints, |source| {
        let asked = questions(source, hints).unwrap();
        asked.into_iter().map(|question| question.words()).collect()
    })
}

const API: &str =
    "subscription_id,customer_id,plan_id,unit_amount,plan_interval,created_at,start_date
sub_b752d1ae6f79,cus_6c937303c2ff,price_ddfb82ce,29900,month,2026-02-23,2026-02-23
sub_c752d1ae6f79,cus_7c937303c2ff,price_ddfb82ce,9900,month,2026-02-23,2026-02-23
";

#[test]
fn amounts_that_could_be_cents_are_asked_about_once() {
    let open = asked(API, &usd());
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(
        open[0].contains("--unit minor") && open[0].contains("29900"),
        "{open:?}"
    );
    for (unit, cents) in [(read::Unit::Minor, 29_900), (read::Unit::Whole, 2_990_000)] {
        let hints = Hints {
            unit: Some(unit),
            ..usd()
        };
        assert_eq!(asked(API, &hints), Vec::<String>::new());
        looked_at(API, &hints, |source| {
            let (good, _) = rows(source);
            let ImportRow::Subscription(row) = &good[0].row else {
                panic!("{good:?}")
            };
            assert_eq!(row.amount.0, cents);
            assert_eq!(source.to_remember().unit, Some(unit));
        });
    }
    for plain in [
        API.replace("29900", "299.00"),
        API.replace("29900", "29").replace("9900", "9"),
        API.replace("unit_amount", "price_cents"),
        API.replace("unit_amount", "price")
            .replace("sub_", "s")
            .replace("cus_", "c")
            .replace("price_d", "p"),
    ] {
        assert_eq!(asked(&plain, &usd()), Vec::<String>::new(), "{plain}");
    }
}

#[test]
fn a_survey_of_which_no_question_is_known_is_asked_which_it_is() {
    let text = "V1,V2,V3,V4,V5,V9,Q1\nResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,EndDate,First\nR_1,Default,Al,al-1,,2026-02-06 08:28:48,Hello\n";
    let refused = super::read(text.as_bytes(), &usd()).unwrap_err();
    assert!(refused.hint.contains("--map text=COLUMN"), "{refused}");
    let hints = Hints {
        map: vec![("text".into(), "Q1 First".into())],
        ..usd()
    };
    let (source, rows, _) = super::read(text.as_bytes(), &hints).unwrap();
    assert_eq!((source.kind.word(), rows.len()), ("feedback", 1));
}

#[rstest]
#[case::recurly(LEDGERS[11].3, "current_period_started_at", "current_period_ends_at", 825)]
#[case::paddle(SHOPS[3].3, "last_payment.date", "next_payment.date", 2_000)]
fn how_long_a_billing_period_is_is_asked_and_then_read(
    #[case] text: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] cents: i64,
) {
    let open = asked(text, &usd());
    assert_eq!(open.len(), 1, "{open:?}");
    let way = format!("--map period_start={from} --map period_end={to}");
    assert!(open[0].contains(&way), "{open:?}");
    let map = [("period_start", from), ("period_end", to)];
    let hints = Hints {
        map: map
            .map(|(field, column)| (field.to_owned(), column.to_owned()))
            .into(),
        ..usd()
    };
    assert_eq!(asked(text, &hints), Vec::<String>::new());
    looked_at(text, &hints, |source| {
        let (good, _) = rows(source);
        assert!(
            told(&good[0]).contains(&format!(" {cents} a month")),
            "{}",
            told(&good[0])
        );
    });
}

#[test]
fn chargebee_says_nowhere_whether_it_counts_in_cents() {
    let (_, _, _, text, _) = LEDGERS[8];
    let whole = text.replace("50.25", "5025").replace("1200.00", "120000");
    let open = asked(&whole, &usd()).join("\n");
    assert!(
        open.contains("--unit minor") && open.contains("period_start"),
        "{open}"
    );
    assert!(!asked(text, &usd()).join("\n").contains("--unit"));
}

#[test]
fn the_currency_of_an_invoice_neither_converts_nor_rejects() {
    let (_, _, _, text, _) = LEDGERS[0];
    let mixed = text.replacen("USD", "GBP", 1);
    looked_at(&mixed, &usd(), |source| assert_eq!(rows(source).1, []));
    let fresh = looked_at(text, &Hints::default(), |source| source.currency.clone());
    assert_eq!(
        fresh.map(|currency| currency.to_string()).as_deref(),
        Some("USD")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, mixed).unwrap();
    let refused = open(&path, &Hints::default()).unwrap_err();
    assert!(refused.hint.contains("--currency"), "{refused}");
}

#[test]
fn the_three_dialects_are_read_to_the_cent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/dialects");
    if !folder.exists() {
        return println!("skipped: there is no {}", folder.display());
    }
    for (file, first, cents) in [
        (
            "chartmogul_mrr_movements.csv",
            "cus_1 2024-01-05 10000 also ua",
            vec![],
        ),
        (
            "chartmogul_mrr_intervals.csv",
            "sub1 2025-01-05 cus_u1 2025-01-05..2026-03-05 10000 a month pl1",
            vec![10_000, 2_500],
        ),
        (
            "bm_template.csv",
            "s1 c1 2025-03-31.. 5000 a month Monthly",
            vec![5_000, 5_000, 20_000, 5_000],
        ),
    ] {
        // The file of intervals says no currency anywhere.
        let hints = match file.contains("intervals") {
            true => usd(),
            false => Hints::default(),
        };
        let source = open(&folder.join(file), &hints).unwrap();
        assert_eq!(questions(&source, &hints).unwrap(), [], "{file}");
        let (good, bad) = rows(&source);
        assert_eq!((told(&good[0]).as_str(), bad.len()), (first, 0), "{file}");
        let monthly = good.iter().filter_map(|row| match &row.row {
            ImportRow::Subscription(row) => Some(row.interval.monthly(row.amount).0),
            _ => None,
        });
        assert_eq!(monthly.collect::<Vec<_>>(), cents, "{file}");
    }
}
