//! The names of classes and properties that the code writes are those of the ontology, and none is written without its prefix.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use entente::lexicon::ontology::NAMESPACE;
use entente::lexicon::{Ontology, Source};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::NamedOrBlankNode;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
    let rust = files.into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

/// Every string of the code without its tests, with file and line.
fn strings() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for file in rust_files(&root) {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        if ["fixture.rs", "tests.rs", "testing.rs"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        for (line, number) in code.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with("//")) {
            let pieces = line.split('"').skip(1).step_by(2);
            found.extend(pieces.map(|string| (format!("{name}:{number}"), string.to_owned())));
        }
    }
    assert!(found.len() > 1000, "{} strings", found.len());
    found
}

/// Local names of everything the ontology defines.
fn defined() -> BTreeSet<String> {
    let text = Source::Embedded.read("entente.ttl").unwrap();
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()).map(|quad| quad.unwrap());
    let subjects = quads.filter_map(|quad| match quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(NAMESPACE).map(str::to_owned),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    subjects.collect()
}

#[test]
fn every_prefixed_name_in_the_code_is_in_the_ontology() {
    let known = defined();
    let unknown: Vec<String> = strings()
        .into_iter()
        .filter_map(|(place, string)| string.strip_prefix("ent:").map(|name| (place, name.to_owned())))
        .filter(|(_, name)| !name.is_empty() && !name.contains(['{', ' ']) && !known.contains(name))
        .map(|(place, name)| format!("{place}: ent:{name}"))
        .collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// Stages that look classes up by bare names, `ontology.set(&["Actor"])`: every capitalised word among their strings is one.
#[test]
fn every_class_that_the_code_looks_up_is_in_the_ontology() {
    let known = defined();
    let looks_up = [
        "mentions/classes.rs",
        "claims/extract.rs",
        "claims/register.rs",
        "claims/circumstances.rs",
        "views/vocabulary.rs",
    ];
    let named: Vec<(String, String)> = strings()
        .into_iter()
        .filter(|(place, string)| {
            let capital = string.starts_with(|c: char| c.is_ascii_uppercase()) && string.len() > 1;
            capital
                && string.chars().all(|c| c.is_ascii_alphabetic())
                && looks_up.iter().any(|file| place.starts_with(file))
        })
        .collect();
    assert!(named.len() > 40, "{named:?}");
    let unknown: Vec<String> = named
        .into_iter()
        .filter(|(_, name)| !known.contains(name) && !known.contains(&format!("{name}Theme")))
        .map(|(place, name)| format!("{place}: {name}"))
        .collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// Where a relation's bare name is no relation: columns of tables, qualifiers, words of a picture, roles of a rule.
#[test]
fn what_links_entities_is_named_in_few_places_and_never_in_a_table() {
    let ontology = Ontology::load(&Source::Embedded).unwrap();
    let relations: BTreeSet<&str> =
        ontology.properties().iter().filter(|p| p.theme.is_some()).map(|p| p.name.as_str()).collect();
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (place, string) in strings() {
        let name = string.strip_prefix("ent:").unwrap_or(&string);
        if relations.contains(name) {
            named.entry(place.split(':').next().unwrap().to_owned()).or_default().insert(name.to_owned());
        }
    }
    let tables: Vec<String> =
        named.iter().filter(|(_, names)| names.len() > 6).map(|(file, names)| format!("{file}: {names:?}")).collect();
    assert!(tables.is_empty(), "read these from the ontology (theme, bond, event):\n{}", tables.join("\n"));
}

#[test]
fn every_relation_has_a_theme_and_bonds_are_of_four_kinds() {
    let ontology = Ontology::load(&Source::Embedded).unwrap();
    let known = defined();
    let relations: Vec<_> = ontology.properties().iter().filter(|p| p.theme.is_some()).collect();
    assert!(relations.len() > 70, "{}", relations.len());
    for property in &relations {
        let theme = property.theme.as_deref().unwrap_or_default();
        assert!(known.contains(&format!("{theme}Theme")), "{}: {theme}", property.name);
    }
    let bonds: BTreeSet<&str> = ontology.properties().iter().filter_map(|p| p.bond.as_deref()).collect();
    assert_eq!(bonds, BTreeSet::from(["containment", "friendly", "hostile", "membership"]));
    let astray: Vec<&str> = ontology
        .properties()
        .iter()
        .filter(|p| p.bond.is_some() && p.theme.is_none())
        .map(|p| p.name.as_str())
        .collect();
    assert!(astray.is_empty(), "a bond, but no theme: {astray:?}");
}
