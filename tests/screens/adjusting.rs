//! Leaving an account out and letting it go on in another, from its story and from the list of accounts.
//! Must not look into a screen's own state.

use churnroom::domain::change::{Change, Field, Subject, Value};
use churnroom::domain::ids::AccountId;
use rstest::rstest;

use super::why::stage;
use super::{draw, text};

#[rstest]
#[case::story("enter enter")]
#[case::list("1 A")]
fn an_account_is_left_out_with_a_reason(#[case] keys: &str) {
    let mut stage = stage();
    stage.press(keys).press("X");
    let shown = text(&draw(&mut stage.model, 120, 40));
    assert!(
        shown.contains("Leave Northwind GmbH out of every number"),
        "{shown}"
    );
    stage.write("test account").press("enter");
    let subject = Subject::Account(AccountId(1));
    let expected = Change::set(subject, Field::Excluded, "", "test account");
    assert_eq!(stage.changes, [expected]);
}

#[test]
fn without_a_reason_nothing_happens() {
    let mut stage = stage();
    stage.press("enter enter X").press("enter");
    assert_eq!(stage.changes, []);
}

#[test]
fn no_account_goes_on_in_itself() {
    let mut stage = stage();
    stage.press("enter enter =").write("north").press("enter");
    let shown = text(&draw(&mut stage.model, 120, 40));
    assert!(shown.contains("no other account is called that"), "{shown}");
    assert_eq!(stage.changes, []);
}

#[test]
fn an_account_goes_on_in_one_that_is_picked() {
    let mut stage = super::why::stage_with_another();
    stage.press("enter enter =").write("north").press("enter");
    let shown = text(&draw(&mut stage.model, 120, 40));
    assert!(shown.contains("Northwind Ltd"), "{shown}");
    stage.press("enter").write("new billing").press("enter");
    let subject = Subject::Account(AccountId(1));
    let expected = Change::All(vec![
        Change::set(subject, Field::SameAs, Value::None, Value::Int(2)),
        Change::set(subject, Field::SameReason, "", "new billing"),
    ]);
    assert_eq!(stage.changes, [expected]);
}
