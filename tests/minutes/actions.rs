//! Actions as trackers, calendars, editors and scripts get them.

use churnroom::domain::ids::MeetingId;
use churnroom::domain::note::ActionView;
use churnroom::domain::query::{ActionFilter, Query};
use churnroom::exchange::actions_out::{To, write};
use proptest::prelude::*;
use strum::VariantArray;

use super::room::{HOSTILE, Hand};
use super::{mask, snapshot};

fn actions(words: &str) -> Vec<ActionView> {
    let hand = Hand::new(false, words);
    let ask = |carried_into| {
        let filter = ActionFilter {
            carried_into,
            ..ActionFilter::default()
        };
        let answer = hand.answer(&Query::Actions(filter)).unwrap();
        Vec::<ActionView>::try_from(answer).unwrap()
    };
    [ask(None), ask(Some(MeetingId(1)))].concat()
}

#[test]
fn actions_leave_in_every_format() {
    let all: Vec<String> = To::VARIANTS
        .iter()
        .map(|to| write(*to, &actions(HOSTILE), false).unwrap())
        .collect();
    snapshot("actions_out", &all.join("\n"));
    assert_eq!(
        write(To::Json, &[], false).unwrap(),
        "{\"items\":[],\"next\":null}\n"
    );
}

#[test]
fn masked_actions_hold_no_name() {
    for &to in To::VARIANTS {
        let out = write(to, &mask().covered(actions(HOSTILE)), false)
            .unwrap()
            .to_lowercase();
        assert!(!out.contains("northwind"), "{out}");
        assert!(!out.contains("evil.example"), "{out}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_back_from_csv_and_calendar(words in "\\PC{1,90}|[ -~\n]{1,90}") {
        let safe = churnroom::domain::safe::clean(&words).into_owned();
        let csv = write(To::Csv, &actions(&words), false).unwrap();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), 4);
        prop_assert_eq!(churnroom::exchange::safe::unguard(&rows[1][1]), safe.as_str());
        prop_assert!(!rows[1][1].starts_with(['=', '+', '-', '@']));

        let ics = write(To::Calendar, &actions(&words), true).unwrap();
        for line in ics.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75, "{} bytes: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        prop_assert_eq!(ics.matches("\r\nBEGIN:V").count(), 4);
        let unfolded = ics.replace("\r\n ", "");
        let summary = format!("nobody yet: {words}");
        let want = churnroom::domain::safe::clean(&summary).into_owned().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n").replace('\t', " ");
        let line = format!("\r\nSUMMARY:{want}\r\n");
        prop_assert!(unfolded.contains(&line), "{unfolded}");
    }
}
