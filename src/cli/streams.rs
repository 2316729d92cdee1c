//! Standard streams and output files: data out, words for people to standard error, files whole or not at all.
use std::env;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::fault::{Fault, Outcome};

/// Where data goes: standard output, or a file that appears when it is complete.
pub enum Output {
    /// Standard output.
    Standard(BufWriter<io::StdoutLock<'static>>),
    /// A file in the making, and its place.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Standard output without a path, or for `-`.
    ///
    /// # Errors
    /// When the folder of the file cannot be written to.
    pub fn open(path: Option<&Path>) -> Result<Self, Fault> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Self::Standard(BufWriter::new(io::stdout().lock())));
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let fault = |e: io::Error| Fault::output(&path.display().to_string(), &e);
        let file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder).map_err(fault)?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// Ends the output; a file is now in its place.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(self) -> Outcome {
        match self {
            Self::Standard(mut out) => out.flush().map_err(|e| Fault::output("standard output", &e)),
            Self::File(out, path) => {
                let fault = |e: io::Error| Fault::output(&path.display().to_string(), &e);
                let file = out.into_inner().map_err(|e| fault(e.into_error()))?;
                open_to_others(file.as_file());
                file.persist(&path).map(|_| ()).map_err(|e| fault(e.error))
            }
        }
    }

    /// Writes everything and ends the output.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(mut self, content: &[u8]) -> Outcome {
        self.write_all(content).map_err(|e| Fault::output(&self.name(), &e))?;
        self.finish()
    }

    /// How messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Standard(_) => "standard output".to_owned(),
            Self::File(_, path) => path.display().to_string(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(buffer),
            Self::File(out, _) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

fn open_to_others(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A file of private rights is still a result.
        let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// A line for people. That nobody listens is no fault.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// True when standard output is a terminal on which colour is welcome.
#[must_use]
pub fn colour() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let plain = env::var_os("TERM").is_some_and(|term| term == "dumb");
    !refused && !plain && io::stdout().is_terminal()
}

/// True when somebody watches standard error.
#[must_use]
pub fn watched() -> bool {
    io::stderr().is_terminal()
}
