//! Files of usage and health: told from accounts and feedback by their columns, their signs by name.

use churnroom::domain::import::{ImportKind, ImportRow, UsageRow};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::read;

fn usage(rows: &[ImportRow]) -> Vec<&UsageRow> {
    let found = rows.iter().filter_map(|row| match row {
        ImportRow::Usage(row) => Some(row),
        _ => None,
    });
    found.collect()
}

#[test]
fn signs_go_by_many_names_and_own_columns_are_signs() {
    let text = "Customer ID,Date,Last Login,Sessions,Failed Payments,Exports\n\
                7,31/10/2026,15/09/2026 08:00,3,,12\n8,31/10/2026,45,,no,\n9,31/10/2026,,,,\n\
                9,31/10/2026,soon,1,,\n";
    let (source, rows, rejected) = read(text.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(source.kind, ImportKind::Usage);
    let found = usage(&rows);
    let signs = |at: usize| {
        let pairs = found[at].signs.iter().map(|(n, v)| format!("{n}={v}"));
        pairs.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found[0].day.unwrap().to_string(), "2026-10-31");
    assert_eq!(signs(0), "Exports=12 last_seen=2026-09-15 logins=3");
    assert_eq!(signs(1), "last_seen=45 payment_failed=no");
    assert_eq!(found.len(), 2);
    assert!(rows.contains(&ImportRow::LeftOut));
    assert_eq!((rejected.len(), rejected[0].line), (1, 5));
}

#[rstest]
#[case("account,day,logins\nA1,2026-10-31,3\n", ImportKind::Usage)]
#[case("account,day,mrr\nA1,2026-10-31,3\n", ImportKind::Balances)]
#[case("account,last_seen,nps\nA1,2026-10-31,3\n", ImportKind::Usage)]
#[case("account,day,nps\nA1,2026-10-31,3\n", ImportKind::Feedback)]
#[case(
    "account,day,nps,logins,feature_use\nA1,2026-10-31,3,1,1\n",
    ImportKind::Usage
)]
#[case(
    "id,name,plan,created,last login,logins,nps\n1,A,Pro,2026-01-01,2026-10-31,3,9\n",
    ImportKind::Accounts
)]
fn a_files_columns_say_what_it_is(#[case] text: &str, #[case] kind: ImportKind) {
    let hints = Hints {
        room_currency: Some("EUR".parse().unwrap()),
        ..Hints::default()
    };
    let (source, ..) = read(text.as_bytes(), &hints).unwrap();
    assert_eq!(source.kind, kind, "{text}");
}
