//! Text in and out of spreadsheets: the formula guard, and the cleaning every cell gets on its way in.
//! Must not know what a cell means; what is safe for a terminal is `domain::safe`, which it passes on.

use std::borrow::Cow;

use serde_json::Value;

pub use crate::domain::safe::{clean, many_lines, one_line, quoted};
pub use crate::domain::typed::shell;

/// Whether a spreadsheet would take the cell for a formula, or its guard for the text itself: any number of
/// `'` followed by one of `= + - @`, tab or CR.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text cell as it is written: one that a spreadsheet would take for a formula gets a leading `'`.
/// [`unguard`] takes exactly that off again.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// A cell of somebody else's file as the room keeps it: unguarded and cleaned.
pub fn text_in(cell: &str) -> Cow<'_, str> {
    clean(unguard(cell))
}

/// Makes every text of a JSON value safe to print, whatever customers wrote.
pub fn wash(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(safe) = clean(text) {
                *text = safe;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(wash),
        Value::Object(fields) => fields.values_mut().for_each(wash),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for (text, guarded) in [
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("'=1", "''=1"),
            ("''@x", "'''@x"),
            ("'tis", "'tis"),
            ("\tx", "'\tx"),
            ("plain", "plain"),
        ] {
            assert_eq!(guard(text), guarded);
            assert_eq!(unguard(guarded), text);
        }
    }

    proptest! {
        #[test]
        fn a_guarded_cell_comes_back_exactly(text in "['=+@\\t-]{0,4}.{0,8}") {
            let out = guard(&text).into_owned();
            prop_assert_eq!(unguard(&out), text.as_str());
            prop_assert!(!out.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
