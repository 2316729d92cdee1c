//! What can go wrong with a view: a name that is not there, a choice that means nothing, a picture that cannot be drawn.
use std::fmt;

/// A fault in what was asked of a view; its message says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewError {
    /// A name that the store, or the program, does not know.
    Unknown {
        /// Entity, theme, format, …
        what: &'static str,
        /// As asked.
        asked: String,
        /// The names that come nearest, or all of them.
        known: Vec<String>,
    },
    /// A name that several entities bear.
    Ambiguous {
        /// As asked.
        asked: String,
        /// IRIs of the candidates, sorted.
        candidates: Vec<String>,
    },
    /// A choice that cannot be read.
    Malformed {
        /// Which choice.
        what: &'static str,
        /// As asked.
        asked: String,
        /// What to write instead.
        remedy: String,
    },
    /// The two ends of a path are in different parts of the graph.
    Unconnected {
        /// Label of one end.
        from: String,
        /// Label of the other.
        to: String,
    },
    /// A file could not be written in its format.
    Encoding {
        /// Name of the format.
        format: &'static str,
        /// What happened.
        message: String,
    },
}

impl fmt::Display for ViewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, asked, known } if known.is_empty() => {
                write!(f, "there is no {what} '{asked}'; see what the store holds with `entente stats`")
            }
            Self::Unknown { what, asked, known } => {
                write!(f, "there is no {what} '{asked}'; did you mean one of: {}?", known.join(", "))
            }
            Self::Ambiguous { asked, candidates } => {
                write!(f, "'{asked}' names several entities; give the IRI of one: {}", candidates.join(", "))
            }
            Self::Malformed { what, asked, remedy } => write!(f, "cannot read the {what} '{asked}'; {remedy}"),
            Self::Unconnected { from, to } => {
                write!(f, "no claims connect '{from}' and '{to}'; --all also follows claims that are not asserted")
            }
            Self::Encoding { format, message } => write!(f, "cannot write {format}: {message}"),
        }
    }
}

impl std::error::Error for ViewError {}
