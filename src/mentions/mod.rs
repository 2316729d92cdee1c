//! Names, descriptions, pronouns and values, and the things they stand for.
