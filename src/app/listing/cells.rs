//! The columns and cells of a plain table: what stands in them, how wide, and how it stands out.
//! Must not know any list, nor how a table is drawn.

/// How a cell stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// As everything else.
    #[default]
    Plain,
    /// Less than the others.
    Dim,
    Money,
    /// The sign of a mark.
    Mark,
}

/// A cell of a plain table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// How it stands out.
    pub weight: Weight,
}

impl Cell {
    /// A cell that stands out in a way.
    pub fn new(text: impl Into<String>, weight: Weight) -> Cell {
        let text = text.into();
        Cell { text, weight }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::new(text, Weight::Plain)
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: &'static str,
    /// Columns it takes; `None` shares what is left.
    pub width: Option<u16>,
    /// Whether what is in it stands at its right end.
    pub right: bool,
}

impl Column {
    /// Columns by their heads, as the command line's tables have them: `account|>MRR:9`. Behind `>` stand
    /// numbers; one without a width shares what the others leave.
    pub fn all(heads: &'static str) -> Vec<Column> {
        let column = |head: &'static str| {
            let (head, width) = head.split_once(':').unwrap_or((head, ""));
            let title = head.trim_start_matches('>');
            Column {
                title,
                width: width.parse().ok(),
                right: title != head,
            }
        };
        heads.split('|').map(column).collect()
    }

    /// A column of text of a fixed width.
    pub fn text(title: &'static str, width: u16) -> Column {
        let width = Some(width);
        Column {
            title,
            width,
            right: false,
        }
    }

    /// A right-aligned column of numbers.
    pub fn number(title: &'static str, width: u16) -> Column {
        let column = Column::text(title, width);
        Column {
            right: true,
            ..column
        }
    }

    /// A column of text that takes what the others leave.
    pub fn rest(title: &'static str) -> Column {
        let column = Column::text(title, 0);
        Column {
            width: None,
            ..column
        }
    }
}
