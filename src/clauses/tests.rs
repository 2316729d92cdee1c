//! Trees of our own, written out, and the roles they must give.
use smol_str::SmolStr;

use super::*;
use crate::syntax::{Features, Relation, Sentence, Token, TokenId, Upos};
use crate::text::Span;

/// One token a line: form, lemma, part of speech, head (0 = root), relation, features.
fn tree(lines: &str) -> (Sentence, Vec<SmolStr>) {
    let mut tokens = Vec::new();
    let mut forms = Vec::new();
    for (i, line) in lines.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let head: u32 = columns[3].parse().unwrap();
        tokens.push(Token {
            span: Span::new(i, i + 1),
            lemma: columns[1].into(),
            upos: columns[2].parse::<Upos>().unwrap(),
            features: columns.get(5).unwrap_or(&"_").parse::<Features>().unwrap(),
            head: head.checked_sub(1).map(TokenId),
            relation: columns[4].parse::<Relation>().unwrap(),
            margin: 200,
        });
        forms.push(SmolStr::from(columns[0].to_lowercase()));
    }
    (Sentence::new(Span::new(0, tokens.len()), 0, tokens), forms)
}

/// The proposition of a lemma as `lemma(role=form, …)`, roles sorted.
fn roles(lines: &str, lemma: &str) -> String {
    let (sentence, forms) = tree(lines);
    let clauses = Clauses::of(&sentence, |t| forms[t.index()].clone());
    let p = clauses.propositions.iter().find(|p| p.lemma == lemma).expect("no such proposition");
    let mut shown: Vec<String> =
        p.arguments.iter().map(|a| format!("{:?}={}", a.role, forms[a.token.index()])).collect();
    shown.sort();
    format!("{}{}({})", if p.negated { "not " } else { "" }, p.lemma, shown.join(", "))
}

#[test]
fn the_passive_is_undone() {
    let text = "The the DET 2 det\nTreaty treaty NOUN 4 nsubj:pass\nwas be AUX 4 aux:pass\nsigned sign VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass\nby by ADP 6 case\nEgypt Egypt PROPN 4 obl:agent";
    assert_eq!(roles(text, "sign"), "sign(Object=treaty, Subject=egypt)");
}

#[test]
fn a_relative_pronoun_stands_for_its_noun() {
    let text = "treaty treaty NOUN 0 root\nwhich which PRON 4 obj PronType=Rel\nEgypt Egypt PROPN 4 nsubj\nsigned sign VERB 1 acl:relcl";
    assert_eq!(roles(text, "sign"), "sign(Object=treaty, Subject=egypt)");
    let bare = "treaty treaty NOUN 0 root\nEgypt Egypt PROPN 3 nsubj\nsigned sign VERB 1 acl:relcl";
    assert_eq!(roles(bare, "sign"), "sign(Object=treaty, Subject=egypt)");
}

#[test]
fn a_participle_is_said_of_its_noun() {
    let past = "treaty treaty NOUN 0 root\nsigned sign VERB 1 acl Tense=Past|VerbForm=Part\nby by ADP 4 case\nEgypt Egypt PROPN 2 obl";
    assert_eq!(roles(past, "sign"), "sign(Object=treaty, Subject=egypt)");
    let present = "states state NOUN 0 root\nsharing share VERB 1 acl VerbForm=Ger\nvalues value NOUN 2 obj";
    assert_eq!(roles(present, "share"), "share(Object=values, Subject=states)");
}

#[test]
fn control_follows_subject_or_object() {
    let subject = "Japan Japan PROPN 2 nsubj\npledged pledge VERB 0 root\nto to PART 4 mark\nhelp help VERB 2 xcomp VerbForm=Inf\nKenya Kenya PROPN 4 obj";
    assert_eq!(roles(subject, "help"), "help(Object=kenya, Subject=japan)");
    let object = "Japan Japan PROPN 2 nsubj\nurged urge VERB 0 root\nChad Chad PROPN 2 obj\nto to PART 5 mark\nhelp help VERB 2 xcomp VerbForm=Inf\nKenya Kenya PROPN 5 obj";
    assert_eq!(roles(object, "help"), "help(Object=kenya, Subject=chad)");
}

#[test]
fn coordinated_verbs_share_subject_object_and_modal() {
    let text = "Chad Chad PROPN 3 nsubj\nmust must AUX 3 aux\nsign sign VERB 0 root VerbForm=Inf\nand and CCONJ 5 cc\nratify ratify VERB 3 conj VerbForm=Inf\ntreaties treaty NOUN 5 obj";
    assert_eq!(roles(text, "sign"), "sign(Object=treaties, Subject=chad)");
    assert_eq!(roles(text, "ratify"), "ratify(Object=treaties, Subject=chad)");
    let (sentence, forms) = tree(text);
    let clauses = Clauses::of(&sentence, |t| forms[t.index()].clone());
    assert!(clauses.propositions.iter().filter(|p| p.kind == Kind::Verb).all(|p| p.modal.as_deref() == Some("must")));
}

#[test]
fn no_longer_ends_and_not_only_denies_nothing() {
    let ended = "Iran Iran PROPN 4 nsubj\nno no ADV 3 advmod\nlonger longer ADV 4 advmod\nposes pose VERB 0 root\nthreats threat NOUN 4 obj";
    assert_eq!(roles(ended, "pose"), "not pose(Object=threats, Subject=iran)");
    let only = "Iran Iran PROPN 4 nsubj\nnot not PART 4 advmod\nonly only ADV 4 advmod\nposes pose VERB 0 root\nthreats threat NOUN 4 obj";
    assert_eq!(roles(only, "pose"), "pose(Object=threats, Subject=iran)");
}

#[test]
fn nouns_have_possessors_modifiers_and_prepositions() {
    let text = "Japan Japan PROPN 3 nmod:poss\n's 's PART 1 case\nalliance alliance NOUN 0 root\nwith with ADP 5 case\nKenya Kenya PROPN 3 nmod";
    assert_eq!(roles(text, "alliance"), "alliance(Oblique(\"with\")=kenya, Possessor=japan)");
}
