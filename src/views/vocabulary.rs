//! How a picture speaks of classes and properties: families of classes, tones of properties, names in words.
//!
//! Which class lies below which, and what a property says of the bond between its ends, is the ontology's to tell.
use crate::lexicon::Ontology;
use crate::lexicon::ontology::Property;

/// A group of classes that share a shape and a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Country.
    Country,
    /// Described or listed set of countries.
    Group,
    /// Organization, government body, armed force, company, bare actor.
    Organization,
    /// Person.
    Person,
    /// Agreement, treaty, statement; alliance, partnership, format.
    Arrangement,
    /// Strategy, law, resolution, budget.
    Policy,
    /// Programme or vision.
    Initiative,
    /// Threat of any kind.
    Threat,
    /// Conflict, attack, meeting, speech, test, election, crisis.
    Event,
    /// Means.
    Capability,
    /// Action or policy.
    Measure,
    /// Norm, value, interest.
    Principle,
    /// Region, city, sea.
    Place,
    /// Source document, and whatever else there is.
    Document,
}

impl Family {
    /// All, in the order of the legend.
    pub const ALL: [Self; 14] = [
        Self::Country,
        Self::Group,
        Self::Organization,
        Self::Person,
        Self::Arrangement,
        Self::Policy,
        Self::Initiative,
        Self::Threat,
        Self::Event,
        Self::Capability,
        Self::Measure,
        Self::Principle,
        Self::Place,
        Self::Document,
    ];

    /// The class whose members, with all below it, are of this family; none for what is left.
    fn root(self) -> Option<&'static str> {
        Some(match self {
            Self::Country => "ent:Country",
            Self::Group => "ent:CountryGroup",
            Self::Person => "ent:Person",
            Self::Organization => "ent:Actor",
            Self::Arrangement => "ent:Arrangement",
            Self::Policy => "ent:PolicyDocument",
            Self::Initiative => "ent:Initiative",
            Self::Threat => "ent:Threat",
            Self::Event => "ent:Event",
            Self::Capability => "ent:Capability",
            Self::Measure => "ent:Measure",
            Self::Principle => "ent:Principle",
            Self::Place => "ent:Place",
            Self::Document => return None,
        })
    }

    /// The word in the legend.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Group => "group of countries",
            Self::Organization => "organization, body",
            Self::Person => "person",
            Self::Arrangement => "agreement, alliance",
            Self::Policy => "strategy, law, resolution",
            Self::Initiative => "initiative",
            Self::Threat => "threat",
            Self::Event => "event",
            Self::Capability => "capability",
            Self::Measure => "measure",
            Self::Principle => "principle, interest",
            Self::Place => "place",
            Self::Document => "source document",
        }
    }

    /// Pale fill and dark border; pairs keep a contrast of at least 4.5 with black text and with each other's border.
    #[must_use]
    pub fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Country => ("#DCEAF7", "#1F4E79"),
            Self::Group => ("#E8F1FA", "#3A6EA5"),
            Self::Organization => ("#E3E8EE", "#44546A"),
            Self::Person => ("#FFF3CC", "#7F6000"),
            Self::Arrangement => ("#DDF2E3", "#1E6B3A"),
            Self::Policy => ("#EDF3D8", "#55691A"),
            Self::Initiative => ("#D9F2F0", "#0B6B66"),
            Self::Threat => ("#FCE0D6", "#9C2F0C"),
            Self::Event => ("#EDE3F5", "#5B3A86"),
            Self::Capability => ("#ECECEC", "#4D4D4D"),
            Self::Measure => ("#FBE9D9", "#8A4B12"),
            Self::Principle => ("#F6E6EF", "#8A2F63"),
            Self::Place => ("#F3EEE4", "#6B5836"),
            Self::Document => ("#FFFFFF", "#555555"),
        }
    }
}

/// What a relation is about, as far as its line shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Membership, party, signature: drawn without words.
    Structural,
    /// Part of, located in: drawn without words.
    Containment,
    /// What actors do against one another, and dangers.
    Conflict,
    /// All else.
    Neutral,
}

/// The ontology as views read it: which family a class has, what a property says of the bond between its ends.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'o> {
    ontology: &'o Ontology,
}

impl<'o> Vocabulary<'o> {
    /// Reads from an ontology.
    #[must_use]
    pub fn new(ontology: &'o Ontology) -> Self {
        Self { ontology }
    }

    /// The family of a class (`ent:Treaty` or `Treaty`): the narrowest that holds it.
    #[must_use]
    pub fn family(self, class: &str) -> Family {
        let holding = |family: &Family| family.root().is_some_and(|root| self.is_a(class, root));
        let (actors, others): (Vec<Family>, Vec<Family>) =
            Family::ALL.into_iter().filter(holding).partition(|family| *family == Family::Organization);
        others.into_iter().chain(actors).next().unwrap_or(Family::Document)
    }

    /// True when `class` is `broader` or lies below it (both with or without prefix).
    #[must_use]
    pub fn is_a(self, class: &str, broader: &str) -> bool {
        let known = |name| self.ontology.class(local(name));
        match (known(class), known(broader)) {
            (Some(class), Some(broader)) => self.ontology.is_a(class, broader),
            _ => local(class) == local(broader),
        }
    }

    /// Every class above a class, the class itself last.
    #[must_use]
    pub fn lineage<'c>(self, class: &'c str) -> Vec<&'c str>
    where
        'o: 'c,
    {
        let above = self.ontology.class(local(class)).map(|known| self.ontology.above(known)).unwrap_or_default();
        above.into_iter().chain([local(class)]).collect()
    }

    /// The tone of a property (`ent:supports` or `supports`).
    #[must_use]
    pub fn tone(self, property: &str) -> Tone {
        match (self.bond(property), self.theme(property)) {
            ("membership", _) => Tone::Structural,
            ("containment", _) => Tone::Containment,
            ("hostile", _) | (_, "Conflict") => Tone::Conflict,
            _ => Tone::Neutral,
        }
    }

    /// +1 for what friends do, −1 for what opponents do, 0 for what says neither.
    #[must_use]
    pub fn sign(self, property: &str) -> i64 {
        match self.bond(property) {
            "friendly" => 1,
            "hostile" => -1,
            _ => 0,
        }
    }

    /// True of properties that hold in both directions.
    #[must_use]
    pub fn symmetric(self, property: &str) -> bool {
        self.describe(property).is_some_and(|known| known.symmetric)
    }

    /// What a property says of the bond between its ends; empty when nothing.
    #[must_use]
    pub fn bond(self, property: &str) -> &'o str {
        self.describe(property).and_then(|known| known.bond.as_deref()).unwrap_or_default()
    }

    /// The theme of a property, `Conflict`; empty when it has none.
    #[must_use]
    pub fn theme(self, property: &str) -> &'o str {
        self.describe(property).and_then(|known| known.theme.as_deref()).unwrap_or_default()
    }

    /// The PLOVER category of a property, `ASSAULT`; empty when it has none.
    #[must_use]
    pub fn event(self, property: &str) -> &'o str {
        self.describe(property).and_then(|known| known.event.as_deref()).unwrap_or_default()
    }

    fn describe(self, property: &str) -> Option<&'o Property> {
        self.ontology.property(local(property)).map(|id| self.ontology.describe(id))
    }
}

/// The name without its prefix: `supports` for `ent:supports`.
#[must_use]
pub fn local(name: &str) -> &str {
    name.rsplit(['#', ':', '/']).next().unwrap_or(name)
}

/// A property or class in words: `consults with` for `ent:consultsWith`.
#[must_use]
pub fn words(name: &str) -> String {
    let mut text = String::new();
    for letter in local(name).chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::fixture;

    #[test]
    fn names_become_words() {
        assert_eq!(words("ent:mobilizesAgainst"), "mobilizes against");
        assert_eq!(words("https://w3id.org/entente/ontology#JointStatement"), "joint statement");
    }

    #[test]
    fn classes_lie_below_others() {
        let vocabulary = fixture::vocabulary();
        let is_a = |class, broader| vocabulary.is_a(class, broader);
        assert!(is_a("ent:Treaty", "Agreement") && is_a("ent:Alliance", "ent:Arrangement"));
        assert!(!is_a("ent:Alliance", "Agreement") && !is_a("ent:Country", "Organization"));
        assert!(is_a("ent:CyberThreat", "Threat") && is_a("ent:Person", "Actor"));
        assert_eq!(vocabulary.lineage("ent:Treaty"), ["Agreement", "Arrangement", "Treaty"]);
    }

    #[test]
    fn every_family_has_a_class_of_the_ontology_and_every_class_its_narrowest_family() {
        let vocabulary = fixture::vocabulary();
        for family in Family::ALL {
            if let Some(root) = family.root() {
                assert_eq!(vocabulary.family(root), family, "{root}");
            }
        }
        for (class, family) in [
            ("ent:ArmedForce", Family::Organization),
            ("ent:Ceasefire", Family::Arrangement),
            ("ent:HealthThreat", Family::Threat),
            ("ent:WeaponTest", Family::Event),
            ("ent:Unheard", Family::Document),
        ] {
            assert_eq!(vocabulary.family(class), family, "{class}");
        }
    }

    #[test]
    fn lines_follow_the_bond_that_the_ontology_names() {
        let vocabulary = fixture::vocabulary();
        for (property, tone, sign) in [
            ("ent:ratifies", Tone::Structural, 0),
            ("ent:locatedIn", Tone::Containment, 0),
            ("ent:sanctions", Tone::Conflict, -1),
            ("ent:investigates", Tone::Conflict, 0),
            ("ent:aids", Tone::Neutral, 1),
            ("ent:unheard", Tone::Neutral, 0),
        ] {
            assert_eq!((vocabulary.tone(property), vocabulary.sign(property)), (tone, sign), "{property}");
        }
        assert!(vocabulary.symmetric("ent:fights") && !vocabulary.symmetric("ent:attacks"));
    }
}
