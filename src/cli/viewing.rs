//! Arguments that choose what a view shows.
use std::collections::BTreeSet;

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
use crate::views::{Filter, Selection, ViewError, ViewOptions, ego, path};

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
    /// The claims and entities that a SPARQL SELECT names
    #[arg(long, value_name = "SPARQL", help_heading = "Part of the graph (views)")]
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
            Some(text) => named(text, store, source).map(Selection::Named),
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

/// Every IRI in the rows of a SELECT.
fn named(text: &str, store: &StoreReader, source: &Source) -> Result<BTreeSet<String>, Fault> {
    let graph = GraphStore::open(store, source)?;
    let results =
        graph.query(text, &cancel_after(None)).map_err(|e| Fault::Usage(format!("--query: {}", e.message)))?;
    let QueryResults::Solutions(rows) = results else {
        return Err(Fault::Usage("--query takes a SELECT whose rows name claims or entities".to_owned()));
    };
    let mut found = BTreeSet::new();
    for row in rows {
        let row = row.map_err(|e| Fault::Usage(format!("--query: {e}")))?;
        found.extend(row.values().iter().flatten().filter_map(|term| match term {
            Term::NamedNode(node) => Some(store.manifest().bases.compact(node.as_str()).into_owned()),
            _ => None,
        }));
    }
    Ok(found)
}
