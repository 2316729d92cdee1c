//! How a command can end other than well, and the exit code of each.
use std::io;

use crate::lexicon::LoadError;
use crate::store::StoreError;

/// What a command returns.
pub type Outcome = Result<(), Fault>;

/// An end that is not success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The work is done, and what it found is no clean bill: exit code 1. Reported already.
    Findings,
    /// The command was not understood: exit code 2.
    Usage(String),
    /// An input could not be read: exit code 3.
    Input(String),
    /// Some inputs could not be read; each was reported when it failed: exit code 3.
    SomeInputs,
    /// The store could not be read or written: exit code 4.
    Store(String),
    /// Whoever read our output wants no more of it: success, as far as we can tell.
    Hangup,
}

impl Fault {
    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Hangup => 0,
            Self::Findings => 1,
            Self::Usage(_) => 2,
            Self::Input(_) | Self::SomeInputs => 3,
            Self::Store(_) => 4,
        }
    }

    /// Says on standard error what happened.
    pub fn report(&self) {
        if let Self::Usage(message) | Self::Input(message) | Self::Store(message) = self {
            super::streams::complain(&format!("error: {message}"));
        }
    }

    /// A fault in writing what was asked for.
    #[must_use]
    pub fn output(place: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Hangup;
        }
        Self::Store(format!("{place}: cannot write: {error}; check the disk and the permissions, or name another file"))
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error.to_string())
    }
}

impl From<LoadError> for Fault {
    fn from(error: LoadError) -> Self {
        Self::Input(error.to_string())
    }
}
