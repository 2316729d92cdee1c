//! The dependency relations of Universal Dependencies v2 that English treebanks use.
use std::fmt;
use std::str::FromStr;

macro_rules! relations {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// A dependency relation with its subtype.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Relation {
            $(#[doc = concat!("`", $name, "`")] $variant),+
        }

        impl Relation {
            /// Every relation, in the order of their codes.
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

relations! {
    Root "root",
    Nsubj "nsubj",
    NsubjPass "nsubj:pass",
    NsubjOuter "nsubj:outer",
    Obj "obj",
    Iobj "iobj",
    Csubj "csubj",
    CsubjPass "csubj:pass",
    CsubjOuter "csubj:outer",
    Ccomp "ccomp",
    Xcomp "xcomp",
    Obl "obl",
    OblAgent "obl:agent",
    OblUnmarked "obl:unmarked",
    OblNpmod "obl:npmod",
    OblTmod "obl:tmod",
    Vocative "vocative",
    Expl "expl",
    Dislocated "dislocated",
    Advcl "advcl",
    AdvclRelcl "advcl:relcl",
    Advmod "advmod",
    Discourse "discourse",
    Aux "aux",
    AuxPass "aux:pass",
    Cop "cop",
    Mark "mark",
    Nmod "nmod",
    NmodPoss "nmod:poss",
    NmodUnmarked "nmod:unmarked",
    NmodNpmod "nmod:npmod",
    NmodTmod "nmod:tmod",
    NmodDesc "nmod:desc",
    Appos "appos",
    Nummod "nummod",
    Acl "acl",
    AclRelcl "acl:relcl",
    Amod "amod",
    Det "det",
    DetPredet "det:predet",
    Clf "clf",
    Case "case",
    Conj "conj",
    Cc "cc",
    CcPreconj "cc:preconj",
    Fixed "fixed",
    Flat "flat",
    Compound "compound",
    CompoundPrt "compound:prt",
    List "list",
    Parataxis "parataxis",
    Orphan "orphan",
    Goeswith "goeswith",
    Reparandum "reparandum",
    Punct "punct",
    Dep "dep",
}

impl Relation {
    /// The name without its subtype.
    #[must_use]
    pub fn base(self) -> &'static str {
        self.name().split(':').next().unwrap_or_default()
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a relation by its CoNLL-U name; an unknown subtype falls back to its base.
impl FromStr for Relation {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        let find = |name: &str| Self::ALL.iter().copied().find(|r| r.name() == name);
        find(s).or_else(|| find(s.split(':').next()?)).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for relation in Relation::ALL {
            assert_eq!(relation.name().parse(), Ok(*relation));
        }
    }

    #[test]
    fn an_unknown_subtype_is_read_as_its_base() {
        assert_eq!("obl:lmod".parse(), Ok(Relation::Obl));
        assert!("sbj".parse::<Relation>().is_err());
    }
}
