//! Every field that a thing has stands in its table of fields, and each row there leads to the field of its name.
//! A field is read from how a thing is printed: that names all of them, whatever JSON leaves out.

use std::collections::BTreeMap;
use std::fmt::Debug;

use churnroom::domain::account::Account;
use churnroom::domain::change::Value;
use churnroom::domain::day::Day;
use churnroom::domain::effect::aim::Aim;
use churnroom::domain::feedback::{Feedback, Tag};
use churnroom::domain::field::{Holds, Thing};
use churnroom::domain::import::{
    BalanceRow, MovementAmount, MovementRow, SubscriptionRow, UsageRow,
};
use churnroom::domain::marks::DayMark;
use churnroom::domain::meeting::Meeting;
use churnroom::domain::money::Cents;
use churnroom::domain::note::{Action, Note};
use churnroom::domain::outreach::Outreach;
use churnroom::domain::roadmap::{Link, Owner, RoadmapItem};

/// The fields of a thing as it is printed, with what stands in each.
fn printed(thing: &impl Debug) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut last = None;
    for line in format!("{thing:#?}").lines() {
        let name = line
            .strip_prefix("    ")
            .filter(|rest| !rest.starts_with(' '))
            .and_then(|rest| rest.split_once(": "));
        if let Some((name, value)) = name {
            last = Some(name.to_owned());
            fields.insert(name.to_owned(), value.to_owned());
        } else if let Some(value) = last.as_ref().and_then(|name| fields.get_mut(name)) {
            value.push_str(line);
        }
    }
    fields
}

/// A value that a field can have beside the one it has.
fn other(holds: Holds, than: &Value) -> Option<Value> {
    Some(match holds {
        Holds::Text | Holds::Name | Holds::Key => "x".into(),
        Holds::Number => 2.5.into(),
        Holds::Whole | Holds::Day | Holds::NeedsDay | Holds::Points(_) => Value::Int(7),
        Holds::Flag | Holds::MaybeFlag => Value::Int(1),
        Holds::Words(words, _) => words.iter().map(|w| Value::from(*w)).find(|w| w != than)?,
        Holds::Currency => "USD".into(),
        Holds::Profile => "stripe".into(),
        Holds::Period => "2026-Q3".into(),
        Holds::Origin => r#"{"segment":"x"}"#.into(),
        Holds::Texts => r#"{"x":"x"}"#.into(),
        Holds::Frozen => "{}".into(),
        // Their own tests have them; what they are made of is long.
        Holds::Agenda | Holds::Clock | Holds::Figures => return None,
    })
}

/// What the field of a column is called: a file may give the balance where the change is kept.
fn called(column: &'static str) -> &'static str {
    match column {
        "delta" => "amount",
        own => own,
    }
}

/// Compares a thing with its table. `beside` are those that are none of its fields: its id, and the sets it has.
#[track_caller]
fn has_a_row_each<T: Thing + Debug + Clone>(thing: &T, beside: &[&str]) {
    let columns = T::FIELDS.iter().map(|row| called(row.is.column));
    let mut rows: Vec<&str> = columns.chain(beside.iter().copied()).collect();
    rows.sort_unstable();
    let before = printed(thing);
    let fields: Vec<&String> = before.keys().collect();
    assert_eq!(
        rows, fields,
        "the rows of the table, the fields of the thing"
    );
    for row in T::FIELDS {
        let Some(value) = other(row.is.holds, &(row.get)(thing).value()) else {
            continue;
        };
        let mut changed = thing.clone();
        let name = called(row.is.column);
        assert!((row.get_mut)(&mut changed).put(value), "{name}");
        let (was, is) = ((row.get)(thing).value(), (row.get)(&changed).value());
        assert_ne!(was, is, "{name}");
        let after = printed(&changed);
        let differ = before
            .iter()
            .filter(|(name, value)| after[*name] != **value);
        let differ: Vec<&str> = differ.map(|(name, _)| name.as_str()).collect();
        assert_eq!(differ, [name]);
    }
}

#[test]
fn no_field_of_a_thing_lacks_its_row() {
    has_a_row_each(&Account::default(), &["id"]);
    has_a_row_each(&Feedback::default(), &["id"]);
    has_a_row_each(&Tag::default(), &["id"]);
    has_a_row_each(&Owner::default(), &["id"]);
    has_a_row_each(&RoadmapItem::default(), &["id"]);
    has_a_row_each(&Link::default(), &["id"]);
    has_a_row_each(&Meeting::default(), &["id"]);
    has_a_row_each(&Note::default(), &["id"]);
    has_a_row_each(&Action::default(), &["id", "with"]);
    has_a_row_each(&Aim::default(), &["id", "members"]);
    has_a_row_each(&DayMark::default(), &["id"]);
    has_a_row_each(&Outreach::default(), &["id"]);
}

#[test]
fn no_field_of_a_ledger_or_of_usage_lacks_its_row() {
    has_a_row_each(&SubscriptionRow::default(), &["runs"]);
    has_a_row_each(&BalanceRow::default(), &["part"]);
    has_a_row_each(&UsageRow::default(), &[]);
    let movement = MovementRow {
        account: String::new(),
        day: Day(0),
        amount: MovementAmount::Delta(Cents::ZERO),
        cause: None,
        rate: None,
    };
    has_a_row_each(&movement, &[]);
}
