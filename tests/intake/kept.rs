//! Files with the same rows that have other columns, blanks or tags than those before: what they say, and what is said
//! of them. What holds whatever they are stands in `lacking`.

use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::FileReport;
use churnroom::store::{OpenOptions, Store};
use rusqlite::Connection;

use super::rooms::{files, options, take};
use super::usd;

/// Takes in files after each other; what is said of the last.
fn after_each_other(store: &mut Store, texts: &[&str]) -> FileReport {
    one_by_one(store, None, texts)
}

fn one_by_one(store: &mut Store, kind: Option<ImportKind>, texts: &[&str]) -> FileReport {
    let folder = tempfile::tempdir().unwrap();
    let hints = Hints { kind, ..usd() };
    let mut last = None;
    for text in texts {
        let paths = files(folder.path(), &[("list.csv", text)]);
        let reports = take(store, &paths, &options(hints.clone())).unwrap();
        last = reports.files.into_iter().next();
    }
    last.unwrap()
}

fn of_items(store: &mut Store, texts: &[&str]) -> FileReport {
    one_by_one(store, Some(ImportKind::Roadmap), texts)
}

const PAID: &str = "subscription_id,customer_id,plan,mrr,start_date,end_date\n\
                    s1,Alder,Pro,100,2026-01-01,\ns2,Birch,Pro,50,2026-01-01,2026-06-01\n\
                    s3,Cedar,Basic,70,2026-02-01,\n";

#[test]
fn what_ended_runs_on_only_where_a_file_says_so() {
    let mut store = Store::in_memory().unwrap();
    let less = "subscription_id,customer_id,mrr,start_date\n\
                s1,Alder,100,2026-01-01\ns2,Birch,50,2026-01-01\ns3,Cedar,70,2026-02-01\n";
    let report = after_each_other(&mut store, &[PAID, less]);
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 17_000);
    assert_eq!((report.counts.updated, report.counts.unchanged), (0, 3));
    let noticed = report.read_as.noticed.join("\n");
    assert!(
        noticed.contains(
            "3 rows keep what earlier files gave and this one has no column for: end, plan"
        ),
        "{noticed}"
    );
    let back = PAID.replace("2026-06-01", "");
    let report = after_each_other(&mut store, &[&back]);
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 22_000);
    let noticed = report.read_as.noticed.join("\n");
    let said = "1 subscription that had an end has none now: it runs on";
    assert!(noticed.contains(said), "{noticed}");
    // One that begins after its end began again, whatever the file has no column for.
    let anew = less.replace("s2,Birch,50,2026-01-01", "s2,Birch,50,2026-08-01");
    let report = after_each_other(&mut store, &[PAID, &anew]);
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 22_000);
    let noticed = report.read_as.noticed.join("\n");
    assert!(noticed.contains(said), "{noticed}");
}

#[test]
fn rows_without_an_id_keep_what_a_file_has_no_column_for() {
    let whole = "customer,plan,mrr,start,end\nAlder,Pro,100,2026-01-01,\n\
                 Birch,Pro,50,2026-01-01,2026-06-01\nCedar,Basic,70,2026-02-01,\n";
    let mut store = Store::in_memory().unwrap();
    let less =
        "customer,mrr,start\nAlder,100,2026-01-01\nBirch,50,2026-01-01\nCedar,80,2026-02-01\n";
    for _ in 0..2 {
        let report = after_each_other(&mut store, &[whole, less]);
        assert_eq!(report.counts.new, 0, "{report:?}");
        assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 18_000);
        let report = after_each_other(&mut store, &[less]);
        assert_eq!(report.counts.unchanged, 3, "{report:?}");
    }
    // The same with its columns, and nothing in them.
    let empty = "customer,plan,mrr,start,end\nAlder,Pro,100,2026-01-01,\nBirch,Pro,50,2026-01-01,\nCedar,Basic,80,2026-02-01,\n";
    let report = after_each_other(&mut store, &[empty]);
    assert_eq!(report.counts.new, 0, "{report:?}");
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 23_000);
}

#[test]
fn a_price_is_for_as_long_as_it_was() {
    let often = "id,account,price,interval,start\na,Elm,600,6 months,2026-01-01\n\
                 b,Fir,120,year,2026-01-01\nc,Yew,30,quarter,2026-01-01\n";
    let bare =
        "id,account,price,start\na,Elm,600,2026-01-01\nb,Fir,120,2026-01-01\nc,Yew,30,2026-01-01\n";
    let mut store = Store::in_memory().unwrap();
    let kind = Some(ImportKind::Subscriptions);
    let report = one_by_one(&mut store, kind, &[often, bare, bare]);
    assert_eq!(report.counts.unchanged, 3);
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 12_000);
    let dearer = bare.replace("120", "240").replace("30", "20");
    let report = one_by_one(&mut store, kind, &[&dearer]);
    assert_eq!(report.read_as.holds.as_ref().unwrap().mrr.0, 12_667);
}

/// Takes in files after each other, of which the last is refused, and then as it stands.
fn refused(kind: ImportKind, texts: &[&str]) -> (String, FileReport) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    let hints = Hints {
        kind: Some(kind),
        ..usd()
    };
    let (last, before) = texts.split_last().unwrap();
    one_by_one(&mut store, Some(kind), before);
    let paths = files(folder.path(), &[("list.csv", last)]);
    let failure = take(&mut store, &paths, &options(hints.clone())).unwrap_err();
    let rest = Hints {
        ignore_rest: true,
        ..hints
    };
    let reports = take(&mut store, &paths, &options(rest)).unwrap();
    (
        format!("{failure} {}", failure.hint),
        reports.files.into_iter().next().unwrap(),
    )
}

#[test]
fn what_speaks_against_what_is_kept_is_asked() {
    let yearly = "id,account,annual_price,start\na,Elm,1200,2026-01-01\nb,Fir,600,2026-01-01\n";
    let ended = "id,account,mrr,status,start,end\na,Elm,100,active,2026-01-01,\n\
                 b,Fir,50,cancelled,2026-01-01,2026-03-01\n";
    let nameless = ended
        .replace("id,", "")
        .replace("a,E", "E")
        .replace("b,F", "F");
    for (texts, said, mrr) in [
        (
            [
                yearly,
                "id,account,amount,start\na,Elm,100,2026-01-01\nb,Fir,660,2026-01-01\n",
            ],
            "1 price is read as due as earlier files said",
            833 + 5_500,
        ),
        (
            [
                yearly,
                "id,account,amount,start\na,Elm,1200,2026-01-01\nc,Yew,90,2026-01-01\n",
            ],
            "1 new price is read as due each month, and others of its list are not",
            10_000 + 5_000 + 9_000,
        ),
        (
            [
                ended,
                "id,account,mrr,status,start\na,Elm,100,active,2026-01-01\nb,Fir,60,active,2026-01-01\n",
            ],
            "1 subscription stays ended as an earlier file said, and its status says that it runs",
            10_000,
        ),
        (
            [
                &nameless,
                "account,mrr,status,start\nElm,100,active,2026-01-01\nFir,60,active,2026-01-01\n",
            ],
            "1 subscription stays ended",
            10_000,
        ),
        (
            [
                &nameless,
                "account,mrr,status,start\nElm,100,active,2026-01-01\nFir,50,active,2026-01-01\n",
            ],
            "1 subscription stays ended",
            10_000,
        ),
    ] {
        let (refusal, report) = refused(ImportKind::Subscriptions, &texts);
        assert!(
            refusal.contains(said) && refusal.contains("--ignore-rest"),
            "{refusal}"
        );
        let noticed = report.read_as.noticed.join("\n");
        assert!(noticed.contains(said), "{noticed}");
        assert_eq!(
            report.read_as.holds.as_ref().unwrap().mrr.0,
            mrr,
            "{texts:?}"
        );
    }
    // An end ahead is none yet, and a list whose prices were always bare has nothing to be asked.
    let mut store = Store::in_memory().unwrap();
    let ahead = ended.replace(
        "cancelled,2026-01-01,2026-03-01",
        "active,2026-01-01,2031-03-01",
    );
    let less =
        "id,account,mrr,status,start\na,Elm,100,active,2026-01-01\nb,Fir,60,active,2026-01-01\n";
    after_each_other(&mut store, &[&ahead, less]);
    let bare = "id,account,amount,start\nx,Elm,10,2026-01-01\n";
    let report = one_by_one(
        &mut store,
        Some(ImportKind::Subscriptions),
        &[yearly, bare, &format!("{bare}y,Fir,20,2026-01-01\n")],
    );
    assert_eq!(report.counts.new, 1);
}

#[test]
fn a_survey_is_no_feedback_for_want_of_its_reason() {
    let survey = "id,account,received,reason,text\n1,Elm,2026-08-01,price,too dear\n2,Fir,2026-08-02,bugs,\n";
    let less = "id,account,received,text\n1,Elm,2026-08-01,too dear\n2,Fir,2026-08-02,it crashed\n";
    let mut store = Store::in_memory().unwrap();
    let folder = tempfile::tempdir().unwrap();
    one_by_one(&mut store, Some(ImportKind::Surveys), &[survey]);
    let paths = files(folder.path(), &[("list.csv", less)]);
    let failure = take(&mut store, &paths, &options(usd())).unwrap_err();
    assert!(
        failure
            .to_string()
            .contains("2 of its first 2 rows are there as surveys"),
        "{failure}"
    );
    assert!(
        failure.hint.contains("--as-kind surveys"),
        "{}",
        failure.hint
    );
    let report = one_by_one(&mut store, Some(ImportKind::Surveys), &[less]);
    assert_eq!((report.counts.updated, report.counts.unchanged), (1, 1));
    // Another list with ids of its own is no such thing.
    let other = less.replace("2026-08", "2026-09");
    let mut store = Store::in_memory().unwrap();
    one_by_one(&mut store, Some(ImportKind::Surveys), &[survey]);
    let report = one_by_one(&mut store, None, &[&other]);
    assert_eq!(report.counts.new, 2);
}

#[test]
fn movements_and_items_keep_what_a_file_has_no_column_for() {
    let folder = tempfile::tempdir().unwrap();
    let room = folder.path().join("a.room");
    let mut store = Store::open(&room, &OpenOptions::default()).unwrap();
    let stands = |query: &str| -> String {
        let db = Connection::open(&room).unwrap();
        db.query_row(query, [], |row| row.get(0)).unwrap()
    };
    let moved =
        "account,day,delta,cause\nelm,2026-01-01,100,\nelm,2026-05-01,-100,payment failed\n";
    let less = "account,day,delta\nelm,2026-01-01,100\nelm,2026-05-01,-100\n";
    let report = after_each_other(&mut store, &[moved, less]);
    assert_eq!(report.counts.new, 0);
    assert_eq!(report.counts.unchanged, 2);
    let report = after_each_other(&mut store, &[moved]);
    assert_eq!(report.counts.unchanged, 2);
    let less = less.replace("2026-05-01,-100", "2026-05-01,-80");
    let report = after_each_other(&mut store, &[&less, &less]);
    assert_eq!(report.counts.unchanged, 2);
    let cause = "SELECT ifnull(group_concat(cause), '') FROM movements";
    assert_eq!(stands(cause), "payment_failed");
    let items = "id,title,status,url\nR1,Reports,planned,https://example.com\n";
    let report = one_by_one(
        &mut store,
        Some(ImportKind::Roadmap),
        &[items, "id,title\nR1,Better reports\n"],
    );
    assert_eq!(report.counts.updated, 1);
    let item = "SELECT title || ' ' || status || ' ' || url FROM roadmap";
    assert_eq!(stands(item), "Better reports planned https://example.com");
    let bare = "id,title,status,url\nR1,Better reports,planned,\n";
    for again in [
        "id,title\nR1,Better reports\n",
        "id,title,status\nR1,Better reports,planned\n",
        bare,
    ] {
        let report = of_items(&mut store, &[again]);
        assert_eq!(report.counts.unchanged, u64::from(again != bare));
    }
    assert_eq!(stands(item), "Better reports planned ");
}

const BLANKS: [&str; 3] = [
    "account,received,text\nelm,2026-08-01,too slow\n,,\"too\ndear\"\n",
    "account,received,text\nelm,2026-08-01,too slow \n,,\"too\r\ndear\n\"\n",
    "account,received,text\nelm,2026-08-01,\" too slow\r\n\"\n,,\"\ttoo\rdear\"\n",
];

#[test]
fn blanks_around_words_make_no_other_answer() {
    for first in BLANKS {
        let mut store = Store::in_memory().unwrap();
        after_each_other(&mut store, &[first]);
        for text in BLANKS {
            let counts = after_each_other(&mut store, &[text]).counts;
            assert_eq!((counts.new, counts.unchanged), (0, 2), "{first:?} {text:?}");
        }
    }
}

/// Rows from when blanks around words made them others have other hashes.
#[test]
fn nor_did_they_before() {
    for first in &BLANKS[1..] {
        let folder = tempfile::tempdir().unwrap();
        let room = folder.path().join("a.room");
        let mut store = Store::open(&room, &OpenOptions::default()).unwrap();
        after_each_other(&mut store, &[first]);
        let db = Connection::open(&room).unwrap();
        let padded = "UPDATE feedback SET hash = hash + 7, raw = NULL WHERE text <> trim(text, char(9, 10, 32))";
        assert_eq!(db.execute(padded, []).unwrap(), 2);
        for text in BLANKS {
            let counts = after_each_other(&mut store, &[text]).counts;
            assert_eq!((counts.new, counts.unchanged), (0, 2), "{first:?} {text:?}");
        }
    }
}

/// Tags of answers without an id, in whichever file they come.
#[test]
fn more_tags_of_the_same_answers_are_added() {
    let text = |tags: [&str; 2]| {
        format!(
            "received,source,text,tags\n2026-05-10,ticket,The price went up again,{}\n\
             2026-05-11,ticket,Login fails every day,{}\n",
            tags[0], tags[1]
        )
    };
    let bare = "received,source,text\n2026-05-10,ticket,The price went up again\n\
                2026-05-11,ticket,Login fails every day\n";
    let some = [
        ["price", "login"],
        ["", ""],
        ["price", "login; slow"],
        ["price", "slow"],
    ];
    let mut given: Vec<String> = some.into_iter().map(text).collect();
    given.push(bare.to_owned());
    given.push(
        given[3]
            .replace("source,text", "source,words")
            .replace("tags", "labels"),
    );
    let count = given.len();
    for order in 0..count * count {
        let folder = tempfile::tempdir().unwrap();
        let room = folder.path().join("a.room");
        let mut store = Store::open(&room, &OpenOptions::default()).unwrap();
        let order = [order % count, order / count, 2];
        let texts = order.map(|at| given[at].as_str());
        after_each_other(&mut store, &texts);
        let db = Connection::open(&room).unwrap();
        let tags = "SELECT group_concat(name, ' ') FROM (SELECT name FROM tags \
                    JOIN feedback_tags t ON t.tag = tags.id ORDER BY t.feedback, name)";
        let tags: String = db.query_row(tags, [], |row| row.get(0)).unwrap();
        assert_eq!(tags, "price login slow", "{order:?}");
        for text in texts {
            let counts = after_each_other(&mut store, &[text]).counts;
            assert_eq!(counts.unchanged, 2, "{order:?} {text}");
        }
    }
}
