//! Tests of lists of losses: their columns, dialects and amounts, and what cannot be used.

use rstest::rstest;

use super::*;

fn read(text: &[u8], given: &[(&str, &str)]) -> Result<ClaimedList, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.csv");
    std::fs::write(&path, text).unwrap();
    let given = given
        .iter()
        .map(|(f, h)| ((*f).to_owned(), (*h).to_owned()));
    let given: Vec<(String, String)> = given.collect();
    list(&path, &given, Some(&"EUR".parse().unwrap()))
}

fn rows(list: &ClaimedList) -> Vec<(u64, &str, &str, i64)> {
    let rows = list.rows.iter();
    rows.map(|r| (r.line, &*r.account, &*r.name, r.lost.0))
        .collect()
}

#[rstest]
#[case(b"Customer ID,Lost MRR\nA1,\"1,234.50\"\n", 123_450)]
#[case(b"Customer ID;Lost MRR\r\nA1;1.234,50\r\n", 123_450)]
#[case(b"\xEF\xBB\xBFaccount\tchurned_mrr_cents\nA1\t123450\n", 123_450)]
#[case(b"Our losses\n\naccount_id,plan,mrr\nA1,Pro,12.5\n", 1_250)]
#[case(b"id,ARR lost\nA1,1200\n", 10_000)]
#[case(b"Customer,MRR change\nA1,-40.00\n", 4_000)]
fn a_list_is_read_whatever_it_is_written_in(#[case] text: &[u8], #[case] lost: i64) {
    let list = read(text, &[]).unwrap();
    let read: Vec<_> = rows(&list).iter().map(|row| (row.1, row.3)).collect();
    assert_eq!(read, [("A1", lost)]);
}

#[test]
fn what_cannot_be_used_is_told_by_line() {
    let text = b"account,account name,lost mrr,currency\nA1,,10,EUR\n,,5,\nA2,,,\nA3,,ten,\nA4,,7,USD\n,Acme SA,3,\nA5,,-2,\n";
    let list = read(text, &[]).unwrap();
    assert_eq!(rows(&list), [(2, "A1", "", 1_000), (7, "", "Acme SA", 300)]);
    let lines: Vec<u64> = list.rejected.iter().map(|r| r.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 8]);
    assert_eq!(list.rejected[2].reason, "`ten` is no amount.");
}

#[test]
fn columns_can_be_given_and_what_lacks_is_said() {
    let text = b"who,how much\nA1,10\n";
    let refused = read(text, &[]).unwrap_err();
    assert!(
        refused.message.contains("no column for the account"),
        "{refused}"
    );
    assert!(refused.hint.contains("--map lost=Header"), "{refused}");
    let list = read(text, &[("account", "who"), ("lost", "How Much")]).unwrap();
    assert_eq!(rows(&list), [(2, "A1", "", 1_000)]);
    for (given, words) in [
        (("lost", "nothing"), "has no column"),
        (("sum", "who"), "no such field"),
    ] {
        let refused = read(text, &[given]).unwrap_err();
        assert!(refused.message.contains(words), "{refused}");
    }
    assert!(read(b"account,mrr\nA1,1.200\n", &[]).is_err());
}

#[test]
fn a_list_of_everything_is_refused() {
    let text = format!("account,lost\n{}", "a,1\n".repeat(MOST_ROWS + 1));
    let refused = read(text.as_bytes(), &[]).unwrap_err();
    assert!(
        refused.to_string().contains("more than 20,000 rows"),
        "{refused}"
    );
}
