//! The command line as a user meets it: streams, exit codes, formats, and messages that say what to do.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

mod program;

use entente::graph::reading::parse_nquads;
use oxigraph::io::{RdfFormat, RdfParser};
use program::{code, entente, err, out, with_input};
use tempfile::TempDir;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// A store with the fixture in it.
fn store() -> TempDir {
    let folder = TempDir::new().unwrap();
    let claims = fixtures().join("claims.jsonl");
    let done = entente(&["import", claims.to_str().unwrap(), "-o", folder.path().to_str().unwrap()]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).is_empty() && err(&done).contains("2 documents"));
    folder
}

/// Runs a command that needs a store on the fixture's.
fn on(store: &TempDir, arguments: &[&str]) -> Output {
    let mut all = arguments.to_vec();
    all.extend(["-o", store.path().to_str().unwrap()]);
    entente(&all)
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let help = out(&entente(&["--help"]));
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(listed.len() >= 9, "{listed:?}");
    for command in listed {
        let help = entente(&[command, "--help"]);
        assert_eq!(code(&help), 0, "{command}");
        assert!(out(&help).contains("Example"), "{command} has no example");
    }
    assert!(help.contains("Exit codes"));
}

#[test]
fn usage_errors_end_with_2_and_say_what_is_known() {
    let store = store();
    for (arguments, hint) in [
        (&["query", "SELECT ?s WHERE { ?s ?p"][..], "expected"),
        (&["query", "--name", "nothing"], "lists them"),
        (&["query", "--name", "bindings", "--set", "county=Japan"], "country"),
        (&["export", "--format", "word"], "turtle"),
        (&["export"], "--format"),
        (&["explain", "ffffffffffff"], "no claim"),
        (&["remove", "nothing"], "no document"),
        (&["nonsense"], "Usage"),
    ] {
        let answer = on(&store, arguments);
        assert_eq!(code(&answer), 2, "{arguments:?}: {}", err(&answer));
        assert!(out(&answer).is_empty() && err(&answer).contains(hint), "{arguments:?}: {}", err(&answer));
    }
}

#[test]
fn a_missing_or_broken_store_ends_with_4_and_a_remedy() {
    let nowhere = TempDir::new().unwrap();
    let answer = on(&nowhere, &["query", "ASK { ?s ?p ?o }"]);
    assert_eq!(code(&answer), 4);
    assert!(err(&answer).contains("entente build"), "{}", err(&answer));
    let store = store();
    let graph = fs::read_dir(store.path().join("store/documents")).unwrap().next().unwrap().unwrap().path();
    fs::write(&graph, "<a> <b> <c> .\nnonsense\n").unwrap();
    let answer = on(&store, &["stats"]);
    assert_eq!(code(&answer), 4);
    assert!(err(&answer).contains(&format!("{}:", graph.display())), "{}", err(&answer));
}

#[test]
fn inputs_that_cannot_be_read_end_with_3_and_the_others_are_stored() {
    let folder = TempDir::new().unwrap();
    let broken = folder.path().join("broken.jsonl");
    fs::write(&broken, "{\"type\":\"document\"\n").unwrap();
    let claims = fixtures().join("claims.jsonl");
    let files = [broken.to_str().unwrap(), "/nowhere/at-all.jsonl", claims.to_str().unwrap()];
    let output = folder.path().join("out");
    let answer = entente(&["import", files[0], files[1], files[2], "-o", output.to_str().unwrap()]);
    assert_eq!(code(&answer), 3);
    assert!(err(&answer).contains("broken.jsonl:1:") && err(&answer).contains("at-all.jsonl"), "{}", err(&answer));
    assert_eq!(fs::read_dir(output.join("store/documents")).unwrap().count(), 2);
}

#[test]
fn answers_come_in_every_format() {
    let store = store();
    let query = "SELECT ?label WHERE { ?c a ent:Country ; skos:prefLabel ?label } ORDER BY ?label";
    assert_eq!(out(&on(&store, &["query", query])), "label\n─────────\nNorland\nSüderland\n");
    assert_eq!(out(&on(&store, &["query", query, "--format", "csv"])), "label\r\nNorland\r\nSüderland\r\n");
    assert_eq!(out(&on(&store, &["query", query, "--format", "tsv"])), "?label\n\"Norland\"\n\"Süderland\"\n");
    let json: serde_json::Value =
        serde_json::from_str(&out(&on(&store, &["query", query, "--format", "json"]))).unwrap();
    assert_eq!(json["results"]["bindings"][1]["label"]["value"], "Süderland");
    assert_eq!(out(&on(&store, &["query", "ASK { ?c ent:polarity \"negative\" }"])), "true\n");
    let construct = "CONSTRUCT { ?s ent:signs ?o } WHERE { ?s ent:signs ?o }";
    let turtle = out(&on(&store, &["query", construct]));
    assert_eq!(turtle.matches("ent:signs").count(), 2, "{turtle}");
    let from_input = with_input(&["query", "-", "-o", store.path().to_str().unwrap()], query.as_bytes());
    assert!(out(&from_input).ends_with("Süderland\n"));
    let file = store.path().join("answer.csv");
    let written = on(&store, &["query", query, "--output", file.to_str().unwrap()]);
    assert!(out(&written).is_empty());
    assert!(fs::read_to_string(file).unwrap().starts_with("label\r\n"));
}

/// Rows of a named question on the fixture, cells between commas.
fn rows(store: &TempDir, name: &str) -> Vec<String> {
    let answer = on(store, &["query", "--name", name, "--format", "csv"]);
    assert_eq!(code(&answer), 0, "{name}: {}", err(&answer));
    let mut reader = csv::Reader::from_reader(answer.stdout.as_slice());
    reader.records().map(|row| row.unwrap().iter().collect::<Vec<_>>().join(",")).collect()
}

#[test]
fn named_questions_find_what_the_fixture_says() {
    let store = store();
    let first = |name: &str| rows(&store, name).first().cloned().unwrap_or_default();
    assert!(first("agreements-by-date").starts_with("2019-03-14,Fjord Accord,Accord,"));
    let attributed = rows(&store, "attributed-claims");
    assert!(
        attributed.iter().any(|row| row.contains("withdrawsFrom,Fjord Accord,positive,possible")),
        "{attributed:?}"
    );
    assert_eq!(attributed.len(), 2);
    assert!(first("bindings").starts_with("Norland,signs,Fjord Accord,2019-03-14,2019-03-14,"));
    assert!(first("contradictions").starts_with("Süderland,ratifies,Fjord Accord,"));
    assert_eq!(rows(&store, "contradictions").len(), 1);
    assert_eq!(rows(&store, "documents").len(), 2);
    assert!(first("forecasts").starts_with("possible,Süderland,withdrawsFrom,Fjord Accord,positive,envoy of Norland"));
    assert!(first("pledges").contains("undertakes,two per cent of the budget,positive,2030,"));
    assert!(first("recommendations").starts_with("Norland,supports,Fjord Accord,positive,Ásta Ødegård,"));
    assert!(first("shared-arrangements").starts_with("Norland,Süderland,1"));
    assert!(first("support-and-opposition").starts_with("Norland,criticizes,Norland,positive,asserted,"));
    assert_eq!(rows(&store, "support-and-opposition").len(), 3);
    assert!(rows(&store, "most-evidenced").iter().any(|row| row.starts_with("Süderland,ratifies,Fjord Accord,1,1")));
    assert!(rows(&store, "undated-claims").iter().any(|row| row.starts_with("Norland,supports,Fjord Accord,")));
    assert!(rows(&store, "leaders").is_empty());
    let only = on(&store, &["query", "--name", "bindings", "--set", "country=Süderland", "--format", "csv"]);
    assert!(out(&only).lines().skip(1).all(|row| row.starts_with("Süderland,")));
    let list = out(&entente(&["query"]));
    assert!(list.lines().count() >= 14 && list.contains("bindings"));
}

#[test]
fn every_rdf_format_is_read_back_as_the_same_graph() {
    let store = store();
    let dump = out(&on(&store, &["export", "--format", "nquads"]));
    let quads = parse_nquads(&dump).unwrap();
    let triples: BTreeSet<String> =
        quads.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
    let plain: BTreeSet<String> = triples.iter().filter(|t| !t.contains("<<(")).cloned().collect();
    assert!(triples.len() > plain.len());
    for (name, format, whole) in [
        ("turtle", RdfFormat::Turtle, true),
        ("trig", RdfFormat::TriG, true),
        ("ntriples", RdfFormat::NTriples, true),
        ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }, false),
        ("rdfxml", RdfFormat::RdfXml, false),
    ] {
        let answer = on(&store, &["export", "--format", name]);
        assert_eq!(code(&answer), 0, "{name}: {}", err(&answer));
        let read: BTreeSet<String> = RdfParser::from_format(format)
            .for_slice(&answer.stdout)
            .map(|quad| quad.unwrap())
            .map(|q| format!("{} {} {}", q.subject, q.predicate, q.object))
            .collect();
        assert_eq!(&read, if whole { &triples } else { &plain }, "{name}");
        let old = on(&store, &["export", "--format", name, "--profile", "rdf11"]);
        assert!(!out(&old).contains("<<("), "{name}");
    }
    let lines: Vec<&str> = dump.lines().collect();
    assert!(lines.is_sorted_by(|a, b| a < b));
    let file = store.path().join("graph.ttl");
    on(&store, &["export", "--output", file.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(file).unwrap(), out(&on(&store, &["export", "--format", "turtle"])));
}

#[test]
fn a_view_of_a_query_takes_a_file_or_a_text_and_rows_or_links() {
    let store = store();
    let edges = |query: &str| {
        let answer = on(&store, &["export", "--format", "csv", "--all", "--query", query]);
        assert_eq!(code(&answer), 0, "{query}: {}", err(&answer));
        out(&answer).lines().count() - 1
    };
    let signed = "CONSTRUCT { ?s ent:signs ?o } WHERE { ?s ent:signs ?o }";
    assert_eq!(edges(signed), 2);
    assert_eq!(edges("SELECT ?c WHERE { ?c rdf:predicate ent:signs }"), 2);
    assert_eq!(edges("SELECT ?s ?o WHERE { ?s ent:signs ?o }"), edges("SELECT ?o ?s WHERE { ?s ent:signs ?o }"));
    assert_eq!(edges("CONSTRUCT { ?c a ent:Claim } WHERE { ?c a ent:Claim ; rdf:predicate ent:signs }"), 2);
    let file = store.path().join("signed.rq");
    fs::write(&file, signed).unwrap();
    assert_eq!(edges(file.to_str().unwrap()), 2);
    let made = "CONSTRUCT { ?a ent:alliedWith ?b } WHERE { ?a ent:signs ?t . ?b ent:signs ?t FILTER(?a != ?b) }";
    let report = out(&on(&store, &["export", "--format", "markdown", "--query", made]));
    assert!(report.contains("links of the query's answer that no claim states"), "{report}");
    let truth = on(&store, &["export", "--format", "csv", "--query", "ASK { ?s ent:signs ?o }"]);
    assert_eq!(code(&truth), 2);
    assert!(err(&truth).contains("SELECT") && err(&truth).contains("CONSTRUCT"), "{}", err(&truth));
    let missing = on(&store, &["export", "--format", "csv", "--query", "nowhere.rq"]);
    assert_eq!(code(&missing), 3, "{}", err(&missing));
}

#[test]
fn what_a_table_leaves_out_is_said_beside_it() {
    let store = store();
    let some = on(&store, &["export", "--format", "csv", "--top", "3"]);
    let said = err(&some);
    assert!(said.starts_with("Shown: 3 of ") && said.contains("Left out: "), "{said}");
    let to = format!("{}/tables/", store.path().display());
    let tables = on(&store, &["export", "--format", "neo4j", "--top", "3", "--output", &to]);
    assert_eq!(code(&tables), 0, "{}", err(&tables));
    assert_eq!(err(&tables), said);
    assert!(err(&on(&store, &["export", "--format", "graphml", "--top", "3"])).is_empty());
}

#[test]
fn measures_are_triples_of_a_graph_of_their_own_when_asked_for() {
    let store = store();
    let lines = |more: &[&str]| {
        let answer = on(&store, &[&["export", "--format", "nquads"], more].concat());
        assert_eq!(code(&answer), 0, "{}", err(&answer));
        out(&answer).lines().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (plain, measured) = (lines(&[]), lines(&["--measures"]));
    let added: Vec<&String> = measured.difference(&plain).collect();
    assert!(plain.is_subset(&measured) && added.len() > 20, "{}", added.len());
    assert!(added.iter().all(|line| line.ends_with("/graph/measures> .")), "{added:?}");
    assert!(added.iter().any(|line| line.contains("#pagerank> \"0.")));
    let part = lines(&["--measures", "--ego", "Norland"]);
    assert!(part.len() < measured.len() && plain.is_subset(&part));
    assert_eq!(code(&on(&store, &["export", "--format", "nquads", "--ego", "Norland"])), 2);
}

#[test]
fn graphviz_draws_where_it_is_installed_and_is_named_where_it_is_not() {
    let store = store();
    let place = store.path().to_str().unwrap();
    let run = |path: &str, format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
        let asked = command.args(["export", "--format", format, "--engine", "graphviz", "-o", place]).env("PATH", path);
        asked.output().unwrap()
    };
    let nowhere = run("/nowhere", "svg");
    assert_eq!(code(&nowhere), 2);
    assert!(err(&nowhere).contains("install graphviz"), "{}", err(&nowhere));
    let path = std::env::var("PATH").unwrap_or_default();
    assert_eq!(code(&run(&path, "csv")), 2, "graphviz draws no tables");
    if Command::new("dot").arg("-V").output().is_ok() {
        assert!(out(&run(&path, "svg")).contains("Generated by graphviz"));
        assert!(run(&path, "png").stdout.starts_with(b"\x89PNG"));
    }
}

#[test]
fn explain_marks_the_words_in_their_paragraph() {
    let store = store();
    let row = rows(&store, "contradictions").remove(0);
    let claim = row.rsplit('/').next().unwrap();
    let answer = out(&on(&store, &["explain", &claim[..8]]));
    let marked = "[subject: Süderland] [predicate: did not ratify] [object: the Fjord Accord]. Norland should support the accord.";
    assert!(answer.contains(marked), "{answer}");
    assert!(answer.contains("polarity    negative") && answer.contains("rule        fixture"), "{answer}");
    assert!(!answer.contains('\u{1b}'), "no colour when nobody watches");
}

#[test]
fn verify_finds_the_fixture_sound_and_a_forged_word_out() {
    let store = store();
    let sound = on(&store, &["verify"]);
    assert_eq!((code(&sound), out(&sound)), (0, String::new()), "{}", err(&sound));
    let texts = store.path().join("store/texts");
    let path = fs::read_dir(&texts)
        .unwrap()
        .flatten()
        .map(|e| e.path())
        .find(|p| p.to_string_lossy().contains("ties"))
        .unwrap();
    let text = fs::read_to_string(&path).unwrap().replace("did not ratify", "did now ratify");
    fs::write(&path, text).unwrap();
    let forged = on(&store, &["verify"]);
    assert_eq!(code(&forged), 1);
    assert_eq!(out(&forged).lines().filter(|line| line.starts_with("words\t")).count(), 1, "{}", out(&forged));
    assert_eq!(out(&forged).lines().filter(|line| line.starts_with("text\t")).count(), 1, "{}", out(&forged));
}

#[test]
fn a_removed_document_is_gone_from_every_answer() {
    let store = store();
    let done = on(&store, &["remove", "a-note"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(rows(&store, "documents").len(), 1);
    assert!(!out(&on(&store, &["export", "--format", "nquads"])).contains("grey-ice"));
    assert_eq!(code(&on(&store, &["verify"])), 0);
}

#[test]
fn coverage_and_stats_count() {
    let store = store();
    let coverage = out(&on(&store, &["coverage"]));
    assert!(coverage.contains("9 of 9 sentences with a relation yield claims (100 %)"), "{coverage}");
    let stats = out(&on(&store, &["stats"]));
    assert!(stats.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["claims", "12"]), "{stats}");
}

#[test]
fn completions_exist_for_the_usual_shells() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = out(&entente(&["completions", shell]));
        assert!(script.contains("explain"), "{shell}");
    }
}

#[test]
fn a_full_disk_is_a_clear_error_and_leaves_the_store_whole() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let store = store();
    let answer = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["export", "--format", "nquads", "-o", store.path().to_str().unwrap()])
        .stdout(fs::OpenOptions::new().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(code(&answer), 4);
    assert!(err(&answer).contains("standard output") && err(&answer).contains("disk"), "{}", err(&answer));
    assert_eq!(code(&on(&store, &["verify"])), 0);
}

#[test]
fn an_output_folder_that_is_a_file_is_a_store_error() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let claims = fixtures().join("claims.jsonl");
    let answer = entente(&["import", claims.to_str().unwrap(), "-o", file.to_str().unwrap()]);
    assert_eq!(code(&answer), 4);
    assert_eq!(fs::read_to_string(&file).unwrap(), "x");
}
