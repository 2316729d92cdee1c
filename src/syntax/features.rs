//! Universal parts of speech and morphological features, packed into one word a token.
use std::fmt;
use std::str::FromStr;

macro_rules! parts_of_speech {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// Universal part of speech (UD v2).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Upos {
            $(#[doc = concat!("`", $name, "`")] $variant),+
        }

        impl Upos {
            /// Every tag, in the order of their codes.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in CoNLL-U.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

parts_of_speech! {
    Adj "ADJ",
    Adp "ADP",
    Adv "ADV",
    Aux "AUX",
    Cconj "CCONJ",
    Det "DET",
    Intj "INTJ",
    Noun "NOUN",
    Num "NUM",
    Part "PART",
    Pron "PRON",
    Propn "PROPN",
    Punct "PUNCT",
    Sconj "SCONJ",
    Sym "SYM",
    Verb "VERB",
    X "X",
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Upos {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|u| u.name() == s).ok_or(())
    }
}

/// Number of bits each feature takes in [`Features`]: values are counted from 1, 0 is "absent".
const BITS: u32 = 4;

/// The morphological features of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Features(u128);

macro_rules! features {
    ($($variant:ident $name:literal [$($value:literal),+]),+ $(,)?) => {
        /// A feature that English treebanks annotate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Feature {
            $(#[doc = concat!("`", $name, "`")] $variant),+
        }

        impl Feature {
            /// Every feature, in alphabetical order of their names, which is CoNLL-U's.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in CoNLL-U.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// Its values, in the order of their codes (from 1).
            #[must_use]
            pub fn values(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &[$($value),+]),+
                }
            }
        }
    };
}

features! {
    Abbr "Abbr" ["Yes"],
    Case "Case" ["Nom", "Acc", "Gen"],
    Definite "Definite" ["Def", "Ind"],
    Degree "Degree" ["Pos", "Cmp", "Sup"],
    ExtPos "ExtPos" ["ADP", "ADV", "SCONJ", "PRON", "DET", "ADJ", "PROPN", "CCONJ", "VERB", "AUX", "NOUN", "INTJ"],
    Foreign "Foreign" ["Yes"],
    Gender "Gender" ["Masc", "Fem", "Neut"],
    Mood "Mood" ["Ind", "Imp", "Sub"],
    NumForm "NumForm" ["Digit", "Word", "Roman", "Combi"],
    NumType "NumType" ["Card", "Ord", "Frac", "Mult"],
    Number "Number" ["Sing", "Plur", "Ptan", "Coll"],
    Person "Person" ["1", "2", "3"],
    Polarity "Polarity" ["Neg", "Pos"],
    Poss "Poss" ["Yes"],
    PronType "PronType" ["Prs", "Rel", "Int", "Dem", "Art", "Ind", "Neg", "Tot", "Rcp", "Emp"],
    Reflex "Reflex" ["Yes"],
    Style "Style" ["Coll", "Expr", "Slng", "Arch", "Vrnc"],
    Tense "Tense" ["Past", "Pres", "Fut"],
    Typo "Typo" ["Yes"],
    VerbForm "VerbForm" ["Fin", "Inf", "Part", "Ger"],
    Voice "Voice" ["Act", "Pass", "Mid"],
}

impl Features {
    /// The value of a feature, when the token has it.
    #[must_use]
    pub fn get(self, feature: Feature) -> Option<&'static str> {
        let code = (self.0 >> (feature as u32 * BITS)) & ((1 << BITS) - 1);
        feature.values().get((code as usize).checked_sub(1)?).copied()
    }

    /// True when the token has the feature with this value.
    #[must_use]
    pub fn is(self, feature: Feature, value: &str) -> bool {
        self.get(feature) == Some(value)
    }

    /// The same features with one set; an unknown value leaves them as they were.
    #[must_use]
    pub fn with(self, feature: Feature, value: &str) -> Self {
        let Some(code) = feature.values().iter().position(|v| *v == value) else { return self };
        let shift = feature as u32 * BITS;
        let cleared = self.0 & !(((1 << BITS) - 1) << shift);
        Self(cleared | ((code as u128 + 1) << shift))
    }
}

/// CoNLL-U's form: `Number=Sing|Tense=Past`, `_` for none.
impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("_");
        }
        let mut separator = "";
        for feature in Feature::ALL {
            if let Some(value) = self.get(*feature) {
                write!(f, "{separator}{}={value}", feature.name())?;
                separator = "|";
            }
        }
        Ok(())
    }
}

/// Reads CoNLL-U's form; features and values not listed here are left out.
impl FromStr for Features {
    type Err = std::convert::Infallible;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut features = Self::default();
        for pair in s.split('|') {
            if let Some((name, value)) = pair.split_once('=')
                && let Some(feature) = Feature::ALL.iter().find(|f| f.name() == name)
            {
                features = features.with(*feature, value.split(',').next().unwrap_or(value));
            }
        }
        Ok(features)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_fit_the_word() {
        assert!(Feature::ALL.len() as u32 * BITS <= 128);
        assert!(Feature::ALL.iter().all(|f| f.values().len() < 1 << BITS));
        assert!(Feature::ALL.is_sorted_by_key(|f| f.name()));
    }

    #[test]
    fn text_form_round_trips() {
        let text = "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin";
        let features: Features = text.parse().unwrap();
        assert_eq!(features.to_string(), text);
        assert!(features.is(Feature::Tense, "Past"));
        assert_eq!(Features::default().to_string(), "_");
    }
}
