//! Which cells of an old workbook show more than their number, as a currency: its formats, and the looks that cells refer
//! to. Must not know values.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::exchange::read::unpack::compound::u16_at;
use crate::exchange::read::unpack::formats::{self, FormatLook, ShownCells};

/// The looks of a workbook's cells, as far as they show more than a number.
#[derive(Default)]
pub struct CellLooks {
    /// Whether its texts are of one byte a letter.
    is_old: bool,
    formats: HashMap<u16, Option<FormatLook>>,
    all: Vec<Option<FormatLook>>,
}

impl CellLooks {
    /// Takes in a record from before the sheets.
    pub fn take(&mut self, kind: u16, body: &[u8]) {
        match kind {
            0x0809 => self.is_old = u16_at(body, 0) < Some(0x0600),
            0x041E => {
                let format = self.format(body).unwrap_or_default();
                let id = u16_at(body, 0).unwrap_or_default();
                self.formats.insert(id, formats::look(&format));
            }
            0x00E0 => {
                let format = u16_at(body, 2).and_then(|id| self.formats.get(&id).cloned());
                self.all.push(format.flatten());
            }
            _ => {}
        }
    }

    fn format(&self, body: &[u8]) -> Option<String> {
        if self.is_old {
            return Some(body.get(3..)?.iter().copied().map(char::from).collect());
        }
        let letters = body.get(5..)?;
        Some(match body[4] & 1 {
            0 => letters.iter().copied().map(char::from).collect(),
            _ => {
                let units = letters.chunks_exact(2);
                let units: Vec<u16> = units
                    .map(|two| u16::from_le_bytes([two[0], two[1]]))
                    .collect();
                String::from_utf16_lossy(&units)
            }
        })
    }

    /// Notes the cells with numbers in a record of a sheet.
    ///
    /// # Errors
    /// When they differ more often than those of any table.
    pub fn note(&self, kind: u16, body: &[u8], shown: &mut ShownCells) -> Result<(), Failure> {
        let cells = match kind {
            0x0203 | 0x027E | 0x0006 => 1,
            0x00BD => body.len().saturating_sub(6) / 6,
            _ => 0,
        };
        let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) else {
            return Ok(());
        };
        for cell in 0..cells {
            let look = u16_at(body, 4 + 6 * cell)
                .map(usize::from)
                .unwrap_or_default();
            if self.at(look).is_some() {
                shown.note(u32::from(row), u32::from(column) + cell as u32, look)?;
            }
        }
        Ok(())
    }

    /// What a look shows beside the number.
    pub fn at(&self, look: usize) -> Option<&FormatLook> {
        self.all.get(look)?.as_ref()
    }
}
