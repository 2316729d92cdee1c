//! Pronouns: the most prominent recent thing that agrees, or nothing when two compete.
use super::history::Past;
use super::phrase::lower;
use super::resolve::Resolver;
use super::{EntityId, Gender, MentionKind, Standing};
use crate::syntax::{Relation, Sentence, TokenId, Upos};

/// What a pronoun asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Person(Gender),
    Thing,
    Several,
}

/// Verbs that introduce what somebody says.
pub(super) const SAYING: &[&str] = &[
    "say",
    "tell",
    "argue",
    "warn",
    "announce",
    "add",
    "state",
    "explain",
    "claim",
    "insist",
    "declare",
    "write",
    "note",
    "promise",
    "pledge",
    "vow",
    "reply",
    "remark",
    "stress",
    "emphasize",
    "emphasise",
    "conclude",
    "continue",
];

/// Resolves the pronoun mention: entity, rule and certainty.
pub(super) fn resolve(resolver: &mut Resolver<'_, '_>, index: usize) -> Option<(EntityId, &'static str, f32)> {
    let mention = &resolver.reading.mentions[index];
    let (sentence, head) = (mention.sentence, mention.head);
    let tree = &resolver.reading.sentences[sentence];
    let word = lower(resolver.reading.document, tree, head);
    match word.as_str() {
        "which" | "who" | "whom" | "whose" | "that" => {
            let antecedent = relative_antecedent(tree, head)?;
            resolver.entity_at(sentence, antecedent).map(|e| (e, "relative-pronoun", 0.9))
        }
        "i" | "me" | "my" | "mine" | "myself" => resolver.speaker(sentence, head).map(|e| (e, "first-person", 0.85)),
        "we" | "us" | "our" | "ours" | "ourselves" => {
            resolver.speakers(sentence, head).map(|e| (e, "first-person-plural", 0.75))
        }
        "both" => resolver.latest_group(sentence, Some(2)).map(|e| (e, "group-pronoun", 0.7)),
        "he" | "him" | "his" | "himself" => third(resolver, index, Agreement::Person(Gender::Masculine), &word),
        "she" | "her" | "hers" | "herself" => third(resolver, index, Agreement::Person(Gender::Feminine), &word),
        "it" | "its" | "itself" => third(resolver, index, Agreement::Thing, &word),
        "they" | "them" | "their" | "theirs" | "themselves" => third(resolver, index, Agreement::Several, &word),
        _ => None,
    }
}

/// The noun that a relative pronoun's clause modifies.
pub(super) fn relative_antecedent(tree: &Sentence, id: TokenId) -> Option<TokenId> {
    let mut at = id;
    for _ in 0..6 {
        let token = tree.token(at);
        let above = token.head?;
        if matches!(token.relation, Relation::AclRelcl) {
            return Some(above).filter(|a| *a < id);
        }
        at = above;
    }
    None
}

fn third(
    resolver: &mut Resolver<'_, '_>,
    index: usize,
    wanted: Agreement,
    word: &str,
) -> Option<(EntityId, &'static str, f32)> {
    let (sentence, head) = (resolver.reading.mentions[index].sentence, resolver.reading.mentions[index].head);
    if wanted == Agreement::Thing && is_pleonastic(resolver, sentence, head) {
        return None;
    }
    let window = match wanted {
        Agreement::Person(_) => 4,
        Agreement::Thing => 1,
        Agreement::Several => 2,
    };
    let animate = needs_actor(&resolver.reading.sentences[sentence], head);
    let mut scored: Vec<(i32, usize)> = Vec::new();
    for (n, past) in resolver.history.past.iter().enumerate().rev() {
        if past.sentence + window < sentence {
            break;
        }
        let alive = !animate || is_actor(resolver, past);
        if alive && agrees(resolver, past, wanted) && may_corefer(resolver, past, sentence, head, word) {
            scored.push((score(resolver, past, sentence, head, wanted), n));
        }
    }
    if let Some(ahead) = cataphor(resolver, sentence, head, wanted, scored.is_empty()) {
        return Some((ahead, "cataphora", 0.75));
    }
    let (best, n) = scored.iter().copied().max_by_key(|(s, n)| (*s, *n))?;
    let entities = resolver.history.past[n].entities.clone();
    let rival = scored.iter().filter(|(_, m)| resolver.history.past[*m].entities != entities).map(|(s, _)| *s).max();
    let margin = best - rival.unwrap_or(best - 20);
    let needed = match (wanted, word) {
        (Agreement::Person(gender), _) if resolver.reading.entity(entities[0]).gender == gender => 1,
        (Agreement::Person(_), _) => 6,
        (Agreement::Thing, "it") => 5,
        _ => 3,
    };
    let obscure = word == "it" && resolver.history.past[n].prominence < 9;
    if margin < needed || obscure {
        return None;
    }
    let entity = resolver.one(&entities);
    if let Agreement::Person(gender) = wanted {
        resolver.reading.entities[entity.0 as usize].gender = gender;
        resolver.reading.now_person(entity);
    }
    Some((entity, "pronoun", 0.6 + (margin.min(20) as f32) / 60.0))
}

/// The subject of a verb of saying or deciding is one who can.
fn needs_actor(tree: &Sentence, head: TokenId) -> bool {
    const DECIDING: &[&str] = &[
        "want",
        "believe",
        "think",
        "hope",
        "decide",
        "agree",
        "refuse",
        "ask",
        "want",
        "seek",
        "try",
        "fear",
        "know",
        "plan",
        "intend",
        "demand",
        "urge",
        "call",
        "vote",
        "deny",
        "accuse",
        "offer",
        "accept",
        "reject",
        "deploy",
        "invade",
        "attack",
        "sign",
        "negotiate",
        "meet",
        "hear",
    ];
    let token = tree.token(head);
    let verb = token.head.filter(|_| token.relation == Relation::Nsubj).map(|h| tree.token(h).lemma.as_str());
    verb.is_some_and(|v| SAYING.contains(&v) || DECIDING.contains(&v))
}

fn is_actor(resolver: &Resolver<'_, '_>, past: &Past) -> bool {
    past.entities.first().is_some_and(|e| resolver.reading.families.actor.contains(resolver.reading.entity(*e).class))
}

fn agrees(resolver: &Resolver<'_, '_>, past: &Past, wanted: Agreement) -> bool {
    let reading = &resolver.reading;
    let class = past.entities.first().map(|e| reading.entity(*e).class);
    let Some(class) = class else { return false };
    let single = past.entities.len() == 1 && !past.plural;
    match wanted {
        Agreement::Person(gender) => {
            let entity = reading.entity(past.entities[0]);
            let unplaced =
                class == reading.classes.actor && entity.standing == Standing::Named && entity.members.is_empty();
            single
                && (class == reading.classes.person || unplaced)
                && (entity.gender == Gender::Unknown || entity.gender == gender)
        }
        Agreement::Thing => single && class != reading.classes.person && is_weighty(resolver, past),
        Agreement::Several => {
            let collective = reading.families.organization.contains(class) && class != reading.classes.body;
            !single || class == reading.classes.group || collective
        }
    }
}

/// Things that texts go on to speak of by "it": actors, arrangements, texts, events, and whatever has a name.
fn is_weighty(resolver: &Resolver<'_, '_>, past: &Past) -> bool {
    let (reading, entity) = (&resolver.reading, past.entities[0]);
    let class = reading.entity(entity).class;
    let f = &reading.families;
    let family = [f.actor, f.arrangement, f.policy, f.event].iter().any(|s| s.contains(class));
    (family && class != reading.classes.actor) || reading.entity(entity).standing != Standing::Described
}

/// A pronoun is neither part of its antecedent nor, unless it is reflexive or possessive, a fellow argument of one verb.
fn may_corefer(resolver: &Resolver<'_, '_>, past: &Past, sentence: usize, head: TokenId, word: &str) -> bool {
    if past.sentence != sentence {
        return true;
    }
    let tree = &resolver.reading.sentences[sentence];
    let mention = &resolver.reading.mentions[past.mention];
    if mention.tokens.contains(head.index())
        || tree.dominates(past.head, head)
            && tree.token(head).relation == Relation::NmodPoss
            && tree.token(head).head == Some(past.head)
    {
        return false;
    }
    let free = word.ends_with("self") || word.ends_with("selves") || tree.token(head).relation == Relation::NmodPoss;
    if free {
        return true;
    }
    let argument = |id: TokenId| {
        let token = tree.token(id);
        let core = matches!(
            token.relation,
            Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent
        );
        token.head.filter(|_| core)
    };
    let (first, second) = (argument(past.head), argument(head));
    first.is_none() || first != second
}

fn score(resolver: &Resolver<'_, '_>, past: &Past, sentence: usize, head: TokenId, wanted: Agreement) -> i32 {
    let reading = &resolver.reading;
    let tree = &reading.sentences[sentence];
    let distance = (sentence - past.sentence) as i32;
    let mut score = 60 - 14 * distance + past.prominence;
    let class = reading.entity(past.entities[0]).class;
    if matches!(wanted, Agreement::Person(_)) {
        let named = reading.entity(past.entities[0]).standing != Standing::Described;
        score += if named { 5 } else { 0 };
        score += if wanted == Agreement::Person(reading.entity(past.entities[0]).gender) { 6 } else { 0 };
        score += resolver.history.count(past.entities[0]).min(8) / 2;
        score -= if class == reading.classes.actor { 8 } else { 0 };
    }
    if past.entities.len() == 1 {
        score += resolver.history.count(past.entities[0]).min(4);
    }
    if wanted == Agreement::Thing {
        let agent = class == reading.classes.country || reading.families.organization.contains(class);
        score += if agent { 6 } else { 0 };
        score += if past.kind == MentionKind::Name { 2 } else { 0 };
        score -= if reading.classes.principle == class { 6 } else { 0 };
    }
    if wanted == Agreement::Several {
        score += if reading.families.actor.contains(class) || class == reading.classes.person { 5 } else { 0 };
    }
    if past.sentence == sentence {
        let own_subject =
            tree.token(head).relation == Relation::NmodPoss && is_subject_of_clause(tree, past.head, head);
        score += if own_subject { 6 } else { 0 };
        let near = head.index().saturating_sub(past.end);
        score -= (near as i32 / 8).min(5);
    }
    let subject = |relation| matches!(relation, Relation::Nsubj | Relation::NsubjPass);
    let past_relation = reading.sentences[past.sentence].token(past.head).relation;
    if subject(tree.token(head).relation) && subject(past_relation) {
        score += 3;
    }
    score
}

/// The antecedent is the subject of the verb above the possessive.
fn is_subject_of_clause(tree: &Sentence, subject: TokenId, below: TokenId) -> bool {
    matches!(tree.token(subject).relation, Relation::Nsubj | Relation::NsubjPass)
        && tree.token(subject).head.is_some_and(|verb| tree.dominates(verb, below))
}

/// "In her speech, X …": the main subject after an introductory phrase.
fn cataphor(
    resolver: &Resolver<'_, '_>,
    sentence: usize,
    head: TokenId,
    wanted: Agreement,
    alone: bool,
) -> Option<EntityId> {
    let tree = &resolver.reading.sentences[sentence];
    let root = tree.root()?;
    let subject = tree
        .children(root)
        .iter()
        .copied()
        .find(|c| matches!(tree.token(*c).relation, Relation::Nsubj | Relation::NsubjPass))?;
    let possessive = tree.token(head).relation == Relation::NmodPoss;
    if subject < head || tree.dominates(subject, head) || !(possessive || alone) || !introduced(tree, root, head) {
        return None;
    }
    let index = resolver.mention_at(sentence, subject)?;
    let mention = &resolver.reading.mentions[index];
    let entity = mention.entity.filter(|_| mention.kind == MentionKind::Name)?;
    let past = Past {
        mention: index,
        sentence,
        head: subject,
        end: mention.tokens.end as usize,
        entities: vec![entity],
        kind: mention.kind,
        prominence: 0,
        plural: false,
    };
    agrees(resolver, &past, wanted).then_some(entity)
}

/// The pronoun stands in a phrase or clause before the main subject that hangs on the root.
fn introduced(tree: &Sentence, root: TokenId, head: TokenId) -> bool {
    let top = tree.children(root).iter().copied().find(|c| tree.dominates(*c, head));
    top.is_some_and(|t| matches!(tree.token(t).relation, Relation::Obl | Relation::Advcl | Relation::OblTmod))
}

/// "it is essential that", "it seems": refers to nothing; "it is the best reading" to what cannot be told.
fn is_pleonastic(resolver: &Resolver<'_, '_>, sentence: usize, head: TokenId) -> bool {
    let tree = &resolver.reading.sentences[sentence];
    let token = tree.token(head);
    let Some(predicate) =
        token.head.filter(|_| matches!(token.relation, Relation::Nsubj | Relation::NsubjPass | Relation::Obj))
    else {
        return false;
    };
    let clause = |c: &TokenId| {
        let child = tree.token(*c);
        let clausal = matches!(
            child.relation,
            Relation::Csubj
                | Relation::CsubjPass
                | Relation::Ccomp
                | Relation::Xcomp
                | Relation::Advcl
                | Relation::AclRelcl
                | Relation::Acl
        );
        clausal && *c > head
    };
    let copular = tree.child(predicate, Relation::Cop).is_some();
    let weather =
        matches!(tree.token(predicate).lemma.as_str(), "seem" | "appear" | "happen" | "rain" | "snow" | "matter");
    let reported = token.relation == Relation::NsubjPass
        && tree.children(predicate).iter().any(|c| tree.token(*c).relation == Relation::Ccomp);
    let equates = copular && tree.token(predicate).upos == Upos::Noun;
    equates || (copular && tree.children(predicate).iter().any(clause)) || weather || reported
}
