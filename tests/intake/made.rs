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
            V::B(truth) => write!(xml, "<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(truth)),
            V::E(error) => write!(xml, "<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
            V::F(formula) => write!(xml, "<c r=\"{at}\"><f>{formula}</f><v></v></c>"),
            V::FN(formula, n) => write!(xml, "<c r=\"{at}\"><f>{formula}</f><v>{n}</v></c>"),
            V::O => Ok(()),
        };
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
                    "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
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
