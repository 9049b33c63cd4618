//! Files as somebody new brings them: contact lists, answers of a survey, titles above a header. Must not know how any
//! of them is told apart.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::exchange::read::{Hints, open};
use rstest::rstest;

use super::asked::asked;
use super::{feedback, read, usd};

fn mapped(kind: Option<ImportKind>, map: &[(&str, &str)]) -> Hints {
    let map = map.iter();
    Hints {
        kind,
        map: map
            .map(|(field, column)| ((*field).to_owned(), (*column).to_owned()))
            .collect(),
        ..usd()
    }
}

fn refused(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    open(&path, &usd()).unwrap_err().to_string()
}

#[rstest]
#[case::one(
    "Subscriptions of October,,,\naccount,start,end,mrr\nA,2026-01-01,,10\n",
    1
)]
#[case::two(
    "Subscriptions,,,\nas of 31 October,by Kim,,\naccount,start,end,mrr\nA,2026-01-01,,10\n",
    2
)]
#[case::narrow("October\naccount,start,end,mrr\nA,2026-01-01,,10\n", 1)]
#[case::separator("sep=,\naccount,start,end,mrr\nA,2026-01-01,,10\n", 0)]
fn a_title_above_a_header_is_no_part_of_it(#[case] text: &str, #[case] titles: usize) {
    let (source, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), bad.len()), (1, 0));
    assert_eq!(source.names, ["account", "start", "end", "mrr"]);
    assert_eq!(
        source.notes.len(),
        usize::from(titles > 0),
        "{:?}",
        source.notes
    );
    let row = format!("the header is in line {}", titles + 1);
    assert!(
        source.notes.iter().all(|note| note.starts_with(&row)),
        "{:?}",
        source.notes
    );
}

#[rstest]
#[case::blank_lines("October\n\n\naccount,start,end,mrr\nA,2026-01-01,,10\n", 4)]
#[case::a_break_in_a_title(
    "\"October\nin Kim's view\",,,\n\naccount,start,end,mrr\nA,2026-01-01,,10\n",
    4
)]
fn the_line_of_a_header_is_that_of_the_file(#[case] text: &str, #[case] line: u64) {
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    let said = format!("the header is in line {line}: the row above it is a title");
    assert_eq!(source.notes, [said]);
}

#[test]
fn groups_above_a_header_are() {
    let text = "Customer,,Contract,\nID,Name,Start,MRR\n1,Alder,2026-01-01,10\n";
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(source.names[0], "Customer ID");
    assert_eq!(source.notes, [""; 0]);
}

#[test]
fn a_part_of_a_heading_names_its_column_where_no_other_has_it() {
    let text = "V1,V2,V4,V9,Q1,Q2\nResponseID,ResponseSet,ExternalDataReference,EndDate,Which?,Why not?\nR1,S,acme,2026-01-31,2,Too slow\n";
    let (source, rows, bad) = read(text.as_bytes(), &mapped(None, &[("text", "Q2")])).unwrap();
    assert_eq!(bad, []);
    assert_eq!(feedback(&rows)[0].text, "Too slow");
    assert_eq!(
        source.to_remember().map,
        [("text".to_owned(), "Q2 Why not?".to_owned())]
    );
    let (_, rows, _) = read(text.as_bytes(), &mapped(None, &[("text", "why not")])).unwrap();
    assert_eq!(feedback(&rows)[0].text, "Too slow");
    let text = text.replace("V9,Q1", "V9,Q2");
    let (_, rows, _) = read(text.as_bytes(), &mapped(None, &[("text", "Q2")])).unwrap();
    assert_ne!(feedback(&rows)[0].text, "2", "two are called so");
}

#[rstest]
#[case::with_a_last_activity(
    "Contact Id,First Name,Company Name,Phone,Email,Created,Last Activity\n7,Ann,Alder,1,a@x.example,2024-01-01,2024-01-15\n",
    "--as-kind accounts --map id='Contact Id'"
)]
#[case::with_a_name(
    "Email,Name,Company,Phone\na@x.example,Ann,Alder,1\n",
    "--as-kind accounts --map id=Email"
)]
#[case::usage(
    "account_id,last_seen,logins,email,phone\na,2026-01-01,3,a@x.example,1\n",
    ""
)]
#[case::owners("name,email,team\nKim,kim@x.example,CS\n", "")]
fn a_list_of_contacts_is_asked_about(#[case] text: &str, #[case] way: &str) {
    let questions = asked(text, &usd());
    match way {
        "" => assert_eq!(questions, []),
        way => {
            assert_eq!(questions.len(), 1, "{questions:?}");
            assert_eq!(questions[0].settled_by[0].option, way);
            let id = text.split(',').next().unwrap();
            let hints = mapped(Some(ImportKind::Accounts), &[("id", id)]);
            assert_eq!(asked(text, &hints), []);
            let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
            assert!(matches!(rows[0], ImportRow::Account(_)));
        }
    }
}

#[rstest]
#[case(
    "email,first_name,last_name,company,created\na@x.example,Ann,Lee,Alder,2024-01-01\n",
    "--map id=email "
)]
#[case(
    "email,plan,mrr,start\na@x.example,Pro,10,2024-01-01\n",
    "--map account=email "
)]
#[case(
    "Customer ID,Amount,Currency,Period Start,Period End,Plan ID\na,10,USD,2018-01-02,2018-02-02,p\n",
    "--map start='Period Start' "
)]
fn what_lacks_a_column_names_the_one_that_may_be_it(#[case] text: &str, #[case] way: &str) {
    let said = refused(text);
    assert!(said.contains(way), "{said}");
}

#[test]
fn a_deal_was_lost_when_it_was_closed() {
    let text =
        "deal_id,company,created_at,close_date,lost_reason\nD1,Alder,2026-01-01,2026-03-01,Price\n";
    let (_, rows, _) = read(text.as_bytes(), &mapped(Some(ImportKind::Surveys), &[])).unwrap();
    assert_eq!(
        feedback(&rows)[0].received.unwrap().to_string(),
        "2026-03-01"
    );
}

#[test]
fn what_looks_most_like_own_words_is_offered_first() {
    let (long, short) = (
        "In which office do you work?",
        "Do you know our help pages?",
    );
    let open = "If you could wave a wand - what would you change?";
    let row = |n: usize, own: &str| {
        let yes = ["Yes, I read one", "No, never heard of them", "Yes"][n % 3];
        format!("No,{n} Long Street in the city of Leeds near the harbour,{own},\"{yes}\"\n")
    };
    let said = [
        "",
        "The export to spreadsheets takes me an hour every Monday",
        "Let me see what my team did last week without asking each",
        "Reports",
    ];
    let rows: String = said
        .iter()
        .enumerate()
        .map(|(n, own)| row(n, own))
        .collect();
    let text = format!("Are you a manager?,{long},{open},{short}\n{rows}");
    let hints = mapped(Some(ImportKind::Feedback), &[]);
    let refused = read(text.as_bytes(), &hints).unwrap_err().to_string();
    let place = |name: &str| refused.find(&format!("--map text='{name}'"));
    let (open, long, short) = (place(open).unwrap(), place(long), place(short));
    assert!(long.is_none_or(|long| open < long), "{refused}");
    assert!(short.is_none_or(|short| open < short), "{refused}");
}

#[test]
fn a_question_answered_in_words_is_no_score_and_names_no_account() {
    let head = "Is your company a tech company?,How likely are you to recommend us?,Anything else you want to say?\n";
    let text = format!("{head}Yes,Yes,It is slow\nNo,Maybe,It is dear indeed\n");
    assert_eq!(asked(&text, &usd()), []);
    let (_, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), bad.len()), (2, 0));
    let text = format!("{head}Yes,9,It is slow\nNo,7,It is dear indeed\n");
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(feedback(&rows)[0].score, Some(9.0));
    let said =
        refused("Are you a manager?,How likely are you to recommend us?\nYes,Yes\nNo,Maybe\n");
    assert!(
        said.contains("no column for text") && said.contains("--map text="),
        "{said}"
    );
}
