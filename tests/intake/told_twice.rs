//! Rows of one account that nothing tells apart: all of them are paid, or one thing is told twice. Must not know tables.

use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::Reports;
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::reckoned::ways;
use super::rooms::{files, options, take};
use super::usd;

fn twice(adds: bool) -> Hints {
    Hints {
        twice_adds: Some(adds),
        ..usd()
    }
}

/// What a file comes to in whole units, as it is asked for, and then again with nothing said.
fn taken(text: &str, hints: Hints) -> (i64, Reports) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("x.csv", text)]);
    let mut store = Store::in_memory().unwrap();
    let first = take(&mut store, &paths, &options(hints)).unwrap();
    let again = take(&mut store, &paths, &options(Hints::default())).unwrap();
    let holds = |reports: &Reports| reports.files[0].read_as.holds.clone().unwrap().mrr.0 / 100;
    assert_eq!(holds(&first), holds(&again), "it is remembered");
    assert_eq!(again.files[0].counts.new + again.files[0].counts.updated, 0);
    (holds(&first), first)
}

#[rstest]
#[case::parts(
    "customer,month,module,seats,mrr\nElm,2026-04,Base,2,30\nElm,2026-04,Base,2,30\nElm,2026-04,API,2,5\nFir,2026-04,Base,2,30\n",
    ["65", "35"], &[]
)]
#[case::no_part("customer,month,mrr\nElm,2026-04,30\nElm,2026-04,30\nFir,2026-04,30\n", ["60", "30"], &[])]
#[case::other_amounts("customer,month,mrr\nElm,2026-04,30\nElm,2026-04,12\nFir,2026-04,30\n", ["42", "30"], &[])]
#[case::parts_under_no_known_name(
    "customer,month,line of business,mrr\nElm,2026-04,Base,30\nElm,2026-04,Reports,30\nFir,2026-04,Base,30\n",
    ["60", "30"], &["--map part='line of business'"]
)]
#[case::a_table("customer,Mar 2026,Apr 2026\nElm,20,30\nElm,20,30\nFir,30,30\n", ["60", "30"], &[])]
fn rows_of_one_day_are_asked_about(
    #[case] text: &str,
    #[case] elm: [&str; 2],
    #[case] first: &[&str],
) {
    let questions = asked(text, &usd());
    let all = first.iter().copied().chain(["--twice add", "--twice once"]);
    assert_eq!(ways(&questions), all.collect::<Vec<_>>(), "{questions:?}");
    for (adds, elm) in [true, false].into_iter().zip(elm) {
        assert_eq!(asked(text, &twice(adds)), []);
        let (mrr, report) = taken(text, twice(adds));
        assert_eq!(mrr - 30, elm.parse::<i64>().unwrap());
        let said = report.files[0].read_as.noticed.join("\n");
        assert_eq!(said.contains("earlier one does: added up"), adds, "{said}");
    }
}

const COPY: &str = "who,since,price,plan\nElm,2026-02-01,30,Gold\nFir,2026-03-01,12,Gold\nGum,2026-03-02,7,Silver\n\
                    Elm,2026-02-01,30,Gold\nFir,2026-03-01,12,Gold\nGum,2026-03-02,7,Silver\n";

fn named(hints: Hints) -> Hints {
    Hints {
        map: [("account", "who"), ("start", "since")]
            .map(|(field, column)| (field.to_owned(), column.to_owned()))
            .into(),
        ..hints
    }
}

#[test]
fn a_copy_behind_its_file_is_added_or_left_out() {
    let questions = asked(COPY, &named(usd()));
    assert_eq!(
        ways(&questions),
        ["--twice add", "--twice once"],
        "{questions:?}"
    );
    for (adds, mrr, words) in [
        (true, 98, "3 rows say what an earlier one does: added up"),
        (false, 49, "3 rows say what an earlier one does: left out"),
    ] {
        let hints = named(twice(adds));
        assert_eq!(asked(COPY, &hints), []);
        let (comes_to, report) = taken(COPY, hints);
        let file = &report.files[0];
        assert_eq!(
            (comes_to, file.counts.left_out),
            (mrr, if adds { 0 } else { 3 })
        );
        let said = file.read_as.noticed.join("\n");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn one_row_that_stands_there_again_is_said() {
    let text = "who,since,price,plan\nElm,2026-02-01,30,Gold\nElm,2026-02-01,30,Gold\nFir,2026-03-01,12,Gold\n";
    assert_eq!(asked(text, &named(usd())), []);
    let (mrr, report) = taken(text, named(usd()));
    assert_eq!(mrr, 72);
    let said = report.files[0].read_as.noticed.join("\n");
    assert!(
        said.contains(
            "1 row says what an earlier one does: added up (--twice once if it is told twice)"
        ),
        "{said}"
    );
    assert_eq!(taken(text, named(twice(false))).0, 42);
    let ids = "id,who,since,price\n1,Elm,2026-02-01,30\n2,Elm,2026-02-01,30\n";
    assert!(
        taken(ids, named(usd())).1.files[0]
            .read_as
            .noticed
            .is_empty()
    );
}
