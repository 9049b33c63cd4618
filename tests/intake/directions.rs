//! Movements whose amounts have no sign: what says which are losses, whatever it is called. Must not know the store.

use churnroom::domain::import::{ImportKind, ImportRow, MovementAmount};
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
#[case("Vorgang", ["in", "In", "out", "in", "Out"])]
#[case("Vorgang", ["Neukunde", "Upsell", "Kündigung", "Neukunde", "Verringerung"])]
#[case("what happened", ["signed up", "seats added", "termination", "won back", "seats removed"])]
#[case("category", ["new", "price increase", "lost", "new", "price decrease"])]
#[case("soort", ["Nieuw", "uitbreiding", "Opzegging", "nieuw", "verlaging"])]
#[case("what", ["won", "gained", "quit", "won", "reduced"])]
#[case("motif", ["nouveau", "augmentation", "résiliation", "nouveau", "diminution"])]
#[case("evento", ["alta", "ampliación", "baja", "alta", "disminución"])]
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
#[case::a_kind_of_which_nothing_is_known("type", ["new", "upgrade", "sunset", "new", "downgrade"], "--falls sunset")]
#[case::a_word_that_is_turned_round("event", ["new", "upgrade", "churn", "new", "coupon removed"], "--falls 'coupon removed'")]
#[case::words_of_a_column_that_nobody_knows("reden", ["credit", "credit", "debit", "credit", "debit"], "--map kind=reden --falls credit")]
#[case::yes_and_no("is loss", ["no", "no", "yes", "no", "yes"], "--map kind='is loss' --falls yes")]
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

#[test]
fn what_is_said_of_words_holds_for_these() {
    let kinds = text("soort", ["credit", "credit", "debit", "credit", "debit"]);
    let falls = |words: &str| Hints {
        falls: Some(words.to_owned()),
        ..mapped(&[("kind", "soort")])
    };
    for (words, all) in [
        ("debit", 50),
        ("Debit, x", 50),
        ("none", 410),
        ("credit", -50),
    ] {
        assert_eq!(asked(&kinds, &falls(words)), [], "{words}");
        assert_eq!(sum(&kinds, &falls(words)), all, "{words}");
    }
    let both = text("soort", ["new", "credit", "sunset", "credit", "wind-down"]);
    assert_eq!(sum(&both, &falls("sunset,wind-down")), 50);
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
#[case::of_customers(
    "type",
    "date,customer,type,sales_rep,country,mrr_change\n2026-01-05,a,new,Dana,DE,100\n2026-03-05,b,new,Mo,FR,10\n2026-03-06,c,new,Mo,FR,15\n"
)]
#[case::the_same_of_each_account(
    "level",
    "date,customer,level,mrr_change\n2026-01-05,a,x,100\n2026-03-05,a,x,10\n2026-01-06,b,y,100\n2026-03-07,b,y,10\n2026-01-05,c,x,100\n2026-03-08,c,x,10\n"
)]
#[case::no_kind(
    "plan",
    "date,customer,plan,mrr_change\n2026-01-05,a,Plus,100\n2026-03-05,b,Pro,10\n"
)]
fn nothing_is_asked_where_it_is_plain(#[case] column: &str, #[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
    assert_eq!(
        asked(text, &mapped(&[("kind", column)])).len(),
        usize::from(column != "type")
    );
}

#[rstest]
#[case::churn_above_zero(
    "Date,Account,Type,MRR\n2026-08-02,a,New,100\n2026-08-09,b,New,50\n2026-09-02,a,Expansion,20\n2026-10-03,b,Churn,50\n",
    ["--map delta=MRR", "--map mrr=MRR"],
    120
)]
#[case::a_part_that_went(
    "date,customer,type,mrr\n2026-08-02,a,Neukunde,100\n2026-10-05,a,Verringerung,10\n",
    ["--map delta=mrr", "--map mrr=mrr"],
    90
)]
#[case::no_other_kind_of_change(
    "date,customer,movement_type,mrr_amount\n2026-08-02,a,New Business,100\n2026-10-05,a,cancellation,100\n",
    ["--as-kind movements --map delta=mrr_amount --map kind=movement_type", "--ignore movement_type"],
    0
)]
fn what_is_left_of_what_went_is_asked(
    #[case] text: &str,
    #[case] ways: [&str; 2],
    #[case] left: i64,
) {
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let settled = questions[0].settled_by.iter();
    assert_eq!(
        settled.map(|way| way.option.as_str()).collect::<Vec<_>>(),
        ways
    );
    let name = text.lines().next().unwrap().rsplit(',').next().unwrap();
    let as_change = Hints {
        kind: Some(ImportKind::Movements),
        ..mapped(&[("delta", name)])
    };
    assert_eq!(asked(text, &as_change), []);
    assert_eq!(sum(text, &as_change), left);
    let after = match ways[1].strip_prefix("--ignore ") {
        Some(column) => Hints {
            ignore: vec![column.to_owned()],
            ..usd()
        },
        None => mapped(&[("mrr", name)]),
    };
    assert_eq!(asked(text, &after), []);
}

#[test]
fn reasons_of_changes_are_no_surveys() {
    let text = text("reason", ["credit", "credit", "debit", "credit", "debit"]);
    let ways = |text: &str| -> Vec<String> {
        let questions = asked(text, &usd()).into_iter();
        let ways = questions.flat_map(|question| question.settled_by);
        ways.map(|way| way.option).collect()
    };
    assert_eq!(ways(&text), ["--as-kind movements", "--as-kind surveys"]);
    let said = text.replace("mrr_change", "arr_amount");
    assert_eq!(ways(&said), [""; 0]);
}

#[rstest]
#[case::a_name_for_a_change("date,customer,movement,mrr_amount", [100, 50, -150])]
#[case::a_name_and_no_sign("date,customer,movement,amount", [100, 50, 150])]
#[case::a_type("date,customer,movement_type,mrr_amount", [100, 50, -150])]
#[case::mrr("date,customer,type,mrr", [100, 50, -150])]
#[case::any_names("date,customer,what,mrr", [100, 50, -150])]
#[case::a_change_in_words("date,account,change,value", [100, 50, 150])]
fn what_happened_and_by_how_much_is_known_by_cells(
    #[case] header: &str,
    #[case] amounts: [i64; 3],
) {
    let [new, more, gone] = amounts;
    let text = format!(
        "{header}\n2026-01-05,a,new_business,{new}\n2026-02-05,a,expansion,{more}\n2026-03-05,a,churn,{gone}\n"
    );
    assert_eq!(asked(&text, &usd()), []);
    assert_eq!(sum(&text, &usd()), 0);
}

#[rstest]
#[case::unknown("event_id,account_id,sub_id,type,amount,event_date")]
#[case::lacking("id,customer_id,x,movement_type,amount,date")]
fn events_of_unknown_columns_are_proposed_as_movements(#[case] header: &str) {
    let text = format!(
        "{header}\nE-1,A-1,S-1,new,121.07,2026-02-16\nE-2,A-2,S-2,new,90.53,2026-01-22\n\
         E-3,A-1,S-1,churn,121.07,2026-05-16\n"
    );
    let refused = read(text.as_bytes(), &usd()).unwrap_err();
    assert!(
        refused.to_string().contains("--as-kind movements"),
        "{refused}"
    );
    assert!(
        refused.to_string().contains("--map delta=amount"),
        "{refused}"
    );
}

#[rstest]
#[case::nothing_is_left(
    "date,customer,type,mrr\n2026-08-02,a,New,100\n2026-09-02,b,New,90\n2026-09-05,b,Contraction,80\n2026-10-03,a,Churn,0\n"
)]
#[case::its_name_says_so(
    "date,customer,type,new_mrr\n2026-08-02,a,New,100\n2026-10-05,a,Contraction,60\n"
)]
#[case::states_are_no_changes(
    "customer,month,mrr,status\na,2026-09-30,100,active\nb,2026-09-30,60,cancelled\nb,2026-10-31,0,cancelled\n"
)]
fn a_balance_is_one(#[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
}

#[test]
fn of_two_flags_that_of_losses_is_proposed() {
    let text = "date,customer,is_upsell,is_lost,mrr_change\n2026-01-05,Acme,0,0,100\n2026-02-05,Acme,1,0,50\n\
                2026-01-09,Beta,0,0,80\n2026-03-01,Beta,0,1,80\n";
    let questions = asked(text, &usd());
    let way = &questions[0].settled_by[0].option;
    assert_eq!(way, "--map kind=is_lost --falls 1", "{questions:?}");
    let said = Hints {
        falls: Some("1".to_owned()),
        ..mapped(&[("kind", "is_lost")])
    };
    assert_eq!(sum(text, &said), 150);
}

#[test]
fn a_loss_of_nothing_is_asked_about() {
    let text = |left: &str| {
        format!(
            "date,customer,type,mrr_change\n2026-01-05,Acme,new,100\n2026-02-05,Acme,cancelled,{left}\n\
             2026-01-09,Beta,new,80\n2026-03-01,Beta,downgrade,-20\n"
        )
    };
    let questions = asked(&text("0"), &usd());
    let ways = questions[0].settled_by.iter().map(|way| &way.option);
    assert_eq!(
        ways.collect::<Vec<_>>(),
        ["--map mrr=mrr_change", "--map delta=mrr_change"]
    );
    assert_eq!(asked(&text("-100"), &usd()), []);
    assert_eq!(asked(&text("0"), &mapped(&[("delta", "mrr_change")])), []);
}

#[rstest]
#[case::of_kinds("day,customer,kind,delta\n2026-01-05,Acme,new,100\n2026-02-05,Acme,upgrade,-30\n")]
#[case::of_columns(
    "day,customer,new,expansion,churn\n2026-01-05,Acme,100,,\n2026-02-05,Acme,,-30,\n"
)]
fn growth_below_zero_is_noticed(#[case] text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let source = churnroom::exchange::read::open(&path, &usd()).unwrap();
    let mut rows = source.rows().unwrap();
    rows.by_ref().for_each(drop);
    assert_eq!(rows.noticed().contradicted.more, 1);
}
