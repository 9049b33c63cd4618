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
