//! How a proposition is put forward: polarity, modality and holder, composed from its own words outwards.
//!
//! The scheme is that of FactBank and of implicative signatures (Saurí & Pustejovsky 2009; Karttunen 1971): every word that embeds another says what it
//! does to polarity and modality, and who speaks. The words are lists in `ontology/rules/embedding.words`; only how effects compose is here.
use super::embedding::{Effect, Embedders, Kin, Site};
use super::reasons::{Cause, Reason};
use super::record::Modality;
use super::register::Register;
use crate::clauses::{Kind, Link, Proposition, PropositionId, Role};
use crate::rules::Scene;
use crate::syntax::{Feature, Relation, TokenId, Upos};

/// How a proposition is put forward.
#[derive(Debug, Clone, PartialEq, Default)]
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
    pub because: Vec<Reason>,
}

/// What kind of relation a proposition is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nature {
    /// Something done, felt or said: all that embeds it counts.
    #[default]
    Event,
    /// Where something is, what it belongs to: a noun phrase presupposes it ("the calls from the institute in Oslo").
    Standing,
    /// An evaluation, which the subject of a verb of judgement holds ("Oslo sees it as").
    Judgement,
}

/// Composes stances in one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The sentence.
    pub scene: Scene<'a>,
    /// The embedding words.
    pub embedders: &'a Embedders,
    /// Whose text it is.
    pub register: Register,
}

/// Composition in progress.
#[derive(Debug, Default)]
pub(super) struct Course {
    pub stance: Stance,
    /// Future-in-the-past: "would" below a speech verb in the past is a plan or forecast, not a hypothesis.
    pub would: bool,
    /// The same, told as what came later.
    pub later: bool,
    /// A condition hangs on a clause on the way.
    pub conditional: bool,
    /// The subject of the proposition, for "said that it would".
    subject: Option<TokenId>,
    /// The last step was from a complement to its noun: the verb of that noun counts.
    pub carried: bool,
    /// Polarity at the indefinite noun that a relative clause hangs on: what denies the noun's own clause does not deny what is said of the noun.
    pub borne: Option<bool>,
    /// False once the way has passed a relative or adverbial clause: what is beyond presupposes the proposition, only speech reaches in.
    pub reached: bool,
}

impl Judge<'_> {
    /// The stance of a proposition; of a noun in a light-verb construction, that of the verb.
    #[must_use]
    pub fn stance(&self, id: PropositionId, support: Option<PropositionId>, nature: Nature) -> Stance {
        let p = self.scene.clauses.get(id);
        let mut course = Course { subject: p.filler(&Role::Subject), reached: true, ..Course::default() };
        course.stance.question = p.question && self.in_main_clause(id);
        if nature == Nature::Judgement && p.kind == Kind::Verb && self.embedders.is(Kin::Judging, &p.lemma) {
            self.judged(p, &mut course);
        }
        self.own(p, true, &mut course);
        if p.kind == Kind::Verb && self.opens_as_condition(p) {
            self.condition(p, &mut course);
            return settle(course);
        }
        course.reached = nature != Nature::Standing || p.kind != Kind::Noun || support.is_some();
        if let Some(verb) = support {
            self.own(self.scene.clauses.get(verb), true, &mut course);
        }
        self.climb(support.unwrap_or(id), &mut course);
        settle(course)
    }

    fn in_main_clause(&self, id: PropositionId) -> bool {
        let inside = |p: &Proposition| matches!(p.link, Link::Relative | Link::Participle);
        !inside(self.scene.clauses.get(id))
            && !self.scene.clauses.governors(id).any(|g| inside(self.scene.clauses.get(g)))
    }

    /// "Britain views it as": the judgement is Britain's.
    fn judged(&self, p: &Proposition, course: &mut Course) {
        if let Some(who) = p.filler(&Role::Subject) {
            course.stance.holders.push(who);
            course.note(p.head, Cause::Judges);
        }
    }

    /// Walks outwards; each governor adds its effect, then what its own clause says.
    fn climb(&self, start: PropositionId, course: &mut Course) {
        let mut at = start;
        for _ in 0..=self.scene.clauses.propositions.len() {
            let p = self.scene.clauses.get(at);
            self.parenthesis(p, course);
            let Some(outer) = p.governor else { break };
            let governor = self.scene.clauses.get(outer);
            if self.stands_apart(p, governor) {
                break;
            }
            if self.is_astray(p, governor) {
                let Some(beyond) = governor.governor else { break };
                at = beyond;
                continue;
            }
            self.step(p, governor, course);
            at = outer;
        }
    }

    /// One step outwards.
    fn step(&self, p: &Proposition, governor: &Proposition, course: &mut Course) {
        match p.link {
            Link::Complement | Link::Open | Link::Subject => self.complement(p, governor, course),
            Link::Participle | Link::Relative if self.completes_noun(p) => {
                self.noun_complement(p, governor, course);
                course.carried = true;
            }
            // "needs a policy that protects …": of what does not exist yet, nothing is a fact.
            Link::Participle | Link::Relative if self.is_indefinite(governor) => {
                course.borne.get_or_insert(course.stance.negative);
                course.carried = true;
            }
            Link::Adverbial => self.adverbial(p, governor, course),
            Link::Relative | Link::Participle => course.reached = false,
            Link::Argument => self.argument(p, governor, course),
            // A conjunct has taken over what it shares; what governs the first governs it too, but the first's own words do not.
            Link::Conjunct | Link::Parataxis | Link::Root => {}
        }
    }

    /// A common noun without article, or with one that picks out nothing known.
    fn is_indefinite(&self, noun: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let definite = sentence.children(noun.head).iter().any(|c| {
            let token = sentence.token(*c);
            let article = token.relation == Relation::Det
                && !matches!(token.lemma.as_str(), "a" | "an" | "any" | "some" | "such" | "no" | "another");
            article || token.relation == Relation::NmodPoss
        });
        noun.kind == Kind::Noun && sentence.token(noun.head).upos == Upos::Noun && !definite
    }

    /// After a semicolon, with a subject of its own, nothing from before reaches in.
    fn stands_apart(&self, p: &Proposition, governor: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let between = governor.head.0 + 1..p.head.0;
        matches!(p.link, Link::Conjunct | Link::Parataxis)
            && between.map(TokenId).any(|t| sentence.token(t).lemma == ";")
            && p.arguments.iter().any(|a| a.own && matches!(a.role, Role::Subject | Role::Object) && a.token < p.head)
    }

    /// "has vowed to open the line and has closed the camp": a finite verb does not go on from an infinitive.
    fn is_astray(&self, p: &Proposition, governor: &Proposition) -> bool {
        p.link == Link::Conjunct && governor.kind == Kind::Verb && governor.infinitive && self.is_finite(p)
    }

    pub(super) fn is_finite(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let finite = |t: TokenId| sentence.token(t).features.is(Feature::VerbForm, "Fin");
        let auxiliary = |c: &TokenId| {
            matches!(sentence.token(*c).relation, Relation::Aux | Relation::AuxPass | Relation::Cop) && finite(*c)
        };
        finite(p.head) || sentence.children(p.head).iter().any(auxiliary)
    }

    pub(super) fn is_gerund(&self, p: &Proposition) -> bool {
        let features = self.scene.sentence.token(p.head).features;
        features.is(Feature::VerbForm, "Ger")
            || features.is(Feature::VerbForm, "Part") && features.is(Feature::Tense, "Pres")
    }

    /// "…, he said", "as he noted": the speaker stands in a parenthesis of the clause.
    fn parenthesis(&self, p: &Proposition, course: &mut Course) {
        for &child in self.scene.sentence.children(p.head) {
            let relation = self.scene.sentence.token(child).relation;
            let Some(inner) = self.scene.clauses.at(child).map(|i| self.scene.clauses.get(i)) else { continue };
            let aside =
                relation == Relation::Parataxis || relation == Relation::Advcl && inner.mark.as_deref() == Some("as");
            let says = self.embedders.effect(Site::Clause, &inner.lemma) == Some(Effect::Say);
            let complete = inner.arguments.iter().any(|a| a.own && matches!(a.role, Role::Object | Role::Complement));
            if aside && says && inner.kind == Kind::Verb && !complete {
                self.apply(Effect::Say, inner.head, inner.filler(&Role::Subject), course);
            }
        }
    }

    pub(super) fn apply(&self, effect: Effect, word: TokenId, who: Option<TokenId>, course: &mut Course) {
        course.note(word, Cause::Embeds(effect));
        let foreseen = matches!(effect, Effect::Pledge | Effect::Plan | Effect::Expect | Effect::Likely);
        let stance = &mut course.stance;
        // "vowed that it would": the future of the past, not a hypothesis.
        if foreseen
            && std::mem::take(&mut course.would)
            && stance.modality == Modality::Hypothetical
            && !course.conditional
        {
            stance.modality = Modality::Asserted;
        }
        if effect.has_holder() {
            stance.holders.extend(who);
        }
        match effect {
            Effect::Say => self.speech(who, course),
            Effect::Deny | Effect::Refuse => stance.negative ^= true,
            Effect::Expect | Effect::Likely => raise(stance, Modality::Predicted),
            Effect::Suppose | Effect::May | Effect::Consider => raise(stance, Modality::Possible),
            Effect::Pledge | Effect::Plan => raise(stance, Modality::Committed),
            Effect::Advise | Effect::Need => raise(stance, Modality::Recommended),
            Effect::Unlikely => {
                raise(stance, Modality::Predicted);
                stance.negative ^= true;
            }
            Effect::Fact => {}
        }
    }

    /// "said it would", "announced that it will": what speakers say of their own future binds them; of others', it foresees.
    fn speech(&self, who: Option<TokenId>, course: &mut Course) {
        let own = self.same_side(who, course.subject);
        let stance = &mut course.stance;
        if course.would && stance.modality == Modality::Hypothetical && !course.conditional {
            stance.modality = if own { Modality::Committed } else { Modality::Predicted };
        } else if own && stance.modality == Modality::Predicted {
            stance.modality = Modality::Committed;
        }
        course.would = false;
    }

    fn same_side(&self, a: Option<TokenId>, b: Option<TokenId>) -> bool {
        let mentions = self.scene.mentions;
        let side = |t: Option<TokenId>| {
            let entity = mentions.mention(mentions.at(self.scene.number, t?)?).entity?;
            let office = mentions.offices.iter().find(|o| mentions.mention(o.person).entity == Some(entity));
            Some((entity, office.and_then(|o| o.of)))
        };
        match (side(a), side(b)) {
            (Some((a, a_of)), Some((b, b_of))) => a == b || a_of == Some(b) || b_of == Some(a),
            _ => false,
        }
    }

    /// "neither X nor Y": each is denied.
    #[must_use]
    pub fn is_neither(&self, token: TokenId) -> bool {
        let sentence = self.scene.sentence;
        let negative = |c: &TokenId| {
            let child = sentence.token(*c);
            matches!(child.relation, Relation::CcPreconj | Relation::Cc)
                && matches!(child.lemma.as_str(), "neither" | "nor")
        };
        sentence.children(token).iter().any(negative)
    }

    /// "X, not Y, signed": what is set apart by "not" is denied.
    #[must_use]
    pub fn is_set_apart(&self, token: TokenId) -> bool {
        let sentence = self.scene.sentence;
        let joined = matches!(sentence.token(token).relation, Relation::Conj | Relation::Appos);
        joined && sentence.children(token).iter().any(|c| sentence.token(*c).lemma == "not" && *c < token)
    }
}

/// What remains of "would" and of possibility when nobody speaks.
fn settle(mut course: Course) -> Stance {
    if let Some(negative) = course.borne {
        course.stance.negative = negative;
    }
    let open = course.stance.modality;
    if course.would && course.later && open == Modality::Hypothetical && !course.conditional {
        course.stance.modality = Modality::Asserted;
        if let Some(reason) = course.stance.because.iter_mut().find(|r| r.cause == Cause::Would) {
            reason.cause = Cause::Afterwards;
        }
    }
    if course.conditional && open == Modality::Possible {
        course.stance.modality = Modality::Hypothetical;
    }
    course.stance
}

/// Sets a modality that comes from further out: a hedge or condition outranks plain statement, plan and forecast; advice stays advice.
pub(super) fn raise(stance: &mut Stance, outer: Modality) {
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
