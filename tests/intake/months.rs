//! The next month's export of the same list: rows without an id, with other columns, and with accounts left out. What
//! was there is found again, and what cannot be told is asked. Must not know the store's tables.

use std::path::PathBuf;

use churnroom::domain::change::{Change, Edit, Field, Subject};
use churnroom::domain::failure::{Code, Failure};
use churnroom::domain::feedback::FeedbackView;
use churnroom::domain::ids::TagId;
use churnroom::domain::page::Page;
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::runtime::intake::{FileReport, Options};
use churnroom::store::Store;
use rstest::rstest;
use tempfile::TempDir;

use super::rooms::{dana, take};
use super::usd;

/// A room and a folder in which the files of a system lie, one a month.
struct Months {
    folder: TempDir,
    store: Store,
    options: Options,
}

impl Months {
    fn new() -> Months {
        Months {
            folder: tempfile::tempdir().unwrap(),
            store: Store::in_memory().unwrap(),
            options: Options {
                hints: usd(),
                ..Options::default()
            },
        }
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.folder.path().join("list.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn refused(&mut self, text: &str) -> Failure {
        let path = self.file(text);
        let held = self.store.answer(&Query::Imports).unwrap();
        let failure = take(&mut self.store, &[path], &self.options).unwrap_err();
        assert_eq!(failure.code, Code::Usage, "{failure}");
        assert_eq!(self.store.answer(&Query::Imports).unwrap(), held);
        failure
    }

    fn report(&mut self, text: &str) -> FileReport {
        let path = self.file(text);
        let reports = take(&mut self.store, &[path], &self.options);
        reports.unwrap().files.remove(0)
    }

    /// New, updated, unchanged and rejected rows, and what the room then holds.
    fn took(&mut self, text: &str) -> ([u64; 4], i64) {
        let report = self.report(text);
        let c = report.counts;
        assert_eq!(
            c.read,
            c.new + c.updated + c.unchanged + c.left_out + c.rejected
        );
        let holds = report.read_as.holds.map_or(0, |holds| holds.mrr.0);
        ([c.new, c.updated, c.unchanged, c.rejected], holds)
    }

    fn said(&mut self) -> Vec<FeedbackView> {
        let query = Query::Feedback {
            filter: FeedbackFilter::default(),
            after: None,
            limit: 50,
        };
        let page: Page<FeedbackView> = self.store.answer(&query).unwrap().try_into().unwrap();
        page.items
    }
}

const PAID: &str = "account,start,end,amount,plan\n\
    a,2026-01-05,,100,Pro\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n";

#[rstest]
#[case::a_price("a,2026-01-05,,120,Pro\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n", [0, 1, 2, 0], 18_000)]
#[case::an_end("a,2026-01-05,2026-01-20,100,Pro\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n", [0, 1, 2, 0], 6_000)]
#[case::all_prices("a,2026-01-05,,110,Pro\nb,2026-01-09,,60,Team\nc,2026-02-01,,20,Pro\n", [0, 3, 0, 0], 19_000)]
#[case::a_plan("a,2026-01-05,,150,Max\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n", [0, 1, 2, 0], 21_000)]
#[case::another_begun_after_an_end(
    "a,2026-01-05,2026-01-20,100,Pro\na,2026-01-20,,130,Max\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n",
    [1, 1, 2, 0],
    19_000
)]
#[case::one_more("a,2026-01-05,,100,Pro\na,2026-01-20,,7,Team\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n", [1, 0, 3, 0], 16_700)]
#[case::a_second_of_the_same_day(
    "a,2026-01-05,,100,Pro\na,2026-01-05,,5,Pro\nb,2026-01-09,,51,Team\nc,2026-02-01,,10,Pro\n",
    [1, 1, 2, 0],
    16_600
)]
fn a_row_without_an_id_that_says_something_else_next_month_is_the_same_row(
    #[case] rows: &str,
    #[case] counts: [u64; 4],
    #[case] mrr: i64,
) {
    let mut months = Months::new();
    assert_eq!(months.took(PAID), ([3, 0, 0, 0], 16_000));
    let next = format!("account,start,end,amount,plan\n{rows}");
    assert_eq!(months.took(&next), (counts, mrr));
    let again = counts.iter().sum();
    assert_eq!(months.took(&next), ([0, 0, again, 0], mrr));
    months.store.apply(&dana(), &Change::Undo).unwrap();
    months.store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(months.took(PAID), ([0, 0, 3, 0], 16_000));
}

#[test]
fn what_was_updated_without_an_id_is_said() {
    let mut months = Months::new();
    months.took(PAID);
    let report = months.report(&PAID.replace("100", "120").replace(",50,", ",55,"));
    let said = "2 rows have other values than before and no id: known by their account and start";
    assert!(
        report.read_as.noticed.iter().any(|line| line == said),
        "{:?}",
        report.read_as.noticed
    );
}

#[rstest]
#[case::starts_anew("a,2026-03-01,,120,Pro\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n")]
#[case::two_that_could_be_it(
    "a,2026-01-05,,70,Pro\na,2026-01-05,,50,Pro\nb,2026-01-09,,50,Team\nc,2026-02-01,,10,Pro\n"
)]
#[case::nothing_is_found_again("a,2026-03-01,,120,Pro\n")]
fn rows_beside_earlier_ones_that_are_not_found_again_are_asked_about(#[case] rows: &str) {
    let mut months = Months::new();
    months.took(PAID);
    let next = format!("account,start,end,amount,plan\n{rows}");
    let failure = months.refused(&next);
    let words = "would count beside what is there";
    assert!(failure.message.contains(words), "{failure}");
    for way in ["id", "churnroom imports revert 1", "--partial"] {
        assert!(failure.hint.contains(way), "{failure}");
    }
    months.options.dry_run = true;
    let path = months.file(&next);
    let dry = take(&mut months.store, &[path], &months.options).unwrap();
    let open = dry.left_out().unwrap();
    assert!(failure.message.ends_with(&open.message), "{open}");
    assert_eq!(failure.hint, open.hint);
    (months.options.dry_run, months.options.partial) = (false, true);
    let ([new, ..], _) = months.took(&next);
    assert!(new > 0);
}

#[test]
fn another_list_that_looks_like_the_same_is_asked_about_and_others_come_in() {
    let mut months = Months::new();
    months.took(PAID);
    let failure = months.refused("customer,start,price,plan,seat\na,2026-01-05,20,Pro,x\n");
    assert!(failure.hint.contains("--partial"), "{failure}");
    let more = "customer,start,price,plan,seat\na,2026-01-06,20,Add-on,x\nd,2026-01-05,20,Pro,x\n";
    assert_eq!(months.took(more).0, [2, 0, 0, 0]);
}

#[test]
fn subscriptions_that_get_an_id_or_lose_it_are_the_same_ones() {
    let mut months = Months::new();
    months.took(PAID);
    let named = "id,account,start,end,amount,plan\n\
        s1,a,2026-01-05,,100,Pro\ns2,b,2026-01-09,,55,Team\ns3,c,2026-02-01,,10,Pro\n";
    assert_eq!(months.took(named), ([0, 3, 0, 0], 16_500));
    assert_eq!(months.took(named), ([0, 0, 3, 0], 16_500));
    let without = PAID.replace(",50,", ",55,").replace("10,Pro", "12,Pro");
    let (counts, mrr) = months.took(&without);
    assert_eq!((counts, mrr), ([0, 1, 2, 0], 16_700));
    assert_eq!(months.took(&without), ([0, 0, 3, 0], 16_700));
    // The ids they had they have still.
    let named = named.replace("10,Pro", "12,Pro");
    let ([new, ..], mrr) = months.took(&named);
    assert_eq!((new, mrr), (0, 16_700));
}

#[test]
fn files_of_one_call_without_ids_that_contradict_each_other_are_refused() {
    let mut months = Months::new();
    let one = months.file(PAID);
    let other = months.folder.path().join("other.csv");
    std::fs::write(&other, PAID.replace("100", "120")).unwrap();
    let failure = take(&mut months.store, &[one, other], &months.options).unwrap_err();
    let words = "say different things of `a` from 2026-01-05";
    assert!(failure.message.contains(words), "{failure}");
}

const SAID: &str = "date,text\n2026-09-01,too dear\n2026-09-02,too slow\n2026-09-02,too slow\n";

#[rstest]
#[case::an_id(
    "id,date,text\n1,2026-09-01,too dear\n2,2026-09-02,too slow\n3,2026-09-02,too slow\n"
)]
#[case::an_account(
    "date,text,customer id\n2026-09-01,too dear,a\n2026-09-02,too slow,b\n2026-09-02,too slow,c\n"
)]
#[case::a_score(
    "date,score,text\n2026-09-01,3,too dear\n2026-09-02,5,too slow\n2026-09-02,4,too slow\n"
)]
#[case::all_of_them(
    "id,date,text,score,customer id,tags\n1,2026-09-01,too dear,3,a,x\n2,2026-09-02,too slow,5,b,y\n3,2026-09-02,too slow,4,,\n"
)]
fn feedback_that_gets_a_column_more_is_the_same_feedback(#[case] more: &str) {
    let mut months = Months::new();
    assert_eq!(months.took(SAID).0, [3, 0, 0, 0]);
    let dear = months
        .said()
        .into_iter()
        .find(|said| said.feedback.text == "too dear");
    let edit = Change::Set(Edit {
        subject: Subject::Feedback(dear.unwrap().feedback.id),
        field: Field::Text,
        was: "too dear".into(),
        now: "too dear for us".into(),
    });
    months.store.apply(&dana(), &edit).unwrap();
    assert_eq!(months.took(more).0, [0, 3, 0, 0]);
    assert_eq!(months.took(more).0, [0, 0, 3, 0]);
    let said = months.said();
    assert_eq!(said.len(), 3);
    assert!(
        said.iter()
            .any(|said| said.feedback.text == "too dear for us")
    );
    // And the next one that says something new is new.
    let one = format!(
        "{more}{}",
        more.lines()
            .last()
            .unwrap()
            .replace("slow", "late")
            .replace('3', "9")
    );
    assert_eq!(months.took(&one).0, [1, 0, 3, 0]);
}

#[test]
fn a_tag_that_people_renamed_keeps_its_name_when_its_row_changes() {
    let mut months = Months::new();
    months.took("id,text,tags\n1,slow,speed;price\n2,dear,price\n");
    let rename = Change::Set(Edit {
        subject: Subject::Tag(TagId(1)),
        field: Field::Name,
        was: "speed".into(),
        now: "tempo".into(),
    });
    months.store.apply(&dana(), &rename).unwrap();
    let names = |months: &mut Months| {
        let tags = months.said().into_iter().map(|said| {
            let names = said.tags.into_iter().map(|tag| tag.name);
            names.collect::<Vec<_>>()
        });
        tags.collect::<Vec<_>>()
    };
    let changed = "id,text,tags\n1,very slow,speed;price\n2,dear,price\n3,slow too,Speed\n";
    assert_eq!(months.took(changed).0, [1, 1, 1, 0]);
    assert_eq!(
        names(&mut months),
        [vec!["tempo"], vec!["price"], vec!["price", "tempo"]]
    );
    // A name that somebody gives another tag since is that one's.
    months.store.apply(&dana(), &Change::Undo).unwrap();
    months.store.apply(&dana(), &Change::Undo).unwrap();
    assert_eq!(months.took(changed).0, [1, 1, 1, 0]);
    let said = names(&mut months);
    assert_eq!(said, [vec!["speed"], vec!["price"], vec!["price", "speed"]]);
}

const IDS: &str = "id,account,start,end,amount\ns1,a,2026-01-05,,100\ns2,b,2026-01-09,,50\n";

#[test]
fn an_account_that_the_same_list_leaves_out_is_asked_about_whatever_its_columns() {
    let mut months = Months::new();
    months.took(IDS);
    let failure = months.refused("id,account,start,end,amount,country\ns1,a,2026-01-05,,100,NL\n");
    let words = "1 account of the import before is not in this file, 50.00 a month (b)";
    assert!(failure.message.contains(words), "{failure}");
    // Another list is another list.
    let other = "id,account,start,end,amount,country\nx1,a,2026-01-05,,1,NL\n";
    assert_eq!(months.took(other).0, [1, 0, 0, 0]);
    // The same of balances.
    let mut months = Months::new();
    months.took("account,day,mrr\na,2026-01-31,10\nb,2026-01-31,20\n");
    let failure = months.refused("account,day,mrr,owner\na,2026-02-28,10,x\n");
    assert!(failure.message.contains("(b)"), "{failure}");
}

#[test]
fn an_account_whose_row_is_rejected_is_in_the_file() {
    let mut months = Months::new();
    months.took(IDS);
    let next = IDS.replace("2026-01-09", "yesterday");
    assert_eq!(months.took(&next).0, [0, 0, 1, 1]);
}

#[test]
fn two_accounts_with_names_of_their_own_that_are_one_by_their_ids_are_said() {
    let mut months = Months::new();
    months.options.hints.ignore_rest = true;
    months.took("id,name\nal-1,Alder\n");
    months.took("id,name\nuuid-1,Alder Ltd\n");
    months.options.hints.map = vec![("also".into(), "other id".into())];
    let both = "id,name,other id\nal-1,Alder,uuid-1\n";
    let said = "`Alder Ltd` (uuid-1) and `Alder` (al-1) are one by their ids and count as two, since each has a name \
                of its own: churnroom accounts same uuid-1 al-1 --reason TEXT makes them one";
    let report = months.report(both);
    assert!(
        report.read_as.noticed.iter().any(|line| line == said),
        "{:?}",
        report.read_as.noticed
    );
}

#[test]
fn balances_that_stay_as_they_are_say_so_until_their_day() {
    let mut months = Months::new();
    months.took("account,day,mrr\na,2026-01-31,10\nb,2026-01-31,20\n");
    let report = months.report("account,day,mrr\na,2026-03-31,10\nb,2026-03-31,20\n");
    let holds = report.read_as.holds.unwrap();
    assert_eq!(
        (holds.day.to_string().as_str(), holds.mrr.0),
        ("2026-03-31", 3_000)
    );
    months.store.apply(&dana(), &Change::Undo).unwrap();
    let again = months.report("account,day,mrr\na,2026-02-28,10\nb,2026-02-28,20\n");
    assert_eq!(again.read_as.holds.unwrap().day.to_string(), "2026-02-28");
}
