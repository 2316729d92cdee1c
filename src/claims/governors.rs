//! What the words do that govern a proposition: verbs and predicate words, nouns, and the marks of adverbial clauses.
use smol_str::SmolStr;

use super::embedding::{Effect, Kin, Site};
use super::reasons::Cause;
use super::record::Modality;
use super::stance::{Course, Judge, raise};
use crate::clauses::{Kind, Link, Proposition, Role};
use crate::syntax::{Feature, Relation, TokenId, Upos};

impl Judge<'_> {
    pub(super) fn complement(&self, p: &Proposition, governor: &Proposition, course: &mut Course) {
        // "whether it is a member": asked or left open, not stated.
        course.stance.question |= matches!(p.mark.as_deref(), Some("whether")) && p.link == Link::Complement;
        if let Some(noun) = self.noun_before(p, governor) {
            self.noun_complement(p, noun, course);
            self.outer_clause(noun, course);
            return;
        }
        let effect = self.clause_effect(p, governor).filter(|_| !self.is_copula_like(p, governor));
        self.embed(effect, governor, course);
    }

    /// "seems safe", "agreed": with an adjective for complement the word is a copula. "has" and "is" embed infinitives only.
    fn is_copula_like(&self, p: &Proposition, governor: &Proposition) -> bool {
        let bare =
            p.kind != Kind::Verb && p.link == Link::Open && self.scene.sentence.child(p.head, Relation::Cop).is_none();
        bare || matches!(governor.lemma.as_str(), "have" | "be") && !(p.link == Link::Open && p.infinitive)
    }

    /// What a verb or predicate word does to its complement.
    fn clause_effect(&self, p: &Proposition, governor: &Proposition) -> Option<Effect> {
        let at = |site| self.embedders.effect(site, &governor.lemma);
        let finite = p.link == Link::Complement && self.is_finite(p) && p.mark.as_deref() != Some("to");
        let other_acts = || {
            let actor = p.filler(&Role::Subject);
            actor.is_some() && !governor.passive && actor == governor.filler(&Role::Object)
        };
        if governor.passive && governor.filler(&Role::Subject).is_none() {
            at(Site::Passive).or_else(|| at(Site::Clause))
        } else if finite {
            at(Site::Finite).or_else(|| at(Site::Clause))
        } else if other_acts() {
            at(Site::Object).or_else(|| at(Site::Clause))
        } else {
            at(Site::Clause)
        }
    }

    /// Applies the effect of a verb or predicate word, then what its own clause says.
    fn embed(&self, effect: Option<Effect>, governor: &Proposition, course: &mut Course) {
        let says = matches!(effect, Some(Effect::Say | Effect::Deny));
        let unsaid = effect == Some(Effect::Say) && governor.negated && !self.lowers(governor);
        if unsaid {
            raise(&mut course.stance, Modality::Possible);
            course.note(governor.head, Cause::Unsaid);
        } else if let Some(effect) = effect.filter(|_| course.reached || says) {
            self.embed_by(effect, governor, course);
        }
        if course.reached {
            self.own(governor, !unsaid, course);
        }
    }

    fn lowers(&self, governor: &Proposition) -> bool {
        self.embedders.is(Kin::Lowering, &governor.lemma)
    }

    fn embed_by(&self, effect: Effect, governor: &Proposition, course: &mut Course) {
        let conditional = matches!(effect, Effect::May | Effect::Need);
        if conditional && self.embedders.is(Kin::Realised, &governor.lemma) && self.is_past(governor) {
            course.note(governor.head, Cause::Realised);
            return;
        }
        // "is not able to", "does not have to": what is not possible is not so, what is not needed is open.
        if effect == Effect::May && governor.negated {
            return;
        }
        let mut who = governor.filler(&Role::Subject);
        if governor.passive && who.is_none() {
            let unnamed = self.embedders.effect(Site::Passive, &governor.lemma).is_none();
            if unnamed && matches!(effect, Effect::Say | Effect::Expect | Effect::Suppose) {
                self.hearsay(effect, governor, course);
                return;
            }
            who = governor.filler(&Role::Object).filter(|_| !unnamed);
        }
        self.apply(effect, governor.head, who, course);
    }

    /// "is said to", "is expected to".
    fn hearsay(&self, effect: Effect, governor: &Proposition, course: &mut Course) {
        course.stance.hearsay |= effect == Effect::Say;
        let modality = if effect == Effect::Expect { Modality::Predicted } else { Modality::Possible };
        raise(&mut course.stance, modality);
        course.note(governor.head, Cause::Hearsay);
    }

    /// "to withdraw" in "its pledge to withdraw", "in joining" in "its interest in joining", "that" in "its claim that".
    pub(super) fn completes_noun(&self, p: &Proposition) -> bool {
        let mark = p.mark.as_deref();
        p.link == Link::Participle && p.infinitive && !self.is_gerund(p)
            || self.is_gerund(p)
                && matches!(mark, Some("in" | "of" | "at" | "for" | "from" | "to" | "against" | "about"))
            || mark == Some("that") && self.is_finite(p)
    }

    /// The noun that stands right before the mark of a complement which the tree hung on the verb: "reaffirmed its commitment to defend".
    fn noun_before(&self, p: &Proposition, governor: &Proposition) -> Option<&Proposition> {
        let sentence = self.scene.sentence;
        let mark = sentence.child(p.head, Relation::Mark)?;
        let noun = TokenId(mark.0.checked_sub(1)?);
        let token = sentence.token(noun);
        let known = self.embedders.effect(Site::Noun, &token.lemma).is_some() || self.is(Kin::Outcome, noun);
        let of_governor = noun > governor.head && !sentence.dominates(p.head, noun);
        let found = token.upos == Upos::Noun && known && of_governor;
        found.then(|| self.scene.clauses.at(noun)).flatten().map(|id| self.scene.clauses.get(id))
    }

    /// "its pledge to withdraw", "the need to deter", "little effect in stopping".
    pub(super) fn noun_complement(&self, p: &Proposition, noun: &Proposition, course: &mut Course) {
        if self.comes_to_nothing(noun.head) && course.reached {
            course.stance.negative ^= true;
            course.note(noun.head, Cause::Denied);
        }
        // "a view that", but "with a view to": a mark may make another noun of it.
        let marked = p.mark.as_ref().and_then(|m| self.embedders.effect(Site::Noun, &format!("{}_{m}", noun.lemma)));
        let Some(effect) = marked.or_else(|| self.embedders.effect(Site::Noun, &noun.lemma)) else {
            // "steps to reduce tensions", "a tool for promoting peace": what they are for does not say that it is reached.
            if course.reached && (p.infinitive || p.mark.as_deref() == Some("for")) && !self.is_doer(p, noun) {
                raise(&mut course.stance, Modality::Committed);
                course.note(p.head, Cause::Purpose);
            }
            return;
        };
        if !course.reached && !matches!(effect, Effect::Say | Effect::Deny) {
            return;
        }
        self.apply(effect, noun.head, self.owner(noun), course);
        if course.reached && !self.comes_to_nothing(noun.head) {
            self.own(noun, effect != Effect::Need, course);
        }
    }

    /// "the first country to recognise Israel": the noun itself does it.
    fn is_doer(&self, p: &Proposition, noun: &Proposition) -> bool {
        p.surface_subject() == Some(noun.head)
    }

    /// Whose pledge, plan or claim it is: its possessor, "by …", "from …", "of …", or who makes it.
    pub(super) fn owner(&self, noun: &Proposition) -> Option<TokenId> {
        let role = |name| Role::Oblique(SmolStr::new_static(name));
        let own = [Role::Possessor, role("by"), role("from"), role("of"), role("between")];
        own.iter().find_map(|r| noun.filler(r)).or_else(|| {
            let verb = noun.governor.map(|g| self.scene.clauses.get(g)).filter(|g| g.kind == Kind::Verb)?;
            let object = verb.fillers(&Role::Object).any(|t| t == noun.head);
            object.then(|| verb.filler(&Role::Subject)).flatten()
        })
    }

    /// What the verb says whose argument is the noun that embeds: "did not make a commitment to", "will make an effort to".
    fn outer_clause(&self, noun: &Proposition, course: &mut Course) {
        let verb = noun.governor.map(|g| self.scene.clauses.get(g)).filter(|g| g.kind == Kind::Verb);
        if let Some(verb) = verb.filter(|_| course.reached && noun.link == Link::Argument) {
            self.own(verb, true, course);
        }
    }

    pub(super) fn adverbial(&self, p: &Proposition, governor: &Proposition, course: &mut Course) {
        if self.is_condition(p) {
            self.condition(p, course);
            return;
        }
        if let Some(noun) = self.noun_before(p, governor) {
            self.noun_complement(p, noun, course);
            self.outer_clause(noun, course);
            return;
        }
        let gerund = self.is_gerund(p) && p.mark.is_some();
        let trailing = self.is_gerund(p) && p.mark.is_none() && p.head > governor.head;
        match p.mark.as_deref() {
            Some("rather_than" | "instead_of" | "rather" | "instead") if course.reached => {
                course.stance.negative ^= true;
                course.note(p.head, Cause::Replaced);
            }
            // A purpose stands or falls with what is done for it; "committed to strengthening", "refrain from using" are complements.
            Some("to" | "from" | "of" | "for" | "in" | "at" | "into" | "towards" | "toward") if gerund => {
                let effect = self.clause_effect(p, governor);
                self.embed(effect, governor, course);
            }
            _ if p.infinitive => {
                let effect =
                    self.clause_effect(p, governor).filter(|e| governor.passive || self.moves(*e, p, governor));
                // What is done in order to reach something does not say that it is reached.
                if effect.is_none() && course.reached {
                    raise(&mut course.stance, Modality::Committed);
                    course.note(p.head, Cause::Purpose);
                }
                self.embed(effect, governor, course);
            }
            // "will do so by cutting", "will open the port, easing trade": means and results are as certain as the deed.
            Some("by" | "through" | "including_by" | "including_through") => self.shared_modal(governor, course),
            None if trailing => self.shared_modal(governor, course),
            _ => course.reached = false,
        }
    }

    /// "invited Seoul to visit", read as a purpose: the object is to act.
    fn moves(&self, effect: Effect, p: &Proposition, governor: &Proposition) -> bool {
        let actor = p.filler(&Role::Subject);
        effect == Effect::Advise && actor.is_some() && actor != governor.filler(&Role::Subject)
    }

    fn shared_modal(&self, governor: &Proposition, course: &mut Course) {
        if course.reached {
            self.modal(governor, course);
        }
    }

    /// What is only assumed. "Had it not …" and "if it had not …" tell that it did.
    pub(super) fn condition(&self, p: &Proposition, course: &mut Course) {
        if course.reached {
            let past = self.scene.sentence.children_by(p.head, Relation::Aux).any(|a| {
                let token = self.scene.sentence.token(a);
                token.lemma == "have" && token.features.is(Feature::Tense, "Past")
            });
            let undone = past && p.negated && course.stance.negative;
            course.stance.negative &= !undone;
            course.stance.modality = if undone { Modality::Asserted } else { Modality::Hypothetical };
            course.note(p.head, Cause::Condition);
        }
        course.reached = false;
    }

    /// A noun under a verb or another noun.
    pub(super) fn argument(&self, p: &Proposition, governor: &Proposition, course: &mut Course) {
        let carried = std::mem::take(&mut course.carried);
        if !course.reached {
            return;
        }
        let role = governor.arguments.iter().find(|a| a.token == p.head).map(|a| &a.role);
        let named = self.scene.sentence.token(p.head).upos == Upos::Propn;
        let effect = match governor.kind {
            _ if named => None,
            Kind::Noun => self.embedders.effect(Site::Noun, &governor.lemma),
            Kind::Verb if governor.passive && matches!(role, Some(Role::Object)) => self.clause_effect(p, governor),
            Kind::Verb if !matches!(role, Some(Role::Subject)) => self.embedders.effect(Site::Clause, &governor.lemma),
            _ => None,
        };
        if matches!(role, Some(Role::Subject)) && self.is_supposed(p, governor) {
            raise(&mut course.stance, Modality::Hypothetical);
            course.note(governor.head, Cause::Condition);
        }
        let effect = effect.filter(|e| !matches!(e, Effect::Say | Effect::Fact) && governor.lemma != "have");
        course.reached = effect.is_some() || carried && governor.kind == Kind::Verb;
        if let Some(effect) = effect {
            let who = governor.filler(&Role::Subject).or_else(|| self.owner(governor));
            self.apply(effect, governor.head, who, course);
        }
        if course.reached && (governor.kind == Kind::Verb || governor.negated) {
            self.own(governor, true, course);
        }
    }

    /// "An attack could draw in others", "any strike would be answered": under a modal an indefinite subject is only supposed.
    fn is_supposed(&self, p: &Proposition, governor: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let indefinite = sentence
            .children_by(p.head, Relation::Det)
            .any(|d| matches!(sentence.token(d).lemma.as_str(), "a" | "an" | "any"));
        let modal =
            matches!(governor.modal.as_deref(), Some("may" | "might" | "could" | "can" | "would" | "will" | "should"));
        indefinite && modal && governor.kind != Kind::Noun
    }
}
