//! The demo's company on every screen: kept as text in the snapshots and as pictures for the README.
//! `CHURNROOM_PICTURES=write cargo test pictures` draws the pictures again.

mod svg;

use std::path::{Path, PathBuf};

use churnroom::domain::query::Query;
use churnroom::store::{OpenOptions, Store};

use crate::demo::demo_room;
use crate::screens::{Stage, draw, snapshot};

/// The keys that lead to each screen from the lobby, one after the other.
const SCREENS: [(&str, &str); 6] = [
    ("numbers", "1"),
    ("why", "2"),
    ("roadmap", "3"),
    ("target", "4"),
    ("actions", "5"),
    ("tagging", "t"),
];

/// Screens the README shows.
const SHOWN: [&str; 4] = ["numbers", "why", "actions", "tagging"];

/// A stage whose room is the demo's.
pub fn demo(folder: &Path) -> Stage {
    let file = demo_room(folder);
    let mut store = Store::open(&file, &OpenOptions::default()).unwrap();
    Stage::new(move |query: &Query| Some(store.answer(query).unwrap()))
}

#[test]
fn every_screen_of_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    for (name, key) in SCREENS {
        stage.press(key);
        for size in [(80, 24), (120, 40)] {
            snapshot(&mut stage.model, size, &format!("demo_{name}"));
        }
        if matches!(name, "numbers" | "why") {
            snapshot(&mut stage.model, (200, 60), &format!("demo_{name}"));
        }
        if SHOWN.contains(&name) {
            picture(&mut stage, name);
        }
        stage.press("esc");
    }
}

/// Draws a screen as it is shown in the README, or holds the drawing against the one that is there.
fn picture(stage: &mut Stage, name: &str) {
    let drawn = svg::draw(&draw(&mut stage.model, 120, 34));
    let kept =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/pictures/{name}.svg"));
    if std::env::var_os("CHURNROOM_PICTURES").is_some() {
        std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
        std::fs::write(&kept, &drawn).unwrap();
    }
    let there = std::fs::read_to_string(&kept).unwrap_or_default();
    assert!(
        there == drawn,
        "{} is not what the screen shows now; draw it again with CHURNROOM_PICTURES=write",
        kept.display()
    );
}

#[test]
fn a_masked_screen_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = demo(folder.path());
    let names = demo_names(folder.path());
    stage.press("M");
    for (screen, key) in SCREENS {
        stage.press(key);
        let shown = crate::screens::text(&draw(&mut stage.model, 200, 60));
        for name in &names {
            assert!(!shown.contains(name), "{screen} shows {name}:\n{shown}");
        }
        stage.press("esc");
    }
}

/// The names of the demo's accounts, as its file has them.
pub fn demo_names(folder: &Path) -> Vec<String> {
    let mut store = Store::open(&folder.join("demo.room"), &OpenOptions::default()).unwrap();
    let answer = store.answer(&Query::Names).unwrap();
    let names: Vec<churnroom::domain::account::MaskedName> = answer.try_into().unwrap();
    assert!(names.len() > 200);
    names.into_iter().map(|n| n.name).collect()
}
