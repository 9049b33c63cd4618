//! Words of surveys and help desks: what says nothing, HTML, titles, several questions, and tags.

use churnroom::domain::import::FeedbackRow;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::{feedback, read};

fn said(text: &str, hints: &Hints) -> Vec<FeedbackRow> {
    let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    feedback(&rows).into_iter().cloned().collect()
}

fn texts(text: &str) -> Vec<String> {
    let rows = said(text, &Hints::default());
    rows.into_iter().map(|row| row.text).collect()
}

fn tags(text: &str, hints: &Hints) -> Vec<String> {
    let rows = said(text, hints);
    let joined = |row: FeedbackRow| row.tags.map_or("none".to_owned(), |tags| tags.join("/"));
    rows.into_iter().map(joined).collect()
}

#[test]
fn what_says_nothing_is_no_text_and_no_reason() {
    let text = "id,account,received,reason,text\n1,A,2026-10-01,Price,n.a.\n2,B,2026-10-02,--,Too slow\n3,C,2026-10-03,none,?\n4,D,2026-10-04,Other,Keine Angabe\n5,E,2026-10-05,NULL,None of it works\n";
    let rows = said(text, &Hints::default());
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.reason.as_str(), row.text.as_str()))
        .collect();
    let expected = [
        ("Price", ""),
        ("", "Too slow"),
        ("Other", ""),
        ("", "None of it works"),
    ];
    assert_eq!(
        found, expected,
        "the third says nothing at all and is left out"
    );
}

#[rstest]
#[case(
    "<div>Can&#39;t <b>export</b></div><div>to Excel</div>",
    "Can't export\nto Excel"
)]
#[case("Price &gt; value", "Price > value")]
#[case("a < b, Vec<String> & co", "a < b, Vec<String> & co")]
#[case("<p>N/A</p>", "")]
#[case("<p>&#27;[31mred</p>", "&#27;[31mred")]
fn texts_are_plain(#[case] html: &str, #[case] plain: &str) {
    let text = format!("ticket_id,requester,body,rating\n1,A,\"{html}\",3\n");
    assert_eq!(texts(&text), [plain]);
}

#[test]
fn a_title_stands_where_there_is_no_text() {
    let text = "case number,company,subject,description,created_at\nF1,Alder,Cannot log in,,2026-10-01\nF2,Birch,Login,We cannot,2026-10-02\nF3,Cedar,-,n/a,2026-10-03\n";
    assert_eq!(texts(text), ["Cannot log in", "We cannot"]);
    let only = "ticket_id,account,summary,created_at\n1,A,\"It's &quot;late&quot;\",2026-10-01\n";
    assert_eq!(texts(only), ["It's \"late\""]);
}

#[test]
fn every_open_question_is_kept_with_its_answer() {
    let text = "response id,email,submitted at,What is the main reason you are leaving?,Why did you choose us?,What could we do better?,Anything else?,Which plan were you on?\n\
        1,a@x.io,2026-10-01,Price,For the API,Faster exports please,,Pro\n\
        2,b@x.io,2026-10-02,Price,,Offer a free plan,Thanks to your team,Pro\n\
        3,c@x.io,2026-10-03,Bugs,Somebody told me,n/a,Bye for now,Basic\n\
        4,d@x.io,2026-10-04,Bugs,,,I may be back,Pro\n";
    let found = texts(text);
    assert_eq!(
        found[0],
        "For the API\nWhat could we do better? Faster exports please"
    );
    assert_eq!(
        found[1],
        "What could we do better? Offer a free plan\nAnything else? Thanks to your team"
    );
    assert_eq!(found[2], "Somebody told me\nAnything else? Bye for now");
    assert_eq!(found[3], "Anything else? I may be back");
    assert!(
        found
            .iter()
            .all(|text| !text.contains("Pro") && !text.contains("Basic"))
    );
}

#[test]
fn a_person_says_which_columns_are_the_text() {
    let text = "id,account,first,second,third,score\n1,A,One,Two words,Three,4\n2,B,,Two,Three,4\n";
    let map = ["second", "first"].map(|column| ("text".to_owned(), column.to_owned()));
    let hints = Hints {
        map: map.into(),
        ..Hints::default()
    };
    let rows = said(text, &hints);
    assert_eq!(
        [&rows[0].text, &rows[1].text],
        ["Two words\nfirst: One", "Two"]
    );
}

#[test]
fn internal_notes_and_choices_are_no_words_of_a_customer() {
    let text = "ticket_id,company,body,internal comment,plan feedback,agent reply?\n1,A,Slow again,Known bug of ours,Pro,no\n2,B,Too dear,Give them a rebate,Pro,yes\n3,C,Bye,,Pro,yes\n";
    assert_eq!(texts(text), ["Slow again", "Too dear", "Bye"]);
}

#[rstest]
#[case(
    "\"Slow, unfriendly support;Price\"|\"Missing, or broken, feature\"",
    "Slow, unfriendly support/Price|Missing, or broken, feature"
)]
#[case("a|\"b,c\"", "a|b/c")]
#[case("\"R&amp;D, HTML\"|\"x,y\"", "R&D/HTML|x/y")]
#[case("-|None", "|")]
fn one_sign_stands_between_the_tags_of_a_column(#[case] cells: &str, #[case] expected: &str) {
    let rows = cells.split('|').enumerate();
    let rows = rows.map(|(at, cell)| format!("{at},A,2026-10-01,Words here,{cell}\n"));
    let text = "id,account,received,text,tags\n".to_owned() + &rows.collect::<String>();
    assert_eq!(tags(&text, &Hints::default()).join("|"), expected);
}

#[test]
fn a_tick_is_the_name_of_its_column() {
    let text = "id,account,text,Price too high,Missing features,Bugs\n1,A,Bye,Y,,x\n2,B,So long,,yes,\n3,C,Hm,No,0,\n";
    let from = ["Price too high", "bugs", "Missing Features"].map(str::to_owned);
    let hints = Hints {
        tag_from: from.into(),
        ..Hints::default()
    };
    assert_eq!(
        tags(text, &hints),
        ["Price too high/Bugs", "Missing features", ""]
    );
    assert_eq!(tags(text, &Hints::default()), ["none", "none", "none"]);
    let bracketed = "id,account,text,Why? [Price],Why? [Bugs]\n1,A,Bye,1,0\n";
    let from = ["Why? [Price]", "Why? [Bugs]"].map(str::to_owned);
    assert_eq!(
        tags(
            bracketed,
            &Hints {
                tag_from: from.into(),
                ..Hints::default()
            }
        ),
        ["Price"]
    );
}

#[test]
fn choices_under_one_question_are_tags() {
    let text = "Respondent ID,Collector ID,Start Date,End Date,Email Address,What made you leave?,,,What would you do better?\n\
        ,,,,,Price,Missing features,Support was slow,Open-Ended Response\n\
        1,9,2026-10-01,2026-10-01,a@x.io,Price,,Support was slow,All of the exports\n\
        2,9,2026-10-02,2026-10-02,b@x.io,,Missing features,,Nothing else\n";
    assert_eq!(
        tags(text, &Hints::default()),
        ["Price/Support was slow", "Missing features"]
    );
    assert_eq!(texts(text)[0], "All of the exports");
}

const FORM: &str = "\
#,What made you stop?,It costs too much,Nobody used it,Other,What else should we change?,account_id,Submit Date (UTC),Start Date (UTC),Network ID
t1,,It costs too much,Nobody used it,,Sell smaller plans to us,A1,2026-09-02 09:01:00,2026-09-02 09:00:00,n1
t2,,,Nobody used it,merged into our parent firm,Offer a pause for a year,A2,2026-09-03 09:01:00,2026-09-03 09:00:00,n2
t3,,,,bankruptcy,,A3,2026-09-04 09:01:00,2026-09-04 09:00:00,n3
";

#[test]
fn choices_of_a_form_are_tags_and_what_is_written_beside_them_is_words() {
    assert_eq!(
        tags(FORM, &Hints::default()),
        ["It costs too much/Nobody used it", "Nobody used it", ""]
    );
    assert_eq!(
        texts(FORM),
        [
            "Sell smaller plans to us",
            "Offer a pause for a year\nOther: merged into our parent firm",
            "Other: bankruptcy",
        ]
    );
}

#[test]
fn the_first_of_several_choices_is_no_text_and_no_reason() {
    for asked in ["Why did you go? Tick all", "Your main reason"] {
        let text = format!(
            "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,{asked},,,Any comments?\n,,,,,,Price of it,Features we lack,Moved elsewhere,Open-Ended Response\n\
             1,7,10/14/2026 09:00:00 AM,10/14/2026 09:05:00 AM,,kim@a.example,Price of it,,Moved elsewhere,See you soon\n\
             2,7,10/22/2026 09:00:00 AM,10/22/2026 09:05:00 AM,,lee@b.example,,Features we lack,,Take care\n"
        );
        let rows = said(&text, &Hints::default());
        let found: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.reason.as_str(),
                    row.text.as_str(),
                    row.tags.clone().unwrap().join("/"),
                )
            })
            .collect();
        let both = [
            ("", "See you soon", "Price of it/Moved elsewhere".to_owned()),
            ("", "Take care", "Features we lack".to_owned()),
        ];
        assert_eq!(found, both, "{asked}");
    }
}

#[test]
fn a_list_as_programs_write_it_is_tags() {
    let text = "id,account,received,text,tags\n1,A,2026-09-01,Slow,\"[\"\"slow, at times\"\",\"\"login\"\"]\"\n2,B,2026-09-02,Dear,\"['price', 'plan']\"\n3,C,2026-09-03,Bye,[]\n";
    assert_eq!(
        tags(text, &Hints::default()),
        ["slow, at times/login", "price/plan", ""]
    );
}
