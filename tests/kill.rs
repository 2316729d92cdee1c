//! Kills a writing process at random moments, many times: the store is then the old one or the new one, never a mixture.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use entente::graph::{Bases, Collection};
use entente::lexicon::{Ontology, Source};
use entente::store::{StoreReader, StoreWriter};
use tempfile::TempDir;

/// Documents in the store under attack.
const DOCUMENTS: usize = 8;

/// Number of kills; ENTENTE_KILLS sets another one, as CI does. The moments follow the speed of the machine: about a third
/// of the steps come to their end.
fn kills() -> u32 {
    std::env::var("ENTENTE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// Copies of the fixture under other names, in two editions that differ in every document.
fn edition(folder: &Path, number: u32) -> PathBuf {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/claims.jsonl");
    let text = fs::read_to_string(fixture).unwrap();
    let mut all = String::new();
    for copy in 0..DOCUMENTS {
        let named = text.replace("/document/", &format!("/document/copy-{copy}-"));
        all.push_str(&named.replace("\"rule\":\"fixture\"", &format!("\"rule\":\"edition {number}\"")));
    }
    let path = folder.join(format!("edition-{number}.jsonl"));
    fs::write(&path, all).unwrap();
    path
}

fn command(arguments: &[&str], out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
    command.args(arguments).arg("-o").arg(out).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What the store says, all of it; reading it checks every file.
fn content(out: &Path, ontology: &Ontology) -> (Collection, usize) {
    let store = StoreReader::open(out).unwrap();
    (store.collection(ontology).unwrap(), store.quads().unwrap().len())
}

/// Texts under the same names, in two editions that differ in every document.
fn texts(folder: &Path, number: u32) -> PathBuf {
    let path = folder.join(format!("texts-{number}"));
    fs::create_dir(&path).unwrap();
    for copy in 0..DOCUMENTS {
        let text = format!("Norway supports Sweden. Iran opposes Iraq. Edition {number} of note {copy}.\n");
        fs::write(path.join(format!("copy-{copy}-a-note.txt")), text).unwrap();
    }
    path
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_store_or_the_new_one() {
    let folder = TempDir::new().unwrap();
    let editions = [edition(folder.path(), 1), edition(folder.path(), 2)];
    let steps = [
        vec!["import", editions[0].to_str().unwrap()],
        vec!["import", editions[1].to_str().unwrap()],
        vec!["remove", "copy-0-a-note", "copy-3-ties-and-tests"],
    ];
    torment(&folder.path().join("out"), &steps, kills());
}

#[test]
fn a_build_can_be_killed_at_any_moment_too() {
    let folder = TempDir::new().unwrap();
    let editions = [texts(folder.path(), 1), texts(folder.path(), 2)];
    let steps = [
        vec!["build", editions[0].to_str().unwrap()],
        vec!["build", editions[1].to_str().unwrap()],
        vec!["remove", "copy-0-a-note", "copy-3-a-note"],
    ];
    torment(&folder.path().join("out"), &steps, if kills() < 200 { kills() / 4 } else { kills() });
}

/// Does the steps over and over and kills them. Each state follows from the one before it, whatever was there: the first
/// step undoes the third.
fn torment(out: &Path, steps: &[Vec<&str>], kills: u32) {
    let ontology = Ontology::load(&Source::Embedded).unwrap();
    let started = Instant::now();
    let states: Vec<(Collection, usize)> = steps
        .iter()
        .map(|step| {
            assert!(command(step, out).status().unwrap().success(), "{step:?}");
            content(out, &ontology)
        })
        .collect();
    let mut reach = started.elapsed().as_secs_f64() / 3.0;
    let (mut at, mut random, mut finished) = (2_usize, 0x2545_F491_u64, 0_u32);
    for kill in 0..kills {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let next = (at + 1) % steps.len();
        let mut child = command(&steps[next], out).spawn().unwrap();
        thread::sleep(Duration::from_secs_f64(reach * (random >> 33) as f64 / f64::from(1_u32 << 31)));
        // The child may have ended by itself: then the new state is due.
        let _ = child.kill();
        let ended = child.wait().unwrap().success();
        let found = content(out, &ontology);
        if found == states[next] {
            (at, finished) = (next, finished + 1);
            reach *= 0.9;
        } else {
            assert!(!ended, "kill {kill}: the step ended well and its work is not there");
            assert!(found == states[at], "kill {kill}: the store is neither the old nor the new one");
            reach *= 1.05;
        }
    }
    println!("{finished} of {kills} steps were done before their kill");
    drop(StoreWriter::open(out, &Bases::default()).unwrap());
    let files = |kind: &str| fs::read_dir(out.join("store").join(kind)).unwrap().count();
    let documents = StoreReader::open(out).unwrap().manifest().documents.len();
    assert_eq!(
        (files("documents"), files("ledger"), files("entities")),
        (documents, documents, 1),
        "leftovers were not swept"
    );
}
