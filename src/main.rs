//! The binary: hands the arguments to the command line and ends with its exit code.
use std::process::ExitCode;

fn main() -> ExitCode {
    entente::cli::run()
}
