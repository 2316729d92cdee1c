//! The one fixture of all formats: a parallel edge, a self-loop, awkward characters, missing dates, every modality.
use std::sync::OnceLock;

use crate::claims::record::{ClaimRecord, DocumentRecord, EntityRecord, EvidenceRecord, Modality, Polarity, Term};
use crate::lexicon::{Ontology, Source};
use crate::views::material::Material;
use crate::views::vocabulary::Vocabulary;

/// The ontology that ships.
pub fn ontology() -> &'static Ontology {
    static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
    ONTOLOGY.get_or_init(|| Ontology::load(&Source::Embedded).unwrap())
}

/// What views read of it.
pub fn vocabulary() -> Vocabulary<'static> {
    Vocabulary::new(ontology())
}

/// Positive, asserted claims held by the author.
pub const PLAIN_CLAIMS: usize = 9;

/// Owned records.
pub struct Records {
    /// Two.
    pub documents: Vec<DocumentRecord>,
    /// Ten, one of them without a claim.
    pub entities: Vec<EntityRecord>,
    /// Sixteen.
    pub claims: Vec<ClaimRecord>,
}

impl Records {
    /// Borrowed as views take them.
    pub fn material(&self) -> Material<'_> {
        Material {
            documents: &self.documents,
            entities: &self.entities,
            claims: &self.claims,
            vocabulary: vocabulary(),
        }
    }
}

/// The fixture.
pub fn records() -> Records {
    let documents = vec![
        document("pact", "seeds/pact.md", Some("A pact & its <critics>"), Some("2025-11-20")),
        document("untitled", "seeds/untitled.txt", None, None),
    ];
    let entities = [
        ("country/japan", "ent:Country", "Japan"),
        ("country/korea", "ent:Country", "South Korea"),
        ("country/north", "ent:Country", "North Korea"),
        ("person/mori", "ent:Person", "Hana \"Quill\" Mori"),
        ("agreement/camp-david", "ent:JointStatement", "Spirit of Camp David Joint Statement of 2023"),
        ("agreement/odd", "ent:Treaty", "Traité <d'État> & \"paix\",\nannexe ; ünïcode 日本\t|#"),
        ("threat/missiles", "ent:MissileThreat", "missile threat"),
        ("measure/drills", "ent:Measure", "joint drills"),
        ("principle/order", "ent:Principle", "rules-based order"),
        ("place/nowhere", "ent:Place", "Nowhere"),
    ];
    Records { documents, entities: entities.map(entity).into(), claims: claims() }
}

fn claims() -> Vec<ClaimRecord> {
    let mut all = vec![
        claim("c01", "country/japan", "partyTo", "agreement/camp-david"),
        claim("c02", "country/korea", "partyTo", "agreement/camp-david"),
        claim("c03", "country/japan", "supports", "country/korea"),
        claim("c04", "country/japan", "supports", "country/korea"),
        claim("c05", "country/japan", "consultsWith", "country/korea"),
        claim("c06", "country/japan", "criticizes", "country/japan"),
        claim("c07", "country/north", "poses", "threat/missiles"),
        claim("c08", "country/japan", "faces", "threat/missiles"),
        claim("c09", "country/korea", "undertakes", "measure/drills"),
        claim("c10", "country/japan", "strengthens", "principle/order"),
        claim("c11", "country/japan", "revises", "agreement/odd"),
        claim("c12", "country/north", "attacks", "country/korea"),
        claim("c13", "country/north", "agreesWith", "country/japan"),
        claim("c14", "person/mori", "leads", "country/japan"),
        claim("c15", "country/japan", "relatedTo", "principle/order"),
    ];
    let mut dated = claim("c16", "agreement/camp-david", "concludedOn", "");
    dated.object = Term::Literal { value: "2023-08".into(), datatype: "xsd:gYearMonth".into() };
    all.push(dated);
    all[3].doc = iri("document/untitled");
    all[3].source = iri("document/untitled");
    all[1].qualifiers.insert("date".into(), Term::Text("2023-08-18".into()));
    all[0].qualifiers.insert("from".into(), Term::Text("2023-08".into()));
    all[0].qualifiers.insert("to".into(), Term::Text("2023".into()));
    all[13].qualifiers.insert("role".into(), Term::Text("prime \"acting\" minister".into()));
    all[8].modality = Modality::Committed;
    all[9].modality = Modality::Recommended;
    all[10].modality = Modality::Possible;
    all[10].source = iri("person/mori");
    all[11].modality = Modality::Predicted;
    all[12].polarity = Polarity::Negative;
    all[7].modality = Modality::Hypothetical;
    all
}

fn iri(key: &str) -> String {
    format!("https://w3id.org/entente/id/{key}")
}

fn document(key: &str, path: &str, title: Option<&str>, published: Option<&str>) -> DocumentRecord {
    DocumentRecord {
        id: iri(&format!("document/{key}")),
        record: None,
        path: path.into(),
        sha256: "0".repeat(64),
        title: title.map(Into::into),
        authors: if title.is_some() { vec![iri("person/author")] } else { vec![] },
        published: published.map(Into::into),
        characters: 100,
        sentences: 2,
    }
}

fn entity((key, class, label): (&str, &str, &str)) -> EntityRecord {
    let japan = key == "country/japan";
    EntityRecord {
        id: iri(key),
        class: class.into(),
        label: label.into(),
        aliases: if japan { vec!["Japan".into(), "Nippon".into()] } else { vec![] },
        exact_match: if japan { vec!["http://www.wikidata.org/entity/Q17".into()] } else { vec![] },
        codes: if japan { [("iso3166".to_owned(), "JP".to_owned())].into() } else { [].into() },
        members: vec![],
    }
}

fn claim(key: &str, subject: &str, predicate: &str, object: &str) -> ClaimRecord {
    ClaimRecord {
        id: iri(&format!("claim/{key}")),
        doc: iri("document/pact"),
        subject: iri(subject),
        predicate: format!("ent:{predicate}"),
        object: Term::Text(iri(object)),
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        source: iri("person/author"),
        reported_by: vec![],
        qualifiers: [].into(),
        event: None,
        evidence: EvidenceRecord {
            start: 0,
            end: 44,
            text: "Tokyo \"backs\" Seoul & <others>,\nso it is said…".into(),
            subject: Some([0, 5]),
            predicate: Some([7, 12]),
            object: Some([14, 19]),
        },
        also_at: vec![],
        rule: "support-verb".into(),
        confidence: 0.9,
        features: vec![],
    }
}

/// A graph of so many entities and claims between them, a few of them hubs, as dense as a reader can bear.
pub fn dense(entities: usize, claims: usize) -> Records {
    let classes = ["ent:Country", "ent:Person", "ent:Treaty", "ent:Organization", "ent:Threat", "ent:Event"];
    let names = ["Norland", "Minister of the Interior", "Convention on the Open Sea and its Protocols", "Fleet"];
    let key = |number: usize| format!("thing/t{number}");
    let described = (0..entities).map(|number| {
        let label = format!("{} {number}", names[number % names.len()]);
        entity((&key(number), classes[number % classes.len()], &label))
    });
    let properties = ["supports", "signs", "sanctions", "consultsWith", "memberOf", "attacks", "reducesRelationsWith"];
    let mut random = 0x2545_F491_u64;
    let mut draw = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let made = (0..claims).map(|number| {
        let hub = draw(entities.min(8));
        let from = if number % 3 == 0 { hub } else { draw(entities) };
        claim(&format!("d{number}"), &key(from), properties[number % properties.len()], &key(draw(entities)))
    });
    Records { documents: records().documents, claims: made.collect(), entities: described.collect() }
}

/// The whole fixture as a view, asserted claims only or all of them but the fallback.
pub fn view(records: &Records, all: bool) -> crate::views::GraphView<'_> {
    let filter = crate::views::Filter { all, ..Default::default() };
    let options = crate::views::ViewOptions { filter, ..Default::default() };
    crate::views::GraphView::new(records.material(), &options, None).unwrap()
}
