//! Front matter: `key: value` lines between two `---` lines at the start of a text; title, author and date are read.
use super::PartialDate;
use super::written_date;

/// What the front matter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// `title`
    pub title: Option<String>,
    /// `author` or `authors`
    pub authors: Vec<String>,
    /// `date` or `published`
    pub published: Option<PartialDate>,
}

/// A line of the front matter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterError {
    /// Line of the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

/// Reads the front matter, when there is one: what it says and the byte at which the text begins.
///
/// # Errors
/// When it is not closed, a line has no colon, a quotation is not closed, or the date is none.
pub fn read(text: &str) -> Result<Option<(FrontMatter, usize)>, FrontMatterError> {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut at = text.len() - content.len();
    let mut lines = content.split_inclusive('\n').enumerate();
    let Some((_, first)) = lines.next().filter(|(_, l)| l.trim_end() == "---") else { return Ok(None) };
    at += first.len();
    let mut front = FrontMatter::default();
    let mut key = String::new();
    for (number, line) in lines {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Ok(Some((front, at)));
        }
        front.line(line.trim_end_matches(['\n', '\r']), number + 1, &mut key)?;
    }
    Err(error(
        1,
        1,
        "this front matter is not closed",
        "end it with a line `---`, or put an empty line before the first `---`",
    ))
}

impl FrontMatter {
    fn line(&mut self, line: &str, number: usize, key: &mut String) -> Result<(), FrontMatterError> {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            return Ok(());
        }
        if let Some(item) = bare.strip_prefix("- ") {
            let column = column_of(line, item);
            return self.set(&key.clone(), unquoted(item.trim(), number, column)?, number, column);
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(error(number, column_of(line, bare), "no colon in this line", "write `key: value`"));
        };
        *key = name.trim().to_ascii_lowercase();
        let column = column_of(line, value.trim_start());
        let value = value.trim();
        match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            Some(list) => list.split(',').try_for_each(|item| {
                let item = item.trim();
                self.set(&key.clone(), unquoted(item, number, column_of(line, item))?, number, column)
            }),
            None if value.is_empty() => Ok(()),
            None => self.set(&key.clone(), unquoted(value, number, column)?, number, column),
        }
    }

    fn set(&mut self, key: &str, value: String, line: usize, column: usize) -> Result<(), FrontMatterError> {
        if value.is_empty() {
            return Ok(());
        }
        match key {
            "title" => self.title = Some(value),
            "author" => self.authors.extend(value.split(" and ").map(|a| a.trim().to_owned())),
            "authors" | "by" => self.authors.push(value),
            "date" | "published" => {
                let written = value.parse().ok().or_else(|| written_date::find(&value).map(|d| d.0));
                let remedy = "write the date as 2025-11-20, 2025-11 or 2025";
                self.published =
                    Some(written.ok_or_else(|| error(line, column, &format!("`{value}` is not a date"), remedy))?);
            }
            _ => {}
        }
        Ok(())
    }
}

/// The value without its quotation marks.
fn unquoted(value: &str, line: usize, column: usize) -> Result<String, FrontMatterError> {
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            let doubled = format!("{quote}{quote}");
            let escaped = format!("\\{quote}");
            return rest
                .strip_suffix(quote)
                .map(|inner| inner.replace(&doubled, &quote.to_string()).replace(&escaped, &quote.to_string()))
                .ok_or_else(|| {
                    error(line, column, "this quotation is not closed", &format!("end the value with {quote}"))
                });
        }
    }
    Ok(value.split(" #").next().unwrap_or(value).trim_end().to_owned())
}

fn column_of(line: &str, part: &str) -> usize {
    let at = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize).min(line.len());
    line.get(..at).map_or(1, |before| before.chars().count() + 1)
}

fn error(line: usize, column: usize, problem: &str, remedy: &str) -> FrontMatterError {
    FrontMatterError { line, column, problem: problem.to_owned(), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_authors_and_date_are_read() {
        let text = "---\ntitle: \"Ports: who \\\"owns\\\" them\"\nauthor: Ana Brandt and Noor Haddad\ndate: 2025-11\nlang: en\n---\nText.";
        let (front, at) = read(text).unwrap().unwrap();
        assert_eq!(front.title.as_deref(), Some("Ports: who \"owns\" them"));
        assert_eq!(front.authors, ["Ana Brandt", "Noor Haddad"]);
        assert_eq!(front.published.unwrap().to_string(), "2025-11");
        assert_eq!(&text[at..], "Text.");
    }

    #[test]
    fn lists_are_read() {
        for list in ["authors: [Ana Brandt, 'Noor Haddad']\n", "authors:\n  - Ana Brandt\n  - Noor Haddad\n"] {
            let (front, _) = read(&format!("---\n{list}---\n")).unwrap().unwrap();
            assert_eq!(front.authors, ["Ana Brandt", "Noor Haddad"]);
        }
    }

    #[test]
    fn faults_are_located() {
        for (text, line, column) in [
            ("---\ntitle: A\n", 1, 1),
            ("---\ntitle A\n---\n", 2, 1),
            ("---\ntitle: A\ndate: soon\n---\n", 3, 7),
            ("---\ntitle: \"A\n---\n", 2, 8),
        ] {
            let found = read(text).unwrap_err();
            assert_eq!((found.line, found.column), (line, column), "{text}");
        }
        assert_eq!(read("No front matter.\n---\n"), Ok(None));
    }
}
