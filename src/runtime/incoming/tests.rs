//! Bytes as terminals send them, whole, in pieces and between keys. Must not know screens.

use super::*;

const LIGHT: &[u8] = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\";

/// What was typed, as characters; an answer as `<11;…>`, anything else in brackets.
fn shown(came: Vec<Incoming>) -> String {
    came.into_iter()
        .map(|came| match came {
            Incoming::Answer(answer) => format!("<{answer}>"),
            Incoming::Done(Raw::Key(KeyEvent {
                code: KeyCode::Char(c),
                modifiers,
                ..
            })) if !modifiers.contains(Modifiers::ALT) => c.to_string(),
            Incoming::Done(Raw::Key(key)) => format!("[{:?}+{:?}]", key.modifiers, key.code),
            Incoming::Done(Raw::Paste(text)) => format!("paste({text})"),
            Incoming::Done(other) => format!("{other:?}"),
        })
        .collect()
}

fn whole(bytes: &[u8]) -> String {
    let mut splitter = Splitter::default();
    let mut out = splitter.feed(bytes);
    while splitter.patience().is_some() {
        out.extend(splitter.quiet());
    }
    shown(out)
}

#[test]
fn keys_are_keys() {
    let cases: [(&[u8], &str); 13] = [
        (b"hello", "hello"),
        ("gr\u{fc}n".as_bytes(), "gr\u{fc}n"),
        (b"\x1b", "[Modifiers(0x0)+Escape]"),
        (
            b"\x1b\x1b",
            "[Modifiers(0x0)+Escape][Modifiers(0x0)+Escape]",
        ),
        (
            b"\x1b[A\x1b[1;5D",
            "[Modifiers(0x0)+Up][Modifiers(CONTROL)+Left]",
        ),
        (b"\x1b[15~", "[Modifiers(0x0)+Function(5)]"),
        (
            b"\x1b[[A\x1bOP",
            "[Modifiers(0x0)+Function(1)][Modifiers(0x0)+Function(1)]",
        ),
        (b"\x1bx", "[Modifiers(ALT)+Char('x')]"),
        (b"\x1b]", "[Modifiers(ALT)+Char(']')]"),
        (b"\x1b]n", "[Modifiers(ALT)+Char(']')]n"),
        (b"\x1b]1x", "[Modifiers(ALT)+Char(']')]1x"),
        (b"\x1b[", "[Modifiers(ALT)+Char('[')]"),
        (b"\x1b[200~a\x1b[31mb\n\x1b[201~c", "paste(a\x1b[31mb\n)c"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(whole(bytes), expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn answers_are_never_keys() {
    let cases: [(&[u8], &str); 10] = [
        (LIGHT, "<11;rgb:ffff/ffff/ffff>"),
        (b"\x1b]11;rgba:0/0/0/0\x07n", "<11;rgba:0/0/0/0>n"),
        (b"\x1b]10;#fff\x1bn", "<10;#fff>n"),
        (b"\x1b[?62;c", "<?62;>"),
        (b"\x1b[>1;10;0c", "<>1;10;0>"),
        (b"\x1b[12;40R", "<12;40>"),
        (b"\x1b[0n\x1b[8;24;80t", "<0><8;24;80>"),
        (b"\x1b[?2026;2$y\x1b[?997;1n", "<?2026;2$><?997;1>"),
        (b"\x1bP>|XTerm(390)\x1b\\q", "<>|XTerm(390)>q"),
        (b"\x1b_Gi=1;OK\x1b\\", "<Gi=1;OK>"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(whole(bytes), expected, "{}", bytes.escape_ascii());
    }
}

/// An answer in two pieces, with so long between them that the first is given up for keys, and with
/// keys typed meanwhile.
#[test]
fn an_answer_in_pieces_is_none_either() {
    for at in 1..LIGHT.len() {
        for typed in ["", "n", "hi", "ttq"] {
            let mut splitter = Splitter::default();
            splitter.asked();
            let mut out = splitter.feed(&LIGHT[..at]);
            if at == 1 {
                out.extend(splitter.quiet());
                assert_eq!(shown(std::mem::take(&mut out)), "[Modifiers(0x0)+Escape]");
            }
            // Behind an Esc only, a key is one with Alt.
            if at > 1 && at < LIGHT.len() - 1 {
                out.extend(splitter.feed(typed.as_bytes()));
                out.extend(splitter.feed(&LIGHT[at..]));
                assert_eq!(
                    shown(out),
                    format!("{typed}<11;rgb:ffff/ffff/ffff>"),
                    "{at}"
                );
            } else {
                out.extend(splitter.feed(&LIGHT[at..]));
                assert_eq!(shown(out), "<11;rgb:ffff/ffff/ffff>", "{at}");
            }
            assert_eq!(splitter.state, SequenceState::Plain);
        }
    }
}

/// What comes behind an Esc that was handed on, in the pieces it is given in, with long pauses between them.
fn behind_esc(pieces: &[&[u8]], pause: Duration) -> String {
    let mut splitter = Splitter::default();
    let mut out = splitter.feed(b"\x1b");
    out.extend(splitter.quiet());
    assert_eq!(shown(std::mem::take(&mut out)), "[Modifiers(0x0)+Escape]");
    for piece in pieces {
        out.extend(splitter.feed(piece));
        if splitter.patience().is_some_and(|patience| patience < pause) {
            out.extend(splitter.quiet());
        }
    }
    while splitter.patience().is_some() {
        out.extend(splitter.quiet());
    }
    shown(out)
}

/// Answers to what we did not ask, parted behind their Esc, whole and in two pieces.
#[test]
fn an_answer_that_nobody_asked_for_is_none_behind_its_esc_either() {
    let cases: [(&[u8], &str); 14] = [
        (&LIGHT[1..], "<11;rgb:ffff/ffff/ffff>"),
        (b"]10;rgb:1e1e/1e1e/1e1e\x07", "<10;rgb:1e1e/1e1e/1e1e>"),
        (b"]4;12;#1e1e1e\x07", "<4;12;#1e1e1e>"),
        (b"[?62;22;52c", "<?62;22;52>"),
        (b"[>41;390;0c", "<>41;390;0>"),
        (b"[12;40R", "<12;40>"),
        (b"[?1u", "<?1>"),
        (b"[?2026;2$y", "<?2026;2$>"),
        (b"[?997;1n", "<?997;1>"),
        (b"P>|XTerm(390)\x1b\\", "<>|XTerm(390)>"),
        (b"P1+r544e=787465726d\x1b\\", "<1+r544e=787465726d>"),
        (b"P!|7E565445\x1b\\", "<!|7E565445>"),
        (b"_Gi=31;OK\x1b\\", "<Gi=31;OK>"),
        (b"[1;5D", "[Modifiers(CONTROL)+Left]"),
    ];
    for (bytes, expected) in cases {
        let pause = Duration::from_millis(400);
        assert_eq!(behind_esc(&[bytes], pause), expected);
        for at in 1..bytes.len() {
            let (a, b) = bytes.split_at(at);
            // What is alone behind an Esc is a key after a moment; what follows is none.
            let key = if at == 1 {
                &bytes.escape_ascii().to_string()[..1]
            } else {
                ""
            };
            let pieces = format!("{} at {at}", bytes.escape_ascii());
            assert_eq!(
                behind_esc(&[a, b], pause),
                format!("{key}{expected}"),
                "{pieces}"
            );
            assert_eq!(
                behind_esc(&[a, b], Duration::from_millis(50)),
                expected,
                "{pieces}"
            );
        }
        let bytes: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(behind_esc(&bytes, Duration::from_millis(50)), expected);
    }
}

#[test]
fn keys_behind_an_esc_are_keys() {
    let cases: [&[&[u8]]; 16] = [
        &[b"]"],
        &[b"]", b"]", b"["],
        &[b"]", b"1"],
        &[b"]1;"],
        &[b"]", b"1", b"n"],
        &[b"]", b"1", b"1", b"q"],
        &[b"]1n"],
        &[b"[n"],
        &[b"[", b"A"],
        &[b"[", b"?"],
        &[b"[?n"],
        &[b"[", b"1", b"2", b"t"],
        &[b"P", b"2", b">"],
        &[b"P", b">", b"<"],
        &[b"_", b"G", b"n"],
        &[b"x]11;rgb"],
    ];
    for pieces in cases {
        let typed = String::from_utf8(pieces.concat()).unwrap();
        for pause in [50, 400, 2000].map(Duration::from_millis) {
            assert_eq!(behind_esc(pieces, pause), typed, "{pause:?}");
        }
    }
    for (piece, key) in [
        (&b"[A"[..], "[Modifiers(0x0)+Up]"),
        (b"[15~", "[Modifiers(0x0)+Function(5)]"),
        (b"[200~a:b\x1b[201~c", "paste(a:b)c"),
        (b"[I", "FocusIn"),
    ] {
        assert_eq!(behind_esc(&[piece], SURE), key);
    }
}

#[test]
fn a_paste_is_whole_in_any_pieces_and_of_bounded_length() {
    let text = "long \u{fc} words ".repeat(50);
    let bytes = format!("\x1b[200~{text}\x1b[201~q");
    for size in [1, 2, 3, 5, 7, 64, 4096] {
        let mut splitter = Splitter::default();
        let pieces = bytes.as_bytes().chunks(size);
        let out: Vec<Incoming> = pieces.flat_map(|piece| splitter.feed(piece)).collect();
        assert_eq!(shown(out), format!("paste({text})q"), "{size}");
    }
    let mut splitter = Splitter::default();
    splitter.feed(b"\x1b[200~");
    (0..12).for_each(|_| assert_eq!(splitter.feed(&vec![b'x'; 1 << 20]), []));
    match splitter.feed(b"\x1b[201~").as_slice() {
        [Incoming::Done(Raw::Paste(text))] => assert!(text.len() <= PASTE_KEPT),
        other => panic!("{other:?}"),
    }
}
