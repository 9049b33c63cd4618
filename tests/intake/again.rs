//! The same file a second time, read better: its rows are updated, and none comes twice.

use std::path::Path;

use churnroom::domain::change::{Change, Field, Subject};
use churnroom::domain::feedback::FeedbackView;
use churnroom::domain::import::{Counts, ImportKind};
use churnroom::domain::page::Page;
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::exchange::read::Hints;
use churnroom::store::{OpenOptions, Store};
use rstest::rstest;

use super::rooms::{dana, files, options, take};

const ANSWERS: &str = "\
Submitted,Email,Why do you leave?,Anything else?,Topic
2026-09-03 10:00,kim@alder.example,Too expensive,Price went up,price; plan
2026-09-04 11:00,lee@birch.example,Support,Slow answers,support
2026-09-04 11:00,lee@birch.example,Support,Slow answers,support
2026-09-05 12:00,,Other,,
";

fn imported(
    store: &mut Store,
    path: &Path,
    map: &[(&str, &str)],
    tag_from: Option<&str>,
) -> Counts {
    let hints = Hints {
        map: map
            .iter()
            .map(|(field, header)| ((*field).to_owned(), (*header).to_owned()))
            .collect(),
        tag_from: tag_from.map(str::to_owned).into_iter().collect(),
        ignore_rest: map.is_empty(),
        ..Hints::default()
    };
    let reports = take(store, &[path.to_owned()], &options(hints)).unwrap();
    reports.files[0].counts
}

fn told(counts: Counts) -> [u64; 4] {
    [
        counts.new,
        counts.updated,
        counts.unchanged,
        counts.rejected,
    ]
}

fn page(store: &mut Store) -> Page<FeedbackView> {
    let query = Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 50,
    };
    store.answer(&query).unwrap().try_into().unwrap()
}

/// `old` is a room of before rows kept a hash of their cells and imports one of their header.
#[rstest]
fn a_better_mapping_updates_and_does_not_double(#[values(false, true)] old: bool) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.csv");
    std::fs::write(&path, ANSWERS).unwrap();
    let file = folder.path().join("room.db");
    let mut store = Store::open(
        &file,
        &OpenOptions {
            create: true,
            ..OpenOptions::default()
        },
    )
    .unwrap();
    assert_eq!(told(imported(&mut store, &path, &[], None)), [4, 0, 0, 0]);
    if old {
        drop(store);
        let db = rusqlite::Connection::open(&file).unwrap();
        db.execute_batch(
            "UPDATE feedback SET raw = NULL; \
             UPDATE imports SET head = json_remove(head, '$.header', '$.reading'); \
             DELETE FROM import_maps; DELETE FROM sums WHERE name IN ('feedback', 'imports');",
        )
        .unwrap();
        drop(db);
        store = Store::open(&file, &OpenOptions::default()).unwrap();
    }
    let account = [("account", "Email")];
    assert_eq!(
        told(imported(&mut store, &path, &account, None)),
        [0, 3, 1, 0]
    );
    assert_eq!(
        told(imported(&mut store, &path, &account, None)),
        [0, 0, 4, 0]
    );
    assert_eq!(told(imported(&mut store, &path, &[], None)), [0, 0, 4, 0]);
    let said = page(&mut store);
    assert_eq!(said.items.len(), 4);
    let known = |item: &&FeedbackView| item.said_by().is_some();
    assert_eq!(said.items.iter().filter(known).count(), 3);
    let tagged = imported(&mut store, &path, &[], Some("Topic"));
    assert_eq!(told(tagged), [0, 3, 1, 0]);
    let said = page(&mut store);
    let tags: usize = said.items.iter().map(|item| item.tags.len()).sum();
    assert_eq!(tags, 4);
}

#[test]
fn an_id_is_one_however_its_letters_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    for (name, text, new) in [
        ("who.csv", "id,name\nAT&amp;T,AT&amp;T Inc\nb&b,B&B\n", 2),
        (
            "paid.csv",
            "account,start,mrr\nAT&T,2026-01-02,10\nAT&#38;T,2026-01-03,20\nb&b,2026-01-02,5\n",
            3,
        ),
    ] {
        let paths = files(folder.path(), &[(name, text)]);
        let reports = take(&mut store, &paths, &options(super::usd())).unwrap();
        let counts = reports.files[0].counts;
        assert_eq!((counts.new, counts.bare_accounts), (new, 0), "{name}");
        if let Some(holds) = &reports.files[0].read_as.holds {
            let largest = holds.largest.as_ref().unwrap();
            assert_eq!((holds.accounts, largest.mrr.0), (2, 3_000));
            assert_eq!(largest.name, "AT&T Inc");
        }
    }
}

#[test]
fn a_mapping_that_changes_nothing_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("said.csv");
    let text = "id,customer id,text,kept by\n1,c1,slow,\n2,c2,dear,\n";
    std::fs::write(&path, text).unwrap();
    let mut store = Store::in_memory().unwrap();
    let mut warned = |map: &[(&str, &str)]| {
        let map = map
            .iter()
            .map(|(field, header)| ((*field).to_owned(), (*header).to_owned()));
        let hints = Hints {
            map: map.collect(),
            ignore_rest: true,
            ..Hints::default()
        };
        let reports = take(&mut store, std::slice::from_ref(&path), &options(hints)).unwrap();
        reports.files[0].warnings.clone()
    };
    assert_eq!(warned(&[]), [""; 0]);
    assert_eq!(warned(&[]), [""; 0], "the same reading needs no word");
    let said = "all 2 rows are as they were: the new mapping changes no value that is kept \
                (source from `kept by`)";
    assert_eq!(warned(&[("source", "kept by")]), [said]);
    assert_eq!(
        warned(&[("source", "id")]).len(),
        0,
        "that changes something"
    );
}

#[test]
fn answers_taken_for_feedback_become_surveys_and_do_not_double() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("said.csv");
    let text = "customer id,date,text,why\nc1,2026-09-01,slow,Speed\nc2,2026-09-02,dear,Price\n";
    std::fs::write(&path, text).unwrap();
    let mut store = Store::in_memory().unwrap();
    let first = imported(&mut store, &path, &[], None);
    assert_eq!(told(first), [2, 0, 0, 0]);
    let reason = [("reason", "why"), ("account", "customer id")];
    let again = imported(&mut store, &path, &reason, None);
    assert_eq!(told(again), [0, 2, 0, 0]);
    let said = page(&mut store);
    let surveys = said.items.iter().filter(|item| item.feedback.exit_survey);
    assert_eq!((said.items.len(), surveys.count()), (2, 2));
}

#[test]
fn words_that_people_changed_are_known_by_what_stood_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("said.csv");
    let mut store = Store::in_memory().unwrap();
    let rows = "elm,2026-09-01,Call 0123 4567\nfir,2026-09-02,Dear\n";
    std::fs::write(&path, format!("account,received,text\n{rows}")).unwrap();
    imported(&mut store, &path, &[], None);
    let mut changed = page(&mut store).items;
    changed.retain(|item| item.feedback.text.starts_with("Call"));
    let subject = Subject::Feedback(changed[0].feedback.id);
    let (was, now) = ("Call 0123 4567".to_owned(), "Call".to_owned());
    let change = Change::set(subject, Field::Text, was, now);
    store.edit(&dana(), |_| Ok(change.clone())).unwrap();
    std::fs::write(
        &path,
        format!(
            "id,account,received,text\n1,{}",
            rows.replace("\nfir", "\n2,fir")
        ),
    )
    .unwrap();
    assert_eq!(told(imported(&mut store, &path, &[], None)), [0, 2, 0, 0]);
    let texts: Vec<_> = page(&mut store)
        .items
        .into_iter()
        .map(|item| item.feedback.text)
        .collect();
    assert_eq!(texts, ["Dear", "Call"]);
}

/// Feedback without ids is found again when its tags arrive later, and what people did stays.
#[test]
fn tags_that_arrive_later_are_set_on_the_rows_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.csv");
    let mut store = Store::in_memory().unwrap();
    std::fs::write(
        &path,
        "account,received,text\nElm,2026-08-01,It is slow\nFir,2026-08-02,It is dear\n",
    )
    .unwrap();
    assert_eq!(told(imported(&mut store, &path, &[], None)), [2, 0, 0, 0]);
    std::fs::write(
        &path,
        "account,received,text,tags\nElm,2026-08-01,It is slow,speed; login\nFir,2026-08-02,It is dear,\n",
    )
    .unwrap();
    assert_eq!(told(imported(&mut store, &path, &[], None)), [0, 1, 1, 0]);
    let mut tags: Vec<Vec<String>> = page(&mut store)
        .items
        .into_iter()
        .map(|one| one.tags.into_iter().map(|tag| tag.name).collect())
        .collect();
    tags.sort();
    assert_eq!(tags, [vec![], vec!["login".to_owned(), "speed".to_owned()]]);
}

/// Two accounts say several things each: by account two rows are refused as the same id twice.
const SAID: &str = "ref,who,said on,note\n\
    r1,oak,2026-04-01,The export is slow\n\
    r2,ash,2026-04-02,The price went up again\n\
    r3,oak,2026-04-03,Nobody answers the phone\n\
    r4,fir,2026-04-04,We go to another tool\n";
const PAID: &str = "ref,who,begin,mrr\n\
    r1,oak,2026-04-01,10\nr2,ash,2026-04-02,20\nr3,oak,2026-04-03,30\nr4,fir,2026-04-04,40\n";

#[rstest]
#[case::feedback(SAID, &[("received", "said on"), ("text", "note")])]
#[case::subscriptions(PAID, &[("start", "begin")])]
fn an_id_of_another_column_is_known_by_the_one_before(
    #[case] text: &str,
    #[case] map: &[(&str, &str)],
    #[values("ref", "")] id: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("list.csv", text)]);
    let mut store = Store::in_memory().unwrap();
    let with = |maps: &[(&str, &str)], ignored: &str| {
        let all = map.iter().chain(maps).chain(&[("account", "who")]);
        Hints {
            currency: Some("EUR".parse().unwrap()),
            map: all
                .map(|(field, column)| ((*field).into(), (*column).into()))
                .collect(),
            ignore: (!ignored.is_empty())
                .then(|| ignored.to_owned())
                .into_iter()
                .collect(),
            ignore_rest: true,
            ..Hints::default()
        }
    };
    let mut take = |hints: Hints| {
        let reports = take(&mut store, &paths, &options(hints)).unwrap();
        told(reports.files[0].counts)
    };
    // By the day of the row as its id, which is wrong and tells all four apart.
    let day = map[0].1;
    assert_eq!(take(with(&[("id", day)], "")), [4, 0, 0, 0]);
    let now = || match id {
        "" => with(&[], "ref"),
        id => with(&[("id", id)], ""),
    };
    if id.is_empty() {
        // Nothing is an id any more: nothing is said twice either.
        let told = take(now());
        assert_eq!((told[0], told[3]), (0, 0), "{told:?}");
        return;
    }
    assert_eq!(take(now()), [0, 4, 0, 0]);
    assert_eq!(take(now()), [0, 0, 4, 0]);
}

#[test]
fn tags_that_come_and_go_with_their_column_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let with = "id,account,received,text,tags\nt1,oak,2026-04-01,Slow,ui;price\nt2,ash,2026-04-02,Dear,price\n";
    let without = "id,account,received,text\nt1,oak,2026-04-01,Slow\nt2,ash,2026-04-02,Dear\n";
    let (fewer, other) = (with.replace("ui;", ""), with.replace("ui;", "ux;"));
    let texts = [
        ("with.csv", with),
        ("without.csv", without),
        ("other.csv", other.as_str()),
        ("fewer.csv", fewer.as_str()),
    ];
    let paths = files(folder.path(), &texts);
    let mut store = Store::in_memory().unwrap();
    let mut take = |at: usize| {
        let hints = Hints::default();
        let reports = take(&mut store, &paths[at..=at], &options(hints)).unwrap();
        told(reports.files[0].counts)
    };
    assert_eq!(take(0), [2, 0, 0, 0]);
    for at in [1, 0, 3, 1, 0] {
        assert_eq!(take(at), [0, 0, 2, 0], "a file takes no tag away");
    }
    // Tags that are new are news.
    assert_eq!(take(2), [0, 1, 1, 0]);
    assert_eq!(take(1), [0, 0, 2, 0]);
}

#[rstest]
#[case::both((ImportKind::Feedback, "ticket"), (ImportKind::Surveys, "ref"))]
#[case::both_the_other_way((ImportKind::Surveys, "ref"), (ImportKind::Feedback, "ticket"))]
#[case::the_kind((ImportKind::Feedback, "ref"), (ImportKind::Surveys, "ref"))]
#[case::the_id((ImportKind::Surveys, "ticket"), (ImportKind::Surveys, "ref"))]
fn another_kind_and_another_id_at_once_double_nothing(
    #[case] first: (ImportKind, &str),
    #[case] then: (ImportKind, &str),
) {
    let folder = tempfile::tempdir().unwrap();
    let text = "ticket,ref,customer,date,comment\n1,x,a,2026-01-01,Slow\n2,y,b,2026-01-02,Dear\n";
    let paths = files(folder.path(), &[("said.csv", text)]);
    let mut store = Store::in_memory().unwrap();
    for (kind, id) in [first, then, first, then] {
        let hints = Hints {
            kind: Some(kind),
            map: vec![("id".into(), id.into())],
            ..super::usd()
        };
        take(&mut store, &paths, &options(hints)).unwrap();
        assert_eq!(page(&mut store).items.len(), 2, "{kind:?} {id}");
    }
}
