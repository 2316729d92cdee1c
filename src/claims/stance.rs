//! How a proposition is put forward: polarity, modality and holder, composed from its own words outwards.
//!
//! The scheme is that of FactBank and of implicative signatures (Saurí & Pustejovsky 2009; Karttunen 1971): every word that embeds another says what it
//! does to polarity and modality, and who speaks. The words are lists in `ontology/rules/embedding.words`; only how effects compose is here.
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::record::Modality;
use crate::clauses::{Kind, Link, Proposition, PropositionId, Role};
use crate::rules::{Scene, WordLists};
use crate::syntax::{Feature, Relation, TokenId, Upos};

/// What an embedding word does to what it embeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Its subject says so.
    Say,
    /// Its subject says that it is not so.
    Deny,
    /// Its subject expects it.
    Expect,
    /// Its subject thinks it possible, hopes or fears it.
    Suppose,
    /// Its subject binds itself to it.
    Pledge,
    /// Its subject means to do it; the text's own voice tells of it.
    Plan,
    /// Its subject says that it should be.
    Advise,
    /// It should be, says the text's own voice.
    Need,
    /// It does not come about.
    Refuse,
    /// It may be.
    May,
    /// It will be.
    Likely,
    /// It will not be.
    Unlikely,
    /// It is only talked of.
    Consider,
}

const EFFECTS: &[(&str, Effect)] = &[
    ("say", Effect::Say),
    ("deny", Effect::Deny),
    ("expect", Effect::Expect),
    ("suppose", Effect::Suppose),
    ("pledge", Effect::Pledge),
    ("plan", Effect::Plan),
    ("advise", Effect::Advise),
    ("need", Effect::Need),
    ("refuse", Effect::Refuse),
    ("may", Effect::May),
    ("likely", Effect::Likely),
    ("unlikely", Effect::Unlikely),
    ("consider", Effect::Consider),
];

/// Embedding words by lemma: for verbs and predicate adjectives, for nouns, and for adjectives and adverbs that hedge what they modify.
#[derive(Debug, Default)]
pub struct Embedders {
    clausal: BTreeMap<SmolStr, Effect>,
    nominal: BTreeMap<SmolStr, Effect>,
    hedges: BTreeMap<SmolStr, Effect>,
}

impl Embedders {
    /// Picks the lists `@embed.say`, `@embed.say.noun`, `@embed.say.hedge` and so on.
    #[must_use]
    pub fn new(lists: &WordLists) -> Self {
        let mut found = Self::default();
        for (name, effect) in EFFECTS {
            let kinds = [("", &mut found.clausal), (".noun", &mut found.nominal), (".hedge", &mut found.hedges)];
            for (suffix, map) in kinds {
                let words = lists.get(&format!("embed.{name}{suffix}")).into_iter().flatten();
                map.extend(words.map(|w| (w.clone(), *effect)));
            }
        }
        found
    }
}

/// How a proposition is put forward.
#[derive(Debug, Clone, PartialEq)]
pub struct Stance {
    /// True when it is denied.
    pub negative: bool,
    /// How.
    pub modality: Modality,
    /// Who says so, innermost first; empty for the text's own voice.
    pub holders: Vec<TokenId>,
    /// True when it is attributed to nobody that the text names ("is said to").
    pub hearsay: bool,
    /// "no longer", "former".
    pub ended: bool,
    /// True inside a question, which states nothing.
    pub question: bool,
    /// The words that made it so, outermost last, for `explain`.
    pub because: Vec<TokenId>,
}

impl Stance {
    /// A plain statement in the text's own voice.
    #[must_use]
    pub fn plain() -> Self {
        Self {
            negative: false,
            modality: Modality::Asserted,
            holders: Vec::new(),
            hearsay: false,
            ended: false,
            question: false,
            because: Vec::new(),
        }
    }
}

/// Composes stances in one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The sentence.
    pub scene: Scene<'a>,
    /// The embedding words.
    pub embedders: &'a Embedders,
}

/// Composition in progress.
struct Course {
    stance: Stance,
    /// Future-in-the-past: "would" below a speech verb in the past is a plan or forecast, not a hypothesis.
    would: bool,
    /// The subject of the proposition, for "said that it would".
    subject: Option<TokenId>,
}

impl Judge<'_> {
    /// The stance of a proposition; of a noun in a light-verb construction, that of the verb.
    #[must_use]
    pub fn stance(&self, id: PropositionId, support: Option<PropositionId>) -> Stance {
        let p = self.scene.clauses.get(id);
        let subject = p.filler(&Role::Subject);
        let stance = Stance {
            negative: false,
            modality: Modality::Asserted,
            holders: Vec::new(),
            hearsay: false,
            ended: false,
            question: p.question && self.in_main_clause(id),
            because: Vec::new(),
        };
        let mut course = Course { stance, would: false, subject };
        self.own(p, &mut course);
        match support {
            Some(verb) => {
                self.own(self.scene.clauses.get(verb), &mut course);
                self.climb(verb, &mut course);
            }
            None => self.climb(id, &mut course),
        }
        course.stance
    }

    fn in_main_clause(&self, id: PropositionId) -> bool {
        let inside = |p: &Proposition| matches!(p.link, Link::Relative | Link::Participle);
        !inside(self.scene.clauses.get(id))
            && !self.scene.clauses.governors(id).any(|g| inside(self.scene.clauses.get(g)))
    }

    /// What the proposition's own clause says.
    fn own(&self, p: &Proposition, course: &mut Course) {
        let sentence = self.scene.sentence;
        let stance = &mut course.stance;
        stance.negative ^= p.negated;
        stance.ended |= p.ended;
        if p.imperative && p.kind == Kind::Verb {
            raise(stance, Modality::Recommended);
        }
        match p.modal.as_deref() {
            Some("must" | "should" | "ought" | "need") => raise(stance, Modality::Recommended),
            Some("may" | "might") => raise(stance, Modality::Possible),
            Some("can" | "could") if !p.negated => raise(stance, Modality::Possible),
            Some("will" | "shall" | "'ll") => raise(stance, self.future(p)),
            Some("would" | "'d") => {
                course.would = true;
                raise(stance, Modality::Hypothetical);
            }
            _ => {}
        }
        for &child in sentence.children(p.head) {
            let token = sentence.token(child);
            if matches!(token.relation, Relation::Advmod | Relation::Amod)
                && let Some(effect) = self.embedders.hedges.get(&token.lemma)
            {
                self.apply(*effect, child, None, course);
            }
        }
        if p.kind == Kind::Verb && self.has_no_object(p) {
            course.stance.negative ^= true;
        }
        self.according_to(p, course);
    }

    /// "signed no treaty", "neither side withdrew": a negative determiner on subject or object denies the whole.
    fn has_no_object(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let negative = |t: TokenId| {
            sentence.children_by(t, Relation::Det).any(|d| matches!(sentence.token(d).lemma.as_str(), "no" | "neither"))
        };
        let core = p.arguments.iter().filter(|a| a.own && matches!(a.role, Role::Subject | Role::Object));
        let mut exceptions = core.clone().flat_map(|a| sentence.children(a.token)).map(|c| sentence.token(*c));
        let excepted = exceptions.any(|c| matches!(c.lemma.as_str(), "other" | "longer"));
        core.into_iter().any(|a| negative(a.token)) && !excepted && !p.negated
    }

    /// "We will …" binds; "Japan will …" foresees.
    fn future(&self, p: &Proposition) -> Modality {
        let sentence = self.scene.sentence;
        let first_person = p.surface_subject().is_some_and(|s| {
            let token = sentence.token(s);
            token.upos == Upos::Pron && token.features.is(Feature::Person, "1")
        });
        let speaks = || {
            let mention = self.scene.mentions.at(self.scene.number, p.surface_subject()?)?;
            let entity = self.scene.mentions.mention(mention).entity?;
            let own = Some(entity) == self.scene.mentions.voice || self.scene.mentions.authors.contains(&entity);
            own.then_some(())
        };
        if first_person || speaks().is_some() { Modality::Committed } else { Modality::Predicted }
    }

    fn according_to(&self, p: &Proposition, course: &mut Course) {
        let role = Role::Oblique(SmolStr::new_static("accord_to"));
        let other = Role::Oblique(SmolStr::new_static("according_to"));
        if let Some(who) = p.filler(&role).or_else(|| p.filler(&other)) {
            course.stance.holders.push(who);
            course.stance.because.push(who);
        }
    }

    /// Walks outwards; each governor adds its effect, then what its own clause says.
    fn climb(&self, start: PropositionId, course: &mut Course) {
        let mut at = start;
        // False once the way has passed a relative or adverbial clause: what is beyond presupposes the proposition, only speech reaches in.
        let mut reached = true;
        let mut left = self.scene.clauses.propositions.len();
        loop {
            let p = self.scene.clauses.get(at);
            self.parenthesis(p, course);
            let Some(outer) = p.governor.filter(|_| left > 0) else { break };
            left -= 1;
            let governor = self.scene.clauses.get(outer);
            match p.link {
                Link::Complement | Link::Open | Link::Subject => self.complement(p, governor, reached, course),
                Link::Participle if p.infinitive || p.mark.is_some() => self.noun_complement(governor, reached, course),
                Link::Adverbial => reached &= self.adverbial(p, governor, reached, course),
                Link::Relative | Link::Participle => reached = false,
                Link::Argument => reached &= self.argument(p, governor, reached, course),
                Link::Conjunct | Link::Parataxis | Link::Root => {}
            }
            // A conjunct has taken over what it shares; what governs the first governs it too, but the first's own words do not.
            let shares = matches!(p.link, Link::Conjunct | Link::Parataxis);
            let embeds =
                matches!(p.link, Link::Complement | Link::Open | Link::Subject | Link::Participle | Link::Adverbial);
            if reached && embeds && !shares {
                self.own(governor, course);
            }
            at = outer;
        }
    }

    /// "…, he said": the speaker stands in a parenthesis of the clause.
    fn parenthesis(&self, p: &Proposition, course: &mut Course) {
        for child in self.scene.sentence.children_by(p.head, Relation::Parataxis) {
            let Some(inner) = self.scene.clauses.at(child).map(|i| self.scene.clauses.get(i)) else { continue };
            let says = self.embedders.clausal.get(&inner.lemma) == Some(&Effect::Say);
            if says && inner.filler(&Role::Object).is_none() {
                self.apply(Effect::Say, inner.head, inner.filler(&Role::Subject), course);
            }
        }
    }

    fn complement(&self, p: &Proposition, governor: &Proposition, reached: bool, course: &mut Course) {
        let Some(effect) = self.embedders.clausal.get(&governor.lemma).copied() else { return };
        // "has to", "needs to"; but "has" with any other complement embeds nothing.
        if governor.lemma == "have" && !(p.link == Link::Open && p.infinitive) {
            return;
        }
        // "seems", "agreed": with an adjective for complement the word is a copula.
        if p.kind != Kind::Verb && p.link == Link::Open {
            return;
        }
        if !reached && !matches!(effect, Effect::Say | Effect::Deny) {
            return;
        }
        let who = governor.filler(&Role::Subject);
        if governor.passive && who.is_none() && matches!(effect, Effect::Say | Effect::Expect | Effect::Suppose) {
            course.stance.hearsay |= effect == Effect::Say;
            let modality = if effect == Effect::Expect { Modality::Predicted } else { Modality::Possible };
            raise(&mut course.stance, modality);
            course.stance.because.push(governor.head);
            return;
        }
        self.apply(effect, governor.head, who, course);
    }

    /// "its pledge to withdraw", "the need to deter".
    fn noun_complement(&self, governor: &Proposition, reached: bool, course: &mut Course) {
        if let Some(effect) = self.embedders.nominal.get(&governor.lemma).filter(|_| reached) {
            self.apply(*effect, governor.head, governor.filler(&Role::Possessor), course);
        }
    }

    /// Returns whether outer words still reach in.
    fn adverbial(&self, p: &Proposition, governor: &Proposition, reached: bool, course: &mut Course) -> bool {
        match p.mark.as_deref() {
            Some(
                "if" | "unless" | "should" | "provided" | "lest" | "whether" | "in_case" | "as_long_as" | "so_long_as",
            ) => {
                if reached {
                    course.stance.modality = Modality::Hypothetical;
                    course.stance.because.push(p.head);
                }
                false
            }
            // A purpose stands or falls with what is done for it; "committed to strengthening", "refrain from using" are complements.
            Some("to" | "in_order_to" | "so_as_to" | "from" | "of" | "for" | "in") | None => {
                let gerund = !p.infinitive && p.mark.is_some();
                if gerund && let Some(effect) = self.embedders.clausal.get(&governor.lemma).filter(|_| reached) {
                    self.apply(*effect, governor.head, governor.filler(&Role::Subject), course);
                }
                reached && (p.infinitive || gerund)
            }
            Some("by") => reached,
            _ => false,
        }
    }

    /// A noun under a verb or another noun. Returns whether outer words still reach in.
    fn argument(&self, p: &Proposition, governor: &Proposition, reached: bool, course: &mut Course) -> bool {
        if !reached {
            return false;
        }
        let role = governor.arguments.iter().find(|a| a.token == p.head).map(|a| &a.role);
        let effect = match governor.kind {
            Kind::Noun => self.embedders.nominal.get(&governor.lemma),
            Kind::Verb if !matches!(role, Some(Role::Subject)) => self.embedders.clausal.get(&governor.lemma),
            _ => None,
        };
        let Some(effect) = effect.copied().filter(|e| !matches!(e, Effect::Say)) else { return false };
        let who = governor.filler(&Role::Subject).or_else(|| governor.filler(&Role::Possessor));
        self.apply(effect, governor.head, who, course);
        if governor.kind == Kind::Verb {
            self.own(governor, course);
        }
        true
    }

    fn apply(&self, effect: Effect, word: TokenId, who: Option<TokenId>, course: &mut Course) {
        let stance = &mut course.stance;
        stance.because.push(word);
        match effect {
            Effect::Say | Effect::Deny | Effect::Expect | Effect::Suppose | Effect::Pledge | Effect::Advise => {
                stance.holders.extend(who);
            }
            _ => {}
        }
        match effect {
            Effect::Say => self.speech(who, course),
            Effect::Deny => stance.negative ^= true,
            Effect::Expect | Effect::Likely => raise(stance, Modality::Predicted),
            Effect::Suppose | Effect::May => raise(stance, Modality::Possible),
            Effect::Pledge | Effect::Plan => raise(stance, Modality::Committed),
            Effect::Advise | Effect::Need => raise(stance, Modality::Recommended),
            Effect::Refuse => stance.negative ^= true,
            Effect::Unlikely => {
                raise(stance, Modality::Predicted);
                stance.negative ^= true;
            }
            Effect::Consider => raise(stance, Modality::Possible),
        }
    }

    /// "said it would", "announced that it will": what speakers say of their own future binds them; of others', it foresees.
    fn speech(&self, who: Option<TokenId>, course: &mut Course) {
        let own = self.same_side(who, course.subject);
        let stance = &mut course.stance;
        if course.would && stance.modality == Modality::Hypothetical {
            stance.modality = if own { Modality::Committed } else { Modality::Predicted };
        } else if own && stance.modality == Modality::Predicted {
            stance.modality = Modality::Committed;
        }
        course.would = false;
    }

    fn same_side(&self, a: Option<TokenId>, b: Option<TokenId>) -> bool {
        let entity = |t: Option<TokenId>| {
            let mention = self.scene.mentions.at(self.scene.number, t?)?;
            self.scene.mentions.mention(mention).entity
        };
        let side = |t: Option<TokenId>| {
            let entity = entity(t)?;
            let office = self
                .scene
                .mentions
                .offices
                .iter()
                .find(|o| self.scene.mentions.mention(o.person).entity == Some(entity));
            Some((entity, office.and_then(|o| o.of)))
        };
        match (side(a), side(b)) {
            (Some((a, a_of)), Some((b, b_of))) => a == b || a_of == Some(b) || b_of == Some(a),
            _ => false,
        }
    }
}

/// Sets a modality that comes from further out: a hedge or condition outranks plain statement, plan and forecast; advice stays advice.
fn raise(stance: &mut Stance, outer: Modality) {
    use Modality::{Asserted, Committed, Hypothetical, Possible, Predicted, Recommended};
    stance.modality = match (stance.modality, outer) {
        (inner, Asserted) => inner,
        (Asserted, outer) => outer,
        (Recommended, _) => Recommended,
        (Hypothetical, _) => Hypothetical,
        (Predicted, Committed | Recommended | Possible | Hypothetical) => outer,
        (Committed, Recommended | Possible | Hypothetical) => outer,
        (Possible, Hypothetical) => Hypothetical,
        (inner, _) => inner,
    };
}
