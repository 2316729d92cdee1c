//! The checker of shapes against the W3C's own tests of SHACL Core.
//!
//! The tests are not ours and not kept here. CI takes them from the source package of pyshacl, and names the folder in
//! ENTENTE_SHACL_TESTS. A test that uses a part of SHACL that the checker refuses is counted as such and passed over.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use entente::graph::shapes::{Index, Shapes, term_key};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

const SH: &str = "http://www.w3.org/ns/shacl#";
const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const SHT: &str = "http://www.w3.org/ns/shacl-test#";

/// Tests that lie in our part of SHACL; fewer would mean that something is refused that was known before.
const LEAST: usize = 36;

fn tests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|e| e == "ttl") {
            found.push(path);
        }
    }
    found.sort();
}

fn parse(path: &Path) -> Vec<Quad> {
    let text = fs::read_to_string(path).unwrap();
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(iri(path)).unwrap();
    parser.for_slice(text.as_bytes()).map(|quad| quad.unwrap_or_else(|e| panic!("{}: {e}", path.display()))).collect()
}

fn iri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// What a test expects or finds: node, path, component, value.
type Results = BTreeSet<(String, String, String, Option<String>)>;

/// The expected results of a test, or nothing when the file is no test of validation.
fn expected(index: &Index, test: &str) -> Option<Results> {
    let report = index.values(test, &format!("{MF}result")).first()?;
    let one = |node: &Term, local: &str| index.values(&term_key(node), &format!("{SH}{local}")).first().cloned();
    let results = index.values(&term_key(report), &format!("{SH}result")).iter().map(|result| {
        let component = term_key(&one(result, "sourceConstraintComponent").expect("a component"));
        (
            term_key(&one(result, "focusNode").expect("a node")),
            one(result, "resultPath").map(|path| term_key(&path)).unwrap_or_default(),
            component.strip_prefix(SH).expect("a component of SHACL").to_owned(),
            one(result, "value").map(|value| value.to_string()),
        )
    });
    Some(results.collect())
}

/// Runs one file: none when it is no test, an error when it is outside our part.
fn run(path: &Path) -> Option<Result<(Results, Results), String>> {
    let quads = parse(path);
    let index = Index::new(&quads);
    let action = quads.iter().find(|q| q.predicate.as_str() == format!("{MF}action"))?;
    let NamedOrBlankNode::NamedNode(test) = &action.subject else { return None };
    let graph = |local: &str| {
        let named = index.values(&term_key(&action.object), &format!("{SHT}{local}")).first().map(term_key)?;
        let file = PathBuf::from(named.strip_prefix("file://")?);
        Some(if file == path { quads.clone() } else { parse(&file) })
    };
    let (data, shapes) = (graph("dataGraph")?, graph("shapesGraph")?);
    let expected = expected(&index, test.as_str())?;
    let shapes = match Shapes::read(&Index::new(&shapes)) {
        Ok(shapes) => shapes,
        Err(refusal) => return Some(Err(refusal)),
    };
    let found = shapes.check(&Index::new(&data)).into_iter();
    Some(Ok((expected, found.map(|v| (v.node, v.path, v.component.to_owned(), v.value)).collect())))
}

#[test]
#[ignore = "needs the W3C's tests, which CI fetches; see .ci/run"]
fn the_w3c_tests_of_our_part_of_shacl_pass() {
    let folder = std::env::var_os("ENTENTE_SHACL_TESTS").expect("ENTENTE_SHACL_TESTS names the folder of the tests");
    let mut paths = Vec::new();
    tests(&fs::canonicalize(folder).unwrap(), &mut paths);
    let (mut passed, mut refused, mut failed) = (0, Vec::new(), Vec::new());
    for path in &paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match run(path) {
            None => {}
            Some(Err(refusal)) => refused.push(format!("{name}: {refusal}")),
            Some(Ok((expected, found))) if expected == found => passed += 1,
            Some(Ok((expected, found))) => {
                failed.push(format!("{}\n  expected {expected:#?}\n  found {found:#?}", path.display()));
            }
        }
    }
    println!("{passed} tests pass, {} use parts of SHACL that the checker refuses", refused.len());
    refused.iter().for_each(|line| println!("  {line}"));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(passed >= LEAST, "only {passed} tests were run");
}
