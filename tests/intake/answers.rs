//! Surveys whose questions have several choices or short answers, and rows that nobody of the customers wrote.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Source;
use rstest::rstest;

use super::rooms::{files, options, take};
use super::{feedback, read, usd};

/// Three rows of a header: names, questions, notes for machines.
const HEADER: &str = "StartDate,EndDate,Status,RecordedDate,ResponseId,ExternalReference,Q5,Q8_1,Q8_2,Q8_3,Q9_1,Q9_2\n\
    Start Date,End Date,Response Type,Recorded Date,Response ID,External Data Reference,Why did you go?,\
    What did you miss? - Reports,\"What did you miss? - Speed, above all\",What did you miss? - People - ours,\
    How good was it? - Setup,How good was it? - Support\n";

fn survey(rows: &str) -> String {
    let notes = (0..12).map(|n| format!("\"{{\"\"ImportId\"\":\"\"QID{n}\"\"}}\""));
    let notes = notes.collect::<Vec<_>>().join(",");
    format!("{HEADER}{notes}\n{rows}")
}

fn tags(text: &str) -> (Source, Vec<Vec<String>>) {
    let (source, rows, bad) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(bad, []);
    let said = feedback(&rows);
    let tags = said.iter().map(|row| row.tags.clone().unwrap_or_default());
    (source, tags.collect())
}

const DAYS: &str = "2026-05-01 10:00:00,2026-05-01 10:05:00";

#[rstest]
#[case::by_name(["Reports", "\"Speed, above all\"", "People - ours"])]
#[case::by_number(["1", "1", "1"])]
fn the_choices_of_a_question_are_tags(#[case] choices: [&str; 3]) {
    let [reports, speed, people] = choices;
    let row = |n: u32, chosen: [&str; 3]| {
        let chosen = chosen.join(",");
        format!(
            "{DAYS},IP Address,2026-05-01 10:05:01,R_{n},oak,It was the price {n},{chosen},4,2\n"
        )
    };
    let rows =
        row(1, [reports, "", ""]) + &row(2, [reports, speed, people]) + &row(3, ["", speed, ""]);
    let (_, tags) = tags(&survey(&rows));
    assert_eq!(
        tags,
        [
            vec!["Reports"],
            vec!["Reports", "Speed, above all", "People - ours"],
            vec!["Speed, above all"]
        ]
    );
}

#[test]
fn what_a_survey_tool_tries_out_is_left_out_and_said() {
    let row = |status: &str, n: u32| {
        format!("{DAYS},{status},2026-05-01 10:05:01,R_{n},oak,It was the price {n},,,,4,2\n")
    };
    let rows = row("IP Address", 1) + &row("Survey Preview", 2) + &row("Survey Test", 3);
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("answers.csv", &survey(&rows))]);
    let mut store = churnroom::store::Store::in_memory().unwrap();
    let mut hints = usd();
    hints.ignore_rest = true;
    let report = take(&mut store, &paths, &options(hints))
        .unwrap()
        .files
        .remove(0);
    assert_eq!((report.counts.new, report.counts.left_out), (1, 2));
    let said = "2 rows are left out: `Status` says `Survey Preview` there, or the like";
    assert!(
        report.read_as.noticed.iter().any(|one| one == said),
        "{:?}",
        report.read_as.noticed
    );
}

#[rstest]
#[case::short(["Thanks", "Bye", "n/a"], true)]
#[case::numbers(["7", "9", "3"], false)]
#[case::yes_and_no(["yes", "no", "yes"], false)]
#[case::a_choice(["Mail", "Mail", "Mail"], false)]
fn short_answers_to_an_open_question_are_words(#[case] answers: [&str; 3], #[case] are: bool) {
    let head = "#,Why did you go?,Anything else you would like to add?,Start Date (UTC),Submit Date (UTC),Network ID,account\n";
    let rows = answers
        .iter()
        .zip(["It was dear", "It was slow", "We closed down"])
        .enumerate();
    let rows = rows.map(|(n, (answer, why))| {
        format!("a{n},{why},{answer},2026-05-01 10:00:00,2026-05-01 10:02:00,f{n},oak\n")
    });
    let text = head.to_owned() + &rows.collect::<String>();
    let (_, rows, _) = read(text.as_bytes(), &usd()).unwrap();
    let ImportRow::Feedback(first) = &rows[0] else {
        panic!("{rows:?}")
    };
    let with = format!(
        "It was dear\nAnything else you would like to add? {}",
        answers[0]
    );
    assert_eq!(first.text, if are { with.as_str() } else { "It was dear" });
}

#[test]
fn a_choice_is_one_tag_whatever_is_in_its_name() {
    let text = "#,Why did you go?,\"Price, mostly\",Service,Start Date (UTC),Submit Date (UTC),Network ID,account\n\
        a1,It was dear,\"Price, mostly\",,2026-05-01 10:00:00,2026-05-01 10:02:00,f1,oak\n\
        a2,It was slow,,Service,2026-05-01 10:00:00,2026-05-01 10:02:00,f2,ash\n";
    assert_eq!(tags(text).1, [vec!["Price, mostly"], vec!["Service"]]);
}
