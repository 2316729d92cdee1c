//! The graph that a view shows: entities as nodes, one edge a claim, and an account of all that was left out.
//!
//! Claims with a literal (a date, an evaluation) are no edges: they are values of their subject's node.
use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};

use crate::claims::record::{ClaimRecord, DocumentRecord, Modality, Polarity, Term};
use crate::text::date::PartialDate;
use crate::views::analytics::{self, Measures};
use crate::views::error::ViewError;
use crate::views::filter::{self, Verdict};
use crate::views::material::{Catalogue, Material, Thing};
use crate::views::options::{Filter, Selection, ViewOptions};
use crate::views::selection;
use crate::views::vocabulary::{Family, Vocabulary, local};

/// A part of the store, ready to be written in any format. Nodes are sorted by IRI, edges by ends, property and claim.
#[derive(Debug, Clone)]
pub struct GraphView<'a> {
    /// The graph.
    pub graph: DiGraph<Node<'a>, Edge<'a>>,
    /// Documents that the shown claims come from, by IRI.
    pub documents: Vec<&'a DocumentRecord>,
    /// What is shown and what is not.
    pub account: Account,
    /// Names of all things, shown or not.
    pub catalogue: Catalogue,
    /// What classes and properties mean.
    pub vocabulary: Vocabulary<'a>,
    /// Title of the view.
    pub title: String,
    /// What its filter lets through, in words; empty for the default.
    pub choice: Vec<String>,
}

/// An entity in the view.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// Names and class.
    pub thing: Thing,
    /// Group of its class.
    pub family: Family,
    /// Claims that give it a value: dates, evaluations.
    pub values: Vec<&'a ClaimRecord>,
    /// What the shape of the graph says of it.
    pub measures: Measures,
}

/// A claim in the view.
#[derive(Debug, Clone)]
pub struct Edge<'a> {
    /// The claim.
    pub claim: &'a ClaimRecord,
    /// When it holds or held.
    pub period: Period,
    /// Number of sentences that make it.
    pub sentences: usize,
    /// True when nothing else connects what lies at its two ends: cut, the view falls apart there.
    pub bridge: bool,
    /// Number of strained triangles of the cooperation–conflict graph that its two ends are a side of.
    pub strained: usize,
}

/// When a claim holds; either end may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day, month or year.
    pub from: Option<PartialDate>,
    /// Last.
    pub to: Option<PartialDate>,
}

/// Numbers for "what was left out".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Entities and documents in the store.
    pub entities: usize,
    /// Of them in the view.
    pub entities_shown: usize,
    /// Claims in the store.
    pub claims: usize,
    /// Of them drawn as edges.
    pub edges_shown: usize,
    /// Of them shown as values of a node.
    pub values_shown: usize,
    /// Left out: pledged, urged, forecast, doubted, denied or attributed.
    pub not_asserted: usize,
    /// Left out: relations that no property covers.
    pub fallback: usize,
    /// Left out by filters.
    pub filtered: usize,
    /// Left out by the choice of a part.
    pub unselected: usize,
    /// Links between entities that a query made and no claim states, so that nothing can be drawn.
    pub unsaid: usize,
    /// Left out because their ends are not among the best linked entities.
    pub beyond_top: usize,
    /// Left out: dates and evaluations of entities that are not in the view.
    pub values_hidden: usize,
    /// Left out because the store does not describe one of their ends.
    pub dangling: usize,
}

impl<'a> GraphView<'a> {
    /// Makes the view; `limit` is the number of entities when the options name none.
    ///
    /// # Errors
    /// When the options name an entity that is not there or is ambiguous, or the ends of a path are not connected.
    pub fn new(material: Material<'a>, options: &ViewOptions, limit: Option<usize>) -> Result<Self, ViewError> {
        let vocabulary = material.vocabulary;
        let catalogue = Catalogue::new(material);
        let mut account = Account { entities: catalogue.len(), claims: material.claims.len(), ..Account::default() };
        let filter = filter::Resolved::new(&options.filter, &catalogue, material)?;
        let mut kept: Vec<&ClaimRecord> = Vec::new();
        for claim in material.claims {
            match filter.judge(claim, &catalogue) {
                Verdict::Keep => kept.push(claim),
                Verdict::NotAsserted => account.not_asserted += 1,
                Verdict::Fallback => account.fallback += 1,
                Verdict::Filtered => account.filtered += 1,
                Verdict::Dangling => account.dangling += 1,
            }
        }
        let (mut edges, values): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|claim| node_of(&claim.object).is_some());
        edges.sort_by(|a, b| edge_key(a).cmp(&edge_key(b)));
        let top = options.top.or(limit);
        let mut choice = selection::choose(&edges, &catalogue, vocabulary, &options.selection, top)?;
        if top.is_none() && options.selection == Selection::Whole {
            // Entities that have a date or an evaluation, but no link.
            choice.nodes.extend(values.iter().map(|claim| claim.subject.as_str()));
        }
        account.unselected = choice.unselected;
        account.beyond_top = choice.beyond_top;
        account.unsaid = choice.unsaid;
        let mut view = Self {
            graph: assemble(&choice.edges, &choice.nodes, &catalogue, vocabulary),
            documents: Vec::new(),
            account,
            title: String::new(),
            choice: Vec::new(),
            catalogue,
            vocabulary,
        };
        view.hang_values(&values);
        view.count(material);
        view.title = options.title.clone().unwrap_or_else(|| view.make_title(options));
        view.choice = options.filter.in_words();
        analytics::measure(&mut view.graph, vocabulary);
        Ok(view)
    }

    fn hang_values(&mut self, values: &[&'a ClaimRecord]) {
        let places: BTreeMap<String, NodeIndex> =
            self.graph.node_indices().map(|n| (self.graph[n].thing.id.clone(), n)).collect();
        for claim in values {
            match places.get(&claim.subject) {
                Some(node) => {
                    self.graph[*node].values.push(claim);
                    self.account.values_shown += 1;
                }
                None => self.account.values_hidden += 1,
            }
        }
        for node in self.graph.node_weights_mut() {
            node.values.sort_by(|a, b| (&a.predicate, &a.object, &a.id).cmp(&(&b.predicate, &b.object, &b.id)));
        }
    }

    fn count(&mut self, material: Material<'a>) {
        self.account.entities_shown = self.graph.node_count();
        self.account.edges_shown = self.graph.edge_count();
        let edges = self.graph.edge_weights().map(|edge| edge.claim.doc.as_str());
        let values = self.graph.node_weights().flat_map(|node| node.values.iter().map(|claim| claim.doc.as_str()));
        let cited: BTreeSet<&str> = edges.chain(values).collect();
        self.documents = material.documents.iter().filter(|d| cited.contains(d.id.as_str())).collect();
        self.documents.sort_by(|a, b| a.id.cmp(&b.id));
    }

    fn make_title(&self, options: &ViewOptions) -> String {
        let name = |asked: &String| self.catalogue.find(asked).map_or(asked.clone(), |thing| thing.label.clone());
        match &options.selection {
            Selection::Whole => match (self.documents.as_slice(), by_modality(&options.filter)) {
                (_, Some(title)) => title.into(),
                ([only], _) => crate::views::material::title(only).to_owned(),
                _ => "Who does what to whom".into(),
            },
            Selection::Ego { entity, hops: 1 } => format!("{} and what it is linked to", name(entity)),
            Selection::Ego { entity, hops } => format!("{} and all within {hops} steps", name(entity)),
            Selection::Path { from, to } => format!("What connects {} and {}", name(from), name(to)),
            Selection::Theme(theme) => {
                let name = theme.name();
                format!("{}{}", name[..1].to_uppercase(), &name[1..])
            }
            Selection::Answer(_) => "Answer of a query".into(),
        }
    }
}

impl Account {
    /// One sentence for each thing left out; the first says what is shown.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "Shown: {} of {}, {} of {}.",
            self.entities_shown,
            counted(self.entities, "entity", "entities"),
            self.edges_shown + self.values_shown,
            counted(self.claims, "claim", "claims"),
        )];
        let reasons = [
            (self.not_asserted, "pledged, urged, forecast, denied or held by others"),
            (self.fallback, "without a property of the ontology"),
            (self.filtered, "by the filters"),
            (self.unselected, "outside the chosen part"),
            (self.beyond_top, "among less linked entities"),
            (self.values_hidden, "on dates or evaluations of entities not shown"),
            (self.dangling, "about entities that the store does not describe"),
        ];
        let left: Vec<String> = reasons.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
        if !left.is_empty() {
            lines.push(format!("Left out: {}.", left.join("; ")));
        }
        if self.unsaid > 0 {
            let links = counted(self.unsaid, "link of the query's answer", "links of the query's answer");
            lines.push(format!("Not drawn: {links} that no claim states."));
        }
        lines
    }
}

impl Edge<'_> {
    /// True for a statement the author makes, as a fact, and not a denial.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.claim.polarity == Polarity::Positive && self.claim.modality == Modality::Asserted
    }
}

impl Period {
    /// From the qualifiers `from`, `to`, `date` and `deadline`, or from the object when that is a date.
    #[must_use]
    pub fn of(claim: &ClaimRecord) -> Self {
        let parse = |term: &Term| lexical(term).parse::<PartialDate>().ok();
        let date = |name: &str| claim.qualifiers.get(name).and_then(parse);
        let day = date("date").or_else(|| date("deadline")).or_else(|| match &claim.object {
            literal @ Term::Literal { .. } => parse(literal),
            Term::Text(_) => None,
        });
        Self { from: date("from").or(day), to: date("to").or(day) }
    }

    /// True when neither end is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// The IRI of an object that is a node.
#[must_use]
pub fn node_of(object: &Term) -> Option<&str> {
    match object {
        Term::Text(iri) if iri.starts_with("http") => Some(iri),
        _ => None,
    }
}

/// The lexical form of any term.
#[must_use]
pub fn lexical(term: &Term) -> &str {
    match term {
        Term::Literal { value, .. } | Term::Text(value) => value,
    }
}

/// `1 claim`, `2 claims`.
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The title of a view of one modality.
fn by_modality(filter: &Filter) -> Option<&'static str> {
    let mut modalities = filter.modalities.iter();
    match (modalities.next()?, modalities.next()) {
        (Modality::Committed, None) => Some("What is pledged or planned"),
        (Modality::Recommended, None) => Some("What should be done"),
        (Modality::Predicted, None) => Some("What is forecast"),
        (Modality::Possible, None) => Some("What is held possible"),
        (Modality::Hypothetical, None) => Some("What is supposed"),
        _ => None,
    }
}

fn edge_key(claim: &ClaimRecord) -> (&str, &Term, &str, &str) {
    (&claim.subject, &claim.object, local(&claim.predicate), &claim.id)
}

fn assemble<'a>(
    edges: &[&'a ClaimRecord],
    nodes: &BTreeSet<&str>,
    catalogue: &Catalogue,
    vocabulary: Vocabulary<'_>,
) -> DiGraph<Node<'a>, Edge<'a>> {
    let mut graph = DiGraph::new();
    let mut places = BTreeMap::new();
    for thing in nodes.iter().filter_map(|id| catalogue.get(id)) {
        let node = Node {
            thing: thing.clone(),
            family: vocabulary.family(&thing.class),
            values: Vec::new(),
            measures: Measures::default(),
        };
        places.insert(thing.id.as_str(), graph.add_node(node));
    }
    for claim in edges {
        let ends = (places.get(claim.subject.as_str()), node_of(&claim.object).and_then(|id| places.get(id)));
        if let (Some(from), Some(to)) = ends {
            let sentences = 1 + claim.also_at.len();
            let edge = Edge { claim, period: Period::of(claim), sentences, bridge: false, strained: 0 };
            graph.add_edge(*from, *to, edge);
        }
    }
    graph
}
