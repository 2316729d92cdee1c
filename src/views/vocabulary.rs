//! How a picture speaks of classes and properties: families of classes, tones of properties, names in words.

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

    /// The family of a class (`ent:Treaty` or `Treaty`).
    #[must_use]
    pub fn of(class: &str) -> Self {
        match local(class) {
            "Country" => Self::Country,
            "CountryGroup" => Self::Group,
            "Person" => Self::Person,
            "Initiative" => Self::Initiative,
            "Capability" => Self::Capability,
            "Measure" => Self::Measure,
            "Principle" => Self::Principle,
            "Place" => Self::Place,
            "Actor"
            | "Organization"
            | "InternationalOrganization"
            | "GovernmentBody"
            | "ArmedForce"
            | "NonStateGroup"
            | "ResearchOrganization"
            | "Company" => Self::Organization,
            "Arrangement" | "Agreement" | "Treaty" | "JointStatement" | "Declaration" | "Accord" | "Memorandum"
            | "Ceasefire" | "Partnership" | "Alliance" | "DialogueFormat" => Self::Arrangement,
            "PolicyDocument" | "Strategy" | "Law" | "Resolution" | "Budget" => Self::Policy,
            "Event" | "ArmedConflict" | "Attack" | "Meeting" | "Speech" | "Exercise" | "WeaponTest" | "Election"
            | "Crisis" => Self::Event,
            name if name.ends_with("Threat") => Self::Threat,
            _ => Self::Document,
        }
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

impl Tone {
    /// The tone of a property (`ent:supports` or `supports`).
    #[must_use]
    pub fn of(property: &str) -> Self {
        match local(property) {
            "memberOf" | "hasMember" | "partyTo" | "signs" | "ratifies" => Self::Structural,
            "partOf" | "locatedIn" => Self::Containment,
            "demandsOf"
            | "criticizes"
            | "rejects"
            | "opposes"
            | "threatens"
            | "protestsAgainst"
            | "sanctions"
            | "coerces"
            | "mobilizesAgainst"
            | "attacks"
            | "fights"
            | "occupies"
            | "claims"
            | "competesWith"
            | "reducesRelationsWith"
            | "investigates"
            | "withdrawsFrom"
            | "violates"
            | "faces"
            | "poses"
            | "undermines" => Self::Conflict,
            _ => Self::Neutral,
        }
    }
}

/// Properties that hold in both directions.
#[must_use]
pub fn symmetric(property: &str) -> bool {
    matches!(
        local(property),
        "alliedWith" | "partnersWith" | "consultsWith" | "agreesWith" | "tradesWith" | "fights" | "competesWith"
    )
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

/// True when `class` is `broader` or lies below it (both with or without prefix).
#[must_use]
pub fn is_a(class: &str, broader: &str) -> bool {
    let (class, broader) = (local(class), local(broader));
    let family = Family::of(class);
    class == broader
        || match broader {
            "Actor" => matches!(family, Family::Country | Family::Group | Family::Organization | Family::Person),
            "Organization" => family == Family::Organization && class != "Actor",
            "Arrangement" => family == Family::Arrangement,
            "Agreement" => family == Family::Arrangement && class != "Arrangement" && !is_partnership(class),
            "Partnership" => is_partnership(class),
            "PolicyDocument" => family == Family::Policy,
            "Threat" => family == Family::Threat,
            "Event" => family == Family::Event,
            _ => false,
        }
}

fn is_partnership(class: &str) -> bool {
    matches!(class, "Partnership" | "Alliance" | "DialogueFormat")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        assert_eq!(words("ent:mobilizesAgainst"), "mobilizes against");
        assert_eq!(words("https://w3id.org/entente/ontology#JointStatement"), "joint statement");
    }

    #[test]
    fn classes_lie_below_others() {
        assert!(is_a("ent:Treaty", "Agreement") && is_a("ent:Alliance", "ent:Arrangement"));
        assert!(!is_a("ent:Alliance", "Agreement") && !is_a("ent:Country", "Organization"));
        assert!(is_a("ent:CyberThreat", "Threat") && is_a("ent:Person", "Actor"));
    }
}
