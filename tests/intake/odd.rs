//! Files that are nearly plain: a cell that says something else than the others of its column, a row that adds up
//! others, a column under a name of its own. Must not know the store.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

/// A file of subscriptions with one more column.
fn with(column: &str, cells: &[&str]) -> String {
    let mut text = format!("id,account,start,price,{column}\n");
    for (at, cell) in cells.iter().enumerate() {
        text += &format!("s{at},a{at},2026-01-0{},1{at}7.00,{cell}\n", at + 1);
    }
    text
}

fn first_way(text: &str) -> String {
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{text}{questions:?}");
    questions[0].settled_by[0].option.clone()
}

fn mapped(field: &str, column: &str) -> Hints {
    Hints {
        map: vec![(field.into(), column.into())],
        ..usd()
    }
}

#[rstest]
#[case::an_unknown_interval("Zahlweise", &["monthly", "annual", "individuell", "annual"], "interval")]
#[case::most_are_unknown("billing", &["monthly", "ask", "custom", "tbd"], "interval")]
#[case::by_values_alone("Modus", &["jährlich", "monatlich", "frei", "jährlich"], "interval")]
#[case::unlimited("seats", &["1", "4", "unlimited", "2"], "quantity")]
#[case::less_than_none("Licences", &["1", "4", "-2", "2"], "quantity")]
#[case::with_a_sign("users", &["5", "4", "x3", "2"], "quantity")]
#[case::several("money", &["USD", "EUR", "mixed", "USD"], "currency")]
#[case::a_term("Vertragslaufzeit", &["12", "1", "offen", "24"], "interval_count")]
#[case::a_word_among_numbers("term", &["12", "1", "offen", "24"], "interval_count")]
fn one_odd_cell_switches_no_question_off(
    #[case] column: &str,
    #[case] cells: &[&str],
    #[case] field: &str,
) {
    let text = with(column, cells);
    assert_eq!(first_way(&text), format!("--map {field}={column}"));
    let hints = Hints {
        ignore_rest: true,
        ..mapped(field, column)
    };
    let (_, rows, rejected) = read(text.as_bytes(), &hints).unwrap();
    assert!(!rejected.is_empty() && rows.len() + rejected.len() == 4);
    let odd = rejected
        .iter()
        .any(|rejected| rejected.reason.contains(cells[2]));
    assert!(odd, "{rejected:?}");
}

#[test]
fn among_plain_intervals_an_unknown_word_is_none() {
    let text = with("billing", &["monthly", "Pro (annual)", "custom", "p.a."]);
    let (_, rows, rejected) = read(text.as_bytes(), &mapped("interval", "billing")).unwrap();
    assert_eq!((rows.len(), rejected.len()), (3, 1), "{rejected:?}");
    assert!(rejected[0].reason.contains("`custom`"), "{rejected:?}");
}

#[rstest]
#[case::a_quarter("interval", &["quarter", "", "quarter"], true)]
#[case::mixed("interval", &["month", "", "annual"], true)]
#[case::months_alone("interval", &["month", "", "month"], false)]
#[case::none_is_empty("interval", &["month", "year", "month"], false)]
fn an_empty_interval_among_others_is_no_month(
    #[case] column: &str,
    #[case] cells: &[&str],
    #[case] open: bool,
) {
    let text = with(column, cells);
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), usize::from(open), "{questions:?}");
    assert!(!open || questions[0].open.contains("empty in 1 of 3 rows"));
}

#[rstest]
#[case::an_amount("discount", "200.00")]
#[case::a_little_more("discount", "117.01")]
#[case::per_cent("discount_percent", "110")]
#[case::a_part("discount_fraction", "1.1")]
fn no_more_is_taken_off_than_the_price(#[case] field: &str, #[case] off: &str) {
    let text = with("off", &["1", off, "0"]);
    let (_, rows, rejected) = read(text.as_bytes(), &mapped(field, "off")).unwrap();
    assert_eq!((rows.len(), rejected.len()), (2, 1), "{rejected:?}");
    assert!(rejected[0].reason.contains("`off`"), "{rejected:?}");
    let text = with("off", &["1", "117.00", "0"]);
    let (_, rows, _) = read(text.as_bytes(), &mapped("discount", "off")).unwrap();
    assert_eq!(rows.len(), 3, "nothing is left, and no less");
}

/// Subscriptions of 10 to 50 a month.
const PAID: &str = "s1,Alder,2026-01-01,10\ns2,Birch,2026-01-02,20\ns3,Cedar,2026-01-03,30\ns4,Dogwood,2026-01-04,40\n";

#[rstest]
#[case::total("Total,Total,2026-02-01,100")]
#[case::a_figure("s9,Net MRR,2026-02-01,100")]
#[case::german("s9,Gesamt,2026-02-01,100")]
#[case::of_a_group("s9,EMEA Total,2026-02-01,100")]
#[case::without_an_account("Total,,2026-02-01,100")]
fn a_total_with_a_start_is_left_out(#[case] total: &str) {
    for text in [
        format!("id,account,start,mrr\n{PAID}{total}\n"),
        format!("id,account,start,mrr\n{total}\n{PAID}"),
    ] {
        assert_eq!(asked(&text, &usd()), [], "{text}");
        let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
        assert_eq!(rejected, [], "{text}");
        let accounts = rows.iter().filter(|row| **row != ImportRow::LeftOut);
        assert_eq!(accounts.count(), 4, "{text}");
    }
}

#[test]
fn the_total_of_one_customer_is_left_out_though_it_has_a_start() {
    let text = "account,start,mrr\nAlder,2026-01-01,10\nAlder Total,2026-01-01,10\nBirch,2026-01-02,20\nBirch,2026-01-03,5\n\
                Birch Total,2026-01-02,25\nGrand Total,,35\n";
    assert_eq!(asked(text, &usd()), []);
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    let left_out = rows.iter().filter(|row| **row == ImportRow::LeftOut);
    assert_eq!((rows.len(), left_out.count(), rejected.len()), (6, 3, 0));
}

#[rstest]
#[case::not_the_sum("s9,Total,2026-02-01,70", true)]
#[case::not_called_so("s9,Elm,2026-02-01,100", true)]
#[case::a_figure("s9,Ending MRR,2026-02-01,99", true)]
#[case::a_customer("s9,Total Energies,2026-02-01,70", false)]
#[case::as_large_as_two("s9,Elm,2026-02-01,30", false)]
fn a_start_does_not_make_every_row_an_account(#[case] last: &str, #[case] open: bool) {
    let text = format!("id,account,start,mrr\n{PAID}{last}\n");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), usize::from(open), "{questions:?}");
    assert!(!open || questions[0].settled_by[0].option == "--totals out");
}

#[rstest]
#[case("MRR", Some(false))]
#[case("Starting MRR", Some(false))]
#[case("Net MRR", Some(false))]
#[case("Subtotal", Some(false))]
#[case("Summe", Some(false))]
#[case("Elm", Some(true))]
fn a_total_above_the_rows_of_a_wide_table_is_seen(#[case] name: &str, #[case] open: Option<bool>) {
    let rows = "Alder,1,2\nBirch,3,4\nCedar,5,6\nDogwood,7,8\n";
    let text = format!("customer,2026-01,2026-02\n{name},16,20\n{rows}");
    let questions = asked(&text, &usd());
    assert_eq!(Some(!questions.is_empty()), open, "{questions:?}");
    let out = Hints {
        totals: open.filter(|open| *open),
        ..usd()
    };
    let (_, rows, _) = read(text.as_bytes(), &out).unwrap();
    assert!(rows.iter().all(|row| row.account() != name), "{rows:?}");
}

#[rstest]
#[case::a_team("team size", "quantity='team size'")]
#[case::heads("headcount", "quantity=headcount")]
#[case::years("years", "interval_count=years")]
#[case::years_of_a_term("contract_years", "interval_count=contract_years")]
#[case::on_top("addons", "addon=addons")]
#[case::with_a_stroke("add_on_mrr", "addon=add_on_mrr")]
#[case::more("Aufpreis", "addon=Aufpreis")]
fn what_changes_a_price_is_asked_about_whatever_it_is_called(
    #[case] column: &str,
    #[case] way: &str,
) {
    assert_eq!(
        first_way(&with(column, &["1", "3", "2"])),
        format!("--map {way}")
    );
}

fn monthly(rows: &[ImportRow]) -> Vec<i64> {
    let each = rows.iter().map(|row| match row {
        ImportRow::Subscription(row) => row.interval.monthly(row.amount).0,
        other => panic!("{other:?}"),
    });
    each.collect()
}

#[test]
fn years_are_counted_as_years_and_addons_come_on_top() {
    let text =
        "account,start,price,term years,addons\na,2026-01-01,1200,1,\nb,2026-01-01,2400,2,24\n";
    let mut hints = mapped("interval_count", "term years");
    hints.map.push(("addon".into(), "addons".into()));
    let (_, rows, rejected) = read(text.as_bytes(), &hints).unwrap();
    assert_eq!((monthly(&rows), rejected), (vec![10_000, 10_100], vec![]));
}

#[test]
fn of_how_many_a_price_of_one_is_is_asked() {
    let text = "account,start,price_per_user,plan\na,2026-01-01,12,Pro\nb,2026-01-01,15,Pro\n";
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].open.contains("of how many"), "{questions:?}");
}

#[rstest]
#[case("paused_at")]
#[case("suspended_on")]
#[case("archived_at")]
#[case("archived")]
#[case("cancel_at")]
#[case("inactive_since")]
#[case("wegen Umzugs")]
fn a_day_that_may_end_it_is_asked_about_beside_an_end(#[case] column: &str) {
    for (end, ways) in [("", "--map end="), ("end,", "--map end=end --map end=")] {
        let day = end.replace("end", "");
        let text = format!(
            "account,start,{end}mrr,{column}\na,2026-01-01,{day}10,\nb,2026-01-01,{day}10,2026-05-03\n\
             c,2026-01-01,{}20,\n",
            end.replace("end", "2026-04-02")
        );
        let way = first_way(&text);
        assert!(way.starts_with(ways), "{way}");
    }
}

#[rstest]
#[case("activated_on")]
#[case("last_login")]
#[case("next_renewal")]
#[case("upgraded at")]
fn a_day_that_ends_nothing_is_not(#[case] column: &str) {
    let text =
        format!("account,start,end,mrr,{column}\na,2026-01-01,,10,\nb,2026-01-01,,10,2026-05-03\n");
    assert_eq!(asked(&text, &usd()), []);
}

#[rstest]
#[case("plan", &["Annual", "Monthly", "Monthly"])]
#[case("Tarif", &["Jährlich", "Basis", "Basis"])]
#[case("product", &["Monthly plan", "Monthly plan", "Yearly plan"])]
fn a_plan_that_is_called_like_an_interval_is_asked_about(
    #[case] column: &str,
    #[case] cells: &[&str],
) {
    let text = with(column, cells);
    assert_eq!(first_way(&text), format!("--map interval={column}"));
    let (_, rows, rejected) = read(text.as_bytes(), &mapped("interval", column)).unwrap();
    assert_eq!(rows.len() + rejected.len(), 3);
    let rest = Hints {
        map: vec![("plan".into(), column.into())],
        ..usd()
    };
    assert_eq!(asked(&text, &rest), []);
}
