//! What holds for a whole call: all that is open in any of its files is asked before any is written, and what was said
//! with it is taken back with it.

use churnroom::domain::change::Change;
use churnroom::domain::failure::Failure;
use churnroom::domain::ids::ImportId;
use churnroom::domain::query::{Answer, Query};
use churnroom::exchange::read::{Hints, Unit};
use churnroom::runtime::intake::{Options, Reports};
use churnroom::store::Store;
use rstest::rstest;

use super::rooms::{dana, files, options, take};
use super::usd;

/// Takes in files of these names and texts, with what is said of them.
fn call(store: &mut Store, texts: &[(&str, &str)], options: &Options) -> Result<Reports, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), texts);
    take(store, &paths, options)
}

fn mapped(hints: Hints, field: &str, column: &str) -> Options {
    options(Hints {
        map: vec![(field.to_owned(), column.to_owned())],
        ..hints
    })
}

fn imports(store: &mut Store) -> usize {
    let Answer::Imports(imports) = store.answer(&Query::Imports).unwrap() else {
        panic!("not imports")
    };
    imports.len()
}

fn mrr(reports: &Reports) -> i64 {
    let holds = reports.files.last().unwrap().read_as.holds.as_ref();
    holds.unwrap().mrr.0
}

const PAID: &str = "id,account,start,price\nS1,a,2026-01-01,1000\nS2,b,2026-01-01,1200\n";

fn paid(store: &mut Store, more: &str, unit: Option<Unit>) -> i64 {
    let text = format!("{PAID}{more}");
    let said = options(Hints { unit, ..usd() });
    mrr(&call(store, &[("s.csv", &text)], &said).unwrap())
}

#[test]
fn an_answer_is_taken_back_with_the_import_that_it_was_given_for() {
    let ways: [&dyn Fn(&mut Store); 2] = [
        &|store| drop(store.apply(&dana(), &Change::Undo).unwrap()),
        &|store| {
            let back = Change::RevertImport(ImportId(2));
            store.apply(&dana(), &back).unwrap();
        },
    ];
    for back in ways {
        let mut store = Store::in_memory().unwrap();
        assert_eq!(paid(&mut store, "", None), 220_000);
        assert_eq!(paid(&mut store, "", Some(Unit::Minor)), 2_200);
        back(&mut store);
        assert_eq!(paid(&mut store, "S3,c,2026-01-01,1\n", None), 220_100);
    }
}

#[test]
fn the_first_answer_leaves_nothing_behind() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(paid(&mut store, "", Some(Unit::Minor)), 2_200);
    store.apply(&dana(), &Change::Undo).unwrap();
    assert!(store.import_maps().unwrap().is_empty());
    assert_eq!(paid(&mut store, "", None), 220_000);
}

#[test]
fn an_answer_in_between_goes_without_those_around_it() {
    let mut store = Store::in_memory().unwrap();
    paid(&mut store, "", Some(Unit::Minor));
    let first = store.import_maps().unwrap();
    // Nothing stands on its rows, so that it can be taken back alone.
    call(
        &mut store,
        &[("s.csv", PAID)],
        &options(Hints {
            last_day: Some(true),
            ..usd()
        }),
    )
    .unwrap();
    paid(&mut store, "S3,c,2026-01-01,1\n", None);
    let said = |store: &Store| {
        store.import_maps().unwrap()[0]
            .1
            .contains("\"last_day\":true")
    };
    let back = |store: &mut Store, import: i64| {
        let back = Change::RevertImport(ImportId(import));
        store.apply(&dana(), &back).unwrap();
    };
    back(&mut store, 2);
    assert!(said(&store), "the last one was read so");
    back(&mut store, 3);
    assert_eq!(store.import_maps().unwrap(), first);
}

const ACCOUNTS: (&str, &str) = ("accounts.csv", "id,name,plan\nC1,Acme,Pro\nC2,Bolt,Basic\n");
const BY_NAME: (&str, &str) = (
    "subs.csv",
    "id,customer,start,end,mrr\nS1,Acme,2026-01-01,,100\nS2,Bolt,2026-01-01,,50\n",
);

#[test]
fn nothing_of_any_file_is_written_while_one_of_them_is_asked_about() {
    let mut store = Store::in_memory().unwrap();
    let refused = call(&mut store, &[ACCOUNTS, BY_NAME], &options(usd())).unwrap_err();
    let said = refused.to_string();
    assert!(
        said.contains("2 of 2 new accounts have the names of others"),
        "{said}"
    );
    assert!(!said.contains("went in"), "{said}");
    assert_eq!(imports(&mut store), 0);
    let dry = Options {
        dry_run: true,
        ..options(usd())
    };
    let shown = call(&mut store, &[ACCOUNTS, BY_NAME], &dry).unwrap();
    assert_eq!(
        shown.left_out().unwrap().to_string(),
        said,
        "a dry run says the same"
    );
    // And the way that is shown leads on.
    assert!(said.contains("--map also=COLUMN"), "{said}");
    let reports = call(
        &mut store,
        &[ACCOUNTS, BY_NAME],
        &mapped(usd(), "also", "name"),
    )
    .unwrap();
    assert_eq!(
        (mrr(&reports), reports.files[1].counts.bare_accounts),
        (15_000, 0)
    );
    let largest = reports.files[1].read_as.holds.clone().unwrap().largest;
    assert_eq!(largest.unwrap().name, "Acme", "names stay names");
}

#[test]
fn all_that_is_open_in_several_files_is_asked_at_once() {
    let mut store = Store::in_memory().unwrap();
    let other = ("accounts.csv", "id,name\nX1,Acme\nX2,Bolt\n");
    let (first, later) = (
        BY_NAME.1.replace("Acme", "C1").replace("Bolt", "C2"),
        "id,customer,start,end,mrr\nS1,C1,2026-01-01,,100\n",
    );
    call(
        &mut store,
        &[ACCOUNTS, ("subs.csv", &first)],
        &options(usd()),
    )
    .unwrap();
    let before = imports(&mut store);
    let refused = call(&mut store, &[other, ("subs.csv", later)], &options(usd())).unwrap_err();
    let said = refused.to_string();
    for words in [
        "2 things are open:",
        "1. importing accounts.csv: 2 of 2 new accounts have the names of others",
        "2. importing subs.csv: 1 account of the import before is not in this file",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(said.matches("nothing was written").count(), 1, "{said}");
    assert_eq!(imports(&mut store), before);
}

#[test]
fn a_mapping_that_brings_ids_alone_says_so() {
    let mut store = Store::in_memory().unwrap();
    call(&mut store, &[ACCOUNTS], &options(Hints::default())).unwrap();
    let also = mapped(Hints::default(), "also", "name");
    let reports = call(&mut store, &[ACCOUNTS], &also).unwrap();
    let said = reports.files[0].warnings.join(" ");
    assert!(
        said.contains("2 further ids of accounts came with it"),
        "{said}"
    );
}

#[rstest]
#[case("1,2,3", "1.0,2.0,3.0")]
#[case("1,2,3", "0001,0002,9")]
#[case("ACME-1,ACME-2,ACME-3", "acme-1,acme-2,acme-4")]
#[case("Müller  AG,B,C", "müller ag,b,D")]
fn ids_that_are_written_otherwise_are_asked_about(#[case] ids: &str, #[case] others: &str) {
    let row = |id: &str| format!("{id},Name of {id}\n");
    let accounts: String = ids.split(',').map(row).collect();
    let accounts = format!("id,name\n{accounts}");
    let row = |id: &str| format!("{id},2026-01-01,10\n");
    let subs: String = others.split(',').map(row).collect();
    let subs = format!("account,start,mrr\n{subs}");
    let mut store = Store::in_memory().unwrap();
    let both = [("a.csv", accounts.as_str()), ("s.csv", subs.as_str())];
    let refused = call(&mut store, &both, &options(usd())).unwrap_err();
    let words = "have the ids of others, written otherwise";
    assert!(refused.message.contains(words), "{refused}");
    assert_eq!(imports(&mut store), 0);
    let partial = Options {
        partial: true,
        ..options(usd())
    };
    let reports = call(&mut store, &both, &partial).unwrap();
    let noticed = reports.files[1].read_as.noticed.join(" ");
    let words = "of accounts differ only by how they are written and count as two each";
    assert!(noticed.contains(words), "{noticed}");
}

#[rstest]
#[case("1,2,3", "1,2,4.0")]
#[case("1,2,3", "1.5,2.5,3.5")]
#[case("A.0,B.0", "A,B")]
fn other_ids_are_not(#[case] ids: &str, #[case] others: &str) {
    let row = |id: &str| format!("{id},2026-01-01,10\n");
    let text = |ids: &str| {
        let rows: String = ids.split(',').map(row).collect();
        format!("account,start,mrr\n{rows}")
    };
    let mut store = Store::in_memory().unwrap();
    call(&mut store, &[("s.csv", &text(ids))], &options(usd())).unwrap();
    let partial = Options {
        partial: true,
        ..options(usd())
    };
    let reports = call(&mut store, &[("s.csv", &text(others))], &partial).unwrap();
    let noticed = reports.files[0].read_as.noticed.join(" ");
    assert!(!noticed.contains("written"), "{noticed}");
}

/// Two subscriptions in a file of these columns, each with its cells.
fn reckoned(store: &mut Store, columns: &str, rows: [&str; 2], map: &str) -> Result<i64, Failure> {
    let text = format!(
        "id,account,start,price{columns}\nS1,a,2026-01-01,{}\nS2,b,2026-01-01,{}\n",
        rows[0], rows[1]
    );
    let said = match map {
        "" => options(usd()),
        column => mapped(usd(), column, column),
    };
    call(store, &[("s.csv", &text)], &said).map(|reports| mrr(&reports))
}

#[rstest]
#[case("quantity", ["10,5", "20,3"], ["10", "20"], 11_000)]
#[case("discount_percent", ["100,20", "50,"], ["100", "50"], 13_000)]
#[case("addon", ["100,10", "50,"], ["100", "50"], 16_000)]
#[case("trial_end", ["100,2026-02-01", "50,"], ["100", "50"], 15_000)]
fn a_file_that_lacks_what_a_price_was_reckoned_with_is_asked_about(
    #[case] column: &str,
    #[case] first: [&str; 2],
    #[case] next: [&str; 2],
    #[case] sum: i64,
) {
    let mut store = Store::in_memory().unwrap();
    let columns = format!(",{column}");
    assert_eq!(reckoned(&mut store, &columns, first, column).unwrap(), sum);
    let refused = reckoned(&mut store, "", next, "").unwrap_err();
    let words = format!("the earlier file reckoned with {column}: no column of this one says");
    assert!(refused.message.contains(&words), "{refused}");
    // What is the same is not asked about, nor what is said to be right, and that once.
    assert_eq!(reckoned(&mut store, &columns, first, column).unwrap(), sum);
    let text = "id,account,start,price\nS1,a,2026-01-01,70\nS2,b,2026-01-01,80\n";
    let anyway = options(Hints {
        ignore_rest: true,
        ..usd()
    });
    call(&mut store, &[("s.csv", text)], &anyway).unwrap();
    assert_eq!(reckoned(&mut store, "", ["75", "80"], "").unwrap(), 15_500);
}

#[test]
fn a_price_that_changed_is_not_where_nothing_else_is_lacked() {
    let mut store = Store::in_memory().unwrap();
    let columns = ",currency";
    assert_eq!(
        reckoned(&mut store, columns, ["10,USD", "20,USD"], "").unwrap(),
        3_000
    );
    assert_eq!(reckoned(&mut store, "", ["10", "20"], "").unwrap(), 3_000);
}

#[test]
fn surveys_that_come_as_feedback_are_refused_by_a_dry_run_too() {
    let first = "id,account,received,reason,text\n1,a,2026-09-01,price,too dear\n2,b,2026-09-02,bugs,it breaks\n";
    let next = "id,account,received,text\n1,a,2026-09-01,too dear\n2,b,2026-09-02,it breaks\n";
    let mut store = Store::in_memory().unwrap();
    call(
        &mut store,
        &[("exit.csv", first)],
        &options(Hints::default()),
    )
    .unwrap();
    let dry = Options {
        dry_run: true,
        ..Options::default()
    };
    let shown = call(&mut store, &[("said.csv", next)], &dry).unwrap();
    let refused = call(&mut store, &[("said.csv", next)], &Options::default()).unwrap_err();
    assert!(
        refused.message.contains("are there as surveys"),
        "{refused}"
    );
    assert_eq!(shown.left_out(), Some(refused));
}
