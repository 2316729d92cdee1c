//! Pictures laid out by graphviz, where it is installed: its program `dot` reads our DOT and draws.
use std::io::{self, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

use super::fault::Fault;

/// What to do when graphviz does not draw.
const REMEDY: &str = "install graphviz, or leave --engine out: entente draws by itself";

/// The picture of a graph in DOT, as `svg` or `png`.
///
/// # Errors
/// When graphviz is not there or refuses the graph.
pub fn draw(dot: &[u8], format: &str) -> Result<Vec<u8>, Fault> {
    // Pixels twice as fine as the screen, as in our own pictures; for SVG the unit is the point whatever the number.
    let resolution = if format == "png" { "-Gdpi=144" } else { "-Gdpi=72" };
    let drawn = through("dot", &[&format!("-T{format}"), resolution], dot)
        .map_err(|e| Fault::Usage(format!("graphviz: cannot run its program 'dot': {e}; {REMEDY}")))?;
    if !drawn.status.success() {
        let said = String::from_utf8_lossy(&drawn.stderr).trim().to_owned();
        return Err(Fault::Usage(format!("graphviz: {said}; {REMEDY}")));
    }
    Ok(drawn.stdout)
}

/// Runs a program with an input; both ends are served at once, so that neither waits for the other.
fn through(program: &str, arguments: &[&str], input: &[u8]) -> io::Result<Output> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let pipe = child.stdin.take();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends early closes its input; its status tells why.
            let _ = pipe.map(|mut pipe| pipe.write_all(input));
        });
        child.wait_with_output()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        assert!(through("no-such-program", &[], b"").is_err());
    }
}
