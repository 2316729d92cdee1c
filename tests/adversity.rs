//! What can go wrong goes wrong clearly: each hardship ends with its exit code and a message that names the place and says
//! what to do, and the store that was there is the same, byte for byte.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with a text, the store made of it, and a second text that waits to be read.
struct Place {
    folder: TempDir,
    before: BTreeMap<PathBuf, Vec<u8>>,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::create_dir(place("in")).unwrap();
        fs::write(place("in/first.txt"), "Norway supports Sweden.\n").unwrap();
        let built = Command::new(binary()).arg("build").arg(place("in")).arg("-o").arg(place("out")).output().unwrap();
        assert_eq!(built.status.code(), Some(0));
        let before = files(&place("out/store"));
        assert!(before.len() > 3);
        fs::write(place("in/second.txt"), "Iran opposes Iraq.\n").unwrap();
        Self { folder, before }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn build(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(binary());
        command.arg("build").arg(self.path("in")).arg("-o").arg(self.path("out")).args(arguments);
        command.stdin(Stdio::null()).output().unwrap()
    }

    /// The command failed as it should, and the store is what it was.
    fn failed(&self, output: &Output, code: i32, hints: &[&str]) {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words}");
        assert!(words.starts_with("error: ") && !words.contains("panicked"), "{words}");
        hints.iter().for_each(|hint| assert!(words.contains(hint), "{hint}: {words}"));
        assert_eq!(files(&self.path("out/store")), self.before, "{words}");
    }
}

fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_entente")
}

/// Content of every file below a folder but the lock.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.file_name() != "lock" {
            found.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_broken_rule_is_named_with_its_line() {
    let place = Place::new();
    let ontology = place.path("ontology");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology"), &ontology);
    let rules = ontology.join("rules/threats.rules");
    let text = fs::read_to_string(&rules).unwrap();
    fs::write(&rules, text.replacen("\nrule ", "\nrule broken rule with too many words\n  nonsense here\nrule ", 1))
        .unwrap();
    let output = place.build(&["--ontology", ontology.to_str().unwrap()]);
    place.failed(&output, 3, &["rules/threats.rules:"]);
}

#[test]
fn a_broken_table_of_the_lexicon_is_named_with_its_line() {
    let place = Place::new();
    let ontology = place.path("ontology");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology"), &ontology);
    let table = ontology.join("lexicon/countries.tsv");
    let text = fs::read_to_string(&table).unwrap();
    let first = text.lines().position(|line| line.starts_with("japan\t")).expect("Japan is a country");
    let doubled: Vec<&str> = text.lines().chain(text.lines().skip(first).take(1)).collect();
    fs::write(&table, doubled.join("\n")).unwrap();
    let output = place.build(&["--ontology", ontology.to_str().unwrap()]);
    place.failed(&output, 3, &[&format!("countries.tsv:{}", doubled.len()), "twice"]);
}

/// A build that may write files of so many blocks only: what a full disk is to it. The signal that comes with it is
/// ignored, so that writing fails as it does on a full disk.
#[cfg(unix)]
fn build_with_little_room(place: &Place, blocks: u32) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build \"$1\" -o \"$2\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, binary()]).arg(place.path("in")).arg(place.path("out"));
    command.stdin(Stdio::null()).output().unwrap()
}

#[test]
#[cfg(unix)]
fn a_disk_that_takes_no_more_is_a_store_error() {
    let place = Place::new();
    fs::write(place.path("in/second.txt"), "Iran opposes Iraq. China supports Russia.\n\n".repeat(400)).unwrap();
    let output = build_with_little_room(&place, 8);
    place.failed(&output, 4, &["cannot write the file", "what was stored before is whole"]);
    assert_eq!(place.build(&[]).status.code(), Some(0), "with room again the same command does it");
    assert!(files(&place.path("out/store")).len() > place.before.len());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_store_whole() {
    let place = Place::new();
    fs::write(place.path("in/second.txt"), "Iran opposes Iraq. China supports Russia.\n\n".repeat(2000)).unwrap();
    let disk = place.path("disk");
    fs::create_dir(&disk).unwrap();
    // A small disk of our own, where the system lets us have one; without it the test before this one stands for it.
    let script = "mount -t tmpfs -o size=160k none \"$3\" && cp -r \"$2/store\" \"$3\" && { \"$0\" build \"$1\" -o \"$3\"; \
                  code=$?; cp -r \"$3/store\" \"$2/after\"; exit $code; } || exit $?";
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--user", "--mount", "sh", "-c", script, binary()]);
    let output = command.arg(place.path("in")).arg(place.path("out")).arg(&disk).stdin(Stdio::null()).output();
    let Some(output) = output.ok().filter(|_| place.path("out/after").exists()) else {
        return eprintln!("not tried: this system gives us no disk of our own");
    };
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{words}");
    assert!(words.contains("No space left") && words.contains("free some space"), "{words}");
    let moved = |files: BTreeMap<PathBuf, Vec<u8>>, from: &Path| -> BTreeMap<PathBuf, Vec<u8>> {
        files.into_iter().map(|(path, bytes)| (path.strip_prefix(from).unwrap().to_owned(), bytes)).collect()
    };
    let after = place.path("out/after");
    assert_eq!(moved(files(&after), &after), moved(place.before.clone(), &place.path("out/store")));
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_read_is_named_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = TempDir::new().unwrap();
    let rights = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    rights(folder.path(), 0o777);
    let (input, closed) = (folder.path().join("in"), folder.path().join("in/closed"));
    fs::create_dir_all(&closed).unwrap();
    fs::write(input.join("first.txt"), "Norway supports Sweden.\n").unwrap();
    fs::write(closed.join("second.txt"), "Iran opposes Iraq.\n").unwrap();
    rights(&closed, 0);
    let mut command = Command::new(binary());
    if fs::read_dir(&closed).is_ok() {
        // Nothing is closed to the administrator, so somebody else must try.
        let copied = folder.path().join("entente");
        fs::copy(binary(), &copied).unwrap();
        rights(&copied, 0o755);
        command = Command::new(copied);
        command.uid(65_534).gid(65_534);
    }
    let output = command.arg("build").arg(&input).arg("-o").arg(folder.path().join("out")).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    rights(&closed, 0o755);
    assert_eq!(output.status.code(), Some(3), "{words}");
    assert!(
        words.contains(&format!("{}: cannot read the folder", closed.display())) && words.contains("permissions"),
        "{words}"
    );
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("read      1 document "), "{words}");
    assert_eq!(fs::read_dir(folder.path().join("out/store/documents")).unwrap().count(), 1);
}

#[test]
fn a_store_whose_bytes_are_broken_is_not_made_worse() {
    let place = Place::new();
    let manifest = place.path("out/store/manifest.jsonl");
    let broken = fs::read_to_string(&manifest).unwrap().replace("entente-store-1", "entente-store-7");
    fs::write(&manifest, &broken).unwrap();
    let output = place.build(&[]);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("manifest.jsonl:1"));
    assert_eq!(fs::read_to_string(&manifest).unwrap(), broken);
}
