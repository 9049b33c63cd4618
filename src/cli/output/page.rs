//! Labelled lines, wrapped at words. Must not know what they say.

use unicode_width::UnicodeWidthStr;

use crate::domain::safe;

/// How wide a page is where nobody says.
const WIDTH: usize = 80;

/// The lines as text; `width` is that of the terminal, if one reads them. A label without words is a heading.
pub fn render(lines: &[(String, String)], width: Option<usize>) -> String {
    let width = width.unwrap_or(WIDTH).clamp(40, 120);
    let labels = lines.iter().filter(|(_, words)| !words.is_empty());
    let column = labels.map(|(label, _)| label.width()).max().unwrap_or(0);
    let mut out = String::new();
    for (label, words) in lines {
        let (label, words) = (safe::one_line(label), safe::one_line(words));
        if words.is_empty() {
            out.extend(
                wrapped(&label, width)
                    .iter()
                    .map(|part| format!("{part}\n")),
            );
            continue;
        }
        let mut at = label.as_ref();
        for part in wrapped(&words, width.saturating_sub(column + 4)) {
            let pad = " ".repeat(column - at.width());
            out.push_str(&format!("  {at}{pad}  {part}\n"));
            at = "";
        }
    }
    out.push('\n');
    out
}

/// Words in lines of so many columns, none broken.
pub fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if line.is_empty() || line.width() + 1 + word.width() <= width {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
