//! The values of the layer: propositions, their roles, and how one is embedded in another.
use smol_str::SmolStr;

use crate::syntax::{Sentence, TokenId};

/// Index of a proposition inside its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropositionId(pub u32);

/// What kind of word the predicate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A full verb.
    Verb,
    /// A noun, read as an event, state or relation ("revision", "alliance").
    Noun,
    /// A noun that is said of a subject by a copula ("is a member of").
    PredicateNoun,
    /// An adjective or other word said of a subject by a copula ("is essential to").
    PredicateAdjective,
    /// An adjective that modifies a noun ("critical of").
    Adjective,
}

/// What an argument is to its predicate, in the plain active form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who acts: subject of the active, agent of the passive.
    Subject,
    /// Who or what is acted on: object of the active, subject of the passive.
    Object,
    /// Indirect object.
    Indirect,
    /// Under a preposition, or several read as one ("with", "because_of"); empty for a bare adverbial.
    Oblique(SmolStr),
    /// "Japan's", "its" before a noun.
    Possessor,
    /// Compound or adjective before a noun ("Soviet", "arms" in "Soviet arms exports").
    Modifier,
    /// Clause or predicate that completes the verb.
    Complement,
}

/// One filled role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Which.
    pub role: Role,
    /// Head of the phrase that fills it; conjuncts of that head are not listed again.
    pub token: TokenId,
    /// False when syntax supplies it from another clause (control, coordination, relative clause).
    pub own: bool,
}

/// How a proposition hangs in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is the main clause.
    Root,
    /// Finite complement clause ("said that …").
    Complement,
    /// Complement without a subject of its own ("pledged to …").
    Open,
    /// Clausal subject ("To withdraw would be …").
    Subject,
    /// Adverbial clause, by its mark ("if", "to", "because", …; see [`Proposition::mark`]).
    Adverbial,
    /// Relative clause on a noun.
    Relative,
    /// Participle or infinitive on a noun.
    Participle,
    /// Second or later of a coordination.
    Conjunct,
    /// Juxtaposed ("…, he said").
    Parataxis,
    /// A noun as an argument of the governor.
    Argument,
}

/// A predicate with its roles and circumstances.
#[derive(Debug, Clone)]
pub struct Proposition {
    /// Predicate word.
    pub head: TokenId,
    /// Its lemma; a verb with its particle: `carry_out`.
    pub lemma: SmolStr,
    /// What kind of word it is.
    pub kind: Kind,
    /// Filled roles.
    pub arguments: Vec<Argument>,
    /// Negated in its own clause ("not", "never", "no longer", "without", "neither").
    pub negated: bool,
    /// "no longer", "former": it held and does not any more.
    pub ended: bool,
    /// Modal of its own clause: lemma of the auxiliary, or the semi-modal ("have_to", "be_to").
    pub modal: Option<SmolStr>,
    /// Subordinating mark of its own clause ("that", "if", "to", "because", "by").
    pub mark: Option<SmolStr>,
    /// True for the passive.
    pub passive: bool,
    /// True for an infinitive.
    pub infinitive: bool,
    /// True for a finite verb in the present.
    pub present: bool,
    /// True for an imperative.
    pub imperative: bool,
    /// True in a question.
    pub question: bool,
    /// Adverbs of its own.
    pub adverbs: Vec<TokenId>,
    /// What it is embedded in.
    pub governor: Option<PropositionId>,
    /// How.
    pub link: Link,
    /// The smallest arc margin that its reading rests on, 0–255.
    pub margin: u8,
}

impl Proposition {
    /// Tokens that fill a role, own ones first.
    pub fn fillers<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = TokenId> + 'a {
        self.arguments.iter().filter(move |a| a.role == *role).map(|a| a.token)
    }

    /// First token that fills a role.
    #[must_use]
    pub fn filler(&self, role: &Role) -> Option<TokenId> {
        self.arguments.iter().find(|a| a.role == *role).map(|a| a.token)
    }

    /// The grammatical subject, whatever the voice.
    #[must_use]
    pub fn surface_subject(&self) -> Option<TokenId> {
        self.filler(if self.passive { &Role::Object } else { &Role::Subject })
    }
}

/// The propositions of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// In order of their heads; every governor index is valid.
    pub propositions: Vec<Proposition>,
    at: Vec<Option<PropositionId>>,
}

impl Clauses {
    /// Undoes a tree.
    #[must_use]
    pub fn of(sentence: &Sentence, form: impl Fn(TokenId) -> SmolStr) -> Self {
        super::build::clauses(sentence, &form)
    }

    pub(super) fn new(propositions: Vec<Proposition>, tokens: usize) -> Self {
        let mut at = vec![None; tokens];
        for (i, p) in propositions.iter().enumerate() {
            at[p.head.index()] = Some(PropositionId(i as u32));
        }
        Self { propositions, at }
    }

    /// The proposition whose predicate is this token.
    #[must_use]
    pub fn at(&self, token: TokenId) -> Option<PropositionId> {
        self.at.get(token.index()).copied().flatten()
    }

    /// The proposition.
    #[must_use]
    pub fn get(&self, id: PropositionId) -> &Proposition {
        &self.propositions[id.0 as usize]
    }

    pub(super) fn get_mut(&mut self, id: PropositionId) -> &mut Proposition {
        &mut self.propositions[id.0 as usize]
    }

    /// All ids in order.
    pub fn ids(&self) -> impl Iterator<Item = PropositionId> + use<> {
        (0..self.propositions.len() as u32).map(PropositionId)
    }

    /// The chain of governors, nearest first; ends at the main clause.
    pub fn governors(&self, id: PropositionId) -> impl Iterator<Item = PropositionId> + '_ {
        let mut left = self.propositions.len();
        std::iter::successors(self.get(id).governor, move |g| {
            left = left.checked_sub(1)?;
            self.get(*g).governor
        })
    }
}
