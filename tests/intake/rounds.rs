//! How often somebody is asked before a file comes in: once, whatever it leaves open. Must not know what each question
//! is about.

use churnroom::domain::money::Cents;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::{Options, Reports};
use churnroom::store::Store;
use rstest::rstest;

use super::rooms::{files, options, take};

pub fn try_it(text: &str, options: &Options) -> Result<Reports, String> {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("x.csv", text)]);
    let mut store = Store::in_memory().unwrap();
    let typed = Options {
        typed: "churnroom import x.csv".to_owned(),
        ..options.clone()
    };
    take(&mut store, &paths, &typed).map_err(|f| format!("{}\n{}", f.message, f.hint))
}

/// The options of the command that answers everything, as a shell takes them apart.
pub fn answers(said: &str) -> Vec<String> {
    let command = said.lines().find(|line| line.starts_with("    churnroom "));
    let command = command.unwrap_or_else(|| panic!("{said}"));
    let words = churnroom::domain::typed::split(command.trim_start());
    let from = words.iter().position(|word| word.starts_with("--"));
    words[from.unwrap()..].to_vec()
}

pub fn told(words: &[String]) -> Options {
    let mut hints = Hints::default();
    let mut words = words.iter();
    while let Some(option) = words.next() {
        if option == "--ignore-rest" {
            hints.ignore_rest = true;
            continue;
        }
        let value = words.next().unwrap().clone();
        match option.as_str() {
            "--currency" => hints.currency = Some(value.parse().unwrap()),
            "--date-format" => hints.date_format = Some(value),
            "--map" => {
                let (field, column) = value.split_once('=').unwrap();
                hints.map.push((field.to_owned(), column.to_owned()));
            }
            "--decimal" => hints.decimal = churnroom::exchange::read::Decimal::from_word(&value),
            "--as-kind" => hints.kind = churnroom::domain::word::Word::from_word(&value),
            "--ignore" => hints.ignore.push(value),
            "--status-ends" => hints.status_ends = Some(value),
            "--unit" => hints.unit = Some(churnroom::exchange::read::Unit::Minor),
            other => panic!("{other}"),
        }
    }
    options(hints)
}

#[rstest]
#[case::of_no_known_kind(
    "e-mail,plan,price,started,seats\na@x.example,Pro,10,03/04/2024,3\nb@x.example,Pro,20,03/05/2024,1\n",
    &["--map account=e-mail", "--currency EUR", "--date-format DD/MM/YYYY", "--map quantity=seats"],
    2
)]
#[case::several_currencies(
    "customer,start,price,currency,Licences\na,2026-01-02,10,EUR,2\nb,2026-01-02,10,SEK,1\n",
    &["--currency EUR, or --currency SEK", "--map quantity=Licences"],
    1
)]
#[case::of_another_kind(
    "customer,contract start,contract end,TCV,term months\na,2026-01-02,2026-12-31,1200,12\nb,2026-02-02,2029-02-01,3600,36\n",
    &["--map interval_count='term months'", "--currency EUR"],
    2
)]
#[case::of_thousands(
    "customer,start,price,quantity,discount\na,2026-01-02,10,3.000,1\n",
    &["--currency EUR", "--decimal comma if it is thousands", "--decimal dot if it is a fraction"],
    1
)]
fn all_is_asked_at_once_and_one_command_answers_it(
    #[case] text: &str,
    #[case] ways: &[&str],
    #[case] rows: u64,
) {
    let said = try_it(text, &options(Hints::default())).unwrap_err();
    for way in ways {
        assert!(said.contains(way), "{way}: {said}");
    }
    let reports = try_it(text, &told(&answers(&said))).unwrap();
    assert_eq!(reports.files[0].counts.new, rows, "{said}");
    let rehearsed = Options {
        dry_run: true,
        ..options(Hints::default())
    };
    let reports = try_it(text, &rehearsed).unwrap();
    assert!(reports.files.is_empty(), "nothing can be shown of it yet");
    assert!(reports.open.len() >= ways.len());
}

#[test]
fn what_cannot_be_read_is_not_taken_as_it_stands() {
    let text = "customer,start,price\na,03/04/2024,10\n";
    let rest = Hints {
        ignore_rest: true,
        ..super::usd()
    };
    let said = try_it(text, &options(rest)).unwrap_err();
    assert!(said.contains("--date-format MM/DD/YYYY"), "{said}");
    let reports = try_it(
        text,
        &told(&["--currency", "USD", "--date-format", "MM/DD/YYYY"].map(str::to_owned)),
    );
    let holds = reports.unwrap().files[0].read_as.holds.clone().unwrap();
    assert_eq!(holds.mrr, Cents(1_000));
}

#[test]
fn the_words_of_answers_are_found_by_what_they_hold() {
    let text = "Who are you?,What now?,Then?\n\"Owner\",It took a week to set up,yes\nUser,Nobody answered me at all,no\n\
                User,I like the new list,no\n";
    let said = try_it(text, &options(Hints::default())).unwrap_err();
    assert!(said.contains("--map text='What now?'"), "{said}");
}

#[test]
fn columns_of_no_known_name_are_guessed_by_what_they_hold() {
    let text = "Firma X;Od kiedy;Do kiedy;Stawka;Waluta\nAlder;2025-02-01;;100,50;PLN\nBirch;2025-02-13;2025-06-01;90,00;PLN\n";
    let said = try_it(text, &options(Hints::default())).unwrap_err();
    let way = "--as-kind subscriptions --map account='Firma X' --map start='Od kiedy' --map end='Do kiedy' --map amount=Stawka";
    assert!(said.contains(way), "{said}");
    let reports = try_it(text, &told(&churnroom::domain::typed::split(way))).unwrap();
    assert_eq!(reports.currency.unwrap().code(), "PLN");
    let holds = reports.files[0].read_as.holds.as_ref().unwrap();
    assert_eq!((holds.accounts, holds.mrr.0), (1, 10_050));
}

#[test]
fn an_id_is_never_guessed_to_be_a_price() {
    let text = "abonnement_id,client_id,service,statut,date_abonnement\n1,15,Premium,actif,2025-01-08\n2,115,VIP,inactif,2024-07-22\n";
    let said = try_it(text, &options(Hints::default())).unwrap_err();
    assert!(
        said.contains("--map amount=COLUMN (or export it again with its prices)"),
        "{said}"
    );
    let text = "Nr;Kto;Od kiedy;Ile\n1;Alder;2025-02-01;3\n2;Birch;2025-02-13;4\n";
    let said = try_it(text, &options(Hints::default())).unwrap_err();
    assert!(
        !said.contains("--map amount=Nr") && !said.contains("--map amount=Ile"),
        "{said}"
    );
}

#[test]
fn a_file_without_names_is_told_the_line_to_write_and_its_days() {
    let text = "1/5/2025 16:07:30,User,a@x.example,It took a week to set up\n2/5/2025 10:00:00,Owner,b@x.example,Nobody \
                answered me at all\n";
    let said = try_it(text, &options(Hints::default())).unwrap_err();
    assert!(said.contains("received,question 2,account,text"), "{said}");
    assert!(said.contains("--date-format MM/DD/YYYY"), "{said}");
    let written = format!("received,question 2,account,text\n{text}");
    let order = ["--date-format", "DD/MM/YYYY"].map(str::to_owned);
    assert_eq!(
        try_it(&written, &told(&order)).unwrap().files[0].counts.new,
        2
    );
}
