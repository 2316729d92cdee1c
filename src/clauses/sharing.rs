//! Arguments that syntax supplies from elsewhere: relative clauses, participles, control, raising, coordination.
use smol_str::SmolStr;

use super::proposition::{Argument, Clauses, Kind, Link, Proposition, PropositionId, Role};
use crate::syntax::{Feature, Relation, Sentence, TokenId, Upos};

/// Verbs whose open complement is done by their subject although they have an object ("promised Seoul to withdraw").
const SUBJECT_CONTROL: &[&str] =
    &["promise", "vow", "pledge", "threaten", "use", "take", "make", "have", "need", "spend", "do"];
/// Verbs that move their object to do what an infinitive says, whether the parser reads it as complement or as purpose ("invited Seoul to visit").
const OBJECT_CONTROL: &[&str] = &[
    "advise",
    "allow",
    "appeal",
    "ask",
    "assist",
    "authorize",
    "beg",
    "call",
    "call_on",
    "call_upon",
    "challenge",
    "command",
    "commission",
    "compel",
    "convince",
    "direct",
    "empower",
    "enable",
    "encourage",
    "entitle",
    "exhort",
    "expect",
    "forbid",
    "force",
    "help",
    "implore",
    "incite",
    "induce",
    "instruct",
    "invite",
    "lead",
    "lobby",
    "mobilize",
    "motivate",
    "oblige",
    "order",
    "permit",
    "persuade",
    "press",
    "pressure",
    "prompt",
    "push",
    "remind",
    "request",
    "require",
    "spur",
    "tell",
    "tempt",
    "train",
    "urge",
    "want",
    "warn",
    "wish",
];
/// Verbs that charge their object with what stands under "of".
const CHARGES: &[&str] = &["accuse", "suspect", "convict", "acquit"];
/// Nouns of whom an infinitive says what they do ("the first country to recognise Israel").
const DOERS: &[&str] = &[
    "country",
    "state",
    "nation",
    "leader",
    "president",
    "minister",
    "government",
    "power",
    "party",
    "person",
    "member",
    "one",
];

/// Supplies missing arguments, outer clauses before inner ones.
pub(super) fn supply_arguments(sentence: &Sentence, clauses: &mut Clauses, form: &dyn Fn(TokenId) -> SmolStr) {
    for id in outer_first(clauses) {
        let (link, kind) = (clauses.get(id).link, clauses.get(id).kind);
        if kind == Kind::Noun {
            resolve_whose(sentence, clauses, id);
            continue;
        }
        if kind == Kind::Adjective && !matches!(link, Link::Conjunct | Link::Open | Link::Adverbial) {
            continue;
        }
        match link {
            Link::Relative => relative(sentence, clauses, id),
            Link::Participle => participle(sentence, clauses, id, form),
            Link::Open => open_complement(clauses, id),
            Link::Adverbial => adverbial(sentence, clauses, id),
            Link::Conjunct => conjunct(sentence, clauses, id),
            Link::Root | Link::Complement | Link::Subject | Link::Parataxis | Link::Argument => {}
        }
    }
    share_objects(sentence, clauses);
}

fn outer_first(clauses: &Clauses) -> Vec<PropositionId> {
    let mut ids: Vec<(usize, PropositionId)> = clauses.ids().map(|id| (clauses.governors(id).count(), id)).collect();
    ids.sort_unstable();
    ids.into_iter().map(|(_, id)| id).collect()
}

fn supply(p: &mut Proposition, role: Role, token: TokenId) {
    if p.head != token && p.filler(&role).is_none() {
        p.arguments.push(Argument { role, token, own: false });
    }
}

/// Supplies the grammatical subject in the role that the voice gives it.
fn supply_subject(p: &mut Proposition, token: TokenId) {
    let role = if p.passive { Role::Object } else { Role::Subject };
    supply(p, role, token);
}

fn is_relative_pronoun(sentence: &Sentence, token: TokenId) -> bool {
    let t = sentence.token(token);
    t.features.is(Feature::PronType, "Rel")
        || (t.upos == Upos::Pron && matches!(t.lemma.as_str(), "who" | "which" | "whom"))
}

/// The noun that a clause modifies: head of its arc.
fn antecedent(sentence: &Sentence, p: &Proposition) -> Option<TokenId> {
    sentence.token(p.head).head
}

fn relative(sentence: &Sentence, clauses: &mut Clauses, id: PropositionId) {
    let Some(noun) = antecedent(sentence, clauses.get(id)) else { return };
    let p = clauses.get_mut(id);
    let mut found = false;
    for argument in &mut p.arguments {
        if is_relative_pronoun(sentence, argument.token) {
            argument.token = noun;
            argument.own = false;
            found = true;
        }
    }
    if found {
        return;
    }
    let adverbial = |c: &TokenId| matches!(sentence.token(*c).lemma.as_str(), "where" | "when" | "why" | "whereby");
    if sentence.children(p.head).iter().any(adverbial) {
        return;
    }
    if p.surface_subject().is_none() {
        supply_subject(p, noun);
    } else if !p.passive && p.filler(&Role::Object).is_none() && p.filler(&Role::Complement).is_none() {
        supply(p, Role::Object, noun);
    }
}

/// "whose alliance": the possessor is the noun that the relative clause modifies.
fn resolve_whose(sentence: &Sentence, clauses: &mut Clauses, id: PropositionId) {
    let whose = clauses
        .get(id)
        .arguments
        .iter()
        .position(|a| a.role == Role::Possessor && is_relative_pronoun(sentence, a.token));
    let Some(position) = whose else { return };
    let clause = clauses.governors(id).find(|g| clauses.get(*g).link == Link::Relative);
    if let Some(noun) = clause.and_then(|c| antecedent(sentence, clauses.get(c))) {
        clauses.get_mut(id).arguments[position].token = noun;
    }
}

fn participle(sentence: &Sentence, clauses: &mut Clauses, id: PropositionId, form: &dyn Fn(TokenId) -> SmolStr) {
    let Some(noun) = antecedent(sentence, clauses.get(id)) else { return };
    let features = sentence.token(clauses.get(id).head).features;
    // "the pledge to withdraw", "the importance of withdrawing": what the noun is about, not what the noun does.
    let about = clauses.get(id).mark.is_some() && form(clauses.get(id).head).ends_with("ing");
    if clauses.get(id).infinitive || about {
        let doer = doer_of_infinitive(sentence, clauses, noun, form);
        if let Some(doer) = doer {
            supply_subject(clauses.get_mut(id), doer);
        }
        return;
    }
    let past = features.is(Feature::VerbForm, "Part") && features.is(Feature::Tense, "Past");
    let own_object = sentence.child(clauses.get(id).head, Relation::Obj).is_some();
    let p = clauses.get_mut(id);
    let bare = !own_object && !form(p.head).ends_with("ing");
    if p.kind == Kind::Verb && (past || features.is(Feature::Voice, "Pass")) && bare {
        p.passive = true;
        for argument in &mut p.arguments {
            if argument.role == Role::Oblique(SmolStr::new_static("by")) {
                argument.role = Role::Subject;
            }
        }
    }
    supply_subject(p, noun);
}

/// Who does what an infinitive on a noun says: the noun's possessor, the subject of the clause that the noun completes, or the noun itself.
fn doer_of_infinitive(
    sentence: &Sentence,
    clauses: &Clauses,
    noun: TokenId,
    form: &dyn Fn(TokenId) -> SmolStr,
) -> Option<TokenId> {
    let nominal = clauses.at(noun).map(|n| clauses.get(n));
    let itself = DOERS.contains(&sentence.token(noun).lemma.as_str())
        && sentence
            .children(noun)
            .iter()
            .any(|c| matches!(form(*c).as_str(), "first" | "only" | "last" | "second" | "next"));
    if itself {
        return Some(noun);
    }
    let nominal = nominal?;
    let under = |preposition| nominal.filler(&Role::Oblique(SmolStr::new_static(preposition)));
    nominal
        .filler(&Role::Possessor)
        .or_else(|| under("by"))
        .or_else(|| under("of"))
        .or_else(|| named_modifier(sentence, nominal))
        .or_else(|| nominal.governor.and_then(|g| clauses.get(g).surface_subject()))
}

/// "the U.S. commitment to", "Soviet attempts to": a modifier that is a name does what the noun is about.
fn named_modifier(sentence: &Sentence, noun: &Proposition) -> Option<TokenId> {
    let capital = |t: &TokenId| sentence.token(*t).lemma.starts_with(char::is_uppercase);
    noun.fillers(&Role::Modifier).find(capital)
}

fn open_complement(clauses: &mut Clauses, id: PropositionId) {
    let Some(governor) = clauses.get(id).governor.map(|g| clauses.get(g)) else { return };
    let object =
        if governor.passive { None } else { governor.filler(&Role::Object).or(governor.filler(&Role::Indirect)) };
    let controlled_by_subject = governor.kind != Kind::Verb || SUBJECT_CONTROL.contains(&governor.lemma.as_str());
    let doer = match object {
        Some(object) if !controlled_by_subject => Some(object),
        _ => called_on(governor).or_else(|| governor.surface_subject()),
    };
    if let Some(doer) = doer {
        supply_subject(clauses.get_mut(id), doer);
    }
}

/// "called on Seoul to withdraw", "relies on allies to help": who stands under the preposition.
fn called_on(governor: &Proposition) -> Option<TokenId> {
    let on = ["on", "upon", "for", "to"].map(|p| Role::Oblique(SmolStr::new_static(p)));
    matches!(governor.lemma.as_str(), "call" | "rely" | "appeal" | "count" | "call_on" | "call_upon")
        .then(|| on.iter().find_map(|r| governor.filler(r)))
        .flatten()
}

/// Who does what an infinitive says that hangs on a verb as if it were a purpose.
fn moved(governor: &Proposition) -> Option<TokenId> {
    if !OBJECT_CONTROL.contains(&governor.lemma.as_str()) || governor.passive {
        return None;
    }
    called_on(governor).or_else(|| governor.filler(&Role::Object)).or_else(|| governor.filler(&Role::Indirect))
}

fn adverbial(sentence: &Sentence, clauses: &mut Clauses, id: PropositionId) {
    let features = sentence.token(clauses.get(id).head).features;
    let governor = clauses.get(id).governor.map(|g| clauses.get(g));
    // "accused Moscow of violating the treaty": what is charged is done by the object.
    let charged = governor
        .filter(|g| !g.passive && CHARGES.contains(&g.lemma.as_str()) && clauses.get(id).mark.as_deref() == Some("of"));
    let moved = governor.filter(|_| clauses.get(id).infinitive).and_then(moved);
    let doer = moved
        .or_else(|| charged.and_then(|g| g.filler(&Role::Object)))
        .or_else(|| governor.and_then(Proposition::surface_subject));
    let p = clauses.get_mut(id);
    let past = features.is(Feature::VerbForm, "Part") && features.is(Feature::Tense, "Past");
    let active = [Relation::Aux, Relation::Obj].iter().any(|r| sentence.child(p.head, *r).is_some());
    if p.kind == Kind::Verb && past && !active && p.surface_subject().is_none() {
        p.passive = true;
    }
    if p.surface_subject().is_none()
        && let Some(doer) = doer
    {
        supply_subject(p, doer);
    }
}

fn conjunct(sentence: &Sentence, clauses: &mut Clauses, id: PropositionId) {
    let Some(first) = clauses.get(id).governor.map(|g| clauses.get(g).clone()) else { return };
    if first.kind == Kind::Noun || clauses.get(id).kind == Kind::Noun {
        return;
    }
    let bare = clauses.get(id).modal.is_none()
        && ![Relation::Aux, Relation::AuxPass, Relation::Cop]
            .iter()
            .any(|r| sentence.child(clauses.get(id).head, *r).is_some());
    let features = sentence.token(clauses.get(id).head).features;
    let p = clauses.get_mut(id);
    let own_subject = p.arguments.iter().any(|a| a.own && a.role == Role::Subject)
        || sentence.child(p.head, Relation::NsubjPass).is_some();
    if own_subject {
        return;
    }
    if bare && first.passive && features.is(Feature::VerbForm, "Part") && p.filler(&Role::Object).is_none() {
        p.passive = true;
    }
    if let Some(doer) = first.surface_subject() {
        supply_subject(p, doer);
    }
    if bare {
        let same_form = !features.is(Feature::VerbForm, "Fin");
        if same_form || p.kind != Kind::Verb {
            p.modal = p.modal.take().or_else(|| first.modal.clone());
            p.negated |= first.negated && !p.adverbs.iter().any(|a| sentence.token(*a).lemma == "rather");
            p.infinitive |= first.infinitive;
        }
        p.mark = p.mark.take().or_else(|| first.mark.clone());
    }
}

/// "signed and ratified the treaty": an object or oblique that stands after the last of adjacent verbs belongs to all.
fn share_objects(sentence: &Sentence, clauses: &mut Clauses) {
    for id in clauses.ids() {
        let p = clauses.get(id);
        if p.link != Link::Conjunct || p.kind != Kind::Verb {
            continue;
        }
        let Some(first_id) = p.governor else { continue };
        let first = clauses.get(first_id);
        let between = first.head.0 + 1..p.head.0;
        let adjacent = between.len() <= 4
            && between
                .map(TokenId)
                .all(|t| matches!(sentence.token(t).upos, Upos::Cconj | Upos::Adv | Upos::Punct | Upos::Verb));
        let bare =
            !first.arguments.iter().any(|a| matches!(a.role, Role::Object | Role::Complement | Role::Oblique(_)));
        if !adjacent || !bare || first.passive != p.passive {
            continue;
        }
        let shared: Vec<Argument> = p
            .arguments
            .iter()
            .filter(|a| a.own && matches!(a.role, Role::Object | Role::Oblique(_)))
            .map(|a| Argument { own: false, ..a.clone() })
            .collect();
        clauses.get_mut(first_id).arguments.extend(shared);
    }
}
