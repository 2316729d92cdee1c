//! Trees for the tests of this stage, written as `form/UPOS/head/relation` or `form/lemma/UPOS/head/relation`, one sentence a line.
use std::sync::OnceLock;

use crate::lexicon::{Gazetteer, Ontology, Source};
use crate::syntax::{Feature, Features, Relation, Sentence, Token, TokenId, Upos};
use crate::text::{Block, BlockKind, Document, Span};

/// A document whose words are set apart by single spaces, and its sentences.
pub(crate) fn parsed(lines: &str) -> (Document, Vec<Sentence>) {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let start = text.len();
        let mut tokens = Vec::new();
        for word in line.split_whitespace() {
            let fields: Vec<&str> = word.rsplitn(5, '/').collect();
            let [relation, head, upos] = [fields[0], fields[1], fields[2]];
            let form = fields[fields.len() - 1];
            let upos: Upos = upos.parse().unwrap();
            let plural = upos == Upos::Noun && form.ends_with('s') && !form.ends_with("ss");
            let lemma = if fields.len() == 5 {
                fields[3].to_owned()
            } else if plural {
                form.trim_end_matches('s').to_lowercase()
            } else if upos == Upos::Propn {
                form.to_owned()
            } else {
                form.to_lowercase()
            };
            if text.len() > start {
                text.push(' ');
            }
            let at = text.len();
            text.push_str(form);
            let features = Features::default().with(Feature::Number, if plural { "Plur" } else { "Sing" });
            tokens.push(Token {
                span: Span::new(at, text.len()),
                lemma: lemma.into(),
                upos,
                features,
                head: head.parse::<u32>().unwrap().checked_sub(1).map(TokenId),
                relation: relation.parse::<Relation>().unwrap(),
                margin: 255,
            });
        }
        sentences.push(Sentence::new(Span::new(start, text.len()), 0, tokens));
        text.push('\n');
    }
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
    let document = Document {
        slug: "test".into(),
        path: "test.txt".into(),
        record: None,
        text,
        sha256: String::new(),
        title: None,
        authors: Vec::new(),
        published: "2025-11-20".parse().ok(),
        blocks: vec![block],
    };
    (document, sentences)
}

/// The project's own lexicon, loaded once.
pub(crate) fn gazetteer() -> (&'static Gazetteer, &'static Ontology) {
    static LOADED: OnceLock<(Gazetteer, Ontology)> = OnceLock::new();
    let (gazetteer, ontology) = LOADED.get_or_init(|| {
        let ontology = Ontology::load(&Source::Embedded).unwrap();
        (Gazetteer::load(&Source::Embedded, &ontology).unwrap(), ontology)
    });
    (gazetteer, ontology)
}
