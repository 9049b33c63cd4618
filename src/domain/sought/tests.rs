//! What is read from what is typed. Must not look anything up.

use super::*;

/// A short way to write what was read: clauses with spaces between, `!` for what must not be so, `*` where it may
/// still be being typed.
fn told(sought: &Sought) -> String {
    let term = |term: &Term| {
        let not = if term.not { "!" } else { "" };
        let open = |begins: &bool| if *begins { "*" } else { "" };
        let is = match &term.is {
            Is::Word { word, begins } => format!("{word}{}", open(begins)),
            Is::Phrase { words, begins } => format!("“{words}”{}", open(begins)),
            Is::Field(wanted) => format!("{wanted:?}"),
        };
        format!("{not}{is}")
    };
    let clause = |clause: &Clause| {
        let any: Vec<String> = clause.any.iter().map(term).collect();
        any.join("|")
    };
    sought.all.iter().map(clause).collect::<Vec<_>>().join(" ")
}

#[test]
fn whatever_is_typed_means_something() {
    for (typed, read) in [
        ("", ""),
        ("  ", ""),
        ("excel", "excel*"),
        ("excel export ", "excel export*"),
        ("excel -refund", "excel !refund*"),
        ("-", "-*"),
        ("- excel", "- excel*"),
        ("--x", "--x*"),
        ("excel OR csv -slow", "excel|csv !slow*"),
        ("OR", "OR*"),
        ("excel OR", "excel"),
        ("or excel", "or excel*"),
        ("\"not good\" -\"very slow\"", "“not good” !“very slow”"),
        ("„nicht gut“ x", "“nicht gut” x*"),
        ("\"not go", "“not go”*"),
        ("http://x.example a:", "http://x.example a:*"),
        ("source:nps x", "Source(\"nps\") x*"),
        ("Source:\"app store\"", "Source(\"app store\")"),
        ("-tag:price", "!Tag(\"price\")"),
        (
            "is:untagged OR is:praise",
            "Standing(Untagged)|Standing(Praise)",
        ),
        ("is:odd score:x period:y", "is:odd score:x period:y*"),
        ("reason:-", "reason:-*"),
    ] {
        assert_eq!(told(&Sought::read(typed)), read, "{typed}");
    }
    assert_eq!(told(&Sought::words("source:nps")), "source:nps*");
}

#[test]
fn a_score_has_bounds() {
    for (typed, expected) in [
        ("7", Some((Some(7.0), false, Some(7.0), false))),
        ("=7", Some((Some(7.0), false, Some(7.0), false))),
        ("<7", Some((None, false, Some(7.0), true))),
        (">=2.5", Some((Some(2.5), false, None, false))),
        (">-1", Some((Some(-1.0), true, None, false))),
        ("3..6", Some((Some(3.0), false, Some(6.0), false))),
        ("<>7", None),
        ("", None),
        ("inf", None),
    ] {
        let read = SoughtSpan::of(typed).map(|s| (s.low, s.above, s.high, s.below));
        assert_eq!(read, expected, "{typed}");
    }
}

#[test]
fn only_what_was_taken_from_a_list_is_looked_for_as_such() {
    for (typed, is) in [
        ("taken:sure", true),
        ("price taken:RULE", true),
        ("price OR taken:rule", true),
        ("-taken:sure", false),
        ("taken:all", false),
        ("taken", false),
    ] {
        assert_eq!(Sought::read(typed).is_of_taken(), is, "{typed}");
    }
}

#[test]
fn every_field_that_is_named_is_one() {
    for example in FIELDS {
        let sought = Sought::read(example);
        let is = sought.all.first().and_then(|clause| clause.any.first());
        assert!(
            matches!(is.map(|term| &term.is), Some(Is::Field(_))),
            "{example}"
        );
    }
}
