//! Claims: relations found in clauses, with modality, polarity, holder and date, and the records they leave as.
mod assemble;
mod circumstances;
mod draft;
pub mod extract;
mod ledger;
mod offices;
pub mod record;
pub mod stance;

pub use extract::Pipeline;
