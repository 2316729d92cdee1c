//! `build` and `extract` on texts of our own: equal bytes whatever the order, and no input that breaks them.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

mod program;

use program::{code, entente, err, out, with_input};
use tempfile::TempDir;

const FIRST: &str =
    "Norway and Sweden signed the treaty in Oslo on 4 May 2021. Norway supports NATO. Russia criticized Norway.\n";
const SECOND: &str = "---\ntitle: Talks in the north\ndate: 2024-02-01\n---\n\nFinland opposes the sanctions. Denmark should support Ukraine.\n";

/// A folder with two texts.
fn texts() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/first.txt"), FIRST).unwrap();
    fs::write(folder.path().join("in/second.md"), SECOND).unwrap();
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

/// Content of every file of a store but the lock.
fn files(store: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for kind in ["documents", "texts", "ledger", "entities", "."] {
        for entry in fs::read_dir(store.join(kind)).unwrap().flatten().filter(|e| e.path().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name != "lock" {
                found.insert(format!("{kind}/{name}"), fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

#[test]
fn threads_order_and_place_leave_no_trace() {
    let (one, two) = (texts(), texts());
    let built = entente(&["build", &path(&one, "in"), "-o", &path(&one, "out")]);
    assert_eq!(code(&built), 0, "{}", err(&built));
    assert!(built.stderr.is_empty(), "{}", err(&built));
    let summary = out(&built);
    assert!(summary.starts_with("read      2 documents\n") && summary.contains("coverage  "), "{summary}");
    for view in ["graph.dot", "graph.svg", "graph.ttl"] {
        assert!(fs::metadata(one.path().join("out").join(view)).unwrap().len() > 100, "{view}");
        assert!(summary.contains(view));
    }
    let reversed = [path(&two, "in/second.md"), path(&two, "in/first.txt")];
    let arguments = ["build", &reversed[0], &reversed[1], "--jobs", "1", "-o", &path(&two, "out")];
    assert_eq!(code(&entente(&arguments)), 0);
    assert_eq!(files(&one.path().join("out/store")), files(&two.path().join("out/store")));
    assert_eq!(code(&entente(&["verify", "-o", &path(&one, "out")])), 0);
    let machine = one.path().file_name().unwrap().to_string_lossy().into_owned();
    for (name, bytes) in files(&one.path().join("out/store")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&machine), "{name} names a folder of this machine");
    }
}

#[test]
fn only_what_has_changed_is_read_again() {
    let folder = texts();
    let (input, results) = (path(&folder, "in"), path(&folder, "out"));
    let build = || out(&entente(&["build", &input, "-o", &results]));
    build();
    let before = files(Path::new(&results).join("store").as_path());
    assert!(build().starts_with("read      0 documents (2 unchanged)"));
    assert_eq!(files(Path::new(&results).join("store").as_path()), before);
    fs::write(folder.path().join("in/first.txt"), format!("{FIRST}China supports Iran.\n")).unwrap();
    assert!(build().starts_with("read      1 document (1 unchanged)"));
    let after = files(Path::new(&results).join("store").as_path());
    let second = |files: &BTreeMap<String, Vec<u8>>| {
        files
            .iter()
            .filter(|(name, _)| name.contains("second"))
            .map(|(n, b)| (n.clone(), b.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(second(&after), second(&before));
    assert_ne!(after, before);
    fs::write(folder.path().join("in/first.txt"), FIRST).unwrap();
    build();
    assert_eq!(files(Path::new(&results).join("store").as_path()), before);
}

#[test]
fn inputs_that_are_no_texts_are_named_and_the_others_are_stored() {
    let folder = texts();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join("in").join(name), bytes).unwrap();
    put("binary.txt", &[0, 159, 146, 150, 0, 1]);
    put("latin.txt", b"Caf\xe9 talks in Oslo.\nNorway supports Sweden.\n");
    put("empty.txt", b"");
    put("picture.png", &[137, 80, 78, 71]);
    let missing = path(&folder, "in/missing.txt");
    let built = entente(&["build", &path(&folder, "in"), &missing, "-o", &path(&folder, "out")]);
    let complaints = err(&built);
    assert_eq!(code(&built), 3, "{complaints}");
    for name in ["binary.txt", "latin.txt:1:4", "missing.txt"] {
        assert!(complaints.contains(name), "{name}: {complaints}");
    }
    assert!(complaints.lines().all(|line| line.starts_with("error: ") && line.contains("; ")), "{complaints}");
    assert!(out(&built).starts_with("read      3 documents (3 could not be read, 1 not a text)"), "{}", out(&built));
    assert_eq!(code(&entente(&["verify", "-o", &path(&folder, "out")])), 0);
}

#[test]
fn decisions_on_identity_are_applied_and_survive_rereading() {
    let folder = texts();
    let (input, results) = (path(&folder, "in"), path(&folder, "out"));
    fs::create_dir_all(&results).unwrap();
    let decisions = Path::new(&results).join("decisions.tsv");
    let labels = || {
        let query = "SELECT DISTINCT ?l { ?c a ent:Claim ; rdf:subject ?s . ?s skos:prefLabel ?l } ORDER BY ?l";
        out(&entente(&["query", query, "-o", &results, "--format", "csv"]))
    };
    entente(&["build", &input, "-o", &results]);
    assert!(labels().contains("Norway") && !labels().contains("Norge"), "{}", labels());
    fs::write(&decisions, "rename\tcountry/norway\tNorge\n").unwrap();
    assert!(out(&entente(&["build", &input, "-o", &results])).starts_with("read      2 documents"));
    assert!(labels().contains("Norge") && !labels().contains("Norway"), "{}", labels());
    assert!(out(&entente(&["build", &input, "-o", &results])).starts_with("read      0 documents"));
    fs::write(&decisions, "# mine\nmerge\ta\tb\n").unwrap();
    let refused = entente(&["build", &input, "-o", &results]);
    assert_eq!(code(&refused), 3);
    assert!(err(&refused).contains("decisions.tsv:2:") && labels().contains("Norge"), "{}", err(&refused));
}

#[test]
fn texts_of_one_name_are_kept_apart() {
    let folder = texts();
    fs::create_dir(folder.path().join("in/deep")).unwrap();
    fs::write(folder.path().join("in/deep/first.txt"), "Japan supports India.\n").unwrap();
    entente(&["build", &path(&folder, "in"), "-o", &path(&folder, "out")]);
    assert_eq!(fs::read_dir(folder.path().join("out/store/documents")).unwrap().count(), 3);
}

#[test]
fn extract_streams_records_in_order_and_each_is_complete() {
    let mut input = String::new();
    for number in 0..150 {
        let record = serde_json::json!({"id": format!("r{number}"), "text": format!("Norway supports Sweden. Note {number}."), "title": "T", "published": "2024-05"});
        input.push_str(&format!("{record}\n"));
    }
    let answer = with_input(&["extract", "--jsonl-in"], input.as_bytes());
    assert_eq!(code(&answer), 0, "{}", err(&answer));
    let again = with_input(&["extract", "--jsonl-in", "--jobs", "1"], input.as_bytes());
    assert_eq!(answer.stdout, again.stdout);
    let (mut ids, mut described) = (Vec::new(), Vec::<String>::new());
    for line in out(&answer).lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        match record["type"].as_str().unwrap() {
            "document" => {
                ids.push(record["record"].as_str().unwrap().to_owned());
                described = vec![record["id"].as_str().unwrap().to_owned()];
            }
            "entity" => described.push(record["id"].as_str().unwrap().to_owned()),
            "mention" => assert!(described.iter().any(|id| *id == record["entity"])),
            "claim" => {
                for field in ["subject", "object", "source"] {
                    let Some(named) = record[field].as_str() else { continue };
                    assert!(described.iter().any(|id| id == named), "{line}");
                }
            }
            _ => {}
        }
    }
    assert_eq!(ids, (0..150).map(|n| format!("r{n}")).collect::<Vec<_>>());
    assert!(out(&answer).contains("\"predicate\":\"ent:supports\""));
}

#[test]
fn a_bad_record_is_named_and_the_stream_goes_on() {
    let input = "{\"id\":\"a\",\"text\":\"Norway supports Sweden.\"}\n\nnonsense\n{\"id\":\"b\",\"text\":\"Iran opposes Iraq.\"}\n";
    let answer = with_input(&["extract", "--jsonl-in"], input.as_bytes());
    assert_eq!(code(&answer), 3);
    assert!(err(&answer).contains("standard input:3:"), "{}", err(&answer));
    assert_eq!(out(&answer).matches("\"type\":\"document\"").count(), 2);
}

#[test]
fn partitions_merge_to_the_single_run() {
    let records: Vec<String> =
        ["Norway supports Sweden.", "Iran opposes Iraq.", "China criticized Japan.", "Japan supports India."]
            .iter()
            .enumerate()
            .map(|(n, words)| format!("{}\n", serde_json::json!({"id": format!("p{n}"), "text": words})))
            .collect();
    let lines = |input: &str| {
        let answer = with_input(&["extract", "--jsonl-in", "--nquads"], input.as_bytes());
        assert_eq!(code(&answer), 0);
        out(&answer).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let merged = |parts: &[String]| {
        let mut all: Vec<String> = parts.iter().flat_map(|part| lines(part)).collect();
        all.sort();
        all.dedup();
        all
    };
    let whole = merged(&[records.concat()]);
    assert!(whole.len() > 60 && whole.iter().all(|line| line.ends_with(" .")));
    assert_eq!(merged(&records), whole);
    assert_eq!(merged(&[records[2..].concat(), records[..2].concat()]), whole);
}

#[test]
fn whoever_calls_a_thing_what_it_has_one_label_in_the_union() {
    let records: Vec<String> = [
        "Norway condemned Climate Change. Norway supports Human Rights. Norway supports the Ministry of Peatlands.",
        "Sweden condemned climate change. Sweden supports human rights. Sweden supports the MINISTRY OF PEATLANDS.",
        "Iran supports human rights and opposes climate change. The U.N. supports Norway. The UN supports Sweden.",
    ]
    .iter()
    .enumerate()
    .map(|(n, words)| format!("{}\n", serde_json::json!({"id": format!("label-{n}"), "text": words})))
    .collect();
    let mut labels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut called_twice = 0;
    for record in &records {
        let answer = with_input(&["extract", "--jsonl-in", "--nquads"], record.as_bytes());
        for line in out(&answer).lines().filter(|line| line.contains("#prefLabel>")) {
            let (node, rest) = line.split_once(' ').unwrap();
            let known = labels.entry(node.to_owned()).or_default();
            if known.contains(&rest.to_owned()) {
                called_twice += 1;
            } else {
                known.push(rest.to_owned());
            }
        }
    }
    assert!(called_twice >= 3, "the texts should speak of the same things: {labels:?}");
    let doubtful: Vec<_> = labels.iter().filter(|(_, known)| known.len() > 1).collect();
    assert!(doubtful.is_empty(), "{doubtful:?}");
}

#[test]
fn a_graph_under_bases_of_ones_own_answers_like_any_other() {
    let folder = texts();
    let (input, own) = (path(&folder, "in"), path(&folder, "out"));
    let bases = ["--ontology-base", "http://example.org/terms#", "--instance-base", "http://example.org/data/"];
    let build = |extra: &[&str]| entente(&[&["build", &input, "-o", &own], extra].concat());
    assert_eq!(code(&build(&bases)), 0);
    let store = files(&folder.path().join("out/store"));
    for (name, bytes) in &store {
        assert!(!String::from_utf8_lossy(bytes).contains("w3id.org/entente"), "{name}");
    }
    assert!(out(&build(&[])).starts_with("read      0 documents (2 unchanged)"), "a store keeps its bases");
    assert_eq!(files(&folder.path().join("out/store")), store);
    assert_eq!(code(&build(&["--instance-base", "http://example.org/other/"])), 4);
    assert_eq!(code(&build(&["--instance-base", "nonsense"])), 2);
    assert_eq!(code(&entente(&["verify", "-o", &own])), 0);
    let usual = path(&folder, "usual");
    entente(&["build", &input, "-o", &usual]);
    for question in [
        &["query", "SELECT ?l WHERE { ?c a ent:Claim ; rdf:subject/skos:prefLabel ?l }"][..],
        &["query", "--name", "documents"],
    ] {
        let ask = |place: &str| out(&entente(&[question, &["-o", place]].concat()));
        assert!(ask(&usual).lines().count() > 2, "{question:?}");
        assert_eq!(ask(&own), ask(&usual), "{question:?}");
    }
    let lines = out(&entente(&[&["extract", &input], &bases[..]].concat()));
    assert!(lines.contains("http://example.org/data/claim/") && !lines.contains("w3id.org"), "{lines}");
    let records = path(&folder, "records.jsonl");
    fs::write(&records, out(&entente(&["extract", &input]))).unwrap();
    let imported = path(&folder, "imported");
    assert_eq!(code(&entente(&[&["import", &records, "-o", &imported], &bases[..]].concat())), 0);
    let graph = |place: &str| out(&entente(&["export", "--format", "ntriples", "-o", place]));
    let claims = |place: &str| {
        graph(place)
            .lines()
            .filter(|line| line.contains("/claim/") && !line.contains("/run/"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(claims(&imported), claims(&own));
    let page = fs::read_to_string(Path::new(&own).join("explorer.html")).unwrap();
    assert!(page.contains("http://example.org/data/country/norway"), "the views name what the graph names");
}

#[test]
fn one_text_on_standard_input() {
    let answer = with_input(&["extract", "-"], FIRST.as_bytes());
    assert_eq!(code(&answer), 0, "{}", err(&answer));
    let first: serde_json::Value = serde_json::from_str(out(&answer).lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["type"].as_str(), first["characters"].as_u64()),
        (Some("document"), Some(FIRST.chars().count() as u64))
    );
    for line in out(&answer).lines().filter(|line| line.contains("\"evidence\"")) {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        let span = |name: &str| claim["evidence"][name].as_u64().unwrap() as usize;
        let words: String = FIRST.chars().skip(span("start")).take(span("end") - span("start")).collect();
        assert_eq!(claim["evidence"]["text"], words);
    }
}

#[test]
fn a_broken_ontology_is_named_with_its_place_and_nothing_is_touched() {
    let folder = texts();
    entente(&["build", &path(&folder, "in"), "-o", &path(&folder, "out")]);
    let before = files(&folder.path().join("out/store"));
    fs::create_dir(folder.path().join("ontology")).unwrap();
    fs::write(
        folder.path().join("ontology/entente.ttl"),
        "@prefix ent: <https://w3id.org/entente/ontology#> .\nent:A a ;\n",
    )
    .unwrap();
    let ontology = path(&folder, "ontology");
    let built = entente(&["build", &path(&folder, "in"), "-o", &path(&folder, "out"), "--ontology", &ontology]);
    assert_eq!(code(&built), 3);
    assert!(err(&built).contains("entente.ttl:2"), "{}", err(&built));
    assert_eq!(files(&folder.path().join("out/store")), before);
}
