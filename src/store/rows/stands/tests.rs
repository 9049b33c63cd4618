//! Whatever points at a row is in a list of those that keep it from going, or it is said why it need not be: a table that
//! is new has to answer.

use hashbrown::HashMap;

use super::ON_MADE;
use crate::domain::account::Account;
use crate::domain::effect::aim::Aim;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::marks::DayMark;
use crate::domain::meeting::Meeting;
use crate::domain::note::{Action, Note};
use crate::domain::outreach::Outreach;
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::store::kept::KeptRecord;
use crate::store::rows::former::ImportTable;
use crate::store::sql::Use;
use crate::store::table::Tabled;
use crate::store::{Store, sql};

/// What points at rows that imports make, and the noun under which it keeps the import from being taken back.
const LISTED: [(&str, &str); 20] = [
    ("account_ids.account", "later further id/ids"),
    (
        "accounts.same_as",
        "account/accounts that goes/go on in one of them",
    ),
    ("action_with.owner", "helper/helpers of an/ action/actions"),
    ("actions.owner", "action/actions"),
    (
        "aim_accounts.account",
        "place/places on the lists of actions",
    ),
    ("aims.item", "list/lists of roadmap items"),
    ("balances.account", "later balance/balances"),
    (
        "blind_said.feedback",
        "judgment/judgments of texts tagged blind",
    ),
    ("feedback.account", "later piece/pieces of feedback"),
    ("feedback_tags.feedback", "tag/tags set by hand"),
    ("feedback_tags_off.feedback", "tag/tags taken off by hand"),
    ("links.item", "link/links to the roadmap"),
    ("meeting_present.owner", "attendance/attendances"),
    ("movements.account", "later movement/movements"),
    ("notes.asked", "note/notes"),
    (
        "outreach.account",
        "account/accounts contacted about an item",
    ),
    ("outreach.item", "account/accounts contacted about an item"),
    ("subscriptions.account", "later subscription/subscriptions"),
    ("usage.account", "later day/days of usage"),
    // The account stays, by its id alone (`listed`).
    ("warnings.account", ""),
];

/// What points at a thing and is no use of it.
const NO_USE: [(&str, &str); 7] = [
    ("action_with.action", "who helps is a part of the action"),
    ("aim_accounts.aim", "a list is a part of what it is for"),
    (
        "aims.action",
        "goes with it, or keeps it where it came since (`apply::removed`)",
    ),
    ("aims.item", "the same"),
    (
        "erased.account",
        "that a customer was erased is known without its account",
    ),
    (
        "feedback_tags_off.tag",
        "a tag that is gone comes with no import",
    ),
    ("warning_lists.meeting", "goes with its meeting"),
];

/// Every column that points at a table: `child.column`.
fn pointing() -> HashMap<String, Vec<String>> {
    let store = Store::in_memory().unwrap();
    let of = "SELECT f.\"table\", t.name || '.' || f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f \
              WHERE t.type = 'table'";
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    sql::each(&store.db, of, [], |row| {
        found.entry(row.get(0)?).or_default().push(row.get(1)?);
        Ok(())
    })
    .unwrap();
    found
}

#[test]
fn whatever_points_at_a_row_of_an_import_stands_on_it() {
    let pointing = pointing();
    let shapes = ImportTable::ALL.iter();
    for from in shapes
        .filter_map(|shape| pointing.get(shape.table))
        .flatten()
    {
        if from == "erased.account" {
            continue;
        }
        let (_, noun) = LISTED
            .iter()
            .find(|(listed, _)| listed == from)
            .unwrap_or_else(|| panic!("{from} is lost when an import is taken back, unsaid"));
        let is_said = noun.is_empty() || ON_MADE.iter().any(|(said, _)| said == noun);
        assert!(is_said, "{from}: {noun}");
    }
}

#[test]
fn whatever_points_at_a_thing_is_a_use_of_it() {
    fn of<T: Tabled + KeptRecord>() -> (&'static str, &'static [Use]) {
        (T::TABLE, T::default().uses())
    }
    let things = [
        of::<Account>(),
        of::<Feedback>(),
        of::<Tag>(),
        of::<Owner>(),
        of::<RoadmapItem>(),
        of::<Link>(),
        of::<Meeting>(),
        of::<Note>(),
        of::<Action>(),
        of::<Aim>(),
        of::<DayMark>(),
        of::<Outreach>(),
    ];
    let pointing = pointing();
    for (table, uses) in things {
        for from in pointing.get(table).into_iter().flatten() {
            let (child, column) = from.split_once('.').unwrap();
            let is_use = uses.iter().any(|(_, of, by)| (*of, *by) == (child, column));
            let is_none = NO_USE.iter().any(|(no, _)| no == from);
            assert!(
                is_use || is_none,
                "{from} goes with a row of {table}, unsaid"
            );
        }
    }
}
