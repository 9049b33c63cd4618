//! What accounts pay in parts: rows that add up the others of their account, and columns that only sound as if they named
//! changes. Must not know the store.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::reckoned::ways;
use super::{mapped, read, usd};

/// What all rows come to on the last of their days, in whole units.
fn last(text: &str, hints: &Hints) -> i64 {
    let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let rows = rows.iter().filter_map(|row| match row {
        ImportRow::Balance(row) => Some((row.day, row.mrr.0 / 100)),
        ImportRow::LeftOut => None,
        other => panic!("{other:?}"),
    });
    let rows: Vec<(_, i64)> = rows.collect();
    let day = rows.iter().map(|(day, _)| *day).max().unwrap();
    rows.iter()
        .filter(|(of, _)| *of == day)
        .map(|(_, mrr)| mrr)
        .sum()
}

fn totals(out: bool) -> Hints {
    Hints {
        totals: Some(out),
        ..usd()
    }
}

/// Two accounts with their parts and the row that adds them up, which is called so.
fn long(name: &str) -> String {
    format!(
        "client,month,module,mrr\nElm,2026-03,Base,70\nElm,2026-03,Reports,20\nElm,2026-03,{name},90\n\
         Fir,2026-03,Base,40\nFir,2026-03,Reports,15\nFir,2026-03,{name},55\n"
    )
}

fn wide(name: &str) -> String {
    format!(
        "client,module,Feb 2026,Mar 2026\nElm,Base,70,70\nElm,Reports,10,20\nElm,{name},80,90\n\
         Fir,Base,40,40\nFir,Reports,,15\nFir,{name},40,55\n"
    )
}

#[rstest]
fn a_total_among_parts_is_left_out(
    #[values("Total", "Subtotal", "all modules", "Summe", "Grand total")] name: &str,
    #[values(long, wide)] of: fn(&str) -> String,
) {
    let text = of(name);
    assert_eq!(asked(&text, &usd()), []);
    assert_eq!(last(&text, &usd()), 145);
    assert_eq!(last(&text, &totals(false)), 290);
}

#[test]
fn who_has_nothing_but_a_total_keeps_it() {
    let text = format!("{}Gum,2026-03,Total,30\n", long("Total"));
    assert_eq!(last(&text, &usd()), 175);
}

#[rstest]
#[case::nameless(long(""))]
#[case::nameless_in_a_table(wide(""))]
#[case::by_what_it_comes_to(long("Suite"))]
#[case::another_sum(long("Total").replace(",90", ",95"))]
fn what_may_add_up_the_parts_is_asked_about(#[case] text: String) {
    let questions = asked(&text, &usd());
    assert_eq!(
        ways(&questions),
        ["--totals out", "--totals in"],
        "{questions:?}"
    );
    for (out, comes_to) in [(true, 145), (false, 290)] {
        let off = i64::from(text.contains(",95")) * 5;
        assert_eq!(asked(&text, &totals(out)), []);
        assert_eq!(
            last(&text, &totals(out)),
            comes_to + if out { 0 } else { off }
        );
    }
}

#[rstest]
#[case::by_chance(
    "Elm,2026-03,Base,30\nElm,2026-03,Reports,20\nElm,2026-03,Max,50\nFir,2026-03,Base,30\n"
)]
#[case::alike(
    "Elm,2026-03,Base,30\nElm,2026-03,Reports,30\nFir,2026-03,Base,30\nFir,2026-03,Reports,30\n"
)]
fn parts_that_happen_to_be_as_much_stay(#[case] rows: &str) {
    let text = format!("client,month,module,mrr\n{rows}");
    assert_eq!(asked(&text, &usd()), []);
}

#[rstest]
#[case::kind("type")]
#[case::category("category")]
fn parts_in_a_column_that_is_called_as_kinds_of_change_are_parts(#[case] name: &str) {
    let text = format!(
        "client,month,{name},mrr\nElm,2026-02,Base,70\nElm,2026-02,Reports,20\nFir,2026-02,Base,40\n\
         Elm,2026-03,Base,70\nElm,2026-03,Reports,25\nFir,2026-03,Base,40\n"
    );
    let questions = asked(&text, &usd());
    assert_eq!(
        ways(&questions),
        [
            format!("--map part={name}").as_str(),
            "--twice add",
            "--twice once"
        ],
        "{questions:?}"
    );
    let parts = mapped(&[("part", name)]);
    assert_eq!(asked(&text, &parts), []);
    assert_eq!(last(&text, &parts), 135);
}

#[test]
fn changes_stay_changes_and_several_of_a_day_are_asked_about() {
    let head = "client,date,event,module,mrr\n";
    let one =
        "Elm,2026-03-01,new,Base,70\nFir,2026-03-02,new,Base,40\nFir,2026-04-02,churn,Base,0\n";
    let text = format!("{head}{one}");
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(source.kind, ImportKind::Movements);
    assert_eq!(asked(&text, &usd()), []);
    let several = format!("{text}Elm,2026-03-01,new,Reports,20\n");
    let questions = asked(&several, &usd());
    assert_eq!(ways(&questions), ["--ignore-rest"], "{questions:?}");
    assert!(questions[0].open.contains("only the last of them counts"));
}

#[test]
fn two_columns_can_say_the_part_together() {
    let text = "client,month,plan,module,mrr\nElm,2026-03,Gold,Base,70\nElm,2026-03,Gold,Reports,20\n\
                Elm,2026-03,Silver,Base,10\nFir,2026-03,Gold,Base,40\n";
    let questions = asked(text, &usd());
    let both = "--map part=plan --map part=module";
    assert_eq!(
        ways(&questions),
        [both, "--twice add", "--twice once"],
        "{questions:?}"
    );
    let parts = mapped(&[("part", "plan"), ("part", "module")]);
    assert_eq!(asked(text, &parts), []);
    assert_eq!(last(text, &parts), 140);
}

#[test]
fn what_is_counted_among_parts_is_asked_about() {
    let text = "client,item,Feb 2026,Mar 2026\nElm,MRR,70,70\nElm,Users,5,6\nFir,MRR,40,40\nFir,Users,2,2\n";
    let questions = asked(text, &usd());
    assert_eq!(ways(&questions), ["--map part=item"], "{questions:?}");
}

#[test]
fn months_beside_a_day_from_which_a_price_holds_are_months() {
    let text = "client,month,plan,mrr,valid_from\nElm,2026-02,Gold,70,2026-02-01\nElm,2026-03,Gold,75,2026-03-01\n\
                Fir,2026-03,Gold,40,2026-03-15\n";
    let questions = asked(text, &usd());
    let way = "--as-kind balances --map day=month";
    assert_eq!(ways(&questions), [way, "--ignore month"], "{questions:?}");
    let balances = Hints {
        kind: Some(ImportKind::Balances),
        ..mapped(&[("day", "month")])
    };
    assert_eq!(last(text, &balances), 115);
    let once = "client,month,plan,mrr,valid_from\nElm,2026-02,Gold,70,2026-02-01\nFir,2026-03,Gold,40,2026-03-15\n";
    assert_eq!(asked(once, &usd()), []);
}

#[test]
fn parts_of_a_month_under_another_name_are_proposed_as_balances() {
    let text = "customer,month,plan,revenue\nElm,2026-02,Base,70\nElm,2026-02,Reports,20\nFir,2026-02,Base,40\n\
                Elm,2026-03,Base,70\nFir,2026-03,Base,45\n";
    let questions = asked(text, &usd());
    assert_eq!(
        ways(&questions)[0],
        "--as-kind balances --map account=customer --map day=month --map mrr=revenue",
        "{questions:?}"
    );
}

#[test]
fn the_day_of_a_payment_is_no_end() {
    let text = "plan_id,user_id,signup_date,last_payment.amount,last_payment.date\n4,7,2026-02-01,20,2026-09-01\n\
                4,8,2026-02-01,20,2026-09-01\n";
    let Err(failure) = read(text.as_bytes(), &usd()) else {
        panic!("it is read")
    };
    assert!(!format!("{failure:?}").contains("end="), "{failure:?}");
}
