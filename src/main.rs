//! The thin binary: parse, run, print the error chain, exit code. It must not know what any command does.

use std::process::ExitCode;

fn main() -> ExitCode {
    churnroom::cli::main()
}
