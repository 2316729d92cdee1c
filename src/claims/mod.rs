//! Claims: relations found in clauses, with modality, polarity, holder and date, and the records they leave as.
pub mod record;
