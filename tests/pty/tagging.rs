//! Two hundred texts by keys, thirty keys a second, while another process makes tags and gives them keys: every tag
//! lands on the text that was on the screen, and is there after the terminal was killed.

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use super::*;

const TEXTS: usize = 200;
const TAGS: [(&str, &str); 3] = [("price", "p"), ("speed", "s"), ("help", "h")];

fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_churnroom"));
    command.args(["--db", folder.join("room.db").to_str().unwrap()]);
    command.env("HOME", folder).env("XDG_STATE_HOME", folder);
    let done = command.args(words).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{words:?}: {said}");
    done
}

/// A room with texts that all say something else, and the tags they get.
fn room(folder: &Path) {
    let mut texts = "id,account,received,text\n".to_owned();
    for at in 0..TEXTS {
        texts += &format!("t{at},a1,2026-09-{:02},text {at:03} says so\n", at % 28 + 1);
    }
    let words = folder.join("feedback.csv");
    fs::write(&words, texts).unwrap();
    run(folder, &["import", words.to_str().unwrap()]);
    for (tag, key) in TAGS {
        run(folder, &["tag", "add", tag, "--key", key]);
    }
}

/// The number of the text on the screen.
fn shown(screen: &vt100::Screen) -> Option<usize> {
    let contents = screen.contents();
    let (_, text) = contents.split_once("“text ")?;
    text.get(..3)?.parse().ok()
}

fn others(folder: &Path) {
    for at in 0..8 {
        let (name, key) = (
            format!("r{at}"),
            ["1", "2", "3", "4", "5", "6", "7", "8"][at],
        );
        run(folder, &["tag", "add", &name, "--key", key]);
    }
}

#[test]
fn every_tag_lands_on_the_text_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    room(folder.path());
    let mut terminal = Terminal::start(command(folder.path()));
    let mut keys = terminal.master.take_writer().unwrap();
    let mut press = |bytes: &str| {
        keys.write_all(bytes.as_bytes()).unwrap();
        keys.flush().unwrap();
        thread::sleep(Duration::from_millis(33));
    };
    terminal.until(|s| s.contents().contains("t tag"));
    press("t");
    terminal.until(|s| shown(s).is_some());
    let beside = folder.path().to_path_buf();
    let other = thread::spawn(move || others(&beside));
    let mut given: BTreeMap<usize, &str> = BTreeMap::new();
    for at in 0..TEXTS {
        // Whoever filters looks whether it was done before the next key.
        let (filter, done) = match at {
            50 => (["F", "says", "\r"], "with “says”"),
            120 => (["F", "\x7f\x7f\x7f\x7f", "\r"], "no filter"),
            _ => (["", "", ""], ""),
        };
        filter
            .iter()
            .filter(|keys| !keys.is_empty())
            .for_each(|keys| press(keys));
        terminal.until(|s| s.contents().contains(done));
        let text = loop {
            terminal.until(|s| shown(s).is_some_and(|text| !given.contains_key(&text)));
            // Half of a frame may show a number that is none.
            terminal.settle();
            match shown(terminal.screen.screen()) {
                Some(text) if !given.contains_key(&text) => break text,
                Some(_) | None => {}
            }
        };
        let (tag, key) = TAGS[text % TAGS.len()];
        press(key);
        given.insert(text, tag);
        press("\r");
    }
    other.join().unwrap();
    terminal.until(|s| s.contents().contains("saved"));
    kill("-KILL", &terminal.child.process_id().unwrap().to_string());
    terminal.child.wait().unwrap();
    let words = ["feedback", "list", "--limit", "1000", "--format", "json"];
    let found: serde_json::Value =
        serde_json::from_slice(&run(folder.path(), &words).stdout).unwrap();
    let items = found["items"].as_array().unwrap();
    let texts = items
        .iter()
        .filter_map(|item| Some((item, item["text"].as_str()?.get(5..8)?.parse().ok()?)));
    let texts: Vec<(&serde_json::Value, usize)> = texts.collect();
    assert_eq!(texts.len(), TEXTS);
    for (item, text) in texts {
        assert_eq!(item["tags"], serde_json::json!([given[&text]]), "{item}");
    }
    run(folder.path(), &["check"]);
}
