//! Draws the codebook: the key of each tag, what belongs to it, how often it is used. Must not decide anything.

use ratatui::layout::Rect;

use crate::app::listing::Listing;
use crate::app::screens::codebook::Codebook;
use crate::app::screens::tagging::letters;
use crate::domain::codebook::odd;
use crate::domain::feedback::TagView;
use crate::domain::ids::TagId;
use crate::domain::money::{count, counted};
use crate::domain::safe::one_line;
use crate::ui::canvas::{below, top};
use crate::ui::text::width;
use crate::ui::{Canvas, Column, Row, Table};

/// Rows for the whole of what belongs to the selected tag.
const ABOUT: u16 = 3;

pub fn draw(canvas: &mut Canvas<'_>, listing: &Listing<Codebook>, area: Rect) {
    let state = &listing.list;
    let tags = state.tags.as_deref().unwrap_or_default();
    let themes = tags.iter().filter(|t| t.tag.parent.is_none()).count();
    let (below_them, all) = (tags.len() - themes, counted(themes, "theme"));
    let right = format!("{} under {all}", counted(below_them, "tag"));
    let body = canvas.page(area, "Codebook · what belongs to each tag", &right);
    if state.tags.is_none() {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    }
    if tags.is_empty() {
        let words = "no tags yet: N makes one, Enter the eleven that most reviews begin with";
        return canvas.text(body, 0, words, canvas.paint.dim);
    }
    let keys = letters(tags);
    let columns = Column::all(match area.width {
        100.. => "key:3|theme, tags under it:36|>used:7|:1|what belongs to it",
        _ => "key:3|theme, tags under it:26|>used:7|:1|what belongs to it",
    });
    let rows: Vec<Row> = tags.iter().map(|view| row(canvas, view, &keys)).collect();
    let odd = odd(tags, &state.together);
    let notes = u16::try_from(odd.len()).unwrap_or(0);
    let height = body.height.saturating_sub(ABOUT + 1 + notes);
    Table::new(&columns, rows)
        .selected(listing.shown.at(), true)
        .draw(canvas, top(body, height));
    let foot = below(body, height);
    canvas.rule(foot, 0);
    if let Some(view) = tags.get(listing.shown.at()) {
        about(canvas, view, below(foot, 1));
    }
    let columns = usize::from(foot.width);
    for (row, odd) in (ABOUT + 1..).zip(&odd) {
        let words = odd.line(|line| width(line) <= columns);
        canvas.text(foot, row, &words, canvas.paint.dim);
    }
}

fn row(canvas: &Canvas<'_>, view: &TagView, keys: &[(char, TagId)]) -> Row {
    let paint = canvas.paint;
    let tag = &view.tag;
    let offered = keys.iter().find(|(_, id)| *id == tag.id);
    let key = offered.map_or_else(String::new, |(key, _)| key.to_string());
    let given = !tag.key.is_empty();
    let key_style = if given { paint.key } else { paint.dim };
    let (indent, name_style) = match (tag.archived, tag.parent) {
        (true, None) => ("", paint.dim),
        (true, Some(_)) => ("  ", paint.dim),
        (false, Some(_)) => ("  ", paint.text),
        (false, None) => ("", paint.strong),
    };
    let archived = if tag.archived { " · archived" } else { "" };
    let name = format!("{indent}{}{archived}", tag.name);
    let about = tag.description.clone();
    Row::new([key, name, count(view.used), String::new(), about])
        .styled(0, key_style)
        .styled(1, name_style)
        .styled(4, paint.dim)
}

fn about(canvas: &mut Canvas<'_>, view: &TagView, area: Rect) {
    let tag = &view.tag;
    let words = match tag.description.as_str() {
        "" => "nobody has written yet what belongs to it: Enter, d",
        about => about,
    };
    let mut words = format!("{}: {words}", tag.name);
    for (what, said) in [
        ("for example", &tag.examples),
        ("files also say", &tag.also),
        ("rules", &tag.rules),
    ] {
        if !said.is_empty() {
            words += &format!(" · {what}: {}", one_line(said));
        }
    }
    canvas.wrapped(area, &words, usize::from(ABOUT), canvas.paint.text);
}
