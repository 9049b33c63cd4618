//! What goes wrong, told on standard error: one sentence, or one JSON object, and an exit code.
//! Must not know what was being done: the failure says so itself.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::error::ErrorKind;
use color_eyre::config::{HookBuilder, Theme};
use serde_json::json;

use super::output::{Format, complain, wrapped};
use crate::domain::failure::{Code, Failure};
use crate::domain::safe;

/// Done, but some rows were rejected.
pub const REJECTED: u8 = 3;

/// It stopped at a fault of its own; the number is Rust's.
const PANICKED: i32 = 101;

/// Reports of panics read well, and `RUST_BACKTRACE=1` says where they come from.
pub fn install() {
    let mut hooks = HookBuilder::default();
    if !std::io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some() {
        hooks = hooks.theme(Theme::new());
    }
    // It fails only when something was installed before, which then serves as well.
    let _ = hooks.install();
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        told(panic);
        std::process::exit(PANICKED);
    }));
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
    let lines = told(failure, terminal_width());
    let failure = Failure {
        message: safe::one_line(&failure.message).into_owned(),
        hint: safe::one_line(&failure.hint).into_owned(),
        ..failure.clone()
    };
    match format {
        Format::Json => complain(&json!({ "error": failure }).to_string()),
        Format::Table | Format::Csv | Format::Md | Format::Html => {
            lines.iter().for_each(|line| complain(line))
        }
    }
    let code = exit_code(failure.code);
    if wants_more() {
        complain(&format!("{:?}", color_eyre::Report::new(failure)));
    }
    ExitCode::from(code)
}

/// How a line begins that is a command to type.
const COMMAND: &str = "    churnroom ";

/// A failure in lines for people: each thing that is open on a line of its own, and on a terminal, which is `width`
/// columns wide, no longer than it. What goes on is indented, so that it passes for nothing else.
fn told(failure: &Failure, width: Option<usize>) -> Vec<String> {
    let several = failure.message.contains('\n');
    let mut said: Vec<String> = failure.message.lines().map(str::to_owned).collect();
    match (failure.hint.as_str(), said.last_mut()) {
        ("", _) | (_, None) => {}
        (hint, Some(_)) if several => said.push(hint.to_owned()),
        (hint, Some(last)) => last.push_str(&format!("; {hint}")),
    }
    let mut lines = Vec::new();
    for (at, words) in said.iter().enumerate() {
        let words = safe::one_line(words);
        // A command is taken from the screen as it stands.
        if words.starts_with(COMMAND) {
            lines.push(words.into_owned());
            continue;
        }
        let (words, mut lead, rest) = match at {
            0 => (format!("churnroom: {words}"), "", "  "),
            _ if words.starts_with(' ') => (words.trim().to_owned(), "  ", "     "),
            _ => (words.into_owned(), "  ", "  "),
        };
        let room = width.map_or(usize::MAX, |width| width.max(20) - rest.len());
        for part in wrapped(&words, room) {
            lines.push(format!("{lead}{part}"));
            lead = rest;
        }
    }
    lines
}

/// Columns of the terminal on standard error; `None` where a file or a program reads it.
fn terminal_width() -> Option<usize> {
    let error = std::io::stderr();
    if !error.is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(error).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}

fn wants_more() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0")
}

/// Tells what was wrong with the command line in words that are `covered`, or prints the help or version that was
/// asked for.
pub fn wrong_usage(error: &clap::Error, covered: impl FnOnce(String) -> String) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if asked {
        // A pipe closed by `head` is no reason to complain.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = covered(safe::many_lines(&error.render().to_string()).into_owned());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_stands_line_by_line_and_no_line_is_longer_than_the_terminal() {
        let open = "2 things are open:\n  1. a.csv: the first id, `ticket`, says that a row is a ticket; settle it with \
                    --as-kind feedback\n  2. b.csv: `Seats` varies; settle it with --map quantity=Seats";
        let failure = Failure::usage(open).hint("nothing was written; --dry-run shows how");
        assert_eq!(
            told(&failure, Some(60)),
            [
                "churnroom: 2 things are open:",
                "  1. a.csv: the first id, `ticket`, says that a row is a",
                "     ticket; settle it with --as-kind feedback",
                "  2. b.csv: `Seats` varies; settle it with --map",
                "     quantity=Seats",
                "  nothing was written; --dry-run shows how",
            ]
        );
        assert_eq!(told(&failure, None).len(), 4);
        let one = Failure::usage("reading x.csv: it is \u{1b}[2Jempty").hint("export it again");
        let said = told(&one, Some(40));
        assert!(said[1].starts_with("  ") && said.iter().all(|line| !line.contains('\u{1b}')));
        assert_eq!(told(&one, None).len(), 1);
    }
}
