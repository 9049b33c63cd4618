//! What customers said, where it is not as simple as it looks: reasons that are ticked, words of the team's own, days of an
//! export, figures at the foot. Must not know the store.

use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{feedback, mapped, read, usd};

#[rstest]
#[case::numbers("1", "0")]
#[case::words("Yes", "No")]
#[case::marks("x", "")]
fn reasons_that_have_a_column_each_are_named(#[case] yes: &str, #[case] no: &str) {
    let text = format!(
        "account,date,reason_too_dear,reason_slow,reason_other,comment\nElm,2026-10-01,{yes},{no},{yes},bye\n\
         Fir,2026-10-02,{no},{yes},{no},\nOak,2026-10-03,{no},{no},it broke,\n"
    );
    let (_, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad.len(), 0);
    let reasons: Vec<&str> = feedback(&rows)
        .iter()
        .map(|row| row.reason.as_str())
        .collect();
    assert_eq!(reasons, ["too dear; other", "slow", "it broke"]);
}

#[test]
fn a_reason_in_words_stays_as_it_is() {
    let text = "account,date,reason,reason_detail\nElm,2026-10-01,price,x\nFir,2026-10-02,bugs,\n";
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(feedback(&rows)[0].reason, "price");
}

const TICKED: &str =
    "client,date,reason,Too dear,Too slow\nElm,2026-10-01,moved,x,\nFir,2026-10-02,,,x\n";

#[test]
fn ticks_of_which_nothing_is_made_are_asked_about() {
    let questions = asked(TICKED, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let way = "--map reason=reason --map reason='Too dear' --map reason='Too slow'";
    assert_eq!(questions[0].settled_by[0].option, way);
    let said = mapped(&[
        ("reason", "reason"),
        ("reason", "Too dear"),
        ("reason", "Too slow"),
    ]);
    assert_eq!(asked(TICKED, &said), []);
    let (_, rows, _) = read(TICKED.as_bytes(), &said).unwrap();
    let reasons: Vec<&str> = feedback(&rows)
        .iter()
        .map(|row| row.reason.as_str())
        .collect();
    assert_eq!(reasons, ["moved; Too dear", "Too slow"]);
    let tags = Hints {
        tag_from: vec!["Too dear".to_owned(), "Too slow".to_owned()],
        ..usd()
    };
    assert_eq!(asked(TICKED, &tags), []);
}

#[rstest]
#[case::flags("is_first,has_left", "1,0;0,1")]
#[case::one("Too dear,city", "x,Bonn;,Ulm")]
#[case::all("Seen,Read", "x,x;x,x")]
fn other_ticks_are_not(#[case] columns: &str, #[case] cells: &str) {
    let rows = cells.split(';').enumerate();
    let rows: String = rows
        .map(|(at, row)| format!("c{at},2026-10-01,price,{row}\n"))
        .collect();
    assert_eq!(
        asked(&format!("client,date,reason,{columns}\n{rows}"), &usd()),
        []
    );
}

#[rstest]
#[case("sender", "customer,agent,customer", true)]
#[case("is_internal", "no,yes,no", true)]
#[case("direction", "inbound,outbound,inbound", true)]
#[case("role", "customer,client,customer", false)]
#[case("plan", "team,team,pro", false)]
fn the_teams_own_words_are_asked_about(
    #[case] column: &str,
    #[case] cells: &str,
    #[case] is: bool,
) {
    let rows = cells.split(',').enumerate();
    let rows: String = rows
        .map(|(at, cell)| format!("m{at},Elm,2026-10-0{},{cell},it is slow again\n", at + 1))
        .collect();
    let text = format!("message_id,company,created_at,{column},body\n{rows}");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), usize::from(is), "{questions:?}");
}

#[test]
fn the_day_of_an_export_is_asked_about() {
    let rows = |loaded: &str| -> String {
        let row = |at: u32| format!("t{at},Elm,2026-0{at}-03,it is slow,{loaded} 00:0{at}\n");
        (1..=6).map(row).collect()
    };
    let head = "ticket_id,company,opened_by_customer_date,message,created_at\n";
    let questions = asked(&format!("{head}{}", rows("2026-10-05")), &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let way = "--map received=opened_by_customer_date";
    assert_eq!(questions[0].settled_by[0].option, way);
    let varied = rows("2026-10-05").replacen("2026-10-05", "2026-09-05", 1);
    assert_eq!(asked(&format!("{head}{varied}"), &usd()), []);
}

#[test]
fn figures_below_what_was_said_are_no_customers() {
    let rows = "id,company,date,score,comment\n1,Elm,2026-10-01,9,ok\n2,Active,,7,\n3,Fir,2026-10-02,2,bad\n";
    let text = format!("{rows},Responses total,,3,\n,NPS,,0,\nMean,,,6,\n");
    let (_, read, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad.len(), 0);
    let accounts: Vec<&str> = feedback(&read)
        .iter()
        .map(|row| row.account.as_str())
        .collect();
    assert_eq!(accounts, ["Elm", "Active", "Fir"]);
}

#[test]
fn a_score_in_words_leaves_the_words_beside_it() {
    let text = "company,date,score,comment\nElm,2026-10-01,9 - Very likely,ok\nFir,2026-10-02,great,it is fine\n\
                Oak,2026-10-03,7/10,\nAsh,2026-10-04,bad,\n";
    let (_, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    let rows = feedback(&rows).into_iter();
    let said: Vec<_> = rows.map(|row| (row.score, row.text.as_str())).collect();
    assert_eq!(
        said,
        [(Some(9.0), "ok"), (None, "it is fine"), (Some(7.0), "")]
    );
    assert_eq!(bad.len(), 1);
}
