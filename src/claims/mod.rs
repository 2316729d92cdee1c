//! Claims: relations found in clauses, with modality, polarity, holder and date, and the records they leave as.
pub mod account;
mod assemble;
mod circumstances;
mod draft;
pub mod embedding;
pub mod extract;
pub mod factuality;
mod features;
mod governors;
mod ledger;
mod offices;
mod own_clause;
mod parts;
pub mod reasons;
pub mod record;
pub mod register;
pub mod stance;
mod trust;
mod turns;

pub use extract::Pipeline;
