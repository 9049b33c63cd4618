//! Tagging over the demo's room: what was looked for stands out, and what comes next is beside it where there is room.

use churnroom::domain::change::{Author, Change};
use churnroom::domain::sought::kept::Keeping;
use churnroom::store::{OpenOptions, Store};
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::{NOW, Stage, draw, says};
use crate::pictures::demo;

/// What is underlined and bold on the screen, line by line.
fn standing_out(buffer: &Buffer) -> Vec<String> {
    let lines = buffer.content.chunks(usize::from(buffer.area.width));
    let found = Modifier::BOLD | Modifier::UNDERLINED;
    let line = |cells: &[ratatui::buffer::Cell]| {
        let cells = cells
            .iter()
            .map(|cell| match cell.modifier.contains(found) {
                true => cell.symbol().to_owned(),
                false => " ".to_owned(),
            });
        let words = cells.collect::<String>();
        words
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    lines.flat_map(line).collect()
}

fn filtered(stage: &mut Stage, words: &str) {
    stage.press("t F").write(words).press("enter");
}

#[test]
fn what_a_filter_finds_stands_out_in_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    filtered(&mut stage, "\"BOSS got\" rep");
    let screen = draw(&mut stage.model, 80, 24);
    // Over the end of a line, too, and in every place.
    assert_eq!(standing_out(&screen), ["boss", "got", "rep", "rep"]);
    stage.press("esc /").write("invoice");
    let screen = draw(&mut stage.model, 80, 24);
    let found = standing_out(&screen);
    assert!(
        found.len() > 2 && found.iter().all(|word| word == "invoice"),
        "{found:?}"
    );
}

#[test]
fn what_comes_next_is_beside_it_where_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("t");
    says(
        &mut stage.model,
        (120, 40),
        &[
            "exit survey · 21 Oct · Harrowgate Facilities",
            "Next, by money",
            "Harrowgate Facilities · €360 lost · ticket 5",
            "“Boss asks where his Monday mail is. What do I",
            "24 more",
        ],
    );
    filtered(&mut stage, "price");
    says(
        &mut stage.model,
        (120, 40),
        &["Next, by money", "no other text waits"],
    );
}

#[test]
fn another_order_is_said_on_every_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("t N");
    for size in [(80, 24), (120, 40)] {
        says(
            &mut stage.model,
            size,
            &["not tagged 33", "· least sure first (N)"],
        );
    }
    says(&mut stage.model, (120, 40), &["Next, least sure first"]);
    stage.press("N");
    says(&mut stage.model, (120, 40), &["by money", "Next, by money"]);
}

#[test]
fn counts_are_said_whole_beside_the_longest_filter() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    filtered(&mut stage, "is:untagged -nonesuch -never -nowhere -nobody");
    let size = (80, 24);
    says(
        &mut stage.model,
        size,
        &["not tagged 31", "with “is:unta", "all: 31"],
    );
    stage.press("space space");
    says(
        &mut stage.model,
        size,
        &[" texts next with “is:unta", "1 marked · a tag"],
    );
    stage.press("esc W");
    says(
        &mut stage.model,
        size,
        &[" other texts · no tag yet · found by “"],
    );
}

#[test]
fn a_search_is_kept_under_a_name_and_taken_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("t F").write("invoice").press("ctrl-s");
    let row = "keep what is typed under a name";
    says(&mut stage.model, (80, 24), &[row, "invoice"]);
    stage.press("enter").write("@bills").press("enter");
    let [name, was, now] = ["bills", "", "invoice"].map(str::to_owned);
    let keep = Change::Keep(Box::new(Keeping { name, was, now }));
    assert_eq!(stage.changes, std::slice::from_ref(&keep));
    says(&mut stage.model, (80, 24), &["with “invoice”"]);
    stage.press("F ctrl-u enter");
    let mut store = Store::open(&folder.path().join("demo.room"), &OpenOptions::default()).unwrap();
    let person = "Priya".to_owned();
    store.apply(&Author { person, at: NOW }, &keep).unwrap();

    stage.press("S");
    says(&mut stage.model, (80, 24), &["@bills", "invoice"]);
    stage.press("enter");
    says(&mut stage.model, (80, 24), &["with “invoice”"]);
    // Found by its name as well, and nothing by a name that nobody gave.
    stage
        .press("esc t F ctrl-u")
        .write("@nobody")
        .press("enter");
    let unknown = "no search is kept as @nobody; there are @bills";
    says(&mut stage.model, (120, 24), &[unknown]);
    stage.press("esc esc /").write("@bills");
    let screen = draw(&mut stage.model, 80, 24);
    let found = standing_out(&screen);
    let all = found.iter().all(|word| word == "invoice");
    assert!(found.len() > 2 && all, "{found:?}");
    stage.write("x");
    let unknown = "no search is kept as @billsx; there are @bills";
    says(&mut stage.model, (80, 24), &[unknown]);
}

/// The list of what comes next has the same columns above as below, on every width.
#[test]
fn the_heads_of_what_comes_next_stand_over_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    stage.press("t space");
    for width in 95..110 {
        let shown = super::text(&draw(&mut stage.model, width, 30));
        let lines: Vec<&str> = shown.lines().collect();
        let head = lines
            .iter()
            .position(|line| line.ends_with("lost"))
            .unwrap();
        assert!(
            lines[head + 1].ends_with("€360"),
            "{width}: {}",
            lines[head + 1]
        );
    }
}

#[test]
fn of_a_filter_without_a_hit_it_is_not_said_that_all_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    filtered(&mut stage, "zzqqy");
    let words = [
        "nothing of Oct 2026 has these words",
        "No untagged text of Oct 2026 has these words.",
    ];
    says(&mut stage.model, (80, 24), &words);
    let screen = crate::screens::text(&draw(&mut stage.model, 80, 24));
    assert!(!screen.contains("is read"), "{screen}");
}
