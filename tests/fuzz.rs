//! Every reader is fed damaged input for a while and must answer with a result or a fault, never a panic.
//!
//! Each target mutates sound input of ours: bytes flipped, stretches cut, doubled and swapped, foreign pieces set in. It
//! runs for ENTENTE_FUZZ_SECONDS (a second by default); a finding prints the input, as a byte string.
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use entente::claims::extract::Pipeline;
use entente::claims::record::Record;
use entente::graph::reading::{Reading, parse_nquads};
use entente::graph::scheme::Scheme;
use entente::graph::serialization::{Profile, Syntax, serialize};
use entente::graph::shapes::Shapes;
use entente::graph::{Bases, Provenance};
use entente::lexicon::{Ontology, Source};
use entente::store::graph::cancel_after;
use entente::store::{GraphStore, Prepared, StoreReader, StoreWriter};
use entente::text::reading::read_bytes;
use tempfile::TempDir;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::load(&Source::Embedded).unwrap());

/// Pieces that have broken readers before.
const PIECES: &[&[u8]] = &[
    b"---\n",
    b"\n\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "e\u{301}\u{301}".as_bytes(),
    "İ".as_bytes(),
    "ﬁ".as_bytes(),
    b"\"",
    b"\\u",
    b"<",
    b">",
    b"<<(",
    b")>>",
    b"{",
    b"}",
    b"[",
    b"999999999999999999999",
    b"-1",
    b"%",
    b"#",
    "日本国".as_bytes(),
    "“”’–".as_bytes(),
    b"U.S.",
    b"Mr. ",
    b"https://",
    b"^^",
    b"_:",
    b"@",
    b",,,,",
    b"((((((((((((((((",
];

/// A sequence of numbers that is the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn damaged(&mut self, sound: &[u8]) -> Vec<u8> {
        let mut bytes = sound.to_vec();
        for _ in 0..=self.next(6) {
            let at = self.next(bytes.len() + 1);
            let end = (at + self.next(40)).min(bytes.len());
            match self.next(6) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.next(8),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                3 => bytes.truncate(at),
                4 if !bytes.is_empty() => {
                    let half = bytes.len() / 2;
                    bytes.rotate_left(self.next(half + 1));
                }
                _ => drop(bytes.splice(at..at, PIECES[self.next(PIECES.len())].iter().copied())),
            }
        }
        bytes
    }
}

fn patience() -> Duration {
    let seconds = std::env::var("ENTENTE_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(1.0);
    Duration::from_secs_f64(seconds)
}

/// Feeds damaged input to a target until patience ends.
fn attack(name: &str, sound: &[Vec<u8>], target: impl Fn(&[u8])) {
    let started = Instant::now();
    let mut chance = Chance(name.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))));
    let mut rounds = 0_u32;
    while started.elapsed() < patience() || rounds < 8 {
        let original = &sound[chance.next(sound.len())];
        let input = chance.damaged(original);
        let outcome = catch_unwind(AssertUnwindSafe(|| target(&input)));
        assert!(outcome.is_ok(), "{name} panicked in round {rounds} on b\"{}\"", input.escape_ascii());
        rounds += 1;
    }
    println!("{name}: {rounds} rounds");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn contents(folder: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> =
        fs::read_dir(root().join(folder)).unwrap().flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// The first few hundred bytes of each paragraph: short inputs find faults sooner.
fn paragraphs(texts: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let text = texts.concat();
    String::from_utf8_lossy(&text).split("\n\n").map(|p| p.bytes().take(600).collect()).collect()
}

#[test]
fn texts_and_what_is_read_from_them() {
    let sound = paragraphs(&contents("seeds"));
    let provenance = Provenance::new("fuzz".to_owned());
    let ontology = Ontology::load(&Source::Embedded).unwrap();
    let reading = Reading::new(&Bases::default(), &ontology);
    attack("text", &sound, |bytes| {
        for name in ["x.txt", "x.md"] {
            let Ok(document) = read_bytes(name, bytes.to_vec()) else { continue };
            let extraction = PIPELINE.extract(&document);
            let quads = entente::graph::quads::document_quads(&extraction, &Bases::default(), &provenance);
            let read = parse_nquads(&quads.to_nquads()).expect("what we write is N-Quads");
            let back = reading.extraction(&read).expect("the document is described");
            assert_eq!(back.claims.len(), extraction.claims.len());
            for (claim, original) in back.claims.iter().zip(&extraction.claims) {
                assert_eq!(
                    (&claim.id, &claim.object, &claim.qualifiers, &claim.reported_by),
                    (&original.id, &original.object, &original.qualifiers, &original.reported_by)
                );
            }
            drop(Prepared::new(&extraction, Some(document.text), &Bases::default(), &provenance));
        }
    });
}

#[test]
fn front_matter() {
    let sound = contents("seeds").iter().map(|text| text.iter().take(300).copied().collect()).collect::<Vec<Vec<u8>>>();
    attack("front matter", &sound, |bytes| {
        let mut text = b"---\n".to_vec();
        text.extend_from_slice(bytes);
        drop(read_bytes("x.md", text));
    });
}

#[test]
fn json_lines() {
    let fixture = fs::read_to_string(root().join("tests/fixtures/claims.jsonl")).unwrap();
    let sound: Vec<Vec<u8>> = fixture.lines().map(|line| line.as_bytes().to_vec()).collect();
    attack("JSON Lines", &sound, |bytes| {
        if let Ok(record) = serde_json::from_slice::<Record>(bytes) {
            let line = serde_json::to_string(&record).unwrap();
            assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
        }
    });
}

#[test]
fn records_of_a_stream() {
    let line = serde_json::json!({"id": "a/1", "text": "Norway supports Sweden.\n\nIran \"opposes\" Iraq.", "title": "T", "published": "2024-05-06"});
    attack("input records", &[line.to_string().into_bytes(), b"{\"id\":7,\"text\":\"\"}".to_vec()], |bytes| {
        if let Ok(document) = entente::cli::extract::record(bytes, 1) {
            drop(PIPELINE.extract(&document));
        }
    });
    let fixture = fs::read(root().join("tests/fixtures/claims.jsonl")).unwrap();
    attack("import", &[fixture], |bytes| {
        let Ok(extractions) = entente::cli::import::parse(&String::from_utf8_lossy(bytes), "damaged") else { return };
        let (bases, provenance) = (Bases::default(), Provenance::new("fuzz".to_owned()));
        extractions.iter().for_each(|extraction| drop(Prepared::new(extraction, None, &bases, &provenance)));
    });
}

/// N-Quads of a text of ours.
fn graph() -> String {
    let document = read_bytes("x.txt", b"Norway supports Sweden. Iran opposes Iraq \\ \"so\".".to_vec()).unwrap();
    let provenance = Provenance::new("fuzz".to_owned());
    entente::graph::quads::document_quads(&PIPELINE.extract(&document), &Bases::default(), &provenance).to_nquads()
}

#[test]
fn store_files() {
    let ontology = Ontology::load(&Source::Embedded).unwrap();
    let reading = Reading::new(&Bases::default(), &ontology);
    attack("N-Quads", &[graph().into_bytes()], |bytes| {
        let Ok(text) = std::str::from_utf8(bytes) else { return };
        let Ok(quads) = parse_nquads(text) else { return };
        drop(reading.extraction(&quads));
        drop(reading.entities(&quads));
        for (_, syntax) in Syntax::ALL {
            // A damaged graph need not have a form in every syntax.
            drop(serialize(quads.clone(), syntax, Profile::Rdf12, &Bases::default()));
        }
    });
    let line = r#"{"format":"entente-store-1","ontology":"a#","instances":"b/","entities":"c"}"#.to_owned() + "\n";
    let entry = r#"{"document":"d","name":"n","path":"p","sha256":"s","reader":"r","text":true,"claims":3}"#;
    attack("manifest", &[format!("{line}{entry}\n").into_bytes()], |bytes| {
        let out = TempDir::new().unwrap();
        fs::create_dir(out.path().join("store")).unwrap();
        fs::write(out.path().join("store/manifest.jsonl"), bytes).unwrap();
        if let Ok(store) = StoreReader::open(out.path()) {
            drop(store.quads());
        }
        drop(StoreWriter::open(out.path(), &Bases::default()));
    });
}

#[test]
fn ontology_shapes_and_rules() {
    attack("ontology", &paragraphs(&[fs::read(root().join("ontology/entente.ttl")).unwrap()]), |bytes| {
        drop(Scheme::parse(&String::from_utf8_lossy(bytes)));
    });
    attack("shapes", &[fs::read(root().join("ontology/shapes.ttl")).unwrap()], |bytes| {
        drop(Shapes::parse(&String::from_utf8_lossy(bytes), &Bases::default()));
    });
    for (folder, copied) in [("rules", "lexicon"), ("lexicon", "rules")] {
        let out = TempDir::new().unwrap();
        for kept in ["rules", "rules/lists", "lexicon", "."] {
            let from = root().join("ontology").join(kept);
            fs::create_dir_all(out.path().join(kept)).unwrap();
            for entry in fs::read_dir(from).into_iter().flatten().flatten().filter(|e| e.path().is_file()) {
                fs::copy(entry.path(), out.path().join(kept).join(entry.file_name())).unwrap();
            }
        }
        let mut files: Vec<_> = fs::read_dir(out.path().join(folder))
            .unwrap()
            .flatten()
            .map(|e| e.path())
            .filter(|p| p.is_file())
            .collect();
        files.sort();
        let sound: Vec<Vec<u8>> = files.iter().map(|f| fs::read(f).unwrap()).collect();
        let numbered: Vec<Vec<u8>> = (0..files.len()).map(|n| vec![n as u8]).collect();
        let source = Source::Folder(out.path().to_owned());
        let chance = std::cell::RefCell::new(Chance(folder.len() as u64 + copied.len() as u64));
        attack(folder, &numbered, |number| {
            let at = usize::from(number.first().copied().unwrap_or(0)) % files.len();
            fs::write(&files[at], chance.borrow_mut().damaged(&sound[at])).unwrap();
            drop(Pipeline::load(&source));
            fs::write(&files[at], &sound[at]).unwrap();
        });
    }
}

#[test]
fn sparql() {
    let out = TempDir::new().unwrap();
    let mut writer = StoreWriter::open(out.path(), &Bases::default()).unwrap();
    writer.commit().unwrap();
    let store = GraphStore::load(&StoreReader::open(out.path()).unwrap(), &Source::Embedded).unwrap();
    attack("SPARQL", &contents("ontology/queries"), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(oxigraph::sparql::QueryResults::Solutions(rows)) =
            store.query(&text, &cancel_after(Some(Duration::from_millis(100))))
        {
            rows.take(50).for_each(drop);
        }
    });
}
