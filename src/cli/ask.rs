//! Asking a person before something that cannot be taken back. Must not know what it is.

use std::io::{self, BufRead, IsTerminal};

use super::output::{Format, Shown, complain};
use crate::domain::failure::Failure;
use crate::domain::money::Money;

/// Goes on when a person says yes on the terminal, or has said so before with `--yes`.
///
/// # Errors
/// No, or nobody to ask: then nothing has been done.
pub fn agreed(would: &Shown, money: Money<'_>, question: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    let mut would = would.clone();
    would.make_safe();
    complain(would.render(Format::Table, money)?.trim_end());
    if !io::stdin().is_terminal() {
        let unasked = format!("{question} (there is no terminal to ask on)");
        return Err(Failure::usage(unasked).hint("to do it, say --yes; nothing was done"));
    }
    complain(&format!("{question} [y/N]"));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    if read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    Err(Failure::failed("not done: nothing was changed"))
}
