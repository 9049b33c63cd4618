//! The accounts behind a number through the two doors: pages, cells, themes.
//! Must not know how the numbers are worked out.

use super::{ask, october, room};
use crate::domain::behind::{Behind, CountedAccount, What};
use crate::domain::metrics::Dimension;
use crate::domain::money::Cents;
use crate::domain::query::Query;
use crate::domain::tally::Line;

#[test]
fn behind_a_number_stand_its_accounts_a_page_at_a_time() {
    let mut store = room();
    let mut page = |what, cell: Option<(&str, &str)>, after: Option<String>| -> Box<Behind> {
        let cell = cell.map(|(by, value)| (Dimension(by.to_owned()), value.to_owned()));
        let query = Query::Behind {
            what,
            period: october(),
            profile: None,
            cell,
            after,
            limit: 2,
        };
        ask(&mut store, &query)
    };
    let names = |page: &Behind| -> Vec<String> {
        let of = |c: &CountedAccount| format!("{} {} {:?}", c.account.name, c.counted.0, c.themes);
        page.items.iter().map(of).collect()
    };
    let first = page(What::Lost, None, None);
    let dearest = ["bolt 30000 []", "acme 10000 [\"reporting\"]"];
    assert_eq!(names(&first), dearest);
    assert_eq!((first.accounts, first.counted), (3, Cents(40_700)));
    let second = page(What::Lost, None, first.next);
    assert_eq!(names(&second), ["cora 700 []"]);
    assert_eq!(second.next, None);
    let small = page(What::Line(Line::Opening), Some(("segment", "Small")), None);
    assert_eq!(names(&small), ["acme 10000 []", "cora 700 []"]);
}
