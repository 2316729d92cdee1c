//! Texts as they come in: spans, dates, documents, and the readers that make documents of files.
pub mod date;
pub mod document;
pub mod span;

pub use date::PartialDate;
pub use document::{Author, Block, BlockKind, CharIndex, Document};
pub use span::{Bytes, Chars, Span, Tokens};
