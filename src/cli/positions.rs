//! `entente positions`: who asserts, denies, recommends or pledges what about a matter, and where that does not agree.
use clap::Args;

use super::fault::{Fault, Outcome};
use super::places::{OntologyPlace, StorePlace};
use super::streams::Output;
use super::table::render;
use crate::claims::record::{ClaimRecord, Polarity, Term};
use crate::graph::Collection;
use crate::graph::positions::{about, conflicts, entities};
use crate::graph::scheme::Scheme;
use crate::graph::vocabulary::modality_word;

/// Show who says what about an entity or topic, and put contradictions side by side
///
/// Like is compared with like, and nothing is resolved: both claims stay, each with its holder, date and document.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente positions 'Belt and Road Initiative'\n  entente positions deterrence\n  entente positions            every contradiction in the store"
)]
pub struct Arguments {
    /// An entity by name or IRI, or a word of its name; without it, contradictions about anything
    #[arg(value_name = "TOPIC|ENTITY")]
    matter: Option<String>,
    #[command(flatten)]
    store: StorePlace,
}

/// Prints positions, then contradictions.
///
/// # Errors
/// When nothing bears the name, or the store cannot be read.
pub fn run(arguments: &Arguments, ontology: &OntologyPlace) -> Outcome {
    let store = arguments.store.open()?;
    let collection = store.collection(&ontology.load()?)?;
    let scheme = Scheme::parse(&ontology.source().read("entente.ttl")?).map_err(Fault::Input)?;
    let mut text = String::new();
    let claims: Vec<&ClaimRecord> = match &arguments.matter {
        None => collection.claims.iter().collect(),
        Some(matter) => {
            let found = entities(&collection, matter);
            if found.is_empty() {
                let message = format!("nothing in the store is called '{matter}'; `entente stats` shows what it holds");
                return Err(Fault::Usage(message));
            }
            let claims = about(&collection, &found);
            text.push_str(&positions(&collection, &claims));
            text.push('\n');
            claims
        }
    };
    text.push_str(&contradictions(&collection, &claims, &scheme));
    Output::open(None)?.put(text.as_bytes())
}

fn positions(collection: &Collection, claims: &[&ClaimRecord]) -> String {
    let mut rows: Vec<Vec<String>> = claims.iter().map(|claim| row(collection, claim)).collect();
    rows.sort();
    render(&["holder", "stance", "claim", "date", "document", "id"].map(str::to_owned), &rows)
}

fn row(collection: &Collection, claim: &ClaimRecord) -> Vec<String> {
    let document = collection.document(&claim.doc);
    let dated = ["date", "from", "deadline"].iter().find_map(|name| claim.qualifiers.get(*name)).map(words);
    let date = dated.or_else(|| document.and_then(|d| d.published.clone()).map(|date| format!("said {date}")));
    let title = document.and_then(|d| d.title.clone()).unwrap_or_else(|| claim.doc.clone());
    let denied = if claim.polarity == Polarity::Negative { "denied, " } else { "" };
    vec![
        holder(collection, claim),
        format!("{denied}{}", modality_word(claim.modality)),
        statement(collection, claim),
        date.unwrap_or_default(),
        title,
        claim.id.rsplit('/').next().unwrap_or_default().to_owned(),
    ]
}

fn holder(collection: &Collection, claim: &ClaimRecord) -> String {
    let chain = claim.reported_by.iter().map(|by| format!(", reported by {}", collection.label(by)));
    collection.label(&claim.source).to_owned() + &chain.collect::<String>()
}

fn statement(collection: &Collection, claim: &ClaimRecord) -> String {
    let object = match &claim.object {
        Term::Text(text) => collection.label(text).to_owned(),
        Term::Literal { value, .. } => value.clone(),
    };
    format!("{} {} {object}", collection.label(&claim.subject), claim.predicate.trim_start_matches("ent:"))
}

fn words(term: &Term) -> String {
    match term {
        Term::Text(text) => text.clone(),
        Term::Literal { value, .. } => value.clone(),
    }
}

fn contradictions(collection: &Collection, claims: &[&ClaimRecord], scheme: &Scheme) -> String {
    let found = conflicts(claims, scheme);
    if found.is_empty() {
        return "no contradictions\n".to_owned();
    }
    let rows: Vec<Vec<String>> = found
        .iter()
        .flat_map(|(conflict, one, other)| {
            let side = |name: &str, claim: &ClaimRecord| {
                let mut row = row(collection, claim);
                row.insert(0, name.to_owned());
                row
            };
            [side(conflict.words(), one), side("  against", other)]
        })
        .collect();
    render(&["contradiction", "holder", "stance", "claim", "date", "document", "id"].map(str::to_owned), &rows)
}
