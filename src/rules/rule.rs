//! What a rule file says, as values: triggers, arguments, statements, examples.
use smol_str::SmolStr;

use crate::clauses::Kind;
use crate::lexicon::{ClassSet, PropertyId};

/// One rule: when a trigger word heads a proposition and its arguments are found, it states its relations.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Name, unique over all files: `supports.verb`.
    pub name: SmolStr,
    /// What it finds, in a sentence.
    pub purpose: String,
    /// File and line of its first line.
    pub place: (String, usize),
    /// Kinds of proposition and lemmas that start it.
    pub triggers: Vec<(Trigger, SmolStr)>,
    /// Lemmas that do not start it although `*` or a list would.
    pub except: Vec<SmolStr>,
    /// Lemmas of which one must head the object (light verbs: "impose *sanctions* on").
    pub light: Vec<SmolStr>,
    /// Arguments in order of their names.
    pub arguments: Vec<Slot>,
    /// What it states.
    pub statements: Vec<Statement>,
    /// Qualifiers that arguments fill: name and index of the argument.
    pub qualifiers: Vec<(SmolStr, usize)>,
    /// Modality that the words themselves bring ("commits itself to" is a pledge), as the contract names it; what embeds them may change it further.
    pub modality: Option<SmolStr>,
    /// True for what a noun phrase takes for granted ("the base in Djibouti", "Iraq's invasion of Kuwait"): asserted, whatever the clause around says.
    pub presupposed: bool,
    /// Of rules that link the same two things by the same word, the highest wins.
    pub priority: i32,
    /// Sentences with what must be found, and sentences in which the rule must find nothing.
    pub examples: Vec<Example>,
}

/// The kind of proposition that a trigger heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// Verb.
    Verb,
    /// Noun, said of a subject or not.
    Noun,
    /// Noun or adjective said of a subject by a copula.
    Predicate,
    /// Adjective before or after a noun.
    Adjective,
}

impl Trigger {
    /// True when a proposition of this kind can be started by it.
    #[must_use]
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Verb => kind == Kind::Verb,
            Self::Noun => matches!(kind, Kind::Noun | Kind::PredicateNoun),
            Self::Predicate => matches!(kind, Kind::PredicateNoun | Kind::PredicateAdjective),
            Self::Adjective => kind == Kind::Adjective,
        }
    }
}

/// One argument of a rule.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Its name in the rule.
    pub name: SmolStr,
    /// Classes that may fill it; `None` leaves it to the property.
    pub classes: Option<ClassSet>,
    /// Where it is looked for, in order.
    pub roles: Vec<RoleName>,
    /// True when the rule also fires without it.
    pub optional: bool,
}

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleName {
    /// A role of the proposition (subject, object, a preposition, …).
    Plain(crate::clauses::Role),
    /// A modifier or possessor of the subject ("Japan's *ties with Seoul* deepened": `subject.possessor`).
    Of(Box<RoleName>, Box<RoleName>),
    /// Subject of the verb whose object the noun is ("*Moscow* launched an invasion").
    Support,
    /// The predicate word's own phrase, as a thing.
    Itself,
    /// The predicate word's own phrase, as text.
    Words,
    /// The noun that an adjective modifies.
    Holder,
    /// A date in the clause or on the noun.
    When,
    /// The phrase to which the noun stands in apposition, or which stands in apposition to it.
    Apposed,
}

/// A relation that a rule states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Property.
    pub property: PropertyId,
    /// Index of the argument that is the subject.
    pub subject: usize,
    /// Index of the argument that is the object.
    pub object: usize,
    /// True when the rule states the contrary ("X lacks Y").
    pub negative: bool,
    /// True when the statement is left out silently if its object is not filled.
    pub optional: bool,
}

/// A sentence with what the rule must find there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Line in the file.
    pub line: usize,
    /// The sentence.
    pub text: String,
    /// Claims that must be found, by label; empty for `never`.
    pub expected: Vec<Expected>,
    /// True for a `never` line: the rule must find nothing.
    pub never: bool,
}

/// A claim that an example demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Local name of the property.
    pub property: String,
    /// Label of the subject.
    pub subject: String,
    /// Label or value of the object.
    pub object: String,
    /// Modality, when it is named.
    pub modality: Option<String>,
    /// True when the claim must be negative.
    pub negative: bool,
}
