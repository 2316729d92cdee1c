//! The classes that this stage names itself, looked up once.
use crate::lexicon::{ClassId, ClassSet, Ontology};

macro_rules! classes {
    ($($field:ident $name:literal),+ $(,)?) => {
        /// Numbers of the contract's classes.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct Classes {
            $(pub $field: ClassId),+
        }

        impl Classes {
            /// Looks every class up; an ontology without one gets its first class there.
            pub fn new(ontology: &Ontology) -> Self {
                Self { $($field: ontology.class($name).unwrap_or(ClassId(0))),+ }
            }
        }
    };
}

classes! {
    actor "Actor",
    capability "Capability",
    event "Event",
    international "InternationalOrganization",
    non_state "NonStateGroup",
    country "Country",
    group "CountryGroup",
    organization "Organization",
    body "GovernmentBody",
    person "Person",
    arrangement "Arrangement",
    initiative "Initiative",
    measure "Measure",
    principle "Principle",
    place "Place",
    document "Document",
}

/// Families of classes, closed downwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Families {
    pub actor: ClassSet,
    pub organization: ClassSet,
    pub arrangement: ClassSet,
    pub policy: ClassSet,
    pub threat: ClassSet,
    pub event: ClassSet,
    /// Things that are named by a capitalised phrase with a common head noun.
    pub titled: ClassSet,
    /// Ideas that are one node wherever they are spoken of.
    pub general: ClassSet,
}

impl Families {
    pub fn new(ontology: &Ontology) -> Self {
        Self {
            actor: ontology.set(&["Actor"]),
            organization: ontology.set(&["Organization"]),
            arrangement: ontology.set(&["Arrangement"]),
            policy: ontology.set(&["PolicyDocument"]),
            threat: ontology.set(&["Threat"]),
            event: ontology.set(&["Event"]),
            titled: ontology.set(&[
                "Organization",
                "Arrangement",
                "PolicyDocument",
                "Initiative",
                "Event",
                "CountryGroup",
            ]),
            general: ontology.set(&["Principle", "Threat"]),
        }
    }
}

/// Kind in the IRI of an entity that has no record, by its class.
pub(super) fn path_kind(ontology: &Ontology, class: ClassId) -> &'static str {
    const KINDS: &[(&str, &str)] = &[
        ("Country", "country"),
        ("CountryGroup", "group"),
        ("Organization", "org"),
        ("Person", "person"),
        ("Actor", "actor"),
        ("Partnership", "partnership"),
        ("Arrangement", "agreement"),
        ("PolicyDocument", "policy"),
        ("Initiative", "initiative"),
        ("Threat", "threat"),
        ("Event", "event"),
        ("Capability", "capability"),
        ("Measure", "measure"),
        ("Principle", "principle"),
        ("Place", "place"),
        ("Document", "document"),
    ];
    KINDS
        .iter()
        .find(|(name, _)| ontology.class(name).is_some_and(|broader| ontology.is_a(class, broader)))
        .map_or("thing", |(_, kind)| kind)
}
