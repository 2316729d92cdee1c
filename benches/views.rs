//! What pictures cost: layout and drawing of a hundred entities with two hundred claims between them.
//!
//! `cargo bench --bench views`
use divan::{Bencher, black_box};
use entente::claims::record::{Extraction, Record};
use entente::graph::Collection;
use entente::lexicon::{Ontology, Source};
use entente::views::{Format, Material, ViewOptions, export};

/// Entities, and claims between them.
const SIZES: [(usize, usize); 3] = [(10, 20), (40, 80), (100, 200)];

fn main() {
    divan::main();
}

/// A graph with a few hubs, the same at every run.
fn collection((entities, claims): (usize, usize)) -> Collection {
    let id = |kind: &str, number: usize| format!("https://w3id.org/entente/id/{kind}/{number}");
    let classes = ["ent:Country", "ent:Person", "ent:Treaty", "ent:Organization"];
    let properties = ["ent:supports", "ent:signs", "ent:sanctions", "ent:consultsWith"];
    let document = serde_json::json!({"type": "document", "id": id("document", 0), "path": "made.txt", "sha256": "",
        "title": "Made up", "authors": [], "published": "2025-01-01", "characters": 9, "sentences": 1});
    let mut records = vec![document];
    records.extend((0..entities).map(|number| {
        serde_json::json!({"type": "entity", "id": id("thing", number), "class": classes[number % 4],
            "label": format!("Ministry of Affairs {number}"), "aliases": [], "exact_match": [], "codes": {}, "members": []})
    }));
    let mut random = 1_u64;
    let mut draw = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for number in 0..claims {
        let from = if number % 3 == 0 { draw(8) } else { draw(entities) };
        let to = (from + 1 + draw(entities - 1)) % entities;
        records.push(serde_json::json!({"type": "claim", "id": id("claim", number), "doc": id("document", 0),
            "subject": id("thing", from), "predicate": properties[number % 4], "object": id("thing", to),
            "polarity": "positive", "modality": "asserted", "source": id("document", 0), "reportedBy": [], "qualifiers": {},
            "evidence": {"start": 0, "end": 9, "text": "It is so."}, "rule": "made", "confidence": 0.9}));
    }
    let mut all = Extraction {
        document: match serde_json::from_value(records.remove(0)) {
            Ok(Record::Document(document)) => document,
            other => panic!("no document: {other:?}"),
        },
        sentences: Vec::new(),
        entities: Vec::new(),
        mentions: Vec::new(),
        claims: Vec::new(),
    };
    for record in records {
        match serde_json::from_value(record) {
            Ok(Record::Entity(entity)) => all.entities.push(entity),
            Ok(Record::Claim(claim)) => all.claims.push(claim),
            other => panic!("no entity or claim: {other:?}"),
        }
    }
    Collection::from_extractions(vec![all])
}

fn draws(bencher: Bencher<'_, '_>, format: Format, size: (usize, usize)) {
    let (collection, ontology) = (collection(size), Ontology::load(&Source::Embedded).expect("the ontology ships"));
    let options = ViewOptions { top: Some(size.0), ..ViewOptions::default() };
    let material = Material::new(&collection, &ontology);
    bencher.bench_local(|| export(format, black_box(material), &options).expect("a picture"));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn svg(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    draws(bencher, Format::Svg, size);
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn png(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    draws(bencher, Format::Png, size);
}
