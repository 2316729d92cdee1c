//! What a claim's trustworthiness is judged by: readable features of the rule, the clause, its ends and how it is put forward.
//!
//! Names are `family=value`; a family that depends on the property is repeated as `property&family=value`. Weights for them are learnt
//! (`training/claims/`) and stand in `ontology/confidence.tsv`; a name without a weight counts nothing.
use smol_str::{SmolStr, format_smolstr};

use super::stance::Stance;
use crate::clauses::{Kind, Link, Proposition};
use crate::lexicon::Ontology;
use crate::mentions::{EntityId, Mention, MentionId, MentionKind, Standing};
use crate::rules::paths::path;
use crate::rules::{Filler, Finding, Scene};
use crate::syntax::{Relation, Sentence, TokenId, Upos};

/// Features of one finding under its stance, sorted, each once.
pub(super) fn features(
    scene: Scene<'_>,
    ontology: &Ontology,
    rule: &str,
    finding: &Finding,
    stance: &Stance,
) -> Vec<SmolStr> {
    let property = &ontology.describe(finding.property).name;
    let mut found = Collected { property: SmolStr::new(property), names: Vec::with_capacity(64) };
    found.plain("rule", rule);
    found.plain("property", property);
    clause(scene, finding, &mut found);
    put_forward(finding, stance, &mut found);
    let head = scene.clauses.get(finding.proposition).head;
    end(scene, ontology, 's', &finding.subject, head, &mut found);
    end(scene, ontology, 'o', &finding.object, head, &mut found);
    if let (Some(subject), Some(object)) = (token_of(scene, &finding.subject), token_of(scene, &finding.object)) {
        found.plain("between", &path(scene.sentence, subject, object));
        found.plain("order", if subject < head { "subject first" } else { "predicate first" });
    }
    together(scene, finding, &mut found);
    found.names.sort_unstable();
    found.names.dedup();
    found.names
}

/// What the two ends are to each other: one inside the other, alike, of which kinds.
fn together(scene: Scene<'_>, finding: &Finding, found: &mut Collected) {
    let (Filler::Mention(subject, s), Filler::Mention(object, o)) = (&finding.subject, &finding.object) else { return };
    let (s, o) = (scene.mentions.entity(*s), scene.mentions.entity(*o));
    let (subject, object) = (scene.mentions.mention(*subject), scene.mentions.mention(*object));
    let holds = |a: &Mention, b: &Mention| a.tokens.start <= b.tokens.start && b.tokens.end <= a.tokens.end;
    let nested = if holds(subject, object) {
        "object in subject"
    } else if holds(object, subject) {
        "subject in object"
    } else {
        "apart"
    };
    found.both("nested", nested);
    let lemma = |m: &Mention| scene.sentence.token(m.head).lemma.to_lowercase();
    if lemma(subject) == lemma(object) {
        found.plain("alike", "heads");
    }
    if s.label.contains(&o.label) || o.label.contains(&s.label) {
        found.both("alike", "labels");
    }
    found.plain("standings", &format_smolstr!("{}>{}", standing_name(s.standing), standing_name(o.standing)));
    found.plain("kinds", &format_smolstr!("{}>{}", kind_name(subject.kind), kind_name(object.kind)));
    let link = link_name(scene.clauses.get(finding.proposition).link);
    found.plain("linked", &format_smolstr!("{link}&{}", standing_name(s.standing)));
}

/// Features of a post, which no rule of a file finds.
pub(super) fn of_post(
    scene_length: usize,
    rule: &str,
    person: MentionKind,
    step: &str,
    place_named: bool,
) -> Vec<SmolStr> {
    let mut found = Collected { property: SmolStr::new(rule), names: Vec::new() };
    found.plain("rule", rule);
    found.plain("length", bucket(scene_length, &[12, 20, 30, 40, 55]));
    found.both("s.kind", kind_name(person));
    found.both("s.step", step);
    found.both("place", if place_named { "named" } else { "understood" });
    found.names
}

struct Collected {
    property: SmolStr,
    names: Vec<SmolStr>,
}

impl Collected {
    fn plain(&mut self, family: &str, value: &str) {
        self.names.push(format_smolstr!("{family}={value}"));
    }

    /// On its own and together with the property.
    fn both(&mut self, family: &str, value: &str) {
        self.plain(family, value);
        self.names.push(format_smolstr!("{}&{family}={value}", self.property));
    }
}

fn clause(scene: Scene<'_>, finding: &Finding, found: &mut Collected) {
    let p = scene.clauses.get(finding.proposition);
    found.both("kind", kind_of_clause(p.kind));
    found.both("lemma", &p.lemma);
    found.both("link", link_name(p.link));
    found.plain("length", bucket(scene.sentence.tokens.len(), &[12, 20, 30, 40, 55]));
    found.plain("margin", bucket(p.margin as usize, &[20, 60, 120, 200]));
    let verbs = scene.sentence.tokens.iter().filter(|t| t.upos == Upos::Verb).count();
    found.plain("verbs", bucket(verbs, &[1, 2, 3, 5, 8]));
    let chain: Vec<&Proposition> = scene.clauses.governors(finding.proposition).map(|g| scene.clauses.get(g)).collect();
    found.plain("depth", bucket(chain.len(), &[0, 1, 2, 4]));
    if let Some(governor) = chain.first() {
        found.plain("governor", &governor.lemma);
        found.plain("governor.kind", kind_of_clause(governor.kind));
        found.plain("chain", &format_smolstr!("{}<{}", link_name(p.link), link_name(governor.link)));
    }
    for (name, holds) in [
        ("passive", p.passive),
        ("infinitive", p.infinitive),
        ("present", p.present),
        ("support", finding.support.is_some()),
    ] {
        if holds {
            found.both("form", name);
        }
    }
    found.plain("mark", p.mark.as_deref().unwrap_or("none"));
    found.plain("modal", p.modal.as_deref().unwrap_or("none"));
    let rate = scene.sentence.tokens.iter().filter(|t| t.upos == Upos::Punct).count();
    found.plain("punctuation", bucket(rate, &[1, 2, 4, 7]));
}

fn put_forward(finding: &Finding, stance: &Stance, found: &mut Collected) {
    found.both("modality", stance.modality.name());
    found.both("denied", if stance.negative ^ finding.negative { "yes" } else { "no" });
    found.both("holders", bucket(stance.holders.len(), &[0, 1]));
    for reason in &stance.because {
        found.plain("because", reason.cause.words());
    }
}

fn end(scene: Scene<'_>, ontology: &Ontology, side: char, filler: &Filler, head: TokenId, found: &mut Collected) {
    let name = |family: &str| format_smolstr!("{side}.{family}");
    match filler {
        Filler::Mention(mention, entity) => mentioned(scene, ontology, side, (*mention, *entity), head, found),
        Filler::Words(words) => {
            found.both(&name("kind"), "words");
            found.both(&name("words"), bucket(words.len(), &[1, 2, 4, 8]));
            let first = scene.sentence.token(TokenId(words.start));
            found.plain(&name("first"), &first.lemma);
            let last = scene.sentence.token(TokenId(words.end.saturating_sub(1)));
            found.plain(&name("last"), &format_smolstr!("{:?}", last.upos));
            if words.len() == 1 {
                found.both(&name("lemma"), &first.lemma);
            }
        }
        Filler::Date(..) => found.both(&name("kind"), "date"),
    }
}

fn mentioned(
    scene: Scene<'_>,
    ontology: &Ontology,
    side: char,
    (id, entity): (MentionId, EntityId),
    head: TokenId,
    found: &mut Collected,
) {
    let name = |family: &str| format_smolstr!("{side}.{family}");
    let (mention, entity) = (scene.mentions.mention(id), scene.mentions.entity(entity));
    let sentence = scene.sentence;
    let token = sentence.token(mention.head);
    found.both(&name("kind"), kind_name(mention.kind));
    found.both(&name("step"), mention.rule);
    found.both(&name("class"), ontology.class_name(entity.class));
    found.plain(
        &name("standing"),
        match entity.standing {
            Standing::Known => "known",
            Standing::Named => "named",
            Standing::Described => "described",
        },
    );
    found.plain(&name("certainty"), bucket((mention.certainty * 100.0) as usize, &[50, 70, 85, 95]));
    if mention.kind != MentionKind::Name {
        found.both(&name("head"), &token.lemma.to_lowercase());
        found.plain(&name("determiner"), &determiner(sentence, mention.head));
    }
    if entity.class != mention.class {
        found.plain(&name("changed"), "class");
    }
    if mention.entity.is_some_and(|e| scene.mentions.entity(e).label != entity.label) {
        found.both(&name("member"), "of a group");
    }
    if mention.kind == MentionKind::Nominal {
        description(scene, side, mention, found);
    }
    found.plain(&name("words"), bucket(mention.tokens.len(), &[1, 2, 4, 7, 12]));
    found.plain(&name("distance"), bucket(head.index().abs_diff(mention.head.index()), &[1, 2, 4, 8, 15]));
    found.both(&name("path"), &path(sentence, head, mention.head));
    let own = scene
        .clauses
        .at(head)
        .map(|p| scene.clauses.get(p))
        .and_then(|p| p.arguments.iter().find(|a| a.token == mention.head).map(|a| a.own));
    found.plain(
        &name("place"),
        match own {
            Some(true) => "own",
            Some(false) => "shared",
            None => "other",
        },
    );
    if token.relation == Relation::Conj {
        found.plain(&name("conjunct"), "yes");
    }
    let times = scene.mentions.mentions.iter().filter(|m| m.entity == mention.entity).take(4).count();
    found.plain(&name("times"), bucket(times, &[1, 2, 3]));
}

/// How much a description says: bare, and what of the phrase its words leave out.
fn description(scene: Scene<'_>, side: char, mention: &Mention, found: &mut Collected) {
    let sentence = scene.sentence;
    let head = sentence.token(mention.head).lemma.to_lowercase();
    if mention.tokens.len() == 1 {
        found.both(&format_smolstr!("{side}.bare"), &head);
        found.plain(&format_smolstr!("{side}.bare"), &determiner(sentence, mention.head));
    }
    for &child in sentence.children(mention.head) {
        let (token, after) = (sentence.token(child), child > mention.head);
        if after && !mention.tokens.contains(child.index()) && token.upos != Upos::Punct {
            let comma = child.index().checked_sub(1).is_some_and(|b| sentence.tokens[b].lemma == ",");
            let left = format_smolstr!("{}{}", token.relation.name(), if comma { " after comma" } else { "" });
            found.plain(&format_smolstr!("{side}.left"), &left);
        }
    }
}

fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Known => "known",
        Standing::Named => "named",
        Standing::Described => "described",
    }
}

fn token_of(scene: Scene<'_>, filler: &Filler) -> Option<TokenId> {
    match filler {
        Filler::Mention(id, _) => Some(scene.mentions.mention(*id).head),
        Filler::Words(words) => Some(TokenId(words.end.saturating_sub(1))),
        Filler::Date(..) => None,
    }
}

fn determiner(sentence: &Sentence, head: TokenId) -> SmolStr {
    if let Some(token) = sentence.child(head, Relation::Det) {
        return sentence.token(token).lemma.to_lowercase().into();
    }
    let possessed = sentence.child(head, Relation::NmodPoss).is_some();
    SmolStr::new_static(if possessed { "possessive" } else { "none" })
}

/// The range that a number falls in, as `-limit` or `more`.
fn bucket(number: usize, limits: &[usize]) -> &'static str {
    const NAMES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
    NAMES[limits.iter().take_while(|l| number > **l).count().min(NAMES.len() - 1)]
}

fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronoun => "pronoun",
        MentionKind::Value => "value",
    }
}

fn kind_of_clause(kind: Kind) -> &'static str {
    match kind {
        Kind::Verb => "verb",
        Kind::Noun => "noun",
        Kind::PredicateNoun => "predicate noun",
        Kind::PredicateAdjective => "predicate adjective",
        Kind::Adjective => "adjective",
    }
}

fn link_name(link: Link) -> &'static str {
    match link {
        Link::Root => "root",
        Link::Complement => "complement",
        Link::Open => "open",
        Link::Subject => "subject",
        Link::Adverbial => "adverbial",
        Link::Relative => "relative",
        Link::Participle => "participle",
        Link::Conjunct => "conjunct",
        Link::Parataxis => "parataxis",
        Link::Argument => "argument",
    }
}
