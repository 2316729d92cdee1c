//! `entente completions`: what a shell needs to complete commands.
use std::io;

use clap::{Args, Command};
use clap_complete::Shell;

use super::fault::Outcome;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  entente completions bash > ~/.local/share/bash-completion/completions/entente")]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
///
/// # Errors
/// Never.
pub fn run(arguments: &Arguments, mut command: Command) -> Outcome {
    clap_complete::generate(arguments.shell, &mut command, "entente", &mut io::stdout());
    Ok(())
}
