//! Shows what texts speak of: `cargo run --example mentions -- [--jsonl OUT] FILE…`; with `--jsonl` writes OUT/<folder>.jsonl in the contract's records.
use std::fmt::Write as _;
use std::path::Path;

use entente::claims::record::{DocumentRecord, EntityRecord, MentionKind as RecordKind, MentionRecord, Record};
use entente::lexicon::{Gazetteer, Ontology, Source};
use entente::mentions::{self, EntityId, MentionKind, Mentions, Standing};
use entente::syntax::{Analyser, Sentence};
use entente::text::{CharIndex, Document, read_path};

const BASE: &str = "https://w3id.org/entente/id/";

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let out = (arguments.first().map(String::as_str) == Some("--jsonl")).then(|| arguments.drain(..2).nth(1)).flatten();
    let ontology = Ontology::load(&Source::Embedded).expect("the embedded ontology loads");
    let started = std::time::Instant::now();
    let gazetteer = Gazetteer::load(&Source::Embedded, &ontology).expect("the embedded lexicon loads");
    eprintln!(
        "lexicon: {} records, {} open references, {:?}",
        gazetteer.records().len(),
        gazetteer.faults().len(),
        started.elapsed()
    );
    let (mut words, mut parsing, mut finding) = (0, std::time::Duration::ZERO, std::time::Duration::ZERO);
    for file in &arguments {
        let path = Path::new(file);
        let folder = path.parent().and_then(Path::file_name).map_or("text".into(), |f| f.to_string_lossy());
        let document = read_path(path, &folder).expect("the text can be read");
        let started = std::time::Instant::now();
        let sentences = Analyser::new().analyse(&document);
        parsing += started.elapsed();
        let started = std::time::Instant::now();
        let found = mentions::find(&document, &sentences, &gazetteer, &ontology);
        finding += started.elapsed();
        words += sentences.iter().map(|s| s.tokens.len()).sum::<usize>();
        match &out {
            Some(out) => {
                std::fs::write(Path::new(out).join(format!("{folder}.jsonl")), records(&document, &found, &ontology))
                    .expect("the folder is writable")
            }
            None => print(&document, &sentences, &found),
        }
    }
    eprintln!("{words} words; parse {parsing:?}; mentions {finding:?}");
}

fn records(document: &Document, found: &Mentions, ontology: &Ontology) -> String {
    let index = CharIndex::new(&document.text);
    let iri = |e: EntityId| format!("{BASE}{}", found.entity(e).iri_path);
    let id = found.document.map_or(String::new(), iri);
    let mut lines = vec![Record::Document(DocumentRecord {
        id: id.clone(),
        record: None,
        path: document.path.clone(),
        sha256: document.sha256.clone(),
        title: document.title.clone(),
        authors: found.authors.iter().map(|a| iri(*a)).collect(),
        published: document.published.map(|d| d.to_string()),
        characters: document.text.chars().count(),
        sentences: 0,
    })];
    for (i, entity) in found.entities.iter().enumerate().filter(|(i, _)| Some(EntityId(*i as u32)) != found.document) {
        lines.push(Record::Entity(EntityRecord {
            id: iri(EntityId(i as u32)),
            class: format!("ent:{}", ontology.class_name(entity.class)),
            label: entity.label.clone(),
            aliases: entity.aliases.iter().cloned().collect(),
            exact_match: entity.exact_match.clone(),
            codes: entity.iso.iter().map(|c| ("iso3166".to_owned(), c.to_string())).collect(),
            members: entity.members.iter().map(|m| iri(*m)).collect(),
        }));
    }
    for mention in &found.mentions {
        let Some(entity) = mention.entity else { continue };
        let span = index.chars(&document.text, mention.span);
        lines.push(Record::Mention(MentionRecord {
            doc: id.clone(),
            entity: iri(entity),
            start: span.start as usize,
            end: span.end as usize,
            text: document.slice(mention.span).to_owned(),
            kind: match mention.kind {
                MentionKind::Name => RecordKind::Name,
                MentionKind::Nominal => RecordKind::Nominal,
                MentionKind::Pronoun => RecordKind::Pronoun,
                MentionKind::Value => RecordKind::Value,
            },
            rule: mention.rule.into(),
        }));
    }
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{}", serde_json::to_string(line).expect("records are JSON"));
        text
    })
}

fn print(document: &Document, sentences: &[Sentence], found: &Mentions) {
    let name = |e: Option<EntityId>| e.map_or("–", |e| found.entity(e).label.as_str());
    println!(
        "## {} · {:?} · authors {:?} · we = {}",
        document.path,
        document.published,
        document.authors.iter().map(|a| &a.name).collect::<Vec<_>>(),
        name(found.voice)
    );
    for (number, sentence) in sentences.iter().enumerate() {
        println!("\n# {}", document.slice(sentence.span).replace('\n', " "));
        if std::env::var_os("TREE").is_some() {
            let word = |i: entente::syntax::TokenId| {
                format!(
                    "{}/{}/{}/{}",
                    sentence.form(document, i),
                    sentence.token(i).upos,
                    sentence.token(i).head.map_or(0, |h| h.0 + 1),
                    sentence.token(i).relation
                )
            };
            println!("    {}", sentence.ids().map(word).collect::<Vec<_>>().join("  "));
        }
        for mention in found.mentions.iter().filter(|m| m.sentence == number) {
            let entity = mention.entity.map_or("–".to_owned(), |e| found.entity(e).iri_path.clone());
            let value = mention.value.as_ref().map_or(String::new(), |v| format!(" {v:?}"));
            println!("    {:44} {entity}{value} [{}]", document.slice(mention.span), mention.rule);
        }
        for office in found.offices.iter().filter(|o| o.sentence == number) {
            let person = found.meant(office.person).map_or("", |e| e.label.as_str());
            println!("    OFFICE {person}: {} of {} {:?}", office.role, name(office.of), office.status);
        }
    }
    let count = |s: Standing| found.entities.iter().filter(|e| e.standing == s).count();
    println!(
        "\n{} known, {} named, {} described",
        count(Standing::Known),
        count(Standing::Named),
        count(Standing::Described)
    );
}
