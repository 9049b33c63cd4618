//! One thing that could come twice: items of a subscription, accounts under another id, lists that are ledgers.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::Options;
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::rooms::{files, options, take};
use super::{mapped, read, usd};

const STRIPE: &str = "id,Customer ID,Status,Start Date (UTC),Ended At (UTC),Plan,Quantity,Currency,Interval,Amount\n";

#[test]
fn items_of_a_subscription_are_added_up() {
    let text = format!(
        "{STRIPE}sub_1,cus_1,active,2026-01-01,,base,1,usd,month,100.00\n\
         sub_1,cus_1,active,2026-01-01,,seats,1,usd,month,25.00\n\
         sub_1,cus_1,active,2026-01-01,,seats,1,usd,month,25.00\n\
         sub_2,cus_2,active,2026-02-01,,base,1,usd,month,50.00\n\
         sub_2,cus_3,active,2026-02-01,,base,1,usd,month,70.00\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("subs.csv", &text)]);
    let mut store = Store::in_memory().unwrap();
    for (new, unchanged) in [(3, 1), (0, 4)] {
        let reports = take(&mut store, &paths, &options(usd())).unwrap();
        let file = &reports.files[0];
        let counts = file.counts;
        assert_eq!(
            (counts.new, counts.unchanged, counts.rejected),
            (new, unchanged, 1)
        );
        assert_eq!(file.read_as.holds.as_ref().unwrap().mrr.0, 17_500);
        let reason = &file.read_as.reasons[0].reason;
        assert!(
            reason.contains("with another customer, start or end"),
            "{reason}"
        );
        let noticed = file.read_as.noticed.join("\n");
        assert!(noticed.contains("1 row is a further item"), "{noticed}");
    }
}

#[test]
fn accounts_are_known_by_the_column_they_were_known_by() {
    let text = "id,crm_id,name\n1,c1,Alder\n2,c2,Birch\n";
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("accounts.csv", text)]);
    let mut store = Store::in_memory().unwrap();
    take(&mut store, &paths, &options(Hints::default())).unwrap();
    let refused = take(&mut store, &paths, &options(mapped(&[("id", "crm_id")]))).unwrap_err();
    assert!(
        refused.message.contains("each would come twice"),
        "{refused:?}"
    );
    assert!(
        refused.hint.contains("--map id=crm_id --map also=id"),
        "{refused:?}"
    );
    for map in [&[("id", "id")][..], &[("id", "crm_id"), ("also", "id")]] {
        let reports = take(&mut store, &paths, &options(mapped(map))).unwrap();
        assert_eq!(reports.files[0].counts.new, 0, "{map:?}");
    }
}

#[rstest]
#[case(
    "id,customer,created,status,price\n1,a,2026-01-01,active,10\n2,b,2026-02-01,canceled,20\n",
    true
)]
#[case(
    "id,name,signed_up,state,mrr\n1,a,2026-01-01,active,10\n2,b,2026-02-01,churned,20\n",
    true
)]
#[case(
    "id,name,signed_up,state,region\n1,a,2026-01-01,active,10\n2,b,2026-02-01,churned,20\n",
    false
)]
#[case(
    "id,name,signed_up,state,mrr\n1,a,2026-01-01,Texas,10\n2,b,2026-02-01,Ohio,20\n",
    false
)]
#[case(
    "id,name,last_seen,status,mrr\n1,a,2026-01-01,active,10\n2,b,2026-02-01,churned,20\n",
    false
)]
fn a_day_a_status_and_a_price_are_a_ledger_or_asked_about(#[case] text: &str, #[case] is: bool) {
    let questions = asked(text, &usd());
    let ways = questions.iter().flat_map(|question| &question.settled_by);
    let ledger = ways
        .filter(|way| way.option.starts_with("--as-kind subscriptions"))
        .count();
    assert_eq!(ledger, usize::from(is), "{questions:?}");
}

#[rstest]
#[case("total", true)]
#[case("Total amount", true)]
#[case("Summe", true)]
#[case("total MRR", false)]
fn a_total_is_no_price_of_a_month_unasked(#[case] name: &str, #[case] is: bool) {
    let text = format!("customer,start,{name}\na,2026-01-01,1200\nb,2026-02-01,99\n");
    let questions = asked(&text, &mapped(&[("amount", name)]));
    let about = questions
        .iter()
        .any(|question| question.open.contains("more than a month"));
    assert_eq!(about, is, "{questions:?}");
    let text =
        format!("customer,start,{name},term\na,2026-01-01,1200,year\nb,2026-02-01,99,month\n");
    let hints = mapped(&[("amount", name), ("interval", "term")]);
    assert_eq!(asked(&text, &hints), []);
    let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
    assert!(matches!(&rows[0], ImportRow::Subscription(row) if row.amount.0 == 120_000));
}

#[test]
fn accounts_with_the_names_of_others_are_not_taken_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let first = "id,name\n1,Alder\n2,Birch\n3,Cedar\n";
    let next = "crm_id,name\nc1,alder\nc2,Birch\nc3,Cedar\nc4,Dale\n";
    let few = "crm_id,name\nc1,Alder\nc5,Elm\nc6,Fir\nc7,Gorse\n";
    let paths = files(
        folder.path(),
        &[("1.csv", first), ("2.csv", next), ("3.csv", few)],
    );
    let mut store = Store::in_memory().unwrap();
    take(&mut store, &paths[..1], &options(Hints::default())).unwrap();
    let by_crm = options(mapped(&[("id", "crm_id")]));
    let refused = take(&mut store, &paths[1..2], &by_crm).unwrap_err();
    let words =
        "3 of 4 new accounts have the names of others under other ids (alder, Birch, Cedar)";
    assert!(refused.message.contains(words), "{refused:?}");
    let reports = take(&mut store, &paths[2..], &by_crm).unwrap();
    assert_eq!(
        reports.files[0].counts.new, 4,
        "one of four may be called alike"
    );
    let partial = Options {
        partial: true,
        ..by_crm
    };
    let reports = take(&mut store, &paths[1..2], &partial).unwrap();
    assert_eq!(
        (reports.files[0].counts.new, reports.files[0].counts.updated),
        (3, 1)
    );
}

#[test]
fn a_ledger_by_the_names_of_accounts_is_not_taken_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let accounts = "id,name\n1,Alder\n2,Birch\n3,Cedar\n";
    let ledger =
        "account,start,mrr\nAlder,2026-01-01,10\nbirch,2026-01-01,20\nDale,2026-01-01,30\n";
    let by_id = ledger.replace("Alder", "1").replace("birch", "2");
    let paths = files(
        folder.path(),
        &[("1.csv", accounts), ("2.csv", ledger), ("3.csv", &by_id)],
    );
    let mut store = Store::in_memory().unwrap();
    take(&mut store, &paths[..1], &options(Hints::default())).unwrap();
    let refused = take(&mut store, &paths[1..2], &options(usd())).unwrap_err();
    let words = "2 of 3 new accounts have the names of others under other ids (Alder, birch)";
    assert!(refused.message.contains(words), "{refused:?}");
    assert!(refused.hint.contains("--map account=COLUMN"), "{refused:?}");
    let reports = take(&mut store, &paths[2..], &options(usd())).unwrap();
    assert_eq!(reports.files[0].counts.bare_accounts, 1);
}

#[test]
fn accounts_that_are_called_otherwise_than_before_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let first = "id,name,plan\n1,Alder,Pro\n2,Birch,Pro\n3,Cedar,Pro\n4,Dale,Pro\n";
    let next = "id,name,plan\n1,Alder Group,Pro\n2,Birch,Basic\n3,Fir,Pro\n4,Dale,Pro\n";
    let paths = files(folder.path(), &[("1.csv", first), ("2.csv", next)]);
    let mut store = Store::in_memory().unwrap();
    let mut said = |path: &[std::path::PathBuf]| {
        let reports = take(&mut store, path, &options(Hints::default())).unwrap();
        reports.files[0].read_as.noticed.clone()
    };
    assert!(!said(&paths[..1]).join("").contains("renamed"));
    let words = "renamed: 2 accounts (`Alder` to `Alder Group`, `Cedar` to `Fir`)";
    assert!(said(&paths[1..]).contains(&words.to_owned()));
    assert!(!said(&paths[1..]).join("").contains("renamed"));
}

#[test]
fn a_file_without_a_row_that_can_be_used_is_no_import() {
    let folder = tempfile::tempdir().unwrap();
    let none = "account,start,mrr\nA,2026-01-01,ten\nB,2026-01-01,none\n";
    let good = "account,start,mrr\nA,2026-01-01,10\n";
    let paths = files(folder.path(), &[("1.csv", none), ("2.csv", good)]);
    let mut store = Store::in_memory().unwrap();
    let reports = take(&mut store, &paths[..1], &options(usd())).unwrap();
    let report = &reports.files[0];
    assert_eq!((report.import, report.counts.rejected), (None, 2));
    assert!(report.rejects_file.is_some() && report.warnings[0].contains("nothing of it"));
    assert_eq!(store.currency().unwrap(), None);
    let reports = take(&mut store, &paths[1..], &options(usd())).unwrap();
    assert!(reports.files[0].import.is_some());
}
