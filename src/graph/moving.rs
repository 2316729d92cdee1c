//! Records moved to the namespaces of a user's own: extraction names everything under the default base.
use super::vocabulary::Bases;
use crate::claims::record::{Extraction, Term};

/// Moves every instance of the default base that the records name to the instance base.
#[must_use]
pub fn moved(mut extraction: Extraction, bases: &Bases) -> Extraction {
    let own = Bases { ontology: bases.ontology.clone(), ..Bases::default() };
    if *bases == own {
        return extraction;
    }
    let shift = |iri: &mut String| *iri = bases.moved(iri).into_owned();
    let shift_term = |term: &mut Term| {
        if let Term::Text(iri) = term {
            shift(iri);
        }
    };
    shift(&mut extraction.document.id);
    extraction.document.authors.iter_mut().for_each(shift);
    extraction.sentences.iter_mut().for_each(|sentence| shift(&mut sentence.doc));
    for entity in &mut extraction.entities {
        shift(&mut entity.id);
        entity.members.iter_mut().for_each(shift);
    }
    for mention in &mut extraction.mentions {
        shift(&mut mention.doc);
        shift(&mut mention.entity);
    }
    for claim in &mut extraction.claims {
        [&mut claim.id, &mut claim.doc, &mut claim.subject, &mut claim.source].into_iter().for_each(shift);
        claim.reported_by.iter_mut().for_each(shift);
        shift_term(&mut claim.object);
        claim.qualifiers.values_mut().for_each(shift_term);
    }
    extraction
}
