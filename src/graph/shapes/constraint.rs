//! What a shape asks of a single value: class, datatype, kind of node, membership, pattern.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use oxigraph::model::{NamedNode, Term};
use regex::{Regex, RegexBuilder};

use super::index::{Index, iri, term_key};
use super::{SH, text};

/// A demand on one value.
#[derive(Debug, Clone)]
pub(super) enum Constraint {
    Class(Term),
    Datatype(NamedNode),
    NodeKind(String),
    In(BTreeSet<String>),
    Pattern(Regex),
}

/// Their names in a shape.
pub(super) const NAMES: &[&str] = &["class", "datatype", "nodeKind", "in", "pattern", "flags"];

impl Constraint {
    /// The demands of a shape.
    ///
    /// # Errors
    /// When a pattern is none.
    pub fn read(index: &Index, id: &str) -> Result<Vec<Self>, String> {
        let get = |local: &str| index.values(id, &format!("{SH}{local}"));
        let mut constraints: Vec<Self> = get("class").iter().cloned().map(Self::Class).collect();
        constraints.extend(get("datatype").iter().filter_map(|t| match t {
            Term::NamedNode(node) => Some(Self::Datatype(node.clone())),
            _ => None,
        }));
        constraints.extend(get("nodeKind").iter().filter_map(iri).map(|kind| Self::NodeKind(kind.replace(SH, ""))));
        let list = |head: &Term| Self::In(index.list(head).iter().map(ToString::to_string).collect());
        constraints.extend(get("in").iter().map(list));
        if let Some(pattern) = text(index, id, "pattern") {
            let without_case = text(index, id, "flags").is_some_and(|flags| flags.contains('i'));
            let built = RegexBuilder::new(pattern).case_insensitive(without_case).build();
            constraints.push(Self::Pattern(built.map_err(|e| format!("{id}: sh:pattern: {e}"))?));
        }
        Ok(constraints)
    }

    /// The classes that will do, looked up once for all values.
    pub fn classes(&self, index: &Index) -> BTreeSet<String> {
        match self {
            Self::Class(class) => index.below(&term_key(class)),
            _ => BTreeSet::new(),
        }
    }

    /// True of a value that meets the demand.
    pub fn allows(&self, value: &Term, index: &Index, classes: &BTreeSet<String>) -> bool {
        match self {
            Self::Class(_) => !matches!(value, Term::Literal(_)) && index.is_a(&term_key(value), classes),
            Self::Datatype(datatype) => matches!(value, Term::Literal(literal)
                if literal.datatype() == datatype.as_ref() && is_well_formed(literal.value(), datatype.as_str())),
            Self::NodeKind(kind) => match value {
                Term::NamedNode(_) => kind.contains("IRI"),
                Term::BlankNode(_) => kind.contains("BlankNode"),
                Term::Literal(_) => kind.contains("Literal"),
                Term::Triple(_) => false,
            },
            Self::In(allowed) => allowed.contains(&value.to_string()),
            Self::Pattern(pattern) => match value {
                Term::NamedNode(node) => pattern.is_match(node.as_str()),
                Term::Literal(literal) => pattern.is_match(literal.value()),
                Term::BlankNode(_) | Term::Triple(_) => false,
            },
        }
    }

    /// Local name of the constraint component.
    pub fn component(&self) -> &'static str {
        match self {
            Self::Class(_) => "ClassConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::NodeKind(_) => "NodeKindConstraintComponent",
            Self::In(_) => "InConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
        }
    }
}

/// Forms of the datatypes that graphs of ours, and the tests of SHACL, use; other datatypes take any form.
static FORMS: LazyLock<BTreeMap<&str, Regex>> = LazyLock::new(|| {
    const ZONE: &str = "(Z|[+-][0-9]{2}:[0-9]{2})?";
    const DAY: &str = "-?[0-9]{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    let forms = [
        ("integer", "[+-]?[0-9]+".to_owned()),
        ("decimal", r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)".to_owned()),
        ("boolean", "true|false|0|1".to_owned()),
        ("byte", r"[+-]?0*([0-9]{1,2}|1[01][0-9]|12[0-7])|-0*128".to_owned()),
        ("gYear", format!("-?[0-9]{{4,}}{ZONE}")),
        ("gYearMonth", format!("-?[0-9]{{4,}}-(0[1-9]|1[0-2]){ZONE}")),
        ("date", format!("{DAY}{ZONE}")),
        ("dateTime", format!(r"{DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]+)?{ZONE}")),
    ];
    forms.into_iter().filter_map(|(name, form)| Some((name, Regex::new(&format!("^({form})$")).ok()?))).collect()
});

fn is_well_formed(value: &str, datatype: &str) -> bool {
    let name = datatype.strip_prefix("http://www.w3.org/2001/XMLSchema#").unwrap_or_default();
    FORMS.get(name).is_none_or(|form| form.is_match(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ill_formed_values_are_known_by_their_form() {
        let xsd = |name: &str| format!("http://www.w3.org/2001/XMLSchema#{name}");
        for (name, good, bad) in [
            ("integer", "-7", "seven"),
            ("decimal", "0.93", "1e3"),
            ("byte", "127", "300"),
            ("date", "2024-02-29", "2024-13-01"),
            ("gYearMonth", "2023-08", "2023"),
            ("boolean", "true", "yes"),
        ] {
            assert!(is_well_formed(good, &xsd(name)), "{good}");
            assert!(!is_well_formed(bad, &xsd(name)), "{bad}");
        }
        assert!(is_well_formed("anything", "http://x/own"));
        assert_eq!(FORMS.len(), 8);
    }
}
