//! Files on their way in: what is seen while they are read, and how what is open in them is settled.

use churnroom::app::{Hit, Job, LayerKind, Looked, Msg, OpenQuestion, Task};
use churnroom::keys::Command;

use super::{Stage, draw, text};

fn front(stage: &Stage) -> Option<LayerKind> {
    stage.model.layers.last().map(|(_, layer)| layer.into())
}

fn seen(stage: &mut Stage) -> String {
    text(&draw(&mut stage.model, 80, 24))
}

/// The words of the last look at files that was asked for.
fn asked(stage: &Stage) -> Option<Vec<String>> {
    stage.effects.iter().rev().find_map(|task| match task {
        Task::Work(Job::LookAtFiles { words, .. }) => Some(words.clone()),
        _ => None,
    })
}

fn reading() -> Stage {
    let mut stage = Stage::new(|_| None);
    stage.tell(Msg::Click(Hit::Run(Command::Import)));
    stage.write("'/tmp/my paid.csv' --currency EUR");
    stage.press("enter");
    stage
}

#[test]
fn while_a_file_is_read_it_is_said_and_keys_wait() {
    let mut stage = reading();
    assert_eq!(front(&stage), Some(LayerKind::Reading));
    assert!(seen(&mut stage).contains("Reading my paid.csv…"));
    stage.tell(Msg::Progress(
        "reading 1 of 1: my paid.csv · 12,000 rows".into(),
    ));
    assert!(seen(&mut stage).contains("12,000 rows"));
    let place = stage.model.shared.screen;
    stage.write("2?iq>").press("enter tab");
    assert_eq!(
        (front(&stage), stage.model.shared.screen),
        (Some(LayerKind::Reading), place)
    );
    stage.press("esc");
    assert_eq!(front(&stage), None);
    assert!(matches!(stage.effects.last(), Some(Task::StopReading)));
    // What comes of it all the same is not shown.
    stage.tell(Msg::Looked(vec!["paid.csv".into()], Ok(Looked::default())));
    assert_eq!(front(&stage), None);
}

/// Three things that are open, each with as many ways.
fn open(ways: usize) -> Looked {
    let open = (1..4).map(|n| OpenQuestion {
        words: format!("paid.csv: thing {n} is open"),
        ways: (1..ways)
            .map(|way| {
                (
                    format!("--ignore 'Column {n} {way}'"),
                    "if it changes nothing at all",
                )
            })
            .chain([("--map interval=COLUMN".to_owned(), "")])
            .collect(),
        can_stand: true,
    });
    Looked {
        words: vec!["paid.csv".into()],
        lines: (0..30)
            .map(|n| (format!("line {n}"), format!("garbage behind it {n}")))
            .collect(),
        open: open.collect(),
    }
}

#[test]
fn each_thing_that_is_open_is_seen_whole_and_settled_by_its_number() {
    let mut stage = reading();
    stage.tell(Msg::Looked(vec!["paid.csv".into()], Ok(open(6))));
    let shown = seen(&mut stage);
    assert!(
        shown.contains("1 of 3 · paid.csv: thing 1 is open"),
        "{shown}"
    );
    assert!(shown.contains("6  --map interval=COLUMN"), "{shown}");
    let more = shown.lines().find(|line| line.contains('↓')).unwrap();
    assert!(
        more.contains("more lines") && !more.contains("garbage"),
        "{more}"
    );
    stage.press("tab tab");
    assert!(seen(&mut stage).contains("3 of 3 · paid.csv: thing 3 is open"));
    stage.press("tab p").write("n");
    assert!(seen(&mut stage).contains("1 of 3"));
    stage.press("tab").write("2");
    assert_eq!(
        asked(&stage).unwrap(),
        ["paid.csv", "--ignore", "Column 2 2"]
    );
    assert_eq!(front(&stage), Some(LayerKind::Reading));
    // A way that leaves the column open is typed to its end.
    stage.tell(Msg::Looked(vec!["paid.csv".into()], Ok(open(2))));
    stage.write("2");
    assert_eq!(front(&stage), Some(LayerKind::Line));
    assert!(seen(&mut stage).contains("paid.csv --map interval=COLUMN"));
}

#[test]
fn a_file_of_which_nothing_can_be_shown_yet_shows_what_it_asks_and_each_answer() {
    let mut stage = reading();
    let asks = "paid.csv: its columns say too little of what it is and what is in it; ".repeat(4);
    let looked = Looked {
        words: vec!["paid.csv".into()],
        lines: Vec::new(),
        open: vec![OpenQuestion {
            words: asks,
            ways: vec![
                ("--as-kind accounts".into(), ""),
                ("--as-kind owners".into(), ""),
            ],
            can_stand: false,
        }],
    };
    stage.tell(Msg::Looked(vec!["paid.csv".into()], Ok(looked)));
    let shown = seen(&mut stage);
    for words in [
        "1  --as-kind accounts",
        "2  --as-kind owners",
        "a number settles it",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn what_cannot_be_taken_as_it_stands_is_not_said_to_be() {
    for (can, at, keys) in [
        (
            &[true][..],
            0,
            "settles it · r takes it as it stands · e say more",
        ),
        (&[false], 0, "settles it · e say more"),
        (
            &[true, true],
            0,
            "Tab: the next · r takes all as is · e more",
        ),
        (&[false, false], 1, "Tab: the next · e more"),
        (
            &[true, false, true],
            0,
            "Tab: the next · r takes 2 of 3 as is · e more",
        ),
        (
            &[true, false, true],
            1,
            "Tab: the next · r takes 2 others as is · e more",
        ),
        (
            &[true, false],
            1,
            "Tab: the next · r takes the other as is · e more",
        ),
    ] {
        let mut stage = reading();
        let mut looked = open(2);
        looked.open.truncate(can.len());
        let all = looked.open.iter_mut().zip(can);
        all.for_each(|(open, can)| open.can_stand = *can);
        stage.tell(Msg::Looked(vec!["paid.csv".into()], Ok(looked)));
        for _ in 0..at {
            stage.press("tab");
        }
        let shown = seen(&mut stage);
        assert!(shown.contains(keys), "{can:?}: {shown}");
        stage.write("r");
        let goes_on = can.contains(&true).then_some(LayerKind::Reading);
        assert_eq!(
            front(&stage),
            goes_on.or(Some(LayerKind::Receipt)),
            "{can:?}"
        );
    }
}

#[test]
fn what_was_imported_closes_what_said_that_it_is() {
    let mut stage = reading();
    let looked = Looked {
        words: vec!["paid.csv".into()],
        ..Looked::default()
    };
    stage.tell(Msg::Looked(vec!["paid.csv".into()], Ok(looked)));
    assert_eq!(front(&stage), Some(LayerKind::Receipt));
    stage.press("enter");
    assert_eq!(front(&stage), Some(LayerKind::Reading));
    stage.tell(Msg::Finished(Ok("imported feedback: 2 new".into())));
    assert_eq!(front(&stage), None);
}
