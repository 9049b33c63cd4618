//! A file for each part of what customers pay, one after the other: the second takes nothing away. Must not know tables.

use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::Options;
use churnroom::store::Store;
use rstest::rstest;

use super::rooms::{files, options, take};
use super::usd;

const BASE: &str =
    "customer,month,mrr\nElm,2026-04,70\nFir,2026-04,40\nElm,2026-05,75\nFir,2026-05,40\n";
const CHANGES: &str = "customer,date,delta\nElm,2026-04-03,70\nFir,2026-04-09,40\n";

fn partial(twice_adds: Option<bool>) -> Options {
    Options {
        partial: true,
        ..options(Hints {
            twice_adds,
            ..usd()
        })
    }
}

#[rstest]
#[case::balances(
    BASE,
    "customer,month,mrr\nElm,2026-05,20\n",
    "1 amount",
    11_500,
    6_000
)]
#[case::of_all(
    BASE,
    "customer,month,mrr\nElm,2026-04,20\nElm,2026-05,20\nFir,2026-05,9\n",
    "3 amounts",
    11_500,
    2_900
)]
#[case::changes(
    CHANGES,
    "customer,date,delta\nFir,2026-04-09,5\n",
    "1 amount",
    11_000,
    7_500
)]
fn the_next_part_does_not_take_the_place_of_the_first(
    #[case] first: &str,
    #[case] second: &str,
    #[case] amounts: &str,
    #[case] before: i64,
    #[case] after: i64,
) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("base.csv", first), ("more.csv", second)]);
    let mut store = Store::in_memory().unwrap();
    take(&mut store, &paths[..1], &options(usd())).unwrap();
    let refused = take(&mut store, &paths[1..], &partial(None)).unwrap_err();
    let words = format!("{amounts} would take the place of others");
    assert!(refused.message.contains(&words), "{refused:?}");
    assert!(refused.hint.contains("--twice once"), "{refused:?}");
    let dry = Options {
        dry_run: true,
        ..partial(None)
    };
    let shown = take(&mut store, &paths[1..], &dry).unwrap();
    let open = shown.left_out().unwrap();
    assert!(open.message.contains(&words), "{open:?}");
    let held = |reports: &churnroom::runtime::intake::Reports, before: bool| {
        let receipt = &reports.files[0].read_as;
        let held = if before {
            &receipt.before
        } else {
            &receipt.holds
        };
        held.as_ref().unwrap().mrr.0
    };
    let taken = take(&mut store, &paths[1..], &partial(Some(false))).unwrap();
    assert_eq!((held(&taken, true), held(&taken, false)), (before, after));
}

#[test]
fn what_is_new_or_the_same_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let more = "customer,month,mrr\nElm,2026-05,75\nElm,2026-06,80\nGum,2026-05,9\n";
    let zero = "customer,month,mrr\nHop,2026-05,0\n";
    let paid = "customer,month,mrr\nHop,2026-05,4\n";
    let texts = [
        ("base.csv", BASE),
        ("more.csv", more),
        ("zero.csv", zero),
        ("paid.csv", paid),
    ];
    let paths = files(folder.path(), &texts);
    let mut store = Store::in_memory().unwrap();
    take(&mut store, &paths[..1], &options(usd())).unwrap();
    for (at, new) in [(1, 2), (2, 1), (3, 0)] {
        let reports = take(&mut store, &paths[at..=at], &partial(None)).unwrap();
        assert_eq!(reports.files[0].counts.new, new, "{at}");
    }
}

/// A list of one part, in a column of that name.
fn of_part(part: &str, rows: &[(&str, &str, &str)]) -> String {
    let row = |(who, mrr, own): &(&str, &str, &str)| {
        format!(
            "{who},2026-04,{},{mrr}\n",
            if own.is_empty() { part } else { own }
        )
    };
    let rows: String = rows.iter().map(row).collect();
    format!("customer,month,module,mrr\n{rows}")
}

#[test]
fn a_list_of_another_part_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let base = of_part("Base", &[("Elm", "70", ""), ("Fir", "40", "")]);
    let again = of_part("Base", &[("Elm", "75", ""), ("Fir", "40", "")]);
    let both = of_part("Base", &[("Elm", "75", ""), ("Fir", "30", "Reports")]);
    let other = of_part("Reports", &[("Elm", "20", ""), ("Fir", "9", "")]);
    let texts = [
        ("a.csv", &base),
        ("b.csv", &again),
        ("c.csv", &both),
        ("d.csv", &other),
    ];
    let paths = files(
        folder.path(),
        &texts.map(|(name, text)| (name, text.as_str())),
    );
    let mut store = Store::in_memory().unwrap();
    for at in 0..3 {
        take(&mut store, &paths[at..=at], &options(usd())).unwrap();
    }
    let refused = take(&mut store, &paths[3..], &options(usd())).unwrap_err();
    assert!(
        refused
            .message
            .contains("`module` says `Reports` where the last file"),
        "{refused:?}"
    );
    assert!(refused.hint.contains("--ignore module"), "{refused:?}");
    let settled = Hints {
        ignore: vec!["module".to_owned()],
        ..usd()
    };
    let reports = take(&mut store, &paths[3..], &options(settled)).unwrap();
    assert_eq!(reports.files[0].counts.updated, 2);
    take(&mut store, &paths[3..], &options(usd())).unwrap();
}
