//! Few accounts under the sums of their groups, and what stands last each month in a list without an order. Must not know
//! the store.

use proptest::prelude::*;
use rstest::rstest;

use super::asked::asked;
use super::usd;

/// Whether one question is asked of a table, about rows that may add up others.
fn asks_of_totals(text: &str) -> bool {
    let questions = asked(text, &usd());
    let first = |at: usize| questions[at].settled_by[0].option.as_str();
    match questions.len() {
        0 => false,
        1 => first(0) == "--totals out",
        _ => panic!("{questions:?}"),
    }
}

/// A table of accounts with a column per month, or with the last of those alone.
fn table(rows: &[(String, Vec<i64>)], wide: bool) -> String {
    let money = |cents: &i64| format!("{}.{:02}", cents / 100, cents % 100);
    let mut text = match wide {
        true => "customer,2026-07,2026-08,2026-09\n".to_owned(),
        false => "customer,month,mrr\n".to_owned(),
    };
    for (name, amounts) in rows {
        let line = match wide {
            true => amounts.iter().map(money).collect::<Vec<_>>().join(","),
            false => format!("2026-09,{}", money(&amounts[2])),
        };
        text.push_str(&format!("{name},{line}\n"));
    }
    text
}

/// The sums of accounts that are dealt out among so many groups, each of which has one.
fn sums(accounts: &[(String, Vec<i64>)], groups: usize) -> Vec<(String, Vec<i64>)> {
    let mut sums = vec![vec![0; 3]; groups];
    for (at, (_, amounts)) in accounts.iter().enumerate() {
        let sum = &mut sums[at * 7 % groups.max(1)];
        sum.iter_mut()
            .zip(amounts)
            .for_each(|(sum, own)| *sum += own);
    }
    let names = ["Orchard", "Quarry", "Harbour", "Meadow", "Summit"];
    names.map(str::to_owned).into_iter().zip(sums).collect()
}

fn accounts(amounts: Vec<[i64; 3]>) -> Vec<(String, Vec<i64>)> {
    let names = "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar Nova Ember";
    let names = names.split(' ').map(str::to_owned);
    names.zip(amounts.into_iter().map(Vec::from)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever accounts pay, the sums of their groups below them are asked about, and they alone are not.
    #[test]
    fn sums_of_groups_are_asked_about_and_accounts_alone_are_not(
        amounts in prop::collection::vec(prop::array::uniform3(500i64..90_000), 3..12),
        groups in 2usize..5,
        wide in any::<bool>(),
    ) {
        let accounts = accounts(amounts);
        prop_assume!(groups < accounts.len());
        prop_assert!(!asks_of_totals(&table(&accounts, wide)));
        let both = [accounts.clone(), sums(&accounts, groups)].concat();
        prop_assert!(asks_of_totals(&table(&both, wide)), "{}", table(&both, wide));
    }
}

#[rstest]
#[case::four_under_three(&[100, 50, 200, 80], &[180, 50, 200])]
#[case::three_under_two(&[100, 50, 200], &[150, 200])]
#[case::five_under_four(&[100, 40, 30, 60, 10], &[100, 40, 30, 70])]
#[case::called_like_an_extreme(&[129, 49, 77, 30], &[129, 79, 77])]
fn few_accounts_with_prices_of_their_own_are_enough(
    #[case] accounts: &[i64],
    #[case] sums: &[i64],
) {
    let row = |(name, amount): (&str, &i64)| format!("{name},{amount},2026-01-02\n");
    let rows: String = ["Kestrel", "Alder", "Zephyr", "Birch", "Moss"]
        .into_iter()
        .zip(accounts)
        .map(row)
        .collect();
    let below: String = ["Quarry", "Orchard", "Max", "Summit"]
        .into_iter()
        .zip(sums)
        .map(row)
        .collect();
    let head = "customer,mrr,start_date\n";
    assert!(!asks_of_totals(&format!("{head}{rows}")));
    assert!(asks_of_totals(&format!("{head}{rows}{below}")));
}

#[rstest]
#[case::of_a_list_of_prices(&[29, 49, 29, 99, 49, 49, 108])]
#[case::of_another(&[10, 20, 10, 20, 30, 10, 20])]
#[case::each_the_same(&[50, 50, 50, 50, 50, 50, 50])]
#[case::just_below_round_ones(&[9_99, 19_99, 49_99, 19_99, 29_99, 19_99, 9_99])]
fn accounts_that_happen_to_pay_as_much_are_none(#[case] amounts: &[i64]) {
    let names = "Kestrel Alder Zephyr Birch Moss Lumen Dune".split(' ');
    let rows = names
        .zip(amounts)
        .map(|(name, a)| format!("{name},{a},2026-01-02\n"));
    let rows: String = rows.collect();
    assert!(!asks_of_totals(&format!("customer,mrr,start_date\n{rows}")));
}

#[rstest]
#[case::above_each_group(&["Orchard 30", "a 10", "b 20", "Quarry 75", "c 25", "d 50"])]
#[case::all_at_the_top(&["Orchard 31.10", "Quarry 75.05", "a 10.10", "b 21", "c 25.05", "d 50"])]
#[case::below_each_group(&["a 10", "b 20", "Orchard 30", "c 25", "d 50", "Quarry 75"])]
#[case::called_as_groups_are(&["a 10", "North 30", "c 25", "b 20", "South 75", "d 50"])]
fn sums_are_asked_about_wherever_they_stand(#[case] rows: &[&str]) {
    let by_account = rows.iter().flat_map(|row| {
        let (name, amount) = row.split_once(' ').unwrap();
        ["2026-08", "2026-09"].map(|month| format!("{name},{month},{amount}\n"))
    });
    let by_account: Vec<String> = by_account.collect();
    let (even, odd): (Vec<_>, Vec<_>) = by_account.chunks(2).map(|of| (&of[0], &of[1])).unzip();
    let by_month = even.into_iter().chain(odd).cloned().collect::<String>();
    let one_day: String = by_account.iter().skip(1).step_by(2).cloned().collect();
    for lines in [by_account.concat(), by_month, one_day] {
        let text = format!("customer,month,mrr\n{lines}");
        assert!(asks_of_totals(&text), "{text}");
    }
}

/// A list by month, each month's names in their order.
fn list(months: &[&str], price: impl Fn(&str) -> usize) -> String {
    let mut text = "customer,month,mrr\n".to_owned();
    for (at, names) in months.iter().enumerate() {
        for name in names.split(' ') {
            text.push_str(&format!("{name},2026-0{},{}\n", at + 1, price(name)));
        }
    }
    text
}

fn any_price(name: &str) -> usize {
    name.bytes()
        .fold(7, |sum, b| (sum * 31 + usize::from(b)) % 211)
        + 5
}

#[rstest]
#[case::behind_each_new_account(&[
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar Canteen",
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar Nova Canteen",
    "Kestrel Alder Zephyr Moss Lumen Dune Fjord Vortex Cedar Nova Ember Acme Canteen",
    "Kestrel Alder Zephyr Moss Lumen Dune Fjord Vortex Cedar Nova Ember Acme Canteen",
])]
#[case::in_no_order(&[
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Canteen",
    "Dune Moss Alder Kestrel Fjord Birch Zephyr Lumen Canteen",
    "Lumen Birch Dune Zephyr Alder Moss Kestrel Fjord Canteen",
    "Fjord Zephyr Lumen Kestrel Birch Dune Alder Moss Canteen",
])]
#[case::two_of_them(&[
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Other Canteen",
    "Dune Moss Alder Kestrel Fjord Birch Zephyr Lumen Other Canteen",
    "Lumen Birch Dune Zephyr Alder Moss Kestrel Fjord Other Canteen",
    "Fjord Zephyr Lumen Kestrel Birch Dune Alder Moss Other Canteen",
])]
fn what_stands_last_each_month_in_no_order_is_asked_about(#[case] months: &[&str]) {
    let text = list(months, any_price);
    let questions = asked(&text, &usd());
    assert!(
        questions
            .iter()
            .any(|of| of.settled_by[0].option == "--totals out"),
        "{questions:?}"
    );
}

#[rstest]
#[case::in_the_order_of_their_beginning(&[
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar",
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar Nova",
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar Nova Ember",
])]
#[case::newest_first(&[
    "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar",
    "Nova Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar",
    "Ember Nova Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar",
])]
#[case::by_name(&[
    "Alder Birch Cedar Dune Fjord Kestrel Lumen Moss Zephyr",
    "Alder Birch Cedar Dune Fjord Kestrel Lumen Moss Nova Zephyr",
    "Alder Birch Cedar Dune Fjord Kestrel Lumen Moss Nova Vortex Zephyr",
])]
fn the_last_account_of_a_list_is_none(#[case] months: &[&str]) {
    assert_eq!(asked(&list(months, any_price), &usd()), []);
}

#[test]
fn whoever_pays_least_stands_last_where_the_list_is_by_price() {
    let months = [
        "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Cedar",
        "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Nova Cedar",
        "Kestrel Alder Zephyr Birch Moss Lumen Dune Fjord Vortex Nova Ember Cedar",
    ];
    let price = |name: &str| {
        let order = "Cedar Ember Nova Vortex Fjord Dune Lumen Moss Birch Zephyr Alder Kestrel";
        10 + 3 * order.split(' ').position(|of| of == name).unwrap()
    };
    assert_eq!(asked(&list(&months, price), &usd()), []);
}

#[rstest]
#[case::without_fees("158.20,160.40,157.90", true)]
#[case::rounded("160,160,160", true)]
#[case::the_largest_each_time("70,71.10,69.90", true)]
#[case::a_large_account("120,121,122", false)]
#[case::one_that_stays("70,70,70", false)]
fn a_last_row_that_is_nearly_all_others_is_asked_about(#[case] last: &str, #[case] is: bool) {
    let text = format!(
        "client,2026-01,2026-02,2026-03\nElm,40.10,41.20,39.80\nFir,70,71.10,69.90\nOak,30.30,30.30,30.30\n\
         Ash,20.40,20.40,20.40\nZed,{last}\n"
    );
    let questions = asked(&text, &usd()).into_iter();
    let mut asks = questions.filter(|of| of.open.contains("may add up other rows"));
    assert_eq!(asks.next().is_some(), is);
}
