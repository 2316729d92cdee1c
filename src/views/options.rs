//! What a view shows: the choice of a part of the graph, and the filters on its claims.
use std::collections::BTreeSet;
use std::str::FromStr;

use crate::claims::record::Modality;
use crate::text::date::PartialDate;
use crate::views::attributes::word;
use crate::views::error::ViewError;
use crate::views::vocabulary::words;

/// Everything a user may choose about a view. The default shows what the documents' authors assert, whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ViewOptions {
    /// Which part of the graph.
    pub selection: Selection,
    /// Which claims.
    pub filter: Filter,
    /// At most so many entities, the best linked first. `None`: all in files, [`PICTURE_LIMIT`] in pictures.
    pub top: Option<usize>,
    /// Replaces the title that the view makes for itself.
    pub title: Option<String>,
}

/// Entities in a picture, unless `--top` says otherwise: beyond this number a drawing stops being read.
pub const PICTURE_LIMIT: usize = 40;

/// A part of the graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Selection {
    /// All of it.
    #[default]
    Whole,
    /// One entity and what lies within so many steps, in either direction.
    Ego {
        /// IRI, label or other name.
        entity: String,
        /// Steps, at least 1.
        hops: usize,
    },
    /// What connects two entities: every shortest path, and the most evidenced one.
    Path {
        /// IRI, label or other name.
        from: String,
        /// IRI, label or other name.
        to: String,
    },
    /// The claims of one subject matter.
    Theme(Theme),
    /// What a query answers.
    Answer(Answer),
}

/// The answer of a query, as far as a view can show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// IRIs that may be those of claims, which are then shown.
    pub claims: BTreeSet<String>,
    /// IRIs of entities: claims between two of them are shown.
    pub entities: BTreeSet<String>,
    /// Subject, property (`ent:signs`) and object: claims that say so are shown.
    pub links: BTreeSet<(String, String, String)>,
}

/// Subject matters an analyst draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Who is party to, signs, leaves or breaks what.
    Agreements,
    /// Who faces, poses, counters what; who threatens whom.
    Threats,
    /// Who leads or holds office where, and whom leaders meet.
    Leaders,
    /// Who is allied or partner with whom, and through which arrangement.
    Alliances,
}

impl Theme {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 4] = [
        ("agreements", Self::Agreements),
        ("threats", Self::Threats),
        ("leaders", Self::Leaders),
        ("alliances", Self::Alliances),
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, theme)| *theme == self).map_or("", |(name, _)| name)
    }
}

impl FromStr for Theme {
    type Err = ViewError;

    fn from_str(text: &str) -> Result<Self, ViewError> {
        let found = Self::ALL.iter().find(|(name, _)| *name == text);
        found.map(|(_, theme)| *theme).ok_or_else(|| ViewError::Unknown {
            what: "theme",
            asked: text.into(),
            known: Self::ALL.iter().map(|(name, _)| (*name).to_owned()).collect(),
        })
    }
}

/// Which claims count. Empty sets mean "any".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Also what is pledged, urged, forecast, doubted, denied, or attributed to somebody other than the author.
    pub all: bool,
    /// Also `ent:relatedTo`, the relations that no property covers.
    pub fallback: bool,
    /// Only these modalities (implies `all` for them).
    pub modalities: BTreeSet<Modality>,
    /// Only claims whose both ends are of these classes or below (`Country`, `ent:Agreement`).
    pub classes: BTreeSet<String>,
    /// Only these properties (`supports`, `ent:signs`).
    pub properties: BTreeSet<String>,
    /// Only what these hold: IRIs or names (implies `all` for them).
    pub holders: BTreeSet<String>,
    /// Only claims of these documents: IRIs, paths or titles.
    pub documents: BTreeSet<String>,
    /// Only claims dated on or after.
    pub since: Option<PartialDate>,
    /// Only claims dated on or before.
    pub until: Option<PartialDate>,
    /// Only claims at least this confident.
    pub confidence: f64,
}

impl Filter {
    /// What the filter lets through, in words; empty when it is the default.
    #[must_use]
    pub fn in_words(&self) -> Vec<String> {
        let listed = |set: &BTreeSet<String>, of: fn(&str) -> String| {
            set.iter().map(|one| of(one)).collect::<Vec<_>>().join(", ")
        };
        let modalities: Vec<String> = self.modalities.iter().map(word).collect();
        let found = [
            (
                self.all && self.modalities.is_empty(),
                "with what is pledged, urged, forecast, denied or held by others".to_owned(),
            ),
            (!modalities.is_empty(), format!("only {}", modalities.join(", "))),
            (!self.properties.is_empty(), format!("only “{}”", listed(&self.properties, words))),
            (!self.classes.is_empty(), format!("only between entities of class {}", listed(&self.classes, words))),
            (!self.holders.is_empty(), format!("only as held by {}", listed(&self.holders, str::to_owned))),
            (self.confidence > 0.0, format!("only with a confidence of {} or more", self.confidence)),
        ];
        let since = self.since.map(|date| format!("only dated {date} or later"));
        let until = self.until.map(|date| format!("only dated {date} or earlier"));
        found.into_iter().filter(|(said, _)| *said).map(|(_, words)| words).chain(since).chain(until).collect()
    }
}

/// Reads `ENTITY` or `ENTITY,HOPS`.
#[must_use]
pub fn ego(text: &str) -> Selection {
    let (entity, hops) = match text.rsplit_once(',') {
        Some((entity, hops)) => hops.trim().parse().map_or((text, 1), |hops: usize| (entity, hops)),
        None => (text, 1),
    };
    Selection::Ego { entity: entity.trim().into(), hops: hops.max(1) }
}

/// Reads `A,B`.
///
/// # Errors
/// When there is no comma.
pub fn path(text: &str) -> Result<Selection, ViewError> {
    let (from, to) = text.split_once(',').ok_or_else(|| ViewError::Malformed {
        what: "path",
        asked: text.into(),
        remedy: "name two entities with a comma between them, for example --path 'Japan,NATO'".into(),
    })?;
    Ok(Selection::Path { from: from.trim().into(), to: to.trim().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_a_name_is_not_a_number_of_hops() {
        assert_eq!(ego("Japan"), Selection::Ego { entity: "Japan".into(), hops: 1 });
        assert_eq!(ego("Japan,2"), Selection::Ego { entity: "Japan".into(), hops: 2 });
        assert_eq!(ego("Washington, D.C."), Selection::Ego { entity: "Washington, D.C.".into(), hops: 1 });
    }

    #[test]
    fn a_filter_says_what_it_lets_through() {
        assert_eq!(Filter::default().in_words(), Vec::<String>::new());
        let filter = Filter {
            modalities: [Modality::Recommended].into(),
            properties: ["ent:consultsWith".to_owned()].into(),
            since: "2024".parse().ok(),
            ..Filter::default()
        };
        assert_eq!(filter.in_words(), ["only recommended", "only “consults with”", "only dated 2024 or later"]);
    }

    #[test]
    fn an_unknown_theme_names_the_known_ones() {
        let error = "agreement".parse::<Theme>().unwrap_err().to_string();
        assert!(error.contains("agreements, threats, leaders, alliances"), "{error}");
    }
}
