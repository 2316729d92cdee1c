//! What a proposition's own clause says of it: negation, mood, modal, hedges, source.
use smol_str::SmolStr;

use super::embedding::{Kin, Site};
use super::reasons::{Cause, Reason};
use super::record::Modality;
use super::stance::{Course, Judge, raise};
use crate::clauses::{Kind, Link, Proposition, Role};
use crate::syntax::{Feature, Relation, TokenId, Upos};

impl Judge<'_> {
    /// Adds what the clause of `p` says. `denies` is false where the clause's own negation is already accounted for.
    pub(super) fn own(&self, p: &Proposition, denies: bool, course: &mut Course) {
        if denies && let Some(word) = self.negation(p) {
            course.stance.negative ^= true;
            course.note(word, Cause::Denied);
        }
        course.stance.ended |= p.ended;
        if p.imperative && p.kind == Kind::Verb && self.is_command(p) {
            raise(&mut course.stance, Modality::Recommended);
            course.note(p.head, Cause::Command);
        }
        self.modal(p, course);
        self.equated(p, course);
        for &child in self.scene.sentence.children(p.head) {
            let token = self.scene.sentence.token(child);
            if matches!(token.relation, Relation::Advmod | Relation::Amod)
                && let Some(effect) = self.embedders.effect(Site::Hedge, &token.lemma)
            {
                self.apply(effect, child, None, course);
            }
        }
        course.conditional |= self.has_condition(p);
        self.according_to(p, course);
    }

    /// "The aim is to deter": what is said of a plan or duty is planned or due.
    fn equated(&self, p: &Proposition, course: &mut Course) {
        let copula = self.scene.sentence.child(p.head, Relation::Cop).is_some();
        let noun = p.filler(&Role::Subject).filter(|_| copula && p.infinitive && p.kind == Kind::Verb);
        let Some(noun) = noun.and_then(|t| self.scene.clauses.at(t)).map(|id| self.scene.clauses.get(id)) else {
            return;
        };
        if let Some(effect) = self.embedders.effect(Site::Noun, &noun.lemma) {
            self.apply(effect, noun.head, self.owner(noun), course);
        }
    }

    /// The word that denies the proposition.
    fn negation(&self, p: &Proposition) -> Option<TokenId> {
        if p.negated {
            return (!self.only(p)).then_some(p.head);
        }
        if p.kind == Kind::Verb { self.no_argument(p).or_else(|| self.shared_negation(p)) } else { None }
    }

    /// "not … only", "no longer just": the negation limits, it does not deny.
    fn only(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let limits = |t: TokenId| {
            let token = sentence.token(t);
            token.relation == Relation::Advmod && matches!(token.lemma.as_str(), "only" | "just" | "merely" | "solely")
        };
        let own = p.arguments.iter().filter(|a| a.own && a.role != Role::Complement).map(|a| a.token);
        sentence.children(p.head).iter().any(|c| limits(*c))
            || own.into_iter().any(|a| sentence.children(a).iter().any(|c| limits(*c)))
    }

    /// "signed no treaty", "neither side withdrew": a negative determiner on subject or object denies the whole.
    fn no_argument(&self, p: &Proposition) -> Option<TokenId> {
        let sentence = self.scene.sentence;
        let lemma = |t: TokenId| sentence.token(t).lemma.as_str();
        let no = |t: TokenId| {
            let itself = matches!(lemma(t), "nobody" | "nothing" | "none") || lemma(t) == "no_one";
            let det = || sentence.children_by(t, Relation::Det).find(|d| matches!(lemma(*d), "no" | "neither"));
            if itself { Some(t) } else { det() }
        };
        let excepted = |t: TokenId| sentence.children(t).iter().any(|c| matches!(lemma(*c), "other" | "longer"));
        let core = || p.arguments.iter().filter(|a| a.own && matches!(a.role, Role::Subject | Role::Object));
        if core().any(|a| excepted(a.token)) {
            return None;
        }
        core().find_map(|a| no(a.token))
    }

    /// "never signed or ratified it": the negation before the first of two verbs joined by "or" holds for both.
    fn shared_negation(&self, p: &Proposition) -> Option<TokenId> {
        let sentence = self.scene.sentence;
        let joined = sentence.children_by(p.head, Relation::Cc).any(|c| sentence.token(c).lemma == "or");
        let first = p.governor.filter(|_| joined && p.link == Link::Conjunct).map(|g| self.scene.clauses.get(g))?;
        let own = p.arguments.iter().any(|a| a.own && a.role == Role::Subject);
        (first.negated && !own).then_some(first.head)
    }

    /// A command stands alone: a bare verb further down only looks like one.
    fn is_command(&self, p: &Proposition) -> bool {
        match p.link {
            Link::Root | Link::Parataxis => true,
            Link::Conjunct => p.governor.is_some_and(|g| {
                let first = self.scene.clauses.get(g);
                first.imperative && matches!(first.link, Link::Root | Link::Parataxis)
            }),
            _ => false,
        }
    }

    pub(super) fn modal(&self, p: &Proposition, course: &mut Course) {
        let perfect = self.is_perfect(p);
        let (modality, cause) = match p.modal.as_deref() {
            Some("must" | "ought") if perfect => (Modality::Possible, Cause::Possibility),
            Some("need") if p.negated => return,
            Some("must" | "should" | "ought" | "need") => (Modality::Recommended, Cause::Duty),
            Some("may" | "might") => (Modality::Possible, Cause::Possibility),
            Some("can" | "could") if !p.negated => (Modality::Possible, Cause::Possibility),
            Some("will" | "shall" | "'ll" | "’ll") => self.future(p),
            Some("would" | "'d" | "’d") => {
                course.would = true;
                course.later |= p.adverbs.iter().any(|a| self.is(Kin::Later, *a));
                (Modality::Hypothetical, Cause::Would)
            }
            _ => return,
        };
        raise(&mut course.stance, modality);
        let modal = self.scene.sentence.child(p.head, Relation::Aux).unwrap_or(p.head);
        course.note(modal, cause);
    }

    /// "We will …" binds; "Japan will …" foresees, unless the text speaks for governments.
    fn future(&self, p: &Proposition) -> (Modality, Cause) {
        let bound = p.kind == Kind::Verb
            && !self.embedders.is(Kin::Fate, &p.lemma)
            && p.filler(&Role::Subject).or_else(|| p.surface_subject()).is_some_and(|s| self.binds_itself(s));
        if bound { (Modality::Committed, Cause::OwnFuture) } else { (Modality::Predicted, Cause::Future) }
    }

    fn binds_itself(&self, subject: TokenId) -> bool {
        let token = self.scene.sentence.token(subject);
        if token.upos == Upos::Pron && token.features.is(Feature::Person, "1") {
            return true;
        }
        let mentions = self.scene.mentions;
        let mention = mentions.at(self.scene.number, subject).map(|m| mentions.mention(m));
        let Some(entity) = mention.and_then(|m| m.entity) else { return false };
        let own = Some(entity) == mentions.voice || mentions.authors.contains(&entity);
        own || self.register.official && self.register.actors.contains(mentions.entity(entity).class)
    }

    fn is_perfect(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        sentence.children_by(p.head, Relation::Aux).any(|a| sentence.token(a).lemma == "have")
    }

    /// Past or perfect.
    pub(super) fn is_past(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let past = |t: TokenId| {
            let features = sentence.token(t).features;
            features.is(Feature::Tense, "Past") && features.is(Feature::VerbForm, "Fin")
        };
        let auxiliary = |c: &TokenId| {
            matches!(sentence.token(*c).relation, Relation::Aux | Relation::AuxPass | Relation::Cop) && past(*c)
        };
        p.modal.is_none() && (past(p.head) || self.is_perfect(p) || sentence.children(p.head).iter().any(auxiliary))
    }

    /// A condition hangs on the clause.
    fn has_condition(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let inside = sentence.children_by(p.head, Relation::Advcl).filter_map(|c| self.scene.clauses.at(c));
        inside.map(|c| self.scene.clauses.get(c)).any(|c| self.is_condition(c))
            || self.opening_inversion().is_some_and(|end| end < p.head)
    }

    /// "if …", "unless …", "should it …", "had it …".
    pub(super) fn is_condition(&self, p: &Proposition) -> bool {
        let marked = matches!(
            p.mark.as_deref(),
            Some("if" | "unless" | "provided" | "lest" | "whether" | "in_case" | "as_long_as" | "so_long_as")
        );
        marked || self.is_inverted(p)
    }

    fn is_inverted(&self, p: &Proposition) -> bool {
        let sentence = self.scene.sentence;
        let before_subject = |aux: TokenId| {
            let lemma = sentence.token(aux).lemma.as_str();
            let subject = [Relation::Nsubj, Relation::NsubjPass].iter().find_map(|r| sentence.child(p.head, *r));
            matches!(lemma, "have" | "should" | "be" | "were") && subject.is_some_and(|s| aux < s)
        };
        let auxiliary = sentence.children_by(p.head, Relation::Aux).next();
        let clause = p.link == Link::Adverbial && p.mark.is_none();
        clause && auxiliary.is_some_and(before_subject) || self.opens_as_condition(p)
    }

    /// Stands in the condition that opens the sentence by inversion.
    pub(super) fn opens_as_condition(&self, p: &Proposition) -> bool {
        self.opening_inversion().is_some_and(|end| p.head < end)
    }

    /// "Had Paris been asked, …": the comma that closes a condition which opens the sentence. Trees often miss it; its words do not.
    fn opening_inversion(&self) -> Option<TokenId> {
        let sentence = self.scene.sentence;
        let [first, second, ..] = sentence.tokens.as_slice() else { return None };
        let opens = matches!(first.lemma.as_str(), "have" | "should")
            && !first.features.is(Feature::Tense, "Pres")
            && first.upos != Upos::Noun
            && matches!(second.upos, Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj);
        let comma = sentence.ids().find(|t| sentence.token(*t).lemma == ",").filter(|_| opens)?;
        let modal =
            |t: TokenId| matches!(sentence.token(t).lemma.as_str(), "would" | "might" | "could" | "will" | "may");
        sentence.ids().skip(comma.index()).any(modal).then_some(comma)
    }

    fn according_to(&self, p: &Proposition, course: &mut Course) {
        let roles = ["accord_to", "according_to"].map(|r| Role::Oblique(SmolStr::new_static(r)));
        if let Some(who) = roles.iter().find_map(|r| p.filler(r)) {
            course.stance.holders.push(who);
            course.note(who, Cause::Source);
        }
    }

    pub(super) fn is(&self, kin: Kin, token: TokenId) -> bool {
        self.embedders.is(kin, &self.scene.sentence.token(token).lemma)
    }

    /// A noun of success with next to nothing before it: "had little effect in".
    pub(super) fn comes_to_nothing(&self, noun: TokenId) -> bool {
        let scant = |c: &TokenId| self.is(Kin::Scant, *c);
        self.is(Kin::Outcome, noun) && self.scene.sentence.children(noun).iter().any(scant)
    }
}

impl Course {
    pub(super) fn note(&mut self, word: TokenId, cause: Cause) {
        let reason = Reason { word, cause };
        if !self.stance.because.contains(&reason) {
            self.stance.because.push(reason);
        }
    }
}
