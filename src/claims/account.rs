//! The account of a claim: the clause it was read in, and the words that decide how it is put forward, found by reading the text again.
use std::fmt::Write;

use super::extract::Pipeline;
use super::reasons;
use super::record::ClaimRecord;
use super::register::Register;
use super::stance::Judge;
use crate::clauses::{Clauses, Proposition, Role};
use crate::mentions;
use crate::rules::{Finding, Scene};
use crate::syntax::Sentence;
use crate::text::{CharIndex, Document};

/// How a claim was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The clause in its plain active form: `support(subject: Japan, object: Ukraine)`.
    pub clause: String,
    /// What the rule looks for.
    pub purpose: String,
    /// Why polarity, modality and holder are what they are, a word a line, innermost first.
    pub reasons: Vec<String>,
}

impl Pipeline {
    /// Reads the text again and accounts for a claim that was found in it; `None` when this pipeline does not find it.
    #[must_use]
    pub fn account(&self, document: &Document, claim: &ClaimRecord) -> Option<Account> {
        let sentences = self.analyser().analyse(document);
        let mentions = mentions::find(document, &sentences, &self.gazetteer, &self.ontology);
        let register = Register::of(document, &sentences, self.embedders(), &self.ontology);
        let index = CharIndex::new(&document.text);
        let wanted = claim.evidence.predicate?;
        let chars = |span| {
            let chars = index.chars(&document.text, span);
            [chars.start as usize, chars.end as usize]
        };
        let holds = |s: &Sentence| {
            let [start, end] = chars(s.span);
            start <= wanted[0] && wanted[1] <= end
        };
        let number = sentences.iter().position(holds)?;
        let sentence = &sentences[number];
        let clauses = Clauses::of(sentence, |t| super::extract::lower(sentence.form(document, t)));
        let scene = Scene { number, sentence, clauses: &clauses, mentions: &mentions };
        let outcome = self.book.run(scene, &self.ontology);
        let same = |f: &&Finding| {
            self.book.rules[f.rule].name == claim.rule.as_str() && chars(sentence.bytes(f.words)) == wanted
        };
        let finding = outcome.findings.iter().find(same)?;
        let judge = Judge { scene, embedders: self.embedders(), register };
        let stance = judge.stance(finding.proposition, finding.support, self.nature(finding.property));
        Some(Account {
            clause: plain(clauses.get(finding.proposition), sentence, document),
            purpose: self.book.rules[finding.rule].purpose.clone(),
            reasons: reasons::lines(&stance.because, sentence, document),
        })
    }
}

/// `not support(subject: Japan, object: Ukraine)`.
fn plain(p: &Proposition, sentence: &Sentence, document: &Document) -> String {
    let arguments: Vec<String> =
        p.arguments.iter().map(|a| format!("{}: {}", role(&a.role), sentence.form(document, a.token))).collect();
    let mut clause = String::new();
    for word in [p.negated.then_some("not"), p.modal.as_deref()].into_iter().flatten() {
        let _ = write!(clause, "{word} ");
    }
    let _ = write!(clause, "{}({})", p.lemma, arguments.join(", "));
    clause
}

fn role(role: &Role) -> String {
    match role {
        Role::Subject => "subject".to_owned(),
        Role::Object => "object".to_owned(),
        Role::Indirect => "indirect object".to_owned(),
        Role::Oblique(preposition) if preposition.is_empty() => "beside".to_owned(),
        Role::Oblique(preposition) => preposition.replace('_', " "),
        Role::Possessor => "possessor".to_owned(),
        Role::Modifier => "modifier".to_owned(),
        Role::Complement => "complement".to_owned(),
    }
}
