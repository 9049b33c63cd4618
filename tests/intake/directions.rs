//! Movements whose amounts have no sign: what says which are losses, whatever it is called. Must not know the store.

use churnroom::domain::import::{ImportRow, MovementAmount};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{mapped, read, usd};

/// Two accounts with these kinds of change, under a header of its own.
fn text(header: &str, kinds: [&str; 5]) -> String {
    let [new, more, gone, other, less] = kinds;
    format!(
        "date,customer,{header},mrr_change\n2026-01-05,Acme,{new},100\n2026-02-05,Acme,{more},50\n\
         2026-03-05,Acme,{gone},150\n2026-01-09,Beta,{other},80\n2026-02-01,Beta,{less},30\n"
    )
}

/// What all of them come to, in whole units.
fn sum(text: &str, hints: &Hints) -> i64 {
    let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let deltas = rows.iter().map(|row| match row {
        ImportRow::Movement(row) => match row.amount {
            MovementAmount::Delta(delta) => delta.0 / 100,
            MovementAmount::Balance(_) => panic!("{row:?}"),
        },
        other => panic!("{other:?}"),
    });
    deltas.sum()
}

#[rstest]
#[case("movement", ["new", "upgrade", "churn", "new", "downgrade"])]
#[case("change_type", ["New Business", "Expansion", "Churned MRR", "New Business", "Contraction"])]
#[case("Direction", ["up", "up", "down", "up", "down"])]
#[case("sign", ["+", "+", "-", "+", "-"])]
#[case("Vorgang", ["Neukunde", "Upsell", "Kündigung", "Neukunde", "Verringerung"])]
#[case("what happened", ["signed up", "seats added", "termination", "won back", "seats removed"])]
#[case("category", ["new", "price increase", "lost", "new", "price decrease"])]
fn cells_say_which_are_losses(#[case] header: &str, #[case] kinds: [&str; 5]) {
    let text = text(header, kinds);
    assert_eq!(asked(&text, &usd()), []);
    assert_eq!(sum(&text, &usd()), 50);
}

#[test]
fn a_column_that_is_called_so_and_says_nothing_makes_way_for_one_that_does() {
    let text = "date,customer,type,step,mrr_change\n2026-01-05,Acme,recurring,new,100\n\
                2026-03-05,Acme,recurring,churn,60\n";
    assert_eq!(asked(text, &usd()), []);
    assert_eq!(sum(text, &usd()), 40);
}

#[rstest]
#[case::a_kind_of_which_nothing_is_known("type", ["new", "upgrade", "sunset", "new", "downgrade"], "--ignore-rest")]
#[case::a_word_that_is_turned_round("event", ["new", "upgrade", "churn", "new", "coupon removed"], "--ignore-rest")]
#[case::hardly_any_kind("note", ["call", "mail", "cancelled", "visit", "mail"], "--map kind=note")]
fn what_is_not_known_is_asked(#[case] header: &str, #[case] kinds: [&str; 5], #[case] way: &str) {
    let questions = asked(&text(header, kinds), &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0].settled_by[0].option, way);
    let rest = Hints {
        ignore_rest: true,
        ..usd()
    };
    assert_eq!(asked(&text(header, kinds), &rest), []);
}

#[rstest]
#[case::amounts_say_it(
    "type",
    "date,customer,type,mrr_change\n2026-01-05,a,start-up,100\n2026-03-05,a,wind-down,-100\n"
)]
#[case::growth_alone(
    "type",
    "date,customer,type,mrr_change\n2026-01-05,a,new,100\n2026-03-05,a,expansion,10\n"
)]
#[case::no_kind(
    "plan",
    "date,customer,plan,mrr_change\n2026-01-05,a,Plus,100\n2026-03-05,b,Pro,10\n"
)]
fn nothing_is_asked_where_it_is_plain(#[case] column: &str, #[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
    assert_eq!(
        asked(text, &mapped(&[("kind", column)])).len(),
        usize::from(column == "plan")
    );
}
