//! The questions that come with the ontology: files of `queries/`, each with its question and parameters in comments.
use super::fault::StoreError;
use crate::graph::Bases;
use crate::lexicon::Source;

/// A question with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// Name, which is the file's.
    pub name: String,
    /// What it asks, in words.
    pub question: String,
    /// Parameters that may be given a value, without `?`.
    pub parameters: Vec<String>,
    /// SPARQL.
    pub text: String,
}

impl NamedQuery {
    /// All questions of an ontology, by name.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn all(source: &Source) -> Result<Vec<Self>, StoreError> {
        let paths = source.list("queries").into_iter().filter(|path| path.ends_with(".rq"));
        paths.map(|path| Self::read(source, &path)).collect()
    }

    /// The question of this name, if there is one.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn find(source: &Source, name: &str) -> Result<Option<Self>, StoreError> {
        Ok(Self::all(source)?.into_iter().find(|query| query.name == name))
    }

    fn read(source: &Source, path: &str) -> Result<Self, StoreError> {
        let text = source.read(path).map_err(|e| StoreError::new(e.file, e.message, e.remedy))?.into_owned();
        let noted = |key: &str| {
            let lines = text.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(": "));
            lines.map(str::to_owned).collect::<Vec<String>>()
        };
        let notes = noted("parameter");
        let parameters = notes.iter().filter_map(|note| {
            let name = note.strip_prefix('?')?.split([',', ' ']).next()?;
            Some(name.to_owned())
        });
        let file = path.rsplit('/').next().unwrap_or(path);
        Ok(Self {
            name: file.trim_end_matches(".rq").to_owned(),
            question: noted("question").join(" "),
            parameters: parameters.collect(),
            text,
        })
    }

    /// The question asked of a graph with these namespaces.
    #[must_use]
    pub fn under(self, bases: &Bases) -> Self {
        Self { text: bases.renamed(&self.text).into_owned(), ..self }
    }

    /// The query with parameters filled in, each as `name=value`; a value is a label, or an IRI in angle brackets.
    ///
    /// # Errors
    /// When a parameter is unknown or has no value.
    pub fn with(&self, settings: &[String]) -> Result<String, String> {
        let mut text = self.text.clone();
        for setting in settings {
            let (name, value) =
                setting.split_once('=').ok_or_else(|| format!("--set {setting}: write PARAMETER=VALUE"))?;
            let name = name.trim_start_matches('?');
            if !self.parameters.iter().any(|known| known == name) {
                let known = if self.parameters.is_empty() { "none".to_owned() } else { self.parameters.join(", ") };
                return Err(format!("the question '{}' has no parameter '{name}'; it has: {known}", self.name));
            }
            let open = format!("VALUES ?{name} {{ UNDEF }}");
            text = text.replace(&open, &format!("VALUES ?{name} {{ {} }}", quoted(value)));
        }
        Ok(text)
    }
}

/// A value as a SPARQL term that cannot end early.
fn quoted(value: &str) -> String {
    let plain_iri = value.starts_with('<')
        && value.ends_with('>')
        && !value[1..value.len() - 1].contains(['<', '>', '"', ' ', '{', '}', '\\']);
    if plain_iri {
        return value.to_owned();
    }
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_says_what_it_asks_and_takes_its_parameters() {
        let all = NamedQuery::all(&Source::Embedded).unwrap();
        assert!(all.len() >= 12, "{}", all.len());
        for query in all {
            assert!(query.question.ends_with('?'), "{}", query.name);
            for parameter in &query.parameters {
                let text = query.with(&[format!("{parameter}=A \"b\" \\ c")]).unwrap();
                assert!(text.contains(r#"{ "A \"b\" \\ c" }"#), "{}", query.name);
            }
        }
    }

    #[test]
    fn an_unknown_parameter_is_refused() {
        let query = NamedQuery::find(&Source::Embedded, "bindings").unwrap().unwrap();
        assert!(query.with(&["county=Japan".to_owned()]).unwrap_err().contains("country"));
    }
}
