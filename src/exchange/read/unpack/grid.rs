//! Cells that come one after another, put together to rows; and rows written as a text with commas, up to a limit.
//! Must not know where cells come from.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::domain::failure::Failure;
use crate::domain::money::count;
use crate::exchange::csv_out::{CsvCell, CsvSheet};

/// The most cells of one table.
const MOST_CELLS: u64 = 20_000_000;

/// The most columns: no spreadsheet program has more.
const MOST_COLUMNS: u32 = 16_384;

/// The most rows: the same, and some more for those that have no such limit.
const MOST_ROWS: u32 = 4_000_000;

/// The most bytes of the text.
const MOST_BYTES: u64 = 2 << 30;

/// What is said of a text that grows longer.
pub const TOO_LONG: &str = "its table has more than 2 GB";

/// Rows are made as wide as the widest before them, but not wider than this.
const EVEN: usize = 256;

/// What takes the rows: the number of a row from 0, and its cells; `false` when it has enough.
pub type TakeRow<'a> = dyn FnMut(u32, &[String]) -> Result<bool, Failure> + 'a;

/// Puts cells together to rows. They come row after row.
pub struct Grid<'a> {
    take: &'a mut TakeRow<'a>,
    row: u32,
    cells: Vec<String>,
    /// How many of the cells belong to the row.
    used: usize,
    count: u64,
}

impl<'a> Grid<'a> {
    /// A grid of no cells yet.
    pub fn new(take: &'a mut TakeRow<'a>) -> Grid<'a> {
        Grid {
            take,
            row: 0,
            cells: Vec::new(),
            used: 0,
            count: 0,
        }
    }

    /// Takes a cell that is not empty; `false` when no more are wanted.
    ///
    /// # Errors
    /// When there are too many of them, or a row comes after a later one.
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> Result<bool, Failure> {
        self.count += 1;
        if self.count > MOST_CELLS {
            let most = count(MOST_CELLS);
            return Err(Failure::failed(format!("it has more than {most} cells"))
                .hint("export it as CSV, or in parts"));
        }
        if column >= MOST_COLUMNS || row >= MOST_ROWS {
            return Err(Failure::failed("it has a cell beyond the end of any sheet")
                .hint("save it again, or export it as CSV"));
        }
        if row != self.row {
            if row < self.row && self.used > 0 {
                return Err(Failure::failed("its rows are not in their order")
                    .hint("open it in a spreadsheet program and save it again"));
            }
            if !self.end_row()? {
                return Ok(false);
            }
            self.row = row;
        }
        let at = column as usize;
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        self.used = self.used.max(at + 1);
        text.clone_into(&mut self.cells[at]);
        Ok(true)
    }

    /// Hands on the last row.
    ///
    /// # Errors
    /// What the taker of rows says.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.end_row().map(drop)
    }

    fn end_row(&mut self) -> Result<bool, Failure> {
        if self.used == 0 {
            return Ok(true);
        }
        let more = (self.take)(self.row, &self.cells[..self.used]);
        self.cells[..self.used].iter_mut().for_each(String::clear);
        self.used = 0;
        more
    }
}

/// A text with commas that is being written.
pub struct GridText {
    sheet: CsvSheet<Bounded>,
    next: u32,
    width: usize,
}

impl GridText {
    /// A new file.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(path: &Path) -> io::Result<GridText> {
        Ok(GridText {
            sheet: CsvSheet::new(Bounded {
                out: BufWriter::new(File::create_new(path)?),
                left: MOST_BYTES,
            }),
            next: 0,
            width: 0,
        })
    }

    /// Writes a row. Rows that were left out become blank lines, so that lines keep the numbers of rows.
    ///
    /// # Errors
    /// When the disk is full, or the text grows too long.
    pub fn row(&mut self, row: u32, cells: &[String]) -> io::Result<()> {
        while self.next < row {
            self.next += 1;
            self.sheet.row([CsvCell::Plain("")])?;
        }
        self.next += 1;
        self.width = self.width.max(cells.len().min(EVEN));
        for cell in cells {
            self.sheet.cell(CsvCell::Plain(cell))?;
        }
        for _ in cells.len()..self.width {
            self.sheet.cell(CsvCell::Plain(""))?;
        }
        self.sheet.end_row()
    }

    /// The last of it out to the file.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self) -> io::Result<()> {
        self.sheet.finish()?.out.flush()
    }
}

/// A file that does not grow beyond all measure: one text can stand in a million cells.
struct Bounded {
    out: BufWriter<File>,
    left: u64,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| io::Error::other(TOO_LONG))?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
