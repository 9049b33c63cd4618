//! What is written as CSV is read back exactly.

use churnroom::exchange::csv_out::CsvSheet;
use churnroom::exchange::read::Hints;
use churnroom::exchange::safe::clean;
use proptest::prelude::*;

use super::{feedback, read};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn words_written_are_read_back_exactly(texts in prop::collection::vec("['=+@|;,\"\\n\\r\\t-]{0,3}\\PC{1,12}", 1..6)) {
        // With a word at its end, so that none of them is a way to say nothing.
        let texts: Vec<String> = texts.iter().map(|t| format!("{} said", clean(t))).collect();
        let mut sheet = CsvSheet::new(Vec::new());
        sheet.texts(["id", "text", "score"]).unwrap();
        for (n, text) in texts.iter().enumerate() {
            sheet.texts([n.to_string().as_str(), text, "1"]).unwrap();
        }
        let bytes = sheet.finish().unwrap();
        let (_, rows, rejected) = read(&bytes, &Hints::default()).unwrap();
        prop_assert!(rejected.is_empty(), "{:?}", rejected);
        let found: Vec<&str> = feedback(&rows).iter().map(|f| f.text.as_str()).collect();
        prop_assert_eq!(found, texts);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), tail in ".{0,80}") {
        for head in ["", "id,text,score\n", "account;start;amount\n", "\u{feff}"] {
            let mut all = head.as_bytes().to_vec();
            all.extend_from_slice(&bytes);
            all.extend_from_slice(tail.as_bytes());
            let _ = read(&all, &super::usd());
        }
    }
}
