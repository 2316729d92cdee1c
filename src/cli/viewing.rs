//! Arguments that choose what a view shows.
use std::collections::BTreeSet;
use std::fmt::Display;
use std::{fs, io};

use clap::{ArgGroup, Args};
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use super::fault::Fault;
use crate::claims::record::Modality;
use crate::graph::vocabulary::modality_from;
use crate::lexicon::Source;
use crate::store::graph::cancel_after;
use crate::store::{GraphStore, StoreReader};
use crate::text::PartialDate;
use crate::views::{Answer, Filter, Selection, ViewError, ViewOptions, ego, path};

/// Which part of the graph a view shows, and which claims.
#[derive(Debug, Default, Args)]
#[command(group = ArgGroup::new("part").args(["ego", "path", "theme", "query"]))]
pub struct ViewChoice {
    /// One entity and its neighbours, or those within so many steps
    #[arg(long, value_name = "ENTITY[,HOPS]", help_heading = "Part of the graph (views)")]
    ego: Option<String>,
    /// What connects two entities
    #[arg(long, value_name = "A,B", help_heading = "Part of the graph (views)")]
    path: Option<String>,
    /// agreements, threats, leaders or alliances
    #[arg(long, value_name = "THEME", help_heading = "Part of the graph (views)")]
    theme: Option<String>,
    /// What a query answers: a file (- for standard input) or the text itself; SELECT names claims or entities, CONSTRUCT links
    #[arg(long, value_name = "FILE|SPARQL", help_heading = "Part of the graph (views)")]
    query: Option<String>,
    /// At most N entities, the best linked first
    #[arg(long, value_name = "N", help_heading = "Part of the graph (views)")]
    top: Option<usize>,
    /// Also what is pledged, urged, forecast, doubted, denied or attributed to others
    #[arg(long, help_heading = "Claims (views)")]
    all: bool,
    /// Also relations that no property covers (ent:relatedTo)
    #[arg(long, help_heading = "Claims (views)")]
    fallback: bool,
    /// Only claims of these modalities
    #[arg(long, value_name = "MODALITY", value_delimiter = ',', help_heading = "Claims (views)")]
    modality: Vec<String>,
    /// Only claims between entities of these classes
    #[arg(long, value_name = "CLASS", value_delimiter = ',', help_heading = "Claims (views)")]
    class: Vec<String>,
    /// Only these properties
    #[arg(long, value_name = "PROPERTY", value_delimiter = ',', help_heading = "Claims (views)")]
    property: Vec<String>,
    /// Only what this one holds; may be repeated
    #[arg(long, value_name = "ENTITY", help_heading = "Claims (views)")]
    holder: Vec<String>,
    /// Only claims of this document; may be repeated
    #[arg(long, value_name = "DOC", help_heading = "Claims (views)")]
    document: Vec<String>,
    /// Only claims dated on or after
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Claims (views)")]
    since: Option<PartialDate>,
    /// Only claims dated on or before
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Claims (views)")]
    until: Option<PartialDate>,
    /// Only claims at least this confident, from 0 to 1
    #[arg(long, value_name = "NUMBER", help_heading = "Claims (views)")]
    confidence: Option<f64>,
    /// Title of the view
    #[arg(long, value_name = "TEXT", help_heading = "Part of the graph (views)")]
    title: Option<String>,
}

fn date(text: &str) -> Result<PartialDate, String> {
    text.parse().map_err(|()| "write YYYY, YYYY-MM or YYYY-MM-DD".to_owned())
}

impl ViewChoice {
    /// True when anything was chosen.
    #[must_use]
    pub fn is_given(&self) -> bool {
        let lists = [&self.modality, &self.class, &self.property, &self.holder, &self.document];
        let texts = [&self.ego, &self.path, &self.theme, &self.query, &self.title];
        let dates = [self.since, self.until];
        self.all
            || self.fallback
            || self.top.is_some()
            || self.confidence.is_some()
            || lists.iter().any(|list| !list.is_empty())
            || texts.iter().any(|text| text.is_some())
            || dates.iter().any(Option::is_some)
    }

    /// The choice as views take it.
    ///
    /// # Errors
    /// When a word is not understood, or the query fails.
    pub fn options(&self, store: &StoreReader, source: &Source) -> Result<ViewOptions, Fault> {
        let modalities: Result<BTreeSet<Modality>, Fault> = self.modality.iter().map(|word| modality(word)).collect();
        let filter = Filter {
            all: self.all,
            fallback: self.fallback,
            modalities: modalities?,
            classes: self.class.iter().cloned().collect(),
            properties: self.property.iter().cloned().collect(),
            holders: self.holder.iter().cloned().collect(),
            documents: self.document.iter().cloned().collect(),
            since: self.since,
            until: self.until,
            confidence: self.confidence.unwrap_or_default(),
        };
        Ok(ViewOptions { selection: self.selection(store, source)?, filter, top: self.top, title: self.title.clone() })
    }

    fn selection(&self, store: &StoreReader, source: &Source) -> Result<Selection, Fault> {
        let usage = |e: ViewError| Fault::Usage(e.to_string());
        if let Some(text) = &self.ego {
            return Ok(ego(text));
        }
        if let Some(text) = &self.path {
            return path(text).map_err(usage);
        }
        if let Some(text) = &self.theme {
            return text.parse().map(Selection::Theme).map_err(usage);
        }
        match &self.query {
            Some(given) => answer(&query_text(given)?, store, source).map(Selection::Answer),
            None => Ok(Selection::Whole),
        }
    }
}

fn modality(word: &str) -> Result<Modality, Fault> {
    modality_from(word).ok_or_else(|| {
        let known = "asserted, committed, recommended, predicted, possible, hypothetical";
        Fault::Usage(format!("there is no modality '{word}'; the modalities are: {known}"))
    })
}

/// The query itself, or what a file or standard input holds.
fn query_text(given: &str) -> Result<String, Fault> {
    let fault =
        |e: io::Error| Fault::Input(format!("{given}: {e}; name a file with a query, or give the query itself"));
    if given == "-" {
        return io::read_to_string(io::stdin()).map_err(fault);
    }
    if given.contains(['{', '\n']) { Ok(given.to_owned()) } else { fs::read_to_string(given).map_err(fault) }
}

/// What a query says of claims and entities.
fn answer(text: &str, store: &StoreReader, source: &Source) -> Result<Answer, Fault> {
    let graph = GraphStore::open(store, source)?;
    let failed = |message: &dyn Display| Fault::Usage(format!("--query: {message}"));
    let results = graph.query(text, &cancel_after(None)).map_err(|e| failed(&e.message))?;
    let bases = &store.manifest().bases;
    let named = |term: &Term| match term {
        Term::NamedNode(node) => Some(bases.compact(node.as_str()).into_owned()),
        _ => None,
    };
    let mut answer = Answer::default();
    match results {
        QueryResults::Solutions(rows) => {
            for row in rows {
                answer.entities.extend(row.map_err(|e| failed(&e))?.values().iter().flatten().filter_map(named));
            }
            answer.claims.clone_from(&answer.entities);
        }
        QueryResults::Graph(triples) => {
            for triple in triples {
                let triple = triple.map_err(|e| failed(&e))?;
                let (subject, object) = (named(&triple.subject.into()), named(&triple.object));
                answer.claims.extend(subject.iter().chain(&object).cloned());
                let predicate = bases.compact(triple.predicate.as_str()).into_owned();
                answer.links.extend(subject.zip(object).map(|(from, to)| (from, predicate, to)));
            }
        }
        QueryResults::Boolean(_) => {
            let remedy = "give a SELECT whose rows name claims or entities, or a CONSTRUCT of links between entities";
            return Err(failed(&format!("yes or no is nothing to draw; {remedy}")));
        }
    }
    Ok(answer)
}
