//! Runs the rules over the propositions of a document: triggers are looked up by lemma, so cost follows what fires.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::rule::{RoleName, Rule, Slot, Trigger};
use super::{WordLists, language};
use crate::clauses::{Clauses, Kind, Link, Proposition, PropositionId, Role};
use crate::lexicon::{ClassSet, LoadError, Ontology, PropertyId, Source};
use crate::mentions::{EntityId, Mention, MentionId, Mentions, Standing, Value};
use crate::syntax::{Relation, Sentence, TokenId, Upos};
use crate::text::{PartialDate, Span, Tokens};

/// A described group is spelt out up to this many members; beyond, the group itself is the thing.
const MOST_MEMBERS: usize = 6;

/// Programmes whose names hold the year that they aim at.
const LOOKS_AHEAD: &[&str] = &["agenda", "vision", "goal", "target", "roadmap", "contribution"];

/// The rules of one ontology folder, indexed by trigger.
#[derive(Debug)]
pub struct RuleBook {
    /// All rules, in order of file and line.
    pub rules: Vec<Rule>,
    /// The word lists.
    pub lists: WordLists,
    index: BTreeMap<SmolStr, Vec<(Trigger, u32)>>,
}

/// What fills an argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Filler {
    /// Something spoken of: the words, and the thing (for a group whose members are known, one member).
    Mention(MentionId, EntityId),
    /// Words of the sentence.
    Words(Span<Tokens>),
    /// A date, and its words.
    Date(PartialDate, Span<Tokens>),
}

/// A relation that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Index into [`RuleBook::rules`].
    pub rule: usize,
    /// The proposition that it was found in.
    pub proposition: PropositionId,
    /// For a noun in a light-verb construction, the verb: its clause decides on modality.
    pub support: Option<PropositionId>,
    /// Property.
    pub property: PropertyId,
    /// True when the rule states the contrary.
    pub negative: bool,
    /// Subject.
    pub subject: Filler,
    /// Object.
    pub object: Filler,
    /// Words that license the predicate.
    pub words: Span<Tokens>,
    /// Qualifiers that the rule fills.
    pub qualifiers: Vec<(SmolStr, Filler)>,
}

/// What the rules made of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Relations, in order of their predicates.
    pub findings: Vec<Finding>,
    /// References that kept a rule from firing.
    pub unresolved: Vec<TokenId>,
}

/// The sentence that rules run on, with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Index of the sentence in its document.
    pub number: usize,
    /// Its tokens and tree.
    pub sentence: &'a Sentence,
    /// Its propositions.
    pub clauses: &'a Clauses,
    /// The mentions of the whole document.
    pub mentions: &'a Mentions,
}

impl RuleBook {
    /// Loads `ontology/rules/`.
    ///
    /// # Errors
    /// The first fault in a rule file or word list, with its place.
    pub fn load(source: &Source, ontology: &Ontology) -> Result<Self, LoadError> {
        let (rules, lists) = language::load(source, ontology)?;
        let mut index: BTreeMap<SmolStr, Vec<(Trigger, u32)>> = BTreeMap::new();
        for (number, rule) in rules.iter().enumerate() {
            for (trigger, lemma) in &rule.triggers {
                let slot = index.entry(lemma.clone()).or_default();
                if !slot.contains(&(*trigger, number as u32)) {
                    slot.push((*trigger, number as u32));
                }
            }
        }
        Ok(Self { rules, lists, index })
    }

    /// True when the list has the word.
    #[must_use]
    pub fn lists(&self, name: &str, word: &str) -> bool {
        self.lists.get(name).is_some_and(|l| l.iter().any(|w| w == word))
    }

    /// Rules that a proposition triggers.
    fn triggered<'a>(&'a self, p: &'a Proposition) -> impl Iterator<Item = usize> + 'a {
        let any = self.index.get("*").into_iter().flatten();
        // "the Treaty": a proper noun keeps its capital in the lemma, the common noun that it is made of triggers all the same.
        let plain = Some(p.lemma.to_lowercase()).filter(|l| l != p.lemma.as_str());
        let by_plain = plain.and_then(|l| self.index.get(l.as_str())).into_iter().flatten();
        let by_lemma = self.index.get(p.lemma.as_str()).into_iter().flatten().chain(by_plain);
        let fitting = by_lemma.chain(any).filter(|(t, _)| t.fits(p.kind)).map(|(_, r)| *r as usize);
        fitting.filter(|r| !self.rules[*r].except.iter().any(|e| e.eq_ignore_ascii_case(&p.lemma)))
    }

    /// Runs every rule on one sentence.
    #[must_use]
    pub fn run(&self, scene: Scene<'_>, ontology: &Ontology) -> Outcome {
        let mut outcome = Outcome::default();
        for id in scene.clauses.ids() {
            let first = outcome.findings.len();
            for rule in self.triggered(scene.clauses.get(id)) {
                Match { book: self, scene, ontology, rule, id }.run(&mut outcome);
            }
            self.keep_best(&mut outcome.findings, first);
        }
        outcome
    }

    /// Of findings of one predicate that link the same two things, keeps those of the highest priority. Rules of negative priority are
    /// fall-backs: they yield to any other rule that finds something of the same subject by the same word.
    fn keep_best(&self, findings: &mut Vec<Finding>, first: usize) {
        let priority = |f: &Finding| self.rules[f.rule].priority;
        let tail = findings.split_off(first);
        for finding in &tail {
            let beaten = tail.iter().any(|other| {
                let rival = other.object == finding.object || priority(finding) < 0;
                other.subject == finding.subject && rival && priority(other) > priority(finding)
            });
            // One word says one thing of a pair: of several rules that are as good, the first; what one rule states twice stands.
            let twice = findings[first..].iter().any(|other| {
                let same_pair = (&other.subject, &other.object) == (&finding.subject, &finding.object);
                same_pair && (other.rule != finding.rule || other.property == finding.property)
            });
            if !beaten && !twice {
                findings.push(finding.clone());
            }
        }
    }
}

/// One rule on one proposition.
struct Match<'a> {
    book: &'a RuleBook,
    scene: Scene<'a>,
    ontology: &'a Ontology,
    rule: usize,
    id: PropositionId,
}

impl Match<'_> {
    fn rule(&self) -> &Rule {
        &self.book.rules[self.rule]
    }

    fn proposition(&self) -> &Proposition {
        self.scene.clauses.get(self.id)
    }

    fn run(&self, outcome: &mut Outcome) {
        let light = self.light_noun();
        if light.is_none() && !self.rule().light.is_empty() {
            return;
        }
        let allowed = self.allowed();
        let mut filled: Vec<Vec<Filler>> = Vec::new();
        for (slot, allowed) in self.rule().arguments.iter().zip(allowed) {
            let fillers = self.fill(slot, allowed, light, outcome);
            if fillers.is_empty() && !slot.optional {
                return;
            }
            filled.push(fillers);
        }
        self.state(&filled, light, outcome);
    }

    /// The object of a light verb that the rule asks for.
    fn light_noun(&self) -> Option<TokenId> {
        let p = self.proposition();
        let fits = |t: &TokenId| {
            let lemma = &self.scene.sentence.token(*t).lemma;
            self.rule().light.iter().any(|l| l.eq_ignore_ascii_case(lemma))
        };
        let objects = p.arguments.iter().filter(|a| matches!(a.role, Role::Object | Role::Oblique(_))).map(|a| a.token);
        objects.flat_map(|t| with_conjuncts(self.scene.sentence, t)).find(fits)
    }

    /// Classes that may fill each argument: the slot's own, narrowed by domain and range of what is stated of it.
    fn allowed(&self) -> Vec<ClassSet> {
        let rule = self.rule();
        let mut allowed: Vec<ClassSet> = rule.arguments.iter().map(|s| s.classes.unwrap_or(ClassSet::ANY)).collect();
        for statement in rule.statements.iter().filter(|s| !s.optional) {
            let property = self.ontology.describe(statement.property);
            allowed[statement.subject] = allowed[statement.subject].and(property.domain);
            if !property.literal {
                allowed[statement.object] = allowed[statement.object].and(property.range);
            }
        }
        allowed
    }

    fn fill(&self, slot: &Slot, allowed: ClassSet, light: Option<TokenId>, outcome: &mut Outcome) -> Vec<Filler> {
        for role in &slot.roles {
            let fillers = match role {
                // "when she was a teenager": what an adverbial clause says of its subject is a circumstance, no judgement.
                RoleName::Words if self.proposition().link == Link::Adverbial => Vec::new(),
                RoleName::Words => vec![Filler::Words(predicate_phrase(self.scene.sentence, self.proposition()))],
                RoleName::Of(outer, inner) if **inner == RoleName::Words => {
                    let heads = self.tokens(outer, self.id, light);
                    let all = heads.iter().flat_map(|t| with_conjuncts(self.scene.sentence, *t));
                    all.map(|t| Filler::Words(phrase(self.scene.sentence, t))).collect()
                }
                RoleName::When => self.dates(light),
                _ => {
                    let tokens = self.tokens(role, self.id, light);
                    self.meant(&tokens, allowed, outcome)
                }
            };
            if !fillers.is_empty() {
                return fillers;
            }
        }
        Vec::new()
    }

    /// Tokens that stand in a role, without their conjuncts.
    fn tokens(&self, role: &RoleName, id: PropositionId, light: Option<TokenId>) -> Vec<TokenId> {
        let p = self.scene.clauses.get(id);
        match role {
            RoleName::Plain(role) => {
                let mut tokens: Vec<TokenId> = p.fillers(role).collect();
                if let Some(noun) = light.and_then(|n| self.scene.clauses.at(n)).filter(|_| *role != Role::Object) {
                    let noun = self.scene.clauses.get(noun);
                    tokens.extend(noun.fillers(role).filter(|t| *t != noun.head));
                }
                if tokens.is_empty() && p.kind == Kind::Verb && matches!(role, Role::Oblique(_)) && id == self.id {
                    tokens = self.behind_object(p, role);
                }
                tokens
            }
            RoleName::Of(outer, inner) => {
                let outer = self.tokens(outer, id, light);
                let nested = outer.iter().flat_map(|t| with_conjuncts(self.scene.sentence, *t));
                nested.filter_map(|t| self.scene.clauses.at(t)).flat_map(|n| self.tokens(inner, n, None)).collect()
            }
            RoleName::Support => {
                self.support(id).and_then(|v| self.scene.clauses.get(v).filler(&Role::Subject)).into_iter().collect()
            }
            RoleName::Itself => vec![p.head],
            RoleName::Holder => {
                let head = self.scene.sentence.token(p.head).head;
                head.filter(|_| p.kind == Kind::Adjective).into_iter().collect()
            }
            RoleName::Apposed => apposed(self.scene.sentence, p.head),
            RoleName::Words | RoleName::When => Vec::new(),
        }
    }

    /// "delivered tanks to Kyiv": a phrase that the parser hung on the object may belong to the verb, if the rule has a place for both.
    fn behind_object(&self, p: &Proposition, role: &Role) -> Vec<TokenId> {
        let both = self.rule().arguments.iter().any(|s| s.roles.contains(&RoleName::Plain(Role::Object)));
        let objects = p.fillers(&Role::Object).filter(|_| both);
        let nouns = objects.filter_map(|o| self.scene.clauses.at(o)).map(|n| self.scene.clauses.get(n));
        nouns.flat_map(|n| n.fillers(role)).collect()
    }

    /// The support verb whose object the noun is.
    fn support(&self, id: PropositionId) -> Option<PropositionId> {
        let p = self.scene.clauses.get(id);
        if p.kind != Kind::Noun {
            return None;
        }
        let first = first_conjunct(self.scene.sentence, p.head);
        let verb = self.scene.sentence.token(first).head.and_then(|h| self.scene.clauses.at(h))?;
        let v = self.scene.clauses.get(verb);
        let is_object = v.arguments.iter().any(|a| a.token == first && !matches!(a.role, Role::Subject));
        (v.kind == Kind::Verb && is_object && self.book.lists("support", &v.lemma)).then_some(verb)
    }

    /// Mentions behind tokens and their conjuncts, of the allowed classes.
    fn meant(&self, tokens: &[TokenId], allowed: ClassSet, outcome: &mut Outcome) -> Vec<Filler> {
        let mut found = Vec::new();
        for token in tokens.iter().flat_map(|t| with_conjuncts(self.scene.sentence, *t)) {
            self.resolve(token, allowed, 3, &mut found, outcome);
        }
        found
    }

    fn resolve(&self, token: TokenId, allowed: ClassSet, depth: usize, found: &mut Vec<Filler>, outcome: &mut Outcome) {
        let sentence = self.scene.sentence;
        let mention = self.scene.mentions.at(self.scene.number, token);
        if self.stand_for(token, allowed, found) {
            return;
        }
        if let Some(id) = mention {
            let (id, entity) = self.identity(token, id);
            match entity.map(|e| self.scene.mentions.entity(e)) {
                Some(entity) if allowed.contains(entity.class) && !self.is_transparent(token) => {
                    self.push_members(id, found);
                    return;
                }
                None if sentence.token(token).upos == Upos::Pron => outcome.unresolved.push(token),
                _ => {}
            }
        }
        if depth > 0 && self.is_transparent(token) {
            for part in sentence.children_by(token, Relation::Nmod) {
                for part in with_conjuncts(sentence, part) {
                    self.resolve(part, allowed, depth - 1, found, outcome);
                }
            }
        }
    }

    /// "Soviet and U.S. negotiators": those who act for a country, where a country may act.
    fn stand_for(&self, token: TokenId, allowed: ClassSet, found: &mut Vec<Filler>) -> bool {
        let (sentence, mentions) = (self.scene.sentence, self.scene.mentions);
        if !self.book.lists("representatives", &sentence.token(token).lemma) {
            return false;
        }
        let Some(country) = self.ontology.class("Country").filter(|c| allowed.contains(*c)) else { return false };
        let owners = sentence.children(token).iter().copied().filter(|c| {
            matches!(
                sentence.token(*c).relation,
                Relation::Amod | Relation::Compound | Relation::NmodPoss | Relation::NmodUnmarked | Relation::NmodDesc
            )
        });
        let before = found.len();
        for owner in owners.flat_map(|o| with_conjuncts(sentence, o)) {
            let Some(id) = mentions.at(self.scene.number, owner) else { continue };
            if let Some(entity) = mentions.mention(id).entity.filter(|e| mentions.entity(*e).class == country) {
                let filler = Filler::Mention(id, entity);
                if !found.contains(&filler) {
                    found.push(filler);
                }
            }
        }
        found.len() > before
    }

    /// "The pact was an agreement signed by …": a described predicate noun means its subject, when the subject is a thing of that kind.
    fn identity(&self, token: TokenId, id: MentionId) -> (MentionId, Option<EntityId>) {
        let mentions = self.scene.mentions;
        let own = (id, mentions.mention(id).entity);
        let Some(described) = mentions.meant(id).filter(|e| e.standing == Standing::Described) else { return own };
        let Some(p) = self.scene.clauses.at(token).map(|p| self.scene.clauses.get(p)) else { return own };
        let subject = if p.kind == Kind::PredicateNoun && !p.negated { p.filler(&Role::Subject) } else { None };
        let Some(subject) = subject.and_then(|s| mentions.at(self.scene.number, s)) else { return own };
        match mentions.meant(subject) {
            Some(named)
                if self.ontology.is_a(named.class, described.class)
                    || self.ontology.is_a(described.class, named.class) =>
            {
                (subject, mentions.mention(subject).entity)
            }
            _ => own,
        }
    }

    /// The thing meant; for a described group with few known members ("both countries"), each of them.
    fn push_members(&self, id: MentionId, found: &mut Vec<Filler>) {
        let mentions = self.scene.mentions;
        let Some(entity) = mentions.mention(id).entity else { return };
        let group = mentions.entity(entity);
        let listed = group.standing == Standing::Described && (1..=MOST_MEMBERS).contains(&group.members.len());
        let members = if listed { group.members.clone() } else { vec![entity] };
        for member in members {
            let filler = Filler::Mention(id, member);
            if !found.contains(&filler) {
                found.push(filler);
            }
        }
    }

    /// "a number of countries", "the leaders of both nations": what counts stands behind the preposition.
    fn is_transparent(&self, token: TokenId) -> bool {
        self.book.lists("transparent", &self.scene.sentence.token(token).lemma)
    }

    /// Dates in the clause of the predicate, or on the noun itself.
    fn dates(&self, light: Option<TokenId>) -> Vec<Filler> {
        let p = self.proposition();
        dates_of(self.scene, p.head)
            .chain(light.into_iter().flat_map(|n| dates_of(self.scene, n)))
            .take(1)
            .map(|(date, tokens)| Filler::Date(date, tokens))
            .collect()
    }

    fn state(&self, filled: &[Vec<Filler>], light: Option<TokenId>, outcome: &mut Outcome) {
        let words = self.predicate_words(light);
        let support = self.support(self.id);
        for statement in &self.rule().statements {
            let mutual = statement.subject == statement.object;
            for (i, subject) in filled[statement.subject].iter().enumerate() {
                for object in filled[statement.object].iter().skip(if mutual { i + 1 } else { 0 }) {
                    if self.same(subject, object) {
                        continue;
                    }
                    outcome.findings.push(Finding {
                        rule: self.rule,
                        proposition: self.id,
                        support,
                        property: statement.property,
                        negative: statement.negative,
                        subject: subject.clone(),
                        object: object.clone(),
                        words,
                        qualifiers: self.qualifiers(filled),
                    });
                }
            }
        }
    }

    fn qualifiers(&self, filled: &[Vec<Filler>]) -> Vec<(SmolStr, Filler)> {
        let named = self.rule().qualifiers.iter();
        named.filter_map(|(name, slot)| Some((name.clone(), filled[*slot].first()?.clone()))).collect()
    }

    /// A thing is not related to itself, nor a group to itself under another name.
    fn same(&self, a: &Filler, b: &Filler) -> bool {
        match (a, b) {
            (Filler::Mention(_, a), Filler::Mention(_, b)) => a == b,
            _ => a == b,
        }
    }

    fn predicate_words(&self, light: Option<TokenId>) -> Span<Tokens> {
        let head = self.proposition().head;
        let mut words = Span::new(head.index(), head.index() + 1);
        let particles = self.scene.sentence.children_by(head, Relation::CompoundPrt);
        for token in particles.chain(light) {
            words = words.join(Span::new(token.index(), token.index() + 1));
        }
        words
    }
}

/// A token and its conjuncts, in order.
pub fn with_conjuncts(sentence: &Sentence, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
    let mut all = vec![token];
    let mut next = 0;
    while next < all.len() {
        all.extend(sentence.children_by(all[next], Relation::Conj).filter(|c| {
            // A conjunct with a subject or copula of its own is a clause, not a second filler.
            ![Relation::Nsubj, Relation::NsubjPass, Relation::Cop].iter().any(|r| sentence.child(*c, *r).is_some())
        }));
        next += 1;
    }
    all.into_iter()
}

/// The first of a coordination that the token belongs to.
pub fn first_conjunct(sentence: &Sentence, token: TokenId) -> TokenId {
    let mut at = token;
    let mut left = sentence.tokens.len();
    while sentence.token(at).relation == Relation::Conj && left > 0 {
        match sentence.token(at).head {
            Some(head) => at = head,
            None => break,
        }
        left -= 1;
    }
    at
}

fn apposed(sentence: &Sentence, head: TokenId) -> Vec<TokenId> {
    let mut found: Vec<TokenId> = sentence.children_by(head, Relation::Appos).collect();
    if sentence.token(head).relation == Relation::Appos {
        found.extend(sentence.token(head).head);
    }
    found
}

/// Dates that belong to a predicate: no other predicate stands between.
pub fn dates_of(scene: Scene<'_>, head: TokenId) -> impl Iterator<Item = (PartialDate, Span<Tokens>)> + '_ {
    let start = scene.mentions.mentions.partition_point(|m| m.sentence < scene.number);
    let here = scene.mentions.mentions[start..].iter().take_while(move |m| m.sentence == scene.number);
    here.filter_map(move |m| {
        let date = match m.value.as_ref()? {
            Value::Date(date) => *date,
            Value::Period { from: Some(date), .. } => *date,
            _ => return None,
        };
        belongs(scene, m, head).then_some((date, m.tokens))
    })
}

fn belongs(scene: Scene<'_>, value: &Mention, head: TokenId) -> bool {
    if let Some(owner) = before_bracket(scene, value) {
        return owner == head;
    }
    let value = value.head;
    // "the Treaty of Tianjin of 1858": inside one name, whatever the year hangs on is the name.
    let name = scene.mentions.at(scene.number, head).map(|m| scene.mentions.mention(m).tokens);
    // "the 2030 Agenda": the year that a programme looks ahead to.
    let ahead = LOOKS_AHEAD.contains(&scene.sentence.token(head).lemma.to_lowercase().as_str());
    if ahead && name.is_some_and(|n| n.contains(value.index()) || value.index() + 1 == n.start as usize) {
        return false;
    }
    let mut at = scene.sentence.token(value).head;
    let mut left = scene.sentence.tokens.len();
    while let Some(token) = at {
        if token == head {
            return true;
        }
        let inside = name.is_some_and(|n| n.contains(token.index()));
        let clause = scene.clauses.at(token).map(|p| scene.clauses.get(p).kind).filter(|_| !inside);
        if left == 0 || matches!(clause, Some(Kind::Verb | Kind::PredicateNoun | Kind::PredicateAdjective | Kind::Noun))
        {
            return false;
        }
        left -= 1;
        at = scene.sentence.token(token).head;
    }
    false
}

fn predicate_phrase(sentence: &Sentence, p: &Proposition) -> Span<Tokens> {
    phrase(sentence, p.head)
}

/// "the Joint Declaration (October 2022)": a date in brackets belongs to the longest mention that ends before them.
fn before_bracket(scene: Scene<'_>, value: &Mention) -> Option<TokenId> {
    let bracket = (value.tokens.start as usize).checked_sub(1)?;
    let token = &scene.sentence.tokens[bracket];
    if token.upos != Upos::Punct || !matches!(token.lemma.as_str(), "(" | "[" | "-LRB-") {
        return None;
    }
    let start = scene.mentions.mentions.partition_point(|m| m.sentence < scene.number);
    let here = scene.mentions.mentions[start..].iter().take_while(|m| m.sentence == scene.number);
    here.filter(|m| m.tokens.end as usize == bracket && m.value.is_none())
        .max_by_key(|m| m.tokens.len())
        .map(|m| m.head)
}

/// The words of a phrase without subject, copula, preposition, article, marks, relative and adverbial clauses.
fn phrase(sentence: &Sentence, head: TokenId) -> Span<Tokens> {
    const OUTSIDE: &[Relation] = &[
        Relation::Nsubj,
        Relation::NsubjPass,
        Relation::NsubjOuter,
        Relation::Csubj,
        Relation::Cop,
        Relation::Aux,
        Relation::AuxPass,
        Relation::Mark,
        Relation::Punct,
        Relation::Advcl,
        Relation::AclRelcl,
        Relation::Parataxis,
        Relation::Conj,
        Relation::Cc,
        Relation::Expl,
        Relation::Appos,
        Relation::Det,
        Relation::Ccomp,
    ];
    const ASIDES: &[&str] = &[
        "however",
        "therefore",
        "thus",
        "also",
        "indeed",
        "moreover",
        "too",
        "still",
        "nevertheless",
        "then",
        "now",
        "yet",
    ];
    let mut words = Span::new(head.index(), head.index() + 1);
    // What stands before the copula or the subject belongs to the clause, not to what is said of the subject.
    let opens = |c: &&TokenId| {
        matches!(
            sentence.token(**c).relation,
            Relation::Nsubj
                | Relation::NsubjPass
                | Relation::NsubjOuter
                | Relation::Cop
                | Relation::Aux
                | Relation::Mark
        )
    };
    let bound = sentence.children(head).iter().filter(|c| **c < head).filter(opens).max().copied();
    for &child in sentence.children(head).iter().filter(|c| bound.is_none_or(|b| **c > b)) {
        let token = sentence.token(child);
        let negation = token.relation == Relation::Advmod && matches!(token.lemma.as_str(), "not" | "n't" | "never");
        let before =
            child < head && matches!(token.relation, Relation::Obl | Relation::OblUnmarked | Relation::Discourse);
        let aside = token.relation == Relation::Advmod && ASIDES.contains(&token.lemma.as_str());
        if OUTSIDE.contains(&token.relation) || negation || before || aside {
            continue;
        }
        for part in sentence.subtree(child) {
            words = words.join(Span::new(part.index(), part.index() + 1));
        }
    }
    words
}
