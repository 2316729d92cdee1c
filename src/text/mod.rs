//! Texts as they come in: spans, dates, documents, and the readers that make documents of files.
pub mod date;
pub mod document;
pub mod front_matter;
mod head;
mod headings;
mod layout;
mod lines;
mod markdown;
mod plain;
pub mod reading;
mod shape;
pub mod span;
pub mod written_date;

pub use date::PartialDate;
pub use document::{Author, Block, BlockKind, CharIndex, Document};
pub use reading::{ReadError, read_bytes, read_path, read_text};
pub use span::{Bytes, Chars, Span, Tokens};
