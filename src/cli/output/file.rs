//! Texts in a format of their own: printed as they stand, or written whole into a file.
//! Must not know what the text is.

use std::path::PathBuf;

use super::Shown;
use crate::domain::failure::Failure;
use crate::exchange::csv_out;

/// Where such a text goes.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct OutFile {
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

impl OutFile {
    /// The same, at a place that was named beside it.
    pub fn or(&self, named: Option<&PathBuf>) -> OutFile {
        OutFile {
            out: self.out.clone().or(named.cloned()),
            force: self.force,
        }
    }

    /// Prints the text, or writes the file.
    pub fn deliver(&self, text: String) -> Result<Shown, Failure> {
        let Some(path) = &self.out else {
            return Ok(Shown::verbatim(text));
        };
        csv_out::write_file(path, self.force, |file| file.write_all(text.as_bytes()))?;
        Ok(Shown::written(path))
    }
}
