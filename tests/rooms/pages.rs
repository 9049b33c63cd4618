//! Minutes of before on the page of today: every figure and every sentence stands, in a form that may be another.
//! Must not know the form: it looks for words.

/// What headings and lists were called that are called otherwise now, and what stood where a list was empty.
const RENAMED: [&str; 11] = [
    "Why:",
    "Needed from",
    "Did last actions work?",
    "Nothing was decided.",
    "Decisions",
    "Questions",
    "Who was there",
    "None.",
    // A decision was made there.
    "No target notes.",
    "There were none.",
    "Nobody: there is no open action.",
];

/// Every piece of text of before is there still. Two things alone are said otherwise: a count of nothing is left out
/// (`0 shrank`), and with it a theme that nothing was lost to; a decision says what it is about. What is new stands in
/// addition: the judgement, what is asked, what changed.
#[track_caller]
pub fn keeps(now: &str, then: &str) {
    let now = words(now);
    for piece in pieces(then) {
        let nothing = piece.contains("0 shrank") || piece.contains("0 left");
        let nothing = nothing || piece.contains("€0, 0 %");
        if nothing || RENAMED.contains(&piece.trim_matches('*')) {
            continue;
        }
        let parts = piece.split(", by ").flat_map(|part| part.split(": "));
        for part in parts {
            let part = part.trim();
            assert!(now.contains(part), "{part:?} of {piece:?} is gone");
        }
    }
}

/// The lines of Markdown, or what stands between the tags of a page.
fn pieces(then: &str) -> Vec<String> {
    let page = then.starts_with("<!doctype");
    let cut = then.split_once("</style>").map_or(then, |(_, body)| body);
    let texts: Vec<&str> = match page {
        true => cut
            .split('<')
            .filter_map(|tag| Some(tag.split_once('>')?.1))
            .collect(),
        false => cut
            .lines()
            .map(|line| line.trim_start_matches("- "))
            .collect(),
    };
    let texts = texts.into_iter().map(words);
    texts.filter(|text| !text.is_empty()).collect()
}

/// Words without tags, each parted by one space.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.split_once("</style>").map_or(text, |(_, body)| body);
    if text.starts_with("<!doctype") {
        while let Some((before, tag)) = rest.split_once('<') {
            out.push_str(before);
            out.push(' ');
            rest = tag.split_once('>').map_or("", |(_, after)| after);
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
