//! Which tool, with which resources, read what: content hashes and versions instead of a clock.
use sha2::{Digest, Sha256};

/// The tool and its resources, as far as they decide what is found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Name and version of the tool, `entente-0.1.0`.
    pub software: String,
    /// SHA-256 of ontology, lexicon, rules and model, hexadecimal.
    pub resources: String,
}

impl Provenance {
    /// This version of the tool with resources of this hash.
    #[must_use]
    pub fn new(resources: String) -> Self {
        Self { software: format!("{}-{}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")), resources }
    }

    /// What two runs that would find the same have in common; 16 hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        short_hash(&[&self.software, &self.resources])
    }

    /// Last part of the IRI of the run that read a source with this hash.
    #[must_use]
    pub fn run(&self, source: &str) -> String {
        short_hash(&[&self.software, &self.resources, source])
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of parts, each closed by a line end.
#[must_use]
pub fn short_hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    let mut digits = hexadecimal(&hash.finalize());
    digits.truncate(16);
    digits
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]);
    digits.map(char::from).collect()
}
