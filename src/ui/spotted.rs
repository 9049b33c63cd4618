//! Words drawn with what was looked for standing out in them. Must not know who looked, nor for what.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::sought::Sought;
use crate::domain::spotted::spotted;

use super::paint::FOUND;

/// A text in a style, with some places of its bytes standing out.
pub fn spans(text: &str, places: &[Range<usize>], style: Style) -> Vec<Span<'static>> {
    let mut out = Vec::new();
    let mut done = 0;
    let mut push = |piece: Option<&str>, style: Style| {
        let piece = piece.filter(|piece| !piece.is_empty());
        out.extend(piece.map(|piece| Span::styled(piece.to_owned(), style)));
    };
    for at in places {
        push(text.get(done..at.start), style);
        push(text.get(at.clone()), style.patch(FOUND));
        done = at.end;
    }
    push(text.get(done..), style);
    out
}

/// A text that was broken into lines: what is looked for is also found where it goes on in the next line. Nothing is
/// found before some words that stand in it; with none of them, all over it.
pub fn lines(
    broken: &[String],
    sought: &Sought,
    style: Style,
    after: Option<&str>,
) -> Vec<Line<'static>> {
    let whole = broken.join("\n");
    let first = after.map_or(Some(0), |words| whole.find(words));
    let mut places = spotted(sought, &whole, false);
    places.retain(|at| first.is_some_and(|first| at.start >= first));
    let mut from = 0;
    let line = |line: &String| {
        let to = from + line.len();
        let here = places.iter().filter(|at| at.start < to && at.end > from);
        let here = here.map(|at| at.start.max(from) - from..at.end.min(to) - from);
        let spans = spans(line, &here.collect::<Vec<_>>(), style);
        from = to + 1;
        Line::from(spans)
    };
    broken.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_over_two_lines_stands_out_in_both() {
        let broken = ["slow since the boss".to_owned(), "got it".to_owned()];
        let drawn = lines(&broken, &Sought::read("\"boss got\""), Style::new(), None);
        let found = drawn.iter().map(|line| {
            let found = line.spans.iter().filter(|span| span.style == FOUND);
            found.map(|span| span.content.as_ref()).collect::<String>()
        });
        assert_eq!(found.collect::<Vec<_>>(), ["boss", "got"]);
        let whole = drawn.iter().map(|line| line.to_string());
        assert_eq!(whole.collect::<Vec<_>>(), broken);
    }

    #[test]
    fn a_stated_reason_stands_out_and_nothing_before_it() {
        let broken = ["Too Dear Inc · stated: too".to_owned(), "dear".to_owned()];
        let found = |typed: &str| {
            let sought = Sought::read(typed).stated();
            let drawn = lines(&broken, &sought, Style::new(), Some("stated: "));
            let spans = drawn.into_iter().flat_map(|line| line.spans);
            let found = spans.filter(|span| span.style == FOUND);
            found
                .map(|span| span.content.into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("reason:\"too dear\""), ["too", "dear"]);
        assert_eq!(found("dear"), ["dear"]);
        assert!(found("plan:dear -too").is_empty());
    }
}
