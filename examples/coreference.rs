//! Measures mentions and coreference on treebank files whose last column holds gold entities (GUM's `Entity=`), on gold trees.
//!
//! `cargo run --example coreference -- FILE.conllu [GENRE,…] [--show]`
use std::collections::{BTreeMap, BTreeSet, HashMap};

use entente::lexicon::{Gazetteer, Ontology, Source};
use entente::mentions::{self, MentionKind, Mentions};
use entente::syntax::{Feature, Relation, Sentence, Token, TokenId};
use entente::text::{Block, BlockKind, Document, Span};

/// One document of the file with its gold mentions.
struct Gold {
    name: String,
    document: Document,
    sentences: Vec<Sentence>,
    /// Sentence, head token, first token, end: gold id and type.
    mentions: Vec<(usize, TokenId, usize, usize, String, String)>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().any(|a| a == "--show");
    let genres: Vec<&str> =
        arguments.get(1).filter(|g| !g.starts_with("--")).map(|g| g.split(',').collect()).unwrap_or_default();
    let text = std::fs::read_to_string(&arguments[0]).expect("the treebank file can be read");
    let ontology = Ontology::load(&Source::Embedded).expect("the embedded ontology loads");
    let gazetteer = Gazetteer::load(&Source::Embedded, &ontology).expect("the embedded lexicon loads");
    let mut total = Counts::default();
    for gold in read(&text).iter().filter(|g| genres.is_empty() || genres.iter().any(|genre| g.name.contains(genre))) {
        let found = mentions::find(&gold.document, &gold.sentences, &gazetteer, &ontology);
        let counts = compare(gold, &found, &ontology);
        println!("{:32} {}", gold.name, counts);
        if show {
            print(gold, &found);
        }
        total.add(&counts);
    }
    println!("{:32} {total}", "TOTAL");
}

#[derive(Default)]
struct Counts {
    found: usize,
    gold: usize,
    right: usize,
    pronouns: BTreeMap<&'static str, [usize; 3]>,
    b3: [f64; 4],
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.gold += other.gold;
        self.right += other.right;
        for (kind, n) in &other.pronouns {
            let slot = self.pronouns.entry(kind).or_default();
            (0..3).for_each(|i| slot[i] += n[i]);
        }
        (0..4).for_each(|i| self.b3[i] += other.b3[i]);
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ratio = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
        let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let (p, r) = (ratio(self.right as f64, self.found as f64), ratio(self.right as f64, self.gold as f64));
        write!(f, "mentions P {p:.3} R {r:.3} F {:.3}", f1(p, r))?;
        let (p, r) = (ratio(self.b3[0], self.b3[1]), ratio(self.b3[2], self.b3[3]));
        write!(f, " | B3 P {p:.3} R {r:.3} F {:.3} |", f1(p, r))?;
        for (kind, [right, resolved, all]) in &self.pronouns {
            write!(f, " {kind} {right}/{resolved} of {all};")?;
        }
        Ok(())
    }
}

fn kind_of_pronoun(word: &str) -> &'static str {
    match word {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => "he/she",
        "it" | "its" | "itself" => "it",
        "they" | "them" | "their" | "theirs" | "themselves" => "they",
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => "first",
        _ => "relative",
    }
}

fn compare(gold: &Gold, found: &Mentions, ontology: &Ontology) -> Counts {
    let mut counts = Counts::default();
    let typed = |t: &str| matches!(t, "person" | "place" | "organization");
    let gold_at: HashMap<(usize, TokenId), (&str, &str)> =
        gold.mentions.iter().rev().map(|(s, h, _, _, id, t)| ((*s, *h), (id.as_str(), t.as_str()))).collect();
    let wanted: BTreeSet<(usize, TokenId)> = gold_at.iter().filter(|(_, (_, t))| typed(t)).map(|(k, _)| *k).collect();
    let set = ontology.set(&["Actor", "Place"]);
    let mut seen = BTreeSet::new();
    for mention in &found.mentions {
        let key = (mention.sentence, mention.head);
        if mention.kind == MentionKind::Value || !set.contains(mention.class) || !seen.insert(key) {
            continue;
        }
        if mention.kind == MentionKind::Pronoun && mention.entity.is_none() {
            continue;
        }
        counts.found += 1;
        counts.right += usize::from(wanted.contains(&key));
    }
    counts.gold = wanted.len();
    pronouns(gold, found, &gold_at, &mut counts);
    b_cubed(found, &gold_at, &wanted, &mut counts);
    counts
}

fn pronouns(gold: &Gold, found: &Mentions, gold_at: &HashMap<(usize, TokenId), (&str, &str)>, counts: &mut Counts) {
    for (i, mention) in found.mentions.iter().enumerate().filter(|(_, m)| m.kind == MentionKind::Pronoun) {
        let word = gold.document.slice(mention.span).to_lowercase();
        let slot = counts.pronouns.entry(kind_of_pronoun(&word)).or_default();
        slot[2] += 1;
        let Some(entity) = mention.entity else { continue };
        slot[1] += 1;
        let own = gold_at.get(&(mention.sentence, mention.head)).map(|g| g.0);
        let same = found.mentions.iter().enumerate().filter(|(j, m)| *j != i && m.entity == Some(entity));
        let nearest = same.min_by_key(|(j, m)| (m.kind == MentionKind::Pronoun, (*j > i), j.abs_diff(i)));
        let other = nearest.and_then(|(_, m)| gold_at.get(&(m.sentence, m.head))).map(|g| g.0);
        let right = own.is_some() && own == other;
        slot[0] += usize::from(right);
        if !right && std::env::args().any(|a| a == "--wrong") {
            let sentence = gold.document.slice(gold.sentences[mention.sentence].span);
            let antecedents = gold.mentions.iter().filter(|g| Some(g.4.as_str()) == own).take(2);
            let words = antecedents
                .map(|g| gold.document.slice(gold.sentences[g.0].bytes(Span::new(g.2, g.3))))
                .collect::<Vec<_>>();
            println!("  {word} → {} [{}] gold {words:?} :: {sentence}", found.entity(entity).label, mention.rule);
        }
    }
}

/// B³ over mentions that are coreferent with another (on either side), by head token.
fn b_cubed(
    found: &Mentions,
    gold_at: &HashMap<(usize, TokenId), (&str, &str)>,
    wanted: &BTreeSet<(usize, TokenId)>,
    counts: &mut Counts,
) {
    let mut system: BTreeMap<u32, BTreeSet<(usize, TokenId)>> = BTreeMap::new();
    for mention in &found.mentions {
        if let Some(entity) = mention.entity.filter(|_| mention.kind != MentionKind::Value) {
            let key = (mention.sentence, mention.head);
            if wanted.contains(&key) {
                system.entry(entity.0).or_default().insert(key);
            }
        }
    }
    let mut gold: BTreeMap<&str, BTreeSet<(usize, TokenId)>> = BTreeMap::new();
    for key in wanted {
        gold.entry(gold_at[key].0).or_default().insert(*key);
    }
    let of_system: HashMap<_, _> = system.iter().flat_map(|(e, c)| c.iter().map(|k| (*k, *e))).collect();
    for cluster in system.values().filter(|c| c.len() > 1) {
        for key in cluster {
            let same = gold[gold_at[key].0].intersection(cluster).count();
            counts.b3[0] += same as f64 / cluster.len() as f64;
            counts.b3[1] += 1.0;
        }
    }
    for cluster in gold.values().filter(|c| c.len() > 1) {
        for key in cluster {
            let same = of_system.get(key).map_or(0, |e| system[e].intersection(cluster).count());
            counts.b3[2] += same as f64 / cluster.len() as f64;
            counts.b3[3] += 1.0;
        }
    }
}

fn print(gold: &Gold, found: &Mentions) {
    for (number, sentence) in gold.sentences.iter().enumerate() {
        println!("\n# {}", gold.document.slice(sentence.span));
        for mention in found.mentions.iter().filter(|m| m.sentence == number) {
            let entity = mention.entity.map_or("–".to_owned(), |e| found.entity(e).iri_path.clone());
            let value = mention.value.as_ref().map_or(String::new(), |v| format!(" {v:?}"));
            let id = gold.mentions.iter().find(|g| g.0 == number && g.1 == mention.head).map_or("", |g| g.4.as_str());
            println!(
                "    {:40} {:?} {entity}{value} [{}] gold {id}",
                gold.document.slice(mention.span),
                mention.kind,
                mention.rule
            );
        }
    }
    for office in &found.offices {
        let person = found.meant(office.person).map_or("", |e| e.label.as_str());
        let of = office.of.map_or("–", |e| found.entity(e).label.as_str());
        println!("    OFFICE {person}: {} of {of} {:?}", office.role, office.status);
    }
}

/// Documents of a CoNLL-U file; words are set apart by single spaces unless the file says otherwise.
fn read(text: &str) -> Vec<Gold> {
    let mut documents: Vec<Gold> = Vec::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut open: Vec<(String, String, usize, usize)> = Vec::new();
    for line in text.lines().chain(std::iter::once("")) {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            documents.push(blank(name));
            open.clear();
        } else if let (Some(date), Some(gold)) = (line.strip_prefix("# meta::dateCreated = "), documents.last_mut()) {
            gold.document.published = date.trim().parse().ok();
        } else if line.is_empty() && !rows.is_empty() {
            if documents.is_empty() {
                documents.push(blank("all"));
            }
            let gold = documents.last_mut().expect("a document was opened");
            sentence(gold, &rows, &mut open);
            rows.clear();
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() == 10 && !columns[0].contains(['-', '.']) {
                rows.push(columns);
            }
        }
    }
    for gold in &mut documents {
        gold.document.blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, gold.document.text.len()) }];
    }
    documents
}

fn blank(name: &str) -> Gold {
    let document = Document {
        slug: name.to_lowercase(),
        path: name.into(),
        record: None,
        text: String::new(),
        sha256: String::new(),
        title: None,
        authors: Vec::new(),
        published: None,
        blocks: Vec::new(),
    };
    Gold { name: name.into(), document, sentences: Vec::new(), mentions: Vec::new() }
}

fn sentence(gold: &mut Gold, rows: &[Vec<&str>], open: &mut Vec<(String, String, usize, usize)>) {
    let number = gold.sentences.len();
    let start = gold.document.text.len();
    let mut tokens = Vec::new();
    for row in rows {
        let at = gold.document.text.len();
        gold.document.text.push_str(row[1]);
        tokens.push(Token {
            span: Span::new(at, gold.document.text.len()),
            lemma: row[2].into(),
            upos: row[3].parse().expect("a part of speech"),
            features: row[5].parse().unwrap_or_default(),
            head: row[6].parse::<u32>().ok().and_then(|h| h.checked_sub(1)).map(TokenId),
            relation: row[7].parse().unwrap_or(Relation::Dep),
            margin: 255,
        });
        if !row[9].contains("SpaceAfter=No") {
            gold.document.text.push(' ');
        }
    }
    gold.document.text.push('\n');
    let tree = Sentence::new(Span::new(start, gold.document.text.trim_end().len()), 0, tokens);
    for (at, row) in rows.iter().enumerate() {
        if let Some(entity) = row[9].split('|').find_map(|f| f.strip_prefix("Entity=")) {
            brackets(gold, &tree, entity, number, at, open);
        }
    }
    debug_assert!(tree.tokens.iter().all(|t| t.features.get(Feature::Case).is_none() || !t.lemma.is_empty()));
    gold.sentences.push(tree);
}

/// Reads "(1-person-new-…(2-place-…)1)": opens and closes of gold mentions.
fn brackets(
    gold: &mut Gold,
    tree: &Sentence,
    text: &str,
    number: usize,
    at: usize,
    open: &mut Vec<(String, String, usize, usize)>,
) {
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(opened) = rest.strip_prefix('(') {
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let fields: Vec<&str> = opened[..end].split('-').collect();
            open.push((fields[0].to_owned(), fields.get(1).copied().unwrap_or_default().to_owned(), number, at));
            rest = &opened[end..];
            if let Some(closed) = rest.strip_prefix(')') {
                let (id, kind, _, first) = open.pop().expect("just opened");
                close(gold, tree, number, first, at, id, kind);
                rest = closed;
            }
        } else {
            let end = rest.find(')').unwrap_or(rest.len() - 1);
            let id = rest[..end].split('-').next().unwrap_or_default();
            if let Some(found) = open.iter().rposition(|(o, ..)| o == id) {
                let (id, kind, sentence, first) = open.remove(found);
                if sentence == number {
                    close(gold, tree, number, first, at, id, kind);
                }
            }
            rest = &rest[end + 1..];
        }
    }
}

fn close(gold: &mut Gold, tree: &Sentence, number: usize, first: usize, last: usize, id: String, kind: String) {
    let inside = |h: TokenId| (first..=last).contains(&h.index());
    let head = (first..=last).map(|i| TokenId(i as u32)).find(|t| !tree.token(*t).head.is_some_and(inside));
    gold.mentions.push((number, head.unwrap_or(TokenId(first as u32)), first, last + 1, id, kind));
}
