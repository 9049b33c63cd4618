//! Columns that were written when accounts left, a later period to be tested on, and days that are not known.

use super::*;

/// What an account is like: whether it left, and its number.
type Values = fn(usize, bool) -> Vec<String>;

/// 3,000 accounts of which every fifth leaves within 80 days before the reach, and as many of those who stay left in
/// the 80 days before that; their columns as they stand at the end.
fn room(names: &str, values: Values) -> (Ledger, TraitTable, Vec<u64>) {
    let mut builder = LedgerBuilder::default();
    let mut table = TraitTable::default();
    let mut cells = vec![Cells::default(); names.split(',').count()];
    let mut hashes = Vec::new();
    for n in 0..3_000 {
        let id = AccountId(n as i64 + 1);
        let since = reach().plus(-400 - (chance(n, 1) * 900.0) as i32);
        let mrr = Cents(1_000 + (chance(n, 2) * 9_000.0) as i64);
        builder.movement(id, since, mrr);
        let (first, second) = (chance(n, 3) < 0.2, chance(n, 4) < 0.2);
        let days = (chance(n, 5) * 80.0) as i32;
        if first || second {
            let window = if first { 90 } else { 0 };
            builder.movement(id, reach().plus(-1 - window - days), Cents(-mrr.0));
        }
        for (cells, value) in cells.iter_mut().zip(values(n, first || second)) {
            cells.push(&value);
        }
        hashes.push(hash(&format!("account {n}")));
    }
    for (name, cells) in names.split(',').zip(cells) {
        table.push(name, cells);
    }
    (builder.build(), table, hashes)
}

fn word(is: bool, words: [&str; 2]) -> String {
    words[usize::from(is)].to_owned()
}

/// Read-only for 93 % of those who left, and for so many of a hundred of those who stayed.
fn access(n: usize, left: bool, stayed: f64) -> String {
    let share = if left { 0.93 } else { stayed };
    word(chance(n, 7) < share, ["full", "read-only"])
}

fn learned(room: &(Ledger, TraitTable, Vec<u64>), trusted: &[&str]) -> RiskLesson {
    let trusted: Vec<String> = trusted.iter().map(|name| (*name).to_owned()).collect();
    let examples = examples(&room.0, reach(), Day(0), &room.2).unwrap();
    learn(&room.1, &examples, &trusted).0
}

fn area(lesson: &RiskLesson) -> f64 {
    lesson.test.as_ref().unwrap().auc
}

#[test]
fn a_column_that_alone_tells_who_left_is_left_out_until_it_is_named() {
    let room = room("plan,Access", |n, left| {
        vec![
            word(n % 2 == 0, ["Yearly", "Monthly"]),
            access(n, left, 0.02),
        ]
    });
    let lesson = learned(&room, &[]);
    assert!(!lesson.columns.contains(&"Access".to_owned()), "{lesson:?}");
    assert!(area(&lesson) < 0.6, "{lesson:?}");
    let out = lesson
        .left_out
        .iter()
        .find(|out| out.column == "Access")
        .unwrap();
    assert!(out.suspect, "{lesson:?}");
    let warned = &lesson.warnings[0];
    for words in [
        "Access is left out",
        "probably written when accounts left",
        "learn_from = [\"Access\"]",
    ] {
        assert!(warned.contains(words), "{warned}");
    }
    let trusting = learned(&room, &["access"]);
    assert!(
        area(&trusting) > 0.9 && trusting.warnings.is_empty(),
        "{trusting:?}"
    );
}

/// Few for those who left tells as much as many would.
#[test]
fn either_way_is_telling() {
    let room = room("plan,Seats", |n, left| {
        let seats = match left {
            true => 1.0 + chance(n, 8) * 30.0,
            false => 25.0 + chance(n, 8) * 100.0,
        };
        vec!["Yearly".to_owned(), format!("{seats:.0}")]
    });
    let lesson = learned(&room, &[]);
    let out = lesson
        .left_out
        .iter()
        .find(|out| out.column == "Seats")
        .unwrap();
    assert!(out.suspect && lesson.warnings.len() == 1, "{lesson:?}");
}

/// Each of four flags tells too little to be caught alone; together they tell almost everything.
#[test]
fn a_whole_that_is_too_good_loses_the_columns_that_make_it_so() {
    let names = "plan,one,two,three,four,noise";
    let room = room(names, |n, left| {
        let flag = |salt| word(chance(n, salt) < if left { 0.87 } else { 0.13 }, ["a", "b"]);
        let flags = [11, 12, 13, 14].map(flag);
        let noise = ["x", "y", "z"][n % 3].to_owned();
        [vec!["Yearly".to_owned()], flags.to_vec(), vec![noise]].concat()
    });
    let all = ["one", "two", "three", "four"];
    let trusting = learned(&room, &all);
    assert!(area(&trusting) >= 0.95, "{trusting:?}");
    let lesson = learned(&room, &[]);
    assert!((0.8..0.95).contains(&area(&lesson)), "{lesson:?}");
    let suspects: Vec<&str> = lesson
        .left_out
        .iter()
        .filter(|out| out.suspect)
        .map(|out| out.column.as_str())
        .collect();
    assert!(
        suspects.iter().all(|name| all.contains(name)),
        "{suspects:?}"
    );
    assert!(!suspects.is_empty() && suspects.len() < 4, "{suspects:?}");
    assert!(lesson.columns.contains(&"noise".to_owned()), "{lesson:?}");
    assert!(lesson.warnings[0].contains(suspects[0]), "{lesson:?}");
    let one = learned(&room, &["one", "two", "three"]);
    assert!(
        one.left_out
            .iter()
            .all(|out| !all[..3].contains(&out.column.as_str())),
        "{one:?}"
    );
}

#[test]
fn what_one_window_teaches_is_tested_on_the_next() {
    let room = room("plan", |n, left| {
        let monthly = chance(n, 9) < if left { 0.7 } else { 0.2 };
        vec![word(monthly, ["Yearly", "Monthly"])]
    });
    let (ledger, mut table, hashes) = room;
    let examples = examples(&ledger, reach(), Day(0), &hashes).unwrap();
    let (mut lesson, _) = learn(&table, &examples, &[]);
    let plans = table.cells[0].clone();
    let before = later::before(&ledger, &examples, Day(0), &hashes).unwrap();
    assert_eq!((before.cut, before.days), (reach().plus(-180), 90));
    let found = later::tested(&mut table, &lesson, (&before, &examples), &[], |_| {
        plans.clone()
    });
    lesson.tested_later(Ok(found));
    let test = lesson.later.clone().unwrap();
    assert_eq!(test.left, examples.left);
    assert!(test.auc_low > 0.6 && lesson.hidden.is_none(), "{test:?}");
    let words = lesson.later_words().unwrap();
    assert!(
        words.starts_with("back-test on a later period: learned from the 90 days before"),
        "{words}"
    );
    // Where a later period is no better than chance, nothing is shown.
    let chance = (0..2_000)
        .map(|n| (chance(n, 1), chance(n, 2) < 0.2))
        .collect();
    lesson.tested_later(Ok(BackTest::of(chance)));
    let why = lesson.hidden.unwrap();
    assert!(
        why.contains("accounts of a later period it is no better than chance"),
        "{why}"
    );
}

#[test]
fn days_of_which_losses_are_not_known_teach_nothing() {
    let (ledger, _, hashes) = room("plan", |_, _| vec!["Yearly".to_owned()]);
    let of = |known: i32| examples(&ledger, reach(), reach().plus(1 - known), &hashes);
    assert_eq!(
        of(41).unwrap_err(),
        "it needs 90 days of known losses, has 41"
    );
    let examples = of(92).unwrap();
    assert_eq!(examples.cut, reach().plus(-90));
    let before = |known: i32| later::before(&ledger, &examples, reach().plus(1 - known), &hashes);
    assert_eq!(before(92).unwrap_err(), "needs 180 known days, has 92");
    assert!(before(180).is_ok());
}

#[test]
fn where_nobody_left_or_everybody_did_it_says_so() {
    let one = |gone: bool, accounts: i64| {
        let mut builder = LedgerBuilder::default();
        for id in 1..=accounts {
            builder.movement(AccountId(id), reach().plus(-500), Cents(100));
            if gone {
                builder.movement(AccountId(id), reach().plus(-5), Cents(-100));
            }
        }
        builder.build()
    };
    for (gone, accounts) in [(false, 1), (false, 500), (true, 1), (true, 500)] {
        let ledger = one(gone, accounts);
        let hashes = vec![0; ledger.len()];
        let why = examples(&ledger, reach(), Day(0), &hashes).unwrap_err();
        let words = if gone && accounts > 1 {
            "have stayed"
        } else {
            "have left"
        };
        assert!(why.contains(words), "{why}");
    }
}
