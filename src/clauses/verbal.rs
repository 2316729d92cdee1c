//! Roles of verbs and of words predicated by a copula, with the passive undone.
use smol_str::SmolStr;

use super::proposition::{Argument, Kind, Proposition, Role};
use crate::syntax::{Relation, Sentence, TokenId, Upos};

/// Verbs that say of their object what it is or becomes: a second object is that predicate ("called the treaty a mistake").
const NAMING: &[&str] =
    &["call", "make", "consider", "deem", "dub", "name", "declare", "label", "brand", "term", "think", "find"];

/// Fills in the roles that the predicate's own dependents hold.
pub(super) fn roles(sentence: &Sentence, p: &mut Proposition) {
    for &child in sentence.children(p.head) {
        let relation = sentence.token(child).relation;
        let role = match relation {
            Relation::Nsubj | Relation::NsubjOuter if p.passive && p.kind == Kind::Verb => Role::Object,
            Relation::Nsubj | Relation::NsubjOuter => Role::Subject,
            Relation::NsubjPass => Role::Object,
            Relation::Obj if p.passive && sentence.child(p.head, Relation::NsubjPass).is_some() => Role::Indirect,
            Relation::Obj if NAMING.contains(&p.lemma.as_str()) && p.filler(&Role::Object).is_some() => {
                Role::Complement
            }
            Relation::Obj => Role::Object,
            Relation::Iobj => Role::Indirect,
            Relation::OblAgent => Role::Subject,
            Relation::Obl | Relation::OblUnmarked | Relation::OblNpmod | Relation::OblTmod => {
                oblique(sentence, p, child)
            }
            Relation::Nmod if p.kind == Kind::Verb || p.kind == Kind::PredicateAdjective => oblique(sentence, p, child),
            Relation::Ccomp | Relation::Xcomp | Relation::Csubj => Role::Complement,
            Relation::CompoundPrt => {
                p.lemma = SmolStr::from(format!("{}_{}", p.lemma, sentence.token(child).lemma));
                continue;
            }
            _ => continue,
        };
        p.margin = p.margin.min(sentence.token(child).margin.max(64));
        p.arguments.push(Argument { role, token: child, own: true });
    }
}

fn oblique(sentence: &Sentence, p: &Proposition, child: TokenId) -> Role {
    let preposition = preposition(sentence, child);
    if preposition == "by" && p.passive && sentence.token(child).upos != Upos::Num {
        return Role::Subject;
    }
    Role::Oblique(preposition)
}

/// The preposition of a phrase; parts of a fixed or stacked one are joined (`because_of`, `out_of`), empty when there is none.
pub(super) fn preposition(sentence: &Sentence, head: TokenId) -> SmolStr {
    let mut words: Vec<&str> = Vec::new();
    for case in sentence.children_by(head, Relation::Case) {
        if sentence.token(case).upos == Upos::Part {
            continue;
        }
        words.push(&sentence.token(case).lemma);
        words.extend(sentence.children_by(case, Relation::Fixed).map(|f| sentence.token(f).lemma.as_str()));
    }
    match words.as_slice() {
        [] => SmolStr::default(),
        [only] => SmolStr::from(only.to_lowercase()),
        _ => SmolStr::from(words.join("_").to_lowercase()),
    }
}
