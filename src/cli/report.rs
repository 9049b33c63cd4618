//! What goes wrong, told on standard error: one sentence, or one JSON object, and an exit code.
//! Must not know what was being done: the failure says so itself.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::error::ErrorKind;
use color_eyre::config::{HookBuilder, Theme};
use serde_json::json;

use super::output::{Format, complain};
use crate::domain::failure::{Code, Failure};
use crate::domain::safe;

/// Done, but some rows were rejected.
pub const REJECTED: u8 = 3;

/// Reports of panics read well, and `RUST_BACKTRACE=1` says where they come from.
pub fn install() {
    let mut hooks = HookBuilder::default();
    if !std::io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some() {
        hooks = hooks.theme(Theme::new());
    }
    // It fails only when something was installed before, which then serves as well.
    let _ = hooks.install();
}

/// The exit code of a sort of failure.
pub fn exit_code(code: Code) -> u8 {
    match code {
        Code::Usage => 2,
        Code::Conflict => 4,
        Code::Failed | Code::NotFound | Code::ReadOnly | Code::Busy => 1,
    }
}

/// Tells a failure and gives its exit code.
pub fn failure(failure: &Failure, format: Format) -> ExitCode {
    let failure = Failure {
        code: failure.code,
        message: safe::one_line(&failure.message).into_owned(),
        hint: safe::one_line(&failure.hint).into_owned(),
    };
    match format {
        Format::Json => complain(&json!({ "error": failure }).to_string()),
        _ => complain(&format!("churnroom: {failure}")),
    }
    let code = exit_code(failure.code);
    if wants_more() {
        complain(&format!("{:?}", color_eyre::Report::new(failure)));
    }
    ExitCode::from(code)
}

fn wants_more() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0")
}

/// Tells what was wrong with the command line, or prints the help or version that was asked for.
pub fn wrong_usage(error: &clap::Error) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if asked {
        // A pipe closed by `head` is no reason to complain.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = safe::many_lines(&error.render().to_string()).into_owned();
    if asked_for_json() {
        let (message, hint) = split(&text);
        let failure = Failure::usage(message).hint(hint);
        complain(&json!({ "error": failure }).to_string());
    } else {
        complain(text.trim_end());
    }
    ExitCode::from(exit_code(Code::Usage))
}

/// The first sentence of clap's words, and the rest as what to do next.
fn split(text: &str) -> (String, String) {
    let text = text.trim().trim_start_matches("error: ");
    let (message, rest) = text.split_once('\n').unwrap_or((text, ""));
    let hint = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (message.to_owned(), hint)
}

/// Arguments could not be parsed, so this looks for `--format json` itself.
fn asked_for_json() -> bool {
    let words: Vec<_> = std::env::args_os().collect();
    let mut pairs = words.windows(2);
    words.iter().any(|w| w == "--format=json")
        || pairs.any(|pair| pair[0] == "--format" && pair[1] == "json")
}
