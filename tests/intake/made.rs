//! Workbooks and archives made by hand, a cell at a time, as programs write them and as they should not.
//! Must not know what churnroom makes of them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// A cell of a sheet.
#[derive(Clone, Copy)]
pub enum V<'a> {
    /// A text in the list of shared texts.
    T(&'a str),
    /// A text in the cell itself.
    I(&'a str),
    /// A number as it is written.
    N(&'a str),
    /// A number that is shown as a day.
    D(&'a str),
    /// A number in the format of that place in the book; in one of before 2007 there is one, of euros.
    S(usize, &'a str),
    B(bool),
    /// An error.
    E(&'a str),
    /// A formula without a value.
    F(&'a str),
    /// A formula with a number.
    FN(&'a str, &'a str),
    /// Nothing.
    O,
}

/// A workbook that is being made.
#[derive(Default)]
pub struct Book {
    pub sheets: Vec<(String, &'static str, String)>,
    pub texts: Vec<String>,
    pub is_1904: bool,
    /// Formats of numbers.
    pub formats: Vec<&'static str>,
}

impl Book {
    pub fn of(rows: &[&[V]]) -> Book {
        Book::default().sheet("Sheet1", "visible", rows)
    }

    /// One more sheet; `state` is `visible`, `hidden` or `veryHidden`.
    pub fn sheet(mut self, name: &str, state: &'static str, rows: &[&[V]]) -> Book {
        let mut xml = String::new();
        for (row, cells) in rows.iter().enumerate() {
            let _ = write!(xml, "<row r=\"{}\">", row + 1);
            for (column, cell) in cells.iter().enumerate() {
                let at = format!("{}{}", letters(column), row + 1);
                self.cell(&mut xml, &at, *cell);
            }
            xml.push_str("</row>");
        }
        let xml = format!("<sheetData>{xml}</sheetData>");
        self.sheets.push((name.to_owned(), state, xml));
        self
    }

    /// Something behind the rows of the last sheet.
    pub fn behind(mut self, xml: &str) -> Book {
        self.sheets.last_mut().unwrap().2.push_str(xml);
        self
    }

    fn cell(&mut self, xml: &mut String, at: &str, cell: V) {
        let _ = match cell {
            V::T(text) => {
                self.texts.push(text.to_owned());
                let text = self.texts.len() - 1;
                write!(xml, "<c r=\"{at}\" t=\"s\"><v>{text}</v></c>")
            }
            V::I(text) => {
                let text = escaped(text);
                write!(
                    xml,
                    "<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
                )
            }
            V::N(number) => write!(xml, "<c r=\"{at}\"><v>{number}</v></c>"),
            V::D(number) => write!(xml, "<c r=\"{at}\" s=\"1\"><v>{number}</v></c>"),
            V::S(format, n) => write!(xml, "<c r=\"{at}\" s=\"{}\"><v>{n}</v></c>", format + 2),
            V::B(truth) => write!(xml, "<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(truth)),
            V::E(error) => write!(xml, "<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
            V::F(formula) => write!(xml, "<c r=\"{at}\"><f>{formula}</f><v></v></c>"),
            V::FN(formula, n) => write!(xml, "<c r=\"{at}\"><f>{formula}</f><v>{n}</v></c>"),
            V::O => Ok(()),
        };
    }

    /// Its formats of numbers, and the looks of cells in them.
    fn looks(&self) -> (String, String) {
        let (mut formats, mut looks) = (String::new(), String::new());
        for (at, format) in self.formats.iter().enumerate() {
            let (id, format) = (164 + at, escaped(format));
            let _ = write!(
                formats,
                "<numFmt numFmtId=\"{id}\" formatCode=\"{format}\"/>"
            );
            let _ = write!(looks, "<xf numFmtId=\"{id}\"/>");
        }
        (format!("<numFmts>{formats}</numFmts>"), looks)
    }

    /// Its bytes.
    pub fn xlsx(&self) -> Vec<u8> {
        let parts = self.parts();
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, part)| (name.as_str(), part.as_bytes()))
            .collect();
        zipped(&parts)
    }

    /// The parts it is made of.
    #[allow(clippy::too_many_lines, reason = "a file, part by part")]
    pub fn parts(&self) -> Vec<(String, String)> {
        let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let (mut sheets, mut rels, mut parts) = (String::new(), String::new(), Vec::new());
        for (n, (name, state, xml)) in self.sheets.iter().enumerate() {
            let (n, name) = (n + 1, escaped(name));
            let _ = write!(
                sheets,
                "<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"rId{n}\"/>"
            );
            let _ = write!(
                rels,
                "<Relationship Id=\"rId{n}\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            );
            parts.push((
                format!("xl/worksheets/sheet{n}.xml"),
                format!("<worksheet xmlns=\"{main}\">{xml}</worksheet>"),
            ));
        }
        let texts = self
            .texts
            .iter()
            .map(|t| format!("<si><t>{}</t></si>", escaped(t)));
        let n = self.texts.len();
        let texts: String = texts.collect();
        let is_1904 = u8::from(self.is_1904);
        let (formats, looks) = self.looks();
        let all: [(&str, String); 6] = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                format!(
                    "<Relationships><Relationship Id=\"rId1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><workbookPr date1904=\"{is_1904}\"/><sheets>{sheets}</sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!("<Relationships>{rels}</Relationships>"),
            ),
            (
                "xl/sharedStrings.xml",
                format!("<sst xmlns=\"{main}\" count=\"{n}\" uniqueCount=\"{n}\">{texts}</sst>"),
            ),
            (
                "xl/styles.xml",
                format!(
                    "<styleSheet xmlns=\"{main}\">{formats}<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/>{looks}</cellXfs></styleSheet>"
                ),
            ),
        ];
        parts.extend(all.map(|(name, part)| (name.to_owned(), part)));
        parts
    }
}

/// A ZIP archive of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// A sheet of a workbook of before 2007: whether it is hidden, the size it claims, and its cells.
pub struct OldSheet<'a> {
    pub name: &'a str,
    pub hidden: bool,
    pub size: (u32, u16),
    pub cells: &'a [(u16, u16, V<'a>)],
}

/// A workbook as programs wrote them before 2007, with all its records in one stream.
#[allow(clippy::too_many_lines, reason = "a file, record by record")]
pub fn xls(is_1904: bool, sheets: &[OldSheet]) -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    };
    let begin = |kind: u16| record(0x0809, &[[0, 6], kind.to_le_bytes()].concat());
    let look = |format: u16| {
        let mut body = [0; 20];
        body[2..4].copy_from_slice(&format.to_le_bytes());
        record(0x00E0, &body)
    };
    let bodies = sheets.iter().map(|sheet| {
        let mut body = begin(0x10);
        let (rows, columns) = sheet.size;
        let size = [
            &0u32.to_le_bytes()[..],
            &rows.to_le_bytes(),
            &[0; 2],
            &columns.to_le_bytes(),
            &[0; 2],
        ];
        body.extend(record(0x0200, &size.concat()));
        for &(row, column, cell) in sheet.cells {
            let at = |look: u16| [row, column, look].map(u16::to_le_bytes).concat();
            let number = |n: &str| n.parse::<f64>().unwrap().to_le_bytes();
            body.extend(match cell {
                V::T(text) | V::I(text) => {
                    let length = u16::try_from(text.len()).unwrap().to_le_bytes();
                    record(
                        0x0204,
                        &[&at(0)[..], &length, &[0], text.as_bytes()].concat(),
                    )
                }
                V::N(n) | V::FN(_, n) => record(0x0203, &[&at(0)[..], &number(n)].concat()),
                V::D(n) => record(0x0203, &[&at(1)[..], &number(n)].concat()),
                V::S(format, n) => {
                    record(0x0203, &[&at(2 + format as u16)[..], &number(n)].concat())
                }
                V::B(truth) => record(0x0205, &[&at(0)[..], &[u8::from(truth), 0]].concat()),
                V::E(_) => record(0x0205, &[&at(0)[..], &[0x2A, 1]].concat()),
                V::F(_) | V::O => Vec::new(),
            });
        }
        body.extend(record(0x000A, &[]));
        body
    });
    let bodies: Vec<Vec<u8>> = bodies.collect();
    let mut head = begin(5);
    head.extend(record(0x0022, &u16::from(is_1904).to_le_bytes()));
    let format = "[$\u{20AC}-407]0";
    let units: Vec<u8> = format.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = (units.len() as u16 / 2).to_le_bytes();
    let format = [&164u16.to_le_bytes()[..], &length, &[1], &units].concat();
    head.extend([record(0x041E, &format), look(0), look(14), look(164)].concat());
    let names: usize = sheets.iter().map(|sheet| 12 + sheet.name.len()).sum();
    let mut at = head.len() + names + 4;
    for (sheet, body) in sheets.iter().zip(&bodies) {
        let place = u32::try_from(at).unwrap().to_le_bytes();
        let kind = [u8::from(sheet.hidden), 0, sheet.name.len() as u8, 0];
        head.extend(record(
            0x0085,
            &[&place, &kind, sheet.name.as_bytes()].concat(),
        ));
        at += body.len();
    }
    head.extend(record(0x000A, &[]));
    let stream = [head, bodies.concat()].concat();
    compound(&[("Workbook", &stream)])
}

/// A file of Microsoft's compound format with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let sectors = |bytes: &[u8]| (bytes.len().max(4096)).div_ceil(512);
    let (mut next, mut folder, mut data) = (vec![0xFFFF_FFFD, END], Vec::new(), Vec::new());
    let entry = |name: &str, kind: u8, start: u32, length: usize| {
        let mut entry = [0; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = 2 * (name.len() as u8 + 1);
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(length).unwrap().to_le_bytes());
        entry
    };
    folder.extend(entry("Root Entry", 5, END, 0));
    for (name, bytes) in streams {
        let (start, n) = (next.len() as u32, sectors(bytes) as u32);
        next.extend((1..n).map(|at| start + at).chain([END]));
        folder.extend(entry(name, 2, start, n as usize * 512));
        data.extend_from_slice(bytes);
        data.resize(next.len() * 512 - 1024, 0);
    }
    assert!(
        next.len() <= 128 && folder.len() <= 512,
        "one sector for each"
    );
    next.resize(128, 0xFFFF_FFFF);
    folder.resize(512, 0);
    let mut head = vec![0; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let mut set = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    set(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    set(44, &1u32.to_le_bytes());
    set(48, &1u32.to_le_bytes());
    set(56, &4096u32.to_le_bytes());
    set(60, &END.to_le_bytes());
    set(68, &END.to_le_bytes());
    set(76, &[0xFF; 436]);
    set(76, &0u32.to_le_bytes());
    let next: Vec<u8> = next.into_iter().flat_map(u32::to_le_bytes).collect();
    [head, next, folder, data].concat()
}
