//! `entente analyse`: the language layer alone, as CoNLL-U or JSON Lines.
use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, Outcome};
use super::places::OntologyPlace;
use super::streams::{Output, complain};
use crate::claims::factuality::FactualityJudge;
use crate::syntax::{Analyser, Sentence, TokenId, conllu};
use crate::text::{CharIndex, Document, PartialDate, read_bytes, read_path, read_text};

/// Print words, tags and trees of texts as CoNLL-U
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  entente analyse article.txt\n  entente analyse - < article.txt\n  \
    entente analyse --conllu-in gold.conllu > predicted.conllu\n  entente analyse --jsonl-in < records.jsonl")]
pub struct Arguments {
    /// Text or Markdown files; `-` is standard input
    #[arg(required_unless_present_any = ["conllu_in", "jsonl_in"])]
    pub files: Vec<PathBuf>,
    /// Take the words of a CoNLL-U file (`-`: standard input) and replace their annotation
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "jsonl_in"])]
    pub conllu_in: Option<PathBuf>,
    /// Read records `{"id","text",…}` from standard input and print their tokens, a line a record, with the factuality (−3 to 3) of verbs and event nouns
    #[arg(long, conflicts_with = "files")]
    pub jsonl_in: bool,
}

/// Reads all inputs; one that cannot be read is named and left out.
///
/// # Errors
/// When an input could not be read, the ontology is faulty, or the output cannot be written.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    // Every block is parsed: whoever asks for trees wants all of them.
    let analyser = Analyser::new().everything();
    let mut out = Output::open(None)?;
    let all = if let Some(file) = &arguments.conllu_in {
        annotate(analyser, file, &mut out)?
    } else if arguments.jsonl_in {
        let reader = Reader { analyser, factuality: FactualityJudge::load(&ontology.source())? };
        records(&reader, &mut io::stdin().lock(), &mut out, &mut |fault| complain(&format!("error: {fault}")))?
    } else {
        texts(analyser, &arguments.files, &mut out)?
    };
    out.finish()?;
    if all { Ok(()) } else { Err(Fault::SomeInputs) }
}

/// Writes the trees of all files; true when each could be read.
fn texts(analyser: Analyser, files: &[PathBuf], out: &mut dyn Write) -> Result<bool, Fault> {
    let mut all = true;
    for file in files {
        match open(file) {
            Ok(document) => write_conllu(analyser, &document, out).map_err(unwritten)?,
            Err(fault) => {
                all = false;
                complain(&format!("error: {fault}"));
            }
        }
    }
    Ok(all)
}

fn unwritten(error: io::Error) -> Fault {
    Fault::output("standard output", &error)
}

fn open(file: &Path) -> Result<Document, String> {
    let name = file.to_string_lossy();
    if name == "-" {
        return standard_input().and_then(|bytes| read_bytes("-", bytes).map_err(|e| e.to_string()));
    }
    read_path(file, &name).map_err(|e| e.to_string())
}

fn standard_input() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|e| format!("-: {e}; check what is piped in"))?;
    Ok(bytes)
}

fn write_conllu(analyser: Analyser, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let index = CharIndex::new(&document.text);
    let mut block = usize::MAX;
    for (number, sentence) in analyser.stream(document).enumerate() {
        let mut entry = conllu::entry(document, &index, &sentence, number + 1);
        if sentence.block != block {
            let kind = document.blocks[sentence.block].kind;
            entry.comments.insert(0, format!("# newpar id = {}-{kind:?}", sentence.block + 1));
            block = sentence.block;
        }
        if number == 0 {
            entry.comments.insert(0, format!("# newdoc id = {}", document.slug));
        }
        write!(out, "{entry}")?;
    }
    Ok(())
}

fn annotate(analyser: Analyser, file: &Path, out: &mut dyn Write) -> Result<bool, Fault> {
    let name = file.to_string_lossy();
    let bytes = if name == "-" {
        standard_input().map_err(Fault::Input)?
    } else {
        fs::read(file).map_err(|e| Fault::Input(format!("{name}: {e}; check the path")))?
    };
    let text = String::from_utf8(bytes).map_err(|e| {
        Fault::Input(format!("{name}: not UTF-8 at byte {}; save it as UTF-8", e.utf8_error().valid_up_to()))
    })?;
    let mut entries = conllu::read(&text).map_err(|e| Fault::Input(format!("{name}:{e}")))?;
    analyser.annotate(&mut entries);
    for entry in &entries {
        write!(out, "{entry}").map_err(unwritten)?;
    }
    Ok(true)
}

/// What answers a record.
struct Reader {
    analyser: Analyser,
    factuality: FactualityJudge,
}

/// A record of standard input.
#[derive(Debug, Deserialize)]
struct Input {
    id: String,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<String>,
}

/// The answer to a record.
#[derive(Debug, Serialize)]
struct Answer<'d> {
    id: &'d str,
    tokens: Vec<Word<'d>>,
}

/// One token; `start` and `end` count code points, `head` counts words of the sentence from 1, 0 for the root.
#[derive(Debug, Serialize)]
struct Word<'d> {
    sentence: usize,
    start: usize,
    end: usize,
    form: &'d str,
    lemma: &'d str,
    upos: &'static str,
    feats: String,
    head: usize,
    deprel: &'static str,
    /// From −3, certainly not, to 3, certainly; verbs and event nouns only.
    #[serde(skip_serializing_if = "Option::is_none")]
    factuality: Option<f32>,
}

/// Answers the records one by one; true when each could be read.
fn records(
    reader: &Reader,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    complain: &mut dyn FnMut(String),
) -> Result<bool, Fault> {
    let mut all = true;
    for (number, line) in input.lines().enumerate() {
        let place = format!("-:{}", number + 1);
        match read_record(line) {
            Ok(None) => {}
            Ok(Some(record)) => answer(reader, record, out).map_err(unwritten)?,
            Err(fault) => {
                all = false;
                complain(format!("{place}{fault}"));
            }
        }
    }
    Ok(all)
}

fn read_record(line: io::Result<String>) -> Result<Option<Input>, String> {
    let line = line.map_err(|e| format!(": {e}; save it as UTF-8"))?;
    if line.trim().is_empty() {
        return Ok(None);
    }
    let remedy = "write one record {\"id\",\"text\"} a line";
    serde_json::from_str(&line).map(Some).map_err(|e| format!(":{}: {e}; {remedy}", e.column()))
}

fn answer(reader: &Reader, record: Input, out: &mut dyn Write) -> io::Result<()> {
    let published = record.published.and_then(|p| p.parse::<PartialDate>().ok());
    let document = read_text(&record.id, record.text, record.title, published);
    let index = CharIndex::new(&document.text);
    let sentences = reader.analyser.analyse(&document);
    let mut tokens = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let factuality = reader.factuality.sentence(&document, sentence);
        let words = sentence.ids().zip(factuality);
        tokens.extend(words.map(|(id, value)| Word { factuality: value, ..word(&document, &index, at, sentence, id) }));
    }
    serde_json::to_writer(&mut *out, &Answer { id: &record.id, tokens }).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()
}

fn word<'d>(document: &'d Document, index: &CharIndex, at: usize, sentence: &'d Sentence, id: TokenId) -> Word<'d> {
    let token = sentence.token(id);
    let range = index.chars(&document.text, token.span);
    Word {
        sentence: at,
        start: range.start as usize,
        end: range.end as usize,
        form: document.slice(token.span),
        lemma: &token.lemma,
        upos: token.upos.name(),
        feats: token.features.to_string(),
        head: token.head.map_or(0, |h| h.index() + 1),
        deprel: token.relation.name(),
        factuality: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Source;

    #[test]
    fn a_record_is_answered_in_one_line() {
        let mut out = Vec::new();
        let input =
            "{\"id\":\"a\",\"text\":\"Türkiye agreed. Peru left.\"}\n\n{\"id\":\"b\",\"text\":\"\"}\nnot json\n";
        let mut faults = Vec::new();
        let factuality = FactualityJudge::load(&Source::Embedded).unwrap();
        let reader = Reader { analyser: Analyser::new().everything(), factuality };
        let all = records(&reader, &mut input.as_bytes(), &mut out, &mut |fault| faults.push(fault));
        assert_eq!(all, Ok(false));
        assert!(faults.len() == 1 && faults[0].starts_with("-:4:"), "{faults:?}");
        let lines: Vec<serde_json::Value> =
            String::from_utf8(out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        let tokens = lines[0]["tokens"].as_array().unwrap();
        let spans: Vec<(u64, u64)> =
            tokens.iter().map(|t| (t["start"].as_u64().unwrap(), t["end"].as_u64().unwrap())).collect();
        assert_eq!(spans, [(0, 7), (8, 14), (14, 15), (16, 20), (21, 25), (25, 26)]);
        assert_eq!(tokens.iter().filter(|t| t["head"] == 0).count(), 2);
        assert_eq!((&tokens[2]["sentence"], &tokens[3]["sentence"]), (&0.into(), &1.into()));
        let factual: Vec<Option<f64>> = tokens.iter().map(|t| t["factuality"].as_f64()).collect();
        assert_eq!(factual, [None, Some(3.0), None, None, Some(3.0), None]);
        assert_eq!(lines[1]["tokens"], serde_json::json!([]));
    }
}
