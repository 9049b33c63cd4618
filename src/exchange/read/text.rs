//! Somebody's words as exports hold them: what says nothing is nothing, and HTML is the text it stands for.
//! Must not know files or columns.

mod entities;

use std::borrow::Cow;
use std::sync::LazyLock;

use hashbrown::HashSet;

/// Words that are written where there is nothing to say, in lower case.
const NOTHING: &str = "n/a|na|n.a|n.a.|n\\a|none|null|nil|nan|#n/a|undefined|not applicable|not available|no comment|\
    no comments|no answer|no response|(blank)|(empty)|(none)|[blank]|[empty]|<blank>|<empty>|k.a.|k. a.|keine|\
    ?|keine angabe|unbefristet|ongoing|open-ended|keine angaben|entfällt|n.v.t.|nvt|geen|s/o|sans objet|aucun|aucune|ninguno|ninguna|no aplica|\
    sin comentarios|nessuno|nenhum|brak|ingen|нет ответа|なし|特になし|无|無";

/// The same, to be looked up: every short cell of every row is.
static NOTHINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| NOTHING.split('|').collect());

/// Whether a text says nothing: no word, or one that stands for none.
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    // No such word begins with a digit, and every day does.
    if text.len() > 32 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if text.chars().all(|c| is_stroke(c) || c.is_whitespace()) {
        return true;
    }
    let words = |text: &str| NOTHINGS.contains(text.to_lowercase().as_str());
    let bare = text.trim_end_matches(['.', '!', ' ']);
    words(text) || (bare.len() < text.len() && words(bare))
}

fn is_stroke(c: char) -> bool {
    "-_./\\~,'\"\u{2026}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{30fc}"
        .contains(c)
}

/// What a tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    /// It stands within a line.
    Inline,
    /// It begins and ends a line.
    Block,
    /// It begins a line of a list.
    Item,
    /// It ends a line.
    Break,
    /// It stands for something that is no text, and says nothing of what is around it.
    Void,
    /// What is in it is no text.
    Hidden,
}

/// The tags that help desks and editors write.
const TAGS: [(&str, Element); 55] = [
    ("a", Element::Inline),
    ("abbr", Element::Inline),
    ("b", Element::Inline),
    ("big", Element::Inline),
    ("cite", Element::Inline),
    ("code", Element::Inline),
    ("del", Element::Inline),
    ("em", Element::Inline),
    ("font", Element::Inline),
    ("i", Element::Inline),
    ("ins", Element::Inline),
    ("label", Element::Inline),
    ("mark", Element::Inline),
    ("s", Element::Inline),
    ("small", Element::Inline),
    ("span", Element::Inline),
    ("strong", Element::Inline),
    ("sub", Element::Inline),
    ("sup", Element::Inline),
    ("u", Element::Inline),
    ("address", Element::Block),
    ("article", Element::Block),
    ("blockquote", Element::Block),
    ("body", Element::Block),
    ("center", Element::Block),
    ("dd", Element::Block),
    ("div", Element::Block),
    ("dl", Element::Block),
    ("dt", Element::Block),
    ("footer", Element::Block),
    ("h1", Element::Block),
    ("h2", Element::Block),
    ("h3", Element::Block),
    ("h4", Element::Block),
    ("h5", Element::Block),
    ("h6", Element::Block),
    ("header", Element::Block),
    ("html", Element::Block),
    ("ol", Element::Block),
    ("p", Element::Block),
    ("pre", Element::Block),
    ("section", Element::Block),
    ("table", Element::Block),
    ("tbody", Element::Block),
    ("thead", Element::Block),
    ("tr", Element::Block),
    ("ul", Element::Block),
    ("li", Element::Item),
    ("br", Element::Break),
    ("hr", Element::Break),
    ("img", Element::Void),
    ("td", Element::Void),
    ("th", Element::Void),
    ("head", Element::Hidden),
    ("style", Element::Hidden),
];

/// A tag as it stands in a text.
struct TextTag<'a> {
    /// Its place among the known ones; nothing where it is a comment.
    place: Option<usize>,
    closes: bool,
    /// What follows it.
    rest: &'a str,
}

/// No tag is longer.
const LONGEST: usize = 4_096;

/// The known tag that a text begins with, if it does.
fn tag(text: &str) -> Option<TextTag<'_>> {
    let inside = text.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        let mut ends = comment.as_bytes().windows(3).take(LONGEST);
        let rest = &comment[ends.position(|end| end == b"-->")? + 3..];
        return Some(TextTag {
            place: None,
            closes: false,
            rest,
        });
    }
    let (closes, name) = match inside.strip_prefix('/') {
        Some(name) => (true, name),
        None => (false, inside),
    };
    let length = name
        .bytes()
        .take(11)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let (name, behind) = name.split_at(length);
    let place = TAGS
        .iter()
        .position(|(known, _)| name.eq_ignore_ascii_case(known))?;
    if !behind.starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
        return None;
    }
    let end = behind
        .bytes()
        .take(LONGEST)
        .position(|b| matches!(b, b'<' | b'>'))?;
    let rest = behind[end..].strip_prefix('>')?;
    Some(TextTag {
        place: Some(place),
        closes,
        rest,
    })
}

/// Whether a text with tags is HTML and not a text about tags: what is opened is closed, or a line is broken, or it
/// begins with one.
fn is_marked_up(text: &str) -> bool {
    let (mut rest, mut opened) = (text, 0_u64);
    while let Some(at) = rest.find('<') {
        let first = rest.len() == text.len() && text[..at].trim().is_empty();
        rest = &rest[at..];
        let Some(found) = tag(rest) else {
            rest = &rest[1..];
            continue;
        };
        rest = found.rest;
        let Some(place) = found.place else { continue };
        let one = 1 << place;
        match TAGS[place].1 {
            Element::Break => return true,
            Element::Block | Element::Item if first && !found.closes => return true,
            _ if found.closes && opened & one != 0 => return true,
            _ if !found.closes => opened |= one,
            _ => {}
        }
    }
    false
}

/// A name or an id with its entities as the letters they stand for; `None` where it has none.
pub fn letters(text: &str) -> Option<String> {
    match entities::decode(text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(letters) => Some(letters),
    }
}

/// The plain text of a text that is HTML, or has its entities; `None` where it is neither.
pub fn plain(text: &str) -> Option<String> {
    let tags = text.contains('<') && is_marked_up(text);
    if tags {
        return Some(without_tags(text));
    }
    match entities::decode(text) {
        Cow::Owned(decoded) => Some(decoded),
        Cow::Borrowed(_) => None,
    }
}

fn without_tags(text: &str) -> String {
    let mut lines = TextLines::default();
    let mut rest = text;
    while !rest.is_empty() {
        let next = rest.find('<').unwrap_or(rest.len());
        if next > 0 {
            lines.words(&entities::decode(&rest[..next]));
            rest = &rest[next..];
            continue;
        }
        let Some(found) = tag(rest) else {
            lines.words("<");
            rest = &rest[1..];
            continue;
        };
        rest = found.rest;
        match found.place.map(|place| TAGS[place]) {
            None | Some((_, Element::Inline)) => {}
            Some((_, Element::Block)) => lines.end(1),
            Some((_, Element::Break)) => lines.end(lines.ends + 1),
            Some((_, Element::Item)) => {
                lines.end(1);
                lines.item |= !found.closes;
            }
            Some((_, Element::Void)) => lines.blank = true,
            Some((name, Element::Hidden)) if !found.closes => {
                let is_end = |at: &usize| {
                    let end = rest.get(at + 2..at + 2 + name.len());
                    end.is_some_and(|end| end.eq_ignore_ascii_case(name))
                };
                let mut ends = rest.match_indices("</").map(|(at, _)| at);
                rest = ends.find(is_end).map_or("", |at| &rest[at..]);
            }
            Some((_, Element::Hidden)) => {}
        }
    }
    lines.out
}

/// Lines of text as they come out of HTML: blanks are one, and tags begin and end lines.
#[derive(Default)]
struct TextLines {
    out: String,
    /// Line breaks before the next word.
    ends: usize,
    /// Whether a blank comes before it.
    blank: bool,
    /// Whether it begins a line of a list.
    item: bool,
}

impl TextLines {
    fn end(&mut self, ends: usize) {
        self.ends = self.ends.max(ends);
    }

    fn words(&mut self, text: &str) {
        let mut breaks = 0;
        for c in text.chars() {
            if c == '\n' {
                breaks += 1;
                self.end(breaks);
            } else if c.is_whitespace() {
                self.blank = true;
            } else {
                breaks = 0;
                self.push(c);
            }
        }
    }

    fn push(&mut self, c: char) {
        if !self.out.is_empty() {
            match self.ends {
                0 if self.blank => self.out.push(' '),
                0 => {}
                ends => (0..ends.min(2)).for_each(|_| self.out.push('\n')),
            }
        }
        if std::mem::take(&mut self.item) {
            self.out.push_str("- ");
        }
        (self.ends, self.blank) = (0, false);
        self.out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("N/A")]
    #[case(" none. ")]
    #[case("-")]
    #[case("\u{2014}")]
    #[case("...")]
    #[case("?")]
    #[case("NULL")]
    #[case("n.a.")]
    #[case("No comment!")]
    #[case("k.A.")]
    #[case("")]
    fn what_says_nothing(#[case] text: &str) {
        assert!(says_nothing(text));
    }

    #[rstest]
    #[case("None of the exports work")]
    #[case("no")]
    #[case(":-(")]
    #[case("\u{1f44e}")]
    #[case("Nothing")]
    #[case("-5")]
    #[case("x")]
    fn what_says_something(#[case] text: &str) {
        assert!(!says_nothing(text));
    }

    #[rstest]
    #[case("<p>Hello &amp; <b>bye</b></p>", "Hello & bye")]
    #[case("Too slow<br>and dear<br/><br />Bye", "Too slow\nand dear\n\nBye")]
    #[case("<div>One</div><div>Two</div>", "One\nTwo")]
    #[case("<ul><li>Price</li><li>Speed</li></ul>Bye", "- Price\n- Speed\nBye")]
    #[case(
        "<p>\n  It &nbsp; is\n  <span style=\"x\">late</span>\n</p>\n",
        "It is\nlate"
    )]
    #[case(
        "It&#39;s &quot;fine&quot; &#x2014; caf&eacute;",
        "It's \"fine\" \u{2014} café"
    )]
    #[case("AT&amp;T", "AT&T")]
    #[case("<p>List&lt;String&gt; is a < b</p>", "List<String> is a < b")]
    #[case("<P CLASS=x>Hi<!-- note --></P>", "Hi")]
    #[case("<html><head><style>p{}</style></head><body>Hi</body></html>", "Hi")]
    #[case("<p>&nbsp;</p>", "")]
    #[case(
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "a b\nc"
    )]
    fn html_is_the_text_it_stands_for(#[case] html: &str, #[case] text: &str) {
        assert_eq!(plain(html).as_deref(), Some(text));
    }

    #[rstest]
    #[case("a < b and c > d")]
    #[case("List<String> and Vec<T>")]
    #[case("it strips the <p> tag")]
    #[case("Q&A; R&D; AT&T")]
    #[case("?a=1&copy=2")]
    #[case("x &unknown; y")]
    #[case("&#xD800; &#0; &#;")]
    #[case("<script>alert(1)</script>")]
    #[case("<img src=x onerror=alert(1)>")]
    #[case("I <3 you")]
    fn what_is_no_html_stays(#[case] text: &str) {
        assert_eq!(plain(text), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_or_grow(text in "[<>/&;#pbrli !a-c\\n\u{e9}-]{0,60}") {
            if let Some(plain) = plain(&text) {
                prop_assert!(plain.len() <= text.len());
            }
            let _ = says_nothing(&text);
        }
    }
}
