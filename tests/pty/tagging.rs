//! Two hundred texts by keys, thirty keys a second, while another process makes tags and gives them keys: every tag
//! lands on the text that was on the screen, and is there after the terminal was killed. And three people at once, of
//! whom one is killed: each text is done by one of them.

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
fn room(folder: &Path, texts: usize) {
    let rows = 0..texts;
    let mut texts = "id,account,received,text\n".to_owned();
    for at in rows {
        texts += &format!("t{at},a1,2026-09-{:02},text {at:04} says so\n", at % 28 + 1);
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
    text.get(..4)?.parse().ok()
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
    room(folder.path(), TEXTS);
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
    let texts = tags(folder.path());
    assert_eq!(texts.len(), TEXTS);
    for (text, tags) in texts {
        assert_eq!(tags, serde_json::json!([given[&text]]), "{text}");
    }
    run(folder.path(), &["check"]);
}

/// The tags of every text, by its number.
fn tags(folder: &Path) -> Vec<(usize, serde_json::Value)> {
    let found = json(folder, &["feedback", "list", "--limit", "5000"]);
    let items = found.as_array().unwrap().iter();
    let texts = items.filter_map(|item| {
        let number = item["text"].as_str()?.get(5..9)?.parse().ok()?;
        Some((number, item["tags"].clone()))
    });
    texts.collect()
}

/// The items of a list.
fn json(folder: &Path, words: &[&str]) -> serde_json::Value {
    let done = run(folder, &[words, &["--format", "json"]].concat());
    let mut found: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    found["items"].take()
}

/// Somebody tags whatever comes in front with a tag of his own until all is read, or until he is killed.
fn goes_through(folder: &Path, who: usize, killed_after: usize) {
    let mut command = command(folder);
    let (name, key) = TAGS[who];
    command.args(["--as", name]);
    let mut terminal = Terminal::start(command);
    let mut keys = terminal.master.take_writer().unwrap();
    let mut press = |bytes: &str| {
        keys.write_all(bytes.as_bytes()).unwrap();
        keys.flush().unwrap();
        thread::sleep(Duration::from_millis(33));
    };
    terminal.until(|s| s.contents().contains("t tag"));
    press("t");
    let is_over = |s: &vt100::Screen| s.contents().contains(" is read");
    let others_have = |s: &vt100::Screen| s.contents().contains("Others have what is left");
    let mut done = Vec::new();
    while done.len() < killed_after {
        let is_new = |s: &vt100::Screen| shown(s).is_some_and(|text| !done.contains(&text));
        terminal.until(|s| is_over(s) || others_have(s) || is_new(s));
        terminal.settle();
        let screen = terminal.screen.screen();
        match shown(screen) {
            _ if is_over(screen) => break,
            _ if others_have(screen) => press("\r"),
            Some(text) if is_new(screen) => {
                press(key);
                press("\r");
                done.push(text);
            }
            Some(_) | None => {}
        }
    }
    assert!(!done.is_empty());
    kill("-KILL", &terminal.child.process_id().unwrap().to_string());
    terminal.child.wait().unwrap();
}

fn three_people_go_through(texts: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    room(path, texts);
    let before = json(path, &["journal", "--limit", "9"]);
    thread::scope(|all| {
        all.spawn(|| goes_through(path, 0, texts));
        all.spawn(|| goes_through(path, 1, texts));
        goes_through(path, 2, texts / 10);
        goes_through(path, 2, texts);
    });
    let found = tags(path);
    assert_eq!(found.len(), texts);
    for (text, tags) in found {
        assert_eq!(tags.as_array().unwrap().len(), 1, "{text}: {tags}");
    }
    let journal = json(path, &["journal", "--limit", "9999"]);
    let done = journal.as_array().unwrap().len() - before.as_array().unwrap().len();
    assert_eq!(done, texts);
    run(path, &["check"]);
}

#[test]
fn three_people_do_each_text_once() {
    three_people_go_through(TEXTS);
}

#[test]
#[ignore = "takes a minute"]
fn three_people_do_each_text_once_for_a_minute() {
    three_people_go_through(8 * TEXTS);
}
