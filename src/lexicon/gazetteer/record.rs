//! What the lexicon knows of one thing, and the facts that tie things together.
use smol_str::SmolStr;

use crate::lexicon::ClassId;
use crate::text::PartialDate;

/// Index of a record in its [`super::Gazetteer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u32);

/// The table a record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// countries.tsv
    Country,
    /// persons.tsv
    Person,
    /// organizations.tsv
    Organization,
    /// arrangements.tsv
    Arrangement,
    /// documents.tsv
    Policy,
    /// initiatives.tsv
    Initiative,
    /// places.tsv
    Place,
    /// events.tsv
    Event,
}

impl RecordKind {
    /// The kind as it stands in IRIs: `agreement` for an arrangement, `policy` for a named document.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Person => "person",
            Self::Organization => "org",
            Self::Arrangement => "agreement",
            Self::Policy => "policy",
            Self::Initiative => "initiative",
            Self::Place => "place",
            Self::Event => "event",
        }
    }

    /// The kind that a reference (`org:nato`) names.
    #[must_use]
    pub fn of_reference(prefix: &str) -> Option<Self> {
        Some(match prefix {
            "country" => Self::Country,
            "person" => Self::Person,
            "org" | "body" | "organization" => Self::Organization,
            "agreement" | "arrangement" | "partnership" => Self::Arrangement,
            "policy" | "document" => Self::Policy,
            "initiative" => Self::Initiative,
            "place" => Self::Place,
            "event" => Self::Event,
            _ => return None,
        })
    }
}

/// Years between which something existed or held; open ends are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Years {
    /// First date.
    pub from: Option<PartialDate>,
    /// Last date.
    pub to: Option<PartialDate>,
}

impl Years {
    /// True when the date falls inside; a date that is coarser than a bound is inside when it may be.
    #[must_use]
    pub fn hold(self, at: PartialDate) -> bool {
        let begun = self.from.is_none_or(|from| from.covers(at) || at.covers(from) || from <= at);
        let not_over = self.to.is_none_or(|to| to.covers(at) || at.covers(to) || at <= to);
        begun && not_over
    }
}

/// One thing the lexicon knows.
#[derive(Debug, Clone)]
pub struct Record {
    /// Key inside its table.
    pub key: SmolStr,
    /// The table.
    pub kind: RecordKind,
    /// Class of the ontology.
    pub class: ClassId,
    /// Preferred label.
    pub label: SmolStr,
    /// Other unambiguous names.
    pub aliases: Vec<SmolStr>,
    /// Wikidata id, `Q17`.
    pub wikidata: Option<SmolStr>,
    /// ISO 3166 two-letter code.
    pub iso: Option<SmolStr>,
    /// Years of existence, force or duration.
    pub years: Years,
    /// Day of conclusion or issue.
    pub date: Option<PartialDate>,
    /// `m`, `f` or nothing certain.
    pub gender: Option<char>,
    /// Family name of a person; type of a place.
    pub detail: Option<SmolStr>,
    /// The body's country or parent, a person's nationality, the countries in which a place lies.
    pub of: Vec<RecordId>,
    /// How often other records refer to it: of two homonyms nothing else tells apart, the weightier is meant.
    pub weight: u32,
    /// Members, parties, participants, issuers, with their years.
    pub members: Vec<(RecordId, Years)>,
}

impl Record {
    /// Path of the IRI below the base of instances.
    #[must_use]
    pub fn iri_path(&self) -> String {
        format!("{}/{}", self.kind.path(), self.key)
    }
}

/// How a surface form stands for a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormRole {
    /// A name of the thing itself.
    Name,
    /// Adjective of a country ("Japanese").
    Adjective,
    /// One person of a country ("a Briton").
    Demonym,
    /// The people of a country ("the Japanese", "Britons").
    People,
    /// Family name of a person, alone.
    Family,
    /// A capital, seat or residence that stands for a government or body where it acts.
    Metonym,
}

/// A surface form's meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What it stands for.
    pub record: RecordId,
    /// How.
    pub role: FormRole,
    /// True when it needs support from the context.
    pub ambiguous: bool,
    /// True when it is only used after "the" ("the North").
    pub needs_article: bool,
}

/// One line of offices.tsv.
#[derive(Debug, Clone)]
pub struct OfficeFact {
    /// Who.
    pub person: RecordId,
    /// True when the holder heads the country or body.
    pub leads: bool,
    /// Country or body.
    pub of: RecordId,
    /// Lower-case name of the post.
    pub role: SmolStr,
    /// Term.
    pub years: Years,
}

/// Kind of post a role noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKind {
    /// President, supreme leader.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// Foreign minister, secretary of state.
    Minister,
    /// Senator, member of parliament.
    Legislator,
    /// Spokesman, director, secretary-general.
    Official,
    /// General, commander.
    Military,
    /// Ambassador, envoy.
    Envoy,
    /// King, emperor.
    Monarch,
    /// General secretary, party leader.
    Party,
}

impl RoleKind {
    /// Reads the column `class` of roles.tsv.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "head-of-state" => Self::HeadOfState,
            "head-of-government" => Self::HeadOfGovernment,
            "minister" => Self::Minister,
            "legislator" => Self::Legislator,
            "official" => Self::Official,
            "military" => Self::Military,
            "envoy" => Self::Envoy,
            "monarch" => Self::Monarch,
            "party" => Self::Party,
            _ => return None,
        })
    }
}

/// One line of roles.tsv.
#[derive(Debug, Clone)]
pub struct RoleNoun {
    /// Lower-case singular.
    pub role: SmolStr,
    /// Kind of post.
    pub kind: RoleKind,
    /// Its country, when there is only one.
    pub country: Option<RecordId>,
    /// True when the holder heads the country or body.
    pub leads: bool,
}

/// What a common noun denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NounKind {
    /// A thing.
    Thing,
    /// A deed or happening, often a proposition.
    Act,
    /// A condition.
    State,
    /// A person or persons.
    Person,
    /// A body of persons or states.
    Group,
    /// A stretch of time.
    Time,
    /// A unit of measurement.
    Unit,
    /// Nothing of its own: "series", "number", "way".
    Empty,
}

/// One line of nouns.tsv.
#[derive(Debug, Clone)]
pub struct NounSense {
    /// Words that must precede the head, in order, lower case.
    pub before: Vec<SmolStr>,
    /// Words that must follow the head.
    pub after: Vec<SmolStr>,
    /// Class; `None` when the head alone makes no entity.
    pub class: Option<ClassId>,
    /// Class of the plural, where it differs.
    pub plural_class: Option<ClassId>,
    /// Kind.
    pub kind: NounKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_hold_to_the_precision_of_their_bounds() {
        let date = |t: &str| t.parse::<PartialDate>().unwrap();
        let term = Years { from: Some(date("2012-12-26")), to: Some(date("2020-09")) };
        for (at, inside) in
            [("2012", true), ("2012-12-25", false), ("2020-09-30", true), ("2020-10", false), ("2015", true)]
        {
            assert_eq!(term.hold(date(at)), inside, "{at}");
        }
        assert!(Years::default().hold(date("1200")));
    }
}
