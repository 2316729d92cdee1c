//! Tab-separated tables of the lexicon: header, comments, rows, and faults with file, line and column.
use smol_str::SmolStr;

use crate::lexicon::LoadError;
use crate::text::PartialDate;

/// A table with its header read; rows are split as they are asked for.
#[derive(Debug)]
pub struct Table<'t> {
    file: &'t str,
    text: &'t str,
    columns: Vec<&'t str>,
}

/// One record of a table.
#[derive(Debug)]
pub struct Row<'t> {
    file: &'t str,
    /// Line in the file, from 1.
    pub line: usize,
    text: &'t str,
    cells: Vec<&'t str>,
}

/// Position of a column, found once by its name.
#[derive(Debug, Clone, Copy)]
pub struct Column(usize);

impl<'t> Table<'t> {
    /// Reads the header.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(file: &'t str, text: &'t str) -> Result<Self, LoadError> {
        let header = content(text).next();
        let Some((_, header)) = header else {
            return Err(LoadError::file(file, "has no header line", "start the table with its column names"));
        };
        Ok(Self { file, text, columns: header.split('\t').map(str::trim).collect() })
    }

    /// The column with this name.
    ///
    /// # Errors
    /// When the header does not have it.
    pub fn column(&self, name: &str) -> Result<Column, LoadError> {
        self.columns.iter().position(|c| *c == name).map(Column).ok_or_else(|| {
            let line = content(self.text).next().map_or(0, |(n, _)| n);
            LoadError::at(self.file, line, 1, &format!("has no column {name}"), "add it to the header")
        })
    }

    /// The records, in order.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'t>, LoadError>> + use<'_, 't> {
        content(self.text).skip(1).map(|(line, text)| {
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() > self.columns.len() {
                let column = column_of(&cells, self.columns.len());
                return Err(LoadError::at(
                    self.file,
                    line,
                    column,
                    &format!("has {} cells, the header {}", cells.len(), self.columns.len()),
                    "remove the surplus tab",
                ));
            }
            Ok(Row { file: self.file, line, text, cells })
        })
    }
}

impl<'t> Row<'t> {
    /// The cell without spaces around it; empty when the line ends before it.
    #[must_use]
    pub fn cell(&self, column: Column) -> &'t str {
        self.cells.get(column.0).map_or("", |c| c.trim())
    }

    /// The cell, which must not be empty.
    ///
    /// # Errors
    /// When it is.
    pub fn required(&self, column: Column, name: &str) -> Result<&'t str, LoadError> {
        match self.cell(column) {
            "" => Err(self.fault(column, &format!("{name} is empty"), "fill the cell or delete the line")),
            text => Ok(text),
        }
    }

    /// The items of a `;`-separated list.
    pub fn list(&self, column: Column) -> impl Iterator<Item = &'t str> + use<'t> {
        self.cell(column).split(';').map(str::trim).filter(|s| !s.is_empty())
    }

    /// The cell when it is filled.
    #[must_use]
    pub fn optional(&self, column: Column) -> Option<SmolStr> {
        Some(self.cell(column)).filter(|c| !c.is_empty()).map(SmolStr::new)
    }

    /// A date, when the cell is filled.
    ///
    /// # Errors
    /// When the cell is neither empty nor a date.
    pub fn date(&self, column: Column) -> Result<Option<PartialDate>, LoadError> {
        match self.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|()| {
                self.fault(column, &format!("“{text}” is not a date"), "write YYYY, YYYY-MM or YYYY-MM-DD")
            }),
        }
    }

    /// A fault of one cell.
    #[must_use]
    pub fn fault(&self, column: Column, message: &str, remedy: &str) -> LoadError {
        let at = if column.0 < self.cells.len() { column_of(&self.cells, column.0) } else { self.text.chars().count() };
        LoadError::at(self.file, self.line, at, message, remedy)
    }
}

/// Lines that are neither comments nor blank, with their numbers.
fn content(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(n, l)| (n + 1, l)).filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
}

/// First column (in code points, from 1) of a cell.
fn column_of(cells: &[&str], index: usize) -> usize {
    cells.iter().take(index).map(|c| c.chars().count() + 1).sum::<usize>() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_lists_are_trimmed() {
        let table = Table::new("t.tsv", "# note\nkey\taliases\tfrom\n\na\t X ; Y;; \t1955-04\n").unwrap();
        let row = table.rows().next().unwrap().unwrap();
        let [aliases, from] = ["aliases", "from"].map(|c| table.column(c).unwrap());
        assert_eq!(row.list(aliases).collect::<Vec<_>>(), ["X", "Y"]);
        assert_eq!(row.date(from).unwrap().unwrap().to_string(), "1955-04");
        assert_eq!(row.line, 4);
    }

    #[test]
    fn faults_name_line_and_column() {
        let table = Table::new("t.tsv", "key\tfrom\nä\t19x5\nb\t1\t2\n").unwrap();
        let rows: Vec<_> = table.rows().collect();
        let from = table.column("from").unwrap();
        let fault = rows[0].as_ref().unwrap().date(from).unwrap_err();
        assert_eq!((fault.line, fault.column), (2, 3));
        let surplus = rows[1].as_ref().unwrap_err();
        assert_eq!((surplus.line, surplus.column), (3, 5));
        assert!(table.column("to").is_err() && Table::new("t", "# only\n").is_err());
    }
}
